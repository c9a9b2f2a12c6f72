"""What the pages know of the workspace: the atlas and its contradictions, made once a revision and asked for cheaply.

Staff and the public see different revisions, so each has a state of its own. What follows from the same revisions is made once
for both.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

from geo.issues import Finding
from layers.atlas import Atlas, build_atlas
from layers.checking import find_contradictions
from layers.ground import metric_rows
from layers.releases import Audience, shown_state
from layers.store.base import Revision, Store
from layers.store.register import Register
from layers.store.shown import Shown
from layers.workspace import Workspace, open_workspace
from web.cache import BoundedCache

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """The workspace as an audience sees it now; `version` changes whenever anything that a page shows may have changed.

    `workspace` is fixed: it shows the same revisions whatever is written meanwhile, and cannot be written to. For a request that
    writes it is the workspace itself. `reading` is always the fixed one, `content` tells its revisions apart, and `revisions` are
    their numbers by layer.
    """

    workspace: Workspace
    version: tuple[Hashable, ...]
    reading: Workspace
    content: tuple[Hashable, ...]
    revisions: Mapping[str, int]

    def of_layer(self, layer: str) -> "State":
        """The same state, of another version only when the layer's own rows or the workspace's description are others."""
        return replace(self, version=(self.content[0], layer, self.revisions.get(layer)))

    @property
    def has_boundaries(self) -> bool:
        """Whether there is a place to show at all."""
        return "boundaries" in self.revisions


class Library:
    """One an application. Pages ask for the state first and hand it on, so that one page never mixes two revisions."""

    def __init__(self, path: Path, *, cached_views: int) -> None:
        self._path = path
        self._cache = BoundedCache(cached_views)
        self._audience: Audience = "public"
        self._live = False
        # A workspace that is none is refused at the start, not on the first page.
        open_workspace(path)

    def seen_by(self, audience: Audience, *, live: bool = False) -> "Library":
        """The library as an audience sees it; `live` where the request writes."""
        # Opened before the copy, so that all copies share it.
        _ = self._store
        other = copy(self)
        other._audience, other._live = audience, live
        return other

    @cached_property
    def _store(self) -> Store:
        # Opening a store sweeps it; once is enough.
        return open_workspace(self._path).store()

    @property
    def register(self) -> Register:
        """Accounts, releases and the record."""
        return self._store.register

    def workspace(self) -> Workspace:
        """The workspace itself, which can be written to."""
        described = (self._path / "workspace.yaml").stat().st_mtime_ns
        return self._cache.get(("workspace", described), lambda: open_workspace(self._path))

    def state(self) -> State:
        """The current state, by a few light queries."""
        described = (self._path / "workspace.yaml").stat().st_mtime_ns
        workspace = self.workspace()
        shown = self._shown(self._audience)
        revisions = {layer: revision.number for layer, revision in sorted(shown.revisions.items())}
        aliases = tuple((alias.key, alias.neighbourhood_id) for alias in shown.aliases)
        visible = (
            None if shown.visible is None else tuple((layer, tuple(sorted(v))) for layer, v in sorted(shown.visible.items()))
        )
        content = (described, tuple(revisions.items()), aliases)
        reading = replace(workspace, shown=shown)
        return State(
            workspace=workspace if self._live else reading,
            version=(content, self._audience, visible, self._live),
            reading=reading,
            content=content,
            revisions=revisions,
        )

    def revisions(self) -> dict[str, Revision]:
        """The shown revision of each layer that has one."""
        return dict(self._shown(self._audience).revisions)

    def drafts(self) -> dict[str, int]:
        """Layers whose shown revision is not what the public is shown, with its number."""
        public = self._shown("public").revisions
        shown = self.revisions().items()
        return {layer: item.number for layer, item in shown if layer not in public or public[layer].number != item.number}

    def atlas(self, state: State, from_year: int | None = None, to_year: int | None = None) -> Atlas:
        """The atlas with its changes between two years."""
        return self._cache.get(
            (state.content, "atlas", from_year, to_year),
            lambda: build_atlas(state.reading, from_year=from_year, to_year=to_year),
        )

    def rows(self, state: State, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows of a layer in metres, made anew each time; None where it holds nothing."""
        return metric_rows(state.reading, state.reading.store(), layer, self.atlas(state).neighbourhoods[["geometry"]])

    def findings(self, state: State) -> tuple[Finding, ...]:
        """All contradictions in the shown data."""
        return self._cache.get((state.content, "findings"), lambda: tuple(find_contradictions(state.reading)))

    def keep(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Anything else that follows from a state, made once."""
        return self._cache.get((state.version, *key), make)

    def _shown(self, audience: Audience) -> Shown:
        """What an audience is shown, worked out anew when a revision, a release or an alias has come."""
        store = self._store
        current = tuple((layer, store.current(layer)) for layer in store.layers())
        aliases = tuple((alias.key, alias.neighbourhood_id, alias.created_at) for alias in store.aliases())
        numbers = tuple((layer, revision.number, revision.pruned_at) for layer, revision in current if revision is not None)
        public = audience == "public" and self._has_accounts()
        # Where there are no accounts, both audiences see the same.
        key = ("shown", public, numbers, aliases, self.register.last_release() if public else 0)
        return self._cache.get(key, lambda: shown_state(store, audience))

    def _has_accounts(self) -> bool:
        return self.register.has_accounts()
