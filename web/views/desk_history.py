"""`/katmanlar/<layer>/gecmis` and `/fark`: the revisions of a layer, what two of them differ in, and the way back."""

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.issues import Issue
from layers.importing import undo, undo_target
from web.desk.asking import ask_desk, to
from web.desk.changes import difference, history_listing, history_of, public_document
from web.desk.files import csv_file, json_file
from web.desk.listing import fitting_rows, page_of, read_question
from web.desk.overview import layer_lines
from web.desk.releasing import ReleaseLine, release_line
from web.params import ParameterError
from web.people import visitor
from web.plan import changed_plan

BLUEPRINT = Blueprint("desk_history", __name__, url_prefix="/katmanlar")

OLD, NEW = "eski", "yeni"


@BLUEPRINT.get("/<layer>/gecmis")
def show(layer: str) -> str:
    """All revisions, the choice of two to compare, and the way back to the former one."""
    question = ask_desk()
    revisions = history_of(question, layer)
    listing = history_listing(question, layer, revisions)
    asked = read_question(request.args, listing)
    return render_template(
        "layer_history.html",
        view=question.view,
        workspace=question.state.workspace,
        line=next(line for line in layer_lines(question) if line.name == layer),
        table=page_of(listing, asked, fitting_rows(listing, asked)),
        comparable=[revision.number for revision in revisions if revision.pruned_at is None],
        current=revisions[0],
        target=undo_target(revisions),
    )


@BLUEPRINT.get("/<layer>/gecmis.<any(json, csv):suffix>")
def history_file(layer: str, suffix: str) -> Response:
    """The revisions as a file."""
    question = ask_desk()
    listing = history_listing(question, layer, history_of(question, layer))
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {"layer": layer})


@BLUEPRINT.get("/<layer>/fark")
def compare(layer: str) -> str:
    """What two revisions differ in, as a table and, where shapes changed, as a picture."""
    question = ask_desk()
    old, new = _two_revisions(layer)
    found = difference(question, layer, old, new)
    asked = read_question(request.args, found.listing)
    return render_template(
        "layer_diff.html",
        view=question.view,
        workspace=question.state.workspace,
        line=next(line for line in layer_lines(question) if line.name == layer),
        found=found,
        table=page_of(found.listing, asked, fitting_rows(found.listing, asked)),
        pair={OLD: str(old), NEW: str(new)},
        release=_release_of(layer, old, new),
        plan=changed_plan(question, old, new) if layer == "zoning" else None,
    )


@BLUEPRINT.get("/<layer>/fark.<any(json, csv):suffix>")
def compare_file(layer: str, suffix: str) -> Response | dict[str, object]:
    """The difference as a file; JSON is what `mahalle diff --format json` answers."""
    question = ask_desk()
    old, new = _two_revisions(layer)
    if suffix == "json":
        return public_document(question, layer, old, new)
    found = difference(question, layer, old, new)
    return csv_file(found.listing, fitting_rows(found.listing, read_question(request.args, found.listing)))


@BLUEPRINT.post("/<layer>/geri-al")
def take_back(layer: str) -> AnyResponse:
    """A new revision equal to the former one."""
    question = ask_desk()
    current = str(history_of(question, layer)[0].number)
    seen = _number("surum", request.form.get("surum", ""), [current], strict=False)
    revision = undo(question.state.workspace, layer, note=request.form.get("not", "").strip(), based_on=seen)
    values = {"number": revision.number, "restored": revision.restores}
    flash(question.speech.gettext("Geri alındı: sürüm %(number)s, sürüm %(restored)s ile aynı.", **values))
    return redirect(to("desk_history.show", layer=layer), 303, Response)


def _release_of(layer: str, old: int, new: int) -> ReleaseLine | None:
    """How the layer stands where this difference is what an approver decides on."""
    if not (visitor().has_accounts and visitor().audience == "staff"):
        return None
    line = release_line(layer)
    return line if (line.old, line.new) == (old, new) else None


def _two_revisions(layer: str) -> tuple[int, int]:
    question = ask_desk()
    known = [str(revision.number) for revision in history_of(question, layer)]
    old, new = (_number(name, request.args.get(name, ""), known) for name in (OLD, NEW))
    return old, new


def _number(name: str, text: str, known: list[str], *, strict: bool = True) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    if not is_number or (strict and text not in known):
        listed = ", ".join(known)
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": text, "known": listed}))
    return int(text)
