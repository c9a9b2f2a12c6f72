"""The neighbourhoods in metres and the layers' rows laid over them, each read once."""

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import metric_crs_for
from geo.inventory import Belonging, belonging
from geo.population import choose_by_precedence
from layers.importing import current_frame
from layers.store.base import Store
from layers.workspace import Workspace

# What is closed, gone, taken for something else or not yet there serves nobody.
_NOT_IN_USE = frozenset({"closed", "demolished", "planned", "under_construction", "shelter", "debris", "occupied", "unusable"})
# The most detailed plan that is in force decides.
_PLAN_LEVELS = ("implementation_1000", "master_5000", "territorial_100000")
_NOT_IN_FORCE = frozenset({"cancelled_by_court", "superseded", "draft", "on_display"})


class Ground:
    """Rows of the current revisions in the metric zone of the place, without printed totals, of the source that comes first.

    With `built_by` the investments up to that year count as built, for whoever asks what a neighbourhood has.
    """

    def __init__(
        self, workspace: Workspace, store: Store, neighbourhoods: gpd.GeoDataFrame, *, built_by: int | None = None
    ) -> None:
        self._workspace, self._store, self.built_by = workspace, store, built_by
        self.crs = metric_crs_for(neighbourhoods)
        self.neighbourhoods: gpd.GeoDataFrame = neighbourhoods.to_crs(self.crs)
        self._known: dict[str, gpd.GeoDataFrame | None] = {}

    def but(self, layers: Collection[str], workspace: Workspace) -> "Ground":
        """The same ground, on which some layers are read anew from a later state; the others are as they were read."""
        other = Ground(workspace, workspace.store(), self.neighbourhoods, built_by=self.built_by)
        other._known = {name: rows for name, rows in self._known.items() if name not in layers}
        return other

    def rows(self, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows of a layer; None where the layer holds nothing."""
        if layer not in self._known:
            self._known[layer] = self._read(layer)
        return self._known[layer]

    def drawn(self, layer: str) -> gpd.GeoDataFrame | None:
        """The rows that have a shape; None where the layer holds nothing."""
        rows = self.rows(layer)
        return None if rows is None else with_shapes(rows)

    def zones_in_force(self) -> gpd.GeoDataFrame | None:
        """The zones of the most detailed plan that holds; None where there is none."""
        return zones_in_force(self.rows("zoning"))

    def belonging(self, rows: gpd.GeoDataFrame) -> Belonging:
        """How rows belong to the neighbourhoods."""
        return belonging(rows, self.neighbourhoods)

    def _read(self, layer: str) -> gpd.GeoDataFrame | None:
        frame = current_frame(self._workspace, self._store, layer)
        if frame is None:
            return None
        frame = frame[~frame["is_total"].fillna(value=False).astype(bool)]
        chosen = choose_by_precedence(frame, self._workspace.precedence_of(layer), self._workspace.layer(layer).key)
        if not isinstance(chosen, gpd.GeoDataFrame):
            chosen = gpd.GeoDataFrame(chosen, geometry=gpd.GeoSeries([None] * len(chosen), index=chosen.index, crs=4326))
        return chosen.reset_index(drop=True).to_crs(self.crs)


def metric_rows(workspace: Workspace, store: Store, layer: str, neighbourhoods: gpd.GeoDataFrame) -> gpd.GeoDataFrame | None:
    """The shown rows of a layer in metres, without printed totals; None where the layer holds nothing."""
    return Ground(workspace, store, neighbourhoods).rows(layer)


def zones_in_force(zones: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """The drawn zones of the most detailed plan that holds; None where there is none."""
    return next(iter(plans_in_force(zones)), None)


def plans_in_force(zones: gpd.GeoDataFrame | None) -> list[gpd.GeoDataFrame]:
    """The drawn zones of each plan that holds, the most detailed level first."""
    if zones is None:
        return []
    drawn = with_shapes(zones)
    holding = drawn[~drawn["status"].isin(_NOT_IN_FORCE)]
    of_levels = (holding[holding["plan_level"] == level] for level in _PLAN_LEVELS)
    return [found.reset_index(drop=True) for found in of_levels if len(found)]


def is_in_use(rows: pd.DataFrame) -> pd.Series:
    """Which rows serve somebody today; one that states nothing of it does.

    >>> is_in_use(pd.DataFrame({"state": ["in_use", "occupied", None]})).tolist()
    [True, False, True]
    """
    return ~rows["state"].isin(_NOT_IN_USE)


def with_shapes(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that have a place on the map."""
    shapes = rows.geometry.to_numpy(dtype=object)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return rows[np.asarray(there)].reset_index(drop=True)


def stated_area_m2(rows: gpd.GeoDataFrame, *stated: str) -> pd.Series:
    """The area that one of the columns states, the first that does, else the drawn one; missing where a row has neither."""
    drawn = rows.area.where(rows.area > 0)
    area = pd.Series(float("nan"), index=rows.index)
    for column in stated:
        area = area.fillna(rows[column].astype("float64"))
    return area.fillna(drawn)
