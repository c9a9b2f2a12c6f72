"""Every conflict of the current data: of the programme's investments and of the plans' zones."""

import geopandas as gpd
import pandas as pd

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.conflict_table import Conflicts
from layers.duties import current_duties
from layers.investment_conflicts import conflicts_of_investments
from layers.plan_conflicts import conflicts_of_plans
from layers.workspace import Workspace


def current_conflicts(workspace: Workspace) -> Conflicts:
    """The conflicts of investments, then those of plans.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries, or neither investments nor a drawn plan.
        RefusedError: `bad-description`, the rules' file is wrong.
    """
    duties, ground = current_duties(workspace)
    both = (conflicts_of_investments(workspace, ground, duties), conflicts_of_plans(workspace, ground))
    found = [conflicts for conflicts in both if conflicts is not None]
    if not found:
        raise NotFoundError(Issue("empty-layer", params={"layer": "investments"}))
    rows = pd.concat([conflicts.rows for conflicts in found], ignore_index=True)
    issues: list[Issue] = []
    for issue in (issue for conflicts in found for issue in conflicts.issues):
        # Where nobody has written rules, both say so.
        if issue not in issues:
            issues.append(issue)
    return Conflicts(gpd.GeoDataFrame(rows, crs=ground.crs), tuple(issues))
