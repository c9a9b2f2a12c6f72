"""`/karsilastir`: two years or two indicators side by side, as a page, JSON and CSV."""

import csv
import io

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from geo.outline import outlines
from layers.outgoing.table import defuse
from web.asking import ask
from web.assets import LEAFLET
from web.comparison import Comparison, compare
from web.maps import screen_shapes
from web.provenance import provenance

BLUEPRINT = Blueprint("comparison", __name__)


@BLUEPRINT.get("/karsilastir")
def show() -> str:
    """The page."""
    question = ask()
    atlas = question.atlas
    return render_template(
        "comparison.html",
        page=_compared(),
        view=question.view,
        workspace=question.state.workspace,
        settings=current_app.extensions["mahalle.settings"],
        picture=question.library.keep(question.state, ("outlines",), lambda: outlines(atlas.neighbourhoods)),
        provenance=provenance(atlas, question.speech),
        leaflet=LEAFLET,
    )


@BLUEPRINT.get("/karsilastir.json")
def as_json() -> Response:
    """Both values of each neighbourhood, and their difference where they are of the same indicator."""
    return jsonify(_compared().records)


@BLUEPRINT.get("/karsilastir.csv")
def as_csv() -> Response:
    """The same as a table."""
    records = _compared().records
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(records[0])
    for record in records:
        writer.writerow([defuse(value) if isinstance(value, str) else value for value in record.values()])
    return Response(stream.getvalue(), mimetype="text/csv")


def _compared() -> Comparison:
    question = ask()
    shapes = question.library.keep(question.state, ("shapes",), lambda: screen_shapes(question.atlas.neighbourhoods))
    return compare(question, shapes, request.args)
