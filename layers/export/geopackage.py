"""GeoPackage, written with an explicit schema so that whole numbers stay whole and unknown ones stay empty."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import shapely

from layers.export.base import ExportFormat, ExportTable
from layers.gdal import fiona
from layers.store.records import as_multi, geometry_type

_FIONA_GEOMETRIES = {"Geometry": "Unknown"}
_FIONA_TYPES = {"text": "str", "integer": "int", "number": "float", "boolean": "bool", "list": "str"}


def write(table: ExportTable, path: Path) -> None:
    """Write one table of features; lists become text separated by commas, metadata goes into the layer's description."""
    declared = geometry_type(table.features.geometry.to_numpy(dtype=object))
    schema = {
        "geometry": "None" if table.features.geometry.isna().all() else _FIONA_GEOMETRIES.get(declared, declared),
        "properties": {"id": "str"} | {column: _FIONA_TYPES[kind] for column, kind in table.columns.items()},
    }
    described = "; ".join(f"{key}: {value}" for key, value in table.metadata.items())
    # A constant date makes the same input give the same bytes; when the data were made stands in the metadata.
    try:
        _write(table, path, schema, described)
    except fiona.errors.FionaError as error:
        raise OSError(str(error)) from error


def _write(table: ExportTable, path: Path, schema: Mapping[str, object], described: str) -> None:
    with (
        fiona.Env(OGR_CURRENT_DATE=table.metadata.get("created_at", "1970-01-01T00:00:00Z").replace("Z", ".000Z")),
        fiona.open(
            path,
            "w",
            driver="GPKG",
            layer=table.name,
            schema=schema,
            crs_wkt=table.features.crs.to_wkt(),
            DESCRIPTION=described,
        ) as sink,
    ):
        sink.writerecords(_records(table))
        sink.update_tags(dict(table.metadata))


def _records(table: ExportTable) -> list[dict[str, object]]:
    shapes = table.features.geometry.to_numpy(dtype=object)
    shapes = as_multi(shapes, geometry_type(shapes))
    records: list[dict[str, object]] = []
    for shape, (place_id, row) in zip(shapes, table.features.iterrows(), strict=True):
        properties = {column: _value(row[column], kind) for column, kind in table.columns.items()}
        mapped = None if shape is None else shapely.geometry.mapping(shape)
        records.append({"geometry": mapped, "properties": {"id": str(place_id)} | properties})
    return records


def _value(value: object, kind: str) -> object:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if pd.isna(value):
        return None
    if kind == "integer":
        return int(str(value))
    if kind == "boolean":
        return bool(value)
    return float(str(value)) if kind == "number" else str(value)


EXPORT = ExportFormat(suffix=".gpkg", title="GeoPackage", write=write)
