"""What the checks look at: each layer's current rows, read once, and what waits outside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.population import source_rank
from layers.base import LayerSpec
from layers.ground import Ground
from layers.stated import StatedFigures
from layers.store.base import Store
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Evidence:
    """The current data of a workspace."""

    ground: Ground
    stated: StatedFigures

    @property
    def workspace(self) -> Workspace:
        """Whose data they are."""
        return self.ground.workspace

    @property
    def store(self) -> Store:
        """Where they lie."""
        return self.ground.store

    def frame(self, layer: str) -> pd.DataFrame | None:
        """All rows of a layer's current revision; None where it holds nothing."""
        return self.ground.frame(layer)

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
