"""GeoJSON as RFC 7946 has it: WGS 84, right-hand rings, no `crs`, a bbox, six decimals; what the file is stands beside."""

from pathlib import Path

from layers.export.base import ExportFormat
from layers.outgoing.feature_lines import bbox, compact, feature_lines
from layers.outgoing.table import ExportTable


def write(table: ExportTable, path: Path) -> None:
    """Write a FeatureCollection, one feature a line, so that two exports can be compared line by line."""
    head: dict[str, object] = {"type": "FeatureCollection", "name": table.name, "metadata": dict(table.metadata)}
    if (bounds := table.bounds) is not None:
        head["bbox"] = bbox(bounds)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(compact(head)[:-1] + ',"features":[')
        comma = "\n"
        for portion in table.portions():
            for line in feature_lines(table, portion):
                stream.write(comma + line)
                comma = ",\n"
        stream.write("\n]}\n")


EXPORT = ExportFormat(suffix=".geojson", title="GeoJSON (RFC 7946)", write=write, only_wgs84=True, streams=True)
