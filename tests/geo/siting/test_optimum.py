"""The siting optimum: equal to trying everything, never below greedy, never lower with more money or more sites."""

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from geo.siting import Programme, SitingPlan, reach_matrix, site_facilities


@dataclass(frozen=True)
class Town:
    """A small town: who lives where, which sites there are, who reaches which."""

    demand: pd.DataFrame
    candidates: pd.DataFrame
    reach: csr_array

    def plan(self, programme: Programme) -> SitingPlan:
        return site_facilities(self.demand, self.candidates, self.reach, programme)


@st.composite
def towns(draw: st.DrawFn, *, capacity: bool = False) -> Town:
    seed = draw(st.integers(0, 2**32 - 1))
    chance = np.random.default_rng(seed)
    places, sites = draw(st.integers(1, 14)), draw(st.integers(2, 6))
    demand = pd.DataFrame({"people": chance.integers(0, 30, places), "covered": chance.random(places) < 0.2})
    candidates = pd.DataFrame(
        {"eligible": True, "cost_try": chance.integers(1, 9, sites)}, index=[f"site-{n}" for n in range(sites)]
    )
    if capacity:
        candidates["capacity_persons"] = chance.integers(1, 60, sites)
    return Town(demand, candidates, csr_array((chance.random((places, sites)) < draw(st.sampled_from([0.2, 0.5]))).astype(float)))


def covered_people(town: Town, sites: tuple[int, ...]) -> float:
    """People newly within reach of any of the sites, counted one by one."""
    table = town.reach.toarray()
    waiting = ~town.demand["covered"].to_numpy()
    return sum(
        people
        for people, row, waits in zip(town.demand["people"], table, waiting, strict=True)
        if waits and any(row[site] for site in sites)
    )


def seated_people(town: Town, sites: tuple[int, ...]) -> float:
    """People whom the sites have room for, by the cut with the fewest: some sites full, all within reach of the others."""
    capacity = town.candidates["capacity_persons"].to_numpy()
    cuts = (
        sum(capacity[site] for site in full) + covered_people(town, tuple(set(sites) - set(full)))
        for size in range(len(sites) + 1)
        for full in itertools.combinations(sites, size)
    )
    return float(min(cuts))


def all_programmes(sites: int, per_year: int, years: int) -> list[tuple[tuple[int, ...], ...]]:
    """Every way to open up to so many a year."""
    found: list[tuple[tuple[int, ...], ...]] = [()]
    for _ in range(years):
        found = [
            (*before, now)
            for before in found
            for size in range(per_year + 1)
            for now in itertools.combinations(sorted(set(range(sites)) - set(itertools.chain(*before))), size)
        ]
    return found


@given(towns(), st.integers(1, 2))
@settings(max_examples=40, deadline=None)
def test_optimum_of_one_year_equals_trying_every_choice(town: Town, count: int) -> None:
    plan = town.plan(Programme(count))
    best = max(covered_people(town, sites) for sites in itertools.combinations(range(len(town.candidates)), count))
    assert plan.is_optimal
    assert plan.value == plan.bound == best
    assert plan.sites["people_gained"].sum() == best


@given(towns(), st.integers(2, 12), st.sampled_from([(1.0, 1.0), (0.0, 1.0), (2.5, 1.0)]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_optimum_of_years_and_budgets_equals_trying_every_programme(
    town: Town, money: int, weights: tuple[float, float], yearly: bool
) -> None:
    cost = town.candidates["cost_try"].to_numpy()
    if cost.min() > money:
        return
    limits = {"yearly_budgets_try": (money, money)} if yearly else {"budget_try": money}
    plan = town.plan(Programme(2, per_year=1, year_weights=weights, **limits))
    best = 0.0
    for first, second in all_programmes(len(cost), 1, 2):
        spent = [sum(cost[site] for site in sites) for sites in (first, second)]
        if max(spent) <= money if yearly else sum(spent) <= money:
            value = weights[0] * covered_people(town, first) + weights[1] * covered_people(town, first + second)
            best = max(best, value)
    assert plan.is_optimal
    assert plan.value == pytest.approx(best)
    assert plan.sites["cost_try"].sum() <= (2 * money if yearly else money)


@given(towns(capacity=True))
@settings(max_examples=40, deadline=None)
def test_optimum_with_room_equals_the_smallest_cut_of_the_best_choice(town: Town) -> None:
    plan = town.plan(Programme(2, per_year=1))
    value = max(
        seated_people(town, first) + seated_people(town, first + second)
        for first, second in all_programmes(len(town.candidates), 1, 2)
    )
    assert plan.is_optimal
    assert plan.value == pytest.approx(value)
    chosen = tuple(town.candidates.index.get_indexer(plan.sites.index))
    assert plan.sites["people_gained"].sum() == pytest.approx(seated_people(town, chosen))


@given(towns(), st.integers(1, 2), st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_gain_is_negative_and_the_optimum_is_never_below_greedy(town: Town, per_year: int, room: bool) -> None:
    if room:
        town.candidates["capacity_persons"] = 25
    plan = town.plan(Programme(2, per_year=per_year))
    assert (plan.sites["people_gained"] > 0).all()
    assert (plan.sites["people_gained"] <= plan.sites["people_within_reach"] + 1e-9).all()
    assert plan.value >= plan.greedy_value
    assert plan.bound >= plan.value
    # each year's total, by its weight of 1, is what the optimum counts
    assert plan.years["people_total"].sum() == pytest.approx(plan.value)
    assert len(plan.sites) + len(plan.left_out) == len(town.candidates)


@given(towns(), st.integers(8, 30))
@settings(max_examples=25, deadline=None)
def test_more_money_or_more_sites_never_lower_the_optimum(town: Town, money: int) -> None:
    values = [town.plan(Programme(2, budget_try=budget)).value for budget in (money, money + 3)]
    assert values[0] <= values[1]
    assert town.plan(Programme(1)).value <= town.plan(Programme(2)).value


@given(towns())
@settings(max_examples=25, deadline=None)
def test_splitting_a_place_in_two_changes_nothing(town: Town) -> None:
    halves = pd.concat([town.demand.assign(people=town.demand["people"] / 2)] * 2, ignore_index=True)
    split = site_facilities(halves, town.candidates, csr_array(np.vstack([town.reach.toarray()] * 2)), Programme(2))
    assert split.value == pytest.approx(town.plan(Programme(2)).value)


def test_deficit_aims_where_most_is_lacking_not_where_most_live() -> None:
    demand = pd.DataFrame({"people": [900, 100], "deficit_m2": [500.0, 2000.0]})
    candidates = pd.DataFrame({"eligible": True, "area_m2": [3000.0, 1500.0]}, index=["crowded", "lacking"])
    table = csr_array(np.eye(2))
    by_people = site_facilities(demand, candidates, table, Programme(1))
    by_deficit = site_facilities(demand, candidates, table, Programme(1, aim="deficit"))
    assert list(by_people.sites.index) == ["crowded"]
    assert list(by_deficit.sites.index) == ["lacking"]
    # 500 of its 3,000 m2 are lacking there; all of the other's 1,500 m2 are
    assert by_people.sites["deficit_closed_m2"].tolist() == [500.0]
    assert by_deficit.sites["deficit_closed_m2"].tolist() == [1500.0]


def test_a_harder_town_is_proven_through_the_bounds_and_the_rest() -> None:
    chance = np.random.default_rng(5)
    points, sites = chance.uniform(0, 3000, (800, 2)), chance.uniform(0, 3000, (60, 2))
    demand = pd.DataFrame({"people": chance.integers(1, 40, 800)})
    candidates = pd.DataFrame({"eligible": True}, index=range(60))
    plan = site_facilities(demand, candidates, reach_matrix(points, sites, 500), Programme(6, per_year=2))
    assert plan.is_optimal
    assert plan.gap_ratio == 0
    assert plan.value > plan.greedy_value
    assert plan.years.index.tolist() == [1, 2, 3]
    again = site_facilities(demand, candidates, reach_matrix(points, sites, 500), Programme(6, per_year=2))
    pd.testing.assert_frame_equal(again.sites, plan.sites)
