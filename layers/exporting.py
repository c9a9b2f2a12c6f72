"""An export: the atlas or a layer, in the format of the suffix, with what it is written into it; no half file is left."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pyproj

from geo.crs import metric_crs_for
from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import lower
from layers.atlas import build_atlas
from layers.export import FORMATS, ExportFormat, ExportTable
from layers.outgoing.tables import ATLAS, atlas_table, layer_table
from layers.workspace import Workspace

_WGS84 = 4326


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the user said beside what and where to: the coordinate system, the years of the atlas, how numbers are written."""

    epsg: int | None = None
    from_year: int | None = None
    to_year: int | None = None
    turkish_numbers: bool = False


def export(workspace: Workspace, what: str, out: Path, options: ExportOptions | None = None) -> ExportTable:
    """Write `what` (`atlas` or a layer) to a file; an existing file is replaced only by a whole one.

    Raises
        RefusedError: the format, the coordinate system or the place to write to will not do.
        NotFoundError: there is no such layer, or nothing in it.
    """
    options = options or ExportOptions()
    form = format_of(out)
    if what == ATLAS:
        table = atlas_table(build_atlas(workspace, from_year=options.from_year, to_year=options.to_year))
    else:
        table = layer_table(workspace, what)
    table = fitted(replace(table, turkish_numbers=options.turkish_numbers), form, options.epsg)
    with replacing(out) as partial:
        form.write(table, partial)
    return table


def format_of(out: Path) -> ExportFormat:
    """The format that a file's suffix names."""
    form = FORMATS.get(lower(out.suffix))
    if form is None:
        raise RefusedError(Issue("unknown-export", params={"suffix": out.suffix, "known": ", ".join(FORMATS)}))
    return form


def fitted(table: ExportTable, form: ExportFormat, epsg: int | None) -> ExportTable:
    """A table as a format can hold it: in the coordinate system that was asked for, or the one that the format needs.

    Raises
        RefusedError: the format has no room for that coordinate system, or only for rows with shapes; or there is no such system.
    """
    if form.needs_shapes and not table.is_drawn:
        raise RefusedError(Issue("format-needs-shapes", params={"format": form.title, "name": table.name}))
    if epsg is None and form.in_metres:
        return replace(table, features=table.features.to_crs(metric_crs_for(table.features)))
    if epsg is None or epsg == _WGS84:
        return table
    if form.only_wgs84:
        raise RefusedError(Issue("crs-not-in-format", params={"format": form.title, "epsg": str(epsg)}))
    try:
        crs = pyproj.CRS.from_epsg(epsg)
        return replace(table, features=table.features.to_crs(crs))
    except pyproj.exceptions.ProjError as error:
        raise RefusedError(Issue("unknown-crs", params={"epsg": str(epsg)})) from error


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
