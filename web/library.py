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
from layers.boundaries import LAYER as BOUNDARIES
from layers.checking import find_contradictions
from layers.ground import Ground
from layers.pinned import pinned
from layers.releases import Audience, shown_state, unreleased
from layers.scenario_files import scenario_files
from layers.scenarios import ScenarioAtlas, atlas_of_scenario
from layers.stated import stated_figures
from layers.store.base import Revision, Store
from layers.store.register import Register
from layers.store.shown import Shown
from layers.workspace import Workspace, open_workspace
from web.cache import BoundedCache

T = TypeVar("T")
# Layers with the numbers of the revisions that they are held at.
Held = tuple[tuple[str, int], ...]
_KEPT = 128
_CARDS = 1024


@dataclass(frozen=True)
class State:
    """The workspace as an audience sees it now; `version` changes whenever anything that a page shows may have changed.

    `workspace` is fixed: it shows the same revisions whatever is written meanwhile, and cannot be written to. For a request that
    writes it is the workspace itself. `reading` is always the fixed one, `content` tells its revisions apart, and `revisions` are
    those by layer. A request asks for a state of its own, so that what it has read goes with it.
    """

    workspace: Workspace
    version: tuple[Hashable, ...]
    reading: Workspace
    content: tuple[int, tuple[tuple[str, int], ...], Hashable]
    revisions: Mapping[str, Revision]

    def of_layer(self, layer: str) -> "State":
        """The same state, of another version only when the layer's own rows or the workspace's description are others."""
        revision = self.revisions.get(layer)
        return replace(self, version=(self.content[0], layer, None if revision is None else revision.number))

    @property
    def has_boundaries(self) -> bool:
        """Whether there is a place to show at all."""
        return BOUNDARIES.name in self.revisions

    @cached_property
    def ground(self) -> Ground:
        """The shown rows of the layers, each read once for all that the request makes of it.

        Raises
            NotFoundError: `empty-layer`, there are no boundaries.
        """
        return Ground(self.reading)


class Library:
    """One an application. Pages ask for the state first and hand it on, so that one page never mixes two revisions."""

    def __init__(self, path: Path, *, cached_views: int) -> None:
        self._path = path
        # Thousands of addresses must not push out the few things that take seconds to make.
        self._kept = BoundedCache(_KEPT)
        self._views = BoundedCache(cached_views)
        # A thousand small cards would push out the few large pages.
        self._cards = BoundedCache(_CARDS)
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
        return self._kept.get(("workspace", described), lambda: open_workspace(self._path))

    def state(self) -> State:
        """The current state, by a few light queries."""
        described = (self._path / "workspace.yaml").stat().st_mtime_ns
        workspace = self.workspace()
        shown = self._shown(self._audience)
        revisions = dict(sorted(shown.revisions.items()))
        numbers = tuple((layer, revision.number) for layer, revision in revisions.items())
        aliases = tuple((alias.key, alias.neighbourhood_id) for alias in shown.aliases)
        visible = (
            None if shown.visible is None else tuple((layer, tuple(sorted(v))) for layer, v in sorted(shown.visible.items()))
        )
        content = (described, numbers, aliases)
        reading = replace(workspace, shown=shown)
        return State(
            workspace=workspace if self._live else reading,
            version=(content, self._audience, visible, self._live),
            reading=reading,
            content=content,
            revisions=revisions,
        )

    def years(self, state: State) -> tuple[int, ...]:
        """The years with a population."""
        return self._kept.get((state.content, "years"), lambda: stated_figures(state.ground).years)

    def revisions(self) -> dict[str, Revision]:
        """The shown revision of each layer that has one."""
        return dict(self._shown(self._audience).revisions)

    def drafts(self) -> dict[str, int]:
        """Layers whose shown revision is not what the public is shown, with its number."""
        return unreleased(self.revisions(), self._shown("public").revisions)

    def history(self, state: State, layer: str) -> list[Revision]:
        """The revisions of a layer that the audience may look at, the newest first."""
        return state.reading.store().history(layer)

    def atlas(self, state: State, from_year: int | None = None, to_year: int | None = None, held: Held = ()) -> Atlas:
        """The atlas with its changes between two years; with layers `held` at older revisions, as it would be with them.

        Raises
            NotFoundError, RefusedError: `unknown-revision`, `revision-pruned`, of a revision to be held.
        """
        # Which older revisions there are to hold differs by audience, even where both are shown the same.
        version: Hashable = state.version if held else state.content

        def make() -> Atlas:
            beside = self._kept.find((version, "atlas of", to_year, held)) or self._kept.find((version, "any atlas", held))
            ground = Ground(pinned(state.reading, dict(held))) if held else state.ground
            made = build_atlas(ground.workspace, from_year=from_year, to_year=to_year, beside=beside, ground=ground)
            # Another earlier year asks what the layers say of the same people; often another later year is told the same.
            self._kept.get((version, "atlas of", made.span.to_year if made.span else None, held), lambda: made)
            self._kept.get((version, "any atlas", held), lambda: made)
            return made

        return self._kept.get((version, "atlas", from_year, to_year, held), make)

    def scenario(self, state: State, name: str) -> ScenarioAtlas:
        """The atlas of a scenario.

        Raises
            NotFoundError, RefusedError: as `layers.scenarios.atlas_of_scenario`.
        """
        files = scenario_files(state.reading)
        written = files[name].stat().st_mtime_ns if name in files else 0
        key = (state.content, "scenario", name, written)
        return self._kept.get(key, lambda: atlas_of_scenario(state.reading, name, today=self.atlas(state)))

    def rows(self, state: State, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows of a layer in metres, read once a request; None where it holds nothing.

        Raises
            NotFoundError: `empty-layer`, there are no boundaries.
        """
        return state.ground.rows(layer)

    def findings(self, state: State) -> tuple[Finding, ...]:
        """All contradictions in the shown data."""
        return self._kept.get((state.content, "findings"), lambda: tuple(find_contradictions(state.reading, state.ground)))

    def keep(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Anything else that follows from a state and of which there is little, made once."""
        return self._kept.get((state.version, *key), make)

    def keep_view(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What one of many addresses shows of a state, made once as long as it is asked for."""
        return self._views.get((state.version, *key), make)

    def keep_card(self, state: State, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What the page of a neighbourhood shows of a state: many, and each small."""
        return self._cards.get((state.version, *key), make)

    def keep_while(self, state: State, unchanged: Callable[[str], bool], key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """What follows from some layers alone, made once while these stay as they are; `unchanged` tells which they are."""
        described, revisions, aliases = state.content
        of_layers = tuple(pair for pair in revisions if unchanged(pair[0]))
        return self._kept.get((described, of_layers, aliases, *key), make)

    def _shown(self, audience: Audience) -> Shown:
        """What an audience is shown, worked out anew when a revision, a release or an alias has come."""
        store = self._store
        aliases = tuple((alias.key, alias.neighbourhood_id, alias.created_at) for alias in store.aliases())
        numbers = tuple((revision.layer, revision.number, revision.pruned_at) for revision in store.all_current())
        public = audience == "public" and self._has_accounts()
        # Where there are no accounts, both audiences see the same.
        key = ("shown", public, numbers, aliases, self.register.last_release() if public else 0)
        return self._kept.get(key, lambda: shown_state(store, audience))

    def _has_accounts(self) -> bool:
        return self.register.has_accounts()
