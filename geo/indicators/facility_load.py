"""How many people share one facility of a kind."""

from functools import partial

import pandas as pd

from geo.indicators.base import Indicator, Setting, amount_of, population_of
from geo.issues import Words

_KINDS = {
    "park": Words("Park", "park"),
    "nursery": Words("Kreş", "nursery"),
    "primary_school": Words("İlkokul", "primary school"),
    "secondary_school": Words("Ortaokul", "middle school"),
    "high_school": Words("Lise", "high school"),
    "family_health_centre": Words("Aile sağlığı merkezi", "family health centre"),
    "pharmacy": Words("Eczane", "pharmacy"),
}


def compute(neighbourhoods: pd.DataFrame, setting: Setting, *, kind: str) -> pd.Series:
    """Persons of the later year ÷ facilities of the kind; NaN where there is none, or the population is unknown.

    >>> table = pd.DataFrame({"population_2023": [6949, 500], "count_pharmacy": [2.0, 0.0]})
    >>> compute(table, Setting(2022, 2023), kind="pharmacy").tolist()
    [3474.5, nan]
    """
    count = amount_of(neighbourhoods, f"count_{kind}")
    return population_of(neighbourhoods, setting.to_year) / count.where(count > 0)


FAMILY = tuple(
    Indicator(
        key=f"people_per_{kind}",
        title_tr=f"{words.tr} başına kişi",
        title_en=f"People per {words.en}",
        unit="persons_per_facility",
        decimals=0,
        extensive=False,
        diverging=False,
        source="Persons of the later year ÷ facilities in use within the neighbourhood",
        compute=partial(compute, kind=kind),
        inputs=("population_{to_year}", f"count_{kind}"),
        limits=Words(
            "Tesisin büyüklüğünü ve komşu mahalledekini bilmez; sınırın öte yanındaki okul da hizmet eder. Tesisi olmayan mahallenin değeri yoktur.",
            "It knows neither the size of a facility nor those of the next neighbourhood; the school across the border serves, too. A neighbourhood without one has no value.",
        ),
        group="provision",
        layers=("parks",) if kind == "park" else ("facilities",),
        higher_is_better=False,
        missing=Words(
            "Mahallede bu türden tesis yok, ya da bu türden hiçbir kayıt yok.",
            "The neighbourhood has no facility of this kind, or there is no record of the kind at all.",
        ),
    )
    for kind, words in _KINDS.items()
)
