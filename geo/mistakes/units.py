"""Factors by which a figure is off when it is written in the unit of another column or table."""

from collections.abc import Mapping

from geo.issue_kinds import Words

_M2 = Words("m²", "m²")
_DECARE = Words("dönüm", "decares")
_HA = Words("ha", "ha")
_KM2 = Words("km²", "km²")
_TRY = Words("TL", "TRY")
_THOUSAND_TRY = Words("bin TL", "thousand TRY")
_MILLION_TRY = Words("milyon TL", "million TRY")
_M = Words("m", "m")
_KM = Words("km", "km")

# Size of each unit in the smallest of its kind.
_FAMILIES: tuple[Mapping[str, tuple[int, Words]], ...] = (
    {"m2": (1, _M2), "decare": (1_000, _DECARE), "ha": (10_000, _HA), "km2": (1_000_000, _KM2)},
    {"try": (1, _TRY), "thousand_try": (1_000, _THOUSAND_TRY), "million_try": (1_000_000, _MILLION_TRY)},
    {"m": (1, _M), "km": (1_000, _KM)},
)


def other_units(unit: str | None) -> list[tuple[int, bool, Words]]:
    """The units that people take for this one: factor, whether a figure written in it comes out larger, its name.

    An unknown unit, or None, has none: people and pieces have no second unit.

    >>> [(factor, larger, name.en) for factor, larger, name in other_units("ha")]
    [(10000, True, 'm²'), (10, True, 'decares'), (100, False, 'km²')]
    >>> other_units("persons")
    []
    """
    for family in _FAMILIES:
        if unit is not None and unit in family:
            size = family[unit][0]
            return [
                (max(size, other) // min(size, other), other < size, name) for key, (other, name) in family.items() if key != unit
            ]
    return []
