"""Shapes as corners end to end: rings, lines and points on the grid, each knowing whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.tiles.grid import Points, on_grid

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# By shapely's number of a type: a point, a line, a ring (drawn as a line), a polygon.
_SINGLE: Final = 3
_TRIANGLE: Final = np.array([[0, 0], [1, 0], [0, 1]])


class Kind(IntEnum):
    """What a part is drawn as, by the numbers of the vector tile specification."""

    POINT = 1
    LINE = 2
    AREA = 3


# Areas are drawn first, so that they hide nothing.
_ORDER: Final = (Kind.AREA, Kind.LINE, Kind.POINT)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Parts of one kind. Corners of part `i` are `xy[starts[i]:starts[i + 1]]`; a ring does not repeat its first one.

    `rows`: to which shape each part belongs, ascending. `holes`: which rings are holes in the ring before them that is none.
    """

    kind: Kind
    xy: Points
    starts: Ints
    rows: Ints
    holes: Bools

    @property
    def counts(self) -> Ints:
        """How many corners each part has."""
        counts: Ints = np.diff(self.starts)
        return counts

    @property
    def owners(self) -> Ints:
        """To which part each corner belongs."""
        owners: Ints = np.repeat(np.arange(len(self.rows)), self.counts)
        return owners

    def successors(self) -> Ints:
        """The corner after each corner; after the last one of a ring comes its first, a line's last is its own."""
        following: Ints = np.arange(1, len(self.xy) + 1)
        last = self.starts[1:][self.counts > 0] - 1
        following[last] = self.starts[:-1][self.counts > 0] if self.kind is Kind.AREA else last
        return following

    def boxes(self) -> tuple[Points, Points]:
        """The lowest and the highest place of each part; no part may be empty."""
        if len(self.xy) == len(self.rows):
            return self.xy, self.xy
        return np.minimum.reduceat(self.xy, self.starts[:-1], axis=0), np.maximum.reduceat(self.xy, self.starts[:-1], axis=0)

    def doubled_areas(self) -> Ints:
        """Twice the area that each ring encloses: positive where it turns as the hands of a clock do on the map."""
        if not len(self.xy):
            return np.zeros(len(self.rows), np.int64)
        # From a corner of their own: far from the origin the products of coordinates would not fit.
        local = self.xy - self.xy[self.starts[:-1][self.owners]]
        after = local[self.successors()]
        crossed = local[:, 0] * after[:, 1] - after[:, 0] * local[:, 1]
        sums: Ints = np.bincount(self.owners, crossed, len(self.rows)).astype(np.int64)
        return sums

    def corners_of(self, chosen: Ints) -> Ints:
        """The corners of chosen parts, end to end."""
        return stretches(self.starts[chosen], self.counts[chosen])

    def take(self, chosen: Ints) -> "Parts":
        """The chosen parts."""
        starts = np.concatenate([[0], np.cumsum(self.counts[chosen])])
        return Parts(self.kind, self.xy[self.corners_of(chosen)], starts, self.rows[chosen], self.holes[chosen])

    def without_corners(self, gone: Bools) -> "Parts":
        """The same parts with fewer corners; a part may be left with none."""
        before = np.concatenate([[0], np.cumsum(~gone)])
        return Parts(self.kind, self.xy[~gone], before[self.starts], self.rows, self.holes)


def stretches(starts: Ints, counts: Ints) -> Ints:
    """Stretches of whole numbers end to end, from each start so many.

    >>> stretches(np.array([7, 0]), np.array([2, 3])).tolist()
    [7, 8, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    found: Ints = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
    return found


def parts_of(shapes: npt.NDArray[np.object_]) -> tuple[Parts, ...]:
    """Areas, lines and points of shapes in degrees, whatever collections they come in; a kind that does not occur is left out.

    An area or a line too small for the grid is drawn as the smallest that there is: nothing is lost.

    >>> from shapely import box
    >>> [(parts.kind.name, parts.xy.shape) for parts in parts_of(np.array([box(36, 36, 37, 37), shapely.Point(36, 36)]))]
    [('AREA', (4, 2)), ('POINT', (1, 2))]
    """
    rows = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    singles = shapes[rows]
    while np.any(shapely.get_type_id(singles) > _SINGLE):
        singles, origin = shapely.get_parts(singles, return_index=True)
        rows = rows[origin]
    dimensions = shapely.get_dimensions(singles)
    found = []
    for kind in _ORDER:
        chosen = (dimensions == kind - 1) & ~shapely.is_empty(singles)
        if np.any(chosen):
            found.append(_flat(kind, singles[chosen], rows[chosen]))
    return tuple(found)


def gathered(portions: Iterable[npt.NDArray[np.object_]]) -> tuple[Parts, ...]:
    """What `parts_of` gives of all shapes, for shapes of which a portion is held at a time."""
    found = {kind: _Gathered() for kind in _ORDER}
    start = 0
    for shapes in portions:
        for parts in parts_of(shapes):
            found[parts.kind].add(parts, start)
        start += len(shapes)
    return tuple(found[kind].parts(kind) for kind in _ORDER if found[kind].counts)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Parts as bytes that grow where they are: thousands of small arrays would leave as much memory torn as they fill."""

    xy: bytearray = field(default_factory=bytearray)
    counts: bytearray = field(default_factory=bytearray)
    rows: bytearray = field(default_factory=bytearray)
    holes: bytearray = field(default_factory=bytearray)

    def add(self, parts: Parts, start: int) -> None:
        # The grid is 28 bits wide.
        self.xy.extend(parts.xy.astype(np.int32).tobytes())
        self.counts.extend(parts.counts.astype(np.int64).tobytes())
        self.rows.extend((parts.rows + start).astype(np.int64).tobytes())
        self.holes.extend(parts.holes.tobytes())

    def parts(self, kind: Kind) -> Parts:
        starts = np.concatenate([[0], np.cumsum(np.frombuffer(self.counts, np.int64))])
        rows, holes = np.frombuffer(self.rows, np.int64), np.frombuffer(self.holes, np.bool_)
        return Parts(kind, np.frombuffer(self.xy, np.int32).reshape(-1, 2), starts, rows, holes)


def _flat(kind: Kind, singles: npt.NDArray[np.object_], rows: Ints) -> Parts:
    holes = np.zeros(len(singles), bool)
    if kind is Kind.AREA:
        singles, polygons = shapely.get_rings(singles, return_index=True)
        rows = rows[polygons]
        holes = np.concatenate([[False], polygons[1:] == polygons[:-1]])
    coordinates, owners = shapely.get_coordinates(singles, return_index=True)
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(singles)))])
    parts = Parts(kind, on_grid(coordinates), starts, rows, holes)
    if kind is Kind.POINT:
        return parts
    return tidy(_with_areas(parts) if kind is Kind.AREA else parts)


def tidy(parts: Parts) -> Parts:
    """Areas or lines without repeated corners and without rings that enclose nothing, turned as tiles want them.

    Outer rings turn as the hands of a clock do, holes the other way; with an outer ring its holes go. A line of no length gets
    one unit.

    >>> ring = np.array([[0, 0], [0, 4], [0, 4], [4, 4], [4, 0]])
    >>> tidy(Parts(Kind.AREA, ring, np.array([0, 5]), np.array([0]), np.array([False]))).xy.tolist()
    [[4, 0], [4, 4], [0, 4], [0, 0]]
    """
    following = parts.successors()
    is_repeated = np.all(parts.xy == parts.xy[following], axis=1) & (following != np.arange(len(following)))
    thin = parts.without_corners(is_repeated)
    if parts.kind is Kind.LINE:
        return _with_lengths(thin)
    areas = thin.doubled_areas()
    outer = np.maximum.accumulate(np.where(thin.holes, 0, np.arange(len(thin.rows))))
    return _turned(thin, (areas < 0) != thin.holes).take(np.flatnonzero((areas != 0) & (areas[outer] != 0)))


def _turned(parts: Parts, is_wrong: Bools) -> Parts:
    """The rings that are wrong turned around."""
    places, owners = np.arange(len(parts.xy)), parts.owners
    mirrored = parts.starts[:-1][owners] + parts.starts[1:][owners] - 1 - places
    return replace(parts, xy=parts.xy[np.where(is_wrong[owners], mirrored, places)])


def _with_lengths(parts: Parts) -> Parts:
    """Lines of a single corner made one unit long."""
    is_single = parts.counts == 1
    at = parts.starts[:-1][is_single]
    xy = np.insert(parts.xy, at + 1, parts.xy[at] + np.array([1, 0]), axis=0)
    return replace(parts, xy=xy, starts=np.concatenate([[0], np.cumsum(parts.counts + is_single)]))


def _with_areas(parts: Parts) -> Parts:
    """Outer rings that enclose nothing on the grid made triangles of one unit."""
    is_flat = (parts.doubled_areas() == 0) & ~parts.holes
    corners = parts.xy[parts.starts[:-1][is_flat]]
    counts = np.where(is_flat, len(_TRIANGLE), parts.counts)
    is_new = np.repeat(is_flat, counts)
    xy = np.empty((len(is_new), 2), np.int64)
    xy[is_new] = (corners[:, None, :] + _TRIANGLE).reshape(-1, 2)
    xy[~is_new] = parts.xy[~is_flat[parts.owners]]
    return replace(parts, xy=xy, starts=np.concatenate([[0], np.cumsum(counts)]))
