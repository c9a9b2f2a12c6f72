"""A catalogue of shapes for tests, ugly ones included: metres in EPSG:5256, near the origin of Defne's zone."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

TM36 = 5256
X, Y = 500_000.0, 4_000_000.0
ORIGIN = np.array([X, Y])

REAL_DATA = Path(__file__).parents[2] / "shared" / "data" / "real"


def at(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
    """Coordinates relative to the catalogue's origin."""
    return [(X + x, Y + y) for x, y in pairs]


SQUARE = box(X, Y, X + 100, Y + 100)
CLOCKWISE = Polygon(at((0, 0), (0, 100), (100, 100), (100, 0)))
WITH_HOLE = Polygon(at((0, 0), (100, 0), (100, 100), (0, 100)), [at((40, 40), (60, 40), (60, 60), (40, 60))])
IN_TWO_PARTS = MultiPolygon([SQUARE, box(X + 200, Y, X + 300, Y + 100)])
WITH_HEIGHTS = Polygon([(X, Y, 80.0), (X + 100, Y, 80.0), (X + 100, Y + 100, 90.0)])

# Two lobes of 2,500 m2 each; the shoelace formula gives 0.
BOW_TIE = Polygon(at((0, 0), (100, 100), (100, 0), (0, 100)))
# A spike of no width: the area stays 10,000 m2.
SPIKE = Polygon(at((0, 0), (100, 0), (100, 100), (50, 100), (50, 200), (50, 100), (0, 100)))
# The ring touches itself in a corner, which makes a hole of 400 m2 out of its own border.
TOUCHING_ITSELF = Polygon(at((0, 0), (100, 0), (100, 100), (0, 100), (0, 0), (20, 10), (20, 30), (0, 0)))
HOLE_OUTSIDE = Polygon(at((0, 0), (100, 0), (100, 100), (0, 100)), [at((150, 0), (160, 0), (160, 10), (150, 10))])
OVERLAPPING_PARTS = MultiPolygon([SQUARE, box(X + 50, Y, X + 150, Y + 100)])
COLLAPSED = Polygon(at((0, 0), (100, 0), (50, 0)))
# Only a file can hold this: shapely's constructors object to it.
NOT_A_NUMBER = shapely.transform(CLOCKWISE, lambda xy: np.where(xy == X + 100, np.nan, xy))

INVALID = {
    "bow-tie": BOW_TIE,
    "spike": SPIKE,
    "touching itself": TOUCHING_ITSELF,
    "hole outside": HOLE_OUTSIDE,
    "overlapping parts": OVERLAPPING_PARTS,
}
UNUSABLE = {
    "missing": None,
    "empty": Polygon(),
    "point": Point(X, Y),
    "line": LineString(at((0, 0), (100, 0))),
    "collapsed": COLLAPSED,
    "no number": NOT_A_NUMBER,
}


def frame(shapes: Sequence[object], names: Sequence[str] | None = None, *, crs: int | None = TM36) -> gpd.GeoDataFrame:
    """Shapes as rows, with names A, B, C, … and the lines of a source that has one heading."""
    named = list(names) if names is not None else [chr(ord("A") + k) for k in range(len(shapes))]
    return gpd.GeoDataFrame({"name": named, "row": range(2, len(shapes) + 2)}, geometry=list(shapes), crs=crs)


def grid(columns: int, rows: int, *, side_m: float = 100.0) -> list[Polygon]:
    """Squares side by side, row after row from the south-west: a clean coverage."""
    return [
        box(X + k * side_m, Y + n * side_m, X + (k + 1) * side_m, Y + (n + 1) * side_m)
        for n in range(rows)
        for k in range(columns)
    ]


def voronoi(points_m: np.ndarray, *, side_m: float = 10_000.0, wiggles: int = 6) -> list[Polygon]:
    """A clean coverage of a box: Voronoi cells whose shared borders are bent the same way on both sides."""
    area = box(X, Y, X + side_m, Y + side_m)
    sites = shapely.multipoints(points_m + ORIGIN)
    edges = shapely.intersection(shapely.voronoi_polygons(sites, extend_to=area, only_edges=True), area)
    lines = shapely.union_all([edges, area.exterior])
    dense = shapely.segmentize(lines, side_m / 20 / wiggles)

    def bent(xy: np.ndarray) -> np.ndarray:
        # One smooth map of the plane that leaves it whole: neighbours stay neighbours.
        turn = 2 * np.pi * 4 * (xy - ORIGIN) / side_m
        return xy + 0.012 * side_m * np.column_stack([np.sin(turn[:, 1]), np.sin(turn[:, 0])])

    return list(shapely.get_parts(shapely.polygonize([shapely.transform(dense, bent)])))
