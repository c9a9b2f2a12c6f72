"""The answer in people, money and reasons: which sites in which year, who gains, and why the others were left."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.numbers import format_percent
from geo.siting.ledger import write_ledger
from geo.siting.problem import Problem, Programme, require_tables, state_problem
from geo.siting.reduction import dominating_candidates
from geo.siting.served import served_share
from geo.siting.solver import Solution, solve

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

REASONS: Final = {
    "ineligible": Words("kurallardan geçmedi", "did not pass the rules"),
    "cost-unknown": Words("maliyeti bilinmiyor", "its cost is not known"),
    "reaches-nobody-new": Words("yeni kimseye erişim sağlamıyor", "brings nobody new within reach"),
    "another-reaches-more": Words(
        "başka bir aday aynı kişilere ve fazlasına ulaşıyor", "another candidate reaches the same people and more"
    ),
    "others-gain-more": Words("seçilenler birlikte daha çok kişiye ulaşıyor", "the chosen ones together reach more people"),
}


@dataclass(frozen=True, slots=True, eq=False)
class SitingPlan:
    """What to build where and when, with the proof that nothing is better.

    `sites`: by candidate id, in the order of building: year, people_gained (persons who come newly within reach, beyond the sites
    before), people_within_reach (persons new to the programme within reach of this site, alone), deficit_closed_m2 (the
    part of its area that the newly served lack; NaN where area or deficit is unknown), cost_try.
    `years`: by year: sites, people_gained, people_total, cost_try. `left_out`: by candidate id: reason (a key of REASONS) and
    note (the failed rule, or the candidate that reaches more).
    `value` is the aim reached (person-years, or m2-years of deficit), `bound` what no programme exceeds, `gap_ratio` their
    distance by the bound, `greedy_value` what choosing the best one each time would reach.
    """

    sites: pd.DataFrame
    years: pd.DataFrame
    left_out: pd.DataFrame
    value: float
    bound: float
    greedy_value: float
    is_optimal: bool
    issues: tuple[Issue, ...]

    @property
    def gap_ratio(self) -> float:
        """How much better, at most, another programme can be, as a share of the bound."""
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0


def site_facilities(demand: pd.DataFrame, candidates: pd.DataFrame, reach: csr_array, programme: Programme) -> SitingPlan:
    """Choose sites and years so that most people gain, each year counted; existing facilities are respected.

    A site that would bring nobody new is not built, so fewer than asked for may be placed; `issues` then says why.
    Demand whose people are unknown is left out, with an issue. With the aim `deficit` only those who lack something count.

    Parameters
        demand: a row a place where people live: people (persons), covered (bool, within reach of an existing facility;
            none unless given), deficit_m2 (m2 that its people lack, needed for the aim `deficit`).
        candidates: unique index; eligible (bool), reason (text, why not), cost_try (needed with a budget), capacity_persons
            (no limit where missing), area_m2.
        reach: ones where a demand row is within reach of a candidate, shape (demand, candidates): see `reach_matrix`.
        programme: how many, how many a year, for how much money.
    Raises
        RefusedError: `siting-bad-table`, `siting-no-candidates`, `siting-too-few-candidates`, `siting-budget-too-small`.

    >>> demand = pd.DataFrame({"people": [400, 300, 200]})
    >>> candidates = pd.DataFrame({"eligible": [True, True, False], "reason": ["", "", "AMB"]}, index=["a", "b", "c"])
    >>> plan = site_facilities(demand, candidates, csr_array([[1, 0, 0], [1, 1, 1], [0, 1, 1]]), Programme(2, per_year=1))
    >>> plan.sites["year"].to_dict(), plan.sites["people_gained"].tolist(), plan.is_optimal
    ({'a': 1, 'b': 2}, [700.0, 200.0], True)
    >>> plan.left_out.loc["c"].tolist()
    ['ineligible', 'AMB']
    """
    require_tables(demand, candidates, reach, programme)
    usable, left_out = screen_candidates(candidates, programme)
    whole, rows = state_problem(demand, candidates, reach, programme)
    merged = whole.of(usable)
    solution = solve(merged, programme.time_limit_s)
    opens = np.zeros((programme.years, len(candidates)), dtype=bool)
    opens[:, usable] = solution.opens
    deficit_m2 = demand["deficit_m2"].to_numpy("float64") if "deficit_m2" in demand else np.full(len(demand), np.nan)
    sites = write_ledger(whole, opens, candidates, deficit_m2[rows])
    sites["year"] += programme.first_year
    sites = sites[sites["people_gained"] > 0]
    unused = np.setdiff1d(usable, sites["number"])
    left_out = pd.concat([left_out, _why_not(merged, usable, unused, candidates.index)])
    return SitingPlan(
        sites.drop(columns="number"),
        _by_year(sites, programme),
        left_out.reindex([key for key in candidates.index if key in left_out.index]),
        solution.value,
        solution.bound,
        solution.greedy_value,
        solution.is_optimal,
        tuple(_issues(demand, sites, whole, unused, solution, programme)),
    )


def screen_candidates(candidates: pd.DataFrame, programme: Programme) -> tuple[Integers, pd.DataFrame]:
    """Numbers of the candidates that may be chosen, and the others with their reasons.

    Raises
        RefusedError: `siting-no-candidates`, `siting-too-few-candidates`, `siting-budget-too-small`.

    >>> candidates = pd.DataFrame({"eligible": [True, False], "reason": ["", "AMB"]}, index=["a", "b"])
    >>> usable, left_out = screen_candidates(candidates, Programme(1))
    >>> usable.tolist(), left_out.loc["b"].tolist()
    ([0], ['ineligible', 'AMB'])
    """
    passed = candidates["eligible"].to_numpy(bool)
    noted = candidates["reason"].fillna("–").astype(str) if "reason" in candidates else pd.Series("–", index=candidates.index)
    reason = pd.Series("ineligible", index=candidates.index)
    if programme.is_limited_by_money:
        priced = candidates["cost_try"].notna().to_numpy(bool)
        reason[passed & ~priced] = "cost-unknown"
        noted = noted.mask(passed & ~priced, "cost_try")
        passed = passed & priced
    usable = np.flatnonzero(passed)
    left_out = pd.DataFrame({"reason": reason, "note": noted})[~passed]
    reasons = ", ".join(f"{note}: {count}" for note, count in left_out["note"].value_counts(sort=False).items()) or "–"
    if len(usable) == 0:
        raise RefusedError(Issue("siting-no-candidates", params={"given": len(candidates), "reasons": reasons}))
    if len(usable) < programme.count:
        asked: dict[str, int | str] = {"asked": programme.count, "eligible": len(usable), "reasons": reasons}
        raise RefusedError(Issue("siting-too-few-candidates", params=asked))
    if programme.is_limited_by_money:
        most = max(programme.yearly_budgets_try or (np.inf,))
        most = min(most, np.inf if programme.budget_try is None else programme.budget_try)
        cheapest = float(candidates["cost_try"].iloc[usable].min())
        if cheapest > most:
            raise RefusedError(Issue("siting-budget-too-small", params={"budget_try": most, "cheapest_try": cheapest}))
    return usable, left_out


def _why_not(merged: Problem, usable: Integers, unused: Integers, ids: pd.Index) -> pd.DataFrame:
    by = dominating_candidates(merged.reach, merged.cost_try, merged.is_full)
    reached = merged.reach.T @ merged.value
    position = {number: place for place, number in enumerate(usable)}
    lines = []
    for number in unused:
        place = position[number]
        if reached[place] <= 0:
            lines.append(("reaches-nobody-new", ""))
        elif by[place] >= 0:
            lines.append(("another-reaches-more", str(ids[usable[by[place]]])))
        else:
            lines.append(("others-gain-more", ""))
    return pd.DataFrame(lines, columns=["reason", "note"], index=ids[unused])


def _by_year(sites: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    years = pd.RangeIndex(programme.first_year, programme.first_year + programme.years, name="year")
    by_year = sites.groupby("year").agg(
        sites=("year", "size"), people_gained=("people_gained", "sum"), cost_try=("cost_try", lambda cost: cost.sum(skipna=False))
    )
    table = by_year.reindex(years).fillna({"sites": 0, "people_gained": 0.0}).astype({"sites": "int64"})
    table.loc[table["sites"] == 0, "cost_try"] = 0.0
    table.insert(2, "people_total", table["people_gained"].cumsum())
    return table


def _issues(
    demand: pd.DataFrame, sites: pd.DataFrame, whole: Problem, unused: Integers, solution: Solution, programme: Programme
) -> list[Issue]:
    issues = []
    needed = ["people"] if programme.aim == "people" else ["people", "deficit_m2"]
    unknown = int(demand[needed].isna().any(axis=1).sum())
    if unknown:
        issues.append(Issue("siting-people-unknown", params={"count": unknown}))
    if not solution.is_optimal:
        gap = (solution.bound - solution.value) / solution.bound
        words = Words(format_percent(100 * gap, "tr", 2), format_percent(100 * gap, "en", 2))
        issues.append(Issue("siting-not-proven", params={"gap": words}))
    if len(sites) < programme.count:
        left = whole.value * (1 - served_share(whole, sites["number"].to_numpy(np.intp)))
        why = ("kalan adaylar yeni kimseye erişim sağlamıyor", "the candidates left bring nobody new within reach")
        if len(unused) and (whole.reach[:, unused].T @ left).max() > 0:
            why = ("bütçe bitti", "the money is spent")
            if not programme.is_limited_by_money:
                why = ("çözüm süresi doldu", "the time for solving ran out")
        params: dict[str, int | str] = {"asked": programme.count, "placed": len(sites), "why_tr": why[0], "why_en": why[1]}
        issues.append(Issue("siting-not-all-placed", params=params))
    return issues
