"""What if: how many people return, where new housing goes, and how many live where in the plan's year."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue, Words

_PARTS: Final = ("population_base", "returned", "natural_growth", "new_housing")


@dataclass(frozen=True, slots=True)
class HousingArea:
    """New housing in a neighbourhood: its area and how many people live on a hectare of it.

    `net_ratio` is the share of the area that is housing plots, 1 where the area is net already.

    >>> HousingArea("149213", area_ha=20, net_density_per_ha=250, net_ratio=0.5).people
    2500.0
    """

    neighbourhood_id: str
    area_ha: float
    net_density_per_ha: float
    net_ratio: float = 1.0

    @property
    def people(self) -> float:
        """Persons that live there when it is full."""
        return self.area_ha * self.net_ratio * self.net_density_per_ha


@dataclass(frozen=True, slots=True)
class Scenario:
    """Assumptions about a future population.

    `return_ratio` is the share of those lost since the earthquake who come back, the same everywhere unless
    `return_ratio_by` has another for a class of neighbourhoods or, before that, for a neighbourhood's id.

    Raises
        RefusedError: `scenario-bad-number`, a ratio outside 0 to 1, a negative area or density.

    >>> Scenario("half", Words("Yarısı döner", "Half return"), return_ratio=1.5)
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: In the scenario half, return_ratio cannot be 1.5: it is 0 to 1. Correct the scenario and try again.
    """

    key: str
    title: Words
    return_ratio: float = 0.0
    return_ratio_by: Mapping[str, float] = field(default_factory=dict)
    growth_pct_per_year: float = 0.0
    housing: tuple[HousingArea, ...] = ()

    def __post_init__(self) -> None:
        ratios = [("return_ratio", self.return_ratio), *self.return_ratio_by.items()]
        ratios += [("net_ratio", area.net_ratio) for area in self.housing]
        for name, ratio in ratios:
            if not 0 <= ratio <= 1:
                raise _refuse(self.key, name, ratio, Words("0 ile 1 arasında olmalı", "it is 0 to 1"))
        for area in self.housing:
            for name, amount in (("area_ha", area.area_ha), ("net_density_per_ha", area.net_density_per_ha)):
                if not 0 <= amount < math.inf:
                    raise _refuse(
                        self.key, name, amount, Words("eksi ya da sonsuz olamaz", "it is neither negative nor infinite")
                    )
        if not -100 < self.growth_pct_per_year < math.inf:
            raise _refuse(
                self.key, "growth_pct_per_year", self.growth_pct_per_year, Words("-100'den büyük olmalı", "it is above -100")
            )


def _refuse(scenario: str, name: str, value: float, rule: Words) -> RefusedError:
    written = value if math.isfinite(value) else "–"
    params: dict[str, str | float] = {
        "scenario": scenario,
        "name": name,
        "value": written,
        "rule_tr": rule.tr,
        "rule_en": rule.en,
    }
    return RefusedError(Issue("scenario-bad-number", params=params))


@dataclass(frozen=True, slots=True)
class Horizon:
    """From which year on the scenario runs, until when, and the year whose people are counted as lost."""

    before_year: int
    base_year: int
    plan_year: int


def spread_housing(
    area_ha: float, net_density_per_ha: float, shares: pd.Series, *, net_ratio: float = 1.0
) -> tuple[HousingArea, ...]:
    """Housing areas of which only the total is known, shared out to neighbourhoods by what is known of them.

    Parameters
        shares: by neighbourhood id, any extensive amount (development area, free land); NaN and 0 get nothing.

    >>> [area.area_ha for area in spread_housing(1136, 100, pd.Series({"a": 3.0, "b": 1.0}))]
    [852.0, 284.0]
    """
    known = shares[shares > 0].astype("float64")
    return tuple(
        HousingArea(str(place), area_ha * (share / float(known.sum())), net_density_per_ha, net_ratio)
        for place, share in known.items()
    )


def project_population(
    neighbourhoods: pd.DataFrame, scenario: Scenario, horizon: Horizon, year: int | None = None
) -> pd.DataFrame:
    """Population of each neighbourhood in a year under a scenario, and what it is made of.

    Those who return and those in new housing come evenly over the years from the base year to the plan year; everyone but
    those in new housing grows by the natural rate, compounded. Neighbourhoods that lost nobody have nobody to return.

    Parameters
        neighbourhoods: indexed by id: population_<before_year>, population_<base_year> (persons), class (optional).
        year: the plan year unless given.
    Returns
        indexed like neighbourhoods: population_base, returned, natural_growth, new_housing and population, their sum; NaN where
        a population that is needed is unknown.
    Raises
        RefusedError: `scenario-unknown-place`, a neighbourhood or class that is not there; `scenario-bad-number`, a year
            outside the horizon.

    >>> places = pd.DataFrame({"population_2022": [5000, 900], "population_2025": [3000, 1000]}, index=["a", "b"])
    >>> half = Scenario("half", Words("Yarısı", "Half"), return_ratio=0.5, housing=(HousingArea("b", 10, 200),))
    >>> project_population(places, half, Horizon(2022, 2025, 2041))[["returned", "new_housing", "population"]].to_numpy().tolist()
    [[1000.0, 0.0, 4000.0], [0.0, 2000.0, 3000.0]]
    """
    at = horizon.plan_year if year is None else year
    if not horizon.base_year <= at <= horizon.plan_year or horizon.base_year == horizon.plan_year:
        rule = Words(
            f"{horizon.base_year} ile {horizon.plan_year} arasında olmalı", f"it is {horizon.base_year} to {horizon.plan_year}"
        )
        raise _refuse(scenario.key, "year", at, rule)
    ids = neighbourhoods.index.astype(str)
    classes = neighbourhoods["class"].astype(str) if "class" in neighbourhoods else pd.Series("", index=neighbourhoods.index)
    strange = [area.neighbourhood_id for area in scenario.housing if area.neighbourhood_id not in set(ids)]
    strange += [place for place in scenario.return_ratio_by if place not in set(ids) | set(classes)]
    if strange:
        params: dict[str, str] = {"scenario": scenario.key, "places": ", ".join(dict.fromkeys(strange))}
        raise RefusedError(Issue("scenario-unknown-place", params=params))

    by = scenario.return_ratio_by
    ratio = pd.Series(
        [by.get(place, by.get(kind, scenario.return_ratio)) for place, kind in zip(ids, classes, strict=True)],
        index=neighbourhoods.index,
        dtype="float64",
    )
    done = (at - horizon.base_year) / (horizon.plan_year - horizon.base_year)
    base = neighbourhoods[f"population_{horizon.base_year}"].astype("float64")
    lost = (neighbourhoods[f"population_{horizon.before_year}"].astype("float64") - base).clip(lower=0)
    # where nobody is to return, nobody needs to know how many were lost
    returned = (lost * ratio * done).where(ratio > 0, 0.0)
    housing = pd.Series(0.0, index=ids)
    for area in scenario.housing:
        housing[area.neighbourhood_id] += area.people * done
    growth = (base + returned) * ((1 + scenario.growth_pct_per_year / 100) ** (at - horizon.base_year) - 1)
    parts = pd.DataFrame(dict(zip(_PARTS, (base, returned, growth, housing.to_numpy()), strict=True)), index=neighbourhoods.index)
    return parts.assign(population=parts.sum(axis=1, skipna=False))


def check_against_plan(scenario: Scenario, projected: pd.DataFrame, year: int, planned: tuple[float, float]) -> list[Issue]:
    """Whether the total of a projection is what the plan provides for, and how many neighbourhoods it lacks.

    >>> projected = pd.DataFrame({"population": [150_000.0, 60_000.0, None]})
    >>> issues = check_against_plan(Scenario("half", Words("Yarısı", "Half")), projected, 2041, (250_000, 300_000))
    >>> [issue.kind for issue in issues], issues[1].params["gap"]
    (['scenario-population-unknown', 'scenario-outside-plan'], 40000)
    """
    issues = []
    unknown = int(projected["population"].isna().sum())
    if unknown:
        issues.append(Issue("scenario-population-unknown", params={"scenario": scenario.title, "count": unknown}))
    total, (low, high) = round(float(projected["population"].sum())), planned
    gap = round(max(low - total, total - high))
    if gap > 0:
        params: dict[str, Words | str | float] = {"scenario": scenario.title, "year": str(year), "people": total, "gap": gap}
        issues.append(Issue("scenario-outside-plan", params={**params, "low": low, "high": high}))
    return issues
