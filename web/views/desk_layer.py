"""`/katmanlar/<layer>`: one layer, its issues and the rows that it set aside, as pages and as files."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request

from layers.editing import is_editable
from layers.outgoing.hidden_ids import has_hidden_ids
from web.desk.asking import DeskQuestion, ask_desk
from web.desk.files import csv_file, json_file
from web.desk.layer import LayerState, field_lines, layer_picture, layer_state, require_layer, rows_listing
from web.desk.listing import Listing, fitting_rows, page_of, read_question
from web.desk.overview import layer_lines
from web.desk.troubles import issues_listing, set_aside_listing
from web.people import visitor

BLUEPRINT = Blueprint("desk_layer", __name__, url_prefix="/katmanlar")

Lister = Callable[[DeskQuestion, LayerState], Listing]


@BLUEPRINT.get("/<layer>")
def show(layer: str) -> str:
    """The layer as it stands; one that holds nothing yet says how to fill it."""
    question = ask_desk()
    state = layer_state(question, layer)
    spec = question.state.workspace.layer(layer)
    line = next(line for line in layer_lines(question) if line.name == layer)
    if state is None:
        about = {"spec": spec, "fields": field_lines(spec, question), "line": line}
        return render_template("layer_empty.html", view=question.view, workspace=question.state.workspace, **about)
    may_edit = visitor().may("write") and is_editable(spec) and not has_hidden_ids(spec)
    listing, empty = rows_listing(question, state, filled_only=True, with_links=may_edit)
    asked = read_question(request.args, listing)
    fitting = fitting_rows(listing, asked)
    return render_template(
        "layer.html",
        view=question.view,
        workspace=question.state.workspace,
        line=line,
        state=state,
        fields=field_lines(spec, question),
        table=page_of(listing, asked, fitting),
        empty_fields=empty,
        shapes=layer_picture(question, state, fitting),
        may_edit=may_edit,
    )


@BLUEPRINT.get("/<layer>.json")
def as_json(layer: str) -> Response:
    """The rows that fit, by their public fields."""
    return _rows_file(layer, as_csv=False)


@BLUEPRINT.get("/<layer>.csv")
def as_csv(layer: str) -> Response:
    """The rows that fit, by their public fields."""
    return _rows_file(layer, as_csv=True)


@BLUEPRINT.get("/<layer>/sorunlar")
def issues(layer: str) -> str:
    """What was said of the layer's rows when they were read."""
    return _list_page("layer_issues.html", layer, _issues)


@BLUEPRINT.get("/<layer>/sorunlar.<any(json, csv):suffix>")
def issues_file(layer: str, suffix: str) -> Response:
    """The issues as a file."""
    return _list_file(layer, suffix, _issues)


@BLUEPRINT.get("/<layer>/ayrilan")
def set_aside(layer: str) -> str:
    """The rows that could not be taken."""
    return _list_page("layer_set_aside.html", layer, _set_aside)


@BLUEPRINT.get("/<layer>/ayrilan.<any(json, csv):suffix>")
def set_aside_file(layer: str, suffix: str) -> Response:
    """The set-aside rows as a file."""
    return _list_file(layer, suffix, _set_aside)


def _may_see_all() -> bool:
    """Whether nothing of a row is kept back: from whoever is signed in, or from this machine where nobody has an account."""
    return visitor().sees_all


def _issues(question: DeskQuestion, state: LayerState) -> Listing:
    return issues_listing(question, state, everything=_may_see_all())


def _set_aside(question: DeskQuestion, state: LayerState) -> Listing:
    return set_aside_listing(question, state, everything=_may_see_all())


def _list_page(template: str, layer: str, lister: Lister) -> str:
    question = ask_desk()
    state = require_layer(question, layer)
    listing = lister(question, state)
    asked = read_question(request.args, listing)
    line = next(line for line in layer_lines(question) if line.name == layer)
    return render_template(
        template,
        view=question.view,
        workspace=question.state.workspace,
        line=line,
        table=page_of(listing, asked, fitting_rows(listing, asked)),
        sees_all=_may_see_all(),
    )


def _list_file(layer: str, suffix: str, lister: Lister) -> Response:
    question = ask_desk()
    state = require_layer(question, layer)
    listing = lister(question, state)
    rows = fitting_rows(listing, read_question(request.args, listing))
    if suffix == "csv":
        return csv_file(listing, rows)
    return json_file(listing, rows, {"layer": layer, "revision": state.revision.number})


def _rows_file(layer: str, *, as_csv: bool) -> Response:
    question = ask_desk()
    state = require_layer(question, layer)
    listing, _ = rows_listing(question, state, filled_only=False)
    rows = fitting_rows(listing, read_question(request.args, listing))
    if as_csv:
        return csv_file(listing, rows)
    return json_file(listing, rows, {"layer": layer, "revision": state.revision.number})
