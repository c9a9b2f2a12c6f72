"""Each format, written by another program or by hand and read here: the same names in the same places."""

import gzip
import json
import shutil
import sqlite3
import warnings
import zipfile
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import osmium
import pandas as pd
import pytest
import shapely
import xlwt
from shapely import box

from geo.errors import RefusedError
from geo.issues import Issue
from geo.names import place_key
from layers.gdal import fiona, pyogrio
from layers.reading import DRAWINGS, READERS, TABLES
from layers.reading.gate import SUFFIXES, admit
from layers.reading.table import Table, read_table
from layers.reading.vector import Drawing, read_drawing

NAMES = ["Çekmece", "Narlıdere", "Şişli", "İğdır"]
CELLS = [box(36.1 + 0.01 * k, 36.2, 36.11 + 0.01 * k, 36.21) for k in range(4)]
PLACES = {place_key(name): (36.105 + 0.01 * k, 36.205) for k, name in enumerate(NAMES)}


def frame(crs: int = 4326) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"MAHALLE": NAMES, "NUFUS": [10, 20, 30, 40]}, geometry=CELLS, crs=4326).to_crs(crs)


def drawing(path: Path, epsg: int | None = None, *, table: str | None = None, known: bool = True) -> Drawing:
    with admit(path) as file:
        return read_drawing(file, epsg, table=table, known=PLACES if known else None)


def table(path: Path, name: str | None = None) -> Table:
    with admit(path) as file:
        return read_table(file, name)


def kinds(issues: object) -> set[str]:
    assert isinstance(issues, list | tuple)
    return {issue.kind for issue in issues}


def assert_same(read: Drawing, names: list[str] = NAMES, column: str = "MAHALLE") -> None:
    assert list(read.features[column]) == names
    assert list(read.features.index) == list(range(1, len(names) + 1))
    for found, meant in zip(read.features.geometry, CELLS, strict=True):
        assert found.symmetric_difference(meant).area < 1e-9


@pytest.mark.parametrize(
    ("suffix", "driver", "crs"),
    [
        (".geojson", "GeoJSON", 4326),
        (".geojsonl", "GeoJSONSeq", 4326),
        (".gpkg", "GPKG", 5256),
        (".shp", "ESRI Shapefile", 5256),
        (".fgb", "FlatGeobuf", 5256),
        (".gml", "GML", 5256),
    ],
)
def test_what_gdal_writes_comes_back(tmp_path: Path, suffix: str, driver: str, crs: int) -> None:
    path = tmp_path / f"sınır{suffix}"
    options = {"SPATIAL_INDEX": "NO"} if suffix == ".fgb" else {}
    pyogrio.write_dataframe(frame(crs), path, driver=driver, encoding="UTF-8" if suffix == ".shp" else None, **options)
    read = drawing(path)
    assert_same(read)
    assert list(read.features["NUFUS"]) == [10, 20, 30, 40]
    assert read.issues == []


def test_geoparquet_comes_back(tmp_path: Path) -> None:
    frame(5256).to_parquet(tmp_path / "sinir.parquet")
    assert_same(drawing(tmp_path / "sinir.parquet"))


def test_a_folder_and_a_zip_of_a_shapefile_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "Mahalle Sınırları"
    folder.mkdir()
    pyogrio.write_dataframe(frame(5256), folder / "sınır.shp", driver="ESRI Shapefile", encoding="UTF-8")
    assert_same(drawing(folder))
    shutil.make_archive(str(tmp_path / "sinir"), "zip", tmp_path, folder.name)
    assert_same(drawing(tmp_path / "sinir.zip"))


def test_a_packed_geojson_comes_back(tmp_path: Path) -> None:
    text = frame().to_json().encode()
    (tmp_path / "sinir.geojson.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "sinir.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("iç/sinir.geojson", text)
    assert_same(drawing(tmp_path / "sinir.geojson.gz"))
    assert_same(drawing(tmp_path / "sinir.zip"))


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Mahalleler</name>{marks}</Folder></Document></kml>"""


def kml() -> str:
    marks = "".join(
        f"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        + " ".join(f"{x},{y},0" for x, y in cell.exterior.coords)
        + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        for name, cell in zip(NAMES, CELLS, strict=True)
    )
    return KML.format(marks=marks)


def test_kml_and_kmz_come_back(tmp_path: Path) -> None:
    (tmp_path / "telefon.kml").write_text(kml(), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "telefon.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", kml())
        archive.writestr("files/simge.png", b"\x89PNG")
    for name in ("telefon.kml", "telefon.kmz"):
        read = drawing(tmp_path / name)
        assert_same(read, column="Name")
        assert set(read.features.columns) == {"Name", "geometry"}


def test_topojson_comes_back(tmp_path: Path) -> None:
    arcs = [[list(point) for point in cell.exterior.coords] for cell in CELLS]
    geometries = [{"type": "Polygon", "arcs": [[number]], "properties": {"MAHALLE": name}} for number, name in enumerate(NAMES)]
    topology = {
        "type": "Topology",
        "arcs": arcs,
        "objects": {"mahalle": {"type": "GeometryCollection", "geometries": geometries}},
    }
    (tmp_path / "sinir.json").write_text(json.dumps(topology), encoding="utf-8")
    assert_same(drawing(tmp_path / "sinir.json"))


def osm_xml() -> str:
    corners = [point for cell in CELLS for point in cell.exterior.coords[:-1]]
    nodes = "".join(f'<node id="{number}" lat="{y}" lon="{x}" version="1"/>' for number, (x, y) in enumerate(corners, 1))
    ways = "".join(
        f'<way id="{way}" version="1">'
        + "".join(f'<nd ref="{way * 4 - 3 + corner % 4}"/>' for corner in range(5))
        + f'<tag k="name" v="{name}"/><tag k="boundary" v="administrative"/><tag k="area" v="yes"/></way>'
        for way, name in enumerate(NAMES, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6" generator="el">{nodes}{ways}</osm>'


def test_osm_xml_comes_back(tmp_path: Path) -> None:
    (tmp_path / "harita.osm").write_text(osm_xml(), encoding="utf-8")
    read = drawing(tmp_path / "harita.osm")
    assert_same(read, column="name")
    assert "table-chosen" in kinds(read.issues)


def test_osm_pbf_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "harita.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        corners = [corner for cell in CELLS for corner in cell.exterior.coords[:-1]]
        for number, corner in enumerate(corners, 1):
            writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=corner))
        for way, name in enumerate(NAMES, 1):
            nodes = [way * 4 - 3 + corner % 4 for corner in range(5)]
            tags = {"name": name, "boundary": "administrative", "area": "yes"}
            writer.add_way(osmium.osm.mutable.Way(id=way, version=1, nodes=nodes, tags=tags))
    read = drawing(path)
    assert_same(read, column="name")
    assert "table-chosen" in kinds(read.issues)


def test_a_dxf_drawing_comes_back_as_areas_with_its_layers(tmp_path: Path) -> None:
    lines = frame(5256)
    lines["geometry"] = lines.geometry.boundary
    with fiona.open(
        tmp_path / "plan.dxf", "w", driver="DXF", schema={"geometry": "LineString", "properties": {"Layer": "str"}}
    ) as sink:
        for number, line in enumerate(lines.geometry):
            layer = "MAHALLE" if number < 3 else "YOL"
            sink.write({"geometry": shapely.geometry.mapping(line), "properties": {"Layer": layer}, "type": "Feature"})
    read = drawing(tmp_path / "plan.dxf")
    assert list(read.features["Layer"]) == ["MAHALLE", "MAHALLE", "MAHALLE", "YOL"]
    assert set(read.features.geom_type) == {"Polygon"}
    for found, meant in zip(read.features.geometry, CELLS, strict=True):
        assert found.symmetric_difference(meant).area < 1e-9
    assert kinds(read.issues) == {"crs-datum-assumed"}


def test_of_several_tables_the_one_with_areas_or_the_named_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "veri.gpkg"
    points = frame()
    points["geometry"] = points.geometry.representative_point()
    pyogrio.write_dataframe(points, path, layer="noktalar")
    pyogrio.write_dataframe(frame(), path, layer="mahalleler", append=True)
    read = drawing(path)
    assert_same(read)
    assert kinds(read.issues) == {"table-chosen"}
    assert set(drawing(path, table="NOKTALAR").features.geom_type) == {"Point"}
    with pytest.raises(RefusedError) as refused:
        drawing(path, table="yollar")
    assert [issue.kind for issue in refused.value.issues] == ["no-such-table"]


# ---------------------------------------------------------------- letters


def shapefile(path: Path, encoding: str, cpg: str | None) -> Path:
    pyogrio.write_dataframe(frame(), path, driver="ESRI Shapefile", encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    # Byte 29 names a code page; most programs leave it 0.
    content = bytearray(path.with_suffix(".dbf").read_bytes())
    content[29] = 0
    path.with_suffix(".dbf").write_bytes(content)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


@pytest.mark.parametrize(
    ("encoding", "cpg", "said"),
    [
        ("UTF-8", "UTF-8", None),
        ("UTF-8", None, "UTF-8"),
        ("CP1254", None, "Windows-1254"),
        ("CP1254", "1254", None),
        ("CP1254", "ANSI 1254", None),
        ("CP1254", "UTF-8", "Windows-1254"),
        ("CP1254", "no such thing", "Windows-1254"),
    ],
)
def test_the_encoding_of_a_shapefile_is_found_and_said(tmp_path: Path, encoding: str, cpg: str | None, said: str | None) -> None:
    read = drawing(shapefile(tmp_path / "sinir.shp", encoding, cpg))
    assert_same(read)
    guessed = [issue.params["encoding"] for issue in read.issues if issue.kind == "encoding-guessed"]
    assert guessed == ([said] if said else [])


def test_lost_letters_are_said_and_twice_converted_ones_put_right(tmp_path: Path) -> None:
    broken = frame()
    broken["MAHALLE"] = ["Narl?dere", "Çekmece", "?i?li", "\ufffdekmece"]
    broken["TESIS"] = ["EreÄŸli SaÄŸlik Evi", "Ereğli", "Nerede?", "http://a.tr/b?c=d"]
    pyogrio.write_dataframe(broken, tmp_path / "sinir.geojson", driver="GeoJSON")
    read = drawing(tmp_path / "sinir.geojson")
    assert list(read.features["TESIS"]) == ["Ereğli Sağlik Evi", "Ereğli", "Nerede?", "http://a.tr/b?c=d"]
    found = {issue.kind: issue for issue in read.issues}
    assert set(found) == {"letters-lost", "letters-restored"}
    assert (found["letters-lost"].column, found["letters-lost"].params["count"]) == ("MAHALLE", 3)
    assert "Narl?dere" in found["letters-lost"].message("tr")
    assert (found["letters-restored"].column, found["letters-restored"].new) == ("TESIS", "Ereğli Sağlik Evi")


def test_single_foreign_bytes_of_a_geojson_are_read(tmp_path: Path) -> None:
    text = frame().to_json(ensure_ascii=False)
    named = text.replace('"type": "FeatureCollection"', '"type": "FeatureCollection", "name": "BİLGİ"', 1)
    head, tail = named.split("BİLGİ")
    (tmp_path / "sinir.geojson").write_bytes(head.encode() + "BİLGİ".encode("cp1254") + tail.encode())
    read = drawing(tmp_path / "sinir.geojson")
    assert_same(read)
    assert [(issue.kind, issue.params["count"]) for issue in read.issues] == [("encoding-mixed", 2)]


def test_days_and_times_are_read_as_text(tmp_path: Path) -> None:
    dated = frame().assign(GUN=["2023-02-06", None, "2023-02-20", None], SAAT="2023-02-06T04:17:00")
    (tmp_path / "deprem.geojson").write_text(dated.to_json(), encoding="utf-8")
    read = drawing(tmp_path / "deprem.geojson")
    assert read.features["GUN"].fillna("").tolist() == ["2023-02-06", "", "2023-02-20", ""]
    assert read.features["SAAT"].tolist() == ["2023-02-06T04:17:00"] * 4


def test_text_of_a_geopackage_that_is_no_utf8_is_a_refusal(tmp_path: Path) -> None:
    pyogrio.write_dataframe(frame(), tmp_path / "sinir.gpkg", driver="GPKG", SPATIAL_INDEX="NO")
    with closing(sqlite3.connect(tmp_path / "sinir.gpkg")) as connection:
        connection.execute("UPDATE sinir SET MAHALLE = CAST(x'C3284E' AS TEXT) WHERE fid = 2")
        connection.commit()
    with pytest.raises(RefusedError) as refused:
        drawing(tmp_path / "sinir.gpkg")
    assert [issue.kind for issue in refused.value.issues] == ["unreadable-file"]


# ---------------------------------------------------------------- coordinate systems


@pytest.mark.parametrize(("epsg", "taken"), [(5256, "5256"), (3857, "3857")])
def test_a_shapefile_without_prj_is_placed_by_its_district(tmp_path: Path, epsg: int, taken: str) -> None:
    pyogrio.write_dataframe(frame(epsg), tmp_path / "sinir.shp", driver="ESRI Shapefile", encoding="UTF-8")
    (tmp_path / "sinir.prj").unlink()
    read = drawing(tmp_path / "sinir.shp")
    assert_same(read)
    (issue,) = read.issues
    assert issue.kind == "crs-proven"
    assert taken in issue.message("tr")


def test_without_prj_and_without_a_known_place_it_is_refused(tmp_path: Path) -> None:
    pyogrio.write_dataframe(frame(5256), tmp_path / "sinir.shp", driver="ESRI Shapefile")
    (tmp_path / "sinir.prj").unlink()
    with pytest.raises(RefusedError) as refused:
        drawing(tmp_path / "sinir.shp", known=False)
    assert [issue.kind for issue in refused.value.issues] == ["missing-crs"]
    assert_same(drawing(tmp_path / "sinir.shp", 5256, known=False))


@pytest.mark.parametrize(("shift", "kind"), [(0.0, "crs-several-fit"), (3_000_000.0, "crs-none-fits")])
def test_several_fits_or_none_are_refused_with_the_candidates(tmp_path: Path, shift: float, kind: str) -> None:
    shapes = frame(5257).translate(shift)
    moved = gpd.GeoDataFrame({"AD": ["a", "b", "c", "d"]}, geometry=list(shapes), crs=None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.write_dataframe(moved, tmp_path / "sinir.shp", driver="ESRI Shapefile")
    with pytest.raises(RefusedError) as refused:
        drawing(tmp_path / "sinir.shp")
    (issue,) = refused.value.issues
    assert issue.kind == kind
    assert "EPSG:" in issue.message("tr")
    assert " km" in issue.message("tr")


def test_a_geojson_in_metres_is_placed(tmp_path: Path) -> None:
    bare = frame(5256).set_crs(4326, allow_override=True)
    (tmp_path / "sinir.geojson").write_text(bare.to_json(), encoding="utf-8")
    read = drawing(tmp_path / "sinir.geojson")
    assert_same(read)
    assert kinds(read.issues) == {"crs-proven"}


# ---------------------------------------------------------------- tables


def workbook(path: Path, rows: list[list[object]], merge: list[str] | None = None) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merge or []:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def test_a_workbook_keeps_its_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "nufus.xlsx", [["MAHALLE", "NÜFUS", "ORAN"], ["Çekmece", 1234, 1.234], ["Şişli", "1.500", None]])
    read = table(path)
    assert read.headings == ("MAHALLE", "NÜFUS", "ORAN")
    assert [row.cells for row in read.rows] == [("Çekmece", "1234", "1.234"), ("Şişli", "1.500", "")]
    assert [row.value(1) for row in read.rows] == [1234.0, "1.500"]
    assert [row.value(2) for row in read.rows] == [1.234, ""]
    assert [row.line for row in read.rows] == [2, 3]


def test_titles_merged_heads_and_spacers_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "nufus.xlsx",
        [
            ["2023 YILI NÜFUSU"],
            [],
            ["MAHALLE", "NÜFUS", None, None, "ALAN"],
            [None, 2022, 2023],
            ["Çekmece", 1, 2, None, 3.5],
            ["TOPLAM", 1, 2, None, 3.5],
        ],
        ["A1:E1", "B3:C3", "A3:A4"],
    )
    read = table(path)
    assert read.headings == ("MAHALLE", "NÜFUS 2022", "NÜFUS 2023", "ALAN")
    assert [(row.line, row.cells) for row in read.rows] == [(5, ("Çekmece", "1", "2", "3.5")), (6, ("TOPLAM", "1", "2", "3.5"))]
    assert kinds(read.issues) == {"title-above"}


def test_xls_comes_back(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Nüfus")
    for line, row in enumerate([["2023 YILI"], ["MAHALLE", "NÜFUS", "ORAN"], ["Çekmece", 1234, 1.234], ["Şişli", "1.500", None]]):
        for column, value in enumerate(row):
            sheet.write(line, column, value)
    book.save(str(tmp_path / "nufus.xls"))
    read = table(tmp_path / "nufus.xls")
    assert read.headings == ("MAHALLE", "NÜFUS", "ORAN")
    assert [(row.line, row.cells) for row in read.rows] == [(3, ("Çekmece", "1234", "1.234")), (4, ("Şişli", "1.500", ""))]
    assert [row.value(1) for row in read.rows] == [1234.0, "1.500"]
    assert kinds(read.issues) == {"title-above"}


def test_ods_comes_back(tmp_path: Path) -> None:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="Sayfa1">'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>MAHALLE</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>NÜFUS</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Çekmece</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1234.5"><text:p>1.234,5</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row></table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "nufus.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>',
        )
    read = table(tmp_path / "nufus.ods")
    assert read.headings == ("MAHALLE", "NÜFUS")
    assert [(row.line, row.cells, row.value(1)) for row in read.rows] == [(2, ("Çekmece", "1234.5"), 1234.5)]


def test_tables_side_by_side(root: Path) -> None:
    zoning = table(root / "data" / "defne" / "tablo15_nip_5000_alan.tsv")
    assert zoning.headings == ("KULLANIM TÜRÜ", "ALAN (ha)", "ORAN (%)")
    assert len(zoning.rows) == 35
    assert len({row.line for row in zoning.rows}) == 35
    assert (zoning.rows[0].cells[0], zoning.rows[18].cells[0]) == ("MEVCUT KONUT", "SOSYAL TESİS")
    assert kinds(zoning.issues) == {"side-by-side"}
    facilities = table(root / "data" / "defne" / "tablo26_tesisler.tsv")
    assert facilities.headings == ("YER", "ADRES", "İŞLEVİ")
    assert len(facilities.rows) == 31
    assets = root / "data" / "defne" / "tablo27_tasinmazlar.tsv"
    assert table(assets).headings == ("MAHALLE", "PARSEL SAYISI", "HİSSE ALANI (m ²)")
    assert table(assets, "2").headings == ("NİTELİK", "PARSEL SAYISI", "NET ALAN (m ²)")
    assert kinds(table(assets).issues) == {"first-table-taken"}
    with pytest.raises(RefusedError) as refused:
        table(assets, "3")
    assert [issue.kind for issue in refused.value.issues] == ["no-such-table"]


def placed(tmp_path: Path, rows: list[str], known: bool = True) -> Drawing:
    (tmp_path / "yer.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return drawing(tmp_path / "yer.csv", known=known)


def test_wkt_in_a_table(tmp_path: Path) -> None:
    read = placed(tmp_path, ["MAHALLE;WKT", *(f'{name};"SRID=4326;{cell.wkt}"' for name, cell in zip(NAMES, CELLS, strict=True))])
    assert list(read.features["MAHALLE"]) == NAMES
    assert list(read.features.index) == [2, 3, 4, 5]
    assert all(found.equals_exact(meant, 1e-9) for found, meant in zip(read.features.geometry, CELLS, strict=True))


@pytest.mark.parametrize("comma", [True, False])
def test_longitude_and_latitude_in_a_table(tmp_path: Path, comma: bool) -> None:
    # Three decimals: a number that is 36149 or 36.149 only by what a longitude can be.
    rows = ["AD;BOYLAM;ENLEM", *(f"{name};{x:.3f};{y:.3f}" for name, (x, y) in PLACES.items())]
    read = placed(tmp_path, [row.replace(".", ",") if comma else row for row in rows])
    assert [(point.x, point.y) for point in read.features.geometry] == [
        (pytest.approx(x), pytest.approx(y)) for x, y in PLACES.values()
    ]


def test_metres_in_a_table_are_placed_though_north_comes_first(tmp_path: Path) -> None:
    points = gpd.GeoSeries.from_xy(*zip(*PLACES.values(), strict=True), crs=4326).to_crs(5256)
    rows = ["AD;X;Y", *(f"{name};{p.y:.2f};{p.x:.2f}".replace(".", ",") for name, p in zip(NAMES, points, strict=True))]
    read = placed(tmp_path, rows)
    assert [(p.x, p.y) for p in read.features.geometry] == [(pytest.approx(x), pytest.approx(y)) for x, y in PLACES.values()]
    assert kinds(read.issues) == {"crs-proven"}


def test_a_table_without_places_holds_no_shapes(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        placed(tmp_path, ["AD;NÜFUS", "a;1"])
    assert [issue.kind for issue in refused.value.issues] == ["no-shapes"]


# ---------------------------------------------------------------- the registry


def test_each_format_is_reached_by_a_suffix_and_told_by_its_content() -> None:
    reached = {form for forms in SUFFIXES.values() for form in forms}
    assert reached == set(READERS)
    assert set(READERS) == DRAWINGS | TABLES
    for reader in READERS.values():
        assert not reader.recognises(b"%PDF-1.7\n\x00\x01")


def test_issue_rows_of_a_reader_are_issues(tmp_path: Path) -> None:
    read = placed(tmp_path, ["AD;BOYLAM;ENLEM", "a;36,1;36,2", "b;yok;36,2"], known=False)
    assert read.features.geometry.isna().tolist() == [False, True]
    assert Issue("malformed-number", row=3, column="BOYLAM", old="yok") in read.issues
    assert isinstance(read.features, pd.DataFrame)
