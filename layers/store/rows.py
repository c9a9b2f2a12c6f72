"""Rows of a revision in a GeoPackage: a frame as a table and back, shapes as the standard's blobs.

OGC 12-128r18, 2.1.3: before the well-known binary stands a short header with the extent, so that a reader can skip a shape.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from layers.store.records import as_multi, geometry_type

WGS84 = 4326
_GEOMETRY = "geom"
_PANDAS_TYPES: Mapping[str, str] = {"BOOLEAN": "boolean", "INTEGER": "Int64", "REAL": "float64"}
# Bytes of the extent by its code in the flags: none, x and y, with z, with m, with both.
_EXTENT_BYTES = (0, 32, 48, 48, 64)
_HEADER = np.dtype([("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs_id", "<i4"), ("extent", "<f8", 4)])


def write_rows(connection: sqlite3.Connection, table: str, frame: pd.DataFrame, created_at: str) -> None:
    """Write a frame as a new table and register it; a GeoDataFrame is in EPSG:4326."""
    drawn = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    attributes = [column for column in frame.columns if column != drawn]
    declared = [f"{_quoted(column)} {_sql_type(frame[column])}" for column in attributes]
    kind, shapes = "", None
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry.to_numpy(dtype=object)
        kind = geometry_type(shapes)
        declared.append(f"{_quoted(_GEOMETRY)} {kind.upper()}")  # ascii
    connection.execute(f"CREATE TABLE {_quoted(table)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {', '.join(declared)})")
    plain = pd.DataFrame(frame[attributes]).astype(object)
    columns = [plain[column].where(plain[column].notna(), None).tolist() for column in attributes]
    if shapes is not None:
        columns.append(_blobs(as_multi(shapes, kind)))
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {_quoted(table)} VALUES (NULL, {marks})",  # noqa: S608 the name comes from the registry
        zip(*columns, strict=True),
    )
    _register(connection, table, frame, kind, created_at)


def read_rows(connection: sqlite3.Connection, table: str) -> pd.DataFrame:
    """A table as it was written: types, order and shapes."""
    columns = _Columns.of(connection, table)
    return columns.frame(connection.execute(f"{columns.query} ORDER BY fid").fetchall())


def read_row_portions(connection: sqlite3.Connection, table: str, size: int) -> Iterator[pd.DataFrame]:
    """A table as it was written, at most `size` rows at a time."""
    columns = _Columns.of(connection, table)
    cursor = connection.execute(f"{columns.query} ORDER BY fid")
    while rows := cursor.fetchmany(size):
        yield columns.frame(rows)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table, by name and declared type, and how to ask for them."""

    declared: Mapping[str, str]
    query: str

    @classmethod
    def of(cls, connection: sqlite3.Connection, table: str) -> "_Columns":
        listed = connection.execute(f"PRAGMA table_info({_quoted(table)})")
        declared = {str(name): str(kind) for _, name, kind, *_ in listed if name != "fid"}
        names = ", ".join(_quoted(name) for name in declared)
        return cls(declared, f"SELECT {names} FROM {_quoted(table)}")  # noqa: S608 the name comes from the registry

    def frame(self, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
        """Rows as a frame in their types."""
        frame = pd.DataFrame(rows, columns=list(self.declared), dtype=object)
        types = {name: _PANDAS_TYPES[kind] for name, kind in self.declared.items() if kind in _PANDAS_TYPES}
        booleans = [name for name, kind in types.items() if kind == "boolean"]
        # SQLite keeps them as 0 and 1.
        frame = frame.astype(dict.fromkeys(booleans, "Int64")).astype(types)
        if _GEOMETRY not in self.declared:
            return frame
        shapes = gpd.GeoSeries(shapely.from_wkb([_wkb(blob) for blob in frame[_GEOMETRY]]), index=frame.index, crs=WGS84)
        return gpd.GeoDataFrame(frame.drop(columns=_GEOMETRY), geometry=shapes)


def _register(connection: sqlite3.Connection, table: str, frame: pd.DataFrame, kind: str, created_at: str) -> None:
    drawn = isinstance(frame, gpd.GeoDataFrame)
    extent = frame.total_bounds.tolist() if isinstance(frame, gpd.GeoDataFrame) and len(frame) else [None] * 4
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(table, "features" if drawn else "attributes", table, created_at.replace("Z", ".000Z")),
            *extent,
            WGS84 if drawn else None,
        ),
    )
    if drawn:
        connection.execute(
            "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) "
            "VALUES (?, ?, ?, ?, 0, 0)",
            (table, _GEOMETRY, kind.upper(), WGS84),  # ascii
        )


def _sql_type(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "BOOLEAN"
    if pd.api.types.is_integer_dtype(column):
        return "INTEGER"
    return "REAL" if pd.api.types.is_float_dtype(column) else "TEXT"


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _blobs(shapes: npt.NDArray[np.object_]) -> list[bytes | None]:
    headers = np.zeros(len(shapes), dtype=_HEADER)
    headers["magic"], headers["srs_id"] = b"GP", WGS84
    # Flags: little-endian (1), extent of x and y (1 << 1).
    headers["flags"] = 0b11
    headers["extent"] = shapely.bounds(shapes)[:, [0, 2, 1, 3]]
    packed = shapely.to_wkb(shapes, byte_order=1)
    return [None if wkb is None else header.tobytes() + wkb for header, wkb in zip(headers, packed, strict=True)]


def _wkb(blob: bytes | None) -> bytes | None:
    return None if blob is None else blob[8 + _EXTENT_BYTES[(blob[3] >> 1) & 0b111] :]
