"""How much is to be invested in the neighbourhood, in all and for each person, in the prices of the programme."""

from functools import partial

import pandas as pd

from geo.indicators.base import Indicator, Setting, amount_of, per_person, population_of
from geo.issues import Words


def amount(neighbourhoods: pd.DataFrame, setting: Setting) -> pd.Series:
    """TL of all years of the programme, nominal: not corrected for inflation.

    >>> amount(pd.DataFrame({"investment_try": [2_000_000.0]}), Setting(2022, 2023)).tolist()
    [2000000.0]
    """
    return amount_of(neighbourhoods, "investment_try")


def for_each(neighbourhoods: pd.DataFrame, setting: Setting) -> pd.Series:
    """TL of all years of the programme ÷ persons of the later year.

    >>> for_each(pd.DataFrame({"population_2023": [1000], "investment_try": [2_000_000.0]}), Setting(2022, 2023)).tolist()
    [2000.0]
    """
    return per_person(amount(neighbourhoods, setting), population_of(neighbourhoods, setting.to_year))


_build = partial(
    Indicator,
    decimals=0,
    diverging=False,
    group="investment",
    layers=("investments",),
    limits=Words(
        "Programın cari fiyatlarıyladır, enflasyon düşülmemiştir; yılı belli tutarlar investment_try_YIL sütunlarındadır. İptal edilenler sayılmaz. Mahallesi ve yeri yazmayan yatırımlar hiçbir mahalleye girmez.",
        "In the prices of the programme, not corrected for inflation; amounts of a year stand in the columns investment_try_YEAR. Cancelled ones do not count. Investments without neighbourhood and place count nowhere.",
    ),
    missing=Words("Bir yatırımın bütçesi ya da nüfus bilinmiyor.", "The budget of an investment or the population is unknown."),
)

FAMILY = (
    _build(
        key="investment_try",
        title_tr="Planlanan yatırım (TL)",
        title_en="Planned investment (TRY)",
        unit="try",
        extensive=True,
        source="Sum of the budgets of all years, in the prices of the programme",
        compute=amount,
        inputs=("investment_try",),
    ),
    _build(
        key="investment_try_per_person",
        title_tr="Planlanan yatırım, kişi başına (TL)",
        title_en="Planned investment per person (TRY)",
        unit="try_per_person",
        extensive=False,
        source="Sum of the budgets of all years ÷ persons of the later year",
        compute=for_each,
        inputs=("population_{to_year}", "investment_try"),
    ),
)
