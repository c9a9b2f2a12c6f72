"""The strategic plan of a synthetic municipality: investments first, and from them the indicators and costs that announce them.

What an indicator promises for a year is what the investments finish in it; what a target costs is what they spend; aims are the
sums of their targets and the plan the sum of its aims.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.synthetic.apportion import Integers, apportion
from geo.synthetic.strategic_targets import TARGETS, WORKS

YEARS: Final = (2025, 2026, 2027, 2028, 2029)
_TRY_UNIT: Final = 1_000
_WEIGHT_UNIT_PCT: Final = 5
TOTAL: Final = "TOPLAM"


@dataclass(frozen=True)
class Investments:
    """One entry an investment: its target (a place in `TARGETS`), its neighbourhood, first and last year (places in `YEARS`).

    `quantity` is finished in the last year; `budget_try` is investments × years.
    """

    target: Integers
    neighbourhood: Integers
    first: Integers
    last: Integers
    quantity: Integers
    budget_try: Integers


def make_investments(neighbourhoods: int, rng: np.random.Generator) -> Investments:
    """Two investments a neighbourhood, and enough that each investing target has several."""
    count = max(2 * neighbourhoods, 4 * len(WORKS))
    target = np.array(list(WORKS))[np.arange(count) % len(WORKS)]
    works = [WORKS[place] for place in target.tolist()]
    first = rng.integers(0, len(YEARS), size=count)
    last = np.minimum(first + rng.integers(0, 3, size=count), len(YEARS) - 1)
    quantity = rng.integers(1, np.array([work.most for work in works]) + 1)
    whole = quantity * np.array([work.unit_cost_try for work in works]) * rng.uniform(0.7, 1.3, size=count)
    years = np.arange(len(YEARS))
    runs = (first[:, None] <= years) & (years <= last[:, None])
    shares = runs * rng.uniform(0.5, 1.5, size=runs.shape)
    budget = np.stack([apportion(int(sum_try / _TRY_UNIT), row) for sum_try, row in zip(whole, shares, strict=True)])
    return Investments(target, rng.permutation(count) % neighbourhoods, first, last, quantity, budget * _TRY_UNIT)


def target_rows(investments: Investments, rng: np.random.Generator) -> pd.DataFrame:
    """The indicators of all targets, one row a year: columns of the targets layer."""
    rows = []
    for place, target in enumerate(TARGETS):
        count = len(target.indicators)
        weights = apportion(100 // _WEIGHT_UNIT_PCT, rng.uniform(0.5, 2.0, size=count), least=1) * _WEIGHT_UNIT_PCT
        for number, (indicator, weight) in enumerate(zip(target.indicators, weights.tolist(), strict=True), 1):
            is_built = number == 1 and place in WORKS
            values = _finished(investments, place) if is_built else rng.integers(2, 60, size=len(YEARS))
            kind = "yearly" if is_built or rng.random() < 0.5 else "cumulative"
            baseline = int(rng.integers(0, 20))
            if kind == "cumulative":
                values = baseline + values.cumsum()
            rows += [
                {
                    "target_no": target.number,
                    "indicator_no": f"{target.number}.{number}",
                    "indicator": indicator,
                    "weight_pct": weight,
                    "baseline": baseline,
                    "value_kind": kind,
                    "direction": "higher",
                    "monitoring_interval": "6 ay",
                    "reporting_interval": "1 yıl",
                    "responsible": target.responsible,
                    "year": year,
                    "target_value": value,
                }
                for year, value in zip(YEARS, values.tolist(), strict=True)
            ]
    return pd.DataFrame(rows)


def cost_rows(investments: Investments, rng: np.random.Generator) -> pd.DataFrame:
    """The plan's table of costs, one row an item and year: aims before their targets, the total last."""
    of_target = np.stack([_spent(investments, place, rng) for place in range(len(TARGETS))])
    items: list[tuple[str, Integers]] = []
    for aim in sorted({target.aim for target in TARGETS}):
        places = [place for place, target in enumerate(TARGETS) if target.aim == aim]
        items.append((f"AMAÇ {aim}", of_target[places].sum(axis=0)))
        items += [(f"HEDEF {TARGETS[place].number}", of_target[place]) for place in places]
    items.append((TOTAL, of_target.sum(axis=0)))
    return pd.DataFrame(
        [
            {
                "item": item,
                "is_total": item == TOTAL,
                "stated_total_try": int(costs.sum()),
                "year": year,
                "cost_try": cost,
            }
            for item, costs in items
            for year, cost in zip(YEARS, costs.tolist(), strict=True)
        ]
    )


def budget_by_year(budget_try: Integers) -> dict[str, int]:
    """Sum of budgets (TRY) by year."""
    return {str(year): total for year, total in zip(YEARS, budget_try.sum(axis=0).tolist(), strict=True)}


def _finished(investments: Investments, target: int) -> Integers:
    mine = investments.target == target
    return np.bincount(investments.last[mine], investments.quantity[mine], len(YEARS)).astype(np.int64)


def _spent(investments: Investments, place: int, rng: np.random.Generator) -> Integers:
    if place in WORKS:
        budgets: Integers = investments.budget_try[investments.target == place].sum(axis=0)
        return budgets
    return rng.integers(5, 60, size=len(YEARS)) * 100_000
