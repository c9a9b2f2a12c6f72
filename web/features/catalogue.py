"""Which collections are served, as they stand now: the atlas and every layer that has data, each of one revision."""

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from geo.crs import TUREF_LAEA
from geo.errors import CrsError, NotFoundError
from geo.issues import Issue, Words
from layers.outgoing.tables import ATLAS, atlas_table, layer_table
from layers.store.base import Revision
from web.cache import BoundedCache
from web.features.crs import Crs, systems_for
from web.features.served import Profile, Served, serve
from web.features.texts import KeptFeatures
from web.library import Library, State

# Rows of collections that are kept ready, all together: some hundred megabytes at the most.
MOST_KEPT_ROWS: Final = 400_000
_MOST_PROFILES: Final = 200
_ETAG_DIGITS: Final = 20
_ATLAS_WORDS: Final = (
    Words("Mahalleler", "Neighbourhoods"),
    Words(
        "Mahallelerin sınırları, nüfusu, değişimi ve bütün göstergeleri.",
        "The neighbourhoods with boundaries, population, change and every indicator.",
    ),
)


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection: its name in addresses, what it is called, and `version`, which changes when anything in it may have."""

    name: str
    title: Words
    description: Words
    version: tuple[Hashable, ...]
    revision: int | None


class Catalogue:
    """One an application. Collections are made ready when they are first asked for, and kept as long as there is room."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.texts = KeptFeatures()
        self._served = BoundedCache(MOST_KEPT_ROWS, weigh=len)
        self._profiles = BoundedCache(_MOST_PROFILES)
        self._systems = BoundedCache(2)

    def collections(self, state: State) -> Mapping[str, Collection]:
        """What is served, the atlas first, by name."""
        found = ((name, self._find(state, name, state.revisions.get(name))) for name in (ATLAS, *state.workspace.layers))
        return {name: collection for name, collection in found if collection is not None}

    def collection(self, state: State, name: str) -> Collection:
        """The collection of that name.

        Raises
            NotFoundError: there is none.
        """
        found = self._find(state, name, state.revisions.get(name))
        if found is None:
            known = ", ".join(self.collections(state)) or "–"
            raise NotFoundError(Issue("unknown-collection", params={"collection": name, "known": known}))
        return found

    def _find(self, state: State, name: str, revision: Revision | None) -> Collection | None:
        if name == ATLAS:
            return Collection(ATLAS, *_ATLAS_WORDS, (ATLAS, *state.version), None) if state.has_boundaries else None
        if revision is None or (spec := state.workspace.layers.get(name)) is None:
            return None
        title, description = Words(spec.title_tr, spec.title_en), Words(spec.description_tr, spec.description_en)
        return Collection(name, title, description, (name, state.content[0], revision.number), revision.number)

    def served(self, state: State, collection: Collection) -> Served:
        """A collection ready to be asked."""

        def make() -> Served:
            if collection.name == ATLAS:
                return serve(atlas_table(self.library.atlas(state)))
            return serve(layer_table(state.workspace, collection.name, collection.revision))

        return self._served.get(collection.version, make)

    def profile(self, state: State, collection: Collection) -> Profile:
        """What can be told of a collection, without keeping its rows."""
        return self._profiles.get(collection.version, lambda: self.served(state, collection).profile)

    def systems(self, state: State) -> tuple[Crs, ...]:
        """The coordinate systems that everything is served in: those of the world, of Türkiye and of the place."""

        def make() -> tuple[Crs, ...]:
            if not state.has_boundaries:
                return systems_for(TUREF_LAEA)
            try:
                zone = state.ground.crs.to_epsg()
            except CrsError:
                # Boundaries that lie elsewhere have no zone.
                zone = None
            return systems_for(zone or TUREF_LAEA)

        return self._systems.get(state.version, make)


def etag_of(*parts: object) -> str:
    """A word that is equal where all of the parts are."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=_ETAG_DIGITS // 2).hexdigest()
