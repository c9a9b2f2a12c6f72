"""GeoPackage with an explicit schema: whole numbers stay whole, unknown ones stay empty, and QGIS opens it coloured."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from layers.export.base import ExportFormat
from layers.gdal import WRITING_ERRORS, fiona
from layers.outgoing.qgis_style import Symbol, qgis_style
from layers.outgoing.table import ExportTable, Plain, rows_of
from layers.store.records import as_multi, common_type

_FIONA_GEOMETRIES = {"Geometry": "Unknown"}
_FIONA_TYPES = {"text": "str", "integer": "int64", "number": "float", "boolean": "bool", "date": "date", "list": "str"}
_SYMBOLS: Mapping[str, Symbol] = {"Polygon": "fill", "LineString": "line", "Point": "marker"}
# The columns that QGIS gives the table when it keeps a style in a GeoPackage, so that it can go on writing to it.
_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT CURRENT_TIMESTAMP
)"""


def write(table: ExportTable, path: Path) -> None:
    """Write one table of features; lists become text separated by commas, metadata goes into the layer's description.

    Beside a drawn table stands `layer_styles`, where QGIS looks for the colours.
    """
    declared = common_type(table.shape_kinds)
    schema = {
        "geometry": _FIONA_GEOMETRIES.get(declared, declared) if table.is_drawn else "None",
        "properties": {table.id_name: "str"} | {column: _FIONA_TYPES[kind] for column, kind in table.columns.items()},
    }
    described = "; ".join(f"{key}: {value}" for key, value in table.metadata.items())
    try:
        _write(table, path, schema, described)
        if table.is_drawn:
            _add_style(table, path, _symbol_of(table.shape_kinds))
    except (*WRITING_ERRORS, sqlite3.Error) as error:
        raise OSError(str(error)) from error


def _symbol_of(kinds: Collection[str]) -> Symbol:
    """What a table is drawn as: its areas before its lines, its lines before its points."""
    return next(symbol for kind, symbol in _SYMBOLS.items() if {kind, f"Multi{kind}"} & set(kinds))


def _write(table: ExportTable, path: Path, schema: Mapping[str, object], described: str) -> None:
    # A constant date makes the same input give the same bytes; when the data were made stands in the metadata.
    with (
        fiona.Env(OGR_CURRENT_DATE=_made_at(table)),
        fiona.open(
            path,
            "w",
            driver="GPKG",
            layer=table.name,
            schema=schema,
            crs_wkt=table.features.crs.to_wkt(),
            DESCRIPTION=described,
        ) as sink,
    ):
        sink.writerecords(_records(table, schema))
        sink.update_tags(dict(table.metadata))


def _add_style(table: ExportTable, path: Path, symbol: Symbol) -> None:
    made_at = _made_at(table)
    with closing(sqlite3.connect(path)) as connection, connection:
        (column,) = connection.execute("SELECT column_name FROM gpkg_geometry_columns").fetchone()
        connection.execute(_STYLES)
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            (made_at,),
        )
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
            "styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', ?)",
            (table.name, column, table.name, qgis_style(table, symbol), table.metadata.get("title", ""), made_at),
        )


def _made_at(table: ExportTable) -> str:
    return table.metadata.get("created_at", "1970-01-01T00:00:00Z").replace("Z", ".000Z")


def _records(table: ExportTable, schema: Mapping[str, object]) -> Iterator[dict[str, object]]:
    declared = str(schema["geometry"])
    for portion in table.portions():
        shapes: npt.NDArray[np.object_] = as_multi(portion.geometry.to_numpy(dtype=object), declared)
        for shape, row in zip(shapes, rows_of(table.plain_columns(portion)), strict=True):
            mapped = None if shape is None else shapely.geometry.mapping(shape)
            yield {"geometry": mapped, "properties": {name: _value(value) for name, value in row.items()}}


def _value(value: Plain) -> object:
    return ", ".join(value) if isinstance(value, list) else value


EXPORT = ExportFormat(suffix=".gpkg", title="GeoPackage", write=write, streams=True)
