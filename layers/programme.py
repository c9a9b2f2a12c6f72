"""The investment programme as one table: each investment with its years, money, duty, conflicts; beside it what the plan says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.monitoring import roll_up_investments
from layers.conflict_table import Conflicts
from layers.duties import Duties
from layers.ground import Ground
from layers.importing import current_frame
from layers.store.base import Store
from layers.target_report import target_cards, target_number
from layers.workspace import Workspace

# Neither is spent on again, nor counted in what is planned.
CANCELLED: Final = "cancelled"
_TOLD: Final = (
    *("id", "source", "name", "project_no", "kind", "unit_in_charge", "target_no", "indicator_no", "funding", "status"),
    *("progress_pct", "stated_total_try", "quantity_unit", "starts_on", "ends_on", "address"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """The shown investments.

    `things`: one row an investment in EPSG:4326, index its id: the fields of the layer that hold for all its years,
    neighbourhood_id and neighbourhood_name (as written, else by its place), years (tuple), budget_try, spent_try and quantity
    (sums; missing where no year states any), placed, duty ("district", "metropolitan", None), duty_source, duty_missing (the fact
    for want of which it is undecided) and conflicts (count). `rows`: one row a year. `conflicts`: None where nobody could look.
    """

    things: gpd.GeoDataFrame
    rows: gpd.GeoDataFrame
    conflicts: Conflicts | None

    @property
    def years(self) -> list[int]:
        """The years that any investment has a row of."""
        return sorted({int(year) for year in self.rows["year"].dropna()})


def programme_of(ground: Ground, duties: Duties, conflicts: Conflicts | None, names: Mapping[str, str]) -> Programme | None:
    """The programme of the current layers; None where there are no investments.

    Parameters
        names: of the neighbourhoods by id, for investments that lie in one without naming it.
    """
    rows = ground.rows("investments")
    if rows is None or not len(rows):
        return None
    once = rows.drop_duplicates("id").set_index("id", drop=False)
    sums = ["budget_try", "spent_try", "quantity"]
    amounts = rows[sums].astype("float64").groupby(rows["id"]).sum(min_count=1).reindex(once.index)
    years: dict[str, list[int]] = {}
    for thing, year in zip(rows["id"], rows["year"].astype(object), strict=True):
        years.setdefault(str(thing), []).extend([] if pd.isna(year) else [int(year)])
    found = duties.rows[duties.rows["layer"] == "investments"].drop_duplicates("id").set_index("id").reindex(once.index)
    counts = {} if conflicts is None else conflicts.rows.groupby("thing").size().to_dict()
    place = ground.belonging(once.reset_index(drop=True)).main_place()
    ids = np.where(place >= 0, ground.neighbourhoods.index.to_numpy(dtype=object)[place], None)
    there = ~(once.geometry.isna() | once.geometry.is_empty)
    things = gpd.GeoDataFrame(
        {
            **{name: once[name] for name in _TOLD},
            "neighbourhood_id": ids,
            "neighbourhood_name": once["neighbourhood_name"].where(
                once["neighbourhood_name"].notna(), pd.Series(ids, index=once.index, dtype=object).map(names)
            ),
            "years": [tuple(sorted(years[str(thing)])) for thing in once.index],
            **{name: amounts[name] for name in sums},
            "placed": there,
            "duty": found["authority"],
            "duty_source": found["source"],
            "duty_missing": found["missing"],
            "conflicts": [int(counts.get(thing, 0)) for thing in once.index],
        },
        geometry=once.geometry,
        crs=rows.crs,
    )
    return Programme(things.to_crs(WGS84), rows, conflicts)


def budget_by_unit(programme: Programme) -> pd.DataFrame:
    """The budget by department in charge and year, cancelled investments left out; missing where no amount is known.

    The department that has most comes first; "" stands for those without one.
    """
    rows = programme.rows[(programme.rows["status"] != CANCELLED) & programme.rows["year"].notna()]
    table = pd.DataFrame(
        {
            "unit": rows["unit_in_charge"].fillna(""),
            "year": rows["year"].astype(int),
            "budget_try": rows["budget_try"].astype(float),
        }
    )
    wide = table.groupby(["unit", "year"])["budget_try"].sum(min_count=1).unstack("year")
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return wide.loc[order]


def cost_and_programme(workspace: Workspace, store: Store, programme: Programme | None) -> pd.DataFrame:
    """What the plan says a target costs and what the programme spends on it.

    By target_no and year: cost_try, budget_try and difference_try (the programme less the plan; missing where either is).
    """
    keys = ["target_no", "year"]
    costs = current_frame(workspace, store, "target_costs")
    plan = pd.Series(dtype="float64", name="cost_try", index=pd.MultiIndex.from_arrays([[], []], names=keys))
    if costs is not None:
        stated = costs.assign(target_no=costs["item"].map(target_number)).dropna(subset=keys).drop_duplicates(keys)
        plan = stated.astype({"year": int, "cost_try": float}).set_index(keys)["cost_try"]
    budget = pd.Series(dtype="float64", name="budget_try", index=plan.index[:0])
    if programme is not None:
        rows = programme.rows[(programme.rows["status"] != CANCELLED)].dropna(subset=keys)
        table = pd.DataFrame(rows[[*keys, "budget_try"]]).astype({"year": int, "budget_try": float})
        budget = table.groupby(keys)["budget_try"].sum(min_count=1)
    both = pd.concat([plan, budget], axis=1).sort_index()
    return both.assign(difference_try=both["budget_try"] - both["cost_try"])


def indicators_and_programme(workspace: Workspace, store: Store, programme: Programme | None) -> pd.DataFrame:
    """How much of each indicator's target the programme places, funds and builds (`geo.monitoring.roll_up_investments`).

    Of indicators whose target a card states or that an investment names; empty where there are no cards.
    """
    targets = current_frame(workspace, store, "targets")
    if targets is None:
        return pd.DataFrame()
    cards = target_cards(targets, 2).drop_duplicates(["indicator_no", "year"])
    names = ["indicator_no", "year", "quantity", "budget_try", "spent_try", "funding", "status"]
    if programme is None:
        rows = pd.DataFrame(columns=[*names, "placed"])
        return roll_up_investments(
            rows.astype({"year": "int64", "quantity": float, "budget_try": float, "spent_try": float}), cards
        )
    rows = programme.rows.dropna(subset=["indicator_no", "year"])
    shapes = rows.geometry.to_numpy(dtype=object)
    placed = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return roll_up_investments(pd.DataFrame(rows[names]).assign(placed=placed, year=rows["year"].astype("int64")), cards)


def over_all_years(rolled: pd.DataFrame, cumulative: Collection[str]) -> pd.DataFrame:
    """What of each indicator is wanted and planned over all years, of the rows of `indicators_and_programme`.

    Yearly targets add up; that of an indicator whose values are cumulative is the one of its last year.

    >>> years = pd.MultiIndex.from_product([["2.4.2", "8.1"], [2025, 2026]], names=["indicator_no", "year"])
    >>> counts = dict.fromkeys(("planned", "placed", "funded", "built"), 1.0)
    >>> rolled = pd.DataFrame({"target_value": [5.0, 5.0, 30.0, 60.0], **counts}, years)
    >>> over_all_years(rolled, {"8.1"})[["target_value", "planned"]].to_numpy().tolist()
    [[10.0, 2.0], [60.0, 2.0]]
    """
    names = ["target_value", "planned", "placed", "funded", "built"]
    if not len(rolled):
        return pd.DataFrame(columns=names)
    by_indicator = rolled[names].groupby(level="indicator_no")
    sums = by_indicator.sum(min_count=1)
    last = by_indicator["target_value"].last()
    is_cumulative = sums.index.isin(list(cumulative))
    return sums.assign(target_value=sums["target_value"].where(~is_cumulative, last))
