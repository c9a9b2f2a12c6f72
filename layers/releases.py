"""Which revision of a layer is shown to whom, and the steps by which a draft becomes public.

Staff see the current revision, the public the one that an approver released last. Where there are no accounts, all that is
current counts as released. Steps are rows that are only added: a withdrawal is a row too, and brings back the release before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geo.errors import NotFoundError, RefusedError, StaleError
from geo.issues import Issue
from layers.accounts import account_key
from layers.acting import current_actor
from layers.store.base import Alias, Revision, Store
from layers.store.records import require_revision
from layers.store.register import ReleaseRow, ReleaseStep
from layers.store.shown import Shown
from layers.workspace import Workspace

Audience = Literal["public", "staff"]
_ALIAS_ACTIONS = ("name-accepted", "name-rejected")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a layer stands on its way to the public: the released number, the step that waits for an approver, all steps."""

    layer: str
    current: Revision
    released: int | None
    waiting: ReleaseRow | None
    steps: tuple[ReleaseRow, ...]

    @property
    def is_draft(self) -> bool:
        """Whether what staff see is not what the public sees."""
        return self.released != self.current.number


def shown_to(workspace: Workspace, audience: Audience) -> Workspace:
    """The workspace as an audience sees it now: every later read gives this state, whatever is written meanwhile."""
    return replace(workspace, shown=shown_state(workspace.store(), audience))


def shown_state(store: Store, audience: Audience) -> Shown:
    """All that an audience is shown of a store now."""
    current = {revision.layer: revision for revision in store.all_current()}
    if audience == "staff" or not store.register.has_accounts():
        return Shown(current, store.aliases())
    rows = store.register.releases()
    stacks = {layer: _stack([row for row in rows if row.layer == layer]) for layer in current}
    found = {layer: _known(store, layer, stack[-1] if stack else None, current[layer]) for layer, stack in stacks.items()}
    revisions = {layer: revision for layer, revision in found.items() if revision is not None}
    if revisions == current and all(len(stacks[layer]) == current[layer].number for layer in current):
        return Shown(revisions, _aliases_at(store, rows), only_released=True)
    visible = {layer: frozenset(stack) for layer, stack in stacks.items()}
    return Shown(revisions, _aliases_at(store, rows), visible, only_released=True)


def unreleased(shown: Mapping[str, Revision], public: Mapping[str, Revision]) -> dict[str, int]:
    """The layers of which something else is shown than the public is shown, with the number of what is."""
    return {
        layer: revision.number
        for layer, revision in shown.items()
        if layer not in public or public[layer].number != revision.number
    }


def drafts_of(workspace: Workspace) -> dict[str, int]:
    """The layers whose revision, as the workspace shows it, nobody has released, with its number."""
    shown = {revision.layer: revision for revision in workspace.store().all_current()}
    return unreleased(shown, shown_state(replace(workspace, shown=None).store(), "public").revisions)


def standings(workspace: Workspace) -> dict[str, Standing]:
    """How each layer with data stands, in the order of the layers."""
    store = workspace.store()
    rows = store.register.releases()
    found = {}
    for layer in workspace.layers:
        current = store.current(layer)
        if current is not None:
            found[layer] = _standing(current, [row for row in rows if row.layer == layer])
    return found


def standing_of(workspace: Workspace, layer: str) -> Standing:
    """How a layer stands.

    Raises
        NotFoundError: there is no such layer, or it holds nothing yet.
    """
    workspace.layer(layer)
    store = workspace.store()
    current = store.current(layer)
    if current is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    return _standing(current, [row for row in store.register.releases() if row.layer == layer])


def kept_for_release(store: Store, layer: str) -> set[int]:
    """The numbers that pruning must leave: what the public sees, what a withdrawal would bring back, and what waits."""
    rows = [row for row in store.register.releases() if row.layer == layer]
    waiting = _waiting(rows)
    return {*_stack(rows)[-2:], *([waiting.number] if waiting else [])}


def send_for_release(workspace: Workspace, layer: str, number: int, note: str) -> ReleaseRow:
    """Ask an approver to look at the current revision.

    Raises
        StaleError: there is a newer revision by now.
        RefusedError: it is released already.
    """
    store = _released_store(workspace, layer)

    def step(rows: Sequence[ReleaseRow]) -> ReleaseStep:
        current = require_revision(layer, number, store.history(layer))
        newest = store.history(layer)[0].number
        if newest != current.number:
            params = {"layer": layer, "seen": str(number), "current": str(newest)}
            raise StaleError(Issue("stale-revision", params=params))
        _require_news(layer, number, rows)
        return ReleaseStep(number, "sent", note)

    return store.register.put_release(layer, step)


def release(workspace: Workspace, layer: str, number: int, *, seen: int | None, note: str = "") -> ReleaseRow:
    """Make a revision public; `seen` is the released number that the approver compared it with, None for none.

    Raises
        StaleError: another was released or sent meanwhile.
        RefusedError: it is released already, or two pairs of eyes are required and one of its authors releases it.
    """
    store = _released_store(workspace, layer)

    def step(rows: Sequence[ReleaseRow]) -> ReleaseStep:
        history = store.history(layer)
        require_revision(layer, number, history)
        stack, waiting = _stack(rows), _waiting(rows)
        released = stack[-1] if stack else None
        if released != seen or (waiting is not None and waiting.number != number):
            params = {"layer": layer, "released": str(released or "–"), "sent": str(waiting.number if waiting else "–")}
            raise StaleError(Issue("release-stale", params=params))
        _require_news(layer, number, rows)
        if workspace.two_pairs_of_eyes:
            _require_other_eyes(layer, history, released or 0, number)
        return ReleaseStep(number, "released", note)

    return store.register.put_release(layer, step)


def send_back(workspace: Workspace, layer: str, number: int, reason: str) -> ReleaseRow:
    """Give a revision that waits back to its planner.

    Raises
        RefusedError: it does not wait, or there is no reason.
    """
    store = _released_store(workspace, layer)
    _require_reason(reason)

    def step(rows: Sequence[ReleaseRow]) -> ReleaseStep:
        waiting = _waiting(rows)
        if waiting is None or waiting.number != number:
            raise StaleError(Issue("not-sent", params={"layer": layer, "number": str(number)}))
        return ReleaseStep(number, "sent-back", reason)

    return store.register.put_release(layer, step)


def withdraw(workspace: Workspace, layer: str, number: int, reason: str) -> ReleaseRow:
    """Take a release back: the one before it is shown again, or nothing where there was none.

    Raises
        RefusedError: it is not the released one, or there is no reason.
    """
    store = _released_store(workspace, layer)
    _require_reason(reason)

    def step(rows: Sequence[ReleaseRow]) -> ReleaseStep:
        stack = _stack(rows)
        if not stack or stack[-1] != number:
            raise StaleError(Issue("nothing-to-withdraw", params={"layer": layer, "number": str(number)}))
        return ReleaseStep(number, "withdrawn", reason)

    return store.register.put_release(layer, step)


def _stack(rows: Sequence[ReleaseRow]) -> list[int]:
    """The numbers that are public, the shown one last: each release is laid on top, a withdrawal takes its number out."""
    public: list[int] = []
    for row in rows:
        if row.action in ("released", "withdrawn"):
            public = [number for number in public if number != row.number]
        if row.action == "released":
            public.append(row.number)
    return public


def _waiting(rows: Sequence[ReleaseRow]) -> ReleaseRow | None:
    """The step that waits for an approver: the last sending, unless that revision or a later one has been answered since."""
    waiting: ReleaseRow | None = None
    for row in rows:
        if row.action == "sent":
            waiting = row
        elif waiting is not None and row.action in ("released", "sent-back") and row.number >= waiting.number:
            waiting = None
    return waiting


def _standing(current: Revision, rows: Sequence[ReleaseRow]) -> Standing:
    stack = _stack(rows)
    return Standing(current.layer, current, stack[-1] if stack else None, _waiting(rows), tuple(rows))


def _known(store: Store, layer: str, number: int | None, current: Revision) -> Revision | None:
    """The revision of a released number; one whose rows were pruned is shown to nobody."""
    if number is None or number == current.number:
        return None if number is None else current
    found = next((revision for revision in store.history(layer) if revision.number == number), None)
    return None if found is None or found.pruned_at is not None else found


def _aliases_at(store: Store, rows: Sequence[ReleaseRow]) -> list[Alias]:
    """What persons had said of names by the last release or withdrawal: a word said since is a draft as well."""
    last = max((row.entry for row in rows if row.action in ("released", "withdrawn")), default=0)
    said = store.register.entries(actions=_ALIAS_ACTIONS)
    before: Mapping[str, Alias] = {entry.detail["key"]: Alias(**entry.detail) for entry in said if entry.position <= last}
    since = {entry.detail["key"] for entry in said if entry.position > last}
    kept = {alias.key: alias for alias in store.aliases() if alias.key not in since}
    return [alias for _, alias in sorted({**before, **kept}.items())]


def _released_store(workspace: Workspace, layer: str) -> Store:
    workspace.layer(layer)
    store = workspace.store()
    if not store.register.has_accounts():
        raise RefusedError(Issue("release-without-accounts"))
    return store


def _require_news(layer: str, number: int, rows: Sequence[ReleaseRow]) -> None:
    stack = _stack(rows)
    if stack and number <= stack[-1]:
        raise RefusedError(Issue("nothing-to-release", params={"layer": layer, "number": str(number)}))


def _require_other_eyes(layer: str, history: Sequence[Revision], released: int, number: int) -> None:
    mine = account_key(current_actor().name)
    own = [item.number for item in history if released < item.number <= number and account_key(item.author) == mine]
    if own:
        params = {"layer": layer, "number": str(number), "own": ", ".join(map(str, sorted(own)))}
        raise RefusedError(Issue("release-by-author", params=params))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(Issue("reason-missing"))
