"""Names of places: which neighbourhood a written name means.

Matching goes in tiers: official code, the name to the letter, the folded name, an alias that a person accepted. What is left gets
suggestions, which are never taken: a misprint such as SINANLI (for Sinanlı, whose capitals are SİNANLI) waits for a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from geo.turkish import fold, slug, title, upper

Tier = Literal["code", "exact", "folded", "alias", "ambiguous", "suggestion", "none"]

# Words that say what kind of place a name is. Only whole words at the end: Bahçeköy keeps its köy; Orta Köy is Ortaköy and
# not Orta, so a bare "köy" or "mahalle" stays. MAHALLESI is what a keyboard without İ makes of Mahallesi.
_KIND_WORDS = frozenset({"mah", "mh", "mahallesi", "mahallesı", "köyü"})

# Below this rapidfuzz ratio the nearest name of a district is usually another place (Tosunpınar is not Yeşilpınar).
SUGGESTION_MIN_SCORE = 80.0
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbourhood as the gazetteer knows it; `id` is stable, `code` is the official one where there is one."""

    id: str
    name: str
    district: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a written name means.

    `place` is set for the tiers code, exact, folded and alias; `candidates` for ambiguous and suggestion, the likeliest first.
    """

    tier: Tier
    place: Place | None = None
    candidates: tuple[Place, ...] = ()


@lru_cache(maxsize=2**16)
def place_key(name: str) -> str:
    """Key of a place name for matching only: folded, without Mah., Mh., Mahallesi, Köyü.

    >>> place_key("AKDENİZ MAH."), place_key("Bahçeköy"), place_key("SINANLI")
    ('akdeniz', 'bahçeköy', 'sınanlı')
    """
    words = fold(name).split()
    while len(words) > 1 and words[-1] in _KIND_WORDS:
        words.pop()
    return " ".join(words)


def official_spelling(name: str) -> str:
    """A name as it is shown: without Mah. and the like, and not in capitals only.

    >>> official_spelling("Armutlu Mah."), official_spelling("ÇINARLI MAHALLESİ"), official_spelling("19 Mayıs Mh.")
    ('Armutlu', 'Çınarlı', '19 Mayıs')
    """
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in _KIND_WORDS:
        words.pop()
    joined = " ".join(words)
    return title(joined) if joined == upper(joined) else joined


def place_id(province: str, district: str, name: str, code: str | None = None) -> str:
    """The stable id: the official code, else a slug of province, district and name.

    >>> place_id("Hatay", "Defne", "Çökek"), place_id("Hatay", "Defne", "Çökek", "149231")
    ('hatay-defne-cokek', '149231')
    """
    if code:
        # An id stands in addresses: whatever a file calls a code, only letters, digits and hyphens get there.
        return code if re.fullmatch(r"[\w-]+", code) else slug(code) or "-"
    return "-".join(part for part in (slug(province), slug(district), slug(official_spelling(name))) if part)


class Gazetteer:
    """The known neighbourhoods and accepted aliases, asked for the place a written name means.

    Parameters
        places: neighbourhoods with unique ids; one name may stand in several districts.
        aliases: id of the place by `place_key` of the written name; an id that is no longer known counts for nothing.

    >>> gazetteer = Gazetteer([Place("1", "Sinanlı", "Defne"), Place("2", "Çökek", "Defne")])
    >>> gazetteer.match("ÇÖKEK MAH.").place.id
    '2'
    >>> match = gazetteer.match("SINANLI")
    >>> match.tier, match.place, match.candidates[0].name
    ('suggestion', None, 'Sinanlı')
    >>> Gazetteer([Place("1", "Sinanlı", "Defne")], {place_key("SINANLI"): "1"}).match("SINANLI").tier
    'alias'
    """

    def __init__(self, places: Iterable[Place], aliases: Mapping[str, str] | None = None) -> None:
        self.places: Sequence[Place] = tuple(places)
        self.by_id = {place.id: place for place in self.places}
        self._aliases = dict(aliases or {})
        self._by_code = {place.code: place for place in self.places if place.code}
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._by_key: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            self._by_name[place.name].append(place)
            self._by_key[place_key(place.name)].append(place)
        # Suggestions look at every place there is: by district the names are made ready when first asked for, and a name that
        # returns is not sought again.
        self._of_district: dict[str | None, list[Place]] = defaultdict(list)
        for place in self.places:
            self._of_district[None].append(place)
            self._of_district[_district_key(place.district)].append(place)
        self._skeletons: dict[str | None, list[str]] = {}
        self._suggested: dict[tuple[str, str | None], tuple[Place, ...]] = {}

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Sequence[Place], Mapping[str, str]]]:
        # Copied into a reading process without its tables, which are many times its places.
        return Gazetteer, (self.places, self._aliases)

    def match(self, name: str, *, code: str | None = None, district: str | None = None) -> Match:
        """The place meant by `name`, tier by tier; with `district`, only among that district's places.

        An official code says it all, so it is not held against the district. A blank name matches nothing.
        """
        by_code = self._by_code.get(code or "")
        if by_code is not None:
            return Match("code", by_code)
        key = place_key(name)
        found: tuple[tuple[Tier, list[Place]], ...] = (
            ("exact", _within(self._by_name.get(name.strip(), []), district)),
            ("folded", _within(self._by_key.get(key, []), district)),
        )
        for tier, places in found:
            if len(places) == 1:
                return Match(tier, places[0])
            if places:
                return Match("ambiguous", candidates=tuple(places))
        alias = self.by_id.get(self._aliases.get(key, ""))
        if alias is not None and _within([alias], district):
            return Match("alias", alias)
        candidates = self._suggest(name, district)
        return Match("suggestion", candidates=candidates) if candidates else Match("none")

    def find(self, text: str) -> Match:
        """The place a person means who types an id, a code or a name."""
        if text in self.by_id:
            return Match("exact", self.by_id[text])
        return self.match(text, code=text)

    def _suggest(self, name: str, district: str | None) -> tuple[Place, ...]:
        """The places whose names are written most alike, the likeliest first; of equals, in the order of the places."""
        if not self.places:
            return ()
        within = None if district is None else _district_key(district)
        wanted = _skeleton(name)
        if (wanted, within) not in self._suggested:
            if within not in self._skeletons:
                self._skeletons[within] = [_skeleton(place.name) for place in self._of_district[within]]
            skeletons = self._skeletons[within]
            nearest = process.extract(wanted, skeletons, scorer=fuzz.ratio, score_cutoff=SUGGESTION_MIN_SCORE, limit=_SUGGESTIONS)
            self._suggested[wanted, within] = tuple(self._of_district[within][number] for _, _, number in nearest)
        return self._suggested[wanted, within]


def _skeleton(name: str) -> str:
    """Letters without their marks: two names that differ only by İ/ı or ş/s are likeliest the same."""
    return slug(place_key(name))


def _within(places: Iterable[Place], district: str | None) -> list[Place]:
    if district is None:
        return list(places)
    key = _district_key(district)
    return [place for place in places if _district_key(place.district) == key]


@lru_cache(maxsize=2**12)
def _district_key(district: str) -> str:
    return fold(district)
