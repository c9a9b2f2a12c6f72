"""Scenarios that are filled in: what is typed is what is read back, what cannot be read has a line, nobody overwrites anybody."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_town import small_town

from geo.errors import MahalleError, NotFoundError, RefusedError, StaleError
from layers.atlas import Atlas, build_atlas
from layers.scenario_files import ScenarioFile, find_scenario, scenario_files, scenario_from_text
from layers.scenario_writing import (
    TypedScenario,
    delete_scenario,
    digest_of,
    own_file,
    save_scenario,
    scenario_text,
    typed_of,
)
from layers.scenarios import project_scenario
from layers.workspace import Workspace, open_workspace

TYPED = TypedScenario(
    *("Yarısı döner", "Half return", "Toplantı tutanağı", "2023", "2025", "2041"),
    return_ratio="0.5",
    growth="-0.3",
    ratios=[("Doğu", "0")],
    housing=[("Batı", "10", "120.5", "0.6")],
    spread=[("population", "2", "100", "")],
)
numbers = st.one_of(
    st.integers(0, 10**6).map(str), st.decimals(0, 9999, places=2, allow_nan=False, allow_infinity=False).map(lambda n: f"{n:f}")
)
words = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() == text and text.isprintable())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Atlas]:
    folder = small_town(tmp_path_factory.mktemp("scenarios") / "w")
    return folder, build_atlas(open_workspace(folder))


@pytest.fixture
def town(built: tuple[Path, Atlas], tmp_path: Path) -> Workspace:
    return open_workspace(Path(shutil.copytree(built[0], tmp_path / "w")))


def save(town: Workspace, today: Atlas, typed: TypedScenario, key: str | None = None, seen: str | None = None) -> str:
    def usable(file: ScenarioFile) -> None:
        project_scenario(town, file, today)

    return save_scenario(town, key, scenario_text(typed), usable, seen)


@given(words, words, words, numbers, numbers, st.decimals(0, 1, places=3).map(lambda n: f"{n.normalize():f}"))
def test_what_is_typed_is_read_back(title: str, source: str, place: str, area: str, density: str, ratio: str) -> None:
    typed = TypedScenario(
        *(title, title, source, "2022", "2025", "2041"),
        return_ratio=ratio,
        ratios=[(place, ratio)],
        housing=[(place, area, density, "")],
    )
    found = scenario_from_text("deneme", scenario_text(typed))
    assert (found.title.tr, found.source) == (title, source)
    assert found.return_ratio == float(ratio)
    assert dict(found.return_ratio_by) == {place: float(ratio)}
    (one,) = found.housing
    assert (one.neighbourhood, one.area_ha, one.density_per_ha, one.net_ratio) == (place, float(area), float(density), 1.0)


def test_the_form_of_a_file_writes_the_same_file(town: Workspace, built: tuple[Path, Atlas]) -> None:
    key = save(town, built[1], TYPED)
    assert key == "yarisi-doner"
    file = own_file(town, key)
    again = scenario_text(typed_of(file))
    assert scenario_from_text(key, again) == find_scenario(town, key)
    assert find_scenario(town, key).growth_pct_per_year == -0.3


@pytest.mark.parametrize(
    ("change", "kind", "row"),
    [
        ({"return_ratio": "yarısı"}, "scenario-bad-line", 8),
        ({"return_ratio": "1.500"}, "scenario-bad-line", 8),
        ({"return_ratio": "1.5"}, "scenario-bad-number", None),
        ({"plan_year": "2024"}, "scenario-bad-line", 7),
        ({"plan_year": ""}, "scenario-bad-line", 1),
        ({"source": " "}, "scenario-bad-line", 1),
        ({"ratios": [("Kuzey", "1")]}, "scenario-unknown-place", None),
        ({"ratios": [("Doğu", "1"), ("Doğu", "0")]}, "scenario-place-twice", None),
        ({"before_year": "2010"}, "scenario-years-unknown", None),
        ({"housing": [("Batı", "", "100", "")]}, "scenario-bad-line", 13),
        ({"spread": [("height", "2", "100", "")]}, "scenario-bad-line", 18),
        ({"title_tr": "!!!"}, "scenario-without-name", None),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    town: Workspace, built: tuple[Path, Atlas], change: dict[str, object], kind: str, row: int | None
) -> None:
    with pytest.raises(MahalleError) as refused:
        save(town, built[1], replace(TYPED, **change))  # type: ignore[arg-type]
    (issue,) = refused.value.issues
    assert (issue.kind, issue.row) == (kind, row)
    assert not (town.path / "scenarios").exists() or not list((town.path / "scenarios").iterdir())


def test_a_new_one_replaces_no_other(town: Workspace, built: tuple[Path, Atlas]) -> None:
    assert [save(town, built[1], TYPED) for _ in range(3)] == ["yarisi-doner", "yarisi-doner-2", "yarisi-doner-3"]
    assert len(scenario_files(town)) == 3


def test_the_second_of_two_who_edit_is_told(town: Workspace, built: tuple[Path, Atlas]) -> None:
    key = save(town, built[1], TYPED)
    seen = digest_of(own_file(town, key))
    save(town, built[1], replace(TYPED, return_ratio="0.6"), key, seen)
    with pytest.raises(StaleError) as refused:
        save(town, built[1], replace(TYPED, return_ratio="0.7"), key, seen)
    assert refused.value.issues[0].kind == "scenario-changed"
    assert find_scenario(town, key).return_ratio == 0.6


def test_only_the_workspaces_own_are_edited_or_deleted(town: Workspace, built: tuple[Path, Atlas]) -> None:
    key = save(town, built[1], TYPED)
    delete_scenario(town, key)
    assert key not in scenario_files(town)
    for name in (key, "../../workspace", ""):
        with pytest.raises(NotFoundError):
            delete_scenario(town, name)
    with pytest.raises(NotFoundError):
        save(town, built[1], TYPED, key, "x")


def test_one_that_ships_is_not_touched_by_its_copy(demo: Path, tmp_path: Path) -> None:
    workspace = open_workspace(Path(shutil.copytree(demo, tmp_path / "w")))
    shipped = scenario_files(workspace)["donus"]
    with pytest.raises(NotFoundError):
        own_file(workspace, "donus")
    copied = save(workspace, build_atlas(workspace), typed_of(shipped))
    assert copied == "kaybedilen-nufusun-yarisi-doner"
    assert scenario_files(workspace)["donus"] == shipped
    assert find_scenario(workspace, copied).return_ratio == find_scenario(workspace, "donus").return_ratio
    with pytest.raises(RefusedError):
        save(workspace, build_atlas(workspace), TypedScenario("a", "", "b", "2023", "2022", "2041"))
