"""What the planning standards ask of the district on a day, for its people of then, of before and of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from geo.indicators import INDICATORS, Setting
from geo.indicators.walking_share import WALKS
from geo.standards import Requirement, Standard, find_requirement

Standards = Mapping[str, Standard]


def find_requirements(standards: Standards, day: date, people: pd.Series | float | None) -> dict[str, Requirement]:
    """What each standard asks for; the people of the whole district decide the group, unknown where one is missing."""
    persons = people
    if isinstance(people, pd.Series):
        persons = None if people.isna().any() else float(people.sum())
    return {code: find_requirement(standard, day, persons) for code, standard in standards.items()}


def setting_for(span: Setting, standards: Standards, day: date, people: tuple[pd.Series, pd.Series, float | None]) -> Setting:
    """The setting of a span with what is required for the people of the later year, of the earlier one and of the plan."""
    later, earlier, planned = (_amounts(find_requirements(standards, day, persons)) for persons in people)
    return replace(
        span,
        required_m2_per_person=later,
        required_before_m2_per_person=earlier,
        required_planned_m2_per_person=planned,
        planned_population=people[2],
    )


def counted_kinds(standards: Standards, day: date | None) -> dict[str, tuple[str, ...]]:
    """The facility codes that count towards each standard, by its rule of the day, else by its newest one."""
    return {code: _counts(standard, day) for code, standard in standards.items()}


def unverified_keys(requirements: Mapping[str, Requirement]) -> Sequence[str]:
    """The indicators that are made of a standard that nobody has verified, or that no standard gives."""
    # The others are compared with their standard; it is no part of the figure.
    made_of_one = [key for key, indicator in INDICATORS.items() if indicator.group in ("deficit", "access")]
    return [key for key in made_of_one if not _is_verified(key, requirements)]


def _is_verified(key: str, requirements: Mapping[str, Requirement]) -> bool:
    requirement = requirements.get(INDICATORS[key].standard or "")
    if requirement is None or requirement.rule is None:
        return False
    walks = {f"walk_pct_{kind}_{limit_m}": limit_m for kind, limit_m, _ in WALKS}
    # A rule that was read, but for another distance, says nothing of this one.
    is_same = key not in walks or requirement.rule.walking_distance_m == walks[key]
    return requirement.is_verified and is_same


def _counts(standard: Standard, day: date | None) -> tuple[str, ...]:
    rule = None if day is None else standard.rule_on(day)
    newest = standard.rules[-1] if standard.rules else None
    chosen = rule or newest
    return chosen.counts if chosen else (standard.code,)


def _amounts(requirements: Mapping[str, Requirement]) -> dict[str, float]:
    return {code: float(found.m2_per_person) for code, found in requirements.items() if found.m2_per_person is not None}
