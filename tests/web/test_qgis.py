"""QGIS opens what is exported, coloured and with its letters, types and gaps, and reads a running server.

It is the system's own (`apt install python3-qgis`; 3.22 in Debian 12, 3.40 in Debian 13) and runs in a process of its own, by a
Python that has it. Another one is named by MAHALLE_QGIS_PYTHON, as `/usr/sbin/chroot /srv/trixie /usr/bin/python3`, where it
finds this folder and that of the tests' files under their own paths.
"""

import json
import math
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from exports import table_in_zip
from ogc_server import PARCELS, ZONE, serving, town_of_parcels
from workspaces import done, run

from layers.export import FORMATS
from layers.outgoing.table import ExportTable, rows_of
from layers.outgoing.tables import layer_table, table_of
from layers.workspace import open_workspace
from web import create_app

PYTHON = shlex.split(os.environ.get("MAHALLE_QGIS_PYTHON", "/usr/bin/python3"))
SCRIPT = Path(__file__).with_name("read_by_qgis.py")
LAYERS = ("parks", "zoning", "roads", "facilities", "population", "atlas")
# Tiles are a picture of a layer at each zoom, no table.
TILES = {".pmtiles"}
# A drawing has lines and no columns.
DRAWN_ONLY = {".dxf"}
# Text files know no types.
UNTYPED = {".csv"}
TYPES = {
    "text": {"String"},
    "list": {"String", "StringList", "JSON"},
    "integer": {"Integer", "Integer64"},
    "number": {"Real", "Integer", "Integer64"},
    "boolean": {"Boolean", "Integer"},
    "date": {"Date", "DateTime"},
}
# What a file of a year ago is to these programs: dBase's yes and no, and days in KML, are texts to QGIS 3.22.
TEXT_TO_QGIS = {".zip": {"boolean"}, ".kml": {"date"}}
# A table is not drawn; and QGIS (3.22, 3.40) draws the points of a KML black, though GDAL tells it their colour.
NOT_COLOURED = {("population", ".gpkg"), ("population", ".kml"), ("facilities", ".kml")}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def qgis() -> None:
    try:
        found = subprocess.run([*PYTHON, "-c", "import qgis.core"], capture_output=True, check=False, timeout=60).returncode == 0
    except OSError:
        found = False
    if not found:
        pytest.skip("QGIS is not installed: apt install python3-qgis")


def ask(*words: object) -> Any:
    """What QGIS says."""
    command = [*PYTHON, str(SCRIPT), *map(str, words)]
    env = {"HOME": os.environ.get("HOME", ""), "LC_ALL": "C.UTF-8"}
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def files(qgis: None, example_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Each layer in each format that takes it."""
    folder = tmp_path_factory.mktemp("for-qgis")
    found = {}
    for what in LAYERS:
        for suffix, form in FORMATS.items():
            if what == "population" and form.needs_shapes:
                continue
            found[what, suffix] = folder / f"{what}{suffix}"
            done(run(example_path, "export", what, found[what, suffix]))
    return found


@pytest.fixture(scope="module")
def seen(files: dict[tuple[str, str], Path]) -> dict[tuple[str, str], Any]:
    """What QGIS sees in each file."""
    answer = ask("files", *files.values())
    return {key: answer[str(path)] for key, path in files.items()}


def table(example_path: Path, what: str) -> ExportTable:
    return table_of(open_workspace(example_path), what)


CASES = [
    pytest.param(what, suffix, id=f"{what}{suffix}")
    for what in LAYERS
    for suffix, form in FORMATS.items()
    if suffix not in TILES and (what != "population" or not form.needs_shapes)
]


def known(seen: dict[tuple[str, str], Any], what: str, suffix: str) -> Any:
    """What QGIS sees in a file; Debian builds its GDAL without Arrow."""
    layer = seen[what, suffix]
    if suffix == ".parquet" and not layer["valid"]:
        pytest.skip("this QGIS has no driver for GeoParquet")
    assert layer["valid"]
    return layer


@pytest.mark.parametrize(("what", "suffix"), CASES)
def test_rows_shapes_and_gaps_are_those_of_the_table(
    seen: dict[tuple[str, str], Any], files: dict[tuple[str, str], Path], example_path: Path, what: str, suffix: str
) -> None:
    layer, expected = known(seen, what, suffix), table(example_path, what)
    if suffix in DRAWN_ONLY:
        assert len(layer["rows"]) == pieces(expected)
        assert all(row["Layer"] for row in layer["rows"])
        return
    assert len(layer["rows"]) == expected.size
    rows = list(rows_of(expected.plain_columns(expected.features)))
    found = [renamed(row, expected, suffix, files[what, suffix]) for row in layer["rows"]]
    key = expected.id_name
    # FlatGeobuf lays features along a curve.
    order = sorted(range(len(found)), key=lambda place: str(found[place][key]))
    rows_in_order = sorted(zip(rows, expected.features.geometry, strict=True), key=lambda pair: str(pair[0][key]))
    for place, (row, shape) in zip(order, rows_in_order, strict=True):
        for name, value in row.items():
            kind = "text" if name == key else expected.columns[name]
            assert agree(found[place][name], value, kind), f"{name}: {found[place][name]!r} for {value!r}"
        wkt = layer["shapes"][place]
        if layer["geometry"] not in ("No geometry", "Unknown"):
            assert (wkt is None) == (shape is None)
            if shape is not None:
                assert shapely.hausdorff_distance(shapely.from_wkt(wkt), shape) <= 8e-7


def pieces(expected: ExportTable) -> int:
    """How many points, lines and rings a drawing has."""
    parts = shapely.get_parts(expected.features.geometry.dropna().to_numpy())
    areas = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return len(parts) - len(areas) + len(shapely.get_rings(areas))


def renamed(row: dict[str, Any], expected: ExportTable, suffix: str, file: Path) -> dict[str, Any]:
    """A row under the names of the table."""
    if suffix == ".zip":
        long = {short: name for short, name, *_ in table_in_zip(file, "sutunlar.csv")[1:]}
        return {long.get(name, name): value for name, value in row.items()}
    if suffix == ".kml":
        # GDAL 3.10 also gives an id of the format's own, which is empty and comes before.
        names = {"feature_id": expected.id_name} | ({} if "name" in row else {"Name": "name"})
        return {names.get(name, name): value for name, value in row.items()}
    return row


def agree(found: Any, value: Any, kind: str) -> bool:
    """Whether QGIS has the value; a text file has all as text."""
    if value is None:
        return found in (None, "")
    if kind == "list":
        texts = found if isinstance(found, list) else re.split(r'[ ,"]+', str(found or "").strip("[]"))
        return [text for text in texts if text] == value
    if kind == "boolean":
        return str(found) in (("True", "1", "T", "true") if value else ("False", "0", "F", "false"))
    if kind in ("integer", "number"):
        return math.isclose(float(found), float(value), rel_tol=1e-9)
    return str(found)[:10] == value if kind == "date" else str(found) == value


@pytest.mark.parametrize(("what", "suffix"), CASES)
def test_columns_have_their_types(
    seen: dict[tuple[str, str], Any], files: dict[tuple[str, str], Path], example_path: Path, what: str, suffix: str
) -> None:
    layer, expected = known(seen, what, suffix), table(example_path, what)
    if suffix in DRAWN_ONLY | UNTYPED:
        assert set(layer["types"].values()) <= {"String", "Boolean"}
        return
    types = renamed(layer["types"], expected, suffix, files[what, suffix])
    rows = expected.plain_columns(expected.features)
    for name, kind in expected.columns.items():
        # JSON and spreadsheets say the type of a value; where there is none they say nothing.
        if all(value is None for value in rows[name]):
            continue
        allowed = TYPES[kind] | ({"String"} if kind in TEXT_TO_QGIS.get(suffix, ()) else set())
        assert types[name] in allowed, f"{name}: {types[name]} for {kind}"


@pytest.mark.parametrize("what", [what for what in LAYERS if what != "population"])
def test_tiles_show_each_row_with_its_values(seen: dict[tuple[str, str], Any], example_path: Path, what: str) -> None:
    layer, expected = seen[what, ".pmtiles"], table(example_path, what)
    if not layer["valid"]:
        pytest.skip("this QGIS reads no PMTiles: its GDAL is older than 3.8")
    drawn = expected.features[expected.features.geometry.notna()]
    rows = {str(row[expected.id_name]): row for row in rows_of(expected.plain_columns(drawn))}
    assert {row[expected.id_name] for row in layer["rows"]} == set(rows)
    for found in layer["rows"]:
        for name, value in rows[found[expected.id_name]].items():
            kind = "text" if name == expected.id_name else expected.columns[name]
            assert agree(found[name], value, kind), f"{name}: {found[name]!r} for {value!r}"


@pytest.mark.parametrize(
    ("what", "suffix"),
    [(what, suffix) for suffix in (".gpkg", ".kml") for what in LAYERS if (what, suffix) not in NOT_COLOURED],
)
def test_files_come_up_in_the_colours_of_the_map(
    seen: dict[tuple[str, str], Any], example_path: Path, what: str, suffix: str
) -> None:
    layer, expected = seen[what, suffix], table(example_path, what)
    field = expected.fields.get(expected.style.by or "")
    colours = {} if field is None else {code.key: code.colour for code in field.codes if code.colour}
    by = [None] * expected.size if field is None else expected.plain_columns(expected.features)[field.name]
    drawn = [colours.get(str(key), expected.style.colour) for key in by]
    shown = [colour for colour, wkt in zip(layer["drawn"], layer["shapes"], strict=True) if wkt is not None]
    assert shown == [colour for colour, wkt in zip(drawn, layer["shapes"], strict=True) if wkt is not None]
    if suffix == ".gpkg":
        assert layer["colours"]["by"] == (field.name if colours and field else None)
        if colours:
            assert layer["colours"]["of"] == {**colours, "": expected.style.colour}
            assert len(set(shown)) > 1


@pytest.mark.parametrize(("code", "tolerance"), [(4326, 8e-7), (ZONE, 0.08)])
def test_qgis_lists_a_server_and_fetches_ten_thousand_features(
    qgis: None, tmp_path_factory: pytest.TempPathFactory, code: int, tolerance: float
) -> None:
    town = town_of_parcels(tmp_path_factory.mktemp("parcels"))
    with serving(create_app(town)) as address:
        answer = ask("server", address, "parcels", 10_000, code)
    assert answer["valid"]
    assert set(answer["listed"]) == {
        "Mahalleler",
        "Mahalle sınırları",
        "Nüfus",
        "Adres noktaları",
        "Parseller",
        "Parklar",
        "Tesisler",
    }
    assert answer["count"] == PARCELS
    # Asked for a system, QGIS before 3.32 still takes degrees and turns them itself.
    assert answer["crs"] == f"EPSG:{code if answer['version'] >= 33_200 else 4326}"
    parcels = layer_table(open_workspace(town), "parcels").features
    assert sorted(answer["ids"]) == sorted(set(answer["ids"]))
    stored = parcels.to_crs(code).loc[answer["ids"]]
    assert len(stored) == 10_000
    distances = shapely.hausdorff_distance(shapely.from_wkt(np.array(answer["shapes"])), stored.geometry.to_numpy())
    assert distances.max() <= tolerance
    assert answer["types"]["area_m2"] in ("Real", "Integer")
    assert answer["types"]["is_total"] == "Boolean"
