"""`/yatirimlar/plan`, `/etki` and `/adaylar`: the programme against the plan, before and after a year of it, candidate sites."""

from flask import Blueprint, Response, render_template, request

from geo.errors import NotFoundError
from geo.issues import Issue, Words
from layers.siting_kinds import SITING_KINDS
from web.desk.asking import DeskQuestion, ask_desk
from web.desk.files import csv_file, json_file
from web.desk.listing import Listing, fitting_rows, page_of, read_question, whole
from web.params import ParameterError
from web.programme.candidates import asked_kind, candidates_listing, plots_of, why_not
from web.programme.money import all_years, cost_listing, effect_listing, indicator_listing, neighbourhood_effects
from web.programme.state import costs, effect, indicators, programme
from web.programme.titles import cumulative_indicators, indicator_titles

BLUEPRINT = Blueprint("programme_plan", __name__, url_prefix="/yatirimlar")

YEAR = "yil"


@BLUEPRINT.get("/plan")
def plan() -> str:
    """What each target costs by the plan and by the programme, and what of each indicator is planned."""
    question = ask_desk()
    listing = cost_listing(costs(question), question.speech)
    # Without a year asked for each target stands once.
    args = {YEAR: all_years(question.speech), **request.args.to_dict()} if len(listing.rows) else request.args.to_dict()
    asked = read_question(args, listing)
    return render_template(
        "programme_plan.html",
        view=question.view,
        workspace=question.state.workspace,
        table=page_of(listing, asked, fitting_rows(listing, asked)),
        indicators=whole(_indicators(question)),
        has_programme=programme(question) is not None,
    )


@BLUEPRINT.get("/plan.<any(json, csv):suffix>")
def plan_file(suffix: str) -> Response:
    """Plan and programme by target and year, as a file; JSON has the indicators too."""
    question = ask_desk()
    listing = cost_listing(costs(question), question.speech)
    rows = fitting_rows(listing, read_question(request.args, listing))
    if suffix == "csv":
        return csv_file(listing, rows)
    rolled = _indicators(question)
    others = json_file(rolled, rolled.rows, {}).get_json()["rows"]
    return json_file(listing, rows, {"indicators": others})


@BLUEPRINT.get("/gostergeler.csv")
def indicators_file() -> Response:
    """What of each indicator is planned, placed, funded and built, as a table."""
    listing = _indicators(ask_desk())
    return csv_file(listing, listing.rows)


@BLUEPRINT.get("/etki")
def effect_page() -> str:
    """Every indicator that changes once the investments up to a year are built."""
    question = ask_desk()
    if not _years(question):
        return render_template("programme_empty.html", view=question.view, workspace=question.state.workspace)
    years, year = _asked_year(question)
    found = effect(question, year)
    listing = effect_listing(found, question.speech)
    places = neighbourhood_effects(question, found)
    asked = read_question(request.args, places)
    return render_template(
        "programme_effect.html",
        view=question.view,
        workspace=question.state.workspace,
        years=years,
        year=year,
        unchanged=found.unchanged,
        summary=whole(listing),
        table=page_of(places, asked, fitting_rows(places, asked)),
    )


@BLUEPRINT.get("/etki.<any(json, csv):suffix>")
def effect_file(suffix: str) -> Response:
    """What `mahalle atlas --with-investments YEAR` answers."""
    question = ask_desk()
    _, year = _asked_year(question)
    found = effect(question, year)
    listing = effect_listing(found, question.speech)
    if suffix == "csv":
        return csv_file(listing, listing.rows)
    places = neighbourhood_effects(question, found)
    others = json_file(places, places.rows, {}).get_json()["rows"]
    return json_file(listing, listing.rows, {"year": year, "unchanged": found.unchanged, "neighbourhoods": others})


@BLUEPRINT.get("/adaylar")
def candidates() -> str:
    """The municipality's plots that fail no rule for a kind of facility, each to begin an investment with."""
    question = ask_desk()
    kind = asked_kind(request.args)
    try:
        plots = plots_of(question, kind)
    except NotFoundError as nothing:
        reasons = [issue.message(question.speech.code) for issue in nothing.issues]
        return render_template("candidates_empty.html", view=question.view, workspace=question.state.workspace, reasons=reasons)
    listing = candidates_listing(plots, kind, question)
    asked = read_question(request.args, listing)
    return render_template(
        "candidates.html",
        view=question.view,
        workspace=question.state.workspace,
        kind=kind,
        kinds={key: question.speech.choose(one.title.tr, one.title.en) for key, one in SITING_KINDS.items()},
        table=page_of(listing, asked, fitting_rows(listing, asked)),
        why_not=why_not(plots, question),
        plots=len(plots.table),
        issues=plots.issues,
    )


@BLUEPRINT.get("/adaylar.<any(json, csv):suffix>")
def candidates_file(suffix: str) -> Response:
    """The candidate sites as a file."""
    question = ask_desk()
    kind = asked_kind(request.args)
    listing = candidates_listing(plots_of(question, kind), kind, question)
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {"kind": kind.key})


def _indicators(question: DeskQuestion) -> Listing:
    return indicator_listing(indicators(question), cumulative_indicators(question), indicator_titles(question), question.speech)


def _asked_year(question: DeskQuestion) -> tuple[list[int], int]:
    years = _years(question)
    if not years:
        spec = question.state.workspace.layer("investments")
        raise NotFoundError(Issue("empty-layer", params={"layer": Words(spec.title_tr, spec.title_en)}))
    text = request.args.get(YEAR, "") or str(years[-1])
    if text not in {str(year) for year in years}:
        known = ", ".join(map(str, years))
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": YEAR, "value": text, "known": known}))
    return years, int(text)


def _years(question: DeskQuestion) -> list[int]:
    found = programme(question)
    return [] if found is None else found.years
