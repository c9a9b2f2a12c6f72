"""A store as if some layers had stayed at an older revision: for the atlas of then beside that of today."""

from collections.abc import Mapping
from typing import Any, cast

from layers.store.base import Revision, Store
from layers.store.records import require_revision


def pinned_store(store: Store, revisions: Mapping[str, int]) -> Store:
    """The same store, in which the current revision of each layer named is the one of that number; the others are as they are.

    Raises
        NotFoundError, RefusedError: `unknown-revision`, `revision-pruned`, when such a layer is asked for.
    """
    return cast(Store, _Pinned(store, revisions))


class _Pinned:
    def __init__(self, store: Store, revisions: Mapping[str, int]) -> None:
        self._store, self._revisions = store, revisions

    def current(self, layer: str) -> Revision | None:
        if layer not in self._revisions:
            return self._store.current(layer)
        return require_revision(layer, self._revisions[layer], self._store.history(layer))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
