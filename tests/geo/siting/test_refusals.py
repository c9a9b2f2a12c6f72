"""Bad use of siting is refused with the remedy; what could not be placed, and why, is said."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from geo.errors import RefusedError
from geo.siting import Programme, reach_matrix, site_facilities

PEOPLE = pd.DataFrame({"people": [10.0, 20.0, 30.0]})
SITES = pd.DataFrame(
    {"eligible": [True, True, False], "reason": [None, None, "AMB"], "cost_try": [5.0, 7.0, 1.0]}, index=list("abc")
)
EACH_ITS_OWN = csr_array(np.eye(3))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"count": 0}, "count cannot be 0"),
        ({"count": 5, "per_year": 0}, "per_year cannot be 0"),
        ({"count": 5, "budget_try": 0}, "it is above 0"),
        ({"count": 5, "budget_try": -3.0}, "it is above 0"),
        ({"count": 5, "budget_try": float("nan")}, "it is above 0"),
        ({"count": 4, "per_year": 2, "yearly_budgets_try": (0, 0)}, "it is above 0"),
        ({"count": 4, "per_year": 2, "yearly_budgets_try": (1,)}, "one value for each of the years, which are 2"),
        ({"count": 4, "per_year": 2, "year_weights": (1, 1, 1)}, "one value for each of the years, which are 2"),
        ({"count": 4, "per_year": 2, "year_weights": (-1, 1)}, "weights are not negative"),
        ({"count": 4, "per_year": 2, "year_weights": (0, 0)}, "not all of them 0"),
    ],
)
def test_programme_that_cannot_be_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        Programme(**wrong)


@pytest.mark.parametrize(
    ("demand", "candidates", "programme", "kind"),
    [
        (PEOPLE, SITES.assign(eligible=False), Programme(1), "siting-no-candidates"),
        (PEOPLE, SITES, Programme(3), "siting-too-few-candidates"),
        (PEOPLE, SITES, Programme(1, budget_try=4), "siting-budget-too-small"),
        (PEOPLE, SITES, Programme(2, per_year=1, yearly_budgets_try=(0, 4)), "siting-budget-too-small"),
        (PEOPLE, SITES.drop(columns="cost_try"), Programme(1, budget_try=4), "siting-bad-table"),
        (PEOPLE, SITES.assign(cost_try=-1.0), Programme(1), "siting-bad-table"),
        (PEOPLE.rename(columns={"people": "nüfus"}), SITES, Programme(1), "siting-bad-table"),
        (PEOPLE, SITES, Programme(1, aim="deficit"), "siting-bad-table"),
        (PEOPLE.iloc[:2], SITES, Programme(1), "siting-bad-table"),
        (PEOPLE, SITES.set_axis(["a", "a", "b"]), Programme(1), "siting-bad-table"),
    ],
)
def test_question_that_has_no_answer_is_refused(
    demand: pd.DataFrame, candidates: pd.DataFrame, programme: Programme, kind: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        site_facilities(demand, candidates, EACH_ITS_OWN, programme)
    assert [issue.kind for issue in refused.value.issues] == [kind]


def test_refusal_counts_the_rules_that_candidates_failed() -> None:
    with pytest.raises(RefusedError, match=r"only 2 candidates passed the rules \(AMB: 1\)"):
        site_facilities(PEOPLE, SITES, EACH_ITS_OWN, Programme(3))


def test_reach_of_nothing_is_refused_and_of_nobody_is_empty() -> None:
    with pytest.raises(RefusedError, match="longer than 0"):
        reach_matrix(np.zeros((1, 2)), np.zeros((1, 2)), 0)
    assert reach_matrix(np.zeros((0, 2)), np.zeros((3, 2)), 500).shape == (0, 3)
    assert reach_matrix(np.zeros((2, 2)), np.zeros((0, 2)), 500).shape == (2, 0)


def test_sites_that_money_does_not_reach_are_said() -> None:
    plan = site_facilities(PEOPLE, SITES, EACH_ITS_OWN, Programme(2, budget_try=7))
    assert plan.sites.index.tolist() == ["b"]
    assert plan.left_out.loc["a", "reason"] == "others-gain-more"
    (issue,) = plan.issues
    assert issue.kind == "siting-not-all-placed"
    assert "the money is spent" in issue.message("en")


def test_sites_that_reach_nobody_new_are_not_built_and_said() -> None:
    demand = PEOPLE.assign(covered=[False, True, True])
    plan = site_facilities(demand, SITES, EACH_ITS_OWN, Programme(2))
    assert plan.sites.index.tolist() == ["a"]
    assert plan.left_out["reason"].to_dict() == {"b": "reaches-nobody-new", "c": "ineligible"}
    assert "bring nobody new" in plan.issues[0].message("en")


def test_everybody_within_reach_already_gives_an_empty_plan() -> None:
    plan = site_facilities(PEOPLE.assign(covered=True), SITES, EACH_ITS_OWN, Programme(1))
    assert plan.sites.empty
    assert plan.is_optimal
    assert plan.gap_ratio == 0
    assert plan.years["people_total"].tolist() == [0.0]


def test_candidate_that_another_outdoes_is_named_with_the_other() -> None:
    table = csr_array([[1, 1, 0], [0, 1, 0], [0, 1, 0]])
    plan = site_facilities(PEOPLE, SITES, table, Programme(1))
    assert plan.left_out.loc["a"].tolist() == ["another-reaches-more", "b"]


def test_unknown_people_and_unknown_costs_are_left_out_and_said() -> None:
    demand = pd.DataFrame({"people": [10.0, np.nan, 30.0]})
    sites = SITES.assign(eligible=True, cost_try=[5.0, 1.0, np.nan])
    plan = site_facilities(demand, sites, EACH_ITS_OWN, Programme(1, budget_try=9))
    assert plan.sites["people_gained"].to_dict() == {"a": 10.0}
    assert plan.left_out["reason"].to_dict() == {"b": "reaches-nobody-new", "c": "cost-unknown"}
    assert [issue.kind for issue in plan.issues] == ["siting-people-unknown"]


def test_time_that_runs_out_gives_a_programme_with_its_gap() -> None:
    chance = np.random.default_rng(3)
    points, sites = chance.normal(0, 900, (4000, 2)), chance.normal(0, 900, (120, 2))
    demand = pd.DataFrame({"people": chance.integers(1, 40, 4000)})
    candidates = pd.DataFrame({"eligible": True}, index=range(120))
    plan = site_facilities(demand, candidates, reach_matrix(points, sites, 500), Programme(6, per_year=3, time_limit_s=0.0))
    assert not plan.is_optimal
    assert plan.greedy_value <= plan.value <= plan.bound
    assert 0 < plan.gap_ratio < 0.2
    assert "siting-not-proven" in [issue.kind for issue in plan.issues]
