"""The zoning plans as drawn and as their report prints them: every printed area is the sum of its zones, exactly."""

from typing import Final

import numpy as np
import pandas as pd

from geo.synthetic.apportion import Integers
from geo.synthetic.ground_plan import GroundPlan
from geo.synthetic.land_uses import USES, broad_uses, printed_shares, zone_area_m2

DRAWN_LEVEL: Final = "implementation_1000"
LEVELS: Final = ("territorial_100000", "master_5000", DRAWN_LEVEL)
_M2_PER_HA: Final = 10_000


def plan_area_rows(plan: GroundPlan, uses: Integers) -> pd.DataFrame:
    """The area table of each plan, with its printed total; the shares are rounded and still sum to 100.

    Returns
        columns of the plan_areas layer, and `source`: the plan's level.
    """
    area_m2 = zone_area_m2(plan)
    drawn = {level: broad_uses(uses) if level == LEVELS[0] else uses for level in LEVELS}
    return pd.concat([_table(level, area_m2, of_level) for level, of_level in drawn.items()], ignore_index=True)


def hectares_by_use(plan: GroundPlan, uses: Integers) -> pd.DataFrame:
    """Hectares of each use (columns) in each neighbourhood (rows), zones that cross a border divided between their two."""
    table = np.zeros((len(plan.neighbourhoods), len(USES)), dtype=np.int64)
    np.add.at(table, (plan.neighbourhood_of_plot, uses[plan.zone_of_plot]), plan.area_m2(plan.plots))
    present = table.any(axis=0)
    names = [use for use, is_there in zip(USES, present, strict=True) if is_there]
    return pd.DataFrame(table[:, present] / _M2_PER_HA, columns=names)


def _table(level: str, area_m2: Integers, uses: Integers) -> pd.DataFrame:
    by_use = np.bincount(uses, area_m2, len(USES)).astype(np.int64)
    there = np.flatnonzero(by_use)
    rows = pd.DataFrame(
        {
            "plan_level": level,
            "land_use": [USES[use] for use in there],
            "is_total": False,
            "area_ha": by_use[there] / _M2_PER_HA,
            "share_pct": printed_shares(by_use[there]) / 100,
        }
    )
    total = rows.head(1).assign(land_use=None, is_total=True, area_ha=int(area_m2.sum()) / _M2_PER_HA, share_pct=100.0)
    return pd.concat([rows, total], ignore_index=True).assign(source=level)
