"""`/yatirimlar`: the investment programme as a table, on the map and over the years; `/yatirimlar/yatirim`: one investment."""

import json

import geopandas as gpd
import pandas as pd
from flask import Blueprint, Response, current_app, render_template, request

from geo.errors import NotFoundError
from geo.issues import Issue, Words
from layers.programme import Programme, budget_by_unit
from web.assets import LEAFLET
from web.desk.asking import DeskQuestion, ask_desk, to
from web.desk.files import csv_file, json_file
from web.desk.layer import is_boundaries
from web.desk.listing import fitting_rows, page_of, read_question
from web.programme.one import investment_sheet
from web.programme.picture import colour_of, places_picture, whole_picture
from web.programme.state import outlines_in_degrees, programme
from web.programme.table import programme_listing
from web.programme.timeline import timeline_of

BLUEPRINT = Blueprint("programme", __name__)


@BLUEPRINT.get("/yatirimlar")
def show() -> str:
    """All investments, those that fit a search and filters; an empty programme says how to begin one."""
    question = ask_desk()
    found = programme(question)
    if found is None:
        return render_template("programme_empty.html", view=question.view, workspace=question.state.workspace)
    listing = programme_listing(question, found)
    asked = read_question(request.args, listing)
    rows = fitting_rows(listing, asked)
    speech = question.speech
    shown = found.things.loc[list(rows["id"])]
    draw = whole_picture if len(shown) == len(found.things) else places_picture
    return render_template(
        "programme.html",
        view=question.view,
        workspace=question.state.workspace,
        table=page_of(listing, asked, rows),
        picture=draw(question, shown),
        timeline=timeline_of(
            budget_by_unit(_of(found, rows)), speech.gettext("birimi yazılmamış"), speech.gettext("öteki birimler"), speech.code
        ),
        unplaced=int((~shown["placed"]).sum()),
        unchecked=() if found.conflicts is None else found.conflicts.issues,
        leaflet=LEAFLET,
        settings=current_app.extensions["mahalle.settings"],
    )


@BLUEPRINT.get("/yatirimlar.<any(json, csv):suffix>")
def table_file(suffix: str) -> Response:
    """The investments that fit, as a file."""
    question = ask_desk()
    listing = programme_listing(question, _required(question))
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {})


@BLUEPRINT.get("/yatirimlar/yatirim")
def one() -> str:
    """One investment: its years, its duty with the decision, what it conflicts with, and its place."""
    question = ask_desk()
    found = _required(question)
    source, thing = request.args.get("kaynak", ""), request.args.get("no", "")
    sheet = investment_sheet(question, found, source, thing)
    return render_template(
        "investment.html",
        view=question.view,
        workspace=question.state.workspace,
        sheet=sheet,
        picture=places_picture(question, gpd.GeoDataFrame(sheet.rows.iloc[[0]])),
    )


@BLUEPRINT.get("/yatirimlar/yerler.json")
def places() -> Response:
    """What the map needs: the outlines of the neighbourhoods, and the drawn investments that fit, each with its page."""
    question = ask_desk()
    outlines = question.library.keep_while(
        question.state,
        is_boundaries,
        ("programme-outlines-json",),
        lambda: json.dumps(outlines_in_degrees(question).to_geo_dict(drop_id=True), ensure_ascii=False),
    )
    found = programme(question)
    drawn = '{"type": "FeatureCollection", "features": []}'
    if found is not None and "yalniz" not in request.args:
        listing = programme_listing(question, found)
        fitting = fitting_rows(listing, read_question(request.args, listing))
        ids = list(fitting["id"])
        key = ("programme-places-json", question.speech.code)
        is_whole = len(ids) == len(found.things)
        drawn = question.library.keep(question.state, key, lambda: _features(found, ids)) if is_whole else _features(found, ids)
    content = f'{{"outlines": {outlines}, "investments": {drawn}}}'
    return Response(content, mimetype="application/json")


def _features(found: Programme, ids: list[str]) -> str:
    """The drawn ones among the investments, each with the address of its page."""
    shapes = found.things.loc[ids]
    shapes = shapes[shapes["placed"]][["name", "kind", "source", "id", "geometry"]]
    shapes["address"] = [to("programme.one", kaynak=row.source, no=row.id) for row in shapes.itertuples()]
    shapes["colour"] = [colour_of(kind) for kind in shapes["kind"]]
    return str(shapes.drop(columns=["source", "id"]).to_json(drop_id=True, ensure_ascii=False))


def _required(question: DeskQuestion) -> Programme:
    found = programme(question)
    if found is None:
        spec = question.state.workspace.layer("investments")
        raise NotFoundError(Issue("empty-layer", params={"layer": Words(spec.title_tr, spec.title_en)}))
    return found


def _of(found: Programme, rows: pd.DataFrame) -> Programme:
    """The programme of the investments that fit."""
    return Programme(found.things, found.rows[found.rows["id"].isin(set(rows["id"]))], found.conflicts)
