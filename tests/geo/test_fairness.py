"""How evenly figures reach people: within bounds, whatever the order, and silent where nothing is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.fairness import is_shared, measure_fairness
from geo.indicators import INDICATORS

SHARED = [key for key, indicator in INDICATORS.items() if is_shared(indicator)]
FEW = settings(max_examples=20, deadline=None)


@st.composite
def atlases(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.Series]:
    count = draw(st.integers(1, 6))
    index = pd.Index([f"{number}" for number in range(count)])
    people = pd.Series([draw(st.none() | st.integers(0, 9000)) for _ in index], index=index, dtype="Int64")
    columns = {
        key: [draw(st.none() | st.floats(0, 100)) for _ in index]
        for key in ("m2_per_person_active_green", "walk_pct_park_500", "investment_try_per_person", "change_pct")
    }
    return pd.DataFrame(columns, index=index, dtype="float64"), people


def test_shared_are_amounts_for_each_person_and_walks_and_nothing_else() -> None:
    assert {INDICATORS[key].group for key in SHARED} == {"provision", "access", "investment", "disaster"}
    assert not {"population", "change_pct", "density_per_km2", "deficit_m2_health", "investment_try"} & set(SHARED)


@FEW
@given(given_atlas=atlases())
def test_measures_lie_within_their_bounds_or_say_why_they_are_missing(given_atlas: tuple[pd.DataFrame, pd.Series]) -> None:
    table, people = given_atlas
    found = measure_fairness(table, people, INDICATORS, {"active_green": 10.0})
    assert list(found) == [key for key in INDICATORS if key in table and key in SHARED]
    for key, item in found.items():
        for measure, low, high in (("gini", 0, 1), ("share_below_ratio", 0, 1), ("p90_p10_ratio", 1, np.inf)):
            value = getattr(item.equity, measure)
            if np.isnan(value):
                has_no_standard = measure == "share_below_ratio" and key == "investment_try_per_person"
                assert measure in item.equity.reasons or has_no_standard
            else:
                assert low <= value <= high
        assert item.lorenz.empty == ("gini" in item.equity.reasons)


@FEW
@given(given_atlas=atlases())
def test_the_order_of_neighbourhoods_and_splitting_one_change_nothing(given_atlas: tuple[pd.DataFrame, pd.Series]) -> None:
    table, people = given_atlas
    halves = pd.concat([table, table.rename(lambda name: f"{name}b")])
    # Each neighbourhood in two, of equal figures: 2 × as many people in all.
    twice = pd.concat([people, people.rename(lambda name: f"{name}b")])
    one = measure_fairness(table, people, INDICATORS, {})
    for other in (
        measure_fairness(table[::-1], people[::-1], INDICATORS, {}),
        measure_fairness(halves, twice, INDICATORS, {}),
    ):
        for key, item in one.items():
            for measure in ("gini", "p90_p10_ratio", "share_below_ratio"):
                assert getattr(other[key].equity, measure) == pytest.approx(getattr(item.equity, measure), abs=1e-9, nan_ok=True)


def test_whom_a_walk_leaves_out_is_counted_in_people_not_in_neighbourhoods() -> None:
    table = pd.DataFrame({"walk_pct_park_500": [90.0, 10.0, np.nan]})
    found = measure_fairness(table, pd.Series([100, 900, 500]), INDICATORS, {})["walk_pct_park_500"]
    # 10 of 100 and 810 of 900; of the last 500 nobody knows.
    assert found.equity.share_below_ratio == pytest.approx(820 / 1000)
    assert found.equity.people_without_value_count == 500


def test_nobody_lives_anywhere() -> None:
    table = pd.DataFrame({"walk_pct_park_500": [90.0], "m2_per_person_active_green": [3.0]})
    for item in measure_fairness(table, pd.Series([0]), INDICATORS, {"active_green": 10.0}).values():
        assert np.isnan(item.equity.share_below_ratio)
        assert item.equity.reasons["share_below_ratio"] == "nobody-with-a-value"


def test_without_a_standard_nobody_is_below_it() -> None:
    table = pd.DataFrame({"m2_per_person_health": [1.0, 3.0]})
    (found,) = measure_fairness(table, pd.Series([10, 10]), INDICATORS, {}).values()
    assert np.isnan(found.equity.share_below_ratio)
    assert found.standard is None
    (held,) = measure_fairness(table, pd.Series([10, 10]), INDICATORS, {"health": 2.0}).values()
    assert (held.standard, held.equity.share_below_ratio) == (2.0, 0.5)
