"""Populations of former neighbourhoods, carried over to today's by the shares of the layer of changes."""

from pathlib import Path

import pytest
from workspaces import atlas, current, done, feature, geojson, make, square, table, take

SQUARES = [feature(name, square(36.10 + 0.01 * place, 36.19)) for place, name in enumerate(["Tavla", "Harbiye", "Döver"])]
CHANGES = [
    ["ESKİ MAHALLE", "YENİ MAHALLE", "TARİH", "PAY", "TÜR"],
    ["Karaköprü", "Tavla", "30.03.2014", "", "Birleşme"],
    ["Yukarıdere", "Harbiye", "30.03.2014", "%60", "Bölünme"],
    ["Yukarıdere", "Döver", "30.03.2014", "%40", "Bölünme"],
]
OLD = [["MAHALLE", "2012"], ["Tavla", "1000"], ["Karaköprü", "500"], ["Yukarıdere", "2000"]]
NEW = [["MAHALLE", "2022"], ["Tavla", "1600"], ["Harbiye", "1300"], ["Döver", "700"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", SQUARES), source="kadastro"))
    done(take(folder, "crosswalk", table(tmp_path / "degisiklik.tsv", CHANGES), source="meclis"))
    return folder


def test_former_neighbourhoods_are_taken_and_carried_over_and_nobody_is_lost(folder: Path, tmp_path: Path) -> None:
    answer = done(take(folder, "population", table(tmp_path / "eski.tsv", OLD), source="tuik-2012"))
    assert [issue["old"] for issue in answer.issues("former-neighbourhood")] == ["Karaköprü", "Yukarıdere"]
    done(take(folder, "population", table(tmp_path / "yeni.tsv", NEW), source="tuik-2022"))
    rows = atlas(folder)
    assert {name: row["population_2012"] for name, row in rows.items()} == {"Tavla": 1500, "Harbiye": 1200, "Döver": 800}
    assert {name: row["population_2022"] for name, row in rows.items()} == {"Tavla": 1600, "Harbiye": 1300, "Döver": 700}
    assert all(row["carried"] == ["population_2012"] for row in rows.values())
    assert sum(row["change_count"] for row in rows.values()) == 3600 - 3500
    # What the table printed is stored as it stood.
    stored = current(folder, "population")
    assert stored[stored["year"] == 2012]["population"].sum() == 3500


def test_a_table_that_its_author_restated_is_not_carried_over_again(folder: Path, tmp_path: Path) -> None:
    restated = [["MAHALLE", "2012"], ["Tavla", "1500"], ["Harbiye", "1200"], ["Döver", "800"]]
    done(take(folder, "population", table(tmp_path / "t.tsv", restated), source="tuik"))
    rows = atlas(folder)
    assert {name: row["population_2012"] for name, row in rows.items()} == {"Tavla": 1500, "Harbiye": 1200, "Döver": 800}
    assert all(row["carried"] == [] for row in rows.values())


def test_without_the_layer_of_changes_an_old_name_waits_for_a_person(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", SQUARES), source="kadastro"))
    answer = done(take(folder, "population", table(tmp_path / "eski.tsv", OLD), source="tuik"))
    assert answer.document["rows_quarantined"] == 2


def test_a_split_without_a_share_leaves_the_new_ones_unknown_and_not_zero(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", SQUARES), source="kadastro"))
    unknown = [CHANGES[0], *([old, new, day, "", kind] for old, new, day, _, kind in CHANGES[1:])]
    done(take(folder, "crosswalk", table(tmp_path / "degisiklik.tsv", unknown), source="meclis"))
    done(take(folder, "population", table(tmp_path / "eski.tsv", OLD), source="tuik"))
    rows = atlas(folder)
    assert {name: row["population_2012"] for name, row in rows.items()} == {"Tavla": 1500, "Harbiye": None, "Döver": None}
