"""Maps for print, drawn by us as SVG: the neighbourhoods shaded by a figure, lighter for less, so that they read in grey too.

No text of anybody stands in the SVG; names are labels that the typesetter writes over it.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage import simplify_for_screen
from geo.crs import to_metric
from geo.indicators import Indicator
from geo.issues import Words
from geo.printed_classes import classify_for_print
from layers.atlas import Atlas
from layers.reports.document import Key, Label, Picture, indicator_amount, written

# Light to dark: each step is one of brightness, too.
RAMP: Final = ("#eef4f1", "#c3dad2", "#8fb9ae", "#568f85", "#1f5952")
NO_DATA: Final = "#ffffff"
_LINE, _HERE, _CASING = "#46524f", "#b3261e", "#ffffff"
_WIDTH: Final = 1000
# A close-up shows this many times the neighbourhood's own extent.
_SURROUNDINGS: Final = 2.2
# What is narrower than this share of the picture has no room for its name.
_LEAST_LABEL: Final = 0.09
_LONGEST_LABEL: Final = 20


@dataclass(frozen=True, slots=True)
class Shading:
    """The colour of each neighbourhood and what the colours mean."""

    fills: Mapping[Hashable, str]
    legend: tuple[Key, ...]


def shade(atlas: Atlas, indicator: Indicator) -> Shading:
    """Classes of an indicator over all neighbourhoods, with their borders in words."""
    values = atlas.neighbourhoods[indicator.key].astype("float64")
    found = classify_for_print(list(values), indicator.decimals, len(RAMP))
    ramp = [RAMP[round(step)] for step in np.linspace(0, len(RAMP) - 1, max(len(found.borders), 1))]
    fills = {
        place: NO_DATA if member is None else ramp[member] for place, member in zip(values.index, found.members, strict=True)
    }
    legend = [Key(ramp[place], _between(indicator, *border)) for place, border in enumerate(found.borders)]
    if None in found.members:
        legend.append(Key(NO_DATA, Words("veri yok", "no data")))
    return Shading(fills, tuple(legend))


def plain_shading(neighbourhoods: gpd.GeoDataFrame) -> Shading:
    """One light colour for all, where there is nothing to shade by."""
    return Shading(dict.fromkeys(neighbourhoods.index, RAMP[0]), ())


def _between(indicator: Indicator, low: float, high: float) -> Words:
    first, last = indicator_amount(low, indicator), indicator_amount(high, indicator)
    tr, en = (
        written(first, language) if low == high else f"{written(first, language)} … {written(last, language)}"
        for language in ("tr", "en")
    )
    return Words(tr, en)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """The neighbourhoods in metres with their names, made ready once for the pictures of all of them."""

    shapes: gpd.GeoDataFrame
    names: Mapping[Hashable, str]

    @classmethod
    def of(cls, neighbourhoods: gpd.GeoDataFrame) -> "Drawing":
        """The neighbourhoods of an atlas."""
        names = {place: str(name) for place, name in neighbourhoods["name"].items()}
        return cls(to_metric(neighbourhoods[["geometry"]]), names)

    def district(self, shading: Shading, here: Hashable | None, alternative: Words) -> Picture:
        """All neighbourhoods, one of them marked."""
        west, south, east, north = (float(value) for value in self.shapes.total_bounds)
        margin = 0.02 * max(east - west, north - south)
        frame = _Frame(west - margin, south - margin, east + margin, north + margin)
        light = simplify_for_screen(self.shapes, 2.0 / frame.scale)
        svg = _drawn(light.geometry, shading.fills, frame, here)
        return Picture(svg, frame.ratio, frame.width_m, alternative, shading.legend, ())

    def sites(self, shading: Shading, numbered: Sequence[tuple[int, shapely.Point]], alternative: Words) -> Picture:
        """All neighbourhoods with numbered places (in the CRS of the shapes)."""
        whole = self.district(shading, None, alternative)
        west, south, east, north = (float(value) for value in self.shapes.total_bounds)
        margin = (whole.width_m - (east - west)) / 2
        frame = _Frame(west - margin, south - margin, east + margin, north + margin)
        marks = []
        for number, point in numbered:
            x, y = (point.x - frame.west) / frame.width_m, (frame.north - point.y) / frame.height_m
            marks.append(Label(str(number), x, y, is_here=True))
        dots = "".join(
            f'<circle cx="{mark.x_ratio * _WIDTH:.1f}" cy="{mark.y_ratio * _WIDTH * frame.ratio:.1f}" r="7" fill="{_HERE}" '
            f'stroke="{_CASING}" stroke-width="2"/>'
            for mark in marks
        )
        # The number stands beside its dot.
        labels = tuple(Label(mark.text, mark.x_ratio + 0.018, mark.y_ratio, is_here=True) for mark in marks)
        return Picture(
            whole.svg.replace("</svg>", f"{dots}</svg>"), whole.ratio, whole.width_m, alternative, whole.legend, labels
        )

    def close_up(self, shading: Shading, here: Hashable, ratio: float, alternative: Words) -> Picture:
        """One neighbourhood with what lies around it, by name; `ratio` is the height of the picture by its width."""
        west, south, east, north = self.shapes.geometry.loc[here].bounds
        half = _SURROUNDINGS / 2 * max(east - west, (north - south) / ratio)
        x, y = (west + east) / 2, (south + north) / 2
        frame = _Frame(x - half, y - half * ratio, x + half, y + half * ratio)
        window = shapely.box(frame.west, frame.south, frame.east, frame.north)
        cut = self.shapes[self.shapes.intersects(window)].geometry.intersection(window)
        cut = cut[cut.area > 0]
        svg = _drawn(cut.simplify(1.0 / frame.scale), shading.fills, frame, here)
        return Picture(svg, frame.ratio, frame.width_m, alternative, (), tuple(self._labels(cut, frame, here)))

    def _labels(self, cut: gpd.GeoSeries, frame: "_Frame", here: Hashable) -> list[Label]:
        labels = []
        for place, shape in cut.items():
            inside = shapely.maximum_inscribed_circle(shape, tolerance=frame.width_m / 200)
            if place != here and inside.length < _LEAST_LABEL * frame.width_m / 2:
                continue
            x, y = inside.coords[0]
            labels.append(
                Label(
                    _cut(self.names[place]), (x - frame.west) / frame.width_m, (frame.north - y) / frame.height_m, place == here
                )
            )
        return labels


def _cut(name: str) -> str:
    """A name with room on a map; the whole one stands in the title and the tables.

    >>> _cut("Harbiye"), _cut("Şehit Mehmet Kalmaz Cumhuriyet")
    ('Harbiye', 'Şehit Mehmet Kalmaz…')
    """
    return name if len(name) <= _LONGEST_LABEL else f"{name[:_LONGEST_LABEL].rstrip()}…"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the ground that a picture shows, in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width_m(self) -> float:
        return self.east - self.west

    @property
    def height_m(self) -> float:
        return self.north - self.south

    @property
    def ratio(self) -> float:
        return self.height_m / self.width_m

    @property
    def scale(self) -> float:
        return _WIDTH / self.width_m


def _drawn(shapes: gpd.GeoSeries, fills: Mapping[Hashable, str], frame: _Frame, here: Hashable | None) -> str:
    paths = {place: _path(shape, frame) for place, shape in shapes.items()}
    colours = {place: "url(#none)" if fills[place] == NO_DATA else fills[place] for place in paths}
    line = f'stroke="{_LINE}" stroke-width="1.6"'
    drawn = [f'<path d="{path}" fill="{colours[place]}" {line}/>' for place, path in paths.items()]
    if here in paths:
        for colour, width in ((_CASING, 13), (_HERE, 6)):
            line = f'stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"'
            drawn.append(f'<path d="{paths[here]}" fill="none" {line}/>')
    hatch = (
        '<defs><pattern id="none" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="14" height="14" fill="{NO_DATA}"/><rect width="2" height="14" fill="#9aa5a2"/></pattern></defs>'
    )
    size = f'viewBox="0 0 {_WIDTH} {_WIDTH * frame.ratio:.0f}" width="{_WIDTH}" height="{_WIDTH * frame.ratio:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{hatch}{"".join(drawn)}</svg>'


def _path(shape: shapely.Geometry, frame: _Frame) -> str:
    areas: Sequence[shapely.Geometry] = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    lines = []
    for ring in (ring for part in areas for ring in (part.exterior, *part.interiors)):
        xy = (np.asarray(ring.coords)[:-1] - [frame.west, frame.north]) * [frame.scale, -frame.scale]
        lines.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in xy) + "Z")
    return "".join(lines)
