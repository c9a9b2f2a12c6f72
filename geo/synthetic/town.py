"""A synthetic municipality before it is written down: its ground, its uses, its people, and a source of chance for each subject.

Each subject draws from a stream of its own, so that what one needs does not move what another gets.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.synthetic.apportion import Integers
from geo.synthetic.ground_plan import EPSG, GroundPlan, make_ground_plan
from geo.synthetic.homes import Homes, make_homes
from geo.synthetic.land_uses import USES, draw_land_uses
from geo.synthetic.place_names import place_names

PROVINCE: Final = "Örnek"
DISTRICT: Final = "Örnek"
# Zones that lie in two neighbourhoods, so that areas have to be divided.
CROSSING_RATIO: Final = 0.05
_BUILDINGS_PER_PLACE: Final = 50
_FIRST_CODE: Final = 900_001
_FIRST_BLOCK_NO: Final = 101
_SUBJECTS: Final = (
    *("ground", "uses", "homes", "programme", "targets", "costs", "buildings", "streets", "public_places", "property"),
    *("disaster", "investments", "requests"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a municipality is to be; without `buildings` there are about fifty a neighbourhood."""

    neighbourhoods: int = 24
    zones: int = 600
    buildings: int | None = None


@dataclass(frozen=True)
class Town:
    """What all layers of a municipality are written from. `uses` has one entry a zone, a place in `USES`."""

    plan: GroundPlan
    uses: Integers
    homes: Homes
    names: Sequence[str]
    codes: Sequence[str]
    chance: Mapping[str, np.random.Generator]

    @cached_property
    def plot_of_block(self) -> Integers:
        """Rows × columns of blocks."""
        return self.plan.painted(self.plan.plots)

    @cached_property
    def neighbourhood_of_block(self) -> Integers:
        """Rows × columns of blocks."""
        return self.plan.neighbourhood_of_plot[self.plot_of_block]

    @cached_property
    def zone_shapes(self) -> npt.NDArray[np.object_]:
        """One polygon a zone."""
        return self.plan.zone_polygons()

    @cached_property
    def place_area_m2(self) -> Integers:
        """Area of each neighbourhood."""
        return self.plan.area_m2(self.plan.neighbourhoods)

    def zones_for(self, *uses: str) -> Integers:
        """The zones of these uses."""
        return np.flatnonzero(np.isin(self.uses, [USES.index(use) for use in uses]))

    def use_names(self, zones: Integers) -> list[str]:
        """The use of each of these zones."""
        return [USES[use] for use in self.uses[zones].tolist()]

    def names_of(self, neighbourhoods: Integers) -> list[str]:
        """Names by place in the list of neighbourhoods."""
        return [self.names[number] for number in neighbourhoods.tolist()]

    def neighbourhoods_of(self, zones: Integers) -> Integers:
        """The neighbourhood of each zone; of one that crosses a border the first."""
        return self.plan.neighbourhood_of_plot[self.plan.first_plot_of_zone[zones]]

    def parcels_of(self, rows: Integers, columns: Integers) -> tuple[list[str], list[str]]:
        """Block and parcel number (ada, parsel) of blocks of the grid: a plot is an ada, its blocks are the parcels."""
        plots = self.plot_of_block[rows, columns]
        south, _, west, east = self.plan.plots[plots].T
        parcels = (rows - south) * (east - west) + columns - west + 1
        return [str(number) for number in (plots + _FIRST_BLOCK_NO).tolist()], [str(number) for number in parcels.tolist()]


def make_town(size: Size, seed: int) -> Town:
    """The same for the same size and seed.

    Raises
        ValueError: a zone for each neighbourhood is lacking, or there are more neighbourhoods than names.

    >>> town = make_town(Size(3, 30), 1)
    >>> list(town.names), len(town.uses)
    (['Çınarlı', 'Işıklar', 'İncirlik'], 30)
    """
    chance = dict(zip(_SUBJECTS, np.random.default_rng(seed).spawn(len(_SUBJECTS)), strict=True))
    names = place_names(size.neighbourhoods)
    plan = make_ground_plan(size.neighbourhoods, size.zones, chance["ground"], crossing_ratio=CROSSING_RATIO)
    uses = draw_land_uses(plan, chance["uses"])
    buildings = _BUILDINGS_PER_PLACE * size.neighbourhoods if size.buildings is None else size.buildings
    homes = make_homes(plan, uses, buildings, chance["homes"])
    codes = [str(_FIRST_CODE + number) for number in range(size.neighbourhoods)]
    return Town(plan, uses, homes, names, codes, chance)


def drawn(columns: Mapping[str, object] | pd.DataFrame, shapes: npt.NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Rows with shapes, in the metres of the ground plan."""
    return gpd.GeoDataFrame(pd.DataFrame(columns, index=range(len(shapes))), geometry=shapes, crs=EPSG)


def points(xy: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """Points from eastings and northings."""
    return np.asarray(shapely.points(xy.astype(np.float64)))


def days(rng: np.random.Generator, count: int, first: str, last: str) -> list[str]:
    """So many days between two (both included), in ISO's form."""
    start, end = np.datetime64(first), np.datetime64(last)
    return [str(day) for day in start + rng.integers(0, (end - start).astype(int) + 1, size=count)]


def choices(rng: np.random.Generator, count: int, shares: Mapping[str, float]) -> list[str]:
    """So many words drawn by their shares, which sum to 1."""
    return [str(word) for word in rng.choice(list(shares), size=count, p=list(shares.values()))]


def counted(names: Sequence[str]) -> list[int]:
    """The how manieth of its name each is.

    >>> counted(["Park", "Yol", "Park"])
    [1, 1, 2]
    """
    met: Counter[str] = Counter()
    numbers = []
    for name in names:
        met[name] += 1
        numbers.append(met[name])
    return numbers
