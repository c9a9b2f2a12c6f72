"""Since when: the revisions that a change list starts from, as a person names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.handover.receivers import last_handover
from layers.outgoing.tables import ATLAS
from layers.store.base import Revision, Store
from layers.store.records import require_revision
from layers.workspace import Workspace

LAST = "last"


@dataclass(frozen=True, slots=True)
class Since:
    """Old revisions by layer. `others_are_new`: layers that are not named were not there, so that all of them is created."""

    revisions: Mapping[str, int]
    others_are_new: bool = False

    def covers(self, layer: str) -> bool:
        """Whether a change list of that layer can be made."""
        return self.others_are_new or layer in self.revisions


def since_when(workspace: Workspace, what: str, texts: Sequence[str], receiver: str | None) -> Since | None:
    """The revisions that `--since` names; None where it was not given.

    Parameters
        what: a layer, `atlas` or `package`.
        texts: `last` (what the receiver was handed last), `LAYER=REV`, or a number: that revision of each layer; a layer that
            never had so many has not changed.
    Raises
        NotFoundError: there is no such layer or revision, or no such hand-over.
        RefusedError: the text means nothing, or the revision was pruned.
    """
    if not texts:
        return None
    if LAST in texts:
        if receiver is None:
            raise RefusedError(Issue("since-needs-receiver"))
        return Since(last_handover(workspace, what, receiver), others_are_new=True)
    found: dict[str, int] = {}
    for text in texts:
        layer, sign, number = text.rpartition("=")
        if not number.strip().isdecimal():
            known = f"{LAST}, 3, boundaries=3"
            raise RefusedError(Issue("bad-since", params={"text": text, "what": what, "known": known}))
        if sign:
            workspace.layer(layer.strip())
            found[layer.strip()] = int(number)
        elif what not in (ATLAS, "package"):
            found[what] = int(number)
        else:
            found |= _of_every_layer(workspace, int(number))
    if what not in (ATLAS, "package", *found):
        # Of other layers only: every row would count as unchanged.
        known = f"{LAST}, 3, {what}=3"
        raise RefusedError(Issue("bad-since", params={"text": " ".join(texts), "what": what, "known": known}))
    store = workspace.store()
    for layer, wanted in found.items():
        require_revision(layer, wanted, store.history(layer))
    return Since(found)


def _of_every_layer(workspace: Workspace, number: int) -> dict[str, int]:
    store = workspace.store()
    newest = {layer: revision.number for layer in store.layers() if (revision := store.current(layer)) is not None}
    if number > max(newest.values(), default=0):
        known = ", ".join(f"{layer}={revision}" for layer, revision in sorted(newest.items())) or "–"
        raise NotFoundError(Issue("bad-since", params={"text": str(number), "what": "package", "known": known}))
    return {layer: min(number, revision) for layer, revision in newest.items()}


def workspace_at(workspace: Workspace, since: Since) -> Workspace:
    """The workspace as it was: the named revisions are current, and the rest is as it is now or not there yet."""
    inherited = {field.name: getattr(workspace, field.name) for field in fields(Workspace)}
    return _FormerWorkspace(**inherited, since=since)


@dataclass(frozen=True, slots=True)
class _FormerWorkspace(Workspace):
    since: Since = Since({})

    def store(self) -> Store:
        # super() finds no class in a dataclass with slots.
        return _FormerStore(Workspace.store(self), self.since)  # type: ignore[return-value]


class _FormerStore:
    """A store in which older revisions are the current ones; all else is the store's own."""

    def __init__(self, store: Store, since: Since) -> None:
        self._store = store
        self._since = since

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def layers(self) -> list[str]:
        """Names of the layers that were there."""
        return [layer for layer in self._store.layers() if layer in self._since.revisions or not self._since.others_are_new]

    def current(self, layer: str) -> Revision | None:
        """The revision that was current, None where there was none."""
        number = self._since.revisions.get(layer)
        if number is not None:
            return require_revision(layer, number, self._store.history(layer))
        return None if self._since.others_are_new else self._store.current(layer)
