"""Scenarios over the layers: what is written is what is computed, on a small town, and Defne's two side by side."""

import shutil
from pathlib import Path

import pytest
from office import add_people
from small_town import small_town
from workspaces import done, run

from geo.errors import MahalleError
from geo.indicators import INDICATORS
from layers.releases import Audience, shown_to
from layers.scenario_files import find_scenario, scenario_files
from layers.scenarios import atlas_of_scenario, compare_scenarios
from layers.workspace import open_workspace

YEARS = "before_year: 2023\nbase_year: 2025\nplan_year: 2041\nsource: deneme\n"
RETURN = "title: {tr: Dönüş, en: Return}\n" + YEARS + "return_ratio: 0.5\nreturn_ratio_by: {Doğu: 0}\n"
NEW = (
    "title: {tr: Yeni, en: New}\n"
    + YEARS
    + "housing:\n  - {neighbourhood: DOĞU, area_ha: 10, density_per_ha: 100, net_ratio: 0.5}\n"
    + "spread:\n  - {area_ha: 2, density_per_ha: 100, by: population}\n"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Batı had 800 people in 2023 and 600 in 2025, Doğu 400 and 400."""
    folder = small_town(tmp_path_factory.mktemp("scenarios") / "w")
    (folder / "scenarios").mkdir()
    for name, text in (("donus", RETURN), ("yeni", NEW)):
        (folder / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def people(folder: Path, name: str) -> dict[str, int]:
    table = atlas_of_scenario(open_workspace(folder), name).atlas.neighbourhoods
    return dict(zip(table["name"], table["population_2041"].astype(int), strict=True))


def test_population_is_what_the_file_says(town: Path) -> None:
    # Half of the 200 whom Batı lost; 10 ha x 0.5 x 100, and 200 people shared out 600 : 400.
    assert people(town, "donus") == {"Batı": 700, "Doğu": 400}
    assert people(town, "yeni") == {"Batı": 720, "Doğu": 980}


def test_indicators_are_those_of_the_scenarios_people(town: Path) -> None:
    table = atlas_of_scenario(open_workspace(town), "yeni").atlas.neighbourhoods.set_index("name")
    assert table["change_count"].to_dict() == {"Batı": 120, "Doğu": 580}
    assert table["density_per_km2"].round().to_dict() == pytest.approx({"Batı": 720, "Doğu": 980}, rel=0.01)


def test_side_by_side_has_every_indicator_with_its_difference(town: Path) -> None:
    found = compare_scenarios(open_workspace(town), "donus", "yeni")
    rows = found.rows.set_index("indicator")
    assert rows.loc["population", ["first", "second", "difference", "measure"]].tolist() == [1100, 1700, 600, "total"]
    assert rows.loc["population", "better"] is None
    shown = [key for key in INDICATORS if key in found.first.atlas.neighbourhoods]
    assert rows.index.tolist() == shown
    assert (rows[["first_count", "second_count", "equal_count", "unknown_count"]].sum(axis=1) == 2).all()


@pytest.mark.parametrize(
    ("text", "kind", "row"),
    [
        (RETURN.replace("0.5", "1.5"), "scenario-bad-number", None),
        (RETURN.replace("Doğu", "Kuzey"), "scenario-unknown-place", None),
        (RETURN.replace("2023", "2010"), "scenario-years-unknown", None),
        (RETURN.replace("return_ratio:", "return_rate:"), "bad-description", 6),
        (RETURN.replace("0.5", "1.500"), "bad-description", 6),
        (RETURN.replace("2041", "2024"), "bad-description", 4),
        (NEW.replace("by: population", "by: height"), "bad-description", 9),
    ],
)
def test_a_wrong_scenario_is_refused_with_line_and_reason(
    town: Path, tmp_path: Path, text: str, kind: str, row: int | None
) -> None:
    folder = Path(shutil.copytree(town, tmp_path / "w"))
    (folder / "scenarios" / "yanlis.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(MahalleError) as refused:
        atlas_of_scenario(open_workspace(folder), "yanlis")
    assert [(issue.kind, issue.row) for issue in refused.value.issues] == [(kind, row)]


def test_scenarios_of_other_years_are_not_compared(town: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(town, tmp_path / "w"))
    (folder / "scenarios" / "erken.yaml").write_text(RETURN.replace("2041", "2035"), encoding="utf-8")
    with pytest.raises(MahalleError) as refused:
        compare_scenarios(open_workspace(folder), "donus", "erken")
    assert refused.value.issues[0].kind == "scenarios-of-other-years"


def test_a_workspaces_scenario_goes_before_the_shipped_one(own_demo: Path) -> None:
    workspace = open_workspace(own_demo)
    assert list(scenario_files(workspace)) == ["donus", "gelisme"]
    (own_demo / "scenarios").mkdir()
    text = find_scenario(workspace, "donus").title.tr
    own = own_demo / "scenarios" / "donus.yaml"
    own.write_text(RETURN.replace("2023", "2022").replace("return_ratio_by: {Doğu: 0}\n", ""), encoding="utf-8")
    assert text != find_scenario(workspace, "donus").title.tr == "Dönüş"


def test_an_offices_own_scenarios_are_shown_to_staff_only(own_demo: Path) -> None:
    (own_demo / "scenarios").mkdir()
    (own_demo / "scenarios" / "erken.yaml").write_text(RETURN, encoding="utf-8")
    workspace = open_workspace(own_demo)
    audiences: tuple[Audience, ...] = ("public", "staff")
    for audience in audiences:
        assert list(scenario_files(shown_to(workspace, audience))) == ["donus", "erken", "gelisme"]
    add_people(own_demo, roles=("planner",))
    assert list(scenario_files(shown_to(workspace, "staff"))) == ["donus", "erken", "gelisme"]
    assert list(scenario_files(shown_to(workspace, "public"))) == ["donus", "gelisme"]


def test_defnes_two_scenarios_stand_side_by_side(demo: Path) -> None:
    found = compare_scenarios(open_workspace(demo), "donus", "gelisme")
    people = found.rows.set_index("indicator").loc["population"]
    today = found.first.parts["population_base"].sum()
    lost = found.first.atlas.neighbourhoods["population_2022"] - found.first.atlas.neighbourhoods["population_2025"]
    assert people["first"] == pytest.approx(today + lost.clip(lower=0).sum() / 2, abs=37)
    # 1136 ha x 82.85
    assert people["second"] == pytest.approx(today + 94_117.6, abs=37)
    # Both stay under the 250,000 of the plan, and it is said.
    assert [issue.kind for side in (found.first, found.second) for issue in side.issues] == ["scenario-outside-plan"] * 2


def test_command_gives_one_scenario_or_two_side_by_side(demo: Path) -> None:
    one = done(run(demo, "atlas", "--scenario", "donus", "--format", "json")).document
    assert len(one) == 37
    assert all(record["population_2041"] >= record["population_2025"] for record in one)
    words = ["atlas", "--scenario", "donus", "--scenario", "gelisme"]
    both = done(run(demo, *words, "--format", "json"))
    assert {"indicator", "first", "second", "difference", "better"} <= set(both.document[0])
    assert both.err == ""
    assert "the plan provides for 250,000 to 300,000" in done(run(demo, *words)).err
    assert run(demo, "atlas", "--scenario", "yok").code == 1
    assert run(demo, "atlas", "--scenario", "donus", "--to", 2025).code == 2
