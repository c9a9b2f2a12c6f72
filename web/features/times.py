"""Since when and until when rows hold, as far as their layer says so."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from geo.cql2.masks import TextColumn

if TYPE_CHECKING:
    from web.features.served import Column

Days = npt.NDArray[np.datetime64]

_YEAR: Final = "year"
_YEAR_DIGITS: Final = 4
# The first of these that a layer has says since when its rows hold; the other, where it has one, until when.
_SPANS: Final = (
    ("valid_from", "valid_to"),
    ("starts_on", "ends_on"),
    ("opened_on", "closed_on"),
    ("approved_on", "cancelled_on"),
    ("declared_on", ""),
    ("designated_on", ""),
    ("registered_on", ""),
)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NO_DAY: Final = "NaT"
_NOT_A_TIME: Final = np.datetime64(_NO_DAY, "D")


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """First and last day of each row, NaT where it is open or unknown, and the columns that say so."""

    first: Days
    last: Days
    columns: tuple[str, ...]

    def meeting(self, since: date | None, until: date | None) -> npt.NDArray[np.bool_]:
        """Which rows hold on any day between the two, both included; rows of which nothing is known do.

        >>> days = np.array(["2020-01-01", "NaT"], dtype="datetime64[D]")
        >>> Times(days, days, ("year",)).meeting(date(2021, 1, 1), None).tolist()
        [False, True]
        """
        fits = np.ones(len(self.first), dtype=bool)
        if since is not None:
            fits &= np.isnat(self.last) | (self.last >= np.datetime64(since))
        if until is not None:
            fits &= np.isnat(self.first) | (self.first <= np.datetime64(until))
        return fits

    @property
    def span(self) -> tuple[str | None, str | None]:
        """The first and last day of all rows in ISO's form; None where one of them is open or unknown."""
        return _extreme(self.first, np.min), _extreme(self.last, np.max)


def times_of(columns: Mapping[str, "Column"]) -> Times | None:
    """The times of rows by their columns; None where none tells them."""
    if _YEAR in columns and columns[_YEAR].type == "integer":
        texts = ["" if text == "null" else text.zfill(_YEAR_DIGITS) for text in columns[_YEAR].json_of(slice(None))]
        return Times(_days(texts, last=False), _days(texts, last=True), (_YEAR,))
    for start, end in _SPANS:
        if start in columns:
            first = _column_days(columns[start], last=False)
            known_end = columns.get(end)
            last = np.full(len(first), _NOT_A_TIME) if known_end is None else _column_days(known_end, last=True)
            # A row that ends before it begins is a mistake of the data: its end is not known.
            last = np.where(last < first, _NOT_A_TIME, last)
            return Times(first, last, (start,) if known_end is None else (start, end))
    return None


def _column_days(column: "Column", *, last: bool) -> Days:
    content = column.content
    if not isinstance(content, TextColumn):
        return np.full(len(content.values), _NOT_A_TIME)
    return np.append(_days([str(word) for word in content.words], last=last), _NOT_A_TIME)[content.places]


def _days(texts: list[str], *, last: bool) -> Days:
    return np.array([_day(text, last=last) for text in texts], dtype="datetime64[D]")


def _day(text: str, *, last: bool) -> str:
    """The first or last day of what a text names, a day, a month or a year, in ISO's form; NaT where it names none."""
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            return _NO_DAY
        year, month, day = (None if part is None else int(part) for part in match.groups())
        if year is None:
            return _NO_DAY
        if month is None:
            return date(year, 12, 31).isoformat() if last else date(year, 1, 1).isoformat()
        if day is None:
            day = monthrange(year, month)[1] if last else 1
        return date(year, month, day).isoformat()
    except ValueError:
        return _NO_DAY


def _extreme(days: Days, choose: Callable[[Days], object]) -> str | None:
    return None if not len(days) or np.isnat(days).any() else str(choose(days))
