"""Targets, their costs, and the investments that are to reach them."""

import pandas as pd

from geo.contradictions import (
    Breakdown,
    Schedule,
    find_breakdown_differences,
    find_headline_differences,
    find_quantity_differences,
    find_schedule_contradictions,
    find_weight_differences,
    outline_parents,
)
from geo.issues import Finding, Words
from geo.units import unit_of_heading, unit_of_text
from layers.checking.evidence import Evidence

_TOTAL = Words("toplam", "total")
_INVESTMENT = Schedule(
    label="name",
    start="starts_on",
    end="ends_on",
    status="status",
    progress="progress_ratio",
    planned=frozenset({"planned", "design"}),
)


def check_programme(evidence: Evidence) -> list[Finding]:
    """What contradicts what in the strategic plan's programme."""
    findings: list[Finding] = []
    for source, rows in evidence.sources("targets"):
        # The weight stands on the row of each year.
        once = rows.drop_duplicates(["source_file", "source_row"])
        findings += find_weight_differences(once, "target_no", "weight_pct", source, "targets")
    for source, rows in evidence.sources("target_costs"):
        findings += _costs(rows, source)
    for source, rows in evidence.sources("investments"):
        findings += _investments(evidence, rows[~rows["is_total"]], source)
    return findings + _quantities(evidence)


def _costs(rows: pd.DataFrame, source: str) -> list[Finding]:
    """Aims against their targets, years against the printed total of each row, everything against the last row."""
    dated = rows.dropna(subset=["year"])
    if dated.empty:
        return []
    wide = dated.pivot_table(index="item", columns="year", values="cost_try", aggfunc="first", sort=False)
    years = [str(int(year)) for year in wide.columns]
    wide.columns = pd.Index(years)
    once = rows.drop_duplicates("item").set_index("item")
    wide = wide.reindex(once.index).join(once[["is_total", "stated_total_try"]]).reset_index()
    wide["parent"] = outline_parents(wide["item"].tolist(), wide["is_total"].tolist())
    columns = {year: Words(year, year) for year in years}
    breakdown = Breakdown("item", "parent", "item", columns, ("stated_total_try", _TOTAL), "try")
    return find_breakdown_differences(wide, breakdown, source, "target_costs")


def _investments(evidence: Evidence, rows: pd.DataFrame, source: str) -> list[Finding]:
    once = rows.drop_duplicates(["source_file", "source_row"]).assign(
        progress_ratio=lambda frame: frame["progress_pct"].astype("float64") / 100.0
    )
    findings = find_schedule_contradictions(once, _INVESTMENT, source, "investments", evidence.as_of("investments"))
    budgets = rows.dropna(subset=["year"])
    if budgets.empty:
        return findings
    wide = budgets.pivot_table(index="id", columns="year", values="budget_try", aggfunc="first", sort=False)
    years = [str(int(year)) for year in wide.columns]
    wide.columns = pd.Index(years)
    named = rows.drop_duplicates("id").set_index("id")[["name", "stated_total_try"]]
    wide = wide.join(named).assign(value_kind="yearly").reset_index()
    return findings + find_headline_differences(wide, "stated_total_try", years, source, "investments")


def _quantities(evidence: Evidence) -> list[Finding]:
    """What investments build against what their indicators aim at, in one unit only."""
    investments, targets = evidence.frame("investments"), evidence.frame("targets")
    if investments is None or targets is None:
        return []
    counted = investments[~investments["is_total"] & investments["status"].ne("cancelled").fillna(value=True)]
    built = counted.dropna(subset=["indicator_no"])
    aims = targets[(targets["value_kind"] == "yearly").fillna(value=False)]
    aimed = aims.groupby("indicator_no", sort=False).agg(name=("indicator", "first"), quantity=("target_value", "sum"))
    return find_quantity_differences(
        pd.DataFrame(
            {
                "indicator": built["indicator_no"],
                "quantity": built["quantity"].astype("float64"),
                "unit": [_unit(text) for text in built["quantity_unit"]],
            }
        ),
        pd.DataFrame(
            {
                "indicator": aimed.index,
                "name": aimed["name"],
                "quantity": aimed["quantity"].astype("float64"),
                "unit": [unit_of_heading(str(name)) or "count" for name in aimed["name"]],
            }
        ).reset_index(drop=True),
    )


def _unit(text: object) -> str | None:
    return unit_of_text(text) if isinstance(text, str) else None
