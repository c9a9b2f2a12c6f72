"""Hectares by land use: nothing lost, nothing twice unseen, whatever order, zone or split the drawing comes in."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from geo.cross_areas import CONSERVED_RATIO, CrossTable
from geo.errors import CrsError, NotFoundError, RefusedError
from geo.plan_change import tabulate_change
from geo.tabulate import NOT_STATED, Tabulation, compare_levels, find_land_use_differences, not_conserved, tabulate

SEEDS = st.integers(0, 2**32 - 1)
USES = ["park", "school", "housing"]


def town(random: np.random.Generator, count: int) -> gpd.GeoDataFrame:
    return shapes.frame(shapes.voronoi(random.uniform(100, 9_900, (count, 2)))).set_index("name")


def plan(random: np.random.Generator, count: int) -> gpd.GeoDataFrame:
    """Zones that overlap, leave gaps and reach beyond the town."""
    sites = shapely.points(shapes.ORIGIN + random.uniform(-300, 10_300, (count, 2)))
    drawn = shapely.buffer(sites, random.uniform(50, 1_500, count), quad_segs=4)
    return gpd.GeoDataFrame({"land_use": random.choice(USES, count)}, geometry=drawn, crs=shapes.TM36)


def rectangles(*rows: tuple[str | None, float, float]) -> gpd.GeoDataFrame:
    """Strips 100 m high from one x to another: a land use each."""
    strips = [box(west, 0, east, 100) for _, west, east in rows]
    return gpd.GeoDataFrame({"land_use": [use for use, _, _ in rows]}, geometry=strips, crs=shapes.TM36)


TAVLA = gpd.GeoDataFrame(geometry=[box(0, 0, 400, 100)], index=["Tavla"], crs=shapes.TM36)


def assert_conserved(table: Tabulation) -> None:
    """Both equations of the tabulation, each to 1e-9."""
    by_place, by_use = table.neighbourhoods, table.land_uses
    place = table.area_ha.sum(axis=1) - by_place["overlap_ha"] + by_place["gap_ha"]
    use = table.area_ha.sum(axis=0) - by_use["again_ha"] + by_use["outside_ha"]
    assert place.to_numpy() == pytest.approx(by_place["area_ha"].to_numpy(), rel=CONSERVED_RATIO)
    assert use.to_numpy() == pytest.approx(by_use["area_ha"].to_numpy(), rel=CONSERVED_RATIO)
    assert (pd.concat([by_place.min(), by_use.min()]) >= 0).all()


@given(st.integers(3, 20), st.integers(1, 30), SEEDS)
@settings(max_examples=30, deadline=None)
def test_totals_are_conserved_and_overlap_and_gap_are_those_of_the_union(places: int, zones: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    neighbourhoods, drawn = town(random, places), plan(random, zones)
    table = tabulate(drawn, neighbourhoods)
    assert_conserved(table)
    assert table.issues == ()
    covered_ha = neighbourhoods.intersection(drawn.union_all()).area / 1e4
    gap_ha = neighbourhoods.area / 1e4 - covered_ha
    assert table.neighbourhoods["gap_ha"].to_numpy() == pytest.approx(gap_ha.to_numpy(), rel=1e-7, abs=1e-7)
    overlap_ha = table.area_ha.sum(axis=1) - covered_ha
    assert table.neighbourhoods["overlap_ha"].to_numpy() == pytest.approx(overlap_ha.to_numpy(), rel=1e-7, abs=1e-7)
    outside_ha = drawn.difference(neighbourhoods.union_all()).area.groupby(drawn["land_use"]).sum() / 1e4
    assert table.land_uses["outside_ha"].to_dict() == pytest.approx(outside_ha.to_dict(), rel=1e-7, abs=1e-7)


@given(st.integers(1, 12), st.integers(1, 20), SEEDS)
@settings(max_examples=20, deadline=None)
def test_overlapping_neighbourhoods_are_accounted_for_as_well(places: int, zones: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    table = tabulate(plan(random, zones), plan(random, places))
    assert_conserved(table)
    assert table.issues == ()


@given(st.integers(3, 12), st.integers(2, 20), SEEDS)
@settings(max_examples=20, deadline=None)
def test_order_of_rows_does_not_matter(places: int, zones: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    neighbourhoods, drawn = town(random, places), plan(random, zones)
    table = tabulate(drawn, neighbourhoods)
    order = random.permutation(places)
    turned = tabulate(drawn.iloc[random.permutation(zones)], neighbourhoods.iloc[order])
    assert turned.area_ha.index.tolist() == neighbourhoods.index[order].tolist()
    pd.testing.assert_frame_equal(turned.area_ha.loc[table.area_ha.index], table.area_ha, rtol=1e-9, atol=1e-9)
    pd.testing.assert_frame_equal(turned.neighbourhoods.loc[table.area_ha.index], table.neighbourhoods, rtol=1e-9, atol=1e-7)


@given(st.integers(3, 12), st.integers(2, 20), st.floats(-400, 10_400), SEEDS)
@settings(max_examples=20, deadline=None)
def test_a_zone_drawn_as_two_counts_the_same(places: int, zones: int, cut: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    neighbourhoods, drawn = town(random, places), plan(random, zones)
    x, y = shapes.X + cut, shapes.Y
    west, east = box(x - 30_000, y - 30_000, x, y + 30_000), box(x, y - 30_000, x + 30_000, y + 30_000)
    halves = pd.concat([drawn.assign(geometry=drawn.intersection(side)) for side in (west, east)], ignore_index=True)
    halves = halves[halves.area > 1e-3]
    one, two = tabulate(drawn, neighbourhoods), tabulate(halves, neighbourhoods)
    for whole, parted in ((one.area_ha, two.area_ha), (one.neighbourhoods, two.neighbourhoods), (one.land_uses, two.land_uses)):
        pd.testing.assert_frame_equal(parted, whole, rtol=1e-7, atol=1e-6)


@given(st.integers(3, 10), st.integers(2, 15), SEEDS)
@settings(max_examples=15, deadline=None)
def test_the_zone_of_the_projection_hardly_matters(places: int, zones: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    neighbourhoods, drawn = town(random, places), plan(random, zones)
    here, beside = tabulate(drawn, neighbourhoods), tabulate(drawn.to_crs(5257), neighbourhoods.to_crs(5257))
    # Three degrees from its meridian the neighbouring zone draws areas about 0.2 % larger.
    pd.testing.assert_frame_equal(beside.area_ha, here.area_ha, rtol=3e-3, atol=0.01)
    pd.testing.assert_frame_equal(beside.neighbourhoods, here.neighbourhoods, rtol=3e-3, atol=0.01)


# ------------------------------------------------------------------ land uses


def test_known_land_uses_give_the_columns_and_their_order() -> None:
    table = tabulate(rectangles(("school", 0, 100)), TAVLA, known=["school", "park"])
    assert table.area_ha.loc["Tavla"].to_dict() == {"school": 1.0, "park": 0.0}
    assert table.of("park").to_dict() == {"Tavla": 0.0}


def test_unknown_land_use_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(NotFoundError, match=r"Unknown land use: \"parkk\". Known ones: park, school"):
        tabulate(rectangles(("parkk", 0, 100)), TAVLA, known=["park", "school"])
    with pytest.raises(NotFoundError, match="Known ones: park"):
        tabulate(rectangles(("park", 0, 100)), TAVLA).of("school")


@pytest.mark.parametrize("known", [None, ["park"]])
def test_zone_without_land_use_counts_apart_and_is_said(known: list[str] | None) -> None:
    table = tabulate(rectangles(("park", 0, 100), (None, 100, 300)), TAVLA, known=known)
    assert table.area_ha.loc["Tavla"].to_dict() == {"park": 1.0, NOT_STATED: 2.0}
    assert [issue.kind for issue in table.issues] == ["zones-without-land-use"]
    assert "(1, 2 ha in all): 1." in table.issues[0].message("en")


# ------------------------------------------------------------------ bad use


@pytest.mark.parametrize("epsg", [None, 4326, 3857])
def test_other_than_metres_is_refused(epsg: int | None) -> None:
    zones = rectangles(("park", 0, 100))
    for one, other in ((zones.set_crs(epsg, allow_override=True), TAVLA), (zones, TAVLA.set_crs(epsg, allow_override=True))):
        with pytest.raises(CrsError):
            tabulate(one, other)
        with pytest.raises(CrsError):
            tabulate_change(one, other.assign(land_use="park"))


def test_two_projections_are_refused() -> None:
    with pytest.raises(CrsError, match="two systems"):
        tabulate(rectangles(("park", 0, 100)), TAVLA.to_crs(5255))


@pytest.mark.parametrize("shape", [*shapes.INVALID.values(), *shapes.UNUSABLE.values()])
def test_shape_that_cannot_be_measured_is_refused_by_its_label(shape: object) -> None:
    zones = gpd.GeoDataFrame({"land_use": ["park"]}, geometry=[shape], crs=shapes.TM36)
    with pytest.raises(RefusedError, match=r"zones: shapes .* \(1\): 0\."):
        tabulate(zones, TAVLA)
    with pytest.raises(RefusedError, match=r"neighbourhoods: shapes .* \(1\): 0\."):
        tabulate(rectangles(("park", 0, 100)), zones)


def test_empty_frames_and_repeated_labels_are_refused() -> None:
    zones = rectangles(("park", 0, 100))
    with pytest.raises(RefusedError, match="zones: there are no rows"):
        tabulate(zones.iloc[:0], TAVLA)
    with pytest.raises(RefusedError, match="neighbourhoods: there are no rows"):
        tabulate(zones, TAVLA.iloc[:0])
    with pytest.raises(RefusedError, match="Tavla"):
        tabulate(zones, pd.concat([TAVLA, TAVLA]))


def test_labels_of_zones_may_repeat() -> None:
    zones = rectangles(("park", 0, 100), ("park", 100, 200)).set_axis([7, 7])
    assert tabulate(zones, TAVLA).area_ha.loc["Tavla", "park"] == 2.0


def test_missing_column_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match=r'no column "use"\. Columns there are: land_use'):
        tabulate(rectangles(("park", 0, 100)), TAVLA, land_use="use")


def test_heights_do_not_matter() -> None:
    drawn = gpd.GeoDataFrame({"land_use": ["park"]}, geometry=[shapes.WITH_HEIGHTS], crs=shapes.TM36)
    place = gpd.GeoDataFrame(geometry=[shapes.SQUARE], index=["A"], crs=shapes.TM36)
    assert tabulate(drawn, place).area_ha.loc["A", "park"] == 0.5


def test_sums_that_do_not_hold_are_said() -> None:
    nothing = pd.DataFrame()
    assert not_conserved(CrossTable(nothing, nothing, nothing, 1e-10)) == []
    assert [issue.kind for issue in not_conserved(CrossTable(nothing, nothing, nothing, 1e-8))] == ["areas-not-conserved"]


# ------------------------------------------------------------------ a report's own table


def test_figures_that_agree_as_printed_give_no_finding() -> None:
    zones = rectangles(("park", 0, 123.4), ("school", 200, 300))
    assert find_land_use_differences(zones, pd.Series({"park": 1.2, "school": 1.0}), "plan") == []
    assert find_land_use_differences(zones, pd.Series({"park": 1.23, "school": np.nan}), "plan") == []


def test_figures_that_differ_are_found_with_both_values() -> None:
    zones = rectangles(("park", 0, 123.4), ("school", 200, 300))
    findings = find_land_use_differences(zones, pd.Series({"park": 1.25, "cemetery": 3.0, "market": 0.0}), "plan")
    assert [(finding.kind, finding.stated, finding.computed) for finding in findings] == [
        ("land-use-differs", 1.25, 1.23),
        ("land-use-not-drawn", 3.0, None),
        ("land-use-not-stated", None, 1.0),
    ]
    assert findings[0].message("tr").startswith("plan: park için yazılan alan 1,25 ha, plan çiziminden ölçülen 1,23 ha")


def test_overlapping_zones_of_a_use_are_all_measured() -> None:
    zones = rectangles(("park", 0, 200), ("park", 100, 200))
    assert find_land_use_differences(zones, pd.Series({"park": 3.0}), "plan") == []


def test_table_with_a_land_use_twice_or_without_rows_is_refused() -> None:
    zones = rectangles(("park", 0, 100))
    for stated in (pd.Series([1.0, 2.0], index=["park", "park"]), pd.Series(dtype="float64")):
        with pytest.raises(RefusedError):
            find_land_use_differences(zones, stated, "plan")


def test_levels_stand_side_by_side_and_a_legend_that_lacks_a_use_says_nothing_of_it() -> None:
    master = tabulate(rectangles(("park", 0, 200)), TAVLA)
    detailed = tabulate(rectangles(("park", 0, 150), ("road", 150, 200)), TAVLA)
    levels = compare_levels({"master_plan": master, "implementation_plan": detailed})
    assert levels.loc[("Tavla", "park")].tolist() == [2.0, 1.5]
    assert np.isnan(levels.loc[("Tavla", "road"), "master_plan"])


# ------------------------------------------------------------------ revisions of a plan


@given(st.integers(1, 20), st.integers(1, 20), SEEDS)
@settings(max_examples=20, deadline=None)
def test_change_accounts_for_all_land_of_both_revisions(one: int, other: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    older, newer = plan(random, one), plan(random, other)
    change = tabulate_change(older, newer)
    before = change.area_ha.sum(axis=1) - change.before["again_ha"] + change.before["removed_ha"]
    after = change.area_ha.sum(axis=0) - change.after["again_ha"] + change.after["added_ha"]
    assert before.to_dict() == pytest.approx((older.area.groupby(older["land_use"]).sum() / 1e4).to_dict(), rel=1e-9)
    assert after.to_dict() == pytest.approx((newer.area.groupby(newer["land_use"]).sum() / 1e4).to_dict(), rel=1e-9)
    back = tabulate_change(newer, older)
    pd.testing.assert_frame_equal(back.area_ha.T, change.area_ha, rtol=1e-9, atol=1e-9)


def test_the_same_plan_has_not_changed() -> None:
    drawn = rectangles(("park", 0, 100), ("school", 100, 300))
    change = tabulate_change(drawn, drawn.iloc[::-1])
    assert change.area_ha.to_numpy().tolist() == [[1.0, 0.0], [0.0, 2.0]]
    assert change.before["removed_ha"].sum() == change.after["added_ha"].sum() == 0


def test_hole_that_another_zone_fills_is_no_overlap() -> None:
    ring = Polygon(box(0, 0, 100, 100).exterior, [box(40, 40, 60, 60).exterior])
    drawn = gpd.GeoDataFrame({"land_use": ["park", "pond"]}, geometry=[ring, box(40, 40, 60, 60)], crs=shapes.TM36)
    table = tabulate(drawn, TAVLA)
    assert table.area_ha.loc["Tavla"].to_dict() == {"park": 0.96, "pond": 0.04}
    assert table.neighbourhoods.loc["Tavla"].to_dict() == {"area_ha": 4.0, "overlap_ha": 0.0, "gap_ha": 3.0}
