"""The neighbourhoods in the order of their values as a row of thin bars, worked out here and drawn by a template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from web.choropleth import Choropleth

# Along the bars (standing under a wide map, lying beside a tall one), across them, and the room for the marks of the classes.
_LONG, _ACROSS, _MARGIN, _MARKS = (480.0, 260.0), (80.0, 150.0), 4.0, 16.0
# A bar takes this share of its room; a hair of a bar takes all of it.
_BAR_RATIO, _HAIR = 0.84, 2.0


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one class: their colour, all of them as one path, and where the mark of the class stands."""

    mark: str
    fill: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Extreme:
    """The lowest or the highest neighbourhood."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars in a picture of `width` times `height`, the lowest value first, from the left or from the top where they are `lying`.

    `base`: the line of zero, as x1, y1, x2, y2; each bar has `step` to stand in. `order`: the places of the neighbourhoods in the
    atlas, by rank; those without a value have no bar.
    """

    width: float
    height: float
    lying: bool
    base: tuple[float, float, float, float]
    step: float
    thick: float
    order: tuple[int, ...]
    classes: tuple[Bars, ...]
    lowest: Extreme | None
    highest: Extreme | None
    missing: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where ranks and values lie in the picture."""

    lying: bool
    step: float
    base: float
    per_unit: float

    def bar(self, rank: int, value: float) -> str:
        along, length = _short((rank + 0.5) * self.step), value * self.per_unit
        base = _short(self.base)
        return f"M{base} {along}h{_short(length)}" if self.lying else f"M{along} {base}v{_short(-length)}"


def make_ranking(chart: Choropleth, names: Sequence[str], *, lying: bool) -> Ranking:
    """The bars of a map; of equal values the first in the atlas comes first."""
    values = {place: value for place, value in enumerate(chart.numbers) if value is not None}
    order = tuple(sorted(values, key=lambda place: values[place]))
    low, high = min([0.0, *values.values()]), max([0.0, *values.values()])
    long, across = _LONG[lying], _ACROSS[lying]
    per_unit = across / (high - low) if high > low else 0.0
    step = long / max(len(order), 1)
    scale = _Scale(lying, step, _MARGIN + (-low if lying else high) * per_unit, per_unit)
    ends = [Extreme(names[place], chart.values[place]) for place in (*order[:1], *order[-1:])]
    size = across + 2 * _MARGIN + _MARKS
    base = round(scale.base, 1)
    return Ranking(
        width=size if lying else long,
        height=long if lying else size,
        lying=lying,
        base=(base, 0.0, base, long) if lying else (0.0, base, long, base),
        step=round(step, 4),
        thick=round(step if step < _HAIR else step * _BAR_RATIO, 2),
        order=order,
        classes=tuple(_classes(chart, order, values, scale)),
        lowest=ends[0] if ends else None,
        highest=ends[-1] if ends else None,
        missing=len(chart.numbers) - len(order),
    )


def _classes(chart: Choropleth, order: Sequence[int], values: Mapping[int, float], scale: _Scale) -> Iterator[Bars]:
    groups: dict[str, list[int]] = {}
    for rank, place in enumerate(order):
        groups.setdefault(chart.marks[place], []).append(rank)
    for mark, ranks in groups.items():
        path = "".join(scale.bar(rank, values[order[rank]]) for rank in ranks)
        along = round((ranks[0] + ranks[-1] + 1) / 2 * scale.step, 1)
        beside = _ACROSS[scale.lying] + 2 * _MARGIN + _MARKS / 2
        x, y = (beside, along + 3.5) if scale.lying else (along, beside + 3.5)
        yield Bars(mark, chart.fills[order[ranks[0]]], path, round(x, 1), round(y, 1))


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
