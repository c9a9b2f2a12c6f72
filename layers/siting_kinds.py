"""What kinds of facility can be sited: on which zones of the plan, beside which existing ones, by which standard and rules."""

from dataclasses import dataclass
from typing import Final

from geo.errors import NotFoundError
from geo.issues import Issue, Words


@dataclass(frozen=True, slots=True)
class SitingKind:
    """A kind of facility as `mahalle site` takes it.

    `land_uses` are the zones that may carry it. What serves already has the kind's own key in the layers of parks and facilities.
    `area_class` is the standard that says how many m2 a person needs (None: there is none), `duty` its kind in the rules of duty
    (None: they do not speak of it), `investment` its kind in the rules of conflict.
    """

    key: str
    title: Words
    land_uses: tuple[str, ...]
    area_class: str | None
    duty: str | None
    investment: str


_GREEN: Final = "active_green"
_SCHOOL: Final = "education_facility"
_SOCIAL: Final = "social_facility"

SITING_KINDS: Final = {
    kind.key: kind
    for kind in (
        SitingKind("park", Words("Park", "Park"), ("park", "recreation", "regional_green_sport"), _GREEN, "park", "park"),
        SitingKind("playground", Words("Çocuk bahçesi", "Playground"), ("park", "recreation"), _GREEN, "park", "park"),
        SitingKind("sport_park", Words("Spor parkı", "Sport park"), ("sport", "park"), _GREEN, "park", "sport"),
        SitingKind("nursery", Words("Kreş", "Nursery"), ("education", "social"), "nursery", None, _SOCIAL),
        SitingKind("primary_school", Words("İlkokul", "Primary school"), ("education",), "primary_school", None, _SCHOOL),
        SitingKind("secondary_school", Words("Ortaokul", "Middle school"), ("education",), "secondary_school", None, _SCHOOL),
        SitingKind("high_school", Words("Lise", "High school"), ("education",), "high_school", None, _SCHOOL),
        SitingKind(
            "family_health_centre",
            Words("Aile sağlığı merkezi", "Family health centre"),
            ("health",),
            "health",
            None,
            "health_facility",
        ),
        SitingKind(
            "cultural_centre", Words("Kültür merkezi", "Cultural centre"), ("cultural",), "cultural", None, "cultural_facility"
        ),
        SitingKind(
            "community_house", Words("Mahalle evi", "Community house"), ("social", "municipal_service"), "social", None, _SOCIAL
        ),
        SitingKind("market_place", Words("Pazar yeri", "Market place"), ("market",), None, None, "market_place"),
    )
}


def siting_kind(key: str) -> SitingKind:
    """The kind of that key.

    Raises
        NotFoundError: `siting-unknown-kind`.

    >>> siting_kind("park").land_uses
    ('park', 'recreation', 'regional_green_sport')
    """
    if key not in SITING_KINDS:
        raise NotFoundError(Issue("siting-unknown-kind", params={"kind": key, "known": ", ".join(SITING_KINDS)}))
    return SITING_KINDS[key]
