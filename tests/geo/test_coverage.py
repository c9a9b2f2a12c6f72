"""Simplification keeps a coverage whole; neighbours are those that share a border."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from geo.coverage import has_faulty_edges, neighbours, pairs_in_doubt, simplify_for_screen, union_of_coverage
from geo.crs import to_metric
from geo.errors import CrsError

DEFNE = shapes.REAL_DATA / "defne-mahalle" / "defne_mahalle.geojson"


def vertices(frame: gpd.GeoDataFrame) -> int:
    return len(shapely.get_coordinates(frame.geometry.to_numpy()))


@given(st.integers(3, 25), st.integers(0, 2**32 - 1), st.floats(1, 3_000))
@settings(max_examples=40, deadline=None)
def test_random_coverage_stays_a_valid_coverage(count: int, seed: int, tolerance_m: float) -> None:
    points = np.random.default_rng(seed).uniform(100, 9_900, (count, 2))
    coverage = shapes.frame(shapes.voronoi(points))
    assert shapely.coverage_is_valid(coverage.geometry.to_numpy())
    simple = simplify_for_screen(coverage, tolerance_m)
    assert shapely.coverage_is_valid(simple.geometry.to_numpy())
    assert (simple.area > 0).all()
    assert simple.drop(columns="geometry").equals(coverage.drop(columns="geometry"))


@given(st.integers(3, 25), st.integers(0, 2**32 - 1), st.sets(st.integers(0, 24), max_size=6))
@settings(max_examples=60, deadline=None)
def test_pairs_in_doubt_are_all_that_share_land_and_the_union_is_the_union(count: int, seed: int, grown: set[int]) -> None:
    cells = np.array(shapes.voronoi(np.random.default_rng(seed).uniform(100, 9_900, (count, 2))))
    for cell in grown & set(range(len(cells))):
        cells[cell] = cells[cell].buffer(40)
    faulty = has_faulty_edges(cells)
    assert faulty.any() == (not shapely.coverage_is_valid(cells))
    first, second = np.triu_indices(len(cells), 1)
    share_land = shapely.area(shapely.intersection(cells[first], cells[second])) > 1e-3
    in_doubt = set(zip(*(places.tolist() for places in pairs_in_doubt(cells, faulty)), strict=True))
    assert set(zip(first[share_land].tolist(), second[share_land].tolist(), strict=True)) <= in_doubt
    apart = union_of_coverage(cells, faulty).symmetric_difference(shapely.union_all(cells))
    assert apart.area < 1e-3


def test_simplified_coverage_has_fewer_vertices_and_about_the_same_areas() -> None:
    points = np.random.default_rng(7).uniform(100, 9_900, (12, 2))
    coverage = shapes.frame(shapes.voronoi(points))
    simple = simplify_for_screen(coverage, 100)
    assert vertices(simple) < vertices(coverage) / 2
    assert simple.area.sum() == pytest.approx(coverage.area.sum(), rel=0.02)


def test_tolerance_zero_and_empty_frame_change_nothing() -> None:
    coverage = shapes.frame(shapes.grid(2, 2))
    assert simplify_for_screen(coverage, 0).equals(coverage)
    assert len(simplify_for_screen(shapes.frame([]), 10)) == 0


def test_missing_geometry_stays_missing() -> None:
    simple = simplify_for_screen(shapes.frame([None, shapes.SQUARE]), 10)
    assert simple.geometry.isna().tolist() == [True, False]


@pytest.mark.parametrize("tolerance_m", [5.0, 80.0, 5_000.0])
def test_overlapping_polygons_are_simplified_without_loss(tolerance_m: float) -> None:
    points = np.random.default_rng(3).uniform(100, 9_900, (10, 2))
    cells = shapes.voronoi(points)
    cells[0] = cells[0].buffer(50)
    given_frame = shapes.frame(cells)
    assert not shapely.coverage_is_valid(given_frame.geometry.to_numpy())
    simple = simplify_for_screen(given_frame, tolerance_m)
    assert simple.is_valid.all()
    assert not simple.is_empty.any()
    assert vertices(simple) < vertices(given_frame)


@pytest.mark.parametrize("tolerance_m", [-1.0, float("nan"), float("inf")])
def test_tolerance_that_is_no_length_is_wrong_use(tolerance_m: float) -> None:
    with pytest.raises(ValueError, match="give a length"):
        simplify_for_screen(shapes.frame([shapes.SQUARE]), tolerance_m)


@pytest.mark.parametrize("epsg", [None, 4326, 3857])
def test_other_than_metres_is_refused(epsg: int | None) -> None:
    with pytest.raises(CrsError):
        simplify_for_screen(shapes.frame([shapes.SQUARE], crs=epsg), 10)
    with pytest.raises(CrsError):
        neighbours(shapes.frame([shapes.SQUARE], crs=epsg))


def test_neighbours_in_a_grid_share_edges_not_corners() -> None:
    frame = shapes.frame(shapes.grid(3, 3)).set_index("name")
    found = neighbours(frame)
    assert found["A"] == ("B", "D")
    assert found["E"] == ("B", "D", "F", "H")
    assert neighbours(frame, tolerance_m=0) == found


@pytest.mark.parametrize("gap_m", [-0.8, 0.8])
def test_neighbours_across_a_small_gap_or_overlap(gap_m: float) -> None:
    frame = shapes.frame([box(0, 0, 100, 100), box(100 + gap_m, 10, 200, 90)]).set_index("name")
    assert neighbours(frame) == {"A": ("B",), "B": ("A",)}
    assert neighbours(frame, tolerance_m=0) == {"A": (), "B": ()}


def test_gap_wider_than_the_tolerance_parts_neighbours() -> None:
    frame = shapes.frame([box(0, 0, 100, 100), box(100.8, 0, 200, 100)]).set_index("name")
    assert neighbours(frame, tolerance_m=0.5) == {"A": (), "B": ()}


def test_short_exact_border_counts() -> None:
    frame = shapes.frame([box(0, 0, 100, 100), box(100, 99.5, 200, 200)]).set_index("name")
    assert neighbours(frame)["A"] == ("B",)


def test_neighbours_of_missing_lonely_and_enclosed_polygons() -> None:
    hole = Polygon(shapes.WITH_HOLE.interiors[0])
    frame = shapes.frame([shapes.WITH_HOLE, hole, None, box(0, 0, 1, 1)]).set_index("name")
    assert neighbours(frame) == {"A": ("B",), "B": ("A",), "C": (), "D": ()}


def test_neighbours_need_unique_labels() -> None:
    with pytest.raises(ValueError, match="unique"):
        neighbours(shapes.frame(shapes.grid(2, 1)).set_axis([1, 1]))


@given(st.integers(3, 20), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_neighbours_are_mutual_and_do_not_depend_on_order(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    frame = shapes.frame(shapes.voronoi(random.uniform(100, 9_900, (count, 2)))).set_index("name")
    found = neighbours(frame)
    assert all(a in found[b] for a, near in found.items() for b in near)
    assert all(near for near in found.values())
    assert neighbours(frame.iloc[random.permutation(len(frame))]) == found


@pytest.mark.skipif(not DEFNE.exists(), reason="the boundaries of Defne are not on this machine")
def test_defne_is_simplified_to_under_half_and_stays_whole() -> None:
    defne = to_metric(gpd.read_file(DEFNE))
    simple = simplify_for_screen(defne, 40)
    assert len(simple) == 37
    assert shapely.coverage_is_valid(simple.geometry.to_numpy())
    assert vertices(simple) < vertices(defne) / 2
