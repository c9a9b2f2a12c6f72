"""The gate: what is let in by its content, and what a hostile file cannot do."""

import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import pytest
from workspaces import PLAN, SKETCHED, content, done, feature, geojson, square, take

from geo.errors import RefusedError
from layers.gdal import pyogrio
from layers.reading.gate import Limits, admit


def refused(path: Path, limits: Limits | None = None) -> list[str]:
    """The kinds of the refusal; a file that is let in fails the test."""
    with pytest.raises(RefusedError) as refusal, admit(path, limits):
        pass
    return [issue.kind for issue in refusal.value.issues]


def why(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as refusal, admit(path, limits):
        pass
    return refusal.value.issues[0].message("en")


@pytest.fixture(scope="session")
def shapefile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The parts of a Shapefile of Defne, by suffix."""
    folder = tmp_path_factory.mktemp("shapefile")
    pyogrio.write_dataframe(gpd.read_file(SKETCHED)[["name", "code", "geometry"]], folder / "defne.shp", encoding="UTF-8")
    return {part.suffix: part.read_bytes() for part in folder.iterdir()}


def packed(path: Path, entries: Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "head", "found"),
    [
        ("nufus.csv", b"%PDF-1.7\n", "PDF"),
        ("nufus.csv", bytes(range(256)) * 8, "unknown binary data"),
        ("nufus.csv", b"PK\x03\x04rest of a workbook", "a zip archive"),
        ("nufus.csv", b'{"type":"FeatureCollection"}', "GeoJSON"),
        ("nufus.tsv", b"<html><table></table></html>", "XML/HTML"),
        ("nufus.csv", "MAHALLE;2023\n".encode("utf-16-le"), "unknown binary data"),
        ("sinir.geojson", b"MAHALLE;2023\n", "a CSV/TSV table"),
        ("sinir.geojson", b"SQLite format 3\x00", "GeoPackage"),
        ("sinir.shp", b"SQLite format 3\x00", "GeoPackage"),
        ("sinir.gpkg", b"\x00\x00\x27\x0a", "Shapefile"),
        ("sinir.zip", b"MAHALLE;2023\n", "a CSV/TSV table"),
    ],
)
def test_admit_content_that_is_not_what_the_name_says_is_refused_with_both(
    tmp_path: Path, name: str, head: bytes, found: str
) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    assert refused(path) == ["wrong-content"]
    assert f"but {found} by its content" in why(path)


@pytest.mark.parametrize("name", ["nufus.xlsx", "nufus", "nufus.csv.exe", "sinir.vrt", "sinir.kml", "sinir.gml"])
def test_admit_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PLAN.read_bytes())
    assert refused(path) == ["unknown-format"]
    assert ".geojson, .gpkg" in why(path)


def test_admit_suffix_in_capitals_is_the_same_suffix(tmp_path: Path) -> None:
    path = Path(shutil.copy(PLAN, tmp_path / "NÜFUS.TSV"))
    with admit(path) as admitted:
        assert (admitted.format, admitted.name) == ("table", "NÜFUS.TSV")


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\x00" * 100])
def test_admit_file_with_nothing_in_it_is_refused_as_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "nufus.csv"
    path.write_bytes(data)
    assert refused(path) == ["empty-file"]


def test_admit_more_bytes_than_allowed_is_refused_and_the_limit_itself_is_not(tmp_path: Path) -> None:
    path = tmp_path / "nufus.csv"
    path.write_bytes(b"MAHALLE;2023\n" * 100)
    assert refused(path, Limits(file_bytes=1299)) == ["file-too-large"]
    with admit(path, Limits(file_bytes=1300)) as admitted:
        assert admitted.format == "table"


@pytest.mark.parametrize("folder", [True, False])
def test_admit_what_is_no_file_is_refused(tmp_path: Path, folder: bool) -> None:
    path = tmp_path / "sinir.geojson"
    if folder:
        path.mkdir()
    assert refused(path) == ["file-not-found"]


@pytest.mark.parametrize(
    "path",
    [
        "/vsizip/{zip}/defne.geojson",
        "/vsicurl/http://127.0.0.1:9/defne.geojson",
        "http://127.0.0.1:9/defne.geojson",
        "https://example.org/defne.geojson",
        "GeoJSON:{file}",
        "/vsistdin/defne.geojson",
    ],
)
def test_import_of_a_path_that_only_gdal_understands_is_refused(demo: Path, tmp_path: Path, path: str) -> None:
    inside = packed(tmp_path / "defne.zip", [("defne.geojson", SKETCHED.read_bytes())])
    answer = take(demo, "boundaries", Path(path.format(zip=inside, file=SKETCHED)))
    assert answer.code == 1
    assert answer.kinds == {"file-not-found"}


# What GDAL would do with these if the gate and the driver list let it: run in a process without our settings.
PLAIN_GDAL = "import pyogrio, sys; print(len(pyogrio.read_dataframe(sys.argv[1])))"


def vrt(target: Path) -> str:
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="{target.stem}"><SrcDataSource relativeToVRT="0">{target}</SrcDataSource>'
        "<SrcLayer>boundaries</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"
    )


def gdalg(target: Path) -> str:
    line = f"gdal vector pipeline read {target} ! write --output-format stream streamed_dataset"
    return json.dumps({"type": "gdal_streamed_alg", "command_line": line})


@pytest.mark.parametrize("document", [vrt, gdalg])
def test_import_of_a_document_that_makes_gdal_read_another_file_is_refused(
    demo: Path, tmp_path: Path, document: Callable[[Path], str]
) -> None:
    text = document(SKETCHED)
    hostile = tmp_path / "sinir.geojson"
    hostile.write_text(text, encoding="utf-8")
    # The control: without our settings GDAL follows the document to the server's own file.
    plain = {name: value for name, value in os.environ.items() if name != "OGR_SKIP"}
    command = [sys.executable, "-c", PLAIN_GDAL, str(hostile)]
    control = subprocess.run(command, capture_output=True, text=True, check=False, env=plain)
    assert control.stdout.strip() == "37", control.stderr
    before = content(demo)
    answer = take(demo, "boundaries", hostile)
    assert answer.code == 1
    assert answer.kinds <= {"wrong-content", "unreadable-file"}
    # Nor does it help to hide the document behind something harmless.
    for disguise in ("\ufeff" + text, "\n\n  " + text, "[" + text + "]"):
        hostile.write_text(disguise, encoding="utf-8")
        assert take(demo, "boundaries", hostile).code == 1
    assert content(demo) == before


def test_gdal_drivers_that_run_what_they_read_are_off() -> None:
    assert not {"OGR_VRT", "GDALG"} & set(pyogrio.list_drivers())


def test_import_of_a_vrt_inside_a_geopackage_name_or_a_zip_is_refused(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "sinir.gpkg").write_text(vrt(SKETCHED), encoding="utf-8")
    assert take(demo, "boundaries", tmp_path / "sinir.gpkg").code == 1
    hidden = packed(tmp_path / "sinir.zip", [("sinir.shp", vrt(SKETCHED).encode())])
    assert take(demo, "boundaries", hidden).code == 1


# --------------------------------------------------------------------------- zip archives


def test_admit_zipped_shapefile_is_unpacked_and_tidied_away(tmp_path: Path, shapefile: Mapping[str, bytes]) -> None:
    path = packed(tmp_path / "defne.zip", [(f"klasör/Defne{suffix}", data) for suffix, data in shapefile.items()])
    with admit(path) as admitted:
        assert (admitted.format, admitted.name) == ("shapefile", "defne.zip")
        assert {part.suffix: part.read_bytes() for part in admitted.path.parent.iterdir()} == dict(shapefile)
        unpacked = admitted.path.parent
    assert not unpacked.exists()


def test_admit_names_that_climb_out_of_the_archive_write_nothing_outside(tmp_path: Path, shapefile: Mapping[str, bytes]) -> None:
    entries = [(f"../../../../../../..{tmp_path}/kacak{suffix}", data) for suffix, data in shapefile.items()]
    path = packed(tmp_path / "kacak.zip", entries)
    with admit(path) as admitted:
        assert admitted.path.name == "layer.shp"
        assert admitted.path.is_file()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["kacak.zip"]


def test_admit_archive_with_a_mac_shadow_of_each_file_is_read(tmp_path: Path, shapefile: Mapping[str, bytes]) -> None:
    entries = [(f"defne{suffix}", data) for suffix, data in shapefile.items()]
    shadows = [(f"__MACOSX/._defne{suffix}", b"shadow") for suffix in shapefile]
    with admit(packed(tmp_path / "defne.zip", [*entries, *shadows])) as admitted:
        assert admitted.path.read_bytes() == shapefile[".shp"]


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([("a.shp", b"x"), ("b.shp", b"y")], "it holds 2 .shp files, not one"),
        ([("okubeni.txt", b"merhaba")], "it holds 0 .shp files, not one"),
        ([("defne.geojson", b"{}")], "it holds 0 .shp files, not one"),
        ([(f"{number}.dbf", b"x") for number in range(51)], "it holds too many files"),
        ([("a.shp", bytes(5_000_000))], "its compression ratio is not that of real data"),
        ([("a.shp", b"x"), ("bomba.bin", bytes(5_000_000))], "its compression ratio is not that of real data"),
    ],
)
def test_admit_archive_that_is_no_shapefile_or_a_bomb_is_refused_with_the_reason(
    tmp_path: Path, entries: list[tuple[str, bytes]], reason: str
) -> None:
    path = packed(tmp_path / "defne.zip", entries)
    assert refused(path) == ["bad-zip"]
    assert reason in why(path)


def test_admit_archive_larger_than_allowed_when_unpacked_is_refused(tmp_path: Path, shapefile: Mapping[str, bytes]) -> None:
    path = packed(tmp_path / "defne.zip", [(f"defne{suffix}", data) for suffix, data in shapefile.items()])
    total = sum(len(data) for data in shapefile.values())
    assert "too large when unpacked" in why(path, Limits(zip_total_bytes=total - 1))
    with admit(path, Limits(zip_total_bytes=total)) as admitted:
        assert admitted.path.is_file()


def test_admit_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "yalan.zip", [("a.shp", bytes(5_000_000))])
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    # The directory says 1,000 bytes; the stream unpacks to five million.
    data[central + 24 : central + 28] = struct.pack("<I", 1000)
    data[22:26] = struct.pack("<I", 1000)
    path.write_bytes(bytes(data))
    assert refused(path) == ["bad-zip"]


def test_admit_encrypted_archive_is_refused(tmp_path: Path, shapefile: Mapping[str, bytes]) -> None:
    path = packed(tmp_path / "sifreli.zip", [(f"defne{suffix}", data) for suffix, data in shapefile.items()])
    data = bytearray(path.read_bytes())
    # Bit 0 of the flags marks an entry as encrypted, in the local header and in the directory.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    path.write_bytes(bytes(data))
    assert refused(path) == ["bad-zip"]
    assert "encrypted" in why(path)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_admit_archive_packed_in_an_unusual_way_is_refused(tmp_path: Path, shapefile: Mapping[str, bytes], packing: int) -> None:
    path = packed(tmp_path / "d.zip", [(f"defne{suffix}", data) for suffix, data in shapefile.items()], packing)
    assert "unusual way" in why(path)


@pytest.mark.parametrize("step", [40, 997])
def test_admit_damaged_archive_is_refused_or_read_but_never_crashes(
    tmp_path: Path, shapefile: Mapping[str, bytes], step: int
) -> None:
    path = packed(tmp_path / "bozuk.zip", [(f"defne{suffix}", data) for suffix, data in shapefile.items()])
    whole = path.read_bytes()
    refusals = 0
    for place in range(4, len(whole), max(1, len(whole) // 60) if step == 40 else step):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            with admit(path):
                pass
        except RefusedError:
            refusals += 1
    assert refusals > 0
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path) == ["bad-zip"]


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_import_of_a_shapefile_without_a_part_is_refused(
    demo: Path, tmp_path: Path, shapefile: Mapping[str, bytes], suffix: str
) -> None:
    entries = [(f"defne{part}", data) for part, data in shapefile.items() if part != suffix]
    answer = take(demo, "boundaries", packed(tmp_path / "eksik.zip", entries))
    assert answer.code == 1
    assert answer.kinds <= {"unreadable-file", "missing-column"}


# --------------------------------------------------------------------------- hostile GeoJSON


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"FeatureCollection","features":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"MAHALLE":'
        + '{"a":' * 5_000
        + "1"
        + "}" * 5_000
        + '},"geometry":null}]}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"MAHALLE":"A"},"geometry":'
        + '{"type":"GeometryCollection","geometries":[' * 5_000
        + "]}" * 5_000
        + "}]}",
    ],
    ids=["arrays", "objects", "collections"],
)
def test_import_of_deeply_nested_geojson_is_refused(demo: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "derin.geojson"
    path.write_text(text, encoding="utf-8")
    before = content(demo)
    assert take(demo, "boundaries", path).code == 1
    assert content(demo) == before


def test_import_of_lists_and_objects_as_properties_reads_them_as_text(own_demo: Path, tmp_path: Path) -> None:
    features = [
        feature("Akdeniz", square(36.14, 36.19), centroid=[36.145, 36.195], ek={"a": 1}),
        feature("Armutlu", square(36.15, 36.19), centroid=[], ek=None),
    ]
    answer = done(take(own_demo, "boundaries", geojson(tmp_path / "s.geojson", features)))
    assert answer.document["rows_stored"] == 2
    assert {issue["column"] for issue in answer.issues("column-ignored")} == {"centroid", "ek"}
