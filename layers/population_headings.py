"""Which heading of a population table stands for what: a measure with its year, a printed change, the neighbourhood."""

import re
from collections.abc import Sequence

from layers.reading.table import guess_by_headings, heading_key

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

_HEADINGS = {
    "name": frozenset({"mahalle", "mahalle adi", "mahalle ismi", "mahalle ad", "adi", "ad", "isim", "name", "neighbourhood"}),
    "code": frozenset({"mahalle kodu", "mahalle kod", "mahalle id", "kod", "kodu", "tuik id", "tuik kodu", "uavt kodu", "code"}),
    "district": frozenset({"ilce", "ilce adi", "district"}),
    "province": frozenset({"il", "il adi", "province"}),
    "year": frozenset({"yil", "yili", "year"}),
}

# People under temporary protection are registered apart and are never part of the population.
MEASURES = ("population", "women", "men", "temporary_protection")
FIELD_OPTIONS = (
    "name", "code", "district", "province", "year", *MEASURES, *(f"{measure}_<year>" for measure in MEASURES),
    "change_count", "change_pct", "area_km2",
)  # fmt: skip


def guess_fields(headings: Sequence[str]) -> dict[int, str]:
    """What each heading of a population table most likely is, by position; unknown headings are left out.

    >>> guess_fields(
    ...     ["MAHALLE ADI", "YÜZÖLÇÜMÜ (km ²)", "Deprem Öncesi NÜFUS - 2022 (kişi)", "Değişim (%)", "MUHTAR ADI (2024-2029)"]
    ... )
    {0: 'name', 1: 'area_km2', 2: 'population_2022', 3: 'change_pct'}
    """
    named = guess_by_headings(headings, _HEADINGS)
    guessed = {place: named.get(place) or _measure(heading) for place, heading in enumerate(headings)}
    return {place: field for place, field in guessed.items() if field is not None}


def _measure(heading: str) -> str | None:
    key = heading_key(heading)
    words = set(key.split())
    years = YEAR.findall(heading)
    # The mark that our own exports set where few people live.
    if "small" in words:
        return None
    if {"gecici", "koruma"} <= words or {"temporary", "protection"} <= words or words & {"siginmaci", "gkas"}:
        return f"temporary_protection_{years[0]}" if len(years) == 1 else "temporary_protection"
    if words & {"degisim", "degisimi", "change", "fark", "artis"}:
        percent = "%" in heading or "‰" in heading or words & {"oran", "orani", "yuzde", "pct", "percent"}
        return "change_pct" if percent else "change_count"
    if words & {"yuzolcumu", "yuzolcum", "alan", "alani", "area"}:
        return "area_km2"
    for measure, known_words in (
        ("women", {"kadin", "women", "female"}),
        ("men", {"erkek", "men", "male"}),
        ("population", {"nufus", "nufusu", "population"}),
    ):
        if words & known_words and len(years) <= 1:
            return f"{measure}_{years[0]}" if years else measure
    return f"population_{key}" if len(years) == 1 and key == years[0] else None
