"""Amounts and rates kept apart: what adds up over places, and what does not."""

from dataclasses import dataclass

import pandas as pd

from geo.errors import QuantityError
from geo.issues import Issue


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column of numbers: `extensive` if a whole has the sum of its parts (persons, m2), else intensive (a rate, a density)."""

    name: str
    unit: str
    extensive: bool


def require_extensive(quantity: Quantity) -> None:
    """Refuse to add up what does not add up.

    Raises
        QuantityError: the quantity is intensive.
    >>> require_extensive(Quantity("density_per_km2", "persons_per_km2", extensive=False))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.QuantityError: density_per_km2 cannot be summed: ...
    """
    if not quantity.extensive:
        raise QuantityError(Issue("intensive-summed", params={"name": quantity.name}))


def require_intensive(quantity: Quantity) -> None:
    """Refuse to average an amount, which would lose its total.

    Raises
        QuantityError: the quantity is extensive.
    >>> require_intensive(Quantity("population", "persons", extensive=True))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.QuantityError: population cannot be averaged: ...
    """
    if quantity.extensive:
        raise QuantityError(Issue("extensive-averaged", params={"name": quantity.name}))


def total(values: pd.Series, quantity: Quantity) -> float:
    """The sum over places, for quantities that have one; NaN if a value is unknown or there is none.

    Raises
        QuantityError: the quantity is intensive.
    >>> total(pd.Series([2970.0, 6949.0]), Quantity("population", "persons", extensive=True))
    9919.0
    """
    require_extensive(quantity)
    return float(values.astype("float64").sum(skipna=False)) if len(values) else float("nan")
