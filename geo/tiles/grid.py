"""The grid that tiles lie on: Web Mercator in whole numbers, as fine as a tile of the highest zoom can tell apart."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.integer[Any]]

# A tile of zoom 16 is about 500 m wide in Türkiye, so that one of its 4,096 units is 12 cm: below what a plan is drawn to.
MAX_ZOOM: Final = 16
EXTENT_BITS: Final = 12
EXTENT: Final = 1 << EXTENT_BITS
# Half the stroke of a border and the disc of a point beside a tile still show in it.
BUFFER: Final = 64
# A tile fills 512 pixels of a screen.
PIXEL: Final = EXTENT // 512
_WIDTH: Final = 1 << (MAX_ZOOM + EXTENT_BITS)
# Beyond it Web Mercator's square ends.
_MOST_LATITUDE: Final = 85.0511287798066


@dataclass(frozen=True, slots=True)
class Tile:
    """One square: column `x` from the west, row `y` from the north, of the 2**zoom by 2**zoom squares of a zoom.

    >>> Tile(1, 1, 0).exists, Tile(1, 2, 0).exists, Tile(17, 0, 0).exists, Tile(0, -1, 0).exists
    (True, False, False, False)
    """

    zoom: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """Whether there is such a square, of a zoom that is made."""
        return 0 <= self.zoom <= MAX_ZOOM and 0 <= self.x < 1 << self.zoom and 0 <= self.y < 1 << self.zoom

    @property
    def shift(self) -> int:
        """By how many bits its units are coarser than the grid's."""
        return MAX_ZOOM - self.zoom

    @property
    def origin(self) -> Points:
        """Its north-western corner in its own units."""
        return np.array([self.x, self.y], np.int64) << EXTENT_BITS

    @property
    def box(self) -> tuple[Points, Points]:
        """The north-western and the south-eastern corner of what it shows, margin included, on the grid."""
        return (self.origin - BUFFER) << self.shift, (self.origin + EXTENT + BUFFER) << self.shift


@dataclass(frozen=True, slots=True, eq=False)
class BoxesByTile:
    """Which boxes each tile of a zoom meets: `boxes` end to end, tile by tile, and the tile of each, ascending."""

    tiles: npt.NDArray[np.int64]
    boxes: npt.NDArray[np.int64]

    def of(self, x: int, y: int) -> npt.NDArray[np.int64]:
        """The boxes that a tile with its margin meets, ascending."""
        first, last = np.searchsorted(self.tiles, [x << 32 | y, (x << 32 | y) + 1])
        return self.boxes[first:last]


def on_grid(lon_lat: npt.NDArray[np.float64]) -> Points:
    """Places in degrees as places on the grid, counted from the north-west.

    >>> on_grid(np.array([[0.0, 0.0], [-180.0, 90.0]])).tolist() == [[1 << 27, 1 << 27], [0, 0]]
    True

    Source
        EPSG guidance note 7-2, method 1024 (Popular Visualisation Pseudo-Mercator).
    """
    latitude = np.radians(np.clip(lon_lat[:, 1], -_MOST_LATITUDE, _MOST_LATITUDE))
    x = (lon_lat[:, 0] + 180) / 360
    y = (1 - np.arcsinh(np.tan(latitude)) / np.pi) / 2
    grid = np.rint(np.column_stack([x, y]) * _WIDTH).astype(np.int64)
    return np.clip(grid, 0, _WIDTH - 1)


def in_units(xy: Points, tile: Tile) -> Points:
    """Places on the grid in the units of a tile, from its north-western corner; equal places stay equal.

    >>> in_units(np.array([[1 << 27, (1 << 27) + 4096]]), Tile(15, 1 << 14, 1 << 14)).tolist()
    [[0, 2048]]
    """
    half = (1 << tile.shift) >> 1
    moved: Points = ((xy + half) >> tile.shift) - tile.origin
    return moved


def tiles_of(low: Points, high: Points, zoom: int) -> Points:
    """Columns and rows of all tiles of a zoom that boxes on the grid lie in, each once, by column and row.

    >>> tiles_of(np.array([[0, 0]]), np.array([[1 << 27, 1]]), 1).tolist()
    [[0, 0], [1, 0]]
    """
    bits = MAX_ZOOM - zoom + EXTENT_BITS
    tiles, _ = _spread(low >> bits, high >> bits)
    found = np.unique(tiles)
    return np.column_stack([found >> 32, found & 0xFFFFFFFF])


def boxes_by_tile(low: Points, high: Points, zoom: int) -> BoxesByTile:
    """For each tile of a zoom the boxes on the grid that it meets, its margin included.

    >>> boxes_by_tile(np.array([[0, 0], [1 << 27, 0]]), np.array([[9, 9], [1 << 27, 9]]), 1).of(0, 0).tolist()
    [0, 1]
    """
    bits, margin = MAX_ZOOM - zoom + EXTENT_BITS, BUFFER << (MAX_ZOOM - zoom)
    # A box meets a tile that it only touches.
    first = np.maximum((low - margin - 1) >> bits, 0)
    tiles, boxes = _spread(first, np.minimum((high + margin) >> bits, (1 << zoom) - 1))
    order = np.argsort(tiles, kind="stable")
    return BoxesByTile(tiles[order], boxes[order])


def _spread(first: Points, last: Points) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Each tile from the first to the last of each box as one number that sorts by column and row, and whose it is."""
    first, last = first.astype(np.int64), last.astype(np.int64)
    spans = last - first + 1
    counts = spans[:, 0] * spans[:, 1]
    boxes = np.repeat(np.arange(len(first)), counts)
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    along, across = np.divmod(step, spans[boxes, 1])
    return (first[boxes, 0] + along) << 32 | first[boxes, 1] + across, boxes
