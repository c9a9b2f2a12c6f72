"""Shapes as a filter writes them: well-known text and BBOX."""

import math
from collections.abc import Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.cql2.tokens import Token, bad_filter
from geo.issues import Words

_BBOX: Final = "BBOX"
_WKT_WORDS: Final = frozenset(
    {"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"}
)
SHAPE_WORDS: Final = _WKT_WORDS | {_BBOX}
_FLAT_CORNERS, _SOLID_CORNERS = 4, 6


def read_shape(found: Sequence[Token], start: int) -> tuple[BaseGeometry, int]:
    """The shape whose word stands at `start`, and where the next token is.

    Raises
        FilterError: it is no shape, or one whose outline crosses itself.

    >>> from geo.cql2.tokens import tokens
    >>> shape, after = read_shape(tokens("BBOX(36,36.1,36.2,36.3))"), 0)
    >>> shape.bounds, after
    ((36.0, 36.1, 36.2, 36.3), 10)
    """
    end = _closing(found, start + 1)
    pieces = found[start : end + 1]
    place = found[start].place
    numbers = [float(token.text) for token in pieces if token.kind == "number"]
    try:
        if not all(map(math.isfinite, numbers)):
            raise ValueError(numbers)
        # Only words, numbers and signs come here: what is put together is well-known text or nothing.
        text = " ".join(token.text for token in pieces)
        shape = _box(numbers) if found[start].keyword == _BBOX else shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise bad_filter(place, Words("bu geometri okunamadı", "this geometry cannot be read")) from error
    if not shape.is_valid:
        raise bad_filter(place, Words("bu geometrinin sınırı kendini kesiyor", "the outline of this geometry crosses itself"))
    return shapely.force_2d(shape), end + 1


def _closing(found: Sequence[Token], start: int) -> int:
    """Where the bracket that opens at `start` (after Z, M or EMPTY) closes."""
    depth = 0
    for place in range(start, len(found)):
        token = found[place]
        if token.kind == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if depth == 0 and token.text == ")":
                return place
        elif token.kind not in ("number", "word"):
            break
    raise bad_filter(found[start - 1].place, Words("bu geometri okunamadı", "this geometry cannot be read"))


def _box(corners: Sequence[float]) -> BaseGeometry:
    if len(corners) == _SOLID_CORNERS:
        corners = (*corners[:2], *corners[3:5])
    if len(corners) != _FLAT_CORNERS:
        raise ValueError(corners)
    west, south, east, north = corners
    if not (west <= east and south <= north):
        raise ValueError(corners)
    return shapely.box(west, south, east, north)
