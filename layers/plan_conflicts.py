"""What the zones of each plan conflict with: the plan a level above, the ground, what is protected."""

from itertools import pairwise

import geopandas as gpd
import pandas as pd

from geo.conflict_rules import UPPER_PLAN, ConflictRule
from geo.conflicts import find_conflicts
from geo.issues import Issue
from layers.conflict_rules import conflict_rules_of
from layers.conflict_table import Conflicts, told_conflicts, unique_ids
from layers.ground import Ground, plans_in_force
from layers.workspace import Workspace


def conflicts_of_plans(workspace: Workspace, ground: Ground) -> Conflicts | None:
    """Every conflict of a zone of a plan in force; None where no plan is drawn.

    A plan is held against the nearest level above it that is drawn, and the most detailed one against the other layers as well.

    Raises
        RefusedError: `bad-description`, the rules' file is wrong.
    """
    plans = [_numbered(zones) for zones in plans_in_force(ground.rows("zoning"))]
    if not plans:
        return None
    rules, issues = conflict_rules_of(workspace, "plan")
    between = [rule for rule in rules if rule.layer == UPPER_PLAN]
    elsewhere = [rule for rule in rules if rule.layer != UPPER_PLAN]
    layers = {rule.layer: rows for rule in elsewhere if rule.layer and (rows := _layer(ground, rule.layer)) is not None}
    parts = [_held(plans[0], layers, elsewhere)]
    for lower, upper in pairwise(plans):
        parts.append(_held(lower, {UPPER_PLAN: upper}, between))
    if len(plans) == 1:
        parts.append(_held(plans[0], {}, between))
    rows = pd.concat([found for found, _ in parts], ignore_index=True)
    return Conflicts(gpd.GeoDataFrame(rows, crs=ground.crs), (*issues, *(issue for _, told in parts for issue in told)))


def _held(
    zones: gpd.GeoDataFrame, layers: dict[str, gpd.GeoDataFrame], rules: list[ConflictRule]
) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    found, unchecked = find_conflicts(zones, layers, rules)
    return told_conflicts(found, zones, rules), unchecked


def _numbered(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Zones by id, with the columns that rules name of things: kind is the land use, the year that of the approval."""
    year = pd.to_datetime(zones["approved_on"], errors="coerce").dt.year
    name = zones["plan_name"].fillna(zones["plan_level"])
    return zones.assign(kind=zones["land_use"], year=year, name=name).set_index(pd.Index(unique_ids(zones["id"]), name=None))


def _layer(ground: Ground, layer: str) -> gpd.GeoDataFrame | None:
    rows = ground.drawn(layer)
    return None if rows is None else rows.set_index(pd.Index(unique_ids(rows["id"]), name=None))
