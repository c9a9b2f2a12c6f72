"""Where a facility is reached: at its point, or along the border of its area, never at the middle of it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Integers = npt.NDArray[np.intp]
Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Entrances:
    """Points by which facilities are entered; `facility` is the position of the facility that a point belongs to."""

    points: Geometries
    facility: Integers


def entrances_of(shapes: Geometries, spacing_m: float) -> Entrances:
    """The entrances of facilities: points as they are; of areas and lines their vertices, with points between.

    At most `spacing_m` lies between two.
    All of an area's border counts, since seldom does anybody know its gates; where they are known,
    give them as (multi)points. Missing and empty shapes have none.

    Parameters
        shapes: in a metric CRS, of any kind.
    >>> found = entrances_of(shapely.from_wkt(["POINT (9 9)", "POLYGON ((0 0, 40 0, 40 40, 0 40, 0 0))"]), 25)
    >>> np.bincount(found.facility).tolist()
    [1, 8]
    """
    parts, facility = shapely.get_parts(shapes, return_index=True)
    # A collection may hold collections of points or areas in turn.
    while len(parts) and (shapely.get_type_id(parts) > 3).any():
        parts, of = shapely.get_parts(parts, return_index=True)
        facility = facility[of]
    is_area = shapely.get_type_id(parts) == 3
    parts = parts.copy()
    parts[is_area] = shapely.boundary(parts[is_area])
    xy, of = shapely.get_coordinates(shapely.segmentize(parts, spacing_m), return_index=True)
    finite = np.isfinite(xy).all(axis=1)
    keyed = np.unique(np.column_stack([facility[of[finite]], xy[finite]]), axis=0)
    return Entrances(shapely.points(keyed[:, 1:]), keyed[:, 0].astype(np.intp))
