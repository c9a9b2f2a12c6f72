"""What the municipality owns in the neighbourhood."""

from functools import partial

import pandas as pd

from geo.indicators.base import Indicator, Setting, Unit, amount_of
from geo.issues import Words


def compute(neighbourhoods: pd.DataFrame, setting: Setting, *, column: str) -> pd.Series:
    """The sum over the property within the neighbourhood.

    >>> compute(pd.DataFrame({"asset_area_m2": [36900.98]}), Setting(2022, 2023), column="asset_area_m2").tolist()
    [36900.98]
    """
    return amount_of(neighbourhoods, column)


_COLUMNS: tuple[tuple[str, str, str, Unit], ...] = (
    ("asset_count", "Belediye taşınmazı (parsel)", "Municipal property (parcels)", "count"),
    ("asset_area_m2", "Belediye taşınmazı, hisse alanı (m²)", "Municipal property, area of shares (m²)", "m2"),
)

FAMILY = tuple(
    Indicator(
        key=key,
        title_tr=title_tr,
        title_en=title_en,
        unit=unit,
        decimals=0,
        extensive=True,
        diverging=False,
        source="Sum over the municipal property that names the neighbourhood or is drawn in it",
        compute=partial(compute, column=key),
        inputs=(key,),
        limits=Words(
            "Mahallesi kabul edilmemiş adla yazılmış taşınmazlar hiçbir mahalleye girmez. Birkaç mahalleye yayılan parsel sayılırken en çok içinde olduğu mahallede, alanı ise payına göre sayılır.",
            "Property under a name that nobody has accepted as a neighbourhood counts nowhere. A parcel across a border is counted once, where most of it lies; its area by its parts.",
        ),
        group="property",
        layers=("assets",),
        missing=Words("Bir taşınmazın alanı bilinmiyor.", "The area of a property is unknown."),
    )
    for key, title_tr, title_en, unit in _COLUMNS
)
