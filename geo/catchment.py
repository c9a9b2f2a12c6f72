"""Who lives within walking distance of what, and how much of a facility's capacity reaches each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.walking import NETWORK, STRAIGHT_LINE, Distances, Reach

Floats = npt.NDArray[np.float64]

# Of the current regulation's annex, which nobody has verified yet (DESIGN.md, 10): playground, park, nursery, primary school and
# family health centre 500 m, middle school 1,000 m, high school 2,500 m.
LIMITS_M: Final = (500.0, 1_000.0, 2_500.0)

MIXED: Final = "mixed"


def people_within(homes: pd.DataFrame, distances: Distances, limits_m: Sequence[float] = LIMITS_M) -> pd.DataFrame:
    """How many of each neighbourhood's people have a facility of each kind within a walk of each limit.

    A home from which no road leads to a facility (`no-way`) is not within; that is an answer. There is no answer, and a `reason`
    instead, where the kind has no facility at all (`no-facility`), the population of a home is unknown (`population-unknown`),
    people live at no known place (`no-place`), or, for the share alone, nobody lives there (`nobody-lives-there`).

    Parameters
        homes: columns neighbourhood_id, persons; the rows of `distances`.
        limits_m: walking distances (m); a distance equal to one is within it.
    Returns
        columns neighbourhood_id, kind, limit_m, people_count, population, share_ratio (0 to 1), method (`network`,
        `straight-line`, `mixed`, or empty where no home has a place) and reason; by neighbourhood, kind and limit in the order
        in which they come.
    Raises
        ValueError: homes and distances are not the same rows.
    >>> homes = pd.DataFrame({"neighbourhood_id": "1", "persons": [30.0, 70.0]})
    >>> kinds = pd.DataFrame({"park": [400.0, 700.0]})
    >>> walked = Distances(kinds, kinds.isna().replace(False, ""), pd.Series(["network"] * 2), pd.Series([5.0, 5.0]), ())
    >>> people_within(homes, walked, [500, 1000])[["limit_m", "people_count", "share_ratio"]].to_numpy().tolist()
    [[500.0, 30.0, 0.3], [1000.0, 100.0, 1.0]]
    """
    if not homes.index.equals(distances.distance_m.index):
        raise ValueError("the distances are of other homes: both need the same index in the same order")
    code, ids = pd.factorize(homes["neighbourhood_id"])
    persons = homes["persons"].to_numpy(dtype=float, na_value=np.nan)
    count = len(ids)
    population = _total(code, persons, count)
    method = _methods(code, distances.method, count)
    tables = []
    for kind in distances.distance_m.columns:
        metres = distances.distance_m[kind].to_numpy()
        missing = distances.reason[kind].to_numpy()
        reason = np.select(
            [_any(code, missing == "no-facility", count), np.isnan(population), _any(code, missing == "no-place", count)],
            ["no-facility", "population-unknown", "no-place"],
            default="",
        )
        for limit_m in limits_m:
            within = np.where(reason == "", _total(code, np.where(metres <= limit_m, persons, 0.0), count), np.nan)
            table = pd.DataFrame({"neighbourhood_id": ids, "kind": kind, "limit_m": float(limit_m), "people_count": within})
            table["population"] = population
            table["share_ratio"] = within / np.where(population > 0, population, np.nan)
            table["method"] = method
            table["reason"] = np.where((reason == "") & (population == 0), "nobody-lives-there", reason)
            tables.append(table)
    columns = ["neighbourhood_id", "kind", "limit_m", "people_count", "population", "share_ratio", "method", "reason"]
    if not tables:
        return pd.DataFrame(columns=columns)
    rows = pd.concat(tables, keys=range(len(tables))).reset_index(names=["table", "place"])
    return rows.sort_values(["place", "table"], kind="stable")[columns].reset_index(drop=True)


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """What reaches people: `per_person` (homes) and `per_person_in_reach` (facilities), in the capacity's unit a person.

    Where a value is NaN, `reason` (homes) is the kind of issue that says why; a home that reaches no facility has 0.
    """

    per_person: Floats
    per_person_in_reach: Floats
    reason: npt.NDArray[np.object_]


def share_capacity(reach: Reach, persons: Floats, capacity: Floats) -> Access:
    """Capacity and distance together: each facility is shared among all who reach it, each home adds up the shares it reaches.

    A facility that many reach gives little to each. What is given out is what there is: persons × per_person adds up to the
    capacity of all facilities that somebody reaches. An unknown capacity, or unknown persons in its reach, makes the answer
    unknown for all who reach that facility (`unknown-in-reach`). No value either for homes where nobody lives
    (`nobody-lives-there`), whose persons are unknown (`population-unknown`), or that have no place (`no-place`), and for all
    homes if there are no facilities (`no-facility`).

    Parameters
        persons: one a home.
        capacity: one a facility, such as m2, beds or pupils; negative or NaN is unknown.
    Raises
        ValueError: `persons` or `capacity` is not as long as the homes or facilities.
    Source
        Two-step floating catchment area: Luo and Wang, "Measures of spatial accessibility to health care in a GIS environment",
        Environment and Planning B 30(6), 2003, pp. 865-884, after Radke and Mu 2000.
    >>> from numpy import array
    >>> reach = Reach(array([0, 1, 1]), array([0, 0, 1]), array([100.0, 400.0, 50.0]), 500.0, array([True, True]), 2, ())
    >>> share_capacity(reach, array([100.0, 300.0]), array([800.0, 600.0])).per_person.tolist()
    [2.0, 4.0]
    """
    if len(persons) != len(reach.is_placed) or len(capacity) != reach.facility_count:
        raise ValueError(
            f"{len(persons)} persons and {len(capacity)} capacities for {len(reach.is_placed)} homes and "
            f"{reach.facility_count} facilities; give one for each"
        )
    persons, capacity = (np.where(np.isfinite(given) & (given >= 0), given, np.nan) for given in (persons, capacity))
    in_reach = np.bincount(reach.facility, persons[reach.home], reach.facility_count)
    per_person_in_reach = capacity / np.where(in_reach == 0, np.nan, in_reach)
    per_person = np.bincount(reach.home, per_person_in_reach[reach.facility], len(persons))
    reason = np.select(
        [~reach.is_placed, np.isnan(persons), persons == 0, np.isnan(per_person)],
        ["no-place", "population-unknown", "nobody-lives-there", "unknown-in-reach"],
        default="" if reach.facility_count else "no-facility",
    ).astype(object)
    return Access(np.where(reason == "", per_person, np.nan), per_person_in_reach, reason)


def _total(code: npt.NDArray[np.intp], values: Floats, count: int) -> Floats:
    return np.bincount(code, values, count).astype(np.float64)


def _any(code: npt.NDArray[np.intp], is_so: npt.NDArray[np.bool_], count: int) -> npt.NDArray[np.bool_]:
    return np.bincount(code[is_so], minlength=count) > 0


def _methods(code: npt.NDArray[np.intp], method: pd.Series, count: int) -> npt.NDArray[np.object_]:
    by_road, straight = (_any(code, (method == name).to_numpy(), count) for name in (NETWORK, STRAIGHT_LINE))
    return np.select([by_road & straight, by_road, straight], [MIXED, NETWORK, STRAIGHT_LINE], default="").astype(object)
