"""From a written name to a neighbourhood, with the issue row that says how, or why not."""

from dataclasses import dataclass

from geo.issues import Issue
from geo.names import Match, Place, official_spelling, place_key
from geo.turkish import fold
from layers.base import ReadContext

# A row is a total if it says so in nothing but these words; Toplam Kalite Ofisi is a place.
_TOTAL_WORDS = frozenset({"toplam", "toplamı", "toplami", "total", "totals"})
_BESIDE_TOTAL = frozenset({"genel", "ara", "ilçe", "il", "alan", "alanı", "maliyet", "nüfus", "grand", "sub"})


@dataclass(frozen=True, slots=True)
class Located:
    """A matched place, or None; `issue` tells what a person should know, and blocks the row when `place` is None."""

    place: Place | None
    issue: Issue | None


def locate(
    context: ReadContext,
    name: str,
    *,
    row: int,
    column: str | None,
    code: str | None = None,
    district: str | None = None,
) -> Located:
    """The neighbourhood a row is about."""
    match = context.gazetteer.match(name, code=code, district=district)
    if match.tier == "code" and match.place is not None:
        return Located(match.place, _code_issue(match.place, name, code or "", row, column))
    if match.tier == "alias" and match.place is not None:
        reason = context.alias_reasons.get(place_key(name)) or "–"
        return Located(
            match.place,
            Issue("alias-used", row=row, column=column, old=name, new=match.place.name, params={"reason": reason}),
        )
    if match.place is not None:
        return Located(match.place, None)
    return Located(None, open_name_issue(match, name, row=row, column=column))


def open_name_issue(match: Match, name: str, *, row: int | None, column: str | None) -> Issue:
    """The issue of a name that stays open, with its suggestions."""
    if not name:
        return Issue("empty-name", row=row, column=column)
    names = ", ".join(place.name for place in match.candidates)
    if match.tier == "ambiguous":
        listed = ", ".join(f"{place.name} ({place.district})" for place in match.candidates)
        return Issue("ambiguous-name", row=row, column=column, old=name, params={"candidates": listed})
    if match.candidates:
        best = match.candidates[0].name
        return Issue("open-name", row=row, column=column, old=name, params={"suggestions": names, "best": best})
    return Issue("open-name-without-suggestion", row=row, column=column, old=name)


def is_total_row(context: ReadContext, name: str) -> bool:
    """Whether a row is the printed total: it says so, or bears the name of the district or province and no neighbourhood's.

    A district's central neighbourhood often bears its name, so a name that is a neighbourhood's is never a total.
    """
    if says_total(name):
        return True
    key = fold(name)
    scopes = {fold(scope) for scope in (context.district, context.province) if scope}
    if key in scopes or key.removesuffix(" toplamı").removesuffix(" toplam") in scopes:
        return context.gazetteer.match(name).place is None
    return False


def says_total(text: str) -> bool:
    """Whether a cell says that its row is a total.

    >>> says_total("GENEL TOPLAM"), says_total("Toplam Kalite Ofisi")
    (True, False)
    """
    words = set(fold(text).split())
    return bool(words & _TOTAL_WORDS) and words <= _TOTAL_WORDS | _BESIDE_TOTAL


def is_out_of_scope(context: ReadContext, province: str | None, district: str | None) -> bool:
    """Whether a row states another province or district than the workspace's."""
    if province and fold(province) != fold(context.province):
        return True
    return bool(district and context.district and fold(district) != fold(context.district))


def _code_issue(place: Place, name: str, code: str, row: int, column: str | None) -> Issue | None:
    if not name or place_key(official_spelling(name)) == place_key(place.name):
        return None
    return Issue("code-name-differ", row=row, column=column, old=name, new=place.name, params={"code": code, "name": place.name})
