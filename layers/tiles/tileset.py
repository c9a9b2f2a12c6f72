"""All tiles of a layer, and what TileJSON says of them."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.tiles import MAX_ZOOM, Cut, Pyramid, Tile, gather_pyramid
from geo.tiles.grid import Points
from layers.outgoing.table import ExportTable
from layers.tiles.attributes import Column, ColumnGatherer, described_columns
from layers.tiles.encoding import encoded

# The highest takes three times as long for one per cent less.
_COMPRESSION: Final = 6
# What map programs are told of how shapes were made lighter.
GENERALISED: Final = (
    "Zoom 16: every shape, to 12 cm. Further out: corners whose absence changes less than half a pixel of area are left out, "
    "alike on both sides of a border, and areas thinner than an eighth of a pixel; of the shapes that are smaller than 4 pixels "
    "the largest in each cell of 4 pixels is drawn, areas as the cell, and its merged_count says for how many it stands. "
    "Web Mercator: for looking, not for measuring."
)


@dataclass(frozen=True, slots=True, eq=False)
class Tileset:
    """Tiles of one layer of that name; `about` is what TileJSON says of them, but for their address."""

    name: str
    pyramid: Pyramid
    columns: tuple[Column, ...]
    about: Mapping[str, object] = field(default_factory=dict)

    def tile(self, tile: Tile) -> bytes | None:
        """A tile, compressed by gzip, the same bytes each time; None where it shows nothing."""
        return self._packed(self.pyramid.cut(tile))

    def tiles(self, zoom: int, places: Points) -> Iterator[bytes | None]:
        """Many tiles of a zoom, by their columns and rows: the bytes that `tile` gives."""
        return (self._packed(cut) for cut in self.pyramid.cuts(zoom, places))

    def _packed(self, cut: Cut) -> bytes | None:
        content = encoded(self.name, cut, self.columns)
        return gzip.compress(content, _COMPRESSION, mtime=0) if content else None


def tileset_of(table: ExportTable) -> Tileset:
    """The tiles of a table in EPSG:4326, with all of its columns."""
    gatherer, undrawn = ColumnGatherer(table), 0

    def shapes() -> Iterator[npt.NDArray[np.object_]]:
        nonlocal undrawn
        for portion in table.portions():
            gatherer.add(portion)
            found = portion.geometry.to_numpy(dtype=object)
            undrawn += int(np.count_nonzero(shapely.is_missing(found) | shapely.is_empty(found)))
            yield found

    pyramid = gather_pyramid(shapes())
    return Tileset(table.name, pyramid, gatherer.columns(), _tilejson(table, undrawn))


def _tilejson(table: ExportTable, undrawn: int) -> dict[str, object]:
    """What TileJSON 3.0 says of a table's tiles, but for their address; also how many rows are in none, having no shape.

    Source
        https://github.com/mapbox/tilejson-spec, 3.0.0.
    """
    about: Mapping[str, str] = table.metadata
    document: dict[str, object] = {
        "tilejson": "3.0.0",
        "name": about.get("title", table.name),
        "description": ". ".join(text for text in (about.get("note"), about.get("source"), about.get("revision")) if text),
        "generalised": GENERALISED,
        "scheme": "xyz",
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "vector_layers": [{"id": table.name, "minzoom": 0, "maxzoom": MAX_ZOOM, "fields": described_columns(table)}],
    }
    if table.bounds is not None:
        document["bounds"] = list(table.bounds)
    if undrawn:
        document["without_shape"] = undrawn
    return document
