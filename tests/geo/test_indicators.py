"""Indicators: each is described in full, keeps the index, and answers what it cannot know with NaN, never with 0 or infinity."""

import math
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.indicators import FAMILIES, GROUPS, INDICATORS, Indicator, Setting, Unit
from geo.indicators.base import population_of
from layers import LAYERS
from layers.standards import read_standards

CLASSES = {item.standard for item in INDICATORS.values() if item.group == "deficit" and item.standard}
REQUIRED = {code: 2.0 + place for place, code in enumerate(sorted(CLASSES))}
SPAN = Setting(2022, 2023, REQUIRED, REQUIRED, REQUIRED, planned_population=250_000.0)
ALL_INPUTS = sorted({column for item in INDICATORS.values() for column in item.columns(SPAN)})
EVERY = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
# All indicators are asked in one example: each example makes a table of all inputs.
FEW = settings(max_examples=8, deadline=None)


def is_of_the_whole_district(indicator: Indicator) -> bool:
    """Whether a row's answer depends on the others: the plan's population is shared out among all."""
    return indicator.key.startswith("deficit_planned_m2_")


def divisors(indicator: Indicator) -> set[str]:
    """The inputs that must not be zero: there is nothing to divide by, or no logarithm."""
    by_unit = {
        "m2_per_person": {"population_2023"},
        "try_per_person": {"population_2023"},
        "persons_per_km2": {"area_km2"},
        "persons_per_ha": {"residential_m2"},
        "persons_per_facility": {column for column in indicator.columns(SPAN) if column.startswith("count_")},
        "per_mille": {"population_2022", "population_2023"},
    }
    return {"population_2022"} if indicator.key == "change_pct" else by_unit.get(indicator.unit, set())


persons = st.none() | st.integers(0, 100_000)
amounts = st.none() | st.just(0.0) | st.floats(0.01, 100_000)


@st.composite
def tables(draw: st.DrawFn, *, known: bool = False, least: int = 0) -> pd.DataFrame:
    """As the atlas hands them over: whole numbers that may be missing, amounts, under the ids of the neighbourhoods."""
    count = draw(st.integers(least, 5))
    some = st.integers(1, 100_000) if known else persons
    much = st.floats(0.01, 100_000) if known else amounts
    columns = {}
    for column in ALL_INPUTS:
        is_population = column.startswith("population_")
        values = draw(st.lists(some if is_population else much, min_size=count, max_size=count))
        columns[column] = pd.array(values, dtype="Int64") if is_population else np.array(values, dtype="float64")
    index = pd.Index([f"1492{number:02}" for number in range(count)][::-1], name="id", dtype=object)
    return pd.DataFrame(columns, index=index)


def neighbourhoods(rows: list[tuple[int | None, int | None, float | None]]) -> pd.DataFrame:
    """A table of populations and areas alone."""
    frame = pd.DataFrame(rows, columns=["population_2022", "population_2023", "area_km2"])
    frame = frame.astype({"population_2022": "Int64", "population_2023": "Int64", "area_km2": "float64"})
    return frame.set_axis(pd.Index([f"1492{number:02}" for number in range(len(rows))][::-1], name="id", dtype=object))


def test_families_hold_every_indicator_once_under_its_own_key() -> None:
    members = [indicator for family in FAMILIES.values() for indicator in family]
    assert len(members) == len(INDICATORS) == len({indicator.key for indicator in members})
    assert {key: indicator.key for key, indicator in INDICATORS.items()} == {key: key for key in INDICATORS}
    assert all(len(family) > 0 for family in FAMILIES.values())


@EVERY
def test_indicator_has_unit_titles_in_both_languages_source_limits_and_decimals(indicator: Indicator) -> None:
    assert indicator.unit in get_args(Unit)
    assert indicator.group in GROUPS
    assert indicator.title_tr.strip()
    assert indicator.title_en.strip()
    assert indicator.title_tr != indicator.title_en
    assert len(indicator.source.strip()) > 10
    assert 0 <= indicator.decimals <= 6
    for words in (indicator.limits, indicator.missing):
        assert len(words.tr) > 20
        assert len(words.en) > 20
        assert words.tr != words.en
    # Rates and densities do not add up over neighbourhoods; counts and amounts do.
    assert indicator.extensive == (indicator.unit in {"persons", "km2", "m2", "count", "try"})


@EVERY
def test_layers_and_standards_of_an_indicator_exist(indicator: Indicator) -> None:
    assert set(indicator.layers) <= set(LAYERS)
    assert indicator.layers or indicator.group == "population"
    shipped = set(read_standards())
    # Nobody has entered a rule for assembly areas: their distance is shown as not verified.
    assert indicator.standard is None or indicator.standard in shipped or indicator.standard == "assembly_area"


def test_titles_of_indicators_are_told_apart() -> None:
    for language in ("title_tr", "title_en"):
        assert len({getattr(indicator, language) for indicator in INDICATORS.values()}) == len(INDICATORS)


@FEW
@given(table=tables())
def test_indicators_keep_the_index_and_change_nothing_else(table: pd.DataFrame) -> None:
    before = table.copy()
    for key, indicator in INDICATORS.items():
        values = indicator.compute(table, SPAN)
        assert values.index.equals(table.index), key
        assert values.dtype == np.float64, key
    pd.testing.assert_frame_equal(table, before)


@FEW
@given(table=tables())
def test_indicators_are_nan_exactly_where_an_input_is_missing_or_cannot_be_divided_by(table: pd.DataFrame) -> None:
    for key, indicator in INDICATORS.items():
        values = indicator.compute(table, SPAN)
        unknown = table[list(indicator.columns(SPAN))].isna().any(axis=1)
        for column in divisors(indicator):
            unknown |= table[column].eq(0).fillna(False)
        if is_of_the_whole_district(indicator):
            people = table["population_2023"]
            unknown |= bool(people.isna().any()) or people.sum() == 0
        assert values.isna().tolist() == unknown.tolist(), key
        assert not np.isinf(values).any(), key


@FEW
@given(table=tables())
def test_indicators_of_a_row_do_not_depend_on_the_order_or_on_other_rows(table: pd.DataFrame) -> None:
    for indicator in INDICATORS.values():
        values = indicator.compute(table, SPAN)
        pd.testing.assert_series_equal(indicator.compute(table[::-1], SPAN), values[::-1])
        if not is_of_the_whole_district(indicator):
            pd.testing.assert_series_equal(indicator.compute(table[1:], SPAN), values[1:])


@FEW
@given(table=tables(known=True, least=1))
def test_indicators_add_up_over_neighbourhoods_when_they_say_so(table: pd.DataFrame) -> None:
    district = table.sum().to_frame().T
    for key, indicator in INDICATORS.items():
        of_district = indicator.compute(district, SPAN).iloc[0]
        of_parts = indicator.compute(table, SPAN)
        if indicator.group == "deficit":
            # What one has too much does not help another.
            assert of_parts.sum() >= of_district - 0.001, key
        elif indicator.extensive:
            assert of_parts.sum() == pytest.approx(of_district, rel=1e-9), key
        elif indicator.group != "access":
            # The whole lies between its parts.
            slack = 1e-6 + 1e-9 * of_parts.abs().max()
            assert of_parts.min() - slack <= of_district <= of_parts.max() + slack, key


@EVERY
def test_indicator_of_a_table_without_population_or_without_its_layers_says_nothing_wrong(indicator: Indicator) -> None:
    table = neighbourhoods([(500, 400, 2.0)])
    if indicator.layers:
        # A layer that nobody imported.
        assert indicator.compute(table, SPAN).isna().all()
    else:
        with pytest.raises(KeyError, match="population_2023"):
            indicator.compute(table.drop(columns="population_2023"), SPAN)


def test_indicators_of_no_neighbourhoods_are_empty() -> None:
    for indicator in INDICATORS.values():
        assert indicator.compute(neighbourhoods([]), SPAN).empty


@pytest.mark.parametrize("facility_class", sorted(CLASSES))
def test_deficits_are_held_against_what_is_required_of_their_own_population(facility_class: str) -> None:
    table = neighbourhoods([(2000, 1000, 1.0)]).assign(**{f"existing_m2_{facility_class}": 500.0})
    setting = Setting(
        *(2022, 2023, {facility_class: 2.0}, {facility_class: 3.0}, {facility_class: 4.0}),
        planned_population=5000.0,
    )
    deficits = [
        INDICATORS[f"{basis}_{facility_class}"].compute(table, setting).iloc[0]
        for basis in ("deficit_m2", "deficit_before_m2", "deficit_planned_m2")
    ]
    assert deficits == [2 * 1000 - 500, 3 * 2000 - 500, 4 * 5000 - 500]
    for basis in ("deficit_m2", "deficit_before_m2", "deficit_planned_m2"):
        # No rule for the day: no value, rather than no deficit.
        assert INDICATORS[f"{basis}_{facility_class}"].compute(table, Setting(2022, 2023)).isna().all()


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


@pytest.mark.parametrize(
    ("key", "expected"),
    [("change_count", 0), ("change_pct", 0), ("population", 400), ("density_per_km2", 200), ("growth_per_mille", math.nan)],
)
def test_indicator_between_equal_years_shows_no_change(key: str, expected: float) -> None:
    value = INDICATORS[key].compute(neighbourhoods([(500, 400, 2.0)]), Setting(2023, 2023)).iloc[0]
    assert value == pytest.approx(expected, nan_ok=True)


def test_population_of_a_year_is_in_floats_with_nan_for_unknown() -> None:
    values = population_of(neighbourhoods([(None, 400, None)]), 2022)
    assert values.dtype == np.float64
    assert values.isna().all()
