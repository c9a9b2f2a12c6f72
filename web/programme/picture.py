"""The places of investments over the neighbourhoods; the neighbourhoods are drawn once, whatever is chosen."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from layers.boundaries import SKETCH
from layers.investments import LAYER as INVESTMENTS
from web.desk.asking import DeskQuestion
from web.desk.layer import is_boundaries, neighbourhoods_of
from web.desk.picture import MOST_SHAPES, Drawn, Picture, Sheet, ground_of, sheet_for

_MOST_LABEL = 80


@dataclass(frozen=True, slots=True)
class _Ground:
    sheet: Sheet
    drawn: tuple[Drawn, ...]
    is_sketch: bool


def places_picture(question: DeskQuestion, things: gpd.GeoDataFrame) -> Picture | None:
    """The drawn ones among the things (columns name, kind); None where none is, or there are no boundaries."""
    ground = question.library.keep_while(question.state, is_boundaries, ("programme-picture",), lambda: _ground(question))
    shapes = things.geometry.to_numpy(dtype=object)
    places = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    if ground is None or not len(places):
        return None
    shown = things.iloc[places[:MOST_SHAPES]]
    drawn = tuple(
        Drawn(path, kind, str(name)[:_MOST_LABEL], colour=colour_of(code))
        for (path, kind), name, code in zip(ground.sheet.draw(shown.geometry), shown["name"], shown["kind"], strict=True)
    )
    left = len(places) - len(shown)
    return Picture(ground.sheet.width, ground.sheet.height, ground.drawn, drawn, left, on_sketch=ground.is_sketch)


def colour_of(kind: object) -> str:
    """The colour of a kind of investment."""
    code = INVESTMENTS.field("kind").code(str(kind))
    return (None if code is None else code.colour) or INVESTMENTS.style.colour


def whole_picture(question: DeskQuestion, things: gpd.GeoDataFrame) -> Picture | None:
    """The places of the whole programme, which is asked for most: drawn once a state."""
    return question.library.keep(question.state, ("programme-places",), lambda: places_picture(question, things))


def _ground(question: DeskQuestion) -> _Ground | None:
    neighbourhoods = neighbourhoods_of(question)
    sheet = None if neighbourhoods is None else sheet_for([neighbourhoods.geometry])
    if neighbourhoods is None or sheet is None:
        return None
    return _Ground(sheet, ground_of(sheet, neighbourhoods), bool((neighbourhoods["kind"] == SKETCH).any()))
