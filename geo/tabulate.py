"""How much of each neighbourhood is zoned for what: hectares by land use, with overlaps and gaps accounted for apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.cross_areas import CONSERVED_RATIO, CrossTable, Side, cross_tabulate, side_of
from geo.crs import require_same_crs
from geo.errors import NotFoundError
from geo.figures import agrees, decimals_of
from geo.issues import Finding, Issue, Parameter, Words
from geo.measurable import listing, require_column, require_polygons, require_rows
from geo.numbers import format_number

M2_PER_HA: Final = 10_000.0
# The column for zones whose land use nobody wrote down.
NOT_STATED: Final = "not_stated"


@dataclass(frozen=True, slots=True)
class Tabulation:
    """Areas in hectares: `area_ha` by neighbourhood (rows) and land use (columns).

    `neighbourhoods`: area_ha; overlap_ha, land that more than one zone claims, counted once for each zone beyond the first;
    gap_ha, land of no zone. area_ha = sum of the row - overlap_ha + gap_ha.
    `land_uses`: area_ha of all zones; outside_ha, what of it lies in no neighbourhood; again_ha, what counts more than once
    because neighbourhoods overlap. area_ha = sum of the column - again_ha + outside_ha.
    """

    area_ha: pd.DataFrame
    neighbourhoods: pd.DataFrame
    land_uses: pd.DataFrame
    issues: tuple[Issue, ...]

    def of(self, land_use: str) -> pd.Series:
        """Hectares of one land use in each neighbourhood.

        Raises
            NotFoundError: the plan has no such land use.
        """
        if land_use not in self.area_ha.columns:
            raise NotFoundError(unknown_land_use([land_use], self.area_ha.columns))
        return self.area_ha[land_use]


def tabulate(
    zones: gpd.GeoDataFrame, neighbourhoods: gpd.GeoDataFrame, *, land_use: str = "land_use", known: Sequence[str] | None = None
) -> Tabulation:
    """Hectares of each land use in each neighbourhood; nothing is lost and nothing counts twice unseen.

    A neighbourhood that the plan does not reach has 0 ha of each use and a gap of its whole area. Zones without a land use count
    under `NOT_STATED`. Where the sums do not hold to 1e-9, an issue says by how much.

    Parameters
        zones: polygons in a metric CRS, the column `land_use` (text).
        neighbourhoods: polygons, same CRS, unique index.
        known: the land uses there may be; they give the columns and their order. Without it: those of the zones, sorted.
    Raises
        CrsError: a CRS is missing or not metric, or the two differ.
        RefusedError: one of the two has no rows, a label twice, or a shape that cannot be measured.
        NotFoundError: no such column, or a land use that is not known.
    >>> plan = gpd.GeoDataFrame(
    ...     {"land_use": ["park", "school"]}, geometry=[shapely.box(0, 0, 300, 100), shapely.box(200, 0, 400, 100)], crs=5256)
    >>> tavla = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 350, 200)], index=["Tavla"], crs=5256)
    >>> table = tabulate(plan, tavla)
    >>> table.area_ha.loc["Tavla"].to_dict()
    {'park': 3.0, 'school': 1.5}
    >>> table.neighbourhoods.loc["Tavla"].to_dict(), table.land_uses["outside_ha"].to_dict()
    ({'area_ha': 7.0, 'overlap_ha': 1.0, 'gap_ha': 3.5}, {'park': 0.0, 'school': 0.5})
    """
    side, issues = zone_side(zones, land_use, known, what="zones")
    places = side_of(require_polygons(neighbourhoods, what="neighbourhoods"), neighbourhoods.index)
    require_same_crs(zones, neighbourhoods, what=("zones", "neighbourhoods"))
    table = cross_tabulate(side, places)
    return Tabulation(
        table.cells.T / M2_PER_HA,
        in_hectares(table.columns, "overlap_ha", "gap_ha"),
        in_hectares(table.rows, "again_ha", "outside_ha"),
        (*issues, *not_conserved(table)),
    )


def find_land_use_differences(zones: gpd.GeoDataFrame, stated_ha: pd.Series, source: str) -> list[Finding]:
    """A plan report's own table of areas against the plan as drawn; figures agree if they do at the digits printed.

    The whole plan is compared, land outside the neighbourhoods included. A use without a printed figure is passed over.

    Parameters
        zones: polygons in a metric CRS, the column `land_use` (text).
        stated_ha: hectares by land use, as printed.
        source: who says so.
    Returns
        kinds `land-use-differs`, `land-use-not-drawn` (in the order of the table), then `land-use-not-stated`.
    Raises
        CrsError: a CRS is missing or not metric.
        RefusedError: the table or the plan has no rows, the table a land use twice, the plan a shape that cannot be measured.
        NotFoundError: the plan has no such column.
    >>> plan = gpd.GeoDataFrame({"land_use": ["park"]}, geometry=[shapely.box(0, 0, 300, 100)], crs=5256)
    >>> printed = pd.Series({"park": 3.2, "school": 1.5})
    >>> [(finding.kind, finding.computed) for finding in find_land_use_differences(plan, printed, "plan")]
    [('land-use-differs', 3.0), ('land-use-not-drawn', None)]
    """
    require_rows(stated_ha, what="stated_ha")
    side, _ = zone_side(zones, "land_use", None, what="zones")
    drawn = pd.Series(side.sum(shapely.area(side.shapes)) / M2_PER_HA, index=side.labels)
    drawn = drawn[drawn > 0]
    findings = []
    for use, stated in stated_ha.dropna().items():
        if use not in drawn.index:
            if stated != 0:
                findings.append(_finding("land-use-not-drawn", source, str(use), float(stated), None))
        elif not agrees(float(stated), float(drawn[use])):
            findings.append(_finding("land-use-differs", source, str(use), float(stated), float(drawn[use])))
    for use in drawn.index.difference(stated_ha.index, sort=False):
        findings.append(_finding("land-use-not-stated", source, str(use), None, float(drawn[use])))
    return findings


def compare_levels(levels: Mapping[str, Tabulation]) -> pd.DataFrame:
    """Hectares of several plans side by side: one row a neighbourhood and land use, one column a plan.

    NaN where a plan does not know the land use or was not tabulated for the neighbourhood: its legend does not say 0 ha.

    Parameters
        levels: name of the plan level, such as master_plan and implementation_plan, and its table.
    >>> plan = gpd.GeoDataFrame({"land_use": ["park"]}, geometry=[shapely.box(0, 0, 300, 100)], crs=5256)
    >>> tavla = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 300, 100)], index=["Tavla"], crs=5256)
    >>> one = tabulate(plan, tavla)
    >>> other = tabulate(plan.assign(land_use="school"), tavla)
    >>> compare_levels({"master_plan": one, "implementation_plan": other}).loc["Tavla"].to_dict("index")
    {'park': {'master_plan': 3.0, 'implementation_plan': nan}, 'school': {'master_plan': nan, 'implementation_plan': 3.0}}
    """
    columns = {}
    for name, table in levels.items():
        columns[name] = table.area_ha.rename_axis(index="neighbourhood", columns="land_use").stack()
    return pd.DataFrame(columns)


def zone_side(zones: gpd.GeoDataFrame, land_use: str, known: Sequence[str] | None, *, what: str) -> tuple[Side, list[Issue]]:
    """Zones ready to be tabulated by land use, and what is to be said of those that state none.

    Raises
        CrsError, RefusedError, NotFoundError: as `tabulate`.
    >>> plan = gpd.GeoDataFrame({"land_use": ["park", None]}, geometry=[shapely.box(0, 0, 300, 100)] * 2, crs=5256)
    >>> side, issues = zone_side(plan, "land_use", None, what="zones")
    >>> side.labels.tolist(), [issue.kind for issue in issues]
    (['not_stated', 'park'], ['zones-without-land-use'])
    """
    shapes = require_polygons(zones.reset_index(drop=True), what=what)
    uses = require_column(zones, land_use, what=what)
    stated = uses.notna().to_numpy()
    filled = uses.astype(object).where(uses.notna(), NOT_STATED)
    labels = pd.Index(sorted(filled.unique()) if known is None else known)
    if known is not None and not stated.all():
        labels = labels.append(pd.Index([NOT_STATED])).unique()
    label_of = labels.get_indexer(pd.Index(filled))
    if (label_of < 0).any():
        raise NotFoundError(unknown_land_use(filled[label_of < 0].unique(), labels))
    return Side(shapes, label_of, labels), _without_land_use(shapes, zones.index, ~stated)


def in_hectares(sums: pd.DataFrame, again: str, uncovered: str) -> pd.DataFrame:
    """The sums of a `CrossTable` in hectares, under the names that they have in this table.

    >>> sums = pd.DataFrame({"area_m2": [70_000.0], "again_m2": [10_000.0], "uncovered_m2": [0.0]})
    >>> in_hectares(sums, "overlap_ha", "gap_ha").iloc[0].to_dict()
    {'area_ha': 7.0, 'overlap_ha': 1.0, 'gap_ha': 0.0}
    """
    return (sums / M2_PER_HA).set_axis(["area_ha", again, uncovered], axis=1)


def not_conserved(table: CrossTable) -> list[Issue]:
    """What to say where the sums of a table do not hold to 1e-9; nothing where they do.

    >>> empty = pd.DataFrame()
    >>> [issue.message("en") for issue in not_conserved(CrossTable(empty, empty, empty, 2e-4))]  # doctest: +ELLIPSIS
    ['The areas do not sum to what was put in: the largest difference is 2e-02 %. ...']
    """
    if table.error_ratio <= CONSERVED_RATIO:
        return []
    return [Issue("areas-not-conserved", params={"error_pct": percent_of(table.error_ratio)})]


def percent_of(error_ratio: float) -> Words:
    """A small part of one, as a percent with one digit that counts.

    >>> percent_of(2e-4).tr
    '%2e-02'
    """
    text = f"{100 * error_ratio:.0e}"
    return Words(f"%{text}", f"{text} %")


def unknown_land_use(names: Sequence[str], known: pd.Index) -> Issue:
    """The issue for land uses that nobody has declared."""
    return Issue("unknown-land-use", params={"name": listing(names), "known": ", ".join(map(str, known))})


def _without_land_use(shapes: npt.NDArray[np.object_], labels: pd.Index, missing: npt.NDArray[np.bool_]) -> list[Issue]:
    if not missing.any():
        return []
    area_ha = round(float(shapely.area(shapes[missing]).sum()) / M2_PER_HA, 2)
    params: dict[str, Parameter] = {"count": int(missing.sum()), "area_ha": area_ha, "listing": listing(labels[missing])}
    return [Issue("zones-without-land-use", params=params)]


def _finding(kind: str, source: str, use: str, stated: float | None, computed: float | None) -> Finding:
    decimals = 2 if stated is None else max(2, decimals_of(stated))
    measured = None if computed is None else round(computed, decimals)
    params: dict[str, Parameter] = {"source": source, "land_use": use}
    if stated is not None:
        params["stated"] = stated
    if measured is not None:
        params["computed"] = measured
    if stated is not None and computed is not None:
        gap = round(computed - stated, decimals)
        params["difference"] = Words(*(format_number(gap, language) for language in ("tr", "en")))
    return Finding(kind, ("zoning",), {"source": source, "field": use}, stated, measured, params)
