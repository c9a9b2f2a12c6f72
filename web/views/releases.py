"""`/yayin`: drafts, what waits for an approver, and the steps that make a revision public."""

from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from geo.issues import Issue
from layers.releases import release as release_revision
from layers.releases import send_back as send_revision_back
from layers.releases import send_for_release
from layers.releases import withdraw as withdraw_release
from web.asking import library
from web.desk.asking import ask_desk, to
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, page_of, read_question
from web.desk.releasing import lines_listing, release_line, release_lines, steps_listing
from web.params import ParameterError
from web.people import LOOK, RELEASED

BLUEPRINT = Blueprint("releases", __name__)


@BLUEPRINT.get("/yayin")
def show() -> str:
    """All layers with data and how they stand."""
    question = ask_desk()
    return render_template("releases.html", view=question.view, workspace=question.state.workspace, lines=release_lines())


@BLUEPRINT.get("/yayin.<any(json, csv):suffix>")
def as_file(suffix: str) -> Response:
    """The same as a file."""
    listing = lines_listing(release_lines())
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {})


@BLUEPRINT.get("/yayin/<layer>")
def layer(layer: str) -> str:
    """One layer: what may be done now, and all steps until now."""
    question, line = ask_desk(), release_line(layer)
    listing = steps_listing(line)
    asked = read_question(request.args, listing)
    return render_template(
        "release.html",
        view=question.view,
        workspace=question.state.workspace,
        line=line,
        table=page_of(listing, asked, fitting_rows(listing, asked)),
    )


@BLUEPRINT.post("/yayin/<layer>/gonder")
def send(layer: str) -> AnyResponse:
    """Ask an approver to look at the current revision."""
    row = send_for_release(library().workspace(), layer, _number("surum"), _note())
    return _done(layer, g.speech.gettext("Sürüm %(number)s onaya gönderildi.", number=row.number))


@BLUEPRINT.post("/yayin/<layer>/yayimla")
def release(layer: str) -> AnyResponse:
    """Make a revision public."""
    seen = _number("yayimlanan") or None
    row = release_revision(library().workspace(), layer, _number("surum"), seen=seen, note=_note())
    return _done(layer, g.speech.gettext("Sürüm %(number)s yayımlandı; artık herkes onu görüyor.", number=row.number))


@BLUEPRINT.post("/yayin/<layer>/geri-gonder")
def send_back(layer: str) -> AnyResponse:
    """Give it back to its planner."""
    row = send_revision_back(library().workspace(), layer, _number("surum"), _note())
    return _done(layer, g.speech.gettext("Sürüm %(number)s geri gönderildi.", number=row.number))


@BLUEPRINT.post("/yayin/<layer>/geri-cek")
def withdraw(layer: str) -> AnyResponse:
    """Take a release back."""
    row = withdraw_release(library().workspace(), layer, _number("surum"), _note())
    return _done(layer, g.speech.gettext("Sürüm %(number)s yayından çekildi.", number=row.number))


@BLUEPRINT.post("/yayin/gorunum")
def look() -> AnyResponse:
    """Look at what the public sees, or at the drafts again."""
    if session.get(LOOK) == RELEASED:
        session.pop(LOOK)
        flash(g.speech.gettext("Taslakları görüyorsunuz."))
    else:
        session[LOOK] = RELEASED
        flash(g.speech.gettext("Herkesin gördüğü yayını görüyorsunuz."))
    return redirect(to("releases.show"), 303, Response)


def _done(layer: str, said: str) -> AnyResponse:
    flash(said)
    return redirect(to("releases.layer", layer=layer), 303, Response)


def _note() -> str:
    return request.form.get("not", "").strip()[:1000]


def _number(name: str) -> int:
    text: Any = request.form.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": text, "known": "1, 2, 3, …"}))
    return int(text)
