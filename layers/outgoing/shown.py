"""Which revisions other programs are shown."""

from collections.abc import Mapping

from layers.store.base import Revision


def shown_revisions(current: Mapping[str, Revision]) -> Mapping[str, Revision]:
    """The revision of each layer that is served to other programs, by the layer's name, of those that are current: all of them.

    A layer without one is not served.
    """
    return current
