"""Reading apart: what kills a reading is a refusal with words, and the next file is read as if nothing had been."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from geo.names import Gazetteer
from layers import LAYERS
from layers.base import ReadContext
from layers.importing import read_apart, read_file
from layers.reading import isolation
from layers.reading.gate import Limits
from layers.reading.isolation import Worker, Workers, run_apart
from layers.reading.wire import issue_from_document, issue_to_document, pack, reading_from_document, unpack
from layers.reading.worker import ANSWER, COMPLAINTS

HATAY = ReadContext("Hatay", None, Gazetteer([]))
BOUNDARIES = LAYERS["boundaries"]

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for the fork in /proc, which only Linux has")


def squares(path: Path, count: int) -> Path:
    """A boundary file of that many squares, each with a name of its own."""
    features = [
        {
            "type": "Feature",
            "properties": {"MAHALLE": f"Mahalle {number}", "ALAN": 1.5},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]],
            },
        }
        for number in range(count)
        for x, y in [(36 + number % 500 * 0.002, 36 + number // 500 * 0.002)]
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return squares(tmp_path / "small.geojson", 3)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return squares(tmp_path / "large.geojson", 4000)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Workers of this test alone, so that it knows which process reads."""
    own = Workers()
    monkeypatch.setattr(isolation, "shared_workers", lambda: own)
    yield own
    own.close()


def refusal(path: Path, limits: Limits) -> list[str]:
    with pytest.raises(RefusedError) as refused:
        read_apart(BOUNDARIES, path, HATAY, limits)
    for issue in refused.value.issues:
        assert path.name in issue.message("tr")
        assert path.name in issue.message("en")
    return [issue.kind for issue in refused.value.issues]


def fork_of(worker: Worker) -> int:
    """The process that reads for a worker, waited for."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children")
    while not (found := children.read_text().split()):
        pass
    while not os.readlink(f"/proc/{found[0]}/fd/2").endswith(COMPLAINTS):
        pass
    return int(found[0])


def struck(workers: Workers, signal_number: int) -> threading.Thread:
    """Strike the next reading with a signal while it reads."""
    worker = workers.take()
    workers.give_back(worker)
    thread = threading.Thread(target=lambda: os.kill(fork_of(worker), signal_number))
    thread.start()
    return thread


def test_a_reading_apart_is_the_same_reading(large: Path) -> None:
    apart, here = read_apart(BOUNDARIES, large, HATAY), read_file(BOUNDARIES, large, HATAY)
    assert apart.rows.equals(here.rows)
    assert apart.rows.crs == here.rows.crs
    assert list(apart.rows.dtypes) == list(here.rows.dtypes)
    assert replace(apart, rows=None) == replace(here, rows=None)
    assert apart.rows_stored == 4000


def test_a_refusal_comes_back_with_its_issues(tmp_path: Path) -> None:
    (tmp_path / "sinir.geojson").write_bytes(b"%PDF-1.7")
    assert refusal(tmp_path / "sinir.geojson", Limits()) == ["wrong-content"]


@linux
def test_a_crash_is_a_refusal_and_the_next_file_is_read(workers: Workers, large: Path, small: Path) -> None:
    thread = struck(workers, signal.SIGSEGV)
    assert refusal(large, Limits()) == ["reader-crashed"]
    thread.join()
    assert read_apart(BOUNDARIES, small, HATAY).rows_stored == 3


@linux
def test_a_kill_by_the_system_is_taken_for_want_of_memory(workers: Workers, large: Path) -> None:
    thread = struck(workers, signal.SIGKILL)
    assert refusal(large, Limits()) == ["reader-out-of-memory"]
    thread.join()


@linux
def test_a_hang_ends_when_the_time_is_up(workers: Workers, large: Path, small: Path) -> None:
    thread = struck(workers, signal.SIGSTOP)
    assert refusal(large, Limits(wall_seconds=3)) == ["reader-too-slow"]
    thread.join()
    assert read_apart(BOUNDARIES, small, HATAY).rows_stored == 3


@linux
def test_endless_computing_ends_when_the_processor_time_is_up(workers: Workers, large: Path) -> None:
    thread = struck(workers, signal.SIGXCPU)
    assert refusal(large, Limits()) == ["reader-too-slow"]
    thread.join()


@linux
def test_the_limits_hold_in_the_reading_process(workers: Workers, large: Path) -> None:
    worker = workers.take()
    workers.give_back(worker)
    found: list[str] = []

    def look() -> None:
        fork = fork_of(worker)
        while "2000000000" not in (text := Path(f"/proc/{fork}/limits").read_text()):
            pass
        found.append(text)

    thread = threading.Thread(target=look)
    thread.start()
    read_apart(BOUNDARIES, large, HATAY, Limits(memory_bytes=2_000_000_000, scratch_bytes=1_000_000_000))
    thread.join()
    limits = {line[:26].strip(): line[26:47].strip() for line in found[0].splitlines()}
    assert limits["Max file size"] == "1000000000"
    assert limits["Max core file size"] == "0"
    assert int(limits["Max cpu time"]) >= Limits().cpu_seconds


@linux
def test_too_much_memory_is_a_refusal(large: Path, small: Path) -> None:
    assert refusal(large, Limits(memory_bytes=500_000_000)) == ["reader-out-of-memory"]
    assert read_apart(BOUNDARIES, small, HATAY).rows_stored == 3


def test_a_worker_that_died_while_idle_is_replaced(workers: Workers, small: Path) -> None:
    worker = workers.take()
    workers.give_back(worker)
    worker.kill()
    assert read_apart(BOUNDARIES, small, HATAY).rows_stored == 3


def test_threads_read_at_once(large: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(lambda _: read_apart(BOUNDARIES, large, HATAY), range(4)))
    assert [reading.rows_stored for reading in readings] == [4000] * 4


@linux
def test_a_reading_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> None:
    monkeypatch.setenv("MAHALLE_DATABASE_PASSWORD", "gizli")
    worker = workers.take()
    assert b"gizli" not in Path(f"/proc/{worker.pid}/environ").read_bytes()
    workers.give_back(worker)


@pytest.mark.parametrize(
    "answer", [b"", b"\x00" * 8, b"\xff" * 20, pack({"done": 1}, b""), pack({"refused": []}, b""), pack({}, b"")]
)
def test_a_wrong_answer_is_none(tmp_path: Path, answer: bytes) -> None:
    (tmp_path / ANSWER).write_bytes(answer)
    assert isolation._answer(tmp_path, Limits()) is None


@linux
@pytest.mark.parametrize("trap", ["link", "pipe", "folder"])
def test_an_answer_that_is_no_plain_file_is_none(tmp_path: Path, trap: str) -> None:
    other = tmp_path / "other"
    other.write_bytes(pack({"done": {}}, b""))
    if trap == "link":
        (tmp_path / ANSWER).symlink_to(other)
    elif trap == "pipe":
        os.mkfifo(tmp_path / ANSWER)
    else:
        (tmp_path / ANSWER).mkdir()
    assert isolation._answer(tmp_path, Limits()) is None


def test_an_answer_of_another_layer_is_a_refusal(small: Path) -> None:
    document, block = run_apart("import", "boundaries", small, HATAY, Limits(), name="small", limits=Limits())
    with pytest.raises(KeyError):
        reading_from_document(LAYERS["population"], document, block)


texts = st.text(max_size=20)


@given(st.builds(Issue, st.just("negative-value"), st.none() | st.integers(1), st.none() | texts, texts, texts))
def test_an_issue_survives_the_way(issue: Issue) -> None:
    assert issue_from_document(unpack(pack(issue_to_document(issue), b""))[0]) == issue


def test_words_and_numbers_of_an_issue_survive_the_way() -> None:
    params = {"count": 3, "reading": Words("Türkçe", "Turkish")}
    issue = Issue("number-format-decided", old="1.500", new="1500", params=params)
    assert issue_from_document(json.loads(json.dumps(issue_to_document(issue)))) == issue
