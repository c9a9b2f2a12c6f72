"""How evenly the figures of an atlas reach the people of the district: one answer an indicator."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.equity import Equity, lorenz, measure_equity
from geo.indicators.base import Indicator

_UNITS = frozenset({"m2_per_person", "try_per_person"})


@dataclass(frozen=True, slots=True, eq=False)
class Fairness:
    """The measures of one indicator; `equity` as in geo/equity.py, `lorenz` its curve.

    `standard`: what each person should have at least, None where nothing says so. A percent of people needs none: those who are
    not in it are below.
    """

    equity: Equity
    lorenz: pd.DataFrame
    standard: float | None


def is_shared(indicator: Indicator) -> bool:
    """Whether it makes sense to ask how evenly an indicator reaches people: what each person has, and who can walk to what.

    >>> from geo.indicators import INDICATORS
    >>> [is_shared(INDICATORS[key]) for key in ("m2_per_person_health", "walk_pct_park_500", "change_pct")]
    [True, True, False]
    """
    return indicator.unit in _UNITS or indicator.group == "access"


def measure_fairness(
    table: pd.DataFrame, people: pd.Series, indicators: Mapping[str, Indicator], required: Mapping[str, float]
) -> dict[str, Fairness]:
    """How evenly each indicator of the table that is shared among people reaches them.

    The people of a neighbourhood all count with its figure: what differs within it is not seen, so the truth is less even.

    Parameters
        table: one row a neighbourhood, a column an indicator; those it lacks are left out.
        people: persons, same index.
        required: by code of a standard, the m2 that each person should have.
    Returns
        by key, in the order of `indicators`.
    Raises
        ValueError: a value or a number of people is negative or infinite, or the indexes differ.
    >>> from geo.indicators import INDICATORS
    >>> table = pd.DataFrame({"m2_per_person_active_green": [2.0, 10.0], "walk_pct_park_500": [25.0, 100.0]})
    >>> found = measure_fairness(table, pd.Series([300, 100]), INDICATORS, {"active_green": 10.0})
    >>> {key: (round(item.equity.gini, 3), item.equity.share_below_ratio) for key, item in found.items()}
    {'m2_per_person_active_green': (0.375, 0.75), 'walk_pct_park_500': (0.321, 0.5625)}
    """
    found = {}
    for key, indicator in indicators.items():
        if key not in table or not is_shared(indicator):
            continue
        values = table[key].astype("float64")
        standard = None
        if indicator.unit == "m2_per_person" and indicator.standard is not None:
            standard = required.get(indicator.standard)
        equity = measure_equity(values, people, standard=standard)
        if indicator.group == "access":
            equity = _left_out(equity, values, people)
        found[key] = Fairness(equity, lorenz(values, people), standard)
    return found


def _left_out(equity: Equity, percents: pd.Series, people: pd.Series) -> Equity:
    persons = people.astype("float64").where(percents.notna())
    if not persons.sum() > 0:
        return replace(equity, reasons={**equity.reasons, "share_below_ratio": "nobody-with-a-value"})
    # Rounding alone can leave the bounds.
    share = 1.0 - (percents * persons).sum() / (100.0 * persons.sum())
    return replace(equity, share_below_ratio=float(np.clip(share, 0.0, 1.0)))
