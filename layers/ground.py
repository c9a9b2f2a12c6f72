"""The neighbourhoods in metres and the layers' rows laid over them, each read once."""

from collections.abc import Collection
from copy import copy

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import metric_crs_for
from geo.errors import NotFoundError
from geo.inventory import Belonging, belonging
from geo.issues import Issue
from geo.population import choose_by_precedence
from geo.turkish import sort_key
from layers.importing import current_frame, shown_boundaries
from layers.workspace import Workspace

# What is closed, gone, taken for something else or not yet there serves nobody.
_NOT_IN_USE = frozenset({"closed", "demolished", "planned", "under_construction", "shelter", "debris", "occupied", "unusable"})
# The most detailed plan that is in force decides.
_PLAN_LEVELS = ("implementation_1000", "master_5000", "territorial_100000")
_NOT_IN_FORCE = frozenset({"cancelled_by_court", "superseded", "draft", "on_display"})


class Ground:
    """What the current revisions of a workspace hold.

    `boundaries` are the shown ones in EPSG:4326, `neighbourhoods` their shapes in the metric zone of the place, both by Turkish
    name with the id as index. With `built_by` the investments up to that year count as built, for whoever asks what a
    neighbourhood has.

    Raises
        NotFoundError: `empty-layer`, there are no boundaries.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.store = workspace, workspace.store()
        self.built_by: int | None = None
        self._frames: dict[str, pd.DataFrame | None] = {}
        self._shown: dict[str, gpd.GeoDataFrame | None] = {}
        self._rows: dict[str, gpd.GeoDataFrame | None] = {}
        boundaries = self.frame("boundaries")
        if boundaries is None:
            raise NotFoundError(Issue("empty-layer", params={"layer": "boundaries"}))
        shown = shown_boundaries(workspace, boundaries)
        names, ids = shown["name"], shown["id"]
        shown = shown.loc[sorted(shown.index, key=lambda number: (sort_key(names[number]), ids[number]))]
        self.boundaries: gpd.GeoDataFrame = shown.set_index("id", drop=False)
        self.crs = metric_crs_for(self.boundaries)
        self.neighbourhoods: gpd.GeoDataFrame = self.boundaries[["geometry"]].to_crs(self.crs)

    def but(self, layers: Collection[str], workspace: Workspace) -> "Ground":
        """The same ground, on which some layers are read anew from a later state; the others are as they were read."""
        other = copy(self)
        other.workspace, other.store = workspace, workspace.store()
        other._frames = {name: frame for name, frame in self._frames.items() if name not in layers}
        other._shown = {name: rows for name, rows in self._shown.items() if name not in layers}
        other._rows = {name: rows for name, rows in self._rows.items() if name not in layers}
        return other

    def when_built(self, year: int) -> "Ground":
        """The same ground, on which the investments up to a year count as built."""
        other = copy(self)
        other.built_by = year
        return other

    def frame(self, layer: str) -> pd.DataFrame | None:
        """All rows of a layer's current revision, of every source and with printed totals; None where it holds nothing."""
        if layer not in self._frames:
            self._frames[layer] = current_frame(self.workspace, self.store, layer)
        return self._frames[layer]

    def shown(self, layer: str) -> gpd.GeoDataFrame | None:
        """Those of the source that comes first, without printed totals, in EPSG:4326; None where the layer holds nothing."""
        if layer not in self._shown:
            self._shown[layer] = self._choose(layer)
        return self._shown[layer]

    def rows(self, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows in metres; None where the layer holds nothing."""
        if layer not in self._rows:
            shown = self.shown(layer)
            self._rows[layer] = None if shown is None else shown.to_crs(self.crs)
        return self._rows[layer]

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

    def _choose(self, layer: str) -> gpd.GeoDataFrame | None:
        frame = self.frame(layer)
        if frame is None:
            return None
        frame = frame[~frame["is_total"].fillna(value=False).astype(bool)]
        chosen = choose_by_precedence(frame, self.workspace.precedence_of(layer), self.workspace.layer(layer).key)
        if not isinstance(chosen, gpd.GeoDataFrame):
            chosen = gpd.GeoDataFrame(chosen, geometry=gpd.GeoSeries([None] * len(chosen), index=chosen.index, crs=4326))
        return chosen.reset_index(drop=True)


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
