"""Shortest ways on the network, between feet: from many places to the nearest of each group of entrances.

Source
    Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959: one search a group, from a node
    that is joined to all its entrances.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.network import Network
from geo.snapping import Feet

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]


def shortest_to_groups(
    network: Network, homes: Feet, entrances: Feet, group: Integers, count: int, *, limit_m: float = np.inf
) -> tuple[Integers, Floats]:
    """The shortest way (m) from each home to the nearest entrance of each group, both snaps included.

    Infinite where no way leads, or only one longer than `limit_m`. A home and an entrance on one edge are joined along it.

    Parameters
        homes: feet sorted by point.
        group: of each foot of the entrances, 0 to `count` - 1.
    Returns
        the positions of the homes that have a foot, ascending; metres (groups, those homes).
    >>> import geopandas as gpd, shapely
    >>> from geo.network import build_network
    >>> from geo.snapping import snap
    >>> roads = gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(["LINESTRING (0 0, 100 0, 100 80)"], crs=5256))
    >>> network = build_network(roads)
    >>> home, gate = (snap(network, shapely.points([xy]), max_snap_m=50) for xy in ([10, 5], [107, 80]))
    >>> shortest_to_groups(network, home, gate, np.zeros(1, dtype=int), 1)[1].tolist()
    [[182.0]]
    """
    edges = network.edges
    nodes = len(edges.node_xy)
    search = _with_sources(network.graph, _seeds(network, entrances, group, count), nodes, count)
    to_node = dijkstra(search, directed=True, indices=np.arange(nodes, nodes + count), limit=limit_m)[:, :nodes]
    back_m = edges.length_m[homes.edge] - homes.offset_m
    by_foot = np.minimum(to_node[:, edges.first[homes.edge]] + homes.offset_m, to_node[:, edges.second[homes.edge]] + back_m)
    home, entrance = _on_one_edge(homes.edge, entrances.edge)
    along_m = np.abs(homes.offset_m[home] - entrances.offset_m[entrance]) + entrances.snap_m[entrance]
    np.minimum.at(by_foot, (group[entrance], home), along_m)
    by_foot += homes.snap_m
    by_foot[by_foot > limit_m] = np.inf
    home_with_foot, begins = np.unique(homes.point, return_index=True)
    if not len(begins):
        return home_with_foot, by_foot
    return home_with_foot, np.minimum.reduceat(by_foot, begins, axis=1)


def _seeds(network: Network, entrances: Feet, group: Integers, count: int) -> Any:
    """From each group (row) to the nodes beside its entrances, the shortest way of each two (a matrix would add them up)."""
    edges = network.edges
    ahead_m, back_m = entrances.offset_m, edges.length_m[entrances.edge] - entrances.offset_m
    row = np.concatenate([group, group])
    node = np.concatenate([edges.first[entrances.edge], edges.second[entrances.edge]])
    metres = np.concatenate([ahead_m, back_m]) + np.concatenate([entrances.snap_m, entrances.snap_m])
    order = np.lexsort([metres, node, row])
    row, node, metres = row[order], node[order], metres[order]
    least = np.ones(len(row), dtype=bool)
    least[1:] = (row[1:] != row[:-1]) | (node[1:] != node[:-1])
    return csr_array((metres[least], (row[least], node[least])), shape=(count, len(edges.node_xy)))


def _with_sources(graph: Any, seeds: Any, nodes: int, count: int) -> Any:
    """The graph with one more node for each group, from which ways lead out but not in."""
    begins = np.concatenate([graph.indptr, graph.indptr[-1] + seeds.indptr[1:]])
    data, indices = np.concatenate([graph.data, seeds.data]), np.concatenate([graph.indices, seeds.indices])
    return csr_array((data, indices, begins), shape=(nodes + count, nodes + count))


def _on_one_edge(first: Integers, second: Integers) -> tuple[Integers, Integers]:
    """All pairs of positions in two lists of edges that name the same edge."""
    order = np.argsort(second, kind="stable")
    begin, end = (np.searchsorted(second[order], first, side=side) for side in ("left", "right"))
    size = end - begin
    one = np.repeat(np.arange(len(first)), size)
    within = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
    return one, order[begin[one] + within]
