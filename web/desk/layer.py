"""`/katmanlar/<layer>`: one layer as it stands: its rows, fields and picture."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import geopandas as gpd
import pandas as pd

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.base import Field, LayerSpec
from layers.boundaries import SKETCH
from layers.importing import current_neighbourhoods
from layers.store.base import Revision
from web.desk.asking import DeskQuestion, to
from web.desk.cells import public_fields, title_of, type_word, unit_of, writer_of
from web.desk.listing import Column, Filter, Listing
from web.desk.picture import MOST_SHAPES, Drawn, Picture, Sheet, ground_of, picture_of

_SOURCE = "source"
_NAMES = ("name", "neighbourhood_name")
# What a program needs and a reader looks at last.
_TECHNICAL = ("id", "neighbourhood_id", "stated_name", "is_total", "source_row")
_MOST_LABEL = 80


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer's current revision and all its rows."""

    spec: LayerSpec
    revision: Revision
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as a reader needs it described; `codes` are the titles of a code list."""

    name: str
    title: str
    type: str
    unit: str
    adds_up: str
    public: bool
    codes: tuple[str, ...]


def layer_state(question: DeskQuestion, name: str) -> LayerState | None:
    """The layer as it stands, None where it holds nothing yet.

    Raises
        NotFoundError: there is no such layer.
    """
    spec = question.state.workspace.layer(name)
    return question.library.keep(question.state, ("desk-layer", name), lambda: _read(question, spec))


def require_layer(question: DeskQuestion, name: str) -> LayerState:
    """The layer as it stands.

    Raises
        NotFoundError: there is no such layer, or it holds nothing yet.
    """
    state = layer_state(question, name)
    if state is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": name}))
    return state


def _read(question: DeskQuestion, spec: LayerSpec) -> LayerState | None:
    store = question.state.workspace.store()
    revision = store.current(spec.name)
    if revision is None:
        return None
    rows = spec.conform(store.read(spec.name, revision.number))
    return LayerState(spec, revision, rows.reset_index(drop=True))


def rows_listing(
    question: DeskQuestion, state: LayerState, *, filled_only: bool, with_links: bool = False
) -> tuple[Listing, tuple[str, ...]]:
    """The rows by their public fields, and the titles of the fields that were left out because no row has a value there.

    With `with_links` the first cell of each row leads to the form in which its thing is changed.
    """
    speech, workspace = question.speech, question.state.workspace
    fields = sorted(public_fields(state.spec), key=_place_of)
    is_empty = {field.name: filled_only and bool(state.rows[field.name].isna().all()) for field in fields}
    columns = [
        Column(
            field.name,
            speech.choose(field.title_tr, field.title_en),
            writer_of(field, speech),
            numeric=field.type in ("integer", "number"),
            unit=unit_of(field, speech),
        )
        for field in fields
        if not is_empty[field.name]
    ]
    if with_links and columns:
        columns[0] = replace(
            columns[0], link=lambda row: to("rows.edit", layer=state.spec.name, kaynak=row["source"], no=row["id"])
        )
    columns.append(Column(_SOURCE, speech.gettext("Kaynak"), lambda value: workspace.source_title(str(value))))
    sources = {record.source: workspace.source_title(record.source) for record in state.revision.sources}
    filters = [Filter("kaynak", _SOURCE, speech.gettext("Kaynak"), sources)] if len(sources) > 1 else []
    empty = tuple(speech.choose(field.title_tr, field.title_en) for field in fields if is_empty[field.name])
    key = ("desk-search", state.spec.name, speech.code, filled_only)
    kept = partial(question.library.keep, question.state, key)
    return Listing(state.spec.name, tuple(columns), state.rows, tuple(filters), kept), empty


def _place_of(field: Field) -> int:
    return 0 if field.name in _NAMES else 2 if field.name in _TECHNICAL or field.name.endswith("_stated") else 1


def field_lines(spec: LayerSpec, question: DeskQuestion) -> tuple[FieldLine, ...]:
    """The fields that everybody may see; of the others only that they are there."""
    speech = question.speech
    sums = {True: speech.gettext("toplanır"), False: speech.gettext("toplanmaz"), None: ""}
    return tuple(
        FieldLine(
            name=field.name,
            title=speech.choose(field.title_tr, field.title_en),
            type=type_word(field, speech),
            unit=unit_of(field, speech),
            adds_up=sums[field.extensive],
            public=field.public,
            codes=tuple(speech.choose(code.title_tr, code.title_en) for code in field.codes),
        )
        for field in spec.fields
    )


def layer_picture(question: DeskQuestion, state: LayerState, rows: pd.DataFrame) -> Picture | None:
    """The shapes of rows of a layer over the neighbourhoods; None for a layer that is not drawn."""
    if not isinstance(rows, gpd.GeoDataFrame) or not len(rows):
        return None
    spec = state.spec

    neighbourhoods = None if spec.name == "boundaries" else neighbourhoods_of(question)

    def make() -> Picture | None:
        labels, colours = partial(_labels, spec=spec, question=question), partial(_colours, spec=spec)
        ground = kept_ground(question, neighbourhoods)
        return marked_as_sketch(picture_of(rows, neighbourhoods, labels, colours, ground), question)

    key = ("desk-picture", spec.name, question.speech.code, len(rows), tuple(rows.index[:MOST_SHAPES]))
    return question.library.keep_view(question.state, key, make)


def marked_as_sketch(picture: Picture | None, question: DeskQuestion) -> Picture | None:
    """The picture with the mark that its boundaries are a sketch, where any of those that are shown is one."""
    neighbourhoods = neighbourhoods_of(question)
    if picture is None or neighbourhoods is None:
        return picture
    return replace(picture, on_sketch=bool((neighbourhoods["kind"] == SKETCH).any()))


def kept_ground(question: DeskQuestion, neighbourhoods: gpd.GeoDataFrame | None) -> Callable[[Sheet], tuple[Drawn, ...]]:
    """The neighbourhoods on a sheet, drawn once: most layers lie within them, and so on the same sheet.

    Parameters
        neighbourhoods: those that are shown, or None for none.
    """

    def ground(sheet: Sheet) -> tuple[Drawn, ...]:
        key = ("desk-ground", neighbourhoods is None, sheet)
        return question.library.keep_while(question.state, is_boundaries, key, lambda: ground_of(sheet, neighbourhoods))

    return ground


def is_boundaries(layer: str) -> bool:
    """What drawings of the neighbourhoods follow from."""
    return layer == "boundaries"


def neighbourhoods_of(question: DeskQuestion) -> gpd.GeoDataFrame | None:
    """The boundaries as they are shown; None where there are none."""

    def read() -> gpd.GeoDataFrame | None:
        workspace = question.state.workspace
        return current_neighbourhoods(workspace, workspace.store())

    return question.library.keep(question.state, ("desk-neighbourhoods",), read)


def _labels(rows: pd.DataFrame, spec: LayerSpec, question: DeskQuestion) -> list[str]:
    names = [field for field in public_fields(spec) if field.name in (*_NAMES, "id")]
    names.sort(key=lambda field: field.name == "id")
    texts = [rows[field.name].astype(object).tolist() for field in names]
    fallback = title_of(spec, question.speech)
    return [
        (" · ".join(dict.fromkeys(str(text) for text in cells if text is not None and text == text)) or fallback)[:_MOST_LABEL]
        for cells in (zip(*texts, strict=True) if texts else ((),) * len(rows))
    ]


def _colours(rows: pd.DataFrame, spec: LayerSpec) -> list[str]:
    style = spec.style
    if style.by is None:
        return [style.colour] * len(rows)
    colours = {code.key: code.colour or style.colour for code in spec.field(style.by).codes}
    return [colours.get(str(value), style.colour) for value in rows[style.by]]
