"""The card of one neighbourhood: its figures with their source rows, its rank, its neighbours, and what contradicts them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.coverage import neighbours
from geo.crs import to_metric
from geo.indicators import INDICATORS
from layers.atlas import Atlas
from layers.reports.document import YearColumn, written
from layers.reports.place_figures import Rank, Stated, population_columns, ranks, stated_figures
from web.bars import BarChart, bar_chart
from web.choropleth import title_of
from web.formatting import indicator_value
from web.i18n import Speech
from web.params import View
from web.table import is_still


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One stated figure: what, by whom, where it stands, and whether it is shown, agrees, or says otherwise."""

    title: str
    number: float | None
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


def all_neighbours(atlas: Atlas) -> Mapping[Hashable, tuple[Hashable, ...]]:
    """Who borders on whom."""
    return neighbours(to_metric(atlas.neighbourhoods[["geometry"]]))


def make_card(atlas: Atlas, place_id: str, near: Mapping[Hashable, tuple[Hashable, ...]], view: View, speech: Speech) -> Card:
    """The card of a neighbourhood that there is."""
    frame = atlas.neighbourhoods
    row = frame.loc[place_id]
    order = [str(known) for known in frame.index]
    position = order.index(place_id)
    beside = [order[place] if 0 <= place < len(order) else None for place in (position - 1, position + 1)]
    around = sorted((str(other) for other in near.get(place_id, ())), key=order.index)
    ranked = [item for item in ranks(atlas, place_id) if not is_still(atlas, item.indicator.key)]
    return Card(
        id=place_id,
        name=str(row["name"]),
        district=str(row["district"] or ""),
        code=str(row["code"]) if row["code"] else None,
        figures=tuple(_figure_row(stated, speech) for stated in stated_figures(atlas, place_id)),
        ranks=_rank_rows((item for item in ranked if item.indicator.group == "population"), view, speech),
        other_ranks=_rank_rows((item for item in ranked if item.indicator.group != "population"), view, speech),
        neighbours=tuple(_link(atlas, other, speech) for other in around),
        chart=_chart(population_columns(atlas, place_id), speech),
        previous=None if beside[0] is None else _link(atlas, beside[0], speech),
        following=None if beside[1] is None else _link(atlas, beside[1], speech),
    )


def _figure_row(stated: Stated, speech: Speech) -> FigureRow:
    return FigureRow(
        title=written(stated.title, speech.code),
        number=stated.value.value,
        value=written(stated.value, speech.code),
        source=stated.source,
        file=stated.file,
        row=speech.gettext("%(row)s. satır", row=stated.row),
        shown=stated.shown,
        differs=stated.differs,
    )


def _rank_rows(ranked: Iterable[Rank], view: View, speech: Speech) -> tuple[RankRow, ...]:
    return tuple(
        RankRow(
            key=item.indicator.key,
            title=title_of(item.indicator, view, speech),
            number=item.value.value,
            value=written(item.value, speech.code),
            rank=item.rank,
            of=item.of,
        )
        for item in ranked
    )


def _link(atlas: Atlas, place_id: str, speech: Speech) -> Link:
    row = atlas.neighbourhoods.loc[place_id]
    has_change = "change_pct" in row and not is_still(atlas, "change_pct")
    value = indicator_value(row["change_pct"], INDICATORS["change_pct"], speech.code) if has_change else ""
    return Link(place_id, str(row["name"]), value)


def _chart(columns: Sequence[YearColumn], speech: Speech) -> BarChart:
    values = {column.year: column.value for column in columns}
    return bar_chart(values, {column.year: column.rivals for column in columns}, speech.code)


def rank_records(card: Card) -> list[dict[str, object]]:
    """The indicators of a card and its places among all, for programs."""
    rows = (*card.ranks, *card.other_ranks)
    return [{"indicator": row.key, "title": row.title, "value": row.number, "rank": row.rank, "of": row.of} for row in rows]


def figure_records(record: Mapping[str, object]) -> list[dict[str, object]]:
    """The stated figures of a card's record with the neighbourhood before each."""
    figures = record["figures"]
    head = {"id": record["id"], "name": record["name"]}
    return [{**head, **figure} for figure in figures] if isinstance(figures, list) else []
