"""Values that only moved: found on exactly the rows where they stand, and not seen where two sources merely differ."""

import math
import random
from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.permutation import permuted_rows

Table = dict[Hashable, float]

# Eight rows of Defne: what the plan prints for 2023, and TÜİK's figures.
PLAN: Table = {
    "Samankaya": 1008, "Sinanlı": 5736, "Subaşı": 6949, "Sümerler": 2970,
    "Tavla": 2935, "Toygarlı": 6532, "Turunçlu": 791, "Üzengili": 1361,
}  # fmt: skip
TUIK: Table = {
    "Samankaya": 1361, "Sinanlı": 1008, "Subaşı": 5736, "Sümerler": 6949,
    "Tavla": 2970, "Toygarlı": 2935, "Turunçlu": 6532, "Üzengili": 791,
}  # fmt: skip
SAME: Table = {"Döver": 1565, "Harbiye": 25632, "Özbek": 824, "Karşıyaka": 106, "Tepe": 1565}

# Whole tables from one number: hypothesis need not draw, and cannot shrink, each population.
randoms = st.integers(0, 2**32).map(random.Random)


def populations(chance: random.Random, count: int) -> list[float]:
    """Distinct populations as neighbourhoods have them: many of hundreds, some of thousands, a few of tens of thousands."""
    found: set[float] = set()
    while len(found) < count:
        found.add(float(round(50 + math.exp(chance.gauss(7.3, 1.1)))))
    return chance.sample(sorted(found), count)


def rotated(table: Table, rows: list[Hashable]) -> Table:
    """The table with each of the rows carrying the value of the next."""
    return table | {key: table[after] for key, after in zip(rows, [*rows[1:], rows[0]], strict=True)}


# ------------------------------------------------------------------ examples


def test_permuted_rows_of_defne_are_the_eight_and_no_others() -> None:
    assert permuted_rows(PLAN | SAME, TUIK | SAME) == list(PLAN)


def test_permuted_rows_among_rows_that_differ_otherwise_are_the_eight_and_no_others() -> None:
    assert permuted_rows(PLAN | {"Döver": 1570, "Harbiye": 25000, "Özbek": 820}, TUIK | SAME) == list(PLAN)


def test_permuted_rows_of_two_swapped_values_are_the_pair() -> None:
    reference = PLAN | SAME
    assert permuted_rows(reference | {"Sümerler": 6532, "Toygarlı": 2970}, reference) == ["Sümerler", "Toygarlı"]


def test_permuted_rows_of_two_slips_at_once_are_both() -> None:
    reference = PLAN | SAME
    stated = rotated(rotated(reference, ["Sinanlı", "Subaşı", "Sümerler"]), ["Tavla", "Turunçlu"])
    assert permuted_rows(stated | {"Harbiye": 25700}, reference) == ["Sinanlı", "Subaşı", "Sümerler", "Tavla", "Turunçlu"]


def test_permuted_rows_where_values_are_shared_are_those_where_another_value_stands() -> None:
    # Döver and Tepe have the same population: exchanging them would change nothing.
    reference = PLAN | SAME
    stated = reference | {"Döver": 6949, "Subaşı": 791, "Turunçlu": 1565}
    assert permuted_rows(stated, reference) == ["Subaşı", "Turunçlu", "Döver"]
    # Both of them are now in a ring of their own, with one value between them.
    stated = reference | {"Döver": 6949, "Subaşı": 1565, "Tepe": 791, "Turunçlu": 1565}
    assert permuted_rows(stated, reference) == ["Subaşı", "Turunçlu", "Döver", "Tepe"]


@pytest.mark.parametrize(
    ("stated", "reference"),
    [
        ({}, {}),
        ({"a": 5}, {}),
        ({"a": 5}, {"b": 5}),
        ({"a": 5, "b": 6}, {"c": 5, "d": 6}),
        ({"a": 7, "b": 8}, {"a": 7, "b": 9}),
        ({"a": 7, "b": 7}, {"a": 8, "b": 8}),
        ({"a": 100, "b": 300, "c": 900}, {"a": 300, "b": 900, "c": 800}),
        ({"a": 100, "b": 300, "c": math.nan}, {"a": 300, "b": math.nan, "c": 100}),
        ({"a": math.inf, "b": 300, "c": 100}, {"a": 300, "b": 100, "c": math.inf}),
    ],
    ids=[
        "empty",
        "one-side",
        "no-key-in-common",
        "other-keys",
        "one-differs",
        "other-values",
        "open-chain",
        "missing",
        "infinite",
    ],
)
def test_permuted_rows_of_values_that_did_not_move_are_none(stated: Table, reference: Table) -> None:
    assert permuted_rows(stated, reference) == []


def test_permuted_rows_leave_out_keys_of_one_side() -> None:
    reference = PLAN | SAME
    stated = rotated(reference, ["Sinanlı", "Subaşı", "Sümerler"])
    assert permuted_rows(stated | {"Yeni": 791}, reference | {"Eski": 5736}) == ["Sinanlı", "Subaşı", "Sümerler"]


def test_permuted_rows_of_figures_with_decimals_are_found() -> None:
    areas: Table = {"a": 0.26, "b": 8.72, "c": 11.52, "d": 3.44, "e": 16.54}
    assert permuted_rows(areas | {"a": 8.72, "b": 11.52, "c": 0.26, "d": 3.45}, areas) == ["a", "b", "c"]


def test_permuted_rows_of_a_pair_one_apart_in_small_places_are_not_claimed() -> None:
    reference: Table = {"a": 40, "b": 41, "c": 57, "d": 33, "e": 48}
    assert permuted_rows(reference | {"a": 41, "b": 40, "c": 58, "d": 32}, reference) == []


# ------------------------------------------------------------------ every rotation is found


@given(randoms, st.integers(3, 40), st.data())
def test_permuted_rows_of_any_rotation_in_an_otherwise_equal_table_are_exactly_these(
    chance: random.Random, count: int, data: st.DataObject
) -> None:
    reference: Table = dict(enumerate(populations(chance, count)))
    rows = chance.sample(list(reference), data.draw(st.integers(3, count)))
    assert permuted_rows(rotated(reference, rows), reference) == sorted(rows)


@given(st.lists(st.integers(0, 200), min_size=3, max_size=12, unique=True), st.data())
def test_permuted_rows_of_any_rotation_of_small_figures_are_found_where_all_else_is_equal(
    values: list[int], data: st.DataObject
) -> None:
    reference: Table = dict(enumerate(values))
    rows = data.draw(st.permutations(list(reference)))[: data.draw(st.integers(3, len(values)))]
    assert permuted_rows(rotated(reference, rows), reference) == sorted(rows)


@given(randoms, st.integers(3, 40), st.sampled_from([0.005, 0.01, 0.03, 0.05]), st.floats(0, 1), st.data())
def test_permuted_rows_of_any_rotation_are_exactly_these_also_when_other_rows_differ_a_little(
    chance: random.Random, count: int, noise: float, share: float, data: st.DataObject
) -> None:
    reference: Table = dict(enumerate(populations(chance, count)))
    rows = chance.sample(list(reference), data.draw(st.integers(3, count)))
    stated = {
        key: float(round(value * (1 + chance.gauss(0, noise)))) if chance.random() < share else value
        for key, value in reference.items()
    }
    stated |= {key: value for key, value in rotated(reference, rows).items() if key in rows}
    assert permuted_rows(stated, reference) == sorted(rows)


@given(randoms, st.integers(5, 30), st.integers(2, 5))
def test_permuted_rows_do_not_depend_on_the_order_of_keys(chance: random.Random, count: int, moved: int) -> None:
    # Few different values and many rows: the case in which a ring could be closed in several ways.
    reference: Table = {key: float(chance.choice([100, 300, 900, 2700, 8100, 101, 303])) for key in range(count)}
    stated = rotated(reference, chance.sample(list(reference), moved)) | {0: reference[0] + chance.choice([0, 1, 200])}
    keys = chance.sample(list(reference), count)
    shuffled = permuted_rows({key: stated[key] for key in keys}, {key: reference[key] for key in reversed(keys)})
    assert sorted(map(str, shuffled)) == sorted(map(str, permuted_rows(stated, reference)))


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 10**6) | st.floats(0, 1e6)))
def test_permuted_rows_of_a_table_and_itself_are_none(table: Table) -> None:
    assert permuted_rows(table, dict(table)) == []


values = st.integers(0, 30) | st.floats(-1e9, 1e9) | st.sampled_from([0.1, 0.2, 0.1 + 0.2, 1e22])


@given(st.dictionaries(st.integers(0, 12), st.tuples(values, values)))
def test_permuted_rows_always_hold_the_same_values_on_both_sides(pairs: dict[int, tuple[float, float]]) -> None:
    stated: Table = {key: pair[0] for key, pair in pairs.items()}
    reference: Table = {key: pair[1] for key, pair in pairs.items()}
    moved = permuted_rows(stated, reference)
    assert sorted(stated[key] for key in moved) == sorted(reference[key] for key in moved)
    assert all(stated[key] != reference[key] for key in moved)


@given(randoms, st.integers(3, 30), st.sampled_from([0.1, 100, 1000]))
def test_permuted_rows_are_the_same_in_any_unit(chance: random.Random, count: int, unit: float) -> None:
    reference: Table = dict(enumerate(populations(chance, count)))
    stated = rotated(reference, chance.sample(list(reference), 2)) | {0: reference[0] + 7}
    in_unit = [{key: round(value * unit, 1) for key, value in table.items()} for table in (stated, reference)]
    assert permuted_rows(*in_unit) == permuted_rows(stated, reference)


# ------------------------------------------------------------------ chance is not called a slip

# Rows, and how their populations are made: from a few tiny villages to a province, figures rounded to hundreds among them.
TABLES = {
    "neighbourhoods": lambda chance, count: np.round(50 + np.exp(chance.normal(7.3, 1.1, count))),
    "villages": lambda chance, count: chance.integers(20, 300, count).astype(float),
    "hamlets": lambda chance, count: chance.integers(20, 60, count).astype(float),
    "all-alike": lambda chance, count: chance.integers(95, 106, count).astype(float),
    "rounded": lambda chance, count: np.round(50 + np.exp(chance.normal(7.3, 1.1, count)), -2),
}


@pytest.mark.parametrize("kind", TABLES)
def test_permuted_rows_of_two_sources_that_differ_everywhere_are_practically_never_claimed(kind: str) -> None:
    """At most 1 of 1,000 pairs; the seeds are fixed."""
    claimed = pairs = 0
    for count, times in ((5, 170), (10, 150), (37, 120), (100, 60)):
        for noise in (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 0.3):
            for seed in range(times):
                chance = np.random.default_rng([count, int(noise * 1000), seed])
                reference = TABLES[kind](chance, count)
                stated = np.round(reference * (1 + chance.normal(0, noise, count)), -2 if kind == "rounded" else 0)
                pairs += 1
                claimed += bool(permuted_rows(dict(enumerate(stated)), dict(enumerate(reference))))
    assert pairs == 4000
    assert claimed <= 4


@pytest.mark.parametrize("kind", TABLES)
def test_permuted_rows_of_a_whole_province_are_not_claimed_by_chance_and_a_slip_in_it_is_found(kind: str) -> None:
    chance = np.random.default_rng(1300)
    reference = TABLES[kind](chance, 1300)
    stated = np.round(reference * (1 + chance.normal(0, 0.03, 1300)), -2 if kind == "rounded" else 0)
    before, after = dict(enumerate(reference)), dict(enumerate(stated))
    assert permuted_rows(after, before) == []
    # Three places of a town's size, each with another's figure.
    before |= {1300: 41250.0, 1301: 30110.0, 1302: 52930.0}
    after |= {1300: 52930.0, 1301: 41250.0, 1302: 30110.0}
    assert permuted_rows(after, before) == [1300, 1301, 1302]
