"""`mahalle look`: what a file is, in words and as JSON, and nothing stored."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from click.testing import CliRunner, Result
from shapely import box

from layers.gdal import pyogrio
from mahalle import main


def run(workspace: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["-w", str(workspace), *(str(word) for word in words)])


def look(workspace: Path, path: Path, *words: object) -> dict[str, Any]:
    result = run(workspace, "look", path, "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "defne"
    assert run(folder, "init", "Defne", "--province", "Hatay", "--district", "Defne").exit_code == 0
    return folder


def test_a_table_of_the_plan(tmp_path: Path, root: Path) -> None:
    document = look(tmp_path, root / "data" / "defne" / "tablo08_nufus_mahalle.tsv")
    assert (document["format"], document["encoding"], document["issues"]) == ("table", "UTF-8", [])
    (table,) = document["tables"]
    assert (table["rows"], table["shapes"], table["crs"], table["layers"]) == (38, None, None, ["population", "statements"])
    columns = {column["name"]: (column["type"], column["unit"]) for column in table["columns"]}
    assert columns["MAHALLE ADI"] == ("text", None)
    assert columns["YÜZÖLÇÜMÜ (km ²)"] == ("number", "km2")
    assert columns["Değişim (%)"] == ("integer", "%")
    assert table["columns"][0]["examples"] == ["AKDENİZ", "AKNEHİR", "AŞAĞIOKÇULAR"] or len(table["columns"][0]["examples"]) == 3


def test_the_words_say_the_same(tmp_path: Path, root: Path) -> None:
    result = run(tmp_path, "look", root / "data" / "defne" / "tablo27_tasinmazlar.tsv")
    assert result.exit_code == 0
    assert "[2] 34 satır" in result.stdout
    assert "NET ALAN (m ²): number [m2]" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_without_a_system_is_proven_by_the_workspace(workspace: Path, tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"MAHALLE": ["Çekmece"]}, geometry=[box(36.13, 36.2, 36.14, 36.21)], crs=4326).to_crs(5256)
    path = tmp_path / "sinir.shp"
    pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding="UTF-8")
    path.with_suffix(".prj").unlink()
    (table,) = look(workspace, path)["tables"]
    assert table["crs"] == {"name": "TUREF / TM36", "epsg": 5256, "proof": "proven"}
    assert table["extent"] == pytest.approx([36.13, 36.2, 36.14, 36.21], abs=1e-3)
    assert table["shapes"] == {"Polygon": 1}
    assert table["layers"] == ["boundaries"]
    assert "crs-datum-assumed" in [issue["kind"] for issue in table["issues"]]
    (unknown,) = look(tmp_path / "none", path)["tables"]
    assert (unknown["crs"], [issue["kind"] for issue in unknown["issues"]]) == (None, ["missing-crs"])
    (given,) = look(tmp_path / "none", path, "--crs", "5256")["tables"]
    assert given["crs"]["proof"] == "given"


def test_several_tables_are_all_looked_at(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"AD": ["a"], "N": [1.5]}, geometry=[box(36.1, 36.2, 36.2, 36.3)], crs=4326)
    pyogrio.write_dataframe(frame, tmp_path / "a.gpkg", layer="bir")
    pyogrio.write_dataframe(frame.drop(columns="geometry"), tmp_path / "a.gpkg", layer="iki", append=True)
    tables = look(tmp_path, tmp_path / "a.gpkg")["tables"]
    assert [(table["name"], table["rows"], table["shapes"]) for table in tables] == [("bir", 1, {"Polygon": 1}), ("iki", 1, None)]


def test_a_refused_file_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_bytes(b"%PDF")
    result = run(tmp_path, "look", tmp_path / "a.geojson")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "PDF" in result.stderr


def test_every_real_file_is_looked_at_or_refused_with_words(tmp_path: Path, real_data: Path) -> None:
    parts = {".md", ".shx", ".dbf", ".prj", ".cpg", ".gz"}
    refused = []
    for path in sorted(file for file in real_data.rglob("*") if file.is_file() and file.suffix not in parts):
        result = run(tmp_path, "look", path, "--format", "json")
        if result.exit_code:
            refused.append(path.name)
        else:
            assert sum(table["rows"] for table in json.loads(result.stdout)["tables"]) > 0, path
    # Nested lists of streets, no drawing and no table.
    assert refused == ["defne_ham.json"]
