"""`mahalle check`: gathers the current data of all layers and asks the pure rules what contradicts what."""

from dataclasses import replace

from geo.issues import Finding, by_weight
from layers.checking.evidence import Evidence
from layers.checking.places import check_places
from layers.checking.plans import check_plans
from layers.checking.population import check_population
from layers.checking.programme import check_programme
from layers.checking.programme_conflicts import check_plan_conflicts, check_programme_conflicts
from layers.checking.tables import check_tables
from layers.ground import Ground
from layers.stated import stated_figures
from layers.workspace import Workspace

CHECKS = (
    check_population,
    check_places,
    check_plans,
    check_plan_conflicts,
    check_programme,
    check_programme_conflicts,
    check_tables,
)


def find_contradictions(workspace: Workspace, ground: Ground | None = None) -> list[Finding]:
    """All findings over the current revisions, in the order in which they change a decision.

    `ground` is what has been read of the workspace already.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries.
    """
    ground = Ground(workspace) if ground is None else ground
    evidence = Evidence(ground, stated_figures(ground))
    findings = [finding for check in CHECKS for finding in check(evidence)]
    return by_weight([_with_titles(finding, workspace) for finding in findings])


def _with_titles(finding: Finding, workspace: Workspace) -> Finding:
    """The sentence names sources as a person reads them; `where` keeps their short names."""
    titles = {name: workspace.source_title(str(finding.params[name])) for name in ("source", "against") if name in finding.params}
    return replace(finding, params={**finding.params, **titles})
