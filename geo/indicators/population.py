"""How many people live in the neighbourhood."""

import pandas as pd

from geo.indicators.base import Indicator, Setting, population_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, years: Setting) -> pd.Series:
    """Persons in the later year.

    >>> compute(pd.DataFrame({"population_2023": [6949, None]}), Setting(2022, 2023)).tolist()
    [6949.0, nan]
    """
    return population_of(neighbourhoods, years.to_year)


INDICATOR = Indicator(
    key="population",
    title_tr="Nüfus",
    title_en="Population",
    unit="persons",
    decimals=0,
    extensive=True,
    diverging=False,
    source="TÜİK, Adrese Dayalı Nüfus Kayıt Sistemi: 31 December of the year",
    compute=compute,
    inputs=("population_{to_year}",),
    limits=Words(
        "Kayıtlı nüfustur: geçici koruma altındakiler, mevsimlik gelenler ve kaydını taşımayanlar başkadır.",
        "It is the registered population: people under temporary protection, those who come for a season and those who did not move their registration differ from it.",
    ),
)
