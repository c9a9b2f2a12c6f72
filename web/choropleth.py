"""One indicator on the map: the class, colour and mark of each neighbourhood, and the legend that explains them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.indicators import INDICATORS, Indicator
from layers.atlas import Atlas
from layers.reports.document import written
from layers.reports.place_figures import indicator_title
from web.classify import Class, Classification, classify
from web.formatting import indicator_value, is_known, unit_word
from web.i18n import Speech
from web.palettes import DARK_INK, MARKS, colours, ink_on
from web.params import View

NO_DATA_MARK = "?"
# Drawn in the page, in _legend.html.
HATCH = "url(#veri-yok)"


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One class in the legend."""

    mark: str
    fill: str
    ink: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Choropleth:
    """The colours of a map with their legend; all but the legend stands in the order of the neighbourhoods."""

    indicator: Indicator
    title: str
    unit: str
    legend: tuple[LegendRow, ...]
    marks: tuple[str, ...]
    fills: tuple[str, ...]
    numbers: tuple[float | None, ...]
    values: tuple[str, ...]


def values_of(atlas: Atlas, indicator: str) -> list[float | None]:
    """An indicator of all neighbourhoods in their order; None where it is unknown."""
    frame = atlas.neighbourhoods
    column = frame[indicator] if indicator in frame else [None] * len(frame)
    return [float(str(value)) if is_known(value) else None for value in column]


def make_choropleth(atlas: Atlas, view: View, speech: Speech, *, among: Sequence[float | None] = ()) -> Choropleth:
    """The map of a view; where there is no population every neighbourhood is in the class of missing data.

    `among`: the values of another map that is to have the same classes.
    """
    indicator = INDICATORS[view.indicator]
    values = values_of(atlas, view.indicator)
    together = [*values, *among]
    found = classify(together, view.scheme, view.classes, diverging=indicator.diverging, decimals=indicator.decimals)
    members = found.members[: len(values)]
    counts = Counter(members)
    fills = colours(len(found.classes), found.negative, diverging=indicator.diverging)
    legend = [replace(row, count=counts[place]) for place, row in enumerate(legend_rows(found, fills, indicator, speech))]
    no_data = LegendRow(NO_DATA_MARK, HATCH, DARK_INK, speech.gettext("veri yok"), counts[None])
    rows = [no_data if member is None else legend[member] for member in members]
    return Choropleth(
        indicator=indicator,
        title=title_of(indicator, view, speech),
        unit=unit_word(indicator.unit, speech.code),
        legend=(*legend, *([no_data] if counts[None] else [])),
        marks=tuple(row.mark for row in rows),
        fills=tuple(row.fill for row in rows),
        numbers=tuple(values),
        values=tuple(indicator_value(value, indicator, speech.code) for value in values),
    )


def title_of(indicator: Indicator, view: View, speech: Speech) -> str:
    """An indicator with the year or years that its values are of."""
    years = None if view.from_year is None or view.to_year is None else (view.from_year, view.to_year)
    return written(indicator_title(indicator, years), speech.code)


def legend_rows(found: Classification, fills: Sequence[str], indicator: Indicator, speech: Speech) -> list[LegendRow]:
    """The classes in words, the lowest first."""
    return [
        LegendRow(mark, fill, ink_on(fill), _range(item, indicator, speech), item.count)
        for item, fill, mark in zip(found.classes, fills, MARKS, strict=False)
    ]


def _range(item: Class, indicator: Indicator, speech: Speech) -> str:
    low, high = (indicator_value(value, indicator, speech.code) for value in (item.lower, item.upper))
    return low if low == high else f"{low} … {high}"
