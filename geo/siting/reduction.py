"""Making a covering problem smaller without changing its answer."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]


def merge_demand(reach: csr_array, people: Floats, value: Floats, apart: Floats) -> tuple[csr_array, Floats, Floats]:
    """One class for all demand with the same candidates and the same `apart`; demand without candidates goes.

    Any set of sites reaches all of a class or none of it, so the optimum stays.

    >>> reach = csr_array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    >>> table, people, _ = merge_demand(reach, np.array([3.0, 4.0, 5.0, 6.0]), np.ones(4), np.zeros(4))
    >>> table.toarray().tolist(), people.tolist()
    ([[1.0, 0.0], [1.0, 1.0]], [7.0, 5.0])
    """
    table = csr_array(reach)
    table.sort_indices()
    start, columns = table.indptr, table.indices
    # bytes of the column numbers: as exact as the numbers, and one look-up a row
    classes: dict[tuple[bytes, float], int] = {}
    class_of = np.full(table.shape[0], -1, dtype=np.intp)
    for row in np.flatnonzero(np.diff(start)):
        key = (columns[start[row] : start[row + 1]].tobytes(), float(apart[row]))
        class_of[row] = classes.setdefault(key, len(classes))
    reached = class_of >= 0
    first = np.zeros(len(classes), dtype=np.intp)
    backwards = np.flatnonzero(reached)[::-1]
    first[class_of[backwards]] = backwards
    sums = [np.bincount(class_of[reached], some[reached], len(classes)).astype(np.float64) for some in (people, value)]
    return table[first], sums[0], sums[1]


def dominating_candidates(reach: csr_array, cost_try: Floats, may_be_full: npt.NDArray[np.bool_]) -> Integers:
    """For each candidate the number of one that reaches all the same and more, costs no more, and has room; else -1.

    An optimum without the dominated candidate exists: the other takes its place and year, or is there already and leaves it
    nothing. Of equals the first stays.

    >>> reach = csr_array([[1.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    >>> dominating_candidates(reach, np.zeros(3), np.zeros(3, dtype=bool)).tolist()
    [1, -1, -1]
    """
    count = reach.shape[1]
    by_candidate = csr_array(reach.T)
    shared = csr_array(by_candidate @ reach).tocoo()
    size = np.diff(by_candidate.indptr)
    one, other = shared.row, shared.col
    includes = (shared.data == size[one]) & (one != other) & ~may_be_full[other] & (cost_try[other] <= cost_try[one])
    # neither of two equals may be dropped for the other
    equal = includes & (size[one] == size[other]) & (cost_try[one] == cost_try[other]) & ~may_be_full[one]
    better = includes & ~(equal & (one < other))
    found = np.full(count, -1, dtype=np.intp)
    order = np.lexsort([other[better], -size[other[better]]])[::-1]
    found[one[better][order]] = other[better][order]
    return found
