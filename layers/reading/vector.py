"""Drawn boundaries: GeoJSON, GeoPackage, Shapefile, brought to longitude and latitude with each doubt said."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pyproj
from shapely import transform

from geo.crs import looks_swapped, to_wgs84
from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from layers.gdal import pyogrio
from layers.reading.gate import Admitted, Format

# What the gate sniffed must be what GDAL takes it for.
_DRIVERS: Mapping[Format, str] = {"geojson": "GeoJSON", "geopackage": "GPKG", "shapefile": "ESRI Shapefile"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """Features in EPSG:4326 (longitude, latitude), indexed by their place in the file from 1, attributes as text."""

    features: gpd.GeoDataFrame
    issues: list[Issue]


def read_drawing(file: Admitted, epsg: int | None) -> Drawing:
    """Read the features of a file; refused where what they mean in space cannot be known."""
    issues: list[Issue] = []
    try:
        table, others = _spatial_table(file)
        features = pyogrio.read_dataframe(file.path, layer=table, on_invalid="ignore", datetime_as_string=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError, ValueError) as error:
        raise RefusedError(Issue("unreadable-file", params={"file": file.name})) from error
    if not isinstance(features, gpd.GeoDataFrame):
        raise RefusedError(Issue("no-shapes", params={"file": file.name}))
    if features.empty:
        raise RefusedError(Issue("empty-file", params={"file": file.name}))
    if others:
        issues.append(Issue("table-chosen", params={"file": file.name, "table": table, "others": ", ".join(others)}))
    features.index = range(1, len(features) + 1)
    features = _with_crs(features, file, epsg, issues)
    return Drawing(to_wgs84(features), issues)


def _spatial_table(file: Admitted) -> tuple[str, list[str]]:
    listed = pyogrio.list_layers(file.path)
    spatial = [str(name) for name, geometry in listed if geometry is not None]
    if not spatial:
        raise RefusedError(Issue("no-shapes", params={"file": file.name}))
    if pyogrio.read_info(file.path, layer=spatial[0])["driver"] != _DRIVERS[file.format]:
        raise RefusedError(Issue("unreadable-file", params={"file": file.name}))
    return spatial[0], spatial[1:]


def _with_crs(features: gpd.GeoDataFrame, file: Admitted, epsg: int | None, issues: list[Issue]) -> gpd.GeoDataFrame:
    if epsg is None:
        if features.crs is None:
            raise RefusedError(Issue("missing-crs", params={"file": file.name}))
        return features
    try:
        given = pyproj.CRS.from_epsg(epsg)
    except pyproj.exceptions.CRSError as error:
        raise RefusedError(Issue("unknown-crs", params={"epsg": str(epsg)})) from error
    if features.crs is None:
        issues.append(Issue("crs-given", params={"file": file.name, "epsg": str(epsg)}))
        return features.set_crs(given)
    # GeoJSON without a `crs` member only implies degrees, so there the user's word counts.
    if not features.crs.equals(given, ignore_axis_order=True):
        if file.format == "geojson" and features.crs.to_epsg() == 4326:
            issues.append(Issue("crs-given", params={"file": file.name, "epsg": str(epsg)}))
            return features.set_crs(given, allow_override=True)
        raise RefusedError(
            Issue("crs-option-ignored", params={"file": file.name, "found": features.crs.name, "given": f"EPSG:{epsg}"})
        )
    return features


def straighten_axes(
    drawing: Drawing, file: Admitted, places: Mapping[int, tuple[float, float]], crs_name: str = "EPSG:4326"
) -> Drawing:
    """Put swapped latitude and longitude right, or refuse coordinates that are nowhere in Türkiye.

    Parameters
        places: known longitude and latitude of features, by their number in the file: the proof where both orders fit.
    """
    features = drawing.features
    drawn = features[features.geometry.notna() & ~features.geometry.is_empty]
    if drawn.empty:
        return drawing
    bounds = drawn.geometry.bounds
    centres = {
        number: ((row.minx + row.maxx) / 2, (row.miny + row.maxy) / 2)
        for number, row in zip(bounds.index, bounds.itertuples(), strict=True)
    }
    known = [number for number in centres if number in places]
    verdict = looks_swapped(
        list(centres.values()) if not known else [centres[number] for number in known],
        reference=[places[number] for number in known] or None,
    )
    if verdict == "outside":
        west, south, east, north = drawn.total_bounds
        raise RefusedError(
            Issue(
                "coordinates-out-of-range",
                params={
                    "file": file.name,
                    "crs": crs_name,
                    "bounds": f"{west:.5g} {south:.5g} – {east:.5g} {north:.5g}",
                },
            )
        )
    if verdict != "swapped":
        return drawing
    turned = features.set_geometry(
        gpd.GeoSeries(transform(features.geometry.array, lambda xy: xy[:, ::-1]), index=features.index, crs=features.crs)
    )
    proof = (
        Words(f"bilinen {len(known)} merkez ters sırada yerine oturuyor", f"{len(known)} known centres fit only the other order")
        if known
        else Words("yalnız ters sırada Türkiye'ye düşüyor", "only the other order lies in Türkiye")
    )
    issue = Issue("swapped-axes", params={"file": file.name, "proof_tr": proof.tr, "proof_en": proof.en})
    return Drawing(turned, [*drawing.issues, issue])
