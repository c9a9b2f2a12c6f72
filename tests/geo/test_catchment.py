"""Who is within reach, and what reaches whom: nobody is counted twice, nothing is given out that is not there."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from towns import frame, scatter, town

from geo.catchment import MIXED, people_within, share_capacity
from geo.network import build_network
from geo.walking import NETWORK, STRAIGHT_LINE, Distances, Reach, walk_to_each, walk_to_nearest


def distances(metres: list[float], reason: str = "no-way", method: str = NETWORK) -> Distances:
    kinds = pd.DataFrame({"park": metres})
    reasons = kinds.isna().replace({True: reason, False: ""})
    return Distances(kinds, reasons, pd.Series([method] * len(metres)), pd.Series(0.0, kinds.index), ())


def homes(persons: list[float], ids: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"neighbourhood_id": ids or ["1"] * len(persons), "persons": persons})


def reach(pairs: list[tuple[int, int]], home_count: int, facility_count: int) -> Reach:
    home, facility = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return Reach(home, facility, np.zeros(len(home)), 500.0, np.ones(home_count, dtype=bool), facility_count, ())


# ------------------------------------------------------------------ people within a walk


def test_people_are_counted_by_neighbourhood_and_limit_and_the_limit_itself_is_within() -> None:
    table = people_within(homes([10, 20, 70], ["2", "1", "2"]), distances([500, 501, 2000]), [500, 2500])
    assert table["neighbourhood_id"].tolist() == ["2", "2", "1", "1"]
    assert table["people_count"].tolist() == [10, 80, 0, 20]
    assert table["share_ratio"].tolist() == [0.125, 1, 0, 1]
    assert (table["reason"] == "").all()


def test_people_with_no_way_are_not_within_which_is_an_answer() -> None:
    table = people_within(homes([30, 70]), distances([100, np.nan]), [500])
    assert table.loc[0, ["people_count", "share_ratio", "reason"]].tolist() == [30, 0.3, ""]


@pytest.mark.parametrize(
    ("persons", "metres", "reason", "said", "count"),
    [
        ([30, 70], [np.nan, np.nan], "no-facility", "no-facility", np.nan),
        ([30, np.nan], [100, 100], "no-way", "population-unknown", np.nan),
        ([30, 70], [100, np.nan], "no-place", "no-place", np.nan),
        ([0, 0], [100, 100], "no-way", "nobody-lives-there", 0),
    ],
)
def test_a_share_without_a_value_says_why(
    persons: list[float], metres: list[float], reason: str, said: str, count: float
) -> None:
    row = people_within(homes(persons), distances(metres, reason), [500]).loc[0]
    assert np.isnan(row["share_ratio"])
    assert row["people_count"] == pytest.approx(count, nan_ok=True)
    assert row["reason"] == said


@pytest.mark.parametrize(
    ("methods", "said"),
    [
        ([NETWORK, NETWORK], NETWORK),
        ([STRAIGHT_LINE, STRAIGHT_LINE], STRAIGHT_LINE),
        ([NETWORK, STRAIGHT_LINE], MIXED),
        ([None, None], ""),
    ],
)
def test_how_it_was_measured_is_said(methods: list[str | None], said: str) -> None:
    measured = distances([1, 2])
    measured = Distances(measured.distance_m, measured.reason, pd.Series(methods, dtype=object), measured.snap_m, ())
    assert people_within(homes([1, 1]), measured, [500])["method"].tolist() == [said]


def test_no_kinds_no_limits_and_no_homes_give_no_rows() -> None:
    measured = walk_to_nearest(frame([]), {"park": frame([])}, None)
    assert people_within(homes([]), measured).empty
    assert people_within(homes([1]), distances([1]), []).columns[-1] == "reason"


def test_distances_of_other_homes_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="same index"):
        people_within(homes([1, 2]), distances([1]))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_more_parks_and_longer_walks_never_lower_coverage(seed: int) -> None:
    place = town(seed)
    network = build_network(place.roads)
    chance = np.random.default_rng(seed)
    persons = homes(chance.integers(0, 50, len(place.homes)).tolist(), chance.choice(["1", "2", "3"], len(place.homes)).tolist())
    few = place.facilities["park"]
    more = pd.concat([few, frame(scatter(chance, 2, 6))])
    limits = [100, 300, 600]
    before, after = (
        people_within(persons, walk_to_nearest(place.homes, {"park": parks}, network), limits)["share_ratio"].to_numpy()
        for parks in (few, more)
    )
    assert (after >= before)[~np.isnan(before)].all()
    assert ((before >= 0) & (before <= 1))[~np.isnan(before)].all()
    by_limit = before.reshape(-1, len(limits))
    assert (np.diff(by_limit, axis=1) >= 0)[~np.isnan(by_limit[:, 1:])].all()


# ------------------------------------------------------------------ capacity shared out


def test_a_facility_is_shared_among_all_who_reach_it() -> None:
    found = share_capacity(reach([(0, 0), (1, 0), (1, 1)], 3, 3), np.array([100.0, 300, 50]), np.array([800.0, 600, 9]))
    assert found.per_person.tolist() == [2, 4, 0]
    assert found.per_person_in_reach.tolist() == pytest.approx([2, 2, np.nan], nan_ok=True)
    assert found.reason.tolist() == ["", "", ""]


@pytest.mark.parametrize("unknown", [np.nan, -1.0, np.inf])
def test_unknown_capacity_or_persons_are_unknown_for_all_in_reach_and_for_nobody_else(unknown: float) -> None:
    pairs = reach([(0, 0), (1, 0), (2, 1)], 3, 2)
    by_capacity = share_capacity(pairs, np.array([1.0, 1, 1]), np.array([unknown, 5]))
    assert by_capacity.reason.tolist() == ["unknown-in-reach", "unknown-in-reach", ""]
    assert by_capacity.per_person.tolist() == pytest.approx([np.nan, np.nan, 5], nan_ok=True)
    by_persons = share_capacity(pairs, np.array([unknown, 1, 1]), np.array([4.0, 5]))
    assert by_persons.reason.tolist() == ["population-unknown", "unknown-in-reach", ""]


def test_where_nobody_lives_nothing_is_shared() -> None:
    found = share_capacity(reach([(0, 0), (1, 1)], 2, 2), np.array([0.0, 10]), np.array([5.0, 20]))
    assert found.reason.tolist() == ["nobody-lives-there", ""]
    assert found.per_person.tolist() == pytest.approx([np.nan, 2], nan_ok=True)


def test_without_facilities_or_place_there_is_no_value() -> None:
    assert share_capacity(reach([], 1, 0), np.array([5.0]), np.empty(0)).reason.tolist() == ["no-facility"]
    nowhere = walk_to_each(frame([None]), frame(scatter(np.random.default_rng(0), 1, 6)), None, limit_m=500)
    assert share_capacity(nowhere, np.array([5.0]), np.array([5.0])).reason.tolist() == ["no-place"]


def test_lists_of_other_lengths_are_wrong_use() -> None:
    with pytest.raises(ValueError, match="one for each"):
        share_capacity(reach([], 1, 1), np.array([5.0, 6.0]), np.array([5.0]))
    with pytest.raises(ValueError, match="one for each"):
        share_capacity(reach([], 1, 1), np.array([5.0]), np.empty(0))


@given(st.integers(0, 2**32 - 1), st.floats(50, 1_000))
@settings(max_examples=20, deadline=None)
def test_what_is_given_out_is_what_is_there(seed: int, limit_m: float) -> None:
    place = town(seed)
    chance = np.random.default_rng(seed)
    there = frame(scatter(chance, 4, 6))
    persons, capacity = chance.integers(0, 40, len(place.homes)).astype(float), chance.uniform(0, 900, 4)
    pairs = walk_to_each(place.homes, there, build_network(place.roads), limit_m=limit_m)
    found = share_capacity(pairs, persons, capacity)
    reached = np.bincount(pairs.facility, persons[pairs.home], 4) > 0
    assert np.nansum(found.per_person * persons) == pytest.approx(capacity[reached].sum())
    larger = share_capacity(pairs, persons, capacity * 1.5)
    assert larger.per_person == pytest.approx(found.per_person * 1.5, nan_ok=True)
