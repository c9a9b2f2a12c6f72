"""PMTiles: all tiles of a table in one file that a web map reads from any file server, without a server of tiles."""

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from geo.tiles import MAX_ZOOM
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
    # The tiles wait beside the file: the machine's own place for what passes may be memory.
    with path.open("wb") as file, tempfile.TemporaryFile(dir=path.parent) as waiting:
        archive = Writer(file)
        archive.tile_f.close()
        archive.tile_f = waiting
        for number, content in _in_order(tileset):
            if content is not None:
                archive.write_tile(number, content)
        if not archive.tile_entries:
            archive.write_tile(0, gzip.compress(b"", mtime=0))
        archive.finalize(_header(table.bounds), {**tileset.about, "metadata": dict(table.metadata)})


def _in_order(tileset: Tileset) -> Iterator[tuple[int, bytes | None]]:
    """The tiles that may show something, by their numbers in an archive: those of a zoom stand together."""
    for zoom in range(MAX_ZOOM + 1):
        places = tileset.pyramid.tiles(zoom)
        numbers = np.array([zxy_to_tileid(zoom, x, y) for x, y in places.tolist()], np.int64)
        order = np.argsort(numbers)
        yield from zip(numbers[order].tolist(), tileset.tiles(zoom, places[order]), strict=True)


def _header(bounds: Bounds | None) -> dict[str, object]:
    header: dict[str, object] = {"version": 3, "tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    if bounds is not None:
        names = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        header |= {name: round(value * _E7) for name, value in zip(names, bounds, strict=True)}
    return header


EXPORT = ExportFormat(suffix=".pmtiles", title="PMTiles", write=write, only_wgs84=True, needs_shapes=True, streams=True)
