"""Siting to a proven optimum. Rivals: PlanX's greedy cover, spopt's MCLP with CBC. Oracle: spopt's optimum, and counting.

Two kinds of town: candidates anywhere (a municipality's parcels), and candidates crowded where people live, so that each place
has many of them within reach: the hardest case for any solver.
"""

import statistics
import time

import numpy as np
import pandas as pd
import pulp
from planx.suitability.facility import greedy_mclp
from scipy.sparse import csr_array
from spopt.locate import MCLP

from geo.siting import Programme, SitingPlan, reach_matrix, site_facilities

REACH_M = 500.0
SEEDS = (0, 1, 2)
Town = tuple[np.ndarray, np.ndarray, np.ndarray, csr_array]


def town(seed: int, sites: int, places: int, *, crowded: bool = False) -> Town:
    """Where people live (round centres, a district of 144 km2 for 20,000 places), candidates, persons, reach."""
    chance = np.random.default_rng(seed)
    side_m, count = 12_000 * (places / 20_000) ** 0.5, round(37 * places / 20_000)
    centres = chance.uniform(0, side_m, (count, 2))
    share, spread_m = chance.dirichlet(np.full(count, 2.0)), chance.uniform(300, 1200, count)

    def near_centres(number: int) -> np.ndarray:
        chosen = chance.choice(count, number, p=share)
        return centres[chosen] + chance.normal(size=(number, 2)) * spread_m[chosen, None]

    points = near_centres(places)
    candidates = near_centres(sites) if crowded else chance.uniform(0, side_m, (sites, 2))
    people = chance.poisson(7, places) + 1
    return points, candidates, people, reach_matrix(points, candidates, REACH_M)


def timed_plan(place: Town, programme: Programme, **columns: np.ndarray) -> tuple[SitingPlan, float]:
    """The plan and the seconds it took."""
    _, candidates, people, reach = place
    table = pd.DataFrame({"eligible": np.ones(len(candidates), dtype=bool), **columns})
    start = time.perf_counter()
    plan = site_facilities(pd.DataFrame({"people": people}), table, reach, programme)
    return plan, time.perf_counter() - start


def covered(place: Town, sites: np.ndarray) -> int:
    """Persons within reach of the sites, counted from the table."""
    return int(place[2][np.asarray(place[3][:, sites].sum(axis=1)) > 0].sum())


def spopt_optimum(place: Town, count: int) -> tuple[int, float]:
    """Persons covered by spopt's optimum, and its seconds (building and solving, distances given)."""
    points, candidates, people, _ = place
    distance = np.linalg.norm(points[:, None, :] - candidates[None, :, :], axis=2)
    start = time.perf_counter()
    model = MCLP.from_cost_matrix(distance, people, service_radius=REACH_M, p_facilities=count)
    model = model.solve(pulp.PULP_CBC_CMD(msg=False))
    seconds = time.perf_counter() - start
    return covered(place, np.flatnonzero([bool(served) for served in model.fac2cli])), seconds


def one_size(sites: int, places: int, count: int, *, crowded: bool, with_rivals: bool) -> None:
    """Print the optimum's time, and how much more people it reaches than greedy."""
    seconds, more_pct, planx_s = [], [], []
    for seed in SEEDS:
        place = town(seed, sites, places, crowded=crowded)
        plan, taken = timed_plan(place, Programme(count))
        assert plan.value == covered(place, plan.sites.index.to_numpy())
        assert plan.is_optimal or crowded
        seconds.append(taken)
        rival = plan.greedy_value
        if with_rivals:
            start = time.perf_counter()
            chosen, _, total = greedy_mclp(place[1], place[0], place[2], REACH_M, count)
            planx_s.append(time.perf_counter() - start)
            assert total[-1] == covered(place, np.array(chosen))
            rival = float(total[-1])
        assert plan.value >= rival
        more_pct.append(100 * (plan.value / rival - 1))
        proof = "optimal" if plan.is_optimal else f"gap {100 * plan.gap_ratio:.2f} %"
        print(
            f"  seed {seed}: {taken:.2f} s, {plan.value:,.0f} people, {more_pct[-1]:.2f} % more than greedy, {proof}", flush=True
        )
    kind = "crowded" if crowded else "anywhere"
    beside = f"; PlanX greedy {statistics.median(planx_s):.1f} s" if planx_s else ""
    print(f"{count} among {sites} ({kind}), {places} places: median {statistics.median(seconds):.2f} s{beside}", flush=True)


def programme_with_everything() -> None:
    """Five years, budgets and room, at the first size."""
    for seed in SEEDS:
        place, chance = town(seed, 500, 20_000), np.random.default_rng(seed)
        columns = {"cost_try": chance.uniform(5e6, 20e6, 500).round(-5), "capacity_persons": chance.integers(800, 5_000, 500)}
        programme = Programme(25, per_year=5, yearly_budgets_try=(60e6,) * 5)
        plan, taken = timed_plan(place, programme, **columns)
        assert plan.value >= plan.greedy_value
        assert (plan.years["cost_try"] <= 60e6).all()
        more_pct = 100 * (plan.value / plan.greedy_value - 1)
        proof = "optimal" if plan.is_optimal else f"gap {100 * plan.gap_ratio:.2f} %"
        print(
            f"years, budgets, room, seed {seed}: {taken:.1f} s, {more_pct:.1f} % more person-years than greedy, {proof}",
            flush=True,
        )


def main() -> None:
    """Print the figures; stop if a rival does better or an optimum differs."""
    small = town(0, 100, 2_000)
    plan, ours_s = timed_plan(small, Programme(10))
    theirs, theirs_s = spopt_optimum(small, 10)
    assert plan.value == theirs
    print(f"10 among 100, 2,000 places: {ours_s:.2f} s, spopt {theirs_s:.1f} s, the same optimum", flush=True)
    first = town(0, 500, 20_000)
    plan, ours_s = timed_plan(first, Programme(25))
    theirs, theirs_s = spopt_optimum(first, 25)
    assert plan.value == theirs
    print(f"25 among 500, 20,000 places: {ours_s:.2f} s, spopt {theirs_s:.0f} s, the same optimum", flush=True)
    one_size(500, 20_000, 25, crowded=False, with_rivals=True)
    one_size(5_000, 200_000, 100, crowded=False, with_rivals=False)
    programme_with_everything()
    one_size(500, 20_000, 25, crowded=True, with_rivals=True)


if __name__ == "__main__":
    main()
