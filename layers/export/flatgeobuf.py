"""FlatGeobuf: one binary file with a spatial index, of which a program reads only the part that it shows."""

from pathlib import Path

import pyarrow as pa

from layers.export.base import ExportFormat
from layers.gdal import pyogrio
from layers.outgoing.feature_lines import compact
from layers.outgoing.record_batches import GEOMETRY, arrow_schema, record_batch
from layers.outgoing.table import ExportTable
from layers.store.records import common_type


def write(table: ExportTable, path: Path) -> None:
    """Write the features in portions; what the file is stands in its description as JSON.

    The index puts features in the order of their places. A layer with a row that has no shape gets none, for it cannot hold one.
    """
    schema = arrow_schema(table)
    declared = common_type(table.shape_kinds)
    batches = (record_batch(table, portion, schema, declared=declared) for portion in table.portions())
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches),
            path,
            layer=table.name,
            driver="FlatGeobuf",
            geometry_name=GEOMETRY,
            geometry_type={"Geometry": "Unknown"}.get(declared, declared),
            crs=table.features.crs.to_wkt(),
            SPATIAL_INDEX="NO" if table.lacks_shapes else "YES",
            TITLE=table.metadata.get("title", table.name),
            DESCRIPTION=compact(dict(table.metadata)),
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise OSError(str(error)) from error


EXPORT = ExportFormat(suffix=".fgb", title="FlatGeobuf", write=write, needs_shapes=True, streams=True)
