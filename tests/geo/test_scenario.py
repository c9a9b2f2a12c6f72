"""Scenarios: worked examples, parts that add up, Defne's two futures, comparison with its better side."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from geo.comparison import add_investments, compare_indicators, count_better
from geo.errors import RefusedError
from geo.issues import Words
from geo.scenario import (
    Horizon,
    HousingArea,
    Scenario,
    check_against_plan,
    project_population,
    spread_housing,
)

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "examples" / "decisions" / "scenarios.yaml"
EXAMPLES = [pytest.param(entry, id=entry["name"]) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
HORIZON = Horizon(2022, 2025, 2041)
TITLE = Words("Deneme", "Trial")


def places(rows: dict[str, dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index").astype({"population_2022": "float64", "population_2025": "float64"})


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    given_scenario = dict(example["scenario"])
    housing = tuple(HousingArea(**area) for area in given_scenario.pop("housing", []))
    scenario = Scenario("trial", TITLE, housing=housing, **given_scenario)
    projected = project_population(places(example["places"]), scenario, HORIZON, example["year"])
    expected = [np.nan if people is None else people for people in example["expected"].values()]
    assert projected["population"].tolist() == pytest.approx(expected, nan_ok=True)
    assert projected.index.tolist() == list(example["expected"])


people = st.none() | st.integers(0, 20_000)


@given(
    st.lists(st.tuples(people, people), min_size=1, max_size=8),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(-2, 3),
    st.integers(2025, 2041),
)
def test_parts_add_up_and_more_return_never_means_fewer_people(
    rows: list[tuple[int | None, int | None]], low: float, high: float, growth: float, year: int
) -> None:
    low, high = sorted((low, high))
    table = places({str(n): {"population_2022": before, "population_2025": now} for n, (before, now) in enumerate(rows)})
    few, many = (
        project_population(table, Scenario("x", TITLE, return_ratio=ratio, growth_pct_per_year=growth), HORIZON, year)
        for ratio in (low, high)
    )
    parts = many[["population_base", "returned", "natural_growth", "new_housing"]].sum(axis=1, skipna=False)
    assert many["population"].tolist() == pytest.approx(parts.tolist(), nan_ok=True)
    both = few["population"].notna() & many["population"].notna()
    assert (many["population"][both] >= few["population"][both] - 1e-9).all()
    # who returns was lost before: never more than lived there
    lost = (table["population_2022"] - table["population_2025"]).clip(lower=0).fillna(0.0)
    assert (many["returned"].dropna() <= lost[many["returned"].notna()] + 1e-9).all()


@given(st.floats(0, 2000), st.lists(st.none() | st.floats(0, 50), min_size=1, max_size=9))
def test_spread_housing_keeps_the_total(area_ha: float, shares: list[float | None]) -> None:
    known = pd.Series(shares, dtype="float64")
    areas = spread_housing(area_ha, 100, known)
    if known.sum() > 0:
        assert sum(area.area_ha for area in areas) == pytest.approx(area_ha)
    else:
        assert areas == ()


def defne() -> pd.DataFrame:
    """Defne by its own table for 2022 and TÜİK's figures for 2025."""
    before = pd.read_csv(ROOT / "data" / "defne" / "tablo08_nufus_mahalle.tsv", sep="\t", dtype=str)
    after = pd.read_csv(ROOT / "data" / "defne" / "tuik_adnks_2023_2025.tsv", sep="\t", dtype=str)
    old = pd.to_numeric(before.iloc[:-1, 2].str.replace(".", "", regex=False))
    new = pd.to_numeric(after.loc[:, after.columns.str.contains("2025")].iloc[:, 0].str.replace(".", "", regex=False))
    # both tables are in the same alphabetical order
    return pd.DataFrame(
        {"population_2022": old.to_numpy(), "population_2025": new.to_numpy()}, index=[f"m{n}" for n in range(37)]
    )


def test_defnes_return_alone_stays_far_under_the_plan_and_growth_areas_reach_it() -> None:
    table = defne()
    assert table["population_2022"].sum() == 165_494
    assert table["population_2025"].sum() == 139_605
    back = Scenario("return", Words("Kaybın yarısı döner", "Half of the lost return"), return_ratio=0.5)
    # 658 + 478 ha of development areas, of which 55 % housing plots, at 200 people a net hectare: 1,136 × 0.55 × 200
    growth = Scenario(
        "growth",
        Words("Gelişme alanları", "Growth areas"),
        housing=spread_housing(658 + 478, 200, table["population_2025"], net_ratio=0.55),
    )
    lost = (table["population_2022"] - table["population_2025"]).clip(lower=0).sum()
    returned, grown = (project_population(table, scenario, HORIZON) for scenario in (back, growth))
    assert returned["population"].sum() == pytest.approx(139_605 + lost / 2)
    assert grown["population"].sum() == pytest.approx(139_605 + 124_960)
    (short,) = check_against_plan(back, returned, 2041, (250_000, 300_000))
    assert short.kind == "scenario-outside-plan"
    assert "2041" in short.message("tr")
    assert check_against_plan(growth, grown, 2041, (250_000, 300_000)) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"return_ratio": -0.1}, "return_ratio cannot be"),
        ({"return_ratio": float("nan")}, "return_ratio cannot be –"),
        ({"return_ratio_by": {"centre": 2}}, "centre cannot be 2"),
        ({"growth_pct_per_year": -100}, "growth_pct_per_year cannot be"),
        ({"housing": (HousingArea("a", -1, 200),)}, "area_ha cannot be"),
        ({"housing": (HousingArea("a", 1, float("inf")),)}, "net_density_per_ha cannot be –"),
        ({"housing": (HousingArea("a", 1, 200, 1.2),)}, "net_ratio cannot be"),
    ],
)
def test_scenario_that_cannot_be_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        Scenario("x", TITLE, **wrong)


def test_place_that_is_not_there_and_a_year_outside_are_refused() -> None:
    table = places({"a": {"population_2022": 10, "population_2025": 10}})
    with pytest.raises(RefusedError, match="unknown neighbourhoods or classes: b, old"):
        project_population(table, Scenario("x", TITLE, return_ratio_by={"old": 0.5}, housing=(HousingArea("b", 1, 1),)), HORIZON)
    with pytest.raises(RefusedError, match="it is 2025 to 2041"):
        project_population(table, Scenario("x", TITLE), HORIZON, 2050)


def test_comparison_names_the_better_side_by_the_direction() -> None:
    first = pd.DataFrame({"park": [4.0, 5.0, np.nan], "deficit": [9.0, 1.0, 2.0], "people": [1.0, 2.0, 3.0]}, index=list("abc"))
    second = pd.DataFrame({"people": [9.0, 9.0, 3.0], "deficit": [4.0, 1.0, 3.0], "park": [9.0, 5.0, 1.0]}, index=list("cab"))[
        ::-1
    ]
    table = compare_indicators(first, second, {"park": True, "deficit": False, "people": None})
    assert table.loc["a"]["better"].tolist() == ["second", "second", None]
    assert table.loc["b"]["better"].tolist() == ["first", "first", None]
    assert table.loc["c"]["better"].tolist() == [None, "first", None]
    assert table.loc[("a", "deficit"), "difference"] == -8
    assert count_better(table).loc["deficit"].tolist() == [2, 1, 0, 0]
    with pytest.raises(RefusedError, match="park, people"):
        compare_indicators(first, second, {"deficit": False})


def test_before_and_after_the_investments_of_a_year() -> None:
    have = pd.DataFrame({"park": [2000.0, 0.0, np.nan], "sport": 100.0}, index=["a", "b", "c"])
    plans = pd.DataFrame(
        {
            "neighbourhood_id": ["a", "a", "b", "c", "b", None, "a"],
            "kind": ["park", "park", "park", "park", "sport", "park", "bridge"],
            "year": [2025, 2026, 2026, 2026, 2027, 2026, 2026],
            "area_m2": [500.0, 700.0, np.nan, 300.0, 900.0, 50.0, 10.0],
            "status": ["planned", "cancelled", "planned", "planned", "planned", "planned", "planned"],
        }
    )
    after = add_investments(have, plans, 2026)
    assert after["park"].tolist() == pytest.approx([2500.0, np.nan, np.nan], nan_ok=True)
    assert after["sport"].tolist() == [100.0, 100.0, 100.0]
    assert add_investments(have, plans, 2027)["sport"].tolist() == [100.0, 1000.0, 100.0]
    pd.testing.assert_frame_equal(add_investments(have, plans, 2024), have)
    better = compare_indicators(have, after, {"park": True, "sport": True})["better"]
    assert better.loc[("a", "park")] == "second"


def test_tables_without_a_common_indicator_compare_in_nothing() -> None:
    empty = pd.DataFrame(index=["a", "b"])
    assert compare_indicators(empty, empty, {}).empty
