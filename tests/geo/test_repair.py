"""Repair gives valid, flat, oriented polygons, says what it did, and has nothing to do a second time."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from geo.crs import to_metric
from geo.errors import CrsError
from geo.repair import repair_polygons, round_coordinates

HATAY = shapes.REAL_DATA / "hatay-mahalle" / "hatay_mahalle.geojson"


def ring(draw_from: list[tuple[float, float]]) -> Polygon:
    return Polygon([(shapes.X + x, shapes.Y + y) for x, y in draw_from])


coordinates = st.tuples(st.integers(0, 30), st.integers(0, 30))
any_polygon = st.lists(coordinates, min_size=3, max_size=9, unique=True).map(ring)


def test_clean_polygon_is_only_oriented() -> None:
    repaired, issues = repair_polygons(shapes.frame([shapes.SQUARE, shapes.CLOCKWISE, shapes.WITH_HOLE]))
    assert issues == []
    assert all(shape.exterior.is_ccw for shape in repaired.geometry)
    assert not repaired.geometry.iloc[2].interiors[0].is_ccw
    assert repaired.area.tolist() == [10_000, 10_000, 9_600]


@pytest.mark.parametrize("what", shapes.INVALID)
def test_invalid_shape_becomes_valid_and_is_said(what: str) -> None:
    repaired, issues = repair_polygons(shapes.frame([shapes.INVALID[what]]))
    assert repaired.is_valid.all()
    assert set(repaired.geom_type) <= {"Polygon", "MultiPolygon"}
    assert len(issues) == 1
    assert issues[0].kind.startswith("repaired-geometry")
    assert issues[0].row == 2
    assert "[" not in issues[0].params["reason"]
    assert issues[0].params["area_after_m2"] == pytest.approx(repaired.area.iloc[0], abs=0.1)


def test_bow_tie_has_no_area_before_and_counts_as_changed_much() -> None:
    _, (issue,) = repair_polygons(shapes.frame([shapes.BOW_TIE]))
    assert issue.kind == "repaired-geometry-much"
    assert (issue.params["area_before_m2"], issue.params["area_after_m2"]) == (0.0, 5_000.0)
    assert issue.params["reason"] == "Self-intersection"


def test_spike_is_cut_off_without_much_change() -> None:
    repaired, (issue,) = repair_polygons(shapes.frame([shapes.SPIKE]))
    assert issue.kind == "repaired-geometry"
    assert repaired.bounds.maxy.iloc[0] == shapes.Y + 100


@pytest.mark.parametrize(("width_m", "kind"), [(0.5, "repaired-geometry"), (2.0, "repaired-geometry-much")])
def test_over_100_m2_of_change_counts_as_much(width_m: float, kind: str) -> None:
    # Two parts that overlap on a strip 90 m long: 45 and 180 m2 of 2 km2, far below 1 %.
    left = shapely.box(shapes.X, shapes.Y, shapes.X + 1_000, shapes.Y + 1_000)
    right = shapely.box(shapes.X + 1_000 - width_m, shapes.Y, shapes.X + 2_000, shapes.Y + 90)
    _, (issue,) = repair_polygons(shapes.frame([MultiPolygon([left, right])]))
    assert issue.kind == kind


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("missing", "missing-geometry"),
        ("empty", "missing-geometry"),
        ("point", "wrong-geometry-type"),
        ("line", "wrong-geometry-type"),
        ("collapsed", "shape-without-area"),
        ("no number", "broken-coordinates"),
    ],
)
def test_unusable_row_is_an_error_and_dropped(what: str, kind: str) -> None:
    given_frame = shapes.frame([shapes.UNUSABLE[what], shapes.SQUARE]).set_index(["bad-" + what, "good"][k] for k in (0, 1))
    repaired, issues = repair_polygons(given_frame)
    assert [(issue.kind, issue.severity, issue.row) for issue in issues] == [(kind, "error", 2)]
    assert list(repaired.index) == ["good"]
    assert list(given_frame.index.difference(repaired.index)) == ["bad-" + what]


def test_heights_are_dropped_and_counted_once() -> None:
    repaired, issues = repair_polygons(shapes.frame([shapes.WITH_HEIGHTS, shapes.SQUARE, shapes.WITH_HEIGHTS]))
    assert not repaired.has_z.any()
    assert [(issue.kind, issue.params["count"]) for issue in issues] == [("dropped-z", 2)]


def test_columns_order_and_crs_stay() -> None:
    given_frame = shapes.frame([shapes.BOW_TIE, shapes.SQUARE], ["İkinci", "Birinci"]).assign(people=[5, 7])
    repaired, _ = repair_polygons(given_frame)
    assert repaired.drop(columns="geometry").equals(given_frame.drop(columns="geometry"))
    assert repaired.crs == given_frame.crs
    assert given_frame.geometry.iloc[0].equals_exact(shapes.BOW_TIE, 0)


def test_all_rows_dropped_leaves_an_empty_frame() -> None:
    repaired, issues = repair_polygons(shapes.frame([None, None]))
    assert (len(repaired), len(issues), repaired.crs.to_epsg()) == (0, 2, 5256)


def test_repair_without_crs_is_refused() -> None:
    with pytest.raises(CrsError, match="no coordinate system"):
        repair_polygons(shapes.frame([shapes.SQUARE], crs=None))


@pytest.mark.parametrize("epsg", [4326, 3857])
def test_repair_in_other_than_metres_stays_there_and_reports_square_metres(epsg: int) -> None:
    drawn = to_metric(shapes.frame([shapes.OVERLAPPING_PARTS])).to_crs(epsg)
    repaired, (issue,) = repair_polygons(drawn)
    assert repaired.crs.to_epsg() == epsg
    assert repaired.is_valid.all()
    assert issue.params["area_before_m2"] == pytest.approx(20_000, rel=1e-3)
    assert issue.params["area_after_m2"] == pytest.approx(15_000, rel=1e-3)


def test_repeated_labels_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="unique"):
        repair_polygons(shapes.frame([shapes.SQUARE] * 2).set_axis([1, 1]))


@given(st.lists(any_polygon, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_repair_is_valid_complete_and_idempotent(polygons: list[Polygon]) -> None:
    given_frame = shapes.frame(polygons)
    repaired, issues = repair_polygons(given_frame)
    assert repaired.is_valid.all()
    assert (repaired.area > 0).all()
    errors = [issue for issue in issues if issue.severity == "error"]
    assert len(repaired) + len(errors) == len(given_frame)
    again, nothing = repair_polygons(repaired)
    assert nothing == []
    assert again.geometry.to_wkb().equals(repaired.geometry.to_wkb())


@given(st.integers(3, 12), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_rounding_makes_the_noise_of_arithmetic_one_point_and_keeps_shared_borders(count: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    coverage = shapes.frame(shapes.voronoi(generator.uniform(100, 9_900, (count, 2)))).to_crs(4326)
    rounded = round_coordinates(coverage)
    assert shapely.coverage_is_valid(rounded.geometry.array)
    assert round_coordinates(rounded).geometry.to_wkb().equals(rounded.geometry.to_wkb())
    moved_deg = shapely.get_coordinates(rounded.geometry.array) - shapely.get_coordinates(coverage.geometry.array)
    assert np.abs(moved_deg).max() <= 0.5e-9 + 1e-14
    noises = generator.uniform(-2e-12, 2e-12, count)
    noisy = rounded.set_geometry(
        [
            shapely.transform(shape, lambda xy, n=noise: xy * (1 + n))
            for shape, noise in zip(rounded.geometry, noises, strict=True)
        ]
    )
    assert round_coordinates(noisy).geometry.to_wkb().equals(rounded.geometry.to_wkb())


def test_rounding_leaves_missing_shapes_and_heights() -> None:
    drawn = shapes.frame([None, shapely.Point(36.1 + 1e-12, 36.2, 80.5)], crs=4326)
    rounded = round_coordinates(drawn)
    assert rounded.geometry.isna().tolist() == [True, False]
    assert shapely.get_coordinates(rounded.geometry.array, include_z=True).tolist() == [[36.1, 36.2, 80.5]]


@pytest.mark.skipif(not HATAY.exists(), reason="the boundaries of Hatay are not on this machine")
def test_hatay_has_eleven_invalid_neighbourhoods_that_all_get_repaired() -> None:
    hatay = gpd.read_file(HATAY)
    repaired, issues = repair_polygons(hatay)
    assert len(repaired) == len(hatay) == 595
    assert repaired.is_valid.all()
    assert [issue.kind for issue in issues] == ["repaired-geometry"] * 11
