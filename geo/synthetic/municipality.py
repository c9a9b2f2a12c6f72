"""A whole synthetic municipality: rows for every layer, and the answers that are known because they were there first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.synthetic.apportion import Integers
from geo.synthetic.buildings import WALK_M, address_rows, building_rows, damage_rows, homes_at, is_near_park
from geo.synthetic.census import population_rows, statement_rows
from geo.synthetic.disaster import assembly_area_rows, reserve_area_rows, risk_area_rows, shelter_rows, suitability_rows
from geo.synthetic.homes import YEARS as CENSUS_YEARS
from geo.synthetic.investments import investment_rows, investment_table
from geo.synthetic.other_programmes import other_programme_rows, twice_programmed
from geo.synthetic.plan_report import hectares_by_use, plan_area_rows, zoning_table
from geo.synthetic.programme import Investments, budget_by_year, cost_rows, make_investments, target_rows
from geo.synthetic.property import asset_rows, parcel_rows
from geo.synthetic.public_places import cemetery_rows, facility_rows, heritage_rows, park_rows
from geo.synthetic.registers import boundary_rows, centre_rows, crosswalk_rows, request_rows
from geo.synthetic.streets import road_rows, work_rows
from geo.synthetic.town import DISTRICT, PROVINCE, Size, Town, drawn, make_town

Frames = dict[str, pd.DataFrame]
# Narrower roads and smaller parks are the district's (Defne's division of duties).
_DISTRICT_ROADS_UNDER_M: Final = 12
_DISTRICT_PARKS_UNDER_M2: Final = 5_000


@dataclass(frozen=True)
class Municipality:
    """Rows by layer, under the names of the layers' fields, and the truth about them as plain values.

    Drawn layers are GeoDataFrames in EPSG:5255. A layer that goes by year has a row a year, with `year`. Where several sources
    state the same, `source` says which row is whose. `truth` has lists over neighbourhoods in the order of its `neighbourhoods`.
    """

    size: Size
    seed: int
    frames: Frames
    truth: Mapping[str, object]


def make_tables(size: Size, seed: int) -> Frames:
    """The tables that sums can be held against, without any drawing, for tests that need many municipalities.

    Every total is the sum of its rows, every share rounds from its area, all weights of a target sum to 100, every aim is the sum
    of its targets and of their investments, and the two sources of the population agree.

    Returns
        population, statements, plan_areas, zoning, investments, targets, target_costs: the rows of `make_municipality` for the
        same size and seed, without their shapes.
    Raises
        ValueError: there is not a zone for each neighbourhood, or there are more neighbourhoods than names.

    >>> tables = make_tables(Size(3, 30), seed=1)
    >>> float(tables["targets"].drop_duplicates("indicator_no").groupby("target_no")["weight_pct"].sum().max())
    100.0
    """
    town = make_town(size, seed)
    return _tables(town, make_investments(len(town.names), town.chance["programme"]))


def make_municipality(size: Size, seed: int) -> Municipality:
    """Every layer of a municipality, the same for the same size and seed.

    Raises
        ValueError: there is not a zone for each neighbourhood, or there are more neighbourhoods than names.

    >>> made = make_municipality(Size(2, 24), seed=1)
    >>> int(made.frames["boundaries"].area.sum()) == sum(made.truth["area_m2"])
    True
    """
    town = make_town(size, seed)
    investments = make_investments(len(town.names), town.chance["programme"])
    tables, at = _tables(town, investments), homes_at(town)
    parks, roads, assets = park_rows(town), road_rows(town), asset_rows(town)
    programme = investment_rows(town, investments, tables["investments"], roads)
    frames: Frames = {
        "boundaries": boundary_rows(town),
        **tables,
        "crosswalk": crosswalk_rows(town),
        "centres": centre_rows(town),
        "zoning": drawn(tables["zoning"], town.zone_shapes),
        "settlement_suitability": suitability_rows(town),
        "risk_areas": risk_area_rows(town),
        "reserve_areas": reserve_area_rows(town),
        "parcels": parcel_rows(town, assets),
        "buildings": building_rows(town, at),
        "damage": damage_rows(town),
        "assets": assets,
        "facilities": facility_rows(town),
        "parks": parks,
        "roads": roads,
        "infrastructure_works": work_rows(town, roads),
        "cemeteries": cemetery_rows(town),
        "cultural_heritage": heritage_rows(town),
        "assembly_areas": assembly_area_rows(town, parks),
        "shelters": shelter_rows(town),
        "citizen_requests": request_rows(town),
        "address_points": address_rows(town, at),
        "investments": programme,
        "other_programmes": other_programme_rows(programme),
    }
    return Municipality(size, seed, frames, _truth(town, investments, frames, at))


def _tables(town: Town, investments: Investments) -> Frames:
    population = population_rows(town.homes, town.names, town.codes, town.place_area_m2)
    return {
        "population": population,
        "statements": statement_rows(population),
        "plan_areas": plan_area_rows(town.plan, town.uses),
        "zoning": zoning_table(town),
        "investments": investment_table(town, investments),
        "targets": target_rows(investments, town.chance["targets"]),
        "target_costs": cost_rows(investments, town.chance["costs"]),
    }


def _truth(town: Town, investments: Investments, frames: Frames, at: Integers) -> dict[str, object]:
    homes, count = town.homes, len(town.names)
    hectares = hectares_by_use(town.plan, town.uses)
    near = np.bincount(homes.neighbourhood, homes.residents * is_near_park(town, at), count).astype(int)
    crossing = np.flatnonzero(np.bincount(town.plan.zone_of_plot) > 1)
    return {
        "synthetic": True,
        "province": PROVINCE,
        "district": DISTRICT,
        "neighbourhoods": list(town.names),
        "codes": list(town.codes),
        "rows": {layer: len(frame) for layer, frame in frames.items()},
        "area_m2": town.place_area_m2.tolist(),
        "population": {str(year): homes.population[year].tolist() for year in CENSUS_YEARS},
        "population_total": {str(year): int(homes.population[year].sum()) for year in CENSUS_YEARS},
        "temporary_protection": homes.protected.tolist(),
        "hectares_by_land_use": {use: hectares[use].tolist() for use in hectares},
        "zones": town.plan.zones,
        "zones_in_two_neighbourhoods": len(crossing),
        "people_near_park": near.tolist(),
        "near_park_m": WALK_M,
        "park_area_m2": _sums(town, frames["parks"], "area_m2"),
        "facility_area_m2": {
            str(kind): _sums(town, of_kind, "area_m2") for kind, of_kind in frames["facilities"].groupby("kind", sort=True)
        },
        "assembly_capacity": _sums(town, frames["assembly_areas"], "capacity"),
        "shelter_persons": _sums(town, frames["shelters"], "persons"),
        "property": _property(frames["assets"]),
        "buildings_by_damage": _counts(frames["damage"]["damage_class"]),
        "budget_by_year_try": budget_by_year(investments.budget_try),
        "cost_by_item_try": frames["target_costs"].groupby("item", sort=True)["cost_try"].sum().to_dict(),
        "requests_by_year": {
            str(year): int(total) for year, total in frames["citizen_requests"].groupby("year")["request_count"].sum().items()
        },
        "twice_programmed": twice_programmed(frames["investments"], frames["other_programmes"]),
        "district_duties": {
            "roads": int((frames["roads"]["width_m"] < _DISTRICT_ROADS_UNDER_M).sum()),
            "parks": int((frames["parks"]["area_m2"] < _DISTRICT_PARKS_UNDER_M2).sum()),
        },
    }


def _sums(town: Town, rows: pd.DataFrame, column: str) -> list[int]:
    """Sum of a column for each neighbourhood, by the neighbourhood that the rows name; 0 where there is none."""
    return [int(total) for total in rows.groupby("neighbourhood_name")[column].sum().reindex(town.names, fill_value=0)]


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(value): int(count) for value, count in values.value_counts().sort_index().items()}


def _property(assets: pd.DataFrame) -> dict[str, object]:
    return {
        "parcels": int(assets["parcel_count"].sum()),
        "net_area_m2": int(assets["net_area_m2"].sum()),
        "share_area_m2": int(assets["share_area_m2"].sum()),
        "by_nature": {
            str(nature): {"parcels": len(of_nature), "net_area_m2": int(of_nature["net_area_m2"].sum())}
            for nature, of_nature in assets.groupby("nature", sort=True)
        },
    }
