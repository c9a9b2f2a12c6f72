"""Drawn boundaries of any format, brought to longitude and latitude with each doubt said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from geo.crs import WGS84, looks_swapped, to_wgs84
from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from geo.repair import round_coordinates
from layers.reading import READERS
from layers.reading.crs_choice import Places, turned, with_crs
from layers.reading.features import read_features
from layers.reading.gate import Admitted
from layers.reading.placed_table import placed_features
from layers.reading.progress import tell
from layers.reading.table import read_table

# Fewer known centres prove nothing: one approximate centre may well lie nearer to its mirror image.
_PROVING_PLACES = 3
# Sketched centres are good to some hundred metres; a wrong zone is off by hundreds of kilometres.
_FAR_KM = 20.0
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Drawing:
    """Features in EPSG:4326 (longitude, latitude), indexed by their place in the file from 1.

    `in_degrees`: the file's own coordinates are degrees, so that nothing but their place tells which axis is which.
    """

    features: gpd.GeoDataFrame
    issues: list[Issue]
    in_degrees: bool


def read_drawing(file: Admitted, epsg: int | None, *, table: str | None = None, known: Places | None = None) -> Drawing:
    """Read the features of a file; refused where what they mean in space cannot be known.

    Parameters
        table: which of several tables; None takes the one with areas.
        known: longitude and latitude of the district's places by place key, to prove a coordinate system that is not stated.
    """
    if READERS[file.format].holds == "table":
        rows = read_table(file, table)
        features, issues = placed_features(rows)
        issues = [*rows.issues, *issues]
    else:
        features, issues = read_features(file, table)
        features.index = range(1, len(features) + 1)
    if not isinstance(features, gpd.GeoDataFrame):
        raise RefusedError(Issue("no-shapes", params={"file": file.name}))
    if features.empty:
        raise RefusedError(Issue("empty-file", params={"file": file.name}))
    return drawing_of(features, file, epsg, known, issues)


def drawing_of(
    features: gpd.GeoDataFrame, file: Admitted, epsg: int | None, known: Places | None, issues: list[Issue]
) -> Drawing:
    """Features in the file's own coordinates, brought to longitude and latitude; see `read_drawing`."""
    features = with_crs(features, file, epsg, known or {}, issues)
    if features.crs.is_projected and _is_north_first(features):
        issues.append(_swapped(file, _ONLY_OTHER_ORDER))
        features = turned(features)
    tell("checking")
    return Drawing(round_coordinates(to_wgs84(features)), issues, in_degrees=not features.crs.is_projected)


def straighten_axes(drawing: Drawing, file: Admitted, places: Mapping[int, tuple[float, float]]) -> Drawing:
    """Put swapped latitude and longitude right, or refuse coordinates that are nowhere in Türkiye; say what is in doubt.

    Parameters
        places: known longitude and latitude of features, by their number in the file: the proof where both orders fit.
    """
    numbers, centres = _centres(drawing.features)
    if not len(numbers):
        return drawing
    known = [place for place, number in enumerate(numbers) if number in places]
    if len(known) < _PROVING_PLACES:
        known = []
    reference = np.array([places[numbers[place]] for place in known]).reshape(-1, 2)
    verdict = looks_swapped(centres[known] if known else centres, reference if known else None)
    if verdict == "outside":
        west, south, east, north = drawing.features.total_bounds
        bounds = f"{west:.5g} {south:.5g} – {east:.5g} {north:.5g}"
        raise RefusedError(Issue("coordinates-out-of-range", params={"file": file.name, "crs": "EPSG:4326", "bounds": bounds}))
    if verdict == "swapped":
        fits = Words(
            f"bilinen {len(known)} merkez ters sırada yerine oturuyor",
            f"{len(known)} known centres fit only the other order",
        )
        issue = _swapped(file, fits if known else _ONLY_OTHER_ORDER)
        return replace(drawing, features=turned(drawing.features), issues=[*drawing.issues, issue])
    doubts = []
    if verdict == "undecided" and drawing.in_degrees:
        doubts.append(Issue("axis-order-assumed", params={"file": file.name}))
    if known:
        scale = np.column_stack([np.cos(np.radians(reference[:, 1])), np.ones(len(known))])
        away_km = float(np.median(np.linalg.norm((centres[known] - reference) * scale, axis=1))) * _KM_PER_DEGREE
        if away_km > _FAR_KM:
            doubts.append(Issue("far-from-known-places", params={"file": file.name, "distance_km": round(away_km)}))
    return replace(drawing, issues=[*drawing.issues, *doubts])


_ONLY_OTHER_ORDER = Words("yalnız ters sırada Türkiye'ye düşüyor", "only the other order lies in Türkiye")


def _swapped(file: Admitted, proof: Words) -> Issue:
    return Issue("swapped-axes", params={"file": file.name, "proof_tr": proof.tr, "proof_en": proof.en})


def _centres(features: gpd.GeoDataFrame) -> tuple[list[int], npt.NDArray[np.float64]]:
    """Numbers and middles of the shapes that lie somewhere."""
    bounds = features.geometry.bounds
    # Beyond this no coordinate system has anything, and squares of it are no numbers.
    bounds = bounds[(bounds.abs() < 1e9).all(axis=1)]
    middles = np.column_stack([bounds[["minx", "maxx"]].mean(axis=1), bounds[["miny", "maxy"]].mean(axis=1)])
    return [int(number) for number in bounds.index], middles


def _is_north_first(features: gpd.GeoDataFrame) -> bool:
    """Whether projected coordinates hold north before east, as TUREF's official axis order has it: only so in Türkiye."""
    _, middles = _centres(features)
    as_read, turned = (
        gpd.GeoSeries.from_xy(*order.T, crs=features.crs).to_crs(WGS84).get_coordinates().to_numpy()
        for order in (middles, middles[:, ::-1])
    )
    return looks_swapped(as_read) in {"outside", "swapped"} and looks_swapped(turned) in {"straight", "undecided"}
