"""Values that only moved: the same figures on other rows of a table, which no total shows.

A block that slips by a row when a table is typed or pasted keeps its sum. Held against a second source, each such row is an
arrow from the value that belongs there to the value that stands there, and the arrows close into rings.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

# A ring counts as moved when independent sources would close fewer than this many like it. A real slip is far below (Defne's
# eight rows: under 1e-20); thousands of pairs of unrelated tables, the thickest ones included, stay above.
_MOST_BY_CHANCE = 1e-3

# No table prints more; what lies beyond is the dust of binary fractions.
_DECIMALS = 6

# From this many rows on, differing rows with the very same values on both sides need no further test.
_WHOLE_SET = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of both sources, its two values counted in the smallest unit that is printed anywhere.

    `jump` is how far apart they are on a scale that is even about zero and logarithmic beyond (asinh), because sources differ by
    percents and not by persons.
    """

    key: Hashable
    stated: int
    reference: int

    @property
    def distance(self) -> int:
        return abs(self.stated - self.reference)

    @property
    def jump(self) -> float:
        return abs(math.asinh(self.stated) - math.asinh(self.reference))

    @property
    def places(self) -> int:
        """How many values lie as near to the reference value as the stated one, in the power of ten that both are printed in.

        Figures rounded to hundreds have a hundredth of the places to land on.
        """
        step = 1
        while self.stated % (10 * step) == 0 and self.reference % (10 * step) == 0:
            step *= 10
        return 2 * self.distance // step


def permuted_rows(stated: Mapping[Hashable, float], reference: Mapping[Hashable, float]) -> list[Hashable]:
    """The keys whose stated value is the reference value of another such key: the same set of values on other rows.

    Where the tables differ in three or more rows and these hold the same values on both sides, the rows are taken as they are:
    two independent counts do not do that. Else each closed ring is weighed against chance (`_expected_by_chance`), because
    small places and rounded figures close rings by themselves. Rows that differ in any other way are left out.

    Parameters
        stated, reference: one value a key, in the same unit; keys of one side only and values that are not finite are no part.
    Returns
        keys in the order of `stated`; empty when nothing was moved.

    >>> reference = {"Subaşı": 5736, "Sümerler": 6949, "Tavla": 2970, "Döver": 1565, "Harbiye": 25632}
    >>> permuted_rows(reference | {"Subaşı": 6949, "Sümerler": 2970, "Tavla": 5736, "Harbiye": 25640}, reference)
    ['Subaşı', 'Sümerler', 'Tavla']
    >>> permuted_rows({"Tavla": 101, "Döver": 100, "Özbek": 90}, {"Tavla": 100, "Döver": 101, "Özbek": 93})
    []
    """
    rows = _rows(stated, reference)
    differing = [row for row in rows if row.stated != row.reference]
    if len(differing) >= _WHOLE_SET and sorted(row.stated for row in differing) == sorted(row.reference for row in differing):
        moved = {row.key for row in differing}
    else:
        moved = {row.key for ring in _improbable_rings(differing, rows) for row in ring}
    return [key for key in stated if key in moved]


def _rows(stated: Mapping[Hashable, float], reference: Mapping[Hashable, float]) -> list[_Row]:
    """The rows of both sources, the largest jump first; in an order that does not depend on that of the keys."""
    shared = [key for key in stated if key in reference and math.isfinite(stated[key]) and math.isfinite(reference[key])]
    exact = [tuple(Fraction(str(round(float(side[key]), _DECIMALS))) for side in (stated, reference)) for key in shared]
    per_unit = math.lcm(*(value.denominator for pair in exact for value in pair))
    rows = [_Row(key, *(int(value * per_unit) for value in pair)) for key, pair in zip(shared, exact, strict=True)]
    return sorted(rows, key=lambda row: (-row.jump, row.reference, row.stated, str(row.key)))


def _improbable_rings(differing: Sequence[_Row], rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rings that chance would hardly close, those of the largest jumps first."""
    references = sorted(row.reference for row in rows)
    jumps = sorted(row.jump for row in rows)
    found = []
    rest = _peel(differing)
    while rest:
        ring = _ring(rest)
        if _expected_by_chance(ring, references, jumps) < _MOST_BY_CHANCE:
            found.append(ring)
            gone = {row.key for row in ring}
        else:
            # The smallest jump is the likeliest chance: without it the others may close another ring.
            gone = {min(ring, key=lambda row: row.jump).key}
        rest = _peel([row for row in rest if row.key not in gone])
    return found


def _peel(rows: Sequence[_Row]) -> list[_Row]:
    """Take away, until none is left, rows whose value came from nowhere or whose own value went nowhere."""
    rest = list(rows)
    while True:
        came, went = {row.stated for row in rest}, {row.reference for row in rest}
        kept = [row for row in rest if row.stated in went and row.reference in came]
        if len(kept) == len(rest):
            return rest
        rest = kept


def _ring(rows: Sequence[_Row]) -> list[_Row]:
    """One closed ring, along the largest jumps; after `_peel` a walk along the arrows cannot end, so it must close."""
    leaving: dict[int, _Row] = {}
    for row in rows:
        leaving.setdefault(row.reference, row)
    walked: list[_Row] = []
    seen: dict[int, int] = {}
    row = rows[0]
    while row.reference not in seen:
        seen[row.reference] = len(walked)
        walked.append(row)
        row = leaving[row.stated]
    return walked[seen[row.reference] :]


def _expected_by_chance(ring: Sequence[_Row], references: Sequence[int], jumps: Sequence[float]) -> float:
    """How many rings of so many rows and such jumps two independent sources would close.

    A value from an independent count could stand anywhere as near to the reference value as it does. Some of these places are
    reference values of other rows: it meets one of them with the chance others ÷ places, and the last row must meet the first,
    1 ÷ places. Any row may begin, and a ring is the same ring from each of its rows. That its jumps are large beside those of
    the other rows is a second improbability: their ranks, combined by Fisher's method.

    Parameters
        references, jumps: of all rows of both sources, sorted.
    Source
        R. A. Fisher, Statistical Methods for Research Workers, section 21.1 (several probabilities combined into one).
    """
    own = sorted(row.jump for row in ring)
    expected = len(references) / len(ring)
    ranks = 1.0
    fewest = len(references)
    for row in ring:
        first, last = row.reference - row.distance, row.reference + row.distance
        others = bisect_right(references, last) - bisect_left(references, first) - 1
        fewest = min(fewest, others)
        expected *= others / row.places
        as_far = (len(jumps) - bisect_left(jumps, row.jump)) - (len(own) - bisect_left(own, row.jump))
        ranks *= (1 + as_far) / (1 + len(jumps) - len(own))
    return expected / fewest * _combined(ranks, len(ring))


def _combined(product: float, count: int) -> float:
    """The chance that so many independent probabilities have a product as small as this."""
    if product <= 0.0:
        # Thousands of tiny ranks underflow: as improbable as a float can say.
        return 0.0
    term = total = 1.0
    for position in range(1, count):
        term *= -math.log(product) / position
        total += term
    return min(1.0, product * total)
