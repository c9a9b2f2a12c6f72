"""What each chosen site adds: people, m2 of deficit, money."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.siting.problem import Problem
from geo.siting.served import served_share

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

COLUMNS = ["number", "year", "people_gained", "people_within_reach", "deficit_closed_m2", "cost_try"]


def write_ledger(problem: Problem, opens: npt.NDArray[np.bool_], candidates: pd.DataFrame, deficit_m2: Floats) -> pd.DataFrame:
    """The chosen sites in the order of building, and what each adds to those before it.

    Within a year the one that alone adds most to the years before comes first. Years are counted from 0.

    Parameters
        problem: a class for each row of demand, all candidates.
        opens: openings, shape (years, candidates).
        candidates: cost_try and area_m2, where known.
        deficit_m2: m2 that the people of each class lack; NaN where unknown.
    Returns
        by candidate id, the columns COLUMNS; `number` is the candidate's place in the problem.

    >>> from scipy.sparse import csr_array
    >>> problem = Problem(csr_array([[1.0, 1.0], [0.0, 1.0]]), *(np.array(pair) for pair in ([5.0, 3.0], [5.0, 3.0], [0.0, 0.0])),
    ...     np.array([np.inf, np.inf]), 2, 1, np.inf, np.array([np.inf, np.inf]), np.ones(2))
    >>> parks = pd.DataFrame({"area_m2": [40.0, 60.0]}, index=["a", "b"])
    >>> opens = np.array([[True, False], [False, True]])
    >>> write_ledger(problem, opens, parks, np.array([50.0, 30.0]))[["people_gained", "deficit_closed_m2"]].to_numpy().tolist()
    [[5.0, 40.0], [3.0, 30.0]]
    """
    chosen = np.flatnonzero(opens.any(axis=0))
    reach = problem.reach[:, chosen]
    rows = np.flatnonzero(np.diff(reach.indptr))
    # the sums below run once a site: over the people that any of the chosen reaches
    near = replace(
        problem,
        reach=reach[rows],
        people=problem.people[rows],
        value=problem.value[rows],
        cost_try=problem.cost_try[chosen],
        capacity=problem.capacity[chosen],
    )
    within = near.reach.T @ near.people
    area_m2, cost_try = (
        candidates[name].to_numpy("float64")[chosen] if name in candidates else np.full(len(chosen), np.nan)
        for name in ("area_m2", "cost_try")
    )
    share = np.zeros(len(rows))
    placed: list[int] = []
    lines: list[tuple[float, ...]] = []
    for year, new in enumerate(opens[:, chosen]):
        sites = np.flatnonzero(new)
        alone = near.reach[:, sites].T @ (near.value * (1 - share))
        for site in sites[np.argsort(-alone, kind="stable")]:
            placed.append(int(site))
            after = served_share(near, np.array(placed))
            lacking = float(deficit_m2[rows] @ (after - share))
            closed = np.minimum(area_m2[site], lacking)
            gained = float(near.people @ (after - share))
            lines.append((chosen[site], year, gained, within[site], closed, cost_try[site]))
            share = after
    table = pd.DataFrame(lines, columns=COLUMNS, index=candidates.index[chosen[placed]], dtype="float64")
    return table.astype({"number": "int64", "year": "int64"})
