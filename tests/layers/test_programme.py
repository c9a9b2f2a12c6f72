"""The programme over a small town: sums a planner can check, the plan beside it, and what a year of it changes."""

from pathlib import Path

import pandas as pd
import pytest
from small_town import box, lay, multi, rows, small_town
from workspaces import done, run

from geo.errors import NotFoundError
from layers.atlas import build_atlas
from layers.duties import current_duties
from layers.ground import Ground
from layers.importing import current_neighbourhoods
from layers.investment_conflicts import conflicts_of_investments
from layers.programme import Programme, budget_by_unit, cost_and_programme, indicators_and_programme, programme_of
from layers.programme_effect import effect_of_programme
from layers.workspace import open_workspace

# One park stands in Batı, on 1,000 m2, for 600 people; 400 people in Doğu have none that is known.
PARKS = {"name": ["Eski Park", "Küçük Park"], "neighbourhood_name": ["Batı", "Doğu"], "kind": "park", "area_m2": [1000.0, 500.0]}
# By 2026: 2,000 m2 in Batı (1,200 in 2025 and 800 in 2026), drawn 400 m2 in Doğu; in 2027 one of unknown size in Doğu.
INVESTMENTS = {
    "id": ["a", "a", "b", "c", "d", "e"],
    "name": ["A Parkı", "A Parkı", "B Parkı", "C Parkı", "D Parkı", "E Parkı"],
    "neighbourhood_name": ["Batı", "Batı", None, "Doğu", "Batı", "Batı"],
    "kind": "park",
    "year": [2025, 2026, 2026, 2027, 2025, 2025],
    "budget_try": [3e6, 2e6, 4e6, None, 9e6, 8e6],
    "quantity": [1200.0, 800.0, None, 1.0, 5000.0, 6000.0],
    "quantity_unit": ["m2", "m2", None, "adet", "m2", "m2"],
    "unit_in_charge": ["Park", "Park", "Fen", "Park", "Park", None],
    "target_no": "2.4",
    "indicator_no": "2.4.2",
    "funding": ["own_budget", "own_budget", "loan", None, "own_budget", "own_budget"],
    "status": ["planned", "planned", "design", "planned", "completed", "cancelled"],
}
CARDS = {
    "target_no": "2.4",
    "indicator_no": "2.4.2",
    "indicator": "Yapılan park",
    "target_value": [5.0, 5.0, 5.0],
    "year": [2025, 2026, 2027],
}
COSTS = {"item": "HEDEF 2.4", "year": [2025, 2026], "cost_try": [20e6, 5e6]}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_town(tmp_path_factory.mktemp("programme") / "w")
    lay(folder, "parks", pd.DataFrame(PARKS))
    shapes = [None, None, box(1500, 100, 20), None, None, None]
    lay(folder, "investments", rows(INVESTMENTS, multi(shapes)))
    lay(folder, "targets", pd.DataFrame(CARDS))
    lay(folder, "target_costs", pd.DataFrame(COSTS))
    return folder


@pytest.fixture(scope="module")
def programme(town: Path) -> Programme:
    workspace = open_workspace(town)
    duties, ground = current_duties(workspace)
    boundaries = current_neighbourhoods(workspace, workspace.store())
    assert boundaries is not None
    names = dict(zip(boundaries["id"], boundaries["name"], strict=True))
    found = programme_of(ground, duties, conflicts_of_investments(workspace, ground, duties), names)
    assert found is not None
    return found


def test_an_investment_stands_once_with_its_years_and_sums(programme: Programme) -> None:
    assert programme.things.index.tolist() == ["a", "b", "c", "d", "e"]
    assert programme.things["years"].tolist() == [(2025, 2026), (2026,), (2027,), (2025,), (2025,)]
    assert programme.things["budget_try"].tolist()[:2] == [5e6, 4e6]
    # An amount that no year states is unknown, not 0.
    assert pd.isna(programme.things.loc["c", "budget_try"])
    assert programme.things["placed"].tolist() == [False, True, False, False, False]
    # It names no neighbourhood, but lies in one.
    assert programme.things.loc["b", "neighbourhood_name"] == "Doğu"
    assert programme.years == [2025, 2026, 2027]


def test_budgets_by_department_leave_cancelled_ones_out(programme: Programme) -> None:
    table = budget_by_unit(programme)
    assert table.index.tolist() == ["Park", "Fen"]
    assert table[2025].tolist()[0] == 12e6
    assert table[2026].tolist() == [2e6, 4e6]
    assert table[2027].isna().all()


def test_plan_and_programme_by_target_and_year(town: Path, programme: Programme) -> None:
    workspace = open_workspace(town)
    table = cost_and_programme(workspace, workspace.store(), programme)
    assert table.loc[("2.4", 2025)].tolist() == [20e6, 12e6, -8e6]
    assert table.loc[("2.4", 2026)].tolist() == [5e6, 6e6, 1e6]
    assert pd.isna(table.loc[("2.4", 2027), "difference_try"])
    without = cost_and_programme(workspace, workspace.store(), None)
    assert without["cost_try"].tolist() == [20e6, 5e6]
    assert without["difference_try"].isna().all()


def test_indicators_count_what_is_placed_funded_and_built(town: Path, programme: Programme) -> None:
    workspace = open_workspace(town)
    table = indicators_and_programme(workspace, workspace.store(), programme)
    # 800 of A and 1 of B, whose quantity nobody wrote; B has a place; both have money.
    assert table.loc[("2.4.2", 2026), ["target_value", "planned", "placed", "funded", "built"]].tolist() == [5, 801, 1, 801, 0]
    assert table.loc[("2.4.2", 2025), "built"] == 5000
    assert indicators_and_programme(workspace, workspace.store(), None)["planned"].tolist() == [0, 0, 0]


def test_what_is_built_by_a_year_is_added_to_what_exists(town: Path) -> None:
    effect = effect_of_programme(open_workspace(town), 2026)
    green = effect.by_neighbourhood.xs("m2_per_person_active_green", level="indicator")
    names = effect.before.neighbourhoods["name"]
    of = {name: green.loc[place] for place, name in names.items()}
    # 1,000 m2 ÷ 600; with A's 2,000 m2 3,000 ÷ 600. 500 ÷ 400; with B's drawn 400 m2 900 ÷ 400.
    assert of["Batı"][["first", "second"]].tolist() == pytest.approx([1000 / 600, 3000 / 600])
    assert of["Doğu"][["first", "second"]].tolist() == pytest.approx([500 / 400, 900 / 400], rel=1e-3)
    assert set(green["better"]) == {"second"}
    row = effect.rows.set_index("indicator").loc["m2_per_person_active_green"]
    assert (row["better"], row["better_count"], row["worse_count"], row["unknown_count"]) == ("second", 2, 0, 0)
    # People per park: 600 for one, then for two.
    load = effect.by_neighbourhood.xs("people_per_park", level="indicator")
    assert load.loc[names[names == "Batı"].index[0], ["first", "second"]].tolist() == [600, 300]
    assert effect.unchanged > 0


def test_a_part_of_a_year_builds_nothing_and_an_unknown_size_makes_the_sum_unknown(town: Path) -> None:
    workspace = open_workspace(town)
    # A is finished in 2026: of it nothing stands in 2025.
    assert effect_of_programme(workspace, 2025).rows.empty
    row = effect_of_programme(workspace, 2027).rows.set_index("indicator").loc["m2_per_person_active_green"]
    assert (row["better_count"], row["unknown_count"]) == (1, 1)
    with pytest.raises(NotFoundError, match="2030"):
        effect_of_programme(workspace, 2030)


def test_what_is_planned_is_not_counted_twice_once_it_is_built(town: Path) -> None:
    workspace = open_workspace(town)
    before, after = build_atlas(workspace), build_atlas(workspace, ground=Ground(workspace).when_built(2026))
    for atlas, planned, existing in ((before, 2000, 1000), (after, 0, 3000)):
        table = atlas.facts.columns
        place = atlas.neighbourhoods.index[atlas.neighbourhoods["name"] == "Batı"][0]
        assert table.loc[place, "invested_m2_active_green"] == planned
        assert table.loc[place, "existing_m2_active_green"] == existing


def test_a_park_that_is_built_shortens_the_way(town: Path) -> None:
    workspace = open_workspace(town)
    key = "walk_pct_park_500"
    before, after = build_atlas(workspace), build_atlas(workspace, ground=Ground(workspace).when_built(2026))
    # No park of today is drawn: nobody knows who can walk to one.
    assert key not in before.neighbourhoods
    share = after.neighbourhoods.set_index("name")[key]
    # B lies 380 m from one of the two addresses of Doğu, and further than 500 m from every address of Batı.
    assert (share["Doğu"], share["Batı"]) == (50, 0)


def test_the_command_line_answers_the_same(town: Path) -> None:
    answer = done(run(town, "atlas", "--with-investments", 2026, "--format", "json")).document
    effect = effect_of_programme(open_workspace(town), 2026)
    assert [row["indicator"] for row in answer] == effect.rows["indicator"].tolist()
    assert run(town, "atlas", "--with-investments", 2026, "--fairness").code == 2
    refused = run(town, "atlas", "--with-investments", 2030)
    assert (refused.code, "2025, 2026, 2027" in refused.err) == (1, True)
