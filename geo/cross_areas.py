"""Two sets of polygons held against each other as a table of areas in which no land is lost and none counts unseen.

For each row and each column: its land = what the cells say - what they count again + what the other set does not cover.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.overlaps import counted_again, doubled_land
from geo.overlay_areas import SharedAreas, shared_areas

# Up to this share of a polygon's land a difference is rounding.
CONSERVED_RATIO: Final = 1e-9

_Floats = npt.NDArray[np.float64]
_Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Side:
    """One set of polygons and the label that each counts under; `labels` are all there are, in the order of the table."""

    shapes: _Geometries
    label_of: npt.NDArray[np.intp]
    labels: pd.Index

    def sum(self, values: _Floats) -> _Floats:
        """Values of the polygons, added up by label."""
        return np.bincount(self.label_of, values, len(self.labels)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Areas in m2: `cells` rows × columns; `rows` and `columns` with area_m2, again_m2 and uncovered_m2 of each label.

    `error_ratio`: the largest part of a label's land that the equation above leaves unexplained.
    """

    cells: pd.DataFrame
    rows: pd.DataFrame
    columns: pd.DataFrame
    error_ratio: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Of each polygon (m2): its land, what the other set's overlaps count again, what the other set does not cover."""

    area_m2: _Floats
    again_m2: _Floats
    uncovered_m2: _Floats


def cross_tabulate(rows: Side, columns: Side) -> CrossTable:
    """The table of two sets.

    Parameters
        rows, columns: valid polygons in one metric CRS, none missing.
    >>> plan = Side(np.array([shapely.box(0, 0, 3, 1), shapely.box(2, 0, 4, 1)]), np.array([0, 1]), pd.Index(["park", "school"]))
    >>> town = Side(np.array([shapely.box(0, 0, 3.5, 2)]), np.array([0]), pd.Index(["Tavla"]))
    >>> table = cross_tabulate(plan, town)
    >>> table.cells["Tavla"].to_dict(), table.rows["uncovered_m2"].to_dict()
    ({'park': 3.0, 'school': 1.5}, {'park': 0.0, 'school': 0.5})
    >>> table.columns.loc["Tavla"].to_dict()
    {'area_m2': 7.0, 'again_m2': 1.0, 'uncovered_m2': 3.5}
    """
    # Side by side: each of the two leaves a processor idle for a while.
    with ThreadPoolExecutor(2) as pool:
        in_rows = pool.submit(doubled_land, rows.shapes)
        shared = shared_areas(rows.shapes, columns.shapes)
        in_columns = None if shared.second_is_coverage else doubled_land(columns.shapes)
    shape = (len(rows.labels), len(columns.labels))
    cell = np.ravel_multi_index((rows.label_of[shared.first], columns.label_of[shared.second]), shape)
    cells = np.bincount(cell, shared.area_m2, shape[0] * shape[1]).astype(np.float64).reshape(shape)
    turned = SharedAreas(shared.second, shared.first, shared.area_m2, second_is_coverage=False)
    row_table = _by_label(rows, balance(rows.shapes, shared, in_columns))
    column_table = _by_label(columns, balance(columns.shapes, turned, in_rows.result()))
    errors = np.concatenate([_error_ratio(row_table, cells.sum(axis=1)), _error_ratio(column_table, cells.sum(axis=0))])
    return CrossTable(
        pd.DataFrame(cells, index=rows.labels, columns=columns.labels), row_table, column_table, float(errors.max(initial=0.0))
    )


def balance(first: _Geometries, shared: SharedAreas, doubled: _Geometries | None) -> Balance:
    """What the pairs leave of each first polygon, and what they count of it more than once.

    Parameters
        first: valid polygons, none missing.
        shared: `shared_areas(first, second)`.
        doubled: `doubled_land(second)`; None where the second ones are known to share none.
    >>> one, two = np.array([shapely.box(0, 0, 9, 1)]), np.array([shapely.box(0, 0, 3, 1), shapely.box(2, 0, 5, 1)])
    >>> balance(one, shared_areas(one, two), doubled_land(two)).uncovered_m2.tolist()
    [4.0]
    """
    area_m2 = shapely.area(first)
    again_m2 = np.zeros(len(first)) if doubled is None else counted_again(first, doubled, shared)
    left_m2 = area_m2 - np.bincount(shared.first, shared.area_m2, len(first)) + again_m2
    return Balance(area_m2, again_m2, np.where(left_m2 > CONSERVED_RATIO * area_m2, left_m2, 0.0))


def _by_label(side: Side, of: Balance) -> pd.DataFrame:
    sums = {"area_m2": of.area_m2, "again_m2": of.again_m2, "uncovered_m2": of.uncovered_m2}
    return pd.DataFrame({name: side.sum(values) for name, values in sums.items()}, index=side.labels)


def _error_ratio(table: pd.DataFrame, cells_m2: _Floats) -> _Floats:
    area_m2 = table["area_m2"].to_numpy()
    error_m2 = np.abs(area_m2 - (cells_m2 - table["again_m2"].to_numpy() + table["uncovered_m2"].to_numpy()))
    # A label without land explains nothing and leaves nothing to explain.
    ratio: _Floats = np.divide(error_m2, area_m2, out=np.zeros(len(table)), where=area_m2 > 0)
    return ratio


def side_of(shapes: _Geometries, labels: pd.Index) -> Side:
    """A set of polygons that count each under its own label.

    >>> side_of(np.array([shapely.box(0, 0, 1, 1)]), pd.Index(["149195"])).label_of.tolist()
    [0]
    """
    return Side(shapes, np.arange(len(shapes)), labels)
