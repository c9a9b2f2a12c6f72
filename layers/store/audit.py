"""The record of who did what: rows that are only ever added, each sealed with the digest of the one before.

Triggers refuse a change that goes through the database. What is changed past it, in the file itself, breaks the chain of digests
at that row; rows cut off at the end are missed by the head, which counts them. Whoever may write the file can also forge the
whole chain anew: against that helps only a digest of the head that was written down elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, LiteralString

from layers.acting import Actor
from layers.store.transactions import Transaction

_FIRST: Final = "0" * 64
_PORTION: Final = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: when, who, how and from where, what, on what, and what else is to be known of it."""

    position: int
    at: str
    who: str
    channel: str
    address: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    former: str
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be recorded, and when it happened."""

    at: str
    action: str
    subject: str = ""
    detail: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the record gave: how many rows are sound, the digest of the last, and the first position that is broken."""

    sound: int
    head: str
    broken_at: int | None = None


def utc_now() -> str:
    """Now, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def append(transaction: Transaction, event: Event, actor: Actor) -> int:
    """Add a row, as the only writer; returns its position."""
    found = transaction.run("SELECT position, digest FROM {audit_head}")
    last, former = found[0] if found else (0, _FIRST)
    position = int(last) + 1
    detail = json.dumps(dict(event.detail or {}), ensure_ascii=False, sort_keys=True)
    said = (position, event.at, actor.name, actor.channel, actor.address, event.action, event.subject, detail, str(former))
    row = [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in said]
    sealed = (*row, _digest(row))
    transaction.run("INSERT INTO {audit} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", sealed)
    head = (position, sealed[-1])
    if found:
        transaction.run("UPDATE {audit_head} SET position = %s, digest = %s", head)
    else:
        transaction.run("INSERT INTO {audit_head} VALUES (%s, %s)", head)
    return position


def entries(
    transaction: Transaction, *, after: int = 0, since: str = "", actions: Sequence[str] | None = None
) -> Iterator[Entry]:
    """Rows in their order, those behind a position, from a time on, or of some actions only."""
    wanted: LiteralString = "" if actions is None else " AND action IN (" + ", ".join(["%s"] * len(actions)) + ")"
    while True:
        rows = transaction.run(
            "SELECT * FROM {audit} WHERE position > %s AND at >= %s" + wanted + " ORDER BY position LIMIT %s",  # noqa: S608 only marks are joined
            (after, since, *(actions or ()), _PORTION),
        )
        for position, at, who, channel, address, action, subject, detail, former, digest in rows:
            yield Entry(position, at, who, channel, address, action, subject, json.loads(detail), former, digest)
        if len(rows) < _PORTION:
            return
        after = int(rows[-1][0])


def verify(transaction: Transaction) -> Verdict:
    """Whether each row is as it was written, and none is missing."""
    sound, former = 0, _FIRST
    while True:
        rows = transaction.run("SELECT * FROM {audit} WHERE position > %s ORDER BY position LIMIT %s", (sound, _PORTION))
        for row in rows:
            if row[0] != sound + 1 or row[8] != former or row[9] != _digest(row[:9]):
                return Verdict(sound, former, sound + 1)
            sound, former = int(row[0]), str(row[9])
        if len(rows) < _PORTION:
            break
    head = transaction.run("SELECT position, digest FROM {audit_head}")
    if head != ([(sound, former)] if sound else []):
        return Verdict(sound, former, sound + 1)
    return Verdict(sound, former)


def _digest(row: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(list(row), ensure_ascii=False).encode()).hexdigest()
