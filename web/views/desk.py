"""`/veri`: the layers of the workspace, what is wrong with them, and where a file comes in."""

from flask import Blueprint, Response, current_app, render_template, request

from web.desk.asking import ask_desk
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, read_question
from web.desk.names import findings_of, names_of
from web.desk.overview import layer_lines, layers_listing
from web.people import visitor

BLUEPRINT = Blueprint("desk", __name__)


@BLUEPRINT.get("/veri")
def show() -> str:
    """All layers, and the form for a file where this server may write."""
    question = ask_desk()
    findings = findings_of(question)
    return render_template(
        "desk.html",
        view=question.view,
        workspace=question.state.workspace,
        lines=layer_lines(question),
        open_names=[name for name in names_of(question) if not name.rejected],
        findings={severity: sum(item.severity == severity for item in findings) for severity in ("error", "warning", "info")},
        waiting=current_app.extensions["mahalle.desk"].waiting() if visitor().may("write") else None,
        limits=current_app.extensions["mahalle.settings"].limits,
    )


@BLUEPRINT.get("/veri.json")
def as_json() -> Response:
    """The layers for programs."""
    question = ask_desk()
    listing = layers_listing(layer_lines(question), question.speech)
    return json_file(listing, fitting_rows(listing, read_question(request.args, listing)), {})


@BLUEPRINT.get("/veri.csv")
def as_csv() -> Response:
    """The layers as a table."""
    question = ask_desk()
    listing = layers_listing(layer_lines(question), question.speech)
    return csv_file(listing, fitting_rows(listing, read_question(request.args, listing)))
