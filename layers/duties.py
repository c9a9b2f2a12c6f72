"""Whose duty each road, park and investment is, by the rules of the workspace, with totals of length, area and budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.authority import DutyRule, decide_duty, missing_facts, totals_by_duty
from geo.issues import Issue
from layers.duty import duty_rules_of
from layers.export import ExportTable
from layers.ground import Ground, with_shapes
from layers.outgoing.table import ColumnType
from layers.workspace import Workspace

# A square fronts a road, and a work of roads lies on one, that is at most this far from it.
FRONT_M: Final = 25.0
_AREA_UNITS: Final = frozenset({"m2", "m²", "metrekare"})
_AMOUNTS: Final = ("length_m", "area_m2", "budget_try")
_COLUMNS: Final = ("layer", "id", "name", "neighbourhood_name", "kind", "width_m", *_AMOUNTS, "fronts")

DUTY_COLUMNS: Final[Mapping[str, ColumnType]] = {
    **dict.fromkeys(("layer", "thing", "name", "neighbourhood_name", "kind"), "text"),
    "count": "integer",
    **dict.fromkeys(("width_m", *_AMOUNTS), "number"),
    **dict.fromkeys(("authority", "rule", "source", "missing"), "text"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Duties:
    """`rows`: a row a thing: layer (roads, parks, investments), id, name, neighbourhood_name, kind (of the rules; an investment's
    own where they do not speak of it), width_m, length_m, area_m2, budget_try, authority ("district", "metropolitan", None where
    undecided), rule, source and missing (the fact for want of which it is undecided). `totals`: by layer, kind and authority
    ("undecided" as well): count, each amount and for how many things it is known, so that the rows add up to all.
    """

    rows: pd.DataFrame
    totals: pd.DataFrame
    issues: tuple[Issue, ...]


def current_duties(workspace: Workspace) -> tuple[Duties, Ground]:
    """The duties of the current layers, and the ground that they were read from.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries.
    """
    ground = Ground(workspace)
    return decide_duties(workspace, ground), ground


def decide_duties(workspace: Workspace, ground: Ground) -> Duties:
    """Decide the duty of every road, park and investment of the current layers; without rules all are undecided.

    Raises
        RefusedError: `bad-description`, the rules' file is wrong.
    """
    rules, issues = duty_rules_of(workspace)
    roads = _roads(ground)
    parts = [part for part in (roads, _parks(ground, roads), _investments(ground, roads)) if part is not None and len(part)]
    if not parts:
        return Duties(pd.DataFrame(columns=[*_COLUMNS, "authority", "rule", "source", "missing"]), pd.DataFrame(), tuple(issues))
    things = pd.concat([pd.DataFrame(part[list(_COLUMNS)]) for part in parts], ignore_index=True)
    duty = _decide(things, rules, roads)
    totals = [
        totals_by_duty(of_layer, duty.loc[of_layer.index], _AMOUNTS).assign(layer=layer).set_index("layer", append=True)
        for layer, of_layer in things.groupby("layer", sort=False)
    ]
    table = pd.concat(totals).reorder_levels(["layer", "kind", "authority"]).dropna(axis="columns", how="all")
    undecided = things[things["kind"].isin({rule.kind for rule in rules})]
    issues += missing_facts(undecided, duty.loc[undecided.index])
    return Duties(things.drop(columns="fronts").join(duty), table, tuple(issues))


def _decide(things: pd.DataFrame, rules: Sequence[DutyRule], roads: gpd.GeoDataFrame | None) -> pd.DataFrame:
    known = things[things["kind"].isin({rule.kind for rule in rules})]
    fronted = None if roads is None else pd.DataFrame(roads).set_index("number")
    duty = decide_duty(known, rules, fronted) if len(known) else pd.DataFrame(columns=["authority", "rule", "source", "missing"])
    every = duty.reindex(things.index).astype(object)
    every.loc[things.index.difference(known.index), "missing"] = "rule"
    return every.where(every.notna(), None)


def _things(rows: gpd.GeoDataFrame, layer: str, **columns: object) -> gpd.GeoDataFrame:
    kept = {name: rows[name] for name in ("id", "name", "neighbourhood_name") if name in rows}
    blank: dict[str, object] = {**dict.fromkeys(("width_m", *_AMOUNTS), np.nan), "fronts": None}
    return gpd.GeoDataFrame({**blank, **kept, **columns, "layer": layer}, geometry=rows.geometry, index=rows.index)


def _roads(ground: Ground) -> gpd.GeoDataFrame | None:
    rows = ground.rows("roads")
    if rows is None:
        return None
    drawn = rows.length.where(rows.length > 0)
    length_m = rows["length_m"].astype("float64").fillna(drawn)
    width_m = rows["width_m"].astype("float64")
    return _things(rows, "roads", kind="road", width_m=width_m, length_m=length_m).assign(number=rows.index)


def _parks(ground: Ground, roads: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Parks of every kind are parks to the rules; squares are squares, and front a road."""
    rows = ground.rows("parks")
    if rows is None:
        return None
    kind = np.where(rows["kind"] == "square", "square", "park")
    drawn = rows.area.where(rows.area > 0)
    parks = _things(rows, "parks", kind=kind, area_m2=rows["area_m2"].astype("float64").fillna(drawn))
    return parks.assign(fronts=road_of(parks, roads)) if (parks["kind"] == "square").any() else parks


def _investments(ground: Ground, roads: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """An investment once, with the sum of its years; one in roads has the width of the road that it lies on."""
    rows = ground.rows("investments")
    if rows is None:
        return None
    once = rows.drop_duplicates("id").reset_index(drop=True)
    by_id = rows.assign(
        budget=rows["budget_try"].astype("float64"),
        area=rows["quantity"].astype("float64").where(rows["quantity_unit"].isin(_AREA_UNITS)),
    ).groupby("id")
    budget_try, area_m2 = (once["id"].map(by_id[name].sum(min_count=1)) for name in ("budget", "area"))
    drawn = once.area.where(once.area > 0)
    things = _things(once, "investments", kind=once["kind"], budget_try=budget_try, area_m2=area_m2.fillna(drawn))
    number = road_of(things, roads)
    width_m = pd.Series(np.nan, index=things.index)
    if roads is not None:
        width_m = number.map(roads.set_index("number")["width_m"]).astype("float64")
    return things.assign(fronts=number, width_m=width_m.where(things["kind"] == "road"))


def road_of(things: gpd.GeoDataFrame, roads: gpd.GeoDataFrame | None) -> pd.Series:
    """The number of the road that each thing fronts or lies on: the nearest within 25 m; of several the widest.

    A line is asked at its middle, where it crosses no other road by chance; an area by its border.
    """
    answer = pd.Series(None, index=things.index, dtype=object)
    if roads is None:
        return answer
    placed, drawn = with_shapes(things.assign(thing=things.index)), with_shapes(roads)
    is_line = placed.geom_type.isin(["LineString", "MultiLineString"])
    longest = (
        placed.geometry.where(is_line).explode().groupby(level=0).agg(lambda parts: max(parts, key=lambda part: part.length))
    )
    places = placed.geometry.where(~is_line, longest.interpolate(0.5, normalized=True))
    near = gpd.sjoin_nearest(
        placed[["thing"]].set_geometry(places, crs=things.crs), drawn[["number", "width_m", "geometry"]], max_distance=FRONT_M
    )
    first = near.sort_values("width_m", ascending=False, kind="stable").drop_duplicates("thing").set_index("thing")["number"]
    answer.loc[first.index] = first.astype(object)
    return answer


def duties_export(workspace: Workspace, duties: Duties) -> ExportTable:
    """The duty of each thing as a table to write; the totals follow, each a row whose `thing` is "total"."""
    things = duties.rows.rename(columns={"id": "thing"}).assign(count=1)
    rows = things
    if len(duties.totals):
        rows = pd.concat([things, duties.totals.reset_index().assign(thing="total")], ignore_index=True)
    rows = rows.reindex(columns=list(DUTY_COLUMNS)).round(dict.fromkeys(("width_m", *_AMOUNTS), 2))
    rows = rows.set_index(pd.Index(range(1, len(rows) + 1), name="id"))
    return ExportTable("duties", rows, DUTY_COLUMNS, {"title": workspace.name})
