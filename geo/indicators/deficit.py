"""How much land each class of facility lacks: what the standard asks for the people, less what there is."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from geo.facility_classes import FACILITY_CLASSES
from geo.indicators.base import Indicator, Setting, amount_of, population_of
from geo.issues import Words


def _deficit(
    neighbourhoods: pd.DataFrame, people: pd.Series, required_m2_per_person: Mapping[str, float], facility_class: str
) -> pd.Series:
    required = required_m2_per_person.get(facility_class)
    if required is None:
        return pd.Series(float("nan"), index=neighbourhoods.index)
    return (required * people - amount_of(neighbourhoods, f"existing_m2_{facility_class}")).clip(lower=0.0)


def now(neighbourhoods: pd.DataFrame, setting: Setting, *, facility_class: str) -> pd.Series:
    """required m2 per person × persons of the later year − existing m2, at least 0; NaN where one of them is unknown.

    >>> table = pd.DataFrame({"population_2023": [1000, 100], "existing_m2_active_green": [4000.0, 4000.0]})
    >>> now(table, Setting(2022, 2023, {"active_green": 10.0}), facility_class="active_green").tolist()
    [6000.0, 0.0]
    """
    people = population_of(neighbourhoods, setting.to_year)
    return _deficit(neighbourhoods, people, setting.required_m2_per_person, facility_class)


def before(neighbourhoods: pd.DataFrame, setting: Setting, *, facility_class: str) -> pd.Series:
    """The deficit if as many people lived here as in the earlier year; the district's size of then decides the group.

    >>> table = pd.DataFrame({"population_2022": [2000], "existing_m2_active_green": [4000.0]})
    >>> setting = Setting(2022, 2023, required_before_m2_per_person={"active_green": 10.0})
    >>> before(table, setting, facility_class="active_green").tolist()
    [16000.0]
    """
    people = population_of(neighbourhoods, setting.from_year)
    return _deficit(neighbourhoods, people, setting.required_before_m2_per_person, facility_class)


def planned(neighbourhoods: pd.DataFrame, setting: Setting, *, facility_class: str) -> pd.Series:
    """The deficit for the plan's population, given to neighbourhoods in proportion to the persons of the later year.

    >>> table = pd.DataFrame({"population_2023": [1000, 3000], "existing_m2_active_green": [0.0, 0.0]})
    >>> setting = Setting(2022, 2023, required_planned_m2_per_person={"active_green": 10.0}, planned_population=8000.0)
    >>> planned(table, setting, facility_class="active_green").tolist()
    [20000.0, 60000.0]
    """
    people = population_of(neighbourhoods, setting.to_year)
    if setting.planned_population is None or people.isna().any() or people.sum() <= 0:
        return pd.Series(float("nan"), index=neighbourhoods.index)
    share = setting.planned_population / people.sum()
    return _deficit(neighbourhoods, people * share, setting.required_planned_m2_per_person, facility_class)


_UNKNOWN = Words(
    "Standardın bu gün için değeri, bir tesisin alanı ya da nüfus bilinmiyor.",
    "The standard's value for the day, the area of a facility, or the population is unknown.",
)
_LIMITS = Words(
    "Mahalle sınırında biter: komşu mahalledeki tesis sayılmaz, fazlası komşunun açığını kapatmaz. Standart ilçenin nüfus grubuna göre seçilir; doğrulanmamışsa öyle gösterilir.",
    "It ends at the border: a facility next door does not count, and a surplus does not fill a neighbour's deficit. The standard is that of the district's population group; where it is unverified it is shown as such.",
)
_BASES = (
    ("deficit_m2", "açık (m²)", "deficit (m²)", now, "later", "{to_year}"),
    (
        *("deficit_before_m2", "ilk yılın nüfusuna göre açık (m²)", "deficit for the earlier year's people (m²)"),
        *(before, "earlier", "{from_year}"),
    ),
    (
        *("deficit_planned_m2", "plan nüfusuna göre açık (m²)", "deficit for the plan's people (m²)"),
        *(planned, "plan's", "{to_year}"),
    ),
)

FAMILY = tuple(
    Indicator(
        key=f"{key}_{facility_class}",
        title_tr=f"{words.tr}, {title_tr}",
        title_en=f"{words.en}, {title_en}",
        unit="m2",
        decimals=0,
        extensive=True,
        diverging=False,
        source=f"max(0, standard of the last day of the later year (data/standards) × persons ({people}) − m2 existing)",
        compute=partial(compute, facility_class=facility_class),
        inputs=(f"population_{year}", f"existing_m2_{facility_class}"),
        limits=_LIMITS,
        group="deficit",
        layers=("parks", "facilities"),
        standard=facility_class,
        higher_is_better=False,
        missing=_UNKNOWN,
    )
    for facility_class, words in FACILITY_CLASSES.items()
    for key, title_tr, title_en, compute, people, year in _BASES
)
