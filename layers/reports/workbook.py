"""The tables of a report as XLSX: a sheet each, numbers as numbers; the last sheet says what the report is.

No cell can start a formula, and the same report gives the same bytes.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from geo.formatting import day
from geo.issues import Language, Words
from geo.turkish import fold
from layers.outgoing.new_workbook import new_workbook
from layers.outgoing.table import defuse
from layers.reports.common import draft_mark
from layers.reports.document import Amount, Cell, Document, Section, Table, written

_ABOUT: Final = Words("hakkında", "about")
_STATE: Final = Words("Durum", "State")
# What Excel allows in the name of a sheet.
_LONGEST_NAME, _NOT_IN_NAMES = 31, "[]:*?/\\'"
_LONGEST_TEXT: Final = 32_767
_DECIMALS: Final = "000000"


def write_workbook(document: Document, language: Language, path: Path) -> None:
    """Write the tables of a report.

    Raises
        OSError: the place cannot be written to.
    """
    with new_workbook(path) as book:
        title, created = written(document.title, language), datetime.fromisoformat(document.about.day)
        book.set_properties({"title": title, "created": created})
        taken: set[str] = set()
        for section in document.sections:
            if section.table is not None:
                _write_table(book, sheet_name(written(section.title, language), taken), section.table, language)
        _write_about(book, sheet_name(written(_ABOUT, language), taken), document, language)


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes and that no other sheet has; it is taken from then on.

    >>> taken = set()
    >>> sheet_name("Hedef 1/2: ne kadar?", taken), sheet_name("Hedef 1/2: ne kadar?", taken)
    ('Hedef 1 2  ne kadar', 'Hedef 1 2  ne kadar 2')
    """
    plain = "".join(" " if letter in _NOT_IN_NAMES else letter for letter in title).strip()[:_LONGEST_NAME].strip() or "–"
    name, number = plain, 1
    while fold(name) in taken:
        number += 1
        name = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(fold(name))
    return name


def _write_table(book: Any, name: str, table: Table, language: Language) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, heading in enumerate(table.headings):
        texts = [written(row[column], language) for row in table.rows]
        sheet.set_column(column, column, max(10, min(48, 2 + max(map(len, texts), default=0))))
        sheet.write_string(0, column, defuse(written(heading.title, language)), bold)
    formats: dict[tuple[str, bool], Any] = {}
    for line, row in enumerate(table.rows, start=1):
        is_total = table.has_total and line == len(table.rows)
        for column, cell in enumerate(row):
            key = (number_format(cell), is_total)
            if key not in formats:
                formats[key] = book.add_format({"num_format": key[0], "bold": is_total, "valign": "top"})
            _write_cell(sheet, (line, column), cell, language, formats[key])


def number_format(cell: Cell) -> str:
    """How a spreadsheet shows a cell: grouped by the office's own separators, percent as such, a year as it is.

    >>> [number_format(Amount(1.0, *how)) for how in ((0,), (2,), (1, "percent"), (0, "year"), (None,))]
    ['#,##0', '#,##0.00', '0.0"%"', '0', '#,##0.######']
    """
    if not isinstance(cell, Amount):
        return "@"
    if cell.form == "year":
        return "0"
    if cell.decimals is None:
        return "#,##0.######"
    digits = f".{_DECIMALS[: cell.decimals]}" if cell.decimals else ""
    return f'0{digits}"%"' if cell.form in ("percent", "change_percent") else f"#,##0{digits}"


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, language: Language, form: Any) -> None:
    if not isinstance(cell, Amount):
        sheet.write_string(*place, defuse(written(cell, language))[:_LONGEST_TEXT], form)
    elif cell.value is not None:
        sheet.write_number(*place, cell.value, form)


def _write_about(book: Any, name: str, document: Document, language: Language) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    lines = [
        (written(document.kind, language), written(document.title, language)),
        (document.about.workspace, written(document.subtitle, language)),
        (written(Words("Tarih", "Date"), language), day(document.about.day, language)),
    ]
    if (mark := draft_mark(document.about)) is not None:
        lines.append((written(_STATE, language), written(mark, language)))
    lines += [(written(label, language), written(value, language)) for label, value in document.highlights]
    for section in document.sections:
        lines += [(written(section.title, language), text) for text in _told(section, language)]
    for line, (label, text) in enumerate(lines):
        sheet.write_string(line, 0, defuse(label))
        sheet.write_string(line, 1, defuse(text)[:_LONGEST_TEXT])


def _told(section: Section, language: Language) -> list[str]:
    said = [written(words, language) for words in (*section.texts, *section.notes)]
    return [*said, section.source] if section.source else said
