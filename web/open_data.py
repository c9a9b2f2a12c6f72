"""The page of open data in the language of the page: a line a layer, its dictionary, and where its files are."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from layers.export import FORMATS
from layers.open_data import OpenLayer, open_layers
from layers.reports.common import on
from web.asking import Question
from web.desk.asking import to
from web.formatting import MISSING, day, number
from web.i18n import Speech


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a layer."""

    title: str
    suffix: str
    address: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A column of the dictionary; `codes` are its values with their titles."""

    column: str
    title: str
    type: str
    unit: str
    codes: str


@dataclass(frozen=True, slots=True)
class LayerLine:
    """A layer in words. `service`: its collection of the OGC API, empty where there is none."""

    name: str
    title: str
    description: str
    rows: str
    revision: str
    as_of: str
    made_on: str
    sources: str
    licence: str
    doubts: str
    has_doubts: bool
    is_sketch: bool
    downloads: tuple[Download, ...]
    fields: tuple[FieldLine, ...]
    service: str
    page: str


def layers_of(question: Question) -> list[OpenLayer]:
    """The open layers of a state, gathered once."""
    return question.library.keep(
        question.state, ("open-data",), lambda: open_layers(question.state.workspace, question.library.atlas(question.state))
    )


def layer_lines(layers: Sequence[OpenLayer], speech: Speech) -> list[LayerLine]:
    """The layers as the page tells of them."""
    return [_line(layer, speech) for layer in layers]


def _line(layer: OpenLayer, speech: Speech) -> LayerLine:
    revisions = [f"{name} {number}" for name, number in sorted(layer.revisions.items())]
    return LayerLine(
        layer.name,
        speech.choose(layer.title.tr, layer.title.en),
        speech.choose(layer.description.tr, layer.description.en),
        number(layer.rows, speech.code),
        ", ".join(revisions) if len(revisions) > 1 else revisions[0].rpartition(" ")[2] if revisions else MISSING,
        MISSING if layer.as_of is None else on(layer.as_of, speech.code),
        day(layer.created_at, speech.code),
        ", ".join(layer.sources) or MISSING,
        licence_words(layer, speech),
        number(layer.doubts, speech.code),
        layer.doubts > 0,
        layer.is_sketch,
        tuple(Download(FORMATS[suffix].title, suffix, file_address(layer.name, suffix)) for suffix in layer.formats),
        tuple(_fields(layer, speech)),
        service_address(layer.name),
        to("desk_layer.show", layer=layer.name) if layer.name in layer.revisions else "",
    )


def file_address(layer: str, suffix: str, *, absolute: bool = False) -> str:
    """Where a layer is had in a format."""
    return url_for("open_data.as_file", layer=layer, suffix=suffix.removeprefix("."), _external=absolute)


def licence_words(layer: OpenLayer, speech: Speech) -> str:
    """Under which licence a layer may be passed on; that none is stated where that is so."""
    stated = [f"{source}: {licence}" for source, licence in layer.licences.items()]
    if not stated:
        return speech.gettext("belirtilmemiş")
    if layer.unlicensed:
        stated.append(speech.gettext("belirtilmemiş (%(sources)s)", sources=", ".join(layer.unlicensed)))
    return "; ".join(stated)


def service_address(layer: str) -> str:
    """Where programs read a layer by OGC API - Features."""
    return url_for("ogc.collection", name=layer)


def _fields(layer: OpenLayer, speech: Speech) -> list[FieldLine]:
    codes: dict[str, list[str]] = {}
    for item in layer.fields:
        if item.code is not None:
            codes.setdefault(item.column, []).append(f"{item.code}: {speech.choose(item.title.tr, item.title.en)}")
    return [
        FieldLine(
            item.column,
            speech.choose(item.title.tr, item.title.en),
            speech.choose(item.type.tr, item.type.en),
            "" if item.unit is None else speech.choose(item.unit.tr, item.unit.en),
            "; ".join(codes.get(item.column, ())),
        )
        for item in layer.fields
        if item.code is None
    ]
