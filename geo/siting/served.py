"""Who is served by a set of open sites, and what a programme of openings is worth."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, vstack

from geo.siting.problem import Problem

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]


def served_share(problem: Problem, sites: Integers) -> Floats:
    """Share of each class that the open sites serve: all within reach, or as many as there is room for, the most valuable first.

    >>> problem = Problem(csr_array([[1.0], [1.0]]), np.array([6.0, 4.0]), np.array([6.0, 8.0]), np.zeros(1), np.array([7.0]),
    ...     count=1, per_year=1, budget_try=np.inf, yearly_budget_try=np.array([np.inf]), year_weight=np.ones(1))
    >>> served_share(problem, np.array([0])).tolist()
    [0.5, 1.0]
    """
    reach = csr_array(problem.reach[:, sites])
    is_full = problem.is_full[sites]
    share = (np.asarray(reach[:, ~is_full].sum(axis=1)) > 0).astype(np.float64)
    # those whom a roomy site serves need no room elsewhere
    waiting = np.flatnonzero(share == 0)
    pairs = coo_array(csr_array(reach[:, is_full])[waiting])
    if pairs.nnz == 0:
        return share
    pair = np.arange(pairs.nnz)
    whole = csr_array((np.ones(pairs.nnz), (pairs.row, pair)), shape=(len(waiting), pairs.nnz))
    room = csr_array((problem.people[waiting][pairs.row], (pairs.col, pair)), shape=(pairs.shape[1], pairs.nnz))
    limit = np.concatenate([np.ones(len(waiting)), problem.capacity[sites][is_full]])
    sent = linprog(-problem.value[waiting][pairs.row], A_ub=vstack([whole, room]), b_ub=limit, bounds=(0, 1), method="highs").x
    share[waiting] = np.minimum(whole @ sent, 1.0)
    return share


def worth(problem: Problem, opens: npt.NDArray[np.bool_]) -> float:
    """Value of a programme of openings, shape (years, candidates): each year's value served, by the year's weight.

    >>> problem = Problem(csr_array([[1.0, 0.0], [0.0, 1.0]]), *(np.array(pair) for pair in ([5.0, 3.0], [5.0, 3.0], [0.0, 0.0])),
    ...     np.array([np.inf, np.inf]), 2, 1, np.inf, np.array([np.inf, np.inf]), np.ones(2))
    >>> worth(problem, np.array([[True, False], [False, True]]))
    13.0
    """
    by_year = np.logical_or.accumulate(opens, axis=0)
    values = [float(problem.value @ served_share(problem, np.flatnonzero(is_open))) for is_open in by_year]
    return float(problem.year_weight @ values)
