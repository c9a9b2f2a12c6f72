"""The zoning plans as drawn and as their report prints them: every printed area is the sum of its zones, exactly."""

from typing import Final

import numpy as np
import pandas as pd

from geo.synthetic.apportion import Integers
from geo.synthetic.ground_plan import GroundPlan
from geo.synthetic.land_uses import HOMES, PRINTED_SHARES, USES, broad_uses, printed_shares, zone_area_m2
from geo.synthetic.town import Town

DRAWN_LEVEL: Final = "implementation_1000"
LEVELS: Final = ("territorial_100000", "master_5000", DRAWN_LEVEL)
PLAN_NAME: Final = "Örnek Uygulama İmar Planı"
PLAN_NO: Final = "UİP-900001"
APPROVED_ON: Final = "2024-06-10"
DECISION_NO: Final = "2024/118"
_M2_PER_HA: Final = 10_000


def plan_area_rows(plan: GroundPlan, uses: Integers) -> pd.DataFrame:
    """The area table of each plan, with its printed total; the shares are rounded and still sum to 100.

    Returns
        columns of the plan_areas layer, and `source`: the plan's level.
    """
    area_m2 = zone_area_m2(plan)
    drawn = {level: broad_uses(uses) if level == LEVELS[0] else uses for level in LEVELS}
    rows = [row for level, of_level in drawn.items() for row in _table(level, area_m2, of_level)]
    return pd.DataFrame(rows).assign(source=lambda printed: printed["plan_level"])


def hectares_by_use(plan: GroundPlan, uses: Integers) -> pd.DataFrame:
    """Hectares of each use (columns) in each neighbourhood (rows), zones that cross a border divided between their two."""
    table = np.zeros((len(plan.neighbourhoods), len(USES)), dtype=np.int64)
    np.add.at(table, (plan.neighbourhood_of_plot, uses[plan.zone_of_plot]), plan.area_m2(plan.plots))
    present = np.flatnonzero(table.sum(axis=0))
    return pd.DataFrame(table[:, present] / _M2_PER_HA, columns=[USES[use] for use in present])


def zoning_table(town: Town) -> pd.DataFrame:
    """The zones of the 1/1.000 plan, which together are the whole municipality: columns of the zoning layer, without shapes."""
    rng, count = town.chance["uses"], town.plan.zones
    is_built = np.isin(town.uses, [USES.index(use) for use in (*HOMES, "commercial")])
    storeys = rng.integers(1, 9, size=count)
    bcr = rng.choice([0.2, 0.25, 0.3, 0.4], size=count)
    return pd.DataFrame(
        {
            "plan_level": DRAWN_LEVEL,
            "plan_name": PLAN_NAME,
            "plan_no": PLAN_NO,
            "land_use": town.use_names(np.arange(count)),
            "zoning_block": [f"İ{number:06d}" for number in range(1, count + 1)],
            "area_m2": zone_area_m2(town.plan).astype(float),
            "far": np.where(is_built, np.round(bcr * storeys, 2), np.nan),
            "bcr": np.where(is_built, bcr, np.nan),
            "max_storeys": pd.Series(storeys, dtype="Int64").where(is_built),
            "max_height_m": np.where(is_built, storeys * 3.0 + 0.5, np.nan),
            "building_order": ["detached" if built else None for built in is_built],
            "approved_on": APPROVED_ON,
            "decision_no": DECISION_NO,
            "status": "in_force",
        }
    )


def _table(level: str, area_m2: Integers, uses: Integers) -> list[dict[str, object]]:
    by_use = np.bincount(uses, area_m2, len(USES)).astype(np.int64)
    there = np.flatnonzero(by_use)
    names: list[str | None] = [USES[use] for use in there]
    areas, shares = [*by_use[there], area_m2.sum()], [*printed_shares(by_use[there]), PRINTED_SHARES]
    return [
        {"plan_level": level, "land_use": use, "is_total": use is None, "area_ha": area / _M2_PER_HA, "share_pct": share / 100}
        for use, area, share in zip([*names, None], areas, shares, strict=True)
    ]
