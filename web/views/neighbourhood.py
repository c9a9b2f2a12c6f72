"""`/mahalleler/<id>`: one neighbourhood, as a page, PDF, JSON and CSV."""

import csv
import io
from collections.abc import Hashable, Mapping
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from geo.outline import outlines
from layers.atlas import atlas_records
from layers.open_issues import issues_by_place
from layers.outgoing.table import defuse
from layers.reports.neighbourhood import card_names, neighbourhood_report
from layers.reports.place import find_id
from web.asking import Question, address, ask
from web.card import all_neighbours, card_record, make_card
from web.card_sections import make_sections
from web.notices import notices_about
from web.provenance import provenance
from web.reports import ReportPress, cards_of

BLUEPRINT = Blueprint("neighbourhood", __name__, url_prefix="/mahalleler")


@BLUEPRINT.get("/<path:place_id>")
def show(place_id: str) -> str | AnyResponse:
    """The card; a name in the address leads to its id."""
    question = ask()
    atlas, view, speech = question.atlas, question.view, question.speech
    known = find_id(atlas, place_id)
    if known != place_id:
        return redirect(address("neighbourhood.show", {**view.years_and_language, "place_id": known}), 302, Response)
    near = _near(question)
    card = make_card(atlas, place_id, near, view, speech)
    findings = question.library.findings(question.state)
    return render_template(
        "card.html",
        card=card,
        view=view,
        workspace=question.state.workspace,
        notices=notices_about(findings, card.id, card.name, speech),
        picture=question.library.keep(question.state, ("outlines",), lambda: outlines(atlas.neighbourhoods)),
        near=[link.id for link in card.neighbours],
        provenance=provenance(atlas, speech),
        sections=make_sections(atlas, place_id, speech),
        open_issues=question.library.keep(question.state, ("issues",), lambda: issues_by_place(atlas)).get(place_id, ()),
    )


@BLUEPRINT.get("/<path:place_id>.json")
def as_json(place_id: str) -> Response:
    """The card for programs."""
    return jsonify(_record(ask(), place_id))


@BLUEPRINT.get("/<path:place_id>.pdf")
def as_pdf(place_id: str) -> Response:
    """The printed card, on two pages."""
    question = ask()
    known = find_id(question.atlas, place_id)
    press = cast(ReportPress, current_app.extensions["mahalle.press"])
    cards = cards_of(question)
    return press.file(question, card_names(question.atlas)[known], ".pdf", lambda: neighbourhood_report(cards, known))


@BLUEPRINT.get("/<path:place_id>.csv")
def as_csv(place_id: str) -> Response:
    """The stated figures of the neighbourhood, one a row, with their sources."""
    record = _record(ask(), place_id)
    figures = record["figures"]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = ("field", "value", "source", "source_title", "file", "row", "shown")
    writer.writerow(("id", "name", *names))
    for figure in figures if isinstance(figures, list) else ():
        cells = (record["id"], record["name"], *(figure[name] for name in names))
        writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in cells])
    return Response(stream.getvalue(), mimetype="text/csv")


def _near(question: Question) -> Mapping[Hashable, tuple[Hashable, ...]]:
    return question.library.keep(question.state, ("neighbours",), lambda: all_neighbours(question.atlas))


def _record(question: Question, place_id: str) -> dict[str, object]:
    known = find_id(question.atlas, place_id)
    record = next(item for item in atlas_records(question.atlas) if item["id"] == known)
    return card_record(question.atlas, record, _near(question)[known])
