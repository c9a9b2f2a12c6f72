"""The kinds of issues and findings: one entry each, with severity, who should act, and the sentence in two languages.

A sentence says what is wrong, why it matters and what to do. `{name}` is filled by the issue's parameters; row and column are
put in front by the issue itself.
"""

from geo.issue_kinds import files, findings, measuring, names, numbers, pages, reading, rows, shapes, siting, use
from geo.issue_kinds.kind import Kind, Language, Severity, Words

KINDS: dict[str, Kind] = {
    **files.KINDS,
    **reading.KINDS,
    **rows.KINDS,
    **numbers.KINDS,
    **names.KINDS,
    **shapes.KINDS,
    **use.KINDS,
    **pages.KINDS,
    **findings.KINDS,
    **measuring.KINDS,
    **siting.KINDS,
}

__all__ = ["KINDS", "Kind", "Language", "Severity", "Words"]
