"""A small bar chart of the population through the years, worked out here and drawn by a template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.issues import Language
from web.formatting import number

WIDTH, HEIGHT = 480, 220
_TOP, _BOTTOM, _SIDE, _BAR = 34, 30, 40, 56
_RIVAL_BAR = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `x` is its left edge; `middle` is where its label stands."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str


@dataclass(frozen=True, slots=True)
class YearBar:
    """The bar of a year, and a thin one beside it for each source that says otherwise."""

    year: int
    shown: Bar
    rivals: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in a picture of `width` times `height`; the base line is at `base`."""

    width: int
    height: int
    base: int
    years: tuple[YearBar, ...]


def bar_chart(values: Mapping[int, float], rivals: Mapping[int, Sequence[float]], language: Language) -> BarChart:
    """Bars from zero, the years at their distances in time; years without a value have no bar.

    >>> chart = bar_chart({2022: 100.0, 2023: 50.0}, {}, "tr")
    >>> [bar.shown.height for bar in chart.years]
    [156, 78]
    """
    base = HEIGHT - _BOTTOM
    top = max([*values.values(), *(value for others in rivals.values() for value in others), 1.0])
    first, last = min(values, default=0), max(values, default=0)
    room = WIDTH - 2 * _SIDE - _BAR

    def bar(x: int, width: int, value: float) -> Bar:
        height = round((base - _TOP) * value / top)
        return Bar(x, base - height, width, height, x + width // 2, number(value, language))

    years = []
    for year, value in sorted(values.items()):
        left = _SIDE + (round(room * (year - first) / (last - first)) if last > first else room // 2)
        beside = [
            bar(left + _BAR + 3 + place * (_RIVAL_BAR + 3), _RIVAL_BAR, other) for place, other in enumerate(rivals.get(year, ()))
        ]
        years.append(YearBar(year, bar(left, _BAR, value), tuple(beside)))
    return BarChart(WIDTH, HEIGHT, base, tuple(years))
