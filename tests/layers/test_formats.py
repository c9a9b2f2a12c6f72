"""Each format, written and read back by another program: equal shapes, values, letters, types and blanks; nothing private."""

import csv
import io
import itertools
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyproj
import pytest
import shapely
from exports import WITHOUT_COLUMNS, about, read_back, table_in_zip, tiles_of_archive
from pmtiles.reader import MmapSource, Reader
from samples_of_layers import SAMPLES
from workspaces import done, feature, geojson, run, square, take

from layers import LAYERS
from layers.base import Code, Field, Style
from layers.export import FORMATS
from layers.export.dxf import drawing_layers
from layers.gdal import pyogrio
from layers.outgoing.fetching import fetched_table
from layers.outgoing.table import ExportTable, Plain
from layers.outgoing.tables import layer_table
from layers.workspace import open_workspace

SHAPES = sorted(set(FORMATS) - {".csv", ".xlsx"})
COLUMNS = sorted(set(FORMATS) - WITHOUT_COLUMNS)
# Coordinates are rounded there; metres on the ground.
PRECISION_M = {".geojson": 0.08, ".geojsonl": 0.08, ".kml": 0.01, ".pmtiles": 0.2}
USES = (Code("park", "Park ve yeşil alan", "Park", colour="#4aa83a"), Code("yol", "İmar yolu (ğüşıöç)", "Road", colour="#808080"))
FIELDS = {
    "name": Field("name", "Ad", "Name", "text"),
    "land_use_of_plan": Field("land_use_of_plan", "Kullanım", "Use", "code", codes=USES),
    "population_2022": Field("population_2022", "Nüfus 2022", "Population 2022", "integer", "persons", True),
}


def table(shapes: list[Any]) -> ExportTable:
    """Every type of value, each known and unknown, the letters that get lost, and a number that is no round one."""
    count = len(shapes)
    frame = gpd.GeoDataFrame(
        {
            "name": [["İğdır ŞÇÖÜ ıi", "=1+1", None, "çok uzun " * 40][place % 4] for place in range(count)],
            "land_use_of_plan": [["park", "yol", None][place % 3] for place in range(count)],
            "population_2022": pd.array([[41, None, -3, 2_147_483_648][place % 4] for place in range(count)], "Int64"),
            "population_2023": pd.array([[0, None][place % 2] for place in range(count)], "Int64"),
            "area_ha": [[0.1, np.nan, -12345.678901][place % 3] for place in range(count)],
            "is_open": pd.array([[True, False, None][place % 3] for place in range(count)], "boolean"),
            "opened_on": [["2024-02-29", None][place % 2] for place in range(count)],
        },
        geometry=shapes,
        crs=4326,
        index=[f"kim-{place}" for place in range(count)],
    )
    columns = dict.fromkeys(("name", "land_use_of_plan"), "text") | dict.fromkeys(
        ("population_2022", "population_2023"), "integer"
    )
    columns |= {"area_ha": "number", "is_open": "boolean", "opened_on": "date"}
    about = {"title": "Deneme şöyle", "created_at": "2026-01-02T03:04:05Z"}
    return ExportTable("deneme", frame, columns, about, FIELDS, Style("#123456", by="land_use_of_plan"))  # type: ignore[arg-type]


POINTS = [shapely.Point(36.1 + place / 1000, 36.2) for place in range(12)]
LINES = [shapely.LineString([(36.1, 36.2 + place / 1000), (36.11, 36.2), (36.12, 36.21)]) for place in range(12)]
AREAS = [
    shapely.Polygon(
        [(x, 36.2), (x + 0.01, 36.2), (x + 0.01, 36.21), (x, 36.21)],
        [[(x + 0.002, 36.202), (x + 0.004, 36.202), (x + 0.004, 36.204)]],
    )
    for x in np.arange(12) * 0.02 + 36.1
]
KINDS = {
    "points": POINTS,
    "lines": LINES,
    "areas": AREAS,
    "parts": [*AREAS[:6], shapely.MultiPolygon([AREAS[8], AREAS[9]])],
    "mixed": [*POINTS[:4], *LINES[:4], *AREAS[:4]],
    "a blank": [*AREAS[:3], None],
}
every_kind = pytest.mark.parametrize("shapes", KINDS.values(), ids=KINDS)


def written(suffix: str, what: ExportTable, folder: Path) -> Path:
    path = folder / f"deneme{suffix}"
    FORMATS[suffix].write(what, path)
    return path


def all_rows(path: Path) -> pd.DataFrame:
    """The rows of all shapefiles of a zip together, of any other file as they are."""
    if path.suffix != ".zip":
        return read_back(path)
    names = {short: long for short, long, *_ in table_in_zip(path, "sutunlar.csv")[1:]}
    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    return pd.concat([pyogrio.read_dataframe(path, layer=layer) for layer in layers]).rename(columns=names)


def without_what_is_in_no_tile(what: ExportTable, path: Path) -> ExportTable:
    """The table as tiles can hold it, which say how many rows without a shape they leave out."""
    if path.suffix != ".pmtiles" or not what.lacks_shapes:
        return what
    with path.open("rb") as file:
        assert Reader(MmapSource(file)).metadata()["without_shape"] == what.features.geometry.isna().sum()
    return replace(what, features=what.features[what.features.geometry.notna()])


def same(value: object, expected: Plain, suffix: str) -> bool:
    """Whether a value read back is the one that was written, its type included where the format has types."""
    if expected is None:
        return value is None or value == "" or bool(pd.isna(value))  # type: ignore[call-overload]
    if isinstance(expected, bool):
        # A shapefile has T and F, GDAL's KML and SQLite 1 and 0.
        return value in ({expected, str(expected), int(expected)})
    if isinstance(expected, int):
        return float(str(value)) == expected
    if isinstance(expected, float):
        return float(str(value)) == pytest.approx(expected, rel=1e-12)
    if str(expected).startswith("=") and suffix in {".csv", ".xlsx"}:
        return value == f"'{expected}"
    if isinstance(value, str):
        return value == expected or (suffix == ".zip" and len(value.encode()) >= 250 and str(expected).startswith(value))
    return str(value)[:10] == expected


@pytest.mark.parametrize("suffix", COLUMNS)
@every_kind
def test_values_come_back_equal(suffix: str, shapes: list[Any], tmp_path: Path) -> None:
    what = table(shapes)
    path = written(suffix, what, tmp_path)
    back = all_rows(path).set_index("id")
    what = without_what_is_in_no_tile(what, path)
    assert sorted(back.index) == sorted(what.features.index)
    expected = what.plain_columns(what.features)
    for name in what.columns:
        for row_id, value in zip(expected["id"], expected[name], strict=True):
            assert same(back.loc[str(row_id), name], value, suffix), (name, row_id, back.loc[str(row_id), name], value)


@pytest.mark.parametrize("suffix", sorted(set(SHAPES) - {".dxf"}))
@every_kind
def test_shapes_come_back_equal(suffix: str, shapes: list[Any], tmp_path: Path) -> None:
    what = table(shapes)
    path = written(suffix, what, tmp_path)
    what = without_what_is_in_no_tile(what, path)
    back = all_rows(path).set_index("id").geometry.reindex(what.features.index)
    metres = [gpd.GeoSeries(list(found), crs=4326).to_crs(5256) for found in (what.features.geometry, back)]
    for former, later in zip(*metres, strict=True):
        assert (former is None) == (later is None)
        if former is not None:
            assert shapely.hausdorff_distance(former, shapely.force_2d(later)) <= PRECISION_M.get(suffix, 1e-6)
            assert shapely.get_dimensions(former) == shapely.get_dimensions(later)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_without_rows_is_written(suffix: str, tmp_path: Path) -> None:
    path = written(suffix, table([]), tmp_path)
    assert path.stat().st_size > 0 or suffix == ".geojsonl"
    if suffix not in {".zip", ".geojsonl", ".kml", *WITHOUT_COLUMNS}:
        assert len(read_back(path)) == 0


@pytest.mark.parametrize("suffix", sorted({".gpkg", ".fgb", ".parquet"}))
def test_types_are_those_of_the_columns(suffix: str, tmp_path: Path) -> None:
    back = read_back(written(suffix, table(AREAS[:1]), tmp_path)).iloc[0]
    assert isinstance(back["is_open"], bool | np.bool_)
    assert isinstance(back["population_2022"], int | np.integer)
    assert isinstance(back["area_ha"], float)
    assert str(back["opened_on"])[:10] == "2024-02-29"
    assert not isinstance(back["opened_on"], str)


@every_kind
def test_dxf_has_each_outline_on_the_layer_of_its_class(shapes: list[Any], tmp_path: Path) -> None:
    what = table(shapes)
    what = ExportTable(**{name: getattr(what, name) for name in ExportTable.__slots__} | {"features": what.features.to_crs(5256)})
    back = pyogrio.read_dataframe(written(".dxf", what, tmp_path))
    names = drawing_layers(what)
    assert len(set(names.values())) == len(names)
    assert all(name.isascii() and name == name.upper() for name in names.values())
    for use, group in what.features.groupby(what.features["land_use_of_plan"].fillna("")):
        drawn = back[back["Layer"] == names[str(use)]].geometry
        for dimension, measure in ((1, shapely.length), (0, len)):
            former = [
                part.boundary if part.geom_type == "Polygon" else part
                for part in shapely.get_parts(group.geometry[group.geometry.notna()].to_numpy())
            ]
            wanted = [part for part in former if shapely.get_dimensions(part) == dimension]
            found = [part for part in drawn if shapely.get_dimensions(part) == dimension]
            assert np.sum(measure(np.array(found))) == pytest.approx(np.sum(measure(np.array(wanted))), rel=1e-9)


def test_shapefile_has_its_code_page_and_whole_texts_beside(tmp_path: Path) -> None:
    path = written(".zip", table(AREAS), tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("deneme.cpg").decode().strip() in {"UTF-8", "65001"}
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 2, 3, 4, 4)} or all(
            entry.date_time[:5] == (2026, 1, 2, 3, 4) for entry in archive.infolist()
        )
    long = table_in_zip(path, "uzun_metinler.csv")
    assert {tuple(row) for row in long[1:]} == {(f"kim-{place}", "name", "çok uzun " * 40) for place in (3, 7, 11)}
    short = pyogrio.read_info(path)["fields"].tolist()
    assert all(len(name) <= 10 and name.isascii() for name in short)
    assert len(set(short)) == len(short) == 8


def test_geopackage_has_the_colours_where_qgis_looks_for_them(tmp_path: Path) -> None:
    for shapes, kind in ((AREAS, "fill"), (LINES, "line"), (POINTS, "marker")):
        path = written(".gpkg", table(shapes), tmp_path)
        with closing(sqlite3.connect(path)) as connection:
            named, column, qml, default = connection.execute(
                "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
            ).fetchone()
            (geometry,) = connection.execute("SELECT column_name FROM gpkg_geometry_columns").fetchone()
        assert (named, column, default) == ("deneme", geometry, 1)
        style = ET.fromstring(qml.split("\n", 1)[1])  # noqa: S314 our own
        renderer = style.find("renderer-v2")
        assert renderer is not None
        assert renderer.get("attr") == "land_use_of_plan"
        categories = {item.get("value"): item.get("symbol") for item in renderer.iter("category")}
        symbols = {item.get("name"): item for item in renderer.iter("symbol")}
        assert set(categories) == {"park", "yol", ""}
        key = "line_color" if kind == "line" else "color"
        for value, rgb in (("park", "74,168,58"), ("yol", "128,128,128"), ("", "18,52,86")):
            symbol = symbols[categories[value]]
            assert symbol.get("type") == kind
            colour = next(item.get("value") for item in symbol.iter("Option") if item.get("name") == key)
            assert str(colour).startswith(rgb)
        path.unlink()


def test_xlsx_has_no_formula_and_numbers_that_are_numbers(tmp_path: Path) -> None:
    for turkish, thousands in ((False, "General"), (True, "#,##0")):
        what = table(AREAS)
        what = ExportTable(**{name: getattr(what, name) for name in ExportTable.__slots__} | {"turkish_numbers": turkish})
        path = written(".xlsx", what, tmp_path)
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["veri-data", "sözlük-dictionary", "hakkında-about"]
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        heading = [cell.value for cell in book["veri-data"][1]]
        cells = dict(zip(heading, book["veri-data"][2], strict=True))
        assert (cells["population_2022"].value, cells["population_2022"].data_type) == (41, "n")
        assert cells["population_2022"].number_format == thousands
        assert cells["is_open"].value is True
        assert cells["opened_on"].is_date
        titles = {row[0]: row[2] for row in book["sözlük-dictionary"].iter_rows(values_only=True) if row[1] is None}
        assert titles["population_2022"] == "Nüfus 2022"
        path.unlink()


def test_csv_for_people_has_the_signs_of_a_turkish_spreadsheet(tmp_path: Path) -> None:
    what = table(AREAS)
    what = ExportTable(**{name: getattr(what, name) for name in ExportTable.__slots__} | {"turkish_numbers": True})
    raw = written(".csv", what, tmp_path).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[2]["area_ha"] == "−12.345,678901" or rows[2]["area_ha"] == "-12.345,678901"
    assert rows[3]["population_2022"] == "2.147.483.648"


@pytest.mark.parametrize("suffix", sorted({".gpkg", ".parquet", ".fgb", ".zip"}))
def test_any_coordinate_system_is_written_and_known_again(suffix: str, drawn_roads: Path, tmp_path: Path) -> None:
    for epsg in (5256, 3857):
        out = tmp_path / f"yollar{suffix}"
        done(run(drawn_roads, "export", "roads", out, "--crs", epsg))
        back = read_back(out)
        assert isinstance(back, gpd.GeoDataFrame)
        assert pyproj.CRS(back.crs).to_epsg(min_confidence=20) == epsg
        expected = layer_table(open_workspace(drawn_roads), "roads").features.to_crs(epsg)
        assert back.length.sum() == pytest.approx(expected.length.sum(), rel=1e-9)


@pytest.fixture(scope="module")
def drawn_roads(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    folder = tmp_path_factory.mktemp("yollar") / "w"
    shutil.copytree(drawn, folder)
    done(take(folder, "roads", SAMPLES["roads"]))
    return folder


# --------------------------------------------------------------------------- nothing private


def unpacked(path: Path) -> bytes:
    """All that a file says, however it is packed."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if path.suffix == ".pmtiles":
        return b"".join(tiles_of_archive(path).values()) + json.dumps(about(path)).encode()
    if path.suffix == ".parquet":
        return read_back(path).to_csv().encode() + path.read_bytes()
    return path.read_bytes()


PRIVATE = {layer: [field for field in spec.fields if not field.public] for layer, spec in LAYERS.items()}


@pytest.mark.parametrize("layer", [layer for layer, fields in PRIVATE.items() if fields])
def test_what_is_private_never_leaves(layer: str, own_drawn: Path, tmp_path: Path) -> None:
    spec = LAYERS[layer]
    marks = {field.name: f"GIZLI{number}GIZLI" for number, field in enumerate(PRIVATE[layer]) if field.type == "text"}
    values: dict[str, object] = {field.title_tr: marks[field.name] for field in PRIVATE[layer] if field.name in marks}
    for field in spec.fields:
        if field.required and field.name not in ("id", "neighbourhood_id"):
            typical = {"integer": "5", "number": "5", "date": "06.02.2023"}
            values[field.title_tr] = field.codes[0].title_tr if field.codes else typical.get(field.type, "Deneme")
    shape = {"type": "Point", "coordinates": [36.15, 36.2]} if spec.geometry == "Point" else square(36.15, 36.2)
    document = geojson(tmp_path / "s.geojson", [feature("Harbiye", shape, **values)])
    done(take(own_drawn, layer, document))
    stored = open_workspace(own_drawn).store().read(layer, 1)
    assert all(mark in stored[name].tolist() for name, mark in marks.items())
    for suffix in FORMATS:
        out = tmp_path / f"{layer}{suffix}"
        done(run(own_drawn, "export", layer, out))
        said = unpacked(out)
        assert not [mark for mark in marks.values() if mark.encode() in said], suffix
        assert not [field.name for field in PRIVATE[layer] if f'"{field.name}"'.encode() in said], suffix


def test_rows_without_an_id_have_keys_that_stay(demo: Path, tmp_path: Path) -> None:
    for layer in ("population", "statements"):
        out = tmp_path / f"{layer}.geojson"
        done(run(demo, "export", layer, out))
        ids = [item["id"] for item in json.loads(out.read_text(encoding="utf-8"))["features"]]
        assert len(set(ids)) == len(ids)
        sources = {item["properties"]["source"] for item in json.loads(out.read_text(encoding="utf-8"))["features"]}
        assert all(any(one.startswith(f"{source}:") for source in sources) for one in itertools.islice(ids, 50))


# --------------------------------------------------------------------------- more rows than one wants to hold


@pytest.mark.parametrize("suffix", [suffix for suffix, form in FORMATS.items() if form.streams])
@pytest.mark.parametrize("layer", ["roads", "zoning", "address_points", "buildings", "parks"])
def test_rows_fetched_in_portions_give_the_same_file(
    suffix: str, layer: str, own_drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(take(own_drawn, layer, SAMPLES[layer]))
    workspace = open_workspace(own_drawn)
    whole = written(suffix, layer_table(workspace, layer), tmp_path)
    monkeypatch.setattr("layers.outgoing.fetching.PORTION_ROWS", 2)
    fetched = fetched_table(workspace, layer)
    assert fetched is not None
    assert len(fetched.features) == 0
    assert fetched.size == len(layer_table(workspace, layer).features)
    assert fetched.bounds == layer_table(workspace, layer).bounds
    (tmp_path / "p").mkdir()
    portioned = written(suffix, fetched, tmp_path / "p")
    if suffix == ".parquet":
        # Its row groups are the portions.
        assert gpd.read_parquet(portioned).equals(gpd.read_parquet(whole))
    else:
        assert portioned.read_bytes() == whole.read_bytes()
