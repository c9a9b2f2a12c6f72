"""`/kayitlar`: who did what, for administrators."""

from flask import Blueprint, Response, render_template, request

from layers.outgoing.record import record_csv
from web.asking import library
from web.desk.asking import ask_desk
from web.desk.files import json_file
from web.desk.listing import fitting_rows, page_of, read_question
from web.desk.record import record_listing

BLUEPRINT = Blueprint("record", __name__)


@BLUEPRINT.get("/kayitlar")
def show() -> str:
    """The record, the newest first, and whether it is as it was written."""
    question = ask_desk()
    listing = record_listing(library().register.entries())
    asked = read_question(request.args, listing)
    return render_template(
        "record.html",
        view=question.view,
        workspace=question.state.workspace,
        verdict=library().register.verify(),
        table=page_of(listing, asked, fitting_rows(listing, asked)),
    )


@BLUEPRINT.get("/kayitlar.json")
def as_json() -> Response:
    """The rows that fit, for programs."""
    listing = record_listing(library().register.entries())
    return json_file(listing, fitting_rows(listing, read_question(request.args, listing)), {})


@BLUEPRINT.get("/kayitlar.csv")
def as_csv() -> Response:
    """All rows with their digests, as `mahalle audit OUT.csv` writes them."""
    response = Response(record_csv(library().register.entries()), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="kayitlar.csv"'
    return response
