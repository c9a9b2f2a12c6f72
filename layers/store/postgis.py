"""The store for several offices at once: a schema in a PostGIS.

A revision lies in its own table (`population__r0002`), as in a GeoPackage. All of it, from the making of that table to the view
with the layer's plain name, is one transaction: a process killed at any point leaves nothing behind, so there is nothing to
sweep. Writers take turns by an advisory lock that the transaction holds and its end, however it comes, lets go.
"""

import json
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from typing import Any, Final, LiteralString

import pandas as pd
import psycopg
from psycopg import sql

from geo.errors import RefusedError
from geo.issues import Issue
from layers.acting import current_actor
from layers.store.audit import Event, append, utc_now
from layers.store.base import Action, Alias, Draft, Revision, StoredIssue, StoredQuarantine
from layers.store.postgis_connection import Connection, Database
from layers.store.postgis_tables import (
    REGISTER,
    SCHEMA,
    copy_rows,
    copy_table,
    read_frame,
    read_frame_portions,
    write_frame,
)
from layers.store.postgis_transaction import PostgisTransaction
from layers.store.records import (
    alias_event,
    require_revision,
    revision_event,
    sources_from_text,
    sources_to_text,
    table_name,
)
from layers.store.register import Register

_WAIT_S: Final = 30
# While a change of the view waits for a long reader, later readers queue behind it: so it waits in short turns.
_VIEW_TURNS: Final = 75
_VIEW_TURN_S: Final = 0.2
_REVISIONS: Final[LiteralString] = (
    "SELECT layer, number, created_at, author, action, note, restores, rows, sources, pruned_at, pruned_by "
    "FROM {revisions} AS revision "
)


class PostgisStore:
    """A store in one schema of a PostGIS; schema and tables are made when they are not there."""

    def __init__(self, url: str, schema: str) -> None:
        self._database = Database(url)
        self._schema = schema
        self.register = Register(self._register_reading, self._register_writing, self._register_touching)
        with self._database.connect() as connection:
            is_there = self._is_there(connection)
        if not is_there:
            self._create()

    def layers(self) -> list[str]:
        """Names of layers that have a current revision, sorted."""
        with self._database.connect() as connection:
            rows = connection.execute(self._sql('SELECT layer FROM {revisions} GROUP BY layer ORDER BY layer COLLATE "C"'))
            return [layer for (layer,) in rows]

    def current(self, layer: str) -> Revision | None:
        """The newest revision: each change, an undo too, is a new one."""
        with self._database.connect() as connection:
            return next(iter(self._history(connection, layer, newest=1)), None)

    def all_current(self) -> list[Revision]:
        """What `current` answers for each of `layers`, asked for at once."""
        newest = "WHERE number = (SELECT max(number) FROM {revisions} AS other WHERE other.layer = revision.layer) "
        query = self._sql(_REVISIONS) + self._sql(newest + 'ORDER BY layer COLLATE "C"')
        with self._database.connect() as connection:
            return [_revision(row) for row in connection.execute(query).fetchall()]

    def history(self, layer: str) -> list[Revision]:
        """All revisions of a layer, the newest first."""
        with self._database.connect() as connection:
            return self._history(connection, layer)

    def read(self, layer: str, number: int) -> pd.DataFrame:
        """The rows of a revision; a GeoDataFrame in EPSG:4326 for a drawn layer."""
        with self._database.connect() as connection:
            self._require(connection, layer, number)
            try:
                return read_frame(connection, self._table(layer, number))
            except psycopg.errors.UndefinedTable:
                # Pruned by somebody since it was looked up.
                self._require(connection, layer, number)
                raise

    def read_portions(self, layer: str, number: int, size: int) -> Iterator[pd.DataFrame]:
        """What `read` gives, at most `size` rows at a time; nothing for a revision without rows."""
        with self._database.connect() as connection:
            self._require(connection, layer, number)
            yield from read_frame_portions(connection, self._table(layer, number), size)

    def issues(self, layer: str, number: int) -> list[StoredIssue]:
        """The issue rows of a revision."""
        query = self._sql(
            'SELECT source, row, "column", kind, severity, owner, old, new, message_tr, message_en FROM {issues} '
            "WHERE layer = %s AND number = %s ORDER BY position"
        )
        with self._database.connect() as connection:
            self._require(connection, layer, number)
            return [StoredIssue(*row) for row in connection.execute(query, (layer, number))]

    def quarantine(self, layer: str, number: int) -> list[StoredQuarantine]:
        """The rows that a revision set aside."""
        query = self._sql(
            "SELECT source, row, kind, name, raw FROM {quarantine} WHERE layer = %s AND number = %s ORDER BY position"
        )
        with self._database.connect() as connection:
            self._require(connection, layer, number)
            rows = connection.execute(query, (layer, number)).fetchall()
        return [StoredQuarantine(source, row, kind, name, json.loads(raw)) for source, row, kind, name, raw in rows]

    def commit(
        self, layer: str, draft: Callable[[Revision | None, int], Draft], *, author: str, action: Action, note: str
    ) -> Revision:
        """Write a new revision and make it current; `draft` is called while this writer alone may write."""
        with self._writing() as connection:
            former = next(iter(self._history(connection, layer, newest=1)), None)
            number = former.number + 1 if former else 1
            made = draft(former, number)
            revision = Revision(layer, number, utc_now(), author, action, note, None, len(made.frame), tuple(made.sources))
            write_frame(connection, self._table(layer, number), made.frame)
            issues = [(layer, number, *astuple(issue), position) for position, issue in enumerate(made.issues)]
            copy_rows(connection, self._identifier("issues"), issues)
            quarantined = [
                (layer, number, row.source, row.row, row.kind, row.name, json.dumps(row.raw, ensure_ascii=False), position)
                for position, row in enumerate(made.quarantine)
            ]
            copy_rows(connection, self._identifier("quarantine"), quarantined)
            self._make_current(connection, revision)
        return revision

    def restore(self, layer: str, number: int, *, author: str, note: str) -> Revision:
        """Make a new revision equal to an old one."""
        with self._writing() as connection:
            former = next(iter(self._history(connection, layer, newest=1)), None)
            old = self._require(connection, layer, number)
            new = former.number + 1 if former else 1
            revision = replace(old, number=new, created_at=utc_now(), author=author, action="undo", note=note, restores=number)
            copy_table(connection, self._table(layer, number), self._table(layer, new))
            for query in (
                'INSERT INTO {issues} SELECT layer, %s, source, row, "column", kind, severity, owner, old, new, message_tr, '
                "message_en, position FROM {issues} WHERE layer = %s AND number = %s",
                "INSERT INTO {quarantine} SELECT layer, %s, source, row, kind, name, raw, position FROM {quarantine} "
                "WHERE layer = %s AND number = %s",
            ):
                connection.execute(self._sql(query), (new, layer, number))
            self._make_current(connection, revision)
        return revision

    def prune(self, layer: str, keep: Callable[[Sequence[Revision]], Collection[int]], *, author: str) -> list[Revision]:
        """Drop the rows, issues and set-aside rows of old revisions for good; their records stay, marked."""
        with self._writing() as connection:
            revisions = self._history(connection, layer)
            stays = {*keep(revisions), *(revision.number for revision in revisions[:1])}
            dropped = [revision for revision in revisions if revision.pruned_at is None and revision.number not in stays]
            now, numbers = utc_now(), [revision.number for revision in dropped]
            marked = self._sql("UPDATE {revisions} SET pruned_at = %s, pruned_by = %s WHERE layer = %s AND number = ANY(%s)")
            connection.execute(marked, (now, author, layer, numbers))
            for query in (
                self._sql("DELETE FROM {issues} WHERE layer = %s AND number = ANY(%s)"),
                self._sql("DELETE FROM {quarantine} WHERE layer = %s AND number = ANY(%s)"),
            ):
                connection.execute(query, (layer, numbers))
            with self._unless_used(layer):
                for number in numbers:
                    connection.execute(sql.SQL("DROP TABLE {}").format(self._table(layer, number)))
            if dropped:
                pruned = Event(now, "pruned", layer, {"revisions": numbers})
                append(self._transaction(connection), pruned, replace(current_actor(), name=author))
        return [replace(revision, pruned_at=now, pruned_by=author) for revision in dropped]

    def aliases(self) -> list[Alias]:
        """What persons said of names, sorted by key."""
        query = self._sql(
            'SELECT key, alias, neighbourhood_id, reason, author, created_at FROM {aliases} ORDER BY key COLLATE "C"'
        )
        with self._database.connect() as connection:
            return [Alias(*row) for row in connection.execute(query)]

    def put_alias(self, alias: Alias) -> None:
        """Keep what a person said of a name; the last word counts."""
        with self._writing() as connection:
            connection.execute(self._sql("DELETE FROM {aliases} WHERE key = %s"), (alias.key,))
            connection.execute(self._sql("INSERT INTO {aliases} VALUES (%s, %s, %s, %s, %s, %s)"), astuple(alias))
            append(self._transaction(connection), alias_event(alias), replace(current_actor(), name=alias.author))

    @contextmanager
    def _register_reading(self) -> Iterator[PostgisTransaction]:
        with self._database.connect() as connection:
            yield self._transaction(connection)

    @contextmanager
    def _register_writing(self) -> Iterator[PostgisTransaction]:
        with self._writing() as connection:
            yield self._transaction(connection)

    @contextmanager
    def _register_touching(self) -> Iterator[PostgisTransaction]:
        # A row lock is all it takes, and no writer of revisions holds one on a session.
        with self._database.connect() as connection, connection.transaction():
            yield self._transaction(connection)

    def _transaction(self, connection: Connection) -> PostgisTransaction:
        return PostgisTransaction(connection, self._schema)

    def _history(self, connection: Connection, layer: str, newest: int | None = None) -> list[Revision]:
        query = self._sql(_REVISIONS) + self._sql("WHERE layer = %s ORDER BY number DESC LIMIT %s")
        return [_revision(row) for row in connection.execute(query, (layer, newest)).fetchall()]

    def _require(self, connection: Connection, layer: str, number: int) -> Revision:
        return require_revision(layer, number, self._history(connection, layer))

    def _make_current(self, connection: Connection, revision: Revision) -> None:
        """Record a revision whose rows are written; last of all, as others wait from here on, the view."""
        connection.execute(
            self._sql("INSERT INTO {revisions} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"),
            (
                *(revision.layer, revision.number, revision.created_at, revision.author, revision.action, revision.note),
                *(revision.restores, revision.rows, sources_to_text(revision.sources)),
            ),
        )
        append(self._transaction(connection), revision_event(revision), replace(current_actor(), name=revision.author))
        for _ in range(_VIEW_TURNS):
            try:
                with connection.transaction():
                    _wait_at_most(connection, _VIEW_TURN_S)
                    self._point_view(connection, revision)
            except psycopg.errors.LockNotAvailable:
                time.sleep(_VIEW_TURN_S)
            else:
                return
        raise RefusedError(Issue("store-busy"))

    def _point_view(self, connection: Connection, revision: Revision) -> None:
        """Replaced where it can be, which keeps the rights that were granted on it; made anew when columns have changed."""
        view = self._identifier(revision.layer)
        selected = sql.SQL("VIEW {} AS SELECT * FROM {}").format(view, self._table(revision.layer, revision.number))
        try:
            with connection.transaction():
                connection.execute(sql.SQL("CREATE OR REPLACE {}").format(selected))
        except psycopg.errors.InvalidTableDefinition:
            with self._unless_used(revision.layer):
                connection.execute(sql.SQL("DROP VIEW {}").format(view))
            connection.execute(sql.SQL("CREATE {}").format(selected))

    @contextmanager
    def _unless_used(self, layer: str) -> Iterator[None]:
        """An office may have built views of its own on ours; they are not dropped unasked."""
        try:
            yield
        except psycopg.errors.DependentObjectsStillExist as error:
            why = " ".join((error.diag.message_detail or str(error)).split())
            raise RefusedError(Issue("store-view-in-use", params={"layer": layer, "why": why})) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, and one writer at a time."""
        with self._database.connect() as connection, connection.transaction():
            _wait_at_most(connection, _WAIT_S)
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (self._schema,))
            yield connection

    def _is_there(self, connection: Connection) -> bool:
        # The last table of the transaction that makes them all.
        return self._has_table(connection, "audit_head")

    def _has_table(self, connection: Connection, table: str) -> bool:
        name = self._identifier(table).as_string(connection)
        return connection.execute("SELECT to_regclass(%s)", (name,)).fetchone() != (None,)

    def _create(self) -> None:
        with self._writing() as connection:
            if self._is_there(connection):
                return
            if self._has_table(connection, "aliases"):
                # Made before there was a register.
                connection.execute(sql.SQL(REGISTER).format(schema=sql.Identifier(self._schema)))
                return
            if not connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone():
                # Of the whole database: two workspaces may be made at once.
                connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('CREATE EXTENSION postgis', 0))")
                try:
                    connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
                except psycopg.Error as error:
                    raise self._database.refusal("store-without-postgis", error) from error
            if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (self._schema,)).fetchone():
                # IF NOT EXISTS would ask for the right to make schemas where an administrator has made this one.
                connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(self._schema)))
            connection.execute(sql.SQL(SCHEMA + ";" + REGISTER).format(schema=sql.Identifier(self._schema)))

    def _sql(self, text: LiteralString) -> sql.Composed:
        """A statement with our tables in their schema."""
        names = ("revisions", "issues", "quarantine", "aliases")
        return sql.SQL(text).format(**{name: self._identifier(name) for name in names})

    def _identifier(self, name: str) -> sql.Identifier:
        return sql.Identifier(self._schema, name)

    def _table(self, layer: str, number: int) -> sql.Identifier:
        return self._identifier(table_name(layer, number))


def _revision(row: tuple[Any, ...]) -> Revision:
    return Revision(*(*row[:8], sources_from_text(row[8]), *row[9:]))


def _wait_at_most(connection: Connection, seconds: float) -> None:
    """How long the rest of a transaction may wait for any lock."""
    connection.execute("SELECT set_config('lock_timeout', %s, true)", (f"{round(seconds * 1000)}ms",))
