"""What a page draws its maps from: made once for the boundaries of an atlas, whatever the map shows."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from geo.outline import Outlines, outlines
from layers.atlas import Atlas
from web.asking import Question, address
from web.library import Held
from web.maps import draw_map, is_tall, screen_shapes

MapName = Literal["atlas", "sol", "sag"]
BOUNDARIES, VERSION = "sinir", "v"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Drawing:
    """The container of the map, its script with version and address, and the outlines for where there are no scripts."""

    html: str
    script: str
    version: str
    address: str
    picture: Outlines
    is_tall: bool


def make_drawing(question: Question, atlas: Atlas, name: MapName = "atlas") -> Drawing:
    """The drawing of the boundaries that an atlas has; neighbourhoods are in its order."""
    number = atlas.revisions["boundaries"].number

    def make() -> Drawing:
        shapes = question.library.keep(question.state, ("shapes", number), lambda: screen_shapes(atlas.neighbourhoods))
        drawn = draw_map(shapes, name)
        version = hashlib.sha256(drawn.script.encode()).hexdigest()[:_DIGITS]
        where = address("shapes.as_script", {"drawing": name, BOUNDARIES: str(number), VERSION: version})
        return Drawing(drawn.html, drawn.script, version, where, outlines(atlas.neighbourhoods), is_tall(shapes))

    return question.library.keep(question.state, ("drawing", name, number), make)


def boundaries_held(question: Question, number: int) -> Held:
    """What an atlas has to be held at for the boundaries to be those of a revision."""
    current = question.atlas.revisions["boundaries"].number
    return () if number == current else (("boundaries", number),)
