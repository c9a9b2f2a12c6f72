"""The fast areas are those of the plain intersection, whatever the polygons look like."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from geo import overlay_areas, threads
from geo.overlaps import counted_again, doubled_land
from geo.overlay_areas import shared_areas, shared_shapes

SEEDS = st.integers(0, 2**32 - 1)


def plainly(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Areas of all pairs, as a table, by intersecting each with each."""
    return shapely.area(shapely.intersection(first[:, None], second[None, :]))


def as_table(found: overlay_areas.SharedAreas, rows: int, columns: int) -> np.ndarray:
    table = np.zeros((rows, columns))
    table[found.first, found.second] = found.area_m2
    assert (found.area_m2 > 0).all()
    assert len(np.unique(found.first * columns + found.second)) == len(found.first)
    return table


def coverage(random: np.random.Generator, count: int) -> np.ndarray:
    return np.array(shapes.voronoi(random.uniform(100, 9_900, (count, 2))))


def scattered(random: np.random.Generator, count: int) -> np.ndarray:
    """Squares and rings of all sizes, some beyond the coverage's rim, some the same, overlapping at will."""
    centre = shapes.ORIGIN + random.uniform(-500, 10_500, (count, 2))
    radius = random.uniform(20, 2_500, count)
    found = shapely.buffer(shapely.points(centre), radius, quad_segs=3)
    found[::3] = shapely.difference(found[::3], shapely.buffer(shapely.points(centre[::3]), radius[::3] / 2))
    found[1::4] = found[0]
    return found


@given(st.integers(3, 25), st.integers(1, 40), SEEDS)
@settings(max_examples=40, deadline=None)
def test_areas_against_a_coverage_are_those_of_each_intersection(places: int, zones: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    first, second = scattered(random, zones), coverage(random, places)
    assert shapely.coverage_is_valid(second)
    found = as_table(shared_areas(first, second), len(first), len(second))
    assert found == pytest.approx(plainly(first, second), rel=1e-9, abs=1e-3)


@given(st.integers(1, 25), st.integers(1, 25), SEEDS)
@settings(max_examples=40, deadline=None)
def test_areas_against_overlapping_polygons_are_those_of_each_intersection(one: int, other: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    first, second = scattered(random, one), scattered(random, other)
    expected = plainly(first, second)
    assert as_table(shared_areas(first, second), one, other) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    found, land = shared_shapes(first, second)
    assert as_table(found, one, other) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert shapely.area(land) == pytest.approx(found.area_m2)
    assert set(shapely.get_type_id(land)) <= {3, 6}


@given(st.integers(3, 20), st.integers(3, 20), SEEDS)
@settings(max_examples=25, deadline=None)
def test_what_lies_in_a_coverage_is_shared_whole(one: int, other: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    inner = box(*(shapes.ORIGIN + 500), *(shapes.ORIGIN + 9_500))
    first, second = shapely.intersection(coverage(random, one), inner), coverage(random, other)
    found = as_table(shared_areas(first, second), len(first), len(second))
    assert found.sum(axis=1) == pytest.approx(shapely.area(first), rel=1e-9)


def test_polygons_that_only_touch_share_nothing() -> None:
    grid = np.array(shapes.grid(3, 3))
    found = shared_areas(grid, grid)
    assert found.first.tolist() == found.second.tolist() == list(range(9))
    assert found.area_m2.tolist() == [10_000.0] * 9


def test_a_polygon_in_the_hole_of_a_coverage_and_one_across_its_rim() -> None:
    place = np.array([Polygon(box(0, 0, 90, 90).exterior, [box(30, 30, 60, 60).exterior])])
    zones = np.array([box(40, 40, 50, 50), box(20, 40, 50, 50), box(80, 0, 120, 10), box(200, 0, 210, 10)])
    found = shared_areas(zones, place)
    assert (found.first.tolist(), found.area_m2.tolist()) == ([1, 2], [100.0, 100.0])


def test_a_polygon_in_two_parts_counts_with_each() -> None:
    parted = np.array([MultiPolygon([box(0, 0, 10, 10), box(30, 0, 40, 10)])])
    places = np.array([box(0, 0, 35, 20), box(35, 0, 70, 20)])
    assert shared_areas(parted, places).area_m2.tolist() == [150.0, 50.0]


def test_empty_sets_share_nothing() -> None:
    none = np.empty(0, dtype=object)
    for first, second in [(none, none), (none, np.array([shapes.SQUARE])), (np.array([shapes.SQUARE]), none)]:
        assert len(shared_areas(first, second).area_m2) == 0
        assert len(shared_shapes(first, second)[1]) == 0


def test_land_and_a_common_border_elsewhere_give_land_only() -> None:
    # The two share a square and, apart from it, a stretch of border.
    one = np.array([box(0, 0, 10, 30)])
    other = np.array([Polygon([(5, 0), (20, 0), (20, 30), (10, 30), (10, 20), (15, 20), (15, 10), (5, 10)])])
    assert shapely.intersection(one, other)[0].geom_type == "GeometryCollection"
    found, land = shared_shapes(one, other)
    assert (found.area_m2.tolist(), land[0].geom_type) == ([50.0], "Polygon")


def test_the_callers_shapes_stay_unprepared() -> None:
    places, zones = np.array(shapes.grid(4, 4)), np.array(shapes.grid(8, 8, side_m=50))
    shared_areas(zones, places)
    assert not shapely.is_prepared(np.concatenate([places, zones])).any()


def test_many_callers_at_once_get_the_same_answer() -> None:
    random = np.random.default_rng(11)
    first, second = scattered(random, 300), coverage(random, 60)
    expected = shared_areas(first, second).area_m2
    with ThreadPoolExecutor(8) as pool, warnings.catch_warnings():
        warnings.simplefilter("error")
        answers = list(pool.map(lambda _: shared_areas(first, second).area_m2, range(16)))
    assert all(np.array_equal(answer, expected) for answer in answers)


def test_work_in_many_portions_is_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    first, second = scattered(random, 120), coverage(random, 30)
    whole, land = shared_shapes(first, second)
    monkeypatch.setattr(overlay_areas, "PORTION", 7)
    monkeypatch.setattr(threads, "PORTION", 7)
    portions, pieces = shared_shapes(first, second)
    assert np.array_equal(whole.area_m2, portions.area_m2)
    assert shapely.equals_exact(land, pieces).all()


# ------------------------------------------------------------------ overlaps within a set


@given(st.integers(1, 25), SEEDS)
@settings(max_examples=40, deadline=None)
def test_doubled_land_is_the_sum_beyond_the_union(count: int, seed: int) -> None:
    drawn = scattered(np.random.default_rng(seed), count)
    doubled = doubled_land(drawn)
    beyond = shapely.area(drawn).sum() - shapely.area(shapely.union_all(drawn))
    assert shapely.area(doubled).sum() == pytest.approx(beyond, rel=1e-9, abs=1e-3)
    assert (shapely.get_type_id(doubled) == shapely.GeometryType.POLYGON).all()


def test_a_coverage_and_an_empty_set_have_no_doubled_land() -> None:
    assert len(doubled_land(np.array(shapes.grid(3, 3)))) == 0
    assert len(doubled_land(np.empty(0, dtype=object))) == 0


def test_shapes_that_the_caller_prepared_give_the_same() -> None:
    drawn = scattered(np.random.default_rng(3), 400)
    plain = shapely.area(doubled_land(drawn))
    shapely.prepare(drawn)
    assert np.array_equal(shapely.area(doubled_land(drawn)), plain)


def test_borders_with_vertices_that_the_neighbour_lacks_are_no_overlap() -> None:
    row = np.array([box(0, 0, 10, 10), box(10, 0, 20, 5), box(10, 5, 20, 10)])
    assert not shapely.coverage_is_valid(row)
    assert len(doubled_land(row)) == 0


def test_land_under_a_zone_painted_over_all_is_the_small_ones() -> None:
    grid = np.array([*shapes.grid(3, 3), shapely.box(*shapes.ORIGIN, *(shapes.ORIGIN + 300))])
    assert shapely.area(doubled_land(grid)).tolist() == [10_000.0] * 9


@given(st.integers(1, 20), SEEDS)
@settings(max_examples=40, deadline=None)
def test_counted_again_is_the_sum_beyond_the_union(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    first, second = scattered(random, 5), scattered(random, count)
    again = counted_again(first, doubled_land(second), shared_areas(first, second))
    once = shapely.area(shapely.intersection(first, shapely.union_all(second)))
    assert again == pytest.approx(plainly(first, second).sum(axis=1) - once, rel=1e-9, abs=1e-3)
