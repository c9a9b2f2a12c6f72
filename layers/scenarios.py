"""Scenarios over the layers: the atlas of a year to come, and every indicator of two scenarios side by side."""

from dataclasses import dataclass

import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.names import place_key
from geo.scenario import HousingArea, Scenario, check_against_plan, project_population, spread_housing
from layers.atlas import Atlas, Projection, build_atlas
from layers.importing import current_frame
from layers.scenario_files import Housing, ScenarioFile, find_scenario
from layers.side_by_side import district_records, put_side_by_side
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioAtlas:
    """The atlas of a scenario's last year; `parts` says of what each neighbourhood's people are made (geo/scenario.py)."""

    file: ScenarioFile
    atlas: Atlas
    parts: pd.DataFrame
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two scenarios, and their figures as in layers/side_by_side.py."""

    first: ScenarioAtlas
    second: ScenarioAtlas
    rows: pd.DataFrame
    by_neighbourhood: pd.DataFrame


def atlas_of_scenario(workspace: Workspace, name: str, *, today: Atlas | None = None) -> ScenarioAtlas:
    """Every indicator in the scenario's last year, for the people that it then has; layers are those of today.

    Parameters
        today: the atlas as it is, where the caller has it.
    Raises
        NotFoundError: `unknown-scenario`.
        RefusedError: as `project_scenario`.
    """
    file = find_scenario(workspace, name)
    now = build_atlas(workspace) if today is None else today
    projected = project_scenario(workspace, file, now)
    horizon = file.horizon
    people = Projection(horizon.base_year, horizon.plan_year, projected.parts["population"])
    return ScenarioAtlas(file, build_atlas(workspace, projected=people, beside=now), projected.parts, projected.issues)


@dataclass(frozen=True, slots=True, eq=False)
class Projected:
    """How many people a scenario has in its last year, by neighbourhood (`parts`: geo/scenario.py), and what is to be said."""

    parts: pd.DataFrame
    issues: tuple[Issue, ...]


def project_scenario(workspace: Workspace, file: ScenarioFile, today: Atlas) -> Projected:
    """The people of a scenario, without its indicators.

    Raises
        RefusedError: `bad-description`, `scenario-years-unknown`, `scenario-unknown-place`, `scenario-bad-number`.
    """
    horizon = file.horizon
    needed = [year for year in (horizon.before_year, horizon.base_year) if year not in today.years]
    if needed:
        params: dict[str, Words | str] = {
            "scenario": file.title,
            "years": ", ".join(map(str, needed)),
            "known": ", ".join(map(str, today.years)) or "–",
        }
        raise RefusedError(Issue("scenario-years-unknown", params=params))
    scenario = _scenario(file, today)
    parts = project_population(pd.DataFrame(today.neighbourhoods.drop(columns="geometry")), scenario, horizon)
    planned = _planned(workspace)
    issues = [] if planned is None else check_against_plan(scenario, parts, horizon.plan_year, planned)
    return Projected(parts, tuple(issues))


def compare_scenarios(workspace: Workspace, first: str, second: str) -> Comparison:
    """Every indicator that both scenarios have an answer to, with the better of the two.

    Raises
        RefusedError: as `compare_atlases` and `atlas_of_scenario`.
    """
    today = build_atlas(workspace)
    return compare_atlases(*(atlas_of_scenario(workspace, name, today=today) for name in (first, second)))


def compare_atlases(one: ScenarioAtlas, other: ScenarioAtlas) -> Comparison:
    """As `compare_scenarios`, of atlases that are made already.

    Raises
        RefusedError: `scenarios-of-other-years`.
    """
    if one.file.horizon != other.file.horizon:
        raise RefusedError(Issue("scenarios-of-other-years", params={"first": one.file.title, "second": other.file.title}))
    found = put_side_by_side(one.atlas, other.atlas)
    return Comparison(one, other, found.rows, found.by_neighbourhood)


def comparison_records(comparison: Comparison) -> list[dict[str, object]]:
    """The side-by-side table as plain objects, for JSON and tables: unknown as None."""
    return district_records(comparison.rows)


def _scenario(file: ScenarioFile, today: Atlas) -> Scenario:
    """The scenario with the ids of neighbourhoods; a name that is none stays, and is refused where it is used."""
    ids = {place_key(str(name)): str(place) for place, name in today.neighbourhoods["name"].items()}
    housing = [area for one in file.housing for area in _areas(one, file, today, ids)]
    by = {ids.get(place_key(name), name): ratio for name, ratio in file.return_ratio_by.items()}
    return Scenario(file.key, file.title, file.return_ratio, by, file.growth_pct_per_year, tuple(housing))


def _areas(housing: Housing, file: ScenarioFile, today: Atlas, ids: dict[str, str]) -> tuple[HousingArea, ...]:
    if housing.neighbourhood is not None:
        place = ids.get(place_key(housing.neighbourhood), housing.neighbourhood)
        return (HousingArea(place, housing.area_ha, housing.density_per_ha, housing.net_ratio),)
    table, horizon = today.neighbourhoods, file.horizon
    base = table[f"population_{horizon.base_year}"].astype("float64")
    lost = (table[f"population_{horizon.before_year}"].astype("float64") - base).clip(lower=0)
    shares = {"area_km2": table["area_km2"].astype("float64"), "population": base, "lost": lost}[str(housing.by)]
    return spread_housing(housing.area_ha, housing.density_per_ha, shares, net_ratio=housing.net_ratio)


def _planned(workspace: Workspace) -> tuple[float, float] | None:
    """How many people the plans provide for, from the least to the most."""
    plans = current_frame(workspace, workspace.store(), "plan_areas")
    stated = None if plans is None else plans.dropna(subset=["planned_population_low"])
    if stated is None or stated.empty:
        return None if workspace.plan is None else (float(workspace.plan.persons), float(workspace.plan.persons))
    high = stated["planned_population_high"].fillna(stated["planned_population_low"])
    return float(stated["planned_population_low"].min()), float(high.max())
