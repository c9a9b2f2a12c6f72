"""Power diagrams: convex cells of weighted points, and the weights under which cells have given areas.

Source
    Kitagawa, Mérigot, Thibert, "Convergence of a Newton algorithm for semi-discrete optimal transport", JEMS 2019.
    Aurenhammer, "Power diagrams: properties, algorithms and applications", SIAM J. Computing 1987 (lifted hull).
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array, diags_array
from scipy.sparse.linalg import spsolve
from scipy.spatial import ConvexHull

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Integers = npt.NDArray[np.intp]

_SOLVED_RATIO: Final = 1e-9
_MAX_STEPS: Final = 60


@dataclass(frozen=True, slots=True)
class Cells:
    """Power cells cut to their region, their areas, the Newton matrix, and the uncut borders of each two cells."""

    shapes: Geometries
    area_m2: Floats
    jacobian: Any
    edges: Geometries


def solve(points: Floats, official: Floats, weights: Floats, region: Any, *, steps: int = _MAX_STEPS) -> tuple[Floats, Cells]:
    """Damped Newton on the weights until cell areas are the official ones; stops where no step brings them nearer.

    Points in metres, areas and weights in m2. Returns the weights and the cells under them.

    `region` is what cells are cut to: a fixed outline, or a function of the weights. A step is halved until no cell
    falls under half the smallest area and the error shrinks (Kitagawa, Mérigot and Thibert, algorithm 1).

    >>> square = shapely.box(0, 0, 4, 1)
    >>> _, cells = solve(np.array([[1.0, 0.5], [3.0, 0.5]]), np.array([1.0, 3.0]), np.zeros(2), square)
    >>> cells.area_m2.round(6).tolist()
    [1.0, 3.0]
    """
    moves = callable(region)
    cells = cut(points, weights, region(weights) if moves else region, moves=moves)
    floor_m2 = min(cells.area_m2.min(), official.min()) / 2
    for _ in range(steps):
        missing = official - cells.area_m2
        # A site without land answers to no weight, and the matrix is singular.
        if (np.abs(missing) <= _SOLVED_RATIO * official).all() or cells.area_m2.min() <= 0:
            break
        # Inside a fixed outline only differences of weights matter: the first stays.
        free = slice(0 if moves else 1, None)
        step = np.zeros(len(points))
        step[free] = spsolve(cells.jacobian[free, free], missing[free])
        share = 1.0
        while share > 1e-6:
            trial = weights + share * step
            if not moves or trial.min() > 0:
                tried = cut(points, trial, region(trial) if moves else region, moves=moves)
                shrinks = np.linalg.norm(official - tried.area_m2) <= (1 - share / 4) * np.linalg.norm(missing)
                if tried.area_m2.min() > floor_m2 and shrinks:
                    break
            share /= 2
        else:
            break
        weights, cells = trial, tried
    return weights, cells


def cut(points: Floats, weights: Floats, region: Any, *, moves: bool) -> Cells:
    """Cut the power cells to a region (one for all, or one a site) and say how areas answer to weights.

    An area changes by shared length / (2 distance) for each unit of a neighbour's weight, and by free length /
    (2 radius) for its own where the region's border moves with it.
    """
    shapes, first, second, edges = power_cells(points, weights)
    shapes = shapely.intersection(shapes, region)
    within = region[first] if isinstance(region, np.ndarray) else region
    length = shapely.length(shapely.intersection(edges, within))
    count = len(points)
    shared = np.bincount(first, length, count) + np.bincount(second, length, count)
    touching = length > 0
    first, second, length, edges = first[touching], second[touching], length[touching], edges[touching]
    pull = length / (2 * np.linalg.norm(points[first] - points[second], axis=1))
    # floats also where no two sites touch: numpy counts nothing in integers
    own = (np.bincount(first, pull, count) + np.bincount(second, pull, count)).astype(np.float64)
    if moves:
        own += np.maximum(shapely.length(shapes) - shared, 0) / (2 * np.sqrt(weights))
    rows, columns = np.concatenate([first, second]), np.concatenate([second, first])
    jacobian = diags_array(own) - coo_array((np.concatenate([pull, pull]), (rows, columns)), shape=(count, count))
    return Cells(shapes, shapely.area(shapes), jacobian.tocsc(), edges)


def power_cells(points: Floats, weights: Floats) -> tuple[Geometries, Integers, Integers, Geometries]:
    """Convex power cells of the points, and the border (first site, second site, line) of each two neighbours.

    The cells are the lower hull of the points lifted to x² + y² - weight. Far sites all around bound every cell, so
    that one, two or collinear points need no special case. A site without land has an empty cell.
    """
    count, centre = len(points), points.mean(axis=0)
    scale = max(np.abs(points - centre).max(), np.sqrt(np.ptp(weights)), np.sqrt(np.abs(weights).max()), 1.0)
    angle = 0.1 + np.arange(8) * np.pi / 4
    flat = np.concatenate([(points - centre) / scale, 30 * np.column_stack([np.cos(angle), np.sin(angle)])])
    lifted = (flat**2).sum(axis=1) - np.concatenate([weights / scale**2, np.zeros(8)])
    hull = ConvexHull(np.column_stack([flat, lifted]), qhull_options="Qt")
    lower = np.flatnonzero(hull.equations[:, 2] < -1e-9)
    # A facet's plane z = 2 (x, y)·v - … is dual to the corner v where its three cells meet.
    corner = centre - scale * hull.equations[lower, :2] / hull.equations[lower, 2:3] / 2
    sites, where = hull.simplices[lower], np.full(len(hull.equations), -1)
    where[lower] = np.arange(len(lower))
    owner, corner_of = sites.ravel(), np.repeat(np.arange(len(lower)), 3)
    by_owner = np.lexsort([corner_of, owner])
    by_owner = by_owner[owner[by_owner] < count]
    present, group = np.unique(owner[by_owner], return_inverse=True)
    shapes = np.full(count, shapely.Polygon(), dtype=object)
    hulls = shapely.convex_hull(shapely.multipoints(shapely.points(corner[corner_of[by_owner]]), indices=group))
    shapes[present] = np.where(shapely.get_dimensions(hulls) < 2, shapely.Polygon(), hulls)
    across = where[hull.neighbors[lower]]
    facet, side = np.nonzero(across > np.arange(len(lower))[:, None])
    first, second = sites[facet, (side + 1) % 3], sites[facet, (side + 2) % 3]
    real = (first < count) & (second < count)
    ends = np.stack([corner[facet[real]], corner[across[facet, side][real]]], axis=1)
    return shapes, first[real].astype(np.intp), second[real].astype(np.intp), np.asarray(shapely.linestrings(ends))
