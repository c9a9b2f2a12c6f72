"""How much assembly area there is for each person."""

import pandas as pd

from geo.indicators.base import Indicator, Setting, amount_of, per_person, population_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, setting: Setting) -> pd.Series:
    """m2 of assembly areas ÷ persons of the later year.

    >>> compute(pd.DataFrame({"population_2023": [1000], "assembly_area_m2": [1500.0]}), Setting(2022, 2023)).tolist()
    [1.5]
    """
    return per_person(amount_of(neighbourhoods, "assembly_area_m2"), population_of(neighbourhoods, setting.to_year))


INDICATOR = Indicator(
    key="assembly_area_m2_per_person",
    title_tr="Toplanma alanı, kişi başına (m²)",
    title_en="Assembly area per person (m²)",
    unit="m2_per_person",
    decimals=2,
    extensive=False,
    diverging=False,
    source="m2 of assembly areas within the neighbourhood ÷ persons of the later year",
    compute=compute,
    inputs=("population_{to_year}", "assembly_area_m2"),
    limits=Words(
        "Alanın bütünü sayılır, kullanılabilir kısmı değil; başka amaçla kullanılan ya da kullanılamaz olan alanlar sayılmaz. Komşu mahalledeki alan görünmez.",
        "The whole area counts, not its usable part; areas that are used for something else or cannot be used do not count. An area in the next neighbourhood is not seen.",
    ),
    group="disaster",
    layers=("assembly_areas",),
    higher_is_better=True,
    missing=Words(
        "Bir toplanma alanının büyüklüğü ya da nüfus bilinmiyor.", "The size of an assembly area or the population is unknown."
    ),
)
