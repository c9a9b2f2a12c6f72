"""How many buildings the earthquake left in which state."""

from functools import partial

import pandas as pd

from geo.indicators.base import Indicator, Setting, amount_of
from geo.issues import Words

_CLASSES = {
    "none": Words("Hasarsız", "Undamaged"),
    "slight": Words("Az hasarlı", "Slightly damaged"),
    "moderate": Words("Orta hasarlı", "Moderately damaged"),
    "severe": Words("Ağır hasarlı", "Severely damaged"),
    "urgent_demolition": Words("Acil yıktırılacak", "To be demolished urgently"),
    "collapsed": Words("Yıkık", "Collapsed"),
}


def compute(neighbourhoods: pd.DataFrame, setting: Setting, *, damage_class: str) -> pd.Series:
    """Buildings of the class as the damage assessment counts them.

    >>> compute(pd.DataFrame({"building_count_severe": [120.0]}), Setting(2022, 2023), damage_class="severe").tolist()
    [120.0]
    """
    return amount_of(neighbourhoods, f"building_count_{damage_class}")


FAMILY = tuple(
    Indicator(
        key=f"building_count_{damage_class}",
        title_tr=f"{words.tr} bina sayısı",
        title_en=f"{words.en} buildings",
        unit="count",
        decimals=0,
        extensive=True,
        diverging=False,
        source="Damage assessment: buildings of the class within the neighbourhood",
        compute=partial(compute, damage_class=damage_class),
        inputs=(f"building_count_{damage_class}",),
        limits=Words(
            "Tespit günündeki durumdur; sonradan yıkılan ya da itirazla sınıfı değişen yapılar ancak yeni bir tabloyla görünür. Bina sayısıdır, konut sayısı değildir.",
            "It is the state on the day of the assessment; what was demolished or classed anew on appeal since then shows only with a newer table. It counts buildings, not dwellings.",
        ),
        group="disaster",
        layers=("damage",),
        higher_is_better=None if damage_class == "none" else False,
        missing=Words("Hasar tespitinde bina sayısı yazmıyor.", "The damage assessment states no number of buildings."),
    )
    for damage_class, words in _CLASSES.items()
)
