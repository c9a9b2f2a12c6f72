"""How evenly something reaches people: Gini, Lorenz curve, P90/P10, and the share of people below a standard.

Every measure weighs rows by their people: two rows of 50 people with the same value are one row of 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Equity:
    """How evenly a value reaches people; a measure that has no value is NaN, and `reasons` holds the kind of issue that says why.

    `people_count`: of whom both value and number are known; `people_without_value_count`: the others of known number.
    """

    gini: float
    p90_p10_ratio: float
    share_below_ratio: float
    people_count: float
    people_without_value_count: float
    reasons: Mapping[str, str]


def measure_equity(values: pd.Series, people: pd.Series, *, standard: float | None = None, more_is_better: bool = True) -> Equity:
    """All measures of how evenly a value reaches people.

    Rows whose value or number of people is unknown are left out; those of known number are counted. Rows without people weigh
    nothing. With nobody left there is no measure (`nobody-with-a-value`).

    Parameters
        values: what a person of the row has or meets, 0 or more: m2 per person, lira per person, metres to walk.
        people: persons of the row, 0 or more, same index.
        standard: what each person should have at least (at most, where more is worse); without it there is no share below.
        more_is_better: False for what should be small, such as metres to walk.
    Raises
        ValueError: a value or a number of people is negative or infinite, or the two have different indexes.
    >>> m2 = measure_equity(pd.Series([0.0, 5.0, 10.0]), pd.Series([100, 100, 200]), standard=10.0)
    >>> round(m2.gini, 3), m2.share_below_ratio, dict(m2.reasons)
    (0.35, 0.5, {'p90_p10_ratio': 'lowest-tenth-has-none'})
    """
    value, weight = _known(values, people)
    all_people = people.to_numpy(dtype=float, na_value=np.nan)
    counted = float(weight.sum())
    reasons = {}
    if counted == 0:
        reasons = dict.fromkeys(("gini", "p90_p10_ratio", "share_below_ratio"), "nobody-with-a-value")
    elif (value * weight).sum() == 0:
        reasons = dict.fromkeys(("gini", "p90_p10_ratio"), "nothing-to-share")
    elif quantile(values, people, 0.1) == 0:
        reasons["p90_p10_ratio"] = "lowest-tenth-has-none"
    if standard is None:
        reasons.pop("share_below_ratio", None)
    return Equity(
        gini=gini(values, people),
        p90_p10_ratio=p90_p10_ratio(values, people),
        share_below_ratio=np.nan if standard is None else share_below(values, people, standard, more_is_better=more_is_better),
        people_count=counted,
        people_without_value_count=max(float(np.nansum(all_people)) - counted, 0.0),
        reasons=reasons,
    )


def gini(values: pd.Series, people: pd.Series) -> float:
    """The Gini coefficient of what people have: 0 all the same, towards 1 a few have all; NaN with nobody or nothing to share.

    Raises
        ValueError: as for `measure_equity`.
    Source
        Gini, "Variabilità e mutabilità", 1912, as twice the area between the Lorenz curve and the diagonal (trapezoids; Brown,
        "Using Gini-style indices to evaluate the spatial patterns of health practitioners", Social Science & Medicine 38, 1994).
    >>> gini(pd.Series([0.0, 10.0]), pd.Series([75, 25]))
    0.75
    """
    curve = lorenz(values, people)
    if curve.empty:
        return float("nan")
    share, held = curve["people_ratio"].to_numpy(), curve["value_ratio"].to_numpy()
    # Rounding alone can leave the bounds.
    return float(np.clip(1.0 - (np.diff(share) * (held[1:] + held[:-1])).sum(), 0.0, 1.0))


def lorenz(values: pd.Series, people: pd.Series) -> pd.DataFrame:
    """The Lorenz curve: which share of all there is the poorest share of people has, from (0, 0) to (1, 1).

    Columns people_ratio, value_ratio; empty with nobody or nothing to share.

    Raises
        ValueError: as for `measure_equity`.
    Source
        Lorenz, "Methods of measuring the concentration of wealth", Publications of the American Statistical Association 9, 1905.
    >>> lorenz(pd.Series([30.0, 10.0]), pd.Series([1, 1])).to_numpy().tolist()
    [[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]
    """
    value, weight = _known(values, people)
    held = np.cumsum(value * weight)
    share = np.cumsum(weight)
    if not len(held) or held[-1] == 0:
        return pd.DataFrame({"people_ratio": np.empty(0), "value_ratio": np.empty(0)})
    return pd.DataFrame(
        {"people_ratio": np.concatenate([[0.0], share / share[-1]]), "value_ratio": np.concatenate([[0.0], held / held[-1]])}
    )


def quantile(values: pd.Series, people: pd.Series, share_ratio: float) -> float:
    """The least value that at least this share of the people do not exceed; NaN with nobody.

    Raises
        ValueError: as for `measure_equity`, or the share is not above 0 and at most 1.
    Source
        The inverse of the distribution function (definition 1 of Hyndman and Fan, "Sample quantiles in statistical packages",
        The American Statistician 50, 1996), with people as weights.
    >>> quantile(pd.Series([5.0, 1.0, 9.0]), pd.Series([20, 70, 10]), 0.9)
    5.0
    """
    if not 0 < share_ratio <= 1:
        raise ValueError(f"share_ratio is {share_ratio}; give a share above 0 and at most 1")
    value, weight = _known(values, people)
    if not len(value):
        return float("nan")
    below = np.cumsum(weight)
    # A share that is reached but for rounding is reached.
    return float(value[np.searchsorted(below, share_ratio * below[-1] * (1 - 1e-12))])


def p90_p10_ratio(values: pd.Series, people: pd.Series) -> float:
    """How many times as much the person at the 90th percent has as the one at the 10th; NaN where the latter has none.

    Raises
        ValueError: as for `measure_equity`.
    >>> p90_p10_ratio(pd.Series([2.0, 8.0, 12.0]), pd.Series([20, 60, 20]))
    6.0
    """
    low = quantile(values, people, 0.1)
    return quantile(values, people, 0.9) / low if low > 0 else float("nan")


def share_below(values: pd.Series, people: pd.Series, standard: float, *, more_is_better: bool = True) -> float:
    """The share of people (0 to 1) who miss a standard; exactly the standard is enough. NaN with nobody.

    Raises
        ValueError: as for `measure_equity`, or the standard is no number.
    >>> share_below(pd.Series([400.0, 700.0]), pd.Series([30, 70]), 500, more_is_better=False)
    0.7
    """
    if not np.isfinite(standard):
        raise ValueError(f"the standard is {standard}; give a number")
    value, weight = _known(values, people)
    if not len(value):
        return float("nan")
    misses = value < standard if more_is_better else value > standard
    return float(weight[misses].sum() / weight.sum())


def _known(values: pd.Series, people: pd.Series) -> tuple[Floats, Floats]:
    """Values, ascending, and people of the rows that have both, and people at all."""
    if not values.index.equals(people.index):
        raise ValueError("values and people need the same index in the same order")
    value, weight = (given.to_numpy(dtype=float, na_value=np.nan) for given in (values, people))
    for name, numbers in (("a value", value), ("a number of people", weight)):
        if (numbers < 0).any() or np.isinf(numbers).any():
            raise ValueError(f"{name} is negative or infinite; evenness is of what people have, 0 or more")
    present = ~np.isnan(value) & (weight > 0)
    value, weight = value[present], weight[present]
    order = np.lexsort([weight, value])
    return value[order], weight[order]
