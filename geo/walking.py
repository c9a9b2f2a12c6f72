"""How far people walk: from where they live to the nearest facility of each kind, and to each facility in reach.

The way is: straight from the place to the nearest road, along roads, straight to the facility's entrance. Where there is no road
near a home it is the straight distance times a detour factor, and marked as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import require_metric, require_same_crs
from geo.entrances import Entrances, entrances_of
from geo.issues import Issue, Parameter
from geo.network import Network
from geo.route_search import shortest_to_groups
from geo.snapping import Feet, snap, together

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]

NETWORK: Final = "network"
STRAIGHT_LINE: Final = "straight-line"

# One search answers for every node; this many numbers of several searches are held at a time (64 MB).
_MOST_HELD: Final = 8_000_000


@dataclass(frozen=True, slots=True)
class WalkOptions:
    """The assumptions of a walk.

    `max_snap_m`: a place further than this from every road is off the network. `entrance_spacing_m`: at most this far apart are
    the points of its border by which an area (a park) is entered. `detour_factor`: how much longer than the straight line a walk
    is, where there are no roads. On a rectangular grid it is (|cos a| + |sin a|) for the direction a, 4/π = 1.27 on average; 1.3
    allows a little for dead ends. It is an assumption, not a measurement.
    """

    max_snap_m: float = 250.0
    entrance_spacing_m: float = 25.0
    detour_factor: float = 1.3

    def __post_init__(self) -> None:
        if not (np.isfinite(self.max_snap_m) and self.max_snap_m > 0):
            raise ValueError(f"max_snap_m is {self.max_snap_m}; give a length in metres, above 0")
        if not (np.isfinite(self.entrance_spacing_m) and self.entrance_spacing_m > 0):
            raise ValueError(f"entrance_spacing_m is {self.entrance_spacing_m}; give a length in metres, above 0")
        if not (np.isfinite(self.detour_factor) and self.detour_factor >= 1):
            raise ValueError(
                f"detour_factor is {self.detour_factor}; a walk is never shorter than the straight line: give 1 or more"
            )


DEFAULT_OPTIONS: Final = WalkOptions()


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Walking distances, one row a home.

    `distance_m` (homes, kinds): NaN where there is none, and then `reason` (homes, kinds) is the kind of issue that says why:
    `no-facility`, `no-way` or `no-place`, otherwise empty. `method` (homes): `network`, `straight-line`, or missing for a home
    without a place. `snap_m` (homes): from the home to the road, part of the distance; NaN where no road is near.
    """

    distance_m: pd.DataFrame
    reason: pd.DataFrame
    method: pd.Series
    snap_m: pd.Series
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Which homes reach which facilities within `limit_m`: one row a pair, positions of home and facility, and metres.

    `is_placed` (homes): whether it is known where the home is. `facility_count`: of all facilities, reached or not.
    """

    home: Integers
    facility: Integers
    distance_m: Floats
    limit_m: float
    is_placed: Bools
    facility_count: int
    issues: tuple[Issue, ...]


def walk_to_nearest(
    homes: gpd.GeoDataFrame,
    facilities: Mapping[str, gpd.GeoDataFrame],
    network: Network | None,
    *,
    options: WalkOptions = DEFAULT_OPTIONS,
) -> Distances:
    """The walking distance from each home to the nearest facility of each kind.

    Facilities that are areas or lines are reached at their border, at points at most `entrance_spacing_m` apart, not at their
    centroid; where the entrances are known, give them as (multi)points. A home on a part of the network without a facility has no
    way to it (`no-way`). Without a network, or without a road within `max_snap_m` of a home, the straight distance to the
    facility times the detour factor is taken; that one knows no barriers.

    Parameters
        homes: points in a metric CRS, such as `Residents.homes`.
        facilities: for each kind the shapes of all its facilities, in the same CRS.
        network: of the same CRS; None where there are no roads.
    Raises
        CrsError: a CRS is missing or not metric, or two differ.
        ValueError: a home is no point.
    >>> from geo.network import build_network
    >>> shape = lambda *wkt: gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(list(wkt), crs=5256))
    >>> roads = shape("LINESTRING (0 0, 100 0, 100 100)")
    >>> parks = shape("POLYGON ((110 80, 150 80, 150 120, 110 120, 110 80))")
    >>> found = walk_to_nearest(shape("POINT (0 5)", "POINT (900 0)"), {"park": parks}, build_network(roads))
    >>> found.distance_m["park"].round(1).tolist(), found.method.tolist()
    ([195.0, 980.5], ['network', 'straight-line'])
    """
    origin = _stand(homes, network, options)
    goals = [_enter(kind, shapes, homes, network, options) for kind, shapes in facilities.items()]
    distance_m = np.full((len(origin.points), len(goals)), np.nan)
    distance_m[origin.off_road] = np.inf
    if network is not None and goals:
        group = np.repeat(np.arange(len(goals)), [len(goal.feet.point) for goal in goals])
        placed, metres = shortest_to_groups(network, origin.feet, together([goal.feet for goal in goals]), group, len(goals))
        distance_m[placed] = metres.T
    off = np.flatnonzero(origin.off_road)
    for column, goal in enumerate(goals):
        (home, _), metres = goal.tree.query_nearest(origin.points[off], return_distance=True, all_matches=False)
        distance_m[off[home], column] = options.detour_factor * metres
        if not len(goal.entrances.points):
            distance_m[:, column] = np.nan
    reason = np.full(distance_m.shape, "", dtype=object)
    reason[np.isinf(distance_m)] = "no-way"
    reason[np.isnan(distance_m)] = "no-facility"
    reason[~origin.is_placed] = "no-place"
    snap_m = np.full(len(origin.points), np.nan)
    snap_m[origin.feet.point] = origin.feet.snap_m
    kinds, index = list(facilities), homes.index
    return Distances(
        distance_m=pd.DataFrame(np.where(np.isinf(distance_m), np.nan, distance_m), index=index, columns=kinds),
        reason=pd.DataFrame(reason, index=index, columns=kinds, dtype=object),
        method=pd.Series(origin.method, index=index, dtype=object),
        snap_m=pd.Series(snap_m, index=index),
        issues=(*origin.issues, *(issue for goal in goals for issue in goal.issues), *_no_ways(kinds, reason)),
    )


def walk_to_each(
    homes: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    network: Network | None,
    *,
    limit_m: float,
    options: WalkOptions = DEFAULT_OPTIONS,
) -> Reach:
    """All pairs of a home and a facility that are at most a walk of `limit_m` apart, measured as in `walk_to_nearest`.

    Raises
        CrsError: a CRS is missing or not metric, or two differ.
        ValueError: a home is no point, or the limit is no length above 0.
    >>> shape = lambda *wkt: gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(list(wkt), crs=5256))
    >>> schools = shape("POINT (0 300)", "POINT (0 900)")
    >>> reach = walk_to_each(shape("POINT (0 0)"), schools, None, limit_m=1000)
    >>> reach.facility.tolist(), reach.distance_m.tolist()
    ([0], [390.0])
    """
    if not (np.isfinite(limit_m) and limit_m > 0):
        raise ValueError(f"limit_m is {limit_m}; give a length in metres, above 0")
    origin = _stand(homes, network, options)
    goal = _enter("facilities", facilities, homes, network, options)
    pairs = [_straight_pairs(origin, goal, limit_m / options.detour_factor, options.detour_factor)]
    if network is not None and len(origin.feet.point):
        owner = goal.entrances.facility[goal.feet.point]
        reachable = np.unique(owner)
        step = max(1, _MOST_HELD // (len(network.edges.node_xy) + len(origin.feet.point)))
        for some in np.array_split(reachable, max(1, -(-len(reachable) // step))):
            inside = np.isin(owner, some)
            group = np.searchsorted(some, owner[inside])
            feet = goal.feet.only(inside)
            placed, metres = shortest_to_groups(network, origin.feet, feet, group, len(some), limit_m=limit_m)
            one, home = np.nonzero(np.isfinite(metres))
            pairs.append((placed[home], some[one], metres[one, home]))
    home, facility, distance_m = (np.concatenate(column) for column in zip(*pairs, strict=True))
    order = np.lexsort([facility, home])
    return Reach(
        home=home[order],
        facility=facility[order],
        distance_m=distance_m[order],
        limit_m=limit_m,
        is_placed=origin.is_placed,
        facility_count=len(facilities),
        issues=(*origin.issues, *goal.issues),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Origin:
    """Homes, whether their place is known, and their feet on the network."""

    points: Geometries
    is_placed: Bools
    feet: Feet
    off_road: Bools
    method: Geometries
    issues: list[Issue]


@dataclass(frozen=True, slots=True, eq=False)
class _Goal:
    """The facilities of a kind: their shapes, entrances, and the entrances' feet on the network."""

    tree: shapely.STRtree
    entrances: Entrances
    feet: Feet
    issues: list[Issue]


def _stand(homes: gpd.GeoDataFrame, network: Network | None, options: WalkOptions) -> _Origin:
    require_metric(homes, what="homes")
    points = homes.geometry.to_numpy()
    placed = ~(shapely.is_missing(points) | shapely.is_empty(points))
    if (shapely.get_type_id(points[placed]) != 0).any():
        raise ValueError("a home is a point; give areas to geo.residents, which places people in them")
    feet = together([])
    if network is not None:
        require_same_crs(homes, gpd.GeoSeries([], crs=network.crs), what=("homes", "roads"))
        feet = snap(network, points, max_snap_m=options.max_snap_m)
    off_road = placed.copy()
    off_road[feet.point] = False
    issues = []
    if not placed.all():
        issues.append(Issue("no-place", params={"count": int((~placed).sum())}))
    if off_road.any():
        issues.append(Issue("walked-straight", params={"count": int(off_road.sum()), "factor": options.detour_factor}))
    method = np.full(len(points), None, dtype=object)
    method[placed] = NETWORK
    method[off_road] = STRAIGHT_LINE
    return _Origin(points, placed, feet, off_road, method, issues)


def _enter(
    kind: str, facilities: gpd.GeoDataFrame, homes: gpd.GeoDataFrame, network: Network | None, options: WalkOptions
) -> _Goal:
    require_same_crs(homes, facilities, what=("homes", kind))
    shapes = facilities.geometry.to_numpy()
    entrances = entrances_of(shapes, options.entrance_spacing_m)
    issues = []
    missing = len(shapes) - len(np.unique(entrances.facility))
    if missing:
        issues.append(Issue("facilities-without-place", params={"facility": kind, "count": missing}))
    if not len(entrances.points):
        issues.append(Issue("no-facility", params={"facility": kind}))
    feet = together([])
    if network is not None:
        feet = snap(network, entrances.points, max_snap_m=options.max_snap_m)
        off_road = len(np.setdiff1d(entrances.facility, entrances.facility[feet.point]))
        if off_road:
            found: dict[str, Parameter] = {"facility": kind, "count": off_road, "max_snap_m": options.max_snap_m}
            issues.append(Issue("facilities-off-road", params=found))
    return _Goal(shapely.STRtree(shapes), entrances, feet, issues)


def _straight_pairs(origin: _Origin, goal: _Goal, within_m: float, factor: float) -> tuple[Integers, Integers, Floats]:
    off = np.flatnonzero(origin.off_road)
    home, facility = goal.tree.query(origin.points[off], predicate="dwithin", distance=within_m)
    metres = shapely.distance(origin.points[off[home]], goal.tree.geometries[facility])
    return off[home], facility, factor * metres


def _no_ways(kinds: Sequence[str], reason: Geometries) -> list[Issue]:
    counts = (reason == "no-way").sum(axis=0)
    return [
        Issue("no-way", params={"facility": kind, "count": int(count)})
        for kind, count in zip(kinds, counts, strict=True)
        if count
    ]
