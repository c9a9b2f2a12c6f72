"""The data that ship: every file named with its document, nothing tidied, nothing unnamed."""

import csv
from pathlib import Path

import pytest
import yaml
from workspaces import DATA, PLAN, ROOT

from layers.shipped import manifest, shipped_centres, shipped_rows

SHARED = ROOT.parent / "shared" / "data" / "defne"


def test_manifest_names_every_file_and_no_file_that_is_not_there() -> None:
    assert set(manifest("defne")["files"]) == {path.name for path in DATA.glob("*.tsv")}


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.tsv")))
def test_manifest_states_document_and_place_of_each_file(name: str) -> None:
    described = manifest("defne")["files"][name]
    for key in ("document", "place", "holds"):
        assert isinstance(described[key], str), (name, key)
        assert described[key].strip(), (name, key)
    assert "page" in described


def test_manifest_imports_are_files_that_are_there_in_an_order_that_works() -> None:
    steps = manifest("defne")["imports"]
    assert next(step["layer"] for step in steps) == "boundaries"
    for step in steps:
        assert (DATA / step["file"]).resolve().is_file()
        assert step["source"] in manifest("defne")["sources"]


def test_manifest_is_plain_yaml() -> None:
    assert yaml.safe_load((DATA / "kaynaklar.yaml").read_text(encoding="utf-8")) == manifest("defne")


def test_printed_table_is_as_printed_errors_included() -> None:
    rows = shipped_rows("defne", PLAN.name)
    assert len(rows) == 38
    assert rows[28]["MAHALLE ADI"] == "SINANLI"
    assert [rows[28][heading] for heading in rows[28] if "2023" in heading] == ["5.736"]
    areas = [float(row["YÜZÖLÇÜMÜ (km ²)"].replace(",", ".")) for row in rows[:-1]]
    assert round(sum(areas), 2) == 142.44
    assert rows[-1]["YÜZÖLÇÜMÜ (km ²)"] == "142,46"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the originals lie only on a developer's machine: ../shared/data/defne")
def test_shipped_tables_equal_their_originals() -> None:
    originals = sorted(path.name for path in SHARED.glob("*.tsv"))
    assert originals
    for name in originals:
        assert (DATA / name).read_bytes() == (SHARED / name).read_bytes(), name


def test_every_alias_that_ships_has_a_reason() -> None:
    rows = shipped_rows("defne", "es_adlar.tsv")
    assert [(row["EŞ AD"], row["MAHALLE"]) for row in rows] == [("SINANLI", "Sinanlı")]
    assert all(row["GEREKÇE"].strip() for row in rows)


def test_shipped_centres_are_those_of_the_place_that_is_asked_for() -> None:
    centres = shipped_centres("HATAY", "defne")
    assert len(centres) == 37
    assert centres["akdeniz"] == (36.149, 36.192)
    assert shipped_centres("Hatay", "Samandağ") == {}
    assert shipped_centres("Ankara", "Defne") == {}
    assert shipped_centres("Hatay", None) == {}
    assert shipped_centres("Hatay", "../defne") in ({}, centres)


def test_shipped_tables_are_tidy_text() -> None:
    for path in DATA.glob("*.tsv"):
        text = path.read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff"), path.name
        assert "\r" not in text, path.name
        widths = {len(row) for row in csv.reader(text.splitlines(), delimiter="\t") if row}
        assert len(widths) == 1, path.name


def test_no_boundaries_of_others_are_shipped() -> None:
    drawn = [path for path in (ROOT / "data").rglob("*") if path.suffix in {".geojson", ".gpkg", ".shp", ".zip"}]
    assert [path.relative_to(ROOT) for path in drawn] == [Path("data/boundaries/defne.geojson")]
