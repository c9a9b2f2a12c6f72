"""Monitoring tables of the strategic plan: progress and money side by side, never mixed; investments rolled up to indicators."""

from typing import Final

import numpy as np
import pandas as pd

from geo.issues import Words
from geo.targets import require_columns, target_performance

_DONE: Final = "completed"
_GIVEN_UP: Final = "cancelled"


def monitoring_table(cards: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """What each target has reached and what it has spent, by period: a half year is held against the target of its year.

    Money says nothing about progress and progress nothing about money: no figure mixes them.

    Parameters
        cards: as for `geo.targets.indicator_performance`, with year and half (1, 2; the year's end is half 2).
        costs: target_no, year, half, planned_try (of the whole year), spent_try (since its first day); a missing amount is
            unknown, and so is then the sum that it belongs to.
    Returns
        by target_no, year, half: the columns of `target_performance`, then planned_try, spent_try, spent_pct.
    Raises
        RefusedError: a column lacks; as `geo.targets.indicator_performance`.

    >>> cards = pd.DataFrame({"target_no": "2.4", "indicator_no": ["2.4.2"], "weight_pct": 20.0, "baseline": None,
    ...     "target_value": 5.0, "realised_value": 4.0, "value_kind": "yearly", "direction": "higher", "year": 2025, "half": 2})
    >>> costs = pd.DataFrame({"target_no": ["2.4"], "year": 2025, "half": 2, "planned_try": 24e6, "spent_try": 30e6})
    >>> monitoring_table(cards, costs)[["performance_pct", "spent_pct"]].to_numpy().tolist()
    [[80.0, 125.0]]
    """
    keys = ("target_no", "year", "half")
    require_columns(cards, keys, Words("izleme tablosu", "the monitoring table"))
    require_columns(costs, (*keys, "planned_try", "spent_try"), Words("izleme tablosu", "the monitoring table"))
    progress = target_performance(cards, keys)
    money = costs.groupby(list(keys))[["planned_try", "spent_try"]].sum(min_count=1)
    unknown = costs[["planned_try", "spent_try"]].isna().groupby([costs[key] for key in keys]).any()
    money = money.where(~unknown)
    money["spent_pct"] = 100 * money["spent_try"] / money["planned_try"].where(money["planned_try"] > 0)
    return progress.join(money, how="outer")


def roll_up_investments(investments: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """What stands behind each indicator and year: how much of its target is planned, placed, funded and built, for how much.

    An investment counts with its quantity in the indicator's unit, or as 1 where it has none; a cancelled one does not count.
    `placed` has a place on the map, `funded` a funding and an amount above 0, `built` is completed.

    Parameters
        investments: indicator_no, year, quantity, budget_try, spent_try, funding (None where unknown), status, placed (bool).
        cards: indicator_no, year, target_value.
    Returns
        by indicator_no and year, for all of either table: target_value, planned, placed, funded, built, not_planned (target less
        planned, never below 0; NaN without a target), budget_try and spent_try (NaN where an investment's is unknown).
    Raises
        RefusedError: `cards-without-column`.

    >>> parks = pd.DataFrame({"indicator_no": "2.4.2", "year": 2025, "quantity": None, "budget_try": [6e6, 7e6, None],
    ...     "spent_try": [6e6, 0.0, 0.0], "funding": ["own_budget", "loan", None], "status": ["completed", "tender", "planned"],
    ...     "placed": [True, True, False]})
    >>> cards = pd.DataFrame({"indicator_no": ["2.4.2"], "year": [2025], "target_value": [5.0]})
    >>> roll_up_investments(parks, cards).iloc[0].tolist()
    [5.0, 3.0, 2.0, 2.0, 1.0, 2.0, nan, 6000000.0]
    """
    keys = ["indicator_no", "year"]
    needed = (*keys, "quantity", "budget_try", "spent_try", "funding", "status", "placed")
    require_columns(investments, needed, Words("yatırımların toplamı", "the sum of investments"))
    require_columns(cards, (*keys, "target_value"), Words("yatırımların toplamı", "the sum of investments"))
    living = investments[investments["status"] != _GIVEN_UP]
    quantity = living["quantity"].astype("float64").fillna(1.0)
    has_money = living["funding"].notna() & (living["budget_try"].astype("float64") > 0)
    counted = living[keys].assign(
        planned=quantity,
        placed=quantity.where(living["placed"].astype(bool), 0.0),
        funded=quantity.where(has_money, 0.0),
        built=quantity.where(living["status"] == _DONE, 0.0),
    )
    sums = counted.groupby(keys).sum()
    for name in ("budget_try", "spent_try"):
        amounts = living[name].astype("float64").groupby([living[key] for key in keys])
        sums[name] = amounts.sum().where(amounts.count() == amounts.size())
    table = cards.set_index(keys)[["target_value"]].astype("float64").join(sums, how="outer").sort_index()
    columns = ["planned", "placed", "funded", "built"]
    none = table["planned"].isna()
    table[columns] = table[columns].fillna(0.0)
    # no investment costs nothing: that is known
    table.loc[none, ["budget_try", "spent_try"]] = 0.0
    table["not_planned"] = np.maximum(table["target_value"] - table["planned"], 0.0)
    return table[["target_value", *columns, "not_planned", "budget_try", "spent_try"]]


def roll_up_costs(costs: pd.DataFrame) -> pd.DataFrame:
    """Cost of targets summed to their aims and to the plan, by year and in all.

    Parameters
        costs: target_no ("2.4": target 4 of aim 2), year, cost_try.
    Returns
        by item (target numbers, aim numbers, "" for the whole plan), a column a year and `total`; a sum with an unknown part
        is NaN.
    Raises
        RefusedError: `cards-without-column`.

    >>> costs = pd.DataFrame({"target_no": ["1.1", "1.2", "2.1"], "year": 2025, "cost_try": [6.0, 8.0, 3.0]})
    >>> roll_up_costs(costs)["total"].to_dict()
    {'': 17.0, '1': 14.0, '1.1': 6.0, '1.2': 8.0, '2': 3.0, '2.1': 3.0}
    """
    require_columns(costs, ("target_no", "year", "cost_try"), Words("maliyet toplamları", "the sums of costs"))
    number = costs["target_no"].astype(str)
    levels = [costs.assign(item=item) for item in (number, number.str.split(".").str[0], "")]
    every = pd.concat(levels)
    table = every.pivot_table(index="item", columns="year", values="cost_try", aggfunc=lambda values: values.sum(skipna=False))
    table.columns.name = None
    table["total"] = table.sum(axis=1, skipna=False)
    return table
