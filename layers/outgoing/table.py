"""A table of features to hand on, and its values as any program takes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.base import DEFAULT_STYLE, Field, Style

ColumnType = Literal["text", "integer", "number", "boolean", "date", "list"]
Plain = str | int | float | bool | list[str] | None
Bounds = tuple[float, float, float, float]

# Rows that are turned into plain values at a time: enough to be quick, few enough to need no memory to speak of.
PORTION_ROWS: Final = 10_000
# What a spreadsheet takes for the start of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Fetched:
    """Rows that are fetched a portion at a time, and what a writer must know of all of them before the first."""

    portions: Callable[[], Iterator[gpd.GeoDataFrame]]
    size: int
    shape_kinds: frozenset[str]
    lacks_shapes: bool
    # West, south, east and north in the system of the portions; None where none of them has a shape.
    bounds: Bounds | None


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Features to write: EPSG:4326 unless the user asked for another CRS, the index is the id.

    `columns` gives each column's type in the order in which they are written; `metadata` says what the file is: source,
    revision, date, and whether boundaries are a sketch. `fields` describes those columns that have a description, `style` how
    the features are drawn. `id_name` is the heading of the index. `turkish_numbers`: tables for people write 1.234,5.
    """

    name: str
    features: gpd.GeoDataFrame
    columns: Mapping[str, ColumnType]
    metadata: Mapping[str, str]
    fields: Mapping[str, Field] = field(default_factory=dict)
    style: Style = DEFAULT_STYLE
    id_name: str = "id"
    turkish_numbers: bool = False
    # Where the rows are too many to hold, `features` is empty and they are fetched anew each time.
    fetched: "Fetched | None" = None

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(self.features) if self.fetched is None else self.fetched.size

    @property
    def is_drawn(self) -> bool:
        """Whether any row has a shape."""
        return bool(self.shape_kinds)

    @property
    def shape_kinds(self) -> frozenset[str]:
        """The types of its shapes, as OGC names them."""
        if self.fetched is not None:
            return self.fetched.shape_kinds
        return frozenset(str(kind) for kind in self.features.geometry.dropna().geom_type.unique())

    @property
    def lacks_shapes(self) -> bool:
        """Whether any row has no shape."""
        return bool(self.features.geometry.isna().any()) if self.fetched is None else self.fetched.lacks_shapes

    @property
    def bounds(self) -> Bounds | None:
        """West, south, east and north of its shapes; None where it has none."""
        return joint_bounds([self.features]) if self.fetched is None else self.fetched.bounds

    def portions(self) -> Iterator[gpd.GeoDataFrame]:
        """The features in their order, some thousand at a time."""
        if self.fetched is not None:
            yield from self.fetched.portions()
            return
        for start in range(0, len(self.features), PORTION_ROWS):
            yield self.features.iloc[start : start + PORTION_ROWS]

    def plain_columns(self, portion: gpd.GeoDataFrame) -> dict[str, list[Plain]]:
        """The values of a portion by heading, the id first: Python's own types, None where unknown, dates in ISO's form."""
        plain: dict[str, list[Plain]] = {self.id_name: [str(place_id) for place_id in portion.index]}
        for name, kind in self.columns.items():
            plain[name] = [_plain(value, kind) for value in portion[name].astype(object).tolist()]
        return plain


def joint_bounds(portions: Iterable[gpd.GeoDataFrame]) -> Bounds | None:
    """West, south, east and north of all shapes; None where there is none."""
    found: Bounds | None = None
    for portion in portions:
        found = wider_bounds(found, portion)
    return found


def wider_bounds(known: Bounds | None, portion: gpd.GeoDataFrame) -> Bounds | None:
    """West, south, east and north of what is known and the shapes of a portion."""
    box = shapely.total_bounds(portion.geometry.to_numpy(dtype=object)) if len(portion) else np.full(4, np.nan)
    if np.isnan(box).all():
        return known
    west, south, east, north = (float(side) for side in box)
    return (
        (west, south, east, north)
        if known is None
        else (min(west, known[0]), min(south, known[1]), max(east, known[2]), max(north, known[3]))
    )


def defuse(text: str) -> str:
    """Text that would start a formula gets an apostrophe in front, as spreadsheets themselves write it.

    >>> defuse("=1+1"), defuse("Çökek")
    ("'=1+1", 'Çökek')
    """
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def rows_of(columns: Mapping[str, Sequence[Plain]]) -> Iterator[dict[str, Plain]]:
    """Plain columns turned into rows.

    >>> list(rows_of({"id": ["a", "b"], "year": [2022, None]}))
    [{'id': 'a', 'year': 2022}, {'id': 'b', 'year': None}]
    """
    names = list(columns)
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(names, values, strict=True))


def _plain(value: object, kind: ColumnType) -> Plain:
    if isinstance(value, list):
        return [str(item) for item in value]
    if value is None or pd.isna(value):
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "integer":
        return int(str(value))
    return float(str(value)) if kind == "number" else str(value)
