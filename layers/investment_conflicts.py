"""What the investments of the programme conflict with: plan, ground, protection, ownership, duty, works in the same street."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.conflicts import find_conflicts
from geo.issues import Issue
from geo.turkish import fold
from layers.conflict_rules import conflict_rules_of
from layers.duties import Duties, road_of
from layers.export import ExportTable
from layers.ground import Ground, zones_in_force
from layers.outgoing.table import ColumnType
from layers.workspace import Workspace

_OVER = frozenset({"completed", "cancelled"})

CONFLICT_COLUMNS: Final[Mapping[str, ColumnType]] = {
    **dict.fromkeys(("rule", "contradicts", "title", "title_en", "thing", "name", "neighbourhood_name", "kind"), "text"),
    "year": "integer",
    **dict.fromkeys(("layer", "other", "other_value"), "text"),
    "share_pct": "number",
    **dict.fromkeys(("source", "remedy", "remedy_en", "other_wkt"), "text"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Conflicts:
    """`rows`: as `geo.conflicts.find_conflicts` answers, `thing` the investment's id, `other` that of the layer's row, with name,
    neighbourhood_name, kind, year and contradicts (both cannot hold). `issues`: what could not be checked.
    """

    rows: gpd.GeoDataFrame
    issues: tuple[Issue, ...]


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
    rules, issues = conflict_rules_of(workspace)
    roads = _named_roads(ground)
    things = _things(programme, duties, roads)
    layers = {rule.layer: rows for rule in rules if rule.layer and (rows := _layer(ground, rule.layer, roads)) is not None}
    found, unchecked = find_conflicts(things, layers, rules)
    told = things.loc[found["thing"], ["name", "neighbourhood_name", "kind", "year"]].reset_index(drop=True)
    contradicts = {rule.key: rule.contradicts for rule in rules}
    rows = found.assign(**{name: told[name] for name in told}, contradicts=found["rule"].map(contradicts).astype(bool))
    return Conflicts(rows, (*issues, *unchecked))


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
    rows = rows.set_index(pd.Index(_unique(rows["id"]), name=None))
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


def _unique(ids: pd.Series) -> pd.Series:
    """Ids, of which a second of the same (another year of the same work) gets a number."""
    again = ids.groupby(ids).cumcount()
    return ids.astype(str).where(again == 0, ids.astype(str) + "#" + (again + 1).astype(str))


def conflicts_export(workspace: Workspace, conflicts: Conflicts) -> ExportTable:
    """The conflicts as a table to write, with the investment's shape; the other side by its layer, id, class and shape (WKT)."""
    rows = conflicts.rows
    shapes = gpd.GeoSeries(rows["other_geometry"], crs=rows.crs).to_crs(4326)
    told = {
        "title": [words.tr for words in rows["title"]],
        "title_en": [words.en for words in rows["title"]],
        "remedy": [words.tr for words in rows["remedy"]],
        "remedy_en": [words.en for words in rows["remedy"]],
        "contradicts": ["yes" if both else "no" for both in rows["contradicts"]],
        "other_wkt": [None if shape is None else shapely.to_wkt(shape, rounding_precision=6) for shape in shapes],
        "share_pct": (100 * rows["share_ratio"]).round(1),
    }
    features = gpd.GeoDataFrame(rows.assign(**told)).set_index(pd.Index(range(1, len(rows) + 1), name="id")).to_crs(4326)
    return ExportTable("conflicts", features, CONFLICT_COLUMNS, {"title": workspace.name})
