"""Which coordinate system a file is in that does not say so: the one that puts its shapes where they belong.

Candidates are what Turkish municipalities have: degrees, the TM zones of TUREF and ED50, UTM zones 35 to 38 of WGS 84 and ED50,
and the web's Mercator, each with its axes straight and swapped. The same zone of the old and the new datum puts a place only some
150 m apart, which no district's extent can tell: there known positions of the same places decide, else the new datum is assumed
and the caller must say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pyproj

from geo.crs import FITTING_SHARE_RATIO, NEARER_FACTOR, TM_ZONES, WEB_MERCATOR, WGS84, Positions

ED50_TM_ZONES: Final = (2319, 2320, 2321, 2322, 2323, 2324, 2325)
UTM_ZONES: Final = (32635, 32636, 32637, 32638)
ED50_UTM_ZONES: Final = (23035, 23036, 23037, 23038)
# A file may reach beyond its district, to the whole province; the nearest wrong zone is some 270 km off.
REACH_KM: Final = 100.0
_KM_PER_DEGREE: Final = 111.2
_SAMPLE: Final = 2000
# Fewer known positions prove nothing.
_PROVING_PLACES: Final = 3
_NEW_DATUM: Final = dict(zip(ED50_TM_ZONES + ED50_UTM_ZONES, TM_ZONES + UTM_ZONES, strict=True))
_CANDIDATES: Final = (WGS84, *TM_ZONES, *ED50_TM_ZONES, *UTM_ZONES, *ED50_UTM_ZONES, WEB_MERCATOR)

Floats = npt.NDArray[np.float64]
Verdict = Literal["one", "several", "none"]
Datum = Literal["sure", "by known places", "assumed"]


@dataclass(frozen=True, slots=True)
class Extent:
    """A box in degrees: longitude from west to east, latitude from south to north.

    >>> Extent.around([(36.1, 36.2), (36.3, 36.1)])
    Extent(west=36.1, south=36.1, east=36.3, north=36.2)
    """

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, positions: Positions) -> "Extent":
        """The smallest box around positions (longitude, latitude); there must be at least one."""
        xy = np.asarray(positions, dtype=float).reshape(-1, 2)
        return cls(*(float(value) for value in (*xy.min(axis=0), *xy.max(axis=0))))

    def distances_km(self, lonlat: Floats) -> Floats:
        """How far positions lie outside of the box, 0 inside; infinite for what is no position."""
        lon, lat = lonlat.T
        across = np.maximum(np.maximum(self.west - lon, lon - self.east), 0) * np.cos(np.radians((self.south + self.north) / 2))
        along = np.maximum(np.maximum(self.south - lat, lat - self.north), 0)
        away: Floats = np.hypot(across, along) * _KM_PER_DEGREE
        return np.where(np.isfinite(away), away, np.inf)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A coordinate system that might be meant, and how far (median, km) it puts the shapes from where they belong."""

    epsg: int
    swapped: bool
    distance_km: float

    @property
    def name(self) -> str:
        """Its name as a planner knows it.

        >>> Candidate(5256, False, 0.0).name, Candidate(32637, True, 0.0).name
        ('TUREF / TM36 (EPSG:5256)', 'WGS 84 / UTM zone 37N (EPSG:32637), x-y swapped')
        """
        swapped = ", x-y swapped" if self.swapped else ""
        return f"{pyproj.CRS(self.epsg).name} (EPSG:{self.epsg}){swapped}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it. `taken` is None unless the verdict is "one"; `ranked` are the candidates, the nearest first.

    `datum` says how it is known that not the old datum is meant, whose candidate is `twin`, `twin_distance_m` away.
    """

    verdict: Verdict
    ranked: tuple[Candidate, ...]
    taken: Candidate | None = None
    datum: Datum = "sure"
    twin: Candidate | None = None
    twin_distance_m: float = 0.0


def prove_crs(points: Positions, extent: Extent, reference: Positions | None = None) -> Proof:
    """The coordinate system of x, y as a file holds them, from where its district lies.

    A candidate fits when at least 9 of 10 points fall within 100 km of the extent. Degrees whose two axes both fit count as one,
    taken straight: which axis is which is another question (`geo.crs.looks_swapped`).

    Parameters
        points: x, y as read; what is no number is left out.
        extent: where the shapes belong.
        reference: longitude and latitude of the same places, pair by pair, NaN where unknown; decides between fits if one is at
            least three times nearer than the next (median distance of at least 3 pairs).
    >>> defne = Extent(36.05, 36.10, 36.30, 36.30)
    >>> prove_crs([(515_000, 4_007_000), (516_000, 4_006_000)], defne).taken
    Candidate(epsg=5256, swapped=False, distance_km=0.0)
    >>> prove_crs([(12.5, 41.9)], defne).verdict
    'none'
    """
    xy = np.asarray(points, dtype=float).reshape(-1, 2)
    known = np.full_like(xy, np.nan) if reference is None else np.asarray(reference, dtype=float).reshape(-1, 2)
    if len(known) != len(xy):
        raise ValueError(f"{len(xy)} points but {len(known)} reference positions; give one for each point")
    present = np.isfinite(xy).all(axis=1)
    step = max(1, int(present.sum()) // _SAMPLE)
    xy, known = xy[present][::step], known[present][::step]
    if not len(xy):
        return Proof("none", ())
    ranked = []
    fits = []
    for epsg in _CANDIDATES:
        for swapped in (False, True):
            away = extent.distances_km(_to_lonlat(xy, epsg, swapped=swapped))
            candidate = Candidate(epsg, swapped, round(float(np.median(away)), 1))
            ranked.append(candidate)
            if (away <= REACH_KM).mean() >= FITTING_SHARE_RATIO:
                fits.append(candidate)
    nearest_first = tuple(sorted(ranked, key=lambda candidate: (candidate.distance_km, candidate.swapped)))
    return _decided(xy, known, fits, nearest_first)


def _decided(xy: Floats, known: Floats, fits: Sequence[Candidate], ranked: tuple[Candidate, ...]) -> Proof:
    degrees = [fit for fit in fits if fit.epsg == WGS84]
    fits = [*degrees[:1], *(fit for fit in fits if fit.epsg != WGS84)]
    if not fits:
        return Proof("none", ranked)
    near = _nearest(xy, known, fits)
    places = {(_NEW_DATUM.get(fit.epsg, fit.epsg), fit.swapped) for fit in fits}
    if len(places) > 1:
        return Proof("several", _first(fits, ranked)) if near is None else Proof("one", ranked, near, "by known places")
    if len(fits) == 1:
        return Proof("one", ranked, fits[0])
    new = next(fit for fit in fits if fit.epsg not in _NEW_DATUM)
    old = next(fit for fit in fits if fit.epsg in _NEW_DATUM)
    between = _apart_m(_to_lonlat(xy, new.epsg, swapped=new.swapped), _to_lonlat(xy, old.epsg, swapped=old.swapped))
    proof = Proof("one", ranked, new, "assumed", old, round(between))
    if near is None:
        return proof
    return replace(proof, taken=near, datum="by known places", twin=old if near == new else new)


def _nearest(xy: Floats, known: Floats, fits: Sequence[Candidate]) -> Candidate | None:
    """The fit that is clearly nearest to known positions of the same places, if any is."""
    paired = np.isfinite(known).all(axis=1)
    if paired.sum() < _PROVING_PLACES or len(fits) < 2:
        return None
    away = [_apart_m(_to_lonlat(xy[paired], fit.epsg, swapped=fit.swapped), known[paired]) for fit in fits]
    order = np.argsort(away, kind="stable")
    best, second = away[order[0]], away[order[1]]
    return fits[int(order[0])] if best * NEARER_FACTOR <= second and best != second else None


def _apart_m(first: Floats, second: Floats) -> float:
    there = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    if not there.any():
        return float("inf")
    scale = np.column_stack([np.cos(np.radians(second[there, 1])), np.ones(there.sum())])
    return float(np.median(np.linalg.norm((first[there] - second[there]) * scale, axis=1))) * _KM_PER_DEGREE * 1000


def _first(fits: Sequence[Candidate], ranked: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return (*(candidate for candidate in ranked if candidate in fits), *(other for other in ranked if other not in fits))


def _to_lonlat(xy: Floats, epsg: int, *, swapped: bool) -> Floats:
    x, y = xy[:, ::-1].T if swapped else xy.T
    if epsg == WGS84:
        inside = (np.abs(x) <= 180) & (np.abs(y) <= 90)
        return np.column_stack([np.where(inside, x, np.nan), np.where(inside, y, np.nan)])
    longitude, latitude = _transformer(epsg).transform(x, y)
    return np.column_stack([longitude, latitude])


@lru_cache(maxsize=64)
def _transformer(epsg: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(epsg, WGS84, always_xy=True)
