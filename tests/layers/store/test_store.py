"""What every store does, whatever it keeps its revisions in."""

from dataclasses import replace

import pandas as pd
import pytest
import shapely
from stores import Place, boundaries, content, population, put, records, source

from geo.errors import NotFoundError, RefusedError
from layers import LAYERS
from layers.importing import undo
from layers.store.base import Alias, Draft, Store, StoredIssue, StoredQuarantine
from layers.store.records import table_name

SQUARE = shapely.MultiPolygon([shapely.box(36.1, 36.2, 36.11, 36.21)])
UGLY = [
    "İIıi ğüşöç Â",
    "",
    "  boş luk ",
    "a\tb\nc\r\\N \\. \\",
    "'; DROP TABLE revisions; --",
    '"%s" {x} %(y)s',
    "NULL",
    "=1+1",
    "🌳",
]
ISSUES = (
    StoredIssue("plan", 4, "NÜFUS", "negative-value", "error", "source", "-5", None, "Türkçe: \\N", "English\tİ"),
    StoredIssue("plan", None, None, "a", "info", "planner", None, "x\ny", "ç", "c"),
    StoredIssue("plan", 1, "A", "a", "info", "planner", None, None, "ğ", "g"),
)
QUARANTINE = (
    StoredQuarantine("plan", 9, "open-name", "SINANLI", {"MAHALLE": "SINANLI", "NÜFUS": '1.234 "x"', "": "\\N\0"}),
    StoredQuarantine("plan", 3, "empty-name", None, {}),
)


def test_new_store_is_empty(store: Store) -> None:
    assert store.layers() == []
    assert store.all_current() == []
    assert store.current("population") is None
    assert store.history("population") == []
    assert store.aliases() == []
    for ask in (store.read, store.issues, store.quarantine):
        with pytest.raises(NotFoundError, match="has no data yet"):
            ask("population", 1)


def test_values_come_back_as_they_went_in(store: Store) -> None:
    frame = population([0, None, 2**53 - 1, -(2**53) + 1, 5, 6, 7, 8, 9])
    frame["neighbourhood_name"] = UGLY
    frame["stated_name"] = [None, *UGLY[1:]]
    frame["stated_area_km2"] = [0.1, None, 1e-300, 1e300, 0.1 + 0.2, -0.0, 5e-324, 1 / 3, 2.5]
    frame["is_total"] = [True, False] * 4 + [True]
    put(store, frame)
    back = LAYERS["population"].conform(store.read("population", 1))
    assert back["year"].dtype == "Int64"
    assert records(back) == records(frame)


def test_column_without_any_value_keeps_its_type(store: Store) -> None:
    put(store, population([None, None]))
    back = store.read("population", 1)
    assert back["population"].dtype == "Int64"
    assert back["year"].dtype == "Int64"
    assert back["population"].isna().all()
    put(store, LAYERS["population"].conform(back))
    assert store.read("population", 2)["population"].dtype == "Int64"


def test_whole_numbers_with_gaps_stay_whole_after_an_undo(store: Store) -> None:
    put(store, population([1, None]))
    put(store, population([2]))
    store.restore("population", 1, author="x", note="")
    assert store.read("population", 3)["population"].dtype == "Int64"
    assert store.read("population", 3)["population"].tolist() == [1, pd.NA]


def test_frame_without_rows(store: Store) -> None:
    put(store, population([]))
    assert len(store.read("population", 1)) == 0
    assert list(store.read("population", 1).columns) == list(population([]).columns)
    put(store, boundaries([]), "boundaries")
    assert len(store.read("boundaries", 1)) == 0
    assert store.read("boundaries", 1).crs == 4326


def test_shapes_come_back_as_they_went_in(store: Store) -> None:
    hole = shapely.box(36.0, 36.0, 36.5, 36.5) - shapely.box(36.1, 36.1, 36.2, 36.2)
    exact = shapely.Polygon([(36 + 1 / 3, 36.1), (36.7, 36.1 + 1e-15), (36.7, 36.9)])
    shapes = [SQUARE, None, shapely.MultiPolygon(), shapely.MultiPolygon([hole, exact]), hole, shapely.Polygon()]
    put(store, boundaries(shapes), "boundaries")
    back = store.read("boundaries", 1)
    assert back.crs == 4326
    assert back.geometry.name == "geometry"
    assert [None if shape is None else shape.geom_type for shape in back.geometry] == ["MultiPolygon", None] + [
        "MultiPolygon"
    ] * 4
    assert [shapely.to_wkb(shape) for shape in back.geometry[:4]] == [shapely.to_wkb(shape) for shape in shapes[:4]]
    assert shapely.to_wkb(back.geometry[4]) == shapely.to_wkb(shapely.MultiPolygon([hole]))
    assert back.geometry[5].is_empty
    assert set(shapely.get_srid(back.geometry.dropna().to_numpy())) == {0}


def test_layer_that_is_all_without_shapes_is_still_drawn(store: Store) -> None:
    put(store, boundaries([None, None]), "boundaries")
    assert store.read("boundaries", 1).geometry.isna().all()


def test_revision_keeps_its_sources_issues_and_rows_set_aside_in_their_order(store: Store) -> None:
    sources = (source("tüik", 1), replace(source("plan"), columns={}, epsg=None, as_of=None))
    made = store.commit(
        "population",
        lambda former, number: Draft(population([1, 2]), sources, ISSUES, QUARANTINE),
        author="Çiğdem \\N",
        action="names",
        note="not; DROP TABLE 'x'",
    )
    assert store.history("population") == [made]
    assert store.current("population") == made
    assert store.layers() == ["population"]
    assert (made.number, made.author, made.action, made.rows, made.sources) == (1, "Çiğdem \\N", "names", 2, sources)
    assert (made.note, made.restores, made.pruned_at) == ("not; DROP TABLE 'x'", None, None)
    assert store.issues("population", 1) == list(ISSUES)
    assert store.quarantine("population", 1) == list(QUARANTINE)


def test_aliases_are_kept_by_key_and_the_last_word_counts(store: Store) -> None:
    first = Alias("sinanli", "SINANLI", "hatay-defne-sinanli", "", "Ayşe", "2026-01-01T00:00:00Z")
    other = Alias("Zeytin i", "ZEYTİN", None, "köy; 'değil'", "Ali", "2026-01-02T00:00:00Z")
    accented = replace(first, key="çökek")
    for alias in (first, accented, other, replace(first, neighbourhood_id=None, reason="yanlıştı")):
        store.put_alias(alias)
    assert store.aliases() == [other, replace(first, neighbourhood_id=None, reason="yanlıştı"), accented]


def test_revisions_once_made_never_change(store: Store) -> None:
    put(store, population([1, 2]))
    put(store, boundaries([SQUARE]), "boundaries")
    first = content(store, "population", 1), content(store, "boundaries", 1), store.history("population")
    put(store, population([3]), note="ikinci")
    store.restore("population", 1, author="Ali", note="geri")
    put(store, boundaries([None]), "boundaries")
    assert (content(store, "population", 1), content(store, "boundaries", 1)) == first[:2]
    assert store.history("population")[-1:] == first[2]


def test_history_is_newest_first_and_of_one_layer(store: Store) -> None:
    for value in (1, 2, 3):
        put(store, population([value]), note=str(value))
    put(store, boundaries([SQUARE]), "boundaries")
    assert [(revision.number, revision.note) for revision in store.history("population")] == [(3, "3"), (2, "2"), (1, "1")]
    assert store.layers() == ["boundaries", "population"]
    assert store.all_current() == [store.current("boundaries"), store.current("population")]
    assert [revision.number for revision in store.all_current()] == [1, 3]


def test_equal_drafts_give_equal_content(store: Store) -> None:
    def draft(former: object, number: int) -> Draft:
        return Draft(boundaries([SQUARE, None]), (source("plan"),), ISSUES, QUARANTINE)

    for _ in range(2):
        store.commit("boundaries", draft, author="x", action="import", note="")
    assert content(store, "boundaries", 1) == content(store, "boundaries", 2)


def test_restored_revision_equals_the_old_one(store: Store) -> None:
    store.commit(
        "boundaries",
        lambda former, number: Draft(boundaries([SQUARE, None]), (source("plan"),), ISSUES, QUARANTINE),
        author="x",
        action="import",
        note="",
    )
    put(store, boundaries([None]), "boundaries")
    back = store.restore("boundaries", 1, author="Ali", note="geri")
    assert (back.number, back.action, back.restores, back.note, back.author, back.rows) == (3, "undo", 1, "geri", "Ali", 2)
    assert store.history("boundaries")[0] == back
    assert content(store, "boundaries", 3) == content(store, "boundaries", 1)


def test_undo_goes_back_step_by_step_and_forward_again(place: Place) -> None:
    store = place.open()
    for value in (1, 2, 3):
        put(store, population([value]))
    assert [undo(place.workspace(), "population").restores for _ in range(2)] == [2, 1]
    with pytest.raises(RefusedError, match="no older revision"):
        undo(place.workspace(), "population")
    put(store, population([6]))
    # What came after an undo is undone to what the undo had brought back.
    assert undo(place.workspace(), "population").restores == 5
    assert content(store, "population", 7) == content(store, "population", 1)


def test_unknown_revision_is_refused_with_those_there_are(store: Store) -> None:
    put(store, population([1]))
    put(store, population([2]))
    for ask in (store.read, store.issues, store.quarantine):
        with pytest.raises(NotFoundError, match=r"no revision 9\. There are: 2, 1\."):
            ask("population", 9)
    with pytest.raises(NotFoundError, match=r"no revision 9\."):
        store.restore("population", 9, author="x", note="")
    assert len(store.history("population")) == 2


def test_writer_that_fails_changes_nothing(place: Place) -> None:
    store = place.open()
    put(store, population([1]))
    before = content(store, "population", 1)

    def fail(former: object, number: int) -> Draft:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.commit("population", fail, author="x", action="import", note="")
    assert len(store.history("population")) == 1
    assert content(store, "population", 1) == before
    assert put(store, population([2])).number == 2
    place.assert_whole()


def test_draft_is_told_the_current_revision_and_may_read_it(store: Store) -> None:
    put(store, population([41]))
    told = []

    def draft(former: object, number: int) -> Draft:
        told.append((former, number))
        return Draft(population([int(store.read("population", 1)["population"].iloc[0]) + 1]), (), (), ())

    first = store.current("population")
    store.commit("population", draft, author="x", action="import", note="")
    assert told == [(first, 2)]
    assert store.read("population", 2)["population"].tolist() == [42]


def test_columns_may_change_from_one_revision_to_the_next(store: Store) -> None:
    put(store, population([1]))
    put(store, population([2]).drop(columns="men").assign(households=pd.array([3], dtype="Int64"), women="yok"))
    put(store, boundaries([SQUARE]))
    assert store.read("population", 2)["households"].tolist() == [3]
    assert "geometry" in store.read("population", 3)
    assert store.read("population", 1)["men"].dtype == "Int64"


def test_pruning_drops_rows_and_keeps_records(place: Place) -> None:
    store = place.open()
    for value in (1, 2, 3, 4):
        put(store, population([value]))
    put(store, boundaries([SQUARE]), "boundaries")
    before = store.history("population")
    asked = []

    def keep(revisions: object) -> set[int]:
        asked.append(revisions)
        return {2}

    dropped = store.prune("population", keep, author="Ali")
    assert asked == [before]
    assert [revision.number for revision in dropped] == [3, 1]
    after = store.history("population")
    assert [(row.number, row.pruned_at is not None, row.pruned_by) for row in after] == [
        (4, False, None),
        (3, True, "Ali"),
        (2, False, None),
        (1, True, "Ali"),
    ]
    assert [replace(row, pruned_at=None, pruned_by=None) for row in after] == before
    assert [row for row in after if row.pruned_at] == dropped
    for ask in (store.read, store.issues, store.quarantine):
        with pytest.raises(RefusedError, match="Revision 3 of the layer population was pruned on 20"):
            ask("population", 3)
    with pytest.raises(RefusedError, match="Choose another revision"):
        store.restore("population", 1, author="x", note="")
    assert store.read("population", 2)["population"].tolist() == [2]
    assert place.revision_tables() == {table_name("population", 4), table_name("population", 2), table_name("boundaries", 1)}
    assert store.prune("population", keep, author="Ali") == []
    assert put(store, population([5])).number == 5
    place.assert_whole()


def test_current_revision_is_never_pruned(store: Store) -> None:
    put(store, population([1]))
    put(store, population([2]))
    assert [revision.number for revision in store.prune("population", lambda revisions: (), author="x")] == [1]
    assert store.read("population", 2)["population"].tolist() == [2]
    assert store.prune("boundaries", lambda revisions: (), author="x") == []


def test_both_kinds_give_back_the_same(place: Place, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Place(tmp_path_factory.mktemp("other")).open()
    frame = population([1, None, 3]).assign(neighbourhood_name=["Çökek", None, ""])
    for store in (place.open(), other):
        put(store, frame)
        put(store, boundaries([SQUARE, None, shapely.MultiPolygon()]), "boundaries")
    for layer in ("population", "boundaries"):
        assert content(place.open(), layer, 1) == content(other, layer, 1)
        mine, theirs = (LAYERS[layer].conform(store.read(layer, 1)) for store in (place.open(), other))
        assert list(mine.columns) == list(theirs.columns)
        fields = [field.name for field in LAYERS[layer].fields]
        assert mine[fields].dtypes.to_dict() == theirs[fields].dtypes.to_dict()


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_rows_in_portions_are_the_rows(store: Store, size: int) -> None:
    put(store, population([5, None, 7, 8, 9]))
    put(store, boundaries([SQUARE, None, SQUARE]), layer="boundaries")
    for layer, rows in (("population", 5), ("boundaries", 3)):
        portions = list(store.read_portions(layer, 1, size))
        assert [len(portion) for portion in portions] == [min(size, rows - start) for start in range(0, rows, size)]
        assert [row for portion in portions for row in records(portion)] == records(store.read(layer, 1))
        assert all(type(portion) is type(store.read(layer, 1)) for portion in portions)


def test_portions_of_a_revision_that_is_not_there_are_refused(store: Store) -> None:
    put(store, population([5]))
    with pytest.raises(NotFoundError, match="has no revision 2"):
        list(store.read_portions("population", 2, 10))
