"""Two maps side by side: two years or two indicators, with the same classes where they show the same thing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd

from geo.indicators import INDICATORS
from geo.issues import Issue
from layers.atlas import Atlas
from web.asking import Question
from web.choropleth import Choropleth, make_choropleth, values_of
from web.classify import CLASS_COUNTS
from web.controls import Control, indicator_control, plain_control, scheme_titles
from web.formatting import indicator_value, signed
from web.params import CLASSES, LANGUAGE, SCHEME, ParameterError, View

LEFT, RIGHT, LEFT_YEAR, RIGHT_YEAR = "sol", "sag", "sol_yil", "sag_yil"
_DEFAULT_INDICATOR = "population"


@dataclass(frozen=True, slots=True)
class Line:
    """One neighbourhood in both maps; `texts` are as written, `numbers` what to sort by (empty where unknown)."""

    id: str
    name: str
    marks: tuple[str, str]
    texts: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both maps, their table, and the lists that choose them. The table has differences where both show the same thing."""

    maps: tuple[Choropleth, Choropleth]
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    controls: tuple[Control, ...]
    same_classes: bool
    query: Mapping[str, str]
    records: tuple[dict[str, object], ...]

    @property
    def choice(self) -> dict[str, str]:
        """What is compared, without the language."""
        return {name: value for name, value in self.query.items() if name in (LEFT, RIGHT, LEFT_YEAR, RIGHT_YEAR)}


@dataclass(frozen=True, slots=True)
class _Side:
    """What one of the maps shows."""

    atlas: Atlas
    view: View


def compare(question: Question, shapes: gpd.GeoDataFrame, asked: Mapping[str, str]) -> Comparison:
    """The comparison that an address asks for; by default the population of the first two years.

    Raises
        ParameterError: an indicator or a year that there is none of.
    """
    speech = question.speech
    first, last = question.view.from_year, question.view.to_year
    left = _side(question, asked, (LEFT, LEFT_YEAR), first)
    right = _side(question, asked, (RIGHT, RIGHT_YEAR), last)
    is_same = left.view.indicator == right.view.indicator
    columns = [values_of(side.atlas, side.view.indicator) for side in (left, right)]
    among = columns if is_same else [[], []]
    maps = (
        make_choropleth(left.atlas, shapes, left.view, speech, name=LEFT, among=among[1]),
        make_choropleth(right.atlas, shapes, right.view, speech, name=RIGHT, among=among[0]),
    )
    headings = [chart.title for chart in maps] + ([speech.gettext("Fark")] if is_same else [])
    lines, records = [], []
    for place, (place_id, name) in enumerate(left.atlas.neighbourhoods["name"].items()):
        pair = [column[place] for column in columns]
        texts = [indicator_value(value, chart.indicator, speech.code) for value, chart in zip(pair, maps, strict=True)]
        record: dict[str, object] = {"id": str(place_id), "name": str(name), "left": pair[0], "right": pair[1]}
        if is_same:
            difference = None if pair[0] is None or pair[1] is None else pair[1] - pair[0]
            texts.append(signed(difference, speech.code, maps[0].indicator.decimals))
            pair.append(difference)
            record["difference"] = difference
        numbers = tuple("" if value is None else f"{value:.10g}" for value in pair)
        lines.append(Line(str(place_id), str(name), (maps[0].marks[place], maps[1].marks[place]), tuple(texts), numbers))
        records.append(record)
    return Comparison(
        maps,
        tuple(lines),
        tuple(headings),
        _controls(question, left, right),
        is_same,
        _query(question.view, left, right),
        tuple(records),
    )


def _side(question: Question, asked: Mapping[str, str], names: tuple[str, str], default_year: int | None) -> _Side:
    view, years = question.view, question.atlas.years
    indicator = _one_of(asked, names[0], tuple(INDICATORS), _DEFAULT_INDICATOR)
    if not years:
        return _Side(question.atlas, replace(view, indicator=indicator))
    year = int(_one_of(asked, names[1], tuple(map(str, years)), str(default_year)))
    # A change is measured from the first year that is known, and needs another one.
    first = years[0]
    if INDICATORS[indicator].diverging and year == first and len(years) > 1:
        year = years[1]
    atlas = question.library.atlas(question.state, first, year)
    return _Side(atlas, replace(view, indicator=indicator, from_year=first, to_year=year))


def _one_of(asked: Mapping[str, str], name: str, known: tuple[str, ...], default: str) -> str:
    value = asked.get(name, "").strip() or default
    if value not in known:
        params = {"parameter": name, "value": value, "known": ", ".join(known)}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    return value


def _controls(question: Question, left: _Side, right: _Side) -> tuple[Control, ...]:
    speech, view = question.speech, question.view
    years = {str(year): str(year) for year in question.atlas.years}
    counts = {str(count): str(count) for count in CLASS_COUNTS}
    sides = (
        (LEFT, speech.gettext("Soldaki harita"), LEFT_YEAR, speech.gettext("Soldaki yıl"), left),
        (RIGHT, speech.gettext("Sağdaki harita"), RIGHT_YEAR, speech.gettext("Sağdaki yıl"), right),
    )
    controls = []
    for name, title, year_name, year_title, side in sides:
        controls.append(indicator_control(name, title, side.atlas, side.view.indicator, speech))
        if years:
            controls.append(plain_control(year_name, year_title, years, str(side.view.to_year)))
    controls.append(plain_control(SCHEME, speech.gettext("Sınıflama"), scheme_titles(speech), view.scheme))
    controls.append(plain_control(CLASSES, speech.gettext("Sınıf sayısı"), counts, str(view.classes)))
    return tuple(controls)


def _query(view: View, left: _Side, right: _Side) -> dict[str, str]:
    """What the address of this comparison holds, in the language of the page."""
    query = {LEFT: left.view.indicator, RIGHT: right.view.indicator}
    if left.view.to_year is not None:
        query |= {LEFT_YEAR: str(left.view.to_year), RIGHT_YEAR: str(right.view.to_year)}
    return query | {name: value for name, value in view.query.items() if name in (SCHEME, CLASSES, LANGUAGE)}
