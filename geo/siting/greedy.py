"""The rival: each time the site that gains most, as far as the year's number and money go."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from geo.siting.problem import Problem


def choose_greedily(problem: Problem) -> npt.NDArray[np.bool_]:
    """Openings by year, shape (years, candidates), each the best for the moment; of equals the first.

    A site without room for all takes them in their order and keeps them: later sites move nobody.

    >>> problem = Problem(csr_array([[1.0, 0.0], [0.0, 1.0]]), *(np.array(pair) for pair in ([5.0, 8.0], [5.0, 8.0], [0.0, 0.0])),
    ...     np.array([np.inf, np.inf]), 2, 1, np.inf, np.array([np.inf, np.inf]), np.ones(2))
    >>> choose_greedily(problem).tolist()
    [[False, True], [True, False]]
    """
    by_candidate = csr_array(problem.reach.T)
    opens = np.zeros((problem.years, by_candidate.shape[0]), dtype=bool)
    is_full = problem.is_full
    left = np.ones(len(problem.people))
    money = problem.budget_try
    for year in range(problem.years):
        money_of_year = min(problem.yearly_budget_try[year], money)
        for _ in range(problem.per_year):
            gain = by_candidate @ (problem.value * left)
            # a site without room for all gains no more than its share of them
            people = by_candidate @ (problem.people * left)
            gain[is_full] *= np.minimum(1.0, problem.capacity[is_full] / np.maximum(people[is_full], 1e-300))
            gain[opens.any(axis=0) | (problem.cost_try > money_of_year)] = 0.0
            best = int(gain.argmax()) if len(gain) else 0
            if opens.sum() == problem.count or not gain[best : best + 1].any():
                break
            opens[year, best] = True
            classes = by_candidate.indices[by_candidate.indptr[best] : by_candidate.indptr[best + 1]]
            persons = problem.people[classes] * left[classes]
            taken = np.diff(np.minimum(np.cumsum(persons), problem.capacity[best]), prepend=0.0)
            left[classes] -= np.divide(
                taken, problem.people[classes], out=left[classes].copy(), where=problem.people[classes] > 0
            )
            np.clip(left, 0.0, 1.0, out=left)
            money_of_year -= problem.cost_try[best]
            money -= problem.cost_try[best]
    return opens
