"""What may be measured against each other: frames of sound polygons, in metres, with labels that name one row each."""

from collections.abc import Hashable, Iterable
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import require_metric
from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from geo.threads import in_portions

_MOST_LISTED: Final = 5


def require_polygons(frame: gpd.GeoDataFrame, *, what: str) -> npt.NDArray[np.object_]:
    """The frame's shapes, in the plane, if each is an area that can be measured.

    Parameters
        what: names the frame in a refusal.
    Raises
        CrsError: no CRS, or not a metric one.
        RefusedError: no rows; a label that stands twice; a shape that is missing, empty, invalid or no polygon.
    >>> require_polygons(gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)], index=["149195"], crs=5256), what="zones")
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: zones: shapes that are missing, invalid or no polygons (1): 149195. ...
    """
    require_metric(frame, what=what)
    require_rows(frame, what=what)
    shapes: npt.NDArray[np.object_] = frame.geometry.to_numpy()
    kind = shapely.get_type_id(shapes)
    polygons = (kind == shapely.GeometryType.POLYGON) | (kind == shapely.GeometryType.MULTIPOLYGON)
    sound = polygons & ~shapely.is_empty(shapes) & in_portions(shapely.is_valid, shapes, dtype=bool)
    if not sound.all():
        raise RefusedError(shapes_refused(frame.index[~sound], what=what))
    return shapely.force_2d(shapes) if shapely.has_z(shapes).any() else shapes


def require_rows(frame: pd.DataFrame | pd.Series, *, what: str) -> None:
    """Refuse a frame without rows or with a label that stands twice.

    Raises
        RefusedError: as said.
    >>> require_rows(pd.Series([1.0, 2.0], index=["a", "a"]), what="stated areas")
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: stated areas: labels that stand more than once (1): a. ...
    """
    if not len(frame):
        raise RefusedError(Issue("nothing-to-measure", params={"what": what}))
    twice = frame.index[frame.index.duplicated()].unique()
    if len(twice):
        raise RefusedError(Issue("labels-repeat", params={"what": what, "count": len(twice), "listing": listing(twice)}))


def require_column(frame: pd.DataFrame, column: str, *, what: str) -> pd.Series:
    """The column, or a refusal that names those there are.

    Raises
        NotFoundError: the frame has no such column.
    >>> require_column(pd.DataFrame({"land_use": ["park"]}), "use", what="zones")
    Traceback (most recent call last):
        ...
    geo.errors.NotFoundError: zones has no column "use". Columns there are: land_use. ...
    """
    if column not in frame.columns:
        known = ", ".join(str(name) for name in frame.columns if name != "geometry")
        raise NotFoundError(Issue("column-not-there", params={"what": what, "name": column, "known": known}))
    return frame[column]


def shapes_refused(labels: Iterable[Hashable], *, what: str) -> Issue:
    """The issue that names the rows whose shapes cannot be measured."""
    labels = list(labels)
    return Issue("shapes-not-measurable", params={"what": what, "count": len(labels), "listing": listing(labels)})


def listing(labels: Iterable[Hashable]) -> str:
    """The first few labels, and an ellipsis where there are more.

    >>> listing(range(7))
    '0, 1, 2, 3, 4, …'
    """
    labels = list(labels)
    return ", ".join([*map(str, labels[:_MOST_LISTED]), *(["…"] if len(labels) > _MOST_LISTED else [])])
