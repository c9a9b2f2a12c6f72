"""`/veri/adlar` and `/veri/celiskiler`: what waits for a person's word, and what contradicts what."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.aliases import accept_alias, reject_alias
from web.desk.asking import ask_desk, to
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, page_of, read_question
from web.desk.names import findings_listing, findings_of, names_listing, names_of, places_of
from web.params import ParameterError

BLUEPRINT = Blueprint("desk_names", __name__, url_prefix="/veri")

ACCEPT, REJECT = "kabul", "ret"


@BLUEPRINT.get("/adlar")
def show() -> str:
    """The names that match no neighbourhood, each with its suggestions and a form to decide."""
    question = ask_desk()
    names = names_of(question)
    return render_template(
        "names.html",
        view=question.view,
        workspace=question.state.workspace,
        layers=question.state.workspace.layers,
        waiting=[name for name in names if not name.rejected],
        rejected=[name for name in names if name.rejected],
        places=places_of(question),
    )


@BLUEPRINT.get("/adlar.<any(json, csv):suffix>")
def names_file(suffix: str) -> Response:
    """The open names as a file."""
    question = ask_desk()
    listing = names_listing(question, names_of(question))
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {})


@BLUEPRINT.post("/adlar")
def decide() -> AnyResponse:
    """Take a name for a neighbourhood, or say that it is none."""
    question = ask_desk()
    workspace, speech = question.state.workspace, question.speech
    alias, reason, decision = (request.form.get(name, "").strip() for name in ("ad", "gerekce", "karar"))
    if decision not in (ACCEPT, REJECT):
        known = f"{ACCEPT}, {REJECT}"
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": "karar", "value": decision, "known": known}))
    if not any(name.name == alias for name in names_of(question)):
        # Somebody has decided meanwhile, or the rows are gone.
        raise NotFoundError(Issue("unknown-alias", params={"alias": alias}))
    if decision == ACCEPT:
        place = request.form.get("mahalle", "").strip()
        changed = accept_alias(workspace, alias, place, reason=reason)
        said = speech.gettext("%(name)s artık %(place)s mahallesi sayılıyor.", name=alias, place=place)
    else:
        changed = reject_alias(workspace, alias, reason=reason)
        said = speech.gettext("%(name)s hiçbir mahalle sayılmıyor.", name=alias)
    for layer, number in changed:
        spec = workspace.layer(layer)
        title = speech.choose(spec.title_tr, spec.title_en)
        said += " " + speech.gettext("%(layer)s: yeni sürüm %(number)s.", layer=title, number=number)
    flash(said)
    return redirect(to("desk_names.show"), 303, Response)


@BLUEPRINT.get("/celiskiler")
def findings() -> str:
    """Every contradiction in the current data, the gravest first."""
    question = ask_desk()
    listing = findings_listing(question, findings_of(question))
    asked = read_question(request.args, listing)
    return render_template(
        "findings.html",
        view=question.view,
        workspace=question.state.workspace,
        has_boundaries=question.state.has_boundaries,
        table=page_of(listing, asked, fitting_rows(listing, asked)),
    )


@BLUEPRINT.get("/celiskiler.json")
def findings_json() -> Response:
    """What `mahalle check --format json` answers."""
    return jsonify({"findings": [finding.as_answer() for finding in findings_of(ask_desk())]})


@BLUEPRINT.get("/celiskiler.csv")
def findings_csv() -> Response:
    """The contradictions as a table."""
    question = ask_desk()
    listing = findings_listing(question, findings_of(question))
    return csv_file(listing, fitting_rows(listing, read_question(request.args, listing)))
