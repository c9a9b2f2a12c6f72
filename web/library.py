"""What the pages know of the workspace: the atlas and its contradictions, made once a revision and asked for cheaply."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

import geopandas as gpd

from geo.issues import Finding
from layers.atlas import Atlas, build_atlas
from layers.checking import find_contradictions
from layers.ground import metric_rows
from layers.scenario_files import scenario_files
from layers.scenarios import ScenarioAtlas, atlas_of_scenario
from layers.store.base import Revision, Store
from layers.store.pinned import pinned_store
from layers.workspace import Workspace, open_workspace
from web.cache import BoundedCache

T = TypeVar("T")
# Layers with the numbers of the revisions that they are held at.
Held = tuple[tuple[str, int], ...]
_KEPT = 128


@dataclass(frozen=True, slots=True)
class State:
    """The workspace as it stands now; `version` changes whenever anything that a page shows may have changed."""

    workspace: Workspace
    version: tuple[Hashable, ...]
    has_boundaries: bool


class Library:
    """One a application. Pages ask for the state first and hand it on, so that one page never mixes two revisions."""

    def __init__(self, path: Path, *, cached_views: int) -> None:
        self._path = path
        # Thousands of addresses must not push out the few things that take seconds to make.
        self._kept = BoundedCache(_KEPT)
        self._views = BoundedCache(cached_views)
        # A workspace that is none is refused at the start, not on the first page.
        open_workspace(path)

    @cached_property
    def _store(self) -> Store:
        # Opening a store sweeps it; once is enough.
        return open_workspace(self._path).store()

    def state(self) -> State:
        """The current state, by a few light queries."""
        described = (self._path / "workspace.yaml").stat().st_mtime_ns
        workspace = self._kept.get(("workspace", described), lambda: open_workspace(self._path))
        revisions = tuple((layer, revision.number) for layer, revision in self.revisions().items())
        aliases = tuple((alias.key, alias.neighbourhood_id) for alias in self._store.aliases())
        return State(workspace, (described, revisions, aliases), any(layer == "boundaries" for layer, _ in revisions))

    def revisions(self) -> dict[str, Revision]:
        """The current revision of each layer that has one."""
        return self._store.currents()

    def history(self, layer: str) -> list[Revision]:
        """All revisions of a layer, the newest first."""
        return self._store.history(layer)

    def atlas(self, state: State, from_year: int | None = None, to_year: int | None = None, held: Held = ()) -> Atlas:
        """The atlas with its changes between two years; with layers `held` at older revisions, as it would be with them."""

        def make() -> Atlas:
            beside = self._kept.peek((state.version, "atlas of", to_year, held))
            store = pinned_store(self._store, dict(held)) if held else None
            made = build_atlas(state.workspace, from_year=from_year, to_year=to_year, store=store, beside=beside)
            # Another earlier year asks what the layers say of the same people.
            self.keep(state, ("atlas of", made.span.to_year if made.span else None, held), lambda: made)
            return made

        return self.keep(state, ("atlas", from_year, to_year, held), make)

    def scenario(self, state: State, name: str) -> ScenarioAtlas:
        """The atlas of a scenario.

        Raises
            NotFoundError, RefusedError: as `layers.scenarios.atlas_of_scenario`.
        """
        files = scenario_files(state.workspace)
        written = files[name].stat().st_mtime_ns if name in files else 0
        make = partial(atlas_of_scenario, state.workspace, name, today=self.atlas(state))
        return self.keep(state, ("scenario", name, written), make)

    def rows(self, state: State, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows of a layer in metres, made anew each time; None where it holds nothing."""
        return metric_rows(state.workspace, self._store, layer, self.atlas(state).neighbourhoods[["geometry"]])

    def findings(self, state: State) -> tuple[Finding, ...]:
        """All contradictions in the current data."""
        return self.keep(state, ("findings",), lambda: tuple(find_contradictions(state.workspace)))

    def keep(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Anything that follows from a state and of which there is little, made once."""
        return self._kept.get((state.version, *key), make)

    def keep_view(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What one of many addresses shows of a state, made once as long as it is asked for."""
        return self._views.get((state.version, *key), make)
