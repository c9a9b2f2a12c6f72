"""GeoParquet 1.1: columns for programs that compute on many rows."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from layers.export.base import ExportFormat
from layers.outgoing.record_batches import GEOMETRY, arrow_schema, record_batch
from layers.outgoing.table import ExportTable

_ABOUT = "mahalle"


def write(table: ExportTable, path: Path) -> None:
    """Write row groups of some thousand features; what the file is stands in its schema under `mahalle`, as JSON."""
    schema = arrow_schema(table)
    schema = schema.set(schema.get_field_index(GEOMETRY), schema.field(GEOMETRY).remove_metadata())
    about = json.dumps(dict(table.metadata), ensure_ascii=False)
    schema = schema.with_metadata({"geo": json.dumps(_geo(table)), _ABOUT: about})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for portion in table.portions():
            writer.write_batch(record_batch(table, portion, schema))


def _geo(table: ExportTable) -> dict[str, object]:
    """The `geo` key of the GeoParquet specification, 1.1.0."""
    crs = table.features.crs.to_json_dict()
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": sorted(table.shape_kinds), "crs": crs}
    if table.bounds is not None:
        column["bbox"] = list(table.bounds)
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


EXPORT = ExportFormat(suffix=".parquet", title="GeoParquet", write=write, needs_shapes=True, streams=True)
