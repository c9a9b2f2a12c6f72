"""Slips of the hand: every value that one slip could have turned into the printed one, and how such slips are spread.

All values are whole numbers of the unit of the last decimal (geo.figures.in_units), because digits are what slips.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geo.issue_kinds import Words
from geo.mistakes.units import other_units

# How often one slip happens beside the others, for want of counts of municipal tables: the four slips of a typist (Damerau: one
# letter more, fewer, other, or two swapped make four in five misspellings) and the slips of reading numbers are taken as equal.
_TRANSPOSED, _DROPPED, _ADDED = 1.0, 0.5, 0.5
_FACTORS = {10: 0.5, 100: 0.2, 1000: 0.5}
_UNIT = 0.5
# Neighbouring digits are swapped three times as often as distant ones.
_NEIGHBOURS = 0.75


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of mistake, the value that was meant, the chance of this very slip, and the factor or unit that it went by."""

    kind: str
    meant: int
    chance: float
    factor: int = 1
    unit: Words | None = None


def slips_to(stated: int, decimals: int, unit: str | None) -> list[Slip]:
    """Every slip that ends in the stated value; a value of zero comes from none.

    A dropped or added zero at the end is a factor of ten and listed as such. A factor that only another unit explains
    (10,000, 1,000,000, and 100 between ha and km2) is `unit-slipped`; one of 1,000 is told apart by the rows beside it only.

    Source
        F. J. Damerau, A technique for computer detection and correction of spelling errors, CACM 7 (1964).

    >>> [(slip.kind, slip.meant) for slip in slips_to(2953, 0, "persons") if slip.meant in (2935, 29530, 293)]
    [('transposed-digits', 2935), ('added-digit', 293), ('factor-ten', 29530)]
    """
    if stated == 0:
        return []
    sign, digits = (1 if stated > 0 else -1), str(abs(stated)).zfill(decimals + 1)
    found = [*_swaps(digits, decimals), *_insertions(digits, decimals), *_removals(digits, decimals)]
    found += _factors(abs(stated), unit)
    return [Slip(slip.kind, sign * slip.meant, slip.chance, slip.factor, slip.unit) for slip in found]


def _number(digits: str, decimals: int) -> int | None:
    """None for digits that nobody writes: a zero in front of a whole part of several."""
    if not digits or len(digits) < decimals + 1 or (len(digits) > decimals + 1 and digits[0] == "0") or not int(digits):
        return None
    return int(digits)


def _swaps(digits: str, decimals: int) -> Iterator[Slip]:
    near: set[int] = set()
    far: set[int] = set()
    for first in range(len(digits)):
        for second in range(first + 1, len(digits)):
            swapped = list(digits)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            meant = _number("".join(swapped), decimals)
            if meant is not None and meant != int(digits):
                (near if second == first + 1 else far).add(meant)
    far -= near
    for values, share in ((near, _NEIGHBOURS if far else 1.0), (far, 1.0 - _NEIGHBOURS if near else 1.0)):
        yield from (Slip("transposed-digits", meant, _TRANSPOSED * share / len(values)) for meant in sorted(values))


def _insertions(digits: str, decimals: int) -> Iterator[Slip]:
    """A digit was dropped: what was meant has one more."""
    meant = Counter(
        _number(digits[:place] + digit + digits[place:], decimals) for place in range(len(digits) + 1) for digit in "0123456789"
    )
    yield from _spread("dropped-digit", meant, int(digits), _DROPPED)


def _removals(digits: str, decimals: int) -> Iterator[Slip]:
    """A digit was added: what was meant has one fewer."""
    meant = Counter(_number(digits[:place] + digits[place + 1 :], decimals) for place in range(len(digits)))
    yield from _spread("added-digit", meant, int(digits), _ADDED)


def _spread(kind: str, meant: Counter[int | None], stated: int, prior: float) -> Iterator[Slip]:
    values = {
        value: count for value, count in meant.items() if value not in (None, stated, 10 * stated) and 10 * (value or 0) != stated
    }
    total = sum(values.values())
    yield from (Slip(kind, value, prior * count / total) for value, count in values.items() if value is not None)


def _factors(stated: int, unit: str | None) -> Iterator[Slip]:
    units = {(factor, larger): name for factor, larger, name in other_units(unit)}
    own = {key: name for key, name in units.items() if key[0] > 1000 or key[0] == 100}
    for factor, prior in _FACTORS.items():
        for larger in (True, False):
            if (factor, larger) not in own and (not larger or stated % factor == 0):
                meant = stated // factor if larger else stated * factor
                yield Slip(factor_kind(factor, larger=larger), meant, prior / 2, factor)
    for (factor, larger), name in own.items():
        if not larger or stated % factor == 0:
            meant = stated // factor if larger else stated * factor
            yield Slip("unit-slipped", meant, _UNIT / len(own), factor, name)


def factor_kind(factor: int, *, larger: bool) -> str:
    """The name of a slip by a power of ten; `larger`: the stated value is the larger one.

    >>> factor_kind(1000, larger=False)
    'thousands-lost'
    """
    if factor == 1000:
        return "thousands-doubled" if larger else "thousands-lost"
    return "factor-ten" if factor == 10 else "factor-hundred"
