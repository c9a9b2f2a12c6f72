"""What the registry keeps: the neighbourhoods with their borders and centres, what they were before, and what people ask for."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.synthetic.town import DISTRICT, PROVINCE, Town, drawn, points

_M2_PER_KM2: Final = 1_000_000
_SUBJECTS: Final = ("roads", "cleaning", "parks", "zoning", "damage", "water_sewage", "lighting", "social_aid")
_REQUEST_YEARS: Final = (2024, 2025)


def boundary_rows(town: Town) -> gpd.GeoDataFrame:
    """The neighbourhoods: a coverage without gaps or overlaps, official areas exact to four decimals of a km²."""
    return drawn(
        {
            "code": town.codes,
            "name": town.names,
            "district": DISTRICT,
            "province": PROVINCE,
            "official_area_km2": town.place_area_m2 / _M2_PER_KM2,
        },
        town.plan.polygons(town.plan.neighbourhoods),
    )


def centre_rows(town: Town) -> gpd.GeoDataFrame:
    """A point inside each neighbourhood: columns of the centres layer."""
    at = points(town.plan.middles(town.plan.neighbourhoods))
    return drawn({"neighbourhood_name": town.names, "precision_m": 100.0}, at)


def crosswalk_rows(town: Town) -> pd.DataFrame:
    """A neighbourhood that was renamed, and where there are enough, one that was split and two that were merged."""
    name = town.names
    rows = [("Sarıçay", name[0], 1.0, "renamed", "2014-03-30")]
    if len(name) > 1:
        rows += [("Kuşluca", name[0], 0.4, "split", "2009-03-29"), ("Kuşluca", name[1], 0.6, "split", "2009-03-29")]
    if len(name) > 2:
        rows += [("Akbıyık", name[2], 1.0, "merged", "2019-03-31"), ("Hıdırlık", name[2], 1.0, "merged", "2019-03-31")]
    columns = ["old_neighbourhood", "new_neighbourhood", "share_ratio", "kind", "changed_on"]
    return pd.DataFrame(rows, columns=columns).assign(decision_no=[f"2009/{number}" for number in range(1, len(rows) + 1)])


def request_rows(town: Town) -> pd.DataFrame:
    """Requests by neighbourhood, subject and year, some of each still open: columns of the citizen_requests layer."""
    rng = town.chance["requests"]
    index = pd.MultiIndex.from_product([town.names, _SUBJECTS, _REQUEST_YEARS], names=["neighbourhood_name", "subject", "year"])
    count = rng.integers(1, 200, size=len(index))
    rows = index.to_frame(index=False)
    return rows.assign(request_count=count, closed_count=(count * rng.uniform(0.5, 1.0, size=len(count))).astype(np.int64))
