"""The record of who did what can only grow, and tells where it was tampered with."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from stores import Place, population, put

from layers.store.audit import Event
from layers.store.base import Alias, Store
from layers.store.register import Account, ReleaseStep, Session

Run = Callable[[str], Any]
FORBIDDEN = [
    "UPDATE {table} SET who = 'kimse'",
    "UPDATE {table} SET position = position + 100",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE position = 3",
]


@contextlib.contextmanager
def past_the_store(place: Place) -> Iterator[Run]:
    """Statements of somebody who opens the database with another program."""
    if place.address is None:
        with closing(sqlite3.connect(place.folder / "mahalle.gpkg", isolation_level=None)) as connection:
            yield connection.execute
    else:
        with place.connect() as other:
            other.execute(psycopg.sql.SQL("SET search_path TO {}, public").format(psycopg.sql.Identifier(place.address.schema)))
            yield other.execute


def fill(store: Store) -> None:
    for number in range(3):
        put(store, population([number]))
    store.register.record("exported", "nüfus\0 ğ", {"file": "a.csv", "rows": 37})


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("table", ["audit", "releases"])
def test_rows_are_neither_changed_nor_deleted(place: Place, table: str, statement: str) -> None:
    store = place.open()
    fill(store)
    for number in range(3):
        store.register.put_release("population", lambda rows, number=number: ReleaseStep(number + 1, "sent", ""))
    before = store.register.entries(), store.register.releases()
    refused = (sqlite3.IntegrityError, psycopg.errors.RaiseException)
    with past_the_store(place) as run, pytest.raises(refused, match="rows are only added"):
        run(statement.format(table=table))
    assert (store.register.entries(), store.register.releases()) == before
    assert store.register.verify().broken_at is None


@pytest.mark.parametrize(
    "aimed_at", ["population", "audit", 'x"; DELETE FROM audit; --', "x'; UPDATE audit SET who = 'kimse'; --"]
)
def test_no_method_of_the_store_or_its_register_changes_a_row(place: Place, aimed_at: str) -> None:
    """Every public method, aimed at a layer, at the record itself, and at both by a name that is a statement."""
    store = place.open()
    fill(store)
    register = store.register
    text, event = aimed_at, Event("2020-01-01T00:00:00Z", aimed_at, aimed_at, {"position": 1})
    account, session = Account(text, text, text, text, must_change=True, created_at=text), Session(text, text, text, text, text)
    calls: dict[str, Callable[[], object]] = {
        "layers": store.layers,
        "current": lambda: store.current(text),
        "all_current": store.all_current,
        "history": lambda: store.history(text),
        "read": lambda: store.read(text, 1),
        "read_portions": lambda: list(store.read_portions(text, 1, 10)),
        "issues": lambda: store.issues(text, 1),
        "quarantine": lambda: store.quarantine(text, 1),
        "commit": lambda: put(store, population([1]), text, note=text),
        "restore": lambda: store.restore(text, 1, author=text, note=text),
        "prune": lambda: store.prune(text, lambda _: (), author=text),
        "aliases": store.aliases,
        "put_alias": lambda: store.put_alias(Alias(text, text, text, text, text, text)),
        "has_accounts": register.has_accounts,
        "accounts": register.accounts,
        "put_account": lambda: register.put_account(lambda _: account, event, end_sessions=text),
        "session": lambda: register.session(text),
        "open_session": lambda: register.open_session(session, event, sweep_before="9999"),
        "touch_session": lambda: register.touch_session(text, text),
        "end_session": lambda: register.end_session(text, text, event),
        "releases": register.releases,
        "last_release": register.last_release,
        "put_release": lambda: register.put_release(text, lambda _: ReleaseStep(1, "withdrawn", text)),
        "record": lambda: register.record(text, text, {"position": 1}, at="2020-01-01T00:00:00Z"),
        "entries": lambda: register.entries(since=text, actions=[text]),
        "verify": register.verify,
    }
    public = {name for kind in (type(store), type(register)) for name in dir(kind) if not name.startswith("_")}
    assert set(calls) == public - {"register"}
    before = register.entries()
    for call in calls.values():
        # A name that is no layer's may be refused in any way.
        with contextlib.suppress(Exception):
            call()
        found = place.open().register.entries()
        assert found[: len(before)] == before
        before = found
    assert register.verify().broken_at is None
    assert {"record", aimed_at} & {entry.action for entry in before}


def test_a_row_cannot_be_put_in_place_of_another(place: Place) -> None:
    fill(place.open())
    row = "(2, 'x', 'x', 'x', 'x', 'x', 'x', '{}', 'x', 'x')"
    refused = (sqlite3.IntegrityError, psycopg.errors.UniqueViolation, psycopg.errors.SyntaxError)
    for verb in ("INSERT", "REPLACE"):
        with past_the_store(place) as run, pytest.raises(refused):
            run(verb + " INTO audit VALUES " + row)
    assert place.open().register.verify().broken_at is None


def test_emptying_the_table_at_once_is_refused(place: Place) -> None:
    if place.address is None:
        pytest.skip("SQLite has no TRUNCATE: its DELETE is tested above")
    fill(place.open())
    with past_the_store(place) as run, pytest.raises(psycopg.errors.RaiseException, match="rows are only added"):
        run("TRUNCATE audit")


def test_an_untouched_record_is_sound(store: Store) -> None:
    fill(store)
    verdict = store.register.verify()
    assert (verdict.sound, verdict.broken_at) == (4, None)
    assert verdict.head == store.register.entries()[-1].digest


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET who = 'kimse' WHERE position = 2", 2),
        ("UPDATE audit SET detail = '{{}}' WHERE position = 4", 4),
        ("DELETE FROM audit WHERE position = 1", 1),
        ("DELETE FROM audit WHERE position = 3", 3),
        ("DELETE FROM audit WHERE position >= 3", 3),
        ("DELETE FROM audit", 1),
        ("INSERT INTO audit VALUES (5, 'x', 'x', 'x', '', 'x', 'x', '{{}}', 'x', 'x')", 5),
    ],
)
def test_tampering_past_the_triggers_names_the_first_broken_row(place: Place, statement: str, broken_at: int) -> None:
    fill(place.open())
    with past_the_store(place) as run:
        if place.address is None:
            for trigger in ("audit_not_changed", "audit_not_deleted", "audit_not_replaced"):
                run(f"DROP TRIGGER {trigger}")
        else:
            run("ALTER TABLE audit DISABLE TRIGGER ALL")
        run(statement.replace("{{}}", "{}"))
    verdict = place.open().register.verify()
    assert (verdict.broken_at, verdict.sound) == (broken_at, broken_at - 1)


def test_an_edit_of_the_file_itself_is_seen(tmp_path: Path) -> None:
    place = Place(tmp_path)
    put(place.open(), population([1]), note="KURUL-KARARI-17")
    with closing(sqlite3.connect(tmp_path / "mahalle.gpkg")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = tmp_path / "mahalle.gpkg"
    held = file.read_bytes()
    assert held.count(b"KURUL-KARARI-17") >= 2
    file.write_bytes(held.replace(b"KURUL-KARARI-17", b"KURUL-KARARI-99"))
    assert place.open().register.verify().broken_at == 1


def test_a_store_from_before_there_was_a_record_gets_one(place: Place) -> None:
    fill(place.open())
    with past_the_store(place) as run:
        for table in ("audit", "audit_head", "releases", "accounts", "sessions"):
            run(f"DROP TABLE {table}")
        if place.address is not None:
            run("DROP FUNCTION rows_are_only_added")
    store = place.open()
    assert store.register.entries() == []
    assert store.current("population") is not None
    put(store, population([9]))
    assert [entry.detail["revision"] for entry in store.register.entries()] == [4]
    assert store.register.verify().broken_at is None
