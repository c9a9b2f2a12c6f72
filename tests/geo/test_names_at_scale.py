"""Names of a whole province: the same name in many districts, none of them taken without its district."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.names import Gazetteer, Match, Place, place_key
from geo.turkish import title, upper

DISTRICTS = [f"İlçe {number}" for number in range(30)]
_BEGINNINGS = ["ka", "çe", "mer", "yeni", "şil", "ba", "ça", "su", "kö", "pı", "ılı", "gü", "or", "dağ", "iç", "dı"]
_MIDDLES = ["ra", "li", "kez", "ye", "ğlar", "mlı", "nar", "ca", "neş", "ım", "ta", "ova", "şe"]
# Some names stand in nearly every district, as Cumhuriyet and Merkez do.
_EVERYWHERE = ["Cumhuriyet", "Merkez", "Yeni", "Fatih", "İnönü", "Atatürk", "Aydınlık", "Ilıca"]


def province(neighbourhoods: int, seed: int) -> list[Place]:
    """Neighbourhoods in 30 districts; a name stands once in a district and often in several."""
    chance = Random(seed)  # noqa: S311
    syllables = [_BEGINNINGS, _MIDDLES, _MIDDLES, _BEGINNINGS]
    pool = [*_EVERYWHERE, *(title("".join(map(chance.choice, syllables))) for _ in range(neighbourhoods // 3))]
    places: dict[tuple[str, str], Place] = {}
    while len(places) < neighbourhoods:
        district, name = chance.choice(DISTRICTS), chance.choice(_EVERYWHERE if chance.random() < 0.1 else pool)
        if (district, place_key(name)) not in places:
            places[district, place_key(name)] = Place(str(100_000 + len(places)), name, district, str(100_000 + len(places)))
    return list(places.values())


@pytest.fixture(scope="module", params=[1_300, 39_000], ids=["of 1,300", "of 39,000"])
def gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    return Gazetteer(province(request.param, 1) if request.param < 10_000 else province(request.param, 2))


def test_each_neighbourhood_is_found_by_name_and_district_however_it_is_written(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places:
        match = gazetteer.match(upper(place.name) + " MAH.", district=upper(place.district))
        assert (match.tier, match.place) == ("folded", place)


def test_name_of_several_districts_is_never_matched_without_one(gazetteer: Gazetteer) -> None:
    often = Counter(place_key(place.name) for place in gazetteer.places)
    assert sum(count > 1 for count in often.values()) > 100
    for place in gazetteer.places:
        match = gazetteer.match(place.name)
        if often[place_key(place.name)] == 1:
            assert match.place == place
        else:
            assert match.tier == "ambiguous"
            assert match.place is None
            assert place in match.candidates
            assert len(match.candidates) == often[place_key(place.name)]


def test_district_that_is_not_there_finds_nothing(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places[:200]:
        assert gazetteer.match(place.name, district="Başka İlçe") == Match("none")


@settings(max_examples=60)
@given(data=st.data())
def test_misprint_is_only_ever_suggested_and_only_from_its_district(gazetteer: Gazetteer, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(gazetteer.places))
    at = data.draw(st.integers(0, len(place.name) - 1))
    written = place.name[:at] + data.draw(st.sampled_from("qwxz")) + place.name[at:]
    match = gazetteer.match(written, district=place.district)
    assert match.tier in {"suggestion", "none"}
    assert match.place is None
    assert {candidate.district for candidate in match.candidates} <= {place.district}
    if len(place.name) > 4:
        assert match.tier == "suggestion"
    # The same question has the same answer, from a fresh gazetteer too.
    assert gazetteer.match(written, district=place.district) == match
    of_district = Gazetteer(other for other in gazetteer.places if other.district == place.district)
    assert of_district.match(written) == match


def test_alias_of_one_district_is_not_taken_in_another(gazetteer: Gazetteer) -> None:
    place = gazetteer.places[0]
    known = Gazetteer(gazetteer.places, {place_key("Zzqq Wxyz"): place.id})
    assert known.match("Zzqq Wxyz", district=place.district) == Match("alias", place)
    others = [district for district in DISTRICTS if district != place.district]
    assert all(known.match("Zzqq Wxyz", district=other).place is None for other in others)
