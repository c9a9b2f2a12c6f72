"""Natural breaks are the best there are, and those of mapclassify where that says so too."""

import itertools

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.natural_breaks import natural_breaks


def spread(values: np.ndarray, breaks: list[float]) -> float:
    """The sum of squared distances of values from the mean of their class."""
    classes = np.searchsorted(breaks, values, side="left")
    return sum(float(((values[classes == one] - values[classes == one].mean()) ** 2).sum()) for one in np.unique(classes))


@given(st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=9), st.integers(1, 5))
def test_no_other_classes_are_better(values: list[float], count: int) -> None:
    data = np.array(values)
    distinct = np.unique(data)
    count = min(count, len(distinct))
    found = natural_breaks(data, count)
    assert len(set(found)) == count
    assert found == sorted(found)
    assert found[-1] == distinct[-1]
    others = (sorted([*inner, distinct[-1]]) for inner in itertools.combinations(distinct[:-1], count - 1))
    assert spread(data, found) == pytest.approx(min(spread(data, list(other)) for other in others), abs=1e-9)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(5))
def test_they_are_as_good_as_those_of_mapclassify(seed: int) -> None:
    data = np.random.default_rng(seed).lognormal(size=200)
    theirs = [float(value) for value in mapclassify.FisherJenks(data, k=5).bins]
    assert spread(data, natural_breaks(data, 5)) <= spread(data, theirs) + 1e-9


def test_large_numbers_far_from_zero_are_told_apart() -> None:
    data = 1e9 + np.array([0.0, 1.0, 2.0, 100.0, 101.0, 300.0])
    assert natural_breaks(data, 3) == [1e9 + 2, 1e9 + 101, 1e9 + 300]
