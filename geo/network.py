"""The walking network: which ways there are, where they meet, what cuts them, and what hangs together."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from geo.crs import require_metric, require_same_crs
from geo.errors import RefusedError
from geo.issues import Issue
from geo.noding import Edges, node_lines

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]

# Drawn ends that should meet miss each other by centimetres.
JOIN_M: Final = 0.1
_LINES: Final = frozenset({1, 2, 5})


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Ways on foot as a graph, ready for searching; both directions of an edge are open.

    `graph` holds the length (m) of the shortest edge between two nodes; `part` is the connected part of each node, 0 the longest;
    `road` the index label of the road that an edge is a piece of; `part_length_m` one a part, longest first. `tree` finds the
    segments (rows `enterable` of the edges' segments) that may be walked onto from beside; `barriers` what may not be crossed on
    the way to them.
    """

    crs: pyproj.CRS
    edges: Edges
    graph: Any
    part: Integers
    part_length_m: Floats
    road: npt.NDArray[Any]
    tree: shapely.STRtree
    enterable: Integers
    barriers: shapely.STRtree
    issues: tuple[Issue, ...]


def build_network(
    roads: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | gpd.GeoSeries | None = None,
    *,
    not_walkable: Collection[str] = (),
    join_m: float = JOIN_M,
) -> Network:
    """The walking network of drawn roads and paths.

    Lines are joined where they share an end, touch or cross. Where the column `bridge` is true (a tunnel is one too), a line is
    joined at its own ends only. Barriers cut what is no bridge: within twice `join_m` of one there is no way, and no home or
    facility reaches a road across it. Rows that hold no line are left out and counted.

    Parameters
        roads: lines in a metric CRS; columns may be `bridge` (true or false) and `road_class` (text).
        barriers: lines or polygons that cannot be crossed on foot (motorway, river, railway), in the same CRS.
        not_walkable: values of `road_class` to leave out.
        join_m: what lies at most this far apart counts as touching (m).
    Returns
        the network; its issues say what was left out or cut, and whether it falls into parts.
    Raises
        CrsError: no CRS, not a metric one, or the two differ.
        RefusedError: no walkable line is left (`no-walkable-roads`).
        ValueError: `join_m` is no length above 0, or classes are named and there is no column `road_class`.
    >>> roads = gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(
    ...     ["LINESTRING (0 0, 100 0)", "LINESTRING (50 -50, 50 50)", "LINESTRING (0 90, 9 90)"], crs=5256))
    >>> network = build_network(roads)
    >>> network.part_length_m.tolist(), [issue.kind for issue in network.issues]
    ([200.0, 9.0], ['network-in-parts'])
    """
    crs = require_metric(roads, what="roads")
    if not (np.isfinite(join_m) and join_m > 0):
        raise ValueError(f"join_m is {join_m}; give a length in metres, above 0")
    issues: list[Issue] = []
    lines, row = _lines(roads, not_walkable, issues)
    is_bridge = _truths(roads, "bridge")[row]
    walls = np.empty(0, dtype=object)
    if barriers is not None:
        require_same_crs(roads, barriers, what=("roads", "barriers"))
        walls = _present(shapely.force_2d(shapely.make_valid(barriers.geometry.to_numpy())))
        lines, kept = _cut(lines, is_bridge, shapely.buffer(walls, 2 * join_m), issues)
        row, is_bridge = row[kept], is_bridge[kept]
    if not len(lines):
        raise RefusedError(Issue("no-walkable-roads", params={"count": len(roads)}))
    edges = node_lines(lines, is_bridge, join_m=join_m)
    if not len(edges.length_m):
        raise RefusedError(Issue("no-walkable-roads", params={"count": len(roads)}))
    part, part_length_m = _parts(edges)
    if len(part_length_m) > 1:
        issues.append(_in_parts(part_length_m))
    enterable = np.flatnonzero(~is_bridge[edges.line[edges.segment_edge]])
    return Network(
        crs=crs,
        edges=edges,
        graph=_graph(edges),
        part=part,
        part_length_m=part_length_m,
        road=roads.index.to_numpy()[row[edges.line]],
        tree=shapely.STRtree(shapely.linestrings(edges.segment_xy[enterable])),
        enterable=enterable,
        barriers=shapely.STRtree(walls),
        issues=tuple(issues),
    )


def _lines(roads: gpd.GeoDataFrame, not_walkable: Collection[str], issues: list[Issue]) -> tuple[Geometries, Integers]:
    """The single lines of what may be walked, and the row of each."""
    wanted = np.ones(len(roads), dtype=bool)
    if not_walkable:
        if "road_class" not in roads.columns:
            raise ValueError("not_walkable names classes, and the roads have no column road_class to find them in")
        wanted = ~roads["road_class"].isin(list(not_walkable)).to_numpy()
    if not wanted.all():
        issues.append(Issue("roads-not-walkable", params={"count": int((~wanted).sum())}))
    shapes = shapely.force_2d(roads.geometry.to_numpy())
    usable = np.isin(shapely.get_type_id(shapes), list(_LINES)) & ~shapely.is_empty(shapes) & np.isfinite(shapely.length(shapes))
    usable &= shapely.length(shapes) > 0
    if not usable[wanted].all():
        issues.append(Issue("roads-without-line", params={"count": int((~usable & wanted).sum())}))
    row = np.flatnonzero(wanted & usable)
    lines, of = shapely.get_parts(shapes[row], return_index=True)
    long = shapely.length(lines) > 0
    return lines[long], row[of[long]]


def _truths(roads: gpd.GeoDataFrame, column: str) -> Bools:
    if column not in roads.columns:
        return np.zeros(len(roads), dtype=bool)
    values: pd.Series = roads[column].astype("boolean").fillna(False)
    truths: Bools = values.to_numpy(dtype=bool)
    return truths


def _present(shapes: Geometries) -> Geometries:
    there: Geometries = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    return there


def _cut(lines: Geometries, is_bridge: Bools, walls: Geometries, issues: list[Issue]) -> tuple[Geometries, Integers]:
    """Lines without what lies in the walls, in the order of their lines, and which line each is left of."""
    line, wall = shapely.STRtree(walls).query(lines, predicate="intersects")
    line, wall = line[~is_bridge[line]], wall[~is_bridge[line]]
    left = lines.copy()
    for hit in np.unique(line):
        left[hit] = shapely.difference(lines[hit], shapely.union_all(walls[wall[line == hit]]))
    if len(line):
        issues.append(Issue("roads-cut-by-barrier", params={"count": len(np.unique(line))}))
    parts, of = shapely.get_parts(left, return_index=True)
    long = shapely.length(parts) > 0
    return parts[long], of[long]


def _graph(edges: Edges) -> Any:
    """Lengths between nodes both ways; of parallel edges the shortest, as a sparse matrix would add them up."""
    low, high = np.minimum(edges.first, edges.second), np.maximum(edges.first, edges.second)
    order = np.lexsort([edges.length_m, high, low])
    low, high, length = low[order], high[order], edges.length_m[order]
    kept = low != high
    kept[1:] &= (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    low, high, length = low[kept], high[kept], length[kept]
    count = len(edges.node_xy)
    return csr_array(
        (np.concatenate([length, length]), (np.concatenate([low, high]), np.concatenate([high, low]))), shape=(count, count)
    )


def _parts(edges: Edges) -> tuple[Integers, Floats]:
    count = len(edges.node_xy)
    joined = coo_array((np.ones(len(edges.first)), (edges.first, edges.second)), shape=(count, count))
    parts, label = connected_components(joined, directed=False)
    length = np.bincount(label[edges.first], edges.length_m, parts).astype(np.float64)
    order = np.argsort(-length, kind="stable")
    rank = np.empty(parts, dtype=np.intp)
    rank[order] = np.arange(parts)
    # A node whose pieces all had no length belongs to no edge and is no part.
    length = length[order]
    return rank[label].astype(np.intp), length[length > 0]


def _in_parts(part_length_m: Floats) -> Issue:
    outside_km = float(part_length_m[1:].sum() / 1000)
    share_pct = float(100 * part_length_m[1:].sum() / part_length_m.sum())
    params = {"count": len(part_length_m), "outside_km": round(outside_km, 1), "share_pct": round(share_pct, 1)}
    return Issue("network-in-parts", params=params)
