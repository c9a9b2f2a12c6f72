"""The record of who did what as CSV: every row with its digest, no cell able to begin a formula."""

import csv
import io
import json
from collections.abc import Iterable

from layers.outgoing.table import defuse
from layers.store.audit import Entry

_COLUMNS = ("position", "at", "who", "channel", "address", "action", "subject", "detail", "former", "digest")


def record_csv(entries: Iterable[Entry]) -> str:
    """Comma, UTF-8; `detail` is JSON.

    >>> entry = Entry(1, "2026-11-26T12:00:00Z", "=ayse", "web", "", "exported", "a", {"b": 1}, "f", "d")
    >>> record_csv([entry]).splitlines()[1].split(",")
    ['1', '2026-11-26T12:00:00Z', "'=ayse", 'web', '', 'exported', 'a', '"{""b"": 1}"', 'f', 'd']
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        detail = json.dumps(dict(entry.detail), ensure_ascii=False, sort_keys=True)
        told = (
            entry.at,
            entry.who,
            entry.channel,
            entry.address,
            entry.action,
            entry.subject,
            detail,
            entry.former,
            entry.digest,
        )
        writer.writerow([entry.position, *map(defuse, told)])
    return stream.getvalue()
