"""Whole shares of a whole: how a known total is dealt out so that its parts sum to it exactly."""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def apportion(total: int, weights: npt.ArrayLike, *, least: int = 0) -> Integers:
    """Deal `total` whole units out in proportion to weights, by largest remainder; each gets at least `least`.

    Equal remainders go to the first. Weights that are all zero count as equal. No weights give no parts.

    Raises
        ValueError: there are fewer units than `least` for each.

    >>> apportion(100, [1, 1, 1]).tolist(), apportion(5, [98, 1, 1], least=1).tolist()
    ([34, 33, 33], [3, 1, 1])
    """
    shares: Floats = np.asarray(weights, dtype=np.float64)
    free = total - least * len(shares)
    if free < 0:
        raise ValueError(f"{total} units are not enough for {least} each of {len(shares)}")
    if not len(shares):
        return np.zeros(0, dtype=np.int64)
    if shares.sum() == 0:
        shares = np.ones_like(shares)
    exact = free * (shares / shares.sum())
    whole = np.floor(exact).astype(np.int64)
    first = np.argsort(whole - exact, kind="stable")[: free - int(whole.sum())]
    whole[first] += 1
    dealt: Integers = whole + least
    return dealt
