"""The change list of an exported table: its rows as they have to be put, replaced and removed."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.change_list import CHANGE, CHANGED_FIELDS, list_changes
from geo.errors import NotFoundError
from layers.handover.since import Since, workspace_at
from layers.outgoing.table import ColumnType, ExportTable
from layers.outgoing.tables import ATLAS, Years, table_of
from layers.workspace import Workspace

# Where a row was read says nothing of the thing itself: a heading inserted above it changes no neighbourhood.
_NOT_HANDED_OVER = ("source_row", "source_file")


def handed_over(table: ExportTable) -> ExportTable:
    """A table as a receiver gets it: without the line of the file that a row was read from."""
    columns = {name: kind for name, kind in table.columns.items() if name not in _NOT_HANDED_OVER}
    return replace(table, columns=columns)


def former_table(workspace: Workspace, what: str, since: Since, years: Years | None = None) -> ExportTable | None:
    """The atlas or a layer as it stood; None where it was not there yet."""
    former = workspace_at(workspace, since)
    try:
        return table_of(former, what, years)
    except NotFoundError:
        # An older state may have had no boundaries, or not the years that are asked for now.
        if what != ATLAS or years is None:
            return None
        return former_table(workspace, what, since)


def change_table(old: ExportTable | None, new: ExportTable) -> ExportTable:
    """What became of the rows since `old`, as a table with `change` and `changed_fields`; without an old one all is created.

    Raises
        CrsError: the shapes lie outside Türkiye.
    """
    old, new = (None if old is None else handed_over(old)), handed_over(new)
    later = _shown(new)
    former = later.iloc[:0] if old is None else _shown(old).to_crs(later.crs)
    columns: dict[str, ColumnType] = {CHANGE: "text", CHANGED_FIELDS: "list"}
    columns |= {name: kind for name, kind in new.columns.items() if name not in columns}
    return replace(new, features=list_changes(former, later), columns=columns)


def _shown(table: ExportTable) -> gpd.GeoDataFrame:
    """The columns that are handed over, and the shapes."""
    shapes = table.features.geometry
    return gpd.GeoDataFrame(pd.DataFrame(table.features[list(table.columns)]), geometry=shapes.to_numpy(), crs=shapes.crs)
