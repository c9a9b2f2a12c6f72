"""`/ara?q=`: places by name, as a page and as JSON."""

from flask import Blueprint, Response, jsonify, render_template, request

from web.asking import Question, address, ask
from web.finding import Found, find
from web.formatting import number

BLUEPRINT = Blueprint("search", __name__)


@BLUEPRINT.get("/ara")
def show() -> str:
    """The page of results, which needs no script."""
    question = ask()
    answer = _answer(question)
    workspace = question.state.workspace
    return render_template("search.html", view=question.view, workspace=workspace, text=request.args.get("q", ""), **answer)


@BLUEPRINT.get("/ara.json")
def as_json() -> Response:
    """The same for programs and for the list under the field."""
    return jsonify(_answer(ask()))


def _answer(question: Question) -> dict[str, object]:
    text = request.args.get("q", "").strip()[:100]
    found, count = find(question, text)
    speech = question.speech
    if not text:
        said = ""
    elif not count:
        said = speech.gettext("“%(text)s” adında bir yer bulunamadı.", text=text)
    elif count > len(found):
        shown, every = number(len(found), speech.code), number(count, speech.code)
        said = speech.gettext("%(count)s sonuçtan ilk %(shown)s tanesi; daha uzun yazın.", count=every, shown=shown)
    else:
        said = speech.gettext("%(count)s sonuç", count=number(count, speech.code))
    return {"said": said, "results": [_result(question, item) for item in found]}


def _result(question: Question, item: Found) -> dict[str, str]:
    view, speech = question.view, question.speech
    if not item.layer:
        about = speech.gettext("Mahalle")
        where = address("neighbourhood.show", {**view.years_and_language, "place_id": str(item.neighbourhood_id)})
    else:
        spec = question.state.workspace.layer(item.layer)
        title = speech.choose(spec.title_tr, spec.title_en)
        about = f"{title}, {item.neighbourhood}" if item.neighbourhood else title
        where = _on_the_map(question, item)
    return {"title": item.title, "about": about, "address": where, "layer": item.layer or "boundaries", "place": item.place}


def _on_the_map(question: Question, item: Found) -> str:
    """The atlas at the place; what is not drawn leads to its neighbourhood."""
    view = question.view
    if item.place:
        return address("atlas.show", {**view.query, "konum": item.place, "katman": item.layer, "isaret": item.title})
    if item.neighbourhood_id in question.atlas.neighbourhoods.index:
        return address("neighbourhood.show", {**view.years_and_language, "place_id": str(item.neighbourhood_id)})
    return address("atlas.show", dict(view.query))
