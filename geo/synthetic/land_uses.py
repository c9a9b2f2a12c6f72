"""What each zone is for: drawn by weight, and settled so that the shares a plan report would print sum to 100.00 exactly."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from geo.synthetic.apportion import Integers
from geo.synthetic.ground_plan import GroundPlan

_WEIGHTS: Final[Mapping[str, int]] = {
    "residential_existing": 28,
    "residential_development": 14,
    "commercial": 4,
    "commercial_residential": 5,
    "park": 8,
    "sport": 2,
    "education": 6,
    "health": 3,
    "cultural": 2,
    "social": 2,
    "worship": 2,
    "municipal_service": 3,
    "small_industry": 2,
    "cemetery": 1,
    "technical_infrastructure": 1,
    "olive_grove": 4,
    "forest": 3,
    "agriculture": 10,
}
USES: Final = tuple(_WEIGHTS)
HOMES: Final = ("residential_existing", "residential_development", "commercial_residential")
# What the 1/100.000 plan draws: all else is part of the settlement.
OPEN_LAND: Final = ("olive_grove", "forest", "agriculture")
_SETTLEMENT: Final = USES.index("residential_existing")
# In each neighbourhood; homes in any, the others where it has plots enough.
_IN_EACH: Final = ("residential_existing", "park", "education")
_ENOUGH_PLOTS: Final = 4
PRINTED_SHARES: Final = 10_000
# Of 875 small places one in a hundred needed 29, and the one that needed more than 3,000 had none to find.
_MOST_DRAWS: Final = 1000


def draw_land_uses(plan: GroundPlan, rng: np.random.Generator) -> Integers:
    """The use of each zone, as a place in `USES`.

    Each neighbourhood has homes, and a park and a school where it has at least four plots, unless that zone crosses into a
    neighbour that needs it for homes; a place too small for shares that sum to the whole is all homes.
    """
    uses = _draw(rng, plan.zones)
    owner = plan.neighbourhood_of_plot
    zones = plan.zone_of_plot[np.lexsort([rng.random(len(owner)), owner])]
    counts = np.bincount(owner)
    starts = counts.cumsum() - counts
    is_free = np.ones(plan.zones, dtype=bool)
    for place, use in reversed(list(enumerate(_IN_EACH))):
        chosen = zones[starts[(counts >= _ENOUGH_PLOTS) | (place == 0)] + place]
        uses[chosen] = USES.index(use)
        is_free[chosen] = False
    return _with_even_shares(zone_area_m2(plan), uses, np.flatnonzero(is_free), rng)


def _draw(rng: np.random.Generator, count: int) -> Integers:
    weights = np.array(list(_WEIGHTS.values()), dtype=float)
    return rng.choice(len(USES), size=count, p=weights / weights.sum()).astype(np.int64)


def zone_area_m2(plan: GroundPlan) -> Integers:
    """Area of each zone; one that crosses a border has two plots."""
    return np.bincount(plan.zone_of_plot, plan.area_m2(plan.plots)).astype(np.int64)


def broad_uses(uses: Integers) -> Integers:
    """The uses as the 1/100.000 plan shows them."""
    return np.where(np.isin(uses, [USES.index(use) for use in OPEN_LAND]), uses, _SETTLEMENT)


def printed_shares(area_m2: Integers) -> Integers:
    """Shares of a whole in hundredths of a percent, each rounded by itself.

    >>> printed_shares(np.array([2, 1])).tolist()
    [6667, 3333]
    """
    total = int(area_m2.sum())
    return (2 * PRINTED_SHARES * area_m2 + total) // (2 * total)


def _with_even_shares(area_m2: Integers, uses: Integers, free: Integers, rng: np.random.Generator) -> Integers:
    """Draw the use of one zone after another again until the rounded shares of both plans sum to the whole.

    About one drawing in five does; shares bent to the sum would each contradict their area. Where one or two zones are free,
    none may: such a place is all homes, whose share is the whole.
    """
    for _ in range(_MOST_DRAWS):
        if all(_sum_to_the_whole(area_m2, drawn) for drawn in (uses, broad_uses(uses))):
            return uses
        if not len(free):
            break
        uses[rng.choice(free)] = _draw(rng, 1)[0]
    return np.full_like(uses, _SETTLEMENT)


def _sum_to_the_whole(area_m2: Integers, uses: Integers) -> bool:
    by_use = np.bincount(uses, area_m2, len(USES)).astype(np.int64)
    return int(printed_shares(by_use).sum()) == PRINTED_SHARES
