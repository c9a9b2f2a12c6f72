"""The investments as a department lists them: a row a year, each with its plot, street or point, or only its neighbourhood."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.synthetic.programme import YEARS, Investments
from geo.synthetic.strategic_targets import TARGETS, WORKS
from geo.synthetic.town import Town, choices, counted, points

_KINDS: Final = {
    "park": ("park", "Parkı Yapımı"),
    "road": ("road", "Yol Yenilemesi"),
    "facility": ("social_facility", "Sosyal Tesisi Yapımı"),
    "retrofit": ("disaster", "Bina Güçlendirmesi"),
    "assembly_area": ("disaster", "Toplanma Alanı Düzenlemesi"),
}
_UNITS: Final = {"count": "adet", "m": "m"}
_NOT_STARTED: Final = ("planned", "design", "tender")


def investment_table(town: Town, investments: Investments) -> pd.DataFrame:
    """Columns of the investments layer, without shapes.

    The plan's first year is over: what ends in it is completed, what began in it goes on.
    """
    item, year = np.nonzero(investments.budget_try)
    rows = _items(town, investments).iloc[item].reset_index(drop=True)
    budget, progress = investments.budget_try[item, year], rows["progress_pct"].to_numpy()
    quantity = np.where(year == investments.last[item], investments.quantity[item].astype(float), np.nan)
    # Whole liras: every budget is a multiple of a thousand.
    spent = np.where((year == 0) & (progress > 0), budget / 100 * progress, np.nan)
    return rows.assign(year=np.array(YEARS)[year], budget_try=budget.astype(float), quantity=quantity, spent_try=spent)


def investment_rows(town: Town, investments: Investments, table: pd.DataFrame, roads: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The table with a shape for each investment, the same in each of its years."""
    item, _ = np.nonzero(investments.budget_try)
    return gpd.GeoDataFrame(table, geometry=_shapes(town, investments, roads)[item], crs=roads.crs)


def _items(town: Town, investments: Investments) -> pd.DataFrame:
    rng, places = town.chance["investments"], investments.neighbourhood
    count = len(places)
    targets = [TARGETS[place] for place in investments.target]
    works = [WORKS[place] for place in investments.target.tolist()]
    kinds = [_KINDS[work.what] for work in works]
    names = town.names_of(places)
    titles = [f"{name} {what}" for name, (_, what) in zip(names, kinds, strict=True)]
    last, first = investments.last, investments.first
    status = np.where(last == 0, "completed", np.where(first == 0, "in_progress", rng.choice(_NOT_STARTED, size=count)))
    progress = np.where(last == 0, 100, np.where(first == 0, rng.integers(10, 91, size=count), 0))
    return pd.DataFrame(
        {
            "neighbourhood_name": names,
            "name": [f"{title} {number}" for title, number in zip(titles, counted(titles), strict=True)],
            "project_no": [f"ÖRN-{one:05d}" for one in range(1, count + 1)],
            "kind": [kind for kind, _ in kinds],
            "stated_total_try": investments.budget_try.sum(axis=1).astype(float),
            "quantity_unit": [_UNITS[work.unit] for work in works],
            "unit_in_charge": [target.responsible for target in targets],
            "target_no": [target.number for target in targets],
            "indicator_no": [f"{target.number}.1" for target in targets],
            "funding": choices(rng, count, {"own_budget": 0.6, "loan": 0.2, "grant": 0.2}),
            "status": status,
            "progress_pct": progress.astype(float),
            "starts_on": [f"{YEARS[place]}-03-01" for place in first],
            "ends_on": [f"{YEARS[place]}-11-30" for place in last],
        }
    )


def _shapes(town: Town, investments: Investments, roads: gpd.GeoDataFrame) -> np.ndarray:
    """A street for a road, a plot for a park, a point for a building; every fifth investment has only its neighbourhood."""
    plan, places = town.plan, investments.neighbourhood
    plots = np.searchsorted(plan.neighbourhood_of_plot, places)
    shapes = points(plan.middles(plan.plots[plots]))
    built = np.array([WORKS[place].what for place in investments.target.tolist()])
    areas = np.isin(built, ["park", "assembly_area"])
    shapes[areas] = plan.polygons(plan.plots[plots[areas]])
    streets = roads.drop_duplicates("neighbourhood_name").geometry.to_numpy()
    shapes[built == "road"] = streets[places[built == "road"]]
    shapes[::5] = None
    return shapes
