"""Factors by which a figure is off when it is written in the unit of another column or table."""

from geo.issue_kinds import Words
from geo.units import UNITS

# Where people mix units up; those of people, pieces and shares they do not.
_DIMENSIONS = ("area", "length", "money")


def other_units(unit: str | None) -> list[tuple[int, bool, Words]]:
    """The units that people take for this one: factor, whether a figure written in it comes out larger, its name.

    An unknown unit, or None, has none: people and pieces have no second unit.

    Parameters
        unit: a name of geo.units.UNITS.

    >>> [(factor, larger, name.en) for factor, larger, name in other_units("ha")]
    [(10000, True, 'm²'), (10, True, 'decares'), (100, False, 'km²')]
    >>> other_units("persons")
    []
    """
    own = UNITS.get(unit or "")
    if own is None or own.dimension not in _DIMENSIONS:
        return []
    return [
        (
            round(max(own.factor, other.factor) / min(own.factor, other.factor)),
            other.factor < own.factor,
            Words(other.tr, other.en),
        )
        for name, other in UNITS.items()
        if other.dimension == own.dimension and name != unit
    ]
