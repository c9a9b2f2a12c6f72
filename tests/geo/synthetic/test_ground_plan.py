"""The ground of a synthetic municipality: a coverage whose areas are exact, at any size."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.synthetic.apportion import apportion
from geo.synthetic.ground_plan import GroundPlan, cut, make_ground_plan
from geo.synthetic.land_uses import USES, broad_uses, draw_land_uses, printed_shares, zone_area_m2
from geo.synthetic.place_names import MOST_NAMES, place_names
from geo.turkish import fold, slug


@st.composite
def plans(draw: st.DrawFn) -> GroundPlan:
    places = draw(st.integers(1, 12))
    zones = draw(st.integers(places, 25 * places))
    return make_ground_plan(places, zones, np.random.default_rng(draw(st.integers(0, 2**32))), crossing_ratio=0.05)


@settings(max_examples=60)
@given(plans())
def test_plots_are_their_neighbourhoods_without_gap_or_overlap(plan: GroundPlan) -> None:
    plots, places = plan.polygons(plan.plots), plan.polygons(plan.neighbourhoods)
    assert shapely.is_valid(plots).all()
    assert shapely.coverage_is_valid(plots)
    assert shapely.coverage_is_valid(places)
    for number, place in enumerate(places):
        mine = plots[plan.neighbourhood_of_plot == number]
        assert shapely.coverage_union_all(mine).equals(place)


@settings(max_examples=60)
@given(plans())
def test_areas_are_those_of_the_shapes_to_the_square_metre(plan: GroundPlan) -> None:
    for rectangles in (plan.plots, plan.neighbourhoods):
        areas = plan.area_m2(rectangles)
        assert (shapely.area(plan.polygons(rectangles)) == areas).all()
        assert (areas > 0).all()
        assert (areas % 100 == 0).all()
    assert plan.area_m2(plan.plots).sum() == plan.area_m2(plan.neighbourhoods).sum() == plan.block_area_m2.sum()
    assert (shapely.area(plan.zone_polygons()) == zone_area_m2(plan)).all()


@settings(max_examples=60)
@given(plans())
def test_a_zone_is_one_polygon_of_one_plot_or_of_two_that_lie_in_different_neighbourhoods(plan: GroundPlan) -> None:
    zones = plan.zone_polygons()
    assert (shapely.get_type_id(zones) == shapely.GeometryType.POLYGON).all()
    assert shapely.coverage_is_valid(zones)
    for zone in range(plan.zones):
        owners = plan.neighbourhood_of_plot[plan.zone_of_plot == zone]
        assert len(owners) == len(set(owners.tolist())) <= 2


def test_a_twentieth_of_the_zones_cross_a_border() -> None:
    plan = make_ground_plan(24, 600, np.random.default_rng(1), crossing_ratio=0.05)
    assert plan.zones == 600
    assert (np.bincount(plan.zone_of_plot) == 2).sum() == 30


def test_a_point_in_the_middle_lies_inside() -> None:
    plan = make_ground_plan(7, 70, np.random.default_rng(2), crossing_ratio=0.05)
    middles = shapely.points(plan.middles(plan.plots).astype(float))
    assert shapely.contains_properly(plan.polygons(plan.plots), middles).all()


def test_fewer_zones_than_neighbourhoods_are_an_error() -> None:
    with pytest.raises(ValueError, match="not one for each"):
        make_ground_plan(3, 2, np.random.default_rng(1), crossing_ratio=0.05)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 2**32), st.data())
def test_cut_makes_so_many_pieces_that_cover_the_whole(height: int, width: int, seed: int, data: st.DataObject) -> None:
    parts = data.draw(st.integers(1, height * width))
    covered = np.zeros((height, width), dtype=int)
    pieces = cut((0, height, 0, width), parts, np.random.default_rng(seed))
    for south, north, west, east in pieces:
        assert north > south
        assert east > west
        covered[south:north, west:east] += 1
    assert len(pieces) == parts
    assert (covered == 1).all()


@settings(max_examples=60)
@given(plans(), st.integers(0, 2**32))
def test_land_uses_have_shares_that_round_to_the_whole_and_homes_everywhere(plan: GroundPlan, seed: int) -> None:
    uses = draw_land_uses(plan, np.random.default_rng(seed))
    for drawn in (uses, broad_uses(uses)):
        by_use = np.bincount(drawn, zone_area_m2(plan), len(USES)).astype(np.int64)
        assert printed_shares(by_use).sum() == 10_000
    homes = USES.index("residential_existing")
    assert set(plan.neighbourhood_of_plot[uses[plan.zone_of_plot] == homes]) == set(range(len(plan.neighbourhoods)))


@given(st.integers(0, 10_000), st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_apportioned_shares_sum_to_the_total_and_are_off_by_less_than_one(total: int, weights: list[float]) -> None:
    shares = apportion(total, weights)
    assert shares.sum() == total
    whole = sum(weights)
    if whole > 0:
        assert all(abs(share - total * weight / whole) < 1 + 1e-6 for share, weight in zip(shares, weights, strict=True))


def test_no_two_names_are_alike_however_they_are_compared() -> None:
    names = place_names(MOST_NAMES)
    for key in (str, fold, slug):
        assert len({key(name) for name in names}) == MOST_NAMES
    with pytest.raises(ValueError, match=str(MOST_NAMES)):
        place_names(MOST_NAMES + 1)
