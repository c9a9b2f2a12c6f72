"""What share of its people the neighbourhood gained or lost."""

import pandas as pd

from geo.indicators.base import Indicator, Setting, population_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, years: Setting) -> pd.Series:
    """Simple percent change between the two years; NaN where the earlier population is zero or unknown.

    >>> compute(pd.DataFrame({"population_2022": [4558, 0], "population_2023": [2750, 9]}), Setting(2022, 2023)).round(1).tolist()
    [-39.7, nan]
    """
    before = population_of(neighbourhoods, years.from_year)
    change = population_of(neighbourhoods, years.to_year) - before
    return 100.0 * change / before.where(before > 0)


INDICATOR = Indicator(
    key="change_pct",
    title_tr="Nüfus değişimi (%)",
    title_en="Population change (%)",
    unit="pct",
    decimals=1,
    extensive=False,
    diverging=True,
    source="100 × (later − earlier) ÷ earlier",
    compute=compute,
    inputs=("population_{from_year}", "population_{to_year}"),
    limits=Words(
        "Az nüfuslu mahallede bir tek hane yüzdeyi çok değiştirir; böyle mahalleler işaretlenir. Yüzdeler toplanmaz, ortalaması da ilçenin yüzdesi değildir.",
        "Where few people live a single household changes the percent much; such neighbourhoods are marked. Percents do not add up, and their mean is not the district's.",
    ),
)
