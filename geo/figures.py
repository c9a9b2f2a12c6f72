"""Printed figures: how many decimals they carry, whether one is another one rounded, and how they count in whole units."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

# No table prints more; what lies beyond is the dust of binary fractions.
MOST_DECIMALS = 6


def decimals_of(value: float) -> int:
    """Digits after the point that a printed figure carries, at most 6; zeros at the end are not seen.

    >>> [decimals_of(value) for value in (142.46, 28.0, -8372, 1.5e-7)]
    [2, 0, 0, 6]
    """
    exponent = Decimal(str(float(value))).normalize().as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -int(exponent)))


def agrees(stated: float, computed: float) -> bool:
    """Whether a printed figure is the computed one, rounded to the digits that were printed.

    >>> agrees(-28, -28.16), agrees(-28, -28.6), agrees(142.46, 142.44)
    (True, False, False)
    """
    # What binary fractions add to a difference of decimal ones.
    slack = 1e-9 + 1e-12 * abs(computed)
    return abs(stated - computed) <= 0.5 * 10.0 ** -decimals_of(stated) + slack


def most_decimals(values: Iterable[float]) -> int:
    """The decimals that a column is printed with: those of its longest figure; 0 for none.

    >>> most_decimals([8.5, 20.25]), most_decimals([])
    (2, 0)
    """
    return max(map(decimals_of, values), default=0)


def in_units(value: float, decimals: int) -> int:
    """A printed figure counted in units of its last decimal, exactly; decimals below zero count in tens and hundreds.

    >>> in_units(0.29, 2), in_units(-1347510.38, 2)
    (29, -134751038)
    """
    return round(Fraction(str(float(value))) * Fraction(10) ** decimals)
