"""How much of what a place has goes to which target area: by area, or by where buildings, dwellings or addresses are.

Source
    Goodchild and Lam, "Areal interpolation: a variant of the traditional spatial problem", Geo-Processing 1980 (by area).
    Eicher and Brewer, "Dasymetric mapping and areal interpolation", Cartography and Geographic Information Science 2001.
"""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.carriers import Carriers, Units, units_of_carriers, units_of_sources
from geo.crs import require_same_crs
from geo.issues import Issue, Parameter
from geo.measurable import listing, require_polygons

_Floats = npt.NDArray[np.float64]
_Geometries = npt.NDArray[np.object_]
_Integers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Shares:
    """Pairs of source and target, by position, and the share (0-1) of the source's amount that goes to the target.

    Of each source: the sum of its shares = 1 - outside_ratio + again_ratio; `outside_ratio` goes to no target, `again_ratio` is
    what overlapping targets get more than once. `by_area`: sources shared out by area, all of them or for want of carriers.
    Of each target: `covered_ratio`, the part of its area that sources cover (more than 1 where they overlap).
    """

    sources: pd.Index
    targets: pd.Index
    source: _Integers
    target: _Integers
    ratio: _Floats
    outside_ratio: _Floats
    again_ratio: _Floats
    covered_ratio: _Floats
    by_area: npt.NDArray[np.bool_]
    issues: tuple[Issue, ...] = ()


def area_shares(sources: gpd.GeoDataFrame, targets: gpd.GeoDataFrame) -> Shares:
    """Shares by area: as if what a place has lay evenly over it.

    Parameters
        sources, targets: polygons in one metric CRS, unique indexes.
    Raises
        CrsError: a CRS is missing or not metric, or the two differ.
        RefusedError: one of the two has no rows, a label twice, or a shape that cannot be measured.
    >>> from shapely import box
    >>> town = gpd.GeoDataFrame(geometry=[box(0, 0, 400, 100)], index=["Tavla"], crs=5256)
    >>> halves = gpd.GeoDataFrame(geometry=[box(0, 0, 100, 100), box(100, 0, 300, 100)], index=["west", "east"], crs=5256)
    >>> shares = area_shares(town, halves)
    >>> shares.ratio.tolist(), shares.outside_ratio.tolist()
    ([0.25, 0.5], [0.25])
    """
    source_shapes, target_shapes = _shapes(sources, targets)
    split = _share_out(units_of_sources(source_shapes), target_shapes, np.ones(len(sources), dtype=np.float64))
    reach_m2 = shapely.area(source_shapes)[split.source] * split.ratio
    return Shares(
        sources.index,
        targets.index,
        split.source,
        split.target,
        split.ratio,
        split.outside_ratio,
        split.again_ratio,
        covered_ratio=np.bincount(split.target, reach_m2, len(targets)) / shapely.area(target_shapes),
        by_area=np.ones(len(sources), dtype=np.bool_),
    )


def dasymetric_shares(sources: gpd.GeoDataFrame, targets: gpd.GeoDataFrame, carriers: Carriers) -> Shares:
    """Shares by the weight of carriers: what a place has lies where its dwellings, buildings or addresses are.

    A carrier across a border counts on each side with its part; a point on a border in equal parts. A source without any carrier
    of known weight is shared out by area, and an issue names it.

    Parameters
        sources, targets: polygons in one metric CRS, unique indexes.
        carriers: residential zones, buildings or address points, in the same CRS.
    Raises
        CrsError: a CRS is missing or not metric, or they differ.
        RefusedError: no rows, a label twice, a shape that cannot be measured, or points and polygons mixed among the carriers.
        NotFoundError: the carriers lack the column of their weight.
    >>> from shapely import Point, box
    >>> town = gpd.GeoDataFrame(geometry=[box(0, 0, 400, 100)], index=["Tavla"], crs=5256)
    >>> halves = gpd.GeoDataFrame(geometry=[box(0, 0, 200, 100), box(200, 0, 400, 100)], index=["west", "east"], crs=5256)
    >>> homes = gpd.GeoDataFrame({"dwellings": [3, 1]}, geometry=[Point(50, 50), Point(300, 50)], crs=5256)
    >>> dasymetric_shares(town, halves, Carriers(homes, "addresses", "dwellings")).ratio.tolist()
    [0.75, 0.25]
    """
    area = area_shares(sources, targets)
    source_shapes, target_shapes = _shapes(sources, targets)
    require_same_crs(sources, carriers.frame, what=("sources", carriers.what))
    units, issues = units_of_carriers(carriers, source_shapes)
    weight = np.bincount(units.source, units.weight, len(sources)).astype(np.float64)
    bare = ~(weight > 0)
    if bare.any():
        labels = sources.index[bare]
        params: dict[str, Parameter] = {"what": carriers.what, "count": len(labels), "listing": listing(labels)}
        issues.append(Issue("source-without-carriers", params=params))
    carried = _share_out(units, target_shapes, weight)
    spread = bare[area.source]
    source = np.append(carried.source, area.source[spread])
    target = np.append(carried.target, area.target[spread])
    order = np.lexsort([target, source])
    return replace(
        area,
        source=source[order],
        target=target[order],
        ratio=np.append(carried.ratio, area.ratio[spread])[order],
        outside_ratio=np.where(bare, area.outside_ratio, carried.outside_ratio),
        again_ratio=np.where(bare, area.again_ratio, carried.again_ratio),
        by_area=bare,
        issues=tuple(issues),
    )


def _shapes(sources: gpd.GeoDataFrame, targets: gpd.GeoDataFrame) -> tuple[_Geometries, _Geometries]:
    shapes = require_polygons(sources, what="sources"), require_polygons(targets, what="targets")
    require_same_crs(sources, targets, what=("sources", "targets"))
    return shapes


@dataclass(frozen=True, slots=True)
class _Split:
    """The part of `Shares` that units give."""

    source: _Integers
    target: _Integers
    ratio: _Floats
    outside_ratio: _Floats
    again_ratio: _Floats


def _share_out(units: Units, targets: _Geometries, weight: _Floats) -> _Split:
    """The units' parts, added up by source; `weight` is that of the sources."""
    parts = units.parts_in(targets)
    of_source = weight[units.source]
    amount = np.divide(units.weight, of_source, out=np.zeros(len(of_source)), where=of_source > 0)
    shape = (len(weight), len(targets))
    pair = np.ravel_multi_index((units.source[parts.unit], parts.target), shape)
    pairs, place = np.unique(pair, return_inverse=True)
    ratio = np.bincount(place, amount[parts.unit] * parts.ratio, len(pairs)).astype(np.float64)
    source, target = np.unravel_index(pairs, shape)
    outside, again = (
        np.bincount(units.source, amount * part, len(weight)).astype(np.float64)
        for part in (parts.outside_ratio, parts.again_ratio)
    )
    return _Split(source, target, ratio, outside, again)
