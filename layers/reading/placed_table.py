"""Shapes that stand in a table: a column of WKT, longitude and latitude, or x and y in metres."""

import re
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.issues import Issue
from geo.numbers import parse_column
from layers.reading.table import Table, heading_key

_WKT = re.compile(
    r"\s*(?:SRID=(?P<epsg>\d{4,6});)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*[(E]",
    re.IGNORECASE,
)
# Headings of the two axes, the eastern one first; the first pair that a table has is taken.
_AXES = (
    ({"boylam", "longitude", "lon", "lng", "long"}, {"enlem", "latitude", "lat"}),
    (
        {"x", "x koordinati", "koordinat x", "x koordinat", "koor x"},
        {"y", "y koordinati", "koordinat y", "y koordinat", "koor y"},
    ),
    ({"saga", "saga deger", "dogu", "easting", "east"}, {"yukari", "yukari deger", "kuzey", "northing", "north"}),
)


def placed_features(table: Table) -> tuple[gpd.GeoDataFrame | None, list[Issue]]:
    """The rows of a table with their shapes, indexed by line; None where it holds no place. Without a CRS unless it says one."""
    lines = [row.line for row in table.rows]
    attributes = {
        heading or f"#{place + 1}": [row.cells[place] for row in table.rows] for place, heading in enumerate(table.headings)
    }
    frame = pd.DataFrame(attributes, index=lines)
    for heading in frame.columns:
        texts = [text for text in frame[heading] if text]
        if texts and all(_WKT.match(text) for text in texts[:20]):
            return _from_wkt(frame, heading)
    keys = [heading_key(heading) for heading in table.headings]
    for east, north in _AXES:
        found = [[place for place, key in enumerate(keys) if key in axis] for axis in (east, north)]
        if all(len(places) == 1 for places in found):
            return _from_axes(table, frame, found[0][0], found[1][0])
    return None, []


def is_place_heading(heading: str, placed: gpd.GeoDataFrame) -> bool:
    """Whether a heading of a placed table is where its shapes were taken from, and so no attribute."""
    was_wkt = bool(heading) and heading not in placed.columns
    return was_wkt or any(heading_key(heading) in axis for axes in _AXES for axis in axes)


def _from_wkt(frame: pd.DataFrame, heading: str) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    texts = frame[heading]
    shapes = shapely.from_wkt(
        [re.sub(r"^\s*SRID=\d+;", "", text, flags=re.IGNORECASE) or None for text in texts], on_invalid="ignore"
    )
    issues = [
        Issue("malformed-shape", row=int(line), column=heading, old=text[:60])
        for line, text, shape in zip(frame.index, texts, shapes, strict=True)
        if text and shape is None
    ]
    stated = {match["epsg"] for text in texts if (match := _WKT.match(text)) and match["epsg"]}
    crs = int(stated.pop()) if len(stated) == 1 else None
    return gpd.GeoDataFrame(frame.drop(columns=heading), geometry=list(shapes), index=frame.index, crs=crs), issues


def _from_axes(table: Table, frame: pd.DataFrame, east: int, north: int) -> tuple[gpd.GeoDataFrame, list[Issue]]:
    issues = []
    axes = []
    for place in (east, north):
        values, broken = _coordinates([row.value(place) for row in table.rows])
        axes.append(values)
        issues += [
            Issue(
                "malformed-number", row=table.rows[number].line, column=table.headings[place], old=table.rows[number].cells[place]
            )
            for number in broken
        ]
    xy = np.column_stack(axes)
    whole = np.isfinite(xy).all(axis=1)
    shapes = np.full(len(xy), None, dtype=object)
    shapes[whole] = shapely.points(xy[whole])
    degrees = bool(whole.any()) and bool((np.abs(np.median(xy[whole], axis=0)) <= 180).all())
    geometry = gpd.GeoSeries(shapes, index=frame.index, crs=WGS84 if degrees else None)
    return gpd.GeoDataFrame(frame, geometry=geometry), issues


def _coordinates(cells: Sequence[str | float]) -> tuple[npt.NDArray[np.float64], list[int]]:
    """The numbers of one axis, and the cells that are none; 36.149 is 36149 only where degrees are not meant."""
    column = parse_column(cells)
    if column.undecided:
        read = {style: _values(parse_column(cells, fallback=style).numbers) for style in ("tr", "en")}
        in_degrees = [style for style, values in read.items() if np.nanmedian(np.abs(values)) <= 180]
        column = parse_column(cells, fallback="en" if in_degrees == ["en"] else "tr")
    return _values(column.numbers), [*column.malformed, *column.undecided]


def _values(numbers: Sequence[object]) -> npt.NDArray[np.float64]:
    return np.array([np.nan if (value := getattr(number, "value", None)) is None else value for number in numbers], dtype=float)
