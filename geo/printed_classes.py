"""Classes for a printed map: as many values in each as can be, equal values together, borders that are values themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class PrintedClasses:
    """`borders`: the least and the greatest value of each class, the lowest class first; `members`: each value's class.

    A missing value has the class None.
    """

    borders: tuple[tuple[float, float], ...]
    members: tuple[int | None, ...]


def classify_for_print(values: Sequence[float | None], decimals: int, count: int = 5) -> PrintedClasses:
    """At most `count` classes of values rounded as they are printed, so that no legend contradicts its table.

    A class begins where so many of the values lie below it as its share of all is: a quantile whose equal values stay together.
    None and NaN are missing. No known value gives no class.

    >>> found = classify_for_print([5.04, 1.0, 1.0, 9.0, None, 7.0], 1, 2)
    >>> found.borders, found.members
    (((1.0, 5.0), (7.0, 9.0)), (0, 0, 0, 1, None, 1))
    """
    rounded = [None if value is None or value != value else _rounded(value, decimals) for value in values]
    known = sorted(value for value in rounded if value is not None)
    below: dict[float, int] = {}
    for place, value in enumerate(known):
        below.setdefault(value, place)
    wanted = {value: count * place // len(known) for value, place in below.items()}
    # A class that no value begins is left out.
    number = {old: new for new, old in enumerate(sorted(set(wanted.values())))}
    class_of = {value: number[place] for value, place in wanted.items()}
    borders = []
    for place in number.values():
        inside = [value for value, at in class_of.items() if at == place]
        borders.append((min(inside), max(inside)))
    return PrintedClasses(tuple(borders), tuple(None if value is None else class_of[value] for value in rounded))


def _rounded(value: float, decimals: int) -> float:
    """Half away from zero, as the pages write numbers; never minus zero."""
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)) + 0.0
