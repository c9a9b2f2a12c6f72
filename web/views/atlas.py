"""`/`: the district at a glance, map and table side by side."""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from geo.tiles import MAX_ZOOM
from web.asking import Question, address, ask, library
from web.assets import LEAFLET
from web.choropleth import Choropleth, make_choropleth
from web.classify import CLASS_COUNTS
from web.controls import Control, indicator_control, plain_control, scheme_titles
from web.drawing import Drawing, make_drawing
from web.fragments import fragment
from web.grounds import Grounds, make_grounds
from web.notices import Notice, make_notices
from web.overlays import overlay_groups
from web.params import CLASSES, FROM_YEAR, INDICATOR, SCHEME, TO_YEAR
from web.provenance import Provenance, provenance
from web.ranking import Ranking, make_ranking
from web.table import Table, make_table
from web.tiles import OVERLAY_TILES, tiles_address
from web.totals import Total, headline, make_totals
from web.years import Year, make_years

BLUEPRINT = Blueprint("atlas", __name__)


@dataclass(frozen=True, slots=True)
class AtlasPage:
    """All that the page says about one view."""

    headline: Total | None
    totals: tuple[Total, ...]
    notices: tuple[Notice, ...]
    controls: tuple[Control, ...]
    map: Choropleth
    ranking: Ranking
    years: tuple[Year, ...]
    grounds: Grounds
    drawing: Drawing
    table: Table
    rows: Markup
    still: Markup
    provenance: Provenance


@BLUEPRINT.get("/")
def show() -> str:
    """The atlas page, or which command to type where nothing has been imported."""
    if not library().state().has_boundaries:
        return render_template("empty.html")
    question = ask()
    view = question.view
    key = ("page", view.indicator, view.from_year, view.to_year, view.scheme, view.classes, view.language)
    page = question.library.keep_view(question.state, key, lambda: make_page(question))
    return render_template(
        "atlas.html",
        page=page,
        overlays=_overlays(question),
        view=view,
        workspace=question.state.workspace,
        settings=current_app.extensions["mahalle.settings"],
        leaflet=LEAFLET,
    )


@BLUEPRINT.get("/mahalleler")
def list_all() -> AnyResponse:
    """The list of neighbourhoods is the table of the atlas."""
    return redirect(address("atlas.show", request.args.to_dict()), 302, Response)


def _overlays(question: Question) -> Markup:
    """The list of layers that can be laid over the map; empty where there is none."""

    def make() -> Markup:
        groups = overlay_groups(question.library, question.state)
        tiled = {
            overlay.name: tiles_address(OVERLAY_TILES, question.state, overlay.name)
            for group in groups
            for overlay in group.overlays
            if overlay.is_large
        }
        return fragment("_overlay_groups.html", groups=groups, tiled=tiled, deepest_tiles=MAX_ZOOM) if groups else Markup()

    return question.library.keep(question.state, ("overlays", question.speech.code), make)


def make_page(question: Question) -> AtlasPage:
    """The page of a view."""
    atlas, view, speech = question.atlas, question.view, question.speech
    chart, drawing = make_choropleth(atlas, view, speech), make_drawing(question, atlas)
    names = [str(name) for name in atlas.neighbourhoods["name"]]
    table = make_table(question, atlas, chart)
    return AtlasPage(
        headline=headline(atlas, view, speech),
        totals=make_totals(atlas, view, speech),
        notices=make_notices(question.library.findings(question.state), speech),
        controls=_controls(question),
        map=chart,
        ranking=make_ranking(chart, names, lying=drawing.is_tall),
        years=make_years(atlas, view),
        grounds=make_grounds(atlas, view, speech),
        drawing=drawing,
        table=table,
        rows=fragment("_atlas_rows.html", table=table, query=view.years_and_language),
        still=fragment("_atlas_still.html", picture=drawing.picture, chart=chart, names=names),
        provenance=provenance(atlas, speech),
    )


def _controls(question: Question) -> tuple[Control, ...]:
    view, speech = question.view, question.speech
    years = {str(year): str(year) for year in question.atlas.years}
    counts = {str(count): str(count) for count in CLASS_COUNTS}
    lists = (
        (FROM_YEAR, speech.gettext("İlk yıl"), years, str(view.from_year)),
        (TO_YEAR, speech.gettext("Son yıl"), years, str(view.to_year)),
        (SCHEME, speech.gettext("Sınıflama"), scheme_titles(speech), view.scheme),
        (CLASSES, speech.gettext("Sınıf sayısı"), counts, str(view.classes)),
    )
    return (
        indicator_control(INDICATOR, speech.gettext("Gösterge"), question.atlas, view.indicator, speech),
        *(plain_control(name, title, choices, chosen) for name, title, choices, chosen in lists if choices),
    )
