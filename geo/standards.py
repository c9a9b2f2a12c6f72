"""Planning standards: which rule holds on a day, how much it asks for, and what is lacking.

Standards are dated data (data/standards): a rule is found by a day and by the population of the settlement, then held against
what each neighbourhood has. What is not known has no value and says why; it is never 0.
"""

import math
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.issues import Issue, Words

# What a standard measures: an area for each person, or only how far people may have to walk.
UNITS = ("m2_per_person", "m")


@dataclass(frozen=True, slots=True)
class PopulationGroup:
    """Populations from `from_population` to `to_population` (both counted in; None: no upper end) and their area per person.

    `m2_per_person` is None where the annex has a value that nobody has entered yet.
    """

    from_population: int
    to_population: int | None
    m2_per_person: float | None

    def holds(self, population: float) -> bool:
        """Whether a settlement of that many people is of this group."""
        # A projected population may have a fraction: 15,000.4 people are 15,000, not between two groups.
        persons = math.floor(population)
        return self.from_population <= persons and (self.to_population is None or persons <= self.to_population)


@dataclass(frozen=True, slots=True)
class Check:
    """Who looked where, and when."""

    by: str
    where: str
    when: date


@dataclass(frozen=True, slots=True)
class Rule:
    """What one regulation asks for between two days, both counted in (`valid_to` None: still in force).

    `minimum_plot_m2` is the smallest plot that any facility of the kind may have; `walking_distance_m` how far people may have to
    walk. `counts` are the codes of the facilities whose areas meet this rule. `note` says what is printed but not modelled here.
    """

    valid_from: date
    valid_to: date | None
    law: str
    article: str
    verified: bool
    checked: Check
    groups: tuple[PopulationGroup, ...]
    counts: tuple[str, ...]
    minimum_plot_m2: float | None = None
    walking_distance_m: float | None = None
    note: str | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the rule holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Standard:
    """The rules of one kind of facility over the years; rules do not overlap in time. `origin` is the file they stand in."""

    code: str
    title: Words
    rules: tuple[Rule, ...]
    origin: str

    def rule_on(self, day: date) -> Rule | None:
        """The rule in force on a day, None where none has been entered."""
        return next((rule for rule in self.rules if rule.is_in_force(day)), None)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a standard asks of a settlement on a day; where `m2_per_person` is None, `reason` says why."""

    standard: Standard
    day: date
    rule: Rule | None
    m2_per_person: float | None
    reason: Issue | None

    @property
    def is_verified(self) -> bool:
        """Whether somebody has read the rule in its source; False where there is none."""
        return self.rule is not None and self.rule.verified

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What must be shown wherever the requirement is used: that it is unverified, and why it has no value."""
        unverified = []
        if self.rule is not None and not self.rule.verified:
            unverified.append(_issue("standard-unverified", self.standard, law=self.rule.law, article=self.rule.article))
        return (*unverified, *([self.reason] if self.reason else []))


def find_requirement(standard: Standard, day: date, settlement_population: float | None) -> Requirement:
    """What a standard asks for on a day, in a settlement of so many people.

    The group is chosen by the people of the whole settlement for which the plan is made, not of one neighbourhood: one of 3,000
    in a town of 140,000 is served by the larger town's standard.

    Parameters
        day: the day for which the law is asked.
        settlement_population: persons in the whole settlement; None or NaN where unknown.
    Returns
        the requirement; without a value where no rule is entered for the day, the rule asks for no area, the population is
        unknown (but only if the groups differ) or lies between the printed groups, or the annex's value has not been entered.

    >>> check = Check("Planlama", "EK-1", date(2026, 11, 26))
    >>> groups = (PopulationGroup(0, 15000, 2.0), PopulationGroup(15001, None, 4.0))
    >>> rule = Rule(date(2011, 4, 9), date(2014, 6, 13), "Yönetmelik", "EK-1", True, check, groups, ("health",))
    >>> health = Standard("health", Words("Sağlık", "Health"), (rule,), "health.yaml")
    >>> find_requirement(health, date(2013, 1, 1), 142146).m2_per_person
    4.0
    >>> find_requirement(health, date(2020, 1, 1), 142146).reason.kind
    'standard-not-in-force'
    """
    rule = standard.rule_on(day)
    if rule is None:
        return Requirement(standard, day, None, None, _issue("standard-not-in-force", standard, day=day.isoformat()))
    m2_per_person, reason = _area_per_person(standard, rule, settlement_population)
    return Requirement(standard, day, rule, m2_per_person, reason)


def _area_per_person(standard: Standard, rule: Rule, settlement_population: float | None) -> tuple[float | None, Issue | None]:
    if not rule.groups:
        return None, _issue("standard-without-area", standard, law=rule.law, article=rule.article)
    if settlement_population is None or not _is_amount(settlement_population):
        amounts = {group.m2_per_person for group in rule.groups}
        # Which group it is does not matter where all ask for the same.
        if len(amounts) > 1:
            return None, _issue("settlement-population-unknown", standard)
    else:
        amounts = {group.m2_per_person for group in rule.groups if group.holds(settlement_population)}
    m2_per_person = next(iter(amounts), None)
    if m2_per_person is None:
        return None, _issue("standard-without-value", standard, law=rule.law, article=rule.article)
    return m2_per_person, None


def assess_provision(requirement: Requirement, provision: pd.DataFrame) -> pd.DataFrame:
    """What is required, what there is, and what is lacking, neighbourhood by neighbourhood.

    A missing, negative or infinite figure is unknown: it gives NaN and a reason. Where nobody lives 0 m2 are required. An empty
    frame gives an empty frame.

    Parameters
        provision: columns population (persons), existing_m2, planned_m2 (what a plan adds to the existing), any index.
    Returns
        same index; required_m2, existing_m2, planned_m2, deficit_m2 = max(0, required − existing),
        deficit_after_plan_m2 = max(0, required − existing − planned), and reason: kind of the first issue that says why a figure
        is missing or zero, None where all is known. `Issue(reason, params={"standard": standard.title})` has its sentence; that
        of the requirement itself stands in `requirement.reason`.

    >>> check = Check("Planlama", "EK-1", date(2026, 11, 26))
    >>> rule = Rule(date(1985, 11, 2), None, "Yönetmelik", "EK-1", True, check, (PopulationGroup(0, None, 10.0),), ("park",))
    >>> green = Standard("park", Words("Park", "Park"), (rule,), "park.yaml")
    >>> provision = pd.DataFrame({"population": [2750, 106], "existing_m2": [20000, None], "planned_m2": [5000, 0]})
    >>> assess_provision(find_requirement(green, date(2024, 1, 1), 142146), provision)[["required_m2", "deficit_m2", "reason"]]
       required_m2  deficit_m2                 reason
    0      27500.0      7500.0                   None
    1       1060.0         NaN  existing-area-unknown
    """
    known = {name: _known(provision[name]) for name in ("population", "existing_m2", "planned_m2")}
    rate = math.nan if requirement.m2_per_person is None else requirement.m2_per_person
    required = known["population"] * rate
    lacking = required - known["existing_m2"]
    answer = pd.DataFrame(
        {
            "required_m2": required,
            "existing_m2": known["existing_m2"],
            "planned_m2": known["planned_m2"],
            "deficit_m2": lacking.clip(lower=0),
            "deficit_after_plan_m2": (lacking - known["planned_m2"]).clip(lower=0),
        },
        index=provision.index,
    )
    reason = pd.Series(None, index=provision.index, dtype=object)
    # The first that applies is the one to mend first.
    if requirement.reason is not None:
        reason[:] = requirement.reason.kind
    for kind, applies in (
        ("people-unknown", known["population"].isna()),
        ("existing-area-unknown", known["existing_m2"].isna()),
        ("planned-area-unknown", known["planned_m2"].isna()),
        ("nobody-to-supply", known["population"] == 0),
    ):
        reason = reason.mask(reason.isna() & applies, kind)
    return answer.assign(reason=reason.where(reason.notna(), None))


def below_minimum_plot(requirement: Requirement, plots_m2: pd.Series) -> pd.Series:
    """Which plots are smaller than the rule allows; missing where the plot's area or the minimum is unknown.

    >>> check = Check("Planlama", "EK-2", date(2026, 11, 26))
    >>> rule = Rule(date(2014, 6, 14), None, "Yönetmelik", "EK-2", False, check, (), ("worship",), minimum_plot_m2=1000)
    >>> worship = Standard("worship", Words("İbadet yeri", "Place of worship"), (rule,), "worship.yaml")
    >>> below_minimum_plot(find_requirement(worship, date(2015, 1, 1), None), pd.Series([900.0, 1000.0, None])).tolist()
    [True, False, <NA>]
    """
    plots = _known(plots_m2)
    minimum = requirement.rule.minimum_plot_m2 if requirement.rule else None
    smaller = (plots < (math.inf if minimum is None else minimum)).astype("boolean")
    answer: pd.Series = smaller.mask(plots.isna() | (minimum is None))
    return answer


def _issue(kind: str, standard: Standard, **params: str) -> Issue:
    return Issue(kind, params={"standard": standard.title, **params})


def _is_amount(number: float) -> bool:
    return math.isfinite(number) and number >= 0


def _known(amounts: pd.Series) -> pd.Series:
    """As floats, NaN for what cannot be an amount."""
    numbers = amounts.astype("float64")
    return numbers.where((numbers >= 0) & (numbers < math.inf))
