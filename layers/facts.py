"""What the layers say of each neighbourhood, column by column: the ground that indicators stand on.

What no row covers is unknown: a list without a single health centre says nothing about health. What a list covers is 0 where it
names none, and unknown where it names one without saying how large it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from geo.inventory import Belonging, fill_gaps
from geo.issues import Issue
from geo.tabulate import M2_PER_HA, tabulate
from layers.built import ADDS_NOTHING, ADDS_TO, AREA_UNITS, add_built
from layers.ground import Ground, is_in_use, stated_area_m2
from layers.walks import RESIDENTIAL, walk_ratios


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


def gather_facts(ground: Ground, counts: Mapping[str, Sequence[str]], people: pd.Series) -> Facts:
    """All columns that the current layers give; as if built where the ground says up to which year.

    Parameters
        counts: by code of a standard, the kinds of facility whose areas count towards it (`layers.requirements`).
        people: persons of the year that is looked at, index id: only where somebody lives are there shares of people.
    """
    facts = Facts(pd.DataFrame(index=ground.neighbourhoods.index))
    for of_standards in (_existing, _planned, _invested):
        of_standards(ground, facts, counts)
    for single in (_assets, _investments, _assembly_areas, _damage):
        single(ground, facts)
    if ground.built_by is not None:
        for name, values in add_built(ground, facts.columns, counts, ground.built_by).items():
            facts.put(name, values, *facts.layers[name], "investments")
    walks = walk_ratios(ground, people)
    facts.issues += walks.issues
    for name, ratio in walks.ratios.items():
        facts.put(name, ratio, *walks.layers[name])
    return facts


def _held(ground: Ground, facts: Facts, layer: str, rows: gpd.GeoDataFrame) -> Belonging:
    """How all rows of a layer belong to neighbourhoods, and what to say of those that belong to none."""
    held = ground.belonging(rows)
    if lost := held.without_place():
        facts.issues.append(Issue("rows-in-no-neighbourhood", params={"layer": layer, "count": lost, "rows": len(rows)}))
    return held


def _existing(ground: Ground, facts: Facts, counts: Mapping[str, Sequence[str]]) -> None:
    """Number and area of what is in use, by kind, and the area that counts towards each standard."""
    areas: dict[str, list[tuple[pd.Series, str, bool]]] = {}
    numbers: dict[str, list[tuple[pd.Series, str]]] = {}
    for layer, stated in (("parks", ("active_area_m2", "area_m2")), ("facilities", ("area_m2",))):
        rows = ground.rows(layer)
        if rows is None:
            continue
        held = _held(ground, facts, layer, rows)
        area_m2 = stated_area_m2(rows, *stated)
        serves = is_in_use(rows)
        # A kind of which all are closed is still one that the list covers: there are none, which is known.
        for kind in sorted(rows["kind"].dropna().unique()):
            of_kind = rows["kind"] == kind
            numbers.setdefault(kind, []).append((held.count((of_kind & serves).astype("float64")), layer))
            total = held.total(area_m2.where(of_kind & serves, 0.0))
            is_measured = bool(area_m2[of_kind].notna().any()) or not serves[of_kind].any()
            areas.setdefault(kind, []).append((total, layer, is_measured))
    for kind, parts in numbers.items():
        facts.put(f"count_{kind}", _sum([number for number, _ in parts]), *(layer for _, layer in parts))
    for code, kinds in counts.items():
        found = [part for kind in kinds for part in areas.get(kind, ())]
        # A list of names alone states no area of anything: it does not say 0 m2 where it names nothing.
        if any(is_measured for _, _, is_measured in found):
            layers = dict.fromkeys(layer for _, layer, _ in found)
            facts.put(f"existing_m2_{code}", _sum([total for total, _, _ in found]), *layers)


def _planned(ground: Ground, facts: Facts, counts: Mapping[str, Sequence[str]]) -> None:
    """Land that the plan in force sets aside, by land use, and what of it counts towards each standard."""
    zones = ground.zones_in_force()
    if zones is None:
        return
    table = tabulate(zones, ground.neighbourhoods)
    facts.issues += table.issues
    # Of a neighbourhood that it does not reach the plan says nothing.
    area_m2 = table.area_ha.mul(M2_PER_HA)[table.area_ha.sum(axis=1) > 0].reindex(table.area_ha.index)
    for land_use in area_m2.columns:
        facts.put(f"zoned_m2_{land_use}", area_m2[land_use], "zoning")
    for name, uses in {"residential_m2": RESIDENTIAL, **{f"planned_m2_{code}": kinds for code, kinds in counts.items()}}.items():
        known = [area_m2[use] for use in uses if use in area_m2]
        if known:
            facts.put(name, _sum(known), "zoning")


def _invested(ground: Ground, facts: Facts, counts: Mapping[str, Sequence[str]]) -> None:
    """Land that planned investments add; unknown where one adds land and does not say how much, or not to what."""
    rows = ground.rows("investments")
    if rows is None:
        return
    held = ground.belonging(rows)
    is_area = rows["quantity_unit"].isin(AREA_UNITS)
    area_m2 = fill_gaps(rows["quantity"].where(is_area), rows["id"])
    adds = ~rows["status"].isin(ADDS_NOTHING)
    if ground.built_by is not None:
        # What is built by then stands among what exists.
        adds &= ~(rows.groupby("id")["year"].transform("max") <= ground.built_by).fillna(value=False).astype(bool)
    targets = rows["kind"].map(lambda kind: ADDS_TO.get(kind, (kind,)))
    is_certain = targets.map(len) == 1
    for code, kinds in counts.items():
        matches = adds & targets.map(lambda codes, kinds=kinds: bool(set(codes) & {*kinds}))
        facts.put(f"invested_m2_{code}", held.total(area_m2.where(is_certain).where(matches, 0.0)), "investments")


def _assets(ground: Ground, facts: Facts) -> None:
    rows = ground.rows("assets")
    if rows is not None:
        held = _held(ground, facts, "assets", rows)
        facts.put("asset_count", held.count(rows["parcel_count"].fillna(1)), "assets")
        facts.put("asset_area_m2", held.total(stated_area_m2(rows, "share_area_m2", "net_area_m2")), "assets")


def _investments(ground: Ground, facts: Facts) -> None:
    """What is to be spent, in all and year by year."""
    rows = ground.rows("investments")
    if rows is None:
        return
    held = _held(ground, facts, "investments", rows)
    budgets = fill_gaps(rows["budget_try"], rows["id"]).where(rows["status"] != "cancelled", 0.0)
    facts.put("investment_try", held.total(budgets), "investments")
    for year in sorted(int(year) for year in rows["year"].dropna().unique()):
        of_year = budgets.where(rows["year"].eq(year).fillna(value=False).astype(bool), 0.0)
        # An amount without a year may be due in any.
        facts.put(f"investment_try_{year}", held.total(of_year.mask(rows["year"].isna() & (budgets != 0))), "investments")


def _assembly_areas(ground: Ground, facts: Facts) -> None:
    rows = ground.rows("assembly_areas")
    if rows is not None:
        held, serves = _held(ground, facts, "assembly_areas", rows), is_in_use(rows)
        area_m2 = stated_area_m2(rows, "area_m2")
        facts.put("count_assembly_area", held.count(serves.astype("float64")), "assembly_areas")
        if area_m2.notna().any():
            facts.put("assembly_area_m2", held.total(area_m2.where(serves, 0.0)), "assembly_areas")


def _damage(ground: Ground, facts: Facts) -> None:
    rows = ground.rows("damage")
    if rows is None:
        return
    held = _held(ground, facts, "damage", rows)
    stated = rows["building_count"].astype("float64")
    # A list of buildings covers every neighbourhood; a table of numbers only those that it names.
    is_table = bool((stated.notna() & rows["building_no"].isna()).any())
    covered = held.count() > 0 if is_table else pd.Series(True, index=ground.neighbourhoods.index)
    buildings = stated.mask(stated.isna() & (rows["building_no"].notna() | (not is_table)), 1.0)
    for damage_class in sorted(rows["damage_class"].dropna().unique()):
        of_class = buildings.where(rows["damage_class"] == damage_class, 0.0)
        facts.put(f"building_count_{damage_class}", held.count(of_class).where(covered), "damage")


def _sum(parts: Sequence[pd.Series]) -> pd.Series:
    return pd.concat(parts, axis=1).sum(axis=1, skipna=False)
