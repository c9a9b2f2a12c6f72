"""Planted mistakes are named for what they are, and what is no known mistake is not named."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import BY_SOURCE, BY_TOTAL, CLEAN, PLANTS, Table, shares_of

from geo.issue_kinds import Words
from geo.mistakes import MISTAKES, RowEvidence, TotalEvidence, diagnose_figure, diagnose_rows, diagnose_total, exactly
from geo.mistakes.plausibility import ENOUGH, most_plausible
from geo.mistakes.slips import slips_to
from geo.mistakes.total import hidden_subtotals

# Seeds for each kind of column; of a kind of mistake at least so many must be named.
SEEDS = 60
NAMED = 0.95

Diagnose = Callable[[Table, Table], str | None]


def by_source(clean: Table, wrong: Table) -> str | None:
    """Against a second source that has every row right."""
    mistakes = diagnose_rows(exactly(dict(enumerate(wrong.values)), dict(enumerate(clean.values)), wrong.unit))
    changed = {row for row, (mine, other) in enumerate(zip(wrong.values, clean.values, strict=True)) if mine != other}
    return max(mistakes, key=lambda mistake: len(changed & set(mistake.rows))).kind


def by_total(clean: Table, wrong: Table) -> str | None:
    """Against the printed total; where the mistake leaves the sum as it was, there is no evidence."""
    if round(sum(wrong.values) - wrong.total, 6) == 0:
        return None
    beside = [wrong.beside]
    keys = list(range(len(wrong.values)))
    counted = wrong.unit == "persons"
    return diagnose_total(TotalEvidence(keys, wrong.values, wrong.total, wrong.unit, wrong.subtotals, beside, counted)).kind


def by_shares(clean: Table, wrong: Table) -> str | None:
    """Against shares printed with two decimals, where they are sharp enough to see the rows that changed."""
    shares, whole = np.array(shares_of(clean.values)), sum(clean.values)
    low, high = (dict(enumerate(((shares + half) / 100.0 * whole).tolist())) for half in (-0.01, 0.01))
    evidence = RowEvidence(dict(enumerate(wrong.values)), low, high, wrong.unit)
    changed = {row for row, (mine, other) in enumerate(zip(wrong.values, clean.values, strict=True)) if mine != other}
    if set(evidence.differing()) != changed:
        return None
    return max(diagnose_rows(evidence), key=lambda mistake: len(changed & set(mistake.rows))).kind


def planted(name: str, seeds: int) -> Iterator[tuple[Table, Table]]:
    """Clean tables of every kind of column, each with the same table after one mistake."""
    plant, _ = PLANTS[name]
    for column, make in CLEAN.items():
        for seed in range(seeds):
            rng = np.random.default_rng([seed, *map(ord, name + column)])
            clean = make(rng)
            tries = (plant(rng, clean) for _ in range(20))
            wrong = next((table for table in tries if table is not None), None)
            if wrong is not None:
                yield clean, wrong


def confusion(name: str, diagnose: Diagnose, seeds: int) -> Counter[str]:
    """How often each kind is named for this mistake; thousands lost and doubled count as one kind."""
    named: Counter[str] = Counter()
    for clean, wrong in planted(name, seeds):
        kind = diagnose(clean, wrong)
        if kind is not None:
            named["thousands" if kind.startswith("thousands") else kind] += 1
    return named


BY_SHARES = ["rotation", "shift", "swapped_digits", "factor_ten", "factor_thousand"]
CASES = [
    *((name, by_source) for name in BY_SOURCE),
    *((name, by_total) for name in BY_TOTAL),
    *((name, by_shares) for name in BY_SHARES),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "diagnose"), CASES, ids=[f"{name}-{diagnose.__name__}" for name, diagnose in CASES])
def test_a_planted_mistake_is_named_for_what_it_is(name: str, diagnose: Diagnose) -> None:
    named = confusion(name, diagnose, SEEDS)
    assert named.total() >= SEEDS
    assert named[PLANTS[name][1]] >= NAMED * named.total(), named


@pytest.mark.slow
def test_sources_that_counted_differently_are_not_said_to_have_slipped() -> None:
    named: Counter[str] = Counter()
    for seed in range(200):
        rng = np.random.default_rng(seed)
        table = CLEAN["populations"](rng)
        other = [float(round(value * rng.uniform(0.95, 1.05))) for value in table.values]
        for mistake in diagnose_rows(exactly(dict(enumerate(other)), dict(enumerate(table.values)), "persons")):
            named[mistake.kind] += len(mistake.rows)
    assert named["unknown"] >= 0.995 * named.total(), named


def test_every_differing_row_is_in_exactly_one_mistake() -> None:
    for seed in range(30):
        rng = np.random.default_rng(seed)
        table = CLEAN["populations"](rng)
        stated = [value * float(rng.choice([1, 1, 1, 10, 0.5, 1000])) for value in rng.permutation(table.values).tolist()]
        evidence = exactly(dict(enumerate(stated)), dict(enumerate(table.values)), "persons")
        rows = [row for mistake in diagnose_rows(evidence) for row in mistake.rows]
        assert sorted(rows) == evidence.differing()


figures = st.integers(-(10**9), 10**9)


@given(figures, st.integers(0, 3))
def test_the_chances_of_a_kind_of_slip_are_its_frequency_and_none_ends_where_it_began(stated: int, decimals: int) -> None:
    slips = slips_to(stated, decimals, "m2")
    totals: dict[str, float] = defaultdict(float)
    for slip in slips:
        totals[slip.kind] += slip.chance
        assert slip.meant != stated
        assert slip.chance > 0
    assert all(chance <= 1.0 + 1e-9 for chance in totals.values())
    assert set(totals) <= set(MISTAKES)


@given(st.integers(10, 10**8), st.integers(0, 7))
def test_a_swap_of_two_digits_is_among_its_slips_in_both_directions(value: int, place: int) -> None:
    digits = list(str(value))
    if place + 1 >= len(digits):
        place = 0
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    if digits[0] == "0" or int("".join(digits)) == value:
        return
    swapped = int("".join(digits))
    assert value in {slip.meant for slip in slips_to(swapped, 0, None) if slip.kind == "transposed-digits"}
    assert swapped in {slip.meant for slip in slips_to(value, 0, None) if slip.kind == "transposed-digits"}


@given(figures, figures, st.sampled_from(["m2", "ha", "try", "persons", None]))
def test_one_figure_against_another_always_gets_an_answer_with_its_words(stated: int, expected: int, unit: str | None) -> None:
    mistake = diagnose_figure(float(stated), float(expected), unit)
    assert mistake.kind in MISTAKES
    assert mistake.sentence.tr.endswith(".")
    assert mistake.sentence.en.endswith(".")
    assert 0.0 <= mistake.share <= 1.0 + 1e-9


@given(st.lists(figures, min_size=1, max_size=20), st.integers(-(10**6), 10**6))
def test_any_total_gets_an_answer(parts: list[int], off: int) -> None:
    mistake = diagnose_total(TotalEvidence(list(range(len(parts))), [float(part) for part in parts], float(sum(parts) + off)))
    assert mistake.kind in MISTAKES
    assert set(mistake.rows) <= set(range(len(parts)))


@given(st.dictionaries(st.sampled_from(["unknown", "rounding", "copied-row", "factor-ten"]), st.floats(0, 1), min_size=1))
def test_nothing_is_said_of_two_explanations_that_are_equally_good(scores: dict[str, float]) -> None:
    kind, _ = most_plausible(scores)
    others = [score for other, score in scores.items() if other != kind]
    assert kind == "unknown" or scores[kind] >= ENOUGH / (1 - ENOUGH) * sum(others) * (1 - 1e-9)


@pytest.mark.parametrize(
    ("stated", "expected", "unit", "kind", "shown"),
    [
        (746_449.0, 746_449_000.0, "try", "thousands-lost", "746.449.000 = 1.000 × 746.449"),
        (12_345.6, 1.23456, "ha", "unit-slipped", "12.345,6 = 10.000 × 1,23456; m² olarak yazılmış"),
        (29_350.0, 2_935.0, "persons", "factor-ten", "29.350 = 10 × 2.935"),
        (2_953.0, 2_935.0, "persons", "transposed-digits", "2.953 ↔ 2.935"),
        (293.0, 2_935.0, "persons", "dropped-digit", "293 ↔ 2.935"),
        (29_735.0, 2_935.0, "persons", "added-digit", "29.735 ↔ 2.935"),
        (4_211.0, 2_935.0, "persons", "unknown", ""),
        (0.0, 2_935.0, "persons", "unknown", ""),
    ],
)
def test_one_figure_is_explained_with_its_arithmetic(stated: float, expected: float, unit: str, kind: str, shown: str) -> None:
    mistake = diagnose_figure(stated, expected, unit)
    assert (mistake.kind, mistake.arithmetic.tr) == (kind, shown)


def test_a_column_of_another_field_is_named_with_that_column() -> None:
    men, women = {"a": 1490.0, "b": 780.0, "c": 400.0}, {"a": 1480.0, "b": 785.0, "c": 424.0}
    (mistake,) = diagnose_rows(exactly(men, women, "persons", columns={Words("erkek", "men"): men}))
    assert (mistake.kind, mistake.rows, mistake.arithmetic.tr) == ("moved-column", ("a", "b", "c"), "sütun: erkek")


def test_two_neighbours_that_swapped_are_permuted_and_a_block_of_three_is_shifted() -> None:
    reference = {"a": 5736.0, "b": 6949.0, "c": 2970.0, "d": 1565.0, "e": 824.0, "f": 97.0}
    swapped = reference | {"b": 2970.0, "c": 6949.0}
    assert [mistake.kind for mistake in diagnose_rows(exactly(swapped, reference))] == ["permuted-values"]
    up = reference | {"b": 2970.0, "c": 1565.0, "d": 6949.0}
    assert [mistake.kind for mistake in diagnose_rows(exactly(up, reference))] == ["shifted-block"]


def test_rows_confirmed_by_another_source_leave_the_total_as_what_is_wrong() -> None:
    rows = TotalEvidence(["a", "b"], [3115.0, 1599.0], 4_931.0, is_counted=True)
    assert diagnose_total(rows).in_total is False
    confirmed = TotalEvidence(["a", "b"], [3115.0, 1599.0], 4_931.0, is_counted=True, rows_are_confirmed=True)
    assert (diagnose_total(confirmed).kind, diagnose_total(confirmed).in_total) == ("misprinted-total", True)
    swapped = TotalEvidence(["a", "b"], [3115.0, 1599.0], 4_741.0, is_counted=True, rows_are_confirmed=True)
    assert (diagnose_total(swapped).kind, diagnose_total(swapped).in_total) == ("transposed-digits", True)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([48_213.0, 19_277.0, 67_490.0, 5_120.0], [2]),
        ([48_213.0, 19_277.0, 67_490.0, 51_203.0, 77_412.0, 128_615.0], [2, 5]),
        ([1.0, 2.0, 3.0], []),
        ([200_000.0, 300_000.0, 500_000.0], []),
        ([0.0, 0.0, 0.0], []),
        ([], []),
    ],
)
def test_a_row_that_is_the_sum_of_those_above_it_is_a_subtotal_unless_it_may_be_chance(
    parts: list[float], found: list[int]
) -> None:
    assert hidden_subtotals(parts) == found
