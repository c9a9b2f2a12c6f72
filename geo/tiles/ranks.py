"""How far out each corner is still worth drawing: thinning that does the same to both sides of a border.

A corner is a place on the grid, whoever passes through it. What is decided of it holds for all its parts, so that neighbours
that share a border still share it at every zoom, whether or not the whole is a faultless coverage.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from geo.tiles.grid import MAX_ZOOM, PIXEL, Points
from geo.tiles.parts import Bools, Ints, Kind, Parts

Zooms = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

# Twice the area of the triangle that a corner makes with its neighbours, in units of its tile: half a pixel.
_LEAST: Final = PIXEL * PIXEL
# A border that would need more rounds keeps a few corners too many.
_MOST_ROUNDS: Final = 60
# Ranking needs 80 bytes a corner.
_MOST_AT_ONCE: Final = 500_000


def first_zooms(parts: Parts) -> Zooms:
    """The lowest zoom at which each corner is drawn: below it, leaving it out changes less than half a pixel of area.

    Ends of lines, corners where borders meet, and three corners of each ring are drawn at every zoom. At the highest zoom
    everything is drawn.

    More corners than half a million are ranked piece by piece, from west to east. Corners that pieces share are drawn at every
    zoom as well, so that their borders stay shared.

    Source
        Visvalingam and Whyatt, Line generalisation by repeated elimination of points, The Cartographic Journal 30 (1993), with
        all corners at once that are smaller than both their neighbours.

    >>> ring = np.array([[0, 0], [4096, 1], [8192, 0], [8192, 8192], [0, 8192]])
    >>> first_zooms(Parts(Kind.AREA, ring, np.array([0, 5]), np.array([0]), np.array([False]))).tolist()
    [0, 13, 0, 0, 6]
    """
    if len(parts.xy) <= _MOST_AT_ONCE:
        return _ranked(parts, np.empty(0, np.int64))
    zooms = np.zeros(len(parts.xy), np.uint8)
    order = np.argsort(parts.xy[parts.starts[:-1], 0], kind="stable")
    cuts = np.flatnonzero(np.diff(np.cumsum(parts.counts[order]) // _MOST_AT_ONCE)) + 1
    pieces = np.split(order, cuts)
    shared = _shared(parts, pieces)
    for piece in pieces:
        zooms[parts.corners_of(piece)] = _ranked(parts.take(piece), shared)
    return zooms


def _shared(parts: Parts, pieces: list[Ints]) -> Ints:
    """The places that several pieces pass through."""
    places = np.concatenate([np.unique(_places(parts.xy[parts.corners_of(piece)])) for piece in pieces])
    places.sort()
    return np.unique(places[1:][places[1:] == places[:-1]])


def _places(xy: Points) -> Ints:
    """Each place on the grid as one number."""
    wide = xy.astype(np.int64)
    return wide[:, 0] << 32 | wide[:, 1]


def _ranked(parts: Parts, pinned: Ints) -> Zooms:
    """The lowest zoom of each corner; those at `pinned` places are drawn at all."""
    places, first, corners = np.unique(_places(parts.xy), return_index=True, return_inverse=True)
    low, high = _edges(parts, corners, len(first))
    ends, others = np.concatenate([low, high]), np.concatenate([high, low])
    others = others[np.argsort(ends, kind="stable")]
    degrees = np.bincount(ends, minlength=len(first))
    is_fixed = (degrees != 2) | np.isin(places, pinned, assume_unique=True)
    if parts.kind is Kind.LINE:
        is_fixed[corners[parts.starts[:-1]]] = is_fixed[corners[parts.starts[1:] - 1]] = True
    else:
        is_fixed[_corners_of_rings(parts, corners, is_fixed)] = True
    at = np.minimum(np.cumsum(degrees) - degrees, max(len(others) - 2, 0))
    beside = np.stack([others[at], others[at + 1]])
    return _thinned(parts.xy[first].astype(np.float64), beside, is_fixed)[corners]


def _edges(parts: Parts, corners: Ints, count: int) -> tuple[Ints, Ints]:
    """The two corners of each edge, each edge once whoever passes along it and however often."""
    after = corners[parts.successors()]
    low, high = np.minimum(corners, after), np.maximum(corners, after)
    return np.divmod(np.unique((low * count + high)[low != high]), count)


def _corners_of_rings(parts: Parts, corners: Ints, is_fixed: Bools) -> Ints:
    """Three corners that span a ring, for each ring that has not three fixed ones of its own."""
    fixed = np.bincount(parts.owners, is_fixed[corners], len(parts.rows))
    few = np.flatnonzero(fixed < 3)
    if not len(few):
        return np.empty(0, np.int64)
    chosen = corners[parts.corners_of(few)]
    parts = parts.take(few)
    owners, xy = parts.owners, parts.xy.astype(np.float64)
    west = _place_of_highest(-xy[:, 0], parts)
    away = xy - xy[west][owners]
    far = _place_of_highest((away**2).sum(axis=1), parts)
    along = away[far][owners]
    aside = _place_of_highest(np.abs(along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]), parts)
    return np.concatenate([chosen[west], chosen[far], chosen[aside]])


def _place_of_highest(values: Floats, parts: Parts) -> Ints:
    """For each part the first of its corners with the highest value."""
    is_highest = values == np.maximum.reduceat(values, parts.starts[:-1])[parts.owners]
    places = np.flatnonzero(is_highest)
    return places[np.unique(parts.owners[places], return_index=True)[1]]


def _thinned(xy: Points | Floats, beside: Ints, is_fixed: Bools) -> Zooms:
    """The first zoom of each corner, from the highest zoom down. `beside` are the two neighbours that it still has."""
    zooms = np.zeros(len(xy), np.uint8)
    sizes = np.full(len(xy), np.inf)
    loose = np.flatnonzero(~is_fixed)
    sizes[loose] = _sizes(xy, beside, loose)
    for zoom in range(MAX_ZOOM - 1, -1, -1):
        least = float(_LEAST << 2 * (MAX_ZOOM - zoom))
        for _ in range(_MOST_ROUNDS):
            small = loose[sizes[loose] < least]
            if not len(small):
                break
            gone = small[_is_smaller(sizes, small, beside[0, small]) & _is_smaller(sizes, small, beside[1, small])]
            zooms[gone] = zoom + 1
            sizes[gone] = np.inf
            _close_up(beside, gone)
            changed = beside[:, gone].ravel()
            changed = changed[~is_fixed[changed]]
            sizes[changed] = _sizes(xy, beside, changed)
        loose = loose[zooms[loose] == 0]
    return zooms


def _sizes(xy: Points | Floats, beside: Ints, asked: Ints) -> Floats:
    """Twice the areas of the triangles that corners make with their neighbours; endless where both are the same."""
    one, two = xy[beside[0, asked]] - xy[asked], xy[beside[1, asked]] - xy[asked]
    sizes = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
    return np.where(beside[0, asked] == beside[1, asked], np.inf, sizes)


def _is_smaller(sizes: Floats, ones: Ints, others: Ints) -> Bools:
    """Whether corners are smaller than others; of two alike the one that comes first."""
    smaller: Bools = (sizes[ones] < sizes[others]) | ((sizes[ones] == sizes[others]) & (ones < others))
    return smaller


def _close_up(beside: Ints, gone: Ints) -> None:
    """Make the neighbours of what is gone neighbours of each other. No two neighbours go at once."""
    left, right = beside[0, gone], beside[1, gone]
    for near, far in ((left, right), (right, left)):
        side = np.where(beside[0, near] == gone, 0, 1)
        beside[side, near] = far
