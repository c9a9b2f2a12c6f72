"""What counts as a conflict between a planned thing and the land, the plan or another's works: rules as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from geo.errors import RefusedError
from geo.issues import Issue, Words

Relation = Literal["forbidden", "required", "own"]
RELATIONS: Final = ("forbidden", "required", "own")

Subject = Literal["investments", "plan"]
SUBJECTS: Final = ("investments", "plan")
# The zones of the plan a level above, which only a plan is held against.
UPPER_PLAN: Final = "upper_plan"

# A strip along a border that drawing alone explains is no conflict.
DRAWING_RATIO: Final = 0.01


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """One rule, its source and what could be done.

    `of`: which things it is about, investments or the zones of a plan, whose kind is their land use.
    `forbidden`: a thing of the kinds must not lie on features of `layer` whose `column` has one of the values. `required`: it
    must lie on such features and nothing else. `own`: the thing's own `column` must not have one of the values (whose duty it
    is); it needs no layer. `kinds` empty means all things, `values` empty all features of the layer (our land, a risk area).

    Further limits for `forbidden`: `within_m` counts features up to that distance as well; `same` names columns that must be
    equal in both (street, programme); `years` is the span of the feature's year after the thing's (0, 0: the same year;
    0, 3: within three years after, asphalt that will be dug up).

    `contradicts` says that both cannot hold, so that one of the two documents is wrong or out of date; other rules name what has
    to be settled first (a permission, an expropriation, whose duty it is).
    """

    key: str
    title: Words
    relation: Relation
    column: str
    source: str
    remedy: Words
    kinds: tuple[str, ...] = ()
    layer: str | None = None
    values: tuple[str, ...] = ()
    within_m: float = 0.0
    same: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    contradicts: bool = False
    of: Subject = "investments"


def require_conflict_rules(rules: Sequence[ConflictRule]) -> None:
    """Refuse rules that cannot be applied, and pairs of which one asks for what the other forbids.

    Raises
        RefusedError: `conflict-bad-rule`, `conflict-rules-contradict`.

    >>> words = Words("Parkta olmalı", "Must be a park")
    >>> asks, forbids = (ConflictRule(key, words, relation, "land_use", "NİP 2019/68", words, layer="zoning", values=("park",))
    ...     for key, relation in (("in-park", "required"), ("no-park", "forbidden")))
    >>> require_conflict_rules([asks, forbids])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: The rules of conflict contradict each other: of in-park and no-park one asks for the value park ...
    """
    for rule in rules:
        why = _what_is_wrong(rule)
        if why is not None:
            raise RefusedError(Issue("conflict-bad-rule", params={"rule": rule.key, "why_tr": why.tr, "why_en": why.en}))
    for asks in (rule for rule in rules if rule.relation == "required"):
        for forbids in (rule for rule in rules if rule.relation == "forbidden" and not rule.same and rule.years is None):
            nothing_left = not forbids.values or (bool(asks.values) and set(asks.values) <= set(forbids.values))
            same_kinds = not asks.kinds or not forbids.kinds or bool(set(asks.kinds) & set(forbids.kinds))
            if (asks.of, asks.layer, asks.column) == (forbids.of, forbids.layer, forbids.column) and same_kinds and nothing_left:
                params: dict[str, str] = {"first": asks.key, "second": forbids.key, "layer": str(asks.layer)}
                raise RefusedError(Issue("conflict-rules-contradict", params={**params, "values": ", ".join(asks.values) or "–"}))


def _what_is_wrong(rule: ConflictRule) -> Words | None:
    if rule.relation not in RELATIONS:
        known = ", ".join(RELATIONS)
        return Words(
            f"{rule.relation} diye bir ilişki yok; bilinenler: {known}", f"there is no relation {rule.relation}; known: {known}"
        )
    if not rule.source.strip():
        return Words("dayanağı yazılmamış", "its source is not given")
    if rule.layer == UPPER_PLAN and rule.of != "plan":
        return Words("üst planla yalnız plan karşılaştırılır (of: plan)", "only a plan has a plan above it (of: plan)")
    if (rule.relation == "own") != (rule.layer is None):
        return Words(
            "kendi sütunu dışındaki kurallar bir katman ister", "a rule names a layer, unless it is about the thing's own column"
        )
    if not rule.values and rule.relation == "own":
        return Words("hangi değerler olduğu yazılmamış", "it names no values")
    if rule.relation != "forbidden" and (rule.within_m or rule.same or rule.years is not None):
        return Words("mesafe, eşitlik ve yıl yalnız yasakta olur", "distance, equal columns and years go with a prohibition only")
    if not rule.within_m >= 0:
        return Words("mesafe eksi olamaz", "a distance is not negative")
    if rule.years is not None and rule.years[0] > rule.years[1]:
        return Words("yıl aralığı ters", "the span of years is the wrong way round")
    return None
