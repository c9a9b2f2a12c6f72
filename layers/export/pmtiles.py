"""PMTiles: all tiles of a table in one file that a web map reads from any file server, without a server of tiles."""

import gzip
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from geo.tiles import MAX_ZOOM, Tile
from layers.export.base import ExportFormat
from layers.outgoing.table import Bounds, ExportTable
from layers.tiles.tileset import Tileset, tileset_of

_E7 = 10_000_000


def write(table: ExportTable, path: Path) -> None:
    """Write the tiles of all zooms in the order of the archive, so that a reader finds neighbours side by side.

    A row without a shape is in no tile; what the file is says how many there are. A table without rows is one tile that shows
    nothing.
    """
    tileset = tileset_of(table)
    with path.open("wb") as file:
        archive = Writer(file)
        try:
            for number, tile in _in_order(tileset):
                content = tileset.tile(tile)
                if content is not None:
                    archive.write_tile(number, content)
            if not archive.tile_entries:
                archive.write_tile(0, gzip.compress(b"", mtime=0))
            archive.finalize(_header(table.bounds), {**tileset.about, "metadata": dict(table.metadata)})
        finally:
            archive.tile_f.close()


def _in_order(tileset: Tileset) -> list[tuple[int, Tile]]:
    """The tiles that may show something, by their numbers in an archive."""
    tiles = [Tile(zoom, x, y) for zoom in range(MAX_ZOOM + 1) for x, y in tileset.pyramid.tiles(zoom).tolist()]
    return sorted(((zxy_to_tileid(tile.zoom, tile.x, tile.y), tile) for tile in tiles), key=lambda pair: pair[0])


def _header(bounds: Bounds | None) -> dict[str, object]:
    header: dict[str, object] = {"version": 3, "tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    if bounds is not None:
        names = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        header |= {name: round(value * _E7) for name, value in zip(names, bounds, strict=True)}
    return header


EXPORT = ExportFormat(suffix=".pmtiles", title="PMTiles", write=write, only_wgs84=True, needs_shapes=True)
