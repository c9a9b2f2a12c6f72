"""Accepted sites: rows of the investments, each once, beside all that was there."""

import shutil
import time
from pathlib import Path

import pytest
from siting_town import siting_town
from small_town import lay, rows
from workspaces import current

from geo.errors import NotFoundError, RefusedError
from layers.accepting import Purpose, accept_sites, accepted_already
from layers.runs import Run, Runs
from layers.siting_request import SitingRequest
from layers.siting_runs import start_siting
from layers.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = siting_town(tmp_path_factory.mktemp("accept") / "w")
    bridge = rows({"name": ["Eski Köprü"], "kind": ["road"], "year": [2025], "budget_try": [1000.0]}, [None])
    lay(folder, "investments", bridge.drop(columns="geometry"))
    runs, workspace = Runs(folder), open_workspace(folder)
    run = start_siting(runs, workspace, SitingRequest("park", 3, per_year=1, min_area_m2=200, cost_try_per_m2=1500), "Ayşe")
    while runs.find(run.id).state == "running":
        time.sleep(0.05)
    return folder


@pytest.fixture
def town(built: Path, tmp_path: Path) -> Workspace:
    return open_workspace(Path(shutil.copytree(built, tmp_path / "w")))


def only_run(workspace: Workspace) -> Run:
    (run,) = Runs(workspace.path).all()
    return run


def ids(run: Run) -> list[str]:
    return [site["id"] for site in run.result()["sites"]]


def test_sites_become_planned_investments_in_their_years_and_the_others_stay(town: Workspace) -> None:
    run = only_run(town)
    result = accept_sites(town, run, ids(run))
    assert (result.rows_stored, result.rows_quarantined, result.revision) == (3, 0, 2)
    frame = current(town.path, "investments")
    assert len(frame) == 4
    new = frame[frame["source"] == f"yer-secimi-{run.id}"].sort_values("year")
    assert new["status"].tolist() == ["planned"] * 3
    assert new["kind"].tolist() == ["park"] * 3
    assert new["year"].tolist() == [2026, 2027, 2028]
    assert new["budget_try"].tolist() == [600_000.0] * 3
    assert new["quantity"].tolist() == [1.0] * 3
    assert new.to_crs(5256).area.tolist() == pytest.approx([400.0] * 3, rel=0.01)
    assert new["name"].iloc[0] == "Park: Batı 2/1"
    revision = town.store().current("investments")
    assert revision is not None
    assert run.id in revision.note
    assert "3 yer" in revision.note
    assert only_run(town).accepted_revision() == 2


def test_accepted_sites_say_what_they_are_for(town: Workspace) -> None:
    run = only_run(town)
    accept_sites(town, run, ids(run), Purpose("2.1", "2.1.1", "Park ve Bahçeler Müdürlüğü"))
    frame = current(town.path, "investments")
    new = frame[frame["source"] == f"yer-secimi-{run.id}"]
    assert set(new["indicator_no"]) == {"2.1.1"}
    assert set(new["target_no"]) == {"2.1"}
    assert set(new["unit_in_charge"]) == {"Park ve Bahçeler Müdürlüğü"}
    assert frame[frame["name"] == "Eski Köprü"]["indicator_no"].isna().all()


def test_a_site_is_accepted_once_and_the_rest_later(town: Workspace) -> None:
    run = only_run(town)
    first, *rest = ids(run)
    accept_sites(town, run, [first])
    assert accepted_already(town, run) == {first}
    with pytest.raises(RefusedError) as refused:
        accept_sites(town, run, ids(run))
    (issue,) = refused.value.issues
    assert issue.kind == "accept-again"
    assert "Batı 2/1" in issue.message("tr")
    assert len(current(town.path, "investments")) == 2
    accept_sites(town, run, rest)
    assert accepted_already(town, run) == set(ids(run))
    assert len(current(town.path, "investments")) == 4


def test_the_same_site_of_another_run_is_no_second_investment(town: Workspace) -> None:
    run = only_run(town)
    accept_sites(town, run, ids(run))
    # Asked for on purpose: a plot with a programmed investment is no candidate otherwise.
    runs = Runs(town.path)
    asked = SitingRequest("park", 1, min_area_m2=200, without=("programmed",))
    again = start_siting(runs, town, asked, "Ayşe")
    while runs.find(again.id).state == "running":
        time.sleep(0.05)
    other = runs.find(again.id)
    assert set(ids(other)) <= set(ids(run))
    assert "programdaki yatırımla birlikte" in other.result()["sites"][0]["conflicts"]
    with pytest.raises(RefusedError) as refused:
        accept_sites(town, other, ids(other))
    assert refused.value.issues[0].kind == "accept-again"


@pytest.mark.parametrize("chosen", [[], ["yok"], ["<img src=x>"]])
def test_what_is_no_site_of_the_run_is_refused(town: Workspace, chosen: list[str]) -> None:
    with pytest.raises(RefusedError) as refused:
        accept_sites(town, only_run(town), chosen)
    assert refused.value.issues[0].kind == "accept-nothing"
    assert len(current(town.path, "investments")) == 1


def test_a_run_without_a_result_gives_nothing_to_accept(town: Workspace) -> None:
    runs = Runs(town.path)
    run = start_siting(runs, town, SitingRequest("park", 30), "Ayşe")
    while runs.find(run.id).state == "running":
        time.sleep(0.05)
    with pytest.raises(NotFoundError) as refused:
        accept_sites(town, runs.find(run.id), ["x"])
    assert refused.value.issues[0].kind == "run-without-result"
