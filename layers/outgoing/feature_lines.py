"""Features as lines of GeoJSON (RFC 7946): six decimals, right-hand rings, a bbox, one feature a line."""

import json
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from layers.outgoing.table import Bounds, ExportTable, rows_of

# 0.000001 degrees are at most 11 cm; more digits are noise (RFC 7946, 11.2).
_DECIMALS = 6


def feature_lines(table: ExportTable, portion: gpd.GeoDataFrame) -> Iterator[str]:
    """The features of a portion in EPSG:4326, each as JSON without a line break."""
    shapes = rounded(portion.geometry.to_numpy(dtype=object))
    bounds = np.round(shapely.bounds(shapes), _DECIMALS).tolist()
    missing = (shapely.is_missing(shapes) | shapely.is_empty(shapes)).tolist()
    for place, properties in enumerate(rows_of(table.plain_columns(portion))):
        name = properties.pop(table.id_name)
        feature: dict[str, object] = {"type": "Feature", "id": name, "properties": properties, "geometry": None}
        if not missing[place]:
            feature |= {"bbox": bounds[place], "geometry": shapely.geometry.mapping(shapes[place])}
        yield compact(feature)


def rounded(shapes: np.ndarray) -> np.ndarray:
    """Shapes with six decimals and right-hand rings; shared borders stay shared, for equal points round alike."""
    coordinates = shapely.transform(shapes, lambda xy: np.round(xy, _DECIMALS))
    return np.asarray(shapely.orient_polygons(coordinates, exterior_cw=False))


def bbox(bounds: Bounds) -> list[float]:
    """West, south, east and north, rounded as coordinates are written.

    >>> bbox((36.0, 36.1000004, 36.2, 36.3000006))
    [36.0, 36.1, 36.2, 36.300001]
    """
    return [round(side, _DECIMALS) for side in bounds]


def compact(value: object) -> str:
    """JSON without spaces; a number that is none is refused.

    >>> compact({"ad": "Çökek", "yıl": [2022]})
    '{"ad":"Çökek","yıl":[2022]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
