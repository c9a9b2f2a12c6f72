"""How a table becomes a file: in a format that can hold it, whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pyproj
import shapely

from geo.crs import metric_crs_for
from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers.export import FORMATS, ExportFormat, ExportTable
from layers.outgoing.table import joint_bounds

_WGS84 = 4326


def require_format(out: Path) -> ExportFormat:
    """The format of a file's suffix.

    Raises
        RefusedError: `unknown-export`.

    >>> require_format(Path("parklar.geojson")).title
    'GeoJSON (RFC 7946)'
    """
    form = FORMATS.get(lower(out.suffix))
    if form is None:
        raise RefusedError(Issue("unknown-export", params={"suffix": out.suffix, "known": ", ".join(FORMATS)}))
    return form


def fitted(table: ExportTable, form: ExportFormat, epsg: int | None) -> ExportTable:
    """A table as a format can hold it: in the coordinate system that was asked for, or the one that the format needs.

    Raises
        RefusedError: the format has no room for that coordinate system, or only for rows with shapes; or there is no such system.
    """
    if form.needs_shapes and table.size and not table.is_drawn:
        raise RefusedError(Issue("format-needs-shapes", params={"format": form.title, "name": table.name}))
    if epsg is None and form.in_metres and table.is_drawn:
        return _projected(table, _metric_crs(table))
    if epsg is None or epsg == _WGS84:
        return table
    if form.only_wgs84:
        raise RefusedError(Issue("crs-not-in-format", params={"format": form.title, "epsg": str(epsg)}))
    try:
        return _projected(table, pyproj.CRS.from_epsg(epsg))
    except pyproj.exceptions.ProjError as error:
        raise RefusedError(Issue("unknown-crs", params={"epsg": str(epsg)})) from error


def _metric_crs(table: ExportTable) -> pyproj.CRS:
    if table.bounds is None or table.fetched is None:
        return metric_crs_for(table.features)
    return metric_crs_for(gpd.GeoDataFrame(geometry=[shapely.box(*table.bounds)], crs=table.features.crs))


def _projected(table: ExportTable, crs: pyproj.CRS) -> ExportTable:
    features, fetched = table.features.to_crs(crs), table.fetched
    if fetched is None:
        return replace(table, features=features)
    of_store = fetched.portions

    def portions() -> Iterator[gpd.GeoDataFrame]:
        return (one.to_crs(crs) for one in of_store())

    # Read once more: the box of turned shapes is not the turned box.
    return replace(table, features=features, fetched=replace(fetched, portions=portions, bounds=joint_bounds(portions())))


def write_table(table: ExportTable, out: Path, *, epsg: int | None = None) -> ExportTable:
    """Write a table in the format of the suffix, in WGS 84 or the system that was asked for; the answer is what was written."""
    form = require_format(out)
    table = fitted(table, form, epsg)
    with replacing(out) as partial:
        form.write(table, partial)
    return table


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `out` when all went well and is gone otherwise."""
    partial = out.with_name(f".{out.name}.partial{out.suffix}")
    try:
        partial.unlink(missing_ok=True)
        yield partial
        os.replace(partial, out)
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(out), "why": error.strerror or str(error)})) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
