"""Tables of a PostGIS store: the ones that are always there, and the rows of a revision in and out in bulk.

Names reach SQL as identifiers, values as parameters or by COPY; no text of a user is ever part of a statement.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, LiteralString

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from psycopg import sql

from geo.crs import WGS84, to_wgs84
from layers.store.postgis_connection import Connection
from layers.store.records import as_multi, geometry_type

_SHAPE: Final = "geom"
# QGIS wants a whole number that tells the rows apart, as a GeoPackage has.
_ROW_NUMBER: Final = "fid"

SCHEMA: Final[LiteralString] = """
CREATE TABLE {schema}.revisions (
    layer text NOT NULL, number integer NOT NULL, created_at text NOT NULL, author text NOT NULL, action text NOT NULL,
    note text NOT NULL, restores integer, rows bigint NOT NULL, sources text NOT NULL, pruned_at text, pruned_by text,
    PRIMARY KEY (layer, number)
);
CREATE TABLE {schema}.issues (
    layer text NOT NULL, number integer NOT NULL, source text NOT NULL, row bigint, "column" text, kind text NOT NULL,
    severity text NOT NULL, owner text NOT NULL, old text, new text, message_tr text NOT NULL, message_en text NOT NULL,
    position integer NOT NULL, PRIMARY KEY (layer, number, position)
);
CREATE TABLE {schema}.quarantine (
    layer text NOT NULL, number integer NOT NULL, source text NOT NULL, row bigint NOT NULL, kind text NOT NULL, name text,
    raw text NOT NULL, position integer NOT NULL, PRIMARY KEY (layer, number, position)
);
CREATE TABLE {schema}.aliases (
    key text PRIMARY KEY, alias text NOT NULL, neighbourhood_id text, reason text NOT NULL, author text NOT NULL,
    created_at text NOT NULL
)
"""

# Of the register: rows of the two last can only be added, by whatever program.
REGISTER: Final[LiteralString] = """
CREATE TABLE {schema}.accounts (
    key text PRIMARY KEY, name text NOT NULL, role text NOT NULL, password_hash text NOT NULL, must_change integer NOT NULL,
    created_at text NOT NULL, disabled_at text
);
CREATE TABLE {schema}.sessions (
    digest text PRIMARY KEY, account text NOT NULL, address text NOT NULL, started_at text NOT NULL, seen_at text NOT NULL,
    ended_at text, ended_why text
);
CREATE TABLE {schema}.releases (
    position integer PRIMARY KEY, layer text NOT NULL, number integer NOT NULL, action text NOT NULL, who text NOT NULL,
    note text NOT NULL, at text NOT NULL, entry bigint NOT NULL
);
CREATE TABLE {schema}.audit (
    position bigint PRIMARY KEY, at text NOT NULL, who text NOT NULL, channel text NOT NULL, address text NOT NULL,
    action text NOT NULL, subject text NOT NULL, detail text NOT NULL, former text NOT NULL, digest text NOT NULL
);
CREATE INDEX ON {schema}.audit (at);
CREATE INDEX ON {schema}.audit (action);
CREATE TABLE {schema}.audit_head (position bigint NOT NULL, digest text NOT NULL);
CREATE FUNCTION {schema}.rows_are_only_added() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''%: rows are only added'', TG_TABLE_NAME; END';
CREATE TRIGGER audit_not_changed BEFORE UPDATE OR DELETE ON {schema}.audit
    FOR EACH ROW EXECUTE FUNCTION {schema}.rows_are_only_added();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON {schema}.audit
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.rows_are_only_added();
CREATE TRIGGER releases_not_changed BEFORE UPDATE OR DELETE ON {schema}.releases
    FOR EACH ROW EXECUTE FUNCTION {schema}.rows_are_only_added();
CREATE TRIGGER releases_not_emptied BEFORE TRUNCATE ON {schema}.releases
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.rows_are_only_added()
"""

_SQL_TYPES: Final[dict[str, LiteralString]] = {"integer": "bigint", "number": "double precision", "boolean": "boolean"}
_SHAPE_TYPES: Final[dict[str, LiteralString]] = {name: name for name in ("Point", "MultiLineString", "MultiPolygon", "Geometry")}
_PANDAS_TYPES: Final = {"bigint": "Int64", "double precision": "float64", "boolean": "boolean"}


def copy_rows(connection: Connection, table: sql.Identifier, rows: Iterable[Sequence[object]]) -> None:
    """Write rows, values in the order of the table's columns."""
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
        for row in rows:
            copy.write_row([_without_nul(value) for value in row])


def write_frame(connection: Connection, table: sql.Identifier, frame: pd.DataFrame) -> None:
    """Make a table of a frame: its rows numbered from 1, its shapes in EPSG:4326 with a spatial index."""
    shape_name = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    columns = [str(name) for name in frame.columns if name != shape_name]
    types = [_sql_type(frame[name]) for name in columns]
    values: list[Iterable[object]] = [range(1, len(frame) + 1), *(_plain(frame[name]) for name in columns)]
    definitions = [sql.SQL("{} integer PRIMARY KEY").format(sql.Identifier(_ROW_NUMBER))]
    definitions += [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in zip(columns, types, strict=True)
    ]
    if shape_name is not None:
        shapes = to_wgs84(frame).geometry.to_numpy(dtype=object)
        kind = geometry_type(shapes)
        shape_type = sql.SQL("{} {}({}, 4326)")
        definitions.append(
            shape_type.format(
                sql.Identifier(_SHAPE), sql.Identifier(_postgis_schema(connection), "geometry"), sql.SQL(_SHAPE_TYPES[kind])
            )
        )
        values.append(_as_text(as_multi(shapes, kind)))
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(table, sql.SQL(", ").join(definitions)))
    copy_rows(connection, table, zip(*values, strict=True))
    if shape_name is not None:
        connection.execute(sql.SQL("CREATE INDEX ON {} USING gist ({})").format(table, sql.Identifier(_SHAPE)))


def copy_table(connection: Connection, old: sql.Identifier, new: sql.Identifier) -> None:
    """Make a table equal to another, to the last bit."""
    connection.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(new, old))
    connection.execute(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(new, old))


def read_frame(connection: Connection, table: sql.Identifier) -> pd.DataFrame:
    """The rows of a table in their order.

    Raises
        psycopg.errors.UndefinedTable: there is no such table.
    """
    described = _described(connection, table)
    with connection.cursor(binary=True) as cursor:
        return _frame(described, cursor.execute(_query(table, described)).fetchall())


def read_frame_portions(connection: Connection, table: sql.Identifier, size: int) -> Iterator[pd.DataFrame]:
    """The rows of a table in their order, at most `size` at a time.

    Raises
        psycopg.errors.UndefinedTable: there is no such table.
    """
    described = _described(connection, table)
    # Without a name the driver would fetch all rows at once.
    with connection.transaction(), connection.cursor(name="portions", binary=True) as cursor:
        cursor.execute(_query(table, described))
        while rows := cursor.fetchmany(size):
            yield _frame(described, rows)


def _described(connection: Connection, table: sql.Identifier) -> Sequence[tuple[str, str]]:
    """Names and types of the columns, in their order."""
    rows = connection.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> %s ORDER BY attnum",
        (table.as_string(connection), _ROW_NUMBER),
    )
    return [(str(name), str(kind)) for name, kind in rows]


def _query(table: sql.Identifier, described: Sequence[tuple[str, str]]) -> sql.Composed:
    chosen = [sql.SQL("{}::bytea" if name == _SHAPE else "{}").format(sql.Identifier(name)) for name, _ in described]
    return sql.SQL("SELECT {} FROM {} ORDER BY {}").format(sql.SQL(", ").join(chosen), table, sql.Identifier(_ROW_NUMBER))


def _frame(described: Sequence[tuple[str, str]], rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(described)
    frame = pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=_PANDAS_TYPES.get(kind, "object"))
            for (name, kind), values in zip(described, columns, strict=True)
            if name != _SHAPE
        }
    )
    if described and described[-1][0] == _SHAPE:
        shapes = shapely.set_srid(shapely.from_wkb(np.array(columns[-1], dtype=object)), 0)
        return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, index=frame.index, crs=WGS84))
    return frame


def _sql_type(column: pd.Series) -> LiteralString:
    kind = pd.api.types.infer_dtype(column, skipna=True)
    if kind == "boolean":
        return _SQL_TYPES["boolean"]
    if pd.api.types.is_integer_dtype(column.dtype) or kind == "integer":
        return _SQL_TYPES["integer"]
    if pd.api.types.is_float_dtype(column.dtype) or kind in {"floating", "mixed-integer-float"}:
        return _SQL_TYPES["number"]
    return "text"


def _plain(column: pd.Series) -> list[object]:
    values: list[object] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _without_nul(value: object) -> object:
    """PostgreSQL keeps every character but this one."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _as_text(shapes: npt.NDArray[np.object_]) -> list[str | None]:
    """Shapes as PostGIS takes them in a COPY."""
    located: Any = shapely.set_srid(shapes, WGS84)
    texts: list[str | None] = shapely.to_wkb(located, hex=True, include_srid=True).tolist()
    return texts


def _postgis_schema(connection: Connection) -> str:
    """Where the extension lies: its administrator may have chosen a schema that nobody's search path names."""
    found = connection.execute(
        "SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'postgis'"
    ).fetchone()
    return str(found[0]) if found else "public"
