"""An export: the atlas or a layer, in the format of the suffix, with what it is written into it; no half file is left."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyproj

from geo.errors import NotFoundError, RefusedError
from geo.indicators import INDICATORS
from geo.issues import Issue
from geo.population import SMALL_POPULATION
from geo.turkish import lower
from layers.atlas import Atlas, build_atlas, yearly_investments
from layers.base import FieldType
from layers.export import FORMATS, ExportFormat, ExportTable
from layers.export.base import ColumnType
from layers.importing import current_frame
from layers.workspace import Workspace

ATLAS = "atlas"
_COLUMN_TYPES: Mapping[FieldType, ColumnType] = {
    **dict.fromkeys(("text", "date", "code", "boolean"), "text"),
    "integer": "integer",
    "number": "number",
}


def export(
    workspace: Workspace,
    what: str,
    out: Path,
    *,
    epsg: int | None = None,
    from_year: int | None = None,
    to_year: int | None = None,
) -> ExportTable:
    """Write `what` (`atlas` or a layer) to a file; an existing file is replaced only by a whole one."""
    require_format(out)
    if what == ATLAS:
        table = atlas_table(build_atlas(workspace, from_year=from_year, to_year=to_year))
    else:
        table = _layer_table(workspace, what)
    return write_table(table, out, epsg=epsg)


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


def write_table(table: ExportTable, out: Path, *, epsg: int | None = None) -> ExportTable:
    """Write a table in the format of the suffix, in WGS 84 or the system that was asked for; the answer is what was written."""
    form = require_format(out)
    if epsg is not None and epsg != 4326:
        if form.only_wgs84:
            raise RefusedError(Issue("crs-not-in-format", params={"format": form.title, "epsg": str(epsg)}))
        table = _projected(table, epsg)
    partial = out.with_name(f".{out.name}.partial{out.suffix}")
    try:
        partial.unlink(missing_ok=True)
        form.write(table, partial)
        os.replace(partial, out)
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(out), "why": error.strerror or str(error)})) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return table


def atlas_table(atlas: Atlas) -> ExportTable:
    """The atlas as a table to write."""
    columns: dict[str, ColumnType] = {
        "name": "text",
        "district": "text",
        "code": "text",
        "area_km2": "number",
        "area_source": "text",
        "drawn_area_km2": "number",
        "boundary_kind": "text",
    }
    columns |= {f"population_{year}": "integer" for year in atlas.years}
    features = atlas.neighbourhoods.copy()
    features["drawn_area_km2"] = features["drawn_area_km2"].round(6)
    for key, indicator in INDICATORS.items():
        if key in features and key != "population":
            whole = indicator.decimals == 0 and indicator.unit == "persons"
            columns[key] = "integer" if whole else "number"
            values = features[key].round(indicator.decimals + 2)
            features[key] = values.astype("Int64") if whole else values
    columns |= dict.fromkeys(yearly_investments(features), "number")
    columns |= {"contradicted": "list", "carried": "list", "small_population": "boolean", "unverified": "list"}
    return ExportTable(ATLAS, features, columns, atlas_metadata(atlas))


def atlas_metadata(atlas: Atlas) -> dict[str, str]:
    """What an exported atlas is: workspace, sources, revisions, date, years, and whether its boundaries are a sketch."""
    sources = {figure.source for figure in atlas.figures if figure.shown} | set(atlas.neighbourhoods["boundary_source"])
    metadata = {
        "title": atlas.workspace.name,
        "source": "; ".join(atlas.workspace.source_title(source) for source in sorted(sources)),
        "revision": ", ".join(f"{layer} {revision.number}" for layer, revision in sorted(atlas.revisions.items())),
        "created_at": atlas.created_at,
        "boundaries": "sketch" if atlas.is_sketch else "imported",
    }
    metadata["beneath"] = _grounds(atlas)
    metadata["small_population"] = f"population under {SMALL_POPULATION}: figures per person mean little"
    if atlas.unverified:
        metadata["unverified"] = ", ".join(atlas.unverified)
    if atlas.span is not None:
        metadata["years"] = f"{atlas.span.from_year}-{atlas.span.to_year}"
    if atlas.is_sketch:
        metadata["note"] = "Taslak sınır: resmî sınır değildir. Sketched boundaries: not official."
    return metadata


def _grounds(atlas: Atlas) -> str:
    """Which layers and revisions each column was worked out from; columns of the same ground stand together."""
    columns: dict[str, list[str]] = {}
    for column in atlas.beneath:
        if column in atlas.neighbourhoods:
            ground = ", ".join(f"{layer} {number}" for layer, number in atlas.revisions_beneath(column).items())
            columns.setdefault(ground, []).append(column)
    return "; ".join(f"{ground}: {' '.join(names)}" for ground, names in columns.items())


def _layer_table(workspace: Workspace, layer: str) -> ExportTable:
    spec = workspace.layer(layer)
    store = workspace.store()
    revision = store.current(layer)
    frame = current_frame(workspace, store, layer)
    if revision is None or frame is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    if not isinstance(frame, gpd.GeoDataFrame):
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame)), crs="EPSG:4326")
    fields = [field for field in spec.fields if field.public and field.name != "id"]
    columns: dict[str, ColumnType] = {field.name: _COLUMN_TYPES[field.type] for field in fields}
    columns["source"] = "text"
    metadata = {
        "title": spec.title_tr,
        "source": "; ".join(workspace.source_title(record.source) for record in revision.sources),
        "revision": f"{layer} {revision.number}",
        "created_at": revision.created_at,
    }
    index = frame["id"] if "id" in frame else pd.RangeIndex(1, len(frame) + 1)
    return ExportTable(layer, frame.set_index(index), columns, metadata)


def _projected(table: ExportTable, epsg: int) -> ExportTable:
    try:
        crs = pyproj.CRS.from_epsg(epsg)
    except pyproj.exceptions.CRSError as error:
        raise RefusedError(Issue("unknown-crs", params={"epsg": str(epsg)})) from error
    return ExportTable(table.name, table.features.to_crs(crs), table.columns, table.metadata)
