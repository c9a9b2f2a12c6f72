"""Ids that were made of what may not leave, such as a building's number, replaced by ones that tell nothing and stay.

A plain digest of a building number is found by trying all numbers; the key of the workspace makes that impossible.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from geo.errors import RefusedError
from geo.issues import Issue
from layers.base import LayerSpec
from layers.workspace import Workspace

_KEY_FILE = "id_key"
_KEY_BYTES = 32
_ID_BYTES = 10


def has_hidden_ids(spec: LayerSpec) -> bool:
    """Whether ids of a layer's rows are made of fields that are not public."""
    return any(not spec.field(name).public for name in spec.identity)


def hidden_ids(workspace: Workspace, layer: str, ids: Iterable[str]) -> list[str]:
    """An id for each id, the same each time in this workspace, from which nobody without its key finds the former.

    Raises
        RefusedError: the key of the workspace can be neither read nor made.
    """
    key = _key(workspace.path / _KEY_FILE)
    return [hashlib.blake2b(f"{layer}:{one}".encode(), key=key, digest_size=_ID_BYTES).hexdigest() for one in ids]


def _key(path: Path) -> bytes:
    try:
        if not path.exists():
            _make_key(path)
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(path), "why": error.strerror or ""})) from error


def _make_key(path: Path) -> None:
    """Whoever comes first makes it; nobody ever sees half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-") as made:
        made.write(secrets.token_bytes(_KEY_BYTES))
        made.flush()
        with suppress(FileExistsError):
            os.link(made.name, path)
