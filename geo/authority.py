"""Whose duty it is: the district's or the metropolitan municipality's, by rules that a council has decided.

Rules are data (data/duty): for a kind of thing a measure, its limits, whose duty it is within them, and the decision. A thing may
follow another: a square is the duty of whoever has the road that it fronts. Each answer names its rule and its source, or the
fact that is missing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue, Words

Authority = Literal["district", "metropolitan"]

AUTHORITIES: Final = {
    "district": Words("ilçe belediyesi", "district municipality"),
    "metropolitan": Words("büyükşehir belediyesi", "metropolitan municipality"),
}


@dataclass(frozen=True, slots=True)
class DutyRule:
    """Whose duty things of a kind are while their measure is from `at_least` up to, not including, `below`.

    Without limits it holds for all of the kind. With `follows` the duty is that of another thing, whose number stands in
    the column `fronts`, of the kind `follows`; `authority` is None then. `source` is the decision with date and number.
    """

    key: str
    kind: str
    authority: Authority | None
    source: str
    measure: str | None = None
    at_least: float = -math.inf
    below: float = math.inf
    follows: str | None = None


def require_rules(rules: Sequence[DutyRule]) -> None:
    """Refuse rules that say nothing, or two things at once.

    Raises
        RefusedError: `duty-bad-rule` (no source, no authority, limits the wrong way round, follows itself or in a circle),
            `duty-rules-contradict` (two authorities for one value).

    >>> require_rules([DutyRule("a", "road", "district", "Karar 187", "width_m", below=12),
    ...     DutyRule("b", "road", "metropolitan", "Karar 187", "width_m", at_least=10)])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: The rules of duty contradict each other: for road, a and b give the same value (10) to two ...
    """
    for rule in rules:
        why = _what_is_wrong(rule, rules)
        if why is not None:
            params: dict[str, str] = {"kind": rule.kind, "rule": rule.key, "why_tr": why.tr, "why_en": why.en}
            raise RefusedError(Issue("duty-bad-rule", params=params))
    for place, one in enumerate(rules):
        for other in rules[place + 1 :]:
            low, high = max(one.at_least, other.at_least), min(one.below, other.below)
            differs = (one.authority, one.follows) != (other.authority, other.follows)
            if one.kind == other.kind and differs and (one.measure != other.measure or low < high):
                value = low if math.isfinite(low) else "–"
                clash: dict[str, str | float] = {"kind": one.kind, "first": one.key, "second": other.key, "value": value}
                raise RefusedError(Issue("duty-rules-contradict", params=clash))


def _what_is_wrong(rule: DutyRule, rules: Sequence[DutyRule]) -> Words | None:
    has_limits = rule.at_least > -math.inf or rule.below < math.inf
    if not rule.source.strip():
        return Words("dayanağı (karar) yazılmamış", "its source (a decision) is not given")
    if (rule.authority is None) == (rule.follows is None):
        return Words("ya bir idare ya da neyi izlediği yazılmalı", "it names either an authority or what it follows")
    if rule.follows is not None and (has_limits or any(other.follows for other in rules if other.kind == rule.follows)):
        return Words("izlenen türün kendi sınırları olmalı", "what it follows must have limits of its own")
    if has_limits != (rule.measure is not None):
        return Words("sınır ile ölçü birlikte yazılmalı", "limits and a measure go together")
    if not rule.at_least < rule.below:
        return Words("alt sınır üst sınırdan küçük olmalı", "its lower limit must be under the upper one")
    return None


def decide_duty(things: pd.DataFrame, rules: Sequence[DutyRule], fronted: pd.DataFrame | None = None) -> pd.DataFrame:
    """Decide each thing's duty, or say which fact is missing.

    Parameters
        things: kind; the measures that the rules name (width_m, area_m2, …; NaN where unknown); fronts (the index of what a
            thing follows, missing where unknown).
        rules: what the council decided.
        fronted: the things that others follow (roads), indexed by what stands in `fronts`, with kind and measures.
    Returns
        indexed like things: authority (key of AUTHORITIES or None), rule (key), source, missing (the fact that is missing, or
        None). A value that no rule covers has the measure's name in `missing` as well: the rules lack it.
    Raises
        RefusedError: `duty-kind-unknown`, and as `require_rules`.

    >>> rules = [DutyRule("road-narrow", "road", "district", "13.11.2014, 187", "width_m", below=12),
    ...     DutyRule("road-wide", "road", "metropolitan", "13.11.2014, 187", "width_m", at_least=12),
    ...     DutyRule("square", "square", None, "13.11.2014, 187", follows="road")]
    >>> roads = pd.DataFrame({"kind": "road", "width_m": [10.0, 12.0, None]}, index=["R1", "R2", "R3"])
    >>> decide_duty(roads, rules)[["authority", "missing"]].to_numpy().tolist()
    [['district', None], ['metropolitan', None], [None, 'width_m']]
    >>> squares = pd.DataFrame({"kind": "square", "fronts": ["R2", "R3", None]})
    >>> decide_duty(squares, rules, roads)[["authority", "missing"]].to_numpy().tolist()
    [['metropolitan', None], [None, 'width_m'], [None, 'fronts']]
    """
    require_rules(rules)
    known = {rule.kind for rule in rules}
    for kind in things["kind"].unique():
        if kind not in known:
            params: dict[str, str] = {"kind": str(kind), "known": ", ".join(sorted(known))}
            raise RefusedError(Issue("duty-kind-unknown", params=params))
    answer = pd.DataFrame(
        {
            name: pd.Series([None] * len(things), index=things.index, dtype=object)
            for name in ("authority", "rule", "source", "missing")
        }
    )
    for rule in rules:
        of_kind = (things["kind"] == rule.kind).to_numpy(bool)
        if rule.follows is not None:
            _follow(answer, things, of_kind, rule, _answers(fronted, rule.follows, rules))
            continue
        holds = of_kind
        if rule.measure is not None:
            value = _measure(things, rule.measure)
            holds = of_kind & (value >= rule.at_least) & (value < rule.below)
            undecided = of_kind & answer["authority"].isna().to_numpy(bool) & ~holds
            answer.loc[undecided, "missing"] = np.where(np.isnan(value[undecided]), rule.measure, "rule")
        answer.loc[holds, ["authority", "rule", "source", "missing"]] = [rule.authority, rule.key, rule.source, None]
    return answer


def _measure(things: pd.DataFrame, name: str) -> np.ndarray:
    if name not in things:
        return np.full(len(things), np.nan)
    return np.asarray(things[name].to_numpy("float64", na_value=np.nan))


def _answers(fronted: pd.DataFrame | None, kind: str, rules: Sequence[DutyRule]) -> pd.DataFrame:
    others = pd.DataFrame({"kind": []}) if fronted is None else fronted[fronted["kind"] == kind]
    return decide_duty(others, [rule for rule in rules if rule.kind == kind])


def _follow(answer: pd.DataFrame, things: pd.DataFrame, of_kind: np.ndarray, rule: DutyRule, followed: pd.DataFrame) -> None:
    """Each takes the answer of what it fronts, under its own rule and source."""
    fronts = things["fronts"] if "fronts" in things else pd.Series(None, index=things.index, dtype=object)
    place = followed.index.get_indexer(fronts)
    found = of_kind & (place >= 0)
    answer.loc[of_kind & (place < 0), "missing"] = "fronts"
    theirs = followed.iloc[place[found]]
    answer.loc[found, "authority"] = theirs["authority"].to_numpy()
    answer.loc[found, "missing"] = theirs["missing"].to_numpy()
    decided = found.copy()
    decided[found] = theirs["authority"].notna().to_numpy(bool)
    answer.loc[decided, ["rule", "source"]] = [rule.key, rule.source]


def missing_facts(things: pd.DataFrame, duty: pd.DataFrame) -> list[Issue]:
    """One issue for each kind and fact for want of which duties are undecided.

    >>> roads = pd.DataFrame({"kind": "road", "width_m": [None, None]}, dtype=object)
    >>> duty = decide_duty(roads, [DutyRule("a", "road", "district", "187", "width_m", below=12)])
    >>> missing_facts(roads, duty)[0].params["count"]
    2
    """
    lacking = duty["missing"].dropna()
    counts = pd.DataFrame({"kind": things["kind"], "fact": lacking}).dropna().value_counts(sort=False).sort_index()
    return [
        Issue("duty-fact-missing", params={"kind": str(kind), "fact": str(fact), "count": int(count)})
        for (kind, fact), count in counts.items()
    ]


def totals_by_duty(things: pd.DataFrame, duty: pd.DataFrame, amounts: Sequence[str]) -> pd.DataFrame:
    """Sums of extensive amounts by kind and duty; undecided things have a row of their own, so that the rows add up to all.

    An amount that is unknown for a thing does not make the sum unknown: for how many things it is known stands beside it.

    Parameters
        things: kind and the columns named in `amounts` (length_m, area_m2, budget_try: what adds up).
        duty: as `decide_duty` answers.
    Returns
        by kind and authority ("undecided" where it is not known): count, and for each amount its sum (NaN where none is
        known) and `<amount>_known`, the number of things it is known for.

    >>> roads = pd.DataFrame({"kind": "road", "width_m": [10.0, 14.0], "length_m": [300.0, 800.0]})
    >>> rules = [DutyRule("n", "road", "district", "187", "width_m", below=12),
    ...     DutyRule("w", "road", "metropolitan", "187", "width_m", at_least=12)]
    >>> totals_by_duty(roads, decide_duty(roads, rules), ["length_m"])["length_m"].tolist()
    [300.0, 800.0]
    """
    keys = [things["kind"].rename("kind"), duty["authority"].fillna("undecided").rename("authority")]
    groups = things[list(amounts)].astype("float64").groupby(keys)
    table = groups.size().rename("count").to_frame()
    for name in amounts:
        table[name] = groups[name].sum(min_count=1)
        table[f"{name}_known"] = groups[name].count()
    return table
