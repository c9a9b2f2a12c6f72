"""`/katmanlar/<layer>.geojson`: what one screen shows of a layer; `/katmanlar/nokta.json`: what lies at a point."""

import math

from flask import Blueprint, Response, g, jsonify, request

from geo.errors import NotFoundError
from geo.issues import Issue
from web.asking import library
from web.overlays import Box, Overlay, draw_overlay, overlay_of, rows_at
from web.params import ParameterError

BLUEPRINT = Blueprint("overlays", __name__, url_prefix="/katmanlar")

_PIXELS, _MOST_PIXELS = 900, 4000


@BLUEPRINT.get("/<layer>.geojson")
def as_geojson(layer: str) -> Response:
    """The drawn rows of a layer, of the whole map or of `kutu=west,south,east,north`, for a screen `piksel` high."""
    overlay = _overlay(layer)
    box = _numbers("kutu", 4) if request.args.get("kutu") else None
    pixels = int(_numbers("piksel", 1)[0]) if request.args.get("piksel") else _PIXELS
    if box is not None and not (box[0] < box[2] and box[1] < box[3]):
        raise _refused("kutu")
    content = draw_overlay(overlay, None if box is None else Box(*box), min(max(pixels, 100), _MOST_PIXELS), g.speech)
    return Response(content, mimetype="application/geo+json")


@BLUEPRINT.get("/nokta.json")
def at_point() -> Response:
    """The rows of the layers `katman=a,b` at `yer=lon,lat`, within `erim` degrees."""
    lon, lat = _numbers("yer", 2)
    reach = min(abs(_numbers("erim", 1)[0]), 0.01) if request.args.get("erim") else 0.0
    found = []
    for name in filter(None, request.args.get("katman", "").split(",")):
        overlay = _overlay(name)
        title = g.speech.choose(overlay.spec.title_tr, overlay.spec.title_en)
        hits = rows_at(overlay, lon, lat, reach, g.speech)
        found += [{"layer": name, "title": title, "label": hit.label, "fields": hit.fields} for hit in hits]
    return jsonify(found)


def _overlay(name: str) -> Overlay:
    books = library()
    overlay = overlay_of(books, books.state(), name)
    if overlay is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": name}))
    return overlay


def _numbers(parameter: str, count: int) -> list[float]:
    try:
        values = [float(part) for part in request.args.get(parameter, "").split(",")]
    except ValueError as error:
        raise _refused(parameter) from error
    if len(values) != count or not all(math.isfinite(value) for value in values):
        raise _refused(parameter)
    return values


def _refused(parameter: str) -> ParameterError:
    known = {"kutu": "36.1,36.1,36.3,36.3", "yer": "36.15,36.19", "piksel": "900", "erim": "0.0005"}[parameter]
    params = {"parameter": parameter, "value": request.args.get(parameter, ""), "known": known}
    return ParameterError(Issue("unknown-parameter-value", params=params))
