"""What is known before a siting is computed: how many plots could carry it, why the others cannot, and what is impossible."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import MahalleError
from geo.issues import Issue, Words
from layers.conflict_rules import FOLDER, conflict_rules_of
from layers.rule_files import rules_file
from layers.site_candidates import find_candidates, require_possible
from layers.site_rules import SiteRule, waivable_rules
from layers.siting_kinds import SITING_KINDS
from layers.siting_request import SitingRequest
from layers.workspace import Workspace
from web.desk.asking import DeskQuestion


@dataclass(frozen=True, slots=True)
class Before:
    """How many plots there are and pass, how many each rule excludes, the reach, and errors that forbid to begin."""

    plots: int
    eligible: int
    why_not: Sequence[tuple[Words, int]]
    reach_m: float | None
    least_m2: float
    issues: tuple[Issue, ...]
    impossible: tuple[MahalleError, ...]


def look_before(question: DeskQuestion, request: SitingRequest) -> Before:
    """The candidates of a request, kept for as long as neither data nor rules change.

    Raises
        NotFoundError: no boundaries, no municipal property, or a kind that nobody can site.
        RefusedError: no population, a rule that cannot be left unasked, rules that cannot be read.
    """
    workspace = question.state.workspace
    key = ("siting-before", request, _changed_at(rules_file(workspace, FOLDER)))
    return question.library.keep(question.state, key, lambda: _look(question, request))


def _look(question: DeskQuestion, request: SitingRequest) -> Before:
    found = find_candidates(question.state.workspace, request, question.library.atlas(question.state))
    impossible: tuple[MahalleError, ...] = ()
    try:
        require_possible(found, request)
    except MahalleError as error:
        impossible = (error,)
    standard = found.standard
    return Before(
        len(found.plots.table),
        found.eligible_count,
        tuple(found.why_not().items()),
        standard.reach_m,
        standard.least_m2,
        found.issues,
        impossible,
    )


def rules_to_waive(workspace: Workspace, kind: str) -> dict[str, SiteRule]:
    """The rules that may be left unasked for a kind; none for a kind that there is not."""
    if kind not in SITING_KINDS:
        return {}
    return waivable_rules(SITING_KINDS[kind], conflict_rules_of(workspace, "investments")[0])


def _changed_at(path: Path | None) -> int:
    return 0 if path is None else path.stat().st_mtime_ns
