"""`/katmanlar/<layer>/satir` and `/yatirimlar/duzenle`: one thing of a layer, new, changed or deleted, each a new revision."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue, Words
from layers.drafting import BY_HAND
from layers.editing import (
    ChangedMeanwhileError,
    Edit,
    EditResult,
    Seen,
    Thing,
    edit_thing,
    require_editable,
    thing_of,
    thing_rows,
)
from layers.outgoing.hidden_ids import has_hidden_ids
from web.assets import LEAFLET
from web.desk.asking import DeskQuestion, ask_desk, to
from web.desk.layer import layer_state, neighbourhoods_of
from web.editing.conflict import Difference, carried, differences
from web.editing.form import FormMaker, RowForm, year_of
from web.errors import status_of
from web.programme.candidates import prefilled

BLUEPRINT = Blueprint("rows", __name__)

SOURCE, ID, DIGEST, REVISION, NOTE = "kaynak", "no", "ozet", "surum", "not"
_INVESTMENTS = "investments"


@BLUEPRINT.get("/yatirimlar/duzenle", defaults={"layer": _INVESTMENTS})
@BLUEPRINT.get("/katmanlar/<layer>/satir")
def edit(layer: str) -> str:
    """The form of a thing that is there, or of a new one, which a candidate site may have filled."""
    question = ask_desk()
    maker = _maker(question, layer)
    source, thing = request.args.get(SOURCE, ""), request.args.get(ID, "")
    if thing:
        return _page(question, maker, maker.form(_thing(question, layer, source, thing)))
    filled = prefilled(question, request.args) if layer == _INVESTMENTS else {}
    return _page(question, maker, maker.form(None, prefilled=filled or None))


@BLUEPRINT.post("/yatirimlar/duzenle", defaults={"layer": _INVESTMENTS})
@BLUEPRINT.post("/katmanlar/<layer>/satir")
def save(layer: str) -> AnyResponse | tuple[str, int]:
    """Store what was sent; whatever keeps it out comes back with the form as it was sent."""
    question = ask_desk()
    maker = _maker(question, layer)
    sent, seen = request.form.to_dict(), _seen()
    base = None if seen is None else _base(question, layer, seen)
    try:
        made = maker.edit(base, seen, sent)
        result = edit_thing(question.state.workspace, layer, made, note=sent.get(NOTE, "").strip())
    except ChangedMeanwhileError as error:
        return _told(question, maker, error, base, sent)
    except RefusedError as error:
        messages = [issue.message(question.speech.code) for issue in error.issues]
        return _page(question, maker, maker.form(base, sent), messages), status_of(error)
    _say(question, result)
    return redirect(_address_of(layer, result.source, result.id), 303, Response)


@BLUEPRINT.post("/yatirimlar/sil", defaults={"layer": _INVESTMENTS})
@BLUEPRINT.post("/katmanlar/<layer>/sil")
def delete(layer: str) -> AnyResponse | tuple[str, int]:
    """Delete a thing, if it is still what was shown; its rows stay in the former revision."""
    question = ask_desk()
    maker = _maker(question, layer)
    seen = _seen()
    if seen is None:
        raise NotFoundError(Issue("no-such-row", params={"layer": layer, "id": "–"}))
    base = _base(question, layer, seen)
    years = [None] if base is None else [year_of(maker.spec, row) for _, row in base.rows.iterrows()]
    try:
        note = request.form.get(NOTE, "").strip()
        edit_thing(question.state.workspace, layer, Edit(dict.fromkeys(years), seen), note=note)
    except ChangedMeanwhileError as error:
        return _told(question, maker, error, base, {})
    flash(question.speech.gettext("Silindi: %(name)s. Katmanın geçmişinden geri alınabilir.", name=maker.form(base).label))
    return redirect(to("programme.show") if layer == _INVESTMENTS else to("desk_layer.show", layer=layer), 303, Response)


def _maker(question: DeskQuestion, layer: str) -> FormMaker:
    """What the forms of a layer are made with.

    Raises
        RefusedError: rows of the layer are not edited, or their ids are not for everybody.
    """
    spec = require_editable(question.state.workspace, layer)
    if has_hidden_ids(spec):
        raise RefusedError(Issue("layer-not-editable", params={"layer": Words(spec.title_tr, spec.title_en)}))
    places = neighbourhoods_of(question)
    named = {} if places is None else dict(zip(places["id"].astype(str), places["name"].astype(str), strict=True))
    return FormMaker(spec, question.speech, named)


def _thing(question: DeskQuestion, layer: str, source: str, thing: str) -> Thing:
    """A thing as it is now, of the rows that the pages hold anyway."""
    state = layer_state(question, layer)
    spec = question.state.workspace.layer(layer)
    rows = None if state is None else thing_rows(spec, state.rows, source, thing)
    if state is None or rows is None or not len(rows):
        raise NotFoundError(Issue("no-such-row", params={"layer": Words(spec.title_tr, spec.title_en), "id": thing}))
    return Thing(layer, source, thing, rows, state.revision.number)


def _seen() -> Seen | None:
    source, thing, digest = (request.form.get(name, "") for name in (SOURCE, ID, DIGEST))
    return Seen(source, thing, digest) if thing else None


def _base(question: DeskQuestion, layer: str, seen: Seen) -> Thing | None:
    """What the form was made from: as the revision that it names has it, or as it is now where that one was pruned."""
    workspace = question.state.workspace
    text = request.form.get(REVISION, "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
    for revision in (number, None):
        try:
            return thing_of(workspace, workspace.store(), layer, seen.source, seen.id, revision)
        except (NotFoundError, RefusedError):
            continue
    return None


def _told(
    question: DeskQuestion, maker: FormMaker, error: ChangedMeanwhileError, base: Thing | None, sent: Mapping[str, str]
) -> tuple[str, int]:
    """Both values side by side, in a form of the thing as it is now that holds all she wrote."""
    messages = [issue.message(question.speech.code) for issue in error.issues]
    if base is None:
        return _page(question, maker, maker.form(error.now, sent), messages), status_of(error)
    told = [] if error.now is None else differences(maker, base, error.now, sent)
    form = maker.form(error.now, carried(maker, base, error.now, sent))
    return _page(question, maker, form, messages, told), status_of(error)


def _say(question: DeskQuestion, result: EditResult) -> None:
    speech = question.speech
    flash(speech.gettext("Kaydedildi: sürüm %(number)s.", number=result.revision.number))
    for issue in result.issues:
        flash(Issue(issue.kind, column=None, old=issue.old, new=issue.new, params=issue.params).message(speech.code))


def _address_of(layer: str, source: str, thing: str) -> str:
    if layer == _INVESTMENTS:
        return to("programme.one", kaynak=source, no=thing)
    return to("desk_layer.show", layer=layer, ara=thing)


def _page(
    question: DeskQuestion,
    maker: FormMaker,
    form: RowForm,
    messages: list[str] | None = None,
    told: list[Difference] | None = None,
) -> str:
    workspace = question.state.workspace
    spec = maker.spec
    other = None if not told else workspace.store().current(spec.name)
    return render_template(
        "row_form.html",
        view=question.view,
        workspace=workspace,
        layer=spec.name,
        title=question.speech.choose(spec.title_tr, spec.title_en),
        form=form,
        messages=messages or [],
        told=told or [],
        other=other,
        source=None if form.seen is None else workspace.source_title(form.seen.source),
        by_hand=form.seen is not None and form.seen.source == BY_HAND,
        leaflet=LEAFLET,
        settings=current_app.extensions["mahalle.settings"],
    )
