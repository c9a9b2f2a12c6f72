"""How much land the polygons of two sets share: exact areas of all pairs, found without drawing what they share.

Most polygons of a fine set lie wholly inside one of a coarse set, which a prepared shape tells at a glance; only those that meet
a border are intersected. Where the coarse set is a clean coverage, one of the shares of a polygon is what the others leave of it.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.threads import PORTION, THREADS, in_portions, joined

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Integers = npt.NDArray[np.intp]
Booleans = npt.NDArray[np.bool_]

# What others leave of a polygon is known to the rounding of its corners; less than this of it is no land.
_ROUNDING_RATIO: Final = 1e-9


@dataclass(frozen=True, slots=True)
class SharedAreas:
    """The pairs of polygons that share land, by position in their sets, sorted by both; and the land (m2).

    `second_is_coverage`: the polygons of the second set are known to share no land with each other; False where nobody looked.
    """

    first: Integers
    second: Integers
    area_m2: Floats
    second_is_coverage: bool


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Pairs whose polygons meet, sorted by the second; `inside` where the first lies wholly within the second."""

    first: Integers
    second: Integers
    inside: Booleans
    second_is_coverage: bool


def shared_areas(first: Geometries, second: Geometries) -> SharedAreas:
    """The land that each polygon of one set shares with each of another; pairs that only touch are left out.

    Polygons of one set may overlap each other. Empty sets give no pairs.

    Parameters
        first, second: valid polygons in one metric CRS, none missing (`geo.measurable.require_polygons`).
    >>> found = shared_areas(np.array([shapely.box(0, 0, 4, 1)]), np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 9, 9)]))
    >>> found.second.tolist(), found.area_m2.tolist()
    ([0, 1], [1.0, 3.0])
    """
    if len(first) < len(second):
        # The set of fewer polygons is the coarser one: its shapes are worth preparing.
        found = shared_areas(second, first)
        order = np.lexsort([found.first, found.second])
        return SharedAreas(found.second[order], found.first[order], found.area_m2[order], second_is_coverage=False)
    meeting = _meet(first, second)
    own_m2 = shapely.area(first)
    area_m2 = np.where(meeting.inside, own_m2[meeting.first], np.nan)
    crossing = np.flatnonzero(~meeting.inside)
    follows = _left_by_others(meeting, crossing, first, second)
    cut, left = crossing[~follows], crossing[follows]
    ones, others = first[meeting.first[cut]], second[meeting.second[cut]]
    area_m2[cut] = in_portions(_intersection_areas, ones, others, dtype=float)
    of_left = meeting.first[left]
    left_m2 = own_m2[of_left] - np.bincount(meeting.first[cut], area_m2[cut], len(first))[of_left]
    area_m2[left] = np.where(left_m2 > _ROUNDING_RATIO * own_m2[of_left], left_m2, 0.0)
    return _sorted(meeting, area_m2)[0]


def shared_shapes(first: Geometries, second: Geometries) -> tuple[SharedAreas, Geometries]:
    """As `shared_areas`, and the shape of each pair's shared land (m2); a polygon wholly inside another is its own share.

    >>> found, shapes = shared_shapes(np.array([shapely.box(0, 0, 4, 1)]), np.array([shapely.box(0, 0, 1, 1)]))
    >>> found.area_m2.tolist(), shapes[0].bounds
    ([1.0], (0.0, 0.0, 1.0, 1.0))
    """
    meeting = _meet(first, second)
    shapes = first[meeting.first]
    crossing = np.flatnonzero(~meeting.inside)
    ones, others = shapes[crossing], second[meeting.second[crossing]]
    shapes[crossing] = in_portions(shapely.intersection, ones, others, dtype=object)
    shapes = land_only(shapes)
    shared, order = _sorted(meeting, shapely.area(shapes))
    return shared, shapes[order]


def land_only(shapes: Geometries) -> Geometries:
    """The shapes without the points and lines that an intersection has beside its areas.

    Two polygons that share land, and elsewhere a stretch of border, have both as their intersection.

    >>> mixed = shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.LineString([(5, 0), (6, 0)])])
    >>> land_only(np.array([mixed]))[0].geom_type
    'Polygon'
    """
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    found = shapes.copy()
    for place in np.flatnonzero(mixed):
        parts = shapely.get_parts(shapes[place])
        found[place] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return found


def _sorted(meeting: _Meeting, area_m2: Floats) -> tuple[SharedAreas, Integers]:
    """The pairs that share any land, in order, and their places in the meeting."""
    order = np.lexsort([meeting.second, meeting.first])
    order = order[area_m2[order] > 0]
    return SharedAreas(meeting.first[order], meeting.second[order], area_m2[order], meeting.second_is_coverage), order


def _meet(first: Geometries, second: Geometries) -> _Meeting:
    """All pairs that meet, and which polygons lie inside."""
    near_second, near_first = shapely.STRtree(first).query(second)
    tasks = _tasks_by(near_second)
    with ThreadPoolExecutor(THREADS) as pool:
        coverage = pool.submit(shapely.coverage_is_valid, second)
        # Copies, prepared for one task only: a prepared shape builds its index at its first use, and two threads at that first
        # use bring the process down. The caller's own shapes stay as they were for his threads.
        wide = [_prepared(second[near_second[task.start] : near_second[task.stop - 1] + 1]) for task in tasks]
        of = [near_second[task] - near_second[task.start] for task in tasks]
        small = [first[near_first[task]] for task in tasks]
        inside = joined(pool.map(_contains, wide, of, small), bool)
        is_coverage = bool(coverage.result())
        undecided = ~inside
        if is_coverage:
            # What lies inside one polygon of a coverage shares nothing with the others.
            settled = np.zeros(len(first), dtype=bool)
            settled[near_first[inside]] = True
            undecided &= ~settled[near_first]
        meets = inside | joined(pool.map(_meets, wide, of, small, [undecided[task] for task in tasks]), bool)
    return _Meeting(near_first[meets], near_second[meets], inside[meets], is_coverage)


def _prepared(shapes: Geometries) -> Geometries:
    copies: Geometries = shapely.force_2d(shapes)
    shapely.prepare(copies)
    return copies


def _contains(wide: Geometries, of: Integers, small: Geometries) -> Booleans:
    found: Booleans = shapely.contains_properly(wide[of], small)
    return found


def _meets(wide: Geometries, of: Integers, small: Geometries, undecided: Booleans) -> Booleans:
    found = undecided.copy()
    found[undecided] = shapely.intersects(wide[of[undecided]], small[undecided])
    return found


def _left_by_others(meeting: _Meeting, crossing: Integers, first: Geometries, second: Geometries) -> Booleans:
    """For which crossing pairs the land follows from the other pairs of the same first polygon.

    In a coverage that is one pair of each polygon that does not reach the coverage's rim, for such a polygon lies wholly in it.
    """
    follows = np.zeros(len(crossing), dtype=bool)
    if not (meeting.second_is_coverage and len(crossing)):
        return follows
    present, from_end = np.unique(meeting.first[crossing][::-1], return_index=True)
    rim = _segments(shapely.boundary(shapely.coverage_union_all(second)))
    within = np.ones(len(present), dtype=bool)
    within[shapely.STRtree(first[present]).query(rim, predicate="intersects")[1]] = False
    follows[len(crossing) - 1 - from_end[within]] = True
    return follows


def _segments(lines: Any) -> Geometries:
    """Each straight piece of the lines by itself: short boxes, which a tree tells apart."""
    xy, line = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    ends = np.stack([xy[:-1], xy[1:]], axis=1)[line[:-1] == line[1:]]
    segments: Geometries = shapely.linestrings(ends)
    return segments


def _intersection_areas(one: Geometries, other: Geometries) -> Floats:
    areas: Floats = shapely.area(shapely.intersection(one, other))
    return areas


def _tasks_by(groups: Integers) -> list[slice]:
    """Portions of sorted group numbers that part no group."""
    starts = np.unique(np.searchsorted(groups, groups[::PORTION]))
    ends = np.append(starts, len(groups))[1:]
    return [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
