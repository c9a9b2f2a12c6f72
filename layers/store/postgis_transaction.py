"""Statements in a PostGIS, whose tables lie in the workspace's schema."""

from collections.abc import Sequence
from typing import LiteralString

from psycopg import sql

from layers.store.postgis_connection import Connection
from layers.store.transactions import TABLES, Row


class PostgisTransaction:
    """Statements on one connection."""

    def __init__(self, connection: Connection, schema: str) -> None:
        self._connection = connection
        self._schema = schema

    def run(self, statement: LiteralString, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement and give its rows, none for one that only writes."""
        composed = sql.SQL(statement).format(**{name: sql.Identifier(self._schema, name) for name in TABLES})
        cursor = self._connection.execute(composed, tuple(values))
        return cursor.fetchall() if cursor.description is not None else []
