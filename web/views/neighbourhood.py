"""`/mahalleler/<id>`: one neighbourhood, as a page, PDF, JSON and CSV."""

import csv
import io
from collections.abc import Hashable, Mapping, Sequence
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.issues import Issue
from layers.atlas_records import atlas_records
from layers.local_investments import investments_by_place
from layers.open_issues import issues_by_place
from layers.outgoing.table import defuse
from layers.reports.neighbourhood import card_names, neighbourhood_report
from layers.reports.place import find_id
from layers.reports.place_sections import provisions_of
from web.asking import Question, address, ask
from web.card import Card, all_neighbours, figure_records, make_card, rank_records
from web.card_sections import Sections, make_sections
from web.drawing import make_drawing
from web.notices import notices_about
from web.params import ParameterError
from web.provenance import provenance
from web.reports import ReportPress, cards_of

BLUEPRINT = Blueprint("neighbourhood", __name__, url_prefix="/mahalleler")

SECTION = "bolum"
_FIGURES, _RANKS = "kaynaklar", "gostergeler"


@BLUEPRINT.get("/<path:place_id>")
def show(place_id: str) -> str | AnyResponse:
    """The card; a name in the address leads to its id."""
    question = ask()
    atlas, view, speech = question.atlas, question.view, question.speech
    known = find_id(atlas, place_id)
    if known != place_id:
        return redirect(address("neighbourhood.show", {**view.years_and_language, "place_id": known}), 302, Response)
    card = _card(question, place_id)
    findings = question.library.findings(question.state)
    return render_template(
        "card.html",
        card=card,
        view=view,
        workspace=question.state.workspace,
        notices=notices_about(findings, card.id, card.name, speech),
        picture=make_drawing(question, atlas).picture,
        near=[link.id for link in card.neighbours],
        provenance=provenance(atlas, speech),
        sections=_sections(question, place_id),
        open_issues=question.library.keep(question.state, ("issues",), lambda: issues_by_place(atlas)).get(place_id, ()),
    )


@BLUEPRINT.get("/<path:place_id>.json")
def as_json(place_id: str) -> Response:
    """The card for programs; with `bolum` the rows of one of its tables."""
    question = ask()
    section = request.args.get(SECTION, "").strip()
    return jsonify(_rows(question, place_id, section) if section else _record(question, place_id))


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
    """The stated figures of the neighbourhood, one a row, with their sources; with `bolum` the rows of another table."""
    rows = _rows(ask(), place_id, request.args.get(SECTION, "").strip() or _FIGURES)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(rows[0] if rows else ())
    writer.writerows([defuse(cell) if isinstance(cell, str) else cell for cell in row.values()] for row in rows)
    return Response(stream.getvalue(), mimetype="text/csv")


def _near(question: Question) -> Mapping[Hashable, tuple[Hashable, ...]]:
    return question.library.keep(question.state, ("neighbours",), lambda: all_neighbours(question.atlas))


def _card(question: Question, place_id: str) -> Card:
    view = question.view
    key = ("card", place_id, view.from_year, view.to_year, view.language)
    return question.library.keep_card(
        question.state, key, lambda: make_card(question.atlas, place_id, _near(question), view, question.speech)
    )


def _sections(question: Question, place_id: str) -> Sections:
    atlas, view = question.atlas, question.view
    spent = question.library.keep(question.state, ("investments",), lambda: investments_by_place(atlas))
    provisions = question.library.keep(question.state, ("provisions", view.to_year), lambda: provisions_of(atlas))
    key = ("sections", place_id, view.from_year, view.to_year, view.language)
    return question.library.keep_card(
        question.state, key, lambda: make_sections(atlas, place_id, provisions, spent, question.speech)
    )


def _record(question: Question, place_id: str) -> dict[str, object]:
    known = find_id(question.atlas, place_id)
    span = question.view.from_year, question.view.to_year
    records = question.library.keep(
        question.state, ("records", *span), lambda: {item["id"]: item for item in atlas_records(question.atlas)}
    )
    return {**records[known], "neighbours": [str(other) for other in _near(question)[known]]}


def _rows(question: Question, place_id: str, section: str) -> Sequence[Mapping[str, object]]:
    """The rows of one table of the card.

    Raises
        ParameterError: the card has no such table.
    """
    known = find_id(question.atlas, place_id)
    if section == _FIGURES:
        return figure_records(_record(question, known))
    if section == _RANKS:
        return rank_records(_card(question, known))
    shown = {item.id: item for item in _sections(question, known).shown}
    if section not in shown:
        params = {"parameter": SECTION, "value": section, "known": ", ".join((_FIGURES, _RANKS, *shown))}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    return shown[section].records
