"""Open names: what waits for a person, and what happens when one has spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.names import Gazetteer, Place, place_key
from layers.importing import author, gazetteer, reread
from layers.store.base import Alias, Store
from layers.workspace import Workspace

_OPEN_KINDS = frozenset({"open-name", "open-name-without-suggestion", "ambiguous-name"})


@dataclass(frozen=True, slots=True)
class OpenName:
    """A written name that matches nothing, where it stands, and the likeliest neighbourhoods; `rejected` by a person or not."""

    name: str
    layer: str
    source: str
    rows: tuple[int, ...]
    suggestions: tuple[Place, ...]
    rejected: bool

    def as_record(self) -> dict[str, object]:
        """The name as a row of a listing."""
        return {
            "name": self.name,
            "suggestions": [place.name for place in self.suggestions],
            "layer": self.layer,
            "source": self.source,
            "rows": list(self.rows),
            "state": "rejected" if self.rejected else "open",
        }


def open_names(workspace: Workspace) -> list[OpenName]:
    """All names that wait, with the suggestions of today's gazetteer, in the order of layers and rows."""
    store = workspace.store()
    known = gazetteer(workspace, store)
    rejected = {alias.key for alias in store.aliases() if alias.neighbourhood_id is None}
    waiting: dict[tuple[str, str, str], list[int]] = {}
    for layer in workspace.layers:
        revision = store.current(layer)
        if revision is None:
            continue
        # Its issue names an open name whether the row was set aside for it or taken without a neighbourhood.
        for issue in store.issues(layer, revision.number):
            if issue.kind in _OPEN_KINDS and issue.old and issue.row is not None:
                waiting.setdefault((layer, issue.source, issue.old), []).append(issue.row)
    return [
        OpenName(name, layer, source, tuple(rows), _suggestions(known, name), place_key(name) in rejected)
        for (layer, source, name), rows in waiting.items()
    ]


def _suggestions(known: Gazetteer, name: str) -> tuple[Place, ...]:
    """The likeliest places; after an undo a name may wait though its alias is known, and that is the likeliest."""
    match = known.match(name)
    return match.candidates or ((match.place,) if match.place is not None else ())


def accept_alias(workspace: Workspace, alias: str, neighbourhood: str, *, reason: str = "") -> list[tuple[str, int]]:
    """Take a written name for a neighbourhood from now on; rows that waited for it go in.

    Returns
        layer and new revision number of each layer whose rows went in.
    """
    store = workspace.store()
    known = gazetteer(workspace, store)
    place = _place(known, neighbourhood)
    already = known.match(alias)
    if already.tier in {"exact", "folded", "ambiguous"} and already.place != place:
        names = already.place.name if already.place else ", ".join(place.name for place in already.candidates)
        raise RefusedError(Issue("alias-is-a-name", params={"alias": alias, "name": names}))
    _put(store, alias, place.id, reason)
    return _reread(workspace, alias, f"{alias} = {place.name}")


def reject_alias(workspace: Workspace, alias: str, *, reason: str = "") -> list[tuple[str, int]]:
    """Say that a written name is none of the neighbourhoods; it is set aside and no longer asked about.

    Returns
        layer and new revision number of each layer whose rows went out because the name was an accepted alias before.
    """
    store = workspace.store()
    key = place_key(alias)
    was_accepted = any(known.key == key and known.neighbourhood_id for known in store.aliases())
    if not was_accepted and not any(place_key(name.name) == key for name in open_names(workspace)):
        raise NotFoundError(Issue("unknown-alias", params={"alias": alias}))
    _put(store, alias, None, reason)
    return _reread(workspace, alias, f"{alias} ≠") if was_accepted else []


def _reread(workspace: Workspace, alias: str, note: str) -> list[tuple[str, int]]:
    """Read the kept originals again in which a name waits or was taken by what a person said before."""
    store, key = workspace.store(), place_key(alias)
    sources: dict[str, set[str]] = {}
    for name in open_names(workspace):
        if place_key(name.name) == key:
            sources.setdefault(name.layer, set()).add(name.source)
    # A layer whose description is gone from the workspace keeps its rows, and nobody can read them again.
    for layer in (name for name in store.layers() if name in workspace.layers):
        revision = store.current(layer)
        for issue in store.issues(layer, revision.number) if revision else []:
            if issue.kind == "alias-used" and place_key(issue.old or "") == key:
                sources.setdefault(layer, set()).add(issue.source)
    return [(layer, reread(workspace, layer, sorted(of_layer), note=note).number) for layer, of_layer in sources.items()]


def find_place(known: Gazetteer, text: str) -> Place:
    """The neighbourhood a person means by id, code or name; with the nearest names when there is none."""
    return _place(known, text)


def _place(known: Gazetteer, text: str) -> Place:
    match = known.find(text)
    if match.place is not None:
        return match.place
    nearest: Sequence[Place] = match.candidates
    listed = ", ".join(place.name for place in nearest) or "–"
    raise NotFoundError(Issue("unknown-neighbourhood", params={"name": text, "nearest": listed}))


def _put(store: Store, alias: str, neighbourhood_id: str | None, reason: str) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    store.put_alias(Alias(place_key(alias), alias, neighbourhood_id, reason, author(), now))
