"""Indicators: each is described in full, keeps the index, and answers what it cannot know with NaN, never with 0 or infinity."""

import math
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.indicators import INDICATORS, Indicator, Setting, Unit
from geo.indicators.base import population_of

SPAN = Setting(2022, 2023)
EVERY = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)

# What each indicator is made of: where one of these is missing, so is the answer.
INPUTS = {
    "change_count": {"population_2022", "population_2023"},
    "change_pct": {"population_2022", "population_2023"},
    "population": {"population_2023"},
    "density_per_km2": {"population_2023", "area_km2"},
    "growth_per_mille": {"population_2022", "population_2023"},
}
# Where one of these is zero there is nothing to divide by, or no logarithm.
NOT_ZERO = {
    "change_pct": {"population_2022"},
    "density_per_km2": {"area_km2"},
    "growth_per_mille": {"population_2022", "population_2023"},
}

persons = st.none() | st.integers(0, 100_000)
areas = st.none() | st.just(0.0) | st.floats(0.01, 1000)
tables = st.lists(st.tuples(persons, persons, areas), max_size=8)
known_tables = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(0, 100_000), st.floats(0.01, 1000)), min_size=1, max_size=8
)


def neighbourhoods(rows: list[tuple[int | None, int | None, float | None]]) -> pd.DataFrame:
    """As the atlas hands them over: whole numbers that may be missing, under the ids of the neighbourhoods."""
    frame = pd.DataFrame(rows, columns=["population_2022", "population_2023", "area_km2"])
    frame = frame.astype({"population_2022": "Int64", "population_2023": "Int64", "area_km2": "float64"})
    return frame.set_axis(pd.Index([f"1492{number:02}" for number in range(len(rows))][::-1], name="id", dtype=object))


def test_indicators_are_registered_under_their_own_keys() -> None:
    assert {key: indicator.key for key, indicator in INDICATORS.items()} == {key: key for key in INPUTS}


@EVERY
def test_indicator_has_unit_titles_in_both_languages_source_and_decimals(indicator: Indicator) -> None:
    assert indicator.unit in get_args(Unit)
    assert indicator.title_tr.strip()
    assert indicator.title_en.strip()
    assert indicator.title_tr != indicator.title_en
    assert len(indicator.source.strip()) > 10
    assert 0 <= indicator.decimals <= 6
    # Rates and densities do not add up over neighbourhoods; counts do.
    assert indicator.extensive == (indicator.unit in {"persons", "km2"})


def test_titles_of_indicators_are_told_apart() -> None:
    for language in ("title_tr", "title_en"):
        assert len({getattr(indicator, language) for indicator in INDICATORS.values()}) == len(INDICATORS)


@EVERY
@given(rows=tables)
def test_indicator_keeps_the_index_and_changes_nothing_else(
    indicator: Indicator, rows: list[tuple[int | None, int | None, float | None]]
) -> None:
    table = neighbourhoods(rows)
    before = table.copy()
    values = indicator.compute(table, SPAN)
    assert values.index.equals(table.index)
    assert values.dtype == np.float64
    pd.testing.assert_frame_equal(table, before)


@EVERY
@given(rows=tables)
def test_indicator_is_nan_exactly_where_an_input_is_missing_or_cannot_be_divided_by(
    indicator: Indicator, rows: list[tuple[int | None, int | None, float | None]]
) -> None:
    table = neighbourhoods(rows)
    values = indicator.compute(table, SPAN)
    unknown = table[sorted(INPUTS[indicator.key])].isna().any(axis=1)
    for column in NOT_ZERO.get(indicator.key, ()):
        unknown |= table[column].eq(0).fillna(False)
    assert values.isna().tolist() == unknown.tolist()
    assert not np.isinf(values).any()


@EVERY
@given(rows=tables)
def test_indicator_of_a_row_does_not_depend_on_the_other_rows(
    indicator: Indicator, rows: list[tuple[int | None, int | None, float | None]]
) -> None:
    table = neighbourhoods(rows)
    values = indicator.compute(table, SPAN)
    pd.testing.assert_series_equal(indicator.compute(table[::-1], SPAN), values[::-1])


@EVERY
@given(rows=known_tables)
def test_indicator_adds_up_over_neighbourhoods_when_it_says_so(indicator: Indicator, rows: list[tuple[int, int, float]]) -> None:
    table = neighbourhoods(rows)
    district = table.sum().to_frame().T
    of_district = indicator.compute(district, SPAN).iloc[0]
    of_parts = indicator.compute(table, SPAN)
    if indicator.extensive:
        assert of_parts.sum() == pytest.approx(of_district, rel=1e-9)
    elif of_parts.notna().all():
        # The whole lies between its parts.
        assert of_parts.min() - 1e-6 <= of_district <= of_parts.max() + 1e-6


@EVERY
def test_indicator_of_a_missing_column_names_it(indicator: Indicator) -> None:
    with pytest.raises(KeyError, match="population_2023"):
        indicator.compute(pd.DataFrame({"area_km2": [1.0], "population_2022": [1]}), SPAN)


@EVERY
def test_indicator_of_no_neighbourhoods_is_empty(indicator: Indicator) -> None:
    assert indicator.compute(neighbourhoods([]), SPAN).empty


@given(st.integers(1, 10**5), st.integers(1, 10**5))
def test_change_back_and_forth_cancels_out(before: int, after: int) -> None:
    table = neighbourhoods([(before, after, 1.0)])
    back = Setting(2023, 2022)
    for key in ("change_count", "growth_per_mille"):
        forth = INDICATORS[key].compute(table, SPAN).iloc[0]
        # Growth there and back is over one year and minus one year: the same yearly rate.
        sign = 1 if key == "growth_per_mille" else -1
        assert INDICATORS[key].compute(table, back).iloc[0] == pytest.approx(sign * forth)


@given(st.integers(1, 10**5), st.integers(1, 10**5))
def test_change_in_percent_and_yearly_growth_tell_the_same_change(before: int, after: int) -> None:
    table = neighbourhoods([(before, after, 1.0)])
    pct = INDICATORS["change_pct"].compute(table, SPAN).iloc[0]
    growth = INDICATORS["growth_per_mille"].compute(table, SPAN).iloc[0]
    assert growth == pytest.approx(1000 * math.log(1 + pct / 100), abs=1e-6)


@EVERY
def test_indicator_between_equal_years_shows_no_change(indicator: Indicator) -> None:
    value = indicator.compute(neighbourhoods([(500, 400, 2.0)]), Setting(2023, 2023)).iloc[0]
    expected = {"change_count": 0, "change_pct": 0, "population": 400, "density_per_km2": 200, "growth_per_mille": math.nan}
    assert value == pytest.approx(expected[indicator.key], nan_ok=True)


def test_population_of_a_year_is_in_floats_with_nan_for_unknown() -> None:
    values = population_of(neighbourhoods([(None, 400, None)]), 2022)
    assert values.dtype == np.float64
    assert values.isna().all()
