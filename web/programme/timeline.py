"""The programme over the years as stacked bars by department: drawn by a template, with the same figures in a table."""

from dataclasses import dataclass

import pandas as pd

from geo.issues import Language
from web.formatting import MISSING, number

_WIDTH, _HEIGHT, _BOTTOM, _TOP, _LEFT = 720, 300, 28, 26, 8
# Told apart without colours too: by their order, by thin lines between them, and by the table.
_COLOURS = ("#1d4f83", "#c8742a", "#4aa83a", "#9a4a8a", "#b8a020", "#3a9a98", "#8a6a4a")
_REST = "#8b97a4"


@dataclass(frozen=True, slots=True)
class Segment:
    """One department in one year."""

    x: int
    y: int
    width: int
    height: int
    colour: str
    label: str


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year under its bar, and its total over it."""

    year: int
    middle: int
    top: int
    text: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line of the table: a department, its colour, its amount in each year and in all."""

    title: str
    colour: str
    texts: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture and the table of the same figures."""

    width: int
    height: int
    base: int
    segments: tuple[Segment, ...]
    years: tuple[YearMark, ...]
    lines: tuple[UnitLine, ...]
    totals: tuple[str, ...]
    total: str


def timeline_of(budgets: pd.DataFrame, unknown_unit: str, rest: str, language: Language) -> Timeline | None:
    """The bars of budgets by department (index, the largest first) and year (columns); None without any amount."""
    if budgets.empty or not budgets.notna().any(axis=None):
        return None
    columns = list(range(int(min(budgets.columns)), int(max(budgets.columns)) + 1))
    budgets = budgets.reindex(columns=columns)
    drawn = budgets.iloc[: len(_COLOURS)]
    others = budgets.iloc[len(_COLOURS) :]
    titles = [str(unit) or unknown_unit for unit in drawn.index]
    colours = list(_COLOURS[: len(drawn)])
    if len(others):
        drawn = pd.concat([drawn, others.sum(min_count=1).to_frame(rest).T])
        titles.append(rest)
        colours.append(_REST)
    sums = budgets.sum(min_count=1)
    most = float(sums.max()) or 1.0
    base = _HEIGHT - _BOTTOM
    step = (_WIDTH - 2 * _LEFT) / len(columns)
    room = base - _TOP
    segments, marks = [], []
    for place, year in enumerate(columns):
        left, width = round(_LEFT + place * step + step * 0.16), round(step * 0.68)
        top = float(base)
        for title, colour, value in zip(titles, colours, drawn[year], strict=True):
            if value > 0:
                height = room * float(value) / most
                top -= height
                label = f"{year}, {title}: {number(value, language)}"
                segments.append(Segment(left, round(top), width, max(1, round(top + height) - round(top)), colour, label))
        marks.append(YearMark(year, left + width // 2, round(top) - 6, number(sums[year], language)))
    lines = [
        UnitLine(title, colour, tuple(_text(value, language) for value in values), _text(values.sum(min_count=1), language))
        for title, colour, (_, values) in zip(titles, colours, drawn.iterrows(), strict=True)
    ]
    totals = tuple(_text(sums[year], language) for year in columns)
    whole = _text(sums.sum(min_count=1), language)
    return Timeline(_WIDTH, _HEIGHT, base, tuple(segments), tuple(marks), tuple(lines), totals, whole)


def _text(value: object, language: Language) -> str:
    return number(value, language) if pd.notna(value) else MISSING
