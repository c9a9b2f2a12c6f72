"""What an indicator is: a number of each neighbourhood, with its unit, its method and how to colour it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from geo.issues import Words

Unit = Literal[
    "persons",
    "pct",
    "per_mille",
    "persons_per_km2",
    "persons_per_ha",
    "km2",
    "m2",
    "m2_per_person",
    "try",
    "try_per_person",
    "count",
    "persons_per_facility",
]
Group = Literal["population", "provision", "deficit", "access", "property", "investment", "disaster"]

GROUPS: Mapping[Group, Words] = {
    "population": Words("Nüfus", "Population"),
    "provision": Words("Donatı", "Provision"),
    "deficit": Words("Donatı açığı", "Deficit"),
    "access": Words("Yürüme erişimi", "Walking access"),
    "property": Words("Taşınmazlar", "Property"),
    "investment": Words("Yatırımlar", "Investment"),
    "disaster": Words("Afet", "Disaster"),
}


POPULATION_UNKNOWN = Words("Nüfus ya da alan bilinmiyor.", "Population or area is unknown.")


@dataclass(frozen=True, slots=True)
class Setting:
    """What figures are held against.

    A change is measured between the two years; figures of one year are of `to_year`. `required_m2_per_person`: by facility class,
    what the standard asks for on the last day of `to_year`, in a district of as many people as live there then; a class without a
    value is left out. A larger district may fall into another population group: hence `required_before_m2_per_person`, for the
    people of `from_year`, and `required_planned_m2_per_person`, for those of the plan. `planned_population`: of the whole
    district in the plan's last year; None where no plan says so.
    """

    from_year: int
    to_year: int
    required_m2_per_person: Mapping[str, float] = field(default_factory=dict)
    required_before_m2_per_person: Mapping[str, float] = field(default_factory=dict)
    required_planned_m2_per_person: Mapping[str, float] = field(default_factory=dict)
    planned_population: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A column of the atlas.

    `compute` takes the neighbourhood table (one row a neighbourhood, columns `population_<year>` in persons, `area_km2`, and what
    layers/facts.py adds of the other layers) and the setting, and returns one value a row with the same index; where an input is
    missing the value is NaN, never 0. A table that lacks a column altogether gives NaN for all. `diverging` values are coloured
    on both sides of zero. `extensive` values add up over neighbourhoods. `inputs` are the columns it is made of, where
    `{from_year}` and `{to_year}` stand for the years. `layers` are those it draws on beyond boundaries and population;
    `standard` is the code of the one it is made of or compared with. `missing` says what it means that a value is missing, `limits` what the
    figure does not say. `higher_is_better` is None where more is neither.
    """

    key: str
    title_tr: str
    title_en: str
    unit: Unit
    decimals: int
    extensive: bool
    diverging: bool
    source: str
    compute: Callable[[pd.DataFrame, Setting], pd.Series]
    inputs: tuple[str, ...]
    limits: Words
    group: Group = "population"
    layers: tuple[str, ...] = ()
    standard: str | None = None
    higher_is_better: bool | None = None
    missing: Words = POPULATION_UNKNOWN

    def columns(self, setting: Setting) -> tuple[str, ...]:
        """The columns that it is made of for these years.

        >>> from geo.indicators import INDICATORS
        >>> INDICATORS["change_count"].columns(Setting(2022, 2023))
        ('population_2022', 'population_2023')
        """
        years = {"from_year": setting.from_year, "to_year": setting.to_year}
        return tuple(name.format_map(years) for name in self.inputs)


def population_of(neighbourhoods: pd.DataFrame, year: int) -> pd.Series:
    """Persons in a year as floats, NaN where unknown."""
    return neighbourhoods[f"population_{year}"].astype("float64")


def amount_of(neighbourhoods: pd.DataFrame, column: str) -> pd.Series:
    """A column as floats; NaN where unknown, and for all where the table has no such column.

    >>> amount_of(pd.DataFrame(index=["a"]), "park_area_m2").isna().tolist()
    [True]
    """
    if column not in neighbourhoods:
        return pd.Series(float("nan"), index=neighbourhoods.index)
    return neighbourhoods[column].astype("float64")


def per_person(amounts: pd.Series, population: pd.Series) -> pd.Series:
    """An amount for each person; NaN where nobody lives or one of the two is unknown.

    >>> per_person(pd.Series([500.0, 500.0]), pd.Series([100.0, 0.0])).tolist()
    [5.0, nan]
    """
    return amounts / population.where(population > 0)
