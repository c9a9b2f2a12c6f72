"""Where an edited thing lies: inside the district, and in the neighbourhood that it names."""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import WGS84, metric_crs_for
from geo.errors import RefusedError
from geo.issues import Issue
from layers.base import LayerSpec

# How far a drawing may reach over a boundary: a road has two sides, and boundaries are drawn by other hands.
SLACK_M: Final = 50.0


def require_inside(shape: shapely.Geometry, neighbourhoods: gpd.GeoDataFrame | None) -> None:
    """Refuse a shape (EPSG:4326) that reaches out of the district; without boundaries nobody knows.

    Raises
        RefusedError: `shape-outside-district`.
    """
    if neighbourhoods is None or not len(neighbourhoods) or shape.is_empty:
        return
    crs = metric_crs_for(neighbourhoods)
    # An outline that crosses itself is mended by the reader, later.
    drawn = shapely.make_valid(gpd.GeoSeries([shape], crs=WGS84).to_crs(crs).iloc[0])
    metric = neighbourhoods.geometry.to_crs(crs).to_numpy()
    # Only those around it: the union of a thousand outlines takes longer than the rest of a save.
    near = metric[shapely.dwithin(metric, drawn, SLACK_M)]
    outside = drawn.difference(shapely.union_all(shapely.buffer(near, SLACK_M))) if len(near) else drawn
    if not outside.is_empty:
        params = {"distance_m": round(_reach_m(outside, metric))}
        raise RefusedError(Issue("shape-outside-district", params=params))


def _reach_m(outside: shapely.Geometry, metric: npt.NDArray[np.object_]) -> float:
    points = shapely.points(shapely.get_coordinates(outside))
    return float(max(shapely.distance(point, metric).min() for point in points))


def placed(
    spec: LayerSpec, rows: pd.DataFrame, neighbourhoods: gpd.GeoDataFrame | None, *, changed: bool
) -> tuple[list[Issue], pd.DataFrame]:
    """The rows with their neighbourhood by their place on the map where they name none, and what to say where both differ."""
    is_drawn = isinstance(rows, gpd.GeoDataFrame) and len(rows) > 0 and rows.geometry.iloc[0] is not None
    if not (changed and spec.has_places and is_drawn and neighbourhoods is not None and isinstance(rows, gpd.GeoDataFrame)):
        return [], rows
    crs = metric_crs_for(neighbourhoods)
    drawn = rows.geometry.iloc[[0]].to_crs(crs).iloc[0]
    metric = neighbourhoods.geometry.to_crs(crs)
    named, line = rows["neighbourhood_id"].iloc[0], int(rows["source_row"].iloc[0])
    if named is None or pd.isna(named):
        shares = shapely.length(shapely.intersection(metric.to_numpy(), drawn.buffer(1.0)))
        place = neighbourhoods.iloc[int(shares.argmax())]
        if not shares.any():
            place = neighbourhoods.iloc[int(metric.distance(drawn).argmin())]
        rows = rows.assign(neighbourhood_id=place["id"], neighbourhood_name=place["name"], stated_name=None)
        return [Issue("neighbourhood-by-shape", row=line, new=str(place["name"]))], rows
    own = metric[neighbourhoods["id"] == named]
    if len(own) and float(own.distance(drawn).iloc[0]) > SLACK_M:
        return [Issue("shape-in-another-neighbourhood", row=line, params={"name": str(rows["neighbourhood_name"].iloc[0])})], rows
    return [], rows
