"""`/yer-secimi`: where the next facilities should go: the question, its calculation in the background, the answer taken up."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, current_app, flash, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import MahalleError, RefusedError
from layers.accepting import INVESTMENTS, accept_sites
from layers.atlas import Atlas
from layers.importing import author
from layers.reports.siting import siting_report
from layers.run_process import cancel_run
from layers.runs import MOST_RUNS, Run, Runs
from layers.siting_runs import request_of, start_siting
from web.asking import Question, ask
from web.desk.asking import DeskQuestion, DeskView, ask_desk, to
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, page_of, read_question
from web.desk.siting_candidates import Before, look_before, rules_to_waive
from web.desk.siting_form import KIND, SitingForm, form_of, kind_titles, read_form
from web.desk.siting_result import as_features, left_listing, read_purpose, sites_listing, siting_page
from web.desk.siting_runs import (
    asked_lines,
    runs_listing,
    siting_runs,
    step_titles,
    waiting_of,
    written_time,
)
from web.errors import status_of
from web.i18n import Speech
from web.reports import ReportPress

BLUEPRINT = Blueprint("siting", __name__)


@BLUEPRINT.get("/yer-secimi")
def show() -> str | tuple[str, int]:
    """The question; once it is asked, its candidates; and the runs that there have been."""
    question = ask_desk()
    # Nothing can be sited without neighbourhoods.
    question.library.atlas(question.state)
    form = read_form(request.args, question.speech)
    return _form_page(question, form, look=bool(request.args.get(KIND)))


@BLUEPRINT.get("/yer-secimi.<any(json, csv):suffix>")
def runs_file(suffix: str) -> Response:
    """The runs as a file."""
    question = ask_desk()
    listing = runs_listing(siting_runs(_runs()), question.speech)
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {"most": MOST_RUNS})


@BLUEPRINT.post("/yer-secimi/baslat")
def start() -> AnyResponse | tuple[str, int] | str:
    """Begin to compute; what cannot be begun comes back with the form as it was."""
    question = ask_desk()
    form = read_form(request.form, question.speech)
    if form.request is None:
        return _form_page(question, form, look=True)
    try:
        look = look_before(question, form.request)
        if look.impossible:
            raise look.impossible[0]
        run = start_siting(_runs(), question.state.workspace, form.request, author())
    except MahalleError as error:
        return _form_page(question, form, look=True, errors=(error,))
    return redirect(to("siting.run", name=run.id), 303, Response)


@BLUEPRINT.get("/yer-secimi/<name>")
def run(name: str) -> str:
    """A run: how far it is, how it broke off, or what it found."""
    return _run_page(ask_desk(), _runs().find(name))


@BLUEPRINT.get("/yer-secimi/<name>/durum.json")
def state(name: str) -> Response:
    """How far a run is, for the page that waits."""
    # Asked every second by whoever waits: nothing of the data is looked at.
    found = _runs().find(name)
    waiting = waiting_of(found, cast(Speech, g.speech))
    return jsonify(
        {"state": found.state, "step": waiting.step, "of": waiting.of, "words": waiting.words, "seconds": waiting.seconds}
    )


@BLUEPRINT.get("/yer-secimi/<name>.json")
def as_json(name: str) -> Response:
    """The question, the state and the answer of a run."""
    found = _runs().find(name)
    about = {"run": found.id, "state": found.state, "asked": {**found.asked.question, "by": found.asked.by, "at": found.asked.at}}
    return jsonify({**about, "result": found.result() if found.state == "done" else None})


@BLUEPRINT.get("/yer-secimi/<name>.csv")
def as_csv(name: str) -> Response:
    """The chosen sites as a table."""
    question, found = ask_desk(), _runs().find(name)
    listing = sites_listing(found, question.speech)
    return csv_file(listing, listing.rows)


@BLUEPRINT.get("/yer-secimi/<name>.geojson")
def as_geojson(name: str) -> Response:
    """The chosen sites with their shapes."""
    response = jsonify(as_features(_runs().find(name)))
    response.mimetype = "application/geo+json"
    return response


@BLUEPRINT.get("/yer-secimi/<name>.pdf")
def as_pdf(name: str) -> Response:
    """The siting plan of the answer, to print."""
    return _report(name, ".pdf")


@BLUEPRINT.get("/yer-secimi/<name>.xlsx")
def as_xlsx(name: str) -> Response:
    """The tables of the siting plan."""
    return _report(name, ".xlsx")


@BLUEPRINT.get("/yer-secimi/<name>/secilmeyenler.<any(json, csv):suffix>")
def left_file(name: str, suffix: str) -> Response:
    """The plots that were not chosen, with their reasons."""
    question, found = ask_desk(), _runs().find(name)
    listing = left_listing(found, question.speech)
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {"run": found.id})


@BLUEPRINT.post("/yer-secimi/<name>/iptal")
def cancel(name: str) -> AnyResponse:
    """End a run before its time."""
    question, found = ask_desk(), _runs().find(name)
    if cancel_run(found, author()):
        flash(question.speech.gettext("Hesap iptal edildi; hiçbir sonuç saklanmadı."))
    else:
        flash(question.speech.gettext("Hesap siz iptal etmeden sona ermişti."))
    return redirect(to("siting.run", name=name), 303, Response)


@BLUEPRINT.post("/yer-secimi/<name>/kabul")
def accept(name: str) -> AnyResponse | tuple[str, int]:
    """Take the ticked sites into the investments, as planned."""
    question, found = ask_desk(), _runs().find(name)
    speech = question.speech
    try:
        purpose = read_purpose(question, request.form)
        result = accept_sites(question.state.workspace, found, set(request.form.getlist("yer")), purpose)
    except RefusedError as error:
        return _run_page(question, found, error), status_of(error)
    values = {"count": result.rows_stored, "revision": result.revision or 0}
    said = speech.gettext("%(count)s yer planlanan yatırım oldu: yatırımlar, sürüm %(revision)s.", **values)
    if result.rows_quarantined:
        said += " " + speech.gettext(
            "%(count)s yer alınamadı; nedeni katmanın ayrılan satırlarında.", count=result.rows_quarantined
        )
    flash(said)
    return redirect(to("desk_layer.show", layer=INVESTMENTS), 303, Response)


def _report(name: str, suffix: str) -> Response:
    question, result = ask(), _runs().find(name).result()
    press = cast(ReportPress, current_app.extensions["mahalle.press"])
    return press.file(question, f"yer-tespit-{name}", suffix, lambda: siting_report(result, _atlas_of(question, result)))


def _atlas_of(question: Question, result: Mapping[str, Any]) -> Atlas:
    """The atlas of the revisions that an answer stands on."""
    now = {layer: revision.number for layer, revision in question.state.revisions.items()}
    held = tuple((layer, number) for layer, number in sorted(result["revisions"].items()) if now.get(layer) != number)
    return question.library.atlas(question.state, held=held)


def _runs() -> Runs:
    return cast(Runs, current_app.extensions["mahalle.runs"])


def _run_page(question: DeskQuestion, found: Run, refusal: MahalleError | None = None) -> str:
    speech = question.speech
    kind = request_of(found).kind
    common = {
        "view": question.view,
        "workspace": question.state.workspace,
        "run": found,
        "asked": asked_lines(found, speech),
        "asked_at": written_time(found.asked.at, speech),
        "waived": _waived(question, found),
        "kind": kind_titles(speech).get(kind, kind),
        "again": form_of(request_of(found), speech),
        "refused": [] if refusal is None else [issue.message(speech.code) for issue in refusal.issues],
    }
    if found.state != "done":
        key = "message" if speech.code == "tr" else "message_en"
        said = [str(issue[key]) for issue in (found.outcome.issues if found.outcome else ())]
        waiting, steps = waiting_of(found, speech), step_titles(speech)
        return render_template("siting_waiting.html", **common, waiting=waiting, steps=steps, messages=said)
    left = left_listing(found, speech)
    asked = read_question(request.args, left)
    page, table = siting_page(question, found), page_of(left, asked, fitting_rows(left, asked))
    return render_template("siting_result.html", **common, page=page, left=table)


def _form_page(
    question: DeskQuestion, form: SitingForm, *, look: bool, errors: tuple[MahalleError, ...] = ()
) -> str | tuple[str, int]:
    before: Before | None = None
    if look and form.request is not None and not errors:
        try:
            before = look_before(question, form.request)
            errors = before.impossible
        except MahalleError as error:
            errors = (error,)
    listing = runs_listing(siting_runs(_runs()), question.speech)
    page = render_template(
        "siting.html",
        # The form's own values say what its twin in the other language keeps.
        view=DeskView(question.view.language, {}),
        twin=_as_values(form) if look else {},
        workspace=question.state.workspace,
        form=form,
        kinds=kind_titles(question.speech),
        rules=rules_to_waive(question.state.workspace, form.kind),
        before=before,
        refused=[issue.message(question.speech.code) for error in errors for issue in error.issues],
        running=_runs().running(),
        runs=page_of(listing, read_question({}, listing), listing.rows),
        most=MOST_RUNS,
    )
    status = status_of(errors[0]) if errors else 422 if look and form.request is None else 200
    return page if status == 200 else (page, status)


def _as_values(form: SitingForm) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in form.query():
        values.setdefault(name, []).append(value)
    return values


def _waived(question: DeskQuestion, found: Run) -> list[str]:
    """The rules that were not asked, in words; by their key where the workspace no longer has them."""
    asked = request_of(found)
    rules = rules_to_waive(question.state.workspace, asked.kind)
    return [question.speech.choose(rules[key].why.tr, rules[key].why.en) if key in rules else key for key in asked.without]
