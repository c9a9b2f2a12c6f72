"""What the pages know of the workspace: the atlas and its contradictions, made once a revision and asked for cheaply."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

from geo.issues import Finding
from layers.atlas import Atlas, build_atlas
from layers.checking import find_contradictions
from layers.ground import metric_rows
from layers.store.base import Revision, Store
from layers.workspace import Workspace, open_workspace
from web.cache import BoundedCache

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """The workspace as it stands now; `version` changes whenever anything that a page shows may have changed."""

    workspace: Workspace
    version: tuple[int, tuple[tuple[str, int], ...], Hashable]
    has_boundaries: bool


class Library:
    """One a application. Pages ask for the state first and hand it on, so that one page never mixes two revisions."""

    def __init__(self, path: Path, *, cached_views: int) -> None:
        self._path = path
        self._cache = BoundedCache(cached_views)
        # A workspace that is none is refused at the start, not on the first page.
        open_workspace(path)

    @cached_property
    def _store(self) -> Store:
        # Opening a store sweeps it; once is enough.
        return open_workspace(self._path).store()

    def state(self) -> State:
        """The current state, by a few light queries."""
        described = (self._path / "workspace.yaml").stat().st_mtime_ns
        workspace = self._cache.get(("workspace", described), lambda: open_workspace(self._path))
        revisions = tuple((layer, revision.number) for layer, revision in self.revisions().items())
        aliases = tuple((alias.key, alias.neighbourhood_id) for alias in self._store.aliases())
        return State(workspace, (described, revisions, aliases), any(layer == "boundaries" for layer, _ in revisions))

    def revisions(self) -> dict[str, Revision]:
        """The current revision of each layer that has one."""
        current = ((layer, self._store.current(layer)) for layer in self._store.layers())
        return {layer: revision for layer, revision in current if revision is not None}

    def atlas(self, state: State, from_year: int | None = None, to_year: int | None = None) -> Atlas:
        """The atlas with its changes between two years."""
        return self.keep(
            state,
            ("atlas", from_year, to_year),
            lambda: build_atlas(state.workspace, from_year=from_year, to_year=to_year),
        )

    def rows(self, state: State, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows of a layer in metres, made anew each time; None where it holds nothing."""
        return metric_rows(state.workspace, self._store, layer, self.atlas(state).neighbourhoods[["geometry"]])

    def findings(self, state: State) -> tuple[Finding, ...]:
        """All contradictions in the current data."""
        return self.keep(state, ("findings",), lambda: tuple(find_contradictions(state.workspace)))

    def keep(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Anything else that follows from a state, made once."""
        return self._cache.get((state.version, *key), make)

    def keep_while(self, state: State, unchanged: Callable[[str], bool], key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What follows from some layers alone, made once while these stay as they are; `unchanged` tells which they are."""
        described, revisions, aliases = state.version
        of_layers = tuple(pair for pair in revisions if unchanged(pair[0]))
        return self._cache.get((described, of_layers, aliases, *key), make)
