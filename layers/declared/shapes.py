"""Shapes of a declared layer: of the type that it draws, valid, flat, and in this country."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.crs import TURKIYE_BOUNDS_DEG, WGS84
from geo.issues import Issue, Words
from geo.repair import repair_polygons
from layers.base import GeometryType
from layers.reading.base import Params

Shapes = npt.NDArray[np.object_]

_WORDS = {
    "Point": Words("nokta", "points"),
    "MultiLineString": Words("çizgi", "lines"),
    "MultiPolygon": Words("alan", "areas"),
}
# shapely's type numbers, by the type that a layer draws.
_POINTS, _LINES, _AREAS = (0, 4), (1, 2, 5), (3, 6)
_TAKEN = {"Point": _POINTS, "MultiLineString": _LINES, "MultiPolygon": _AREAS, "any": (*_POINTS, *_LINES, *_AREAS)}


def conformed_shapes(
    shapes: Shapes, geometry: GeometryType, names: Sequence[str], lines: Sequence[int]
) -> tuple[Shapes, dict[int, Issue], list[Issue]]:
    """The shapes as the layer draws them, what keeps single rows out by position, and what was repaired.

    A row without a shape stays without one. Lines and areas become their multi types, a multipoint of one its point.

    Parameters
        shapes: in EPSG:4326.
        names: what to call each row.
        lines: the row of the source at each position.
    """
    problems: dict[int, Issue] = {}
    there = ~shapely.is_missing(shapes)
    flat = shapely.force_2d(shapes)
    types = shapely.get_type_id(flat)
    wrong = there & ~np.isin(types, _TAKEN[geometry])
    bounds = shapely.bounds(flat)
    broken = there & (shapely.is_empty(flat) | ~np.isfinite(bounds).all(axis=1))
    west, south, east, north = TURKIYE_BOUNDS_DEG
    with np.errstate(invalid="ignore"):
        away = (bounds[:, 0] < west) | (bounds[:, 1] < south) | (bounds[:, 2] > east) | (bounds[:, 3] > north)
    for place in np.flatnonzero(wrong | broken | (there & away)).tolist():
        if wrong[place]:
            problems[place] = _wrong_type(flat[place], geometry, lines[place])
        elif broken[place]:
            problems[place] = Issue("broken-shape", row=lines[place])
        else:
            extent = "{:.5g} {:.5g} – {:.5g} {:.5g}".format(*bounds[place])
            params = {"name": names[place], "bounds": extent}
            problems[place] = Issue("shape-outside-country", row=lines[place], params=params)
    kept = flat.copy()
    kept[list(problems)] = None
    repaired, issues = _valid_areas(kept, types, names, lines, problems)
    return _multi(repaired), problems, issues


def _wrong_type(shape: shapely.Geometry, geometry: GeometryType, line: int) -> Issue:
    expected = _WORDS.get(geometry, Words("nokta, çizgi ya da alan", "points, lines or areas"))
    params: Params = {"expected": expected, "found": str(shape.geom_type)}
    return Issue("shape-of-another-type", row=line, params=params)


def _valid_areas(
    shapes: Shapes, types: npt.NDArray[np.int32], names: Sequence[str], lines: Sequence[int], problems: dict[int, Issue]
) -> tuple[Shapes, list[Issue]]:
    """Only what is invalid is touched; lines and points cannot be invalid in a way that matters."""
    areas = np.isin(types, _AREAS) & ~shapely.is_missing(shapes)
    faulty = np.flatnonzero(areas & ~shapely.is_valid(shapes)).tolist()
    shapes[areas] = shapely.orient_polygons(shapes[areas])
    if not faulty:
        return shapes, []
    frame = gpd.GeoDataFrame(
        {"name": [names[place] for place in faulty], "row": [lines[place] for place in faulty]},
        geometry=list(shapes[faulty]),
        index=faulty,
        crs=WGS84,
    )
    repaired, issues = repair_polygons(frame)
    shapes[faulty] = repaired.geometry.reindex(faulty).to_numpy(dtype=object)
    by_line = {lines[place]: place for place in faulty}
    for issue in issues:
        if issue.severity == "error" and issue.row is not None:
            problems[by_line[issue.row]] = issue
    return shapes, [issue for issue in issues if issue.severity != "error"]


def _multi(shapes: Shapes) -> Shapes:
    types = shapely.get_type_id(shapes)
    for single, several in ((3, shapely.multipolygons), (1, shapely.multilinestrings), (2, shapely.multilinestrings)):
        places = np.flatnonzero(types == single)
        if len(places):
            parts = shapes[places] if single != 2 else _as_lines(shapes[places])
            shapes[places] = several(parts, indices=np.arange(len(places)))
    for place in np.flatnonzero(types == 4):
        if shapely.get_num_geometries(shapes[place]) == 1:
            shapes[place] = shapely.get_geometry(shapes[place], 0)
    return shapes


def _as_lines(rings: Shapes) -> Shapes:
    coordinates, indices = shapely.get_coordinates(rings, return_index=True)
    lines: Shapes = shapely.linestrings(coordinates, indices=indices)
    return lines
