"""`/dagilim`: how evenly each indicator reaches the people of the district, as a page, JSON and CSV."""

from flask import Blueprint, Response, render_template, request

from layers.fairness import fairness_rows
from web.asking import Question, ask
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, page_of, read_question
from web.fairness import Rows, curves, fairness_listing, reasons
from web.provenance import provenance

BLUEPRINT = Blueprint("fairness", __name__)


@BLUEPRINT.get("/dagilim")
def show() -> str:
    """The page, for the later year of the view."""
    question = ask()
    rows = _rows(question)
    listing = fairness_listing(rows, question.speech)
    asked = read_question(request.args, listing)
    return render_template(
        "fairness.html",
        view=question.view,
        workspace=question.state.workspace,
        table=page_of(listing, asked, fitting_rows(listing, asked)),
        curves=curves(rows, question.speech),
        reasons=reasons(rows, question.speech),
        provenance=provenance(question.atlas, question.speech),
    )


@BLUEPRINT.get("/dagilim.<any(json, csv):suffix>")
def as_file(suffix: str) -> Response:
    """The same rows as a file."""
    question = ask()
    listing = fairness_listing(_rows(question), question.speech)
    fitting = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, fitting) if suffix == "csv" else json_file(listing, fitting, {})


def _rows(question: Question) -> Rows:
    view, atlas = question.view, question.atlas
    return question.library.keep(question.state, ("fairness", view.from_year, view.to_year), lambda: fairness_rows(atlas))
