"""Classes: each value in one and only one, zero a border, the legend as honest as the table."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.classify import CLASS_COUNTS, SCHEMES, Scheme, classify, rounded
from web.palettes import MARKS, colours, contrast, ink_on

VALUES = st.lists(
    st.one_of(st.none(), st.floats(-1e5, 1e5), st.integers(-50, 50).map(float), st.just(float("nan"))), min_size=1, max_size=60
)


@given(VALUES, st.sampled_from(list(SCHEMES)), st.sampled_from(list(CLASS_COUNTS)), st.booleans(), st.sampled_from([0, 1, 2]))
def test_each_value_lies_in_exactly_one_class(
    values: list[float | None], scheme: Scheme, count: int, diverging: bool, decimals: int
) -> None:
    found = classify(values, scheme, count, diverging=diverging, decimals=decimals)
    assert len(found.members) == len(values)
    assert sum(item.count for item in found.classes) + found.missing == len(values)
    assert len(found.classes) <= count <= len(MARKS)
    for value, member in zip(values, found.members, strict=True):
        if value is None or value != value:
            assert member is None
            continue
        around = [place for place, item in enumerate(found.classes) if item.lower <= rounded(value, decimals) <= item.upper]
        assert around == [member]
    for before, after in itertools.pairwise(found.classes):
        assert before.lower <= before.upper < after.lower
        assert after.lower - before.upper == pytest.approx(10.0**-decimals)
    if diverging:
        assert all(item.upper < 0 or item.lower >= 0 for item in found.classes)
        assert found.negative == sum(item.upper < 0 for item in found.classes)


def test_classes_end_where_the_values_do() -> None:
    found = classify([1, 2, 3, 10, 11, 12, 40], "dogal-kirilma", 3, diverging=False, decimals=0)
    assert [(item.lower, item.upper, item.count) for item in found.classes] == [(1, 3, 3), (4, 12, 3), (13, 40, 1)]


def test_both_sides_of_zero_have_two_classes_where_they_can() -> None:
    found = classify([-9, -8, -7, -6, -5, -4, -3, -2, 1, 5], "esit-sayi", 5, diverging=True, decimals=0)
    assert (found.negative, len(found.classes)) == (3, 5)


def test_round_borders_are_round() -> None:
    found = classify([3, 17, 28, 55, 81, 96], "yuvarlak", 5, diverging=False, decimals=0)
    assert all(item.upper % 10 == 0 for item in found.classes[:-1])


@pytest.mark.parametrize("values", [[], [None], [float("nan")]])
def test_nothing_known_makes_no_class(values: list[float | None]) -> None:
    assert classify(values, "esit-sayi", 5, diverging=True, decimals=0).classes == ()


def test_equal_values_make_one_class() -> None:
    assert [item.count for item in classify([4.0] * 9, "esit-aralik", 5, diverging=False, decimals=0).classes] == [9]


def test_many_values_are_classified_in_good_time() -> None:
    found = classify([float(value % 997) for value in range(3000)], "dogal-kirilma", 7, diverging=False, decimals=0)
    assert sum(item.count for item in found.classes) == 3000


@pytest.mark.parametrize(
    ("count", "negative", "diverging"),
    [(count, negative, True) for count in range(1, 8) for negative in range(count + 1)]
    + [(count, 0, False) for count in range(1, 8)],
)
def test_each_class_has_a_colour_of_its_own_and_a_mark_that_reads(count: int, negative: int, diverging: bool) -> None:
    painted = colours(count, negative, diverging=diverging)
    assert len(set(painted)) == count
    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in painted)
