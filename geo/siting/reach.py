"""Who is within reach of which site, as a sparse table."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from geo.siting.problem import refuse_number

Floats = npt.NDArray[np.float64]


def reach_matrix(points: Floats, sites: Floats, reach_m: float) -> csr_array:
    """Which points lie within a straight-line distance of which sites, the distance itself included.

    For walking distances by network, build the same table from the pairs (point, site) that the network gives.

    Parameters
        points: x, y in metres, shape (points, 2).
        sites: x, y in metres, same coordinate system, shape (sites, 2).
        reach_m: distance in metres, above 0.
    Returns
        ones, shape (points, sites).
    Raises
        RefusedError: `siting-bad-number`, the distance is not above 0.

    >>> reach_matrix(np.array([[0.0, 0.0], [900.0, 0.0]]), np.array([[400.0, 0.0], [500.0, 0.0]]), 400).toarray().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    if not reach_m > 0:
        raise refuse_number("reach_m", reach_m, "erişim mesafesi 0 metreden uzun olmalı", "a reach is longer than 0 metres")
    if len(points) == 0 or len(sites) == 0:
        return csr_array((len(points), len(sites)), dtype=np.float64)
    # a list a site: sites are far fewer than points
    near = KDTree(points).query_ball_point(sites, reach_m, return_sorted=True)
    counts = np.fromiter(map(len, near), dtype=np.intp, count=len(sites))
    rows = np.concatenate([np.asarray(some, dtype=np.intp) for some in near])
    columns = np.repeat(np.arange(len(sites)), counts)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(points), len(sites)))
