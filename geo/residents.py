"""Where the people of a neighbourhood live: points that together carry exactly its population.

Nothing here draws lots: what is not known by address is spread over a fixed lattice.
"""

from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import require_metric, require_same_crs
from geo.issues import Issue, Words

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Geometries = npt.NDArray[np.object_]

ADDRESS_POINTS: Final = "address-points"
BUILDINGS: Final = "buildings"
RESIDENTIAL_ZONES: Final = "residential-zones"
NEIGHBOURHOOD: Final = "neighbourhood"

BASES: Final = {
    ADDRESS_POINTS: Words(tr="adres noktaları", en="address points"),
    BUILDINGS: Words(tr="binalar", en="buildings"),
    RESIDENTIAL_ZONES: Words(tr="konut alanları", en="residential zones"),
    NEIGHBOURHOOD: Words(tr="mahallenin tamamı", en="the whole neighbourhood"),
}

SPACING_M: Final = 100.0


@dataclass(frozen=True, slots=True)
class Dwellings:
    """What is known of where people live, best first; None for what is not known.

    Each may have a column `weight`: how many people live there in relation to the others of its kind (dwellings, floor area).
    Without it an address counts as one, a building by its footprint, a zone by its area.
    """

    address_points: gpd.GeoDataFrame | None = None
    buildings: gpd.GeoDataFrame | None = None
    residential_zones: gpd.GeoDataFrame | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Residents:
    """`homes`: points with `neighbourhood_id`, `persons` and `basis`, in the neighbourhoods' order.

    `persons` of a neighbourhood add up to its population exactly, in any order; NaN where the population is unknown. `basis` is
    one of `BASES`. A neighbourhood without a shape has one row without a place, so that nobody is lost.
    """

    homes: gpd.GeoDataFrame
    issues: tuple[Issue, ...]


def place_residents(neighbourhoods: gpd.GeoDataFrame, dwellings: Dwellings, *, spacing_m: float = SPACING_M) -> Residents:
    """Place the people of each neighbourhood at its address points, else buildings, else residential zones, else all over it.

    The first kind of dwelling that has anything within a neighbourhood is taken for all of its people. Zones, and a whole
    neighbourhood, are cut by a lattice of squares; each piece stands for its share of the area. A dwelling on the border of two
    neighbourhoods belongs to the first by id; one in none is counted in an issue.

    Parameters
        neighbourhoods: polygons in a metric CRS, unique index of ids, column `population` (persons).
        dwellings: in the same CRS.
        spacing_m: side of the lattice's squares (m).
    Raises
        CrsError: a CRS is missing or not metric, or two differ.
        ValueError: the ids are not unique, or the spacing is no length above 0.
    >>> square = gpd.GeoDataFrame({"population": [900]}, geometry=[shapely.box(0, 0, 300, 300)], index=["1"], crs=5256)
    >>> homes = place_residents(square, Dwellings()).homes
    >>> len(homes), float(homes["persons"].sum()), homes["basis"].unique().tolist()
    (9, 900.0, ['neighbourhood'])
    """
    crs = require_metric(neighbourhoods, what="neighbourhoods")
    if not neighbourhoods.index.is_unique:
        raise ValueError("people are placed by neighbourhood id: the index must be unique")
    if not (np.isfinite(spacing_m) and spacing_m > 0):
        raise ValueError(f"spacing_m is {spacing_m}; give a length in metres, above 0")
    areas = neighbourhoods.geometry.to_numpy()
    open_places = np.flatnonzero(shapely.area(areas) > 0)
    issues: list[Issue] = []
    placed = []
    for basis, frame in (
        (ADDRESS_POINTS, dwellings.address_points),
        (BUILDINGS, dwellings.buildings),
        (RESIDENTIAL_ZONES, dwellings.residential_zones),
    ):
        if frame is None:
            continue
        require_same_crs(neighbourhoods, frame, what=("neighbourhoods", basis))
        shapes, weight = _usable(basis, frame, issues)
        if basis == RESIDENTIAL_ZONES:
            found = _in_zones(shapes, weight, areas, open_places, spacing_m)
        else:
            found = _at_points(basis, shapely.point_on_surface(shapes), weight, neighbourhoods, issues)
            found = found[found["of"].isin(open_places)]
        placed.append(found)
        open_places = np.setdiff1d(open_places, found["of"])
    points, weight, of = _lattice(shapely.make_valid(areas[open_places]), spacing_m)
    placed.append(_rows(open_places[of], points, weight, NEIGHBOURHOOD))
    # A row without a place keeps the people of a neighbourhood without a shape.
    nowhere = np.flatnonzero(~(shapely.area(areas) > 0))
    placed.append(_rows(nowhere, np.full(len(nowhere), None, dtype=object), np.ones(len(nowhere)), NEIGHBOURHOOD))
    if len(nowhere):
        issues.append(Issue("no-place", params={"count": len(nowhere)}))
    rows = pd.concat(placed).sort_values("of", kind="stable")
    population = _population(neighbourhoods, issues)
    homes = gpd.GeoDataFrame(
        {
            "neighbourhood_id": neighbourhoods.index.to_numpy()[rows["of"]],
            "persons": share_out(population, rows["of"].to_numpy(), rows["weight"].to_numpy()),
            "basis": rows["basis"].to_numpy(),
        },
        geometry=rows["point"].to_numpy(),
        crs=crs,
    )
    return Residents(homes, tuple(issues))


def share_out(totals: Floats, of: Integers, weight: Floats) -> Floats:
    """Share each total out by weight, so that the shares add up to it exactly, in whatever order they are added.

    Every share is a whole number of the smallest steps in which the total itself can be written (its last binary place); what
    rounding leaves over goes to the largest share. An unknown total gives unknown shares.

    Parameters
        totals: 0 or more, or NaN.
        of: sorted; which total a row belongs to.
        weight: above 0, one a row.
    >>> parts = share_out(np.array([10.0]), np.array([0, 0, 0]), np.ones(3))
    >>> parts.round(6).tolist(), sum(parts.tolist()), sum(parts[::-1].tolist())
    ([3.333333, 3.333333, 3.333333], 10.0, 10.0)
    """
    shares = np.full(len(of), np.nan)
    present, begins = np.unique(of, return_index=True)
    for total, begin, end in zip(present, begins, [*begins[1:], len(of)], strict=False):
        rows = slice(begin, end)
        if np.isnan(totals[total]):
            continue
        step = float(np.spacing(totals[total]))
        steps = round(float(totals[total]) / step)
        whole: npt.NDArray[np.int64] = np.floor(weight[rows] / weight[rows].sum() * steps).astype(np.int64)
        whole[np.argmax(whole)] += steps - int(whole.sum())
        shares[rows] = whole * step
    return shares


def _usable(basis: str, frame: gpd.GeoDataFrame, issues: list[Issue]) -> tuple[Geometries, Floats]:
    """Shapes and weights of the dwellings that have both, in an order that does not depend on the rows'."""
    shapes = frame.geometry.to_numpy()
    measure = shapely.area(shapes)
    if basis == ADDRESS_POINTS:
        measure = np.where(shapely.is_missing(shapes) | shapely.is_empty(shapes), np.nan, 1.0)
    weight = frame["weight"].to_numpy(dtype=float, na_value=np.nan) if "weight" in frame.columns else measure
    usable = np.isfinite(weight) & (weight > 0) & (measure > 0)
    if not usable.all():
        issues.append(Issue("residences-without-weight", params={"basis": BASES[basis], "count": int((~usable).sum())}))
    shapes, weight = shapes[usable], weight[usable]
    middle = shapely.get_coordinates(shapely.centroid(shapes))
    order = np.lexsort([weight, middle[:, 1], middle[:, 0]])
    return shapes[order], weight[order]


def _at_points(
    basis: str, points: Geometries, weight: Floats, neighbourhoods: gpd.GeoDataFrame, issues: list[Issue]
) -> pd.DataFrame:
    """Rows of the points that lie in a neighbourhood; of several the first by id."""
    point, area = shapely.STRtree(neighbourhoods.geometry.to_numpy()).query(points, predicate="intersects")
    rank = np.empty(len(neighbourhoods), dtype=np.intp)
    rank[neighbourhoods.index.argsort()] = np.arange(len(neighbourhoods))
    order = np.lexsort([rank[area], point])
    point, area = point[order], area[order]
    first = np.ones(len(point), dtype=bool)
    first[1:] = point[1:] != point[:-1]
    point, area = point[first], area[first]
    if len(point) < len(points):
        issues.append(Issue("residences-outside", params={"basis": BASES[basis], "count": len(points) - len(point)}))
    return _rows(area, points[point], weight[point], basis)


def _in_zones(zones: Geometries, weight: Floats, areas: Geometries, open_places: Integers, spacing_m: float) -> pd.DataFrame:
    """Rows of the lattice's pieces of each zone within each neighbourhood still open; a zone's weight goes by area."""
    zones, places = shapely.make_valid(zones), shapely.make_valid(areas[open_places])
    zone, place = shapely.STRtree(places).query(zones, predicate="intersects")
    points, piece_m2, of = _lattice(shapely.intersection(zones[zone], places[place]), spacing_m)
    zone, place = zone[of], place[of]
    return _rows(open_places[place], points, weight[zone] * piece_m2 / shapely.area(zones)[zone], RESIDENTIAL_ZONES)


def _lattice(areas: Geometries, spacing_m: float) -> tuple[Geometries, Floats, Integers]:
    """Pieces that a fixed lattice cuts areas into: a point within each, its m2, and the area it is of."""
    points, piece_m2, of = [np.empty(0, dtype=object)], [np.empty(0)], [np.empty(0, dtype=np.intp)]
    for place, area in enumerate(areas):
        if shapely.area(area) == 0:
            continue
        squares = _squares(shapely.bounds(area), spacing_m)
        shapely.prepare(area)
        squares = squares[shapely.intersects(squares, area)]
        cut = ~shapely.contains(area, squares)
        squares[cut] = shapely.intersection(squares[cut], area)
        m2 = shapely.area(squares)
        points.append(shapely.point_on_surface(squares[m2 > 0]))
        piece_m2.append(m2[m2 > 0])
        of.append(np.full(len(points[-1]), place, dtype=np.intp))
    return np.concatenate(points), np.concatenate(piece_m2), np.concatenate(of)


def _squares(bounds: Floats, spacing_m: float) -> Geometries:
    west, south, east, north = np.floor(bounds / spacing_m).astype(int)
    x, y = (axis.ravel() * spacing_m for axis in np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1)))
    squares: Geometries = shapely.box(x, y, x + spacing_m, y + spacing_m)
    return squares


def _rows(of: Integers, points: Geometries, weight: Floats, basis: str) -> pd.DataFrame:
    columns: dict[str, Any] = {"of": of, "point": pd.Series(points, dtype=object), "weight": weight, "basis": basis}
    return pd.DataFrame(columns)


def _population(neighbourhoods: gpd.GeoDataFrame, issues: list[Issue]) -> Floats:
    population = neighbourhoods["population"].to_numpy(dtype=float, na_value=np.nan)
    known = np.isfinite(population) & (population >= 0)
    if not known.all():
        issues.append(Issue("population-unknown", params={"count": int((~known).sum())}))
    return np.where(known, population, np.nan)
