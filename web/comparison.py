"""Two maps side by side: two years, indicators, revisions or scenarios, with the same classes where they show the same thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from markupsafe import Markup

from geo.comparison import compare_indicators
from geo.indicators import INDICATORS, Indicator
from geo.turkish import sort_key
from layers.side_by_side import district_records, put_side_by_side
from web.asking import Question
from web.choropleth import Choropleth, make_choropleth, values_of
from web.controls import Control
from web.drawing import Drawing, make_drawing
from web.formatting import MISSING, indicator_value, number, signed, unit_word
from web.fragments import fragment
from web.i18n import Speech
from web.params import CLASSES, LANGUAGE, SCHEME
from web.sides import LEFT, RIGHT, Side, read_sides, side_controls, side_query

Pair = tuple[float | None, float | None]
Places = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Named:
    """A neighbourhood of either side, and its place on each."""

    id: str
    name: str
    places: Places


@dataclass(frozen=True, slots=True)
class Line:
    """One neighbourhood in both maps: its place and mark in each (a dash where it has none), its texts as written, and `numbers`
    to sort by (empty where unknown); `better` is a word, empty where neither is.
    """

    id: str
    name: str
    places: tuple[str, str]
    marks: tuple[str, str]
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    better: str


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One indicator of the whole district in both atlases; `counts` are the neighbourhoods in which each is better."""

    title: str
    measure: str
    texts: tuple[str, str, str]
    numbers: tuple[str, str, str]
    better: str
    counts: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both maps, their tables, and the lists that choose them.

    There are differences where both show the same thing, and the better one has a word where the indicator has a direction.
    """

    maps: tuple[Choropleth, Choropleth]
    drawings: tuple[Drawing, Drawing]
    remarks: tuple[str, ...]
    rows: Markup
    stills: tuple[Markup, Markup]
    headings: tuple[str, ...]
    has_direction: bool
    district: tuple[DistrictLine, ...]
    controls: tuple[tuple[Control, ...], ...]
    same_classes: bool
    query: Mapping[str, str]
    records: tuple[dict[str, object], ...]
    district_records: tuple[dict[str, object], ...]

    @property
    def choice(self) -> dict[str, str]:
        """What is compared, without what other pages share."""
        return {name: value for name, value in self.query.items() if name not in (SCHEME, CLASSES, LANGUAGE)}


def compare(question: Question, asked: Mapping[str, str]) -> Comparison:
    """The comparison that an address asks for.

    Raises
        ParameterError: an indicator, a year or an edition that there is none of.
    """
    sides = read_sides(question, asked)
    query = side_query(question.view, sides)
    key = ("comparison", *sorted({**question.view.years_and_language, **query}.items()))
    return question.library.keep_view(question.state, key, lambda: _make(question, sides, query))


def _make(question: Question, sides: tuple[Side, Side], query: Mapping[str, str]) -> Comparison:
    speech = question.speech
    is_same = sides[0].view.indicator == sides[1].view.indicator
    columns = [values_of(side.atlas, side.view.indicator) for side in sides]
    among = columns[::-1] if is_same else [[], []]
    maps = [
        replace(make_choropleth(side.atlas, side.view, speech, among=other), title=side.heading(speech))
        for side, other in zip(sides, among, strict=True)
    ]
    indicator = maps[0].indicator
    places = _neighbourhoods(sides)
    pairs = [_pair(item.places, columns) for item in places]
    differences = _differences(indicator, pairs) if is_same else [{} for _ in pairs]
    records: list[dict[str, object]] = [
        {"id": item.id, "name": item.name, "left": pair[0], "right": pair[1]} | difference
        for item, pair, difference in zip(places, pairs, differences, strict=True)
    ]
    lines = [_line(record, item, (maps[0], maps[1]), speech) for record, item in zip(records, places, strict=True)]
    drawings = (make_drawing(question, sides[0].atlas, LEFT), make_drawing(question, sides[1].atlas, RIGHT))
    stills = [
        fragment("_comparison_still.html", side=side, drawing=drawing, chart=maps[side], lines=lines)
        for side, drawing in enumerate(drawings)
    ]
    has_direction = is_same and indicator.higher_is_better is not None
    shared = question.view.years_and_language
    district = _district(question, sides)
    return Comparison(
        maps=(maps[0], maps[1]),
        drawings=drawings,
        remarks=_remarks(question, sides),
        rows=fragment("_comparison_rows.html", lines=lines, has_direction=has_direction, query=shared),
        stills=(stills[0], stills[1]),
        headings=(*(chart.title for chart in maps), *([speech.gettext("Fark")] if is_same else [])),
        has_direction=has_direction,
        district=tuple(_district_line(record, speech) for record in district),
        controls=side_controls(question, sides),
        same_classes=is_same,
        query=query,
        records=tuple(records),
        district_records=tuple(district),
    )


def _district(question: Question, sides: tuple[Side, Side]) -> list[dict[str, object]]:
    """Every indicator of both atlases, whatever the maps show."""
    key = ("district", *((side.edition.word, side.view.from_year, side.view.to_year) for side in sides))
    return question.library.keep_view(
        question.state, key, lambda: district_records(put_side_by_side(sides[0].atlas, sides[1].atlas).rows)
    )


def _neighbourhoods(sides: tuple[Side, Side]) -> list[_Named]:
    """All neighbourhoods of either side, in Turkish order: boundaries of two revisions may differ."""
    names: dict[str, str] = {}
    places: list[dict[str, int]] = []
    for side in sides[::-1]:
        column = side.atlas.neighbourhoods["name"]
        names |= {str(place_id): str(name) for place_id, name in column.items()}
        places.insert(0, {str(place_id): place for place, place_id in enumerate(column.index)})
    order = list(places[0])
    if order != list(places[1]):
        order = sorted(names, key=lambda place_id: (sort_key(names[place_id]), place_id))
    return [_Named(place_id, names[place_id], (places[0].get(place_id), places[1].get(place_id))) for place_id in order]


def _pair(places: Places, columns: Sequence[Sequence[float | None]]) -> Pair:
    left, right = (None if place is None else column[place] for place, column in zip(places, columns, strict=True))
    return left, right


def _differences(indicator: Indicator, pairs: Sequence[Pair]) -> list[dict[str, object]]:
    one, other = (pd.DataFrame({indicator.key: column}, dtype="float64") for column in zip(*pairs, strict=True))
    found = compare_indicators(one, other, {indicator.key: indicator.higher_is_better})
    said = zip(found["difference"].astype(object), found["better"], strict=True)
    directed = indicator.higher_is_better is not None
    return [
        {"difference": None if pd.isna(value) else value} | ({"better": better} if directed else {}) for value, better in said
    ]


def _line(record: Mapping[str, object], item: _Named, maps: tuple[Choropleth, Choropleth], speech: Speech) -> Line:
    numbers = [record["left"], record["right"]]
    texts = [indicator_value(value, chart.indicator, speech.code) for value, chart in zip(numbers, maps, strict=True)]
    if "difference" in record:
        numbers.append(record["difference"])
        texts.append(signed(record["difference"], speech.code, maps[0].indicator.decimals))
    left, right = (MISSING if place is None else chart.marks[place] for place, chart in zip(item.places, maps, strict=True))
    return Line(
        id=item.id,
        name=item.name,
        places=(_place(item.places[0]), _place(item.places[1])),
        marks=(left, right),
        texts=tuple(texts),
        numbers=tuple(map(_to_sort, numbers)),
        better=_better(record.get("better"), speech),
    )


def _place(place: int | None) -> str:
    return "-" if place is None else str(place)


def _to_sort(value: object) -> str:
    return "" if value is None else f"{float(str(value)):.10g}"


def _better(word: object, speech: Speech) -> str:
    words = {"first": speech.gettext("soldaki"), "second": speech.gettext("sağdaki"), "equal": speech.gettext("eşit")}
    return words.get(str(word), MISSING)


def _district_line(record: Mapping[str, object], speech: Speech) -> DistrictLine:
    indicator = INDICATORS[str(record["indicator"])]
    unit = unit_word(indicator.unit, speech.code)
    title = speech.choose(indicator.title_tr, indicator.title_en)
    pair = [indicator_value(record[name], indicator, speech.code) for name in ("first", "second")]
    counts = [record[f"{name}_count"] for name in ("first", "second", "equal")]
    said = [f"{word} {number(count, speech.code)}" for word, count in zip(_words(speech), counts, strict=True) if count]
    return DistrictLine(
        title=title if not unit or f"({unit})" in title else f"{title} ({unit})",
        measure=speech.gettext("toplam") if record["measure"] == "total" else speech.gettext("ortanca"),
        texts=(pair[0], pair[1], signed(record["difference"], speech.code, indicator.decimals)),
        numbers=(_to_sort(record["first"]), _to_sort(record["second"]), _to_sort(record["difference"])),
        better=_better(record["better"], speech),
        counts=", ".join(said) or MISSING,
    )


def _words(speech: Speech) -> tuple[str, str, str]:
    return _better("first", speech), _better("second", speech), _better("equal", speech)


def _remarks(question: Question, sides: tuple[Side, Side]) -> tuple[str, ...]:
    """What else there is to say of the two sides: which edition each is, and where a scenario contradicts the plan."""
    speech = question.speech
    said = []
    for word, side in zip((speech.gettext("Soldaki"), speech.gettext("Sağdaki")), sides, strict=True):
        remarks = [f"{word}: {remark}" for remark in side.edition.remarks]
        if side.edition.scenario is not None:
            issues = question.library.scenario(question.state, side.edition.scenario).issues
            remarks += [f"{word}: {issue.message(speech.code)}" for issue in issues]
        said += remarks
    return tuple(said)
