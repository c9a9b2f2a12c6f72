"""Conflicts as rows that say which thing, which rule, what is on the other side; and the table that is written of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.conflict_rules import ConflictRule
from geo.issues import Issue
from layers.export import ExportTable
from layers.outgoing.table import ColumnType
from layers.workspace import Workspace

_OF_THING: Final = ("name", "neighbourhood_name", "kind", "year")

CONFLICT_COLUMNS: Final[Mapping[str, ColumnType]] = {
    **dict.fromkeys(("rule", "contradicts", "title", "title_en", "of"), "text"),
    **dict.fromkeys(("thing", "name", "neighbourhood_name", "kind"), "text"),
    "year": "integer",
    **dict.fromkeys(("layer", "other", "other_value"), "text"),
    "share_pct": "number",
    **dict.fromkeys(("source", "remedy", "remedy_en", "other_wkt"), "text"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Conflicts:
    """`rows`: as `geo.conflicts.find_conflicts` answers, `thing` the id of the investment or zone, `other` that of the layer's
    row; with name, neighbourhood_name, kind and year of the thing, of (what the thing is) and contradicts (both cannot hold).
    `issues`: what could not be checked.
    """

    rows: gpd.GeoDataFrame
    issues: tuple[Issue, ...]


def told_conflicts(found: gpd.GeoDataFrame, things: gpd.GeoDataFrame, rules: Sequence[ConflictRule]) -> gpd.GeoDataFrame:
    """The rows found, with what the things and the rules say; `things` by the index that `found` names."""
    told = things.loc[found["thing"], list(_OF_THING)].reset_index(drop=True).astype({"year": "Int64"})
    by_key = {rule.key: rule for rule in rules}
    return found.reset_index(drop=True).assign(
        **{name: told[name] for name in told},
        of=pd.Series([by_key[key].of for key in found["rule"]], dtype=object),
        contradicts=pd.Series([by_key[key].contradicts for key in found["rule"]], dtype=bool),
    )


def unique_ids(ids: pd.Series) -> pd.Series:
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
