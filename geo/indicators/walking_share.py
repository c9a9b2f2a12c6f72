"""What share of the people can walk to a facility of a kind within the distance that planning rules name."""

from functools import partial

import pandas as pd

from geo.indicators.base import Indicator, Setting, amount_of
from geo.issues import Words

# Kind, distance (m), titles. The distances are those of the current regulation's annex as DESIGN.md 10 gives them, not verified.
WALKS: tuple[tuple[str, int, Words], ...] = (
    ("park", 500, Words("parka", "a park")),
    ("playground", 500, Words("çocuk bahçesine", "a playground")),
    ("nursery", 500, Words("kreşe", "a nursery")),
    ("primary_school", 500, Words("ilkokula", "a primary school")),
    ("family_health_centre", 500, Words("aile sağlığı merkezine", "a family health centre")),
    ("secondary_school", 1000, Words("ortaokula", "a middle school")),
    ("high_school", 2500, Words("liseye", "a high school")),
    ("assembly_area", 500, Words("toplanma alanına", "an assembly area")),
)


def compute(neighbourhoods: pd.DataFrame, setting: Setting, *, kind: str, limit_m: int) -> pd.Series:
    """100 × people within the distance ÷ people; worked out by geo/catchment.py and taken from the table.

    >>> table = pd.DataFrame({"walk_ratio_park_500": [0.25]})
    >>> compute(table, Setting(2022, 2023), kind="park", limit_m=500).tolist()
    [25.0]
    """
    return 100.0 * amount_of(neighbourhoods, f"walk_ratio_{kind}_{limit_m}")


FAMILY = tuple(
    Indicator(
        key=f"walk_pct_{kind}_{limit_m}",
        title_tr=f"{limit_m} m içinde {words.tr} yürüyebilenler (%)",
        title_en=f"People within a {limit_m} m walk of {words.en} (%)",
        unit="pct",
        decimals=1,
        extensive=False,
        diverging=False,
        source="Shortest walk along roads from where people live (geo/walking.py); distances of EK-2, not verified",
        compute=partial(compute, kind=kind, limit_m=limit_m),
        inputs=(f"walk_ratio_{kind}_{limit_m}",),
        limits=Words(
            "Yol çizgisi yoksa kuş uçuşu uzaklığın 1,3 katıdır. Haritada yeri olmayan tesisler görünmez, sınırın ötesindekiler ancak kayıttaysa. Eğim, merdiven ve karşıya geçme sayılmaz. Uzaklıklar yönetmelikten doğrulanmamıştır.",
            "Without road lines it is 1.3 times the straight distance. Facilities without a place on the map are not seen, those across the border only if recorded. Slopes, stairs and crossings do not count. The distances are not verified in the regulation.",
        ),
        group="access",
        standard=kind,
        layers=("assembly_areas",) if kind == "assembly_area" else ("parks", "facilities"),
        higher_is_better=True,
        missing=Words(
            "Bu türden tesis kaydı yok, ya da nüfus bilinmiyor.",
            "There is no record of such a facility, or the population is unknown.",
        ),
    )
    for kind, limit_m, words in WALKS
)
