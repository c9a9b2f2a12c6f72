"""The siting problem as an integer programme: maximal covering over years, with money and room.

Unknowns, each for every year: `opens` (candidate, 0 or 1), `open` (candidate, by the end of the year), `served` (class of
demand, share) and `sent` (pair of class and candidate, share of the class), the last only for candidates that cannot take all
within their reach. Only `open` must be whole: the rest follows. (Asking it of `opens` says the same but takes longer: "open by
2027 or not" halves the programmes, "opens in 2027 or not" splits off a few.)

Source
    Church, ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32, 1974.
    Current, Storbeck, "Capacitated covering models", Environment and Planning B 15, 1988 (the constraints of capacity).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array, coo_array, csr_array, diags_array, eye_array, kron, vstack

from geo.siting.problem import Problem

Floats = npt.NDArray[np.float64]
# rows, and what they may come to at most
Block = tuple[csr_array, Floats | float]


@dataclass(frozen=True, slots=True)
class Model:
    """Minimise `cost` x, with equal x = 0, at_most x ≤ limit, 0 ≤ x ≤ upper, and the unknowns `open` whole.

    The unknowns stand as opens, open, served, sent; in each by year, then by candidate, class or pair. `openings` is how many
    `opens` there are, and `open`.
    """

    cost: Floats
    equal: csr_array
    at_most: csr_array
    limit: Floats
    upper: Floats
    openings: int


def model_of(problem: Problem) -> Model:
    """Write a problem down as an integer programme.

    >>> problem = Problem(csr_array([[1.0]]), *(np.array([number]) for number in (5.0, 5.0, 0.0, np.inf)),
    ...     count=1, per_year=1, budget_try=np.inf, yearly_budget_try=np.array([np.inf]), year_weight=np.ones(1))
    >>> model = model_of(problem)
    >>> model.cost.tolist(), model.limit.tolist()
    ([0.0, 0.0, -5.0], [0.0, 1.0, 1.0])
    """
    years, (classes, candidates) = problem.years, problem.reach.shape
    full = np.flatnonzero(problem.is_full)
    pairs = coo_array(problem.reach[:, full])
    layout = _Layout((years * candidates, years * candidates, years * classes, years * pairs.nnz))
    blocks = [*_covering(problem, layout, full, pairs), *_limits(problem, layout)]
    cost = np.zeros(sum(layout.widths))
    served_from = 2 * years * candidates
    cost[served_from : served_from + years * classes] = -np.kron(problem.year_weight, problem.value)
    opened = kron(eye_array(years) - csr_array(np.eye(years, k=-1)), eye_array(candidates))
    return Model(
        cost,
        layout.rows(opens=-eye_array(years * candidates), is_open=opened),
        csr_array(vstack([rows for rows, _ in blocks])),
        np.concatenate([np.broadcast_to(limit, rows.shape[0]) for rows, limit in blocks]).astype(np.float64),
        np.ones(len(cost)),
        years * candidates,
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """How many columns opens, open, served and sent take."""

    widths: tuple[int, int, int, int]

    def rows(self, opens: Any = None, is_open: Any = None, served: Any = None, sent: Any = None) -> csr_array:
        """One block of rows, zero where nothing is given."""
        given = (opens, is_open, served, sent)
        height = next(block.shape[0] for block in given if block is not None)
        return csr_array(
            block_array(
                [
                    [
                        csr_array((height, width)) if block is None else block
                        for block, width in zip(given, self.widths, strict=True)
                    ]
                ]
            )
        )


def _covering(problem: Problem, layout: _Layout, full: npt.NDArray[np.intp], pairs: coo_array) -> list[Block]:
    """Nobody is served without an open site within reach; a site that can be full sends for no more than it has room for."""
    classes, candidates = problem.reach.shape
    each_year = eye_array(problem.years)
    roomy = problem.reach @ diags_array((~problem.is_full).astype(np.float64))
    pair, of_class = np.arange(pairs.nnz), pairs.row
    from_class = csr_array((np.ones(pairs.nnz), (of_class, pair)), shape=(classes, pairs.nnz))
    served = eye_array(problem.years * classes)
    blocks: list[Block] = [(layout.rows(is_open=-kron(each_year, roomy), served=served, sent=-kron(each_year, from_class)), 0.0)]
    if pairs.nnz:
        persons = csr_array((problem.people[of_class], (pairs.col, pair)), shape=(len(full), pairs.nnz))
        room = csr_array((problem.capacity[full], (np.arange(len(full)), full)), shape=(len(full), candidates))
        blocks.append((layout.rows(is_open=-kron(each_year, room), sent=kron(each_year, persons)), 0.0))
        to_candidate = csr_array((np.ones(pairs.nnz), (pair, full[pairs.col])), shape=(pairs.nnz, candidates))
        sent = eye_array(problem.years * pairs.nnz)
        blocks.append((layout.rows(is_open=-kron(each_year, to_candidate), sent=sent), 0.0))
    return blocks


def _limits(problem: Problem, layout: _Layout) -> list[Block]:
    """How many a year and in all, and how much money."""
    years, candidates = problem.years, problem.reach.shape[1]
    yearly = kron(eye_array(years), np.ones((1, candidates)))
    limits: list[Block] = [
        (layout.rows(opens=yearly), float(problem.per_year)),
        (layout.rows(opens=csr_array(np.ones((1, years * candidates)))), float(problem.count)),
    ]
    bound = np.flatnonzero(np.isfinite(problem.yearly_budget_try))
    if len(bound):
        spent = csr_array(kron(eye_array(years), problem.cost_try[None, :]))
        limits.append((layout.rows(opens=spent[bound]), problem.yearly_budget_try[bound]))
    if np.isfinite(problem.budget_try):
        limits.append((layout.rows(opens=csr_array(np.tile(problem.cost_try, years)[None, :])), problem.budget_try))
    return limits
