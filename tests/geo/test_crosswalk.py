"""Renamed, merged and split neighbourhoods: totals survive any chain of changes, and what is not known is not made up."""

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crosswalk import (
    CHANGE_KINDS,
    COLUMNS,
    RELATIVE_TOLERANCE,
    Transfer,
    check_changes,
    compose_changes,
    transfer_extensive,
    transfer_intensive,
)
from geo.errors import RefusedError
from geo.issues import Words

BEFORE, DAY, AFTER = date(2012, 12, 31), date(2013, 3, 30), date(2024, 12, 31)
PEOPLE = Words("nüfus", "population")


def table(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of from, to, day, share, kind."""
    return pd.DataFrame(rows, columns=list(COLUMNS))


def composed(changes: pd.DataFrame, *ids: str) -> Transfer:
    return compose_changes(changes, ids, BEFORE, AFTER)


def close(values: pd.Series, expected: dict[str, float]) -> bool:
    return values.to_dict() == pytest.approx(expected, rel=1e-12, nan_ok=True)


SPLIT = table(("a", "b", DAY, 0.25, "split"), ("a", "c", DAY, 0.75, "split"))
MERGER = table(("a", "c", DAY, 1.0, "merged"), ("b", "c", DAY, 1.0, "merged"))
TRANSFER = table(("a", "b", DAY, 0.3, "transferred"), ("a", "a", DAY, 0.7, "transferred"))


@st.composite
def chains(draw: st.DrawFn) -> tuple[pd.DataFrame, list[str]]:
    """Changes of several days among a few neighbourhoods, with shares that sum to 1."""
    ids = [f"m{number}" for number in range(draw(st.integers(1, 6)))]
    rows: list[tuple[Any, ...]] = []
    current = list(ids)
    for step in range(draw(st.integers(0, 4))):
        day = DAY + timedelta(days=step)
        sources = draw(st.lists(st.sampled_from(current), min_size=1, max_size=3, unique=True))
        for source in sources:
            targets = draw(st.lists(st.sampled_from([*current, f"n{step}", f"o{step}"]), min_size=1, max_size=3, unique=True))
            parts = [draw(st.integers(1, 9)) for _ in targets]
            rows += [(source, target, day, part / sum(parts), "transferred") for target, part in zip(targets, parts, strict=True)]
        reached = {row[1] for row in rows if row[2] == day}
        current = sorted({*current, *reached} - ({*sources} - reached))
    return table(*rows), ids


amounts = st.floats(0, 1e7, allow_subnormal=False)


# ------------------------------------------------------------------ worked by hand


def test_renamed_neighbourhood_keeps_its_figure_and_others_stay() -> None:
    transfer = composed(table(("eski", "yeni", DAY, None, "renamed")), "eski", "öteki")
    assert close(transfer_extensive(pd.Series({"eski": 120, "öteki": 7}), transfer).values, {"öteki": 7, "yeni": 120})


def test_split_neighbourhood_is_divided_by_its_shares() -> None:
    moved = transfer_extensive(pd.Series({"a": 1200}, name="population"), composed(SPLIT, "a"))
    assert close(moved.values, {"b": 300, "c": 900})  # 1200 × 0.25, 1200 × 0.75
    assert moved.values.name == "population"
    assert moved.issues == ()


def test_merged_neighbourhoods_are_added_and_their_rates_weighted() -> None:
    merger = composed(MERGER, "a", "b")
    people = pd.Series({"a": 300, "b": 100})
    assert close(transfer_extensive(people, merger).values, {"c": 400})
    green = pd.Series({"a": 2.0, "b": 10.0})
    assert close(transfer_intensive(green, merger, people, PEOPLE).values, {"c": 4})  # (2 × 300 + 10 × 100) ÷ 400


def test_part_that_is_handed_over_leaves_the_rest() -> None:
    transfer = composed(TRANSFER, "a", "b")
    assert close(transfer_extensive(pd.Series({"a": 1000, "b": 50}), transfer).values, {"a": 700, "b": 350})


def test_chain_over_two_days_multiplies_the_shares() -> None:
    later = table(("c", "d", date(2020, 1, 1), 0.4, "split"), ("c", "e", date(2020, 1, 1), 0.6, "split"))
    transfer = composed(pd.concat([later, SPLIT]), "a")
    assert close(transfer_extensive(pd.Series({"a": 1000}), transfer).values, {"b": 250, "d": 300, "e": 450})


def test_only_changes_after_the_first_day_and_up_to_the_last_are_applied() -> None:
    day = timedelta(days=1)
    for first, last, applied in ((DAY - day, DAY, True), (DAY, DAY + day, False), (DAY - 2 * day, DAY - day, False)):
        assert (compose_changes(SPLIT, ["a"], first, last).to_ids == ("b", "c")) == applied


def test_two_that_exchange_their_names_are_not_merged() -> None:
    transfer = composed(table(("a", "b", DAY, 1, "renamed"), ("b", "a", DAY, 1, "renamed")), "a", "b")
    assert close(transfer_extensive(pd.Series({"a": 1, "b": 2}), transfer).values, {"a": 2, "b": 1})


# ------------------------------------------------------------------ the way back


def test_split_undone_needs_no_weights() -> None:
    back = composed(SPLIT, "a").reversed()
    assert close(transfer_extensive(pd.Series({"b": 310, "c": 905}), back).values, {"a": 1215})


def test_merger_undone_follows_the_stated_weights_and_has_no_value_without() -> None:
    merger = composed(MERGER, "a", "b")
    now = pd.Series({"c": 800})
    by_people = transfer_extensive(now, merger.reversed(pd.Series({"a": 300, "b": 100})))
    assert close(by_people.values, {"a": 600, "b": 200})  # 800 × 300 ÷ 400
    without = transfer_extensive(now, merger.reversed())
    assert without.values.isna().all()
    assert [issue.kind for issue in without.issues] == ["transfer-without-value", "transfer-total-differs"]


@pytest.mark.parametrize("weight", [math.nan, None, -1.0, math.inf])
def test_merger_undone_with_an_unusable_weight_has_no_value(weight: float | None) -> None:
    weights = pd.Series({"a": 300.0, "b": weight}, dtype="float64")
    assert transfer_extensive(pd.Series({"c": 800}), composed(MERGER, "a", "b").reversed(weights)).values.isna().all()


def test_merger_of_two_without_anybody_cannot_be_undone() -> None:
    assert np.isnan(composed(MERGER, "a", "b").reversed(pd.Series({"a": 0, "b": 0})).shares.toarray()).all()


def test_earlier_day_is_refused_with_what_to_do_instead() -> None:
    with pytest.raises(RefusedError, match="reverse it"):
        compose_changes(SPLIT, ["b", "c"], AFTER, BEFORE)


@settings(max_examples=40)
@given(chains(), st.data())
def test_there_and_back_with_the_same_figures_as_weights_is_the_figures(
    chain: tuple[pd.DataFrame, list[str]], data: st.DataObject
) -> None:
    changes, ids = chain
    values = pd.Series({key: data.draw(st.floats(1, 1e6)) for key in ids})
    transfer = composed(changes, *ids)
    back = transfer_extensive(transfer_extensive(values, transfer).values, transfer.reversed(values)).values
    assert back.to_dict() == pytest.approx(values.to_dict(), rel=1e-9)


# ------------------------------------------------------------------ what always holds


@settings(max_examples=40)
@given(chains(), st.data())
def test_total_is_conserved_over_any_chain(chain: tuple[pd.DataFrame, list[str]], data: st.DataObject) -> None:
    changes, ids = chain
    values = pd.Series({key: data.draw(amounts) for key in ids})
    moved = transfer_extensive(values, composed(changes, *ids))
    assert moved.issues == ()
    assert moved.values.sum() == pytest.approx(values.sum(), rel=RELATIVE_TOLERANCE)


@settings(max_examples=40)
@given(chains(), st.integers(0, 5))
def test_two_transfers_in_turn_are_the_one_over_both(chain: tuple[pd.DataFrame, list[str]], cut: int) -> None:
    changes, ids = chain
    values = pd.Series({key: number + 1.0 for number, key in enumerate(ids)})
    middle = DAY + timedelta(days=cut) - timedelta(days=1)
    first = compose_changes(changes, ids, BEFORE, middle)
    second = compose_changes(changes, first.to_ids, middle, AFTER)
    in_turn = transfer_extensive(transfer_extensive(values, first).values, second).values
    at_once = transfer_extensive(values, composed(changes, *ids)).values
    assert in_turn.to_dict() == pytest.approx(at_once.to_dict(), rel=1e-9)


@settings(max_examples=40)
@given(chains(), st.randoms(use_true_random=False))
def test_order_of_the_rows_does_not_matter(chain: tuple[pd.DataFrame, list[str]], chance: Any) -> None:
    changes, ids = chain
    order = list(range(len(changes)))
    chance.shuffle(order)
    straight, shuffled = composed(changes, *ids), composed(changes.iloc[order], *ids)
    assert straight.to_ids == shuffled.to_ids
    assert np.allclose(straight.shares.toarray(), shuffled.shares.toarray(), rtol=1e-12)


@settings(max_examples=40)
@given(chains(), st.data())
def test_weighted_mean_lies_between_its_parts_and_a_constant_stays(
    chain: tuple[pd.DataFrame, list[str]], data: st.DataObject
) -> None:
    changes, ids = chain
    transfer = composed(changes, *ids)
    values = pd.Series({key: data.draw(st.floats(0, 100)) for key in ids})
    weights = pd.Series({key: data.draw(st.floats(1, 1e6)) for key in ids})
    means = transfer_intensive(values, transfer, weights, PEOPLE).values
    assert (means >= values.min() - 1e-9).all()
    assert (means <= values.max() + 1e-9).all()
    constant = transfer_intensive(pd.Series(5.0, index=ids), transfer, weights, PEOPLE).values
    assert np.allclose(constant, 5.0)


# ------------------------------------------------------------------ what is not known


def test_unknown_share_leaves_only_its_neighbourhoods_without_a_value() -> None:
    unknown = SPLIT.assign(share_ratio=[None, None])
    moved = transfer_extensive(pd.Series({"a": 1200, "x": 5}), composed(unknown, "a", "x"))
    assert close(moved.values, {"x": 5, "b": math.nan, "c": math.nan})
    assert [issue.kind for issue in moved.issues] == ["transfer-without-value", "transfer-total-differs"]
    assert "b, c" in moved.issues[0].message("tr")
    assert "1.205" in moved.issues[1].message("tr")


@pytest.mark.parametrize("nothing", [math.nan, None, math.inf])
def test_unknown_value_leaves_a_merger_without_a_value_and_the_difference_is_said(nothing: float | None) -> None:
    moved = transfer_extensive(pd.Series({"a": nothing, "b": 4.0}, dtype="float64"), composed(MERGER, "a", "b"))
    assert moved.values.isna().all()
    assert {issue.kind for issue in moved.issues} == {"transfer-without-value", "transfer-total-differs"}
    lacking = transfer_extensive(pd.Series({"b": 4.0}), composed(MERGER, "a", "b"))
    assert lacking.values.isna().all()


def test_mean_without_a_weight_has_no_value_but_a_part_of_no_weight_does_not_count() -> None:
    merger, green = composed(MERGER, "a", "b"), pd.Series({"a": 2.0, "b": 10.0})
    without = transfer_intensive(green, merger, pd.Series({"a": 300.0}), PEOPLE)
    assert without.values.isna().all()
    assert "nüfus" in without.issues[0].message("tr")
    empty = transfer_intensive(pd.Series({"a": 2.0}), merger, pd.Series({"a": 300, "b": 0}), PEOPLE)
    assert close(empty.values, {"c": 2.0})


def test_value_of_an_unknown_neighbourhood_is_refused() -> None:
    for values in (pd.Series({"a": 1, "z": 2}), pd.Series({"z": 2})):
        with pytest.raises(RefusedError, match="z"):
            transfer_extensive(values, composed(SPLIT, "a"))


def test_change_of_a_neighbourhood_that_is_not_there_is_said() -> None:
    transfer = composed(SPLIT, "x")
    assert transfer.to_ids == ("x",)
    assert [(issue.kind, issue.params["from_id"]) for issue in transfer.issues] == [("change-source-unknown", "a")]


# ------------------------------------------------------------------ wrong tables


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([("a", "b", DAY, 0.5, "split"), ("a", "c", DAY, 0.4, "split")], "change-shares-differ"),
        ([("a", "b", DAY, 0.5, "split"), ("a", "c", DAY, 0.6, "split")], "change-shares-differ"),
        ([("a", "b", DAY, 0.3, "transferred")], "change-shares-differ"),
        ([("a", "b", DAY, 0.3, "merged")], "change-shares-differ"),
        ([("a", "b", DAY, 0.9, "split"), ("a", "c", DAY, 0.9, "split"), ("a", "d", DAY, None, "split")], "change-shares-differ"),
        ([("a", "b", DAY, 0.5, "split"), ("a", "b", DAY, 0.5, "split")], "change-repeated"),
        ([("a", "b", DAY, 0.5, "renamed"), ("a", "c", DAY, 0.5, "renamed")], "change-kind-contradicts"),
        ([("a", "b", DAY, 1.0, "split")], "change-kind-contradicts"),
        ([("a", "b", DAY, 30, "transferred")], "change-share-impossible"),
        ([("a", "b", DAY, -0.1, "transferred")], "change-share-impossible"),
        ([("a", "b", DAY, math.inf, "transferred")], "change-share-impossible"),
        ([("a", "b", DAY, 1, "bölünme")], "change-kind-unknown"),
        ([("a", "b", DAY, 1, None)], "change-kind-unknown"),
        ([("a", "", DAY, 1, "renamed")], "change-incomplete"),
        ([(None, "b", DAY, 1, "renamed")], "change-incomplete"),
        ([("a", "b", None, 1, "renamed")], "change-incomplete"),
        ([("a", "b", "30.03.2013", 1, "renamed")], "change-incomplete"),
    ],
)
def test_wrong_table_is_refused_by_name_with_its_line(rows: list[tuple[Any, ...]], kind: str) -> None:
    changes = table(*rows).assign(source_row=range(2, len(rows) + 2))
    issues = check_changes(changes)
    assert {issue.kind for issue in issues} == {kind}
    assert issues[0].row == 2
    with pytest.raises(RefusedError) as refused:
        composed(changes, "a")
    assert {issue.kind for issue in refused.value.issues} == {kind}


def test_share_unknown_beside_known_ones_is_no_mistake() -> None:
    assert check_changes(table(("a", "b", DAY, 0.6, "split"), ("a", "c", DAY, None, "split"))) == []


def test_empty_table_changes_nothing_and_dates_may_be_timestamps() -> None:
    assert composed(table(), "b", "a").to_ids == ("b", "a")
    assert composed(SPLIT.assign(date=pd.Timestamp(2013, 3, 30)), "a").to_ids == ("b", "c")


def test_each_kind_has_its_words_and_each_column_its_heading() -> None:
    assert set(CHANGE_KINDS) == {"renamed", "merged", "split", "transferred"}
    assert list(COLUMNS.values()) == ["ESKİ MAHALLE", "YENİ MAHALLE", "TARİH", "PAY", "TÜR"]
