"""The kinds of issues and findings: one entry each, with severity, who should act, and the sentence in two languages.

A sentence says what is wrong, why it matters and what to do. `{name}` is filled by the issue's parameters; row and column are
put in front by the issue itself.
"""

from geo.issue_kinds import (
    accounts,
    areas,
    cells,
    conflicts,
    contradictions,
    crosswalk,
    duty,
    editing,
    files,
    findings,
    handover,
    measuring,
    names,
    numbers,
    pages,
    reading,
    rows,
    scenarios,
    shapes,
    siting,
    standards,
    targets,
    use,
    walking,
)
from geo.issue_kinds.kind import Kind, Language, Severity, Words

KINDS: dict[str, Kind] = {
    **accounts.KINDS,
    **areas.KINDS,
    **cells.KINDS,
    **conflicts.KINDS,
    **crosswalk.KINDS,
    **duty.KINDS,
    **editing.KINDS,
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
    **scenarios.KINDS,
    **shapes.KINDS,
    **siting.KINDS,
    **standards.KINDS,
    **targets.KINDS,
    **use.KINDS,
    **walking.KINDS,
}

__all__ = ["KINDS", "Kind", "Language", "Severity", "Words"]
