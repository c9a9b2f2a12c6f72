"""Other programs read a running server: GDAL's OAPIF driver, OWSLib, and schemathesis, which asks what nobody would."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import schemathesis
import shapely
from flask import Flask
from hypothesis import HealthCheck, given, settings
from ogc import epsg
from ogc_server import PARCELS, ZONE, serving, town_of_parcels
from owslib.ogcapi.features import Features

from layers.outgoing.tables import layer_table
from layers.workspace import open_workspace
from web import create_app

LAYERS = {"atlas", "boundaries", "population", "address_points", "parcels", "parks", "facilities"}
WANTED = 10_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town_of_parcels(tmp_path_factory.mktemp("parcels"))


@pytest.fixture(scope="module")
def address(town: Path) -> Iterator[str]:
    with serving(create_app(town)) as address:
        yield address


@pytest.fixture(scope="module")
def parcels(town: Path) -> gpd.GeoDataFrame:
    """The parcels as they stand in the store, by their ids."""
    return layer_table(open_workspace(town), "parcels").features


def gdal(address: str, layer: str, out: Path, **options: object) -> str:
    """What GDAL says in a process of its own; the rows lie in `out`."""
    script = Path(__file__).with_name("read_by_gdal.py")
    command = [sys.executable, script, address, layer, out, json.dumps(options)]
    # Ours keeps GDAL from asking anybody; whoever starts it from elsewhere does not.
    free = {name: value for name, value in os.environ.items() if not name.startswith(("GDAL_", "OGR_", "CPL_"))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=free)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_by_gdal(address: str, layer: str, folder: Path, **options: object) -> gpd.GeoDataFrame:
    """A layer as GDAL reads it."""
    gdal(address, layer, folder / "rows.pickle", **options)
    return pd.read_pickle(folder / "rows.pickle")  # noqa: S301 written by the process above


def test_gdal_lists_all_collections(address: str, tmp_path: Path) -> None:
    assert set(json.loads(gdal(address, "?", tmp_path))) == LAYERS


@pytest.mark.parametrize(("code", "tolerance"), [(4326, 8e-7), (ZONE, 8e-4)])
def test_gdal_fetches_ten_thousand_features(
    address: str, parcels: gpd.GeoDataFrame, tmp_path: Path, code: int, tolerance: float
) -> None:
    found = rows_by_gdal(address, "parcels", tmp_path, CRS=f"EPSG:{code}", PAGE_SIZE=1000, max_features=WANTED)
    assert len(found) == WANTED
    stored = parcels.to_crs(code).loc[found["id"]]
    # pyogrio hands coordinates over east first, whatever the order in the answer.
    assert shapely.hausdorff_distance(found.geometry.to_numpy(), stored.geometry.to_numpy()).max() <= tolerance
    assert found["nature"].unique().tolist() == ["Arsa, ığüşöç İĞÜŞÖÇ"]
    assert found["block_no"].isna().to_numpy().tolist() == stored["block_no"].isna().tolist()
    assert found["block_no"].dropna().tolist() == stored["block_no"].dropna().tolist()
    assert found["area_m2"].tolist() == stored["area_m2"].tolist()


def test_gdal_pushes_a_filter_down_and_gets_the_same(address: str, parcels: gpd.GeoDataFrame, tmp_path: Path) -> None:
    where = "kind = 'cadastral' AND parcel_no LIKE '10%'"
    found = rows_by_gdal(address, "parcels", tmp_path, where=where)
    stored = parcels[(parcels["kind"] == "cadastral") & parcels["parcel_no"].str.startswith("10")]
    assert sorted(found["parcel_no"]) == sorted(stored["parcel_no"])
    box = tuple(parcels.to_crs(4326).geometry.iloc[0].bounds)
    near = rows_by_gdal(address, "parcels", tmp_path, bbox=box)
    assert near["parcel_no"].tolist() == [parcels["parcel_no"].iloc[0]]


def test_gdal_knows_types(address: str, tmp_path: Path) -> None:
    found = rows_by_gdal(address, "parks", tmp_path)
    assert pd.api.types.is_datetime64_any_dtype(found["opened_on"])
    assert pd.api.types.is_bool_dtype(found["is_total"])
    population = rows_by_gdal(address, "population", tmp_path)
    assert pd.api.types.is_integer_dtype(population["population"])
    assert population["population"].sum() == 2200


@pytest.mark.parametrize("code", [4326, ZONE])
def test_owslib_lists_and_fetches_page_by_page(address: str, parcels: gpd.GeoDataFrame, code: int) -> None:
    program = Features(address)
    assert set(program.feature_collections()) == LAYERS
    assert program.api()["openapi"] == "3.0.3"
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in program.conformance()["conformsTo"]
    assert "area_m2" in program.collection_queryables("parcels")["properties"]
    features: list[dict[str, object]] = []
    while len(features) < WANTED:
        answer = program.collection_items("parcels", limit=2000, offset=len(features), crs=epsg(code))
        features += answer["features"]
        assert answer["numberMatched"] == PARCELS
    assert [feature["id"] for feature in features] == parcels.index[:WANTED].tolist()
    first = program.collection_item("parcels", str(features[0]["id"]))
    assert first["properties"] == features[0]["properties"]
    north, east = features[0]["geometry"]["coordinates"][0][0][0]  # type: ignore[index]
    assert (north > 4_000_000) == (code == ZONE)
    assert north > east or code == 4326
    chosen = program.collection_items("parcels", filter="block_no IS NULL AND kind = 'zoning'", limit=1)
    assert chosen["numberMatched"] == int((parcels["block_no"].isna() & (parcels["kind"] == "zoning")).sum())


def test_schemathesis_finds_no_failure_of_the_server(town: Path) -> None:
    app: Flask = create_app(town)
    app.testing = False
    schema = schemathesis.openapi.from_wsgi("/ogc/openapi", app)
    schema.config.update(base_url="http://localhost/ogc")
    asked = 0

    for result in schema.get_all_operations():
        asked += _ask(result.ok())
    assert asked > 500


def _ask(operation: schemathesis.APIOperation) -> int:  # type: ignore[name-defined]
    asked = 0

    @settings(max_examples=20, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        nonlocal asked
        asked += 1
        assert case.call().status_code < 500

    ask()
    return asked
