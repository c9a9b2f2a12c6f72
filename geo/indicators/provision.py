"""How much land of each class of facility there is for each person: what exists, and with what the plan sets aside."""

from functools import partial

import pandas as pd

from geo.facility_classes import FACILITY_CLASSES
from geo.indicators.base import Indicator, Setting, amount_of, per_person, population_of
from geo.issues import Words


def existing(neighbourhoods: pd.DataFrame, setting: Setting, *, facility_class: str) -> pd.Series:
    """m2 of existing facilities ÷ persons of the later year; NaN where nobody lives, or an area or the population is unknown.

    >>> table = pd.DataFrame({"population_2023": [1008, 0], "existing_m2_active_green": [5040.0, 100.0]})
    >>> existing(table, Setting(2022, 2023), facility_class="active_green").tolist()
    [5.0, nan]
    """
    area_m2 = amount_of(neighbourhoods, f"existing_m2_{facility_class}")
    return per_person(area_m2, population_of(neighbourhoods, setting.to_year))


def with_plan(neighbourhoods: pd.DataFrame, setting: Setting, *, facility_class: str) -> pd.Series:
    """m2 that the plan sets aside ÷ persons of the later year: what there will be once the plan is carried out.

    >>> table = pd.DataFrame({"population_2023": [1008], "planned_m2_active_green": [10080.0]})
    >>> with_plan(table, Setting(2022, 2023), facility_class="active_green").tolist()
    [10.0]
    """
    area_m2 = amount_of(neighbourhoods, f"planned_m2_{facility_class}")
    return per_person(area_m2, population_of(neighbourhoods, setting.to_year))


def with_investments(neighbourhoods: pd.DataFrame, setting: Setting, *, facility_class: str) -> pd.Series:
    """m2 that exist and that planned investments add ÷ persons of the later year.

    >>> table = pd.DataFrame(
    ...     {"population_2023": [1000], "existing_m2_active_green": [4000.0], "invested_m2_active_green": [2000.0]})
    >>> with_investments(table, Setting(2022, 2023), facility_class="active_green").tolist()
    [6.0]
    """
    columns = (f"{basis}_m2_{facility_class}" for basis in ("existing", "invested"))
    area_m2 = sum((amount_of(neighbourhoods, column) for column in columns), pd.Series(0.0, index=neighbourhoods.index))
    return per_person(area_m2, population_of(neighbourhoods, setting.to_year))


_UNKNOWN = Words(
    "Bir tesisin alanı ya da mahallenin nüfusu bilinmiyor, ya da bu sınıftan hiçbir kayıt yok.",
    "The area of a facility or the population is unknown, or there is no record of this class at all.",
)
_LIMITS = Words(
    "Mahallenin içindekini sayar; komşu mahalledeki park ya da okul görünmez. Ne kadarının kullanılır durumda olduğunu ancak kayıttaki durum alanı söyler. Planla: bugünkü nüfusa bölünür.",
    "It counts what lies within the neighbourhood; the park or school next door is not seen. How much of it is usable only the state in the records says. As planned: divided by today's people.",
)
_BASES = (
    ("m2_per_person", "kişi başına mevcut (m²)", "existing, per person (m²)", existing, ("existing",), "m2 existing"),
    ("m2_per_person_with_plan", "kişi başına planla (m²)", "as planned, per person (m²)", with_plan, ("planned",), "m2 zoned"),
    (
        *("m2_per_person_with_investments", "kişi başına yatırımlarla (m²)", "with investments, per person (m²)"),
        *(with_investments, ("existing", "invested"), "(m2 existing + m2 of planned investments)"),
    ),
)
_LAYERS = {"existing": ("parks", "facilities"), "planned": ("zoning",), "invested": ("investments",)}

FAMILY = tuple(
    Indicator(
        key=f"{key}_{facility_class}",
        title_tr=f"{words.tr}, {title_tr}",
        title_en=f"{words.en}, {title_en}",
        unit="m2_per_person",
        decimals=2,
        extensive=False,
        diverging=False,
        source=f"{formula} ÷ persons of the later year",
        compute=partial(compute, facility_class=facility_class),
        inputs=("population_{to_year}", *(f"{basis}_m2_{facility_class}" for basis in bases)),
        limits=_LIMITS,
        group="provision",
        standard=facility_class,
        layers=tuple(layer for basis in bases for layer in _LAYERS[basis]),
        higher_is_better=True,
        missing=_UNKNOWN,
    )
    for facility_class, words in FACILITY_CLASSES.items()
    for key, title_tr, title_en, compute, bases, formula in _BASES
)
