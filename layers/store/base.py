"""What a store keeps: immutable revisions of layers with their sources, issues and quarantined rows, and accepted aliases."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import pandas as pd

from layers.store.register import Register

Action = Literal["import", "undo", "names", "edit"]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source of a revision: which file, read with what options, in which revision, and what became of its rows.

    `edited` rows have been changed or added by hand since, rows with the keys in `deleted` taken out. What was typed in by hand
    has no file and no digest.
    """

    source: str
    file: str
    sha256: str
    revision: int
    columns: dict[str, str] = field(default_factory=dict)
    epsg: int | None = None
    as_of: str | None = None
    rows_in: int = 0
    rows_stored: int = 0
    rows_quarantined: int = 0
    rows_out_of_scope: int = 0
    table: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    edited: int = 0
    deleted: list[list[str | int | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """An issue row as kept: in both languages, so that it reads the same years later."""

    source: str
    row: int | None
    column: str | None
    kind: str
    severity: str
    owner: str
    old: str | None
    new: str | None
    message_tr: str
    message_en: str


@dataclass(frozen=True, slots=True)
class StoredQuarantine:
    """A row that was set aside: its text as printed and the issue that keeps it out."""

    source: str
    row: int
    kind: str
    name: str | None
    raw: dict[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision about to be written; `frame` has a `source` column."""

    frame: pd.DataFrame
    sources: tuple[SourceRecord, ...]
    issues: tuple[StoredIssue, ...]
    quarantine: tuple[StoredQuarantine, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """An immutable state of a layer. `restores` is the number of the older revision that an undo brought back.

    A pruned revision keeps its place in the history, with when and by whom; its rows are gone.
    """

    layer: str
    number: int
    created_at: str
    author: str
    action: Action
    note: str
    restores: int | None
    rows: int
    sources: tuple[SourceRecord, ...]
    pruned_at: str | None = None
    pruned_by: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """What a person said of a written name: that it means a neighbourhood, or (with no id) that it means none."""

    key: str
    alias: str
    neighbourhood_id: str | None
    reason: str
    author: str
    created_at: str


class Store(Protocol):
    """Revisions can be added and read, never changed."""

    @property
    def register(self) -> Register:
        """Accounts, sessions, releases, and the record, in which every change made here leaves a row."""

    def layers(self) -> list[str]:
        """Names of layers that have a current revision, sorted."""

    def current(self, layer: str) -> Revision | None:
        """The revision that is shown, or None where there is none yet."""

    def all_current(self) -> list[Revision]:
        """What `current` answers for each of `layers`, asked for at once."""

    def history(self, layer: str) -> list[Revision]:
        """All revisions of a layer, the newest first."""

    def read(self, layer: str, number: int) -> pd.DataFrame:
        """The rows of a revision; a GeoDataFrame in EPSG:4326 for a drawn layer. Those of a pruned one are refused."""

    def read_portions(self, layer: str, number: int, size: int) -> Iterator[pd.DataFrame]:
        """What `read` gives, at most `size` rows at a time; nothing for a revision without rows."""

    def issues(self, layer: str, number: int) -> list[StoredIssue]:
        """The issue rows of a revision."""

    def quarantine(self, layer: str, number: int) -> list[StoredQuarantine]:
        """The rows that a revision set aside."""

    def commit(
        self, layer: str, draft: Callable[[Revision | None, int], Draft], *, author: str, action: Action, note: str
    ) -> Revision:
        """Write a new revision and make it current.

        `draft` is called with the current revision and the new number while this writer alone may write, so that two
        writers never lose one another's rows.
        """

    def restore(self, layer: str, number: int, *, author: str, note: str) -> Revision:
        """Make a new revision equal to an old one."""

    def prune(self, layer: str, keep: Callable[[Sequence[Revision]], Collection[int]], *, author: str) -> list[Revision]:
        """Drop the rows, issues and set-aside rows of old revisions for good; their records stay, marked.

        `keep` is called with all revisions, the newest first, while this writer alone may write, and answers the numbers that
        stay. The current one stays in any case.

        Returns
            what was dropped now, the newest first.
        """

    def aliases(self) -> list[Alias]:
        """What persons said of names, sorted by key."""

    def put_alias(self, alias: Alias) -> None:
        """Keep what a person said of a name; the last word counts."""
