"""Tables within a sheet as people lay them out: titles above, headings in two rows, spacer columns, tables side by side."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.numbers import parse_number
from layers.reading.base import Cell, Sheet

_YEAR = re.compile(r"\s*(?:19|20)[0-9]{2}(?:\.0)?\s*")
# A heading row fills at least this share of the columns that most rows fill; a title fills one.
_HEADING_SHARE_RATIO = 0.5
# Side by side without a spacer: half of the width, and each half a table worth the name.
_NARROWEST = 2

Row = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Block:
    """One table: its headings and rows; `stacked_from` is the number from which the rows of right-hand parts count."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    stacked_from: int | None = None


def blocks(sheet: Sheet) -> list[Block]:
    """The tables of a sheet, from left to right; parts with equal headings are one table, put below one another.

    >>> [block.headings for block in blocks(Sheet("", [(1, ["AD", "", "KOD"]), (2, ["x", "", 5.0])]))]
    [('AD', 'KOD')]
    """
    lines = [(line, tuple(_blank_as_none(cell) for cell in cells)) for line, cells in sheet.lines]
    lines = [(line, cells) for line, cells in lines if any(cell is not None for cell in cells)]
    if len(lines) < 2:
        return []
    first = _heading_row(lines)
    title = " ".join(str(cell) for _, cells in lines[:first] for cell in cells if cell is not None)
    double = _is_double(lines, first, sheet)
    headings = _headings(lines, first, sheet, double=double)
    rows = lines[first + 1 + double :]
    found = [part for left, right in _parts(headings, rows) if (part := _cut(headings, rows, left, right))]
    return _stacked([Block(part.headings, part.rows, title) for part in found])


def _blank_as_none(cell: Cell) -> Cell:
    return None if isinstance(cell, str) and not cell.strip() else cell


def is_wordy(cell: Cell) -> bool:
    """Whether a cell may stand in a heading: text that is no number, or a year."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return bool(_YEAR.fullmatch(f"{cell:.15g}"))
    return bool(_YEAR.fullmatch(cell)) or parse_number(cell).reading in {"malformed", "none", "tick"}


def _heading_row(lines: Sequence[Row]) -> int:
    filled = [sum(cell is not None for cell in cells) for _, cells in lines]
    usual = Counter(count for count in filled if count > 1).most_common(1)
    needed = max(2.0, usual[0][0] * _HEADING_SHARE_RATIO) if usual else 1.0
    for place, (_, cells) in enumerate(lines[:-1]):
        if filled[place] >= needed:
            # A title stands above only if the row below it can be a heading at all.
            return place if all(is_wordy(cell) for cell in cells) else 0
        if filled[place] > 1:
            return 0
    return 0


def _is_double(lines: Sequence[Row], first: int, sheet: Sheet) -> bool:
    """Whether the row below the heading belongs to it: nothing under its first cell, words or years under some others."""
    if first + 2 >= len(lines):
        return False
    top, below = lines[first][1], lines[first + 1][1]
    wordy = all(is_wordy(cell) for cell in below) and sum(cell is not None for cell in below) >= 2
    merged_across = any(upper == lines[first][0] and right > left for upper, _, left, right in sheet.merged)
    hangs = top[0] is not None and below[0] is None
    adds = any(cell is not None and (place >= len(top) or top[place] is None) for place, cell in enumerate(below))
    return wordy and adds and (hangs or merged_across)


def _headings(lines: Sequence[Row], first: int, sheet: Sheet, *, double: bool) -> tuple[str, ...]:
    top = [_text(cell) for cell in lines[first][1]]
    if not double:
        return tuple(top)
    below = [_text(cell) for cell in lines[first + 1][1]]
    width = max(len(top), len(below))
    top += [""] * (width - len(top))
    below += [""] * (width - len(below))
    spans = {
        place: left for upper, _, left, right in sheet.merged if upper == lines[first][0] for place in range(left, right + 1)
    }
    for place in range(1, width):
        if not top[place] and below[place]:
            # Where the workbook does not tell how far a merged head reaches, it reaches over all that is named below.
            top[place] = top[spans[place]] if place in spans else ("" if sheet.merged else top[place - 1])
    return tuple(f"{upper} {lower}".strip() for upper, lower in zip(top, below, strict=True))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return " ".join(cell.split()) if isinstance(cell, str) else f"{cell:.15g}"


def _parts(headings: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Where each table begins and ends: at spacers between different tables, or halves that repeat one another."""
    width = max([len(headings), *(len(cells) for _, cells in rows)])
    filled = [_is_filled(headings, rows, place) for place in range(width)]
    runs: list[tuple[int, int]] = []
    for place in range(width):
        if filled[place]:
            runs.append((runs.pop()[0], place + 1) if runs and runs[-1][1] == place else (place, place + 1))
    parts = runs[:1]
    for left, right in runs[1:]:
        apart = right - left >= _NARROWEST and _is_key(headings, rows, left)
        parts.append((left if apart else parts.pop()[0], right))
    return [half for left, right in parts for half in _halves(headings, rows, left, right)]


def _halves(headings: Sequence[str], rows: Sequence[Row], left: int, right: int) -> list[tuple[int, int]]:
    own = [headings[place] if place < len(headings) else "" for place in range(left, right)]
    width = right - left
    for count in range(width // _NARROWEST, 1, -1):
        step, rest = divmod(width, count)
        if rest or not all(own[:step]):
            continue
        pieces = [own[start : start + step] for start in range(0, width, step)]
        repeats = all(piece == pieces[0] for piece in pieces)
        # Two different tables that share a heading, each with names in its first column.
        shares = count == 2 and any(one == other for one, other in zip(*pieces, strict=True)) and pieces[0][0] != pieces[1][0]
        keys = all(_is_key(headings, rows, left + start) for start in range(0, width, step))
        if repeats or (shares and keys and len(set(own)) < width):
            return [(left + start, left + start + step) for start in range(0, width, step)]
    return [(left, right)]


def _is_key(headings: Sequence[str], rows: Sequence[Row], place: int) -> bool:
    """Whether a column holds names: words with a heading, nearly all of them different from numbers."""
    cells = [cell for row in rows if (cell := _at(row, place)) is not None]
    return bool(cells) and place < len(headings) and bool(headings[place]) and all(is_wordy(cell) for cell in cells)


def _at(row: Row, place: int) -> Cell:
    return row[1][place] if place < len(row[1]) else None


def _is_filled(headings: Sequence[str], rows: Sequence[Row], place: int) -> bool:
    return bool(place < len(headings) and headings[place]) or any(_at(row, place) is not None for row in rows)


def _cut(headings: Sequence[str], rows: Sequence[Row], left: int, right: int) -> Block | None:
    places = [place for place in range(left, right) if _is_filled(headings, rows, place)]
    cut = [(row[0], tuple(_at(row, place) for place in places)) for row in rows]
    kept = tuple((line, cells) for line, cells in cut if any(cell is not None for cell in cells))
    named = tuple(headings[place] if place < len(headings) else "" for place in places)
    return Block(named, kept) if any(named) and kept else None


def _stacked(found: Sequence[Block]) -> list[Block]:
    tables: list[Block] = []
    for block in found:
        same = next((place for place, table in enumerate(tables) if table.headings == block.headings), None)
        if same is None:
            tables.append(block)
            continue
        above = tables[same]
        start = above.rows[-1][0] + 1
        rows = (*above.rows, *((start + number, cells) for number, (_, cells) in enumerate(block.rows)))
        tables[same] = Block(above.headings, rows, above.title, above.stacked_from or start)
    return tables
