"""Municipal property: parcels on blocks where no building stands, and the parcels of all buildings beside them."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.synthetic.apportion import Integers
from geo.synthetic.land_uses import USES
from geo.synthetic.town import Town, choices, days, drawn

_PER_PLACE: Final = 8
_SHARES: Final = (1, 2, 4)
_NATURES: Final = {
    "park": "park",
    "cemetery": "cemetery",
    "agriculture": "field",
    "olive_grove": "olive_grove",
    "municipal_service": "municipal_service",
}
_LEASED: Final = 0.15
_OCCUPIED: Final = 0.05


def asset_rows(town: Town) -> gpd.GeoDataFrame:
    """About eight parcels in each neighbourhood, wholly or partly the municipality's: columns of the assets layer."""
    rng = town.chance["property"]
    rows, columns = _free_blocks(town)
    count = len(rows)
    blocks, parcels = town.parcels_of(rows, columns)
    area_m2 = town.plan.block_area_m2[rows, columns]
    uses = [USES[use] for use in town.uses[town.plan.zone_of_plot[town.plot_of_block[rows, columns]]]]
    leased = rng.random(count) < _LEASED
    return drawn(
        {
            "neighbourhood_name": town.names_of(town.neighbourhood_of_block[rows, columns]),
            "block_no": blocks,
            "parcel_no": parcels,
            "nature": [_NATURES.get(use, "building_plot") for use in uses],
            "parcel_count": 1,
            "net_area_m2": area_m2.astype(float),
            "share_area_m2": area_m2 / rng.choice(_SHARES, size=count),
            "is_leased": leased,
            "is_occupied": ~leased & (rng.random(count) < _OCCUPIED),
            "acquired_on": days(rng, count, "1960-01-01", "2024-12-31"),
        },
        town.plan.polygons(_as_rectangles(rows, columns)),
    )


def parcel_rows(town: Town, assets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The parcel of each building that there was, and those of the municipality: columns of the parcels layer."""
    rng, rows, columns = town.chance["property"], town.homes.rows, town.homes.columns
    blocks, parcels = town.parcels_of(rows, columns)
    of_homes = drawn(
        {
            "neighbourhood_name": town.names_of(town.homes.neighbourhood),
            "block_no": blocks,
            "parcel_no": parcels,
            "area_m2": town.plan.block_area_m2[rows, columns].astype(float),
            "nature": "Arsa",
        },
        town.plan.polygons(_as_rectangles(rows, columns)),
    )
    owned = assets[["neighbourhood_name", "block_no", "parcel_no", "geometry"]].assign(
        area_m2=assets["net_area_m2"], nature="Arsa"
    )
    both = pd.concat([of_homes, owned], ignore_index=True)
    return both.assign(kind=choices(rng, len(both), {"zoning": 0.7, "cadastral": 0.3}))


def _free_blocks(town: Town) -> tuple[Integers, Integers]:
    """Some blocks of each neighbourhood that carry no building, in the order of the neighbourhoods."""
    taken = np.zeros_like(town.plot_of_block, dtype=bool)
    taken[town.homes.rows, town.homes.columns] = True
    rows, columns = np.nonzero(~taken)
    owner = town.neighbourhood_of_block[rows, columns]
    order = np.lexsort([town.chance["property"].random(len(rows)), owner])
    counts = np.bincount(owner, minlength=len(town.names))
    rank = np.arange(len(order)) - np.repeat(counts.cumsum() - counts, counts)
    order = order[rank < _PER_PLACE]
    return rows[order], columns[order]


def _as_rectangles(rows: Integers, columns: Integers) -> Integers:
    return np.column_stack([rows, rows + 1, columns, columns + 1])
