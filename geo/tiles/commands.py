"""Parts as the numbers that a vector tile draws with.

Source
    Mapbox Vector Tile Specification 2.1, section 4.3.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.tiles.parts import Ints, Kind, Parts

_MOVE_TO: Final = 1
_LINE_TO: Final = 2
_CLOSE: Final = 15
_COUNT_BITS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Shapes of one kind in a tile. Shape `i` is drawn by `numbers[starts[i]:starts[i + 1]]`.

    `rows`: which shape of the layer it is. `merged`: how many it stands for, itself included.
    """

    kind: Kind
    rows: Ints
    merged: Ints
    numbers: npt.NDArray[np.uint32]
    starts: Ints


def drawn(parts: Parts, merged: Ints) -> Drawing:
    """The drawing of parts in the units of their tile; `merged` says of each part how many shapes it stands for.

    >>> ring = np.array([[3, 6], [8, 12], [20, 34]])
    >>> parts = Parts(Kind.AREA, ring, np.array([0, 3]), np.array([7]), np.array([False]))
    >>> drawn(parts, np.array([1])).numbers.tolist()
    [9, 6, 12, 18, 10, 12, 24, 44, 15]
    """
    is_first = np.concatenate([[True], parts.rows[1:] != parts.rows[:-1]])[: len(parts.rows)]
    shapes = np.flatnonzero(is_first)
    # The pen starts at the corner of the tile for each shape, and stays where it is between the parts of one.
    steps = np.diff(parts.xy, axis=0, prepend=0)
    begins = parts.starts[:-1][shapes]
    steps[begins] = parts.xy[begins]
    numbers, starts = _commands(parts, (steps << 1) ^ (steps >> 63), is_first)
    return Drawing(parts.kind, parts.rows[shapes], merged[shapes], numbers, starts[np.append(shapes, len(parts.rows))])


def _commands(parts: Parts, steps: Ints, is_first: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.uint32], Ints]:
    counts, owners = parts.counts, parts.owners
    if parts.kind is Kind.POINT:
        # All points of a shape are one command.
        extra, heads = is_first.astype(np.int64), is_first[owners] & (np.diff(owners, prepend=-1) > 0)
        shape_of = np.cumsum(is_first) - 1
        head_numbers = _command(_MOVE_TO, np.bincount(shape_of))
    else:
        extra = np.full(len(counts), 3 if parts.kind is Kind.AREA else 2)
        heads = np.diff(owners, prepend=-1) > 0
        head_numbers = np.full(len(counts), _command(_MOVE_TO, np.int64(1)))
    starts = np.concatenate([[0], np.cumsum(2 * counts + extra)])
    within = np.arange(len(owners)) - parts.starts[:-1][owners]
    if parts.kind is Kind.POINT:
        places = starts[:-1][owners] + extra[owners] + 2 * within
    else:
        # After the first corner stands how many follow.
        places = starts[:-1][owners] + 1 + 2 * within + (within > 0)
    numbers = np.empty(starts[-1], np.uint32)
    numbers[places], numbers[places + 1] = steps[:, 0], steps[:, 1]
    numbers[places[heads] - 1] = head_numbers
    if parts.kind is not Kind.POINT:
        numbers[starts[:-1] + 3] = _command(_LINE_TO, counts - 1)
    if parts.kind is Kind.AREA:
        numbers[starts[1:] - 1] = _CLOSE
    return numbers, starts


def _command(name: int, count: Ints | np.int64) -> Ints:
    numbers: Ints = np.asarray(count << _COUNT_BITS | name)
    return numbers
