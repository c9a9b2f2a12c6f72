"""Targets: worked examples, the plan's own sums, and what must hold for any card."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import RefusedError
from geo.issues import LANGUAGES
from geo.monitoring import monitoring_table, roll_up_costs, roll_up_investments
from geo.targets import (
    BANDS,
    RULES,
    UNKNOWN,
    bands_of,
    find_unexplained_deviations,
    indicator_performance,
    target_performance,
)

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "examples" / "decisions" / "targets.yaml"
EXAMPLES = [pytest.param(entry, id=entry["name"]) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]

numbers = st.none() | st.floats(0, 1000, allow_nan=False)
card = st.fixed_dictionaries(
    {
        "target_no": st.sampled_from(["1.1", "1.2"]),
        "indicator_no": st.just("x"),
        "weight_pct": st.none() | st.floats(1, 100),
        "baseline": numbers,
        "target_value": numbers,
        "realised_value": numbers,
        "value_kind": st.sampled_from(["yearly", "cumulative", "tick"]),
        "direction": st.sampled_from(["higher", "lower"]),
    }
)


def frame(cards: list[dict[str, Any]]) -> pd.DataFrame:
    numeric = dict.fromkeys(("weight_pct", "baseline", "target_value", "realised_value"), "float64")
    return pd.DataFrame(cards).astype(numeric)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    cards = frame(example["cards"]).assign(target_no="1.3", indicator_no=[str(n) for n in range(len(example["cards"]))])
    expected = example["expected"]
    performance = indicator_performance(cards)
    wanted = [np.nan if value is None else value for value in expected["performance_pct"]]
    assert performance["performance_pct"].tolist() == pytest.approx(wanted, abs=1e-3, nan_ok=True)
    assert performance["rule"].tolist() == expected["rule"]
    target = target_performance(cards).loc["1.3"]
    assert target["performance_pct"] == pytest.approx(expected["target_pct"], abs=1e-3)
    assert target["band"] == expected["band"]


@given(st.lists(card, min_size=1, max_size=8))
def test_every_card_has_a_figure_or_a_reason_and_no_target_passes_a_hundred(cards: list[dict[str, Any]]) -> None:
    table = frame(cards)
    performance = indicator_performance(table)
    known = performance["performance_pct"].notna()
    assert (known == performance["unknown"].isna()).all()
    assert (known == performance["rule"].notna()).all()
    assert (known == performance["band"].notna()).all()
    assert not np.isinf(performance["performance_pct"]).any()
    targets = target_performance(table)
    assert targets["performance_pct"].dropna().between(0, 100 + 1e-9).all()
    assert (targets["known_weight_pct"] <= targets["weight_pct"]).all()
    assert (targets["performance_pct"].isna() == (targets["known_weight_pct"] == 0)).all()


@given(st.floats(1, 500), st.floats(1, 500), st.floats(0, 500), st.floats(0.1, 100), st.sampled_from(["yearly", "cumulative"]))
def test_more_in_the_better_direction_is_never_worse(start: float, target: float, value: float, more: float, kind: str) -> None:
    direction = "higher" if target >= start else "lower"
    better = value + more if direction == "higher" else max(value - more, 0.0)
    rows = [
        {"target_no": "1", "indicator_no": "1", "weight_pct": 1, "baseline": start, "target_value": target}
        | {"realised_value": realised, "value_kind": kind, "direction": direction}
        for realised in (value, better)
    ]
    first, second = indicator_performance(frame(rows))["counted_pct"]
    assert first <= second + 1e-9


def test_every_word_is_there_in_both_languages() -> None:
    for words in [band.words for band in BANDS] + list(RULES.values()) + list(UNKNOWN.values()):
        assert words.tr
        assert words.en
    assert [band.from_pct for band in BANDS] == sorted((band.from_pct for band in BANDS), reverse=True)


def test_band_begins_at_its_lower_end_even_when_computed() -> None:
    assert bands_of(pd.Series([100 * 0.1 * 8, 100 * (0.1 + 0.7), 79.9999])).tolist() == ["near", "near", "partly"]


CARD = {"target_no": "2.4", "indicator_no": "2.4.2", "weight_pct": 20.0, "baseline": None, "target_value": 5.0}
CARD |= {"realised_value": 4.0, "value_kind": "yearly", "direction": "higher"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"direction": None}, "indicator-without-direction"),
        ({"direction": "up"}, "indicator-without-direction"),
        ({"value_kind": "monthly"}, "indicator-kind-unknown"),
        ({"value_kind": None}, "indicator-kind-unknown"),
    ],
)
def test_card_without_a_rule_is_refused_by_name(change: dict[str, Any], kind: str) -> None:
    with pytest.raises(RefusedError, match=r"2\.4\.2") as refused:
        indicator_performance(frame([CARD | change]))
    assert refused.value.issues[0].kind == kind


def test_tick_needs_no_direction_and_a_column_that_lacks_is_named() -> None:
    assert indicator_performance(frame([CARD | {"value_kind": "tick", "direction": None}]))["performance_pct"].tolist() == [100]
    with pytest.raises(RefusedError, match="no column baseline"):
        indicator_performance(frame([CARD]).drop(columns="baseline"))


@pytest.mark.parametrize(
    ("realised", "reason", "issues"), [(4.0, None, 1), (4.0, "ihale iptal edildi", 0), (5.0, None, 0), (None, None, 0)]
)
def test_deviation_needs_a_reason(realised: float | None, reason: str | None, issues: int) -> None:
    cards = frame([CARD | {"realised_value": realised}]).assign(year=2025, deviation_reason=pd.Series([reason], dtype=object))
    found = find_unexplained_deviations(cards)
    assert len(found) == issues
    for issue in found:
        assert all("80" in issue.message(language) for language in LANGUAGES)


def test_money_and_progress_stay_apart_and_half_years_are_held_against_the_year() -> None:
    cards = frame([CARD | {"realised_value": value} for value in (2.0, 4.0)]).assign(year=2025, half=[1, 2])
    costs = pd.DataFrame({"target_no": "2.4", "year": 2025, "half": [1, 2], "planned_try": 24e6, "spent_try": [20e6, None]})
    table = monitoring_table(cards, costs)
    assert table["performance_pct"].tolist() == [40.0, 80.0]
    assert table["spent_pct"].tolist() == pytest.approx([83.333, np.nan], abs=1e-3, nan_ok=True)


def test_unknown_part_makes_the_sum_of_money_unknown() -> None:
    cards = frame([CARD]).assign(year=2025, half=2)
    costs = pd.DataFrame({"target_no": "2.4", "year": 2025, "half": 2, "planned_try": [1e6, 2e6], "spent_try": [5e5, None]})
    row = monitoring_table(cards, costs).iloc[0]
    assert row["planned_try"] == 3e6
    assert np.isnan(row["spent_try"])
    assert np.isnan(row["spent_pct"])


def test_five_parks_a_year_are_counted_as_planned_placed_funded_and_built() -> None:
    parks = pd.DataFrame(
        {
            "indicator_no": "2.4.2",
            "year": [2025] * 4 + [2026] * 2,
            "quantity": [1, 1, None, 1, 2, 1],
            "budget_try": [6e6, 7e6, 5e6, 1e6, 9e6, 0],
            "spent_try": [6e6, 3e6, 0, 0, 0, 0],
            "funding": ["own_budget", "loan", None, "loan", "loan", "loan"],
            "status": ["completed", "in_progress", "planned", "cancelled", "planned", "planned"],
            "placed": [True, True, False, True, True, False],
        }
    )
    cards = pd.DataFrame({"indicator_no": "2.4.2", "year": [2025, 2026, 2027], "target_value": 5.0})
    table = roll_up_investments(parks, cards)
    assert table.loc[("2.4.2", 2025)].tolist() == [5, 3, 2, 2, 1, 2, 18e6, 9e6]
    assert table.loc[("2.4.2", 2026)].tolist() == [5, 3, 2, 2, 0, 2, 9e6, 0]
    assert table.loc[("2.4.2", 2027)].tolist() == [5, 0, 0, 0, 0, 5, 0, 0]


def test_costs_of_defne_roll_up_to_the_plans_own_totals() -> None:
    lines = (ROOT / "data" / "defne" / "tablo41_tahmini_maliyet.tsv").read_text(encoding="utf-8").splitlines()
    printed = {
        cells[0]: [int(cell.removeprefix("₺").replace(".", "")) for cell in cells[1:]]
        for cells in (line.split("\t") for line in lines[1:])
    }
    rows = [
        (item.split()[1], year, amount)
        for item, amounts in printed.items()
        if item.startswith("HEDEF")
        for year, amount in zip(range(2025, 2030), amounts, strict=False)
    ]
    table = roll_up_costs(pd.DataFrame(rows, columns=["target_no", "year", "cost_try"]))
    assert len(table) == 8 + 1 + sum(item.startswith("HEDEF") for item in printed)
    assert table.loc[""].tolist() == printed["TOPLAM"]
    assert table.loc["", "total"] == 8_777_000_000
    for item, amounts in printed.items():
        if item != "TOPLAM":
            assert table.loc[item.split()[1]].tolist() == amounts, item
