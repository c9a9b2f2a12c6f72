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
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, replace
from pathlib import Path

import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue
from layers.acting import current_actor
from layers.gdal import pyogrio
from layers.store.audit import Event, append, utc_now
from layers.store.base import Action, Alias, Draft, Revision, StoredIssue, StoredQuarantine
from layers.store.geopackage_tables import REGISTER, SCHEMA, drop_table, point_view
from layers.store.records import (
    alias_event,
    require_revision,
    revision_event,
    sources_from_text,
    sources_to_text,
    table_name,
)
from layers.store.register import Register
from layers.store.rows import read_row_portions, read_rows, write_rows
from layers.store.transactions import SqliteTransaction

_WAIT_S = 30.0


class GeoPackageStore:
    """A store in one GeoPackage; the file is made when it is not there."""

    def __init__(self, path: Path, *, wait_s: float = _WAIT_S) -> None:
        self._path = path
        self._wait_s = wait_s
        self.register = Register(self._register_reading, self._register_writing, self._register_touching)
        if not path.exists():
            self._create()
        else:
            self._upgrade()

    def layers(self) -> list[str]:
        """Names of layers that have a current revision, sorted."""
        with self._connection() as connection:
            return [name for (name,) in connection.execute("SELECT DISTINCT layer FROM revisions ORDER BY layer")]

    def current(self, layer: str) -> Revision | None:
        """The newest revision: each change, an undo too, is a new one."""
        revisions = self._revisions("WHERE layer = ? ORDER BY number DESC LIMIT 1", (layer,))
        return revisions[0] if revisions else None

    def all_current(self) -> list[Revision]:
        """What `current` answers for each of `layers`, asked for at once."""
        newest = "SELECT max(number) FROM revisions AS other WHERE other.layer = revisions.layer"
        return self._revisions(f"WHERE number = ({newest}) ORDER BY layer", ())

    def history(self, layer: str) -> list[Revision]:
        """All revisions of a layer, the newest first."""
        return self._revisions("WHERE layer = ? ORDER BY number DESC", (layer,))

    def read(self, layer: str, number: int) -> pd.DataFrame:
        """The rows of a revision; a GeoDataFrame in EPSG:4326 for a drawn layer."""
        self._require(layer, number)
        table = table_name(layer, number)
        with self._connection() as connection:
            connection.execute("BEGIN")
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is None:
                # Pruned by somebody since it was looked up.
                self._require(layer, number)
            return read_rows(connection, table)

    def read_portions(self, layer: str, number: int, size: int) -> Iterator[pd.DataFrame]:
        """What `read` gives, at most `size` rows at a time; nothing for a revision without rows."""
        self._require(layer, number)
        with self._connection() as connection:
            connection.execute("BEGIN")
            yield from read_row_portions(connection, table_name(layer, number), size)

    def issues(self, layer: str, number: int) -> list[StoredIssue]:
        """The issue rows of a revision."""
        self._require(layer, number)
        with self._connection() as connection:
            rows = connection.execute(
                'SELECT source, row, "column", kind, severity, owner, old, new, message_tr, message_en FROM issues '
                "WHERE layer = ? AND number = ? ORDER BY rowid",
                (layer, number),
            )
            return [StoredIssue(*row) for row in rows]

    def quarantine(self, layer: str, number: int) -> list[StoredQuarantine]:
        """The rows that a revision set aside."""
        self._require(layer, number)
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
            old = self._require(layer, number)
            draft = Draft(
                self.read(layer, number),
                old.sources,
                tuple(self.issues(layer, number)),
                tuple(self.quarantine(layer, number)),
            )
            following = self.history(layer)[0].number + 1
            return _write(connection, layer, following, draft, author=author, action="undo", note=note, restores=number)

    def prune(self, layer: str, keep: Callable[[Sequence[Revision]], Collection[int]], *, author: str) -> list[Revision]:
        """Drop the rows, issues and set-aside rows of old revisions for good; their records stay, marked."""
        with self._writing() as connection:
            revisions = self.history(layer)
            stays = {*keep(revisions), *(revision.number for revision in revisions[:1])}
            dropped = [revision for revision in revisions if revision.pruned_at is None and revision.number not in stays]
            now, numbers = utc_now(), [(layer, revision.number) for revision in dropped]
            connection.executemany(
                "UPDATE revisions SET pruned_at = ?, pruned_by = ? WHERE layer = ? AND number = ?",
                [(now, author, *place) for place in numbers],
            )
            connection.executemany("DELETE FROM issues WHERE layer = ? AND number = ?", numbers)
            connection.executemany("DELETE FROM quarantine WHERE layer = ? AND number = ?", numbers)
            for place in numbers:
                drop_table(connection, table_name(*place))
            if dropped:
                pruned = Event(now, "pruned", layer, {"revisions": [number for _, number in numbers]})
                append(SqliteTransaction(connection), pruned, replace(current_actor(), name=author))
        if dropped:
            # Only gives disk space back; whoever writes meanwhile may hinder it.
            with suppress(RefusedError), self._connection() as connection:
                connection.execute("VACUUM")
        return [replace(revision, pruned_at=now, pruned_by=author) for revision in dropped]

    def aliases(self) -> list[Alias]:
        """What persons said of names, sorted by key."""
        with self._connection() as connection:
            rows = connection.execute("SELECT key, alias, neighbourhood_id, reason, author, created_at FROM aliases ORDER BY key")
            return [Alias(*row) for row in rows]

    def put_alias(self, alias: Alias) -> None:
        """Keep what a person said of a name; the last word counts."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?)", astuple(alias))
            append(SqliteTransaction(connection), alias_event(alias), replace(current_actor(), name=alias.author))

    def _revisions(self, where: str, values: tuple[object, ...]) -> list[Revision]:
        with self._connection() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM revisions " + where, values)  # noqa: S608 a constant of this class
            return [Revision(**{**row, "sources": sources_from_text(row["sources"])}) for row in rows]

    def _require(self, layer: str, number: int) -> Revision:
        return require_revision(layer, number, self.history(layer))

    def _create(self) -> None:
        """Made beside its place and moved there whole: a process killed meanwhile leaves no half store."""
        with tempfile.TemporaryDirectory(prefix=".mahalle-", dir=self._path.parent) as folder:
            unfinished = Path(folder) / self._path.name
            # GDAL writes what makes a GeoPackage of the file; the table says of what kind this one is.
            about = pd.DataFrame({"property": ["format"], "value": ["mahalle store 1"]})
            pyogrio.write_dataframe(about, unfinished, layer="about", driver="GPKG")
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                connection.executescript(SCHEMA + REGISTER)
                # Readers never wait for a writer.
                connection.execute("PRAGMA journal_mode = WAL")
            if not self._path.exists():
                os.replace(unfinished, self._path)

    def _upgrade(self) -> None:
        """Stores made before there was pruning lack its columns, and older ones the register."""
        if not self._knows_pruning():
            with self._writing() as connection:
                if not self._knows_pruning():
                    connection.execute("ALTER TABLE revisions ADD COLUMN pruned_at TEXT")
                    connection.execute("ALTER TABLE revisions ADD COLUMN pruned_by TEXT")

        with self._connection() as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'releases_not_replaced'").fetchone():
                connection.executescript(REGISTER)

    @contextmanager
    def _register_reading(self) -> Iterator[SqliteTransaction]:
        with self._connection() as connection:
            connection.execute("BEGIN")
            yield SqliteTransaction(connection)

    @contextmanager
    def _register_writing(self) -> Iterator[SqliteTransaction]:
        with self._writing() as connection:
            yield SqliteTransaction(connection)

    @contextmanager
    def _register_touching(self) -> Iterator[SqliteTransaction]:
        """As writing, for what can be left undone: a page is not made to wait for an import."""
        with suppress(RefusedError), self._connection(wait_s=0.0) as connection:
            yield SqliteTransaction(connection)

    def _knows_pruning(self) -> bool:
        with self._connection() as connection:
            return any(column[1] == "pruned_by" for column in connection.execute("PRAGMA table_info(revisions)"))

    @contextmanager
    def _connection(self, wait_s: float | None = None) -> Iterator[sqlite3.Connection]:
        timeout = self._wait_s if wait_s is None else wait_s
        try:
            with closing(sqlite3.connect(self._path, timeout=timeout, isolation_level=None)) as connection:
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
    now = utc_now()
    revision = Revision(layer, number, now, author, action, note, restores, len(draft.frame), tuple(draft.sources))
    table = table_name(layer, number)
    write_rows(connection, table, draft.frame, now)
    connection.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        (
            *(layer, number, now, author, action, note, restores, revision.rows),
            sources_to_text(revision.sources),
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
    point_view(connection, layer, table, now)
    append(SqliteTransaction(connection), revision_event(revision), replace(current_actor(), name=author))
    return revision
