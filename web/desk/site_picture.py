"""Chosen sites over the neighbourhoods as SVG: a numbered dot each, in the colour of its year; needs no script and prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import geopandas as gpd
import shapely

from geo.crs import WGS84
from layers.boundaries import SKETCH
from web.desk.asking import DeskQuestion
from web.desk.layer import neighbourhoods_of
from web.desk.picture import Drawn, ground_of, sheet_for
from web.palettes import colours, ink_on

_MOST_COLOURS = 7


class Numbered(Protocol):
    """What a dot says: its number, year and title."""

    @property
    def order(self) -> int:
        """The place in the order of building."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def title(self) -> str:
        """What people call it."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A site: where it lies in the picture, its number, its title, and the colours of its year and of the number on it."""

    x: int
    y: int
    number: int
    title: str
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class YearColour:
    """The colour of a year, or of all years from it on."""

    year: int
    colour: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class SitePicture:
    """A picture of `width` times `height`, north up."""

    width: int
    height: int
    ground: tuple[Drawn, ...]
    dots: tuple[Dot, ...]
    years: tuple[YearColour, ...]
    on_sketch: bool


def picture_sites(question: DeskQuestion, sites: Sequence[Numbered], shapes: Sequence[Mapping[str, Any]]) -> SitePicture | None:
    """Sites with their shapes (GeoJSON) over the neighbourhoods; None where there is nothing to draw."""
    neighbourhoods = neighbourhoods_of(question)
    if neighbourhoods is None or not sites:
        return None
    drawn = gpd.GeoSeries([shapely.geometry.shape(shape) for shape in shapes], crs=WGS84).representative_point()
    sheet = sheet_for([neighbourhoods.geometry, drawn])
    if sheet is None:
        return None
    years = sorted({site.year for site in sites})
    ramp = colours(min(len(years), _MOST_COLOURS), 0, diverging=False)
    by_year = {year: ramp[min(place, len(ramp) - 1)] for place, year in enumerate(years)}
    points = drawn.to_crs(sheet.crs)
    dots = [
        Dot(
            round((point.x - sheet.west) * sheet.scale),
            round((sheet.north - point.y) * sheet.scale),
            site.order,
            f"{site.order}. {site.title}, {site.year}",
            by_year[site.year],
            ink_on(by_year[site.year]),
        )
        for site, point in zip(sites, points, strict=True)
    ]
    shown = years[: len(ramp)]
    return SitePicture(
        sheet.width,
        sheet.height,
        ground_of(sheet, neighbourhoods),
        # the first lie on top
        tuple(reversed(dots)),
        tuple(YearColour(year, by_year[year], year == shown[-1] and len(years) > len(shown)) for year in shown),
        bool((neighbourhoods["kind"] == SKETCH).any()),
    )
