"""Workbooks (XLSX, ODS, XLS) by calamine: what must not reach it, and the cells of each sheet.

Calamine lays a sheet out as a full rectangle: two cells at its far corners take gigabytes. Hence each cell's place is looked at
before it opens the file.
"""

import datetime
import re
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine

from geo.errors import RefusedError
from geo.issues import Issue
from layers.reading.base import Cell, Limits, Params, Sheet, unreadable
from layers.reading.guards import bad_zip, zip_entries

_CHUNK_BYTES = 1024 * 1024
_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,4})([0-9]{1,9})["'][^>]*[^/]>""")
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Longer than any tag that matters, so that a tag cut in two by the end of a chunk is seen whole in the next.
_OVERLAP_BYTES = 512


def guard_xlsx(path: Path, name: str, limits: Limits) -> None:
    """The rules of archives, no entities, and no sheet that is laid out larger than the limit."""
    with _archive(path, name) as archive:
        for entry in zip_entries(archive, name, limits):
            last_row, last_column = 0, 0
            for chunk in _pieces(archive, entry, name):
                if entry.filename.startswith("xl/worksheets/"):
                    for column, row in _PLACE.findall(chunk):
                        last_row, last_column = max(last_row, int(row)), max(last_column, _column_number(column))
            _require_size(name, last_row, last_column, limits)


def guard_ods(path: Path, name: str, limits: Limits) -> None:
    """The same; here a cell that is repeated a million times stands only once in the file."""
    with _archive(path, name) as archive:
        entries = {entry.filename: entry for entry in zip_entries(archive, name, limits)}
        if "content.xml" not in entries:
            raise unreadable(name)
        size = _OdsSize(name, limits)
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = size.enter
        parser.CharacterDataHandler = size.write
        try:
            for piece in _pieces(archive, entries["content.xml"], name, overlap=False):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except xml.parsers.expat.ExpatError as error:
            raise unreadable(name) from error


class _OdsSize:
    """How far the filled cells of a sheet reach, repeats counted."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._row = self._rows = self._column = self._columns = self._widest = 0

    def enter(self, element: str, attributes: dict[str, str]) -> None:
        """Count on at each sheet, row and cell."""
        kind = element.rpartition(":")[2]
        if kind == "table":
            self._row = self._rows = self._widest = 0
        elif kind == "table-row":
            self._row += self._rows
            self._rows = _repeat(attributes, "table:number-rows-repeated")
            self._column = self._columns = 0
        elif kind in {"table-cell", "covered-table-cell"}:
            self._column += self._columns
            self._columns = _repeat(attributes, "table:number-columns-repeated")
            if "office:value-type" in attributes:
                self._filled()

    def write(self, text: str) -> None:
        """A cell that holds text is filled."""
        if text.strip():
            self._filled()

    def _filled(self) -> None:
        self._widest = max(self._widest, self._column + self._columns)
        _require_size(self._name, self._row + self._rows, self._widest, self._limits)


def read_sheets(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The cells of every sheet that shows something."""
    try:
        with python_calamine.load_workbook(str(path)) as workbook:
            sheets = [_sheet(workbook.get_sheet_by_name(title), title) for title in _visible(workbook)]
    except python_calamine.PasswordError as error:
        raise bad_zip(name, "parolalı", "it has a password") from error
    except (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.ZipError, OSError, ValueError) as error:
        raise unreadable(name) from error
    return [sheet for sheet in sheets if sheet.lines], []


def _visible(workbook: Any) -> list[str]:
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    return shown or list(workbook.sheet_names)


def _sheet(sheet: Any, title: str) -> Sheet:
    if sheet.start is None:
        return Sheet(title, [])
    first_row, first_column = sheet.start
    indent: tuple[Cell, ...] = (None,) * first_column
    lines = []
    for line, row in enumerate(sheet.to_python(skip_empty_area=True), first_row + 1):
        cells = tuple(_cell(value) for value in row)
        if any(cell is not None for cell in cells):
            lines.append((line, indent + cells))
    merged = [(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    return Sheet(title, lines, merged)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip() or None


def _archive(path: Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise bad_zip(name, "arşiv bozuk", "the archive is damaged") from error


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, *, overlap: bool = True) -> Iterator[bytes]:
    """An entry in pieces that begin with the end of the one before; entities are refused on the way."""
    before = b""
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK_BYTES):
                seen = before + piece
                if entry.filename.endswith((".xml", ".rels")) and _DECLARES.search(seen.replace(b"\x00", b"")):
                    raise RefusedError(Issue("xml-entities", params={"file": name}))
                yield seen if overlap else piece
                before = seen[-_OVERLAP_BYTES:]
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise bad_zip(name, "arşiv bozuk ya da şifreli", "the archive is damaged or encrypted") from error


def _require_size(name: str, rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows or rows * columns > limits.cells:
        params: Params = {"file": name, "rows": rows, "columns": columns, "limit": limits.cells}
        raise RefusedError(Issue("too-many-cells", params=params))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _repeat(attributes: dict[str, str], key: str) -> int:
    text = attributes.get(key, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
