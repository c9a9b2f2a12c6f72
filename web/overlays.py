"""Layers laid over the map: which hold drawn rows, how they are coloured, and what of them one screen needs.

Only fields that are public leave this module. A screen gets as many shapes as it can draw without a frozen second: the largest of
those in view, simplified to what a pixel shows, and the answer says how many there are. A layer of more shapes is drawn as vector
tiles (tiles.py) where the browser can.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.issues import Words
from geo.units import UNITS
from layers.base import Field, LayerSpec
from layers.ground import Ground, zones_in_force
from web.formatting import day, is_known, number
from web.i18n import Speech
from web.library import Library, State

MOST_SHAPES: Final = 3000
_MOST_HITS = 4
_DECIMALS = 5
# No field has this name: those begin with a letter.
_SIZE = "_size"
# The atlas itself, or nothing that is looked at on a map.
_NOT_OVERLAID = frozenset({"boundaries", "population", "centres", "crosswalk"})
_NOT_TOLD = frozenset({"id", "neighbourhood_id", "stated_name", "is_total", "source_row", "source_file", "year"})

OVERLAY_GROUPS: Final[Mapping[str, tuple[Words, tuple[str, ...]]]] = MappingProxyType(
    {
        "plan": (
            Words("Plan ve zemin", "Plan and ground"),
            ("zoning", "plan_areas", "settlement_suitability", "risk_areas", "reserve_areas"),
        ),
        "services": (
            Words("Donatı ve yollar", "Services and roads"),
            ("parks", "facilities", "roads", "cemeteries", "cultural_heritage"),
        ),
        "property": (Words("Taşınmaz ve yapı", "Property and buildings"), ("assets", "parcels", "buildings", "address_points")),
        "works": (
            Words("Yatırım ve çalışma", "Investment and works"),
            ("investments", "other_programmes", "infrastructure_works"),
        ),
        "disaster": (Words("Afet", "Disaster"), ("damage", "assembly_areas", "shelters")),
        "other": (Words("Öteki katmanlar", "Other layers"), ()),
    }
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """One colour of a layer, what it means, and how many drawn rows have it; `key` is empty where a row has no code."""

    key: str
    title: Words
    colour: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A layer's drawn rows in EPSG:4326 by descending size; `members` are places in `legend`, `rows` have its public fields."""

    spec: LayerSpec
    legend: tuple[Swatch, ...]
    shapes: npt.NDArray[np.object_]
    members: npt.NDArray[np.int64]
    rows: pd.DataFrame
    fields: tuple[Field, ...]
    tree: shapely.STRtree
    undrawn: int

    @property
    def name(self) -> str:
        """The layer's name in addresses."""
        return self.spec.name

    @property
    def is_large(self) -> bool:
        """Whether it holds more than a screen draws shape by shape: it is then drawn as vector tiles."""
        return len(self.shapes) > MOST_SHAPES

    @property
    def kind(self) -> str:
        """What most of it is drawn as: `area`, `line` or `point`."""
        dimension = int(np.median(shapely.get_dimensions(self.shapes)))
        return ("point", "line", "area")[dimension]


@dataclass(frozen=True, slots=True)
class OverlayGroup:
    """Layers that belong together."""

    key: str
    title: Words
    overlays: tuple[Overlay, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees east and north."""

    west: float
    south: float
    east: float
    north: float


def overlay_groups(library: Library, state: State) -> tuple[OverlayGroup, ...]:
    """The layers that hold drawn rows, by group; groups without one are left out."""
    stored = library.revisions()
    named = {name for _, names in OVERLAY_GROUPS.values() for name in names}
    groups = []
    for key, (title, names) in OVERLAY_GROUPS.items():
        members = names or tuple(name for name in state.workspace.layers if name not in named)
        found = [overlay for name in members if name in stored and (overlay := overlay_of(library, state, name)) is not None]
        if found:
            groups.append(OverlayGroup(key, title, tuple(found)))
    return tuple(groups)


def overlay_of(library: Library, state: State, name: str) -> Overlay | None:
    """A layer ready to be drawn, made once a revision; None where it has no drawn rows or is none to lay over a map.

    Raises
        NotFoundError: there is no such layer.
    """
    spec = state.workspace.layer(name)
    if spec.geometry is None or name in _NOT_OVERLAID:
        return None
    # A revision of another layer leaves it as it is.
    return library.keep_while(state, {"boundaries", name}.__contains__, ("overlay", name), lambda: _make(spec, state.ground))


def _make(spec: LayerSpec, ground: Ground) -> Overlay | None:
    rows, in_metres = ground.shown(spec.name), ground.rows(spec.name)
    if rows is None or in_metres is None:
        return None
    rows = rows.assign(**{_SIZE: in_metres.area + in_metres.length})
    if spec.name == "zoning":
        # Plans of several levels lie over each other; the one that holds is shown.
        rows = zones_in_force(rows)
    elif spec.by_year:
        # An investment of three years is one thing on the map.
        rows = rows.drop_duplicates("id")
    if rows is None:
        return None
    geometries = rows.geometry.to_numpy()
    drawn = rows[~(shapely.is_missing(geometries) | shapely.is_empty(geometries))]
    if drawn.empty:
        return None
    drawn = drawn.sort_values(_SIZE, ascending=False, kind="stable")
    legend, members = _legend(spec, drawn)
    shapes = drawn.geometry.to_numpy()
    fields = tuple(item for item in spec.fields if item.public and item.name not in _NOT_TOLD and not _restates(item))
    kept = pd.DataFrame(drawn[[item.name for item in fields]]).reset_index(drop=True)
    return Overlay(spec, legend, shapes, members, kept, fields, shapely.STRtree(shapes), len(rows) - len(drawn))


def _restates(field: Field) -> bool:
    return field.name.endswith("_stated")


def _legend(spec: LayerSpec, drawn: gpd.GeoDataFrame) -> tuple[tuple[Swatch, ...], npt.NDArray[np.int64]]:
    """The colours that occur, in the order of the code list, and the place of each row among them."""
    by = spec.style.by
    if by is None or not spec.field(by).public:
        return (Swatch("", Words(spec.title_tr, spec.title_en), spec.style.colour, len(drawn)),), np.zeros(len(drawn), np.int64)
    codes = drawn[by].where(drawn[by].notna(), "").astype(str)
    counts = codes.value_counts()
    known = [code for code in spec.field(by).codes if code.key in counts]
    swatches = [Swatch(c.key, Words(c.title_tr, c.title_en), c.colour or spec.style.colour, int(counts[c.key])) for c in known]
    rest = len(drawn) - sum(swatch.count for swatch in swatches)
    if rest:
        swatches.append(Swatch("", Words("Belirtilmemiş", "Not stated"), spec.style.colour, rest))
    places = {swatch.key: place for place, swatch in enumerate(swatches)}
    members = codes.map(lambda key: places.get(key, len(swatches) - 1)).to_numpy(np.int64)
    return tuple(swatches), members


def draw_overlay(overlay: Overlay, box: Box | None, pixels: int, speech: Speech) -> str:
    """GeoJSON of what one screen shows of a layer: the largest shapes in view, their class and name.

    Parameters
        box: the part of the map that is looked at; None is all of it.
        pixels: height of the screen; what is smaller than one is not drawn.
    """
    if box is None:
        west, south, east, north = (float(value) for value in shapely.total_bounds(overlay.shapes))
        box = Box(west, south, east, north)
        inside = np.arange(len(overlay.shapes))
    else:
        inside = np.sort(overlay.tree.query(shapely.box(box.west, box.south, box.east, box.north)))
    shown = _spread(inside, overlay.kind == "point")
    # A pixel is as high as wide in metres; degrees of latitude are the longer ones, so this errs to more detail.
    simple = shapely.simplify(overlay.shapes[shown], (box.north - box.south) / pixels)
    light = shapely.transform(simple, lambda xy: np.round(xy, _DECIMALS))
    names = overlay.rows["name"].tolist() if "name" in overlay.rows else None
    features = []
    for place, text in zip(shown, shapely.to_geojson(light), strict=True):
        about: dict[str, object] = {"c": overlay.legend[int(overlay.members[place])].key}
        if names is not None and isinstance(names[place], str):
            about["name"] = names[place]
        features.append(f'{{"type":"Feature","properties":{_compact(about)},"geometry":{text}}}')
    about_all = {
        "layer": overlay.name,
        "title": speech.choose(overlay.spec.title_tr, overlay.spec.title_en),
        "total": len(overlay.shapes),
        "in_view": len(inside),
        "shown": len(shown),
        "note": _note(len(inside), len(shown), speech),
    }
    return f'{{"type":"FeatureCollection","metadata":{_compact(about_all)},"features":[{",".join(features)}]}}'


def _spread(inside: npt.NDArray[np.int64], is_point: bool) -> npt.NDArray[np.int64]:
    """At most so many as a screen draws: of areas and lines the largest, of points every so-and-so-many-th."""
    if len(inside) <= MOST_SHAPES:
        return inside
    return inside[np.linspace(0, len(inside) - 1, MOST_SHAPES).astype(np.int64)] if is_point else inside[:MOST_SHAPES]


def _note(in_view: int, shown: int, speech: Speech) -> str:
    if shown == in_view:
        return speech.gettext("%(count)s kayıt çizildi.", count=number(shown, speech.code))
    return speech.gettext(
        "Görünümdeki %(all)s kayıttan %(shown)s tanesi çizildi; yakınlaştırınca hepsi görünür.",
        all=number(in_view, speech.code),
        shown=number(shown, speech.code),
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A row at a point: its class and name on one line, empty where it has neither, and what its public fields say."""

    label: str
    fields: list[dict[str, str]]


def rows_at(overlay: Overlay, lon: float, lat: float, reach: float, speech: Speech) -> list[Hit]:
    """What a layer says of its rows at a point, the smallest row first.

    Parameters
        reach: degrees within which a line or point counts as hit.
    """
    point = shapely.Point(lon, lat)
    near = overlay.tree.query(point, predicate="dwithin", distance=reach)
    places = [int(place) for place in sorted(near, reverse=True)[:_MOST_HITS]]
    return [Hit(_label(overlay, place, speech), _told(overlay, place, speech)) for place in places]


def _label(overlay: Overlay, place: int, speech: Speech) -> str:
    kind = overlay.legend[overlay.members[place]].title
    # A layer of one colour has no classes: its legend repeats its title.
    parts = [speech.choose(kind.tr, kind.en)] if kind.tr != overlay.spec.title_tr else []
    name = overlay.rows["name"].iloc[place] if "name" in overlay.rows else None
    return ": ".join([*parts, *([name] if isinstance(name, str) else [])])


def _told(overlay: Overlay, place: int, speech: Speech) -> list[dict[str, str]]:
    row = overlay.rows.iloc[place]
    told = []
    for field in overlay.fields:
        value = row[field.name]
        if is_known(value):
            told.append({"title": speech.choose(field.title_tr, field.title_en), "value": written(field, value, speech)})
    return told


def written(field: Field, value: object, speech: Speech) -> str:
    """A value of a layer as a page writes it."""
    if not is_known(value):
        return "–"
    if field.type == "code" and (code := field.code(str(value))) is not None:
        return speech.choose(code.title_tr, code.title_en)
    if field.type == "boolean":
        return speech.gettext("evet") if value else speech.gettext("hayır")
    if field.type == "date" and len(str(value)) == len("2026-01-31"):
        return day(str(value), speech.code)
    if field.type in ("integer", "number"):
        unit = UNITS.get(field.unit or "")
        text = number(value, speech.code, None)
        return text if unit is None else f"{text} {speech.choose(unit.tr, unit.en)}"
    return str(value)
