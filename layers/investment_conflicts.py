"""What the investments of the programme conflict with: plan, ground, protection, ownership, duty, works in the same street."""

import geopandas as gpd
import pandas as pd

from geo.conflicts import find_conflicts
from geo.turkish import fold
from layers.conflict_rules import conflict_rules_of
from layers.conflict_table import Conflicts, told_conflicts, unique_ids
from layers.duties import Duties, road_of
from layers.ground import Ground, zones_in_force
from layers.workspace import Workspace

_OVER = frozenset({"completed", "cancelled"})


def conflicts_of_investments(workspace: Workspace, ground: Ground, duties: Duties) -> Conflicts | None:
    """Every conflict of an investment that is neither completed nor cancelled; None where there are no investments.

    An investment is asked in its last year, when its surface is finished. Works that name a street without drawing it lie where
    the road of that name lies.

    Raises
        RefusedError: `bad-description`, the rules' file is wrong.
    """
    programme = ground.rows("investments")
    if programme is None:
        return None
    rules, issues = conflict_rules_of(workspace, "investments")
    roads = _named_roads(ground)
    things = _things(programme, duties, roads)
    layers = {rule.layer: rows for rule in rules if rule.layer and (rows := _layer(ground, rule.layer, roads)) is not None}
    found, unchecked = find_conflicts(things, layers, rules)
    return Conflicts(told_conflicts(found, things, rules), (*issues, *unchecked))


def _things(programme: gpd.GeoDataFrame, duties: Duties, roads: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    once = programme[~programme["status"].isin(_OVER)].sort_values("year", kind="stable").drop_duplicates("id", keep="last")
    once = once.sort_index().set_index("id", drop=False)
    of_investments = duties.rows[duties.rows["layer"] == "investments"].set_index("id")
    authority = of_investments["authority"].reindex(once.index)
    return once.assign(authority=authority, street=_streets(once, roads))


def _named_roads(ground: Ground) -> gpd.GeoDataFrame | None:
    roads = ground.rows("roads")
    if roads is None:
        return None
    return roads.assign(number=roads.index, street=_street_keys(roads["neighbourhood_id"], roads["name"]))


def _street_keys(neighbourhoods: pd.Series, names: pd.Series) -> pd.Series:
    """One word for a street: its neighbourhood and its name however it is written; missing where either is."""
    known = neighbourhoods.notna() & names.notna()
    keys = [f"{place} {fold(str(name))}" for place, name in zip(neighbourhoods[known], names[known], strict=True)]
    return pd.Series(keys, index=names.index[known], dtype=object).reindex(names.index)


def _streets(things: gpd.GeoDataFrame, roads: gpd.GeoDataFrame | None) -> pd.Series:
    if roads is None:
        return pd.Series(None, index=things.index, dtype=object)
    return road_of(things, roads).map(roads.set_index("number")["street"])


def _layer(ground: Ground, layer: str, roads: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    rows = ground.rows(layer)
    if layer == "zoning":
        rows = zones_in_force(rows)
    if rows is None:
        return None
    rows = rows.set_index(pd.Index(unique_ids(rows["id"]), name=None))
    if "street" in rows:
        named = _street_keys(rows["neighbourhood_id"], rows["street"])
        if roads is not None:
            shapes = roads.drop_duplicates("street").dropna(subset=["street"]).set_index("street").geometry
            drawn = gpd.GeoSeries(named.map(shapes).to_numpy(), index=rows.index, crs=rows.crs)
            rows = rows.set_geometry(rows.geometry.where(rows.geometry.notna(), drawn))
            named = named.fillna(_streets(rows, roads))
        rows = rows.assign(street=named)
    there = rows.geometry.notna() & ~rows.geometry.is_empty
    return rows[there]
