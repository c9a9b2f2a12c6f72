"""What a store keeps beside revisions: accounts and their sessions, releases, and the record of who did what.

Written once for both databases (transactions.py). Each change and its row in the record are one transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from typing import Any, Literal

from layers.acting import current_actor
from layers.store.audit import Entry, Event, Verdict, append, entries, utc_now, verify
from layers.store.transactions import Transaction

ReleaseAction = Literal["sent", "released", "sent-back", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in; `key` tells names apart. One that is closed stays, for the record names it."""

    key: str
    name: str
    role: str
    password_hash: str
    must_change: bool
    created_at: str
    disabled_at: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser, known by the digest of its token; `ended_why` says what ended it before its time."""

    digest: str
    account: str
    address: str
    started_at: str
    seen_at: str
    ended_at: str | None = None
    ended_why: str | None = None


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A step of a revision on its way to the public; `entry` is its row in the record."""

    position: int
    layer: str
    number: int
    action: ReleaseAction
    who: str
    note: str
    at: str
    entry: int


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """A step that is about to be taken."""

    number: int
    action: ReleaseAction
    note: str


class Register:
    """Accounts, sessions, releases and the record of one store."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Transaction]],
        writing: Callable[[], AbstractContextManager[Transaction]],
        touching: Callable[[], AbstractContextManager[Transaction]],
    ) -> None:
        self._reading, self._writing, self._touching = reading, writing, touching

    def has_accounts(self) -> bool:
        """Whether there has ever been an account: none is ever deleted."""
        with self._reading() as transaction:
            return bool(transaction.run("SELECT 1 FROM {accounts} LIMIT 1"))

    def accounts(self) -> dict[str, Account]:
        """All accounts by key, closed ones too."""
        with self._reading() as transaction:
            return _accounts(transaction)

    def put_account(
        self, change: Callable[[Mapping[str, Account]], Account], event: Event, *, end_sessions: str | None = None
    ) -> Account:
        """Add or change an account; `change` is called with all of them while this writer alone may write.

        What is current when the first account is added counts as released. `end_sessions` says why the account's sessions end.
        """
        with self._writing() as transaction:
            known = _accounts(transaction)
            account = change(known)
            entry = append(transaction, event, current_actor())
            if not known:
                _release_all(transaction, event.at, entry)
            transaction.run(
                "INSERT INTO {accounts} (key, name, role, password_hash, must_change, created_at, disabled_at) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO UPDATE SET name = excluded.name, "
                "role = excluded.role, password_hash = excluded.password_hash, must_change = excluded.must_change, "
                "disabled_at = excluded.disabled_at",
                _account_row(account),
            )
            if end_sessions is not None:
                transaction.run(
                    "UPDATE {sessions} SET ended_at = %s, ended_why = %s WHERE account = %s AND ended_at IS NULL",
                    (event.at, end_sessions, account.key),
                )
        return account

    def session(self, digest: str) -> Session | None:
        """A session, ended ones too until they are swept."""
        with self._reading() as transaction:
            rows = transaction.run(
                "SELECT digest, account, address, started_at, seen_at, ended_at, ended_why FROM {sessions} WHERE digest = %s",
                (digest,),
            )
        return Session(*rows[0]) if rows else None

    def open_session(self, session: Session, event: Event, *, sweep_before: str) -> None:
        """Begin a session; those that began before a time are forgotten."""
        with self._writing() as transaction:
            append(transaction, event, current_actor())
            transaction.run("DELETE FROM {sessions} WHERE started_at < %s", (sweep_before,))
            transaction.run("INSERT INTO {sessions} VALUES (%s, %s, %s, %s, %s, %s, %s)", astuple(session))

    def touch_session(self, digest: str, at: str) -> None:
        """Note that a session is in use; where another writer is at work, not this time."""
        with self._touching() as transaction:
            transaction.run("UPDATE {sessions} SET seen_at = %s WHERE digest = %s AND seen_at < %s", (at, digest, at))

    def end_session(self, digest: str, why: str, event: Event) -> None:
        """End a session before its time."""
        with self._writing() as transaction:
            append(transaction, event, current_actor())
            transaction.run(
                "UPDATE {sessions} SET ended_at = %s, ended_why = %s WHERE digest = %s AND ended_at IS NULL",
                (event.at, why, digest),
            )

    def releases(self) -> list[ReleaseRow]:
        """Every step of every layer, in the order they were taken."""
        with self._reading() as transaction:
            return _releases(transaction)

    def last_release(self) -> int:
        """The position of the last step; 0 where none was taken."""
        with self._reading() as transaction:
            return int(transaction.run("SELECT coalesce(max(position), 0) FROM {releases}")[0][0])

    def put_release(self, layer: str, step: Callable[[Sequence[ReleaseRow]], ReleaseStep]) -> ReleaseRow:
        """Take a step; `step` is called with the layer's former ones while this writer alone may write."""
        with self._writing() as transaction:
            known = _releases(transaction)
            taken = step([row for row in known if row.layer == layer])
            actor, at = current_actor(), utc_now()
            event = Event(at, taken.action, layer, {"revision": taken.number, "note": taken.note})
            entry = append(transaction, event, actor)
            position = known[-1].position + 1 if known else 1
            row = ReleaseRow(position, layer, taken.number, taken.action, actor.name, taken.note, at, entry)
            transaction.run("INSERT INTO {releases} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", astuple(row))
        return row

    def record(self, action: str, subject: str = "", detail: Mapping[str, Any] | None = None, *, at: str | None = None) -> None:
        """Add a row to the record."""
        with self._writing() as transaction:
            append(transaction, Event(at or utc_now(), action, subject, detail), current_actor())

    def entries(self, *, after: int = 0, since: str = "", actions: Sequence[str] | None = None) -> list[Entry]:
        """Rows of the record in their order."""
        with self._reading() as transaction:
            return list(entries(transaction, after=after, since=since, actions=actions))

    def verify(self) -> Verdict:
        """Whether the record is as it was written."""
        with self._reading() as transaction:
            return verify(transaction)


def _accounts(transaction: Transaction) -> dict[str, Account]:
    rows = transaction.run(
        "SELECT key, name, role, password_hash, must_change, created_at, disabled_at FROM {accounts} ORDER BY created_at, key"
    )
    return {
        key: Account(key, name, role, hashed, bool(must), created, closed)
        for key, name, role, hashed, must, created, closed in rows
    }


def _account_row(account: Account) -> tuple[object, ...]:
    row: list[object] = list(astuple(account))
    row[4] = int(account.must_change)
    return tuple(row)


def _releases(transaction: Transaction) -> list[ReleaseRow]:
    rows = transaction.run("SELECT position, layer, number, action, who, note, at, entry FROM {releases} ORDER BY position")
    return [ReleaseRow(*row) for row in rows]


def _release_all(transaction: Transaction, at: str, entry: int) -> None:
    """What everybody saw until now stays what everybody sees."""
    actor = current_actor().name
    current = transaction.run("SELECT layer, max(number) FROM {revisions} GROUP BY layer ORDER BY layer")
    for position, (layer, number) in enumerate(current, start=1):
        row = ReleaseRow(position, str(layer), int(number), "released", actor, "", at, entry)
        transaction.run("INSERT INTO {releases} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", astuple(row))
