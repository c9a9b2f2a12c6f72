"""What a column is held against: for each row the values that other evidence allows."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from geo.figures import in_units, most_decimals
from geo.issue_kinds import Words

Span = tuple[int, int]

# Ends of a range of decimals come out a hair beside the whole unit.
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """Stated figures and what they should be by another source, a share column or another year of the same rows.

    `low` and `high` are the ends of what the evidence allows, equal for a second source. `order`: all keys as the document
    prints them, for rows that slipped; without it that of `stated`. `unit`: a name of geo.units.UNITS, or None. `columns`:
    further columns of the same rows that could have been taken for this one, by their names in words. `is_rough`: the evidence
    is too wide to tell one digit from another. Keys without a finite figure on both sides are no part.

    >>> exactly({"a": 2953.0, "b": 5.0}, {"a": 2935.0, "b": 5.0}, "persons").differing()
    ['a']
    """

    stated: Mapping[Hashable, float]
    low: Mapping[Hashable, float]
    high: Mapping[Hashable, float]
    unit: str | None = None
    order: Sequence[Hashable] = ()
    columns: Mapping[Words, Mapping[Hashable, float]] = field(default_factory=dict)
    is_rough: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the evidence says one value a row."""
        return self.low is self.high

    @property
    def decimals(self) -> int:
        """The decimals in which all figures are whole units."""
        printed = [value for value in self.stated.values() if math.isfinite(value)]
        if self.is_exact:
            printed += [value for value in self.low.values() if math.isfinite(value)]
        return most_decimals(printed)

    def keys(self) -> list[Hashable]:
        """The rows that have a figure on both sides, in the order of the document."""
        return [
            key
            for key in self.order or self.stated
            if all(key in side and math.isfinite(side[key]) for side in (self.stated, self.low, self.high))
        ]

    def units(self) -> dict[Hashable, int]:
        """Stated figures in units of the last decimal."""
        decimals = self.decimals
        return {key: in_units(self.stated[key], decimals) for key in self.keys()}

    def spans(self) -> dict[Hashable, Span]:
        """First and last unit that the evidence allows; first after last where a narrow range holds no whole unit."""
        decimals = self.decimals
        if self.is_exact:
            return {key: (in_units(self.low[key], decimals),) * 2 for key in self.keys()}
        scale = 10**decimals
        return {
            key: (math.ceil(self.low[key] * scale - _HAIR), math.floor(self.high[key] * scale + _HAIR)) for key in self.keys()
        }

    def differing(self) -> list[Hashable]:
        """The rows whose stated figure the evidence does not allow, in the order of the document."""
        units, spans = self.units(), self.spans()
        return [key for key in units if not fits(units[key], spans[key])]


def exactly(
    stated: Mapping[Hashable, float],
    reference: Mapping[Hashable, float],
    unit: str | None = None,
    order: Sequence[Hashable] = (),
    columns: Mapping[Words, Mapping[Hashable, float]] | None = None,
) -> RowEvidence:
    """The evidence of a second source, which says one value a row.

    >>> exactly({"a": 1.0}, {"a": 1.0}).is_exact
    True
    """
    return RowEvidence(stated, reference, reference, unit, order, columns or {})


def fits(value: int, span: Span) -> bool:
    """Whether the evidence allows a value.

    >>> fits(5, (5, 5)), fits(5, (6, 9))
    (True, False)
    """
    return span[0] <= value <= span[1]


def distance(value: int, span: Span) -> int:
    """How far a value lies from what the evidence allows.

    >>> distance(5, (7, 9)), distance(8, (7, 9))
    (2, 0)
    """
    return max(0, span[0] - value, value - span[1])
