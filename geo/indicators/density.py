"""How closely people live: persons per square kilometre of the whole neighbourhood."""

import pandas as pd

from geo.indicators.base import Indicator, Setting, population_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, years: Setting) -> pd.Series:
    """Persons of the later year per km2 of the official area; NaN where an input is unknown or the area is zero.

    >>> compute(pd.DataFrame({"population_2023": [142146], "area_km2": [142.46]}), Setting(2022, 2023)).round().tolist()
    [998.0]
    """
    area_km2 = neighbourhoods["area_km2"].astype("float64")
    return population_of(neighbourhoods, years.to_year) / area_km2.where(area_km2 > 0)


INDICATOR = Indicator(
    key="density_per_km2",
    title_tr="Nüfus yoğunluğu (kişi/km²)",
    title_en="Population density (persons/km²)",
    unit="persons_per_km2",
    decimals=0,
    extensive=False,
    diverging=False,
    source="Gross density: population ÷ official area of the neighbourhood",
    compute=compute,
    inputs=("population_{to_year}", "area_km2"),
    limits=Words(
        "Brüt yoğunluktur: tarla, orman ve dere de alana girer. İki mahalleyi ancak arazileri benzerse karşılaştırır.",
        "It is gross density: fields, forest and stream beds count as area. It compares two neighbourhoods only where their land is alike.",
    ),
)
