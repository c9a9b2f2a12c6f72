"""The sketch is a coverage with the official areas, whatever the centres, and the same for the same input."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from geo.coverage import neighbours
from geo.errors import CrsError, RefusedError
from geo.sketch import Sketch, sketch_boundaries

DATA = Path(__file__).parents[2] / "data" / "defne"

positions = st.tuples(st.integers(36_000, 36_200), st.integers(36_000, 36_200)).map(lambda p: (p[0] / 1000, p[1] / 1000))
districts = st.lists(st.tuples(positions, st.floats(0.05, 20)), min_size=1, max_size=14)


def centres_of(lonlat: list[tuple[float, float]], names: list[str] | None = None) -> gpd.GeoDataFrame:
    named = names if names is not None else [f"M{k:03d}" for k in range(len(lonlat))]
    return gpd.GeoDataFrame({"name": named}, geometry=[Point(*pair) for pair in lonlat], crs=4326)


def kinds(drawn: Sketch) -> list[str]:
    return [issue.kind for issue in drawn.issues]


def assert_whole(drawn: Sketch, area_m2: pd.Series, *, tolerance: float = 1e-3) -> None:
    """A valid coverage in degrees and in metres, each area right, the total right, no hole between cells."""
    degrees = drawn.boundaries.geometry
    metric = degrees.to_crs(drawn.metric_crs)
    assert drawn.boundaries.crs.to_epsg() == 4326
    assert degrees.is_valid.all()
    assert not degrees.is_empty.any()
    assert shapely.coverage_is_valid(degrees.to_numpy())
    assert shapely.coverage_is_valid(metric.to_numpy())
    assert (metric.area / area_m2 - 1).abs().max() < tolerance
    assert metric.area.sum() == pytest.approx(area_m2.sum(), rel=tolerance)
    assert shapely.union_all(metric.to_numpy()).area == pytest.approx(metric.area.sum(), rel=1e-9)


@pytest.fixture(scope="module")
def defne() -> tuple[gpd.GeoDataFrame, pd.Series]:
    centres = pd.read_csv(DATA / "merkezler.tsv", sep="\t", decimal=",", index_col="MAHALLE")
    table = pd.read_csv(DATA / "tablo08_nufus_mahalle.tsv", sep="\t", decimal=",", thousands=".", index_col=0)
    points = gpd.points_from_xy(centres["BOYLAM"], centres["ENLEM"])
    frame = gpd.GeoDataFrame({"name": centres.index}, geometry=points, index=centres.index, crs=4326)
    return frame, table.iloc[:, 0].drop("DEFNE") * 1e6


@pytest.fixture(scope="module")
def defne_sketch(defne: tuple[gpd.GeoDataFrame, pd.Series]) -> Sketch:
    return sketch_boundaries(*defne)


def test_defne_is_a_coverage_with_the_official_areas(defne: tuple[gpd.GeoDataFrame, pd.Series], defne_sketch: Sketch) -> None:
    _, area_m2 = defne
    assert len(defne_sketch.boundaries) == 37
    assert_whole(defne_sketch, area_m2)
    assert area_m2.sum() == pytest.approx(142.44e6)


def test_defne_is_in_one_piece_with_each_centre_in_its_undivided_cell(
    defne: tuple[gpd.GeoDataFrame, pd.Series], defne_sketch: Sketch
) -> None:
    centres, _ = defne
    assert defne_sketch.issues == ()
    assert defne_sketch.outline.geom_type == "Polygon"
    assert set(defne_sketch.boundaries.geom_type) == {"Polygon"}
    assert defne_sketch.boundaries.contains(centres.geometry).all()


def test_defne_neighbours_are_plausible(defne_sketch: Sketch) -> None:
    found = neighbours(defne_sketch.boundaries.to_crs(5256))
    assert "ARMUTLU" in found["ELEKTRİK"]
    assert "KARŞIYAKA" not in found["ELEKTRİK"]
    assert min(len(near) for near in found.values()) >= 1


def test_before_rounding_areas_are_exact(defne: tuple[gpd.GeoDataFrame, pd.Series]) -> None:
    assert_whole(sketch_boundaries(*defne, decimals=9), defne[1], tolerance=1e-6)


def test_result_has_six_decimals(defne_sketch: Sketch) -> None:
    coordinates = shapely.get_coordinates(defne_sketch.boundaries.geometry.to_numpy())
    assert (coordinates == np.round(coordinates, 6)).all()
    assert all(shape.exterior.is_ccw for shape in defne_sketch.boundaries.geometry)


def test_order_of_rows_does_not_matter(defne: tuple[gpd.GeoDataFrame, pd.Series], defne_sketch: Sketch) -> None:
    centres, area_m2 = defne
    mixed = centres.iloc[np.random.default_rng(1).permutation(len(centres))].reset_index(drop=True)
    areas = pd.Series(area_m2.loc[mixed["name"]].to_numpy(), index=mixed.index)
    again = sketch_boundaries(mixed, areas.iloc[::-1])
    assert list(again.boundaries["name"]) == list(mixed["name"])
    by_name = again.boundaries.set_index("name").geometry.to_wkb()
    assert by_name.loc[centres["name"]].tolist() == defne_sketch.boundaries.geometry.to_wkb().tolist()
    assert again.outline.equals_exact(defne_sketch.outline, 0)


@given(districts)
@settings(max_examples=40, deadline=None)
def test_random_centres_and_areas_give_a_whole_sketch(district: list[tuple[tuple[float, float], float]]) -> None:
    centres = centres_of([where for where, _ in district])
    area_m2 = pd.Series([km2 * 1e6 for _, km2 in district])
    assert_whole(sketch_boundaries(centres, area_m2, decimals=9), area_m2)


@given(districts)
@settings(max_examples=40, deadline=None)
def test_random_sketch_in_six_decimals_is_whole_and_says_what_is_not_as_wished(
    district: list[tuple[tuple[float, float], float]],
) -> None:
    centres = centres_of([where for where, _ in district])
    area_m2 = pd.Series([km2 * 1e6 for _, km2 in district])
    drawn = sketch_boundaries(centres, area_m2)
    # Centres in a row make strips a few metres wide, which a decimetre of rounding moves by more than 0.1 %.
    assert_whole(drawn, area_m2, tolerance=0.2)
    metric = drawn.boundaries.to_crs(drawn.metric_crs)
    truth = {
        "centre-outside-cell": metric.distance(centres.to_crs(drawn.metric_crs)) > 0,
        "cell-in-parts": metric.geom_type == "MultiPolygon",
        "area-differs": (metric.area / area_m2 - 1).abs() > 1e-3,
    }
    for kind, rows in truth.items():
        assert {i.params["name"] for i in drawn.issues if i.kind == kind} == set(centres["name"][rows])


@given(districts, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_random_order_of_rows_does_not_matter(district: list, random) -> None:
    centres = centres_of([where for where, _ in district])
    area_m2 = pd.Series([km2 * 1e6 for _, km2 in district])
    order = list(range(len(district)))
    random.shuffle(order)
    one, other = sketch_boundaries(centres, area_m2), sketch_boundaries(centres.iloc[order], area_m2)
    assert other.boundaries.sort_index().geometry.to_wkb().equals(one.boundaries.geometry.to_wkb())
    assert other.issues == one.issues


def test_single_centre_becomes_a_disc() -> None:
    drawn = sketch_boundaries(centres_of([(36.1, 36.1)]), pd.Series([np.pi * 1e6]))
    metric = drawn.boundaries.to_crs(5256).geometry.iloc[0]
    assert metric.area == pytest.approx(np.pi * 1e6, rel=1e-3)
    assert shapely.minimum_bounding_radius(metric) == pytest.approx(1_000, rel=0.01)
    assert drawn.issues == ()


def test_collinear_centres_give_a_row_of_neighbours() -> None:
    drawn = sketch_boundaries(centres_of([(36.1 + k / 100, 36.1) for k in range(5)]), pd.Series([1e6] * 5))
    assert_whole(drawn, pd.Series([1e6] * 5))
    found = neighbours(drawn.boundaries.to_crs(5256))
    assert found[2] == (1, 3)


def test_far_centre_becomes_an_island() -> None:
    centres = centres_of([(36.1, 36.1), (36.11, 36.1), (36.9, 36.9)])
    area_m2 = pd.Series([1e6, 2e6, 3e6])
    drawn = sketch_boundaries(centres, area_m2)
    assert_whole(drawn, area_m2)
    assert len(drawn.outline.geoms) == 2
    assert drawn.issues == ()


def test_same_centre_is_moved_and_said() -> None:
    area_m2 = pd.Series([1e6, 1e6, 2e6])
    drawn = sketch_boundaries(centres_of([(36.1, 36.1)] * 3), area_m2)
    assert_whole(drawn, area_m2)
    assert kinds(drawn).count("same-centre") == 2
    assert "M000 have the same centre point" in drawn.issues[0].message("en")


def test_small_cell_beside_a_vast_one_is_drawn_and_its_centre_reported() -> None:
    # M001 lies 300 m from the centre of 80 km2; the land around it is the other's in any power diagram.
    area_m2 = pd.Series([80e6, 0.05e6, 0.05e6])
    drawn = sketch_boundaries(centres_of([(36.1, 36.1), (36.103, 36.1), (36.097, 36.1)]), area_m2)
    assert_whole(drawn, area_m2)
    outside = [issue for issue in drawn.issues if issue.kind == "centre-outside-cell"]
    assert outside
    assert all(issue.params["distance_m"] > 0 for issue in outside)


def test_columns_index_and_order_stay() -> None:
    centres = centres_of([(36.12, 36.1), (36.1, 36.1)], ["B", "A"]).assign(code=["7", "8"]).set_index(pd.Index([9, 4]))
    drawn = sketch_boundaries(centres.to_crs(5256), pd.Series([2e6, 1e6], index=[4, 9]))
    assert list(drawn.boundaries.index) == [9, 4]
    assert list(drawn.boundaries["code"]) == ["7", "8"]
    assert (drawn.boundaries.to_crs(5256).area / 1e6).round(2).tolist() == [1.0, 2.0]


def test_empty_frame_gives_an_empty_sketch() -> None:
    drawn = sketch_boundaries(centres_of([]), pd.Series([], dtype=float))
    assert (len(drawn.boundaries), drawn.outline.is_empty, drawn.issues) == (0, True, ())


def test_unusable_rows_are_refused_together() -> None:
    centres = centres_of([(36.1, 36.1)] * 5)
    centres.loc[1, "geometry"] = None
    centres.loc[2, "geometry"] = LineString([(36, 36), (37, 37)])
    with pytest.raises(RefusedError) as refusal:
        sketch_boundaries(centres, pd.Series([1e6, np.inf, 1e6, 0.26, np.nan]))
    assert [(i.kind, i.params["name"]) for i in refusal.value.issues] == [
        ("missing-geometry", "M001"),
        ("unusable-area", "M001"),
        ("centre-not-a-point", "M002"),
        ("unusable-area", "M003"),
        ("unusable-area", "M004"),
    ]


def test_centres_without_crs_or_outside_turkiye_are_refused() -> None:
    with pytest.raises(CrsError, match="no coordinate system"):
        sketch_boundaries(centres_of([(36.1, 36.1)]).set_crs(None, allow_override=True), pd.Series([1e6]))
    with pytest.raises(CrsError, match="outside Türkiye"):
        sketch_boundaries(centres_of([(13.4, 52.5)]), pd.Series([1e6]))


def test_repeated_labels_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="unique index"):
        sketch_boundaries(centres_of([(36.1, 36.1), (36.2, 36.1)]).set_axis([1, 1]), pd.Series([1e6, 1e6]))
