"""Netcad drawings: read through the command of an optional extra, refused with words without it, whatever the command does."""

import json
import os
import struct
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from geo.errors import RefusedError
from geo.names import Gazetteer
from layers import LAYERS
from layers.base import ReadContext
from layers.gdal import pyogrio
from layers.importing import read_apart
from layers.reading.base import Limits
from layers.reading.gate import admit
from layers.reading.netcad import netcad_command, unpack_netcad
from layers.reading.vector import read_drawing

CELL_M = box(510_000, 4_006_000, 510_400, 4_006_300)

needs_ncz2geo = pytest.mark.skipif(netcad_command() is None, reason="NCZ2Geo is not installed: pip install 'mahalle[netcad]'")
posix = pytest.mark.skipif(os.name != "posix", reason="the commands are shell scripts")


def block(kind: int, content: bytes) -> bytes:
    return struct.pack("<BI", kind, len(content)) + content


def netcad_drawing(layers: Sequence[str], labels: Sequence[str], epsg: int) -> bytes:
    """Closed lines side by side, in the layout that NCZ2Geo 0.13 understands; Netcad publishes none.

    Blocks of a kind, a length and a content: 6 holds the layers' names, 28 named things such as the coordinate system, 21 one
    shape: its type (7: a line of many points), its layer, its label, and northing, easting and height of each point.
    """
    names = b"".join(struct.pack("<4xB24s", len(name), name.encode("cp1254")) for name in layers)
    drawing = block(6, bytes(11) + struct.pack("<H", len(layers)) + names)
    drawing += block(28, b"\x09TILED_XML" + f'SRS:"EPSG:{epsg}">'.encode())
    for number, label in enumerate(labels):
        points = [(north, east + 400 * number, 0.0) for east, north in CELL_M.exterior.coords]
        text = label.encode("cp1254")
        head = struct.pack("<xBB78xB26s", 7, number % len(layers), len(text), text)
        drawing += block(21, head + b"".join(struct.pack("<3d", *point) for point in points))
    return drawing


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "sınır.ncz"
    path.write_bytes(netcad_drawing(["MAHALLE", "YOL"], ["Çekmece", "Şişli", "Iğdır"], 5256))
    return path


def refusal(path: Path, command: Path | None, limits: Limits | None = None) -> list[str]:
    folder = path.parent / "scratch"
    folder.mkdir()
    with pytest.raises(RefusedError) as refused:
        unpack_netcad(path, folder, limits or Limits(), command=None if command is None else str(command))
    for issue in refused.value.issues:
        assert path.name in issue.message("tr")
        assert path.name in issue.message("en")
    return [issue.kind for issue in refused.value.issues]


def script(folder: Path, *lines: str) -> Path:
    path = folder / "ncz2geo"
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    path.chmod(0o755)
    return path


@needs_ncz2geo
def test_a_drawing_comes_back_with_its_layers_labels_and_places(drawing: Path) -> None:
    with admit(drawing) as file:
        read = read_drawing(file, None)
    assert list(read.features["layer_name"]) == ["MAHALLE", "YOL", "MAHALLE"]
    # The tool drops the marks of ş, ğ, ı and İ, which the issue says.
    assert list(read.features["label_text"]) == ["Çekmece", "Sisli", "Igdir"]
    back = read.features.to_crs(5256).geometry
    assert back.iloc[0].symmetric_difference(CELL_M).area < 0.1
    assert back.area.tolist() == pytest.approx([120_000.0] * 3, rel=1e-6)
    assert [issue.kind for issue in read.issues] == ["netcad-converted"]


@needs_ncz2geo
def test_a_drawing_is_imported_in_the_reading_process_and_nothing_is_left_at_home(
    drawing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    context = ReadContext("Hatay", "Defne", Gazetteer([]), columns={"name": "label_text"})
    reading = read_apart(LAYERS["boundaries"], drawing, context)
    assert list(reading.rows["name"]) == ["Çekmece", "Sisli", "Igdir"]
    assert "netcad-converted" in {issue.kind for issue in reading.issues}
    assert not list(home.rglob("*"))


@needs_ncz2geo
@pytest.mark.parametrize("content", [b"NETCAD" * 10, b"\x00", b"\xff" * 5000, b"\x15\xff\xff\xff\xff" * 9])
def test_bytes_that_are_no_drawing_are_a_refusal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "imar.ncz").write_bytes(content)
    with pytest.raises(RefusedError) as refused, admit(tmp_path / "imar.ncz"):
        pass
    assert [issue.kind for issue in refused.value.issues] in (["netcad-failed"], ["empty-file"])


def test_without_the_command_it_says_what_to_install_or_how_to_export(drawing: Path) -> None:
    assert refusal(drawing, None) == ["netcad-drawing"]


def test_a_project_holds_no_drawing_with_the_command_or_without(tmp_path: Path) -> None:
    (tmp_path / "imar.NCP").write_bytes(b"NETCAD")
    with pytest.raises(RefusedError) as refused, admit(tmp_path / "imar.NCP"):
        pass
    (issue,) = refused.value.issues
    assert issue.kind == "netcad-drawing"
    assert "DXF" in issue.message("tr")
    assert "mahalle[netcad]" in issue.message("en")


@posix
@pytest.mark.parametrize(
    "lines",
    [
        ["exit 3"],
        ["kill -SEGV $$"],
        ["exit 0"],
        ['echo \'{"type": "FeatureCollection", "features": []}\' > "$3"'],
        ['ln -s /etc/passwd "$3"'],
        ['mkdir "$3"'],
    ],
    ids=["fails", "crashes", "writes nothing", "finds nothing", "lays a link", "makes a folder"],
)
def test_a_command_that_does_not_convert_is_a_refusal(drawing: Path, tmp_path: Path, lines: list[str]) -> None:
    assert refusal(drawing, script(tmp_path, *lines)) == ["netcad-failed"]


@posix
def test_a_command_that_hangs_is_ended(drawing: Path, tmp_path: Path) -> None:
    assert refusal(drawing, script(tmp_path, "exec sleep 600"), Limits(wall_seconds=1)) == ["reader-too-slow"]


@posix
def test_the_command_knows_no_secrets_and_sees_no_name_of_the_user(
    drawing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAHALLE_DATABASE_PASSWORD", "gizli")
    command = script(tmp_path, f'env > "{tmp_path}/seen"', f'echo "$@" >> "{tmp_path}/seen"', 'echo \'{"features": [1]}\' > "$3"')
    (tmp_path / "scratch").mkdir()
    converted = unpack_netcad(drawing, tmp_path / "scratch", Limits(), command=str(command))
    assert converted == tmp_path / "scratch" / "file.geojson"
    seen = (tmp_path / "seen").read_text()
    assert "gizli" not in seen
    assert drawing.name not in seen


def formats(interpreter: str, files: Sequence[Path], path: str) -> dict[str, str]:
    """What each file is, or why it is refused, in a process of that interpreter."""
    program = (
        "import json, sys; sys.modules['ncz2geo'] = None\n"
        "from pathlib import Path; from geo.errors import RefusedError; from layers.reading.gate import admit\n"
        "found = {}\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        with admit(Path(name)) as file: found[Path(name).suffix] = file.format\n"
        "    except RefusedError as error: found[Path(name).suffix] = error.issues[0].kind\n"
        "print(json.dumps(found))"
    )
    libraries = os.pathsep.join([str(Path(__file__).parents[3]), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    done = subprocess.run(
        [interpreter, "-c", program, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": path, "PYTHONPATH": libraries, "PYTHONUTF8": "1"},
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


@posix
@needs_ncz2geo
def test_without_the_extra_netcad_is_gone_and_nothing_else(drawing: Path, tmp_path: Path) -> None:
    cells = gpd.GeoDataFrame({"MAHALLE": ["Çekmece"]}, geometry=[CELL_M], crs=5256)
    files = [drawing, tmp_path / "nufus.csv"]
    files[1].write_text("MAHALLE;NÜFUS\nÇekmece;5\n", encoding="utf-8")
    for suffix, driver in ((".gpkg", "GPKG"), (".shp", "ESRI Shapefile"), (".geojson", "GeoJSON"), (".fgb", "FlatGeobuf")):
        files.append(tmp_path / f"sinir{suffix}")
        pyogrio.write_dataframe(cells.to_crs(4326), files[-1], driver=driver)
    # An environment with all of ours but the scripts, which is where the extra's command lies.
    bare = tmp_path / "bare"
    venv.create(bare, symlinks=True, with_pip=False)
    without = formats(str(bare / "bin" / "python"), files, "/nowhere")
    with_extra = formats(sys.executable, files, "/nowhere")
    assert with_extra.pop(".ncz") == "geojson"
    assert without.pop(".ncz") == "netcad-drawing"
    assert without == with_extra
    assert set(without.values()) == {"table", "geopackage", "shapefile", "geojson", "flatgeobuf"}
