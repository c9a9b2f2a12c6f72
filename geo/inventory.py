"""What each neighbourhood has of a layer: how its rows belong to neighbourhoods, and what they come to there."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import require_metric, require_same_crs
from geo.join import NeighbourhoodIndex
from geo.overlay_areas import shared_areas

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Belonging:
    """Pairs of a row and a neighbourhood, by position, and how much of the row lies there (0 to 1).

    What a row states comes before where it is drawn. The shares of a row sum to 1, to less where a part lies in no
    neighbourhood; a row without name and shape has no pair. `places` are the ids, `rows` how many rows there are.
    """

    row: Integers
    place: Integers
    share_ratio: Floats
    places: pd.Index
    rows: int

    def main_place(self) -> Integers:
        """The neighbourhood that most of each row lies in, -1 where it lies in none: to count a thing once."""
        main = np.full(self.rows, -1, dtype=np.int64)
        # The greatest share has the last word; of equals the first neighbourhood.
        order = np.lexsort((-self.place, self.share_ratio))
        main[self.row[order]] = self.place[order]
        return main

    def count(self, weights: pd.Series | None = None) -> pd.Series:
        """How many rows each neighbourhood has, each counted once; with `weights`, of what they stand for (NaN where unknown)."""
        main = self.main_place()
        known = main >= 0
        values = np.ones(self.rows) if weights is None else weights.to_numpy(dtype=float, na_value=np.nan)
        return pd.Series(np.bincount(main[known], values[known], len(self.places)), index=self.places)

    def without_place(self) -> int:
        """How many rows belong to no neighbourhood at all: they count nowhere."""
        return self.rows - len(np.unique(self.row))

    def total(self, values: pd.Series) -> pd.Series:
        """What an amount that adds up comes to in each neighbourhood, each row by its shares.

        A neighbourhood with a row whose value is unknown has NaN: nobody knows what it has. Without rows it has 0.

        Parameters
            values: one a row, in the rows' order.
        """
        amounts = values.to_numpy(dtype=float, na_value=np.nan)[self.row] * self.share_ratio
        return pd.Series(np.bincount(self.place, amounts, len(self.places)), index=self.places)


def fill_gaps(amounts: pd.Series, things: pd.Series) -> pd.Series:
    """Amounts of things that have a row a year: a year without an amount adds nothing, unless no year of the thing states one.

    >>> fill_gaps(pd.Series([5.0, None, None]), pd.Series(["park", "park", "road"])).tolist()
    [5.0, 0.0, nan]
    """
    known = amounts.astype("float64")
    is_stated = known.groupby(things, dropna=False).transform("count") > 0
    return known.where(known.notna() | ~is_stated, 0.0)


def belonging(rows: pd.DataFrame, neighbourhoods: gpd.GeoDataFrame) -> Belonging:
    """How the rows of a layer belong to neighbourhoods: by the name they state, else by where they are drawn.

    A point belongs to one neighbourhood, a line and an area to each in proportion to their length and area there.

    Parameters
        rows: optional column neighbourhood_id; a GeoDataFrame in the CRS of the neighbourhoods where they are drawn.
        neighbourhoods: polygons in a metric CRS, index id.
    Raises
        CrsError: a CRS is missing or not metric, or the two differ.

    >>> places = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], index=["a", "b"], crs=5256)
    >>> parks = gpd.GeoDataFrame({"m2": [20.0, 7.0], "neighbourhood_id": [None, "b"]},
    ...     geometry=[shapely.box(9, 0, 11, 10), None], crs=5256)
    >>> belonging(parks, places).total(parks["m2"]).to_dict(), belonging(parks, places).count().to_dict()
    ({'a': 10.0, 'b': 17.0}, {'a': 1.0, 'b': 1.0})
    """
    require_metric(neighbourhoods)
    stated = np.full(len(rows), -1, dtype=np.int64)
    if "neighbourhood_id" in rows:
        stated = neighbourhoods.index.get_indexer(pd.Index(rows["neighbourhood_id"].astype(object))).astype(np.int64)
    named = np.flatnonzero(stated >= 0)
    pairs = [(named, stated[named], np.ones(len(named)))]
    if isinstance(rows, gpd.GeoDataFrame) and len(rows):
        require_same_crs(rows, neighbourhoods)
        shapes = rows.geometry.to_numpy(dtype=object)
        open_rows = np.flatnonzero((stated < 0) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
        dimensions = shapely.get_dimensions(shapes[open_rows])
        for dimension, split in ((0, _points), (1, _lines), (2, _areas)):
            of_kind = open_rows[dimensions == dimension]
            if len(of_kind):
                row, place, share = split(shapes[of_kind], neighbourhoods)
                pairs.append((of_kind[row], place, share))
    row, place, share = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    return Belonging(row, place, share, neighbourhoods.index, len(rows))


Pairs = tuple[Integers, Integers, Floats]


def _points(shapes: npt.NDArray[np.object_], neighbourhoods: gpd.GeoDataFrame) -> Pairs:
    index = NeighbourhoodIndex(neighbourhoods)
    inside = shapely.point_on_surface(shapes)
    place = index.locate_xy(shapely.get_x(inside), shapely.get_y(inside))
    row = np.flatnonzero(place >= 0)
    return row, place[row], np.ones(len(row))


def _lines(shapes: npt.NDArray[np.object_], neighbourhoods: gpd.GeoDataFrame) -> Pairs:
    polygons = neighbourhoods.geometry.to_numpy(dtype=object)
    row, place = shapely.STRtree(polygons).query(shapes, predicate="intersects")
    inside_m = shapely.length(shapely.intersection(shapes[row], polygons[place]))
    whole_m = shapely.length(shapes)[row]
    share = np.divide(inside_m, whole_m, out=np.zeros(len(row)), where=whole_m > 0)
    kept = share > 0
    return row[kept], place[kept], _at_most_whole(row[kept], share[kept], len(shapes))


def _areas(shapes: npt.NDArray[np.object_], neighbourhoods: gpd.GeoDataFrame) -> Pairs:
    found = shared_areas(shapes, neighbourhoods.geometry.to_numpy(dtype=object))
    share = found.area_m2 / shapely.area(shapes)[found.first]
    row, place = found.first.astype(np.int64), found.second.astype(np.int64)
    return row, place, _at_most_whole(row, share, len(shapes))


def _at_most_whole(row: Integers, share: Floats, count: int) -> Floats:
    """Where neighbourhoods overlap, and on a line along a border, a row would count more than once."""
    whole = np.maximum(np.bincount(row, share, count), 1.0)
    return np.asarray(share / whole[row])
