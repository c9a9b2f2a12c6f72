"""GeoJSON as RFC 7946 has it: WGS 84, right-hand rings, no `crs`, a bbox, six decimals; what the file is stands beside."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from layers.export.base import ExportFormat, ExportTable

# 0.000001 degrees are at most 11 cm; more digits are noise (RFC 7946, 11.2).
_DECIMALS = 6


def write(table: ExportTable, path: Path) -> None:
    """Write a FeatureCollection, one feature a line, so that two exports can be compared line by line."""
    shapes = rounded(table.features.geometry.array)
    features = []
    for place, (place_id, row) in enumerate(table.features.iterrows()):
        properties = {column: _plain(row[column]) for column in table.columns}
        feature: dict[str, object] = {
            "type": "Feature",
            "id": str(place_id),
            "properties": properties,
            "geometry": None,
        }
        if shapes[place] is not None:
            feature |= {"bbox": _bbox(shapes[place]), "geometry": shapely.geometry.mapping(shapes[place])}
        features.append(feature)
    head: dict[str, object] = {"type": "FeatureCollection", "name": table.name, "metadata": dict(table.metadata)}
    if not shapely.is_missing(shapes).all():
        head["bbox"] = _bbox(shapes)
    lines = ",\n".join(_compact(feature) for feature in features)
    path.write_text(_compact(head)[:-1] + ',"features":[\n' + lines + "\n]}\n", encoding="utf-8")


def rounded(shapes: np.ndarray) -> np.ndarray:
    """Shapes with six decimals and right-hand rings; shared borders stay shared, for equal points round alike."""
    coordinates = shapely.transform(shapes, lambda xy: np.round(xy, _DECIMALS))
    return np.asarray(shapely.orient_polygons(coordinates, exterior_cw=False))


def _bbox(shapes: object) -> list[float]:
    return [round(value, _DECIMALS) for value in shapely.total_bounds(shapes).tolist()]


def _plain(value: object) -> object:
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


EXPORT = ExportFormat(suffix=".geojson", title="GeoJSON (RFC 7946)", write=write, only_wgs84=True)
