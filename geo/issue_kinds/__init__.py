"""The kinds of issues and findings: one entry each, with severity, who should act, and the sentence in two languages.

A sentence says what is wrong, why it matters and what to do. `{name}` is filled by the issue's parameters; row and column are
put in front by the issue itself.
"""

from geo.issue_kinds import (
    areas,
    cells,
    contradictions,
    crosswalk,
    files,
    findings,
    handover,
    measuring,
    names,
    numbers,
    pages,
    reading,
    rows,
    shapes,
    standards,
    use,
    walking,
)
from geo.issue_kinds.kind import Kind, Language, Severity, Words

KINDS: dict[str, Kind] = {
    **areas.KINDS,
    **cells.KINDS,
    **crosswalk.KINDS,
    **files.KINDS,
    **findings.KINDS,
    **contradictions.KINDS,
    **handover.KINDS,
    **measuring.KINDS,
    **names.KINDS,
    **numbers.KINDS,
    **pages.KINDS,
    **reading.KINDS,
    **rows.KINDS,
    **shapes.KINDS,
    **standards.KINDS,
    **use.KINDS,
    **walking.KINDS,
}

__all__ = ["KINDS", "Kind", "Language", "Severity", "Words"]
