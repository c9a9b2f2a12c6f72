"""The shapes behind a difference of two revisions, as they were and as they are."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import pandas as pd
import shapely

from layers.revisions import RevisionDiff
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ChangedShape:
    """A row's shape before and after, in EPSG:4326; None where there is none."""

    label: str
    change: Literal["created", "updated", "deleted"]
    old: shapely.Geometry | None
    new: shapely.Geometry | None


def changed_shapes(workspace: Workspace, diff: RevisionDiff) -> list[ChangedShape]:
    """The rows of a difference whose shape came, went or moved; none for a layer that is not drawn."""
    wanted = [row for row in diff.changes if row.shape is not None]
    if not wanted:
        return []
    store, spec = workspace.store(), workspace.layer(diff.layer)
    names = list(wanted[0].key)
    old, new = (_shapes_by_key(spec.conform(store.read(diff.layer, number)), names) for number in (diff.old, diff.new))
    return [
        ChangedShape(row.label or "", row.change, old.get(_key(row.key.values())), new.get(_key(row.key.values())))
        for row in wanted
    ]


def _shapes_by_key(frame: pd.DataFrame, names: list[str]) -> Mapping[Hashable, shapely.Geometry]:
    if not isinstance(frame, gpd.GeoDataFrame):
        return {}
    rows = zip(*(frame[name] for name in names), strict=True)
    return {_key(row): shape for row, shape in zip(rows, frame.geometry, strict=True) if shape is not None}


def _key(values: object) -> Hashable:
    # A missing value and the numbers of pandas compare like the plain values of a difference.
    return tuple("" if pd.isna(value) else str(value) for value in values)  # type: ignore[attr-defined]
