"""`/senaryolar`: what if so many return and so much is built: every indicator under each assumption, two side by side."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import MahalleError, RefusedError
from geo.indicators import INDICATORS
from geo.issues import Issue
from layers.atlas_records import atlas_records
from layers.scenario_files import FOLDER, ScenarioFile, scenario_files
from layers.scenario_writing import (
    TypedScenario,
    delete_scenario,
    digest_of,
    own_file,
    save_scenario,
    scenario_text,
    typed_of,
)
from layers.scenarios import Comparison, compare_atlases, comparison_records, project_scenario
from layers.side_by_side import put_side_by_side
from web.controls import plain_control
from web.desk.asking import DeskQuestion, ask_desk, to
from web.desk.files import csv_file, json_file
from web.desk.listing import Column, Listing, fitting_rows, listing_of, page_of, read_question
from web.desk.scenario_form import form_of, read_form
from web.desk.scenario_tables import indicator_lines, picture_of_difference, place_lines
from web.desk.scenarios import assumptions, lines_listing, people_listing, scenario_lines, spread_titles
from web.errors import status_of
from web.params import ParameterError

BLUEPRINT = Blueprint("scenarios", __name__)

FIRST, SECOND, INDICATOR, SEEN = "bir", "iki", "gosterge", "gorulen"


@BLUEPRINT.get("/senaryolar")
def show() -> str:
    """The scenarios, what each assumes, and the form that puts two side by side."""
    question = ask_desk()
    lines = scenario_lines(question)
    usable = [line for line in lines if not line.wrong]
    return render_template(
        "scenarios.html",
        view=question.view,
        workspace=question.state.workspace,
        lines=lines,
        usable=usable,
        indicators={
            key: question.speech.choose(item.title_tr, item.title_en)
            for key, item in INDICATORS.items()
            if key in _known(question)
        },
    )


@BLUEPRINT.get("/senaryolar.<any(json, csv):suffix>")
def list_file(suffix: str) -> Response:
    """The scenarios as a file."""
    question = ask_desk()
    listing = lines_listing(scenario_lines(question), question.speech)
    return csv_file(listing, listing.rows) if suffix == "csv" else json_file(listing, listing.rows, {})


@BLUEPRINT.get("/senaryolar/<key>")
def one(key: str) -> str:
    """A scenario: its assumptions, its people, and every indicator beside today's."""
    question = ask_desk()
    speech = question.speech
    found = question.library.scenario(question.state, key)
    people = people_listing(found, speech)
    asked = read_question(request.args, people)
    today = question.library.atlas(question.state)
    path = scenario_files(question.state.workspace)[key]
    lines = indicator_lines(put_side_by_side(today, found.atlas), speech)
    return render_template(
        "scenario.html",
        view=question.view,
        workspace=question.state.workspace,
        found=found,
        is_own=path.parent == question.state.workspace.path / FOLDER,
        title=speech.choose(found.file.title.tr, found.file.title.en),
        assumes=assumptions(found.file, speech),
        remarks=[issue.message(speech.code) for issue in found.issues],
        today=today.span.to_year if today.span else "",
        lines=[line for line in lines if not INDICATORS[line.key].diverging],
        people=page_of(people, asked, fitting_rows(people, asked)),
        total=float(found.parts["population"].sum()),
        text=path.read_text(encoding="utf-8").splitlines(),
    )


@BLUEPRINT.get("/senaryolar/<key>.<any(json, csv):suffix>")
def one_file(key: str, suffix: str) -> Response:
    """The atlas of a scenario: every indicator of every neighbourhood."""
    question = ask_desk()
    atlas = question.library.scenario(question.state, key).atlas
    if suffix == "json":
        return jsonify(atlas_records(atlas))
    records = atlas_records(atlas, with_evidence=False)
    listing = _as_listing(f"senaryo-{key}", records)
    return csv_file(listing, listing.rows)


@BLUEPRINT.get("/senaryo-karsilastirmasi")
def compare() -> str:
    """Two scenarios side by side: every indicator with the better one, and one of them on the map."""
    question = ask_desk()
    speech = question.speech
    compared, key = _compared(question), _indicator(question)
    titles = [speech.choose(side.file.title.tr, side.file.title.en) for side in (compared.first, compared.second)]
    names = compared.first.atlas.neighbourhoods["name"]
    scenarios = {line.key: line.title for line in scenario_lines(question) if not line.wrong}
    known = compared.rows["indicator"].tolist()
    return render_template(
        "scenario_comparison.html",
        view=question.view,
        workspace=question.state.workspace,
        titles=titles,
        compared=compared,
        lines=indicator_lines(compared, speech),
        places=place_lines(compared, key, names, speech),
        picture=picture_of_difference(question, compared, key, names),
        indicator=INDICATORS[key],
        controls=(
            plain_control(FIRST, speech.gettext("Birinci senaryo"), scenarios, compared.first.file.key),
            plain_control(SECOND, speech.gettext("İkinci senaryo"), scenarios, compared.second.file.key),
            plain_control(
                INDICATOR,
                speech.gettext("Haritada"),
                {name: speech.choose(INDICATORS[name].title_tr, INDICATORS[name].title_en) for name in known},
                key,
            ),
        ),
        remarks=[issue.message(speech.code) for side in (compared.first, compared.second) for issue in side.issues],
        chosen={FIRST: compared.first.file.key, SECOND: compared.second.file.key, INDICATOR: key},
    )


@BLUEPRINT.get("/senaryo-karsilastirmasi.<any(json, csv):suffix>")
def comparison_file(suffix: str) -> Response:
    """The side-by-side table, as `mahalle atlas --scenario A --scenario B` answers it."""
    records = comparison_records(_compared(ask_desk()))
    if suffix == "json":
        return jsonify(records)
    listing = _as_listing("senaryo-karsilastirmasi", records)
    return csv_file(listing, listing.rows)


@BLUEPRINT.get("/yeni-senaryo")
def new() -> str:
    """The form of a new scenario, blank or as a copy of another."""
    question = ask_desk()
    copied = request.args.get("kopya", "")
    files = scenario_files(question.state.workspace)
    if copied and copied not in files:
        known = ", ".join(files) or "–"
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": "kopya", "value": copied, "known": known}))
    years = question.library.atlas(question.state).years
    first, last = (str(years[0]), str(years[-1])) if years else ("", "")
    typed = typed_of(files[copied]) if copied else TypedScenario("", "", "", first, last, "")
    return _form_page(question, typed, None, "")


@BLUEPRINT.get("/senaryolar/<key>/duzenle")
def edit(key: str) -> str:
    """The form of a scenario of the workspace's own."""
    question = ask_desk()
    file = own_file(question.state.workspace, key)
    return _form_page(question, typed_of(file), key, digest_of(file))


@BLUEPRINT.post("/yeni-senaryo")
def create() -> AnyResponse | tuple[str, int]:
    """Keep a new scenario."""
    return _save(ask_desk(), None)


@BLUEPRINT.post("/senaryolar/<key>/duzenle")
def update(key: str) -> AnyResponse | tuple[str, int]:
    """Keep a scenario that was edited."""
    return _save(ask_desk(), key)


@BLUEPRINT.post("/senaryolar/<key>/sil")
def delete(key: str) -> AnyResponse:
    """Remove a scenario of the workspace's own."""
    question = ask_desk()
    delete_scenario(question.state.workspace, key)
    flash(question.speech.gettext("%(scenario)s senaryosu silindi.", scenario=key))
    return redirect(to("scenarios.show"), 303, Response)


def _save(question: DeskQuestion, key: str | None) -> AnyResponse | tuple[str, int]:
    workspace = question.state.workspace
    typed, seen = read_form(request.form), request.form.get(SEEN, "")
    today = question.library.atlas(question.state)

    def usable(file: ScenarioFile) -> None:
        project_scenario(workspace, file, today)

    try:
        saved = save_scenario(workspace, key, scenario_text(typed), usable, seen)
    except MahalleError as error:
        page = _form_page(question, typed, key, seen, error)
        return page, status_of(error)
    flash(question.speech.gettext("Senaryo saklandı."))
    return redirect(to("scenarios.one", key=saved), 303, Response)


def _form_page(
    question: DeskQuestion, typed: TypedScenario, key: str | None, seen: str, error: MahalleError | None = None
) -> str:
    code = question.speech.code
    issues = [] if error is None else error.issues
    try:
        text = scenario_text(typed).splitlines()
    except RefusedError:
        text = []
    return render_template(
        "scenario_form.html",
        view=question.view,
        workspace=question.state.workspace,
        key=key,
        form=form_of(typed),
        seen=seen,
        names=question.library.atlas(question.state).neighbourhoods["name"].tolist(),
        spreads=spread_titles(question.speech),
        messages=[issue.message(code) for issue in issues],
        wrong_lines={issue.row for issue in issues},
        text=text if error is not None else [],
    )


def _compared(question: DeskQuestion) -> Comparison:
    """The two scenarios of the address; the first two that can be used unless it names others."""
    files = scenario_files(question.state.workspace)
    usable = [line.key for line in scenario_lines(question) if not line.wrong]
    chosen = []
    for place, name in enumerate((FIRST, SECOND)):
        value = request.args.get(name, "").strip()
        if value and value not in files:
            known = ", ".join(files) or "–"
            raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": value, "known": known}))
        if not value and len(usable) <= place:
            raise RefusedError(Issue("scenarios-too-few", params={"count": len(usable)}))
        chosen.append(value or usable[place])
    return compare_atlases(*(question.library.scenario(question.state, key) for key in chosen))


def _known(question: DeskQuestion) -> list[str]:
    """The indicators that have an answer today."""
    columns = question.library.atlas(question.state).neighbourhoods.columns
    return [key for key in INDICATORS if key in columns]


def _indicator(question: DeskQuestion) -> str:
    known = _known(question)
    value = request.args.get(INDICATOR, "").strip() or "population"
    if value not in known:
        params = {"parameter": INDICATOR, "value": value, "known": ", ".join(known)}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    return value


def _as_listing(name: str, records: list[dict[str, object]]) -> Listing:
    """Records as a file of their own columns; nested ones are in the JSON alone."""
    plain = [{key: value for key, value in record.items() if not isinstance(value, dict | list)} for record in records]
    keys = list(dict.fromkeys(key for record in plain for key in record))
    return listing_of(name, [Column(key, key) for key in keys], [{key: record.get(key) for key in keys} for record in plain])
