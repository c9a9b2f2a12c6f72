"""Repair of polygons: what can be put right without guessing is put right and said; what cannot is dropped and said."""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geo.crs import metric_crs_for, require_crs, require_metric
from geo.errors import CrsError
from geo.issues import Issue

# A repair that moves more than this is no longer a matter of a wrong vertex: somebody has to look.
MUCH_RATIO: Final = 0.01
MUCH_M2: Final = 100.0
# A tenth of a millimetre in Türkiye, a hundredth of what a survey can tell; what is finer is noise of a program's arithmetic.
DECIMALS: Final = 9
_POLYGONAL: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def round_coordinates(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Shapes in degrees with coordinates of nine decimals: what two programs wrote of one point is one point again.

    Each vertex is rounded by itself, so that borders that were shared stay shared, and a second run changes nothing. What
    the rounding breaks is for `repair_polygons`. Missing shapes stay missing.

    >>> drawn = gpd.GeoDataFrame(geometry=[shapely.Point(36.15 + 3e-11, 36.2)], crs=4326)
    >>> round_coordinates(drawn).geometry.iloc[0].x
    36.15
    """
    rounded = shapely.transform(gdf.geometry.to_numpy(), lambda xyz: np.round(xyz, DECIMALS), include_z=True)
    return gdf.set_geometry(gpd.GeoSeries(rounded, index=gdf.index, crs=gdf.crs))


def repair_polygons(gdf: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    """Polygons that are valid, flat and oriented (exterior counter-clockwise, RFC 7946), and what was done to them.

    Rows without geometry, of another type, with coordinates that are no numbers, or whose repair leaves no area are
    errors and are left out: `gdf.index.difference(repaired.index)` are their labels. All other rows keep label, order
    and columns. An invalid shape is made valid by its structure (holes stay holes); its polygonal parts are kept.

    The area before is the one that any GIS shows for the shape as drawn: the shoelace formula, in which the lobes of a
    bow-tie cancel out. So a bow-tie always counts as changed much, as it should: nobody knows which lobe was meant.

    A second run changes nothing and reports nothing.

    Parameters
        gdf: polygons in any CRS with a unique index, column `name` (else the label), optional `row` of the source.
            Repair before reprojecting: rounding there can hide a fault or make one. Areas in the issues are m2 always.
    Returns
        the frame, and the issues: `missing-geometry`, `wrong-geometry-type`, `broken-coordinates`,
        `shape-without-area`, `dropped-z` (one for all), `repaired-geometry`, or `repaired-geometry-much` where the area
        changed by over 1 % or 100 m2.
    Raises
        CrsError: no CRS; or not a metric one, and not in Türkiye.
        ValueError: the index is not unique.
    Source
        RFC 7946, section 3.1.6 (right-hand rule).
    >>> from shapely import Polygon
    >>> bow_tie = Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])
    >>> fixed, issues = repair_polygons(gpd.GeoDataFrame({"name": ["A"]}, geometry=[bow_tie], crs=5256))
    >>> [issue.kind for issue in issues], fixed.area.iloc[0] == 200
    (['repaired-geometry-much'], np.True_)
    """
    measured_in = _measuring_crs(gdf)
    if not gdf.index.is_unique:
        raise ValueError("the index must be unique, so that dropped rows can be told by their labels")
    names = [str(name) for name in gdf.get("name", gdf.index)]
    rows: list[int | None] = [int(row) for row in gdf["row"]] if "row" in gdf else [None] * len(gdf)
    drawn = gdf.geometry.to_numpy()
    found = _refused(names, rows, drawn)
    usable = np.setdiff1d(np.arange(len(drawn)), list(found)).astype(int)
    shapes = shapely.force_2d(drawn[usable])
    # Asking a frame for its CRS costs as much as a repair.
    crs = gdf.crs
    for k in np.flatnonzero(~shapely.is_valid(shapes)):
        place = int(usable[k])
        shapes[k], found[place] = _repaired(names[place], rows[place], shapes[k], crs, measured_in)
    kept = ~shapely.is_empty(shapes)
    issues = [found[place] for place in sorted(found)]
    with_heights = int(shapely.has_z(drawn[usable]).sum())
    if with_heights:
        issues.append(Issue("dropped-z", params={"count": with_heights}))
    result = gdf.iloc[usable[kept]].copy()
    oriented = shapely.orient_polygons(shapes[kept])
    result[result.geometry.name] = gpd.GeoSeries(oriented, index=result.index, crs=crs)
    return result, issues


def changes_much(before_m2: float, after_m2: float) -> bool:
    """Whether a repair moved an area by more than a person may be left unasked: over 1 % or 100 m2.

    >>> changes_much(5000.0, 5020.0), changes_much(5000.0, 5060.0), changes_much(5e6, 5e6 + 120.0)
    (False, True, True)
    """
    change_m2 = abs(after_m2 - before_m2)
    return change_m2 > MUCH_M2 or change_m2 > MUCH_RATIO * before_m2


def _refused(names: list[str], rows: list[int | None], shapes: npt.NDArray[np.object_]) -> dict[int, Issue]:
    """What cannot be repaired, by its place."""
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    other = ~missing & ~np.isin(shapely.get_type_id(shapes), _POLYGONAL)
    coordinates, of = shapely.get_coordinates(shapes, return_index=True)
    broken = np.zeros(len(shapes), dtype=bool)
    broken[of[~np.isfinite(coordinates).all(axis=1)]] = True
    found = {int(k): Issue("broken-coordinates", row=rows[k], params={"name": names[k]}) for k in np.flatnonzero(broken)}
    for k in np.flatnonzero(other):
        params = {"name": names[k], "found": shapes[k].geom_type}
        found[int(k)] = Issue("wrong-geometry-type", row=rows[k], params=params)
    return found | {int(k): Issue("missing-geometry", row=rows[k], params={"name": names[k]}) for k in np.flatnonzero(missing)}


def _measuring_crs(gdf: gpd.GeoDataFrame) -> pyproj.CRS:
    crs = require_crs(gdf)
    try:
        return require_metric(gdf)
    except CrsError:
        finite = np.isfinite(gdf.geometry.bounds).all(axis=1)
        return metric_crs_for(gdf[finite]) if finite.any() else crs


def _repaired(
    name: str, row: int | None, shape: shapely.Geometry, crs: pyproj.CRS, measured_in: pyproj.CRS
) -> tuple[shapely.Geometry, Issue]:
    """An invalid shape made valid, empty where nothing of it has an area, and the issue that says so."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(valid)
    polygons = parts[shapely.get_dimensions(parts) == 2]
    polygons = polygons[shapely.area(polygons) > 0]
    if not len(polygons):
        return shapely.Polygon(), Issue("shape-without-area", row=row, params={"name": name})
    repaired = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))
    before_m2, after_m2 = gpd.GeoSeries([shape, repaired], crs=crs).to_crs(measured_in).area
    much = changes_much(before_m2, after_m2)
    params = {
        "name": name,
        "reason": shapely.is_valid_reason(shape).partition("[")[0],
        "area_before_m2": round(float(before_m2), 1),
        "area_after_m2": round(float(after_m2), 1),
    }
    return repaired, Issue("repaired-geometry-much" if much else "repaired-geometry", row=row, params=params)
