"""Who would gain from a new facility: where people live, who has one within reach already, and which sites each can walk to."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from geo.issues import Issue
from geo.residents import place_residents
from geo.walking import walk_to_each, walk_to_nearest
from layers.ground import Ground
from layers.walks import dwellings, facilities_of, walking_network


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """`homes`: points with neighbourhood_id, persons and covered; `reach`: ones where a home can walk to a site."""

    homes: gpd.GeoDataFrame
    reach: csr_array
    issues: tuple[Issue, ...]

    def persons(self, which: npt.NDArray[np.bool_]) -> float:
        """How many people live in some of the homes, those of unknown population left out."""
        return float(self.homes["persons"].to_numpy("float64")[which].sum(where=~self.homes["persons"].isna().to_numpy()[which]))


def walking_demand(ground: Ground, kind: str, people: pd.Series, sites: gpd.GeoDataFrame, reach_m: float) -> Demand:
    """The people of the district, held against existing facilities and candidate sites, by walks along roads.

    Where there is no road near, the straight line times the detour factor is taken, and an issue says so.

    Parameters
        people: persons by neighbourhood id.
        sites: candidate sites with a shape, metres.
    """
    settled = ground.neighbourhoods[["geometry"]].assign(population=people.astype("float64"))
    residents = place_residents(settled, dwellings(ground))
    network = walking_network(ground)
    existing, _ = facilities_of(ground, kind)
    covered = np.zeros(len(residents.homes), dtype=bool)
    issues = list(residents.issues)
    if existing is not None:
        walked = walk_to_nearest(residents.homes, {kind: existing}, network)
        covered = (walked.distance_m[kind] <= reach_m).to_numpy(bool)
        issues += walked.issues
    reached = walk_to_each(residents.homes, sites, network, limit_m=reach_m)
    issues += [issue for issue in reached.issues if issue not in issues]
    table = csr_array((np.ones(len(reached.home)), (reached.home, reached.facility)), shape=(len(residents.homes), len(sites)))
    return Demand(residents.homes.assign(covered=covered), table, tuple(issues))
