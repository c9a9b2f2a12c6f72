"""The embedded store: one GeoPackage file, so that QGIS opens it and a backup is a copy of a file.

A revision lies in its own table (`population__r0002`). It becomes current by one SQLite transaction that records it and
points the view with the layer's plain name at it; a process killed before leaves the former revision current and an orphaned
table, which the next start sweeps.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue
from layers.gdal import pyogrio
from layers.store.base import Action, Alias, Draft, Revision, StoredIssue, StoredQuarantine
from layers.store.geopackage_tables import SCHEMA, point_view
from layers.store.records import require_revision, sources_from_text, sources_to_text, table_name, utc_now

_WAIT_S = 30.0
_TABLE = re.compile(r"^[a-z][a-z_]*__r\d{4,}$")


class GeoPackageStore:
    """A store in one GeoPackage; the file is made when it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = path.with_suffix(".lock")
        if not path.exists():
            with self._writing():
                if not path.exists():
                    self._create()
        else:
            self._upgrade()
            self._sweep()

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
        table = table_name(layer, number)
        try:
            frame = pyogrio.read_dataframe(self._path, layer=table)
            types = pyogrio.read_info(self._path, layer=table)
        except pyogrio.errors.DataLayerError:
            # Pruned by somebody since it was looked up.
            self._require(layer, number)
            raise
        whole = [name for name, kind in zip(types["fields"], types["dtypes"], strict=True) if kind in {"int32", "int64"}]
        # Numbers with gaps come as floats; left so, an undo would write them back as such.
        return frame.astype(dict.fromkeys(whole, "Int64"))

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
        with self._writing():
            former = self.current(layer)
            number = former.number + 1 if former else 1
            return self._write(layer, number, draft(former, number), author=author, action=action, note=note)

    def restore(self, layer: str, number: int, *, author: str, note: str) -> Revision:
        """Make a new revision equal to an old one."""
        with self._writing():
            former = self.current(layer)
            old = self._require(layer, number)
            draft = Draft(
                self.read(layer, number),
                old.sources,
                tuple(self.issues(layer, number)),
                tuple(self.quarantine(layer, number)),
            )
            next_number = former.number + 1 if former else 1
            return self._write(layer, next_number, draft, author=author, action="undo", note=note, restores=number)

    def prune(self, layer: str, keep: Callable[[Sequence[Revision]], Collection[int]], *, author: str) -> list[Revision]:
        """Drop the rows, issues and set-aside rows of old revisions for good; their records stay, marked."""
        with self._writing():
            revisions = self.history(layer)
            stays = {*keep(revisions), *(revision.number for revision in revisions[:1])}
            dropped = [revision for revision in revisions if revision.pruned_at is None and revision.number not in stays]
            if not dropped:
                return []
            now, numbers = utc_now(), [(layer, revision.number) for revision in dropped]
            with self._connection() as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "UPDATE revisions SET pruned_at = ?, pruned_by = ? WHERE layer = ? AND number = ?",
                    [(now, author, *place) for place in numbers],
                )
                connection.executemany("DELETE FROM issues WHERE layer = ? AND number = ?", numbers)
                connection.executemany("DELETE FROM quarantine WHERE layer = ? AND number = ?", numbers)
                connection.execute("COMMIT")
            # From here on the tables are orphans: a process killed now leaves them to the next start.
            self._drop_orphans()
            # Only gives disk space back; whoever reads meanwhile may hinder it.
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
        with self._writing(), self._connection() as connection:
            connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?)", astuple(alias))

    def _revisions(self, where: str, values: tuple[object, ...]) -> list[Revision]:
        with self._connection() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM revisions " + where, values)  # noqa: S608 a constant of this class
            return [Revision(**{**row, "sources": sources_from_text(row["sources"])}) for row in rows]

    def _require(self, layer: str, number: int) -> Revision:
        return require_revision(layer, number, self.history(layer))

    def _create(self) -> None:
        """Made beside its place and moved there whole: a process killed meanwhile leaves no half store."""
        unfinished = self._path.with_suffix(".unfinished.gpkg")
        unfinished.unlink(missing_ok=True)
        # GDAL writes what makes a GeoPackage of the file; the table says of what kind this one is.
        about = pd.DataFrame({"property": ["format"], "value": ["mahalle store 1"]})
        pyogrio.write_dataframe(about, unfinished, layer="about", driver="GPKG")
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            connection.executescript(SCHEMA)
            # Readers never wait for a writer.
            connection.execute("PRAGMA journal_mode = WAL")
        unfinished.replace(self._path)

    def _write(
        self,
        layer: str,
        number: int,
        draft: Draft,
        *,
        author: str,
        action: Action,
        note: str,
        restores: int | None = None,
    ) -> Revision:
        revision = Revision(layer, number, utc_now(), author, action, note, restores, len(draft.frame), tuple(draft.sources))
        table = table_name(layer, number)
        self._drop_orphans()
        geometry_type = "MultiPolygon" if isinstance(draft.frame, gpd.GeoDataFrame) else None
        pyogrio.write_dataframe(
            draft.frame, self._path, layer=table, driver="GPKG", geometry_type=geometry_type, promote_to_multi=None
        )
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                (
                    *(layer, number, revision.created_at, author, action, note, restores, revision.rows),
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
            point_view(connection, layer, table, revision.created_at)
            connection.execute("COMMIT")
        return revision

    def _upgrade(self) -> None:
        """Stores made before there was pruning lack its columns."""
        if not self._knows_pruning():
            with self._writing():
                if not self._knows_pruning():
                    with self._connection() as connection:
                        connection.execute("BEGIN IMMEDIATE")
                        connection.execute("ALTER TABLE revisions ADD COLUMN pruned_at TEXT")
                        connection.execute("ALTER TABLE revisions ADD COLUMN pruned_by TEXT")
                        connection.execute("COMMIT")

    def _knows_pruning(self) -> bool:
        with self._connection() as connection:
            return any(column[1] == "pruned_by" for column in connection.execute("PRAGMA table_info(revisions)"))

    def _sweep(self) -> None:
        """Drop tables of writers that died; left for later when somebody is writing."""
        try:
            with self._writing(wait_s=0.0):
                self._drop_orphans()
        except RefusedError:
            return

    def _drop_orphans(self) -> None:
        with self._connection() as connection:
            held = connection.execute("SELECT layer, number FROM revisions WHERE pruned_at IS NULL")
            known = {table_name(layer, number) for layer, number in held}
            listed = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in listed:
            if _TABLE.match(name) and name not in known:
                self._drop(name)

    def _drop(self, table: str) -> None:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for (related,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", (f"rtree_{table}_geom",)
            ).fetchall():
                connection.execute(f'DROP TABLE "{related}"')
            connection.execute(f'DROP TABLE "{table}"')
            for register in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "gpkg_ogr_contents"):
                if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (register,)).fetchone():
                    connection.execute(f"DELETE FROM {register} WHERE table_name = ?", (table,))  # noqa: S608 our own names
            connection.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise RefusedError(Issue("store-busy")) from error
            kind = "unwritable" if "readonly" in str(error) or "disk" in str(error) else "bad-workspace"
            raise RefusedError(Issue(kind, params={"path": str(self._path), "why": str(error)})) from error

    @contextmanager
    def _writing(self, wait_s: float = _WAIT_S) -> Iterator[None]:
        """One writer at a time: a lock that the operating system lets go when a process dies, on every system alike."""
        try:
            connection = sqlite3.connect(self._lock, timeout=wait_s, isolation_level=None)
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise RefusedError(Issue("store-busy")) from error
        with closing(connection):
            yield
