"""Where in a place its people are: residential zones, buildings or address points, cut at the borders of the places."""

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.cross_areas import balance
from geo.crs import require_metric
from geo.errors import RefusedError
from geo.issues import Issue, Parameter
from geo.measurable import listing, require_column, require_polygons, require_rows, shapes_refused
from geo.overlaps import doubled_land
from geo.overlay_areas import shared_areas, shared_shapes

_Floats = npt.NDArray[np.float64]
_Geometries = npt.NDArray[np.object_]
_Integers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Carriers:
    """Polygons or points that carry a quantity, and the column of their weight: floor area, storeys, dwellings.

    `what` names them in messages. Without a column a point weighs 1 and a polygon its area (m2). The weight is that of the whole
    polygon and lies evenly over it.
    """

    frame: gpd.GeoDataFrame
    what: str
    weight: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Pairs of unit and target with the part (0-1) of the unit in it; of each unit the part in no target, and the part counted
    again because targets overlap."""

    unit: _Integers
    target: _Integers
    ratio: _Floats
    outside_ratio: _Floats
    again_ratio: _Floats


@dataclass(frozen=True, slots=True)
class Units:
    """What is shared out as one: a carrier's part within one source, with its weight; or a whole source."""

    shapes: _Geometries
    source: _Integers
    weight: _Floats
    split: Callable[[_Geometries, _Geometries], Parts]

    def parts_in(self, targets: _Geometries) -> Parts:
        """How the units fall into target polygons."""
        return self.split(self.shapes, targets)


def units_of_sources(shapes: _Geometries) -> Units:
    """Whole sources, weight 1, for sharing out by area.

    >>> units_of_sources(np.array([shapely.box(0, 0, 1, 1)])).weight.tolist()
    [1.0]
    """
    return Units(shapes, np.arange(len(shapes)), np.ones(len(shapes)), _polygon_parts)


def units_of_carriers(carriers: Carriers, sources: _Geometries) -> tuple[Units, list[Issue]]:
    """The carriers cut at the borders of the sources, and what is to be said of those without a weight.

    A point on the border of several sources counts for each in equal parts.

    Raises
        CrsError, RefusedError, NotFoundError: as `geo.shares.dasymetric_shares`.
    >>> zones = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 4, 1)], crs=5256)
    >>> places = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 9, 9)])
    >>> units, _ = units_of_carriers(Carriers(zones, "residential zones"), places)
    >>> units.source.tolist(), units.weight.tolist()
    ([0, 1], [1.0, 3.0])
    """
    frame, what = carriers.frame, carriers.what
    require_metric(frame, what=what)
    require_rows(frame, what=what)
    shapes: _Geometries = frame.geometry.to_numpy()
    unusable = shapely.is_missing(shapes) | shapely.is_empty(shapes) | ~shapely.is_valid(shapes)
    if unusable.any():
        raise RefusedError(shapes_refused(frame.index[unusable], what=what))
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    if is_point.any() and not is_point.all():
        raise RefusedError(Issue("points-and-areas-mixed", params={"what": what}))
    if not is_point.all():
        shapes = require_polygons(frame, what=what)
    weight, issues = _weights(carriers, shapes)
    used = np.flatnonzero(weight > 0)
    if is_point.all():
        parts = _point_parts(shapes[used], sources)
        return Units(shapes[used][parts.unit], parts.target, weight[used][parts.unit] * parts.ratio, _point_parts), issues
    shared, pieces = shared_shapes(shapes[used], sources)
    ratio = shared.area_m2 / shapely.area(shapes[used])[shared.first]
    return Units(pieces, shared.second, weight[used][shared.first] * ratio, _polygon_parts), issues


def _weights(carriers: Carriers, shapes: _Geometries) -> tuple[_Floats, list[Issue]]:
    """Weight of each carrier, 0 where it is not known."""
    if carriers.weight is None:
        size: _Floats = shapely.area(shapes)
        return np.where(shapely.get_dimensions(shapes) == 0, 1.0, size), []
    weight = require_column(carriers.frame, carriers.weight, what=carriers.what).to_numpy(dtype="float64", na_value=np.nan)
    unusable = ~(np.isfinite(weight) & (weight >= 0))
    if not unusable.any():
        return weight, []
    labels = carriers.frame.index[unusable]
    params: dict[str, Parameter] = {"what": carriers.what, "count": len(labels), "listing": listing(labels)}
    return np.where(unusable, 0.0, weight), [Issue("carriers-without-weight", params=params)]


def _polygon_parts(shapes: _Geometries, targets: _Geometries) -> Parts:
    shared = shared_areas(shapes, targets)
    of = balance(shapes, shared, None if shared.second_is_coverage else doubled_land(targets))
    ratio = shared.area_m2 / of.area_m2[shared.first]
    return Parts(shared.first, shared.second, ratio, of.uncovered_m2 / of.area_m2, of.again_m2 / of.area_m2)


def _point_parts(points: _Geometries, polygons: _Geometries) -> Parts:
    """A point is wholly in each polygon whose inside it lies in; one on borders only, in equal parts in those it touches."""
    tree = shapely.STRtree(points)
    polygon, point = tree.query(polygons, predicate="intersects")
    within, inner = tree.query(polygons, predicate="contains_properly")
    is_inner = np.isin(point * len(polygons) + polygon, inner * len(polygons) + within)
    inside_count = np.bincount(inner, minlength=len(points))
    touched_count = np.bincount(point, minlength=len(points))
    kept = is_inner | (inside_count[point] == 0)
    point, polygon = point[kept], polygon[kept]
    ratio = np.where(inside_count[point] > 0, 1.0, 1.0 / touched_count[point])
    order = np.lexsort([polygon, point])
    again = np.maximum(inside_count - 1.0, 0.0)
    return Parts(point[order], polygon[order], ratio[order], (touched_count == 0).astype(np.float64), again)
