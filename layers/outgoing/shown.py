"""Which revisions other programs are shown."""

from collections.abc import Mapping

from layers.store.base import Revision, Store


def shown_revisions(store: Store) -> Mapping[str, Revision]:
    """The revision of each layer that is served to other programs, by the layer's name; a layer without one is not served."""
    return {revision.layer: revision for revision in store.all_current()}
