"""Walking distances: right in small cases, never shorter than the straight line, and blind to how the roads were drawn."""

from itertools import pairwise

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPoint, Point, box
from shapely.ops import substring
from towns import Town, frame, scatter, town

from geo.entrances import entrances_of
from geo.errors import CrsError
from geo.network import build_network
from geo.route_search import shortest_to_groups
from geo.snapping import snap
from geo.walking import NETWORK, STRAIGHT_LINE, Distances, WalkOptions, walk_to_each, walk_to_nearest

seeds = st.integers(0, 2**32 - 1)


def points(*pairs: tuple[float, float]) -> gpd.GeoDataFrame:
    return frame(shapely.points(shapes.at(*pairs)))


def line(*pairs: tuple[float, float]) -> LineString:
    return LineString(shapes.at(*pairs))


def walk(place: Town, **options: float) -> Distances:
    return walk_to_nearest(place.homes, place.facilities, build_network(place.roads), options=WalkOptions(**options))


STREET = frame([line((0, 0), (1000, 0))])
SCHOOL = {"school": points((700, 10))}


# ------------------------------------------------------------------ small cases


def test_a_walk_is_the_way_to_the_road_along_it_and_to_the_facility() -> None:
    found = walk_to_nearest(points((100, 20)), SCHOOL, build_network(STREET))
    assert found.distance_m.loc[0, "school"] == pytest.approx(20 + 600 + 10)
    assert found.snap_m[0] == pytest.approx(20)
    assert found.method[0] == NETWORK
    assert found.reason.loc[0, "school"] == ""
    assert found.issues == ()


def test_a_home_and_a_facility_on_one_edge_are_joined_along_it_also_on_a_loop() -> None:
    ring = frame([line((0, 0), (300, 0), (300, 300), (0, 300), (0, 0))])
    found = walk_to_nearest(points((250, 0), (0, 10)), {"school": points((300, 50))}, build_network(ring))
    # The second home is nearer by way of the corner where the ring closes.
    assert found.distance_m["school"].tolist() == pytest.approx([100, 10 + 300 + 50])


def test_the_nearest_is_by_road_not_by_air() -> None:
    comb = frame([line((0, 0), (300, 0)), line((0, 0), (0, 200)), line((100, 0), (100, 200))])
    schools = {"school": points((100, 200), (0, -60))}
    found = walk_to_nearest(points((0, 200)), schools, build_network(comb))
    assert found.distance_m.loc[0, "school"] == pytest.approx(260)


def test_a_park_is_reached_at_its_border_and_a_better_gate_may_be_given() -> None:
    park = box(shapes.X + 400, shapes.Y + 10, shapes.X + 600, shapes.Y + 210)
    home, network = points((0, 0)), build_network(STREET)
    assert walk_to_nearest(home, {"park": frame([park])}, network).distance_m.loc[0, "park"] == pytest.approx(410)
    gate = walk_to_nearest(home, {"park": frame([MultiPoint(shapes.at((600, 110)))])}, network)
    assert gate.distance_m.loc[0, "park"] == pytest.approx(600 + 110)


def test_what_is_entered_by_points_lines_areas_and_collections() -> None:
    mixed = np.array([Point(1, 1), None, GeometryCollection([box(0, 0, 10, 10), Point(50, 50)]), LineString([(0, 0), (0, 60)])])
    found = entrances_of(mixed, 20)
    assert np.bincount(found.facility, minlength=4).tolist() == [1, 0, 5, 4]


def test_a_hole_of_a_park_is_a_border_too() -> None:
    assert len(entrances_of(np.array([shapes.WITH_HOLE]), 1000).points) == 8


@pytest.mark.parametrize("is_bridge", [True, False])
def test_a_barrier_is_walked_around_over_the_bridge(is_bridge: bool) -> None:
    drawn = frame([line((0, 0), (200, 0)), line((0, 0), (0, 300)), line((200, 0), (200, 300)), line((0, 300), (200, 300))])
    drawn["bridge"] = [False, False, False, is_bridge]
    river = frame([line((100, -500), (100, 800))])
    found = walk_to_nearest(points((0, 0)), {"school": points((200, 0))}, build_network(drawn, river))
    if is_bridge:
        assert found.distance_m.loc[0, "school"] == pytest.approx(300 + 200 + 300)
    else:
        assert np.isnan(found.distance_m.loc[0, "school"])
        assert found.reason.loc[0, "school"] == "no-way"
        assert "no-way" in [issue.kind for issue in found.issues]


# ------------------------------------------------------------------ no value, and why


def test_without_roads_it_is_the_straight_line_times_the_detour_factor_and_marked() -> None:
    park = frame([box(shapes.X + 300, shapes.Y, shapes.X + 500, shapes.Y + 90)])
    found = walk_to_nearest(points((0, 0), (400, 50)), {"park": park}, None, options=WalkOptions(detour_factor=1.4))
    assert found.distance_m["park"].tolist() == pytest.approx([420, 0])
    assert found.method.tolist() == [STRAIGHT_LINE] * 2
    assert found.snap_m.isna().all()
    assert [issue.kind for issue in found.issues] == ["walked-straight"]


def test_a_home_far_from_every_road_is_measured_straight_and_the_others_are_not() -> None:
    found = walk_to_nearest(points((0, 0), (0, 400)), SCHOOL, build_network(STREET))
    assert found.method.tolist() == [NETWORK, STRAIGHT_LINE]
    assert found.distance_m.loc[1, "school"] == pytest.approx(1.3 * np.hypot(700, 390))


@pytest.mark.parametrize("network", [None, build_network(STREET)])
def test_a_kind_without_a_facility_has_no_value_and_says_so(network: object) -> None:
    kinds = {"park": frame([]), "school": frame([None]), "clinic": points((5, 5))}
    found = walk_to_nearest(points((0, 0)), kinds, network)
    assert found.distance_m.isna().loc[0].tolist() == [True, True, False]
    assert found.reason.loc[0].tolist() == ["no-facility", "no-facility", ""]
    said = [issue.kind for issue in found.issues if issue.kind != "walked-straight"]
    assert said == ["no-facility", "facilities-without-place", "no-facility"]


def test_no_kinds_at_all_are_no_columns() -> None:
    found = walk_to_nearest(points((0, 0)), {}, build_network(STREET))
    assert found.distance_m.shape == (1, 0)


def test_a_home_without_a_place_has_no_value_and_no_method() -> None:
    homes = frame([None, Point(), Point(shapes.X, shapes.Y)])
    found = walk_to_nearest(homes, SCHOOL, build_network(STREET))
    assert found.distance_m["school"].isna().tolist() == [True, True, False]
    assert found.reason["school"].tolist() == ["no-place", "no-place", ""]
    assert found.method.tolist() == [None, None, NETWORK]
    assert [issue.kind for issue in found.issues] == ["no-place"]


def test_no_homes_give_no_rows() -> None:
    for network in (None, build_network(STREET)):
        assert walk_to_nearest(frame([]), SCHOOL, network).distance_m.shape == (0, 1)
        assert not len(walk_to_each(frame([]), SCHOOL["school"], network, limit_m=500).home)


def test_a_facility_off_the_road_is_out_of_reach_on_the_network_and_counted() -> None:
    found = walk_to_nearest(points((0, 0)), {"school": points((500, 300))}, build_network(STREET))
    assert found.reason.loc[0, "school"] == "no-way"
    assert [issue.kind for issue in found.issues] == ["facilities-off-road", "no-way"]


# ------------------------------------------------------------------ bad use


@pytest.mark.parametrize("epsg", [None, 4326, 3857])
def test_homes_that_cannot_be_measured_are_refused(epsg: int | None) -> None:
    homes = gpd.GeoDataFrame(geometry=[Point(36, 36)], crs=epsg)
    with pytest.raises(CrsError):
        walk_to_nearest(homes, {"school": homes}, None)


def test_frames_in_two_crs_are_refused_by_name() -> None:
    other = points((0, 0)).set_crs(5255, allow_override=True)
    with pytest.raises(CrsError, match="school"):
        walk_to_nearest(points((0, 0)), {"school": other}, None)
    with pytest.raises(CrsError, match="roads"):
        walk_to_nearest(other, {"school": other}, build_network(STREET))


def test_homes_that_are_no_points_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="a home is a point"):
        walk_to_nearest(frame([shapes.SQUARE]), SCHOOL, None)


@pytest.mark.parametrize(
    "options", [{"max_snap_m": 0.0}, {"entrance_spacing_m": -1.0}, {"detour_factor": 0.9}, {"detour_factor": float("nan")}]
)
def test_options_that_mean_nothing_are_wrong_use(options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        WalkOptions(**options)


@pytest.mark.parametrize("limit_m", [0.0, float("inf"), float("nan")])
def test_a_limit_that_is_no_length_is_wrong_use(limit_m: float) -> None:
    with pytest.raises(ValueError, match="limit_m"):
        walk_to_each(points((0, 0)), SCHOOL["school"], None, limit_m=limit_m)


# ------------------------------------------------------------------ what always holds


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_no_walk_is_shorter_than_the_straight_line_or_than_its_way_to_the_road(seed: int) -> None:
    place = town(seed)
    found = walk(place)
    for kind, there in place.facilities.items():
        straight = shapely.distance(place.homes.geometry.to_numpy(), shapely.union_all(there.geometry.to_numpy()))
        known = found.distance_m[kind].notna()
        assert (found.distance_m[kind] >= straight - 1e-6)[known].all()
        assert (found.distance_m[kind] >= found.snap_m)[known & found.snap_m.notna()].all()
    assert (found.distance_m.isna() == (found.reason != "")).all(axis=None)
    assert not np.isinf(found.distance_m.to_numpy()).any()


@given(seeds, st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_more_parks_raise_no_distance_and_take_nobodys_park_away(seed: int, more: int) -> None:
    place = town(seed)
    before = walk(place).distance_m["park"]
    added = frame(scatter(np.random.default_rng(seed + 1), more, 6))
    after = walk(Town(place.roads, place.homes, {"park": pd.concat([place.facilities["park"], added])})).distance_m["park"]
    assert (after[before.notna()] <= before[before.notna()] + 1e-9).all()


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    place = town(seed)
    chance = np.random.default_rng(seed)
    mixed = Town(
        place.roads.iloc[chance.permutation(len(place.roads))],
        place.homes.iloc[chance.permutation(len(place.homes))],
        {kind: there.iloc[::-1] for kind, there in reversed(place.facilities.items())},
    )
    found = walk(mixed).distance_m[["school", "park"]].sort_index()
    pd.testing.assert_frame_equal(found, walk(place).distance_m, atol=1e-6)


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_lines_drawn_backwards_or_in_two_pieces_give_the_same(seed: int) -> None:
    place = town(seed)
    chance = np.random.default_rng(seed)
    drawn = []
    for street in place.roads.geometry:
        cut = chance.uniform(0.1, 0.9)
        pieces = [substring(street, *part, normalized=True) for part in ((0, cut), (cut, 1))]
        drawn += [street.reverse()] if chance.random() < 0.5 else pieces
    found = walk(Town(frame(drawn), place.homes, place.facilities)).distance_m
    # A cut next to a crossing may be merged with it, which moves an end by less than the joining distance.
    pd.testing.assert_frame_equal(found, walk(place).distance_m, atol=0.3, rtol=0)


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_the_neighbouring_zone_gives_the_same_but_for_its_scale(seed: int) -> None:
    place = town(seed, kept_ratio=1.0)
    moved = Town(
        place.roads.to_crs(5255), place.homes.to_crs(5255), {kind: there.to_crs(5255) for kind, there in place.facilities.items()}
    )
    here, there = walk(place, max_snap_m=300).distance_m, walk(moved, max_snap_m=300).distance_m
    # Three degrees from its meridian the neighbouring zone draws lengths about 0.09 % too long, and snapping turns over at ties.
    assert (np.abs(there / here - 1) < 0.002).mean(axis=None) > 0.95


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_distances_are_those_of_a_plain_search_in_another_library(seed: int) -> None:
    place = town(seed, homes=8)
    network = build_network(place.roads)
    edges = network.edges
    schools = entrances_of(place.facilities["school"].geometry.to_numpy(), 25)
    homes, gates = (snap(network, found, max_snap_m=250) for found in (place.homes.geometry.to_numpy(), schools.points))
    graph = nx.Graph()
    stops = [("home", home) for home in range(len(homes.point))] + [("gate", gate) for gate in range(len(gates.point))]
    for edge, length in enumerate(edges.length_m):
        on = [(0.0, int(edges.first[edge])), (float(length), int(edges.second[edge]))]
        on += [
            ((homes if kind == "home" else gates).offset_m[k], (kind, k))
            for kind, k in stops
            if (homes if kind == "home" else gates).edge[k] == edge
        ]
        on.sort(key=lambda stop: stop[0])
        for (here, one), (there, other) in pairwise(on):
            if there - here <= graph.get_edge_data(one, other, {"weight": np.inf})["weight"]:
                graph.add_edge(one, other, weight=there - here)
    for k, snap_m in enumerate(gates.snap_m):
        graph.add_edge("goal", ("gate", k), weight=snap_m)
    expected = np.full(len(place.homes), np.inf)
    lengths = nx.single_source_dijkstra_path_length(graph, "goal") if "goal" in graph else {}
    for k, home in enumerate(homes.point):
        expected[home] = min(expected[home], lengths.get(("home", k), np.inf) + homes.snap_m[k])
    found = walk(place)
    on_road = (found.method == NETWORK).to_numpy()
    assert np.nan_to_num(found.distance_m["school"].to_numpy(), nan=np.inf)[on_road] == pytest.approx(expected[on_road])


@given(seeds, st.sampled_from([150.0, 400.0, 5_000.0]))
@settings(max_examples=20, deadline=None)
def test_all_pairs_within_a_limit_agree_with_the_nearest(seed: int, limit_m: float) -> None:
    place = town(seed)
    network = build_network(place.roads)
    for kind, there in place.facilities.items():
        reach = walk_to_each(place.homes, there, network, limit_m=limit_m)
        least = pd.Series(reach.distance_m).groupby(reach.home).min().reindex(range(len(place.homes)))
        nearest = walk(place).distance_m[kind]
        pd.testing.assert_series_equal(least, nearest.where(nearest <= limit_m), check_names=False)
        assert not pd.DataFrame({"home": reach.home, "facility": reach.facility}).duplicated().any()


def test_searches_in_portions_give_the_same_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    place = town(4)
    network, there = build_network(place.roads), frame(scatter(np.random.default_rng(1), 9, 6))
    whole = walk_to_each(place.homes, there, network, limit_m=600)
    monkeypatch.setattr("geo.walking._MOST_HELD", 1)
    parts = walk_to_each(place.homes, there, network, limit_m=600)
    assert parts.distance_m.tolist() == whole.distance_m.tolist()
    assert parts.facility.tolist() == whole.facility.tolist()


def test_search_among_no_feet_answers_nobody() -> None:
    network = build_network(STREET)
    none = snap(network, np.empty(0, dtype=object), max_snap_m=9)
    placed, metres = shortest_to_groups(network, none, none, np.empty(0, dtype=np.intp), 2)
    assert len(placed) == 0
    assert metres.shape == (2, 0)


def test_no_foot_lies_beyond_its_edge_by_the_last_digit() -> None:
    rng = np.random.default_rng(1)
    lines = [LineString(rng.uniform(1, 30, (8, 2)).cumsum(axis=0) + np.array([1000 * number, 0])) for number in range(40)]
    network = build_network(gpd.GeoDataFrame(geometry=lines, crs=5256))
    feet = snap(network, shapely.points([line.coords[-1] for line in lines]), max_snap_m=1)
    assert len(feet.edge) == 40
    assert (feet.offset_m <= network.edges.length_m[feet.edge]).all()
