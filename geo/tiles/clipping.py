"""Parts cut at the edge of a tile, all at once: what lies beyond is not sent."""

from dataclasses import replace

import numpy as np

from geo.tiles.parts import Bools, Ints, Kind, Parts


def clipped(parts: Parts, low: int, high: int) -> Parts:
    """What of areas or lines lies between `low` and `high` both ways; a part may be left with no corner.

    A ring that is cut runs along the edge; of a line that leaves and comes back there are two.

    >>> ring = np.array([[-2, 2], [2, 2], [2, 6], [-2, 6]])
    >>> square = Parts(Kind.AREA, ring, np.array([0, 4]), np.array([0]), np.array([False]))
    >>> clipped(square, 0, 9).xy.tolist()
    [[0, 2], [2, 2], [2, 6], [0, 6]]

    Source
        Sutherland and Hodgman, Reentrant polygon clipping, Communications of the ACM 17 (1974).
    """
    lowest, highest = parts.boxes()
    crosses = np.any((lowest < low) | (highest > high), axis=1)
    if not np.any(crosses):
        return parts
    for axis in (0, 1):
        parts = _cut(parts, axis, low, above=True)
        parts = _cut(parts, axis, high, above=False)
    return parts


def _cut(parts: Parts, axis: int, edge: int, *, above: bool) -> Parts:
    """What lies on one side of a line parallel to an axis."""
    values = parts.xy[:, axis] - edge
    is_in = values >= 0 if above else values <= 0
    if np.all(is_in):
        return parts
    following = parts.successors()
    crosses = (is_in != is_in[following]) & (values != 0) & (values[following] != 0)
    # Two places for each corner: itself where it is in, then where its edge crosses the line.
    taken = np.column_stack([is_in, crosses]).ravel()
    places = np.stack([parts.xy, _crossings(parts, following, crosses, axis, edge)], axis=1).reshape(-1, 2)[taken]
    before = np.concatenate([[0], np.cumsum(taken)])
    starts = before[2 * parts.starts]
    if parts.kind is Kind.AREA:
        return replace(parts, xy=places, starts=starts)
    return _split(replace(parts, xy=places, starts=starts), before[_entries(parts, is_in, crosses, following)])


def _crossings(parts: Parts, following: Ints, crosses: Bools, axis: int, edge: int) -> Ints:
    """Where edges cross the line. Both neighbours of a border get the same place: each edge is taken from its lower end."""
    one, two = parts.xy, parts.xy[following]
    swap = (one[:, axis] > two[:, axis])[:, None]
    low, high = np.where(swap, two, one), np.where(swap, one, two)
    other = 1 - axis
    share = np.divide(edge - low[:, axis], high[:, axis] - low[:, axis], out=np.zeros(len(one)), where=crosses)
    found = np.empty(one.shape, np.int64)
    found[:, axis] = edge
    found[:, other] = np.rint(low[:, other] + share * (high[:, other] - low[:, other]))
    return found


def _entries(parts: Parts, is_in: Bools, crosses: Bools, following: Ints) -> Ints:
    """The places, of two for each corner, at which a line comes back in."""
    corners = np.flatnonzero(~is_in & is_in[following])
    return np.where(crosses[corners], 2 * corners + 1, 2 * following[corners])


def _split(parts: Parts, entries: Ints) -> Parts:
    """Lines taken apart where they come back in."""
    starts = np.unique(np.concatenate([parts.starts[:-1], entries]))
    owners = np.searchsorted(parts.starts[1:], starts, side="right")
    is_there = owners < len(parts.rows)
    starts, owners = starts[is_there], owners[is_there]
    return Parts(parts.kind, parts.xy, np.append(starts, len(parts.xy)), parts.rows[owners], parts.holes[owners])
