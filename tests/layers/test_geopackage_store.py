"""The store: revisions never change, killed writers leave no trace, writers lose nothing, readers never wait."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from workspaces import PLAN, ROOT, SKETCHED, TUIK, atlas, content, current, done, make, records, run, table, take

from geo.errors import RefusedError
from layers import LAYERS
from layers.gdal import pyogrio
from layers.importing import ImportOptions, import_files, undo
from layers.store.geopackage import GeoPackageStore
from layers.workspace import open_workspace


def tables(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "mahalle.gpkg")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def revision_tables(folder: Path) -> list[str]:
    return sorted(name for name in tables(folder) if "__r" in name and not name.startswith("rtree_"))


def assert_whole(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "mahalle.gpkg")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def imports(folder: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "mahalle", "-w", str(folder), "import", *(str(word) for word in words)]


# --------------------------------------------------------------------------- revisions


def test_revisions_once_made_never_change(own_demo: Path, tmp_path: Path) -> None:
    before = content(own_demo)
    done(take(own_demo, "population", table(tmp_path / "k.tsv", [["MAHALLE", "2023"], ["Tavla", 1]]), source="plan"))
    done(run(own_demo, "undo", "population"))
    done(take(own_demo, "boundaries", SKETCHED, source="sketch"))
    after = content(own_demo)
    assert {key: after[key] for key in before} == before
    assert set(after) - set(before) == {"population 3", "population 4", "boundaries 2"}


def test_history_tells_what_was_done_newest_first(own_demo: Path) -> None:
    done(run(own_demo, "undo", "population", "--note", "yanlış dosya"))
    rows = done(run(own_demo, "history", "population", "--format", "json")).document
    assert [(row["revision"], row["action"], row["restores"], row["rows"], row["note"]) for row in rows] == [
        (3, "undo", 1, 74, "yanlış dosya"),
        (2, "import", None, 150, ""),
        (1, "import", None, 74, ""),
    ]
    assert rows[0]["sources"] == ["tuik:tuik_adnks_2023_2025.tsv"]
    assert all(row["author"] for row in rows)


def test_undo_makes_a_revision_equal_to_the_one_before_and_again_goes_further_back(own_drawn: Path, tmp_path: Path) -> None:
    states = []
    for number in (1, 2, 3):
        file = table(tmp_path / f"{number}.tsv", [["MAHALLE", "2023"], ["Tavla", number], ["yok", 5]])
        done(take(own_drawn, "population", file, source="muhtar"))
        store = open_workspace(own_drawn).store()
        revision = store.current("population")
        assert revision is not None
        states.append((records(current(own_drawn, "population")), store.quarantine("population", number)))
    for revision, state in ((4, states[1]), (5, states[0])):
        done(run(own_drawn, "undo", "population"))
        assert records(current(own_drawn, "population")) == state[0]
        assert open_workspace(own_drawn).store().quarantine("population", revision) == state[1]
    before = content(own_drawn)
    answer = run(own_drawn, "undo", "population")
    assert answer.code == 1
    assert "geri alınacak daha eski bir sürüm yok" in answer.err
    assert content(own_drawn) == before
    # What came after an undo is undone to what the undo had brought back.
    done(take(own_drawn, "population", table(tmp_path / "6.tsv", [["MAHALLE", "2023"], ["Tavla", 6]]), source="muhtar"))
    done(run(own_drawn, "undo", "population"))
    assert records(current(own_drawn, "population")) == states[0][0]


def test_undo_of_a_layer_without_data_is_refused(own_drawn: Path) -> None:
    assert run(own_drawn, "undo", "population").code == 1
    assert run(own_drawn, "undo", "parklar").code == 1


def test_undo_of_boundaries_keeps_shapes_byte_for_byte(own_demo: Path, tmp_path: Path) -> None:
    before = records(current(own_demo, "boundaries"))
    shapes = pyogrio.read_dataframe(SKETCHED)
    pyogrio.write_dataframe(shapes.set_geometry(shapes.scale(0.9, 0.9)), tmp_path / "b.gpkg", driver="GPKG")
    done(take(own_demo, "boundaries", tmp_path / "b.gpkg", source="sketch"))
    assert records(current(own_demo, "boundaries")) != before
    done(run(own_demo, "undo", "boundaries"))
    assert records(current(own_demo, "boundaries")) == before


# --------------------------------------------------------------------------- as any other program sees it


def test_store_is_a_geopackage_whose_layers_carry_the_current_revisions(own_demo: Path, tmp_path: Path) -> None:
    done(take(own_demo, "population", table(tmp_path / "k.tsv", [["MAHALLE", "2023"], ["Tavla", 1]]), source="muhtar"))
    path = own_demo / "mahalle.gpkg"
    listed = dict(pyogrio.list_layers(path))
    assert listed["boundaries"] == "MultiPolygon"
    assert listed["population"] is None
    assert pyogrio.read_info(path, layer="boundaries")["crs"] == "EPSG:4326"
    assert len(pyogrio.read_dataframe(path, layer="boundaries")) == 37
    seen = pyogrio.read_dataframe(path, layer="population")
    assert records(seen) == records(pyogrio.read_dataframe(path, layer="population__r0003"))
    assert sorted(seen["source"].unique()) == ["muhtar", "plan", "tuik"]


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="GDAL's command line tools are not installed")
def test_store_is_read_by_ogrinfo(demo: Path) -> None:
    shown = subprocess.run(
        ["ogrinfo", "-al", "-so", str(demo / "mahalle.gpkg"), "boundaries"], capture_output=True, text=True, check=True
    )
    assert "Feature Count: 37" in shown.stdout
    assert "Geometry: Multi Polygon" in shown.stdout


def test_store_passes_the_integrity_checks_of_sqlite_and_names_no_missing_table(own_demo: Path) -> None:
    done(run(own_demo, "undo", "population"))
    with closing(sqlite3.connect(own_demo / "mahalle.gpkg")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        registered = {name for (name,) in connection.execute("SELECT table_name FROM gpkg_contents")}
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        assert registered <= there
        assert {"boundaries", "population", "statements"} <= registered
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        assert application.to_bytes(4, "big") == b"GPKG"


# --------------------------------------------------------------------------- killed writers

# The import runs in a process that dies when it returns from a function of that name.
DYING = """
import os, sys
def watch(frame, event, result):
    if event == "return" and frame.f_code.co_name == sys.argv[1]:
        os._exit(9)
sys.setprofile(watch)
from mahalle import main
main(sys.argv[2:])
"""


def die_after(function: str, command: list[str]) -> None:
    died = subprocess.run(
        [sys.executable, "-c", DYING, function, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert died.returncode == 9, died.stderr


@pytest.mark.parametrize("function", ["write_rows", "point_view"])
@pytest.mark.parametrize(("layer", "file"), [("population", PLAN), ("boundaries", SKETCHED)])
def test_writer_killed_before_its_transaction_ends_leaves_the_former_revision_and_no_orphan(
    own_demo: Path, layer: str, file: Path, function: str
) -> None:
    before, listed = content(own_demo), tables(own_demo)
    die_after(function, imports(own_demo, layer, file, "--source", "baska")[3:])
    # Another program that opens the file sees the former revision under the layer's plain name.
    show = "import pyogrio, sys; print(len(pyogrio.read_dataframe(sys.argv[1], layer=sys.argv[2])))"
    path = str(own_demo / "mahalle.gpkg")
    seen = subprocess.run([sys.executable, "-c", show, path, layer], capture_output=True, text=True, check=True)
    assert int(seen.stdout) == len(current(own_demo, layer))

    assert content(own_demo) == before
    assert tables(own_demo) == listed
    assert_whole(own_demo)
    # And the number is free.
    numbers = [int(name[-4:]) for name in revision_tables(own_demo) if name.startswith(layer)]
    assert done(take(own_demo, layer, file, source="baska")).document["revision"] == max(numbers) + 1


@pytest.mark.slow
def test_writer_killed_at_any_moment_leaves_a_whole_revision_or_the_next(own_demo: Path) -> None:
    chance = random.Random(20230206)  # noqa: S311 moments, not secrets
    number = 2
    for _ in range(6):
        before = content(own_demo)
        process = subprocess.Popen(
            imports(own_demo, "population", PLAN, "--source", "baska"),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.4, 1.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        after = content(own_demo)
        assert {key: after[key] for key in before} == before
        number += len(after) - len(before)
        assert len(after) - len(before) in {0, 1}
        assert [name for name in revision_tables(own_demo) if name.startswith("population")] == [
            f"population__r{k:04d}" for k in range(1, number + 1)
        ]


def test_writer_killed_while_the_store_is_made_leaves_no_half_store(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    die_after("write_dataframe", ["-w", str(folder), "init", "Deneme", "--province", "Hatay", "--district", "Defne"])
    assert (folder / "workspace.yaml").is_file()
    assert not (folder / "mahalle.gpkg").exists()
    done(take(folder, "boundaries", SKETCHED, source="sketch"))
    assert len(current(folder, "boundaries")) == 37


# --------------------------------------------------------------------------- several at once


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(own_drawn: Path, tmp_path: Path) -> None:
    expected: dict[str, int] = {}
    for number in range(3):
        started = []
        for name in ("ali", "veli"):
            source = f"{name}{number}"
            expected[source] = 100 * number + len(name)
            file = table(tmp_path / f"{source}.tsv", [["MAHALLE", "2023"], ["Tavla", expected[source]]])
            command = imports(own_drawn, "population", file, "--source", source)
            started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
        for process in started:
            _, said = process.communicate(timeout=60)
            assert process.returncode == 0, said.decode()
    rows = current(own_drawn, "population")
    assert dict(zip(rows["source"], rows["population"], strict=True)) == expected
    assert [row["revision"] for row in done(run(own_drawn, "history", "population", "--format", "json")).document] == [
        *range(6, 0, -1)
    ]


def test_reader_during_a_write_is_not_blocked_and_sees_the_former_revision(own_demo: Path) -> None:
    before = atlas(own_demo)
    store = open_workspace(own_demo).store()
    seen = []

    def draft(former: object, number: int) -> object:
        # The writer holds its lock here, as long as it likes.
        began = time.monotonic()
        seen.append((atlas(own_demo), time.monotonic() - began))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.commit("population", draft, author="x", action="import", note="")  # type: ignore[arg-type]
    assert seen[0][0] == before
    assert seen[0][1] < 5
    assert done(take(own_demo, "population", PLAN, source="plan")).document["revision"] == 3


def test_reader_sees_the_former_revision_while_a_transaction_is_open(own_demo: Path) -> None:
    expected = content(own_demo)
    with closing(sqlite3.connect(own_demo / "mahalle.gpkg", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM revisions WHERE layer = 'population' AND number = 2")
        assert content(own_demo) == expected
        writer.execute("ROLLBACK")


def test_writer_that_finds_another_one_writing_is_refused_and_says_so(own_demo: Path) -> None:
    path = own_demo / "mahalle.gpkg"
    impatient = GeoPackageStore(path, wait_s=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RefusedError) as refusal:
            impatient.restore("population", 1, author="x", note="")
    assert refusal.value.issues[0].kind == "store-busy"
    assert impatient.restore("population", 1, author="x", note="").number == 3


@pytest.mark.slow
def test_readers_and_a_writer_in_threads_of_one_process_never_disturb_each_other(own_demo: Path) -> None:
    # As in a web server. Two copies of SQLite on one file (Python's and GDAL's) break pages under exactly this.
    until = time.monotonic() + 3
    allowed = {74, 150}

    def read() -> int:
        rounds = 0
        while time.monotonic() < until:
            store = open_workspace(own_demo).store()
            revision = store.current("population")
            assert revision is not None
            assert len(store.read("population", revision.number)) == revision.rows in allowed
            rounds += 1
        return rounds

    def write() -> int:
        rounds = 0
        while time.monotonic() < until:
            undo(open_workspace(own_demo), "population") if rounds % 2 == 0 else import_files(
                open_workspace(own_demo), "population", [PLAN], ImportOptions(source="plan")
            )
            rounds += 1
        return rounds

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(job) for job in (read, read, read, write)]
        assert min(job.result() for job in jobs) > 3
    assert_whole(own_demo)


# --------------------------------------------------------------------------- damage


@pytest.mark.parametrize("damage", ["text", "empty", "half", "foreign"])
def test_damaged_store_is_refused_with_its_path(own_demo: Path, damage: str) -> None:
    path = own_demo / "mahalle.gpkg"
    whole = path.read_bytes()
    if damage == "foreign":
        path.unlink()
        pyogrio.write_dataframe(pyogrio.read_dataframe(SKETCHED), path, layer="baska", driver="GPKG")
    else:
        path.write_bytes({"text": b"merhaba" * 500, "empty": b"", "half": whole[: len(whole) // 2]}[damage])
    answer = run(own_demo, "atlas")
    assert answer.code == 1
    assert str(path) in answer.err


def test_store_of_a_fresh_workspace_is_empty(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    store = open_workspace(folder).store()
    assert store.layers() == []
    assert store.current("population") is None
    assert run(folder, "history", "population").code == 1
    rows = done(run(folder, "layers", "--format", "json")).document
    assert [(row["layer"], row["revision"], row["rows"]) for row in rows] == [(name, None, 0) for name in LAYERS]


def test_layers_shows_revision_rows_issues_source_and_date(own_drawn: Path) -> None:
    done(take(own_drawn, "population", TUIK, source="tuik"))
    done(take(own_drawn, "population", PLAN, source="plan"))
    row = done(run(own_drawn, "layers", "--format", "json")).document[1]
    assert (row["layer"], row["revision"], row["rows"], row["quarantined"]) == ("population", 2, 148, 1)
    assert (row["sources"], row["as_of"], row["warnings"]) == (["tuik", "plan"], "2025-12-31", 1)
