"""Boundaries sketched from centres and official areas: a power diagram inside a smooth outline.

Every centre first takes the nearest land until it has its official area, with nothing to hold it but the others
(partial optimal transport: discs cut by power cells). The bays between the discs are then closed to a smooth outline of
exactly the official total. Inside it the power diagram is fitted again, so that each cell has its official area.

Source
    Lévy, "Partial optimal transport for a constant-volume Lagrangian mesh with free boundaries", JCP 2022.
"""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from scipy.optimize import brentq

from geo.crs import WGS84, metric_crs_for, require_crs
from geo.errors import RefusedError
from geo.issues import Issue
from geo.power_diagram import Cells, Floats, Geometries, Integers, cut, solve

# Below this a cell does not survive six decimals of a degree (0.1 m); a smaller figure is a mistaken unit.
MIN_AREA_M2: Final = 100.0
# Centres given with three decimals (100 m) may coincide; one is then moved so that a line can run between the two.
SAME_CENTRE_M: Final = 1.0
MOVED_CENTRE_M: Final = 20.0
# A drawn cell may differ this much from its official area before it is reported (design, section 9).
AREA_TOLERANCE_RATIO: Final = 0.001
# Radius of the closing in mean neighbourhood radii, smoothest outline first.
_CLOSINGS: Final = (1.5, 0.9, 0.6, 0.4)
_REFITS: Final = 3
_QUARTER_SEGMENTS: Final = 12
_DETAIL_RATIO: Final = 0.002
_LONGEST_LINE_M: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sketched coverage: official areas drawn around centres, no official boundary.

    `boundaries` has the rows, order, index and columns of the centres, polygons in EPSG:4326 and `area_error_ratio`,
    the drawn area against the official one, minus 1. `outline` is their union. `metric_crs` is what areas were measured
    in, `closing_radius_m` how far the bays of the outline were rounded.
    """

    boundaries: gpd.GeoDataFrame
    outline: shapely.Geometry
    issues: tuple[Issue, ...]
    metric_crs: pyproj.CRS
    closing_radius_m: float


@dataclass(frozen=True, slots=True)
class _Part:
    """One connected piece of the sketch: the sites in it, its outline, their weights and cells."""

    sites: Integers
    outline: shapely.Polygon
    weights: Floats
    cells: Cells


def sketch_boundaries(centres: gpd.GeoDataFrame, area_m2: pd.Series, *, decimals: int = 6) -> Sketch:
    """Draw neighbourhoods of given areas around their centres, as a coverage without gaps or overlaps.

    Cell areas equal the official ones to 1e-9 before rounding, in the place's metric CRS, and to 0.1 % after; the
    outline has their sum. Centres too far from the others for their areas to touch become islands. Of several outlines,
    from smooth to bumpy, the first is taken in which most centres lie in their own, undivided cell. The same input
    gives the same bytes, in whatever order its rows come. An empty frame gives an empty sketch.

    Parameters
        centres: one point a row, any CRS in Türkiye; optional column `name` (for messages; else the index label).
        area_m2: official areas (m2), indexed like the centres.
        decimals: decimals of a degree in the result; 6 is 0.1 m (RFC 7946), and moves areas by less than 0.1 % where
            they are over one hectare.
    Returns
        the sketch, with issues `centre-outside-cell`, `cell-in-parts`, `same-centre`, `area-differs`.
    Raises
        CrsError: the centres have no CRS or lie outside Türkiye.
        RefusedError: a centre is missing or no point, or its area missing, under 100 m2, or lost in rounding; all such
            rows are listed.
    >>> points = gpd.points_from_xy([36.1, 36.12], [36.2, 36.2])
    >>> centres = gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=points, crs=4326)
    >>> drawn = sketch_boundaries(centres, pd.Series([3e6, 1e6]))
    >>> [round(area / 1e6, 3) for area in drawn.boundaries.to_crs(5256).area], drawn.issues
    ([3.0, 1.0], ())
    """
    require_crs(centres, what="centres")
    names = [str(name) for name in centres.get("name", centres.index)]
    official = _require_usable(centres, area_m2, names)
    crs = metric_crs_for(centres, what="centres")
    empty = gpd.GeoDataFrame(centres.drop(columns=centres.geometry.name), geometry=[None] * len(centres), crs=WGS84)
    if centres.empty:
        return Sketch(empty.assign(area_error_ratio=0.0), shapely.Polygon(), (), crs, 0.0)
    given = shapely.get_coordinates(centres.geometry.to_crs(crs).to_numpy())
    # Numbers in an order of their own, so that rounding errors do not depend on the order of the rows.
    order = np.lexsort([np.array(names), official, given[:, 1], given[:, 0]])
    points, moved = _separate(given[order])
    closing_m, parts = _best_parts(points, official[order])
    to_degrees = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    shapes = _draw(parts, points, to_degrees, decimals)
    lost = shapely.is_empty(shapes)
    if lost.any():
        raise RefusedError(*(_unusable(names[order[k]], official[order[k]]) for k in np.flatnonzero(lost)))
    metric = shapely.transform(shapes, lambda xy: _moved(to_degrees, xy, inverse=True))
    rank = np.argsort(order)
    error = shapely.area(metric)[rank] / official - 1
    result = gpd.GeoDataFrame(empty.assign(area_error_ratio=error), geometry=list(shapes[rank]), crs=WGS84)
    issues = [
        Issue("same-centre", params={"name": names[order[a]], "other": names[order[b]], "distance_m": MOVED_CENTRE_M})
        for a, b in moved
    ]
    issues += _doubts(names, metric[rank], shapely.points(given), official, error)
    return Sketch(result, shapely.union_all(shapes), tuple(issues), crs, closing_m)


def _require_usable(centres: gpd.GeoDataFrame, area_m2: pd.Series, names: list[str]) -> Floats:
    if not centres.index.is_unique or not area_m2.index.is_unique:
        raise ValueError("centres and area_m2 need a unique index to be matched by it")
    official: Floats = area_m2.reindex(centres.index).to_numpy(dtype=float, na_value=np.nan)
    issues = []
    for name, point, area in zip(names, centres.geometry, official, strict=True):
        if point is None or point.is_empty:
            issues.append(Issue("missing-geometry", params={"name": name}))
        elif point.geom_type != "Point":
            issues.append(Issue("centre-not-a-point", params={"name": name, "found": point.geom_type}))
        if not (np.isfinite(area) and area >= MIN_AREA_M2):
            issues.append(_unusable(name, area))
    if issues:
        raise RefusedError(*issues)
    return official


def _unusable(name: str, area_m2: float) -> Issue:
    return Issue("unusable-area", params={"name": name, "found": float(area_m2) if np.isfinite(area_m2) else "–"})


def _separate(points: Floats) -> tuple[Floats, list[tuple[int, int]]]:
    """Move each point that lies on an earlier one by 20 m, each in its own direction; say which."""
    points = points.copy()
    moved: list[tuple[int, int]] = []
    for k in range(1, len(points)):
        near = np.flatnonzero(np.linalg.norm(points[:k] - points[k], axis=1) < SAME_CENTRE_M)
        if len(near):
            # the golden angle: no two of many coinciding centres get the same direction
            angle = len(moved) * np.pi * (3 - np.sqrt(5))
            points[k] += MOVED_CENTRE_M * np.array([np.cos(angle), np.sin(angle)])
            moved.append((k, int(near[0])))
    return points, moved


def _best_parts(points: Floats, official: Floats) -> tuple[float, list[_Part]]:
    unit_m = float(np.sqrt(official.mean() / np.pi))
    free, _ = solve(points, official, np.full(len(points), unit_m**2), lambda weights: _discs(points, weights))
    best: tuple[tuple[int, int, int], float, list[_Part]] | None = None
    for closing in _CLOSINGS:
        parts = _parts(points, official, free, closing * unit_m, unit_m * _DETAIL_RATIO)
        faults = _faults(points, parts) if parts else None
        if parts and faults and (best is None or faults < best[0]):
            best = faults, closing * unit_m, parts
        if faults == (1, 0, 0):
            break
    if best:
        return best[1:]
    # The free discs themselves always are an outline of the right area, if a bumpy one.
    parts = _parts(points, official, free, 0.0, 0.0)
    if parts is None:
        raise ArithmeticError("the discs of the partial transport do not hold their own area")
    return 0.0, parts


def _faults(points: Floats, parts: list[_Part]) -> tuple[int, int, int]:
    divided = sum(int((shapely.get_num_geometries(part.cells.shapes) > 1).sum()) for part in parts)
    outside = sum(int((~shapely.covers(part.cells.shapes, shapely.points(points[part.sites]))).sum()) for part in parts)
    return len(parts), divided, outside


def _discs(points: Floats, weights: Floats) -> Geometries:
    return np.asarray(shapely.buffer(shapely.points(points), np.sqrt(weights), quad_segs=_QUARTER_SEGMENTS))


def _closed(points: Floats, weights: Floats, closing_m: float) -> shapely.Geometry:
    """The discs with all bays narrower than twice the radius closed, and no lakes."""
    union = shapely.union_all(_discs(points, weights))
    if closing_m == 0:
        return union
    grown = shapely.buffer(_without_lakes(union), closing_m, quad_segs=_QUARTER_SEGMENTS)
    coarse = shapely.simplify(grown, closing_m * _DETAIL_RATIO)
    return _without_lakes(shapely.buffer(coarse, -closing_m, quad_segs=_QUARTER_SEGMENTS))


def _without_lakes(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(shape))))


def _parts(points: Floats, official: Floats, free: Floats, closing_m: float, detail_m: float) -> list[_Part] | None:
    """The connected pieces that a closing radius gives, or None where it gives no outline of the right area."""
    weights = free
    if closing_m > 0:
        # Where a bay falls to a cell, its disc shrinks by as much: fewer centres are pushed out than by scaling alone.
        weights, _ = solve(points, official, free, lambda w: _closed(points, w, closing_m), steps=_REFITS)
    whole = shapely.get_parts(_closed(points, weights, closing_m))
    parts = []
    _, piece_of = shapely.STRtree(whole).query_nearest(shapely.points(points), all_matches=False)
    for piece in np.unique(piece_of):
        sites = np.flatnonzero(piece_of == piece)
        outline, scale = _outline(points[sites], weights[sites], float(official[sites].sum()), closing_m, detail_m)
        if outline is None:
            return None
        shapely.prepare(outline)
        start = weights[sites] * scale
        if cut(points[sites], start, outline, moves=False).area_m2.min() <= 0:
            # Equal weights: each centre has at least the land around itself.
            start = np.zeros(len(sites))
        fitted = solve(points[sites], official[sites], start, outline)
        parts.append(_Part(sites, outline, *fitted))
    outlines = [part.outline for part in parts]
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    return parts if (first == second).all() else None


def _outline(
    points: Floats, weights: Floats, total_m2: float, closing_m: float, detail_m: float
) -> tuple[shapely.Polygon | None, float]:
    """The closed outline of scaled discs that has exactly the total area, and the scale of the weights."""

    def excess(scale: float) -> float:
        return float(_closed(points, weights * scale, closing_m).area) / total_m2 - 1

    scale, smallest, largest = 1.0, 1e-3, 1.5
    if closing_m > 0:
        if excess(smallest) > 0 or excess(largest) < 0:
            return None, 0.0
        scale = float(brentq(excess, smallest, largest, xtol=1e-3))
    outline = shapely.simplify(_closed(points, weights * scale, closing_m), detail_m)
    if outline.geom_type != "Polygon":
        return None, 0.0
    centre, stretch = shapely.get_coordinates(shapely.centroid(outline))[0], np.sqrt(total_m2 / outline.area)
    outline = shapely.transform(outline, lambda xy: (xy - centre) * stretch + centre)
    return (outline, scale) if shapely.covers(outline, shapely.points(points)).all() else (None, 0.0)


def _draw(parts: list[_Part], points: Floats, to_degrees: pyproj.Transformer, decimals: int) -> Geometries:
    """Polygons in degrees out of one noded linework, so that neighbours have the very same vertices."""
    lines = [line for part in parts for line in (part.outline.exterior, *part.outline.interiors, *part.cells.edges)]
    # A line straight in metres is bent in degrees, by 1 cm over 1 km and 1 m over 10 km: enough to lose a narrow cell.
    dense = shapely.segmentize(shapely.union_all(lines), _LONGEST_LINE_M)
    noded = shapely.transform(dense, lambda xy: _moved(to_degrees, xy))
    # Noding once more on the grid keeps rounding from making lines cross or corners miss each other.
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(noded, grid_size=10.0**-decimals)]))
    inner = shapely.transform(shapely.point_on_surface(faces), lambda xy: _moved(to_degrees, xy, inverse=True))
    shapes = np.full(len(points), shapely.Polygon(), dtype=object)
    for part in parts:
        mine = np.flatnonzero(shapely.covers(part.outline, inner))
        at = shapely.get_coordinates(inner[mine])
        power = ((at[:, None, :] - points[part.sites]) ** 2).sum(axis=2) - part.weights
        site = part.sites[power.argmin(axis=1)]
        for one in np.unique(site):
            shapes[one] = shapely.union_all(faces[mine[site == one]])
    rounded = shapely.transform(shapely.normalize(shapes), lambda xy: np.round(xy, decimals))
    return np.asarray(shapely.orient_polygons(rounded))


def _moved(transformer: pyproj.Transformer, xy: Floats, *, inverse: bool = False) -> Floats:
    return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], direction="INVERSE" if inverse else "FORWARD"))


def _doubts(names: list[str], shapes: Geometries, centres: Geometries, official: Floats, error: Floats) -> list[Issue]:
    issues = []
    away_m = shapely.distance(shapes, centres)
    for row in np.lexsort([away_m, np.array(names)]):
        name, pieces = names[row], int(shapely.get_num_geometries(shapes[row]))
        if away_m[row] > 0:
            params = {"name": name, "distance_m": float(round(away_m[row], 1))}
            issues.append(Issue("centre-outside-cell", params=params))
        if pieces > 1:
            issues.append(Issue("cell-in-parts", params={"name": name, "count": pieces}))
        if abs(error[row]) > AREA_TOLERANCE_RATIO:
            stated_km2 = official[row] / 1e6
            numbers = {"computed": (1 + error[row]) * stated_km2, "stated": stated_km2, "pct": abs(error[row]) * 100}
            written = {key: float(round(value, 4)) for key, value in numbers.items()}
            issues.append(Issue("area-differs", params={"name": name} | written))
    return issues
