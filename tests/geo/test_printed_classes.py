"""Classes of printed maps hold every known value once, equal values together, in order."""

from hypothesis import given
from hypothesis import strategies as st

from geo.printed_classes import classify_for_print

VALUES = st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=60)


@given(VALUES, st.integers(0, 3), st.integers(1, 7))
def test_each_known_value_lies_in_its_class_and_classes_do_not_overlap(
    values: list[float | None], decimals: int, count: int
) -> None:
    found = classify_for_print(values, decimals, count)
    assert len(found.members) == len(values)
    assert len(found.borders) <= count
    assert all(low <= high for low, high in found.borders)
    assert all(before[1] < after[0] for before, after in zip(found.borders, found.borders[1:], strict=False))
    for value, member in zip(values, found.members, strict=True):
        assert (value is None) == (member is None)
        if value is not None and member is not None:
            low, high = found.borders[member]
            # As printed: half a unit of the last digit.
            slack = 0.5000001 * 10.0**-decimals
            assert low - slack <= value <= high + slack
    assert {member for member in found.members if member is not None} == set(range(len(found.borders)))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 7))
def test_equal_values_share_a_class_and_greater_ones_never_have_a_lower(values: list[float], count: int) -> None:
    found = classify_for_print(values, 1, count)
    ordered = sorted(zip(values, found.members, strict=True), key=lambda pair: pair[0])
    members = [member for _, member in ordered if member is not None]
    assert members == sorted(members)


def test_as_many_values_in_each_as_can_be() -> None:
    found = classify_for_print([float(value) for value in range(20)], 0, 5)
    assert [found.members.count(place) for place in range(5)] == [4, 4, 4, 4, 4]


def test_a_value_that_most_have_does_not_split_the_others() -> None:
    found = classify_for_print([0.0] * 18 + [5.0, 9.0], 0, 5)
    assert found.borders == ((0.0, 0.0), (5.0, 9.0))
