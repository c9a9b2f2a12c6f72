"""Which neighbourhood a point lies in: exact, for millions of points, each counted once."""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.crs import require_same_crs

# About so many grid cells a neighbourhood: more make building slower, fewer leave more points to the exact test.
_CELLS_PER_NEIGHBOURHOOD: Final = 400
_FEWEST, _MOST = 32, 1024
# Of a cell: no neighbourhood covers it, or a border runs through it.
_OUTSIDE, _BORDER = -1, -2

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


class NeighbourhoodIndex:
    """Finds the neighbourhood of many points. Built once, then asked as often as one likes.

    A grid lies over the neighbourhoods. Where no border runs through a cell, all its points share one answer; only the
    points of the other cells are tested against shapes. Not shared between threads: prepared shapes are not safe there.

    Parameters
        neighbourhoods: polygons in any CRS; missing and empty shapes contain nothing.

    >>> squares = gpd.GeoSeries([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], index=["a", "b"], crs=5256)
    >>> index = NeighbourhoodIndex(squares)
    >>> index.locate(gpd.GeoSeries([shapely.Point(0.5, 0.5), shapely.Point(1, 0.5), shapely.Point(9, 9)], crs=5256)).tolist()
    [0, 0, -1]
    """

    def __init__(self, neighbourhoods: gpd.GeoDataFrame | gpd.GeoSeries) -> None:
        self._frame = neighbourhoods.geometry
        self._shapes = self._frame.to_numpy(dtype=object).copy()
        self._tree = shapely.STRtree(self._shapes)
        shapely.prepare(self._shapes)
        side = int(np.clip(np.sqrt(len(self._shapes) * _CELLS_PER_NEIGHBOURHOOD), _FEWEST, _MOST))
        self._is_empty = not len(self._tree)
        west, south, east, north = (0.0, 0.0, 0.0, 0.0) if self._is_empty else shapely.total_bounds(self._shapes)
        self._side, self._origin = side, np.array([west, south])
        # A point on the eastern or northern edge stays in the last cell; a line or a point has no extent.
        self._cell = np.maximum(np.array([east - west, north - south]), 1e-12) / side
        self._cells = np.full(side * side, _OUTSIDE) if self._is_empty else self._classified()

    def locate(self, points: gpd.GeoDataFrame | gpd.GeoSeries) -> Places:
        """The position of each point's neighbourhood in the frame, -1 where it lies in none or is missing.

        A point on a common border belongs to the neighbourhood that comes first, so that sums count it once.

        Raises
            CrsError: the points are in another CRS, or one of the two has none.
        """
        require_same_crs(points, self._frame)
        shapes = points.geometry.to_numpy(dtype=object)
        return self.locate_xy(shapely.get_x(shapes), shapely.get_y(shapes))

    def locate_xy(self, x: Floats, y: Floats) -> Places:
        """`locate` for coordinates in the CRS of the neighbourhoods; a coordinate that is no number lies nowhere."""
        found = np.full(len(x), -1, dtype=np.int64)
        if self._is_empty or not len(x):
            return found
        with np.errstate(invalid="ignore"):
            column = np.floor((x - self._origin[0]) / self._cell[0])
            row = np.floor((y - self._origin[1]) / self._cell[1])
            inside = (column >= 0) & (row >= 0) & (column <= self._side) & (row <= self._side)
        places = np.flatnonzero(inside)
        columns = np.minimum(column[places].astype(np.int64), self._side - 1)
        rows = np.minimum(row[places].astype(np.int64), self._side - 1)
        of_cell = self._cells[rows * self._side + columns]
        found[places] = np.maximum(of_cell, -1)
        hard = places[of_cell == _BORDER]
        found[hard] = self._exact(x[hard], y[hard])
        return found

    def _exact(self, x: Floats, y: Floats) -> Places:
        found = np.full(len(x), -1, dtype=np.int64)
        of_point, of_shape = self._tree.query(shapely.points(x, y))
        # From the last to the first, so that the first neighbourhood has the last word.
        order = np.lexsort((of_point, -of_shape))
        of_point, of_shape = of_point[order], of_shape[order]
        hit = shapely.intersects_xy(self._shapes[of_shape], x[of_point], y[of_point])
        found[of_point[hit]] = of_shape[hit]
        return found

    def _classified(self) -> Places:
        """Each cell's neighbourhood where no border touches it."""
        lines = shapely.get_parts(shapely.get_parts(shapely.boundary(self._shapes)))
        # Samples less than a cell apart: from one to the next a border enters no cell that is not beside both.
        dense, line = shapely.get_coordinates(shapely.segmentize(lines, 0.9 * float(self._cell.min())), return_index=True)
        place = np.clip(((dense - self._origin) / self._cell).astype(np.int64), 0, self._side - 1)
        touched = np.zeros((self._side, self._side), dtype=bool)
        touched[place[:, 1], place[:, 0]] = True
        follows = line[1:] == line[:-1]
        before, after = place[:-1][follows], place[1:][follows]
        # Where it goes aslant, it may cut one of the two cells at the corner.
        touched[before[:, 1], after[:, 0]] = True
        touched[after[:, 1], before[:, 0]] = True
        cells = np.full(self._side * self._side, _BORDER, dtype=np.int64)
        free = np.flatnonzero(~touched.ravel())
        centres = self._origin + (np.column_stack([free % self._side, free // self._side]) + 0.5) * self._cell
        cells[free] = self._exact(centres[:, 0], centres[:, 1])
        return cells
