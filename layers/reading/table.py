"""Tables as text: encoding, delimiter, headings and rows with the line numbers that an editor shows."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import slug
from layers.base import Quarantined
from layers.reading.gate import Admitted

_DELIMITERS = ("\t", ";", ",", "|")
_SNIFFED_LINES = 50


@dataclass(frozen=True, slots=True)
class TableRow:
    """Line of the source, counted from 1, and one cell a heading."""

    line: int
    cells: tuple[str, ...]


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


def read_table(file: Admitted) -> Table:
    """Read a CSV or TSV file; the delimiter is the one that gives the same number of columns in most lines."""
    text, issues = _decode(file)
    lines = text.splitlines(keepends=True)
    delimiter = _delimiter(lines)
    # Strict: a quote that is never closed would swallow the rest of the file into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    numbered: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            numbered.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise RefusedError(Issue("unreadable-row", row=line, params={"file": file.name})) from error
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if len(filled) < 2:
        raise RefusedError(Issue("empty-file", params={"file": file.name}))
    headings = _trimmed(filled[0][1])
    rows, uneven = [], []
    for number, cells in filled[1:]:
        trimmed = _trimmed(cells)
        if len(trimmed) > len(headings):
            uneven.append(
                Quarantined(
                    number,
                    _raw((*headings, *(f"+{extra}" for extra in range(1, len(trimmed) - len(headings) + 1))), trimmed),
                    Issue("uneven-row", row=number, params={"found": len(trimmed), "expected": len(headings)}),
                )
            )
        else:
            rows.append(TableRow(number, (*trimmed, *[""] * (len(headings) - len(trimmed)))))
    return Table(file.name, headings, tuple(rows), tuple(uneven), tuple(issues))


def _decode(file: Admitted) -> tuple[str, list[Issue]]:
    content = file.path.read_bytes()
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding, file), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        text = _strictly(content, "cp1254", file)
        return text, [Issue("encoding-guessed", params={"file": file.name, "encoding": "Windows-1254"})]


def _strictly(content: bytes, encoding: str, file: Admitted) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(Issue("unreadable-file", params={"file": file.name})) from error


def _delimiter(lines: Sequence[str]) -> str:
    filled = [line for line in lines[:_SNIFFED_LINES] if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in filled]
        return (sum(count == counts[0] for count in counts) if counts and counts[0] else 0, counts[0] if counts else 0)

    return max(_DELIMITERS, key=agreement)


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


def assign_columns(
    headings: Sequence[str], guessed: Mapping[int, str], options: Mapping[str, str], fields: Sequence[str], file: str
) -> dict[str, int]:
    """Which column stands for which field: the user's word before the guess; two columns for one field are refused.

    Parameters
        guessed: field by position of the heading.
        options: heading by field, as the user gave it with --columns.
        fields: names (or `name_<year>` patterns) that may be given.
    """
    chosen: dict[str, int] = {}
    keys = [heading_key(heading) for heading in headings]
    for field_name, column in options.items():
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
        if field_name in chosen or not places:
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
