"""DXF, the drawing that Netcad and AutoCAD both write: the drawing's layer is the class, a closed line is an area."""

import re

import geopandas as gpd
import shapely

from geo.issue_kinds import Words
from layers.reading.base import Reader, no_guard

_BINARY = b"AutoCAD Binary DXF"
_FIRST_SECTION = re.compile(rb"\s*(?:999\r?\n[^\n]*\n\s*)*0\s*\r?\n\s*SECTION\b")
# A ring needs three different points and the first one again.
_RING_POINTS = 4


def _settle(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shapes = frame.geometry.array
    lines = shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING
    closed = lines & shapely.is_closed(shapes) & (shapely.get_num_coordinates(shapes) >= _RING_POINTS)
    if closed.any():
        settled = frame.geometry.to_numpy().copy()
        points, owners = shapely.get_coordinates(shapes[closed], return_index=True)
        settled[closed] = shapely.polygons(shapely.linearrings(points, indices=owners))
        frame = frame.set_geometry(gpd.GeoSeries(settled, index=frame.index, crs=frame.crs))
    plain = [name for name in ("PaperSpace", "SubClasses", "Linetype", "EntityHandle") if name in frame.columns]
    return frame.drop(columns=plain)


READER = Reader(
    format="dxf",
    title=Words("DXF çizimi", "a DXF drawing"),
    suffixes=(".dxf",),
    recognises=lambda head: head.startswith(_BINARY) or bool(_FIRST_SECTION.match(head.removeprefix(b"\xef\xbb\xbf"))),
    guard=no_guard,
    driver="DXF",
    settle=_settle,
)
