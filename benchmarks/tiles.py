"""A tile of 100,000 zones, cold. Rivals: mapbox-vector-tile shape by shape, and GDAL's driver for whole archives."""

import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pyproj
import shapely

from geo.synthetic.town import Size
from geo.tiles import Tile
from geo.tiles.grid import BUFFER, EXTENT
from layers.export.pmtiles import write as write_archive
from layers.gdal import pyogrio
from layers.ornek import build_example
from layers.outgoing.table import ExportTable
from layers.outgoing.tables import layer_table
from layers.tiles.tileset import tileset_of
from layers.workspace import open_workspace
from web import create_app

ZONES, NEIGHBOURHOODS, SEED = 100_000, 24, 1
ZOOMS = (10, 12, 13, 14, 15, 16)
# What GDAL writes of them in minutes.
ARCHIVE_ZONES = 10_000
RUNS = 5
WORLD_M = 2 * np.pi * 6_378_137


def timed(work: Callable[[], object]) -> float:
    """Median milliseconds of a few runs."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return 1000 * statistics.median(seconds)


def middle_tile(table: ExportTable, zoom: int) -> Tile:
    """The tile in the middle of the place."""
    west, south, east, north = table.features.total_bounds
    x, y = pyproj.Transformer.from_crs(4326, 3857, always_xy=True).transform((west + east) / 2, (south + north) / 2)
    return Tile(zoom, int((x / WORLD_M + 0.5) * 2**zoom), int((0.5 - y / WORLD_M) * 2**zoom))


class ShapeByShape:
    """The rival: shapely for what lies in the tile, mapbox-vector-tile for the rest."""

    def __init__(self, table: ExportTable) -> None:
        self._shapes = table.features.geometry.to_crs(3857).to_numpy()
        self._uses, self._ids = table.features["land_use"].to_list(), table.features.index.to_list()
        self._tree = shapely.STRtree(self._shapes)

    def tile(self, tile: Tile) -> bytes:
        """One tile, simplified without torn borders, cut, and compressed."""
        size = WORLD_M / 2**tile.zoom
        west, north = tile.x * size - WORLD_M / 2, WORLD_M / 2 - tile.y * size
        margin = size * BUFFER / EXTENT
        box = (west - margin, north - size - margin, west + size + margin, north + margin)
        near = self._tree.query(shapely.box(*box), predicate="intersects")
        shapes = self._shapes[near] if tile.zoom == 16 else shapely.coverage_simplify(self._shapes[near], size / 1024)
        cut = shapely.clip_by_rect(shapes, *box)
        features = [
            {"geometry": shape, "properties": {"id": self._ids[place], "land_use": self._uses[place]}}
            for shape, place in zip(cut, near, strict=True)
            if not shape.is_empty
        ]
        options = {"quantize_bounds": (west, north - size, west + size, north), "extents": EXTENT}
        return gzip.compress(mapbox_vector_tile.encode({"name": "zoning", "features": features}, default_options=options), 6)


def areas(content: bytes) -> tuple[dict[str, float], float]:
    """By id the area of what is drawn as itself, in the tile's units, and how much of the tile is drawn at all."""
    (layer,) = mapbox_vector_tile.decode(gzip.decompress(content)).values()
    inside = shapely.box(0, 0, EXTENT, EXTENT)
    whole, covered = {}, 0.0
    for feature in layer["features"]:
        drawn = shapely.make_valid(shapely.geometry.shape(feature["geometry"])).intersection(inside).area
        covered += drawn
        if "merged_count" not in feature["properties"]:
            whole[feature["properties"]["id"]] = drawn
    return whole, covered


def main() -> None:
    """Print the times; stop if a tile lacks a zone, or a zone lies elsewhere than in the rival's tile."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace"
        build_example(path, Size(NEIGHBOURHOODS, ZONES), seed=SEED)
        table = layer_table(open_workspace(path), "zoning")
        served(path, table)
    # What the rival is given too.
    table = replace(table, columns={"land_use": "text"})
    start = time.perf_counter()
    tileset = tileset_of(table)
    print(f"{ZONES:,} zones made ready once: {time.perf_counter() - start:.1f} s")
    rival = ShapeByShape(table)
    for zoom in ZOOMS:
        tile = middle_tile(table, zoom)
        content, other = tileset.tile(tile), rival.tile(tile)
        assert content is not None
        hold_against(content, other, zoom)
        ours, theirs = timed(lambda tile=tile: tileset.tile(tile)), timed(lambda tile=tile: rival.tile(tile))
        print(
            f"zoom {zoom}: {ours:.0f} ms, {len(content) / 1000:.0f} kB; shape by shape {theirs:.0f} ms"
            f" = {theirs / ours:.1f} x, {len(other) / 1000:.0f} kB"
        )
    archives(table)


def served(path: Path, table: ExportTable) -> None:
    """Times of the web application, with all public fields: a tile that nobody has asked for, and the same tile again."""
    client = create_app(path).test_client()
    (address,) = client.get("/karolar/zoning.json").json["tiles"]
    for zoom in ZOOMS:
        middle = middle_tile(table, zoom)
        milliseconds: list[list[float]] = [[], []]
        for step in range(RUNS):
            asked = address.removeprefix("http://localhost").format(z=zoom, x=middle.x + step % 2, y=middle.y + step // 2)
            for times in milliseconds:
                start = time.perf_counter()
                client.get(asked, headers={"Accept-Encoding": "gzip"})
                times.append(1000 * (time.perf_counter() - start))
        cold, warm = (statistics.median(times) for times in milliseconds)
        print(f"/karolar zoom {zoom}: {cold:.0f} ms cold, {warm:.1f} ms warm, with all public fields")


def hold_against(content: bytes, other: bytes, zoom: int) -> None:
    """Whether two tiles show the same zones at the same places, as far as the zoom shows each by itself."""
    (ours, our_cover), (theirs, their_cover) = areas(content), areas(other)
    assert abs(our_cover / their_cover - 1) < (0.5 if zoom < 12 else 0.02), (our_cover, their_cover)
    if zoom >= 13:
        shown = {name for name, area in theirs.items() if area > 50}
        assert shown <= set(ours), f"{len(shown - set(ours))} zones are missing at zoom {zoom}"
        assert all(abs(ours[name] - theirs[name]) < 0.02 * theirs[name] + 200 for name in shown)


def archives(table: ExportTable) -> None:
    """Whole archives of fewer zones, ours and GDAL's, zooms 0 to 16."""
    fewer = replace(table, features=table.features.iloc[:ARCHIVE_ZONES])
    with tempfile.TemporaryDirectory() as folder:
        own, other = Path(folder) / "own.pmtiles", Path(folder) / "gdal.pmtiles"
        start = time.perf_counter()
        write_archive(fewer, own)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        pyogrio.write_dataframe(fewer.features, other, driver="PMTiles", layer="zoning", MINZOOM=0, MAXZOOM=16)
        gdal = time.perf_counter() - start
        found = [set(pyogrio.read_dataframe(path, columns=["land_use"])["land_use"]) for path in (own, other)]
        assert found[0] == found[1]
        print(
            f"PMTiles of {ARCHIVE_ZONES:,} zones: {ours:.1f} s, {own.stat().st_size / 1e6:.1f} MB;"
            f" GDAL {gdal:.1f} s = {gdal / ours:.1f} x, {other.stat().st_size / 1e6:.1f} MB"
        )


if __name__ == "__main__":
    main()
