"""The atlas and the layers as tables to hand on: public columns in their types, stable keys, and what the table is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from geo.errors import NotFoundError
from geo.formatting import is_known
from geo.indicators import INDICATORS
from geo.issues import Issue
from geo.numbers import for_programs
from geo.population import SMALL_POPULATION
from layers.atlas import Atlas, build_atlas, yearly_investments
from layers.base import Field, FieldType, LayerSpec
from layers.boundaries import LAYER as BOUNDARIES
from layers.boundaries import SKETCH
from layers.outgoing.hidden_ids import has_hidden_ids, hidden_ids
from layers.outgoing.row_keys import row_keys
from layers.outgoing.table import ColumnType, ExportTable
from layers.store.base import Revision
from layers.store.records import require_revision
from layers.workspace import Workspace

ATLAS = "atlas"
_COLUMN_TYPES: Mapping[FieldType, ColumnType] = {
    **dict.fromkeys(("text", "code"), "text"),
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
}
_SKETCH_NOTE = "Taslak sınır: resmî sınır değildir. Sketched boundaries: not official."
ATLAS_FIELDS = (
    Field("name", "Mahalle", "Neighbourhood", "text"),
    Field("district", "İlçe", "District", "text"),
    Field("code", "Resmî kod", "Official code", "text"),
    Field("area_km2", "Yüzölçümü", "Area", "number", "km2", True),
    Field("area_source", "Yüzölçümünün kaynağı", "Source of the area", "text"),
    Field("drawn_area_km2", "Çizilen alan", "Drawn area", "number", "km2", True),
    Field("boundary_kind", "Sınırın niteliği", "Kind of boundary", "text"),
)


@dataclass(frozen=True, slots=True)
class Years:
    """The years that the atlas compares; None stands for the first and the last there is."""

    first: int | None = None
    last: int | None = None


def table_of(workspace: Workspace, what: str, years: Years | None = None) -> ExportTable:
    """The atlas or a layer, as it stands in the workspace."""
    if what != ATLAS:
        return layer_table(workspace, what)
    years = years or Years()
    return atlas_table(build_atlas(workspace, from_year=years.first, to_year=years.last))


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
    fields = dict(zip(columns, ATLAS_FIELDS, strict=False))
    for year in atlas.years:
        name = f"population_{year}"
        fields[name] = Field(name, f"Nüfus {year}", f"Population {year}", "integer", "persons", True)
    features = atlas.neighbourhoods.copy()
    features["drawn_area_km2"] = features["drawn_area_km2"].round(6)
    for key, indicator in INDICATORS.items():
        if key in features and key != "population":
            whole = indicator.decimals == 0 and indicator.unit == "persons"
            columns[key] = "integer" if whole else "number"
            kind: FieldType = "integer" if whole else "number"
            fields[key] = Field(key, indicator.title_tr, indicator.title_en, kind, indicator.unit, indicator.extensive)
            values = features[key]
            finer = [for_programs(float(value), indicator.decimals) if is_known(value) else None for value in values]
            written = pd.Series(finer, index=values.index, dtype=values.dtype)
            features[key] = written.astype("Int64") if whole else written
    for name in yearly_investments(features):
        columns[name] = "number"
        spent_in = name.rpartition("_")[2]
        fields[name] = Field(name, f"Yatırım {spent_in}", f"Investment {spent_in}", "number", "try", True)
    columns |= {"contradicted": "list", "carried": "list", "small_population": "boolean", "unverified": "list"}
    return ExportTable(ATLAS, features, columns, atlas_metadata(atlas), fields, BOUNDARIES.style)


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
        metadata["note"] = _SKETCH_NOTE
    return metadata


def _grounds(atlas: Atlas) -> str:
    """Which layers and revisions each column was worked out from; columns of the same ground stand together."""
    columns: dict[str, list[str]] = {}
    for column in atlas.beneath:
        if column in atlas.neighbourhoods:
            ground = ", ".join(f"{layer} {number}" for layer, number in atlas.revisions_beneath(column).items())
            columns.setdefault(ground, []).append(column)
    return "; ".join(f"{ground}: {' '.join(names)}" for ground, names in columns.items())


def layer_table(workspace: Workspace, layer: str, number: int | None = None) -> ExportTable:
    """A revision of a layer, the current one without a number; fields that are not public stay out.

    Raises
        NotFoundError: the layer, its data or the revision is not there.
    """
    spec = workspace.layer(layer)
    store = workspace.store()
    revision = require_current(workspace, layer) if number is None else require_revision(layer, number, store.history(layer))
    frame = spec.conform(store.read(layer, revision.number))
    features = public_rows(workspace, spec, frame)
    metadata = layer_metadata(workspace, revision)
    if layer == BOUNDARIES.name and (frame["kind"] == SKETCH).any():
        metadata |= {"boundaries": "sketch", "note": _SKETCH_NOTE}
    whole_days = {field.name for field in spec.fields if field.type == "date" and has_whole_days(frame[field.name])}
    return described_table(spec, features, metadata, whole_days)


def require_current(workspace: Workspace, layer: str) -> Revision:
    """The current revision of a layer.

    Raises
        NotFoundError: it has none.
    """
    revision = workspace.store().current(layer)
    if revision is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    return revision


def public_rows(workspace: Workspace, spec: LayerSpec, frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Rows of a layer as they may leave, indexed by their keys: without the fields that are not public."""
    if not isinstance(frame, gpd.GeoDataFrame):
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame)), crs="EPSG:4326")
    if has_hidden_ids(spec):
        frame = frame.assign(id=hidden_ids(workspace, spec.name, frame["id"]))
    keys = row_keys(spec, frame, workspace.precedence_of(spec.name))
    hidden = [field.name for field in spec.fields if not field.public]
    return frame.drop(columns=hidden).set_index(pd.Index(keys, dtype=object))


def described_table(
    spec: LayerSpec, features: gpd.GeoDataFrame, metadata: Mapping[str, str], whole_days: Collection[str]
) -> ExportTable:
    """Public rows of a layer with their columns; a date that is not always a whole day is text for other programs."""
    fields = {field.name: field for field in spec.fields if field.public}
    columns: dict[str, ColumnType] = {
        name: "text" if field.type == "date" and name not in whole_days else _COLUMN_TYPES[field.type]
        for name, field in fields.items()
        if name != "id" or spec.key != ("id",)
    }
    columns["source"] = "text"
    # A thing of several years has its id in each of them.
    id_name = "row_key" if "id" in columns else "id"
    return ExportTable(spec.name, features, columns, metadata, fields, spec.style, id_name)


def layer_metadata(workspace: Workspace, revision: Revision) -> dict[str, str]:
    """What a revision of a layer is: title, sources, number and date."""
    return {
        "title": workspace.layer(revision.layer).title_tr,
        "source": "; ".join(workspace.source_title(record.source) for record in revision.sources),
        "revision": f"{revision.layer} {revision.number}",
        "created_at": revision.created_at,
    }


def has_whole_days(values: pd.Series) -> bool:
    """Whether all values there are name a day in ISO's form.

    >>> has_whole_days(pd.Series(["2024-02-29", None])), has_whole_days(pd.Series(["2024-02"]))
    (True, False)
    """
    return all(_is_day(value) for value in values.dropna())


def _is_day(value: object) -> bool:
    try:
        return str(value) == date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return False
