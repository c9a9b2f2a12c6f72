"""Finding places by what somebody types: neighbourhoods, facilities, parks, investments, parcels, whatever letters they use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.turkish import SortKey, slug, sort_key
from web.asking import Question

# Layers whose rows have a name that people know; of a parcel its block and number.
_NAMED: Final = ("facilities", "parks", "assembly_areas", "investments", "shelters", "cultural_heritage", "cemeteries")
_PARCELS: Final = ("assets", "parcels")
_DECIMALS = 5
_ZOOM: Final = 16
MOST_FOUND: Final = 25


@dataclass(frozen=True, slots=True)
class Found:
    """Something with a name: its layer (empty for a neighbourhood), its neighbourhood, and its place where one is drawn."""

    key: str
    title: str
    layer: str
    neighbourhood_id: str | None
    neighbourhood: str
    place: str
    # The title as it is sorted: working that out takes longer than all else of a search.
    order: SortKey


def find(question: Question, text: str) -> tuple[list[Found], int]:
    """The best matches and how many there are in all: whole names first, then beginnings, then what holds the words.

    Letters are compared as ASCII, so that a keyboard without ş or ı finds Şükrü Balcı Parkı.
    """
    wanted = slug(text)
    if not wanted:
        return [], 0
    known = question.library.keep(question.state, ("named",), lambda: tuple(_named(question)))
    words = wanted.split("-")
    matching: Sequence[Found] = known
    for word in words:
        matching = [item for item in matching if word in item.key]
    ranked = []
    for item in matching:
        rank = 0 if item.key == wanted else 1 if item.key.startswith(wanted) else 2 if f"-{wanted}" in item.key else 3
        ranked.append((rank, item))
    ranked.sort(key=lambda pair: (pair[0], pair[1].layer != "", pair[1].order))
    return [item for _, item in ranked[:MOST_FOUND]], len(ranked)


def _named(question: Question) -> Iterator[Found]:
    atlas = question.atlas
    places = atlas.neighbourhoods.geometry.representative_point()
    for place_id, name in atlas.neighbourhoods["name"].items():
        yield Found(slug(str(name)), str(name), "", str(place_id), str(name), _written(places[place_id]), sort_key(str(name)))
    stored = question.library.revisions()
    for layer in (*_NAMED, *_PARCELS):
        spec = question.state.workspace.layer(layer)
        wanted = ("name",) if layer in _NAMED else ("block_no", "parcel_no")
        rows = question.library.rows(question.state, layer) if layer in stored else None
        if rows is None or not all(spec.field(name).public for name in wanted):
            continue
        yield from _rows(rows.drop_duplicates("id") if spec.by_year else rows, layer, wanted)


def _rows(rows: gpd.GeoDataFrame, layer: str, columns: tuple[str, ...]) -> Iterator[Found]:
    named = rows[rows[list(columns)].notna().all(axis=1)]
    points = named.geometry.representative_point().to_crs(4326)
    titles = named[columns[0]].astype(str)
    for column in columns[1:]:
        titles = titles + "/" + named[column].astype(str)
    for title, point, place_id, name in zip(titles, points, named["neighbourhood_id"], named["neighbourhood_name"], strict=True):
        known = None if pd.isna(place_id) else str(place_id)
        yield Found(slug(title), title, layer, known, "" if pd.isna(name) else str(name), _written(point), sort_key(title))


def _written(point: object) -> str:
    """Latitude, longitude and zoom as the atlas takes them; empty where nothing is drawn."""
    if point is None or getattr(point, "is_empty", True):
        return ""
    return f"{round(point.y, _DECIMALS)},{round(point.x, _DECIMALS)},{_ZOOM}"  # type: ignore[attr-defined]
