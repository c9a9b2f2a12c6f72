"""A place as text: one corner a line, latitude first, as people read it off a map; and as a shape."""

import re
from dataclasses import dataclass
from typing import Final, Literal

import shapely

from geo.errors import RefusedError
from geo.issues import Issue, Words

PlaceKind = Literal["keep", "none", "point", "line", "area"]
KINDS: Final[tuple[PlaceKind, ...]] = ("keep", "none", "point", "line", "area")
# More corners than anybody moves by hand: such a shape stays as it is, or is drawn anew.
_MOST_POINTS: Final = 200
_MOST_TEXT_POINTS: Final = 2000
_LEAST: Final = {"point": 1, "line": 2, "area": 3}
_WORDS: Final = {"point": Words("Nokta", "A point"), "line": Words("Çizgi", "A line"), "area": Words("Alan", "An area")}
_PAIR = re.compile(r"\s*([0-9]{1,3}(?:[.,][0-9]+)?)\s*[;,\s]\s*([0-9]{1,3}(?:[.,][0-9]+)?)\s*")


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A place in a form: its kind, and its corners as text; `is_simple`: whether the text is all of the shape."""

    kind: PlaceKind
    text: str
    is_simple: bool


def place_text(shape: shapely.Geometry | None) -> PlaceText:
    """A shape (EPSG:4326) as a form shows it.

    >>> place_text(shapely.Point(36.143, 36.1912))
    PlaceText(kind='point', text='36.191200, 36.143000', is_simple=True)
    """
    if shape is None or shape.is_empty:
        return PlaceText("none", "", is_simple=True)
    parts = shapely.get_parts(shape)
    dimension = int(shapely.get_dimensions(shape))
    kind: PlaceKind = ("point", "line", "area")[dimension]
    has_holes = dimension == 2 and any(shapely.get_num_interior_rings(part) for part in parts)
    if len(parts) != 1 or has_holes or shapely.get_num_coordinates(shape) > _MOST_POINTS:
        return PlaceText(kind, "", is_simple=False)
    corners = shapely.get_coordinates(parts[0])
    corners = corners[:-1] if dimension == 2 else corners
    return PlaceText(kind, "\n".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in corners), is_simple=True)


def shape_of(kind: PlaceKind, text: str) -> shapely.Geometry | None:
    """The shape (EPSG:4326) that was typed or clicked; None for no place.

    Raises
        RefusedError: `edit-bad-coordinates`, `edit-too-few-points`.

    >>> shape_of("point", "36,1912 36,1430").wkt
    'POINT (36.143 36.1912)'
    """
    if kind in ("none", "keep"):
        return None
    corners = [_corner(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    least = _LEAST[kind]
    if len(corners) < least or len(corners) > _MOST_TEXT_POINTS:
        params: dict[str, Words | int] = {"kind": _WORDS[kind], "least": least, "count": len(corners)}
        raise RefusedError(Issue("edit-too-few-points", params=params))
    if kind == "point":
        return shapely.Point(corners[-1])
    return shapely.LineString(corners) if kind == "line" else shapely.Polygon(corners)


def _corner(line: str, number: int) -> tuple[float, float]:
    match = _PAIR.fullmatch(line)
    if match is None:
        raise RefusedError(Issue("edit-bad-coordinates", old=line.strip()[:60], params={"line": number}))
    latitude, longitude = (float(text.replace(",", ".")) for text in match.groups())
    return longitude, latitude
