"""Units of measure as columns declare them and as headings write them, and the factors between those of one dimension."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from geo.turkish import fold

Dimension = Literal["area", "length", "money", "share", "people", "number", "time"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, how many of its dimension's base unit (m2, m, TL, the whole) it is, and how it is written."""

    dimension: Dimension
    factor: float
    tr: str
    en: str


UNITS: Mapping[str, Unit] = {
    "m2": Unit("area", 1.0, "m²", "m²"),
    "decare": Unit("area", 1_000.0, "dönüm", "decares"),
    "ha": Unit("area", 10_000.0, "ha", "ha"),
    "km2": Unit("area", 1_000_000.0, "km²", "km²"),
    "m": Unit("length", 1.0, "m", "m"),
    "km": Unit("length", 1_000.0, "km", "km"),
    "try": Unit("money", 1.0, "TL", "TRY"),
    "thousand_try": Unit("money", 1_000.0, "bin TL", "thousand TRY"),
    "million_try": Unit("money", 1_000_000.0, "milyon TL", "million TRY"),
    "ratio": Unit("share", 1.0, "oran", "ratio"),
    "pct": Unit("share", 0.01, "%", "%"),
    "per_mille": Unit("share", 0.001, "‰", "‰"),
    "persons": Unit("people", 1.0, "kişi", "persons"),
    "count": Unit("number", 1.0, "adet", "count"),
    "storeys": Unit("number", 1.0, "kat", "storeys"),
    "min": Unit("time", 1.0, "dk", "min"),
}

# As people write them in a heading or behind a number, folded; the longer one first where one begins with another.
_WRITTEN: tuple[tuple[str, str], ...] = (
    ("milyon tl", "million_try"),
    ("bin tl", "thousand_try"),
    ("bin ₺", "thousand_try"),
    ("km 2", "km2"),
    ("km2", "km2"),
    ("m 2", "m2"),
    ("m2", "m2"),
    ("metrekare", "m2"),
    ("dönüm", "decare"),
    ("dekar", "decare"),
    ("hektar", "ha"),
    ("ha", "ha"),
    ("km", "km"),
    ("metre", "m"),
    ("m", "m"),
    ("tl", "try"),
    ("lira", "try"),
    ("kişi", "persons"),
    ("adet", "count"),
    ("kat", "storeys"),
    ("yüzde", "pct"),
)
_SIGNS = {"%": "pct", "‰": "per_mille", "₺": "try"}
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def unit_of_heading(heading: str) -> str | None:
    """The unit that a heading states in brackets or by a sign; None where it states none.

    Words outside brackets are no unit: PARK ALANI m2 is rare, KAT SAYISI and M. ADI are not.

    >>> unit_of_heading("HİSSE ALANI (m ²)"), unit_of_heading("ORAN (%)"), unit_of_heading("BÜTÇE (bin TL)")
    ('m2', 'pct', 'thousand_try')
    >>> unit_of_heading("MUHTAR ADI (2024-2029)"), unit_of_heading("KAT SAYISI")
    (None, None)
    """
    for inside in _BRACKETS.findall(heading):
        found = unit_of_text(inside)
        if found is not None:
            return found
    return next((unit for sign, unit in _SIGNS.items() if sign in heading), None)


def unit_of_text(text: str) -> str | None:
    """The unit that a word or sign stands for.

    >>> unit_of_text("m²"), unit_of_text(" Dönüm "), unit_of_text("₺"), unit_of_text("2024")
    ('m2', 'decare', 'try', None)
    """
    stripped = text.strip()
    if stripped in _SIGNS:
        return _SIGNS[stripped]
    key = fold(stripped.replace("²", "2"))
    return next((unit for written, unit in _WRITTEN if key == written), None)


def conversion_factor(from_unit: str, to_unit: str) -> float | None:
    """By what a value in one unit is multiplied to be in the other; None where the two measure different things.

    Raises
        KeyError: a unit that is not in `UNITS`.

    >>> conversion_factor("decare", "m2"), conversion_factor("m2", "ha"), conversion_factor("persons", "m2")
    (1000.0, 0.0001, None)
    """
    source, target = UNITS[from_unit], UNITS[to_unit]
    return source.factor / target.factor if source.dimension == target.dimension else None
