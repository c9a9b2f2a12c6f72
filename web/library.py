"""What the pages know of the workspace: the atlas and its contradictions, made once a revision and asked for cheaply."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

from geo.issues import Finding
from layers.atlas import Atlas, build_atlas
from layers.boundaries import LAYER as BOUNDARIES
from layers.checking import find_contradictions
from layers.ground import metric_rows
from layers.store.base import Revision, Store
from layers.workspace import Workspace, open_workspace
from web.cache import BoundedCache

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """The workspace as it stands now, with the current revisions by layer.

    `version` changes whenever anything that a page shows may have changed.
    """

    workspace: Workspace
    version: tuple[Hashable, ...]
    revisions: Mapping[str, Revision]

    @property
    def has_boundaries(self) -> bool:
        """Whether there is anything to show."""
        return BOUNDARIES.name in self.revisions


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
        revisions = self.revisions()
        numbers = tuple((layer, revision.number) for layer, revision in revisions.items())
        aliases = tuple((alias.key, alias.neighbourhood_id) for alias in self._store.aliases())
        return State(workspace, (described, numbers, aliases), revisions)

    def revisions(self) -> dict[str, Revision]:
        """The current revision of each layer that has one."""
        return {revision.layer: revision for revision in self._store.all_current()}

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
