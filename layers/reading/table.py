"""Tables as text: headings and rows with the line numbers that an editor or a spreadsheet shows."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import slug
from layers.base import Quarantined
from layers.reading import READERS
from layers.reading.base import Admitted, Cell, Params
from layers.reading.grid import Block, blocks
from layers.reading.letters import letter_issues
from layers.reading.progress import tell

_REMARK = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """Line of the source, counted from 1, and one cell a heading; `numbers` are the cells that a workbook holds as numbers."""

    line: int
    cells: tuple[str, ...]
    numbers: Mapping[int, float] = field(default_factory=dict)

    def value(self, place: int) -> str | float:
        """A cell as the source holds it: a number of a workbook stays one, whatever its text could be read as."""
        return self.numbers.get(place, self.cells[place])


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: nothing is converted yet. `uneven` are rows with more cells than headings."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    uneven: tuple[Quarantined, ...]
    issues: tuple[Issue, ...]

    def raw(self, row: TableRow) -> dict[str, str]:
        """A row as heading and text, for quarantine."""
        return _raw(self.headings, row.cells)


def read_table(file: Admitted, table: str | None = None) -> Table:
    """Read a table: of several in a file the one of that name or number (from 1), else the first, which is then said."""
    parts, issues = tables_of(file)
    if not parts:
        raise RefusedError(Issue("empty-file", params={"file": file.name}))
    chosen = 0
    if table is not None:
        keys = [heading_key(part.name) for part in parts]
        by_number = int(table) - 1 if table.isdecimal() else -1
        chosen = keys.index(heading_key(table)) if heading_key(table) in keys else by_number
        if not 0 <= chosen < len(parts):
            known = ", ".join(part.name for part in parts)
            raise RefusedError(Issue("no-such-table", params={"file": file.name, "table": table, "known": known}))
    elif len(parts) > 1:
        others = ", ".join(part.name for part in parts[1:])
        issues.append(Issue("first-table-taken", params={"file": file.name, "table": parts[0].name, "others": others}))
    tell("checking")
    return replace(parts[chosen].table, issues=(*issues, *parts[chosen].table.issues))


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file, and the name to choose it by."""

    name: str
    table: Table


def tables_of(file: Admitted) -> tuple[list[Part], list[Issue]]:
    """Every table of a file, sheet by sheet from left to right, and what is to be said of the file as a whole."""
    reader = READERS[file.format]
    if reader.sheets is None:
        raise RefusedError(Issue("unreadable-file", params={"file": file.name}))
    sheets, issues = reader.sheets(file.path, file.name)
    cells = sum(len(row) for sheet in sheets for _, row in sheet.lines)
    rows = sum(len(sheet.lines) for sheet in sheets)
    if cells > file.limits.cells or rows > file.limits.rows:
        params: Params = {"file": file.name, "rows": rows, "columns": cells // max(1, rows), "limit": file.limits.cells}
        raise RefusedError(Issue("too-many-cells", params=params))
    parts = []
    for sheet in sheets:
        found = blocks(sheet)
        for number, block in enumerate(found, 1):
            several = f"{sheet.name} {number}".strip() if len(found) > 1 else sheet.name
            parts.append(Part(several or "1", _table(block, file)))
    return parts, [*file.issues, *issues]


def _table(block: Block, file: Admitted) -> Table:
    headings = _trimmed(block.headings)
    rows, uneven = [], []
    for line, cells in block.rows:
        texts = _trimmed([as_text(cell) for cell in cells])
        if len(texts) > len(headings):
            uneven.append(
                Quarantined(
                    line,
                    _raw((*headings, *(f"+{extra}" for extra in range(1, len(texts) - len(headings) + 1))), texts),
                    Issue("uneven-row", row=line, params={"found": len(texts), "expected": len(headings)}),
                )
            )
        else:
            numbers = {place: cell for place, cell in enumerate(cells) if isinstance(cell, float)}
            rows.append(TableRow(line, (*texts, *[""] * (len(headings) - len(texts))), numbers))
    issues = []
    if block.stacked_from is not None:
        issues.append(Issue("side-by-side", params={"file": file.name, "first": str(block.stacked_from)}))
    if block.title:
        issues.append(Issue("title-above", params={"file": file.name, "title": block.title}))
    return _with_letters(Table(file.name, headings, tuple(rows), tuple(uneven), tuple(issues)))


def as_text(cell: Cell) -> str:
    """A cell as a person would type it; whole numbers without a point.

    >>> as_text(60816.0), as_text(None), as_text(" a ")
    ('60816', '', 'a')
    """
    if cell is None:
        return ""
    return cell.strip() if isinstance(cell, str) else f"{cell:.15g}"


def _with_letters(table: Table) -> Table:
    """With letters that came twice through an encoding put right, and lost ones said."""
    issues = list(table.issues)
    rows = list(table.rows)
    for place, heading in enumerate(table.headings):
        said, better = letter_issues(heading, (row.cells[place] for row in rows), table.file)
        issues += said
        if better:
            rows = [
                replace(row, cells=(*row.cells[:place], better.get(row.cells[place], row.cells[place]), *row.cells[place + 1 :]))
                for row in rows
            ]
    return replace(table, rows=tuple(rows), issues=tuple(issues))


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


def _raw(headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    raw: dict[str, str] = {}
    for place, (heading, cell) in enumerate(zip(headings, cells, strict=False), 1):
        # Two columns may bear one heading: the place keeps both.
        raw[heading if heading and heading not in raw else f"{heading}#{place}"] = cell
    return raw


def heading_key(heading: str) -> str:
    """A heading for comparison: `MAHALLE_ADI`, `Mahalle Adı` and `mahalle adi` are one.

    >>> heading_key("YÜZÖLÇÜMÜ (km ²)"), heading_key("ILCE"), heading_key("nufus_2023")
    ('yuzolcumu km 2', 'ilce', 'nufus 2023')
    """
    return slug(heading).replace("-", " ")


def plain_heading_key(heading: str) -> str:
    """The key of a heading without its remark in brackets, which is a unit, a year or an abbreviation.

    >>> plain_heading_key("MAHALLE KODU (AKS)"), plain_heading_key("(mahalle)")
    ('mahalle kodu', 'mahalle')
    """
    return heading_key(_REMARK.sub(" ", heading)) or heading_key(heading)


def guess_by_headings(headings: Sequence[str], known: Mapping[str, Collection[str]]) -> dict[int, str]:
    """The field that each heading stands for by its key, by position; a remark in brackets counts only where it tells two apart.

    >>> known = {"code": {"mahalle kodu"}, "name": {"mahalle"}}
    >>> guess_by_headings(["MAHALLE KODU (AKS)", "MAHALLE", "MAHALLE (ESKİ)"], known)
    {0: 'code', 1: 'name'}
    """
    guessed: dict[int, str] = {}
    for key_of in (heading_key, plain_heading_key):
        keys = [key_of(heading) for heading in headings]
        found = {
            place: field
            for field, field_keys in known.items()
            if field not in guessed.values()
            for place, key in enumerate(keys)
            if key in field_keys and place not in guessed
        }
        guessed |= found
    return dict(sorted(guessed.items()))


def assign_columns(
    headings: Sequence[str], guessed: Mapping[int, str], options: Mapping[str, str], fields: Sequence[str], file: str
) -> dict[str, int]:
    """Which column stands for which field: the user's word before the guess; two columns for one field are refused.

    Parameters
        guessed: field by position of the heading.
        options: heading by field, as the user gave it with --columns; an empty heading says that no column is this field.
        fields: names (or `name_<year>` patterns) that may be given.
    """
    chosen: dict[str, int] = {}
    keys = [heading_key(heading) for heading in headings]
    for field_name, column in options.items():
        if not column and _is_known(field_name, fields):
            continue
        places = [place for place, heading in enumerate(headings) if heading == column]
        places = places or [place for place, key in enumerate(keys) if key and key == heading_key(column)]
        if not _is_known(field_name, fields) or len(places) != 1:
            known = _is_known(field_name, fields)
            raise RefusedError(
                Issue(
                    "unknown-column-option",
                    params={
                        "field": field_name,
                        "column": column,
                        "why_tr": "dosyada böyle tek bir başlık yok" if known else "böyle bir alan yok",
                        "why_en": "the file has no single heading like it" if known else "there is no such field",
                        "fields": ", ".join(fields),
                        "headings": ", ".join(headings),
                    },
                )
            )
        chosen[field_name] = places[0]
    taken = set(chosen.values())
    for field_name in dict.fromkeys(guessed.values()):
        places = [place for place, name in guessed.items() if name == field_name and place not in taken]
        if field_name in chosen or field_name in options or not places:
            continue
        if len(places) > 1:
            raise RefusedError(
                Issue(
                    "two-columns-for-one-field",
                    params={"field": field_name, "columns": ", ".join(headings[place] for place in places)},
                )
            )
        chosen[field_name] = places[0]
    return chosen


def _is_known(name: str, fields: Sequence[str]) -> bool:
    stem, _, year = name.rpartition("_")
    return name in fields or (year.isdigit() and len(year) == 4 and f"{stem}_<year>" in fields)


def ignored_columns(headings: Sequence[str], chosen: Mapping[str, int]) -> list[Issue]:
    """One info row for each heading that no field took."""
    return [
        Issue("column-ignored", column=heading)
        for place, heading in enumerate(headings)
        if heading and place not in chosen.values()
    ]
