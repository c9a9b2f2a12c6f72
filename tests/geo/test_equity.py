"""Evenness: bounds, and what must not matter: the unit, the order, how people are grouped into rows."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.equity import gini, lorenz, measure_equity, p90_p10_ratio, quantile, share_below

rows = st.lists(
    st.tuples(st.just(0.0) | st.floats(0.01, 1e6) | st.just(math.nan), st.just(0.0) | st.floats(0.5, 1e5) | st.just(math.nan)),
    max_size=25,
)
whole_rows = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6)), min_size=1, max_size=12)


def columns(table: list[tuple[float, float]]) -> tuple[pd.Series, pd.Series]:
    values, people = (pd.Series([row[at] for row in table], dtype=float) for at in (0, 1))
    return values, people


# ------------------------------------------------------------------ known answers


@pytest.mark.parametrize(
    ("values", "people", "expected"),
    [
        ([5, 5, 5], [1, 10, 100], 0),
        ([7], [40], 0),
        ([0, 10], [75, 25], 0.75),
        ([1, 2, 3], [1, 1, 1], 2 / 9),
        ([1, 3], [3, 1], 0.25),
    ],
)
def test_gini_of_small_cases(values: list[float], people: list[float], expected: float) -> None:
    assert gini(pd.Series(values, dtype=float), pd.Series(people)) == pytest.approx(expected)


def test_quantile_is_the_value_that_the_share_does_not_exceed() -> None:
    values, people = pd.Series([4.0, 1.0, 3.0, 2.0]), pd.Series([25, 25, 25, 25])
    assert [quantile(values, people, share) for share in (0.1, 0.25, 0.26, 0.5, 0.9, 1)] == [1, 1, 2, 2, 4, 4]


def test_tenths_of_ten_people_are_found_in_spite_of_rounding() -> None:
    values, people = pd.Series(np.arange(1.0, 11)), pd.Series([0.1] * 10)
    assert quantile(values, people, 0.9) == 9
    assert p90_p10_ratio(values, people) == 9


def test_the_standard_itself_is_enough_whichever_way_is_better() -> None:
    values, people = pd.Series([9.9, 10.0, 10.1]), pd.Series([1, 2, 5])
    assert share_below(values, people, 10) == 1 / 8
    assert share_below(values, people, 10, more_is_better=False) == 5 / 8


# ------------------------------------------------------------------ no value, and why


@pytest.mark.parametrize(
    "table", [[], [(math.nan, 5.0)], [(5.0, math.nan)], [(5.0, 0.0)], [(math.nan, 1.0), (3.0, 0.0)]], ids=str
)
def test_without_anybody_whose_value_is_known_there_is_no_measure(table: list[tuple[float, float]]) -> None:
    found = measure_equity(*columns(table), standard=10)
    assert all(map(math.isnan, (found.gini, found.p90_p10_ratio, found.share_below_ratio)))
    assert set(found.reasons.values()) == {"nobody-with-a-value"}
    assert set(found.reasons) == {"gini", "p90_p10_ratio", "share_below_ratio"}
    assert lorenz(*columns(table)).empty


def test_where_nobody_has_anything_there_is_nothing_to_share_but_all_miss_the_standard() -> None:
    found = measure_equity(pd.Series([0.0, 0.0]), pd.Series([5, 5]), standard=10)
    assert math.isnan(found.gini)
    assert found.share_below_ratio == 1
    assert found.reasons == {"gini": "nothing-to-share", "p90_p10_ratio": "nothing-to-share"}


def test_a_tenth_without_anything_has_no_ratio() -> None:
    found = measure_equity(pd.Series([0.0, 10.0]), pd.Series([10, 90]))
    assert math.isnan(found.p90_p10_ratio)
    assert found.reasons == {"p90_p10_ratio": "lowest-tenth-has-none"}
    assert p90_p10_ratio(pd.Series([0.0, 10.0]), pd.Series([9, 91])) == 1


def test_people_of_unknown_value_are_left_out_and_counted() -> None:
    found = measure_equity(pd.Series([2.0, None, 4.0]), pd.Series([10, 30, None]))
    assert (found.people_count, found.people_without_value_count) == (10, 30)
    assert found.gini == 0
    assert math.isnan(found.share_below_ratio)
    assert "share_below_ratio" not in found.reasons


def test_nullable_columns_are_read() -> None:
    assert gini(pd.Series([1, None], dtype="Float64"), pd.Series([3, 4], dtype="Int64")) == 0


# ------------------------------------------------------------------ bad use


@pytest.mark.parametrize(
    ("values", "people"), [([-1.0], [1.0]), ([1.0], [-1.0]), ([math.inf], [1.0]), ([1.0], [math.inf]), ([math.nan], [-1.0])]
)
def test_negative_and_infinite_numbers_are_wrong_use(values: list[float], people: list[float]) -> None:
    with pytest.raises(ValueError, match="negative or infinite"):
        measure_equity(pd.Series(values), pd.Series(people))


def test_other_wrong_use_is_named() -> None:
    one = pd.Series([1.0])
    with pytest.raises(ValueError, match="same index"):
        gini(one, pd.Series([1.0], index=[7]))
    with pytest.raises(ValueError, match="share_ratio"):
        quantile(one, one, 0)
    with pytest.raises(ValueError, match="standard"):
        share_below(one, one, math.nan)


# ------------------------------------------------------------------ what always holds


@given(rows)
def test_measures_lie_within_their_bounds(table: list[tuple[float, float]]) -> None:
    found = measure_equity(*columns(table), standard=10)
    assert math.isnan(found.gini) or 0 <= found.gini <= 1
    assert math.isnan(found.p90_p10_ratio) or found.p90_p10_ratio >= 1
    assert math.isnan(found.share_below_ratio) or 0 <= found.share_below_ratio <= 1
    # A measure without a value has a reason, and one with a value has none.
    for name in ("gini", "p90_p10_ratio", "share_below_ratio"):
        assert math.isnan(getattr(found, name)) == (name in found.reasons)
    curve = lorenz(*columns(table))
    if not curve.empty:
        assert curve.iloc[0].tolist() == [0, 0]
        assert curve.iloc[-1].tolist() == [1, 1]
        assert (curve.diff().dropna() >= 0).all(axis=None)
        assert (curve["value_ratio"] <= curve["people_ratio"] + 1e-12).all()


@given(whole_rows, st.sampled_from([0.25, 1.7, 1000.0]), st.integers(2, 4))
def test_unit_number_of_people_and_grouping_do_not_matter(table: list[tuple[int, int]], factor: float, times: int) -> None:
    values, people = columns(table)
    expected = pytest.approx([gini(values, people), p90_p10_ratio(values, people)], abs=1e-9, nan_ok=True)
    # In another unit; as many people again; each row more than once; each person a row.
    assert [gini(values * factor, people), p90_p10_ratio(values * factor, people)] == expected
    assert [gini(values, people * times), p90_p10_ratio(values, people * times)] == expected
    again = columns(table * times)
    assert [gini(*again), p90_p10_ratio(*again)] == expected
    one_by_one = columns([(value, 1) for value, count in table for _ in range(count)])
    assert [gini(*one_by_one), p90_p10_ratio(*one_by_one)] == expected
    assert [gini(values[::-1], people[::-1]), p90_p10_ratio(values[::-1], people[::-1])] == expected


@given(whole_rows)
def test_gini_is_the_mean_difference_of_all_pairs_of_people(table: list[tuple[int, int]]) -> None:
    each = np.array([value for value, count in table for _ in range(count)], dtype=float)
    found = gini(*columns(table))
    if not len(each) or each.sum() == 0:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(np.abs(each[:, None] - each).mean() / (2 * each.mean()), abs=1e-9)
