"""CSV for other programs: comma, UTF-8, decimal points; no cell can start a formula in a spreadsheet."""

import csv
import io
from pathlib import Path

import pandas as pd

from layers.export.base import ExportFormat, ExportTable

# What a spreadsheet takes for the start of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(table: ExportTable, path: Path) -> None:
    """Write the attributes, one row a feature, with the metadata in columns of their own at the end."""
    path.write_text(as_text(table), encoding="utf-8", newline="")


def as_text(table: ExportTable) -> str:
    """The CSV as text; lists are separated by spaces."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["id", *table.columns, *(f"about_{key}" for key in table.metadata)])
    tail = [_cell(value) for value in table.metadata.values()]
    for place_id, row in table.features.iterrows():
        writer.writerow([_cell(str(place_id)), *(_cell(row[column]) for column in table.columns), *tail])
    return stream.getvalue()


def defuse(text: str) -> str:
    """Text that would start a formula gets an apostrophe in front, as spreadsheets themselves write it.

    >>> defuse("=1+1"), defuse("Çökek")
    ("'=1+1", 'Çökek')
    """
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = " ".join(str(item) for item in value)
    if not isinstance(value, str):
        return "" if pd.isna(value) else value
    return defuse(value)


EXPORT = ExportFormat(suffix=".csv", title="CSV", write=write)
