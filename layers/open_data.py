"""What of a workspace is open data: each layer with public fields, its licence, sources, day, formats and doubts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd

from geo.issues import Words
from layers.atlas import Atlas
from layers.base import LayerSpec
from layers.export import FORMATS, ExportTable
from layers.outgoing.dictionary import Definition, definitions
from layers.outgoing.table import PORTION_ROWS
from layers.outgoing.tables import ATLAS, atlas_table, described_table
from layers.store.base import Revision, Store
from layers.workspace import Workspace

_ATLAS_TITLE: Final = Words("Mahalle atlası", "Neighbourhood atlas")
_ATLAS_DESCRIPTION: Final = Words(
    "Her mahalle için bir satır: sınırı, alanı, yıllara göre nüfusu ve bütün göstergeleri.",
    "One row a neighbourhood: its boundary, area, population by year, and all indicators.",
)


@dataclass(frozen=True, slots=True)
class OpenLayer:
    """A layer as it may leave.

    `licences`: what the workspace states for its sources, by source title; a source without one is missing. `as_of`: the newest
    day that a source describes. `formats`: the suffixes it can be had in. `doubts`: open errors and warnings of its rows.
    """

    name: str
    title: Words
    description: Words
    rows: int
    revisions: Mapping[str, int]
    created_at: str
    as_of: str | None
    sources: tuple[str, ...]
    licences: Mapping[str, str]
    formats: tuple[str, ...]
    fields: tuple[Definition, ...]
    doubts: int
    is_sketch: bool

    @property
    def unlicensed(self) -> tuple[str, ...]:
        """The sources for which nobody states a licence."""
        return tuple(source for source in self.sources if source not in self.licences)


def open_layers(workspace: Workspace, atlas: Atlas) -> list[OpenLayer]:
    """The atlas, then every layer that holds rows and has fields that are public."""
    store = workspace.store()
    return [_atlas(workspace, atlas), *_layers(workspace, store, atlas)]


def _atlas(workspace: Workspace, atlas: Atlas) -> OpenLayer:
    table = atlas_table(atlas)
    beneath = {layer for layers in atlas.beneath.values() for layer in layers} | {"boundaries"}
    revisions = {layer: revision for layer, revision in atlas.revisions.items() if layer in beneath}
    return OpenLayer(
        ATLAS,
        _ATLAS_TITLE,
        _ATLAS_DESCRIPTION,
        len(atlas.neighbourhoods),
        {layer: revision.number for layer, revision in revisions.items()},
        atlas.created_at,
        max((day for revision in revisions.values() if (day := _as_of(revision))), default=None),
        _sources(workspace, revisions.values()),
        _licences(workspace, revisions.values()),
        tuple(FORMATS),
        tuple(definitions(table)),
        0,
        atlas.is_sketch,
    )


def _layers(workspace: Workspace, store: Store, atlas: Atlas) -> Iterator[OpenLayer]:
    for name, spec in workspace.layers.items():
        revision = store.current(name)
        if revision is None or not revision.rows or not any(field.public for field in spec.fields):
            continue
        drawn = has_shapes(store, spec, revision)
        yield OpenLayer(
            name,
            Words(spec.title_tr, spec.title_en),
            Words(spec.description_tr, spec.description_en),
            revision.rows,
            {name: revision.number},
            revision.created_at,
            _as_of(revision),
            _sources(workspace, [revision]),
            _licences(workspace, [revision]),
            tuple(suffix for suffix, form in FORMATS.items() if drawn or not form.needs_shapes),
            tuple(definitions(_empty_table(spec))),
            sum(issue.severity in ("error", "warning") for issue in store.issues(name, revision.number)),
            atlas.is_sketch and name == "boundaries",
        )


def has_shapes(store: Store, spec: LayerSpec, revision: Revision) -> bool:
    """Whether a revision can be drawn; most layers tell by their first portion of rows."""
    if spec.geometry is None:
        return False
    portions = store.read_portions(revision.layer, revision.number, PORTION_ROWS)
    return any(isinstance(portion, gpd.GeoDataFrame) and bool(portion.geometry.notna().any()) for portion in portions)


def _empty_table(spec: LayerSpec) -> ExportTable:
    """The public columns of a layer, without rows."""
    days = {field.name for field in spec.fields if field.type == "date"}
    return described_table(spec, gpd.GeoDataFrame(geometry=[], crs=4326), {}, days)


def _as_of(revision: Revision) -> str | None:
    return max((record.as_of for record in revision.sources if record.as_of), default=None)


def _sources(workspace: Workspace, revisions: Iterable[Revision]) -> tuple[str, ...]:
    names = (record.source for revision in revisions for record in revision.sources)
    return tuple(dict.fromkeys(workspace.source_title(name) for name in names))


def _licences(workspace: Workspace, revisions: Iterable[Revision]) -> dict[str, str]:
    names = dict.fromkeys(record.source for revision in revisions for record in revision.sources)
    return {workspace.source_title(name): workspace.licences[name] for name in names if name in workspace.licences}
