"""What a plot has to be to carry a facility, rule by rule; which rules may be left unasked, and what then has to be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from geo.conflict_rules import ConflictRule, Relation
from geo.errors import RefusedError
from geo.issues import Issue, Words
from layers.siting_kinds import SitingKind


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A rule in words: why a plot that fails it is no candidate, and what has to be done first where it is to be one yet.

    Without a remedy the rule is always asked.
    """

    key: str
    why: Words
    remedy: Words | None = None


_UNSUITABLE: Final = (
    *("unsuitable", "unsuitable_1", "unsuitable_2", "unsuitable_2_1", "unsuitable_2_3", "unsuitable_3"),
    "disaster_prone",
)
_RUNNING: Final = ("planned", "design", "tender", "in_progress")
# What a plot is, or is not, by itself is asked here and not of a municipality's rules of conflict.
_ASKED_HERE: Final = frozenset({"assets", "zoning"})

_RULES: Final = (
    SiteRule("no-shape", Words("haritada yeri yok", "no place on the map")),
    SiteRule("leased", Words("kirada", "leased"), Words("kira sözleşmesi sona ermeli", "the lease has to end")),
    SiteRule("occupied", Words("işgalli", "occupied"), Words("işgal kaldırılmalı", "the occupation has to be ended")),
    SiteRule("too-small", Words("yeterince büyük değil", "not big enough")),
    SiteRule("no-plan", Words("yürürlükte çizili imar planı yok", "no zoning plan in force is drawn")),
    SiteRule(
        "not-zoned",
        Words("imar planında bu tür için ayrılmamış", "not zoned for the kind"),
        Words("imar planı değişikliği gerekir", "the zoning plan has to be amended"),
    ),
    SiteRule("unsuitable-ground", Words("uygun olmayan ya da afete maruz zemin", "unsuitable or disaster-prone ground")),
    SiteRule(
        "programmed",
        Words("programda bir yatırım var", "an investment is programmed there"),
        Words("programdaki yatırımla birlikte düşünülmeli", "to be settled with the programmed investment"),
    ),
    SiteRule(
        "built-on",
        Words("üzerinde tesis ya da park var", "a facility or park stands on it"),
        Words("üzerindekinin yeri değişmeli", "what stands there has to move"),
    ),
)
SITE_RULES: Final = {rule.key: rule for rule in _RULES}


def concerning(kind: SitingKind, rules: Sequence[ConflictRule]) -> list[ConflictRule]:
    """A municipality's rules of conflict that exclude plots for a kind; those about the facility itself exclude none.

    A plot has neither year nor street: rules that compare them are asked of the investment that it becomes.
    """
    of_kind = [rule for rule in rules if not rule.kinds or kind.investment in rule.kinds]
    return [rule for rule in of_kind if rule.layer and rule.layer not in _ASKED_HERE and not rule.same and rule.years is None]


def waivable_rules(kind: SitingKind, rules: Sequence[ConflictRule]) -> dict[str, SiteRule]:
    """The rules that may be left unasked for a kind, by key: ours that have a remedy, then the municipality's.

    >>> from layers.siting_kinds import siting_kind
    >>> list(waivable_rules(siting_kind("park"), []))
    ['leased', 'occupied', 'not-zoned', 'programmed', 'built-on']
    """
    ours = {rule.key: rule for rule in SITE_RULES.values() if rule.remedy is not None}
    theirs = {rule.key: SiteRule(rule.key, rule.title, rule.remedy) for rule in concerning(kind, rules)}
    return {**ours, **{key: rule for key, rule in theirs.items() if key not in SITE_RULES}}


def require_waivable(waived: Collection[str], known: Collection[str]) -> None:
    """Refuse to leave a rule unasked that there is not, or that is always asked.

    Raises
        RefusedError: `siting-unknown-rule`.

    >>> require_waivable(["unsuitable-ground"], ["leased"])
    Traceback (most recent call last):
        ...
    geo.errors.RefusedError: The rule "unsuitable-ground" cannot be left unasked. Those that can: leased. Give one of them.
    """
    for key in waived:
        if key not in known:
            raise RefusedError(Issue("siting-unknown-rule", params={"rule": key, "known": ", ".join(known)}))


def own_rules(kind: SitingKind) -> list[ConflictRule]:
    """Ours that are asked by laying plots over layers: zoned for the kind (first), suitable ground, no running investment."""
    other = Words("Başka bir taşınmaz seçin.", "Choose another plot.")
    asked: tuple[tuple[str, Relation, str, str, str, tuple[str, ...]], ...] = (
        ("not-zoned", "required", "zones", "land_use", "3194 sayılı İmar Kanunu", kind.land_uses),
        (
            *("unsuitable-ground", "forbidden", "settlement_suitability", "suitability_class"),
            *("Yerleşime uygunluk etüdü; 7269 sayılı Kanun", _UNSUITABLE),
        ),
        ("programmed", "forbidden", "investments", "status", "Yatırım programı", _RUNNING),
    )
    return [
        ConflictRule(
            key, SITE_RULES[key].why, relation, column, source, SITE_RULES[key].remedy or other, layer=layer, values=values
        )
        for key, relation, layer, column, source, values in asked
    ]
