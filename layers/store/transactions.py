"""One way to speak to either database: `%s` stands for a value, `{name}` for a table of ours."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final, LiteralString, Protocol

TABLES: Final = ("accounts", "sessions", "releases", "audit", "audit_head", "revisions")

Row = tuple[Any, ...]


class Transaction(Protocol):
    """An open connection that runs statements; whether they stand is for whoever opened it to say."""

    def run(self, statement: LiteralString, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement and give its rows, none for one that only writes."""


class SqliteTransaction:
    """Statements in SQLite, whose tables need no schema."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, statement: LiteralString, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement and give its rows."""
        text = statement.format(**{name: name for name in TABLES}).replace("%s", "?")
        return [tuple(row) for row in self._connection.execute(text, tuple(values))]
