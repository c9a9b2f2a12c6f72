"""A store as one audience sees it: of each layer the revision that it is shown, fixed when it was asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.store.base import Action, Alias, Draft, Revision, Store, StoredIssue, StoredQuarantine
from layers.store.register import Register


@dataclass(frozen=True, slots=True)
class Shown:
    """The shown revision of each layer that has one, the aliases, and the numbers that may be looked at, None for all.

    `only_released`: whoever is shown this is shown nothing that an office has not released.
    """

    revisions: Mapping[str, Revision]
    aliases: Sequence[Alias]
    visible: Mapping[str, frozenset[int]] | None = field(default=None)
    only_released: bool = False


class ShownStore:
    """Reads as a store does and refuses to write."""

    def __init__(self, store: Store, shown: Shown) -> None:
        self._store, self._shown = store, shown

    @property
    def register(self) -> Register:
        """The register of the store."""
        return self._store.register

    def layers(self) -> list[str]:
        """Names of layers that have a shown revision, sorted."""
        return sorted(self._shown.revisions)

    def current(self, layer: str) -> Revision | None:
        """The revision that is shown, or None where there is none."""
        return self._shown.revisions.get(layer)

    def all_current(self) -> list[Revision]:
        """The revisions that are shown."""
        return [self._shown.revisions[layer] for layer in self.layers()]

    def history(self, layer: str) -> list[Revision]:
        """The revisions that may be looked at, up to the shown one, the newest first."""
        shown = self.current(layer)
        if shown is None:
            return []
        found = self._store.history(layer)
        return [revision for revision in found if revision.number <= shown.number and self._is_visible(layer, revision.number)]

    def read(self, layer: str, number: int) -> pd.DataFrame:
        """The rows of a revision."""
        self._require(layer, number)
        return self._store.read(layer, number)

    def read_portions(self, layer: str, number: int, size: int) -> Iterator[pd.DataFrame]:
        """What `read` gives, at most `size` rows at a time."""
        self._require(layer, number)
        yield from self._store.read_portions(layer, number, size)

    def issues(self, layer: str, number: int) -> list[StoredIssue]:
        """The issue rows of a revision."""
        self._require(layer, number)
        return self._store.issues(layer, number)

    def quarantine(self, layer: str, number: int) -> list[StoredQuarantine]:
        """The rows that a revision set aside."""
        self._require(layer, number)
        return self._store.quarantine(layer, number)

    def aliases(self) -> list[Alias]:
        """What persons had said of names by then."""
        return list(self._shown.aliases)

    def commit(
        self, layer: str, draft: Callable[[Revision | None, int], Draft], *, author: str, action: Action, note: str
    ) -> Revision:
        """Refused: what is shown is not written to."""
        raise RefusedError(Issue("shown-store-writes"))

    def restore(self, layer: str, number: int, *, author: str, note: str) -> Revision:
        """Refused."""
        raise RefusedError(Issue("shown-store-writes"))

    def prune(self, layer: str, keep: Callable[[Sequence[Revision]], Collection[int]], *, author: str) -> list[Revision]:
        """Refused."""
        raise RefusedError(Issue("shown-store-writes"))

    def put_alias(self, alias: Alias) -> None:
        """Refused."""
        raise RefusedError(Issue("shown-store-writes"))

    def _is_visible(self, layer: str, number: int) -> bool:
        return self._shown.visible is None or number in self._shown.visible.get(layer, frozenset())

    def _require(self, layer: str, number: int) -> None:
        if self._is_visible(layer, number):
            return
        known = ", ".join(str(revision.number) for revision in self.history(layer))
        if not known:
            raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
        raise NotFoundError(Issue("unknown-revision", params={"layer": layer, "number": str(number), "known": known}))
