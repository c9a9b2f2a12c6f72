"""Differences and pruning, by the command line, on each kind of store."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely
import yaml
from click.testing import CliRunner
from shapely.affinity import translate
from stores import Place, boundaries, population, put

from layers.revisions import revisions_to_keep
from layers.store.base import Revision, Store
from mahalle import main

SQUARE = shapely.box(36.15, 36.2, 36.16, 36.21)


@pytest.fixture
def folder(place: Place) -> Path:
    """A workspace on the store."""
    described: dict[str, object] = {"name": "Deneme", "province": "Hatay", "district": "Defne"}
    if place.address is not None:
        described["store"] = {"url": place.address.url, "schema": place.address.schema}
    (place.folder / "workspace.yaml").write_text(yaml.safe_dump(described), encoding="utf-8")
    return place.folder


def run(folder: Path, *words: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(main, ["-w", str(folder), *(str(word) for word in words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def difference(folder: Path, layer: str = "population") -> dict[str, object]:
    """What `diff` answers of the first two revisions."""
    code, out, said = run(folder, "diff", layer, 1, 2, "--format", "json")
    assert (code, said) == (0, "")
    answered: dict[str, object] = json.loads(out)
    return answered


def test_diff_names_rows_created_updated_and_deleted(store: Store, folder: Path) -> None:
    before, after = population([10, 20, None]), population([10, 21, None, 40]).iloc[[3, 1, 0]]
    put(store, before)
    put(store, after.assign(source_row=99))
    found = difference(folder)
    assert {key: found[key] for key in ("layer", "from", "to", "created", "updated", "deleted")} == {
        "layer": "population",
        "from": 1,
        "to": 2,
        "created": 1,
        "updated": 1,
        "deleted": 1,
    }
    changes = found["changes"]
    assert isinstance(changes, list)
    assert [(row["change"], row["key"]["neighbourhood_id"], row["name"]) for row in changes] == [
        ("created", "3", "Çökek"),
        ("updated", "1", "Çökek"),
        ("deleted", "2", "Çökek"),
    ]
    assert changes[1] == {
        "change": "updated",
        "name": "Çökek",
        "key": {"source": "plan", "neighbourhood_id": "1", "year": 2023, "is_total": False},
        "fields": [{"field": "population", "old": 20, "new": 21}],
        "geometry": None,
    }
    assert {"field": "population", "old": None, "new": 40} in changes[0]["fields"]


def test_diff_as_text_and_csv(store: Store, folder: Path) -> None:
    put(store, population([1234, 5], "=plan"))
    put(store, population([2345, 5], "=plan").assign(since_year=[2022, None]))
    code, out, said = run(folder, "diff", "population", 1, 2)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "~ Çökek (=plan, 0, 2023)"
    assert "    population: 1.234 → 2.345" in lines
    assert "    since_year: – → 2022" in lines
    assert "0 yeni, 1 değişen, 0 silinen satır" in said
    rows = list(csv.DictReader(io.StringIO(run(folder, "diff", "population", 1, 2, "--format", "csv")[1])))
    assert [(row["change"], row["field"], row["old"], row["new"]) for row in rows] == [
        ("updated", "population", "1234", "2345"),
        ("updated", "since_year", "", "2022"),
    ]
    assert rows[0]["source"] == "'=plan"


def test_diff_of_equal_revisions_is_empty(store: Store, folder: Path) -> None:
    for _ in range(2):
        put(store, boundaries([SQUARE, None]), "boundaries")
    assert difference(folder, "boundaries")["changes"] == []
    assert run(folder, "diff", "boundaries", 1, 2)[1] == ""
    assert run(folder, "diff", "boundaries", 1, 2, "--format", "csv")[1] == ""


@pytest.mark.parametrize(("moved_m", "is_change"), [(0.0005, False), (0.0015, True), (5.0, True)])
def test_shape_that_moves_by_more_than_a_millimetre_has_changed(
    store: Store, folder: Path, moved_m: float, is_change: bool
) -> None:
    put(store, boundaries([SQUARE]), "boundaries")
    put(store, boundaries([translate(SQUARE, 0, moved_m / 111_000)]), "boundaries")
    changes = difference(folder, "boundaries")["changes"]
    assert isinstance(changes, list)
    assert [row["change"] for row in changes] == ["updated"] * is_change
    if is_change:
        assert changes[0]["fields"] == []
        # Two strips, as long as the square is wide (899 m) and as high as the move.
        assert changes[0]["geometry"]["difference_m2"] == pytest.approx(2 * 899 * moved_m, rel=0.01)
        assert changes[0]["geometry"]["old_area_m2"] == pytest.approx(997_500, rel=0.01)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["diff", "population", 1, 9], 1, "9 numaralı sürüm yok. Olanlar: 1"),
        (["diff", "statements", 1, 2], 1, "henüz veri yok"),
        (["diff", "parklar", 1, 2], 1, "parklar"),
        (["diff", "population", "a", 2], 2, ""),
        (["prune", "statements", "--keep", 1], 1, "henüz veri yok"),
        (["prune", "parklar", "--keep", 1], 1, "parklar"),
        (["prune", "population", "--keep", 0], 2, ""),
        (["prune", "population"], 2, ""),
    ],
)
def test_wrong_use_is_refused(store: Store, folder: Path, words: Sequence[object], code: int, said: str) -> None:
    put(store, population([1]))
    found, out, err = run(folder, *words)
    assert (found, out) == (code, "")
    assert said in err


def test_prune_says_what_it_dropped_and_history_keeps_the_record(store: Store, folder: Path) -> None:
    for value in range(4):
        put(store, population([value]))
    code, out, said = run(folder, "prune", "population", "--keep", 2)
    assert (code, out) == (0, "")
    assert "sürüm 2 budandı (1 satır" in said
    assert "revision 1 pruned" in said
    rows = json.loads(run(folder, "history", "population", "--format", "json")[1])
    assert [(row["revision"], row["pruned_at"] is None) for row in rows] == [(4, True), (3, True), (2, False), (1, False)]
    assert run(folder, "undo", "population")[0] == 0
    code, _, said = run(folder, "undo", "population")
    assert code == 1
    assert "budandı" in said
    code, _, said = run(folder, "diff", "population", 2, 4)
    assert code == 1
    assert "2 numaralı sürümü" in said
    assert "budanacak sürüm yok" in run(folder, "prune", "population", "--keep", 5)[2]


def history(*restores: int | None) -> list[Revision]:
    """Revisions 1, 2, … that bring back what is given, the newest first."""
    return [
        Revision("population", number, "", "", "import" if restored is None else "undo", "", restored, 0, ())
        for number, restored in enumerate(restores, start=1)
    ][::-1]


@pytest.mark.parametrize(
    ("restores", "keep", "kept"),
    [
        ((), 3, set()),
        ((None,), 1, {1}),
        ((None, None, None), 1, {3}),
        ((None, None, None), 2, {2, 3}),
        ((None, None, None), 9, {1, 2, 3}),
        # 4 is equal to 2: the next undo brings back 1, and 4 must stay comparable with 2.
        ((None, None, None, 2), 1, {2, 4}),
        ((None, None, None, 2), 2, {1, 2, 3, 4}),
        # 5 is equal to 4, which is equal to 2.
        ((None, None, None, 2, 4), 1, {2, 4, 5}),
        ((None, None, None, None, 3, None), 2, {3, 5, 6}),
    ],
)
def test_what_undo_still_needs_is_kept(restores: Sequence[int | None], keep: int, kept: set[int]) -> None:
    assert revisions_to_keep(history(*restores), keep) == kept


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_undo_works_as_often_as_revisions_were_kept(store: Store, folder: Path, keep: int) -> None:
    for value in range(5):
        put(store, population([value]))
    assert run(folder, "undo", "population")[0] == 0
    assert run(folder, "prune", "population", "--keep", keep)[0] == 0
    assert [run(folder, "undo", "population")[0] for _ in range(keep)] == [0] * (keep - 1) + [1]
