"""What a metropolitan municipality plans in a synthetic municipality, some of it where the municipality plans the same."""

from typing import Final

import geopandas as gpd
import numpy as np
import shapely

_BUILT: Final = ("park", "social_facility")
_EVERY: Final = 4
_MOST_APART_M: Final = 300.0
_MOST_YEARS: Final = 2
_AGENCY: Final = "Örnek Büyükşehir Belediyesi"


def other_programme_rows(investments: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Every fourth park or social facility that is still to be built stands in the other programme too, at the same place.

    Columns of the other_programmes layer, metric CRS.
    """
    same = _to_build(investments).iloc[::_EVERY]
    return gpd.GeoDataFrame(
        {
            "neighbourhood_name": same["neighbourhood_name"].to_numpy(),
            "name": [f"Büyükşehir {name}" for name in same["name"]],
            "agency": _AGENCY,
            "kind": same["kind"].to_numpy(),
            "year": same["year"].to_numpy(),
            "budget_try": same["stated_total_try"].to_numpy(),
            "status": "planned",
            "programme": "Yatırım programı",
        },
        geometry=same.geometry.to_numpy(),
        crs=investments.crs,
    )


def twice_programmed(investments: gpd.GeoDataFrame, others: gpd.GeoDataFrame) -> list[str]:
    """Names of the investments that another programme has within 300 m and two years, every pair looked at."""
    own = _to_build(investments)
    apart = shapely.distance(own.geometry.to_numpy()[:, None], others.geometry.to_numpy()[None, :])
    years = np.abs(own["year"].to_numpy()[:, None] - others["year"].to_numpy()[None, :])
    same = own["kind"].to_numpy()[:, None] == others["kind"].to_numpy()[None, :]
    twice = (same & (apart <= _MOST_APART_M) & (years <= _MOST_YEARS)).any(axis=1)
    return sorted(own["name"][twice])


def _to_build(investments: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Those kinds that are not completed and have a shape, in their last year."""
    open_ones = investments[investments["kind"].isin(_BUILT) & (investments["status"] != "completed")]
    return open_ones[open_ones.geometry.notna()].drop_duplicates("name", keep="last")
