"""Connections to a PostGIS: how they are opened, and how the database's errors become ordinary refusals."""

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from geo.errors import RefusedError
from geo.issues import Issue

_CONNECT_S = 10
# Logging in takes longer than most questions; a page asks a dozen.
_KEPT_IDLE = 2
# A machine that was switched off while it wrote must not keep the others waiting for hours, as TCP alone would let it.
_SETTINGS = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "0",
}

Connection = psycopg.Connection[tuple[Any, ...]]


class Database:
    """One database. Threads and forked processes never share a connection; a few are kept open between uses."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._process = os.getpid()
        self._idle: list[Connection] = []
        weakref.finalize(self, _close, self._idle, self._process)
        try:
            options = conninfo_to_dict(url)
        except psycopg.Error as error:
            # The library quotes the address, password and all.
            raise RefusedError(Issue("store-address-invalid", params={"why": type(error).__name__})) from None
        self._password = str(options.get("password") or "")
        self._timeout_s = int(options.get("connect_timeout") or _CONNECT_S)
        place = ":".join(str(options[name]) for name in ("host", "port") if options.get(name))
        self.address = f"{place or 'localhost'}/{options.get('dbname') or ''}"

    def __repr__(self) -> str:
        return f"Database({self.address!r})"

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection that commits each statement unless a transaction is begun on it.

        Raises
            RefusedError: no connection; another writer took too long; or any other error of the database while in use.
        """
        connection = self._kept() or self._opened()
        stays = False
        try:
            yield connection
            stays = len(self._idle) < _KEPT_IDLE and os.getpid() == self._process
        except psycopg.errors.LockNotAvailable as error:
            raise RefusedError(Issue("store-busy")) from error
        except psycopg.Error as error:
            raise self.refusal("store-failed", error) from error
        finally:
            if stays:
                self._idle.append(connection)
            else:
                connection.close()

    def _kept(self) -> Connection | None:
        """A connection of this process that is idle and still alive: the server may have been started anew meanwhile."""
        while self._idle and os.getpid() == self._process:
            try:
                connection = self._idle.pop()
            except IndexError:
                # Another thread was quicker.
                return None
            try:
                connection.execute("SELECT 1")
            except psycopg.Error:
                connection.close()
            else:
                return connection
        return None

    def _opened(self) -> Connection:
        try:
            connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=self._timeout_s, application_name="mahalle", client_encoding="utf8"
            )
            connection.execute(
                "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)",
                (list(_SETTINGS), list(_SETTINGS.values())),
            )
        except psycopg.Error as error:
            raise self.refusal("store-unreachable", error) from None
        return connection

    def refusal(self, kind: str, error: psycopg.Error) -> RefusedError:
        """A refusal that says what the database said, on one line and without the password."""
        said = error.diag.message_primary or str(error)
        if self._password:
            said = said.replace(self._password, "***")
        return RefusedError(Issue(kind, params={"address": self.address, "why": " ".join(said.split())}))


def _close(idle: list[Connection], process: int) -> None:
    # A forked process closes nothing: the other end would take it for its parent's farewell.
    while idle and os.getpid() == process:
        idle.pop().close()
