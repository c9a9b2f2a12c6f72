"""A million features written in each format: seconds and the most memory. Oracle: another reader counts them.

Measured on 2026-11-26 on two busy cores, MB: GeoJSON, GeoPackage, GeoParquet, FlatGeobuf, GeoJSON lines and CSV 206 to 371,
Shapefile 322, DXF 306, KML 208, XLSX 178, PMTiles 446; a million parcels side by side as PMTiles 460. From 72 s (DXF) to 204 s.
"""

import csv
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import mapbox_vector_tile
import numpy as np
import openpyxl
import pandas as pd
import shapely
from defusedxml.ElementTree import iterparse
from import_polygons import MAHALLE, measured
from pmtiles.reader import MmapSource, all_tiles

from geo.tiles import MAX_ZOOM
from layers import LAYERS
from layers.export import FORMATS
from layers.gdal import pyogrio
from layers.store.base import Draft, SourceRecord
from layers.workspace import create_workspace

ROWS = 1_000_000
LAYER = "address_points"


def million(folder: Path) -> None:
    """A workspace whose layer of addresses has a million points."""
    workspace = create_workspace(folder, name="Bir milyon adres", province="Hatay", district="Defne")
    spec, chance = LAYERS[LAYER], np.random.default_rng(1)
    number = pd.Series(range(ROWS))
    values = pd.DataFrame({field.name: None for field in spec.fields}, index=number.index)
    values = values.assign(id="a-" + number.astype(str), neighbourhood_name="Çökek", neighbourhood_id="cokek", is_total=False)
    values = values.assign(street=(number % 700).astype(str) + ". Sokak", door_no=(number % 90).astype(str), source_row=number)
    points = shapely.points(chance.uniform(36.0, 36.3, (ROWS, 2)))
    rows = gpd.GeoDataFrame(spec.conform(values).assign(source="numarataj"), geometry=points, crs=4326)
    sources = (SourceRecord("numarataj", "adresler.csv", "0" * 64, 1),)
    workspace.store().commit(LAYER, lambda *_: Draft(rows, sources, (), ()), author="benchmark", action="import", note="")


def counted(file: Path) -> int:
    """How many features another program finds."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return sum(1 for _ in csv.reader(stream)) - 1
    if file.suffix == ".parquet":
        return len(pd.read_parquet(file, columns=["id"]))
    if file.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
        return sum(1 for _ in sheet.iter_rows(max_col=1)) - 1
    if file.suffix == ".kml":
        return sum(element.tag.endswith("}Placemark") and not element.clear() for _, element in iterparse(file))
    if file.suffix == ".pmtiles":
        return len(ids_of_tiles(file))
    driver = {".geojsonl": "GeoJSONSeq:", ".zip": "/vsizip/"}.get(file.suffix, "")
    layer = LAYER if file.suffix == ".gpkg" else None
    return int(pyogrio.read_info(f"{driver}{file}", layer=layer, force_feature_count=True)["features"])


def ids_of_tiles(file: Path) -> set[str]:
    """The ids of what the tiles of the highest zoom show, the margins that they share included."""
    found: set[str] = set()
    with file.open("rb") as stream:
        for (zoom, _, _), tile in all_tiles(MmapSource(stream)):
            if zoom == MAX_ZOOM:
                features = mapbox_vector_tile.decode(gzip.decompress(tile))[LAYER]["features"]
                found |= {feature["properties"]["id"] for feature in features}
    return found


def main() -> None:
    """Print a line a format; stop if a feature is missing."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "w"
        # In a process of its own: what it takes to make the million is not what it takes to write them.
        subprocess.run([sys.executable, __file__, str(folder)], check=True)
        for suffix in (suffix for suffix, form in FORMATS.items() if form.streams):
            out = Path(temporary) / f"adresler{suffix}"
            elapsed_s, _, peak_mb, _ = measured(*MAHALLE, "-w", str(folder), "export", LAYER, str(out))
            assert counted(out) == ROWS
            print(f"{suffix}: {elapsed_s:.0f} s, {peak_mb:.0f} MB at most, file of {out.stat().st_size / 1e6:.0f} MB", flush=True)
            out.unlink()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        million(Path(sys.argv[1]))
    else:
        main()
