"""`/harita/<drawing>.js`: the outlines of a map as its script, which a browser keeps until the boundaries change."""

from typing import cast

from flask import Blueprint, Response, request

from geo.issues import Issue
from web.asking import ask
from web.assets import A_YEAR_S
from web.drawing import BOUNDARIES, VERSION, MapName, boundaries_held, make_drawing
from web.params import ParameterError

BLUEPRINT = Blueprint("shapes", __name__)


@BLUEPRINT.get("/harita/<any(atlas, sol, sag):drawing>.js")
def as_script(drawing: str) -> Response:
    """Folium's script, which holds outlines and nothing else; of the current boundaries, or of the revision `sinir`."""
    question = ask()
    asked = request.args.get(BOUNDARIES, "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        params = {"parameter": BOUNDARIES, "value": asked, "known": "1, 2, 3 …"}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    held = boundaries_held(question, int(asked)) if asked else ()
    made = make_drawing(question, question.library.atlas(question.state, held=held), cast(MapName, drawing))
    response = Response(made.script, mimetype="text/javascript")
    if request.args.get(VERSION) == made.version:
        response.headers["Cache-Control"] = f"private, max-age={A_YEAR_S}, immutable"
    return response
