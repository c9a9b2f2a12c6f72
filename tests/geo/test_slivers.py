"""Hair-thin gaps and overlaps between neighbours are closed; anything wider is left for a person."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import to_metric
from geo.slivers import close_slivers

METRE = 1 / 111_320.0


def pair(gap_m: float) -> gpd.GeoDataFrame:
    """Two squares side by side; half-way up, the second one's border is so far from the first one's (or as far inside it)."""
    bent = [(36.11, 36.2), (36.12, 36.2), (36.12, 36.21), (36.11, 36.21), (36.11 + gap_m * METRE, 36.205)]
    shapes = [shapely.box(36.1, 36.2, 36.11, 36.21), shapely.Polygon(bent)]
    return gpd.GeoDataFrame({"name": ["Tavla", "Döver"], "row": [2, 3]}, geometry=shapes, crs=4326, index=["a", "b"])


def total_m2(frame: gpd.GeoDataFrame) -> float:
    return float(to_metric(frame).area.sum())


@pytest.mark.parametrize("gap_m", [0.6, -0.6])
def test_close_slivers_thin_gap_or_overlap_is_closed_and_said(gap_m: float) -> None:
    frame = pair(gap_m)

    closed, issues = close_slivers(frame)

    assert not shapely.coverage_is_valid(frame.geometry.array, gap_width=METRE)
    assert shapely.coverage_is_valid(closed.geometry.array, gap_width=METRE)
    assert closed.index.tolist() == ["a", "b"]
    assert [issue.kind for issue in issues] == ["closed-sliver-much"]
    # A triangle 1,110 m long; a metre of longitude is 0.81 m here.
    assert total_m2(closed) == pytest.approx(total_m2(frame) + gap_m * 0.81 * 1110 / 2, abs=10)


@pytest.mark.parametrize("gap_m", [5.0, -5.0])
def test_close_slivers_wider_is_left_as_drawn(gap_m: float) -> None:
    frame = pair(gap_m)
    closed, issues = close_slivers(frame)
    assert issues == []
    assert shapely.equals_identical(closed.geometry.array, frame.geometry.array).all()


def test_close_slivers_clean_set_is_the_same_object() -> None:
    frame = pair(0.0)
    assert close_slivers(frame) == (frame, [])


def test_close_slivers_small_change_is_an_info() -> None:
    frame = pair(0.1)
    _, issues = close_slivers(frame)
    assert [issue.severity for issue in issues] == ["info"]


@given(st.floats(min_value=-0.8, max_value=0.8))
def test_close_slivers_is_idempotent_and_valid(gap_m: float) -> None:
    once, _ = close_slivers(pair(gap_m))
    twice, issues = close_slivers(once)
    assert once.is_valid.all()
    assert issues == []
    assert shapely.equals_identical(twice.geometry.array, once.geometry.array).all()


def test_close_slivers_of_a_real_province_leaves_areas_where_they_were(real_data: Path) -> None:
    frame = gpd.read_file(real_data / "defne-mahalle" / "defne_mahalle.geojson")[["name", "geometry"]]
    closed, issues = close_slivers(frame)
    assert issues == []
    assert to_metric(closed).area.tolist() == pytest.approx(to_metric(frame).area.tolist(), rel=1e-9)
