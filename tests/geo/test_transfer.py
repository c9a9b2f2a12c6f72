"""Amounts keep their total and rates their range, wherever they are moved; the one is never taken for the other."""

from dataclasses import replace
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from geo.carriers import Carriers
from geo.cross_areas import CONSERVED_RATIO
from geo.errors import CrsError, NotFoundError, QuantityError, RefusedError
from geo.quantities import Quantity, total
from geo.shares import Shares, area_shares, dasymetric_shares
from geo.transfer import Transferred, transfer_extensive, transfer_intensive

SEEDS = st.integers(0, 2**32 - 1)
POPULATION = Quantity("population", "persons", extensive=True)
DENSITY = Quantity("density_per_km2", "persons_per_km2", extensive=False)
KINDS = st.sampled_from(["area", "zones", "buildings", "addresses"])


def town(random: np.random.Generator, count: int) -> gpd.GeoDataFrame:
    return shapes.frame(shapes.voronoi(random.uniform(100, 9_900, (count, 2)))).set_index("name")


def homes(random: np.random.Generator, kind: str) -> Carriers:
    """Address points, buildings with floor areas, or residential zones, some of them outside the town."""
    count = 60 if kind == "addresses" else 25
    points = shapely.points(shapes.ORIGIN + random.uniform(-200, 10_200, (count, 2)))
    if kind == "addresses":
        return Carriers(gpd.GeoDataFrame(geometry=points, crs=shapes.TM36), "addresses")
    drawn = shapely.buffer(points, random.uniform(10, 900, count), cap_style="square")
    frame = gpd.GeoDataFrame({"floor_area_m2": random.uniform(0, 5_000, count)}, geometry=drawn, crs=shapes.TM36)
    return Carriers(frame, kind, "floor_area_m2" if kind == "buildings" else None)


def shared(random: np.random.Generator, kind: str, sources: gpd.GeoDataFrame, targets: gpd.GeoDataFrame) -> Shares:
    return area_shares(sources, targets) if kind == "area" else dasymetric_shares(sources, targets, homes(random, kind))


def strips(*ends: float) -> gpd.GeoDataFrame:
    """Strips 100 m high between neighbouring ends, named a, b, …"""
    drawn = [box(west, 0, east, 100) for west, east in pairwise(ends)]
    return gpd.GeoDataFrame(geometry=drawn, index=list("abcdefgh"[: len(drawn)]), crs=shapes.TM36)


def points(*rows: tuple[float, object]) -> Carriers:
    frame = gpd.GeoDataFrame({"people": [w for _, w in rows]}, geometry=[Point(x, 50) for x, _ in rows], crs=shapes.TM36)
    return Carriers(frame, "addresses", "people")


def kinds_of(moved: Transferred) -> list[str]:
    return [issue.kind for issue in moved.issues]


@given(st.integers(3, 15), st.integers(3, 15), KINDS, SEEDS)
@settings(max_examples=60, deadline=None)
def test_amount_is_conserved_to_1e_9(one: int, other: int, kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources, targets = town(random, one), town(random, other)
    values = pd.Series(random.integers(0, 20_000, one).astype(float), index=sources.index)
    shares = shared(random, kind, sources, targets)
    moved = transfer_extensive(values, POPULATION, shares)
    assert moved.total == values.sum()
    assert moved.error_ratio <= CONSERVED_RATIO
    assert moved.values.sum() - moved.again + moved.outside == pytest.approx(moved.total, rel=CONSERVED_RATIO)
    assert moved.again == 0
    assert (shares.ratio >= 0).all()
    by_source = np.bincount(shares.source, shares.ratio, one) + shares.outside_ratio
    assert by_source == pytest.approx(np.ones(one), rel=CONSERVED_RATIO)


@given(st.integers(3, 10), KINDS, SEEDS)
@settings(max_examples=30, deadline=None)
def test_amount_moved_to_its_own_places_stays(count: int, kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources = town(random, count)
    values = pd.Series(random.uniform(0, 20_000, count), index=sources.index)
    moved = transfer_extensive(values, POPULATION, shared(random, kind, sources, sources))
    assert moved.values.to_numpy() == pytest.approx(values.to_numpy(), rel=1e-9, abs=1e-6)


@given(st.integers(3, 10), st.integers(3, 10), KINDS, SEEDS)
@settings(max_examples=30, deadline=None)
def test_order_of_rows_does_not_matter(one: int, other: int, kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources, targets = town(random, one), town(random, other)
    values = pd.Series(random.uniform(0, 20_000, one), index=sources.index)
    straight = transfer_extensive(values, POPULATION, shared(np.random.default_rng(seed), kind, sources, targets))
    mixed = sources.iloc[random.permutation(one)], targets.iloc[random.permutation(other)]
    turned = transfer_extensive(values, POPULATION, shared(np.random.default_rng(seed), kind, *mixed))
    pd.testing.assert_series_equal(turned.values.loc[targets.index], straight.values, rtol=1e-9, atol=1e-6)


@given(st.integers(3, 10), st.integers(3, 10), KINDS, st.floats(500, 9_500), SEEDS)
@settings(max_examples=30, deadline=None)
def test_target_in_two_pieces_gets_the_same_in_all(one: int, other: int, kind: str, cut: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources, targets = town(random, one), town(random, other)
    values = pd.Series(random.uniform(0, 20_000, one), index=sources.index)
    x, y = shapes.X + cut, shapes.Y
    sides = {"w": box(x - 30_000, y - 30_000, x, y + 30_000), "e": box(x, y - 30_000, x + 30_000, y + 30_000)}
    pieces = pd.concat([targets.assign(geometry=targets.intersection(side), of=targets.index) for side in sides.values()])
    pieces = pieces[pieces.area > 1e-3].reset_index(drop=True)
    whole = transfer_extensive(values, POPULATION, shared(np.random.default_rng(seed), kind, sources, targets))
    parted = transfer_extensive(values, POPULATION, shared(np.random.default_rng(seed), kind, sources, pieces))
    summed = parted.values.groupby(pieces["of"]).sum().loc[targets.index]
    assert summed.to_numpy() == pytest.approx(whole.values.to_numpy(), rel=1e-7, abs=1e-5)


@given(st.integers(3, 10), st.integers(3, 10), KINDS, SEEDS)
@settings(max_examples=15, deadline=None)
def test_the_zone_of_the_projection_hardly_matters(one: int, other: int, kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources, targets = town(random, one), town(random, other)
    values = pd.Series(random.uniform(0, 20_000, one), index=sources.index)
    here = transfer_extensive(values, POPULATION, shared(np.random.default_rng(seed), kind, sources, targets))
    if kind == "area":
        shares = area_shares(sources.to_crs(5257), targets.to_crs(5257))
    else:
        carriers = homes(np.random.default_rng(seed), kind)
        moved = Carriers(carriers.frame.to_crs(5257), carriers.what, carriers.weight)
        shares = dasymetric_shares(sources.to_crs(5257), targets.to_crs(5257), moved)
    there = transfer_extensive(values, POPULATION, shares)
    pd.testing.assert_series_equal(there.values, here.values, rtol=1e-3, atol=1.0)


@given(st.integers(3, 15), st.integers(3, 15), KINDS, SEEDS)
@settings(max_examples=40, deadline=None)
def test_rate_stays_within_what_it_was_made_of(one: int, other: int, kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    sources, targets = town(random, one), town(random, other)
    rate = pd.Series(random.uniform(10, 5_000, one), index=sources.index)
    moved = transfer_intensive(rate, DENSITY, shared(random, kind, sources, targets), weight=sources.area)
    known = moved.values.dropna()
    assert known.between(rate.min() * (1 - 1e-9), rate.max() * (1 + 1e-9)).all()
    even = transfer_intensive(rate * 0 + 7, DENSITY, area_shares(sources, targets), weight=sources.area)
    assert even.values.to_numpy() == pytest.approx(np.full(other, 7.0))


# ------------------------------------------------------------------ sums and means kept apart


def test_rate_is_not_summed_and_amount_not_averaged() -> None:
    shares, values = area_shares(strips(0, 100), strips(0, 100)), pd.Series({"a": 5.0})
    with pytest.raises(QuantityError, match="density_per_km2 cannot be summed"):
        transfer_extensive(values, DENSITY, shares)
    with pytest.raises(QuantityError, match="density_per_km2 cannot be summed"):
        total(values, DENSITY)
    with pytest.raises(QuantityError, match="population cannot be averaged"):
        transfer_intensive(values, POPULATION, shares, weight=values)


def test_total_of_an_unknown_or_of_nothing_is_unknown() -> None:
    assert np.isnan(total(pd.Series([1.0, np.nan]), POPULATION))
    assert np.isnan(total(pd.Series(dtype="float64"), POPULATION))
    assert total(pd.Series([1, 2], dtype="Int64"), POPULATION) == 3


def test_rate_is_weighted_by_what_it_is_a_rate_of() -> None:
    sources = strips(0, 100, 400)
    rate = Quantity("share_of_children", "ratio", extensive=False)
    persons = pd.Series({"a": 300.0, "b": 100.0})
    shares = area_shares(sources, strips(0, 400))
    # (0.2 × 300 + 0.4 × 100) / 400
    assert transfer_intensive(pd.Series({"a": 0.2, "b": 0.4}), rate, shares, weight=persons).values["a"] == pytest.approx(0.25)


def test_rate_without_weight_or_value_is_no_value() -> None:
    shares = area_shares(strips(0, 100, 200, 300), strips(0, 100, 200, 300))
    rate, weight = pd.Series({"a": 1.0, "b": np.nan, "c": 3.0}), pd.Series({"a": 0.0, "b": 5.0, "c": 5.0})
    moved = transfer_intensive(rate, DENSITY, shares, weight=weight)
    assert moved.values.isna().tolist() == [True, True, False]
    assert [issue.kind for issue in moved.issues] == ["source-value-unknown", "target-without-source"]


# ------------------------------------------------------------------ what is said


def test_amount_outside_all_targets_and_counted_again_is_said() -> None:
    moved = transfer_extensive(pd.Series({"a": 400.0}), POPULATION, area_shares(strips(0, 400), strips(0, 100)))
    assert (moved.outside, kinds_of(moved)) == (300.0, ["quantity-outside"])
    twice = gpd.GeoDataFrame(geometry=[box(0, 0, 300, 100), box(200, 0, 400, 100)], index=["x", "y"], crs=shapes.TM36)
    moved = transfer_extensive(pd.Series({"a": 400.0}), POPULATION, area_shares(strips(0, 400), twice))
    assert moved.values.to_dict() == pytest.approx({"x": 300.0, "y": 200.0})
    assert (moved.again, kinds_of(moved)) == (pytest.approx(100.0), ["quantity-counted-again"])


def test_address_in_two_overlapping_targets_counts_in_each_and_is_said() -> None:
    twice = gpd.GeoDataFrame(geometry=[box(0, 0, 300, 100), box(200, 0, 400, 100)], index=["x", "y"], crs=shapes.TM36)
    shares = dasymetric_shares(strips(0, 400), twice, points((50, 1), (250, 1)))
    moved = transfer_extensive(pd.Series({"a": 400.0}), POPULATION, shares)
    assert moved.values.to_dict() == {"x": 400.0, "y": 200.0}
    assert (moved.again, kinds_of(moved)) == (200.0, ["quantity-counted-again"])


def test_source_without_carriers_is_shared_out_by_area_and_said() -> None:
    shares = dasymetric_shares(strips(0, 100, 200), strips(0, 50, 200), points((150, 3)))
    moved = transfer_extensive(pd.Series({"a": 10.0, "b": 6.0}), POPULATION, shares)
    assert shares.by_area.tolist() == [True, False]
    assert moved.values.to_dict() == {"a": 5.0, "b": 11.0}
    assert moved.issues[0].message("en").startswith("Places with no addresses in them (1): a.")


def test_carrier_of_unknown_weight_is_left_out_and_said() -> None:
    shares = dasymetric_shares(strips(0, 100), strips(0, 50, 100), points((10, 1), (60, 3), (70, None), (80, -2), (90, np.inf)))
    assert shares.ratio.tolist() == [0.25, 0.75]
    assert shares.issues[0].message("en").startswith("addresses: rows whose weight is missing or negative (3): 2, 3, 4.")


def test_unknown_amount_makes_what_takes_of_it_unknown_and_says_so() -> None:
    moved = transfer_extensive(
        pd.Series({"a": np.nan, "b": 6.0}), POPULATION, area_shares(strips(0, 100, 200), strips(0, 120, 200))
    )
    assert moved.values.isna().tolist() == [True, False]
    assert (moved.total, kinds_of(moved)) == (6.0, ["source-value-unknown"])


def test_total_that_does_not_hold_is_said() -> None:
    shares = area_shares(strips(0, 100, 200), strips(0, 120, 200))
    moved = transfer_extensive(pd.Series({"a": 5.0, "b": 5.0}), POPULATION, replace(shares, ratio=shares.ratio * 1.01))
    assert moved.error_ratio == pytest.approx(0.01)
    assert kinds_of(moved) == ["quantity-not-conserved"]


def test_all_amounts_unknown_give_no_value_at_all() -> None:
    moved = transfer_extensive(pd.Series({"a": None}, dtype="Int64"), POPULATION, area_shares(strips(0, 100), strips(0, 100)))
    assert moved.values.isna().all()
    assert np.isfinite(moved.error_ratio)


def test_target_that_no_source_reaches_has_no_value() -> None:
    targets = gpd.GeoDataFrame(geometry=[box(0, 0, 100, 100), box(900, 0, 950, 100)], index=["x", "far"], crs=shapes.TM36)
    moved = transfer_extensive(pd.Series({"a": 10.0}), POPULATION, area_shares(strips(0, 100), targets))
    assert moved.values.isna().tolist() == [False, True]
    assert kinds_of(moved) == ["target-without-source"]


def test_covered_ratio_says_how_much_of_a_target_the_sources_reach() -> None:
    assert area_shares(strips(0, 100), strips(0, 50, 200)).covered_ratio.tolist() == pytest.approx([1.0, 1 / 3])


# ------------------------------------------------------------------ bad use


@pytest.mark.parametrize("epsg", [None, 4326, 3857, 5255])
def test_other_than_one_metric_projection_is_refused(epsg: int | None) -> None:
    good, bad = strips(0, 100), strips(0, 100).set_crs(epsg, allow_override=True)
    for sources, targets in ((good, bad), (bad, good)):
        with pytest.raises(CrsError):
            area_shares(sources, targets)
    with pytest.raises(CrsError):
        dasymetric_shares(good, good, Carriers(bad, "buildings"))


def test_values_of_other_places_are_refused() -> None:
    shares = area_shares(strips(0, 100, 200), strips(0, 200))
    for values in (pd.Series({"a": 1.0}), pd.Series({"a": 1.0, "b": 2.0, "x": 3.0}), pd.Series({"a": 1.0, "x": 3.0})):
        with pytest.raises(RefusedError, match="population: the rows are not those expected"):
            transfer_extensive(values, POPULATION, shares)
    with pytest.raises(RefusedError, match="no rows"):
        transfer_extensive(pd.Series(dtype="float64"), POPULATION, shares)


def test_values_are_taken_by_label_not_by_place() -> None:
    shares = area_shares(strips(0, 100, 200), strips(0, 100, 200))
    assert transfer_extensive(pd.Series({"b": 2.0, "a": 1.0}), POPULATION, shares).values.to_dict() == {"a": 1.0, "b": 2.0}


@pytest.mark.parametrize(
    "drawn", [[], [Point(50, 50), box(0, 0, 10, 10)], [LineString([(0, 0), (9, 9)])], [None], [Point()], [shapes.BOW_TIE]]
)
def test_carriers_that_cannot_be_used_are_refused(drawn: list[object]) -> None:
    frame = gpd.GeoDataFrame(geometry=drawn, crs=shapes.TM36)
    with pytest.raises(RefusedError):
        dasymetric_shares(strips(0, 100), strips(0, 100), Carriers(frame, "homes"))


def test_empty_frames_and_a_missing_weight_column_are_refused() -> None:
    good = strips(0, 100)
    for sources, targets in ((good, good.iloc[:0]), (good.iloc[:0], good)):
        with pytest.raises(RefusedError, match="no rows"):
            area_shares(sources, targets)
    with pytest.raises(NotFoundError, match="storeys"):
        dasymetric_shares(good, good, Carriers(points((50, 1)).frame, "homes", "storeys"))
