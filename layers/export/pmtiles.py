"""PMTiles: all tiles of a table in one file that a web map reads from any file server, without a server of tiles."""

from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from geo.errors import RefusedError
from geo.issues import Issue
from geo.tiles import MAX_ZOOM, Tile
from layers.export.base import ExportFormat
from layers.outgoing.table import ExportTable
from layers.tiles.tileset import tilejson, tileset_of

_TITLE = "PMTiles"
_E7 = 10_000_000


def write(table: ExportTable, path: Path) -> None:
    """Write the tiles of all zooms in the order of the archive, so that a reader finds neighbours side by side.

    Raises
        RefusedError: `format-needs-shapes`: there is nothing to draw.
    """
    tileset = tileset_of(table)
    if tileset.bounds is None:
        raise RefusedError(Issue("format-needs-shapes", params={"format": _TITLE, "name": table.name}))
    numbered = sorted(
        (zxy_to_tileid(zoom, x, y), zoom, x, y)
        for zoom in range(MAX_ZOOM + 1)
        for x, y in tileset.pyramid.tiles(zoom).tolist()
    )
    west, south, east, north = (
        round(value * _E7)
        for value in (tileset.bounds.west, tileset.bounds.south, tileset.bounds.east, tileset.bounds.north)
    )
    header = {
        "version": 3,
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
    }
    with path.open("wb") as file:
        archive = Writer(file)
        try:
            for number, zoom, x, y in numbered:
                content = tileset.tile(Tile(zoom, x, y))
                if content is not None:
                    archive.write_tile(number, content)
            archive.finalize(header, {**tilejson(table, tileset.bounds), "metadata": dict(table.metadata)})
        finally:
            archive.tile_f.close()


EXPORT = ExportFormat(suffix=".pmtiles", title=_TITLE, write=write, only_wgs84=True, needs_shapes=True)
