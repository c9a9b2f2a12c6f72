"""The hand-over package: the same bytes for the same revisions, whole, checkable by whoever gets it, and nothing private."""

import csv
import hashlib
import io
import json
import random
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
from samples_of_layers import SAMPLES
from workspaces import DEMO_REVISIONS, ROOT, TUIK, done, feature, geojson, make, run, square, table, take

from geo.change_list import apply_changes
from layers import LAYERS
from layers.gdal import pyogrio
from layers.handover.changes import change_table, former_table, handed_over
from layers.handover.since import Since
from layers.outgoing.tables import ATLAS, table_of
from layers.workspace import open_workspace

GMD = "{http://www.isotc211.org/2005/gmd}"
GCO = "{http://www.isotc211.org/2005/gco}"


@pytest.fixture(scope="session")
def package(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the demo."""
    out = tmp_path_factory.mktemp("teslim") / "defne.zip"
    done(run(demo, "package", out))
    return out


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_package_holds_every_layer_and_the_atlas_with_all_its_documents(package: Path) -> None:
    files = contents(package)
    manifest = json.loads(files["manifest.json"])
    assert manifest["revisions"] == DEMO_REVISIONS
    for name in (*DEMO_REVISIONS, ATLAS):
        assert {f"data/{name}.gpkg", f"schema/{name}.schema.json", f"metadata/{name}.xml"} <= set(files)
        assert (f"data/{name}.geojson" in files) != (f"data/{name}.csv" in files)
    assert set(manifest["files"]) == set(files) - {"manifest.json"}
    for name, stated in manifest["files"].items():
        assert stated == {"bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}


def test_packages_of_one_revision_are_equal_byte_for_byte(demo: Path, package: Path, tmp_path: Path) -> None:
    done(run(demo, "package", tmp_path / "yine.zip"))
    assert (tmp_path / "yine.zip").read_bytes() == package.read_bytes()


def test_rows_fit_the_schema_that_lies_beside_them(package: Path) -> None:
    files = contents(package)
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "array": list}
    for name in (ATLAS, "boundaries", "centres"):
        schema = json.loads(files[f"schema/{name}.schema.json"])
        for row in json.loads(files[f"data/{name}.geojson"])["features"]:
            assert set(row["properties"]) == set(schema["properties"]) == set(schema["required"])
            for key, value in row["properties"].items():
                said = schema["properties"][key]
                stated = said["type"] if isinstance(said["type"], list) else [said["type"]]
                assert any(isinstance(value, kinds[kind]) for kind in stated), (name, key, value)
                assert "enum" not in said or value in said["enum"]


def test_dictionary_names_each_column_in_both_languages(package: Path) -> None:
    files = contents(package)
    turkish, english = rows_of(files["dictionary/sozluk.csv"]), rows_of(files["dictionary/dictionary.csv"])
    assert [row["sütun"] for row in turkish] == [row["column"] for row in english]
    columns = {(row["tablo"], row["sütun"]): row["ad"] for row in turkish if not row["kod"]}
    for name in DEMO_REVISIONS:
        for key in json.loads(files[f"schema/{name}.schema.json"])["properties"]:
            assert (name, key) in columns
    described = {field.name for field in LAYERS["population"].fields}
    assert not [key for (name, key), title in columns.items() if name == "population" and key in described and title == key]


def test_metadata_has_the_core_elements_of_iso_19115(package: Path) -> None:
    root = ET.fromstring(contents(package)["metadata/boundaries.xml"])  # noqa: S314 our own
    for path in (
        *("fileIdentifier", "language", "characterSet", "contact", "dateStamp", "metadataStandardName", "referenceSystemInfo"),
        *("identificationInfo//citation", "identificationInfo//abstract", "identificationInfo//topicCategory"),
        *("identificationInfo//extent", "dataQualityInfo//lineage"),
    ):
        assert root.find("/".join(GMD + part if part else "" for part in path.split("/"))) is not None, path
    west, east = (
        float(root.find(f".//{GMD}{name}BoundLongitude/{GCO}Decimal").text)  # type: ignore[union-attr, arg-type]
        for name in ("west", "east")
    )
    assert 36 < west < east < 36.4
    limits = root.find(f".//{GMD}useLimitation/{GCO}CharacterString")
    assert limits is not None
    assert "resmî sınır değildir" in str(limits.text)


def test_cover_says_what_is_not_certain_and_its_links_lead_to_files(package: Path) -> None:
    files = contents(package)
    text = files["index.html"].decode()
    assert "37 mahalle sınırından 37 tanesi taslaktır" in text

    class Links(HTMLParser):
        found: list[str] = []  # noqa: RUF012 one page

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [str(value) for name, value in attrs if name in {"href", "src"}]

    page = Links()
    page.feed(text)
    assert page.found
    assert set(page.found) <= set(files)


def test_names_that_look_like_markup_stay_text_on_the_cover(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    done(run(folder, "init", "<script>alert(1)</script>", "--province", "Hatay", "--district", "Defne"))
    done(
        take(folder, "boundaries", geojson(tmp_path / "s.geojson", [feature("<b>=1+1</b>", square(36.14, 36.19))]), source="<i>x")
    )
    done(run(folder, "package", tmp_path / "p.zip"))
    text = contents(tmp_path / "p.zip")["index.html"].decode()
    assert "<script" not in text
    assert "&lt;script&gt;" in text


# --------------------------------------------------------------------------- verify


def verified(path: Path) -> Any:
    return run(path.parent, "package", "verify", path)


def test_a_package_as_written_is_verified(package: Path) -> None:
    answer = done(verified(package))
    assert "sağlam" in answer.err


def test_each_flipped_byte_is_noticed(package: Path, tmp_path: Path) -> None:
    whole = package.read_bytes()
    chosen = random.Random(7).sample(range(len(whole)), 60)  # noqa: S311 any bytes will do
    for place in [0, 10, len(whole) - 1, len(whole) - 70, len(whole) - 90, *chosen]:
        spoiled = bytearray(whole)
        spoiled[place] ^= 1
        path = tmp_path / "bozuk.zip"
        path.write_bytes(spoiled)
        answer = verified(path)
        assert answer.code == 1, place
        assert answer.err


def rewritten(path: Path, files: dict[str, bytes], comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = comment
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_missing_an_edited_and_an_added_file_are_named(package: Path, tmp_path: Path) -> None:
    files = contents(package)
    lacking = {name: content for name, content in files.items() if name != "data/atlas.geojson"}
    answer = verified(rewritten(tmp_path / "a.zip", lacking))
    assert answer.code == 1
    assert "data/atlas.geojson: bildirimde var, pakette yok" in answer.err
    answer = verified(rewritten(tmp_path / "b.zip", files | {"issues.csv": files["issues.csv"] + b" "}))
    assert "issues.csv: içeriği" in answer.err
    answer = verified(rewritten(tmp_path / "c.zip", files | {"../kurulum.exe": b"x"}))
    assert "../kurulum.exe: pakette var" in answer.err


def test_an_edited_checksum_is_noticed_though_it_fits_the_edited_file(package: Path, tmp_path: Path) -> None:
    files = contents(package)
    manifest = json.loads(files["manifest.json"])
    files["issues.csv"] += b" "
    manifest["files"]["issues.csv"]["sha256"] = hashlib.sha256(files["issues.csv"]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(package) as archive:
        comment = archive.comment
    answer = verified(rewritten(tmp_path / "p.zip", files, comment))
    assert answer.code == 1
    assert "mührü" in answer.err
    manifest["files"]["issues.csv"]["sha256"] = "0" * 64
    answer = verified(rewritten(tmp_path / "q.zip", files | {"manifest.json": json.dumps(manifest).encode()}, comment))
    assert "issues.csv: içeriği" in answer.err


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 200, b"\x00" * 5000])
def test_what_is_no_package_is_refused_in_both_languages(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(content)
    answer = verified(path)
    assert answer.code == 1
    assert "okunabilir bir paket değil" in answer.err
    assert "no readable package" in answer.err
    assert verified(tmp_path / "yok.zip").code == 1
    assert verified(rewritten(tmp_path / "q.zip", {"manifest.json": b"[1, 2"})).code == 1
    assert verified(rewritten(tmp_path / "r.zip", {"x": b""})).code == 1


# --------------------------------------------------------------------------- changes


def test_changes_applied_to_the_old_package_give_the_new_one(own_demo: Path, tmp_path: Path) -> None:
    done(run(own_demo, "package", tmp_path / "eski.zip", "--receiver", "KBS yüklenicisi"))
    rows = [["MAHALLE", "2023", "2025"], ["Tavla", "100", "2"], ["Harbiye", "3", "7"]]
    done(take(own_demo, "population", table(tmp_path / "t.tsv", rows), source="tuik"))
    done(run(own_demo, "package", tmp_path / "yeni.zip", "--receiver", "KBS yüklenicisi", "--since", "last"))
    done(verified(tmp_path / "yeni.zip"))
    manifest = json.loads(contents(tmp_path / "yeni.zip")["manifest.json"])
    assert manifest["since"] == DEMO_REVISIONS
    counted = manifest["changes"]["population"]
    assert counted["UPDATE"] + counted["DELETE"] > 0
    assert all(sum(counts.values()) == 0 for name, counts in manifest["changes"].items() if name not in ("population", ATLAS))
    assert manifest["changes"][ATLAS]["UPDATE"] > 0
    workspace = open_workspace(own_demo)
    for name in (*DEMO_REVISIONS, ATLAS):
        old = former_table(workspace, name, Since(DEMO_REVISIONS, others_are_new=True))
        assert old is not None
        old, new = handed_over(old), handed_over(table_of(workspace, name))
        changes = change_table(old, new)
        former = old.features[list(changes.columns)[2:] if name != ATLAS else list(old.columns)]
        former = gpd.GeoDataFrame(pd.DataFrame(former), geometry=old.features.geometry.to_numpy(), crs=4326)
        later = apply_changes(former, changes.features)
        wanted = new.features.sort_index()
        assert list(later.index) == list(wanted.index)
        assert new.plain_columns(later) == new.plain_columns(wanted)


def test_export_since_a_revision_names_what_changed(own_demo: Path, tmp_path: Path) -> None:
    done(take(own_demo, "population", TUIK, source="tuik"))
    number = DEMO_REVISIONS["population"]
    done(run(own_demo, "export", "population", tmp_path / "a.csv", "--since", number))
    assert rows_of((tmp_path / "a.csv").read_bytes()) == []
    done(run(own_demo, "export", "population", tmp_path / "b.csv", "--since", 1))
    assert {row["change"] for row in rows_of((tmp_path / "b.csv").read_bytes())} >= {"CREATE"}
    done(run(own_demo, "export", "atlas", tmp_path / "c.gpkg", "--since", "population=1"))
    changed = pyogrio.read_dataframe(tmp_path / "c.gpkg", layer="atlas")
    assert set(changed["change"]) == {"UPDATE"}
    assert all("population" in fields for fields in changed["changed_fields"])


def test_a_receiver_gets_next_time_what_changed_for_him(own_demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    refused = run(own_demo, "export", "population", out, "--receiver", "Bakanlık", "--since", "last")
    assert refused.code == 1
    assert "kayıtlı bir teslim yok" in refused.err
    assert not out.exists()
    done(run(own_demo, "export", "population", out, "--receiver", "Bakanlık"))
    done(take(own_demo, "population", table(tmp_path / "t.tsv", [["MAHALLE", "2023"], ["Tavla", "5"]]), source="yeni"))
    done(run(own_demo, "export", "population", out, "--receiver", "Bakanlık", "--since", "last"))
    assert [row["change"] for row in rows_of(out.read_bytes())] == ["CREATE"]
    done(run(own_demo, "export", "population", out, "--receiver", "Bakanlık", "--since", "last"))
    assert rows_of(out.read_bytes()) == []
    assert run(own_demo, "export", "population", out, "--receiver", "Başkası", "--since", "last").code == 1
    assert run(own_demo, "export", "boundaries", tmp_path / "b.kml", "--receiver", "Bakanlık", "--since", "last").code == 1


# --------------------------------------------------------------------------- nothing private, no half files


def test_nothing_private_is_in_a_package(own_drawn: Path, tmp_path: Path) -> None:
    private = {layer: [field for field in spec.fields if not field.public] for layer, spec in LAYERS.items()}
    for layer in (layer for layer, fields in private.items() if fields):
        done(take(own_drawn, layer, SAMPLES[layer]))
    marks: set[str] = set()
    store = open_workspace(own_drawn).store()
    for layer, fields in private.items():
        for field in fields:
            if field.type == "text":
                marks |= {value for value in store.read(layer, 1)[field.name].dropna() if len(value) >= 8}
    assert marks
    done(run(own_drawn, "package", tmp_path / "p.zip"))
    for name, content in contents(tmp_path / "p.zip").items():
        assert not [mark for mark in marks if mark.encode() in content], name


def test_an_issue_about_a_private_cell_does_not_quote_it(own_drawn: Path, tmp_path: Path) -> None:
    heading = "Bağımsız bölüm sayısı"
    shapes = [
        feature("Harbiye", square(36.15 + place, 36.2), **{heading: text}) for place, text in ((0, "GİZLİ kırk"), (0.02, "7"))
    ]
    stated = ["--value", "declared_on=06.02.2023", "--value", "decision_no=1"]
    answer = done(take(own_drawn, "risk_areas", geojson(tmp_path / "r.geojson", shapes), *stated))
    assert [issue for issue in answer.document["issues"] if issue["old"] and "GİZLİ" in issue["old"]]
    done(run(own_drawn, "package", tmp_path / "p.zip"))
    for name, content in contents(tmp_path / "p.zip").items():
        assert "GİZLİ".encode() not in content, name


@pytest.mark.parametrize(
    "words",
    [
        ["{}/p.tar"],
        ["{}/yok/p.zip"],
        ["{}/p.zip", "--since", "yarın"],
        ["{}/p.zip", "--since", "99"],
        ["{}/p.zip", "--since", "parklar=1"],
        ["{}/p.zip", "--since", "boundaries=99"],
        ["{}/p.zip", "--since", "last"],
        ["{}/p.zip", "--since", "last", "--receiver", "Kimse"],
        ["{}/p.zip", "--receiver", "…"],
    ],
)
def test_a_package_that_cannot_be_is_refused_and_leaves_nothing(demo: Path, tmp_path: Path, words: list[str]) -> None:
    answer = run(demo, "package", *(word.format(tmp_path) for word in words))
    assert answer.code == 1
    lines = [line for line in answer.err.splitlines() if line.strip()]
    assert lines[0].startswith("✗ ")
    assert len(lines) == 2
    assert list(tmp_path.iterdir()) == []
    assert not (demo / "receivers").exists()


def test_options_may_stand_before_the_name_of_the_package(demo: Path, package: Path, tmp_path: Path) -> None:
    done(run(demo, "package", "--profile", "mahalle", "--since", "population=1", tmp_path / "p.zip"))
    assert "changes/population.csv" in contents(tmp_path / "p.zip")
    assert run(demo, "package").code == 2
    assert run(demo, "package", "--help").code == 0
    assert run(demo, "package", "verify").code == 2


def test_a_package_of_an_empty_workspace_is_refused(tmp_path: Path) -> None:
    assert run(make(tmp_path / "w"), "package", tmp_path / "p.zip").code == 1
    assert not (tmp_path / "p.zip").exists()


def test_geopackages_of_a_package_are_whole(package: Path, tmp_path: Path) -> None:
    for name, content in contents(package).items():
        if name.endswith(".gpkg"):
            path = tmp_path / Path(name).name
            path.write_bytes(content)
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


# A real full disk, as far as the process can tell: no file of its own may grow beyond this.
FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from mahalle import main
main(sys.argv[2:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to stand for a full disk")
@pytest.mark.parametrize("limit_bytes", [3_000, 140_000])
def test_a_package_that_fails_halfway_keeps_the_old_and_is_not_remembered(demo: Path, tmp_path: Path, limit_bytes: int) -> None:
    out = tmp_path / "p.zip"
    out.write_bytes(b"the former package")
    command = [sys.executable, "-c", FULL_DISK, str(limit_bytes), "-w", str(demo), "package", str(out), "--receiver", "KBS"]
    failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert failed.returncode == 1, failed.stderr
    assert "yazılamadı" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert out.read_bytes() == b"the former package"
    assert [path.name for path in tmp_path.iterdir()] == ["p.zip"]
    assert not (demo / "receivers").exists()


def test_ids_made_of_private_fields_leave_as_others_that_stay(own_drawn: Path, tmp_path: Path) -> None:
    done(take(own_drawn, "buildings", SAMPLES["buildings"]))
    stored = open_workspace(own_drawn).store().read("buildings", 1)["id"].tolist()

    def handed(name: str) -> list[str]:
        done(run(own_drawn, "export", "buildings", tmp_path / name))
        return [row["id"] for row in rows_of((tmp_path / name).read_bytes())]

    first = handed("a.csv")
    assert len(set(first)) == len(stored)
    assert not set(first) & set(stored)
    assert handed("b.csv") == first
    (own_drawn / "id_key").unlink()
    assert not set(handed("c.csv")) & set(first)
