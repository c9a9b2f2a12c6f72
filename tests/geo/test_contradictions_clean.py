"""Clean tables give no finding; each rule finds the one mistake that was planted, once."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import CLEAN, PLANTS, Table, shares_of

from geo.contradictions import (
    Breakdown,
    Quantity,
    Schedule,
    find_breakdown_differences,
    find_headline_differences,
    find_plan_differences,
    find_quantity_differences,
    find_schedule_contradictions,
    find_share_differences,
    find_source_differences,
    find_total_differences,
    find_weight_differences,
    find_year_differences,
)
from geo.issues import Finding, Words

YEARS = {f"y{year}": Words(str(year), str(year)) for year in range(2025, 2030)}
COSTS = Breakdown("code", "parent", "name", YEARS, ("total", Words("toplam", "total")), "try")


def quantity_of(table: Table) -> Quantity:
    return Quantity("value", Words("değer", "value"), "any", table.unit)


def frame_of(table: Table, source: str = "plan", values: Sequence[float] | None = None) -> pd.DataFrame:
    """The table as a layer keeps it, its total row last."""
    column = list(table.values if values is None else values)
    names = [f"Mahalle {row}" for row in range(len(column))]
    return pd.DataFrame(
        {
            "neighbourhood_id": [*names, None],
            "neighbourhood_name": [*names, "TOPLAM"],
            "value": [*column, table.total],
            "beside": [*table.beside, sum(table.beside)],
            "share_pct": [*shares_of(table.values), 100.0] if len(column) == len(table.values) else np.nan,
            "is_total": [False] * len(names) + [True],
            "source": source,
            "source_row": range(2, len(names) + 3),
        }
    )


def costs_of(rng: np.random.Generator) -> pd.DataFrame:
    """Aims of several targets over five years, all sums right."""
    rows: list[list[object]] = []
    grand = np.zeros(5)
    for aim in range(1, int(rng.integers(3, 8))):
        targets = np.round(rng.lognormal(3, 1, (int(rng.integers(2, 6)), 5))) * 500_000 + 500_000
        rows.append([f"A{aim}", "T", f"Amaç {aim}", *targets.sum(axis=0)])
        rows += [[f"{aim}.{place}", f"A{aim}", f"Hedef {aim}.{place}", *row] for place, row in enumerate(targets, 1)]
        grand += targets.sum(axis=0)
    rows.append(["T", None, "Toplam", *grand])
    costs = pd.DataFrame(rows, columns=["code", "parent", "name", *YEARS])
    return costs.assign(total=costs[list(YEARS)].sum(axis=1))


def weights_of(rng: np.random.Generator) -> pd.DataFrame:
    cuts = np.sort(rng.choice(np.arange(5, 100, 5), int(rng.integers(1, 8)), replace=False))
    weights = np.diff([0, *cuts, 100]).astype(float)
    return pd.DataFrame({"target": "1.1", "weight_pct": weights})


def found_in(table: Table, costs: pd.DataFrame, weights: pd.DataFrame) -> list[Finding]:
    quantity, frame = quantity_of(table), frame_of(table)
    both = pd.concat([frame, frame.assign(source="tuik")])[lambda rows: ~rows["is_total"]]
    findings = find_total_differences(frame, quantity, "plan", companions=["beside"])
    findings += find_source_differences(both, quantity, {"tuik": 0, "plan": 1}, siblings={"beside": Words("öbür", "other")})
    findings += find_share_differences(frame, quantity, "share_pct", "plan")
    if table.unit in ("persons", "try"):
        earlier = frame.assign(value=frame["beside"], year=2022)
        years = pd.concat([frame.assign(year=2023), earlier])[lambda rows: ~rows["is_total"]]
        findings += find_year_differences(years, quantity, "plan")
    findings += find_breakdown_differences(costs, COSTS, "plan", "costs")
    findings += find_weight_differences(weights, "target", "weight_pct", "plan", "targets")
    return findings


@pytest.mark.slow
def test_clean_tables_give_no_finding_in_a_thousand_seeds() -> None:
    makers = list(CLEAN.values())
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        found = found_in(makers[seed % len(makers)](rng), costs_of(rng), weights_of(rng))
        assert found == [], (seed, [finding.message("en") for finding in found])


# ------------------------------------------------------------------ one mistake, one finding


@pytest.mark.parametrize("column", CLEAN)
@pytest.mark.parametrize("name", ["rotation", "shift", "swapped_digits", "factor_ten", "copied_row", "unit_of_the_column"])
def test_a_mistake_is_one_finding_between_sources_however_many_rows_it_touched(name: str, column: str) -> None:
    plant, kind = PLANTS[name]
    for seed in range(5):
        rng = np.random.default_rng([seed, 7])
        clean = CLEAN[column](rng)
        wrong = next((table for table in (plant(rng, clean) for _ in range(20)) if table is not None), None)
        if wrong is None:
            continue
        both = pd.concat([frame_of(clean, "tuik"), frame_of(clean, "plan", wrong.values)])[lambda rows: ~rows["is_total"]]
        (finding,) = find_source_differences(both, quantity_of(clean), {"tuik": 0, "plan": 1})
        closed = kind in ("permuted-values", "shifted-block")
        assert finding.kind == ("permuted-values" if closed else "sources-differ")
        changed = [row for row, (mine, other) in enumerate(zip(wrong.values, clean.values, strict=True)) if mine != other]
        assert finding.where["neighbourhoods"] == [f"Mahalle {row}" for row in changed]
        assert 0.0 < finding.effect <= 1.0


@given(st.integers(0, 10**6))
def test_one_wrong_figure_of_a_breakdown_is_one_finding_that_names_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    costs = costs_of(rng)
    row, column = int(rng.integers(len(costs))), str(rng.choice([*YEARS, "total"]))
    wrong = costs.astype({column: "float64"})
    right = float(wrong.loc[row, column])
    wrong.loc[row, column] = right * 10.0
    (finding,) = find_breakdown_differences(wrong, COSTS, "plan", "costs")
    assert (finding.kind, finding.where["code"], finding.where["field"]) == ("figure-differs", costs.loc[row, "code"], column)
    assert (finding.stated, finding.computed, finding.where["likely"]) == (right * 10.0, right, "factor-ten")


def test_two_wrong_figures_of_a_breakdown_are_two_findings() -> None:
    costs = costs_of(np.random.default_rng(1)).astype(dict.fromkeys([*YEARS, "total"], "float64"))
    costs.loc[1, "y2025"] += 500_000.0
    costs.loc[len(costs) - 2, "y2028"] *= 1000.0
    found = find_breakdown_differences(costs, COSTS, "plan", "costs")
    assert [finding.kind for finding in found] == ["figure-differs"] * 2
    assert {finding.where["field"] for finding in found} == {"y2025", "y2028"}


def test_a_missing_figure_of_a_breakdown_contradicts_nothing() -> None:
    costs = costs_of(np.random.default_rng(2))
    costs.loc[1, "y2026"] = np.nan
    assert find_breakdown_differences(costs, COSTS, "plan", "costs") == []


# ------------------------------------------------------------------ totals


def totals(*rows: tuple[float, bool]) -> list[Finding]:
    frame = pd.DataFrame(rows, columns=["value", "is_total"])
    return find_total_differences(frame, Quantity("value", Words("adet", "pieces"), "any", "count"), "plan")


def test_subtotals_are_held_against_their_own_rows_and_the_last_total_against_all() -> None:
    north, south = [(310.0, False), (420.0, False)], [(150.0, False), (260.0, False)]
    assert totals(*north, (730.0, True), *south, (410.0, True), (1140.0, True)) == []
    (finding,) = totals(*north, (730.0, True), *south, (401.0, True), (1140.0, True))
    assert (finding.stated, finding.computed) == (401.0, 410.0)
    (finding,) = totals(*north, (730.0, True), *south, (410.0, True), (1870.0, True))
    assert (finding.stated, finding.computed, finding.where["likely"]) == (1870.0, 1140.0, "subtotal-counted")
    assert "ara toplam da toplanmış (730)" in finding.message("tr")


def test_a_subtotal_that_stands_among_the_rows_is_found_though_the_total_is_the_sum_of_all() -> None:
    rows = [(48_213.0, False), (19_277.0, False), (67_490.0, False), (5_120.0, False)]
    (finding,) = totals(*rows, (140_100.0, True))
    assert (finding.stated, finding.computed, finding.where["likely"]) == (140_100.0, 72_610.0, "subtotal-counted")


def test_the_row_of_the_likely_mistake_is_named() -> None:
    table = Table([4_336.0, 14_800.0, 7_500.0, 5_356.0], [0.0] * 4, 18_672.0, 0, "persons")
    (finding,) = find_total_differences(frame_of(table), quantity_of(table), "plan")
    assert (finding.where["likely"], finding.where["likely_rows"], finding.where["rows"]) == ("factor-ten", ["Mahalle 1"], [3])
    assert "14.800 = 10 × 1.480" in finding.message("tr")
    assert "Satır: Mahalle 1." in finding.message("tr")


def test_a_total_is_misprinted_where_another_source_has_the_rows() -> None:
    table = Table([3_115.0, 1_599.0], [0.0] * 2, 4_931.0, 0, "persons")
    (finding,) = find_total_differences(frame_of(table), quantity_of(table), "plan", rows_are_confirmed=True)
    assert finding.where["likely"] == "misprinted-total"


# ------------------------------------------------------------------ shares


def share_findings(values: list[float], shares: list[float]) -> list[Finding]:
    frame = pd.DataFrame(
        {"value": values, "share_pct": shares, "is_total": False, "neighbourhood_name": [f"S{row}" for row in range(len(values))]}
    )
    return find_share_differences(frame, Quantity("value", Words("alan (ha)", "area (ha)"), "any", "ha"), "share_pct", "plan")


def test_a_row_whose_share_belongs_to_another_value_is_named_with_what_happened() -> None:
    values = [1677.22, 1340.12, 295.23, 2071.15, 2391.21, 444.34, 343.14]
    shares = shares_of(values)
    (finding,) = share_findings([*values[:2], 2952.3, *values[3:]], shares)
    assert (finding.kind, finding.where["likely"], finding.where["likely_rows"]) == ("share-differs", "factor-ten", ["S2"])


def test_a_share_that_was_mistyped_is_the_row_and_not_the_sum() -> None:
    values = [1677.22, 1340.12, 295.23, 2071.15, 2391.21, 444.34, 343.14]
    shares = shares_of(values)
    assert shares[0] == 19.59
    (finding,) = share_findings(values, [91.59, *shares[1:]])
    assert (finding.kind, finding.where["likely"], finding.where["likely_rows"]) == ("share-differs", "transposed-digits", ["S0"])
    assert (finding.stated, finding.computed) == ([91.59], [19.59])


def test_a_row_that_was_left_out_of_a_table_is_said_of_the_sum_of_its_shares() -> None:
    values = [1677.22, 1340.12, 295.23, 2071.15, 2391.21, 444.34, 343.14]
    (finding,) = share_findings(values[1:], shares_of(values)[1:])
    assert (finding.kind, finding.computed) == ("share-total-differs", 80.41)
    assert finding.where["implied_base"] == pytest.approx(sum(values), rel=1e-3)
    assert "tabloda satır eksik" in finding.message("tr")


def test_shares_that_were_cut_instead_of_rounded_are_said_of_their_sum_only() -> None:
    values = [1677.22, 1340.12, 295.23, 2071.15, 2391.21, 444.34, 343.14]
    cut = [int(10_000 * value / sum(values)) / 100 for value in values]
    (finding,) = share_findings(values, cut)
    assert (finding.kind, finding.where["likely"]) == ("share-total-differs", "rounding")


# ------------------------------------------------------------------ years


def years_of(table: Table, values: Sequence[float]) -> list[Finding]:
    before, after = frame_of(table).assign(value=[*table.beside, 0.0]), frame_of(table, values=values)
    rows = pd.concat([before.assign(year=2022), after.assign(year=2023)])[lambda frame: ~frame["is_total"]]
    return find_year_differences(rows, quantity_of(table), "plan")


def test_a_figure_a_thousand_times_too_large_is_seen_from_the_other_year() -> None:
    table = CLEAN["populations"](np.random.default_rng(5))
    assert years_of(table, table.values) == []
    (finding,) = years_of(table, [table.values[0] * 1000, *table.values[1:]])
    assert (finding.kind, finding.where["likely"], finding.where["likely_rows"]) == (
        "year-differs",
        "thousands-doubled",
        ["Mahalle 0"],
    )


def test_a_change_that_no_mistake_explains_is_a_change() -> None:
    table = CLEAN["populations"](np.random.default_rng(6))
    assert years_of(table, [table.values[0] * 3.3, *table.values[1:]]) == []


# ------------------------------------------------------------------ targets


@pytest.mark.parametrize(
    ("weights", "computed"),
    [
        ([20.0, 20.0, 20.0, 20.0, 10.0], 90.0),
        ([60.0, 60.0, None], 120.0),
        ([30.0, 30.0, 40.0, None, None], None),
        ([30.0, 30.0, None], None),
        ([33.3, 33.3, 33.3], None),
        ([33.3, 33.3, 30.3], 96.9),
        ([None, None], None),
    ],
)
def test_weights_are_found_exactly_where_they_cannot_sum_to_100(weights: list[float | None], computed: float | None) -> None:
    found = find_weight_differences(
        pd.DataFrame({"target": "1", "weight_pct": pd.Series(weights, dtype="float64")}),
        "target",
        "weight_pct",
        "plan",
        "targets",
    )
    assert [finding.computed for finding in found] == ([] if computed is None else [computed])


@pytest.mark.parametrize(
    ("kind", "headline", "years", "computed"),
    [
        ("yearly", 25.0, [5.0] * 5, None),
        ("yearly", 52.0, [5.0] * 5, 25.0),
        ("yearly", 25.0, [5.0, 5.0, None, 5.0, 5.0], None),
        ("yearly", 15.0, [5.0, 5.0, None, 5.0, 5.0], 20.0),
        ("cumulative", 100.0, [20.0, 40.0, 60.0, 80.0, 100.0], None),
        ("cumulative", 100.0, [20.0, 40.0, 60.0, 80.0, 90.0], 90.0),
        ("tick", 1.0, [0.0, 0.0, 5.0, 0.0, 0.0], None),
        ("yearly", None, [5.0] * 5, None),
        ("yearly", 5.0, [None] * 5, None),
    ],
)
def test_a_headline_is_found_exactly_where_the_years_do_not_give_it(
    kind: str, headline: float | None, years: list[float | None], computed: float | None
) -> None:
    columns = {f"y{place}": pd.Series([value], dtype="float64") for place, value in enumerate(years)}
    rows = pd.DataFrame({"name": ["Park"], "value_kind": [kind], "aim": pd.Series([headline], dtype="float64"), **columns})
    found = find_headline_differences(rows, "aim", list(columns), "plan", "targets")
    assert [finding.computed for finding in found] == ([] if computed is None else [computed])


@pytest.mark.parametrize(
    ("quantities", "unit", "computed"),
    [
        ([10.0, 15.0], "count", None),
        ([10.0, 12.0], "count", 22.0),
        ([10.0, None], "count", None),
        ([30.0, None], "count", 30.0),
        ([9.0], "m2", None),
        ([], "count", None),
    ],
)
def test_investments_are_held_against_their_indicator_in_one_unit(
    quantities: list[float | None], unit: str, computed: float | None
) -> None:
    built = pd.DataFrame({"indicator": "2.4.2", "quantity": pd.Series(quantities, dtype="float64"), "unit": unit})
    aims = pd.DataFrame({"indicator": ["2.4.2", "9.9.9"], "name": "Park", "quantity": [25.0, 3.0], "unit": "count"})
    found = find_quantity_differences(built, aims)
    assert [finding.computed for finding in found] == ([] if computed is None else [computed])


# ------------------------------------------------------------------ schedules and plans


WORKS = Schedule(start="start", end="end", approved="approved", status="status", progress="progress")
AS_OF = date(2026, 6, 1)
CLEAN_WORK = {"start": "2025-03-01", "end": "2027-05-01", "approved": "2025-02-01", "status": "ongoing", "progress": 0.4}


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"end": "2024-05-01"}, ["end-before-start"]),
        ({"approved": "2025-04-01"}, ["approved-after-start"]),
        ({"start": "2027-03-01", "approved": "2027-01-01"}, ["approved-in-the-future"]),
        ({"status": "completed"}, ["completed-but-unfinished"]),
        ({"status": "completed", "progress": 1.0}, []),
        ({"status": "completed", "progress": 1.0, "start": "2026-09-01"}, ["completed-in-the-future"]),
        ({"status": "planned"}, ["planned-with-progress"]),
        ({"status": "planned", "progress": 0.0}, []),
        ({"status": "cancelled"}, ["cancelled-with-progress"]),
        ({"status": "cancelled", "progress": None}, []),
        ({"progress": 1.2}, ["progress-out-of-range"]),
        ({"start": None, "end": None, "approved": None, "status": None, "progress": None}, []),
        ({"start": "bilinmiyor"}, []),
    ],
)
def test_a_work_breaks_exactly_the_rules_that_it_breaks(change: dict[str, object], rules: list[str]) -> None:
    rows = pd.DataFrame([{"name": "Öbürü", **CLEAN_WORK}, {"name": "Park", **CLEAN_WORK, **change}])
    found = find_schedule_contradictions(rows, WORKS, "plan", "investments", AS_OF)
    assert [finding.where["rule"] for finding in found] == rules
    assert all(finding.where["names"] == ["Park"] for finding in found)


def test_bare_years_are_whole_years_and_columns_may_be_lacking() -> None:
    rows = pd.DataFrame({"name": ["a", "b"], "from": [2025, 2027], "to": pd.array([2025, 2026], dtype="Int64")})
    (finding,) = find_schedule_contradictions(rows, Schedule(start="from", end="to"), "plan", "investments", AS_OF)
    assert finding.where["names"] == ["b"]
    assert find_schedule_contradictions(rows.iloc[:0], Schedule(start="from", end="to"), "plan", "investments", AS_OF) == []


def test_plans_differ_only_where_their_ranges_do_not_meet() -> None:
    title = Words("plan nüfusu (kişi)", "planned population (persons)")
    rows = [("1/100.000", 250_000.0, 300_000.0), ("1/5.000", 250_000.0, 250_000.0), ("1/1.000", 320_000.0, 320_000.0)]
    figures = pd.DataFrame(rows, columns=["plan", "low", "high"]).assign(
        name="2041", field="planned_population", layer="zoning", title=[title] * 3
    )
    (finding,) = find_plan_differences(figures)
    assert (finding.where["source"], finding.stated, finding.computed) == ("1/1.000", 320_000.0, [250_000.0, 300_000.0])
    assert "1/1.000 320.000, 1/100.000 250.000–300.000" in finding.message("tr")
