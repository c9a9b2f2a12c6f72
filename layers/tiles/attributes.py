"""The values of a table as tiles need them: each different value of a column once, and which one a row has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from layers.outgoing.table import ColumnType, ExportTable, Plain

Value = str | int | float | bool

# How many shapes the one that is drawn stands for; no field of a layer has that name.
MERGED = "merged_count"
_TILEJSON_TYPES: Mapping[ColumnType, str] = {"integer": "Number", "number": "Number", "boolean": "Boolean"}
# A portion has fewer rows than it can count.
_PLACE: Final = np.int16
_ARROW_TYPES: Final[Mapping[ColumnType, pa.DataType]] = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: row `i` has `values[places[i]]`, or nothing where that is -1. Of a million ids Arrow holds little but letters."""

    name: str
    values: pa.Array
    places: npt.NDArray[np.signedinteger[Any]]

    @classmethod
    def of(cls, name: str, cells: Sequence[Plain]) -> "Column":
        """A column from its cells.

        >>> column = Column.of("name", ["Sümerler", None, "Sümerler"])
        >>> column.values.to_pylist(), column.places.tolist()
        (['Sümerler'], [0, -1, 0])
        """
        values, places = _encoded(pa.array(_texts(cells)))
        return cls(name, values, places)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A column portion by portion: the different values of each, and which of them each row has."""

    values: list[pa.Array]
    sizes: list[int] = field(default_factory=list)
    # Bytes that grow where they are: thousands of small arrays would leave as much memory torn as they fill.
    places: bytearray = field(default_factory=bytearray)

    def add(self, cells: pa.Array) -> None:
        values, places = _encoded(cells)
        self.values.append(values)
        self.sizes.append(len(places))
        self.places.extend(places.astype(_PLACE).tobytes())

    def column(self, name: str) -> Column:
        values, numbers = _encoded(pa.chunked_array(self.values).combine_chunks())
        places = np.frombuffer(self.places, _PLACE)
        # Most columns have few different values: a byte a row is enough.
        joined = np.full(len(places), -1, np.min_scalar_type(-max(len(values), 1)))
        row = before = 0
        for size, own in zip(self.sizes, self.values[1:], strict=True):
            known = row + np.flatnonzero(places[row : row + size] != -1)
            joined[known] = numbers[before + places[known].astype(np.int64)]
            row, before = row + size, before + len(own)
        return Column(name, values, joined)


class ColumnGatherer:
    """The columns of a table from its portions, the id first; a list is text with commas."""

    def __init__(self, table: ExportTable) -> None:
        self._table = table
        self._types = {table.id_name: pa.string()}
        self._types |= {name: _ARROW_TYPES.get(kind, pa.string()) for name, kind in table.columns.items()}
        self._gathered = {name: _Gathered([pa.array([], kind)]) for name, kind in self._types.items()}

    def add(self, portion: gpd.GeoDataFrame) -> None:
        """Take the values of the next portion."""
        for name, values in self._table.plain_columns(portion).items():
            self._gathered[name].add(pa.array(_texts(values), self._types[name]))

    def columns(self) -> tuple[Column, ...]:
        """The columns of all portions, which are let go."""
        found = []
        for name in self._types:
            found.append(self._gathered.pop(name).column(name))
            # Arrow keeps what it needed for a column, which of a million rows is more than the columns.
            pa.default_memory_pool().release_unused()
        return tuple(found)


def _encoded(cells: pa.Array) -> tuple[pa.Array, npt.NDArray[np.signedinteger[Any]]]:
    """The different values of cells, and which of them each cell has, -1 for none."""
    encoded = cells.dictionary_encode()
    return encoded.dictionary, encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)


def _texts(cells: Iterable[Plain]) -> list[Value | None]:
    return [", ".join(cell) if isinstance(cell, list) else cell for cell in cells]


def described_columns(table: ExportTable) -> dict[str, str]:
    """The columns and their types, as TileJSON names types."""
    types = {name: _TILEJSON_TYPES.get(kind, "String") for name, kind in table.columns.items()}
    return {table.id_name: "String", **types, MERGED: "Number"}
