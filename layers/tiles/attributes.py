"""The values of a table as tiles need them: each different value of a column once, and which one a row has."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.outgoing.table import ColumnType, ExportTable, Plain

Value = str | int | float | bool

# How many shapes the one that is drawn stands for; no field of a layer has that name.
MERGED = "merged_count"
_TILEJSON_TYPES: Mapping[ColumnType, str] = {"integer": "Number", "number": "Number", "boolean": "Boolean"}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: row `i` has `values[places[i]]`, or nothing where that is -1."""

    name: str
    values: tuple[Value, ...]
    places: npt.NDArray[np.int64]

    @classmethod
    def of(cls, name: str, cells: list[Plain]) -> "Column":
        """A column from its cells.

        >>> column = Column.of("name", ["Sümerler", None, "Sümerler"])
        >>> column.values, column.places.tolist()
        (('Sümerler',), [0, -1, 0])
        """
        texts = [", ".join(cell) if isinstance(cell, list) else cell for cell in cells]
        places, values = pd.factorize(np.array(texts, dtype=object))
        return cls(name, tuple(values), places.astype(np.int64))


def columns_of(table: ExportTable) -> tuple[Column, ...]:
    """The columns of a table, the id first; a list is text with commas."""
    cells: dict[str, list[Plain]] = {name: [] for name in (table.id_name, *table.columns)}
    for portion in table.portions():
        for name, values in table.plain_columns(portion).items():
            cells[name] += values
    return tuple(Column.of(name, values) for name, values in cells.items())


def described_columns(table: ExportTable) -> dict[str, str]:
    """The columns and their types, as TileJSON names types."""
    types = {name: _TILEJSON_TYPES.get(kind, "String") for name, kind in table.columns.items()}
    return {table.id_name: "String", **types, MERGED: "Number"}
