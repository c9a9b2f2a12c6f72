"""Streets along the edges of blocks, joined at every corner, and the works that dig them up."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.synthetic.apportion import Integers
from geo.synthetic.buildings import avenue_of
from geo.synthetic.ground_plan import Geometries
from geo.synthetic.town import Town, choices, days, drawn

_STREETS_EACH_WAY = 4
_AVENUE_WIDTHS_M = (14, 20, 25)
_STREET_WIDTHS_M = (5, 7, 10)
_WORK_YEARS = (2024, 2025, 2026)
_WORKS_PER_STREETS = 8


def road_rows(town: Town) -> gpd.GeoDataFrame:
    """An avenue on the south and the west side of each neighbourhood, and streets between: columns of the roads layer."""
    rng = town.chance["streets"]
    lines: list[tuple[int, int, int, int]] = []
    owner: list[int] = []
    names: list[str] = []
    for number, (south, north, west, east) in enumerate(town.plan.neighbourhoods.tolist()):
        name = town.names[number]
        rows = range(south, north, max(2, -(-(north - south) // _STREETS_EACH_WAY)))
        columns = range(west, east, max(2, -(-(east - west) // _STREETS_EACH_WAY)))
        mine = [(row, row, west, east) for row in rows] + [(south, north, column, column) for column in columns]
        streets = iter(range(1, len(mine)))
        for line in mine:
            is_south, is_west = line[0] == line[1] == south, line[2] == line[3] == west
            street = avenue_of(name) if is_south else f"{name} Bulvarı" if is_west else f"{name} {next(streets)}. Sokak"
            names.append(street)
        lines += mine
        owner += [number] * len(mine)
    shapes = _lines(town, np.array(lines, dtype=np.int64))
    wide = np.array([not name.endswith("Sokak") for name in names])
    width = np.where(wide, rng.choice(_AVENUE_WIDTHS_M, size=len(wide)), rng.choice(_STREET_WIDTHS_M, size=len(wide)))
    classes = {"Caddesi": "avenue", "Bulvarı": "boulevard", "Sokak": "street"}
    return drawn(
        {
            "neighbourhood_name": [town.names[number] for number in owner],
            "name": names,
            "road_class": [classes[name.rpartition(" ")[2]] for name in names],
            "width_m": width.astype(float),
            "length_m": np.round(shapely.length(shapes), 2),
            "surface": choices(rng, len(names), {"hot_asphalt": 0.5, "paving_stone": 0.35, "gravel": 0.15}),
            "state": choices(rng, len(names), {"good": 0.5, "fair": 0.3, "bad": 0.2}),
            "has_pavement": wide,
            "surfaced_on": days(rng, len(names), "2005-01-01", "2024-12-31"),
        },
        shapes,
    )


def work_rows(town: Town, roads: gpd.GeoDataFrame) -> pd.DataFrame:
    """Works in some of the streets, by neighbourhood and street without a shape: columns of the infrastructure_works layer."""
    rng = town.chance["streets"]
    count = max(1, len(roads) // _WORKS_PER_STREETS)
    places = np.sort(rng.choice(len(roads), size=count, replace=False))
    dug = roads.iloc[places].reset_index(drop=True)
    # The first street of each neighbourhood is what the programme surfaces: its pipes go first.
    surfaced = ~roads.duplicated("neighbourhood_name").to_numpy()
    year = np.where(surfaced[places], _WORK_YEARS[0], rng.choice(_WORK_YEARS, size=count))
    status = {2024: "completed", 2025: "completed", 2026: "planned"}
    return pd.DataFrame(
        {
            "neighbourhood_name": dug["neighbourhood_name"],
            "street": dug["name"],
            "kind": choices(rng, count, {"water": 0.3, "sewage": 0.3, "electricity": 0.2, "road_surface": 0.2}),
            "agency": choices(rng, count, {"Örnek Su İdaresi": 0.6, "Örnek Belediyesi": 0.4}),
            "year": year,
            "length_m": dug["length_m"],
            "status": [status[one] for one in year.tolist()],
            "starts_on": [f"{one}-04-01" for one in year.tolist()],
            "ends_on": [f"{one}-09-30" for one in year.tolist()],
            "cost_try": np.round(dug["length_m"].to_numpy() * rng.integers(2, 9, size=count)) * 1000.0,
        }
    )


def _lines(town: Town, spans: Integers) -> Geometries:
    """Lines along a row (first row = last row) or a column of corners, with a vertex at each corner."""
    south, north, west, east = spans.T
    counts = (north - south) + (east - west) + 1
    owner = np.repeat(np.arange(len(spans)), counts)
    along = np.arange(len(owner)) - np.repeat(counts.cumsum() - counts, counts)
    goes_east = (south == north)[owner]
    xy = town.plan.corners(south[owner] + along * ~goes_east, west[owner] + along * goes_east)
    lines: Geometries = shapely.linestrings(xy.astype(np.float64), indices=owner)
    return lines
