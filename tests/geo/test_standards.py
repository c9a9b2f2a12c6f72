"""Standards: the worked examples of tests/examples/standards, and what holds for any rule and any figures."""

import math
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.issues import Issue, Words
from geo.standards import (
    Check,
    PopulationGroup,
    Requirement,
    Rule,
    Standard,
    assess_provision,
    below_minimum_plot,
    find_requirement,
)
from layers.standards import read_standards

SHIPPED = read_standards()
FILE = Path(__file__).parents[1] / "examples" / "standards" / "deficits.yaml"
EXAMPLES = [pytest.param(entry, id=entry["name"]) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]

CHECK = Check("Planlama", "Karar metni", date(2026, 11, 26))
DAY = date(2026, 11, 26)

amounts = st.floats(0, 1e9, allow_subnormal=False)
unknown = st.sampled_from([math.nan, None, -1.0, math.inf, -math.inf])


def standard(*rules: Rule) -> Standard:
    return Standard("park", Words("Park", "Park"), rules, "park.yaml")


def rule(*groups: PopulationGroup, verified: bool = True, valid_to: date | None = None) -> Rule:
    return Rule(date(2014, 6, 14), valid_to, "Yönetmelik", "EK-2", verified, CHECK, groups, ("park",))


def asked(m2_per_person: float) -> Requirement:
    return find_requirement(standard(rule(PopulationGroup(0, None, m2_per_person))), DAY, None)


def frame(population: object, existing: object, planned: object) -> pd.DataFrame:
    columns = {"population": [population], "existing_m2": [existing], "planned_m2": [planned]}
    return pd.DataFrame(columns, index=["149213"], dtype="float64")


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    requirement = find_requirement(SHIPPED[example["standard"]], example["day"], example["settlement"])
    answer = assess_provision(requirement, frame(*example["input"].values())).loc["149213"]
    expected = example["expected"]
    assert answer["reason"] == expected["reason"]
    for column in ("required_m2", "deficit_m2", "deficit_after_plan_m2"):
        wanted = math.nan if expected[column] is None else expected[column]
        assert answer[column] == pytest.approx(wanted, abs=0.5, rel=0, nan_ok=True)


def test_each_example_has_the_arithmetic_beside_the_answer() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert len(re.findall(r"^  expected: \{[^}]*\}  # \S", text, re.MULTILINE)) == len(EXAMPLES)


# ------------------------------------------------------------------ which rule, which group


def test_rule_holds_on_its_first_and_last_day_and_not_beside_them() -> None:
    first, last, day = date(2014, 6, 14), date(2017, 5, 16), timedelta(days=1)
    green = standard(rule(PopulationGroup(0, None, 7.0), valid_to=last))
    asked_on = (first - day, first, last, last + day)
    assert [find_requirement(green, when, 1).m2_per_person for when in asked_on] == [None, 7, 7, None]


@pytest.mark.parametrize(("settlement", "expected"), [(0, 1.0), (75000, 1.0), (75000.9, 1.0), (75001, 2.0), (10**8, 2.0)])
def test_group_is_the_settlements_both_borders_counted_in(settlement: float, expected: float) -> None:
    groups = PopulationGroup(0, 75000, 1.0), PopulationGroup(75001, None, 2.0)
    assert find_requirement(standard(rule(*groups)), DAY, settlement).m2_per_person == expected


@pytest.mark.parametrize("settlement", [None, math.nan, -1, math.inf])
def test_unknown_settlement_gives_no_value_and_says_so_unless_all_groups_agree(settlement: float | None) -> None:
    differing = find_requirement(standard(rule(PopulationGroup(0, 9, 1.0), PopulationGroup(10, None, 2.0))), DAY, settlement)
    assert differing.m2_per_person is None
    assert differing.reason is not None
    assert differing.reason.kind == "settlement-population-unknown"
    agreeing = find_requirement(standard(rule(PopulationGroup(0, 9, 2.0), PopulationGroup(10, None, 2.0))), DAY, settlement)
    assert (agreeing.m2_per_person, agreeing.reason) == (2.0, None)


def test_population_between_two_printed_groups_has_no_value() -> None:
    requirement = find_requirement(
        standard(rule(PopulationGroup(0, 500000, 1.0), PopulationGroup(501000, None, 1.0))), DAY, 500500
    )
    assert requirement.m2_per_person is None
    assert requirement.reason is not None
    assert requirement.reason.kind == "standard-without-value"


def test_unverified_rule_is_flagged_wherever_it_is_used() -> None:
    for verified in (True, False):
        requirement = find_requirement(standard(rule(PopulationGroup(0, None, 1.0), verified=verified)), DAY, 1)
        assert requirement.is_verified == verified
        assert [issue.kind for issue in requirement.issues] == ([] if verified else ["standard-unverified"])
    assert not find_requirement(standard(), DAY, 1).is_verified


def test_rule_of_distance_only_asks_for_no_area_and_says_so() -> None:
    requirement = find_requirement(SHIPPED["park"], DAY, 142146)
    assert [issue.kind for issue in requirement.issues] == ["standard-unverified", "standard-without-area"]
    assert requirement.rule is not None
    assert requirement.rule.walking_distance_m == 500
    assert assess_provision(requirement, frame(5, 5, 5))["reason"].tolist() == ["standard-without-area"]


# ------------------------------------------------------------------ what is lacking


@given(st.floats(0.1, 100), amounts, amounts, amounts, amounts)
def test_deficit_is_never_negative_grows_with_people_and_falls_with_area(
    rate: float, population: float, more: float, existing: float, planned: float
) -> None:
    answer = assess_provision(asked(rate), frame(population, existing, planned)).iloc[0]
    assert answer["deficit_m2"] >= answer["deficit_after_plan_m2"] >= 0
    assert answer["deficit_m2"] <= answer["required_m2"]
    crowded = assess_provision(asked(rate), frame(population + more, existing, planned)).iloc[0]
    greener = assess_provision(asked(rate), frame(population, existing + more, planned)).iloc[0]
    for column in ("deficit_m2", "deficit_after_plan_m2"):
        assert greener[column] <= answer[column] <= crowded[column]


@given(st.sampled_from(sorted(SHIPPED)), st.integers(0, 3_000_000), st.integers(0, 3_000_000))
def test_shipped_standards_never_ask_less_of_more_people(code: str, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    for day in (date(2013, 1, 1), DAY):
        small, large = (find_requirement(SHIPPED[code], day, people).m2_per_person for people in (fewer, more))
        assert small is None or large is None or fewer * small <= more * large


@given(unknown, amounts)
def test_what_is_unknown_has_no_value_and_a_reason_never_zero_or_infinity(nothing: float | None, amount: float) -> None:
    no_people = assess_provision(asked(10), frame(nothing, amount, amount)).iloc[0]
    assert no_people[["required_m2", "deficit_m2", "deficit_after_plan_m2"]].isna().all()
    assert no_people["reason"] == "people-unknown"
    no_area = assess_provision(asked(10), frame(amount, nothing, amount)).iloc[0]
    assert no_area[["deficit_m2", "deficit_after_plan_m2", "existing_m2"]].isna().all()
    assert no_area["reason"] == "existing-area-unknown"
    no_plan = assess_provision(asked(10), frame(amount, amount, nothing)).iloc[0]
    assert np.isfinite(no_plan["deficit_m2"])
    assert math.isnan(no_plan["deficit_after_plan_m2"])
    assert no_plan["reason"] == "planned-area-unknown"


def test_index_order_and_types_come_back_and_an_empty_frame_stays_empty() -> None:
    provision = pd.DataFrame({"population": [3, 1], "existing_m2": [0, 0], "planned_m2": [0, 0]}, index=["b", "a"])
    answer = assess_provision(asked(10), provision)
    assert answer["required_m2"].to_dict() == {"b": 30.0, "a": 10.0}
    assert answer["reason"].tolist() == [None, None]
    assert assess_provision(asked(10), provision.iloc[:0]).empty
    counts = provision.astype("Int64")
    counts.loc["a", "population"] = pd.NA
    assert assess_provision(asked(10), counts)["reason"].tolist() == [None, "people-unknown"]


@pytest.mark.parametrize("kind", ["people-unknown", "existing-area-unknown", "planned-area-unknown", "nobody-to-supply"])
def test_reason_of_a_row_becomes_a_sentence_with_the_standards_title(kind: str) -> None:
    assert Issue(kind, params={"standard": SHIPPED["active_green"].title}).message("tr").startswith("Aktif yeşil alan: ")


# ------------------------------------------------------------------ plots and what counts


@given(st.lists(amounts | unknown, max_size=6), st.none() | st.floats(1, 1e6))
def test_plot_is_too_small_or_not_only_where_both_areas_are_known(plots: list[float | None], minimum: float | None) -> None:
    green = standard(Rule(date(2014, 6, 14), None, "Yönetmelik", "EK-2", True, CHECK, (), ("park",), minimum_plot_m2=minimum))
    series = pd.Series(plots, dtype="float64")
    smaller = below_minimum_plot(find_requirement(green, DAY, None), series)
    assert str(smaller.dtype) == "boolean"
    for plot, answer in zip(series, smaller, strict=True):
        if minimum is None or not 0 <= plot < math.inf:
            assert answer is pd.NA
        else:
            assert answer == (plot < minimum)
