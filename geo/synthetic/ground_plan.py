"""The ground of a synthetic municipality: a bent grid of street blocks, cut into neighbourhoods and these into plots.

Every corner lies on a multiple of 10 m and every block is a parallelogram, so that each area is a whole number of 100 m² and all
sums are exact. Neighbours share their corners: the neighbourhoods have neither gaps nor overlaps, and neither have the plots.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geo.crs import TUREF_TM33
from geo.synthetic.apportion import Integers, apportion

Geometries = npt.NDArray[np.object_]

# TUREF/TM33, and in it the middle of the Salt Lake (Tuz Gölü): no neighbourhood lies there that this could be taken for.
EPSG: Final = TUREF_TM33
_MIDDLE_M: Final = (530_000, 4_290_000)
_UNIT_M: Final = 10
_BLOCKS_PER_PLOT: Final = 16
_NEIGHBOURHOOD_M2: Final = 1_000_000
_LEAST_STEP_M: Final = 20


@dataclass(frozen=True)
class GroundPlan:
    """Blocks of a bent grid, and the rectangles of blocks that are neighbourhoods and plots.

    A rectangle is (first row, end row, first column, end column), rows from south to north. `plots` are in the order of their
    neighbourhoods; `zone_of_plot` numbers the zones: one plot each, or two that touch across a neighbourhood border.
    """

    step_m: int
    east_of_row_m: Integers
    north_of_column_m: Integers
    neighbourhoods: Integers
    plots: Integers
    neighbourhood_of_plot: Integers
    zone_of_plot: Integers

    @property
    def rows(self) -> int:
        """Rows of blocks."""
        return len(self.east_of_row_m) - 1

    @property
    def columns(self) -> int:
        """Columns of blocks."""
        return len(self.north_of_column_m) - 1

    @property
    def zones(self) -> int:
        """How many zones there are."""
        return int(self.zone_of_plot.max()) + 1

    @cached_property
    def first_plot_of_zone(self) -> Integers:
        """The plot that a zone begins with: the only one of most."""
        return np.unique(self.zone_of_plot, return_index=True)[1]

    @cached_property
    def block_area_m2(self) -> Integers:
        """Area of each block: rows × columns."""
        bends = np.outer(np.diff(self.east_of_row_m), np.diff(self.north_of_column_m))
        areas: Integers = self.step_m**2 - bends
        return areas

    def area_m2(self, rectangles: Integers) -> Integers:
        """Areas of rectangles of blocks, exactly."""
        below = np.zeros((self.rows + 1, self.columns + 1), dtype=np.int64)
        below[1:, 1:] = self.block_area_m2.cumsum(axis=0).cumsum(axis=1)
        south, north, west, east = rectangles.T
        areas: Integers = below[north, east] - below[south, east] - below[north, west] + below[south, west]
        return areas

    def corners(self, rows: Integers, columns: Integers) -> Integers:
        """Easting and northing of corners of blocks, in metres of `EPSG`."""
        west = _MIDDLE_M[0] - _UNIT_M * (self.columns * self.step_m // (2 * _UNIT_M))
        south = _MIDDLE_M[1] - _UNIT_M * (self.rows * self.step_m // (2 * _UNIT_M))
        x = west + columns * self.step_m + self.east_of_row_m[rows]
        y = south + rows * self.step_m + self.north_of_column_m[columns]
        return np.stack([x, y], axis=-1)

    def block_centres(self, rows: Integers, columns: Integers) -> Integers:
        """Middle of each block, on a multiple of 5 m."""
        return (self.corners(rows, columns) + self.corners(rows + 1, columns + 1)) // 2

    def middles(self, rectangles: Integers) -> Integers:
        """A point well inside each rectangle: the centre of its middle block."""
        south, north, west, east = rectangles.T
        return self.block_centres((south + north - 1) // 2, (west + east - 1) // 2)

    def polygons(self, rectangles: Integers) -> Geometries:
        """Shapes of rectangles, with a corner wherever a street meets their border."""
        south, north, west, east = rectangles.T
        width, height = east - west, north - south
        counts = 2 * (width + height)
        owner = np.repeat(np.arange(len(rectangles)), counts)
        along = np.arange(len(owner)) - np.repeat(counts.cumsum() - counts, counts)
        w, h = width[owner], height[owner]
        # Round the rectangle from its south-western corner: east, north, back west, back south.
        columns = west[owner] + np.clip(along, 0, w) - np.clip(along - w - h, 0, w)
        rows = south[owner] + np.clip(along - w, 0, h) - np.clip(along - 2 * w - h, 0, h)
        rings = shapely.linearrings(self.corners(rows, columns).astype(np.float64), indices=owner)
        return np.asarray(shapely.polygons(rings))

    def zone_polygons(self) -> Geometries:
        """Shapes of the zones; one that crosses a border is its two plots joined."""
        shapes = self.polygons(self.plots)
        firsts = self.first_plot_of_zone
        zones = shapes[firsts]
        seconds = np.setdiff1d(np.arange(len(shapes)), firsts)
        crossing = self.zone_of_plot[seconds]
        zones[crossing] = shapely.normalize(shapely.union(zones[crossing], shapes[seconds]))
        return np.asarray(shapely.orient_polygons(zones))

    def painted(self, rectangles: Integers) -> Integers:
        """For each block the rectangle that it lies in: rows × columns."""
        grid = np.full((self.rows, self.columns), -1, dtype=np.int64)
        for number, (south, north, west, east) in enumerate(rectangles.tolist()):
            grid[south:north, west:east] = number
        return grid


def make_ground_plan(neighbourhoods: int, zones: int, rng: np.random.Generator, *, crossing_ratio: float) -> GroundPlan:
    """Lay out a municipality of about 1 km² a neighbourhood.

    Parameters
        crossing_ratio: share of the zones that lie in two neighbourhoods; fewer where there are not so many borders.
    Raises
        ValueError: there is not at least one zone for each neighbourhood.

    >>> plan = make_ground_plan(4, 40, np.random.default_rng(1), crossing_ratio=0.1)
    >>> len(plan.neighbourhoods), plan.zones, len(plan.plots)
    (4, 40, 44)
    >>> bool(plan.area_m2(plan.neighbourhoods).sum() == plan.area_m2(plan.plots).sum() == plan.block_area_m2.sum())
    True
    """
    if zones < neighbourhoods:
        raise ValueError(f"{zones} zones are not one for each of {neighbourhoods} neighbourhoods")
    crossing = int(crossing_ratio * zones)
    while True:
        plan, found = _with_crossing_zones(_plots(neighbourhoods, zones + crossing, rng), crossing, rng)
        if found == crossing:
            return plan
        # Too few borders for that many.
        crossing = found


def _plots(neighbourhoods: int, count: int, rng: np.random.Generator) -> GroundPlan:
    columns = int(np.ceil(np.sqrt(1.25 * _BLOCKS_PER_PLOT * count)))
    rows = int(np.ceil(_BLOCKS_PER_PLOT * count / columns))
    step = max(_LEAST_STEP_M, int(np.sqrt(neighbourhoods * _NEIGHBOURHOOD_M2 / (rows * columns)) / _UNIT_M) * _UNIT_M)
    places = np.array(cut((0, rows, 0, columns), neighbourhoods, rng), dtype=np.int64)
    blocks = (places[:, 1] - places[:, 0]) * (places[:, 3] - places[:, 2])
    plots_of_place = apportion(count, blocks, least=1)
    pieces = [cut(tuple(place), parts, rng) for place, parts in zip(places.tolist(), plots_of_place.tolist(), strict=True)]
    plots = np.array([piece for of_place in pieces for piece in of_place], dtype=np.int64)
    owner = np.repeat(np.arange(neighbourhoods), plots_of_place)
    bend = max(1, int(0.4 * step / _UNIT_M))
    return GroundPlan(step, _bends(rows, bend, rng), _bends(columns, bend, rng), places, plots, owner, np.arange(count))


def cut(rectangle: tuple[int, ...], parts: int, rng: np.random.Generator) -> list[tuple[int, int, int, int]]:
    """Cut a rectangle of blocks into so many rectangles of blocks, the longer side first.

    >>> cut((0, 2, 0, 2), 4, np.random.default_rng(1))
    [(0, 1, 0, 1), (1, 2, 0, 1), (0, 1, 1, 2), (1, 2, 1, 2)]
    """
    done: list[tuple[int, int, int, int]] = []
    chances = iter(rng.uniform(0.35, 0.65, size=parts).tolist())
    waiting = [(*rectangle, parts)]
    while waiting:
        south, north, west, east, count = waiting.pop()
        if count == 1:
            done.append((south, north, west, east))
            continue
        height, width = north - south, east - west
        long, short = max(height, width), min(height, width)
        at = min(max(1, round(long * next(chances))), long - 1)
        # Neither side may get more parts than it has blocks.
        first = min(max(1, round(count * at / long), count - (long - at) * short), at * short, count - 1)
        if width >= height:
            waiting += [(south, north, west + at, east, count - first), (south, north, west, west + at, first)]
        else:
            waiting += [(south + at, north, west, east, count - first), (south, south + at, west, east, first)]
    return done


def _bends(count: int, most: int, rng: np.random.Generator) -> Integers:
    """How far each street is pushed aside: two waves, never so steep that a block loses its area."""
    along = np.arange(count)
    waves = rng.uniform(1.0, 2.5, size=2) * 2 * np.pi / max(count, 12)
    phases = rng.uniform(0, 2 * np.pi, size=2)
    slope = (np.sin(waves[0] * along + phases[0]) + np.sin(3 * waves[1] * along + phases[1])) / 2
    return np.concatenate([[0], np.round(most * slope).astype(np.int64).cumsum()]) * _UNIT_M


def _with_crossing_zones(plan: GroundPlan, wanted: int, rng: np.random.Generator) -> tuple[GroundPlan, int]:
    """Join so many pairs of plots that touch across a border, if there are as many; a plot is in one pair at most."""
    grid = plan.painted(plan.plots)
    touching = [(grid[:, :-1].ravel(), grid[:, 1:].ravel()), (grid[:-1].ravel(), grid[1:].ravel())]
    pairs = np.concatenate([np.column_stack(sides) for sides in touching])
    across = plan.neighbourhood_of_plot[pairs[:, 0]] != plan.neighbourhood_of_plot[pairs[:, 1]]
    pairs = rng.permutation(np.unique(pairs[across], axis=0))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for one, other in pairs.tolist():
        if len(partner) == wanted:
            break
        if one not in taken and other not in taken:
            taken |= {one, other}
            partner[max(one, other)] = min(one, other)
    first = np.arange(len(plan.plots))
    first[list(partner)] = list(partner.values())
    _, zone_of_plot = np.unique(first, return_inverse=True)
    return replace(plan, zone_of_plot=zone_of_plot.astype(np.int64)), len(partner)
