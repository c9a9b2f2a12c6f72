"""A layer of a million rows as a table whose rows are never all held: fetched from the store a portion at a time."""

from collections.abc import Iterator
from dataclasses import replace

import geopandas as gpd

from layers.base import LayerSpec
from layers.boundaries import LAYER as BOUNDARIES
from layers.outgoing.table import PORTION_ROWS, Bounds, ExportTable, Fetched, wider_bounds
from layers.outgoing.tables import described_table, has_whole_days, layer_metadata, public_rows, require_current
from layers.store.base import Revision
from layers.workspace import Workspace


def can_be_fetched(spec: LayerSpec, revision: Revision) -> bool:
    """Whether the key of each row can be told without the others: by its own id, of one source."""
    return spec.key == ("id",) and len(revision.sources) == 1 and spec.name != BOUNDARIES.name


def fetched_table(workspace: Workspace, layer: str) -> ExportTable | None:
    """The current revision of a layer with rows fetched as they are written; None where that cannot be.

    The rows are read twice: first for what a writer must know of all of them. What comes out is what `layer_table` gives.

    Raises
        NotFoundError: the layer or its data is not there.
    """
    spec = workspace.layer(layer)
    revision = require_current(workspace, layer)
    if not can_be_fetched(spec, revision):
        return None

    def portions() -> Iterator[gpd.GeoDataFrame]:
        for frame in workspace.store().read_portions(layer, revision.number, PORTION_ROWS):
            yield public_rows(workspace, spec, spec.conform(frame))

    dates = [field.name for field in spec.fields if field.type == "date" and field.public]
    whole_days, kinds, lacks_shapes, size = set(dates), set[str](), False, 0
    first: gpd.GeoDataFrame | None = None
    bounds: Bounds | None = None
    for portion in portions():
        first = portion.iloc[:0] if first is None else first
        size += len(portion)
        kinds |= set(portion.geometry.dropna().geom_type.unique())
        lacks_shapes |= bool(portion.geometry.isna().any())
        bounds = wider_bounds(bounds, portion)
        whole_days = {name for name in whole_days if has_whole_days(portion[name])}
    if first is None:
        return None
    table = described_table(spec, first, layer_metadata(workspace, revision), whole_days)
    return replace(table, fetched=Fetched(portions, size, frozenset(kinds), lacks_shapes, bounds))
