"""Which coordinate systems are measured in, which are refused, and how swapped axes are told."""

import geopandas as gpd
import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from geo import crs
from geo.errors import CrsError

DEFNE = [(36.149, 36.192), (36.069, 36.100), (36.158, 36.149), (36.071, 36.222)]


def points(*lonlat: tuple[float, float], epsg: int | None = 4326) -> gpd.GeoSeries:
    return gpd.GeoSeries([Point(*pair) for pair in lonlat], crs=epsg)


@pytest.mark.parametrize(
    ("epsg", "name"),
    [
        (crs.WGS84, "WGS 84"),
        (crs.WEB_MERCATOR, "WGS 84 / Pseudo-Mercator"),
        (crs.TUREF_TM27, "TUREF / TM27"),
        (crs.TUREF_TM30, "TUREF / TM30"),
        (crs.TUREF_TM33, "TUREF / TM33"),
        (crs.TUREF_TM36, "TUREF / TM36"),
        (crs.TUREF_TM39, "TUREF / TM39"),
        (crs.TUREF_TM42, "TUREF / TM42"),
        (crs.TUREF_TM45, "TUREF / TM45"),
        (crs.TUREF_LAEA, "TUREF / LAEA Europe"),
    ],
)
def test_epsg_code_has_the_name_we_believe(epsg: int, name: str) -> None:
    assert pyproj.CRS(epsg).name == name


@given(st.floats(25.5, 45.0))
def test_tm_zone_is_the_one_with_the_nearest_meridian(longitude: float) -> None:
    meridian = pyproj.CRS(crs.tm_zone(longitude)).coordinate_operation.params[1].value
    assert abs(longitude - meridian) <= 1.5


@pytest.mark.parametrize(("longitude", "zone"), [(25.5, 5253), (28.49, 5253), (28.5, 5254), (36.15, 5256), (45.0, 5259)])
def test_tm_zone_borders(longitude: float, zone: int) -> None:
    assert crs.tm_zone(longitude) == zone


@pytest.mark.parametrize("longitude", [25.4, 45.1, -36.0, float("nan")])
def test_tm_zone_outside_turkiye_is_refused(longitude: float) -> None:
    with pytest.raises(CrsError, match="outside Türkiye"):
        crs.tm_zone(longitude)


def test_metric_crs_for_defne_is_tm36_from_degrees_and_from_another_zone() -> None:
    degrees = points(*DEFNE)
    assert crs.metric_crs_for(degrees).to_epsg() == 5256
    assert crs.metric_crs_for(degrees.to_crs(5257)).to_epsg() == 5256


def test_metric_crs_for_wide_extent_is_equal_area() -> None:
    assert crs.metric_crs_for(points((28.0, 40.0), (31.1, 40.0))).to_epsg() == 5636
    assert crs.metric_crs_for(points((28.6, 40.0), (31.4, 40.0))).to_epsg() == 5254


def test_metric_crs_for_empty_frame_is_equal_area() -> None:
    assert crs.metric_crs_for(gpd.GeoSeries([], crs=4326)).to_epsg() == 5636


def test_metric_crs_for_berlin_is_refused_with_its_bounds() -> None:
    with pytest.raises(CrsError, match=r"parks.*outside Türkiye \(13\.400 52\.500"):
        crs.metric_crs_for(points((13.4, 52.5)), what="parks")


def test_frame_without_crs_is_refused_everywhere() -> None:
    bare = points((36.1, 36.2), epsg=None)
    for function in (crs.require_crs, crs.require_metric, crs.metric_crs_for, crs.to_metric, crs.to_wgs84):
        with pytest.raises(CrsError, match="no coordinate system"):
            function(bare)


@pytest.mark.parametrize(
    ("epsg", "why"),
    [(4326, "in degrees"), (5252, "in degrees"), (3857, "54 % too large"), (3395, "inflates areas"), (2263, "unit of")],
)
def test_require_metric_refuses_what_areas_cannot_be_measured_in(epsg: int, why: str) -> None:
    with pytest.raises(CrsError, match=why):
        crs.require_metric(gpd.GeoSeries([], crs=epsg))


@pytest.mark.parametrize("epsg", [*crs.TM_ZONES, 5636, 32636, 2321])
def test_require_metric_accepts_what_offices_have(epsg: int) -> None:
    assert crs.require_metric(gpd.GeoSeries([], crs=epsg)).to_epsg() == epsg


def test_web_mercator_area_at_antakya_is_54_percent_too_large() -> None:
    field = gpd.GeoSeries([box(36.15, 36.19, 36.16, 36.2)], crs=4326)
    ratio = field.to_crs(3857).area.iloc[0] / crs.to_metric(field).area.iloc[0]
    assert ratio == pytest.approx(1.54, abs=0.005)


def test_require_same_crs_names_both() -> None:
    assert crs.require_same_crs(points(*DEFNE), points((30, 40))).to_epsg() == 4326
    with pytest.raises(CrsError, match=r"parks is in EPSG:4326, parcels in EPSG:5256"):
        crs.require_same_crs(points(*DEFNE), points((0, 0), epsg=5256), what=("parks", "parcels"))


@given(st.lists(st.tuples(st.floats(34.6, 37.4), st.floats(36, 42)), min_size=1, max_size=8))
def test_to_metric_and_back_keeps_positions_and_index(lonlat: list[tuple[float, float]]) -> None:
    frame = points(*lonlat)
    frame.index = [f"id{k}" for k in range(len(frame))]
    back = crs.to_wgs84(crs.to_metric(frame))
    assert list(back.index) == list(frame.index)
    assert np.abs(np.column_stack([back.x - frame.x, back.y - frame.y])).max() < 1e-9


def test_to_metric_has_east_first() -> None:
    moved = crs.to_metric(points((36.0, 36.2)))
    assert moved.x.iloc[0] == pytest.approx(500_000, abs=1)
    assert moved.y.iloc[0] == pytest.approx(4_007_700, abs=1_000)


def turned(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(y, x) for x, y in pairs]


def test_looks_swapped_by_bounds_where_one_order_fits() -> None:
    ankara = [(32.85, 39.93), (32.80, 39.90)]
    assert crs.looks_swapped(ankara) == "straight"
    assert crs.looks_swapped(turned(ankara)) == "swapped"


def test_looks_swapped_at_defne_needs_a_reference() -> None:
    near = [(x + 0.002, y - 0.001) for x, y in DEFNE]
    assert crs.looks_swapped(DEFNE) == crs.looks_swapped(turned(DEFNE)) == "undecided"
    assert crs.looks_swapped(near, DEFNE) == "straight"
    assert crs.looks_swapped(turned(near), DEFNE) == "swapped"


def test_looks_swapped_without_clear_winner_is_undecided() -> None:
    # Between the two orders, a little nearer to one: 0.043 against 0.030 degrees of longitude and latitude.
    assert crs.looks_swapped([(36.12, 36.16)], [(36.15, 36.16)]) == "undecided"
    assert crs.looks_swapped([(36.2, 36.2)], [(36.2, 36.2)]) == "undecided"


def test_looks_swapped_with_one_stray_point_follows_the_rest() -> None:
    assert crs.looks_swapped([*turned([(32.85, 39.93)] * 12), (0.0, 0.0)]) == "swapped"


def test_looks_swapped_outside_and_without_points() -> None:
    assert crs.looks_swapped([(13.4, 52.5)]) == "outside"
    assert crs.looks_swapped([(500_000.0, 4_000_000.0)]) == "outside"
    assert crs.looks_swapped([]) == "undecided"
    assert crs.looks_swapped([(float("nan"), 36.0)]) == "undecided"


def test_looks_swapped_with_unequal_lengths_is_wrong_use() -> None:
    with pytest.raises(ValueError, match="2 points but 1 reference"):
        crs.looks_swapped(DEFNE[:2], DEFNE[:1])


@given(st.lists(st.tuples(st.floats(25.6, 44.9), st.floats(35.8, 42.2)), min_size=1, max_size=20))
def test_looks_swapped_never_gives_the_wrong_order_for_points_in_turkiye(lonlat: list[tuple[float, float]]) -> None:
    assert crs.looks_swapped(lonlat, lonlat) in ("straight", "undecided")
    assert crs.looks_swapped(np.array(turned(lonlat)), np.array(lonlat)) in ("swapped", "undecided")
