"""CSV: comma, UTF-8 and decimal points for programs, or semicolon, UTF-8 mark and decimal commas for a Turkish spreadsheet.

No cell can start a formula.
"""

import csv
import io
from pathlib import Path
from typing import TextIO

from geo.numbers import format_number
from layers.export.base import ExportFormat
from layers.outgoing.table import ExportTable, Plain, defuse

# By this mark Excel takes a file for UTF-8.
_MARK = "\ufeff"


def write(table: ExportTable, path: Path) -> None:
    """Write the attributes, one row a feature, with the metadata in columns of their own at the end."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        _write(table, stream)


def as_text(table: ExportTable) -> str:
    """The CSV as text; lists are separated by spaces."""
    stream = io.StringIO()
    _write(table, stream)
    return stream.getvalue()


def _write(table: ExportTable, stream: TextIO) -> None:
    if table.turkish_numbers:
        stream.write(_MARK)
    writer = csv.writer(stream, delimiter=";" if table.turkish_numbers else ",", lineterminator="\r\n")
    writer.writerow([table.id_name, *table.columns, *(f"about_{key}" for key in table.metadata)])
    tail = [_cell(value, turkish=False) for value in table.metadata.values()]
    quantities = {name for name, field in table.fields.items() if field.unit}
    for portion in table.portions():
        columns = [
            # A year is no quantity: 2023, never 2.023.
            [_cell(value, turkish=table.turkish_numbers and (name in quantities or isinstance(value, float))) for value in values]
            for name, values in table.plain_columns(portion).items()
        ]
        writer.writerows([*row, *tail] for row in zip(*columns, strict=True))


def _cell(value: Plain, *, turkish: bool) -> object:
    if isinstance(value, list):
        return defuse(" ".join(value))
    if isinstance(value, str):
        return defuse(value)
    if turkish and isinstance(value, int | float) and not isinstance(value, bool):
        return format_number(value, "tr")
    return "" if value is None else value


EXPORT = ExportFormat(suffix=".csv", title="CSV", write=write, streams=True)
