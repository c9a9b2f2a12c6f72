"""What conflicts with what: investments and plans against zoning, ground, protection, ownership, duty, others' works."""

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.conflict_rules import DRAWING_RATIO, ConflictRule, require_conflict_rules
from geo.crs import require_metric, require_same_crs
from geo.issues import Issue, Words

Geometries = npt.NDArray[np.object_]


def find_conflicts(
    things: gpd.GeoDataFrame, layers: Mapping[str, gpd.GeoDataFrame], rules: Sequence[ConflictRule]
) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Each conflict as a row with both geometries, the rule, its source and what could be done; and what could not be checked.

    Things without a geometry are held against no layer; an issue says how many. Overlaps under 1 % of the thing are drawing.

    Parameters
        things: investments, a programme or the areas of a lower plan, metric CRS, unique index, column kind, and the columns
            that rules name (year, street, authority, …).
        layers: by name, same CRS, with the columns that rules name.
        rules: what counts as a conflict.
    Returns
        rows in the order of rules and things: rule, thing (index), layer, other (index of the feature, None where nothing is
        there), other_value (its class), share_ratio (of the thing that is concerned; 1 for a point), title, source, remedy
        (words in two languages), geometry (the thing's) and other_geometry (the feature's, None where nothing is there).
        Issues `conflict-not-checked`: a layer or column is not there, a geometry is missing.
    Raises
        RefusedError: as `geo.conflict_rules.require_conflict_rules`.
        CrsError: a CRS is missing, in degrees, or differs.

    >>> parks = gpd.GeoDataFrame({"kind": ["park"]}, geometry=[shapely.box(0, 0, 10, 10)], index=["I-1"], crs=5256)
    >>> ground = gpd.GeoDataFrame({"class": ["AMB"]}, geometry=[shapely.box(5, 0, 30, 10)], index=["Y-7"], crs=5256)
    >>> rule = ConflictRule("no-building-on-amb", Words("Afete maruz bölge", "Disaster-prone area"), "forbidden", "class",
    ...     "7269 sayılı Kanun", Words("Başka yer seçin", "Choose another site"), layer="suitability", values=("AMB",))
    >>> found, issues = find_conflicts(parks, {"suitability": ground}, [rule])
    >>> found[["thing", "other", "share_ratio"]].to_numpy().tolist(), issues
    ([['I-1', 'Y-7', 0.5]], [])
    """
    require_conflict_rules(rules)
    require_metric(things, what="things")
    rows: list[pd.DataFrame] = []
    issues: list[Issue] = []
    for rule in rules:
        some = things if not rule.kinds else things[things["kind"].isin(rule.kinds)]
        layer = None if rule.layer is None else layers.get(rule.layer)
        why = _why_not_checked(rule, some, layer)
        if why is not None:
            issues.append(Issue("conflict-not-checked", params={"rule": rule.key, "why_tr": why.tr, "why_en": why.en}))
        if layer is None:
            found = _own(rule, some)
        else:
            require_same_crs(things, layer, what=("things", rule.layer or ""))
            placed = some[~(some.geometry.isna() | some.geometry.is_empty)]
            find = _required if rule.relation == "required" else _forbidden
            found = find(rule, placed, layer) if _has_columns(rule, placed, layer) else _rows(rule, [], [], [])
        rows.append(_with_geometries(found, rule, things, layer))
    table = pd.concat(rows, ignore_index=True) if rows else _with_geometries(_rows(None, [], [], []), None, things, None)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=things.crs), issues


def _needed(rule: ConflictRule) -> tuple[set[str], set[str]]:
    """Columns that the rule needs of the things and of the layer."""
    year = {"year"} if rule.years is not None else set()
    if rule.relation == "own":
        return {rule.column}, set()
    return set(rule.same) | year, set(rule.same) | year | {rule.column}


def _has_columns(rule: ConflictRule, things: gpd.GeoDataFrame, layer: gpd.GeoDataFrame) -> bool:
    of_things, of_layer = _needed(rule)
    return of_things <= set(things.columns) and of_layer <= set(layer.columns)


def _why_not_checked(rule: ConflictRule, things: gpd.GeoDataFrame, layer: gpd.GeoDataFrame | None) -> Words | None:
    if rule.layer is not None and (layer is None or layer.empty):
        return Words(f"{rule.layer} katmanında veri yok", f"the layer {rule.layer} has no data")
    of_things, of_layer = _needed(rule)
    lacking = sorted(of_things - set(things.columns)) + ([] if layer is None else sorted(of_layer - set(layer.columns)))
    if lacking:
        listed = ", ".join(dict.fromkeys(lacking))
        return Words(f"{listed} sütunu yok", f"the column {listed} is not there")
    unplaced = 0 if layer is None else int((things.geometry.isna() | things.geometry.is_empty).sum())
    if unplaced:
        return Words(f"{unplaced} kaydın haritada yeri yok", f"records without a place on the map: {unplaced}")
    unknown = int(things[rule.column].isna().sum()) if rule.relation == "own" else 0
    return Words(f"{unknown} kaydın {rule.column} bilgisi yok", f"records without {rule.column}: {unknown}") if unknown else None


def _own(rule: ConflictRule, things: gpd.GeoDataFrame) -> pd.DataFrame:
    if rule.relation != "own" or rule.column not in things:
        return _rows(rule, [], [], [])
    hit = things[things[rule.column].isin(rule.values)]
    return _rows(rule, hit.index, [None] * len(hit), hit[rule.column]).assign(share_ratio=1.0)


def _forbidden(rule: ConflictRule, things: gpd.GeoDataFrame, layer: gpd.GeoDataFrame) -> pd.DataFrame:
    features = layer[layer[rule.column].isin(rule.values)] if rule.values else layer
    one, other, share = _meeting(things, features, rule.within_m)
    counts = np.ones(len(one), dtype=bool) if rule.within_m > 0 else share > DRAWING_RATIO
    for column in rule.same:
        # an unknown street is no street: it equals none
        mine, theirs = things[column].iloc[one], features[column].iloc[other]
        counts &= (mine.to_numpy() == theirs.to_numpy()) & mine.notna().to_numpy(bool)
    if rule.years is not None:
        after = features["year"].to_numpy("float64")[other] - things["year"].to_numpy("float64")[one]
        counts &= (after >= rule.years[0]) & (after <= rule.years[1])
    one, other, share = one[counts], other[counts], share[counts]
    return _rows(rule, things.index[one], features.index[other], features[rule.column].iloc[other]).assign(share_ratio=share)


def _required(rule: ConflictRule, things: gpd.GeoDataFrame, layer: gpd.GeoDataFrame) -> pd.DataFrame:
    """A row for each feature of another class under the thing; one row without a feature where nothing is drawn there."""
    shapes = things.geometry.to_numpy()
    allowed = layer[rule.column].isin(rule.values).to_numpy(bool) if rule.values else np.ones(len(layer), dtype=bool)
    one, other, share = _meeting(things, layer, 0.0)
    right = allowed[other]
    covered = np.zeros(len(things))
    for place in np.unique(one[right]):
        # features may overlap each other: only their union says what is covered
        under = shapely.union_all(layer.geometry.to_numpy()[other[right & (one == place)]])
        covered[place] = _share(shapes[[place]], np.array([under], dtype=object))[0]
    failing = covered < 1 - DRAWING_RATIO
    wrong = failing[one] & ~right & (share > DRAWING_RATIO)
    found = _rows(rule, things.index[one[wrong]], layer.index[other[wrong]], layer[rule.column].iloc[other[wrong]])
    found = found.assign(share_ratio=share[wrong])
    bare = np.setdiff1d(np.flatnonzero(failing), one[wrong])
    nothing = _rows(rule, things.index[bare], [None] * len(bare), [None] * len(bare)).assign(share_ratio=1 - covered[bare])
    both = pd.concat([found, nothing]) if len(found) and len(nothing) else (found if len(found) else nothing)
    return both.iloc[np.argsort(things.index.get_indexer(both["thing"]), kind="stable")]


def _meeting(
    things: gpd.GeoDataFrame, layer: gpd.GeoDataFrame, within_m: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Places of things and features that meet, in this order, and the share of the thing that the feature covers."""
    shapes, features = things.geometry.to_numpy(), layer.geometry.to_numpy()
    tree = shapely.STRtree(features)
    found = (
        tree.query(shapes, predicate="dwithin", distance=within_m) if within_m > 0 else tree.query(shapes, predicate="intersects")
    )
    one, other = found[:, np.lexsort((found[1], found[0]))]
    return one, other, _share(shapes[one], features[other])


def _share(shapes: Geometries, features: Geometries) -> npt.NDArray[np.float64]:
    """Share of each shape on its feature: of its area, its length, or 1 for a point that touches."""
    common = shapely.intersection(shapes, features)
    dimension = shapely.get_dimensions(shapes)
    part = np.select([dimension == 2, dimension == 1], [shapely.area(common), shapely.length(common)], ~shapely.is_empty(common))
    whole = np.select([dimension == 2, dimension == 1], [shapely.area(shapes), shapely.length(shapes)], 1.0)
    return np.asarray(np.divide(part, whole, out=np.zeros(len(shapes)), where=whole > 0), dtype=np.float64)


def _rows(rule: ConflictRule | None, things: Any, others: Any, values: Any) -> pd.DataFrame:
    key, layer = ("", None) if rule is None else (rule.key, rule.layer)
    return pd.DataFrame(
        {
            "rule": key,
            "thing": np.asarray(things, dtype=object),
            "layer": layer,
            "other": np.asarray(others, dtype=object),
            "other_value": np.asarray(values, dtype=object),
            "share_ratio": np.zeros(len(things)),
        }
    )


def _with_geometries(
    found: pd.DataFrame, rule: ConflictRule | None, things: gpd.GeoDataFrame, layer: gpd.GeoDataFrame | None
) -> pd.DataFrame:
    title, source, remedy = (None, None, None) if rule is None else (rule.title, rule.source, rule.remedy)
    shapes = things.geometry.to_numpy()[things.index.get_indexer(found["thing"])]
    others = np.full(len(found), None, dtype=object)
    if layer is not None:
        place = layer.index.get_indexer(found["other"])
        others[place >= 0] = layer.geometry.to_numpy()[place[place >= 0]]
    words = {"title": title, "source": source, "remedy": remedy}
    told = {name: pd.Series([value] * len(found), index=found.index, dtype=object) for name, value in words.items()}
    return found.assign(**told, geometry=shapes, other_geometry=gpd.GeoSeries(others, index=found.index, crs=things.crs))
