"""`/karolar/<layer>.json`, `/karolar/<layer>/{z}/{x}/{y}`: layers as vector tiles; `/katmanlar/…`: what the atlas draws."""

from flask import Blueprint, Response, jsonify

from web.asking import library
from web.tiles import LAYER_TILES, OVERLAY_TILES, answer, public_tiles, read_tile, tiles_address

BLUEPRINT = Blueprint("tiles", __name__)


@BLUEPRINT.get("/karolar/<layer>.json")
def describe(layer: str) -> Response:
    """TileJSON 3.0: the fields of a layer's tiles, their zooms, and how shapes were made lighter."""
    state = library().state()
    about = public_tiles(LAYER_TILES.state(state, layer), layer).about
    return jsonify({**about, "tiles": [tiles_address(LAYER_TILES, state, layer, external=True)]})


@BLUEPRINT.get("/karolar/<layer>/<zoom>/<column>/<row>")
def of_layer(layer: str, zoom: str, column: str, row: str) -> Response:
    """One tile of a layer, with all public fields; with or without `.mvt`."""
    return answer(LAYER_TILES, layer, read_tile(zoom, column, row))


@BLUEPRINT.get("/katmanlar/<layer>/<zoom>/<column>/<row>")
def of_overlay(layer: str, zoom: str, column: str, row: str) -> Response:
    """One tile of what the atlas draws of a layer."""
    return answer(OVERLAY_TILES, layer, read_tile(zoom, column, row))
