"""Buildings and the people in them: every figure of a population table is a sum over buildings.

Each dwelling of a neighbourhood has the same number of people, so that people given to buildings by their dwellings come out as
they are, and who was there before the earthquake is who lived in all buildings, who is there now who lives in those that stand.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.synthetic.apportion import Integers, apportion
from geo.synthetic.ground_plan import GroundPlan
from geo.synthetic.land_uses import HOMES, USES

# Before the earthquake, right after it, and now.
YEARS: Final = (2022, 2023, 2025)
BEFORE, AFTER, NOW = YEARS
DAMAGE: Final = ("none", "slight", "moderate", "severe", "urgent_demolition", "collapsed")
_DAMAGE_SHARES: Final = (0.42, 0.32, 0.10, 0.09, 0.03, 0.04)
_LEAST_LOST: Final = DAMAGE.index("severe")
_MOST_STOREYS: Final = 9


@dataclass(frozen=True)
class Homes:
    """One entry a building, in the order of their neighbourhoods; `household` and the population have one a neighbourhood.

    `rows` and `columns` name the block that a building stands on, alone. `damage` is a place in `DAMAGE`.
    """

    neighbourhood: Integers
    rows: Integers
    columns: Integers
    storeys: Integers
    dwellings: Integers
    damage: Integers
    household: Integers
    population: dict[int, Integers]
    women: dict[int, Integers]
    # People under temporary protection now, who are in no population.
    protected: Integers

    @property
    def stands(self) -> np.ndarray:
        """Which buildings are still there."""
        return self.damage < _LEAST_LOST

    @property
    def residents(self) -> Integers:
        """Who lives in each building now; nobody in one that is lost."""
        return np.where(self.stands, self.dwellings * self.household[self.neighbourhood], 0)


def make_homes(plan: GroundPlan, uses: Integers, buildings: int, rng: np.random.Generator) -> Homes:
    """Put buildings on blocks that are zoned for homes: about so many in all, one at least in each neighbourhood.

    There are fewer where there are not so many such blocks.
    """
    zone = plan.zone_of_plot[plan.painted(plan.plots)]
    owner = plan.painted(plan.neighbourhoods)
    rows, columns = np.nonzero(np.isin(uses[zone], [USES.index(use) for use in HOMES]))
    count = len(plan.neighbourhoods)
    blocks = np.bincount(owner[rows, columns], minlength=count)
    wanted = apportion(max(buildings, count), blocks * rng.uniform(0.5, 1.5, size=count), least=1)
    chosen = np.minimum(wanted, blocks)
    order = np.lexsort([rng.random(len(rows)), owner[rows, columns]])
    rank = np.arange(len(order)) - np.repeat(blocks.cumsum() - blocks, blocks)
    order = order[rank < chosen[owner[rows[order], columns[order]]]]
    rows, columns = rows[order], columns[order]
    neighbourhood = owner[rows, columns]
    total = len(rows)
    storeys = rng.integers(1, _MOST_STOREYS, size=total)
    dwellings = storeys * rng.integers(1, 5, size=total)
    damage = rng.choice(len(DAMAGE), size=total, p=_DAMAGE_SHARES).astype(np.int64)
    # One building stands in each, so that nobody divides by an empty neighbourhood.
    damage[np.unique(neighbourhood, return_index=True)[1]] = 0
    household = rng.integers(2, 5, size=count)
    stands = damage < _LEAST_LOST
    before = np.bincount(neighbourhood, dwellings, count).astype(np.int64) * household
    now = np.bincount(neighbourhood, dwellings * stands, count).astype(np.int64) * household
    after = now - (now * rng.uniform(0.0, 0.06, size=count)).astype(np.int64)
    population = {BEFORE: before, AFTER: after, NOW: now}
    women = {year: (people * rng.uniform(0.48, 0.52, size=count)).astype(np.int64) for year, people in population.items()}
    protected = rng.integers(0, 120, size=count)
    return Homes(neighbourhood, rows, columns, storeys, dwellings, damage, household, population, women, protected)
