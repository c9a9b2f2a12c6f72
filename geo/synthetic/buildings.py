"""Buildings, the parcels and addresses that they have, and the damage that each took: a row a building."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.synthetic.apportion import Floats, Integers
from geo.synthetic.ground_plan import Geometries
from geo.synthetic.homes import DAMAGE
from geo.synthetic.town import Town, choices, days, drawn, points

WALK_M = 500.0
# A home nearer than this to the limit is moved: no rounding of coordinates can put it on the other side.
_DOUBT_M = 1.0
_EARTHQUAKE = "2023-02-06"


def building_numbers(town: Town) -> list[str]:
    """An invented id for each building."""
    return [f"YK{number:07d}" for number in range(1, len(town.homes.rows) + 1)]


def homes_at(town: Town) -> Integers:
    """Where each building stands: the middle of its block, moved aside where a park is almost exactly `WALK_M` away."""
    homes, plan = town.homes, town.plan
    centres = plan.block_centres(homes.rows, homes.columns)
    parks = town.zone_shapes[town.zones_for("park")]
    if not len(parks):
        return centres
    aside = max(2, plan.step_m // 10)
    tried = [np.array(move) * aside for move in ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1))]
    doubt = np.flatnonzero(np.abs(_distances(points(centres), parks) - WALK_M) < _DOUBT_M)
    margins = np.stack([np.abs(_distances(points(centres[doubt] + move), parks) - WALK_M) for move in tried])
    if len(doubt):
        centres[doubt] += np.stack(tried)[margins.argmax(axis=0)]
    return centres


def is_near_park(town: Town, at: Integers) -> np.ndarray:
    """Whether a park lies within `WALK_M` of each point, as the crow flies."""
    parks = town.zone_shapes[town.zones_for("park")]
    return _distances(points(at), parks) <= WALK_M if len(parks) else np.zeros(len(at), dtype=bool)


def building_rows(town: Town, at: Integers) -> gpd.GeoDataFrame:
    """The buildings that stand: columns of the buildings layer."""
    homes, rng = town.homes, town.chance["buildings"]
    count = len(homes.rows)
    half = np.maximum(2, (town.plan.step_m * rng.uniform(0.12, 0.2, size=(count, 2))).astype(np.int64))
    footprint = 4 * half[:, 0] * half[:, 1]
    shapes = shapely.box(*(at - half).T.astype(float), *(at + half).T.astype(float))
    blocks, parcels = town.parcels_of(homes.rows, homes.columns)
    rows = drawn(
        {
            "neighbourhood_name": town.names_of(homes.neighbourhood),
            "building_no": building_numbers(town),
            "use": choices(rng, count, {"residential": 0.85, "mixed": 0.15}),
            "storeys": homes.storeys,
            "footprint_m2": footprint.astype(float),
            "floor_area_m2": (footprint * homes.storeys).astype(float),
            "dwelling_count": homes.dwellings,
            "construction": choices(rng, count, {"reinforced_concrete": 0.8, "masonry": 0.17, "steel": 0.03}),
            "year_built": rng.integers(1950, 2023, size=count),
            "has_occupancy_permit": rng.random(count) < 0.6,
            "block_no": blocks,
            "parcel_no": parcels,
        },
        shapes,
    )
    return rows[homes.stands].reset_index(drop=True)


def damage_rows(town: Town) -> pd.DataFrame:
    """The assessment of every building that there was: columns of the damage layer."""
    homes, rng = town.homes, town.chance["buildings"]
    blocks, parcels = town.parcels_of(homes.rows, homes.columns)
    cleared = days(rng, len(homes.rows), "2023-06-01", "2025-06-30")
    return pd.DataFrame(
        {
            "neighbourhood_name": town.names_of(homes.neighbourhood),
            "damage_class": [DAMAGE[grade] for grade in homes.damage],
            "building_count": 1,
            "dwelling_count": homes.dwellings,
            "building_no": building_numbers(town),
            "block_no": blocks,
            "parcel_no": parcels,
            "assessed_on": days(rng, len(homes.rows), _EARTHQUAKE, "2023-05-31"),
            "is_demolished": ~homes.stands,
            "demolished_on": [day if gone else None for day, gone in zip(cleared, ~homes.stands, strict=True)],
        }
    )


def address_rows(town: Town, at: Integers) -> gpd.GeoDataFrame:
    """A door for each building that there was: columns of the address_points layer."""
    homes = town.homes
    counts = np.bincount(homes.neighbourhood)
    door = np.arange(len(homes.rows)) - np.repeat(counts.cumsum() - counts, counts) + 1
    names = town.names_of(homes.neighbourhood)
    blocks, parcels = town.parcels_of(homes.rows, homes.columns)
    return drawn(
        {
            "neighbourhood_name": names,
            "street": [avenue_of(name) for name in names],
            "door_no": [str(number) for number in door],
            "address_code": [str(9_000_000_001 + number) for number in range(len(door))],
            "building_no": building_numbers(town),
            "use": np.where(homes.stands, "dwelling", "demolished"),
            "block_no": blocks,
            "parcel_no": parcels,
        },
        points(at),
    )


def avenue_of(name: str) -> str:
    """The main street of a neighbourhood.

    >>> avenue_of("Işıklar")
    'Işıklar Caddesi'
    """
    return f"{name} Caddesi"


def _distances(at: Geometries, parks: Geometries) -> Floats:
    tree = shapely.STRtree(parks)
    _, distance = tree.query_nearest(at, all_matches=False, return_distance=True)
    return np.asarray(distance, dtype=np.float64)
