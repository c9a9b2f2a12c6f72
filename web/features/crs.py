"""The coordinate systems that features are served in, by the addresses OGC gives them, each with its own order of axes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geo.crs import TUREF_LAEA, WGS84
from geo.issues import Issue
from web.params import ParameterError

CRS84_URI: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG_URI: Final = "http://www.opengis.net/def/crs/EPSG/0/"
# About 11 cm, as files have it, and a millimetre.
_DECIMALS_OF_DEGREES, _DECIMALS_OF_METRES = 6, 3
# Further away than anything on earth in any system; GEOS counts wrong with squares of larger ones.
MOST_COORDINATE: Final = 1e9
# The edge of a box in metres is no straight line in degrees.
_PIECES_OF_AN_EDGE: Final = 32


@dataclass(frozen=True, slots=True)
class Crs:
    """A coordinate system by its address; `epsg` is 4326 for CRS84 too, which differs by its axes only."""

    uri: str
    epsg: int
    north_first: bool
    decimals: int


CRS84: Final = Crs(CRS84_URI, WGS84, north_first=False, decimals=_DECIMALS_OF_DEGREES)


def crs_of(epsg: int) -> Crs:
    """The coordinate system of an EPSG code, with the order of axes that the register gives it.

    >>> crs_of(5256).north_first, crs_of(3857).north_first, crs_of(4326).uri
    (True, False, 'http://www.opengis.net/def/crs/EPSG/0/4326')
    """
    system = pyproj.CRS.from_epsg(epsg)
    decimals = _DECIMALS_OF_METRES if system.is_projected else _DECIMALS_OF_DEGREES
    return Crs(f"{_EPSG_URI}{epsg}", epsg, system.axis_info[0].direction == "north", decimals)


def systems_for(zone: int) -> tuple[Crs, ...]:
    """What is served at a place: CRS84 first, WGS 84, the zone of the place, and the one for all of Türkiye.

    >>> [system.epsg for system in systems_for(5256)]
    [4326, 4326, 5256, 5636]
    """
    return (CRS84, *(crs_of(epsg) for epsg in dict.fromkeys((WGS84, zone, TUREF_LAEA))))


def find_crs(systems: tuple[Crs, ...], uri: str, parameter: str) -> Crs:
    """The system of that address.

    Raises
        ParameterError: it is none of them.
    """
    found = next((system for system in systems if system.uri == uri), None)
    if found is None:
        known = ", ".join(system.uri for system in systems)
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": parameter, "value": uri, "known": known}))
    return found


def moved(shapes: npt.NDArray[np.object_], crs: Crs) -> npt.NDArray[np.object_]:
    """Shapes in longitude and latitude, in another system and rounded; equal points stay equal, so shared borders stay shared."""
    to_there = None if crs.epsg == WGS84 else _transformer(WGS84, crs.epsg)

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        found = points if to_there is None else np.column_stack(to_there.transform(points[:, 0], points[:, 1]))
        found = np.round(found, crs.decimals)
        return found[:, ::-1] if crs.north_first else found

    # Rings turn left on a map, whichever axis is named first (RFC 7946 knows no other system).
    return np.asarray(shapely.transform(shapely.orient_polygons(shapes, exterior_cw=False), move))


def to_lonlat(shape: shapely.Geometry, crs: Crs) -> shapely.Geometry:
    """A shape that somebody wrote in a system, in longitude and latitude.

    Raises
        ValueError: it lies where the system has no places.
    """
    written = shapely.get_coordinates(shape)
    if not (np.abs(written) <= MOST_COORDINATE).all():
        raise ValueError(shape.bounds)
    longest = float(np.ptp(written, axis=0).max()) if len(written) else 0.0
    if crs.epsg != WGS84 and longest > _PIECES_OF_AN_EDGE:
        shape = shapely.segmentize(shape, longest / _PIECES_OF_AN_EDGE)
    from_there = None if crs.epsg == WGS84 else _transformer(crs.epsg, WGS84)

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        straight = points[:, ::-1] if crs.north_first else points
        return straight if from_there is None else np.column_stack(from_there.transform(straight[:, 0], straight[:, 1]))

    found = shapely.transform(shape, move)
    if not np.isfinite(shapely.get_coordinates(found)).all():
        raise ValueError(shape.bounds)
    return found


@lru_cache(maxsize=8)
def _transformer(source: int, target: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)
