"""A revision in the making: what was read of each source, beside the sources that stay as they were.

Rows changed by hand since their file was read are marked by their `source_file`, and rows deleted by hand by their key in the
source's record. Reading the same file again keeps both; another file of the source replaces them, which is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.issues import Issue
from layers.base import LayerSpec, Reading
from layers.store.base import Draft, Revision, SourceRecord, Store, StoredIssue, StoredQuarantine

# Where rows stand that no file has said, and what stands for the file of a row that a person has changed.
BY_HAND: Final = "elle"


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What a revision will hold of one source."""

    record: SourceRecord
    frame: pd.DataFrame
    issues: tuple[StoredIssue, ...]
    quarantine: tuple[StoredQuarantine, ...]


def source_rows(record: SourceRecord, reading: Reading, number: int) -> SourceRows:
    """What was read of a source, as revision `number` will hold it."""
    return SourceRows(
        replace(
            record,
            revision=number,
            as_of=reading.as_of,
            rows_in=reading.rows_in,
            rows_stored=reading.rows_stored,
            rows_quarantined=len(reading.quarantined),
            rows_out_of_scope=reading.rows_out_of_scope,
            edited=0,
            deleted=[],
        ),
        reading.rows.assign(source=record.source, source_file=record.file),
        tuple(stored_issue(record.source, issue) for issue in reading.issues),
        tuple(
            StoredQuarantine(record.source, row.row, row.issue.kind, row.issue.old, dict(row.raw)) for row in reading.quarantined
        ),
    )


def stored_issue(source: str, issue: Issue) -> StoredIssue:
    """An issue as a revision keeps it."""
    return StoredIssue(
        *(source, issue.row, issue.column, issue.kind, issue.severity, issue.owner, issue.old, issue.new),
        *(issue.message("tr"), issue.message("en")),
    )


def merged(spec: LayerSpec, store: Store, former: Revision | None, news: Sequence[SourceRows]) -> Draft:
    """The new rows beside those of all other sources, which are carried over unchanged."""
    replaced = {rows.record.source for rows in news}
    frames = [rows.frame for rows in news]
    sources = [rows.record for rows in news]
    issues = [issue for rows in news for issue in rows.issues]
    quarantine = [row for rows in news for row in rows.quarantine]
    stays = [] if former is None else [record for record in former.sources if record.source not in replaced]
    if former is not None and stays:
        old = spec.conform(store.read(former.layer, former.number))
        carried = old[~old["source"].isin(replaced)]
        if len(carried):
            frames.insert(0, carried)
        sources = stays + sources
        issues = [row for row in store.issues(former.layer, former.number) if row.source not in replaced] + issues
        quarantine = [row for row in store.quarantine(former.layer, former.number) if row.source not in replaced] + quarantine
    frame = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    return Draft(frame, tuple(sources), tuple(issues), tuple(quarantine))


def row_keys(spec: LayerSpec, rows: pd.DataFrame) -> list[tuple[str | int | None, ...]]:
    """What tells each row of one source apart, as plain values: years whole, missing ones None."""
    columns = [[_plain(value) for value in rows[name]] for name in spec.key]
    return list(zip(*columns, strict=True))


def _plain(value: object) -> str | int | None:
    if value is None or pd.isna(value):
        return None
    return value if isinstance(value, str) else int(float(str(value)))


def with_edits(spec: LayerSpec, store: Store, former: Revision, news: SourceRows) -> SourceRows:
    """A file that was read again, with what persons have changed in its rows since."""
    record = next(record for record in former.sources if record.source == news.record.source)
    if not record.edited and not record.deleted:
        return news
    old = spec.conform(store.read(former.layer, former.number))
    edited = old[(old["source"] == record.source) & (old["source_file"] == BY_HAND)]
    settled = {*row_keys(spec, edited), *(tuple(key) for key in record.deleted)}
    fresh = news.frame[[key not in settled for key in row_keys(spec, news.frame)]]
    parts = [part for part in (fresh, edited) if len(part)] or [fresh]
    frame = pd.concat(parts, ignore_index=True)
    return replace(news, frame=frame, record=replace(news.record, edited=record.edited, deleted=record.deleted))


def with_replaced_edits(former: Revision | None, news: Sequence[SourceRows]) -> list[SourceRows]:
    """The new rows, each source with an issue where they replace what persons have changed in its former rows."""
    known = {} if former is None else {record.source: record for record in former.sources}
    told = []
    for rows in news:
        record = known.get(rows.record.source)
        count = 0 if record is None else record.edited + len(record.deleted)
        if count and former is not None:
            issue = Issue("edits-replaced", params={"count": count, "revision": str(former.number)})
            told.append(replace(rows, issues=(*rows.issues, stored_issue(rows.record.source, issue))))
        else:
            told.append(rows)
    return told
