"""How many people the neighbourhood gained or lost."""

import pandas as pd

from geo.indicators.base import Indicator, Setting, population_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, years: Setting) -> pd.Series:
    """Persons in the later year less persons in the earlier one.

    >>> compute(pd.DataFrame({"population_2022": [11342], "population_2023": [6949]}), Setting(2022, 2023)).tolist()
    [-4393.0]
    """
    return population_of(neighbourhoods, years.to_year) - population_of(neighbourhoods, years.from_year)


INDICATOR = Indicator(
    key="change_count",
    title_tr="Nüfus değişimi (kişi)",
    title_en="Population change (persons)",
    unit="persons",
    decimals=0,
    extensive=True,
    diverging=True,
    source="Difference of two yearly totals",
    compute=compute,
    inputs=("population_{from_year}", "population_{to_year}"),
    limits=Words(
        "Yılın son gününde kayıtlı olanları sayar: depremden sonra başka yerde yaşayıp adresini değiştirmeyen burada, konteyner kente kaydolan orada sayılır.",
        "It counts who is registered on the last day of the year: people who live elsewhere since the earthquake without a change of address count here, those registered in a container settlement there.",
    ),
)
