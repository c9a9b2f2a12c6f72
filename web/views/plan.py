"""`/imar`: how much of the district and of each neighbourhood the plans zone for what, as a page, JSON and CSV."""

from flask import Blueprint, Response, render_template, request

from web.desk.asking import ask_desk
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, page_of, read_question, whole
from web.plan import balance_listing, district_listing, district_totals, neighbourhood_listing, plan_of, plan_sources

BLUEPRINT = Blueprint("plan", __name__)


@BLUEPRINT.get("/imar")
def show() -> str:
    """The district's table, then the neighbourhoods'."""
    question = ask_desk()
    tables = plan_of(question)
    district = district_listing(tables, question.speech)
    rows = neighbourhood_listing(tables, question.speech)
    asked = read_question(request.args, rows)
    return render_template(
        "plan.html",
        view=question.view,
        workspace=question.state.workspace,
        district=whole(district),
        totals=district_totals(tables, question.speech),
        balance=whole(balance_listing(tables, question.speech)),
        table=page_of(rows, asked, fitting_rows(rows, asked)),
        sources=plan_sources(question),
        issues=[issue.message(question.speech.code) for issue in tables.issues],
    )


@BLUEPRINT.get("/imar.<any(json, csv):suffix>")
def as_file(suffix: str) -> Response:
    """The neighbourhoods' rows that fit as a file; JSON has the district's too."""
    question = ask_desk()
    tables = plan_of(question)
    listing = neighbourhood_listing(tables, question.speech)
    rows = fitting_rows(listing, read_question(request.args, listing))
    if suffix == "csv":
        return csv_file(listing, rows)
    district = district_listing(tables, question.speech)
    return json_file(listing, rows, {"district": json_file(district, district.rows, {}).get_json()["rows"]})


@BLUEPRINT.get("/imar/ilce.csv")
def district_file() -> Response:
    """The district's rows as a table."""
    question = ask_desk()
    listing = district_listing(plan_of(question), question.speech)
    return csv_file(listing, listing.rows)
