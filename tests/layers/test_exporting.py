"""Exports: what leaves is whole, standard, equal when read back, and says what it is."""

import copy
import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from exports import WITHOUT_COLUMNS, about, read_back
from rfc7946 import faults
from workspaces import (
    DEMO_REVISIONS,
    ROOT,
    SKETCHED,
    atlas,
    current,
    done,
    feature,
    geojson,
    make,
    run,
    square,
    table,
    take,
)

from geo.indicators import INDICATORS
from layers import LAYERS
from layers.export import FORMATS
from layers.gdal import fiona, pyogrio

TM36 = 5256
REVISIONS = ", ".join(f"{layer} {number}" for layer, number in DEMO_REVISIONS.items())

GOLDEN = Path(__file__).parents[1] / "golden"
SUFFIXES = sorted(FORMATS)


def export(folder: Path, what: str, out: Path, *words: object) -> Path:
    done(run(folder, "export", what, out, *words))
    return out


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def exported(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's atlas of 2022 to 2023 in every format."""
    folder = tmp_path_factory.mktemp("exported")
    for suffix in SUFFIXES:
        export(demo, "atlas", folder / f"atlas{suffix}", "--from", 2022, "--to", 2023)
    return folder


def plain(value: object) -> object:
    return None if not isinstance(value, list) and pd.isna(value) else value


def expected(demo: Path) -> dict[str, dict[str, Any]]:
    """What the command line shows, by id."""
    return {record["id"]: record for record in atlas(demo, "--from", 2022, "--to", 2023).values()}


COUNTED = ["area_km2", "population_2022", "population_2023", "population_2025", "change_count", "change_pct"]
SHARED = [
    *("name", "district", "code", "area_km2", "area_source", "boundary_kind", "population_2022", "population_2023"),
    *("population_2025", "change_count", "change_pct", "density_per_km2", "growth_per_mille"),
]


# --------------------------------------------------------------------------- GeoJSON


def test_geojson_of_every_kind_is_what_the_rfc_wants(demo: Path, exported: Path, tmp_path: Path) -> None:
    assert faults(load(exported / "atlas.geojson")) == []
    for layer in ("boundaries", "population", "statements"):
        assert faults(load(export(demo, layer, tmp_path / f"{layer}.geojson"))) == []
    assert faults(load(SKETCHED)) == []


def spoiled(spoil: Callable[[Any], object]) -> Callable[[Any], Any]:
    def of(document: Any) -> Any:
        changed = copy.deepcopy(document)
        spoil(changed)
        return changed

    return of


def outer(document: Any) -> Any:
    geometry = document["features"][0]["geometry"]
    return geometry["coordinates"][0] if geometry["type"] == "Polygon" else geometry["coordinates"][0][0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.update(crs={"type": "name"}),
        lambda document: document.update(bbox=[0, 0, 1, 1]),
        lambda document: document.pop("bbox"),
        lambda document: outer(document).reverse(),
        lambda document: outer(document).pop(),
        lambda document: outer(document)[1].reverse(),
        lambda document: outer(document)[1].__setitem__(0, 36.12345678),
        lambda document: document["features"][0].pop("properties"),
        lambda document: document["features"][1].update(id=document["features"][0]["id"]),
        lambda document: document["features"][0].update(features=[]),
        lambda document: document["features"][0].pop("bbox"),
        lambda document: document["features"][0]["geometry"].update(type="Kare"),
    ],
)
def test_rfc_validator_finds_a_fault_that_was_put_in(exported: Path, spoil: Callable[[Any], object]) -> None:
    assert faults(spoiled(spoil)(load(exported / "atlas.geojson"))) != []


def test_geojson_read_back_has_equal_attributes_and_areas(demo: Path, exported: Path) -> None:
    records = expected(demo)
    for item in load(exported / "atlas.geojson")["features"]:
        record = records[item["id"]]
        assert {key: item["properties"][key] for key in SHARED} == {key: record[key] for key in SHARED}
        assert item["properties"]["contradicted"] == record["contradicted"]
    stored = current(demo, "boundaries").set_index("id").to_crs(TM36).area
    for engine in ("pyogrio", "fiona"):
        back = gpd.read_file(exported / "atlas.geojson", engine=engine)
        assert back.crs.to_epsg() == 4326
        areas = back.to_crs(TM36).area.set_axis(back["code"])
        assert (areas / stored.loc[areas.index] - 1).abs().max() < 1e-6
        assert back["population_2023"].sum() == 142146


def test_geojson_keeps_shared_borders_shared(exported: Path) -> None:
    back = gpd.read_file(exported / "atlas.geojson")
    assert shapely.coverage_is_valid(back.geometry.array)


def test_geojson_has_one_feature_a_line_so_that_two_exports_can_be_compared(exported: Path) -> None:
    lines = (exported / "atlas.geojson").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"type":"Feature",') for line in lines) == 37


def test_geojson_of_a_polygon_with_a_hole_and_of_two_parts_follows_the_right_hand_rule(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    hole = square(36.142, 36.192, 0.002)["coordinates"]
    ring = square(36.14, 36.19)["coordinates"]
    assert isinstance(hole, list)
    assert isinstance(ring, list)
    islands = [square(x, 36.19)["coordinates"] for x in (36.16, 36.18)]
    shapes = [
        feature("A", {"type": "Polygon", "coordinates": [ring[0][::-1], hole[0]]}),
        feature("B", {"type": "MultiPolygon", "coordinates": islands}),
    ]
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", shapes)))
    document = load(export(folder, "boundaries", tmp_path / "b.geojson"))
    assert faults(document) == []
    assert [len(item["geometry"]["coordinates"]) for item in document["features"]] == [1, 2]


# --------------------------------------------------------------------------- GeoPackage and CSV


def test_geopackage_read_back_is_equal_with_whole_numbers_whole(demo: Path, exported: Path) -> None:
    path = exported / "atlas.gpkg"
    assert dict(pyogrio.list_layers(path)) == {"atlas": "MultiPolygon", "layer_styles": None}
    back = pyogrio.read_dataframe(path, layer="atlas")
    assert back.crs.to_epsg() == 4326
    for year in (2022, 2023, 2025):
        assert pd.api.types.is_integer_dtype(back[f"population_{year}"])
    records = expected(demo)
    for row in back.set_index("id").itertuples():
        record = records[row.Index]
        assert [getattr(row, key) for key in SHARED] == [record[key] for key in SHARED]
        assert row.contradicted == ", ".join(record["contradicted"])
    stored = current(demo, "boundaries").set_index("id").geometry
    same = [stored[place].equals_exact(shape, 0) for place, shape in back.set_index("id").geometry.items()]
    assert all(same)


def test_geopackage_says_what_it_is_in_its_description_and_tags(exported: Path) -> None:
    with fiona.open(exported / "atlas.gpkg", layer="atlas") as source:
        tags = source.tags()
    assert tags["boundaries"] == "sketch"
    assert tags["revision"] == REVISIONS


def test_geopackage_in_another_system_is_measured_there(demo: Path, tmp_path: Path) -> None:
    back = read_back(export(demo, "atlas", tmp_path / "a.gpkg", "--crs", "EPSG:5256"))
    assert back.crs.to_epsg() == TM36
    assert back.area.sum() / 1e6 == pytest.approx(142.44, rel=0.001)


def test_csv_read_back_is_equal(demo: Path, exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / "atlas.csv").read_text(encoding="utf-8"))))
    records = expected(demo)
    assert len(rows) == 37
    for row in rows:
        record = records[row["id"]]
        for key in SHARED:
            value = record[key]
            assert (row[key] == value) if isinstance(value, str) else (float(row[key]) == value), key
        assert row["contradicted"] == " ".join(record["contradicted"])


def test_csv_of_every_layer_has_no_heading_twice(demo: Path, tmp_path: Path) -> None:
    for what in ("atlas", "boundaries", "population", "statements"):
        heading = export(demo, what, tmp_path / f"{what}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert len(set(heading)) == len(heading), what


def test_csv_exported_can_be_imported_again(demo: Path, own_drawn: Path, tmp_path: Path) -> None:
    out = export(demo, "atlas", tmp_path / "atlas.csv")
    done(take(own_drawn, "population", out, "--columns", "area_km2=area_km2,change_count=change_count,change_pct=change_pct"))
    again, first = atlas(own_drawn), atlas(demo)
    for name, row in first.items():
        assert [again[name][key] for key in COUNTED] == [row[key] for key in COUNTED]


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - WITHOUT_COLUMNS))
def test_exports_keep_unknown_values_empty(own_drawn: Path, tmp_path: Path, suffix: str) -> None:
    rows = [["MAHALLE", "2022", "2023"], ["Tavla", "100", ""], ["Harbiye", "", "7"]]
    done(take(own_drawn, "population", table(tmp_path / "t.tsv", rows)))
    out = export(own_drawn, "atlas", tmp_path / f"a{suffix}")
    back = pd.DataFrame(read_back(out))
    by_name = back.set_index("name")
    assert by_name.loc["Tavla", "population_2022"] == 100
    assert pd.isna(by_name.loc["Tavla", "population_2023"])
    assert pd.isna(by_name.loc["Tavla", "change_count"])
    assert pd.isna(by_name.loc["Akdeniz", "population_2022"])
    assert (back["area_km2"] > 0).all()


def test_names_that_look_like_formulas_are_defused_in_csv_and_real_negative_numbers_kept(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    names = ["=1+1", "+x", "@x(A1)", "-2+3", "Düz"]
    shapes = [feature(name, square(36.14 + 0.01 * place, 36.19)) for place, name in enumerate(names)]
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", shapes)))
    rows = [["MAHALLE", "2022", "2023"], ["Düz", 100, 40], ["=1+1", 10, 4]]
    done(take(folder, "population", table(tmp_path / "t.tsv", rows)))
    text = export(folder, "atlas", tmp_path / "a.csv").read_text(encoding="utf-8")
    read = {row["name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(read) == {"'=1+1", "'+x", "'@x(A1)", "'-2+3", "Düz"}
    assert read["Düz"]["change_count"] == "-60"
    assert read["'=1+1"]["change_count"] == "-6"
    # On the command line's CSV as well, and JSON and GeoJSON keep the name as it is.
    shown = done(run(folder, "atlas", "--format", "csv")).out
    assert "'=1+1" in shown
    assert '"=1+1"' not in shown
    assert "=1+1" in atlas(folder)
    assert "=1+1" in {item["properties"]["name"] for item in load(export(folder, "atlas", tmp_path / "a.geojson"))["features"]}


# --------------------------------------------------------------------------- what the file says of itself


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exports_say_source_revision_date_and_that_boundaries_are_a_sketch(exported: Path, suffix: str) -> None:
    said = about(exported / f"atlas{suffix}")
    assert said["title"] == "Defne Mahalle Atlası"
    assert said["source"] == "Stratejik Plan 2025-2029; Taslak sınır; TÜİK ADNKS"
    assert said["revision"] == REVISIONS
    assert said["years"] == "2022-2023"
    assert said["boundaries"] == "sketch"
    assert "resmî sınır değildir" in said["note"]
    assert len(said["created_at"]) == len("2026-01-01T00:00:00Z")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exports_with_official_boundaries_carry_no_sketch_flag(own_demo: Path, tmp_path: Path, suffix: str) -> None:
    shapes = pyogrio.read_dataframe(SKETCHED)[["name", "geometry"]]
    pyogrio.write_dataframe(shapes, tmp_path / "resmi.gpkg", driver="GPKG")
    done(take(own_demo, "boundaries", tmp_path / "resmi.gpkg", source="resmi"))
    said = about(export(own_demo, "atlas", tmp_path / f"a{suffix}"))
    assert said["boundaries"] == "imported"
    assert not said.get("note")
    assert "Taslak" not in said["source"]
    assert "boundaries 2," in said["revision"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exports_of_one_revision_are_equal_byte_for_byte(demo: Path, exported: Path, tmp_path: Path, suffix: str) -> None:
    again = export(demo, "atlas", tmp_path / f"atlas{suffix}", "--from", 2022, "--to", 2023)
    assert again.read_bytes() == (exported / f"atlas{suffix}").read_bytes()


# --------------------------------------------------------------------------- refusals and half files


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["atlas", "{}/a.xyz"], ", ".join(FORMATS)),
        (["atlas", "{}/a"], ", ".join(FORMATS)),
        (["population", "{}/a.kml"], ".xlsx"),
        (["parklar", "{}/a.csv"], ", ".join(LAYERS)),
        (["atlas", "{}/a.csv", "--to", "1990"], "2022, 2023, 2025"),
        (["atlas", "{}/a.geojson", "--crs", "5256"], ".gpkg"),
        (["atlas", "{}/a.gpkg", "--crs", "999999"], "5253-5259"),
    ],
)
def test_export_that_cannot_be_is_refused_with_what_can_and_writes_nothing(
    demo: Path, tmp_path: Path, words: list[str], kind: str
) -> None:
    answer = run(demo, "export", *(word.format(tmp_path) for word in words))
    assert answer.code == 1
    assert kind in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_not_there_is_refused_in_every_format(demo: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"a{suffix}"
    for words in (
        ["parklar"],
        ["buildings"],
        ["boundaries", "--profile", "yok"],
        ["boundaries", "--crs", "999999"],
        ["boundaries", "--since", "99"],
        ["boundaries", "--since", "population=1"],
        ["boundaries", "--since", "last", "--receiver", "Kimse"],
        ["boundaries", "--receiver", "…"],
        ["assets", "--profile", "inspire"],
    ):
        answer = run(demo, "export", words[0], out, *words[1:])
        assert answer.code == 1, words
        assert answer.err.startswith("✗ "), words
        assert len([line for line in answer.err.splitlines() if line.strip()]) == 2, words
        assert list(tmp_path.iterdir()) == [], words
    assert run(demo, "export", "boundaries", out, "--crs", "beşbin").code == 2
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_has_are_refused_in_words(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.export.xlsx.MOST_ROWS", 36)
    answer = run(demo, "export", "atlas", tmp_path / "a.xlsx")
    assert answer.code == 1
    assert "37 satır var; XLSX en çok 36 satır alır" in answer.err
    assert "has 37 rows; XLSX holds at most 36" in answer.err
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr("layers.export.xlsx.MOST_ROWS", 37)
    done(run(demo, "export", "atlas", tmp_path / "a.xlsx"))


def test_a_shapefile_larger_than_programs_read_is_refused_before_it_is_written(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.zip"
    done(run(demo, "export", "atlas", out))
    with zipfile.ZipFile(out) as archive:
        largest = max(archive.getinfo(f"atlas.{end}").file_size for end in ("shp", "dbf"))
    # The head of a file is all that is not counted.
    for most, code in ((largest, 0), (int(largest * 0.8), 1)):
        monkeypatch.setattr("layers.export.shapefile._MOST_BYTES", most)
        out.unlink(missing_ok=True)
        answer = run(demo, "export", "atlas", out)
        assert answer.code == code
    assert "2 GB'tan büyüğünü okuyamaz" in answer.err
    assert "takes 0 GB" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_export_of_an_empty_workspace_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    for what in ("atlas", "boundaries", "population"):
        assert run(folder, "export", what, tmp_path / "a.csv").code == 1
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_export_to_a_place_that_cannot_be_written_is_refused_in_both_languages(demo: Path, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "dosya").write_text("bir dosya")
    for target in (tmp_path / "yok" / f"a{suffix}", tmp_path / "dosya" / f"a{suffix}"):
        answer = run(demo, "export", "atlas", target)
        assert answer.code == 1
        assert "yazılamadı" in answer.err
        assert "could not be written" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["dosya"]


# A real full disk, as far as the process can tell: no file of its own may grow beyond this.
FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from mahalle import main
main(sys.argv[2:])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to stand for a full disk")
@pytest.mark.parametrize(
    ("suffix", "limit_bytes"),
    [*((suffix, 3_000) for suffix in SUFFIXES), (".gpkg", 20_000), (".gpkg", 100_000), (".xlsx", 9_000)],
)
def test_export_that_fails_halfway_keeps_the_old_file_and_leaves_no_half_one(
    demo: Path, tmp_path: Path, suffix: str, limit_bytes: int
) -> None:
    out = tmp_path / f"atlas{suffix}"
    out.write_bytes(b"the former export")
    command = [sys.executable, "-c", FULL_DISK, str(limit_bytes), "-w", str(demo), "export", "atlas", str(out)]
    failed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert failed.returncode == 1, failed.stderr
    assert "yazılamadı" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert out.read_bytes() == b"the former export"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_export_over_an_existing_file_replaces_it(demo: Path, exported: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"atlas{suffix}"
    out.write_bytes(b"the former export")
    export(demo, "atlas", out, "--from", 2022, "--to", 2023)
    assert out.read_bytes() == (exported / f"atlas{suffix}").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses to replace a file that somebody has open")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_export_never_shows_a_half_file_to_whoever_reads_the_old_one(demo: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"atlas{suffix}"
    out.write_bytes(b"the former export")
    with out.open("rb") as reader:
        export(demo, "atlas", out)
        assert reader.read() == b"the former export"


@pytest.mark.parametrize("suffix", [".CSV", ".GeoJSON", ".GPKG"])
def test_export_suffix_in_capitals_is_the_same_format(demo: Path, tmp_path: Path, suffix: str) -> None:
    assert export(demo, "atlas", tmp_path / f"a{suffix}").stat().st_size > 0


# --------------------------------------------------------------------------- golden file


def test_atlas_of_defne_is_as_it_was(exported: Path, request: pytest.FixtureRequest) -> None:
    """The atlas 2022 to 2023 without its date. Run `pytest tests/layers --write-golden` to write it anew."""
    now = list(csv.reader(io.StringIO((exported / "atlas.csv").read_text(encoding="utf-8"))))
    dated = now[0].index("about_created_at")
    now = [row[:dated] + row[dated + 1 :] for row in now]
    golden = GOLDEN / "defne_2022_2023.csv"
    if request.config.getoption("--write-golden", default=False):
        with golden.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(now)
    before = list(csv.reader(io.StringIO(golden.read_text(encoding="utf-8"))))
    assert now[0] == before[0]
    assert [row[:2] for row in now] == [row[:2] for row in before]
    drawn = now[0].index("drawn_area_km2")
    for row, former in zip(now[1:], before[1:], strict=True):
        # The drawn area is measured, and may differ in its last digit from one version of PROJ to another.
        assert float(row[drawn]) == pytest.approx(float(former[drawn]), abs=2e-6)
        assert row[:drawn] + row[drawn + 1 :] == former[:drawn] + former[drawn + 1 :]


def test_indicators_of_the_golden_file_are_those_that_are_registered(exported: Path) -> None:
    heading = (exported / "atlas.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    always = {key for key, indicator in INDICATORS.items() if not indicator.layers} - {"population"}
    # Those that draw on a layer stand there where the demo's tables give them an answer.
    answered = {"people_per_family_health_centre", "asset_count", "asset_area_m2"}
    assert always | answered == set(INDICATORS) & set(heading)
