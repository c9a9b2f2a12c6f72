"""Attacks on the gate: each is refused with words or read harmlessly, and would do its harm without the gate."""

import gzip
import http.server
import json
import os
import stat
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from geo.errors import RefusedError
from geo.names import Gazetteer
from layers import LAYERS
from layers.base import ReadContext
from layers.gdal import pyogrio
from layers.importing import read_apart, read_file
from layers.reading.gate import Limits, admit
from layers.reading.table import read_table
from layers.reading.vector import read_drawing

HATAY = ReadContext("Hatay", None, Gazetteer([]))
BOUNDARIES = LAYERS["boundaries"]
SQUARE = {"type": "Polygon", "coordinates": [[[36.1, 36.2], [36.2, 36.2], [36.2, 36.3], [36.1, 36.3], [36.1, 36.2]]]}


def refused(path: Path, limits: Limits | None = None) -> list[str]:
    """The kinds of issues with which a file is turned away, whether by the gate or by its reader behind it."""
    with pytest.raises(RefusedError) as refusal, admit(path, limits) as file:
        read_table(file) if file.format in {"table", "xlsx", "ods", "xls"} else read_drawing(file, None)
    assert all(issue.message("tr") and issue.message("en") for issue in refusal.value.issues)
    return [issue.kind for issue in refusal.value.issues]


def collection(*geometries: object, **properties: object) -> str:
    features = [
        {"type": "Feature", "properties": {"MAHALLE": "Çekmece", **properties}, "geometry": shape} for shape in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A real server on loopback, and the list of what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the name is the library's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


# ---------------------------------------------------------------- files that read or fetch others


VRT = "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>{source}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"


@pytest.mark.parametrize("suffix", [".geojson", ".json", ".kml", ".gml", ".xml", ".csv", ".gpkg", ".vrt"])
def test_a_vrt_reads_nothing_and_calls_nobody(tmp_path: Path, listener: tuple[str, list[str]], suffix: str) -> None:
    address, asked = listener
    write(tmp_path / "gizli.geojson", collection(SQUARE, GIZLI="parola"))
    for source in (str(tmp_path / "gizli.geojson"), f"/vsicurl/{address}/a.geojson", f"{address}/a.geojson"):
        path = write(tmp_path / f"saldırı{suffix}", VRT.format(source=source))
        assert refused(path) in (["wrong-content"], ["unknown-format"], ["xml-entities"])
        with pytest.raises(RefusedError):
            read_apart(BOUNDARIES, path, HATAY)
    assert asked == []


@pytest.mark.parametrize(
    "prefix", ["/vsicurl/{address}/a.geojson", "{address}/a.geojson", "/vsizip/{folder}/a.zip", "GeoJSON:{folder}/a"]
)
def test_what_is_no_plain_path_is_not_opened(tmp_path: Path, listener: tuple[str, list[str]], prefix: str) -> None:
    address, asked = listener
    path = Path(prefix.format(address=address, folder=tmp_path))
    assert refused(path) == ["file-not-found"]
    assert asked == []


@pytest.mark.parametrize("name", ["sinir.gml", "sinir.kml", "sinir.geojson"])
def test_addresses_inside_a_file_are_not_called(tmp_path: Path, listener: tuple[str, list[str]], name: str) -> None:
    address, asked = listener
    ring = "36.1,36.2,0 36.2,36.2,0 36.2,36.3,0 36.1,36.2,0"
    texts = {
        "sinir.gml": (
            '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" '
            'xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:a="http://a" '
            f'xsi:schemaLocation="http://a {address}/wfs?SERVICE=WFS&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=a:b">'
            '<gml:featureMember><a:b fid="1"><a:MAHALLE>Çekmece</a:MAHALLE><a:geom><gml:Polygon srsName="EPSG:4326">'
            "<gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>36.1,36.2 36.2,36.2 36.2,36.3 36.1,36.2"
            "</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></a:geom>"
            f'<a:other xlink:href="{address}/x.gml#1"/></a:b></gml:featureMember></wfs:FeatureCollection>'
        ),
        "sinir.kml": (
            '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
            f"<NetworkLink><name>a</name><Link><href>{address}/a.kml</href></Link></NetworkLink>"
            f'<Style id="s"><IconStyle><Icon><href>{address}/a.png</href></Icon></IconStyle></Style>'
            f"<Placemark><name>Çekmece</name><styleUrl>{address}/stil.kml#s</styleUrl><Polygon><outerBoundaryIs><LinearRing>"
            f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"
        ),
        "sinir.geojson": json.dumps(
            {
                "type": "FeatureCollection",
                "crs": {"type": "link", "properties": {"href": f"{address}/crs.wkt", "type": "ogcwkt"}},
                "features": [{"type": "Feature", "properties": {"MAHALLE": "Çekmece"}, "geometry": SQUARE}],
            }
        ),
    }
    with admit(write(tmp_path / name, texts[name])) as file:
        assert len(read_drawing(file, 4326 if name == "sinir.geojson" else None).features) == 1
    assert asked == []


def test_a_processing_pipeline_is_no_geojson(tmp_path: Path) -> None:
    pipeline = {
        "type": "gdal_streamed_alg",
        "command_line": f"gdal vector pipeline ! read {tmp_path}/a.geojson ! write {tmp_path}/b.gpkg",
    }
    assert refused(write(tmp_path / "a.json", json.dumps(pipeline))) == ["wrong-content"]
    assert not (tmp_path / "b.gpkg").exists()


def test_a_link_beside_a_shapefile_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "sinir"
    folder.mkdir()
    frame = gpd.GeoDataFrame({"MAHALLE": ["Çekmece"]}, geometry=[box(36.1, 36.2, 36.2, 36.3)], crs=4326)
    pyogrio.write_dataframe(frame, folder / "sinir.shp", driver="ESRI Shapefile")
    os.replace(folder / "sinir.dbf", tmp_path / "gizli.dbf")
    (folder / "sinir.dbf").symlink_to(tmp_path / "gizli.dbf")
    assert refused(folder / "sinir.shp") == ["part-is-link"]


def test_what_lies_beside_a_file_is_not_read_and_nothing_is_written_there(tmp_path: Path) -> None:
    gml = (
        '<?xml version="1.0" encoding="UTF-8"?><a:c xmlns:a="http://a" xmlns:gml="http://www.opengis.net/gml"><gml:featureMember>'
        "<a:b><a:MAHALLE>Cekmece</a:MAHALLE><a:g><gml:Point srsName='EPSG:4326'><gml:coordinates>36.1,36.2</gml:coordinates>"
        "</gml:Point></a:g></a:b></gml:featureMember></a:c>"
    )
    path = write(tmp_path / "sinir.gml", gml)
    write(
        tmp_path / "sinir.gfs", "<GMLFeatureClassList><GMLFeatureClass><Name>gizli</Name></GMLFeatureClass></GMLFeatureClassList>"
    )
    with admit(path) as file:
        assert list(read_drawing(file, None).features["MAHALLE"]) == ["Cekmece"]
    assert sorted(part.name for part in tmp_path.iterdir()) == ["sinir.gfs", "sinir.gml"]


# ---------------------------------------------------------------- archives


def archive(path: Path, entries: dict[str, bytes], **attributes: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = attributes.get(Path(name).suffix.removeprefix("."), 0)
            packed.writestr(entry, content)
    return path


TEXT = collection(SQUARE).encode()


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param({"a.geojson": TEXT, "b.bin": b"\x00" * 5_000_000}, id="ratio of a thousand"),
        pytest.param({"../a.geojson": TEXT}, id="climbs out"),
        pytest.param({"a/../../b.geojson": TEXT}, id="climbs out inside"),
        pytest.param({"/etc/a.geojson": TEXT}, id="absolute"),
        pytest.param({"C:\\a.geojson": TEXT}, id="drive"),
        pytest.param({"..\\a.geojson": TEXT}, id="climbs out on windows"),
        pytest.param({"a\n.geojson": TEXT}, id="line break"),
        pytest.param({"a.geojson": TEXT, "b.zip": b"PK\x03\x04"}, id="archive within"),
        pytest.param({f"{number}.txt": b"a" for number in range(300)} | {"a.geojson": TEXT}, id="many files"),
        pytest.param({"a.geojson": TEXT, "b.geojson": TEXT}, id="two to choose from"),
        pytest.param({"a.exe": b"MZ"}, id="nothing to read"),
    ],
)
def test_an_archive_that_breaks_the_rules_is_refused(tmp_path: Path, entries: dict[str, bytes]) -> None:
    assert refused(archive(tmp_path / "a.zip", entries)) == ["bad-zip"]
    assert sorted(part.name for part in tmp_path.iterdir()) == ["a.zip"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    assert refused(archive(tmp_path / "a.zip", {"a.geojson": b"/etc/passwd"}, geojson=(stat.S_IFLNK | 0o777) << 16)) == [
        "bad-zip"
    ]


def test_an_archive_that_grows_too_large_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.geojson": TEXT, "b.txt": os.urandom(5000)})
    assert refused(path, Limits(zip_total_bytes=4000)) == ["bad-zip"]
    packed = write(tmp_path / "a.geojson.gz", gzip.compress(TEXT + b" " * 10_000_000))
    assert refused(packed) == ["bad-zip"]


def test_a_size_in_an_archive_that_is_a_lie_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.geojson": TEXT + b" " * 1000})
    content = bytearray(path.read_bytes())
    # The central directory names the unpacked size 24 bytes behind its mark.
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 100)
    assert refused(write(tmp_path / "b.zip", bytes(content))) == ["bad-zip"]


# ---------------------------------------------------------------- nesting, entities, claims


@pytest.mark.parametrize("depth", [1_000, 1_000_000])
def test_deep_nesting_is_refused(tmp_path: Path, depth: int) -> None:
    deep = '{"type":"FeatureCollection","features":[' + "[" * depth + "]" * depth + "]}"
    assert refused(write(tmp_path / "a.geojson", deep)) == ["nested-too-deep"]
    xml = '<kml xmlns="http://www.opengis.net/kml/2.2">' + "<Folder>" * depth + "</Folder>" * depth + "</kml>"
    assert refused(write(tmp_path / "a.kml", xml)) == ["nested-too-deep"]


@given(st.text(alphabet='[]{}"\\ a', max_size=60), st.integers(1, 20))
def test_brackets_in_text_do_not_count(tmp_path_factory: pytest.TempPathFactory, text: str, chunk: int) -> None:
    from layers.reading import guards

    path = write(tmp_path_factory.mktemp("a") / "a.geojson", json.dumps({"a": [text, [text]]}))
    before, guards._CHUNK_BYTES = guards._CHUNK_BYTES, chunk
    try:
        guards.guard_json(path, "a", Limits(nesting=3))
        with pytest.raises(RefusedError):
            guards.guard_json(path, "a", Limits(nesting=2))
    finally:
        guards._CHUNK_BYTES = before


BOMB = (
    '<?xml version="1.0"{encoding}?><!DOCTYPE kml [<!ENTITY a "{x}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>&c;</name></Document></kml>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("suffix", [".kml", ".kmz", ".gml", ".osm"])
def test_entities_are_refused_before_any_parser(tmp_path: Path, encoding: str, suffix: str) -> None:
    text = BOMB.format(encoding=' encoding="utf-16"' if "16" in encoding else "", x="x" * 100)
    text = text.replace("<kml ", '<osm xmlns:gml="http://www.opengis.net/gml" ' if suffix == ".osm" else "<kml ")
    if suffix == ".gml":
        text = text.replace("kml/2.2", "gml")
    content = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + text.encode(encoding)
    packed = suffix == ".kmz"
    path = archive(tmp_path / "a.kmz", {"doc.kml": content}) if packed else write(tmp_path / f"a{suffix}", content)
    # A document type hides the root from the sniffer at times: turned away either way.
    assert refused(path) in (["xml-entities"], ["wrong-content"])
    if suffix == ".kml":
        assert refused(path) == ["xml-entities"]


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    sheet = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    assert refused(archive(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet})) == ["xml-entities"]


TWO_GB = 2**31 - 1


def test_a_claim_of_two_gigabytes_in_a_header_is_refused(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"MAHALLE": ["Çekmece"]}, geometry=[box(36.1, 36.2, 36.2, 36.3)], crs=4326)
    for suffix, driver in ((".shp", "ESRI Shapefile"), (".fgb", "FlatGeobuf"), (".gpkg", "GPKG")):
        pyogrio.write_dataframe(frame, tmp_path / f"a{suffix}", driver=driver)
    frame.to_parquet(tmp_path / "a.parquet")
    claims = {
        "a.shp": (24, struct.pack(">I", TWO_GB)),
        "a.dbf": (4, struct.pack("<I", TWO_GB)),
        "a.fgb": (8, struct.pack("<I", TWO_GB)),
        "a.gpkg": (28, struct.pack(">I", TWO_GB // 4096)),
        "a.parquet": (-8, struct.pack("<I", TWO_GB)),
    }
    for name, (place, claim) in claims.items():
        whole = (tmp_path / name).read_bytes()
        content = bytearray(whole)
        start = place % len(content)
        content[start : start + 4] = claim
        (tmp_path / name).write_bytes(content)
        opened = tmp_path / ("a.shp" if name == "a.dbf" else name)
        assert refused(opened) == ["claims-too-much"], name
        (tmp_path / name).write_bytes(whole)
        with admit(opened) as file:
            assert len(read_drawing(file, None).features) == 1


def test_a_drawing_with_too_many_vertices_or_cells_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", collection(SQUARE, SQUARE, B=1))
    assert refused(path, Limits(vertices=9)) == ["too-many-vertices"]
    assert refused(path, Limits(cells=3)) == ["too-many-cells"]
    assert refused(path, Limits(rows=1)) == ["too-many-cells"]
    assert refused(path, Limits(file_bytes=10)) == ["file-too-large"]


@pytest.mark.parametrize("number", ["1e308", "-1e308", "1e400", "NaN", "Infinity"])
def test_impossible_coordinates_keep_out_their_row_only(tmp_path: Path, number: str) -> None:
    good = collection(SQUARE)[:-2]
    bad = good[good.index('{"type": "Feature"') :].replace("36.3", number, 1).replace("\\u00c7ekmece", "Bozuk")
    path = write(tmp_path / "a.geojson", f"{good}, {bad}]}}")
    if number == "1e400":
        # Beyond what any reader takes for a number.
        assert refused(path) == ["unreadable-file"]
        return
    reading = read_apart(BOUNDARIES, path, HATAY)
    assert (reading.rows_in, reading.rows_stored, len(reading.quarantined)) == (2, 1, 1)
    assert np.isfinite(shapely.get_coordinates(reading.rows.geometry)).all()


# ---------------------------------------------------------------- workbooks


PARTS = {
    "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        b'<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        b'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def workbook(path: Path, rows: str) -> Path:
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    )
    return archive(path, {**PARTS, "xl/worksheets/sheet1.xml": sheet.encode()})


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_million_blank_rows_weigh_nothing(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 1_000_000))
    rows = f'<row r="1">{text_cell("A1", "AD")}{text_cell("B1", "NO")}</row><row r="2">{text_cell("A2", "a")}</row>'
    with admit(workbook(tmp_path / "a.xlsx", rows + blank)) as file:
        read = read_table(file)
    assert [row.cells for row in read.rows] == [("a", "")]


def test_a_cell_at_the_far_corner_is_refused(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "AD")}</row><row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    assert refused(workbook(tmp_path / "a.xlsx", rows)) == ["too-many-cells"]


def test_a_cell_that_is_repeated_a_million_times_is_refused(tmp_path: Path) -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table><table:table-row '
        'table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" '
        'office:value="1"/></table:table-row></table:table></office:document-content>'
    )
    assert refused(archive(tmp_path / "a.ods", {"content.xml": content.encode()})) == ["too-many-cells"]


def test_a_table_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    assert refused(write(tmp_path / "a.csv", "A;B\n1;2\n3;4\n"), Limits(cells=5)) == ["too-many-cells"]


# ---------------------------------------------------------------- whatever else


@pytest.mark.parametrize(
    "suffix", [".geojson", ".gpkg", ".shp", ".kml", ".xlsx", ".parquet", ".fgb", ".dxf", ".pbf", ".zip", ".gz", ".ods"]
)
def test_a_file_of_another_kind_is_told_what_it_is(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", b"%PDF-1.7\n")
    with pytest.raises(RefusedError) as refusal, admit(path):
        pass
    (issue,) = refusal.value.issues
    assert issue.kind == "wrong-content"
    assert "PDF" in issue.message("tr")


def test_a_device_or_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refused(tmp_path / "a.csv") == ["file-not-found"]
    assert refused(Path("/dev/zero")) == ["file-not-found"]


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.integers(0, 2**32))
def test_a_mangled_drawing_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes, cut: int
) -> None:
    content = collection(SQUARE, {"type": "Point", "coordinates": [36.1, 36.2]}, None).encode()
    start = place % len(content)
    mangled = (content[:start] + noise + content[start + len(noise) :])[: cut % (2 * len(content)) or None]
    path = write(tmp_path_factory.mktemp("a") / "a.geojson", mangled)
    with suppress(RefusedError):
        reading = read_file(BOUNDARIES, path, HATAY)
        assert reading.rows_in == reading.rows_stored + len(reading.quarantined) + reading.rows_out_of_scope


def test_an_empty_shape_collection_is_refused(tmp_path: Path) -> None:
    assert refused(write(tmp_path / "a.geojson", collection())) == ["empty-file"]
