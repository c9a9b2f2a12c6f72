"""Where a new facility could stand at all: the municipal plots that pass the rules, and why the others do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.conflict_rules import ConflictRule
from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.siting import Programme
from geo.siting.plan import screen_candidates
from geo.siting.problem import refuse_number
from geo.standards import find_requirement
from layers.atlas import Atlas, build_atlas
from layers.conflict_rules import conflict_rules_of
from layers.ground import Ground
from layers.plots import Plots, municipal_plots
from layers.siting_kinds import SitingKind, siting_kind
from layers.siting_request import SitingRequest
from layers.standards import read_standards
from layers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SitingStandard:
    """What a kind asks for on a day: how far people walk to it (None: nobody says), the smallest plot (m2), and doubts."""

    day: date
    reach_m: float | None
    least_m2: float
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """All municipal plots, each with the rule that it fails, and what they were judged by."""

    kind: SitingKind
    atlas: Atlas
    ground: Ground
    rules: tuple[ConflictRule, ...]
    standard: SitingStandard
    plots: Plots
    issues: tuple[Issue, ...]

    @property
    def eligible_count(self) -> int:
        """How many plots pass."""
        return int(self.plots.table["failed"].isna().sum())

    def why_not(self) -> Mapping[Words, int]:
        """How many plots each rule excludes, the most first."""
        failed = self.plots.table["failed"].dropna()
        return {words: int(count) for words, count in failed.value_counts().items()}


def find_candidates(workspace: Workspace, request: SitingRequest, atlas: Atlas | None = None) -> Candidates:
    """The plots on which the facilities asked for could stand; neither reach nor money is looked at.

    Parameters
        atlas: today's, where the caller has it.
    Raises
        NotFoundError: no boundaries, no municipal property, or a kind that nobody can site.
        RefusedError: `siting-no-people`, `siting-unknown-rule`.
    """
    kind = siting_kind(request.kind)
    today = build_atlas(workspace) if atlas is None else atlas
    if today.span is None:
        raise RefusedError(Issue("siting-no-people"))
    standard = siting_standard(workspace, kind, date(today.span.to_year, 12, 31), request)
    rules, unruled = conflict_rules_of(workspace, "investments")
    ground = Ground(workspace)
    plots = municipal_plots(ground, kind, rules, standard.least_m2, request.without)
    return Candidates(kind, today, ground, tuple(rules), standard, plots, (*standard.issues, *unruled, *plots.issues))


def require_possible(found: Candidates, request: SitingRequest) -> None:
    """Refuse before anything is computed what cannot be answered.

    Raises
        RefusedError: `siting-no-reach`, `siting-bad-number`, `siting-no-candidates`, `siting-too-few-candidates`,
            `siting-budget-too-small`.
    """
    reach_of(found)
    screen_candidates(as_candidates(found, request), programme_of(found, request))


def reach_of(found: Candidates) -> float:
    """How far people walk (m).

    Raises
        RefusedError: `siting-no-reach`, `siting-bad-number`.
    """
    reach_m = found.standard.reach_m
    if reach_m is None:
        day = found.standard.day.isoformat()
        raise RefusedError(Issue("siting-no-reach", params={"kind": found.kind.title, "day": day}))
    if not reach_m > 0:
        raise refuse_number("reach_m", reach_m, "erişim mesafesi 0 metreden uzun olmalı", "a reach is longer than 0 metres")
    return reach_m


def programme_of(found: Candidates, request: SitingRequest) -> Programme:
    """How many, in which years, for how much.

    Raises
        RefusedError: `siting-bad-number`.
    """
    first_year = found.standard.day.year + 1 if request.first_year is None else request.first_year
    return Programme(request.count, request.per_year, first_year, request.budget_try, aim=request.aim)


def as_candidates(found: Candidates, request: SitingRequest) -> pd.DataFrame:
    """The plots as `geo.siting.site_facilities` takes them."""
    table = found.plots.table
    price = float("nan") if request.cost_try_per_m2 is None else request.cost_try_per_m2
    return table.assign(
        eligible=table["failed"].isna(),
        reason=[None if why is None else f"{why.tr} / {why.en}" for why in table["failed"]],
        cost_try=table["area_m2"] * price,
    )


def siting_standard(workspace: Workspace, kind: SitingKind, day: date, request: SitingRequest) -> SitingStandard:
    """Reach and smallest plot: as asked for, else by the rule of the day, which may be unverified."""
    standard = read_standards(workspace.path).get(kind.key)
    requirement = None if standard is None else find_requirement(standard, day, None)
    rule = None if requirement is None else requirement.rule
    reach_m, least_m2 = request.reach_m, request.min_area_m2
    if reach_m is None:
        reach_m = None if rule is None else rule.walking_distance_m
    least_m2 = (rule.minimum_plot_m2 if rule else None) or 0.0 if least_m2 is None else least_m2
    is_used = requirement is not None and (request.reach_m is None or (request.min_area_m2 is None and least_m2 > 0))
    unverified = [issue for issue in requirement.issues if issue.kind == "standard-unverified"] if requirement and is_used else []
    return SitingStandard(day, reach_m, least_m2, tuple(unverified))
