"""The layers of the disaster: what the ground bears, what is declared, where people gather and where they live for now."""

from typing import Final

import geopandas as gpd
import numpy as np

from geo.synthetic.ground_plan import cut
from geo.synthetic.town import Town, choices, days, drawn, points

_EVERY_RISK: Final = 6
_EVERY_RESERVE: Final = 8
_EVERY_SHELTER: Final = 4
_M2_PER_PERSON: Final = 2
_CLASSES: Final = ("suitable", "conditional_2_1", "conditional_5_1", "unsuitable_1")
_UNSUITABLE: Final = 3


def suitability_rows(town: Town) -> gpd.GeoDataFrame:
    """Two classes of ground in each neighbourhood, which together are all of it: columns of the settlement_suitability layer."""
    rng = town.chance["disaster"]
    parts = [cut(tuple(place), 2, rng) for place in town.plan.neighbourhoods.tolist()]
    pieces = np.array([piece for of_place in parts for piece in of_place], dtype=np.int64)
    owner = np.repeat(np.arange(len(parts)), 2)
    classes = np.array(_CLASSES)
    first = rng.integers(0, len(classes), size=len(parts))
    other = (first + rng.integers(1, len(classes), size=len(parts))) % len(classes)
    # The programme builds on the first plot of a neighbourhood, in the first of the two: it knows the survey.
    first, other = np.where(first == _UNSUITABLE, other, first), np.where(first == _UNSUITABLE, first, other)
    return drawn(
        {
            "neighbourhood_name": town.names_of(owner),
            "suitability_class": classes[np.column_stack([first, other]).ravel()],
            "survey_name": "Örnek mikrobölgeleme etüdü",
            "approved_on": "2024-03-15",
            "area_m2": town.plan.area_m2(pieces).astype(float),
        },
        town.plan.polygons(pieces),
    )


def risk_area_rows(town: Town) -> gpd.GeoDataFrame:
    """A plot in some neighbourhoods, with the buildings that still stand on it: columns of the risk_areas layer."""
    rng, plan, homes = town.chance["disaster"], town.plan, town.homes
    places = np.arange(0, len(town.names), _EVERY_RISK)
    plots = town.plot_of_block[homes.rows, homes.columns]
    # The plot of each neighbourhood's first building, which stands.
    chosen = plots[np.searchsorted(homes.neighbourhood, places)]
    standing = np.bincount(plots[homes.stands], minlength=len(plan.plots))
    dwellings = np.bincount(plots[homes.stands], homes.dwellings[homes.stands], len(plan.plots)).astype(np.int64)
    names = town.names_of(places)
    return drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{name} Riskli Alanı" for name in names],
            "declared_on": days(rng, len(places), "2023-04-01", "2024-06-30"),
            "decision_no": [str(7000 + number) for number in range(len(places))],
            "gazette_on": days(rng, len(places), "2024-07-01", "2024-12-31"),
            "gazette_no": [str(32600 + number) for number in range(len(places))],
            "status": "in_force",
            "area_m2": plan.area_m2(plan.plots[chosen]).astype(float),
            "building_count": standing[chosen],
            "dwelling_count": dwellings[chosen],
        },
        plan.polygons(plan.plots[chosen]),
    )


def reserve_area_rows(town: Town) -> gpd.GeoDataFrame:
    """The last plot of some neighbourhoods: columns of the reserve_areas layer."""
    rng, plan = town.chance["disaster"], town.plan
    places = np.arange(0, len(town.names), _EVERY_RESERVE)
    chosen = np.searchsorted(plan.neighbourhood_of_plot, places, side="right") - 1
    area_m2 = plan.area_m2(plan.plots[chosen])
    names = town.names_of(places)
    return drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{name} Rezerv Yapı Alanı" for name in names],
            "law_version": "law_7471_of_2023",
            "declared_on": days(rng, len(places), "2024-01-01", "2025-06-30"),
            "decision_no": [str(9000 + number) for number in range(len(places))],
            "status": "in_force",
            "area_m2": area_m2.astype(float),
            "planned_dwellings": area_m2 // 200,
        },
        plan.polygons(plan.plots[chosen]),
    )


def assembly_area_rows(town: Town, parks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Each park that is not lived in, with room for a person on 2 m² of its active area: columns of the assembly_areas layer."""
    rng = town.chance["disaster"]
    usable = parks[parks["state"] != "shelter"].reset_index(drop=True)
    count = len(usable)
    return drawn(
        {
            "neighbourhood_name": usable["neighbourhood_name"],
            "name": [f"{name} Toplanma Alanı" for name in usable["name"]],
            "sign_code": [f"TA-{number:05d}" for number in range(1, count + 1)],
            "kind": "park",
            "area_m2": usable["area_m2"],
            "capacity": (usable["active_area_m2"] // _M2_PER_PERSON).astype(np.int64),
            "state": "usable",
            "designated_on": days(rng, count, "2019-01-01", "2024-12-31"),
        },
        usable.geometry.to_numpy(),
    )


def shelter_rows(town: Town) -> gpd.GeoDataFrame:
    """A container city in some neighbourhoods: columns of the shelters layer. Who lives there is counted at home as well."""
    rng, plan = town.chance["disaster"], town.plan
    places = np.arange(0, len(town.names), _EVERY_SHELTER)
    count = len(places)
    chosen = np.searchsorted(plan.neighbourhood_of_plot, places, side="right") - 1
    containers = rng.integers(50, 400, size=count)
    occupied = (containers * rng.uniform(0.4, 1.0, size=count)).astype(np.int64)
    names = town.names_of(places)
    return drawn(
        {
            "neighbourhood_name": names,
            "name": [f"{name} Konteyner Kenti" for name in names],
            "kind": "container_city",
            "containers": containers,
            "occupied_containers": occupied,
            "households": occupied,
            "persons": occupied * 3,
            "area_m2": containers * 60.0,
            "operator": choices(rng, count, {"Örnek Kaymakamlığı": 0.7, "Örnek Belediyesi": 0.3}),
            "opened_on": days(rng, count, "2023-03-01", "2023-10-31"),
        },
        points(plan.middles(plan.plots[chosen])),
    )
