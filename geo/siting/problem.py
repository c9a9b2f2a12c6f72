"""The question: how many facilities, in which years, for how much money, for whom, on which candidate sites."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.siting.reduction import merge_demand

# What a Turkish reader knows the numbers of a programme by.
_NAMES: Final = {
    "count": "Yer sayısı",
    "per_year": "Yılda en çok",
    "budget_try": "Bütçe",
    "yearly_budgets_try": "Yılların bütçesi",
    "year_weights": "Yılların ağırlığı",
    "reach_m": "Erişim mesafesi",
}

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Programme:
    """What is asked for: so many facilities, so many a year, within so much money.

    Each year counts: the aim is the sum over years of those within reach by the end of the year (kişi-yıl, person-years),
    each year by its weight in `year_weights` (1 unless given). Weights (0, …, 0, 1) ask for the last year alone. `aim` is
    `people`, or `deficit`: then those are counted by the m2 that they lack (column deficit_m2). Money that a year leaves
    is lost to the next, as in a municipal budget; `budget_try` is the limit of all years together. None is no limit.

    Raises
        RefusedError: `siting-bad-number`, a count under 1, a budget of 0 or less, weights or budgets not one a year.

    >>> Programme(count=25, per_year=5).years
    5
    >>> Programme(count=25, per_year=5, budget_try=0)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: budget_try cannot be 0: it is above 0, or not given for no limit. ...
    """

    count: int
    per_year: int | None = None
    first_year: int = 1
    budget_try: float | None = None
    yearly_budgets_try: Sequence[float] | None = None
    year_weights: Sequence[float] | None = None
    aim: Literal["people", "deficit"] = "people"
    time_limit_s: float = 60.0

    def __post_init__(self) -> None:
        for name, number in (("count", self.count), ("per_year", self.per_year)):
            if number is not None and number < 1:
                raise refuse_number(name, number, "en az 1 olmalı", "it is 1 or more")
        one_a_year = (
            f"{self.years} yıl için birer değer gerekir",
            f"there is one value for each of the years, which are {self.years}",
        )
        for name, values in (("yearly_budgets_try", self.yearly_budgets_try), ("year_weights", self.year_weights)):
            if values is not None and len(values) != self.years:
                raise refuse_number(name, len(values), *one_a_year)
        budgets = [("budget_try", self.budget_try), *(("yearly_budgets_try", value) for value in self.yearly_budgets_try or ())]
        for name, budget in budgets:
            # a year may have no money, a programme must have some
            least = 0 if name == "yearly_budgets_try" and any(self.yearly_budgets_try or ()) else math.ulp(0)
            if budget is not None and not budget >= least:
                rule = ("0'dan büyük olmalı ya da sınır istenmiyorsa verilmemeli", "it is above 0, or not given for no limit")
                raise refuse_number(name, budget, *rule)
        if self.year_weights is not None and not (min(self.year_weights) >= 0 and max(self.year_weights) > 0):
            rule = ("ağırlıklar eksi olamaz ve hepsi 0 olamaz", "weights are not negative, and not all of them 0")
            raise refuse_number("year_weights", min(self.year_weights), *rule)

    @property
    def years(self) -> int:
        """Years that the programme takes."""
        return math.ceil(self.count / (self.per_year or self.count))

    @property
    def is_limited_by_money(self) -> bool:
        """Whether costs matter."""
        return self.budget_try is not None or self.yearly_budgets_try is not None


@dataclass(frozen=True, slots=True)
class Problem:
    """Numbers only, as solver and greedy take them: demand with the same candidates is one class.

    `reach` has ones, shape (classes, candidates); `people` are persons and `value` what reaching a whole class is worth in a
    year of weight 1; `capacity` in persons and `yearly_budget_try` may be infinite.
    """

    reach: csr_array
    people: Floats
    value: Floats
    cost_try: Floats
    capacity: Floats
    count: int
    per_year: int
    budget_try: float
    yearly_budget_try: Floats
    year_weight: Floats

    @property
    def years(self) -> int:
        """Years that the programme takes."""
        return len(self.year_weight)

    @property
    def is_full(self) -> Flags:
        """Which candidates cannot take all who are within their reach."""
        return np.asarray(self.reach.T @ self.people > self.capacity)

    def of(self, candidates: npt.NDArray[np.intp]) -> "Problem":
        """The same question for some of the candidates only; with fewer candidates more demand becomes one."""
        # with a capacity people are told apart by what reaching one of them is worth
        worth = np.divide(self.value, self.people, out=np.full(len(self.value), np.inf), where=self.people > 0)
        apart = worth if np.isfinite(self.capacity).any() else np.zeros(len(worth))
        reach, people, value = merge_demand(self.reach[:, candidates], self.people, self.value, apart)
        cost_try, capacity = self.cost_try[candidates], self.capacity[candidates]
        return replace(self, reach=reach, people=people, value=value, cost_try=cost_try, capacity=capacity)


def state_problem(
    demand: pd.DataFrame, candidates: pd.DataFrame, reach: csr_array, programme: Programme
) -> tuple[Problem, npt.NDArray[np.intp]]:
    """The question in numbers, a class for each row of demand that is still to be reached, and which rows these are.

    The frames are those of `site_facilities`, already checked by `require_tables`.

    >>> demand = pd.DataFrame({"people": [9.0, 30.0], "covered": [True, False]})
    >>> problem, rows = state_problem(demand, pd.DataFrame({"eligible": [True]}), csr_array([[1.0], [1.0]]), Programme(1))
    >>> problem.people.tolist(), rows.tolist()
    ([30.0], [1])
    """
    count, years, budgets = len(candidates), programme.years, programme.yearly_budgets_try
    people = demand["people"].to_numpy("float64", na_value=np.nan)
    value = people if programme.aim == "people" else demand["deficit_m2"].to_numpy("float64", na_value=np.nan)
    covered = demand["covered"].to_numpy(bool) if "covered" in demand else np.zeros(len(demand), dtype=bool)
    waiting = np.flatnonzero(~covered & (people >= 0) & (value > 0))
    table = csr_array(reach, dtype=np.float64)[waiting]
    # ones, each once: a pair that was given twice is one pair
    table.sum_duplicates()
    table.eliminate_zeros()
    table.data[:] = 1.0
    cost_try, capacity = np.zeros(count), np.full(count, np.inf)
    if programme.is_limited_by_money:
        cost_try = candidates["cost_try"].to_numpy("float64", na_value=np.nan)
    if "capacity_persons" in candidates:
        capacity = candidates["capacity_persons"].fillna(np.inf).to_numpy("float64")
    problem = Problem(
        table,
        people[waiting],
        value[waiting],
        cost_try,
        capacity,
        programme.count,
        programme.per_year or programme.count,
        math.inf if programme.budget_try is None else programme.budget_try,
        np.full(years, np.inf) if budgets is None else np.asarray(budgets, dtype=np.float64),
        np.ones(years) if programme.year_weights is None else np.asarray(programme.year_weights, dtype=np.float64),
    )
    return problem, waiting


def require_tables(demand: pd.DataFrame, candidates: pd.DataFrame, reach: csr_array, programme: Programme) -> None:
    """Refuse tables in which a column lacks, a number is negative, or rows do not fit the reach table.

    Raises
        RefusedError: `siting-bad-table`.

    >>> require_tables(pd.DataFrame({"people": [1]}), pd.DataFrame({"eligible": [True]}), csr_array((1, 2)),
    ...     Programme(1))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: The table of reach cannot be used: it has shape (1, 2), demand and candidates have (1, 1). ...
    """
    needed = {"people"} | ({"deficit_m2"} if programme.aim == "deficit" else set())
    _require_columns(demand, needed, ("talep noktaları", "demand points"))
    needed = {"eligible"} | ({"cost_try"} if programme.is_limited_by_money else set())
    _require_columns(candidates, needed, ("aday alanlar", "candidate sites"))
    expected = (len(demand), len(candidates))
    if reach.shape != expected:
        why = (
            f"boyutu {reach.shape}, talep ve adaylarınki {expected}",
            f"it has shape {reach.shape}, demand and candidates have {expected}",
        )
        raise _refuse_table(("erişim", "reach"), why)
    if not candidates.index.is_unique:
        raise _refuse_table(("aday alanlar", "candidate sites"), ("bir kimlik iki kez geçiyor", "an id stands in it twice"))


def _require_columns(table: pd.DataFrame, needed: set[str], name: tuple[str, str]) -> None:
    for column in sorted(needed - set(table.columns)):
        raise _refuse_table(name, (f"{column} sütunu yok", f"it has no column {column}"))
    for column in ("people", "deficit_m2", "cost_try", "capacity_persons", "area_m2"):
        if column in table and (table[column].astype("float64") < 0).any():
            raise _refuse_table(name, (f"{column} sütununda eksi değer var", f"a value of {column} is negative"))


def _refuse_table(table: tuple[str, str], why: tuple[str, str]) -> RefusedError:
    params = {"table_tr": table[0], "table_en": table[1], "why_tr": why[0], "why_en": why[1]}
    return RefusedError(Issue("siting-bad-table", params=params))


def refuse_number(name: str, value: float, rule_tr: str, rule_en: str) -> RefusedError:
    """The error for a number that makes no programme.

    >>> str(refuse_number("count", 0, "en az 1 olmalı", "it is 1 or more"))
    'count cannot be 0: it is 1 or more. Correct the programme and try again.'
    """
    return RefusedError(
        Issue(
            "siting-bad-number",
            params={
                "name": Words(_NAMES.get(name, name), name),
                "value": value if math.isfinite(value) else "–",
                "rule_tr": rule_tr,
                "rule_en": rule_en,
            },
        )
    )
