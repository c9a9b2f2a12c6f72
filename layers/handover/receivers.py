"""Who was handed what last: one small file a receiver, in the workspace."""

import json
from collections.abc import Mapping
from pathlib import Path

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.turkish import slug
from layers.outgoing.writing import replacing
from layers.workspace import Workspace

PACKAGE = "package"
_FOLDER = "receivers"


def last_handover(workspace: Workspace, what: str, receiver: str) -> Mapping[str, int]:
    """The revisions by layer that a receiver was handed last: of `what`, or with the last package.

    Raises
        NotFoundError: nothing of it was ever handed over.
        RefusedError: the record cannot be read.
    """
    handed = _handed(workspace, receiver)
    found = handed.get(what, handed.get(PACKAGE))
    if found is None:
        raise NotFoundError(Issue("no-handover", params={"receiver": receiver, "what": what}))
    return found


def remember_handover(workspace: Workspace, what: str, receiver: str, revisions: Mapping[str, int]) -> None:
    """Keep what was handed over; a package stands for everything before it.

    Raises
        RefusedError: the record cannot be written.
    """
    handed = {} if what == PACKAGE else _handed(workspace, receiver)
    document = {"receiver": receiver, "handed": {**handed, what: dict(sorted(revisions.items()))}}
    path = _path(workspace, receiver)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(path), "why": error.strerror or ""})) from error
    with replacing(path) as partial:
        partial.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def require_receiver(receiver: str | None) -> None:
    """Refuse a name of which no file name can be made, before anything is written."""
    if receiver is not None and not slug(receiver):
        raise RefusedError(Issue("bad-receiver", params={"receiver": receiver}))


def _handed(workspace: Workspace, receiver: str) -> dict[str, dict[str, int]]:
    path = _path(workspace, receiver)
    if not path.exists():
        return {}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(what): {str(layer): int(number) for layer, number in revisions.items()}
            for what, revisions in document["handed"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError(Issue("receiver-unreadable", params={"path": str(path)})) from error


def _path(workspace: Workspace, receiver: str) -> Path:
    require_receiver(receiver)
    return workspace.path / _FOLDER / f"{slug(receiver)}.json"
