"""`/hedefler` and `/hedefler/<no>`: the plan's targets, how far they have come, and what is entered of their indicators."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.editing import ChangedMeanwhileError, Seen, Thing, thing_of, thing_rows
from layers.realised import Entry, enter_realised
from web.desk.asking import DeskQuestion, ask_desk, to
from web.desk.files import csv_file, json_file
from web.desk.layer import layer_state, require_layer
from web.desk.picture import Picture
from web.editing.conflict import Difference, differences
from web.editing.form import FormMaker
from web.editing.texts import cell_of
from web.errors import status_of
from web.programme.picture import places_picture
from web.programme.state import indicators, programme
from web.targets.card import OF_ALL, OF_YEAR, IndicatorCard, TargetCard, entries_of, target_card
from web.targets.overview import overview_of
from web.targets.report import Period, asked_period, report_listing, report_of, rows_of

BLUEPRINT = Blueprint("targets", __name__)


@BLUEPRINT.get("/hedefler")
def show() -> str:
    """All targets of a period."""
    question = ask_desk()
    if layer_state(question, "targets") is None:
        return render_template("targets_empty.html", view=question.view, workspace=question.state.workspace)
    period = asked_period(question, request.args)
    plan, aims = overview_of(question, period)
    return render_template(
        "targets.html",
        view=question.view,
        workspace=question.state.workspace,
        period=period,
        plan=plan,
        aims=aims,
        issues=[issue for issue in report_of(question, period.half).issues if _is_of(issue, period)],
    )


@BLUEPRINT.get("/hedefler.<any(json, csv):suffix>")
def table_file(suffix: str) -> Response:
    """The monitoring table of a period, or of all years where none is asked for."""
    question = ask_desk()
    period = asked_period(question, request.args)
    rows = rows_of(question, period) if request.args.get("yil") else report_of(question, period.half).rows
    listing = report_listing(rows)
    return csv_file(listing, listing.rows) if suffix == "csv" else json_file(listing, listing.rows, {"half": period.half})


@BLUEPRINT.get("/hedefler/<no>")
def one(no: str) -> str:
    """The card of a target."""
    question = ask_desk()
    period = asked_period(question, request.args)
    return _page(question, _card(question, no, period), period)


@BLUEPRINT.post("/hedefler/<no>")
def enter(no: str) -> AnyResponse | tuple[str, int]:
    """Store what was entered of one indicator; whatever keeps it out comes back with the card as it was filled in."""
    question = ask_desk()
    sent = request.form.to_dict()
    period = asked_period(question, sent)
    seen = Seen(*(sent.get(name, "") for name in ("kaynak", "no", "ozet")))
    base = _base(question, seen, sent)
    try:
        entry = _entry(question, base, period, sent)
        result = enter_realised(question.state.workspace, seen, entry, note=sent.get("not", "").strip())
    except RefusedError as error:
        told: list[Difference] = []
        if isinstance(error, ChangedMeanwhileError) and error.now is not None:
            told = _differences(question, base, error.now, period, sent)
        card = _filled(_card(question, no, period), seen, sent)
        messages = [issue.message(question.speech.code) for issue in error.issues]
        return _page(question, card, period, messages, told, seen.id), status_of(error)
    flash(question.speech.gettext("Kaydedildi: sürüm %(number)s.", number=result.revision.number))
    return redirect(to("targets.one", no=no, **period.query), 303, Response)


def _card(question: DeskQuestion, no: str, period: Period) -> TargetCard:
    try:
        found, rolled = programme(question), indicators(question)
    except NotFoundError:
        # Cards are read without boundaries, too; what is behind them then nobody knows.
        found, rolled = None, report_of(question, 2).rows.iloc[:0]
    return target_card(question, no, period, found, rolled)


def _base(question: DeskQuestion, seen: Seen, sent: Mapping[str, str]) -> Thing:
    """What the form was made from: the revision that it names, else what stands there now."""
    workspace = question.state.workspace
    text = sent.get("surum", "")
    if text.isascii() and text.isdecimal() and len(text) < 10:
        try:
            return thing_of(workspace, workspace.store(), "targets", seen.source, seen.id, int(text))
        except (NotFoundError, RefusedError):
            pass
    return thing_of(workspace, workspace.store(), "targets", seen.source, seen.id)


def _entry(question: DeskQuestion, base: Thing, period: Period, sent: Mapping[str, str]) -> Entry:
    """What of the form differs from what it showed."""
    state = require_layer(question, "targets")
    shown = entries_of(state, base.rows, period.year, question)
    changed = {name: sent[name].strip() for name in (*OF_YEAR, *OF_ALL) if name in sent and sent[name].strip() != shown[name]}
    cells = {name: cell_of(state.spec.field(name), text, question.speech.code) for name, text in changed.items()}
    return Entry(
        period.year,
        {name: cell for name, cell in cells.items() if name in OF_YEAR},
        {name: cell for name, cell in cells.items() if name in OF_ALL},
    )


def _differences(question: DeskQuestion, base: Thing, now: Thing, period: Period, sent: Mapping[str, str]) -> list[Difference]:
    state = require_layer(question, "targets")
    maker = FormMaker(state.spec, question.speech, {})
    rows = thing_rows(state.spec, base.rows, base.source, base.id)
    place = next((number for number, year in enumerate(rows["year"]) if year == period.year), 0)
    as_form = {f"yil.{place}.{name}": sent[name] for name in OF_YEAR if name in sent}
    as_form |= {f"alan.{name}": sent[name] for name in OF_ALL if name in sent}
    return differences(maker, base, now, as_form)


def _filled(card: TargetCard, seen: Seen, sent: Mapping[str, str]) -> TargetCard:
    """The card with what was sent in the form of its indicator, made from what stands there now."""

    def filled(item: IndicatorCard) -> IndicatorCard:
        if (item.seen.source, item.seen.id) != (seen.source, seen.id):
            return item
        return replace(item, entries={name: sent.get(name, value) for name, value in item.entries.items()})

    return replace(card, indicators=tuple(filled(item) for item in card.indicators))


def _is_of(issue: Issue, period: Period) -> bool:
    return str(issue.params.get("year", period.year)) == str(period.year)


def _page(
    question: DeskQuestion,
    card: TargetCard,
    period: Period,
    messages: list[str] | None = None,
    told: list[Difference] | None = None,
    refused: str = "",
) -> str:
    workspace = question.state.workspace
    return render_template(
        "target.html",
        view=question.view,
        workspace=workspace,
        card=card,
        period=period,
        messages=messages or [],
        told=told or [],
        refused=refused,
        other=workspace.store().current("targets") if told else None,
        picture=_picture(question, card),
    )


def _picture(question: DeskQuestion, card: TargetCard) -> Picture | None:
    """The investments of the target on the map."""
    found = programme(question) if card.investments else None
    if found is None:
        return None
    things = found.things
    own = things[things["indicator_no"].isin([item.no for item in card.indicators]) | (things["target_no"] == card.no)]
    return places_picture(question, own)
