"""How closely people live where the plan lets them live: persons per hectare of residential land."""

import pandas as pd

from geo.indicators.base import Indicator, Setting, amount_of, population_of
from geo.issues import Words

_M2_PER_HA = 10_000.0


def compute(neighbourhoods: pd.DataFrame, setting: Setting) -> pd.Series:
    """Persons of the later year ÷ hectares zoned for housing; NaN where there is none.

    >>> compute(pd.DataFrame({"population_2023": [1008], "residential_m2": [84000.0]}), Setting(2022, 2023)).tolist()
    [120.0]
    """
    residential_ha = amount_of(neighbourhoods, "residential_m2") / _M2_PER_HA
    return population_of(neighbourhoods, setting.to_year) / residential_ha.where(residential_ha > 0)


INDICATOR = Indicator(
    key="net_density_per_ha",
    title_tr="Net yoğunluk (kişi/ha konut alanı)",
    title_en="Net density (persons/ha of residential land)",
    unit="persons_per_ha",
    decimals=0,
    extensive=False,
    diverging=False,
    source="Persons of the later year ÷ hectares of residential zones within the neighbourhood",
    compute=compute,
    inputs=("population_{to_year}", "residential_m2"),
    limits=Words(
        "Planın konut alanı henüz yapılaşmamış olabilir; konut alanı dışında oturanlar da paya girer. Karma kullanım (ticaret + konut) bütünüyle konut sayılır.",
        "The plan's residential land may not be built up yet, and people who live outside it count as well. Mixed use (commercial and residential) counts wholly as residential.",
    ),
    layers=("zoning",),
    missing=Words(
        "Planda bu mahallede konut alanı yok, ya da nüfus bilinmiyor.",
        "The plan has no residential land in this neighbourhood, or the population is unknown.",
    ),
)
