"""The stated figures of one neighbourhood, its population through the years, and its place among all by each indicator."""

from dataclasses import dataclass

import numpy as np

from geo.indicators import INDICATORS, Indicator
from geo.issues import Words
from layers.atlas import Atlas, Figure
from layers.reports.document import Amount, YearColumn, amount, indicator_amount, km2
from layers.reports.place import Place

AREA_KM2 = Words("Alan (km²)", "Area (km²)")


@dataclass(frozen=True, slots=True)
class Stated:
    """One stated figure: what, by whom, where it stands, and whether it is shown, agrees, or says otherwise."""

    title: Words
    value: Amount
    source: str
    file: str
    row: int
    shown: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """An indicator of the neighbourhood and its place among those that have a value, counted from the greatest."""

    indicator: Indicator
    value: Amount
    rank: int | None
    of: int


def stated_figures(atlas: Atlas, place_id: str) -> list[Stated]:
    """Every figure that a source states of the neighbourhood, the shown one of a field first."""
    figures = [figure for figure in atlas.figures if figure.neighbourhood_id == place_id]
    shown = {figure.field: figure.value for figure in figures if figure.shown}
    ordered = sorted(figures, key=lambda item: (item.field == "area_km2", item.field, not item.shown, item.source))
    return [
        Stated(
            field_title(figure.field),
            km2(figure.value) if figure.field == "area_km2" else amount(figure.value),
            atlas.workspace.source_title(figure.source),
            figure.file,
            figure.row,
            figure.shown,
            figure.value != shown.get(figure.field),
        )
        for figure in ordered
    ]


def field_title(field: str) -> Words:
    """A stated field of the atlas in words.

    >>> field_title("population_2023").tr
    'Nüfus 2023'
    """
    if field == "area_km2":
        return AREA_KM2
    year = field.rpartition("_")[2]
    return Words(f"Nüfus {year}", f"Population {year}")


def population_columns(atlas: Atlas, place_id: str) -> tuple[YearColumn, ...]:
    """The population of each year that is known, with what other sources say of it."""
    place = Place(atlas, place_id)
    figures: list[Figure] = [figure for figure in atlas.figures if figure.neighbourhood_id == place_id]
    columns = []
    for year in atlas.years:
        field = f"population_{year}"
        value = place.value(field)
        if value is not None:
            rivals = tuple(figure.value for figure in figures if figure.field == field and figure.value != value)
            columns.append(YearColumn(year, value, rivals))
    return tuple(columns)


def ranks(atlas: Atlas, place_id: str) -> list[Rank]:
    """The place of a neighbourhood by each indicator of the atlas, in values as they are shown: equal ones share a rank."""
    found = []
    for indicator in INDICATORS.values():
        if indicator.key not in atlas.neighbourhoods:
            continue
        column = atlas.neighbourhoods[indicator.key]
        # Plain numbers: pandas takes ten times as long for the fifty indicators of a card.
        values = column.to_numpy(dtype="float64", na_value=np.nan).round(indicator.decimals)
        value = indicator_amount(column[place_id], indicator)
        rank = None if value.value is None else int((values > values[column.index.get_loc(place_id)]).sum()) + 1
        found.append(Rank(indicator, value, rank, int(np.count_nonzero(~np.isnan(values)))))
    return found


def indicator_title(indicator: Indicator, years: tuple[int, int] | None) -> Words:
    """An indicator with the year or years that its values are of."""
    if years is None:
        return Words(indicator.title_tr, indicator.title_en)
    when = f"{years[0]} → {years[1]}" if indicator.diverging else str(years[1])
    return Words(f"{indicator.title_tr}, {when}", f"{indicator.title_en}, {when}")
