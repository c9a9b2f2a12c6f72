"""The coordinate system of a drawing: what the file says, what the user says, else what the place of the district proves."""

from collections import Counter
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
from shapely import transform

from geo.crs import WGS84
from geo.crs_proof import Candidate, Extent, Proof, prove_crs
from geo.errors import RefusedError
from geo.issues import Issue
from geo.names import place_key
from layers.reading.base import Admitted

# In these formats degrees are only implied, so that the user's word, or the numbers themselves, count for more.
_IMPLIES_DEGREES = frozenset({"geojson", "geojsonseq", "topojson", "table", "xlsx", "ods", "xls"})
_LISTED = 4

Places = Mapping[str, tuple[float, float]]


def with_crs(
    features: gpd.GeoDataFrame, file: Admitted, epsg: int | None, known: Places, issues: list[Issue]
) -> gpd.GeoDataFrame:
    """The features with a coordinate system that is known, given or proven; refused where it is none of these.

    Parameters
        known: longitude and latitude of the district's places by place key.
    """
    implied = file.format in _IMPLIES_DEGREES and features.crs is not None and features.crs.to_epsg() == WGS84
    if epsg is not None:
        return _given(features, file, epsg, implied, issues)
    if features.crs is not None and not (implied and not _in_degrees(features)):
        return features
    if not known:
        if features.crs is None:
            raise RefusedError(Issue("missing-crs", params={"file": file.name}))
        return features
    proof = prove(features, known)
    if proof.taken is None:
        if features.crs is not None and proof.verdict == "none":
            return features
        raise RefusedError(proof_issue(proof, file.name))
    issues.append(proof_issue(proof, file.name))
    shapes = features.set_crs(proof.taken.epsg, allow_override=True)
    return turned(shapes) if proof.taken.swapped else shapes


def prove(features: gpd.GeoDataFrame, known: Places) -> Proof:
    """The proof from the extent of the known places, and from their positions where a column holds their names."""
    inside = features.geometry.representative_point()
    points = np.column_stack([inside.x, inside.y])
    return prove_crs(points, Extent.around(list(known.values())), _positions(features, known))


def proof_issue(proof: Proof, name: str) -> Issue:
    """What is to be said of a proof."""
    listed = "; ".join(_candidate(candidate) for candidate in proof.ranked[:_LISTED])
    if proof.taken is None:
        kind = "crs-several-fit" if proof.verdict == "several" else "crs-none-fits"
        return Issue(kind, params={"file": name, "candidates": listed})
    if proof.twin is not None and proof.datum == "assumed":
        return Issue(
            "crs-datum-assumed",
            params={
                "file": name,
                "crs": proof.taken.name,
                "other": proof.twin.name,
                "epsg": str(proof.twin.epsg),
                "distance_m": proof.twin_distance_m,
            },
        )
    return Issue("crs-proven", params={"file": name, "crs": proof.taken.name, "candidates": listed})


def turned(features: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """With x and y in each other's place."""
    shapes = transform(features.geometry.array, lambda xy: xy[:, ::-1])
    return features.set_geometry(gpd.GeoSeries(shapes, index=features.index, crs=features.crs))


def _given(features: gpd.GeoDataFrame, file: Admitted, epsg: int, implied: bool, issues: list[Issue]) -> gpd.GeoDataFrame:
    try:
        given = pyproj.CRS.from_epsg(epsg)
    except pyproj.exceptions.CRSError as error:
        raise RefusedError(Issue("unknown-crs", params={"epsg": str(epsg)})) from error
    if features.crs is not None and features.crs.equals(given, ignore_axis_order=True):
        return features
    if features.crs is None or implied:
        issues.append(Issue("crs-given", params={"file": file.name, "epsg": str(epsg)}))
        return features.set_crs(given, allow_override=True)
    params = {"file": file.name, "found": features.crs.name, "given": f"EPSG:{epsg}"}
    raise RefusedError(Issue("crs-option-ignored", params=params))


def _in_degrees(features: gpd.GeoDataFrame) -> bool:
    bounds = features.geometry.bounds.to_numpy()
    present = bounds[np.isfinite(bounds).all(axis=1)]
    return not len(present) or bool((np.abs(np.median(present, axis=0)) <= 180).all())


def _positions(features: gpd.GeoDataFrame, known: Places) -> npt.NDArray[np.float64] | None:
    """Known positions by row, through the column that holds most of the known names."""
    best: npt.NDArray[np.float64] | None = None
    for name in features.columns.drop(features.geometry.name):
        keys = [place_key(value) if isinstance(value, str) else "" for value in features[name]]
        times = Counter(keys)
        # A name that stands twice belongs to two places.
        found = np.array([known[key] if key in known and times[key] == 1 else (np.nan, np.nan) for key in keys])
        if best is None or np.isfinite(found).sum() > np.isfinite(best).sum():
            best = found
    return best


def _candidate(candidate: Candidate) -> str:
    return f"{candidate.name}: {candidate.distance_km:.0f} km"
