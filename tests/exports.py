"""Exported files as another program reads them: GDAL, pyarrow, openpyxl, the csv module; and what a file says of itself."""

import csv
import gzip
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import shapely
from pmtiles.reader import MmapSource, Reader, all_tiles

from layers.gdal import fiona, pyogrio

# What DXF has no room for: attributes.
WITHOUT_COLUMNS = {".dxf"}


def read_back(path: Path) -> pd.DataFrame:
    """The rows of an exported file, columns as the file calls them; a GeoDataFrame where it holds shapes."""
    if path.suffix == ".csv":
        return pd.read_csv(path)
    if path.suffix == ".xlsx":
        heading, *rows = openpyxl.load_workbook(path)["veri-data"].iter_rows(values_only=True)
        return pd.DataFrame(rows, columns=heading)
    if path.suffix == ".parquet":
        return gpd.read_parquet(path)
    if path.suffix == ".pmtiles":
        return _from_tiles(path)
    layer = pyogrio.list_layers(path)[0][0]
    if path.suffix == ".zip":
        names = {short: long for short, long, *_ in table_in_zip(path, "sutunlar.csv")[1:]}
        return pyogrio.read_dataframe(path, layer=layer).rename(columns=names)
    if path.suffix == ".kml":
        # GDAL adds columns of its own, and tells a column `name` and the name of a placemark apart by the capital only.
        wanted = re.findall(r'<SimpleField type="\w+" name="(\w+)"', path.read_text(encoding="utf-8"))
        back = pyogrio.read_dataframe(path, layer=layer)
        back = back.rename(columns={} if "name" in back else {"Name": "name"})
        return back[[*wanted, "geometry"]].rename(columns={"feature_id": "id"})
    return pyogrio.read_dataframe(path, layer=layer)


def _from_tiles(path: Path) -> gpd.GeoDataFrame:
    """Rows put together again from their pieces in the tiles of the highest zoom, which GDAL cuts without their margins."""
    if pyogrio.read_info(path)["features"] == 0:
        return gpd.GeoDataFrame({"id": []}, geometry=[], crs=4326)
    pieces = pyogrio.read_dataframe(path, layer=pyogrio.list_layers(path)[0][0]).drop(columns="mvt_id", errors="ignore")
    key = "row_key" if "row_key" in pieces else "id"
    # Edges of neighbouring tiles differ by what a float cannot hold.
    whole = pieces.geometry.make_valid().groupby(pieces[key]).agg(lambda one: shapely.union_all(one.to_numpy(), grid_size=0.001))
    rows = pieces.drop(columns="geometry").drop_duplicates(key)
    return gpd.GeoDataFrame(rows, geometry=rows[key].map(whole).to_list(), crs=pieces.crs).to_crs(4326)


def tiles_of_archive(path: Path) -> dict[tuple[int, int, int], bytes]:
    """The tiles of a PMTiles archive, unpacked, by zoom, column and row."""
    with path.open("rb") as file:
        return {place: gzip.decompress(content) for place, content in all_tiles(MmapSource(file))}


def table_in_zip(path: Path, name: str) -> list[list[str]]:
    """A table that lies beside the shapes."""
    with zipfile.ZipFile(path) as archive:
        return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def about(path: Path) -> dict[str, str]:
    """What an exported file says of itself."""
    document: dict[str, Any]
    if path.suffix == ".geojson":
        document = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    elif path.suffix == ".geojsonl":
        document = json.loads(path.read_text(encoding="utf-8").splitlines()[0])["metadata"]
    elif path.suffix == ".csv":
        row = next(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        document = {key.removeprefix("about_"): value for key, value in row.items() if key.startswith("about_")}
    elif path.suffix == ".xlsx":
        document = dict(openpyxl.load_workbook(path)["hakkında-about"].iter_rows(values_only=True))
    elif path.suffix == ".parquet":
        document = json.loads(pq.read_schema(path).metadata[b"mahalle"])
    elif path.suffix == ".fgb":
        document = json.loads(pyogrio.read_info(path)["layer_metadata"]["DESCRIPTION"])
    elif path.suffix == ".kml":
        text = path.read_text(encoding="utf-8").split("<Style", maxsplit=1)[0]
        document = dict(re.findall(r'<Data name="(\w+)"><value>(.*?)</value>', text))
    elif path.suffix == ".pmtiles":
        with path.open("rb") as file:
            document = Reader(MmapSource(file)).metadata()["metadata"]
    elif path.suffix == ".zip":
        document = dict(table_in_zip(path, "hakkinda.csv")[1:])
    elif path.suffix == ".dxf":
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
        said = [line for code, line in zip(lines[::2], lines[1::2], strict=False) if code == "999"]
        plain = [re.sub(r"\\U\+([0-9A-F]{4})", lambda match: chr(int(match[1], 16)), line) for line in said]
        document = dict(line.split(": ", 1) for line in plain)
    else:
        with fiona.open(path, layer=pyogrio.list_layers(path)[0][0]) as source:
            document = dict(source.tags())
    return {key: str(value) for key, value in document.items()}
