"""What the layers say of each neighbourhood, column by column: the ground that indicators stand on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd
import shapely

from geo.catchment import people_within
from geo.crs import metric_crs_for
from geo.indicators.walking_share import WALKS
from geo.inventory import Belonging, belonging
from geo.issues import Issue
from geo.network import Network, build_network
from geo.population import choose_by_precedence
from geo.residents import Dwellings, place_residents
from geo.standards import Standard
from geo.tabulate import M2_PER_HA, tabulate
from geo.walking import walk_to_nearest
from layers.importing import current_frame
from layers.store.base import Store
from layers.workspace import Workspace

# What is closed, gone or not yet there serves nobody.
_NOT_IN_USE = frozenset({"closed", "demolished", "planned", "under_construction", "shelter", "debris"})
_NOT_WALKED = frozenset({"motorway"})
_RESIDENTIAL = ("residential", "residential_existing", "residential_development", "commercial_residential")
# The most detailed plan that is in force decides.
_PLAN_LEVELS = ("implementation_1000", "master_5000", "territorial_100000")
_NOT_IN_FORCE = frozenset({"cancelled_by_court", "superseded", "draft", "on_display"})


@dataclass(slots=True)
class Facts:
    """`columns`: one row a neighbourhood, index id, floats, NaN where unknown. `layers`: which layers a column was taken from."""

    columns: pd.DataFrame
    layers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def put(self, name: str, values: pd.Series, *layers: str) -> None:
        """Keep a column."""
        self.columns[name] = values.reindex(self.columns.index).astype("float64")
        self.layers[name] = layers


def metric_rows(workspace: Workspace, store: Store, layer: str, neighbourhoods: gpd.GeoDataFrame) -> gpd.GeoDataFrame | None:
    """The shown rows of a layer in metres, without printed totals; None where the layer holds nothing."""
    return Ground(workspace, store, neighbourhoods).rows(layer)


class Ground:
    """The neighbourhoods in metres and the layers' rows laid over them, each read once."""

    def __init__(self, workspace: Workspace, store: Store, neighbourhoods: gpd.GeoDataFrame) -> None:
        self._workspace, self._store = workspace, store
        self.crs = metric_crs_for(neighbourhoods)
        self.neighbourhoods: gpd.GeoDataFrame = neighbourhoods.to_crs(self.crs)
        self._known: dict[str, gpd.GeoDataFrame | None] = {}

    def rows(self, layer: str) -> gpd.GeoDataFrame | None:
        """The shown rows of a layer in metres, without printed totals; None where the layer holds nothing."""
        if layer not in self._known:
            self._known[layer] = self._read(layer)
        return self._known[layer]

    def _read(self, layer: str) -> gpd.GeoDataFrame | None:
        frame = current_frame(self._workspace, self._store, layer)
        if frame is None:
            return None
        frame = frame[~frame["is_total"].fillna(value=False).astype(bool)]
        chosen = choose_by_precedence(frame, self._workspace.precedence_of(layer), self._workspace.layer(layer).key)
        if not isinstance(chosen, gpd.GeoDataFrame):
            chosen = gpd.GeoDataFrame(chosen, geometry=gpd.GeoSeries([None] * len(chosen), index=chosen.index, crs=4326))
        return chosen.reset_index(drop=True).to_crs(self.crs)

    def in_use(self, layer: str) -> gpd.GeoDataFrame | None:
        """The rows of a layer that serve somebody today."""
        rows = self.rows(layer)
        return None if rows is None else rows[~rows["state"].isin(_NOT_IN_USE)].reset_index(drop=True)

    def belonging(self, rows: gpd.GeoDataFrame) -> Belonging:
        """How rows belong to the neighbourhoods."""
        return belonging(rows, self.neighbourhoods)


def gather_facts(
    workspace: Workspace, store: Store, neighbourhoods: gpd.GeoDataFrame, standards: Mapping[str, Standard], people: pd.Series
) -> Facts:
    """All columns that the current layers give.

    Parameters
        neighbourhoods: polygons, index id.
        standards: by code; each says which facilities count towards it.
        people: persons of the year that is looked at, index id; where they live decides who can walk where.
    """
    facts = Facts(pd.DataFrame(index=neighbourhoods.index))
    ground = Ground(workspace, store, neighbourhoods)
    counts = {code: _counts(standard) for code, standard in standards.items()}
    for gather in (_existing, _planned, _invested):
        gather(ground, facts, counts)
    for single in (_assets, _investments, _assembly_areas, _damage):
        single(ground, facts)
    _walks(ground, facts, people)
    return facts


def _counts(standard: Standard) -> tuple[str, ...]:
    """The facility codes that count towards a standard, by its newest rule."""
    return standard.rules[-1].counts if standard.rules else (standard.code,)


def _area_m2(rows: gpd.GeoDataFrame, *stated: str) -> pd.Series:
    """The stated area, else the drawn one; missing where a row has neither."""
    drawn = rows.area.where(rows.area > 0)
    area = pd.Series(float("nan"), index=rows.index)
    for column in stated:
        area = area.fillna(rows[column].astype("float64"))
    return area.fillna(drawn)


def _existing(ground: Ground, facts: Facts, counts: Mapping[str, Sequence[str]]) -> None:
    """Area and number of what exists, by kind, and the area that counts towards each standard."""
    areas: dict[str, pd.Series] = {}
    for layer, stated in (("parks", ("active_area_m2", "area_m2")), ("facilities", ("area_m2",))):
        rows = ground.in_use(layer)
        if rows is None:
            continue
        for kind, of_kind in rows.groupby("kind", sort=True):
            held = ground.belonging(of_kind)
            area_m2 = _area_m2(of_kind, *stated)
            # A list that states no area of a kind does not say that there is none where it names no such facility.
            if area_m2.notna().any():
                areas[str(kind)] = held.total(area_m2)
            facts.put(f"count_{kind}", held.count(), layer)
    for code, kinds in counts.items():
        known = [areas[kind] for kind in kinds if kind in areas]
        if known:
            facts.put(f"existing_m2_{code}", _sum(known), "parks", "facilities")


def _planned(ground: Ground, facts: Facts, counts: Mapping[str, Sequence[str]]) -> None:
    """Land that the plan in force sets aside, by land use, and what of it counts towards each standard."""
    zones = zones_in_force(ground.rows("zoning"))
    if zones is None:
        return
    table = tabulate(zones, ground.neighbourhoods)
    facts.issues += table.issues
    area_m2 = table.area_ha * M2_PER_HA
    for land_use in area_m2.columns:
        facts.put(f"zoned_m2_{land_use}", area_m2[land_use], "zoning")
    housing = [area_m2[land_use] for land_use in _RESIDENTIAL if land_use in area_m2]
    facts.put("residential_m2", _sum(housing) if housing else pd.Series(0.0, index=area_m2.index), "zoning")
    for code, uses in counts.items():
        known = [area_m2[use] for use in uses if use in area_m2]
        if known:
            facts.put(f"planned_m2_{code}", _sum(known), "zoning")


def zones_in_force(zones: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """The drawn zones of the most detailed plan that holds; None where there is none."""
    if zones is None:
        return None
    drawn = zones[~zones["status"].isin(_NOT_IN_FORCE) & zones.geometry.notna()]
    for level in _PLAN_LEVELS:
        of_level = drawn[drawn["plan_level"] == level]
        if len(of_level):
            return of_level.reset_index(drop=True)
    return None


def _invested(ground: Ground, facts: Facts, counts: Mapping[str, Sequence[str]]) -> None:
    """Land that planned investments add, where their quantity is an area."""
    rows = ground.rows("investments")
    if rows is None:
        return
    is_area = rows["quantity_unit"].map(lambda unit: unit in {"m2", "m²", "metrekare"}, na_action="ignore").eq(True)
    held = ground.belonging(rows)
    for code, kinds in counts.items():
        values = rows["quantity"].astype("float64").where(is_area & rows["kind"].isin(kinds), 0.0)
        facts.put(f"invested_m2_{code}", held.total(values), "investments")


def _assets(ground: Ground, facts: Facts) -> None:
    rows = ground.rows("assets")
    if rows is not None:
        held = ground.belonging(rows)
        facts.put("asset_count", held.count(rows["parcel_count"].fillna(1)), "assets")
        facts.put("asset_area_m2", held.total(_area_m2(rows, "share_area_m2", "net_area_m2")), "assets")


def _investments(ground: Ground, facts: Facts) -> None:
    rows = ground.rows("investments")
    if rows is None:
        return
    budgets = rows["budget_try"].astype("float64")
    held = ground.belonging(rows)
    # A year without a budget of its own adds nothing; an investment without any budget is unknown.
    stated = budgets.groupby(rows["id"]).transform("count") > 0
    facts.put("investment_try", held.total(budgets.where(budgets.notna() | ~stated, 0.0)), "investments")
    for year in sorted(int(year) for year in rows["year"].dropna().unique()):
        of_year = budgets.where(rows["year"].eq(year).fillna(value=False), 0.0).fillna(0.0)
        facts.put(f"investment_try_{year}", held.total(of_year), "investments")


def _assembly_areas(ground: Ground, facts: Facts) -> None:
    rows = ground.in_use("assembly_areas")
    if rows is not None:
        held = ground.belonging(rows)
        facts.put("count_assembly_area", held.count(), "assembly_areas")
        facts.put("assembly_area_m2", held.total(_area_m2(rows, "area_m2")), "assembly_areas")


def _damage(ground: Ground, facts: Facts) -> None:
    rows = ground.rows("damage")
    if rows is None:
        return
    # A row that states no number is one building.
    buildings = rows["building_count"].astype("float64").fillna(1.0)
    held = ground.belonging(rows)
    for damage_class in sorted(rows["damage_class"].dropna().unique()):
        of_class = buildings.where(rows["damage_class"] == damage_class, 0.0)
        facts.put(f"building_count_{damage_class}", held.count(of_class), "damage")


def _walks(ground: Ground, facts: Facts, people: pd.Series) -> None:
    """Who can walk to a facility of each kind within the distance of the rules."""
    facilities = {kind: drawn for kind, _, _ in WALKS if (drawn := facilities_of(ground, kind)) is not None}
    if not facilities:
        return
    settled = ground.neighbourhoods[["geometry"]].assign(population=people.astype("float64"))
    residents = place_residents(settled, dwellings(ground))
    walked = walk_to_nearest(residents.homes, facilities, walking_network(ground))
    facts.issues += [*residents.issues, *walked.issues]
    limits = sorted({float(limit) for _, limit, _ in WALKS})
    within = people_within(residents.homes, walked, limits)
    for kind, limit, _ in WALKS:
        rows = within[(within["kind"] == kind) & (within["limit_m"] == limit)].set_index("neighbourhood_id")
        if len(rows):
            facts.put(f"walk_ratio_{kind}_{limit}", rows["share_ratio"], "roads", "parks", "facilities")


def dwellings(ground: Ground) -> Dwellings:
    """What the layers know of where people live."""
    zones = zones_in_force(ground.rows("zoning"))
    return Dwellings(
        address_points=_drawn_rows(ground, "address_points"),
        buildings=_drawn_rows(ground, "buildings"),
        residential_zones=None if zones is None else zones[zones["land_use"].isin(_RESIDENTIAL)],
    )


def facilities_of(ground: Ground, kind: str) -> gpd.GeoDataFrame | None:
    """The facilities of a kind that have a place on the map; None where there is none."""
    if kind == "assembly_area":
        found = [ground.in_use("assembly_areas")]
    else:
        layers: Sequence[Callable[[], gpd.GeoDataFrame | None]] = (
            lambda: ground.in_use("parks"),
            lambda: ground.in_use("facilities"),
        )
        found = [rows[rows["kind"] == kind] for read in layers if (rows := read()) is not None]
    drawn = [rows[["geometry"]] for rows in (with_shapes(rows) for rows in found if rows is not None) if len(rows)]
    return gpd.GeoDataFrame(pd.concat(drawn, ignore_index=True), crs=ground.crs) if drawn else None


def with_shapes(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that have a place on the map."""
    there = ~shapely.is_missing(rows.geometry.to_numpy(dtype=object))
    return rows[there].reset_index(drop=True)


def _drawn_rows(ground: Ground, layer: str) -> gpd.GeoDataFrame | None:
    rows = ground.rows(layer)
    return None if rows is None else with_shapes(rows)


def walking_network(ground: Ground) -> Network | None:
    """The roads that can be walked; None where there are none."""
    roads = _drawn_rows(ground, "roads")
    if roads is None:
        return None
    there = roads[~roads["state"].isin(_NOT_IN_USE) & ~roads["road_class"].isin(_NOT_WALKED)]
    return None if there.empty else build_network(there)


def _sum(parts: Sequence[pd.Series]) -> pd.Series:
    return pd.concat(parts, axis=1).sum(axis=1, skipna=False)
