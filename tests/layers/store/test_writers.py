"""Several at once: writers lose nothing of one another, readers do not wait, and a writer that dies leaves nothing behind."""

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest
from store_writers import (
    hold,
    import_file,
    import_rounds,
    open_first,
    prune_once,
    started,
    undo_once,
    write_equal_figures,
    write_much,
    write_once,
)
from stores import Place, content, population, put

from geo.errors import RefusedError
from layers.importing import current_frame

KILLS = 50
WRITERS, ROUNDS = 3, 5
SIGKILL = -9


@pytest.fixture
def drawn(place: Place) -> Place:
    """A store that holds four neighbourhoods."""
    process, _ = started(import_file, place, "boundaries", squares(place.folder / "mahalleler.geojson", 4), "kadastro")
    process.join()
    assert process.exitcode == 0
    return place


def squares(path: Path, count: int, corners: int = 4, shift: float = 0.0) -> Path:
    """A file of neighbourhoods in Defne, each a square with that many corners along its southern edge."""
    features = []
    for number in range(count):
        # So far east that the axes can be one way round only.
        x, y, side = 43.0 + number % 20 * 0.01 + shift, 38.1 + number // 20 * 0.01, 0.009
        south = [[x + side * step / corners, y] for step in range(corners)]
        ring = [*south, [x + side, y], [x + side, y + side], [x, y + side], south[0]]
        properties = {"MAHALLE": f"Mahalle {number}", "İLÇE": "Defne", "İL": "Hatay"}
        features.append({"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def figures(path: Path, value: int, count: int = 4) -> Path:
    """A table of that many neighbourhoods, all with one population."""
    rows = [f"Mahalle {number}\t{value}\n" for number in range(count)]
    path.write_text("MAHALLE\t2023\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.slow
def test_writers_at_once_lose_no_revision(drawn: Place, tmp_path: Path) -> None:
    writers = []
    for writer in range(WRITERS):
        files = [figures(tmp_path / f"{writer}-{turn}.tsv", 100 * writer + turn) for turn in range(ROUNDS)]
        writers.append(started(import_rounds, drawn, "population", files, f"kaynak{writer}"))
    for _, pipe in writers:
        pipe.send("go")
    for process, _ in writers:
        process.join()
        assert process.exitcode == 0
    store = drawn.open()
    history = store.history("population")
    assert [revision.number for revision in history] == list(range(WRITERS * ROUNDS, 0, -1))
    rows = current_frame(drawn.workspace(), store, "population")
    assert rows is not None
    last = {f"kaynak{writer}": {100 * writer + ROUNDS - 1} for writer in range(WRITERS)}
    assert {name: set(group["population"]) for name, group in rows.groupby("source")} == last
    for older, newer in zip(history[1:], history[:-1], strict=True):
        # Each revision holds all sources of the one before, and only one of them anew.
        before, after = ({record.source: record for record in revision.sources} for revision in (older, newer))
        assert set(before) <= set(after)
        assert len([name for name in after if after[name] != before.get(name)]) == 1
    drawn.assert_whole()


def test_reader_sees_the_former_revision_while_a_writer_is_at_work(place: Place) -> None:
    store = place.open()
    put(store, population([7, 8]))
    before = store.current("population"), content(store, "population", 1)
    process, pipe = started(hold, place)
    assert pipe.recv() == "holding"
    # Were any of this to wait for the writer, it would wait for ever.
    other = place.open()
    assert (other.current("population"), content(other, "population", 1)) == before
    assert other.layers() == ["population"]
    assert [revision.number for revision in other.history("population")] == [1]
    assert other.aliases() == []
    pipe.send("go")
    process.join()
    assert process.exitcode == 0
    assert other.read("population", 2)["population"].tolist() == [2]


def test_lock_of_a_writer_that_was_killed_is_gone(place: Place) -> None:
    put(place.open(), population([7]))
    process, pipe = started(hold, place)
    assert pipe.recv() == "holding"
    process.kill()
    process.join()
    assert put(place.open(), population([8])).number == 2
    place.assert_whole()


@pytest.mark.slow
def test_reader_never_sees_a_mixture_of_two_revisions(place: Place) -> None:
    put(place.open(), population([1] * 500))
    process, _ = started(write_equal_figures, place, 500, 12)
    store = place.open()
    seen = []
    while process.is_alive():
        revision = store.current("population")
        assert revision is not None
        rows = store.read("population", revision.number)
        assert len(rows) == 500
        assert set(rows["population"]) == {revision.number}
        seen.append(revision.number)
    assert process.exitcode == 0
    assert seen == sorted(seen)
    assert store.read("population", 13)["population"].eq(13).all()


def test_second_writer_waits_for_the_first(place: Place) -> None:
    put(place.open(), population([7]))
    first, pipe = started(hold, place)
    assert pipe.recv() == "holding"
    second, _ = started(write_once, place, 99)
    pipe.send("go")
    for process in (first, second):
        process.join()
        assert process.exitcode == 0
    store = place.open()
    assert [store.read("population", number)["population"].tolist() for number in (2, 3)] == [[2], [99]]


@pytest.mark.slow
def test_killed_at_any_moment_of_an_import_the_store_is_whole_and_the_former_revision_current(
    place: Place, tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)  # noqa: S311 moments, not secrets
    file = squares(tmp_path / "mahalleler.geojson", 40, corners=200)
    # In turns an import as a person types it, which mostly reads and checks, and one that mostly writes.
    works = [(import_file, place, "boundaries", file, "kadastro"), (write_much, place, 200, 5_000)]
    longest_s = [seconds_of(*work) for work in works]
    kills = late = swept = attempts = 0
    store = place.open()
    former = store.history("boundaries")[0]
    held = content(store, "boundaries", former.number)
    while kills < KILLS:
        turn = attempts % 2
        attempts += 1
        process, _ = started(*works[turn])
        time.sleep(longest_s[turn] * chance.uniform(0, 1))
        process.kill()
        process.join()
        place.await_the_dead()
        left = len(place.revision_tables())
        store = place.open()
        current = store.current("boundaries")
        assert current is not None
        assert content(store, "boundaries", former.number) == held
        place.assert_whole()
        # The moments stay spread over all of an import, however fast this machine is just now.
        if current.number == former.number:
            assert process.exitcode == SIGKILL, f"seed {seed}: an import ended without a revision"
            kills += 1
            swept += left > former.number
            longest_s[turn] *= 1.03
        else:
            # It had just become current: then all of it is there.
            assert current.number == former.number + 1
            former, held = current, content(store, "boundaries", current.number)
            assert len(held.rows) == current.rows
            late += process.exitcode == SIGKILL
            longest_s[turn] *= 0.93
    how = f"{attempts} imports: {kills} killed before the commit, {late} right after it; {swept} had left a table"
    print(f"seed {seed}, {how}")  # noqa: T201
    assert seconds_of(*works[0]) > 0


def seconds_of(*work: Any) -> float:
    """How long an import takes here and now: the moments of dying are drawn from that, nothing is judged by it."""
    process, _ = started(*work)
    began = time.monotonic()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


@pytest.mark.slow
def test_killed_while_it_undoes_or_prunes_a_writer_leaves_the_state_before_or_after(place: Place) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # noqa: T201
    chance = random.Random(seed)  # noqa: S311 moments, not secrets
    store = place.open()
    for value in range(1, 4):
        put(store, population([value] * 200))
    for turn in range(10):
        before = store.history("population")
        work, *arguments = (undo_once, "population") if turn % 2 else (prune_once, "population", 2)
        process, _ = started(work, place, *arguments)
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        process.join()
        place.await_the_dead()
        store = place.open()
        place.assert_whole()
        after = store.history("population")
        assert len(after) - len(before) in ({0, 1} if turn % 2 else {0})
        for revision in after:
            if revision.pruned_at is None:
                assert len(store.read("population", revision.number)) == 200
            else:
                with pytest.raises(RefusedError, match="was pruned"):
                    store.read("population", revision.number)
        put(store, population([100 + turn] * 200))


@pytest.mark.slow
def test_killed_while_it_makes_the_store_a_writer_leaves_none_or_a_whole_one(place: Place) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # noqa: T201
    chance = random.Random(seed)  # noqa: S311 moments, not secrets
    for _ in range(8):
        process, _ = started(open_first, place)
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        process.join()
    place.await_the_dead()
    store = place.open()
    assert store.layers() == []
    assert put(store, population([1])).number == 1
    place.assert_whole()
