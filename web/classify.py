"""Classes of a choropleth: which value lies in which class. No colours, no page.

Values are first rounded to the digits in which they are shown, so that a legend never contradicts the table beside it.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from threading import Lock
from typing import Literal

import numpy as np
import numpy.typing as npt

from web.natural_breaks import natural_breaks

Scheme = Literal["dogal-kirilma", "esit-sayi", "esit-aralik", "yuvarlak"]
Values = npt.NDArray[np.float64]

CLASS_COUNTS = range(3, 8)

# The schemes in the order in which they are offered, and what mapclassify calls them; natural breaks are our own.
SCHEMES: Mapping[Scheme, str] = {
    "dogal-kirilma": "FisherJenks",
    "esit-sayi": "Quantiles",
    "esit-aralik": "EqualInterval",
    "yuvarlak": "PrettyBreaks",
}

# Natural breaks look at each pair of values; more than this many distinct ones are thinned out evenly.
_MOST_VALUES = 1000
_WARNINGS = Lock()


@dataclass(frozen=True, slots=True)
class Class:
    """All values from `lower` to `upper`, both included, and how many there are."""

    lower: float
    upper: float
    count: int


@dataclass(frozen=True, slots=True)
class Classification:
    """Classes from the lowest to the highest; `members` holds each value's class, None where the value is missing.

    `negative` is the number of classes below zero.
    """

    classes: tuple[Class, ...]
    members: tuple[int | None, ...]
    negative: int

    @property
    def missing(self) -> int:
        """How many values are missing."""
        return self.members.count(None)


def classify(values: Sequence[float | None], scheme: Scheme, count: int, *, diverging: bool, decimals: int) -> Classification:
    """At most `count` classes; fewer where there are fewer distinct values. NaN and None are missing.

    Diverging values are classified on each side of zero by itself, so that zero is always a border; the sides share the classes
    by their numbers of values. Zero itself belongs to the upper side.

    >>> found = classify([-40.0, -3.0, -1.0, 0.0, 8.0, None], "esit-aralik", 3, diverging=True, decimals=0)
    >>> [(item.lower, item.upper, item.count) for item in found.classes], found.members
    ([(-40.0, -22.0, 1), (-21.0, -1.0, 2), (0.0, 8.0, 2)], (0, 1, 1, 2, 2, None))
    """
    shown = [None if value is None or value != value else rounded(value, decimals) for value in values]
    known = np.array([value for value in shown if value is not None], dtype=np.float64)
    below, above = (known[known < 0], known[known >= 0]) if diverging else (known[:0], known)
    for_below, for_above = _share(count, len(below), len(above))
    step = 10.0**-decimals
    # The lower side is classified by its absolute values and turned round.
    mirrored = _breaks(-below, scheme, for_below, decimals)
    upper_breaks = _breaks(above, scheme, for_above, decimals)
    bounds = [(-high, -low) for low, high in _bounds(mirrored, step, step if len(above) else None, -below)][::-1]
    bounds += _bounds(upper_breaks, step, 0.0 if len(below) else None, above)
    bounds = [(rounded(low, decimals), rounded(high, decimals)) for low, high in bounds]
    members = tuple(None if value is None else _class_of(value, bounds) for value in shown)
    classes = tuple(Class(low, high, members.count(place)) for place, (low, high) in enumerate(bounds))
    return Classification(classes, members, len(mirrored))


def rounded(value: float, decimals: int) -> float:
    """Half away from zero, as the pages write numbers.

    >>> rounded(-0.25, 1), rounded(2.5, 0), rounded(-0.001, 1)
    (-0.3, 3.0, 0.0)
    """
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)) + 0.0


def _share(count: int, below: int, above: int) -> tuple[int, int]:
    """How many classes each side of zero gets: by its values, but two where it can, so that no side is a single colour."""
    if not below or not above:
        return (count if below else 0), (count if above else 0)
    least_below, least_above = (min(side, 2 if count > 3 else 1) for side in (below, above))
    for_below = min(max(round(count * below / (below + above)), least_below), count - least_above)
    return for_below, count - for_below


def _breaks(values: Values, scheme: Scheme, count: int, decimals: int) -> list[float]:
    """Upper borders, rising, at most `count`; the last one is the greatest value."""
    if not len(values) or not count:
        return []
    distinct = np.unique(values)
    top = float(distinct[-1])
    wanted = min(count, len(distinct))
    if wanted == 1:
        return [top]
    # Round borders may come in smaller or greater number than asked for: the most that fit are taken.
    tries = range(wanted + 2, 1, -1) if scheme == "yuvarlak" else (wanted,)
    for asked in tries:
        inner = {rounded(value, decimals) for value in _ask(values, scheme, asked) if value < top}
        borders = [*sorted(value for value in inner if distinct[0] <= value < top), top]
        if len(borders) <= wanted:
            return borders
    return [top]


def _ask(values: Values, scheme: Scheme, count: int) -> list[float]:
    if scheme == "dogal-kirilma":
        return natural_breaks(_thinned(values), count)
    # Loading it takes longer than all else on the first page; who asks for no other classes never waits for it.
    import mapclassify

    # It warns that numba would be faster; filters of warnings belong to the whole process, hence one thread at a time.
    with _WARNINGS, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = getattr(mapclassify, SCHEMES[scheme])(values, k=count)
    return [float(value) for value in found.bins]


def _thinned(values: Values) -> Values:
    if len(np.unique(values)) <= _MOST_VALUES:
        return values
    ordered = np.unique(values)
    kept: Values = ordered[np.linspace(0, len(ordered) - 1, _MOST_VALUES).round().astype(int)]
    return kept


def _bounds(breaks: Sequence[float], step: float, lowest: float | None, values: Values) -> list[tuple[float, float]]:
    """From upper borders to classes with both ends included: each begins one shown digit above the one before it."""
    bounds = []
    low = float(values.min()) if lowest is None and len(values) else lowest or 0.0
    for high in breaks:
        bounds.append((low, high))
        low = high + step
    return bounds


def _class_of(value: float, bounds: Sequence[tuple[float, float]]) -> int:
    return next(place for place, (low, high) in enumerate(bounds) if value <= high)
