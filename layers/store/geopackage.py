"""The embedded store: one GeoPackage file, so that QGIS opens it and a backup is a copy of a file.

A revision lies in its own table (`population__r0002`). One SQLite transaction writes it, records it and points the view with the
layer's plain name at it: a process killed at any point leaves the former revision current and nothing else behind.

GDAL makes the file and never touches it again. It carries an SQLite of its own, and two of them on one file in one process undo
each other's locks (https://www.sqlite.org/howtocorrupt.html, 2.2.1): with threads that read and write, pages break.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, astuple
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.gdal import pyogrio
from layers.store.base import Action, Alias, Draft, Revision, SourceRecord, StoredIssue, StoredQuarantine
from layers.store.rows import read_rows, write_rows

_WAIT_S = 30.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS revisions (
    layer TEXT NOT NULL, number INTEGER NOT NULL, created_at TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL,
    note TEXT NOT NULL, restores INTEGER, rows INTEGER NOT NULL, sources TEXT NOT NULL, PRIMARY KEY (layer, number)
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


class GeoPackageStore:
    """A store in one GeoPackage; the file is made when it is not there."""

    def __init__(self, path: Path, *, wait_s: float = _WAIT_S) -> None:
        self._path = path
        self._wait_s = wait_s
        if not path.exists():
            self._create()

    def layers(self) -> list[str]:
        """Names of layers that have a current revision, sorted."""
        with self._connection() as connection:
            return [name for (name,) in connection.execute("SELECT DISTINCT layer FROM revisions ORDER BY layer")]

    def current(self, layer: str) -> Revision | None:
        """The newest revision: each change, an undo too, is a new one."""
        revisions = self._revisions("WHERE layer = ? ORDER BY number DESC LIMIT 1", (layer,))
        return revisions[0] if revisions else None

    def history(self, layer: str) -> list[Revision]:
        """All revisions of a layer, the newest first."""
        return self._revisions("WHERE layer = ? ORDER BY number DESC", (layer,))

    def read(self, layer: str, number: int) -> pd.DataFrame:
        """The rows of a revision; a GeoDataFrame in EPSG:4326 for a drawn layer."""
        self._require(layer, number)
        with self._connection() as connection:
            return read_rows(connection, _table(layer, number))

    def issues(self, layer: str, number: int) -> list[StoredIssue]:
        """The issue rows of a revision."""
        with self._connection() as connection:
            rows = connection.execute(
                'SELECT source, row, "column", kind, severity, owner, old, new, message_tr, message_en FROM issues '
                "WHERE layer = ? AND number = ? ORDER BY rowid",
                (layer, number),
            )
            return [StoredIssue(*row) for row in rows]

    def quarantine(self, layer: str, number: int) -> list[StoredQuarantine]:
        """The rows that a revision set aside."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT source, row, kind, name, raw FROM quarantine WHERE layer = ? AND number = ? ORDER BY rowid",
                (layer, number),
            )
            return [StoredQuarantine(source, row, kind, name, json.loads(raw)) for source, row, kind, name, raw in rows]

    def commit(
        self, layer: str, draft: Callable[[Revision | None, int], Draft], *, author: str, action: Action, note: str
    ) -> Revision:
        """Write a new revision and make it current; `draft` is called while this writer alone may write."""
        with self._writing() as connection:
            former = self.current(layer)
            number = former.number + 1 if former else 1
            return _write(connection, layer, number, draft(former, number), author=author, action=action, note=note)

    def restore(self, layer: str, number: int, *, author: str, note: str) -> Revision:
        """Make a new revision equal to an old one."""
        with self._writing() as connection:
            former = self.current(layer)
            if former is None:
                raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
            old = self._require(layer, number)
            draft = Draft(
                self.read(layer, number),
                old.sources,
                tuple(self.issues(layer, number)),
                tuple(self.quarantine(layer, number)),
            )
            following = former.number + 1
            return _write(connection, layer, following, draft, author=author, action="undo", note=note, restores=number)

    def aliases(self) -> list[Alias]:
        """What persons said of names, sorted by key."""
        with self._connection() as connection:
            rows = connection.execute("SELECT key, alias, neighbourhood_id, reason, author, created_at FROM aliases ORDER BY key")
            return [Alias(*row) for row in rows]

    def put_alias(self, alias: Alias) -> None:
        """Keep what a person said of a name; the last word counts."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?)", astuple(alias))

    def _revisions(self, where: str, values: tuple[object, ...]) -> list[Revision]:
        with self._connection() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM revisions " + where, values)  # noqa: S608 a constant of this class
            return [Revision(**{**row, "sources": _source_records(row["sources"])}) for row in rows]

    def _require(self, layer: str, number: int) -> Revision:
        found = self._revisions("WHERE layer = ? AND number = ?", (layer, number))
        if not found:
            raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
        return found[0]

    def _create(self) -> None:
        """Made beside its place and moved there whole: a process killed meanwhile leaves no half store."""
        with tempfile.TemporaryDirectory(prefix=".mahalle-", dir=self._path.parent) as folder:
            unfinished = Path(folder) / self._path.name
            # GDAL writes what makes a GeoPackage of the file; the table says of what kind this one is.
            about = pd.DataFrame({"property": ["format"], "value": ["mahalle store 1"]})
            pyogrio.write_dataframe(about, unfinished, layer="about", driver="GPKG")
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                connection.executescript(_SCHEMA)
                # Readers never wait for a writer.
                connection.execute("PRAGMA journal_mode = WAL")
            if not self._path.exists():
                os.replace(unfinished, self._path)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=self._wait_s, isolation_level=None)) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise RefusedError(Issue("store-busy")) from error
            cannot_write = any(reason in str(error) for reason in ("readonly", "unable to open", "disk I/O", "disk is full"))
            kind = "unwritable" if cannot_write else "bad-workspace"
            raise RefusedError(Issue(kind, params={"path": str(self._path), "why": str(error)})) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One writer at a time; what it wrote stands when the block ends, and none of it when the block fails."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            # Where the block fails, the connection closes without this, and SQLite takes everything back.
            connection.execute("COMMIT")


def _write(
    connection: sqlite3.Connection,
    layer: str,
    number: int,
    draft: Draft,
    *,
    author: str,
    action: Action,
    note: str,
    restores: int | None = None,
) -> Revision:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    revision = Revision(layer, number, now, author, action, note, restores, len(draft.frame), tuple(draft.sources))
    table = _table(layer, number)
    write_rows(connection, table, draft.frame, now)
    connection.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(layer, number, now, author, action, note, restores, revision.rows),
            json.dumps([asdict(record) for record in revision.sources], ensure_ascii=False),
        ),
    )
    connection.executemany(
        "INSERT INTO issues VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(layer, number, *astuple(issue)) for issue in draft.issues],
    )
    connection.executemany(
        "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (layer, number, row.source, row.row, row.kind, row.name, json.dumps(row.raw, ensure_ascii=False))
            for row in draft.quarantine
        ],
    )
    _point_view(connection, layer, table, now)
    return revision


def _source_records(text: str) -> tuple[SourceRecord, ...]:
    return tuple(SourceRecord(**record) for record in json.loads(text))


def _table(layer: str, number: int) -> str:
    return f"{layer}__r{number:04d}"


def _point_view(connection: sqlite3.Connection, layer: str, table: str, created_at: str) -> None:
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
