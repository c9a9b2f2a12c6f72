"""Vector tiles over the web: made once a revision, kept while they are asked for, and told apart by what they were made from."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import pyarrow as pa
from flask import Response, current_app, request, url_for

from geo.errors import NotFoundError
from geo.issues import Issue
from geo.tiles import MAX_ZOOM, Tile, make_pyramid
from layers.outgoing.tables import layer_table
from layers.tiles.attributes import Column
from layers.tiles.tileset import Tileset, tileset_of
from web.asking import library
from web.cache import BoundedCache
from web.library import State
from web.overlays import overlay_of
from web.params import ParameterError
from web.people import visitor

MIMETYPE: Final = "application/vnd.mapbox-vector-tile"
VERSION: Final = "surum"
_KEPT_BYTES: Final = 64 * 1024 * 1024
# What Python and the cache need for a tile beside its bytes.
_OVERHEAD_BYTES: Final = 500
_A_YEAR_S: Final = 31_536_000
_DIGITS: Final = 10


def tile_cache() -> BoundedCache:
    """A cache for an application's tiles. A tile is made in milliseconds, so that memory is enough."""
    return BoundedCache(_KEPT_BYTES, weigh=lambda content: len(content) + _OVERHEAD_BYTES)


def public_tiles(state: State, layer: str) -> Tileset:
    """The tiles of a layer with all rows and public fields of its current revision.

    Raises
        NotFoundError: there is no such layer, nothing in it, or no place on a map for its rows.
    """
    if state.workspace.layer(layer).geometry is None:
        raise NotFoundError(Issue("layer-without-tiles", params={"layer": layer}))
    return library().keep(state, ("tiles", layer), lambda: tileset_of(layer_table(state.workspace, layer)))


def overlay_tiles(state: State, layer: str) -> Tileset:
    """The tiles of what the atlas draws of a layer: the shown rows and the key of their colour, nothing else.

    Raises
        NotFoundError: there is no such layer, or nothing of it is drawn over the map.
    """
    overlay = overlay_of(library(), state, layer)
    if overlay is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    colours = Column("c", pa.array([swatch.key for swatch in overlay.legend], pa.string()), overlay.members)
    return library().keep(state, ("overlay tiles", layer), lambda: Tileset(layer, make_pyramid(overlay.shapes), (colours,)))


@dataclass(frozen=True, slots=True)
class TileSource:
    """One of the two sets of tiles that a layer has, and the address at which it is served."""

    kind: str
    endpoint: str
    tileset: Callable[[State, str], Tileset]

    def state(self, state: State, layer: str) -> State:
        """What the tiles depend on: all rows of a layer on nothing else, what the atlas shows of it on the place as well."""
        return state.of_layer(layer) if self.kind == "layer" else state


LAYER_TILES: Final = TileSource("layer", "tiles.of_layer", public_tiles)
OVERLAY_TILES: Final = TileSource("overlay", "tiles.of_overlay", overlay_tiles)


def tiles_address(source: TileSource, state: State, layer: str, *, external: bool = False) -> str:
    """The address of a layer's tiles with {z}, {x} and {y} in it, and the version that a browser may keep for ever."""
    parts = url_for(source.endpoint, layer=layer, zoom="z", column="x", row="y", _external=external)
    address = parts.removesuffix("/z/x/y") + "/{z}/{x}/{y}.mvt"
    return f"{address}?{VERSION}={_version(source.state(state, layer), layer)}"


def _version(state: State, layer: str) -> str:
    """The number of the layer's revision, and a digest of all that its tiles are made from."""
    fields = tuple((item.name, item.public) for item in state.workspace.layer(layer).fields)
    digest = hashlib.sha256(repr((state.version, fields)).encode()).hexdigest()[:_DIGITS]
    revision = state.revisions.get(layer)
    return f"{0 if revision is None else revision.number}-{digest}"


def read_tile(zoom: str, column: str, row: str) -> Tile:
    """The tile that an address names; its row may end with `.mvt`.

    Raises
        ParameterError: zoom, column or row is no whole number.
        NotFoundError: there is no such tile.

    >>> read_tile("3", "4", "2.mvt")
    Tile(zoom=3, x=4, y=2)
    """
    texts = (zoom, column, row.removesuffix(".mvt"))
    issue = Issue("unknown-tile", params={"tile": "/".join((zoom, column, row)), "last": str(MAX_ZOOM)})
    if not all(text.isascii() and text.isdigit() and len(text) <= _DIGITS for text in texts):
        raise ParameterError(issue)
    tile = Tile(*(int(text) for text in texts))
    if not tile.exists:
        raise NotFoundError(issue)
    return tile


def answer(source: TileSource, layer: str, tile: Tile) -> Response:
    """A tile as a response: nothing (204) where it shows nothing; for ever where the address names its version.

    What an address names with its version is what was kept under it, so that the store is not asked what is current. Each
    audience has its own: whoever learns the version of a draft finds nothing under it.
    """
    kept = cast(BoundedCache, current_app.extensions["mahalle.tiles"])
    version, audience = request.args.get(VERSION, ""), visitor().audience
    content = kept.find((audience, source.kind, layer, version, tile))
    if content is None:
        state = source.state(library().state(), layer)
        version = _version(state, layer)
        content = kept.get((audience, source.kind, layer, version, tile), lambda: source.tileset(state, layer).tile(tile) or b"")
    tag = f"{source.kind}-{version}-{tile.zoom}-{tile.x}-{tile.y}"
    return _response(content, tag, for_ever=request.args.get(VERSION) == version)


def _response(content: bytes, tag: str, *, for_ever: bool) -> Response:
    response = Response(content, status=200 if content else 204, mimetype=MIMETYPE)
    response.vary.add("Accept-Encoding")
    if content and request.accept_encodings["gzip"]:
        response.headers["Content-Encoding"] = "gzip"
    elif content:
        response.set_data(gzip.decompress(content))
    # Weak: compressed or not, it is the same tile.
    response.set_etag(tag, weak=True)
    if for_ever:
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR_S}, immutable"
    response.make_conditional(request)
    return response
