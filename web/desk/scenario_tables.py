"""Every indicator of two atlases side by side, with the better one, and where on the map they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import geopandas as gpd
import pandas as pd

from geo.indicators import INDICATORS, Indicator
from layers.boundaries import SKETCH
from web.choropleth import HATCH, NO_DATA_MARK, LegendRow
from web.classify import classify
from web.desk.asking import DeskQuestion
from web.desk.layer import neighbourhoods_of
from web.desk.picture import sheet_for
from web.formatting import MISSING, indicator_value, signed, unit_word
from web.i18n import Speech
from web.palettes import DARK_INK, MARKS, colours, ink_on

_CLASSES: Final = 5


class Compared(Protocol):
    """Two atlases side by side, as `layers.scenarios` compares them."""

    @property
    def rows(self) -> pd.DataFrame:
        """An indicator a row."""

    @property
    def by_neighbourhood(self) -> pd.DataFrame:
        """By neighbourhood and indicator."""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator of both sides: by the total of what adds up, else the median of the neighbourhoods.

    `better` is "first", "second", "equal" or empty where neither is; `counts` in how many neighbourhoods each is better.
    """

    key: str
    title: str
    unit: str
    measure: str
    first: str
    second: str
    difference: str
    better: str
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A neighbourhood in both sides; `numbers` are what its columns sort by."""

    id: str
    name: str
    first: str
    second: str
    difference: str
    better: str
    mark: str
    numbers: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A neighbourhood of the picture: its path, fill, and the mark of its class with its place and ink."""

    path: str
    fill: str
    label: str
    mark: str
    ink: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class DifferencePicture:
    """Where the second side is more and where less, of `width` times `height`, with its legend."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    legend: tuple[LegendRow, ...]
    unit: str
    on_sketch: bool


def indicator_lines(compared: Compared, speech: Speech) -> tuple[IndicatorLine, ...]:
    """The side-by-side table, an indicator a row."""
    measures = {"total": speech.gettext("toplam"), "median": speech.gettext("ortanca mahalle")}
    lines = []
    for row in compared.rows.itertuples():
        indicator = INDICATORS[str(row.indicator)]
        lines.append(
            IndicatorLine(
                indicator.key,
                speech.choose(indicator.title_tr, indicator.title_en),
                unit_word(indicator.unit, speech.code),
                measures[str(row.measure)],
                indicator_value(row.first, indicator, speech.code),
                indicator_value(row.second, indicator, speech.code),
                _difference(row.difference, indicator, speech),
                str(row.better or ""),
                (int(row.first_count), int(row.second_count), int(row.equal_count)),
            )
        )
    return tuple(lines)


def place_lines(compared: Compared, key: str, names: pd.Series, speech: Speech) -> tuple[PlaceLine, ...]:
    """One indicator in every neighbourhood, in the order of the atlas; `names` of the neighbourhoods by id."""
    indicator, table = INDICATORS[key], _of_indicator(compared, key)
    marks = [row.mark for row in _classes(table["difference"], indicator, speech)[1]]
    return tuple(
        PlaceLine(
            str(place),
            str(names[place]),
            indicator_value(row.first, indicator, speech.code),
            indicator_value(row.second, indicator, speech.code),
            _difference(row.difference, indicator, speech),
            str(row.better or ""),
            mark,
            tuple("" if pd.isna(value) else f"{value:.10g}" for value in (row.first, row.second, row.difference)),  # type: ignore[arg-type]
        )
        for (place, row), mark in zip(((row.Index, row) for row in table.itertuples()), marks, strict=True)
    )


def picture_of_difference(question: DeskQuestion, compared: Compared, key: str, names: pd.Series) -> DifferencePicture | None:
    """The neighbourhoods coloured by how far the second side differs; None where there are no boundaries."""
    neighbourhoods = neighbourhoods_of(question)
    if neighbourhoods is None:
        return None
    speech, indicator, table = question.speech, INDICATORS[key], _of_indicator(compared, key)
    legend, rows = _classes(table["difference"], indicator, speech)
    drawn = gpd.GeoDataFrame(neighbourhoods).set_index("id").geometry.reindex(table.index)
    sheet = sheet_for([drawn])
    if sheet is None:
        return None
    points = drawn.to_crs(sheet.crs).representative_point()
    shapes = [
        Shape(
            path,
            row.fill,
            f"{names[place]}: {_difference(table['difference'][place], indicator, speech)}",
            row.mark,
            row.ink,
            round((points[place].x - sheet.west) * sheet.scale),
            round((sheet.north - points[place].y) * sheet.scale),
        )
        for place, row, (path, _) in zip(table.index, rows, sheet.draw(drawn), strict=True)
    ]
    unit = unit_word(indicator.unit, speech.code)
    is_sketch = bool((neighbourhoods["kind"] == SKETCH).any())
    return DifferencePicture(sheet.width, sheet.height, tuple(shapes), legend, unit, is_sketch)


def _of_indicator(compared: Compared, key: str) -> pd.DataFrame:
    return compared.by_neighbourhood.xs(key, level="indicator")


def _difference(value: object, indicator: Indicator, speech: Speech) -> str:
    """A difference has the unit of its indicator; that of percents is told in points, without their mark."""
    text = signed(value, speech.code, indicator.decimals)
    if text == MISSING or indicator.unit != "pct":
        return text
    return f"{text} {speech.gettext('puan')}"


def _classes(differences: pd.Series, indicator: Indicator, speech: Speech) -> tuple[tuple[LegendRow, ...], Sequence[LegendRow]]:
    """The legend, and the class of each neighbourhood; zero is always a border."""
    values = [None if pd.isna(value) else float(value) for value in differences]
    found = classify(values, "dogal-kirilma", _CLASSES, diverging=True, decimals=indicator.decimals)
    fills = colours(len(found.classes), found.negative, diverging=True)
    legend = [
        LegendRow(mark, fill, ink_on(fill), _range(item.lower, item.upper, indicator, speech), item.count)
        for item, fill, mark in zip(found.classes, fills, MARKS, strict=False)
    ]
    no_data = LegendRow(NO_DATA_MARK, HATCH, DARK_INK, speech.gettext("veri yok"), found.missing)
    rows = [no_data if member is None else legend[member] for member in found.members]
    return (*legend, *([no_data] if found.missing else [])), rows


def _range(lower: float, upper: float, indicator: Indicator, speech: Speech) -> str:
    low, high = (_difference(value, indicator, speech) for value in (lower, upper))
    return low if low == high else f"{low} … {high}"
