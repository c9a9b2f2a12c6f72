"""Walking distance on 200,000 nodes to ten kinds of facility. Rival: igraph, in C. Oracle: networkx, node by node.

Both get the same junctions and streets, and facilities that stand on junctions, so that the same answer is asked of both.
"""

import statistics
import time
from collections.abc import Callable

import geopandas as gpd
import igraph
import networkx as nx
import numpy as np
import pandas as pd
import shapely

from geo.network import Network, build_network
from geo.walking import walk_to_nearest

SIDE = 448
BLOCK_M = 80.0
KINDS = 10
EACH = 60
RUNS = 5
CRS = 5256


def streets(chance: np.random.Generator) -> gpd.GeoDataFrame:
    """A town of `SIDE` by `SIDE` crossings, moved about, with a tenth of its streets left out."""
    crossings = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=-1) * BLOCK_M
    crossings = crossings + chance.uniform(-25, 25, crossings.shape) + [500_000, 4_000_000]
    along = np.stack([crossings[:, :-1], crossings[:, 1:]], axis=2).reshape(-1, 2, 2)
    across = np.stack([crossings[:-1], crossings[1:]], axis=2).reshape(-1, 2, 2)
    drawn = np.concatenate([along, across])
    return gpd.GeoDataFrame(geometry=shapely.linestrings(drawn[chance.random(len(drawn)) < 0.9]), crs=CRS)


def median_s(work: Callable[[], object]) -> float:
    """Seconds of one run, the middle of several."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def by_igraph(network: Network, kinds: dict[str, np.ndarray]) -> Callable[[], pd.DataFrame]:
    """A search for all kinds: one a kind, from a node that is joined to all its facilities, as ours does it."""
    edges, count = network.edges, len(network.edges.node_xy)
    joined = [(count + at, int(node)) for at, nodes in enumerate(kinds.values()) for node in nodes]
    ends = np.concatenate([np.column_stack([edges.first, edges.second, edges.second, edges.first]).reshape(-1, 2), joined])
    weights = np.concatenate([np.repeat(edges.length_m, 2), np.zeros(len(joined))]).tolist()
    rival = igraph.Graph(n=count + len(kinds), edges=ends, directed=True)

    def search() -> pd.DataFrame:
        found = rival.distances(source=list(range(count, count + len(kinds))), weights=weights, mode="out", algorithm="dijkstra")
        return pd.DataFrame(np.array(found)[:, :count].T, columns=list(kinds))

    return search


def main() -> None:
    """Print the medians; stop if the three do not agree."""
    chance = np.random.default_rng(1)
    roads = streets(chance)
    start = time.perf_counter()
    network = build_network(roads)
    built = time.perf_counter() - start
    nodes = np.flatnonzero(network.part == 0)
    kinds = {f"kind {k}": chance.choice(nodes, EACH, replace=False) for k in range(KINDS)}
    place = gpd.GeoSeries(shapely.points(network.edges.node_xy), crs=CRS)
    homes = gpd.GeoDataFrame(geometry=place[nodes].reset_index(drop=True))
    facilities = {kind: gpd.GeoDataFrame(geometry=place[chosen].reset_index(drop=True)) for kind, chosen in kinds.items()}
    search = by_igraph(network, kinds)

    ours = walk_to_nearest(homes, facilities, network).distance_m
    theirs = search().loc[nodes]
    graph = nx.Graph()
    for first, second, metres in zip(network.edges.first, network.edges.second, network.edges.length_m, strict=True):
        graph.add_edge(int(first), int(second), weight=float(metres))
    for kind in list(kinds)[:2]:
        true = nx.multi_source_dijkstra_path_length(graph, {int(node) for node in kinds[kind]})
        assert np.abs(ours[kind] - [true[int(node)] for node in nodes]).max() < 1e-6, kind
    assert np.abs(ours.to_numpy() - theirs.to_numpy()).max() < 1e-6

    mine, rival = median_s(lambda: walk_to_nearest(homes, facilities, network)), median_s(search)
    scattered = gpd.GeoDataFrame(
        geometry=shapely.points(network.edges.node_xy[nodes] + chance.uniform(-40, 40, (len(nodes), 2))), crs=CRS
    )
    anywhere = median_s(lambda: walk_to_nearest(scattered, facilities, network))
    print(f"{len(network.edges.node_xy):,} nodes, {len(network.edges.length_m):,} edges, {KINDS} kinds of {EACH}")
    print(f"network from {len(roads):,} drawn lines: {built:.2f} s")
    print(
        f"distances from every node: {mine:.2f} s, snapping included "
        f"(igraph, search alone: {rival:.2f} s, ratio {rival / mine:.1f})"
    )
    print(f"distances from as many homes beside the roads: {anywhere:.2f} s")


if __name__ == "__main__":
    main()
