"""Natural breaks: the classes within which values differ least from their mean.

Fisher, "On grouping for maximum homogeneity", JASA 53 (1958), 789–798: the best classes of sorted values are runs of them, so the
best ones of the first j values in k classes follow from those in k − 1. mapclassify does the same value by value in Python.
"""

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def natural_breaks(values: Values, count: int) -> list[float]:
    """The greatest value of each class, rising; the last is the greatest of all.

    Parameters
        values: finite, in any order; the pairs of distinct ones are looked at, so no more than a few thousand.
        count: of classes, at most as many as there are distinct values.

    >>> natural_breaks(np.array([1.0, 2, 3, 10, 11, 12, 40]), 3)
    [3.0, 12.0, 40.0]
    """
    distinct, weights = np.unique(values, return_counts=True)
    # Squares of large values far from zero would drown their differences.
    centred = distinct - distinct.mean()
    number, total, square = (np.concatenate([[0.0], np.cumsum(weights * centred**power)]) for power in (0, 1, 2))
    people = number[None, :] - number[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (square[None, :] - square[:, None]) - (total[None, :] - total[:, None]) ** 2 / people
    # From the i-th value up to before the j-th, of which there must be one at least.
    cost = np.where(people > 0, spread, np.inf)
    best, begins = cost[0], []
    for _ in range(count - 1):
        whole = best[:, None] + cost
        begins.append(whole.argmin(axis=0))
        best = whole.min(axis=0)
    end = len(distinct)
    breaks = [float(distinct[-1])]
    for begin in reversed(begins):
        end = int(begin[end])
        breaks.append(float(distinct[end - 1]))
    return breaks[::-1]
