"""Land that polygons of one set share among themselves, and how much of another polygon is therefore counted more than once."""

from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.overlay_areas import SharedAreas, land_only, shared_areas
from geo.threads import in_portions

# Seven digits before the point leave 5e-10 m of rounding; along a kilometre of border that is less than a square millimetre.
ROUNDING_M2: Final = 1e-6

_Floats = npt.NDArray[np.float64]
_Geometries = npt.NDArray[np.object_]
_Integers = npt.NDArray[np.intp]


def doubled_land(shapes: _Geometries) -> _Geometries:
    """The land that a sum over the polygons counts beyond once, in pieces: land under three of them is there twice.

    Each polygon's part under larger ones. Shapes that share less than `ROUNDING_M2` only touch. An empty array gives none.

    Parameters
        shapes: valid polygons in one metric CRS, none missing.
    >>> row = np.array([shapely.box(0, 0, 3, 1), shapely.box(2, 0, 6, 1), shapely.box(6, 0, 9, 1)])
    >>> [piece.bounds for piece in doubled_land(row)]
    [(2.0, 0.0, 3.0, 1.0)]
    """
    if shapely.is_prepared(shapes).any():
        # Copies are not prepared: see `in_portions`.
        shapes = shapely.force_2d(shapes)
    one, other = _touching(shapes)
    land = land_only(in_portions(shapely.intersection, shapes[one], shapes[other], dtype=object))
    sharing = shapely.area(land) > ROUNDING_M2
    one, other, land = one[sharing], other[sharing], land[sharing]
    # Under larger ones: a plan that paints one zone over all others then gives the others, not their union.
    area_m2 = shapely.area(shapes)
    other_is_smaller = (area_m2[other] < area_m2[one]) | ((area_m2[other] == area_m2[one]) & (other > one))
    smaller = np.where(other_is_smaller, other, one)
    under, of = np.unique(smaller, return_inverse=True)
    order = np.argsort(of, kind="stable")
    per_polygon = np.split(land[order], np.cumsum(np.bincount(of, minlength=len(under)))[:-1]) if len(under) else []
    pieces = [part[0] if len(part) == 1 else shapely.union_all(part) for part in per_polygon]
    found = shapely.get_parts(np.array(pieces, dtype=object))
    kept: _Geometries = found[shapely.get_dimensions(found) == 2]
    return kept


def _touching(shapes: _Geometries) -> tuple[_Integers, _Integers]:
    """Pairs of polygons that meet, but for those whose common border shows that they share no land."""
    one, other = shapely.STRtree(shapes).query(shapes)
    one, other = one[one < other], other[one < other]
    if not len(one):
        return one, other
    one, other = _not_parted(shapes, one, other)
    met = in_portions(shapely.intersects, shapes[one], shapes[other], dtype=bool)
    one, other = one[met], other[met]
    # Of two that share land at least one has an edge that no neighbour has; where borders are the same, most have none.
    present = np.unique([one, other])
    broken = np.zeros(len(shapes), dtype=bool)
    broken[present] = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes[present]))
    suspect = broken[one] | broken[other]
    return one[suspect], other[suspect]


def _not_parted(shapes: _Geometries, one: _Integers, other: _Integers) -> tuple[_Integers, _Integers]:
    """The pairs that no straight line in one of six slanting directions parts; upright and level ones the tree has tried.

    Of building blocks whose boxes meet across a street, most are parted so, at a tenth of the price of the exact test.

    Source
        Klosowski et al., "Efficient collision detection using bounding volume hierarchies of k-DOPs", IEEE TVCG 1998.
    """
    low, high = np.split(in_portions(_extents, shapes, dtype=float), 2, axis=1)
    for direction in range(low.shape[1]):
        from_m, to_m = low[:, direction], high[:, direction]
        meet = (from_m[one] <= to_m[other]) & (from_m[other] <= to_m[one])
        one, other = one[meet], other[meet]
    return one, other


def _extents(shapes: _Geometries) -> _Floats:
    """The least and then the greatest coordinate of each shape in each of six slanting directions; the two diagonals first."""
    xy, of = shapely.get_coordinates(shapes, return_index=True)
    angle = np.array([2, 6, 1, 5, 3, 7]) * np.pi / 8
    along = np.outer(xy[:, 0], np.cos(angle)) + np.outer(xy[:, 1], np.sin(angle))
    start = np.flatnonzero(np.diff(of, prepend=-1))
    return np.hstack([np.minimum.reduceat(along, start), np.maximum.reduceat(along, start)])


def counted_again(first: _Geometries, doubled: _Geometries, shared: SharedAreas) -> _Floats:
    """Land of each first polygon (m2) that the sum over the second ones counts beyond once, because these overlap each other.

    Parameters
        first: valid polygons, none missing.
        doubled: `doubled_land(second)`.
        shared: `shared_areas(first, second)`.
    >>> one, two = np.array([shapely.box(0, 0, 9, 1)]), np.array([shapely.box(0, 0, 3, 1), shapely.box(2, 0, 5, 1)])
    >>> counted_again(one, doubled_land(two), shared_areas(one, two)).tolist()
    [1.0]
    """
    again_m2 = np.zeros(len(first))
    if len(doubled):
        in_several = np.bincount(shared.first, minlength=len(first)) > 1
        found = shared_areas(first[in_several], doubled)
        again_m2[in_several] = np.bincount(found.first, found.area_m2, int(in_several.sum()))
    return again_m2
