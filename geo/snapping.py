"""From a place to the roads beside it: where one steps onto the network, and how far that is."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.network import Network

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]

# Roads that are the nearest to within this are equally near: rounding must not choose between them.
_EQUALLY_NEAR_M: Final = 0.001
_RINGS: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Feet:
    """Where points step onto the network, by point: one that is equally near to several edges has a foot on each.

    `point` is the position of the point, `edge` that of the edge, `offset_m` the way along it from its first node to the foot,
    `snap_m` the straight way from the point to the foot, `xy` (feet, 2) where it lies.
    """

    point: Integers
    edge: Integers
    offset_m: Floats
    snap_m: Floats
    xy: Floats

    def only(self, kept: Bools | Integers) -> "Feet":
        """Some of the feet."""
        return Feet(**{field.name: getattr(self, field.name)[kept] for field in fields(self)})


def snap(network: Network, points: Geometries, *, max_snap_m: float) -> Feet:
    """The nearest places of the network (on an edge, not only at a node) to points, at most `max_snap_m` away.

    Bridges and tunnels are not stepped onto from beside. A place across a barrier is passed over for the nearest on this side. A
    point without a road in reach, a missing or an empty one has no foot.

    Parameters
        points: Points in the network's CRS.
    >>> import geopandas as gpd
    >>> from geo.network import build_network
    >>> road = gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(["LINESTRING (0 0, 100 0)"], crs=5256))
    >>> feet = snap(build_network(road), shapely.points([[30, 40], [30, 400]]), max_snap_m=250)
    >>> feet.point.tolist(), feet.offset_m.tolist(), feet.snap_m.tolist()
    ([0], [30.0], [40.0])
    """
    asked = np.flatnonzero(~(shapely.is_missing(points) | shapely.is_empty(points)))
    found = []
    # Ever wider rings: most places lie at a road, and looking far for all of them costs ten times as much.
    for within_m in max_snap_m / 2.0 ** np.arange(_RINGS)[::-1]:
        feet = _feet(network, points, asked, within_m)
        if len(network.barriers.geometries):
            feet = feet.only(~_is_blocked(network, points, feet))
        found.append(_nearest(feet))
        asked = np.setdiff1d(asked, feet.point, assume_unique=True)
    feet = together(found)
    return feet.only(np.argsort(feet.point, kind="stable"))


def together(parts: Sequence[Feet]) -> Feet:
    """The feet of several lists, one list after the other; nothing gives no feet."""
    places, metres = np.empty(0, dtype=np.intp), np.empty(0)
    none = Feet(places, places, metres, metres, np.empty((0, 2)))
    return Feet(**{field.name: np.concatenate([getattr(part, field.name) for part in (none, *parts)]) for field in fields(Feet)})


def _feet(network: Network, points: Geometries, asked: Integers, within_m: float) -> Feet:
    """The feet of some points on all segments within a distance of each."""
    edges, xy = network.edges, shapely.get_coordinates(points[asked])
    # Boxes, and the distance that is needed anyway, are three times as fast as the tree's own `dwithin`.
    around = shapely.box(*(xy - within_m).T, *(xy + within_m).T)
    which, found = network.tree.query(around)
    segment, here = network.enterable[found], xy[which]
    begin, end = edges.segment_xy[segment, 0], edges.segment_xy[segment, 1]
    length = np.hypot(*(end - begin).T)
    direction = (end - begin) / length[:, None]
    along = np.clip(((here - begin) * direction).sum(axis=1), 0.0, length)
    foot = begin + along[:, None] * direction
    edge = edges.segment_edge[segment]
    # Sums of segments may pass the edge's own length in the last digit, and a way back would be shorter than nothing.
    offset = np.minimum(edges.segment_offset_m[segment] + along, edges.length_m[edge])
    feet = Feet(asked[which], edge, offset, np.hypot(*(here - foot).T), foot)
    return feet.only(feet.snap_m <= within_m)


def _is_blocked(network: Network, points: Geometries, feet: Feet) -> Bools:
    ways = shapely.linestrings(np.stack([shapely.get_coordinates(points[feet.point]), feet.xy], axis=1))
    blocked = np.zeros(len(ways), dtype=bool)
    blocked[network.barriers.query(ways, predicate="intersects")[0]] = True
    return blocked


def _nearest(feet: Feet) -> Feet:
    best = np.full(int(feet.point.max(initial=-1)) + 1, np.inf)
    np.minimum.at(best, feet.point, feet.snap_m)
    return feet.only(feet.snap_m <= best[feet.point] + _EQUALLY_NEAR_M)
