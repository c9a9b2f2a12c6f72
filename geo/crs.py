"""Coordinate systems: which one to measure in, what may be measured at all, and whether axes are the wrong way round.

x is east or longitude, y is north or latitude, everywhere: TUREF's official axis order is north first, but geopandas,
and pyproj with `always_xy`, hand coordinates over east first, and so does this project.
"""

from collections.abc import Sequence
from typing import Final, Literal, TypeVar

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj

from geo.errors import CrsError
from geo.issues import Issue

WGS84: Final = 4326
WEB_MERCATOR: Final = 3857
TUREF_TM27: Final = 5253
TUREF_TM30: Final = 5254
TUREF_TM33: Final = 5255
TUREF_TM36: Final = 5256
TUREF_TM39: Final = 5257
TUREF_TM42: Final = 5258
TUREF_TM45: Final = 5259
TUREF_LAEA: Final = 5636

TM_ZONES: Final = (TUREF_TM27, TUREF_TM30, TUREF_TM33, TUREF_TM36, TUREF_TM39, TUREF_TM42, TUREF_TM45)
ZONE_WIDTH_DEG: Final = 3.0
_FIRST_MERIDIAN_DEG: Final = 27.0

# Land only, with about 10 km of margin: west, south, east, north.
TURKIYE_BOUNDS_DEG: Final = (25.5, 35.7, 45.0, 42.3)

# A file may hold a stray point; that is another check's matter and must not hide what the rest says.
FITTING_SHARE_RATIO: Final = 0.9
# The other order counts as right only when it is clearly nearer to the known positions.
NEARER_FACTOR: Final = 3.0

AxisOrder = Literal["straight", "swapped", "undecided", "outside"]
FrameOrSeries = TypeVar("FrameOrSeries", gpd.GeoDataFrame, gpd.GeoSeries)
Positions = Sequence[tuple[float, float]] | npt.NDArray[np.float64]


def tm_zone(longitude: float) -> int:
    """EPSG code of the 3-degree TUREF/TM zone that a longitude (degrees east) lies in.

    On the border of two zones (28.5, 31.5, …) the eastern one.

    Raises
        CrsError: the longitude is not one of Türkiye's (25.5 to 45).
    >>> tm_zone(36.15)
    5256
    """
    west, _, east, _ = TURKIYE_BOUNDS_DEG
    if not west <= longitude <= east:
        raise CrsError(_out_of_range("geometry", f"{longitude:.3f}°"))
    zone = int((longitude - _FIRST_MERIDIAN_DEG + ZONE_WIDTH_DEG / 2) // ZONE_WIDTH_DEG)
    return TM_ZONES[min(zone, len(TM_ZONES) - 1)]


def metric_crs_for(frame: gpd.GeoDataFrame | gpd.GeoSeries, *, what: str = "geometry") -> pyproj.CRS:
    """The coordinate system to measure a frame in: the TM zone of its extent's centre, 5636 for larger ones.

    Larger means wider than one zone (3 degrees of longitude). A frame without any coordinates gives 5636. `what` names
    the frame in the error's message.

    Raises
        CrsError: no CRS, or the extent is not in Türkiye.
    Source
        Areal scale at most 1.0004 within a zone (pyproj, PROJ 9.5); 5636 is Lambert azimuthal equal-area.
    >>> from shapely import Point
    >>> metric_crs_for(gpd.GeoSeries([Point(36.15, 36.19)], crs=4326)).name
    'TUREF / TM36'
    """
    degrees = to_wgs84(frame, what=what)
    west, south, east, north = degrees.total_bounds
    if np.isnan(west):
        return pyproj.CRS(TUREF_LAEA)
    min_x, min_y, max_x, max_y = TURKIYE_BOUNDS_DEG
    if west < min_x or south < min_y or east > max_x or north > max_y:
        raise CrsError(_out_of_range(what, f"{west:.3f} {south:.3f} {east:.3f} {north:.3f}", _label(frame.crs)))
    if east - west > ZONE_WIDTH_DEG:
        return pyproj.CRS(TUREF_LAEA)
    return pyproj.CRS(tm_zone((west + east) / 2))


def require_crs(frame: gpd.GeoDataFrame | gpd.GeoSeries, *, what: str = "geometry") -> pyproj.CRS:
    """The frame's CRS, or a refusal.

    Raises
        CrsError: there is none.
    >>> require_crs(gpd.GeoSeries([], crs=5256)).to_epsg()
    5256
    """
    if frame.crs is None:
        raise CrsError(Issue("frame-without-crs", params={"what": what}))
    return pyproj.CRS(frame.crs)


def require_metric(frame: gpd.GeoDataFrame | gpd.GeoSeries, *, what: str = "geometry") -> pyproj.CRS:
    """The frame's CRS, if lengths and areas may be measured in it: projected, in metres, not a Mercator of the world.

    Raises
        CrsError: no CRS; degrees; a unit that is not the metre; Mercator (areas are 54 % too large at Antakya).
    >>> require_metric(gpd.GeoSeries([], crs=4326), what="parks")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.CrsError: parks: EPSG:4326 is in degrees; lengths and areas need metres. ...
    """
    crs = require_crs(frame, what=what)
    params = {"what": what, "crs": _label(crs)}
    if not crs.is_projected:
        raise CrsError(Issue("crs-in-degrees", params=params))
    if any(axis.unit_conversion_factor != 1.0 for axis in crs.axis_info[:2]):
        raise CrsError(Issue("crs-not-in-metres", params=params | {"unit": crs.axis_info[0].unit_name}))
    # "Transverse Mercator" is what we want; "Mercator (variant A/B)" and the web's "Pseudo Mercator" are not.
    method = crs.coordinate_operation.method_name if crs.coordinate_operation else ""
    if method.startswith("Mercator") or "Pseudo Mercator" in method:
        raise CrsError(Issue("crs-distorts-areas", params=params))
    return crs


def require_same_crs(
    first: gpd.GeoDataFrame | gpd.GeoSeries,
    second: gpd.GeoDataFrame | gpd.GeoSeries,
    *,
    what: tuple[str, str] = ("geometry", "geometry"),
) -> pyproj.CRS:
    """The CRS that two frames share, or a refusal; axis order is not compared, as x is always east.

    Raises
        CrsError: one has none, or they differ.
    >>> require_same_crs(gpd.GeoSeries([], crs=5256), gpd.GeoSeries([], crs=5256)).to_epsg()
    5256
    """
    one, other = require_crs(first, what=what[0]), require_crs(second, what=what[1])
    if not one.equals(other, ignore_axis_order=True):
        params = {"first": what[0], "first_crs": _label(one), "second": what[1], "second_crs": _label(other)}
        raise CrsError(Issue("crs-differ", params=params))
    return one


def to_metric(frame: FrameOrSeries, *, what: str = "geometry") -> FrameOrSeries:
    """The frame in the metric CRS of its place (`metric_crs_for`); rows, order and index stay.

    Raises
        CrsError: no CRS, or outside Türkiye.
    >>> from shapely import Point
    >>> round(to_metric(gpd.GeoSeries([Point(36.0, 36.2)], crs=4326)).x.iloc[0])
    500000
    """
    moved: FrameOrSeries = frame.to_crs(metric_crs_for(frame, what=what))
    return moved


def to_wgs84(frame: FrameOrSeries, *, what: str = "geometry") -> FrameOrSeries:
    """The frame in longitude and latitude (EPSG:4326), for exchange; rows, order and index stay.

    Raises
        CrsError: no CRS.
    >>> from shapely import Point
    >>> float(round(to_wgs84(gpd.GeoSeries([Point(500000, 4007000)], crs=5256)).x.iloc[0], 6))
    36.0
    """
    require_crs(frame, what=what)
    moved: FrameOrSeries = frame.to_crs(WGS84)
    return moved


def looks_swapped(points: Positions, reference: Positions | None = None) -> AxisOrder:
    """Guess whether coordinates in degrees, meant as (longitude, latitude), hold (latitude, longitude).

    An order fits when at least 9 of 10 points lie within Türkiye's bounds in it. Only one fits: that one. None:
    "outside". Both fit, as everywhere between 35.7 and 42.3 degrees east (Defne: 36.15 E, 36.19 N): the known positions
    of the same places, pair by pair, decide; an order wins if its median distance to them is at least 3 times smaller
    than the other's. Without reference, or without a clear winner: "undecided". Pairs with a missing number are left
    out; no points give "undecided".

    Parameters
        points: x, y as read.
        reference: longitude, latitude of the same places, equally long.
    Raises
        ValueError: the two are not equally long.
    >>> looks_swapped([(39.9, 32.8)])
    'swapped'
    >>> looks_swapped([(36.19, 36.15)]), looks_swapped([(36.19, 36.15)], [(36.149, 36.192)])
    ('undecided', 'swapped')
    """
    found = np.asarray(points, dtype=float).reshape(-1, 2)
    known = None if reference is None else np.asarray(reference, dtype=float).reshape(-1, 2)
    if known is not None and len(known) != len(found):
        raise ValueError(f"{len(found)} points but {len(known)} reference positions; give one for each point")
    present = np.isfinite(found).all(axis=1)
    if not present.any():
        return "undecided"
    straight, swapped = _fits(found[present]), _fits(found[present][:, ::-1])
    if straight != swapped:
        return "straight" if straight else "swapped"
    if not straight:
        return "outside"
    if known is not None:
        both = present & np.isfinite(known).all(axis=1)
        if both.any():
            return _nearer(found[both], known[both])
    return "undecided"


def _fits(lonlat: npt.NDArray[np.float64]) -> bool:
    west, south, east, north = TURKIYE_BOUNDS_DEG
    lon, lat = lonlat.T
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return bool(inside.mean() >= FITTING_SHARE_RATIO)


def _nearer(found: npt.NDArray[np.float64], known: npt.NDArray[np.float64]) -> AxisOrder:
    scale = np.column_stack([np.cos(np.radians(known[:, 1])), np.ones(len(known))])
    as_is = np.median(np.linalg.norm((found - known) * scale, axis=1))
    turned = np.median(np.linalg.norm((found[:, ::-1] - known) * scale, axis=1))
    if as_is != turned and turned * NEARER_FACTOR <= as_is:
        return "swapped"
    if as_is != turned and as_is * NEARER_FACTOR <= turned:
        return "straight"
    return "undecided"


def _label(crs: pyproj.CRS) -> str:
    epsg = crs.to_epsg()
    return f"EPSG:{epsg}" if epsg else str(crs.name)


def _out_of_range(what: str, bounds: str, crs: str = "EPSG:4326") -> Issue:
    return Issue("coordinates-out-of-range", params={"file": what, "crs": crs, "bounds": bounds})
