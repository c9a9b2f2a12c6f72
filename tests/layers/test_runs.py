"""Runs: one at a time, each with one ending, whatever ends it; nothing half is left, and nothing of it is forgotten."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from siting_town import siting_town

from geo.errors import NotFoundError, RefusedError
from layers.run_process import cancel_run
from layers.runs import MOST_RUNS, Outcome, Run, Runs, end_run, end_with_result, now, process_of
from layers.siting import site, siting_document
from layers.siting_request import SitingRequest
from layers.siting_runs import request_of, revisions_of, start_siting
from layers.workspace import open_workspace

ASKED = SitingRequest("park", 3, per_year=1, min_area_m2=200)
KEPT = {"asked.json", "outcome.json", "alive"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return siting_town(tmp_path_factory.mktemp("runs") / "w")


@pytest.fixture
def town(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


def start(town: Path, runs: Runs, asked: SitingRequest = ASKED) -> Run:
    return start_siting(runs, open_workspace(town), asked, "Ayşe")


def ended(runs: Runs, run: Run, seconds: float = 60) -> Run:
    deadline = time.monotonic() + seconds
    while runs.find(run.id).state == "running":
        assert time.monotonic() < deadline, "the run does not end"
        time.sleep(0.05)
    return runs.find(run.id)


def files(run: Run) -> set[str]:
    return {path.name for path in run.folder.iterdir()}


def stopped(run: Run) -> int:
    """The process of a run, halted before it can find anything."""
    number = process_of(run)
    assert number is not None
    os.kill(number, signal.SIGSTOP)
    return number


def test_a_run_answers_what_the_command_answers_and_tells_its_steps(town: Path) -> None:
    runs = Runs(town, "sunucu")
    began = start(town, runs)
    assert began.state == "running"
    assert (began.asked.by, request_of(began), dict(began.asked.revisions)) == ("Ayşe", ASKED, revisions_of(open_workspace(town)))
    seen = set()
    while (run := runs.find(began.id)).state == "running":
        seen.add(run.progress.get("step"))
        time.sleep(0.01)
    assert seen & {"candidates", "walks", "solving", "reasons"}
    assert run.state == "done"
    assert dict(run.summary()) == {"sites": 3, "people_gained": 800}
    result = run.result()
    expected = siting_document(site(open_workspace(town), ASKED))
    assert {name: result[name] for name in expected} == json.loads(json.dumps(expected))
    assert len(result["shapes"]) == 3
    assert result["revisions"] == revisions_of(open_workspace(town))


def test_a_refusal_is_an_ending_with_its_words(town: Path) -> None:
    runs = Runs(town)
    run = ended(runs, start(town, runs, SitingRequest("park", 30)))
    assert run.state == "refused"
    assert run.outcome is not None
    assert [issue["kind"] for issue in run.outcome.issues] == ["siting-too-few-candidates"]
    assert files(run) <= KEPT | {"process", "complaints.txt"}
    with pytest.raises(NotFoundError):
        run.result()


def test_one_run_at_a_time_and_the_next_when_it_has_ended(town: Path) -> None:
    runs = Runs(town)
    first = start(town, runs)
    stopped(first)
    with pytest.raises(RefusedError) as refused:
        start(town, Runs(town, "another server"))
    assert refused.value.issues[0].kind == "run-busy"
    assert "Ayşe" in refused.value.issues[0].message("tr")
    assert [run.id for run in runs.all()] == [first.id]
    assert cancel_run(first, "Mehmet")
    second = start(town, runs)
    assert [run.id for run in runs.all()] == [second.id, first.id]
    assert ended(runs, second).state == "done"


def test_a_cancelled_run_leaves_nothing_but_that_it_was_cancelled(town: Path) -> None:
    runs = Runs(town)
    run = start(town, runs)
    assert cancel_run(run, "Mehmet")
    after = runs.find(run.id)
    assert after.outcome is not None
    assert (after.state, after.outcome.by) == ("cancelled", "Mehmet")
    assert files(after) == KEPT
    assert process_of(after) is None
    # What comes later does not change it.
    assert not cancel_run(after, "Ayşe")
    assert not end_with_result(after.folder, {"sites": []}, {"sites": 0})
    assert runs.find(run.id).state == "cancelled"
    assert files(after) == KEPT


def test_a_killed_run_is_said_to_have_died_and_leaves_nothing_half(town: Path) -> None:
    runs = Runs(town, "sunucu")
    run = start(town, runs)
    os.kill(stopped(run), signal.SIGKILL)
    assert ended(runs, run).state == "died"
    deadline = time.monotonic() + 10
    while not (run.folder / "outcome.json").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert files(run) <= KEPT
    # A later server says the same.
    later = Runs(town, "later")
    later.sweep()
    assert later.find(run.id).state == "died"


def test_a_run_ends_with_its_server_and_the_next_server_says_so(town: Path) -> None:
    server = (
        "import sys, time; from pathlib import Path; from layers.runs import Runs; from layers.siting_runs import start_siting;"
        "from layers.siting_request import SitingRequest; from layers.workspace import open_workspace;"
        "town = Path(sys.argv[1]); asked = SitingRequest('park', 3);"
        "run = start_siting(Runs(town, 'first'), open_workspace(town), asked, 'Ayşe');"
        "sys.stdout.write(run.id + chr(10)); sys.stdout.flush(); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", server, str(town)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        process.kill()
    runs = Runs(town, "second")
    run = ended(runs, runs.find(name), 30)
    assert run.state == "restarted"
    runs.sweep()
    swept = runs.find(name)
    assert swept.state == "restarted"
    assert files(swept) == KEPT


def test_the_oldest_runs_are_swept_and_one_that_lives_never(town: Path) -> None:
    runs = Runs(town)
    living = start(town, runs)
    number = stopped(living)
    # Later ones, as if other servers had begun them.
    for _ in range(MOST_RUNS + 3):
        folder, lock = runs.begin("siting", {"kind": "park", "count": 1, "per_year": None}, "Ayşe", {})
        end_run(folder, Outcome("cancelled", now(), "Ayşe"))
        os.close(lock)
    kept = runs.all()
    assert len(kept) in (MOST_RUNS, MOST_RUNS + 1)
    os.kill(number, signal.SIGCONT)
    assert ended(runs, living).state == "done"


@pytest.mark.parametrize("name", ["", "..", "../w", "20261126-072924123456-bc91e3", "x/y", "20261126-072924123456-bc91eG"])
def test_a_name_that_is_none_is_told(town: Path, name: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        Runs(town).find(name)
    assert refused.value.issues[0].kind == "run-unknown"
    assert str(MOST_RUNS) in refused.value.issues[0].message("tr")


def test_a_run_in_the_making_that_a_dead_server_left_is_swept(town: Path) -> None:
    runs = Runs(town)
    left = town / "runs" / ".20261126-072924123456-bc91e3"
    left.mkdir(parents=True)
    assert runs.all() == []
    runs.sweep()
    assert not left.exists()
