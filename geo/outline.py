"""Outlines as SVG paths: small pictures of the district that need neither Leaflet nor a script."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import shapely

from geo.coverage import simplify_for_screen
from geo.crs import to_metric

_WIDTH = 1000


@dataclass(frozen=True)
class Outlines:
    """Paths by id in a picture of `width` times `height`, north up."""

    width: int
    height: int
    paths: dict[Hashable, str]

    @cached_property
    def whole(self) -> str:
        """All of them as one path."""
        return "".join(self.paths.values())

    @property
    def ordered(self) -> tuple[str, ...]:
        """The paths by the place of the neighbourhood in the atlas."""
        return tuple(self.paths.values())


def outlines(neighbourhoods: gpd.GeoDataFrame) -> Outlines:
    """All neighbourhoods as paths with whole coordinates."""
    metric = to_metric(neighbourhoods[["geometry"]])
    west, south, east, north = (float(value) for value in metric.total_bounds)
    scale = _WIDTH / max(east - west, north - south)
    light = simplify_for_screen(metric, 2.0 / scale)
    paths = {}
    for place_id, shape in light.geometry.items():
        moved = shapely.transform(shape, lambda xy: (xy - [west, north]) * [scale, -scale])
        paths[place_id] = _path(moved)
    return Outlines(round((east - west) * scale), round((north - south) * scale), paths)


def _path(shape: shapely.Geometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    lines = []
    for ring in rings:
        points = [f"{x:.0f} {y:.0f}" for x, y in ring.coords[:-1]]
        lines.append("M" + "L".join(points) + "Z")
    return "".join(lines)
