"""Parks, facilities and cemeteries on the zones that are drawn for them, and what is protected."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.synthetic.town import Town, choices, counted, days, drawn, points

# What stands on a zone of each use, in turn.
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "education": ("primary_school", "secondary_school", "nursery", "high_school"),
    "health": ("family_health_centre", "family_health_centre", "hospital"),
    "cultural": ("cultural_centre",),
    "social": ("community_house", "condolence_house"),
    "worship": ("worship",),
    "municipal_service": ("municipal_office", "market_place", "municipal_yard"),
    "sport": ("sport_facility",),
}
_TITLES: Final[Mapping[str, str]] = {
    "primary_school": "İlkokulu",
    "secondary_school": "Ortaokulu",
    "nursery": "Kreşi",
    "high_school": "Lisesi",
    "family_health_centre": "Aile Sağlığı Merkezi",
    "hospital": "Hastanesi",
    "cultural_centre": "Kültür Merkezi",
    "community_house": "Mahalle Evi",
    "condolence_house": "Taziye Evi",
    "worship": "Camii",
    "municipal_office": "Hizmet Binası",
    "market_place": "Pazar Yeri",
    "municipal_yard": "Şantiyesi",
    "sport_facility": "Spor Tesisi",
}
_M2_PER_GRAVE: Final = 5


def park_rows(town: Town) -> gpd.GeoDataFrame:
    """A park on each zone drawn as one, with its shape and area: columns of the parks layer."""
    rng, zones = town.chance["public_places"], town.zones_for("park")
    names = town.names_of(town.neighbourhoods_of(zones))
    shapes = town.zone_shapes[zones]
    area_m2 = np.bincount(town.plan.zone_of_plot, town.plan.area_m2(town.plan.plots))[zones]
    count = len(zones)
    return drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{name} {number} Parkı" for name, number in zip(names, counted(names), strict=True)],
            "kind": choices(rng, count, {"park": 0.7, "playground": 0.2, "sport_park": 0.1}),
            "area_m2": area_m2,
            "active_area_m2": area_m2 * 4 // 5,
            "state": choices(rng, count, {"in_use": 0.8, "damaged": 0.12, "shelter": 0.08}),
            "is_accessible": rng.random(count) < 0.5,
            "opened_on": days(rng, count, "1990-01-01", "2024-12-31"),
        },
        shapes,
    )


def facility_rows(town: Town) -> gpd.GeoDataFrame:
    """A facility on each zone for one, and in each neighbourhood the office of its head, of which only the address is known."""
    rng, plan = town.chance["public_places"], town.plan
    zones = town.zones_for(*_KINDS)
    count = len(zones)
    by_use: dict[str, int] = dict.fromkeys(_KINDS, 0)
    kinds = []
    for use in town.use_names(zones):
        kinds.append(_KINDS[use][by_use[use] % len(_KINDS[use])])
        by_use[use] += 1
    names = town.names_of(town.neighbourhoods_of(zones))
    titles = [f"{name} {_TITLES[kind]}" for name, kind in zip(names, kinds, strict=True)]
    area_m2 = np.bincount(plan.zone_of_plot, plan.area_m2(plan.plots))[zones]
    located = drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{title} {number}" for title, number in zip(titles, counted(titles), strict=True)],
            "kind": kinds,
            "capacity": rng.integers(5, 60, size=count) * 10.0,
            "area_m2": area_m2,
            "floor_area_m2": area_m2 // 10 * rng.integers(2, 9, size=count),
            "state": choices(rng, count, {"in_use": 0.85, "damaged": 0.1, "closed": 0.05}),
            "operator": choices(rng, count, {"Örnek Belediyesi": 0.4, "İlgili bakanlık": 0.6}),
            "opened_on": days(rng, count, "1970-01-01", "2024-12-31"),
        },
        points(plan.middles(plan.plots[plan.first_plot_of_zone[zones]])),
    )
    offices = pd.DataFrame(
        {
            "neighbourhood_name": town.names,
            "name": [f"{name} Muhtarlığı" for name in town.names],
            "kind": "mukhtar_office",
            "address": [f"{name} Caddesi No: 1" for name in town.names],
            "state": "in_use",
        }
    )
    return gpd.GeoDataFrame(pd.concat([located, offices], ignore_index=True), geometry="geometry", crs=located.crs)


def cemetery_rows(town: Town) -> gpd.GeoDataFrame:
    """A cemetery on each zone drawn as one: columns of the cemeteries layer."""
    rng, zones = town.chance["public_places"], town.zones_for("cemetery")
    names = town.names_of(town.neighbourhoods_of(zones))
    area_m2 = np.bincount(town.plan.zone_of_plot, town.plan.area_m2(town.plan.plots))[zones]
    capacity = area_m2.astype(np.int64) // _M2_PER_GRAVE
    return drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{name} {number} Mezarlığı" for name, number in zip(names, counted(names), strict=True)],
            "area_m2": area_m2,
            "grave_capacity": capacity,
            "graves_used": (capacity * rng.uniform(0.2, 0.9, size=len(zones))).astype(np.int64),
            "state": "in_use",
            "is_walled": rng.random(len(zones)) < 0.7,
            "opened_on": days(rng, len(zones), "1940-01-01", "2020-12-31"),
        },
        town.zone_shapes[zones],
    )


def heritage_rows(town: Town) -> gpd.GeoDataFrame:
    """One registered building in every second neighbourhood: columns of the cultural_heritage layer."""
    rng = town.chance["public_places"]
    places = np.arange(0, len(town.names), 2)
    count = len(places)
    south, north, west, east = town.plan.neighbourhoods[places].T
    rows, columns = rng.integers(south, north), rng.integers(west, east)
    blocks, parcels = town.parcels_of(rows, columns)
    kinds = choices(rng, count, {"civil": 0.5, "monumental": 0.3, "fountain_bridge": 0.2})
    titles = {"civil": "Konağı", "monumental": "Hanı", "fountain_bridge": "Köprüsü"}
    names = town.names_of(places)
    return drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{name} {titles[kind]}" for name, kind in zip(names, kinds, strict=True)],
            "inventory_no": [f"ENV-{number:05d}" for number in range(1, count + 1)],
            "kind": kinds,
            "grade": choices(rng, count, {"group_1": 0.4, "group_2": 0.6}),
            "registered_on": days(rng, count, "1980-01-01", "2022-12-31"),
            "decision_no": [f"{number + 100}" for number in range(count)],
            "state": choices(rng, count, {"sound": 0.5, "moderate": 0.3, "severe": 0.2}),
            "block_no": blocks,
            "parcel_no": parcels,
        },
        points(town.plan.block_centres(rows, columns)),
    )
