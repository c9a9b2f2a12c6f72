"""What each tile of a layer shows: prepared once, cut as it is asked for.

At the highest zoom a tile has every shape with every corner. Further out it has the corners that show (ranks.py), and of the
shapes smaller than a cell of 4 pixels one in each cell, the largest, which says how many it stands for: an area as the cell
itself, a line or point as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.tiles.clipping import clipped
from geo.tiles.commands import Drawing, drawn
from geo.tiles.grid import BUFFER, EXTENT, EXTENT_BITS, MAX_ZOOM, PIXEL, Points, Tile, boxes_by_tile, in_units, tiles_of
from geo.tiles.parts import Bools, Ints, Kind, Parts, gathered, stretches, tidy
from geo.tiles.ranks import Zooms, first_zooms

CELL: Final = 4 * PIXEL


@dataclass(frozen=True, eq=False)
class _Sheet:
    """Shapes of one kind: their parts, and by part and by shape the boxes that they lie in."""

    parts: Parts
    zooms: Zooms
    low: Points
    high: Points
    # By shape: which it is, its box, how wide or high it is, its first part, how many parts it has.
    rows: Ints
    row_low: Points
    row_high: Points
    spans: Ints
    first_parts: Ints
    part_counts: Ints

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The boxes of the shapes. Half a kilobyte a shape: it is there only for who asks for single tiles."""
        return shapely.STRtree(shapely.box(*self.row_low.T, *self.row_high.T))


@dataclass(frozen=True, slots=True)
class Cut:
    """What one tile draws, in the order in which it is drawn."""

    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """All tiles of a layer's shapes."""

    sheets: tuple[_Sheet, ...]

    def cut(self, tile: Tile) -> Cut:
        """What a tile shows.

        >>> import shapely
        >>> place = shapely.box(36.10, 36.20, 36.11, 36.21)
        >>> pyramid = make_pyramid(np.array([place]))
        >>> [(drawing.kind.name, drawing.rows.tolist()) for drawing in pyramid.cut(Tile(0, 0, 0)).drawings]
        [('AREA', [0])]
        >>> pyramid.cut(Tile(1, 0, 0)).drawings
        ()
        """
        low, high = tile.box
        return self._drawn(tile, [np.sort(sheet.tree.query(shapely.box(*low, *high))) for sheet in self.sheets])

    def cuts(self, zoom: int, places: Points) -> Iterator[Cut]:
        """What each of many tiles of a zoom shows, by their columns and rows: what `cut` gives, with less memory."""
        spread = [boxes_by_tile(sheet.row_low, sheet.row_high, zoom) for sheet in self.sheets]
        for x, y in places.tolist():
            yield self._drawn(Tile(zoom, x, y), [near.of(x, y) for near in spread])

    def _drawn(self, tile: Tile, near: Iterable[Ints]) -> Cut:
        drawings = (drawing for sheet, shapes in zip(self.sheets, near, strict=True) for drawing in _cut(sheet, shapes, tile))
        return Cut(tuple(drawing for drawing in drawings if len(drawing.rows)))

    def tiles(self, zoom: int) -> Points:
        """Columns and rows of the tiles of a zoom that may show something, by column and row."""
        found = [tiles_of(sheet.low, sheet.high, zoom) for sheet in self.sheets]
        return np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), np.int64)


def make_pyramid(shapes: npt.NDArray[np.object_]) -> Pyramid:
    """The tiles of shapes in degrees; those without a place are in none.

    >>> import shapely
    >>> make_pyramid(np.array([shapely.Point(36.1, 36.2), None])).tiles(16).tolist()
    [[39339, 25689]]
    """
    return gather_pyramid([shapes])


def gather_pyramid(portions: Iterable[npt.NDArray[np.object_]]) -> Pyramid:
    """The tiles of shapes of which a portion is held at a time."""
    return Pyramid(tuple(_sheet(parts) for parts in gathered(portions)))


def _sheet(parts: Parts) -> _Sheet:
    low, high = parts.boxes()
    rows, first_parts, part_counts = np.unique(parts.rows, return_index=True, return_counts=True)
    zooms = np.zeros(len(parts.xy), np.uint8) if parts.kind is Kind.POINT else first_zooms(parts)
    row_low, row_high = low, high
    if len(rows) < len(parts.rows):
        row_low, row_high = np.minimum.reduceat(low, first_parts, axis=0), np.maximum.reduceat(high, first_parts, axis=0)
    spans = (row_high - row_low).max(axis=1)
    return _Sheet(parts, zooms, low, high, rows, row_low, row_high, spans, first_parts, part_counts)


def _cut(sheet: _Sheet, near: Ints, tile: Tile) -> Iterator[Drawing]:
    kind = sheet.parts.kind
    merged = np.ones(len(sheet.rows), np.int64)
    if tile.zoom < MAX_ZOOM:
        is_small = sheet.spans[near] < CELL << tile.shift
        spokesmen, cells, counts = _one_a_cell(sheet, near[is_small], tile)
        if kind is Kind.AREA:
            yield drawn(_squares(sheet.rows[spokesmen], cells), counts)
            near = near[~is_small]
        else:
            merged[spokesmen] = counts
            near = np.sort(np.concatenate([near[~is_small], spokesmen]))
    parts = _within(sheet, near, tile)
    of_row = np.searchsorted(sheet.rows, parts.rows)
    yield drawn(parts, merged[of_row])


def _meets(low: Points, high: Points, box_low: Points, box_high: Points) -> Bools:
    meets: Bools = np.all((high >= box_low) & (low <= box_high), axis=1)
    return meets


def _one_a_cell(sheet: _Sheet, small: Ints, tile: Tile) -> tuple[Ints, Points, Ints]:
    """Of small shapes the largest whose middle is in each cell, the cell's corner in the tile, and how many are in it."""
    middles = in_units((sheet.row_low[small] + sheet.row_high[small]) >> 1, tile)
    if sheet.parts.kind is Kind.AREA:
        # A cell is drawn by the one tile that it lies in.
        is_in = np.all((middles >= 0) & (middles < EXTENT), axis=1)
        small, middles = small[is_in], middles[is_in]
    cells = middles // CELL
    order = np.lexsort((-sheet.spans[small], cells[:, 1], cells[:, 0]))
    _, first, counts = np.unique(cells[order, 0] << EXTENT_BITS | cells[order, 1] + 8, return_index=True, return_counts=True)
    chosen = order[first]
    return small[chosen], cells[chosen] * CELL, counts


def _squares(rows: Ints, corners: Points) -> Parts:
    """A cell for each row."""
    ring = np.array([[0, 0], [CELL, 0], [CELL, CELL], [0, CELL]])
    xy = (corners[:, None, :] + ring).reshape(-1, 2)
    return Parts(Kind.AREA, xy, 4 * np.arange(len(rows) + 1), rows, np.zeros(len(rows), bool))


def _within(sheet: _Sheet, chosen: Ints, tile: Tile) -> Parts:
    """The parts of chosen shapes that lie in a tile, with the corners that show, in its units."""
    mine = stretches(sheet.first_parts[chosen], sheet.part_counts[chosen])
    mine = mine[_meets(sheet.low[mine], sheet.high[mine], *tile.box)]
    shows = sheet.zooms[sheet.parts.corners_of(mine)] <= tile.zoom
    parts = sheet.parts.take(mine).without_corners(~shows)
    parts = replace(parts, xy=in_units(parts.xy, tile))
    if parts.kind is Kind.POINT or not len(parts.rows):
        return parts
    return tidy(clipped(parts, -BUFFER, EXTENT + BUFFER))
