"""A workspace as if some layers had stayed at an older revision: for the atlas of then beside that of today."""

from collections.abc import Mapping
from dataclasses import replace

from layers.store.records import require_revision
from layers.store.shown import Shown
from layers.workspace import Workspace


def pinned(workspace: Workspace, revisions: Mapping[str, int]) -> Workspace:
    """The same workspace, showing of each layer named the revision of that number; it cannot be written to.

    Whoever is not shown a draft cannot be shown it this way either.

    Raises
        NotFoundError, RefusedError: `empty-layer`, `unknown-revision`, `revision-pruned`.
    """
    store = workspace.store()
    shown = workspace.shown or Shown({revision.layer: revision for revision in store.all_current()}, store.aliases())
    older = {layer: require_revision(layer, number, store.history(layer)) for layer, number in revisions.items()}
    return replace(workspace, shown=replace(shown, revisions={**shown.revisions, **older}))
