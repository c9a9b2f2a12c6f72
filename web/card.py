"""The card of one neighbourhood: its figures with their source rows, its rank, its neighbours, and what contradicts them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from geo.coverage import neighbours
from geo.crs import to_metric
from geo.indicators import INDICATORS, Indicator
from geo.names import Gazetteer, Place
from layers.aliases import find_place
from layers.atlas import Atlas, Figure
from web.bars import BarChart, bar_chart
from web.choropleth import title_of
from web.formatting import area, indicator_value, is_known, number
from web.i18n import Speech
from web.params import View
from web.table import is_still


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One stated figure: what, by whom, where it stands, and whether it is shown, agrees, or says otherwise."""

    title: str
    number: float
    value: str
    source: str
    file: str
    row: str
    shown: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class RankRow:
    """An indicator of the neighbourhood and its place among all, counted from the greatest value."""

    key: str
    title: str
    number: float | None
    value: str
    rank: int | None
    of: int

    @property
    def sort(self) -> str:
        """What to sort by: the plain number, empty where unknown."""
        return "" if self.number is None else f"{self.number:.10g}"


@dataclass(frozen=True, slots=True)
class Link:
    """Another neighbourhood, with its change."""

    id: str
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """All that the page of a neighbourhood says, in words."""

    id: str
    name: str
    district: str
    code: str | None
    figures: tuple[FigureRow, ...]
    ranks: tuple[RankRow, ...]
    other_ranks: tuple[RankRow, ...]
    neighbours: tuple[Link, ...]
    chart: BarChart
    previous: Link | None
    following: Link | None


def find_id(atlas: Atlas, text: str) -> str:
    """The id of the neighbourhood that an address means by id, code or name.

    Raises
        NotFoundError: there is none; the message names the nearest.
    """
    frame = atlas.neighbourhoods
    if text in frame.index:
        return text
    places = [Place(str(known), str(row["name"]), str(row["district"] or ""), row["code"]) for known, row in frame.iterrows()]
    return find_place(Gazetteer(places), text).id


def all_neighbours(atlas: Atlas) -> Mapping[Hashable, tuple[Hashable, ...]]:
    """Who borders on whom."""
    return neighbours(to_metric(atlas.neighbourhoods[["geometry"]]))


def make_card(atlas: Atlas, place_id: str, near: Mapping[Hashable, tuple[Hashable, ...]], view: View, speech: Speech) -> Card:
    """The card of a neighbourhood that there is."""
    frame = atlas.neighbourhoods
    row = frame.loc[place_id]
    mine = [figure for figure in atlas.figures if figure.neighbourhood_id == place_id]
    order = [str(known) for known in frame.index]
    position = order.index(place_id)
    beside = [order[place] if 0 <= place < len(order) else None for place in (position - 1, position + 1)]
    around = sorted((str(other) for other in near.get(place_id, ())), key=order.index)
    known = [item for item in INDICATORS.values() if item.key in frame and not is_still(atlas, item.key)]
    return Card(
        id=place_id,
        name=str(row["name"]),
        district=str(row["district"] or ""),
        code=str(row["code"]) if row["code"] else None,
        figures=tuple(_figure_rows(atlas, mine, speech)),
        ranks=tuple(_rank(atlas, place_id, item, view, speech) for item in known if item.group == "population"),
        other_ranks=tuple(_rank(atlas, place_id, item, view, speech) for item in known if item.group != "population"),
        neighbours=tuple(_link(atlas, other, speech) for other in around),
        chart=_chart(atlas, place_id, mine, speech),
        previous=None if beside[0] is None else _link(atlas, beside[0], speech),
        following=None if beside[1] is None else _link(atlas, beside[1], speech),
    )


def _figure_rows(atlas: Atlas, figures: Sequence[Figure], speech: Speech) -> list[FigureRow]:
    shown = {figure.field: figure.value for figure in figures if figure.shown}
    return [
        FigureRow(
            title=field_title(figure.field, speech),
            number=figure.value,
            value=area(figure.value, speech.code) if figure.field == "area_km2" else number(figure.value, speech.code),
            source=atlas.workspace.source_title(figure.source),
            file=figure.file,
            row=speech.gettext("%(row)s. satır", row=figure.row),
            shown=figure.shown,
            differs=figure.value != shown.get(figure.field),
        )
        for figure in sorted(figures, key=lambda item: (item.field == "area_km2", item.field, not item.shown, item.source))
    ]


def field_title(field: str, speech: Speech) -> str:
    """A field of the atlas as a person reads it."""
    if field == "area_km2":
        return speech.gettext("Alan (km²)")
    return speech.gettext("Nüfus %(year)s", year=field.rpartition("_")[2])


def _rank(atlas: Atlas, place_id: str, indicator: Indicator, view: View, speech: Speech) -> RankRow:
    column = atlas.neighbourhoods[indicator.key]
    # Plain numbers: pandas takes ten times as long for the fifty indicators of a card.
    values = column.to_numpy(dtype="float64", na_value=np.nan).round(indicator.decimals)
    value = column[place_id]
    rank = int((values > values[column.index.get_loc(place_id)]).sum()) + 1 if is_known(value) else None
    text = indicator_value(value, indicator, speech.code)
    number = float(value) if is_known(value) else None
    return RankRow(indicator.key, title_of(indicator, view, speech), number, text, rank, int(np.count_nonzero(~np.isnan(values))))


def _link(atlas: Atlas, place_id: str, speech: Speech) -> Link:
    row = atlas.neighbourhoods.loc[place_id]
    has_change = "change_pct" in row and not is_still(atlas, "change_pct")
    value = indicator_value(row["change_pct"], INDICATORS["change_pct"], speech.code) if has_change else ""
    return Link(place_id, str(row["name"]), value)


def _chart(atlas: Atlas, place_id: str, figures: Sequence[Figure], speech: Speech) -> BarChart:
    row = atlas.neighbourhoods.loc[place_id]
    values = {year: float(row[f"population_{year}"]) for year in atlas.years if is_known(row[f"population_{year}"])}
    rivals = {
        year: [figure.value for figure in figures if figure.field == f"population_{year}" and figure.value != value]
        for year, value in values.items()
    }
    return bar_chart(values, rivals, speech.code)


def rank_records(card: Card) -> list[dict[str, object]]:
    """The indicators of a card and its places among all, for programs."""
    rows = (*card.ranks, *card.other_ranks)
    return [{"indicator": row.key, "title": row.title, "value": row.number, "rank": row.rank, "of": row.of} for row in rows]


def figure_records(record: Mapping[str, object]) -> list[dict[str, object]]:
    """The stated figures of a card's record with the neighbourhood before each."""
    figures = record["figures"]
    head = {"id": record["id"], "name": record["name"]}
    return [{**head, **figure} for figure in figures] if isinstance(figures, list) else []


def card_record(atlas: Atlas, record: Mapping[str, object], near: Sequence[Hashable]) -> dict[str, object]:
    """The card for programs: the neighbourhood's object of the atlas, its stated figures, what the others stand on, and its
    neighbours' ids."""
    return {
        **record,
        "figures": [
            {
                "field": figure.field,
                "value": int(figure.value) if figure.value.is_integer() else figure.value,
                "source": figure.source,
                "source_title": atlas.workspace.source_title(figure.source),
                "file": figure.file,
                "row": figure.row,
                "shown": figure.shown,
            }
            for figure in atlas.figures
            if figure.neighbourhood_id == cast(str, record["id"])
        ],
        "beneath": {key: atlas.revisions_beneath(key) for key in INDICATORS if record.get(key) is not None},
        "neighbours": [str(other) for other in near],
    }
