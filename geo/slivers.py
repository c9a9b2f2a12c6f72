"""Slivers between neighbours: the hair-thin gaps and overlaps that drawing the same border twice leaves behind."""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.coverage import has_faulty_edges, pairs_in_doubt
from geo.crs import require_crs, to_metric
from geo.issues import Issue
from geo.repair import changes_much

# Two hands drawing one border differ by less; what is wider may be meant, and is for a person to decide.
SLIVER_WIDTH_M: Final = 1.0
# A degree of latitude, a little more than one of longitude: the width is a limit and need not be exact.
_M_PER_DEGREE: Final = 111_320.0


def close_slivers(gdf: gpd.GeoDataFrame, *, width_m: float = SLIVER_WIDTH_M) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Close gaps and overlaps narrower than `width_m`, so that neighbours share their border to the last digit.

    Each goes to the neighbour with the longest border (by GEOS); all other points stay to the last digit. Where any
    overlap is wider nothing is touched, for the cleaner would settle that one as well. Wider gaps stay, and so does a gap that
    is open to the outside. A set without slivers comes back as it is.

    Parameters
        gdf: valid polygons in degrees (EPSG:4326), unique index, column `name`; `row` (int) where a source row is known.
    Returns
        the frame with its index, and a `closed-sliver` for each area that changed by more than 0.1 m2 (`closed-sliver-much`
        above 1 % or 100 m2).
    Raises
        CrsError: the frame has no CRS.
    >>> bent = shapely.Polygon([(36.11, 36.2), (36.12, 36.2), (36.12, 36.21), (36.11, 36.21), (36.110005, 36.205)])
    >>> shapes = [shapely.box(36.1, 36.2, 36.11, 36.21), bent]
    >>> closed, issues = close_slivers(gpd.GeoDataFrame({"name": ["A", "B"]}, geometry=shapes, crs=4326))
    >>> bool(shapely.coverage_is_valid(closed.geometry.array)), len(issues)
    (True, 1)
    """
    require_crs(gdf)
    width_deg = width_m / _M_PER_DEGREE
    before = np.asarray(gdf.geometry.array)
    faulty = has_faulty_edges(before, gap_width=width_deg)
    if not faulty.any() or _overlaps_widely(before, faulty, width_deg):
        return gdf, []
    cleaned = np.asarray(shapely.coverage_clean(before, gap_width=width_deg, snapping_distance=0.0))
    if shapely.is_empty(cleaned).any() or not shapely.is_valid(cleaned).all():
        return gdf, []
    closed = gdf.set_geometry(gpd.GeoSeries(cleaned, index=gdf.index, crs=gdf.crs))
    areas = zip(gdf.index, to_metric(gdf).area, to_metric(closed).area, strict=True)
    issues = [
        Issue(
            "closed-sliver-much" if changes_much(was, now) else "closed-sliver",
            row=int(gdf["row"][label]) if "row" in gdf else None,
            params={"name": str(gdf["name"][label]), "area_before_m2": round(was, 1), "area_after_m2": round(now, 1)},
        )
        for label, was, now in areas
        if abs(now - was) > 0.1
    ]
    return closed, issues


def _overlaps_widely(shapes: npt.NDArray[np.object_], faulty: npt.NDArray[np.bool_], width_deg: float) -> bool:
    first, second = pairs_in_doubt(shapes, faulty)
    shared = shapely.intersection(shapes[first], shapes[second])
    # What is left after half the width is taken off all around was wider than the width.
    return bool((~shapely.is_empty(shapely.buffer(shared, -width_deg / 2))).any())
