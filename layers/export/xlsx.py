"""XLSX in three sheets: the data, the dictionary of its columns and codes, and what the file is.

Numbers are numbers, dates are dates; no cell can start a formula.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from geo.errors import RefusedError
from geo.issues import Issue
from layers.export.base import ExportFormat
from layers.outgoing.dictionary import definitions
from layers.outgoing.new_workbook import new_workbook
from layers.outgoing.table import ColumnType, ExportTable, Plain, defuse

# A sheet ends here (ECMA-376).
MOST_ROWS: Final = 1_048_575
_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)
_LONGEST_TEXT = 32_767


def write(table: ExportTable, path: Path) -> None:
    """Write the attributes, one row a feature.

    Raises
        RefusedError: there are more rows than a sheet has.
    """
    if table.size > MOST_ROWS:
        told = {"name": table.name, "format": EXPORT.title}
        raise RefusedError(Issue("too-many-for-format", params={**told, "rows": table.size, "most": MOST_ROWS}))
    with new_workbook(path, row_by_row=True) as book:
        # The one date in the file, so that the same input gives the same bytes.
        book.set_properties({"title": table.metadata.get("title", ""), "created": _created(table.metadata)})
        _write_data(book, table)
        _write_dictionary(book, table)
        _write_about(book, table)


def _write_data(book: Any, table: ExportTable) -> None:
    sheet = book.add_worksheet("veri-data")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    kinds: dict[str, ColumnType] = {table.id_name: "text", **table.columns}
    for column, name in enumerate(kinds):
        sheet.set_column(column, column, max(10, min(28, len(name) + 2)))
    for column, name in enumerate(kinds):
        sheet.write_string(0, column, defuse(name), bold)
    formats = [book.add_format({"num_format": _number_format(table, name, kind)}) for name, kind in kinds.items()]
    line = 0
    for portion in table.portions():
        for row in zip(*table.plain_columns(portion).values(), strict=True):
            line += 1
            for column, (value, kind) in enumerate(zip(row, kinds.values(), strict=True)):
                _write_cell(sheet, (line, column), value, kind, formats[column])


def _number_format(table: ExportTable, name: str, kind: ColumnType) -> str:
    """The cell format. Separators are the office's own: in Turkish `#,##0.##` shows 1.234,5."""
    if kind == "date":
        return "dd.mm.yyyy" if table.turkish_numbers else "yyyy-mm-dd"
    field = table.fields.get(name)
    if kind in {"text", "list", "boolean"} or not table.turkish_numbers:
        return "General"
    if kind == "number":
        return "#,##0.00####"
    return "#,##0" if field is not None and field.unit is not None else "0"


def _write_cell(sheet: Any, place: tuple[int, int], value: Plain, kind: ColumnType, form: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*place, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value, form)
    elif kind == "date" and isinstance(value, str):
        sheet.write_number(*place, (date.fromisoformat(value) - _SPREADSHEET_DAY_ZERO).days, form)
    else:
        text = " ".join(value) if isinstance(value, list) else value
        sheet.write_string(*place, defuse(text)[:_LONGEST_TEXT], form)


def _write_dictionary(book: Any, table: ExportTable) -> None:
    sheet = book.add_worksheet("sözlük-dictionary")
    bold = book.add_format({"bold": True})
    headings = ("sütun/column", "kod/code", "Türkçe", "English", "tür/type", "birim/unit")
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, 28)
        sheet.write_string(0, column, heading, bold)
    for line, item in enumerate(definitions(table), start=1):
        kind = f"{item.type.tr} / {item.type.en}"
        texts = (item.column, item.code or "", item.title.tr, item.title.en, kind, "" if item.unit is None else item.unit.tr)
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(line, column, defuse(text))


def _write_about(book: Any, table: ExportTable) -> None:
    sheet = book.add_worksheet("hakkında-about")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    for line, (key, value) in enumerate(table.metadata.items()):
        sheet.write_string(line, 0, key)
        sheet.write_string(line, 1, defuse(value))


def _created(metadata: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(metadata.get("created_at", "1980-01-01T00:00:00Z")).replace(tzinfo=None)


EXPORT = ExportFormat(suffix=".xlsx", title="XLSX", write=write, streams=True)
