"""The exact optimum: relaxation, a first solution from its support, then only what can still be better.

The linear relaxation bounds the optimum and prices each opening: one that would cost more than the distance between the bound
and a known solution is in no better solution. What is left is a small integer programme, and fewer candidates let more
demand merge. The proof is that of the bounds: no solution is better than `bound`.

Source
    Dantzig, Fulkerson, Johnson, "Solution of a large-scale traveling-salesman problem", Operations Research 2, 1954 (fixing
    unknowns by their reduced costs).
    Huangfu, Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10, 2018 (HiGHS, through SciPy).
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from geo.siting.greedy import choose_greedily
from geo.siting.model import Model, model_of
from geo.siting.problem import Problem
from geo.siting.reduction import dominating_candidates
from geo.siting.served import worth

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# HiGHS keeps its rows to 1e-7; what is nearer to a bound than this is at it.
_TOLERANCE: Final = 1e-6
# The search for a first solution gets this much of the time, the proof the rest.
_FIRST_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Solution:
    """Openings by year, shape (years, candidates), their value, the value that none exceeds, and the greedy one's."""

    opens: Flags
    value: float
    bound: float
    greedy_value: float
    is_optimal: bool


@dataclass(frozen=True, slots=True)
class _Relaxation:
    """Bound on the value, which candidates it opens at all, and what one opening takes off the bound, (years, candidates)."""

    bound: float
    core: Flags
    price: Floats


def solve(problem: Problem, time_limit_s: float) -> Solution:
    """Find the openings of greatest value, and prove it unless the solver's time runs out.

    The time is that of both searches; the relaxation before them takes seconds. Where it suffices for the proof, the same
    question has the same answer on every machine.

    >>> from scipy.sparse import csr_array
    >>> problem = Problem(csr_array([[1.0, 1.0], [0.0, 1.0]]), *(np.array(pair) for pair in ([5.0, 3.0], [5.0, 3.0], [0.0, 0.0])),
    ...     np.array([np.inf, np.inf]), 1, 1, np.inf, np.array([np.inf]), np.ones(1))
    >>> solution = solve(problem, 10)
    >>> solution.opens.tolist(), solution.value, solution.is_optimal
    ([[False, True]], 8.0, True)
    """
    best = choose_greedily(problem)
    value = greedy_value = worth(problem, best)
    if problem.reach.shape[0] == 0:
        return Solution(best, value, value, value, is_optimal=True)
    dominated = dominating_candidates(problem.reach, problem.cost_try, problem.is_full) >= 0
    may_open = np.tile(~dominated & (np.diff(problem.reach.tocsc().indptr) > 0), (problem.years, 1))
    relaxed = _relax(problem, may_open)
    # whole values in years of weight 1 improve by whole steps
    step = 1.0 if _is_whole(problem) else 0.0

    def open_to_better() -> Flags:
        """Openings that some solution better than the best so far may have."""
        slack = relaxed.bound - value - step + _TOLERANCE * max(1.0, abs(relaxed.bound))
        return may_open & (relaxed.price <= slack) if slack >= 0 else np.zeros_like(may_open)

    first = open_to_better() & relaxed.core
    if first.any():
        opens, _, _ = _search(problem, first, _FIRST_SHARE * time_limit_s)
        best, value = _better(problem, opens, best, value)
    rest = open_to_better()
    if not rest.any():
        return Solution(best, value, value, greedy_value, is_optimal=True)
    opens, bound, done = _search(problem, rest, (1 - _FIRST_SHARE) * time_limit_s)
    best, value = _better(problem, opens, best, value)
    bound = value if done else max(value, min(relaxed.bound, bound))
    return Solution(best, value, bound, greedy_value, is_optimal=done)


def _better(problem: Problem, opens: Flags | None, best: Flags, value: float) -> tuple[Flags, float]:
    if opens is None:
        return best, value
    found = worth(problem, opens)
    return (opens, found) if found > value else (best, value)


def _is_whole(problem: Problem) -> bool:
    has_room = not problem.is_full.any()
    return has_room and bool(np.equal(np.mod(problem.value, 1), 0).all() and np.isin(problem.year_weight, (0.0, 1.0)).all())


def _part(problem: Problem, may_open: Flags) -> tuple[npt.NDArray[np.intp], Model]:
    """The model of the candidates that may open at all, shut in the years in which they may not."""
    candidates = np.flatnonzero(may_open.any(axis=0))
    model = model_of(problem.of(candidates))
    upper = model.upper.copy()
    upper[: model.openings] = may_open[:, candidates].ravel()
    return candidates, replace(model, upper=upper)


def _relax(problem: Problem, may_open: Flags) -> _Relaxation:
    candidates, model = _part(problem, may_open)
    shape, count = (problem.years, len(candidates)), model.openings
    price = np.zeros(may_open.shape)
    core = np.ones(may_open.shape[1], dtype=bool)
    bounds = np.column_stack([np.zeros(len(model.upper)), model.upper])
    # interior points take half the time of the simplex here, and its crossover gives the same prices
    solved = linprog(
        model.cost, model.at_most, model.limit, model.equal, np.zeros(model.equal.shape[0]), bounds, method="highs-ipm"
    )
    if solved.status != 0:
        return _Relaxation(float(problem.year_weight.sum() * problem.value.sum()), core, price)
    opens, stays = solved.lower.marginals[:count].reshape(shape), solved.lower.marginals[count : 2 * count].reshape(shape)
    # what opens in a year stays open: the price is that of the opening and of all years from then on
    price[:, candidates] = opens + np.cumsum(stays[::-1], axis=0)[::-1]
    core[candidates] = solved.x[:count].reshape(shape).max(axis=0) > _TOLERANCE
    return _Relaxation(-float(solved.fun), core, np.maximum(price, 0.0))


def _search(problem: Problem, may_open: Flags, time_limit_s: float) -> tuple[Flags | None, float, bool]:
    """Best openings among those that may be, the bound on their value, and whether the search was finished."""
    candidates, model = _part(problem, may_open)
    constraints = [LinearConstraint(model.equal, 0, 0), LinearConstraint(model.at_most, -np.inf, model.limit)]
    is_open = slice(model.openings, 2 * model.openings)
    whole = np.zeros(len(model.cost))
    whole[is_open] = 1
    options = {"mip_rel_gap": 0.0, "time_limit": time_limit_s}
    solved = milp(model.cost, integrality=whole, bounds=Bounds(0, model.upper), constraints=constraints, options=options)
    bound = np.inf if solved.mip_dual_bound is None else -float(solved.mip_dual_bound)
    if solved.x is None:
        return None, bound, solved.status == 0
    by_year = solved.x[is_open].reshape(problem.years, len(candidates)) > 0.5
    opens = np.zeros(may_open.shape, dtype=bool)
    opens[:, candidates] = by_year & ~np.vstack([np.zeros_like(by_year[:1]), by_year[:-1]])
    return opens, bound, solved.status == 0
