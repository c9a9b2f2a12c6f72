"""`/karsilastir`: two years, indicators, revisions or scenarios side by side, as a page, JSON and CSV."""

import csv
import io
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from geo.issues import Issue
from layers.outgoing.table import defuse
from web.asking import ask
from web.assets import LEAFLET
from web.comparison import Comparison, compare
from web.params import ParameterError
from web.provenance import provenance

BLUEPRINT = Blueprint("comparison", __name__)

TABLE = "tablo"
_TABLES = ("mahalleler", "gostergeler")


@BLUEPRINT.get("/karsilastir")
def show() -> str:
    """The page."""
    question = ask()
    return render_template(
        "comparison.html",
        page=_compared(),
        view=question.view,
        workspace=question.state.workspace,
        settings=current_app.extensions["mahalle.settings"],
        provenance=provenance(question.atlas, question.speech),
        leaflet=LEAFLET,
    )


@BLUEPRINT.get("/karsilastir.json")
def as_json() -> Response:
    """Both values of each neighbourhood, their difference and the better one where they are of the same indicator; with
    `tablo=gostergeler` every indicator of the district.
    """
    return jsonify(_records())


@BLUEPRINT.get("/karsilastir.csv")
def as_csv() -> Response:
    """The same as a table."""
    records = _records()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(next(iter(records), ()))
    for record in records:
        writer.writerow([defuse(value) if isinstance(value, str) else value for value in record.values()])
    return Response(stream.getvalue(), mimetype="text/csv")


def _records() -> Sequence[Mapping[str, object]]:
    compared = _compared()
    table = request.args.get(TABLE, "").strip() or _TABLES[0]
    if table not in _TABLES:
        params = {"parameter": TABLE, "value": table, "known": ", ".join(_TABLES)}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    return compared.records if table == _TABLES[0] else compared.district_records


def _compared() -> Comparison:
    return compare(ask(), request.args)
