"""The walking network: lines meet where they should and nowhere else, barriers cut, parts are told apart."""

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, Point, box

from geo.errors import CrsError, RefusedError
from geo.network import Network, build_network
from geo.noding import node_lines
from geo.snapping import snap


def line(*pairs: tuple[float, float]) -> LineString:
    return LineString(shapes.at(*pairs))


def roads(*lines: object, crs: int | None = shapes.TM36, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(lines), crs=crs)


def kinds(network: Network) -> list[str]:
    return [issue.kind for issue in network.issues]


def degrees(network: Network) -> list[int]:
    return sorted(np.diff(network.graph.indptr).tolist())


CROSS = (line((0, 50), (100, 50)), line((50, 0), (50, 100)))


# ------------------------------------------------------------------ where lines meet


def test_lines_that_cross_are_joined_at_the_crossing() -> None:
    network = build_network(roads(*CROSS))
    assert degrees(network) == [1, 1, 1, 1, 4]
    assert network.edges.length_m.tolist() == pytest.approx([50] * 4)
    assert network.road.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("bridge", [(False, True), (True, False), (True, True)])
def test_a_bridge_is_not_joined_where_it_passes_over(bridge: tuple[bool, bool]) -> None:
    network = build_network(roads(*CROSS, bridge=list(bridge)))
    assert degrees(network) == [1, 1, 1, 1]
    assert kinds(network) == ["network-in-parts"]


def test_a_bridge_is_joined_at_its_ends_also_in_the_middle_of_a_road() -> None:
    banks = [line((0, 0), (100, 0)), line((0, 90), (100, 90))]
    network = build_network(roads(*banks, line((50, 0), (50, 90)), bridge=[None, False, True]))
    assert len(network.part_length_m) == 1
    assert degrees(network) == [1, 1, 1, 1, 3, 3]


def test_two_bridges_are_joined_end_to_end_only() -> None:
    one, other = line((0, 0), (50, 0)), line((50, 0), (100, 0))
    assert len(build_network(roads(one, other, bridge=[True, True])).part_length_m) == 1
    ends_above = line((25, -20), (25, 0))
    assert len(build_network(roads(one, ends_above, bridge=[True, True])).part_length_m) == 2


@pytest.mark.parametrize(("gap_m", "parts"), [(0.0, 1), (0.09, 1), (-0.09, 1), (0.11, 2), (3.0, 2)])
def test_an_end_that_misses_a_line_by_centimetres_meets_it(gap_m: float, parts: int) -> None:
    network = build_network(roads(line((0, 0), (100, 0)), line((40, 60), (40, gap_m))))
    assert len(network.part_length_m) == parts


def test_join_distance_is_the_callers_to_choose() -> None:
    drawn = roads(line((0, 0), (100, 0)), line((40, 60), (40, 3)))
    assert len(build_network(drawn, join_m=3.5).part_length_m) == 1


def test_vertices_shared_in_the_middle_of_two_lines_are_a_junction() -> None:
    network = build_network(roads(line((0, 0), (50, 50), (100, 0)), line((0, 100), (50, 50), (100, 100))))
    assert degrees(network) == [1, 1, 1, 1, 4]


def test_lines_drawn_over_each_other_are_joined() -> None:
    network = build_network(roads(line((0, 0), (100, 0)), line((30, 0), (70, 0)), line((0, 0), (100, 0))))
    assert len(network.part_length_m) == 1
    # What a sparse matrix would add up is one edge of the shortest length.
    assert network.graph.sum() == pytest.approx(2 * 100)


def test_of_two_ways_between_the_same_junctions_the_shorter_counts() -> None:
    network = build_network(roads(line((0, 0), (100, 0)), line((0, 0), (50, 80), (100, 0))))
    assert network.graph.max() == pytest.approx(100)
    assert len(network.edges.length_m) == 2


def test_a_loop_and_a_line_that_crosses_itself_stay_whole() -> None:
    ring = line((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
    eight = line((200, 0), (300, 100), (300, 0), (200, 100))
    network = build_network(roads(ring, eight))
    assert network.part_length_m.tolist() == pytest.approx([400.0, 100 + 2 * 100 * 2**0.5])
    assert degrees(network)[-1] == 2


def test_repeated_points_and_many_lines_in_one_junction_are_one_node() -> None:
    spokes = [line((0, 0), (0, 0), (100 * np.cos(a), 100 * np.sin(a))) for a in np.linspace(0, 6, 40)]
    assert degrees(build_network(roads(*spokes))) == [1] * 40 + [40]


def test_a_curved_road_is_one_edge_as_long_as_it_is_drawn() -> None:
    bend = line((0, 0), (30, 40), (30, 100), (0, 140))
    edges = build_network(roads(bend)).edges
    assert edges.length_m.tolist() == [160.0]
    assert edges.segment_offset_m.tolist() == [0.0, 50.0, 110.0]


def test_no_lines_give_no_edges() -> None:
    assert len(node_lines(np.empty(0, dtype=object), np.empty(0, dtype=bool), join_m=0.1).length_m) == 0


# ------------------------------------------------------------------ what is left out


def test_classes_that_are_not_walkable_are_left_out_and_counted() -> None:
    drawn = roads(*CROSS, road_class=["motorway", "street"])
    network = build_network(drawn, not_walkable=["motorway"])
    assert network.road.tolist() == [1]
    assert kinds(network) == ["roads-not-walkable"]
    with pytest.raises(RefusedError, match="no walkable line"):
        build_network(drawn, not_walkable=["motorway", "street"])


def test_rows_without_a_line_are_counted() -> None:
    rows = [CROSS[0], None, LineString(), Point(shapes.X, shapes.Y), shapes.SQUARE, line((9, 9), (9, 9))]
    network = build_network(roads(*rows))
    assert [issue.params["count"] for issue in network.issues] == [5]
    assert kinds(network) == ["roads-without-line"]


def test_multilines_and_heights_are_taken_as_they_lie_on_the_map() -> None:
    high = LineString([(shapes.X, shapes.Y, 5.0), (shapes.X + 60, shapes.Y, 90.0)])
    network = build_network(roads(MultiLineString([*CROSS]), high))
    assert network.part_length_m.tolist() == pytest.approx([200 + 60])


# ------------------------------------------------------------------ barriers and parts


RIVER = line((70, -500), (70, 500))


def test_a_barrier_cuts_a_road_but_no_bridge() -> None:
    river = roads(RIVER)
    street = line((0, 50), (140, 50))
    cut = build_network(roads(street), river)
    assert len(cut.part_length_m) == 2
    assert kinds(cut) == ["roads-cut-by-barrier", "network-in-parts"]
    assert cut.part_length_m.sum() == pytest.approx(140, abs=1)
    assert len(build_network(roads(street, bridge=[True]), river).part_length_m) == 1


def test_an_area_takes_away_what_lies_in_it() -> None:
    lake = gpd.GeoSeries([None, box(shapes.X + 40, shapes.Y, shapes.X + 60, shapes.Y + 100)], crs=shapes.TM36)
    network = build_network(roads(*CROSS), lake)
    assert network.part_length_m.tolist() == pytest.approx([40, 40], abs=1)
    with pytest.raises(RefusedError, match="no walkable line"):
        build_network(roads(CROSS[1]), lake)


def test_parts_are_ranked_by_length_and_said_with_what_lies_outside_the_longest() -> None:
    network = build_network(roads(line((0, 0), (50, 0)), line((0, 99), (150, 99))))
    issue = network.issues[0]
    assert network.part_length_m.tolist() == [150.0, 50.0]
    assert set(network.part.tolist()) == {0, 1}
    assert issue.params == {"count": 2, "outside_km": 0.1, "share_pct": 25.0}


# ------------------------------------------------------------------ snapping


def test_a_point_is_snapped_to_the_nearest_edge_not_to_the_nearest_node() -> None:
    network = build_network(roads(line((0, 0), (1000, 0))))
    feet = snap(network, shapely.points(shapes.at((400, 30), (-30, 40))), max_snap_m=250)
    assert feet.offset_m.tolist() == pytest.approx([400, 0])
    assert feet.snap_m.tolist() == pytest.approx([30, 50])


def test_a_point_without_a_road_in_reach_or_without_a_place_has_no_foot() -> None:
    network = build_network(roads(line((0, 0), (1000, 0))))
    points = np.array([Point(shapes.X, shapes.Y + 251), None, Point(), Point(shapes.X, shapes.Y + 249)], dtype=object)
    assert snap(network, points, max_snap_m=250).point.tolist() == [3]


def test_a_point_as_near_to_two_roads_has_a_foot_on_both() -> None:
    network = build_network(roads(line((0, 0), (100, 0)), line((0, 60), (100, 60))))
    feet = snap(network, shapely.points(shapes.at((50, 30))), max_snap_m=250)
    assert sorted(feet.edge.tolist()) == [0, 1]


def test_a_road_across_a_barrier_is_passed_over_for_the_nearest_on_this_side() -> None:
    drawn = roads(line((80, -100), (80, 100)), line((0, -100), (0, 100)))
    home = shapely.points(shapes.at((60, 0)))
    assert snap(build_network(drawn), home, max_snap_m=250).snap_m.tolist() == pytest.approx([20])
    assert snap(build_network(drawn, roads(RIVER)), home, max_snap_m=250).snap_m.tolist() == pytest.approx([60])
    assert not len(snap(build_network(drawn, roads(RIVER)), home, max_snap_m=50).point)


def test_a_bridge_is_not_stepped_onto_from_beside() -> None:
    network = build_network(roads(line((0, 0), (100, 0)), line((0, 90), (100, 90)), bridge=[True, False]))
    assert snap(network, shapely.points(shapes.at((50, 10))), max_snap_m=250).snap_m.tolist() == pytest.approx([80])
    alone = build_network(roads(line((0, 0), (100, 0)), bridge=[True]))
    assert not len(snap(alone, shapely.points(shapes.at((50, 10))), max_snap_m=250).point)


# ------------------------------------------------------------------ bad use


@pytest.mark.parametrize("epsg", [None, 4326, 3857])
def test_roads_that_cannot_be_measured_are_refused(epsg: int | None) -> None:
    with pytest.raises(CrsError):
        build_network(roads(*CROSS, crs=epsg))


def test_barriers_in_another_crs_are_refused() -> None:
    with pytest.raises(CrsError, match="barriers"):
        build_network(roads(*CROSS), roads(RIVER, crs=5255))


@pytest.mark.parametrize("nothing", [roads(), roads(None), roads(Point(shapes.X, shapes.Y))])
def test_an_empty_network_is_refused_by_name(nothing: gpd.GeoDataFrame) -> None:
    with pytest.raises(RefusedError) as refusal:
        build_network(nothing)
    assert refusal.value.issues[0].kind == "no-walkable-roads"


def test_options_that_mean_nothing_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="join_m"):
        build_network(roads(*CROSS), join_m=0)
    with pytest.raises(ValueError, match="road_class"):
        build_network(roads(*CROSS), not_walkable=["motorway"])


# ------------------------------------------------------------------ against another way of doing it


@given(st.integers(2, 14), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_random_lines_are_noded_as_geos_does_it(count: int, seed: int) -> None:
    ends = np.random.default_rng(seed).uniform(0, 1000, (count, 3, 2)) + shapes.ORIGIN
    lines = shapely.linestrings(ends)
    network = build_network(roads(*lines), join_m=1e-6)
    pieces = shapely.get_parts(shapely.node(shapely.union_all(lines)))
    other = nx.Graph()
    for piece in pieces:
        first, last = (tuple(np.round(piece.coords[at], 5)) for at in (0, -1))
        other.add_edge(first, last)
    assert network.edges.length_m.sum() == pytest.approx(shapely.length(pieces).sum(), rel=1e-9)
    assert len(network.part_length_m) == nx.number_connected_components(other)
