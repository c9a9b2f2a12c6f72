"""TÜİK's growth rate: yearly, logarithmic, per thousand."""

import numpy as np
import pandas as pd

from geo.indicators.base import Indicator, Setting, population_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, years: Setting) -> pd.Series:
    """1000 × ln(later ÷ earlier) ÷ years; NaN where a population is zero or unknown or the years are equal.

    >>> frame = pd.DataFrame({"population_2022": [165494], "population_2023": [142146]})
    >>> compute(frame, Setting(2022, 2023)).round(1).tolist()
    [-152.1]
    """
    before = population_of(neighbourhoods, years.from_year)
    after = population_of(neighbourhoods, years.to_year)
    span = years.to_year - years.from_year
    if span == 0:
        return pd.Series(np.nan, index=neighbourhoods.index)
    return 1000.0 * np.log(after.where(after > 0) / before.where(before > 0)) / span


INDICATOR = Indicator(
    key="growth_per_mille",
    title_tr="Yıllık nüfus artış hızı (‰)",
    title_en="Yearly growth rate (‰)",
    unit="per_mille",
    decimals=1,
    extensive=False,
    diverging=True,
    source="TÜİK's definition of the yearly growth rate: 1000 × ln(later ÷ earlier) ÷ years",
    compute=compute,
    inputs=("population_{from_year}", "population_{to_year}"),
    limits=Words(
        "Birden çok yılın ortalama hızıdır; aradaki iniş çıkışı göstermez. Yüzde değişimin on katı değildir.",
        "It is the mean rate of several years and shows no ups and downs between. It is not ten times the percent change.",
    ),
)
