"""How much of each neighbourhood each plan zones for what, and what a later revision of the plans changed, in hectares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.issues import Issue
from geo.plan_change import tabulate_change
from geo.tabulate import M2_PER_HA, NOT_STATED, Tabulation, compare_levels, tabulate
from layers.codes.land_use import LAND_USES, PLAN_LEVELS
from layers.export import ExportTable
from layers.ground import Ground, plans_in_force
from layers.outgoing.table import ColumnType
from layers.pinned import pinned
from layers.workspace import Workspace

# A square metre: less comes of borders that were drawn anew.
_LEAST_HA: Final = 1e-4
_LEVELS: Final = tuple(level.key for level in PLAN_LEVELS)
_USES_IN_ORDER: Final = (*(use.key for use in LAND_USES), NOT_STATED)
_NO_ROWS: Final = pd.MultiIndex.from_arrays([[], []], names=["neighbourhood_id", "land_use"])
_BALANCE: Final = ("zoned_ha", "overlap_ha", "gap_ha", "outside_ha")
_USES: Final = ("plan_level", "land_use", "before_ha", "after_ha", "difference_ha")
_MOVES: Final[Mapping[str, ColumnType]] = {
    **dict.fromkeys(("plan_level", "land_use_before", "land_use_after"), "text"),
    "area_ha": "number",
}


@dataclass(frozen=True, slots=True, eq=False)
class PlanTables:
    """Hectares of the plans in force, by level: a column <level>_ha of what is drawn and <level>_stated_ha of what is printed.

    `district`: by land_use, in the order of the code list; the drawn ones within the neighbourhoods. `neighbourhoods`: by
    neighbourhood_id and land_use, with name, drawn only; NaN where a plan does not reach the neighbourhood or does not know the
    use. `balance` (a column a drawn level): zoned_ha, overlap_ha (claimed by more than one zone, counted once for each beyond the
    first), gap_ha (of no zone), outside_ha (zones beyond the neighbourhoods).
    """

    district: pd.DataFrame
    neighbourhoods: pd.DataFrame
    balance: pd.DataFrame
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PlanChanges:
    """From one revision of the zones to another, in hectares. `uses`: plan_level, land_use, before_ha, after_ha, difference_ha.
    `moves`: plan_level, land_use_before and land_use_after that differ, area_ha; of each level the largest first.

    None as land use: no zone was there before, or is there any more.
    """

    uses: pd.DataFrame
    moves: pd.DataFrame
    issues: tuple[Issue, ...]


def plan_tables(ground: Ground) -> PlanTables:
    """Tabulate each plan in force, beside what its report prints; without a plan the tables have no rows."""
    plans = _by_level(ground)
    found = {level: tabulate(zones, ground.neighbourhoods) for level, zones in plans.items()}
    columns = {f"{level}_ha": table.area_ha.sum() for level, table in found.items()}
    columns |= {f"{level}_stated_ha": stated for level, stated in _stated(ground).items()}
    district = pd.DataFrame({name: columns[name] for level in _LEVELS for name in _columns_of(level) if name in columns})
    rows = compare_levels({f"{level}_ha": _where_reached(table) for level, table in found.items()})
    rows.index = rows.index.set_names(["neighbourhood_id", "land_use"]) if found else _NO_ROWS
    rows.insert(0, "name", ground.boundaries["name"].reindex(rows.index.get_level_values("neighbourhood_id")).to_numpy())
    return PlanTables(
        district.reindex([use for use in _USES_IN_ORDER if use in district.index]).rename_axis("land_use"),
        rows[(rows.drop(columns="name") >= _LEAST_HA).any(axis=1)],
        pd.DataFrame({level: _balance(table) for level, table in found.items()}, index=pd.Index(_BALANCE)),
        tuple(dict.fromkeys(issue for table in found.values() for issue in table.issues)),
    )


def plan_changes(ground: Ground, old: int, new: int) -> PlanChanges:
    """What changed between two revisions of the zones, each level by itself; the same land in other zones has not changed.

    Raises
        NotFoundError, RefusedError: `empty-layer`, `unknown-revision`, `revision-pruned`.
    """
    then = [ground.but(("zoning",), pinned(ground.workspace, {"zoning": number})) for number in (old, new)]
    before, after = map(_by_level, then)
    uses, moves, issues = list[pd.DataFrame](), list[pd.DataFrame](), list[Issue]()
    for level in _LEVELS:
        known = [plans[level] for plans in (before, after) if level in plans]
        if not known:
            continue
        zones = tuple(plans.get(level, known[0].iloc[:0]) for plans in (before, after))
        uses.append(_uses(*(_hectares_by_use(one) for one in zones)).assign(plan_level=level))
        older, newer = _changed(*zones), _changed(*reversed(zones))
        if len(older) and len(newer):
            found = tabulate_change(older, newer)
            moves.append(_moves(found.area_ha, found.before["removed_ha"], found.after["added_ha"]).assign(plan_level=level))
            issues += found.issues
        else:
            moves.append(_moves(pd.DataFrame(), _hectares_by_use(older), _hectares_by_use(newer)).assign(plan_level=level))
    return PlanChanges(_joined(uses, _USES), _joined(moves, _MOVES), tuple(dict.fromkeys(issues)))


def plan_export(workspace: Workspace, tables: PlanTables, *, of_district: bool = False) -> ExportTable:
    """The rows of the neighbourhoods, or of the district, as a table to write."""
    rows = (tables.district if of_district else tables.neighbourhoods).reset_index()
    columns: dict[str, ColumnType] = {name: "number" if name.endswith("_ha") else "text" for name in rows}
    return _export(workspace, "plan", rows, columns)


def plan_changes_export(workspace: Workspace, changes: PlanChanges) -> ExportTable:
    """The land whose use changed as a table to write."""
    return _export(workspace, "plan_changes", changes.moves, _MOVES)


def _export(workspace: Workspace, name: str, rows: pd.DataFrame, columns: Mapping[str, ColumnType]) -> ExportTable:
    numbered = rows.set_index(pd.Index(range(1, len(rows) + 1), name="id"))
    return ExportTable(name, numbered, columns, {"title": workspace.name})


def _by_level(ground: Ground) -> dict[str, gpd.GeoDataFrame]:
    """The drawn zones in force of each level, the most general first."""
    return {str(zones["plan_level"].iloc[0]): zones for zones in reversed(plans_in_force(ground.rows("zoning")))}


def _stated(ground: Ground) -> dict[str, pd.Series]:
    """Hectares by land use that the report of each level prints."""
    printed = ground.rows("plan_areas")
    if printed is None:
        return {}
    known = printed.dropna(subset=["plan_level", "area_ha"]).fillna({"land_use": NOT_STATED})
    return {str(level): rows.groupby("land_use")["area_ha"].sum() for level, rows in known.groupby("plan_level")}


def _columns_of(level: str) -> tuple[str, str]:
    return f"{level}_ha", f"{level}_stated_ha"


def _where_reached(table: Tabulation) -> Tabulation:
    """The table without the neighbourhoods that the plan does not reach, of which it says nothing."""
    return replace(table, area_ha=table.area_ha[table.area_ha.sum(axis=1) > 0])


def _balance(table: Tabulation) -> pd.Series:
    sums = {"zoned_ha": table.area_ha.to_numpy().sum(), "outside_ha": table.land_uses["outside_ha"].sum()}
    return pd.Series({**sums, **{name: table.neighbourhoods[name].sum() for name in ("overlap_ha", "gap_ha")}})


def _changed(zones: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The zones that the other revision does not have as they are; where zones overlap in both, nothing moved."""
    ours, others = (one["land_use"].fillna(NOT_STATED) + one.to_wkb(hex=True)["geometry"] for one in (zones, other))
    return zones[~ours.isin(others)].reset_index(drop=True)


def _moves(between: pd.DataFrame, gone: pd.Series, come: pd.Series) -> pd.DataFrame:
    """Pairs of land uses between which land moved; None where there was no zone, or is none any more."""
    pairs = between.rename_axis(index="land_use_before", columns="land_use_after").stack().rename("area_ha").reset_index()
    ends = [
        side.rename_axis(name).rename("area_ha").reset_index()
        for side, name in ((gone, "land_use_before"), (come, "land_use_after"))
    ]
    moves = pd.concat([pairs, *ends], ignore_index=True)
    moves = moves[(moves["land_use_before"] != moves["land_use_after"]) & (moves["area_ha"] >= _LEAST_HA)]
    moves = moves.sort_values("area_ha", ascending=False, kind="stable").astype(object)
    return moves.where(moves.notna(), None)


def _uses(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    both = pd.DataFrame({"before_ha": before, "after_ha": after}).fillna(0.0).rename_axis("land_use").reset_index()
    return both.assign(difference_ha=both["after_ha"] - both["before_ha"])


def _hectares_by_use(zones: gpd.GeoDataFrame) -> pd.Series:
    """Hectares of all zones by land use."""
    return zones.area.groupby(zones["land_use"].fillna(NOT_STATED)).sum() / M2_PER_HA


def _joined(parts: Sequence[pd.DataFrame], columns: Iterable[str]) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True)[[*columns]] if parts else pd.DataFrame(columns=[*columns])
