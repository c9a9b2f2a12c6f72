"""The tables of a GeoPackage store beside those that GDAL makes, and the views that stand for current revisions."""

import sqlite3

SCHEMA = """
CREATE TABLE IF NOT EXISTS revisions (
    layer TEXT NOT NULL, number INTEGER NOT NULL, created_at TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL,
    note TEXT NOT NULL, restores INTEGER, rows INTEGER NOT NULL, sources TEXT NOT NULL, pruned_at TEXT, pruned_by TEXT,
    PRIMARY KEY (layer, number)
);
CREATE TABLE IF NOT EXISTS issues (
    layer TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL, row INTEGER, "column" TEXT, kind TEXT NOT NULL,
    severity TEXT NOT NULL, owner TEXT NOT NULL, old TEXT, new TEXT, message_tr TEXT NOT NULL, message_en TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS issues_of_revision ON issues (layer, number);
CREATE TABLE IF NOT EXISTS quarantine (
    layer TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL, row INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT,
    raw TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS quarantine_of_revision ON quarantine (layer, number);
CREATE TABLE IF NOT EXISTS aliases (
    key TEXT PRIMARY KEY, alias TEXT NOT NULL, neighbourhood_id TEXT, reason TEXT NOT NULL, author TEXT NOT NULL,
    created_at TEXT NOT NULL
);
"""

# Beside revisions: whoever opens the file with another program is refused as well.
_REGISTER_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password_hash TEXT NOT NULL, must_change INTEGER NOT NULL,
    created_at TEXT NOT NULL, disabled_at TEXT
);
CREATE TABLE IF NOT EXISTS sessions (
    digest TEXT PRIMARY KEY, account TEXT NOT NULL, address TEXT NOT NULL, started_at TEXT NOT NULL, seen_at TEXT NOT NULL,
    ended_at TEXT, ended_why TEXT
);
CREATE TABLE IF NOT EXISTS releases (
    position INTEGER PRIMARY KEY, layer TEXT NOT NULL, number INTEGER NOT NULL, action TEXT NOT NULL, who TEXT NOT NULL,
    note TEXT NOT NULL, at TEXT NOT NULL, entry INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS audit (
    position INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,
    action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, former TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_by_time ON audit (at);
CREATE INDEX IF NOT EXISTS audit_by_action ON audit (action);
CREATE TABLE IF NOT EXISTS audit_head (position INTEGER NOT NULL, digest TEXT NOT NULL);
"""

# REPLACE deletes without asking the trigger of a deletion: hence the one of an insertion.
_ONLY_ADDED = """
CREATE TRIGGER IF NOT EXISTS $table_not_changed BEFORE UPDATE ON $table
BEGIN SELECT RAISE(ABORT, '$table: rows are only added'); END;
CREATE TRIGGER IF NOT EXISTS $table_not_deleted BEFORE DELETE ON $table
BEGIN SELECT RAISE(ABORT, '$table: rows are only added'); END;
CREATE TRIGGER IF NOT EXISTS $table_not_replaced BEFORE INSERT ON $table
WHEN EXISTS (SELECT 1 FROM $table WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, '$table: rows are only added'); END;
"""
REGISTER = _REGISTER_TABLES + "".join(_ONLY_ADDED.replace("$table", table) for table in ("audit", "releases"))


def point_view(connection: sqlite3.Connection, layer: str, table: str, created_at: str) -> None:
    """Let the layer's plain name stand for a revision, registered so that QGIS and GDAL list it."""
    connection.execute(f'DROP VIEW IF EXISTS "{layer}"')
    connection.execute(f'CREATE VIEW "{layer}" AS SELECT * FROM "{table}"')  # noqa: S608 names come from the registry
    connection.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = ?", (layer,))
    connection.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (layer,))
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
        "min_x, min_y, max_x, max_y, srs_id) "
        "SELECT ?, data_type, ?, description, ?, min_x, min_y, max_x, max_y, srs_id "
        "FROM gpkg_contents WHERE table_name = ?",
        (layer, layer, created_at.replace("Z", ".000Z"), table),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) "
        "SELECT ?, column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns WHERE table_name = ?",
        (layer, table),
    )


def drop_table(connection: sqlite3.Connection, table: str) -> None:
    """Drop a revision's table with its entries in the registers; older stores have a spatial index beside it."""
    indexed = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"rtree_{table}_geom",)).fetchone()
    if indexed:
        connection.execute(f'DROP TABLE "rtree_{table}_geom"')
    connection.execute(f'DROP TABLE "{table}"')
    for register in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "gpkg_ogr_contents"):
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (register,)).fetchone():
            connection.execute(f"DELETE FROM {register} WHERE table_name = ?", (table,))  # noqa: S608 our own names
