"""What an indicator is: a number of each neighbourhood, with its unit, its method and how to colour it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Unit = Literal["persons", "pct", "per_mille", "persons_per_km2", "km2"]


@dataclass(frozen=True, slots=True)
class Years:
    """The two years that a change is measured between; figures of one year are of `to_year`."""

    from_year: int
    to_year: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A column of the atlas.

    `compute` takes the neighbourhood table (one row a neighbourhood, columns `population_<year>` in persons and `area_km2`) and
    the years, and returns one value a row with the same index; where an input is missing the value is NaN, never 0.
    `diverging` values are coloured on both sides of zero. `extensive` values add up over neighbourhoods.
    """

    key: str
    title_tr: str
    title_en: str
    unit: Unit
    decimals: int
    extensive: bool
    diverging: bool
    source: str
    compute: Callable[[pd.DataFrame, Years], pd.Series]


def population_of(neighbourhoods: pd.DataFrame, year: int) -> pd.Series:
    """Persons in a year as floats, NaN where unknown."""
    return neighbourhoods[f"population_{year}"].astype("float64")
