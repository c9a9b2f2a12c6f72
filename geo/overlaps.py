"""Land that polygons of one set share among themselves, and how much of another polygon is therefore counted more than once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.overlay_areas import THREADS, SharedAreas, shared_areas, tasks_of

# Seven digits before the point leave 5e-10 m of rounding; along a kilometre of border that is less than a square millimetre.
ROUNDING_M2: Final = 1e-6

_Floats = npt.NDArray[np.float64]
_Geometries = npt.NDArray[np.object_]
_Integers = npt.NDArray[np.intp]


def overlapping_groups(shapes: _Geometries) -> list[_Integers]:
    """Positions of the polygons that share land with another, group by group; two groups share none.

    Shapes that share less than `ROUNDING_M2` only touch. An empty array gives no groups.

    Parameters
        shapes: valid polygons in one metric CRS, none missing.
    >>> row = np.array([shapely.box(0, 0, 3, 1), shapely.box(2, 0, 5, 1), shapely.box(5, 0, 9, 1)])
    >>> [group.tolist() for group in overlapping_groups(row)]
    [[0, 1]]
    """
    one, other = shapely.STRtree(shapes).query(shapes)
    one, other = one[one < other], other[one < other]
    with ThreadPoolExecutor(THREADS) as pool:
        tasks = tasks_of(len(one))
        touching = pool.map(lambda task: shapely.intersects(shapes[one[task]], shapes[other[task]]), tasks)
        met = np.concatenate([np.empty(0, bool), *touching])
    one, other = one[met], other[met]
    if not len(one):
        return []
    # Of two that share land at least one has an edge that no neighbour has; where borders are the same, most have none.
    present = np.unique([one, other])
    broken = np.zeros(len(shapes), dtype=bool)
    broken[present] = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes[present]))
    suspect = broken[one] | broken[other]
    one, other = one[suspect], other[suspect]
    sharing = shapely.area(shapely.intersection(shapes[one], shapes[other])) > ROUNDING_M2
    one, other = one[sharing], other[sharing]
    links = coo_array((np.ones(len(one)), (one, other)), shape=(len(shapes), len(shapes)))
    _, label = connected_components(links, directed=False)
    members = np.unique([one, other]).astype(np.intp)
    return [members[label[members] == group] for group in np.unique(label[members])]


def counted_again(first: _Geometries, second: _Geometries, shared: SharedAreas, groups: Sequence[_Integers]) -> _Floats:
    """Land of each first polygon (m2) that the sum over the second ones counts beyond once, because these overlap each other.

    Land under three of them counts twice too much. 0 where the second ones share no land.

    Parameters
        first, second: valid polygons in one metric CRS, none missing.
        shared: `shared_areas(first, second)`.
        groups: `overlapping_groups(second)`.
    >>> one, two = np.array([shapely.box(0, 0, 9, 1)]), np.array([shapely.box(0, 0, 3, 1), shapely.box(2, 0, 5, 1)])
    >>> counted_again(one, two, shared_areas(one, two), overlapping_groups(two)).tolist()
    [1.0]
    """
    if not groups:
        return np.zeros(len(first))
    in_group = np.zeros(len(second), dtype=bool)
    in_group[np.concatenate(groups)] = True
    of_group = in_group[shared.second]
    summed = np.bincount(shared.first[of_group], shared.area_m2[of_group], len(first))
    once = shared_areas(first, np.array([shapely.union_all(second[group]) for group in groups]))
    again: _Floats = np.maximum(summed - np.bincount(once.first, once.area_m2, len(first)), 0.0)
    return again
