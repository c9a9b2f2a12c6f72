"""Stores for tests: where one lies, what to put in, and how to tell whether two hold the same."""

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import psycopg
import shapely

from layers import LAYERS
from layers.store.address import StoreAddress, open_store
from layers.store.base import Draft, Revision, SourceRecord, Store, StoredIssue, StoredQuarantine
from layers.store.records import table_name
from layers.workspace import Workspace


@dataclass(frozen=True)
class Place:
    """Where a store lies: it can be opened as often as a test likes, in other processes too."""

    folder: Path
    address: StoreAddress | None = None

    def open(self) -> Store:
        """The store, opened anew."""
        return open_store(self.folder, self.address)

    def workspace(self) -> Workspace:
        """A workspace on this store."""
        return Workspace(self.folder, "Deneme", "Hatay", "Defne", store_address=self.address)

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection to the PostGIS that the store lies in, past the store."""
        assert self.address is not None
        return psycopg.connect(self.address.url, autocommit=True)

    def revision_tables(self) -> set[str]:
        """The tables that hold rows of revisions, orphans among them."""
        if self.address is None:
            with closing(sqlite3.connect(self.folder / "mahalle.gpkg")) as connection:
                names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        else:
            with self.connect() as other:
                names = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (self.address.schema,)).fetchall()
        return {str(name) for (name,) in names if "__r" in str(name) and not str(name).startswith("rtree_")}

    def await_the_dead(self) -> None:
        """Until the server has noticed that a killed writer is gone; what its last message began is then done or undone."""
        if self.address is not None:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'mahalle' AND state <> 'idle' "
            with self.connect() as connection:
                while connection.execute(asked).fetchone() != (0,):
                    time.sleep(0.005)

    def assert_whole(self) -> None:
        """Every revision's rows are there, and nothing else is; the file is sound."""
        store = self.open()
        held = {
            table_name(layer, revision.number)
            for layer in store.layers()
            for revision in store.history(layer)
            if revision.pruned_at is None
        }
        assert self.revision_tables() == held
        if self.address is None:
            with closing(sqlite3.connect(self.folder / "mahalle.gpkg")) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@dataclass(frozen=True)
class Content:
    """All of a revision but its number, time and author."""

    rows: list[dict[str, object]]
    sources: tuple[SourceRecord, ...]
    issues: list[StoredIssue]
    quarantine: list[StoredQuarantine]


def content(store: Store, layer: str, number: int) -> Content:
    """What a revision holds, shapes by their bytes: equal where nothing differs."""
    revision = next(revision for revision in store.history(layer) if revision.number == number)
    frame = LAYERS[layer].conform(store.read(layer, number))
    return Content(records(frame), revision.sources, store.issues(layer, number), store.quarantine(layer, number))


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as plain values that compare equal: missing ones are None, shapes their bytes."""
    plain = pd.DataFrame(frame).astype(object)
    if isinstance(frame, gpd.GeoDataFrame):
        plain[frame.geometry.name] = [None if shape is None else shapely.to_wkb(shape) for shape in frame.geometry]
    rows: list[dict[str, object]] = plain.where(plain.notna(), None).to_dict(orient="records")
    return rows


def source(name: str, revision: int = 1) -> SourceRecord:
    """A source with something in every field."""
    return SourceRecord(
        name, f"{name} dosyası.tsv", "f" * 64, revision, {"population_2023": "NÜFUS"}, 5256, "2023-12-31", 9, 6, 2, 1
    )


def population(values: Iterable[int | None], name: str = "plan") -> pd.DataFrame:
    """Rows of the population layer, one a value."""
    figures = list(values)
    rows = len(figures)
    return LAYERS["population"].conform(
        pd.DataFrame(
            {
                "neighbourhood_id": [f"{number}" for number in range(rows)],
                "neighbourhood_name": "Çökek",
                "stated_name": "ÇÖKEK",
                "is_total": False,
                "year": 2023,
                "population": pd.array(figures, dtype="Int64"),
                "women": pd.array([None] * rows, dtype="Int64"),
                "men": pd.array([None] * rows, dtype="Int64"),
                "since_year": pd.array([None] * rows, dtype="Int64"),
                "stated_change_count": pd.array([None] * rows, dtype="Int64"),
                "stated_change_pct": pd.array([None] * rows, dtype="Float64"),
                "stated_area_km2": 1.25,
                "source_row": range(2, rows + 2),
                "source": name,
            }
        )
    )


def boundaries(shapes: Sequence[object], name: str = "kadastro") -> gpd.GeoDataFrame:
    """Rows of the boundaries layer, one a shape."""
    ids = [f"{number}" for number in range(len(shapes))]
    fields = {"id": ids, "name": "Çökek", "code": None, "district": "Defne", "province": "Hatay", "kind": "imported"}
    frame = pd.DataFrame(fields).assign(official_area_km2=1.5, source_row=pd.array(range(len(ids)), dtype="Int64"), source=name)
    return LAYERS["boundaries"].conform(gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=4326)))  # type: ignore[return-value]


def put(store: Store, frame: pd.DataFrame, layer: str = "population", *, note: str = "", name: str = "plan") -> Revision:
    """One new revision of these rows."""
    return store.commit(
        layer,
        lambda former, number: Draft(frame, (source(name, number),), (), ()),
        author="Ayşe",
        action="import",
        note=note,
    )


@dataclass
class Reader:
    """Somebody who looks at a view of a PostGIS store in a transaction that stays open, as a program with a cursor does."""

    place: Place
    view: str
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> "Reader":
        connection = self._stack.enter_context(self.place.connect())
        self._stack.enter_context(connection.transaction())
        assert self.place.address is not None
        query = psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(self.place.address.schema, self.view))
        connection.execute(query)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()
