"""GeoJSON, one feature a line and nothing around it: a file of any size is read line by line."""

from pathlib import Path

from layers.export.base import ExportFormat
from layers.outgoing.feature_lines import compact, feature_lines
from layers.outgoing.table import ExportTable


def write(table: ExportTable, path: Path) -> None:
    """Write the features; the first carries what the file is as a foreign member (RFC 7946, 6.1)."""
    about: str | None = ',"metadata":' + compact(dict(table.metadata)) + "}"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for portion in table.portions():
            for line in feature_lines(table, portion):
                stream.write((line if about is None else line[:-1] + about) + "\n")
                about = None


EXPORT = ExportFormat(suffix=".geojsonl", title="GeoJSON satırları / lines", write=write, only_wgs84=True, streams=True)
