"""Rows changed by hand, on each kind of store: what an edit changes, what it refuses, and what two persons do to each other."""

import threading
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from stores import Place, records

from geo.errors import NotFoundError, RefusedError
from layers.acting import Actor, acting_as
from layers.drafting import BY_HAND
from layers.editing import ChangedMeanwhileError, Edit, EditResult, Seen, Thing, edit_thing, thing_of
from layers.importing import ImportOptions, import_files
from layers.workspace import Workspace

PARK = {"name": "Gül Parkı", "kind": "park", "neighbourhood_id": "a", "target_no": "2.4", "indicator_no": "2.4.2"}
TABLE = (
    "NO\tMAHALLE\tYATIRIM ADI\tTÜR\tBÜTÇE 2025\tBÜTÇE 2026\tAŞAMA\n"
    "1\tBatı\tEski Park\tPark ve yeşil alan\t1.234,50\t2.000\tPlanlandı\n"
    "2\tDoğu\tUzun Yol\tYol\t5.000\t\tgarip bir aşama\n"
)


@pytest.fixture
def town(place: Place, tmp_path: Path) -> Workspace:
    """Two square neighbourhoods and an imported programme, on each kind of store in turn."""
    workspace = place.workspace()
    squares = [shapely.box(36.10, 36.18, 36.12, 36.20), shapely.box(36.12, 36.18, 36.14, 36.20)]
    frame = gpd.GeoDataFrame({"MAHALLE": ["Batı", "Doğu"], "KOD": ["a", "b"]}, geometry=squares, crs=4326)
    file = tmp_path / "sinirlar.geojson"
    file.write_text(frame.to_json(), encoding="utf-8")
    import_files(workspace, "boundaries", [file], ImportOptions(source="kadastro", columns={"code": "KOD"}))
    table = tmp_path / "program.tsv"
    table.write_text(TABLE, encoding="utf-8")
    import_files(workspace, "investments", [table], ImportOptions(source="mali", note="ilk"))
    return workspace


def seen(thing: Thing) -> Seen:
    return Seen(thing.source, thing.id, thing.digest)


def thing(workspace: Workspace, source: str = "mali", thing_id: str = "1", revision: int | None = None) -> Thing:
    return thing_of(workspace, workspace.store(), "investments", source, thing_id, revision)


def change(
    workspace: Workspace, rows: Mapping[int | None, Mapping[str, object] | None], of: Thing | None = None, **more: object
) -> EditResult:
    edit = Edit(rows, None if of is None else seen(of), **more)  # type: ignore[arg-type]
    with acting_as(Actor("Ayşe", "web")):
        return edit_thing(workspace, "investments", edit, note="deneme")


def all_rows(workspace: Workspace) -> list[dict[str, object]]:
    store = workspace.store()
    revision = store.current("investments")
    assert revision is not None
    return records(workspace.layer("investments").conform(store.read("investments", revision.number)))


def test_one_cell_makes_a_revision_that_differs_in_nothing_else(town: Workspace) -> None:
    before = all_rows(town)
    result = change(town, {2026: {"budget_try": "3.500,25"}}, thing(town))
    revision = result.revision
    assert (revision.number, revision.action, revision.author, revision.note) == (2, "edit", "Ayşe", "deneme")
    after = all_rows(town)
    assert [row["id"] for row in after] == [row["id"] for row in before]
    changed = [
        (old["year"], name)
        for old, new in zip(before, after, strict=True)
        for name in old
        if old[name] != new[name] and name != "source_file"
    ]
    assert changed == [(2026, "budget_try")]
    assert after[1]["budget_try"] == 3500.25
    assert [row["source_file"] for row in after] == [BY_HAND, BY_HAND, "program.tsv"]
    record = revision.sources[0]
    assert (record.file, record.rows_in, record.edited, record.deleted) == ("program.tsv", 2, 2, [])


def test_a_new_thing_has_its_own_source_an_id_and_its_place(town: Workspace) -> None:
    cells = {**PARK, "neighbourhood_id": "", "budget_try": 1e6, "quantity": "1"}
    added = change(town, {2026: cells, 2027: {**cells, "budget_try": "2 milyon"}}, shape=shapely.Point(36.13, 36.19), moves=True)
    assert [issue.kind for issue in added.issues] == ["neighbourhood-by-shape"]
    made = thing(town, BY_HAND, added.id)
    assert made.rows["year"].tolist() == [2026, 2027]
    assert set(made.rows["neighbourhood_name"]) == {"Doğu"}
    assert made.rows["budget_try"].tolist() == [1e6, 2e6]
    assert made.rows["kind_stated"].tolist() == ["park", "park"]
    assert made.rows.geometry.iloc[0].equals(shapely.Point(36.13, 36.19))
    again = change(town, {2026: cells}, shape=shapely.Point(36.13, 36.19), moves=True)
    assert again.id != added.id
    assert [record.rows_stored for record in again.revision.sources] == [2, 2]


def test_the_second_of_two_is_told_what_the_first_wrote(town: Workspace) -> None:
    both = thing(town)
    change(town, {2026: {"budget_try": 9000}}, both)
    with pytest.raises(ChangedMeanwhileError, match="changed this record") as caught:
        change(town, {2026: {"quantity": "4"}}, both)
    assert caught.value.now is not None
    assert caught.value.now.rows["budget_try"].tolist() == [1234.5, 9000.0]
    # On top of what she was told it goes through, and the other's value stays.
    change(town, {2026: {"quantity": "4"}}, caught.value.now)
    assert thing(town).rows[["budget_try", "quantity"]].iloc[1].tolist() == [9000.0, 4.0]


def test_a_change_of_another_row_hinders_nobody(town: Workspace) -> None:
    mine, other = thing(town), thing(town, thing_id="2")
    change(town, {2025: {"spent_try": "100"}}, other)
    change(town, {2025: {"spent_try": "200"}}, mine)
    assert [row["spent_try"] for row in all_rows(town)] == [200.0, None, 100.0]


def test_what_was_deleted_meanwhile_is_said(town: Workspace) -> None:
    both = thing(town)
    change(town, {2025: None, 2026: None}, both)
    with pytest.raises(ChangedMeanwhileError, match="deleted this record") as caught:
        change(town, {2025: {"spent_try": "1"}}, both)
    assert caught.value.now is None
    with pytest.raises(NotFoundError, match="no record with the id 1"):
        thing(town)
    assert thing(town, revision=1).rows["budget_try"].tolist() == [1234.5, 2000.0]


def test_of_twenty_at_once_each_is_kept_or_told(town: Workspace) -> None:
    start = thing(town)
    told: list[str] = []
    barrier = threading.Barrier(6)

    def write(number: int) -> None:
        barrier.wait()
        try:
            change(town, {2025: {"spent_try": str(number)}}, start)
            told.append("kept")
        except ChangedMeanwhileError:
            told.append("told")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["kept", *["told"] * 5]


def test_a_year_is_added_and_deleted(town: Workspace) -> None:
    change(town, {2025: None, 2027: {"budget_try": 7000}}, thing(town))
    rows = thing(town).rows
    assert rows["year"].tolist() == [2026, 2027]
    assert set(rows["name"]) == {"Eski Park"}
    assert rows["budget_try"].tolist() == [2000.0, 7000.0]
    current = town.store().current("investments")
    assert current is not None
    assert current.sources[0].deleted == [["1", 2025]]


@pytest.mark.parametrize(
    ("cells", "kinds", "message"),
    [
        ({"budget_try": "çok"}, {"edit-bad-value"}, "Bütçe: “çok”"),
        ({"budget_try": "-5"}, {"edit-bad-value"}, "0 ya da büyük"),
        ({"name": "  "}, {"edit-missing-value"}, "Yatırım adı boş"),
        ({"starts_on": "31.02.2026"}, {"edit-bad-value"}, "bir tarih"),
        ({"status": "yarım"}, {"edit-bad-value"}, "listeden"),
        ({"name": "", "budget_try": "x1"}, {"edit-missing-value", "edit-bad-value"}, "anlaşılmadı"),
        ({"source_row": "3"}, {"edit-unknown-field"}, "source_row"),
        ({}, {"nothing-changed"}, "değişmemiş"),
    ],
)
def test_what_the_fields_refuse_is_refused_in_words(
    town: Workspace, cells: Mapping[str, object], kinds: set[str], message: str
) -> None:
    before = all_rows(town)
    with pytest.raises(RefusedError) as caught:
        change(town, {2025: cells}, thing(town))
    assert {issue.kind for issue in caught.value.issues} <= kinds
    assert any(message in issue.message("tr") for issue in caught.value.issues)
    assert all_rows(town) == before


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (shapely.Point(36.19, 36.13), "shape-outside-district"),
        (shapely.LineString([(36.11, 36.19), (36.16, 36.19)]), "shape-outside-district"),
        (shapely.Point(2.35, 48.85), "shape-outside-district"),
    ],
)
def test_a_place_outside_the_district_is_refused(town: Workspace, shape: shapely.Geometry, kind: str) -> None:
    with pytest.raises(RefusedError) as caught:
        change(town, {2026: PARK}, shape=shape, moves=True)
    assert [issue.kind for issue in caught.value.issues] == [kind]


def test_a_crossing_outline_is_mended_and_a_place_is_taken_away(town: Workspace) -> None:
    bow = shapely.Polygon([(36.13, 36.185), (36.131, 36.186), (36.131, 36.185), (36.13, 36.186)])
    result = change(town, {}, thing(town), shape=bow, moves=True)
    assert "shape-in-another-neighbourhood" in [issue.kind for issue in result.issues]
    drawn = thing(town).rows
    assert all(shape.is_valid and shape.geom_type == "MultiPolygon" for shape in drawn.geometry)
    change(town, {}, thing(town), shape=None, moves=True)
    assert thing(town).rows.geometry.isna().all()


def test_an_issue_that_was_mended_is_gone(town: Workspace) -> None:
    store = town.store()
    assert "unknown-code" in [issue.kind for issue in store.issues("investments", 1)]
    change(town, {2025: {"status": "Devam ediyor"}}, thing(town, thing_id="2"))
    assert "unknown-code" not in [issue.kind for issue in store.issues("investments", 2)]
    assert thing(town, thing_id="2").rows[["status", "status_stated"]].iloc[0].tolist() == ["in_progress", "Devam ediyor"]


def test_a_new_file_of_the_source_replaces_edits_and_says_so(town: Workspace, tmp_path: Path) -> None:
    change(town, {2025: {"spent_try": "5"}}, thing(town))
    change(town, {2026: PARK}, shape=shapely.Point(36.13, 36.19), moves=True)
    result = import_files(town, "investments", [tmp_path / "program.tsv"], ImportOptions(source="mali"))
    issues = town.store().issues("investments", result.revision or 0)
    said = next(issue.message_en for issue in issues if issue.kind == "edits-replaced")
    assert said.startswith("Rows of this source that were changed by hand (2)")
    # What was typed in has a source of its own and stays.
    assert [row["source"] for row in all_rows(town)].count(BY_HAND) == 1
    current = town.store().current("investments")
    assert current is not None
    assert {record.source: record.edited for record in current.sources} == {BY_HAND: 0, "mali": 0}


def test_layers_that_are_one_file_are_not_edited(town: Workspace) -> None:
    with pytest.raises(RefusedError, match="cannot be changed one by one"):
        edit_thing(town, "boundaries", Edit({None: {"name": "x"}}))


def test_the_last_thing_of_a_layer_may_be_deleted(town: Workspace) -> None:
    change(town, {2025: None, 2026: None}, thing(town))
    change(town, {2025: None}, thing(town, thing_id="2"))
    assert all_rows(town) == []
    assert len(change(town, {2026: PARK}).revision.sources) == 2


def test_edits_outlive_a_decision_about_a_name(place: Place, town: Workspace, tmp_path: Path) -> None:
    from layers.aliases import accept_alias

    table = tmp_path / "isler.tsv"
    table.write_text("NO\tMAHALLE\tYATIRIM ADI\tBÜTÇE 2025\n1\tBatı\tA\t1\n2\tBAATI\tB\t2\n3\tDoğu\tC\t3\n", encoding="utf-8")
    import_files(town, "investments", [table], ImportOptions(source="fen"))
    change(town, {2025: {"budget_try": "11"}}, thing(town, "fen", "1"))
    change(town, {2025: None}, thing(town, "fen", "3"))
    accept_alias(town, "BAATI", "Batı")
    rows = pd.DataFrame(all_rows(town))
    fen = rows[rows["source"] == "fen"].set_index("id")
    assert fen["budget_try"].to_dict() == {"2": 2.0, "1": 11.0}
    assert fen.loc["2", "neighbourhood_name"] == "Batı"
