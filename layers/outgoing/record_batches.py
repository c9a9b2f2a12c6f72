"""A table to hand on as Arrow record batches with shapes as well-known binary, some thousand rows at a time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import shapely

from layers.outgoing.table import ColumnType, ExportTable, Plain
from layers.store.records import as_multi

GEOMETRY = "geometry"
_TYPES: Mapping[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "list": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
# By this name GDAL knows a column of shapes.
_WKB = {"ARROW:extension:name": "geoarrow.wkb"}


def arrow_schema(table: ExportTable) -> pa.Schema:
    """The columns of a table, id first and shape last; a list is text with commas."""
    columns = [pa.field(name, _TYPES[kind]) for name, kind in table.columns.items()]
    return pa.schema([pa.field(table.id_name, pa.string()), *columns, pa.field(GEOMETRY, pa.binary(), metadata=_WKB)])


def record_batch(
    table: ExportTable, portion: gpd.GeoDataFrame, schema: pa.Schema, *, declared: str = "Geometry"
) -> pa.RecordBatch:
    """One portion of a table, in the columns of `arrow_schema`; of a `declared` multiple type all shapes are."""
    columns = table.plain_columns(portion)
    arrays: list[Any] = []
    for name, values in columns.items():
        kind = schema.field(name).type
        arrays.append(pa.array([_cell(value, kind) for value in values], kind))
    shapes = shapely.to_wkb(as_multi(portion.geometry.to_numpy(dtype=object), declared), byte_order=1)
    arrays.append(pa.array(np.asarray(shapes, dtype=object).tolist(), pa.binary()))
    return pa.record_batch(arrays, schema=schema)


def _cell(value: Plain, kind: pa.DataType) -> object:
    if isinstance(value, list):
        return ", ".join(value)
    return date.fromisoformat(value) if kind == pa.date32() and isinstance(value, str) else value
