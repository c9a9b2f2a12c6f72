"""Long arrays worked through by several threads at once: shapely lets go of the interpreter while it computes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np
import numpy.typing as npt

# An office machine has two to four cores; the system shares them out among more threads.
THREADS: Final = 4
# What one task holds at a time: enough to fill the threads, few enough for its shapes to be a matter of megabytes.
PORTION: Final = 1024

Array = npt.NDArray[Any]


def in_portions(function: Callable[..., Array], *arrays: Array, dtype: type) -> Array:
    """What a function that works element by element makes of arrays of one length, portion by portion.

    A prepared shape must not stand in two portions: it builds its index at the first use, and two threads at that first use
    bring the process down.

    >>> in_portions(np.add, np.arange(3), np.arange(3), dtype=int).tolist()
    [0, 2, 4]
    """
    count = len(arrays[0])
    portions = [[array[start : start + PORTION] for start in range(0, count, PORTION)] for array in arrays]
    with ThreadPoolExecutor(THREADS) as pool:
        return joined(pool.map(function, *portions), dtype)


def joined(parts: Iterable[Array], dtype: type) -> Array:
    """The parts end to end; none give an empty array.

    >>> joined([], bool).dtype
    dtype('bool')
    """
    found = list(parts)
    return np.concatenate(found) if found else np.empty(0, dtype)
