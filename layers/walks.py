"""Who can walk to a facility of each kind within the distance that planning rules name: layers in, shares of people out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.catchment import people_within
from geo.indicators.walking_share import WALKS
from geo.issues import Issue
from geo.network import Network, build_network
from geo.residents import ADDRESS_POINTS, BUILDINGS, RESIDENTIAL_ZONES, Dwellings, place_residents
from geo.walking import walk_to_nearest
from layers.built import finished
from layers.ground import Ground, is_in_use, with_shapes

RESIDENTIAL: Final = (
    *("residential", "residential_existing", "residential_development"),
    *("commercial_residential", "commercial_tourism_residential"),
)
_LIVED_IN: Final = frozenset({"residential", "mixed"})
_NOT_WALKED: Final = frozenset({"motorway"})
_LAYER_OF_BASIS: Final = {ADDRESS_POINTS: "address_points", BUILDINGS: "buildings", RESIDENTIAL_ZONES: "zoning"}


@dataclass(slots=True)
class Walks:
    """`ratios`: share of people (0 to 1) by column name, index neighbourhood id; `layers`: what each was worked out from."""

    ratios: dict[str, pd.Series] = field(default_factory=dict)
    layers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def walk_ratios(ground: Ground, people: pd.Series) -> Walks:
    """The share of people within each walk of the rules, for the kinds of which there is a facility in use.

    It follows from where they live, not from how many they are; where nobody lives, or nobody knows whether, there is none.
    """
    found = {kind: facilities_of(ground, kind) for kind, _, _ in WALKS}
    facilities = {kind: rows for kind, (rows, _) in found.items() if rows is not None}
    if not facilities:
        return Walks()
    settled = ground.neighbourhoods[["geometry"]].assign(population=settlement(people))
    residents = place_residents(settled, dwellings(ground))
    network = walking_network(ground)
    walked = walk_to_nearest(residents.homes, facilities, network)
    bases = set(residents.homes["basis"])
    beneath = ["roads"] if network is not None else []
    beneath += [layer for basis, layer in _LAYER_OF_BASIS.items() if basis in bases]
    walks = Walks(issues=(*residents.issues, *walked.issues))
    within = people_within(residents.homes, walked, sorted({float(limit) for _, limit, _ in WALKS}))
    for kind, limit, _ in WALKS:
        rows = within[(within["kind"] == kind) & (within["limit_m"] == limit)].set_index("neighbourhood_id")
        if len(rows):
            name = f"walk_ratio_{kind}_{limit}"
            walks.ratios[name] = rows["share_ratio"]
            walks.layers[name] = (*found[kind][1], *beneath)
    return walks


def settlement(people: pd.Series) -> pd.Series:
    """What the shares depend on of the people: 1 where somebody lives, 0 where nobody does, NaN where that is unknown.

    >>> settlement(pd.Series([6949, 0, None], dtype="Int64")).tolist()
    [1.0, 0.0, nan]
    """
    return people.astype("float64").clip(upper=1.0)


def dwellings(ground: Ground) -> Dwellings:
    """Where people may live: what is used for something else, or gone, is left out; what states no use is not."""
    zones = ground.zones_in_force()
    addresses, buildings = ground.drawn("address_points"), ground.drawn("buildings")
    if addresses is not None:
        addresses = addresses[addresses["use"].isna() | (addresses["use"] == "dwelling")]
    if buildings is not None:
        buildings = buildings[buildings["use"].isna() | buildings["use"].isin(_LIVED_IN)]
        counted = buildings["dwelling_count"]
        # Some numbers of dwellings beside some footprints cannot be weighed against each other.
        buildings = buildings.assign(weight=counted) if counted.notna().all() else buildings
    return Dwellings(addresses, buildings, None if zones is None else zones[zones["land_use"].isin(RESIDENTIAL)])


def facilities_of(ground: Ground, kind: str) -> tuple[gpd.GeoDataFrame | None, tuple[str, ...]]:
    """The facilities of a kind that are in use, and the layers that have them; None where there is none."""
    parts = {layer: rows for layer, rows in _of_kind(ground, kind) if len(rows)}
    if ground.built_by is not None and (built := finished(ground, ground.built_by)) is not None:
        of_kind = with_shapes(built[built["kind"] == kind])[["geometry"]]
        parts |= {"investments": of_kind} if len(of_kind) else {}
    if not parts:
        return None, ()
    return gpd.GeoDataFrame(pd.concat(parts.values(), ignore_index=True), crs=ground.crs), tuple(parts)


def _of_kind(ground: Ground, kind: str) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    for layer in ("assembly_areas",) if kind == "assembly_area" else ("parks", "facilities"):
        rows = ground.rows(layer)
        if rows is not None:
            of_kind = rows if kind == "assembly_area" else rows[rows["kind"] == kind]
            yield layer, of_kind.loc[is_in_use(of_kind), ["geometry"]]


def walking_network(ground: Ground) -> Network | None:
    """The roads that people walk on; None where there are none."""
    roads = ground.drawn("roads")
    if roads is None:
        return None
    there = roads[is_in_use(roads) & ~roads["road_class"].isin(_NOT_WALKED)]
    return None if there.empty else build_network(there)
