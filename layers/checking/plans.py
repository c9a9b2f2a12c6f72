"""Plans: tables of areas against their shares, the district, their own boundary, the drawing, and each other."""

import math
from collections.abc import Mapping

import pandas as pd

from geo.contradictions import Quantity, find_extent_differences, find_plan_differences, find_share_differences
from geo.issues import Finding, Words
from geo.tabulate import find_land_use_differences
from layers.checking.evidence import Evidence
from layers.codes.land_use import PLAN_LEVELS
from layers.stated import DRAWN

_AREA = Quantity("area_ha", Words("alan (ha)", "area (ha)"), "plan_areas", "ha")
_IN_TABLE = Words("plan tablosunda", "in the plan's table")
_OF_DISTRICT = Words("ilçenin alanı", "the district's area")
_OF_BOUNDARY = Words("plan sınırının alanı", "the area within the plan boundary")
_PERSONS = Words("plan nüfusu", "planned population")
_HA_PER_KM2 = 100.0
# A territorial plan covers the whole district, a zoning plan its own boundary.
_WHOLE_DISTRICT = "territorial_100000"


def check_plans(evidence: Evidence) -> list[Finding]:
    """What contradicts what in the tables of plans, and in plans as drawn."""
    findings: list[Finding] = []
    extents = []
    for source, rows in evidence.sources("plan_areas"):
        for level, of_level in rows.groupby("plan_level", sort=False, dropna=True):
            findings += find_share_differences(of_level, _AREA, "share_pct", source, label="land_use_stated")
            extents += _extents(evidence, source, str(level), of_level)
            findings += _drawn(evidence, source, str(level), of_level)
    if extents:
        findings += find_extent_differences(pd.DataFrame(extents))
    return findings + _persons(evidence)


def _total_ha(rows: pd.DataFrame) -> float:
    """The area that the table states as its total, else what its rows come to."""
    stated = rows.loc[rows["is_total"], "area_ha"].dropna()
    # Of printed figures, so that 0.1 + 0.2 is what a person adds up.
    return float(stated.iloc[-1]) if len(stated) else round(math.fsum(rows["area_ha"].dropna()), 6)


def _extents(evidence: Evidence, source: str, level: str, rows: pd.DataFrame) -> list[Mapping[str, object]]:
    boundary = rows["plan_boundary_ha"].dropna()
    district_ha = _district_ha(evidence)
    if len(boundary):
        other: tuple[Words, str, float | None] = (_OF_BOUNDARY, source, float(boundary.iloc[0]))
    elif level == _WHOLE_DISTRICT:
        other = (_OF_DISTRICT, *district_ha)
    else:
        return []
    return [
        {
            "name": evidence.workspace.source_title(source),
            "layer": "plan_areas",
            "source": source,
            "field": "area_ha",
            "area_title": _IN_TABLE,
            "area": _total_ha(rows),
            "other_title": other[0],
            "other_source": other[1],
            "other_area": other[2],
            "unit": "ha",
        }
    ]


def _district_ha(evidence: Evidence) -> tuple[str, float | None]:
    """The district's official area as a table prints it, else the sum of its neighbourhoods'."""
    population = evidence.frame("population")
    if population is not None:
        printed = population[population["is_total"]].dropna(subset=["stated_area_km2"])
        if len(printed):
            row = printed.iloc[0]
            return str(row["source"]), round(float(row["stated_area_km2"]) * _HA_PER_KM2, 6)
    table = evidence.stated.table
    areas = table.loc[table["area_source"] != DRAWN, "area_km2"]
    known = len(areas) == len(table) and areas.notna().all()
    return "boundaries", round(float(areas.sum()) * _HA_PER_KM2, 6) if known else None


def _drawn(evidence: Evidence, source: str, level: str, rows: pd.DataFrame) -> list[Finding]:
    """The table against the plan as drawn, where the plan of that level is there."""
    zones = evidence.ground.rows("zoning")
    if zones is None:
        return []
    drawn = zones[(zones["plan_level"] == level) & zones.geometry.notna() & zones["land_use"].notna()]
    uses = rows[~rows["is_total"]].dropna(subset=["land_use", "area_ha"])
    if drawn.empty or uses.empty:
        return []
    return find_land_use_differences(drawn, uses.groupby("land_use")["area_ha"].sum(), source)


def _persons(evidence: Evidence) -> list[Finding]:
    """How many people the plans provide for, from the upper level to the lower."""
    frame = evidence.frame("plan_areas")
    if frame is None:
        return []
    order = {code.key: place for place, code in enumerate(PLAN_LEVELS)}
    stated = frame.dropna(subset=["planned_population_low"]).drop_duplicates(["source", "plan_level"])
    stated = stated.sort_values("plan_level", key=lambda levels: levels.map(order), kind="stable")
    if len(stated) < 2:
        return []
    high = stated["planned_population_high"].fillna(stated["planned_population_low"])
    return find_plan_differences(
        pd.DataFrame(
            {
                "name": evidence.workspace.district or evidence.workspace.province,
                "field": "planned_population",
                "title": [_PERSONS] * len(stated),
                "plan": [evidence.workspace.source_title(str(source)) for source in stated["source"]],
                "layer": "plan_areas",
                "low": stated["planned_population_low"].astype("float64").to_numpy(),
                "high": high.astype("float64").to_numpy(),
            }
        )
    )
