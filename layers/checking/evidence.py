"""What the checks look at: each layer's current rows, read once, and what waits outside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from geo.population import source_rank
from layers.atlas import Atlas
from layers.base import LayerSpec
from layers.importing import current_frame
from layers.store.base import Store
from layers.workspace import Workspace


@dataclass(slots=True)
class Evidence:
    """The current data of a workspace."""

    workspace: Workspace
    store: Store
    atlas: Atlas
    _frames: dict[str, pd.DataFrame | None] = field(default_factory=dict)

    def frame(self, layer: str) -> pd.DataFrame | None:
        """All rows of a layer's current revision; None where it holds nothing."""
        if layer not in self._frames:
            self._frames[layer] = current_frame(self.workspace, self.store, layer)
        return self._frames[layer]

    def sources(self, layer: str) -> Iterator[tuple[str, pd.DataFrame]]:
        """The rows of each source of a layer, in the order of their names."""
        frame = self.frame(layer)
        if frame is not None:
            for source, rows in frame.groupby("source", sort=True):
                yield str(source), rows

    def layers(self) -> Iterator[LayerSpec]:
        """The layers that hold something and are read by their fields."""
        for spec in self.workspace.layers.values():
            if spec.read is None and self.frame(spec.name) is not None:
                yield spec

    def precedence(self, layer: str) -> Sequence[str]:
        """The order of the layer's sources."""
        return self.workspace.precedence_of(layer)

    def ranks(self, layer: str) -> Mapping[str, int]:
        """The place of each source of a layer in that order."""
        frame = self.frame(layer)
        sources = [] if frame is None else frame["source"].unique()
        return {str(source): source_rank(str(source), self.precedence(layer)) for source in sources}

    def set_aside(self, layer: str) -> Mapping[str, int]:
        """How many rows of each source wait outside; a row that only repeats another is missed by no total."""
        revision = self.store.current(layer)
        waiting = [] if revision is None else self.store.quarantine(layer, revision.number)
        return Counter(row.source for row in waiting if row.kind != "duplicate-row")

    def as_of(self, layer: str) -> date:
        """The day that a layer describes: the newest that a source states, else the day of its revision."""
        revision = self.store.current(layer)
        if revision is None:
            return date.max
        stated = [record.as_of for record in revision.sources if record.as_of]
        return date.fromisoformat(max(stated, default=revision.created_at[:10]))
