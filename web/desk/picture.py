"""A layer's shapes over the outlines of the neighbourhoods, as SVG: a picture that needs no script and prints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from geo.coverage import simplify_for_screen
from geo.crs import WGS84, metric_crs_for

WIDTH = 1000
# What a browser of an old machine draws at once without a pause.
MOST_SHAPES = 2000

_POINT_TYPES, _LINE_TYPES = (0, 4), (1, 2, 5)
ShapeKind = Literal["point", "line", "area"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape as a path; `mark` is its class in the style sheet, `colour` a fill of its own, `label` what it is."""

    path: str
    kind: ShapeKind
    label: str
    mark: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of `width` times `height`, north up; `left_out` shapes were too many to draw.

    `on_sketch`: the boundaries in it are no official ones, which a picture has to say.
    """

    width: int
    height: int
    ground: tuple[Drawn, ...]
    shapes: tuple[Drawn, ...]
    left_out: int = 0
    on_sketch: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a picture lies: from metres of a coordinate system to its own units."""

    crs: pyproj.CRS
    west: float
    north: float
    scale: float
    width: int
    height: int

    def draw(self, shapes: gpd.GeoSeries) -> list[tuple[str, ShapeKind]]:
        """Paths of shapes in EPSG:4326; what is smaller than half a unit is left out of the lines."""
        metric = shapes.to_crs(self.crs).to_numpy()
        light = shapely.simplify(metric, 0.5 / self.scale)
        light = np.where(shapely.is_empty(light), metric, light)
        moved = shapely.transform(light, lambda xy: (xy - [self.west, self.north]) * [self.scale, -self.scale])
        return [(_path(shape), _kind(shape)) for shape in moved]


def sheet_for(frames: Sequence[gpd.GeoSeries]) -> Sheet | None:
    """A sheet that holds all frames (EPSG:4326); None where there is nothing to draw."""
    everything = [shape for frame in frames for shape in frame if shape is not None and not shape.is_empty]
    if not everything:
        return None
    degrees = gpd.GeoSeries(everything, crs=WGS84)
    crs = metric_crs_for(degrees)
    west, south, east, north = (float(value) for value in degrees.to_crs(crs).total_bounds)
    # A single point has no extent: half a kilometre around it.
    margin = 0.02 * max(east - west, north - south) or 500.0
    west, south, east, north = west - margin, south - margin, east + margin, north + margin
    scale = WIDTH / max(east - west, north - south)
    return Sheet(crs, west, north, scale, round((east - west) * scale), round((north - south) * scale))


def ground_of(sheet: Sheet, neighbourhoods: gpd.GeoDataFrame | None, marks: Mapping[str, str] | None = None) -> tuple[Drawn, ...]:
    """The neighbourhoods (columns id and name), lighter without torn borders; `marks` gives some of them a class by their id."""
    if neighbourhoods is None or not len(neighbourhoods):
        return ()
    metric = neighbourhoods[["geometry"]].to_crs(sheet.crs)
    light = simplify_for_screen(metric, 1.5 / sheet.scale).geometry.to_crs(WGS84)
    named = zip(neighbourhoods["id"], neighbourhoods["name"], sheet.draw(light), strict=True)
    known = marks or {}
    return tuple(Drawn(path, kind, str(name), known.get(str(place_id), "")) for place_id, name, (path, kind) in named)


def picture_of_places(neighbourhoods: gpd.GeoDataFrame | None, marks: Mapping[str, str]) -> Picture | None:
    """The neighbourhoods alone, some of them with a class by their id; None where none has one."""
    if neighbourhoods is None or not marks:
        return None
    sheet = sheet_for([neighbourhoods.geometry])
    return None if sheet is None else Picture(sheet.width, sheet.height, ground_of(sheet, neighbourhoods, marks), ())


def picture_of(
    shapes: gpd.GeoDataFrame,
    neighbourhoods: gpd.GeoDataFrame | None,
    labels: Callable[[gpd.GeoDataFrame], Sequence[str]],
    colours: Callable[[gpd.GeoDataFrame], Sequence[str]],
    ground: Callable[[Sheet], tuple[Drawn, ...]],
) -> Picture | None:
    """A layer's shapes over the neighbourhoods; None where no row has a shape.

    Parameters
        labels, colours: of the rows that are drawn.
        ground: the neighbourhoods as drawn on a sheet.
    """
    there = ~shapely.is_missing(shapes.geometry.to_numpy())
    places = np.flatnonzero(there)
    if not len(places):
        return None
    around = [] if neighbourhoods is None else [neighbourhoods.geometry]
    chosen = shapes.iloc[places[:MOST_SHAPES]]
    sheet = sheet_for([chosen.geometry, *around])
    if sheet is None:
        return None
    described = zip(sheet.draw(chosen.geometry), labels(chosen), colours(chosen), strict=True)
    drawn = tuple(Drawn(path, kind, label, colour=colour) for (path, kind), label, colour in described)
    return Picture(sheet.width, sheet.height, ground(sheet), drawn, len(places) - len(chosen))


def _kind(shape: shapely.Geometry) -> ShapeKind:
    type_id = int(shapely.get_type_id(shape))
    return "point" if type_id in _POINT_TYPES else "line" if type_id in _LINE_TYPES else "area"


def _path(shape: shapely.Geometry) -> str:
    """A line or area by whole coordinates; a point as a line of no length, which a round cap makes a dot."""
    pieces = []
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            coordinates = np.round(shapely.get_coordinates(ring)).astype(int)
            closes = part.geom_type == "Polygon"
            points = [f"{x} {y}" for x, y in (coordinates[:-1] if closes else coordinates)]
            pieces.append("M" + "L".join(points) + ("Z" if closes else "h0" if len(points) == 1 else ""))
    return "".join(pieces)
