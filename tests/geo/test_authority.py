"""Duty: worked examples by Defne's rules; every thing has an answer or a missing fact; bad rules are refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.authority import DutyRule, decide_duty, missing_facts, require_rules, totals_by_duty
from geo.errors import RefusedError

FILE = Path(__file__).parents[1] / "examples" / "decisions" / "duty.yaml"
EXAMPLES = [pytest.param(entry, id=entry["name"]) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]

RULES = [
    DutyRule("road-narrow", "road", "district", "187", "width_m", below=12),
    DutyRule("road-wide", "road", "metropolitan", "187", "width_m", at_least=12),
    DutyRule("park-small", "park", "district", "188", "area_m2", below=5000),
    DutyRule("park-large", "park", "metropolitan", "188", "area_m2", at_least=5000),
    DutyRule("square-by-road", "square", None, "187", follows="road"),
]
ROADS = pd.DataFrame({"kind": "road", "width_m": [15.0, 8.0, np.nan]}, index=["R15", "R8", "R-unknown"])


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_is_decided_as_the_council_decided(example: dict[str, Any]) -> None:
    answer = decide_duty(pd.DataFrame([example["thing"]]), RULES, ROADS).iloc[0]
    expected = example["expected"]
    assert {name: answer[name] for name in expected} == expected
    assert (answer["source"] is None) == (answer["authority"] is None)


sizes = st.none() | st.floats(0, 20_000, allow_nan=False)
things = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["road", "park", "square"]),
        "width_m": sizes,
        "area_m2": sizes,
        "fronts": st.sampled_from(["R15", "R8", "R-unknown", "R-gone", None]),
        "budget_try": sizes,
    }
)


@given(st.lists(things, min_size=1, max_size=10))
def test_every_thing_is_decided_or_says_which_fact_is_missing_and_totals_add_up(rows: list[dict[str, Any]]) -> None:
    table = pd.DataFrame(rows, index=[f"t{n}" for n in range(len(rows))])
    table[["width_m", "area_m2", "budget_try"]] = table[["width_m", "area_m2", "budget_try"]].astype("float64")
    duty = decide_duty(table, RULES, ROADS)
    assert (duty["authority"].isna() == duty["missing"].notna()).all()
    assert (duty["authority"].isna() == duty["source"].isna()).all()
    assert set(duty["missing"].dropna()) <= {"width_m", "area_m2", "fronts"}
    assert sum(issue.params["count"] for issue in missing_facts(table, duty)) == duty["missing"].notna().sum()
    totals = totals_by_duty(table, duty, ["budget_try"])
    assert totals["count"].sum() == len(table)
    assert totals["budget_try"].sum() == pytest.approx(table["budget_try"].sum())


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([DutyRule("a", "road", "district", " ")], "its source"),
        ([DutyRule("a", "road", None, "187")], "either an authority or what it follows"),
        ([DutyRule("a", "road", "district", "187", follows="park")], "either an authority or what it follows"),
        ([DutyRule("a", "road", "district", "187", below=12)], "limits and a measure go together"),
        ([DutyRule("a", "road", "district", "187", "width_m", at_least=12, below=12)], "under the upper one"),
        ([DutyRule("a", "square", None, "187", follows="square")], "limits of its own"),
        (
            [DutyRule("a", "road", "district", "187"), DutyRule("b", "road", "metropolitan", "187", "width_m", below=9)],
            "two authorities",
        ),
        (
            [
                DutyRule("a", "road", "district", "187", "width_m", below=12),
                DutyRule("b", "road", "metropolitan", "187", "width_m", at_least=11),
            ],
            r"give the same value \(11\)",
        ),
    ],
)
def test_rule_that_says_nothing_or_two_things_is_refused(rules: list[DutyRule], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        require_rules(rules)


def test_kind_without_a_rule_is_refused_and_a_value_without_one_is_said() -> None:
    with pytest.raises(RefusedError, match="Known: park, road, square"):
        decide_duty(pd.DataFrame({"kind": ["bridge"]}), RULES)
    gap = [RULES[0], DutyRule("wide", "road", "metropolitan", "187", "width_m", at_least=20)]
    assert decide_duty(pd.DataFrame({"kind": ["road"], "width_m": [15.0]}), gap)["missing"].tolist() == ["rule"]


def test_squares_without_roads_wait_for_them() -> None:
    assert decide_duty(pd.DataFrame({"kind": ["square"], "fronts": ["R8"]}), RULES)["missing"].tolist() == ["fronts"]
    assert decide_duty(pd.DataFrame({"kind": []}), RULES).empty
