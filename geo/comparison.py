"""Two tables of indicators side by side: what differs, and which is better; before and after a year's investments."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue

# Figures that differ by less than this share of the larger one are equal: they differ by rounding only.
_EQUAL_RATIO: Final = 1e-9
_GIVEN_UP: Final = "cancelled"


def compare_indicators(first: pd.DataFrame, second: pd.DataFrame, higher_is_better: Mapping[str, bool | None]) -> pd.DataFrame:
    """Each indicator of each neighbourhood in two tables, with the difference and the better of the two.

    Parameters
        first, second: by neighbourhood id, a column an indicator, the same ids and columns in any order.
        higher_is_better: for each indicator whether more is better; None where neither is.
    Returns
        by id and indicator, in the order of `first`: first, second, difference (second less first), better ("first",
        "second", "equal"; None where neither is better or a value is unknown).
    Raises
        RefusedError: `comparison-without-direction`, an indicator is not in `higher_is_better`.

    >>> today, plan = (pd.DataFrame({"park_m2_per_person": [value]}, index=["a"]) for value in (4.0, 9.0))
    >>> compare_indicators(today, plan, {"park_m2_per_person": True}).to_dict("records")
    [{'first': 4.0, 'second': 9.0, 'difference': 5.0, 'better': 'second'}]
    """
    undirected = [name for name in first.columns if name not in higher_is_better]
    if undirected:
        raise RefusedError(Issue("comparison-without-direction", params={"indicators": ", ".join(map(str, undirected))}))
    one = first.astype("float64")
    other = second.astype("float64").reindex(index=first.index, columns=first.columns)
    difference = other - one
    larger = np.maximum(one.abs(), other.abs())
    equal = difference.abs() <= _EQUAL_RATIO * larger
    sign = pd.Series(
        {name: {True: 1.0, False: -1.0, None: np.nan}[higher_is_better[name]] for name in first.columns}, dtype="float64"
    )
    gain = difference * sign
    better = pd.DataFrame(
        # Without a column pandas forgets that these are yes and no.
        np.select(
            [condition.to_numpy(dtype=bool) for condition in (gain.isna(), equal, gain > 0)], ["", "equal", "second"], "first"
        ),
        index=first.index,
        columns=first.columns,
    )
    table = pd.DataFrame(
        {
            "first": one.stack(future_stack=True),
            "second": other.stack(future_stack=True),
            "difference": difference.stack(future_stack=True),
            "better": better.astype(object).replace({"": None}).stack(future_stack=True),
        }
    )
    table.index.names = ["id", "indicator"]
    return table


def count_better(comparison: pd.DataFrame) -> pd.DataFrame:
    """In how many neighbourhoods each of the two tables is better, by indicator; `unknown` where nothing can be said.

    >>> today, plan = (pd.DataFrame({"park_m2": [value, 5.0]}, index=["a", "b"]) for value in (4.0, 9.0))
    >>> count_better(compare_indicators(today, plan, {"park_m2": True})).loc["park_m2"].to_dict()
    {'first': 0, 'second': 1, 'equal': 1, 'unknown': 0}
    """
    word = comparison["better"].fillna("unknown")
    counts = pd.crosstab(word.index.get_level_values("indicator"), word.to_numpy())
    counts = counts.reindex(columns=["first", "second", "equal", "unknown"], fill_value=0)
    counts.index.name, counts.columns.name = "indicator", None
    return counts


def add_investments(amounts: pd.DataFrame, investments: pd.DataFrame, year: int) -> pd.DataFrame:
    """What each neighbourhood has when the investments up to and including a year are built.

    Before: the amounts as they are; after: this table. An investment without a known area makes its kind unknown in its
    neighbourhood, and one without a neighbourhood or of a kind that is no column is left out; completed ones are in the
    amounts already, cancelled ones never will be.

    Parameters
        amounts: by neighbourhood id, m2 by kind (park, sport, …).
        investments: neighbourhood_id, kind, year, area_m2, status.
    Returns
        as amounts.

    >>> have = pd.DataFrame({"park": [2000.0, 0.0]}, index=["a", "b"])
    >>> plans = pd.DataFrame({"neighbourhood_id": ["a", "b", "b"], "kind": "park", "year": [2026, 2026, 2027],
    ...     "area_m2": [500.0, 800.0, 900.0], "status": ["completed", "planned", "planned"]})
    >>> add_investments(have, plans, 2026)["park"].tolist()
    [2000.0, 800.0]
    """
    due = investments[(investments["year"] <= year) & ~investments["status"].isin(["completed", _GIVEN_UP])]
    due = due[due["neighbourhood_id"].isin(amounts.index) & due["kind"].isin(amounts.columns)]
    areas = due.astype({"area_m2": "float64"}).groupby(["neighbourhood_id", "kind"])["area_m2"]
    rows, columns = amounts.index, amounts.columns
    planned, known, added = (
        table.unstack("kind").reindex(index=rows, columns=columns).astype("float64").fillna(0.0)
        for table in (areas.size(), areas.count(), areas.sum())
    )
    # something planned of unknown size adds an unknown amount
    return amounts + added.where(planned == known)
