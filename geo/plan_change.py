"""What changed between two revisions of a plan: hectares from each land use to each."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.cross_areas import cross_tabulate
from geo.crs import require_same_crs
from geo.issues import Issue
from geo.tabulate import M2_PER_HA, in_hectares, not_conserved, zone_side


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Areas in hectares: `area_ha` from a land use of the older revision (rows) to one of the newer (columns).

    `before`: area_ha of each use; removed_ha, what of it is no longer planned; again_ha, what counts more than once because zones
    of the newer revision overlap. `after`: area_ha; added_ha, what was not planned before; again_ha because of the older one.
    area_ha = sum of the row or column - again_ha + removed_ha or added_ha.
    """

    area_ha: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    issues: tuple[Issue, ...]


def tabulate_change(
    older: gpd.GeoDataFrame, newer: gpd.GeoDataFrame, *, land_use: str = "land_use", known: Sequence[str] | None = None
) -> PlanChange:
    """Hectares by land use before and after; the same land drawn in other zones has not changed.

    Parameters
        older, newer: zones as in `tabulate`, in one metric CRS.
        known: the land uses there may be, in both revisions. Without it each revision has its own.
    Raises
        CrsError, RefusedError, NotFoundError: as `tabulate`.
    >>> from shapely import box
    >>> older = gpd.GeoDataFrame({"land_use": ["park"]}, geometry=[box(0, 0, 300, 100)], crs=5256)
    >>> newer = gpd.GeoDataFrame(
    ...     {"land_use": ["park", "housing"]}, geometry=[box(0, 0, 100, 100), box(100, 0, 250, 100)], crs=5256)
    >>> change = tabulate_change(older, newer)
    >>> change.area_ha.loc["park"].to_dict(), change.before.loc["park"].to_dict()
    ({'housing': 1.5, 'park': 1.0}, {'area_ha': 3.0, 'again_ha': 0.0, 'removed_ha': 0.5})
    """
    before, before_issues = zone_side(older, land_use, known, what="older")
    after, after_issues = zone_side(newer, land_use, known, what="newer")
    require_same_crs(older, newer, what=("older", "newer"))
    table = cross_tabulate(before, after)
    return PlanChange(
        table.cells / M2_PER_HA,
        in_hectares(table.rows, "again_ha", "removed_ha"),
        in_hectares(table.columns, "again_ha", "added_ha"),
        (*before_issues, *after_issues, *not_conserved(table)),
    )
