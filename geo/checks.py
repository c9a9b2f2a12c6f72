"""Checks of a polygon coverage: shapes drawn twice, land that counts twice, land that counts for nobody.

Everything that is wrong is reported, not the first thing; nothing is changed (geo/repair.py does that).
"""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.coverage import has_faulty_edges, pairs_in_doubt, union_of_coverage
from geo.crs import require_metric
from geo.issues import Issue

# Slivers under this are rounding of coordinates, not land: boundaries are drawn to about a decimetre.
SLIVER_M2: Final = 1.0
# A gap's neighbour shares more than a corner with it: 0.1 m of edge seen through a buffer of 0.01 m.
_TOUCH_M: Final = 0.01
_TOUCH_M2: Final = 0.001

# Names, source rows and valid shapes of the rows that have one.
_Drawn = tuple[list[str], list[int | None], npt.NDArray[np.object_]]


def check_coverage(gdf: gpd.GeoDataFrame, *, sliver_m2: float = SLIVER_M2) -> list[Issue]:
    """All that keeps polygons from being a coverage: duplicates, then overlaps, then gaps.

    Missing and empty geometries are left out; an invalid shape is measured as `shapely.make_valid` understands it. An
    empty frame gives no issues.

    Parameters
        gdf: polygons in a metric CRS, column `name` (else the index label names them), optional `row`: the line of the
            source.
        sliver_m2: overlaps and gaps up to this area (m2) are ignored.
    Raises
        CrsError: no CRS, or not a metric one.
    >>> from shapely import box
    >>> shapes = [box(0, 0, 100, 100), box(95, 0, 200, 100)]
    >>> drawn = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=shapes, crs=5256)
    >>> [issue.message("en") for issue in check_coverage(drawn)]
    ['A and B overlap by 500 m2: that area counts twice. Correct the shared boundary.']
    """
    require_metric(gdf)
    drawn = _readable(gdf)
    faulty = has_faulty_edges(drawn[2])
    return _duplicate_issues(drawn) + _overlap_issues(drawn, faulty, sliver_m2) + _gap_issues(drawn, faulty, sliver_m2)


def check_duplicates(gdf: gpd.GeoDataFrame) -> list[Issue]:
    """Shapes that equal an earlier row's, whatever their starting vertex and direction; one issue for each later row.

    >>> from shapely import box
    >>> twice = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=[box(0, 0, 9, 9), box(0, 0, 9, 9)], crs=5256)
    >>> [issue.kind for issue in check_duplicates(twice)]
    ['duplicate-geometry']
    """
    return _duplicate_issues(_readable(gdf))


def _duplicate_issues(drawn: _Drawn) -> list[Issue]:
    names, rows, shapes = drawn
    return [
        Issue("duplicate-geometry", row=rows[later], params={"name": names[first], "other": names[later]})
        for first, later in _duplicates(shapes)
    ]


def check_overlaps(gdf: gpd.GeoDataFrame, *, sliver_m2: float = SLIVER_M2) -> list[Issue]:
    """Each pair of polygons that share more than `sliver_m2` of land, with the exact area (m2); duplicates excepted.

    Raises
        CrsError: no CRS, or not a metric one.
    >>> from shapely import box
    >>> apart = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=5256)
    >>> check_overlaps(apart)
    []
    """
    require_metric(gdf)
    drawn = _readable(gdf)
    return _overlap_issues(drawn, has_faulty_edges(drawn[2]), sliver_m2)


def _overlap_issues(drawn: _Drawn, faulty: npt.NDArray[np.bool_], sliver_m2: float) -> list[Issue]:
    names, rows, shapes = drawn
    first, second = pairs_in_doubt(shapes, faulty)
    if not len(first):
        return []
    area_m2 = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    original = {later: earlier for earlier, later in _duplicates(shapes)}
    return [
        Issue("overlap", row=rows[a], params={"name": names[a], "other": names[b], "area_m2": _shown(m2)})
        for a, b, m2 in zip(first.tolist(), second.tolist(), area_m2.tolist(), strict=True)
        if m2 > sliver_m2 and original.get(a, a) != original.get(b, b)
    ]


def check_gaps(gdf: gpd.GeoDataFrame, *, sliver_m2: float = SLIVER_M2) -> list[Issue]:
    """Each hole of the union larger than `sliver_m2`, with its area (m2) and the polygons around it.

    A gap that opens to the outside is a bay of the outline and is not seen. Land of another district enclosed by this
    one is reported too: whoever knows it can tell.

    Raises
        CrsError: no CRS, or not a metric one.
    >>> from shapely import box
    >>> ring = box(0, 0, 90, 90).difference(box(30, 30, 60, 60))
    >>> halves = [ring.intersection(box(0, 0, 45, 90)), ring.intersection(box(45, 0, 90, 90))]
    >>> drawn = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=halves, crs=5256)
    >>> [issue.message("en") for issue in check_gaps(drawn)]
    ['There is a gap of 900 m2 between A, B: it counts for no neighbourhood. Correct the shared boundary.']
    """
    require_metric(gdf)
    drawn = _readable(gdf)
    return _gap_issues(drawn, has_faulty_edges(drawn[2]), sliver_m2)


def _gap_issues(drawn: _Drawn, faulty: npt.NDArray[np.bool_], sliver_m2: float) -> list[Issue]:
    names, rows, shapes = drawn
    union = shapely.get_parts(union_of_coverage(shapes, faulty))
    rings = [ring for part in union if part.geom_type == "Polygon" for ring in part.interiors]
    holes = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    tree = shapely.STRtree(shapes)
    gaps = shapely.get_parts(_without_islands(holes, shapes, tree))
    gaps = np.array(sorted(gaps[shapely.area(gaps) > sliver_m2], key=lambda gap: gap.bounds), dtype=object)
    rims = shapely.buffer(gaps, _TOUCH_M)
    gap_of, touching = tree.query(rims, predicate="intersects")
    shares_edge = shapely.area(shapely.intersection(shapes[touching], rims[gap_of])) > _TOUCH_M2
    around: list[list[int]] = [[] for _ in gaps]
    for gap, shape in sorted(zip(gap_of[shares_edge].tolist(), touching[shares_edge].tolist(), strict=True)):
        around[gap].append(shape)
    return [
        Issue(
            "gap",
            row=rows[near[0]] if near else None,
            params={"names": ", ".join(names[k] for k in near), "area_m2": _shown(area_m2)},
        )
        for near, area_m2 in zip(around, shapely.area(gaps).tolist(), strict=True)
    ]


def _without_islands(
    holes: npt.NDArray[np.object_], shapes: npt.NDArray[np.object_], tree: shapely.STRtree
) -> npt.NDArray[np.object_]:
    """A polygon that lies free inside a hole is land of its own, not part of the gap around it."""
    hole_of, inside = tree.query(holes, predicate="contains")
    left = holes.copy()
    for hole in np.unique(hole_of):
        left[hole] = shapely.difference(holes[hole], shapely.union_all(shapes[inside[hole_of == hole]]))
    return left


def _readable(gdf: gpd.GeoDataFrame) -> _Drawn:
    present = ~(gdf.geometry.isna() | gdf.geometry.is_empty).to_numpy()
    kept = gdf[present]
    shapes = kept.geometry.to_numpy()
    invalid = ~shapely.is_valid(shapes)
    if invalid.any():
        shapes = shapes.copy()
        shapes[invalid] = shapely.make_valid(shapes[invalid], method="structure")
    names = [str(name) for name in kept.get("name", kept.index)]
    rows: list[int | None] = [int(row) for row in kept["row"]] if "row" in kept else [None] * len(kept)
    return names, rows, shapes


def _duplicates(shapes: npt.NDArray[np.object_]) -> list[tuple[int, int]]:
    first_with: dict[bytes, int] = {}
    pairs = []
    for k, key in enumerate(shapely.to_wkb(shapely.normalize(shapely.force_2d(shapes)))):
        first = first_with.setdefault(key, k)
        if first != k:
            pairs.append((first, k))
    return pairs


def _shown(area_m2: float) -> int | float:
    """Whole square metres where there are ten or more; a decimal below."""
    return round(area_m2) if area_m2 >= 10 else round(float(area_m2), 1)
