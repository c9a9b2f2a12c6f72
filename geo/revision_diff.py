"""What changed between two states of a layer: rows created, updated and deleted, told apart by a key.

Rows are matched by their key, never by their place in the file. A boundary that was only written anew, with other rounding or
another starting vertex, has not changed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import metric_crs_for, require_same_crs

# Below this (metres) two boundaries are one: it is rounding of coordinates, far under what a survey can tell apart.
MOVED_M: Final = 0.001

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a row: what stood there and what stands there now; None where there is none."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class ShapeChange:
    """What became of a row's shape: its area before and after, and the area (all in m2) that lies in only one of the two."""

    old_area_m2: float | None
    new_area_m2: float | None
    difference_m2: float


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs. A created row has no old values, a deleted one no new ones; missing values are left out of both."""

    change: Literal["created", "updated", "deleted"]
    key: Mapping[str, Value]
    label: str | None
    fields: tuple[FieldChange, ...]
    shape: ShapeChange | None = None


def compare_revisions(
    old: pd.DataFrame,
    new: pd.DataFrame,
    key: Sequence[str],
    *,
    ignored: Collection[str] = (),
    label_fields: Sequence[str] = (),
) -> list[RowChange]:
    """The rows that differ: created, then updated (both in the order of `new`), then deleted (in the order of `old`).

    Missing values equal one another. Several rows with one key are matched where they are equal, the rest in their order. A
    column that only one side has counts as missing on the other. Two empty frames give an empty list.

    Parameters
        old, new: rows; GeoDataFrames in one CRS where shapes are to be compared.
        key: columns that tell rows apart.
        ignored: columns that say nothing of the thing itself, such as the line of the source.
        label_fields: the first of these with a value is how a person calls the row.
    Raises
        CrsError: the frames' coordinate systems differ, or the shapes lie outside Türkiye.
    >>> before = pd.DataFrame({"id": ["1", "2", "3"], "population": pd.array([10, None, 30], dtype="Int64")})
    >>> after = pd.DataFrame({"id": ["4", "2", "1"], "population": pd.array([40, None, 11], dtype="Int64")})
    >>> for row in compare_revisions(before, after, ["id"]):
    ...     print(row.change, dict(row.key), [(item.old, item.new) for item in row.fields])
    created {'id': '4'} [(None, 40)]
    updated {'id': '1'} [(10, 11)]
    deleted {'id': '3'} [(30, None)]
    """
    left_out = {*ignored, _shape_name(old), _shape_name(new)}
    columns = [name for name in dict.fromkeys([*new.columns, *old.columns]) if name not in left_out]
    former, later = _Side(old, key, columns), _Side(new, key, columns)
    shapes = _metric_shapes(old, new)
    pairs = _pairs(former, later, shapes)
    moved = dict(zip(pairs, _moved(shapes, pairs), strict=True))
    compared = [name for name in columns if name not in key]
    paired_old, of_new = {first for first, _ in pairs}, {second: first for first, second in pairs}

    def change(place_old: int | None, place_new: int | None) -> RowChange:
        side, place = (former, place_old) if place_new is None else (later, place_new)
        values = [(name, former.value(name, place_old), later.value(name, place_new)) for name in compared]
        has_moved = place_old is None or place_new is None or moved[place_old, place_new]
        return RowChange(
            "created" if place_old is None else "deleted" if place_new is None else "updated",
            {name: side.value(name, place) for name in key},
            next((str(text) for name in label_fields if (text := side.value(name, place)) is not None), None),
            tuple(FieldChange(name, before, after) for name, before, after in values if before != after),
            _shape_change(shapes, place_old, place_new) if has_moved else None,
        )

    created = [change(None, place) for place in range(len(new)) if place not in of_new]
    met = [change(of_new[place], place) for place in range(len(new)) if place in of_new]
    deleted = [change(place, None) for place in range(len(old)) if place not in paired_old]
    return [*created, *(row for row in met if row.fields or row.shape), *deleted]


class _Side:
    """One state as plain values, with the places of its rows by key."""

    def __init__(self, frame: pd.DataFrame, key: Sequence[str], columns: Sequence[str]) -> None:
        self._columns = {name: _plain(frame[name]) for name in columns if name in frame}
        self._names = columns
        self.places: dict[tuple[Value, ...], list[int]] = defaultdict(list)
        for place, values in enumerate(zip(*(self._columns[name] for name in key), strict=True)):
            self.places[values].append(place)

    def value(self, name: str, place: int | None) -> Value:
        return None if place is None or name not in self._columns else self._columns[name][place]

    def row(self, place: int) -> tuple[Value, ...]:
        return tuple(self.value(name, place) for name in self._names)


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes of both sides in metres; None where the layer has none."""

    old: npt.NDArray[np.object_]
    new: npt.NDArray[np.object_]


def _plain(column: pd.Series) -> list[Value]:
    values: list[Value] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _shape_name(frame: pd.DataFrame) -> str | None:
    return str(frame.geometry.name) if isinstance(frame, gpd.GeoDataFrame) else None


def _metric_shapes(old: pd.DataFrame, new: pd.DataFrame) -> _Shapes | None:
    frames = [frame for frame in (old, new) if isinstance(frame, gpd.GeoDataFrame)]
    if not frames:
        return None
    require_same_crs(frames[0], frames[-1], what=("old", "new"))
    together = gpd.GeoSeries(np.concatenate([frame.geometry.to_numpy() for frame in frames]), crs=frames[0].crs)
    metric = metric_crs_for(together)

    def shapes(frame: pd.DataFrame) -> npt.NDArray[np.object_]:
        if not isinstance(frame, gpd.GeoDataFrame):
            return np.full(len(frame), None, dtype=object)
        in_metres: npt.NDArray[np.object_] = frame.geometry.to_crs(metric).to_numpy()
        return in_metres

    return _Shapes(shapes(old), shapes(new))


def _pairs(former: _Side, later: _Side, shapes: _Shapes | None) -> list[tuple[int, int]]:
    """Places of rows that stand for the same thing, old and new."""
    pairs = []
    for key, new_places in later.places.items():
        old_places = list(former.places.get(key, ()))
        waiting = list(new_places)
        if old_places and (len(old_places) > 1 or len(waiting) > 1):
            equal: dict[tuple[Value, ...], list[int]] = defaultdict(list)
            for first in old_places:
                equal[former.row(first)].append(first)
            for second in new_places:
                alike = equal[later.row(second)]
                same = (first for first in alike if shapes is None or not _differ(shapes.old[first], shapes.new[second]))
                if (taken := next(same, None)) is not None:
                    pairs.append((taken, second))
                    alike.remove(taken)
                    old_places.remove(taken)
                    waiting.remove(second)
        pairs.extend(zip(old_places, waiting, strict=False))
    return pairs


def _moved(shapes: _Shapes | None, pairs: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each pair's shapes differ; the many that are equal to the last vertex are told by one vectorised comparison."""
    if shapes is None or not pairs:
        return [False] * len(pairs)
    places = np.array(pairs)
    old, new = shapes.old[places[:, 0]], shapes.new[places[:, 1]]
    same = shapely.equals_exact(old, new, tolerance=MOVED_M)
    return [not equal and _differ(first, second) for first, second, equal in zip(old, new, same, strict=True)]


def _differ(first: Any, second: Any) -> bool:
    """Whether any point of one shape, or of its outline, is farther than MOVED_M from the other."""
    if first is None or second is None:
        return first is not second
    if first.is_empty or second.is_empty:
        return bool(first.is_empty != second.is_empty)
    if shapely.equals_exact(first, second, tolerance=MOVED_M, normalize=True):
        return False
    # Outlines beside areas: a hole or a slit narrower than twice the limit is no farther than that from the filled shape.
    return _beyond(first, second) or (shapely.get_dimensions(first) == 2 and _beyond(first.boundary, second.boundary))


def _beyond(first: Any, second: Any) -> bool:
    one, other = shapely.make_valid(first), shapely.make_valid(second)
    return not (
        shapely.difference(one, shapely.buffer(other, MOVED_M)).is_empty
        and shapely.difference(other, shapely.buffer(one, MOVED_M)).is_empty
    )


def _shape_change(shapes: _Shapes | None, place_old: int | None, place_new: int | None) -> ShapeChange | None:
    if shapes is None:
        return None
    old = None if place_old is None else shapes.old[place_old]
    new = None if place_new is None else shapes.new[place_new]
    if old is None and new is None:
        return None
    areas = [None if shape is None else round(float(shape.area), 3) for shape in (old, new)]
    valid = [shapely.Polygon() if shape is None else shapely.make_valid(shape) for shape in (old, new)]
    difference_m2 = float(shapely.symmetric_difference(*valid).area)
    return ShapeChange(areas[0], areas[1], round(difference_m2, 3))
