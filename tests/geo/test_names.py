"""Names of places: what a written name matches, what it never matches, and what only a person may decide."""

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.names import Gazetteer, Match, Place, official_spelling, place_id, place_key
from geo.turkish import lower, slug, sort_key, title, upper

DEFNE = Path(__file__).parents[2] / "data" / "defne"

SINANLI = Place("149213", "Sinanlı", "Defne", "149213")
COKEK = Place("149231", "Çökek", "Defne", "149231")
BAHCEKOY = Place("149199", "Bahçeköy", "Defne", "149199")
KUMLUCA_DEFNE = Place("1", "Kumluca", "Defne")
KUMLUCA_SAMANDAG = Place("2", "Kumluca", "Samandağ")

SMALL = Gazetteer([SINANLI, COKEK, BAHCEKOY, KUMLUCA_DEFNE, KUMLUCA_SAMANDAG])

letters = st.sampled_from("abcçdefgğhıijklmnoöprsştuüvyzâîû")
words = st.text(letters, min_size=2, max_size=9)
place_names = st.lists(words, min_size=1, max_size=3).map(" ".join).map(title)


def rows_of(name: str) -> list[dict[str, str]]:
    with (DEFNE / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.fixture(scope="module")
def official() -> list[Place]:
    """The 37 neighbourhoods of Defne as TÜİK lists them."""
    return [
        Place(
            place_id("Hatay", row["İLÇE"], row["MAHALLE"], row["MAHALLE KODU"]), row["MAHALLE"], row["İLÇE"], row["MAHALLE KODU"]
        )
        for row in rows_of("tuik_adnks_2023_2025.tsv")
    ]


@pytest.fixture(scope="module")
def defne(official: list[Place]) -> Gazetteer:
    return Gazetteer(official)


def found(match: Match) -> tuple[str, str | None]:
    return match.tier, match.place.name if match.place else None


# ------------------------------------------------------------------ keys, spelling, ids


@pytest.mark.parametrize("suffix", ["Mah.", "Mah", "MAH.", "Mh.", "mh", "Mahallesi", "MAHALLESİ", "MAHALLESI", "Köyü", "KÖYÜ"])
def test_place_key_drops_a_last_word_that_says_what_kind_of_place_it_is(suffix: str) -> None:
    assert place_key(f"Çökek {suffix}") == place_key("Çökek") == "çökek"


@pytest.mark.parametrize(
    "name",
    ["Bahçeköy", "Mahmutlu", "Köyüstü", "Mahallesi", "Köyü", "Mah. Çökek", "Köyü Çökek", "Orta Köy", "Yeni Mahalle"],
)
def test_place_key_keeps_such_a_word_inside_alone_or_in_front(name: str) -> None:
    assert len(place_key(name).split()) == len(name.split())
    assert place_key(name).replace(" ", "") == lower(name).replace(" ", "").replace(".", "")


def test_place_key_drops_two_such_words() -> None:
    assert place_key("Çökek Köyü Mah.") == "çökek"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("SÜMERLER", "Sümerler"),
        ("SİNANLI", "Sinanlı"),
        ("SINANLI", "Sınanlı"),
        ("BALIKLIDERE MAH.", "Balıklıdere"),
        ("Armutlu Mahallesi", "Armutlu"),
        ("  Çökek   Mh. ", "Çökek"),
        ("McArthur", "McArthur"),
        ("19 MAYIS", "19 Mayıs"),
        ("Mahallesi", "Mahallesi"),
    ],
)
def test_official_spelling_of_a_printed_name_is_what_is_shown(written: str, shown: str) -> None:
    assert official_spelling(written) == shown


@given(place_names)
def test_official_spelling_of_an_official_name_changes_nothing(name: str) -> None:
    assume(official_spelling(name).split() == name.split())
    assert official_spelling(upper(name) + " MAHALLESİ") == name


def test_place_id_is_the_official_code_or_a_slug_of_the_whole_scope() -> None:
    assert place_id("Hatay", "Defne", "Çökek", "149231") == "149231"
    assert place_id("Hatay", "Defne", "ÇÖKEK MAH.") == place_id("HATAY", "DEFNE", "Çökek") == "hatay-defne-cokek"
    assert place_id("Hatay", "Defne", "Çökek", "") == "hatay-defne-cokek"
    assert place_id("Hatay", "", "Çökek") == "hatay-cokek"


def test_place_id_of_the_official_list_is_unique_and_the_same_however_the_name_is_written(official: list[Place]) -> None:
    assert len(official) == len({place.id for place in official}) == 37
    slugs = {place.name: place_id("Hatay", "Defne", place.name) for place in official}
    assert len(set(slugs.values())) == 37
    for name, stable in slugs.items():
        assert {place_id("HATAY", "DEFNE", written) for written in (upper(name), f"{name} Mah.", f"{upper(name)} MAHALLESİ")} == {
            stable
        }


# ------------------------------------------------------------------ tiers


@pytest.mark.parametrize(
    ("written", "code", "tier", "name"),
    [
        ("Sinanlı", None, "exact", "Sinanlı"),
        (" Sinanlı ", None, "exact", "Sinanlı"),
        ("SİNANLI", None, "folded", "Sinanlı"),
        ("sinanlı mah.", None, "folded", "Sinanlı"),
        ("SINANLI", None, "suggestion", None),
        ("Sinanli", None, "suggestion", None),
        ("cokek", None, "suggestion", None),
        ("Çökek", "149213", "code", "Sinanlı"),
        ("Tosunpınar", "149213", "code", "Sinanlı"),
        ("Çökek", "999999", "exact", "Çökek"),
        ("Çökek", "", "exact", "Çökek"),
        ("Tosunpınar", None, "none", None),
        ("", None, "none", None),
        ("…", None, "none", None),
        ("Bahçe", None, "none", None),
        ("BAHÇEKÖY MAHALLESİ", None, "folded", "Bahçeköy"),
    ],
)
def test_match_of_a_written_name_takes_the_first_tier_that_answers(
    written: str, code: str | None, tier: str, name: str | None
) -> None:
    assert found(SMALL.match(written, code=code)) == (tier, name)


def test_match_of_a_misprint_suggests_and_takes_nothing() -> None:
    match = SMALL.match("SINANLI")
    assert (match.tier, match.place, match.candidates) == ("suggestion", None, (SINANLI,))


def test_match_of_an_accepted_alias_takes_its_place() -> None:
    aliases = {place_key("SINANLI"): SINANLI.id, place_key("Tosunpınar"): COKEK.id}
    gazetteer = Gazetteer([SINANLI, COKEK], aliases)
    assert found(gazetteer.match("Sınanlı Mahallesi")) == ("alias", "Sinanlı")
    assert found(gazetteer.match("TOSUNPINAR")) == ("alias", "Çökek")
    assert found(gazetteer.match("SİNANLI")) == ("folded", "Sinanlı")


def test_match_of_an_alias_never_takes_a_name_away_from_its_neighbourhood() -> None:
    gazetteer = Gazetteer([SINANLI, COKEK], {place_key("Çökek"): SINANLI.id})
    assert found(gazetteer.match("ÇÖKEK")) == ("folded", "Çökek")


def test_match_of_an_alias_to_a_place_that_is_gone_stays_open() -> None:
    assert Gazetteer([COKEK], {place_key("SINANLI"): SINANLI.id}).match("SINANLI").tier == "none"


def test_match_of_an_alias_with_another_district_stays_open() -> None:
    gazetteer = Gazetteer([KUMLUCA_DEFNE, SINANLI], {place_key("Tosunpınar"): SINANLI.id})
    assert gazetteer.match("Tosunpınar", district="DEFNE").place == SINANLI
    assert gazetteer.match("Tosunpınar", district="Samandağ").place is None


def test_match_of_a_name_in_two_districts_is_ambiguous_until_the_district_is_said() -> None:
    match = SMALL.match("Kumluca")
    assert (match.tier, match.place, set(match.candidates)) == ("ambiguous", None, {KUMLUCA_DEFNE, KUMLUCA_SAMANDAG})
    assert SMALL.match("KUMLUCA MAH.").tier == "ambiguous"
    assert SMALL.match("KUMLUCA", district="DEFNE").place == KUMLUCA_DEFNE
    assert SMALL.match("Kumluca", district="Samandağ").place == KUMLUCA_SAMANDAG
    assert SMALL.match("Kumluca", district="Arsuz").place is None


def test_match_with_a_district_suggests_only_from_there() -> None:
    assert SMALL.match("Kumlıca", district="Samandağ").candidates == (KUMLUCA_SAMANDAG,)


def test_match_of_two_names_that_differ_by_a_circumflex_goes_by_the_letter() -> None:
    plain, marked = Place("1", "Karlı", "Defne"), Place("2", "Kârlı", "Defne")
    gazetteer = Gazetteer([plain, marked])
    assert gazetteer.match("Kârlı").place == marked
    assert gazetteer.match("KARLI").tier == "ambiguous"


def test_find_takes_an_id_a_code_or_a_name() -> None:
    gazetteer = Gazetteer([Place("hatay-defne-cokek", "Çökek", "Defne", "149231")])
    for text in ("hatay-defne-cokek", "149231", "Çökek", "ÇÖKEK MAH."):
        assert gazetteer.find(text).place is gazetteer.places[0]
    assert gazetteer.find("Çokek").tier == "suggestion"


# ------------------------------------------------------------------ Defne's own tables


def test_match_of_the_plans_table_leaves_one_name_open(defne: Gazetteer) -> None:
    printed = [row["MAHALLE ADI"] for row in rows_of("tablo08_nufus_mahalle.tsv") if row["MAHALLE ADI"] != "DEFNE"]
    matches = {name: defne.match(name) for name in printed}
    assert [name for name, match in matches.items() if match.place is None] == ["SINANLI"]
    assert [place.name for place in matches["SINANLI"].candidates] == ["Sinanlı"]
    assert len({match.place.id for match in matches.values() if match.place}) == 36


def test_match_of_the_title_register_leaves_old_quarters_to_a_person(defne: Gazetteer) -> None:
    matches = {row["MAHALLE"]: defne.match(row["MAHALLE"]) for row in rows_of("tablo27_tasinmazlar.tsv")}
    suggested = {name: match.candidates[0].name for name, match in matches.items() if match.tier == "suggestion"}
    assert suggested == {"AŞAĞIOKUCULAR": "Aşağıokçular", "ÖZENGİLİ": "Üzengili"}
    nothing = [name for name, match in matches.items() if match.tier == "none"]
    assert nothing == [
        *("TOSUNPINAR", "İNÖNÜ", "NAHIRLI", "TAVUKLU", "DURSUNLU/DURSUNLU", "ATATÜRK", "GAZİPAŞA"),
        *("BOSTANEREK", "BEDEVİ", "GENEL TOPLAM"),
    ]
    assert all(match.tier == "folded" for name, match in matches.items() if name not in {*suggested, *nothing})


# ------------------------------------------------------------------ invariants


@given(st.data())
def test_match_of_an_official_name_is_the_same_in_capitals_and_small_letters(official: list[Place], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(official))
    suffix = data.draw(st.sampled_from(["", " Mah.", " Mh.", " Mahallesi", " Köyü"]))
    write = data.draw(st.sampled_from([upper, lower, title]))
    assert Gazetteer(official).match(write(place.name + suffix)).place == place


@given(st.lists(place_names, min_size=1, max_size=8, unique_by=place_key), place_names)
def test_match_of_any_text_is_the_same_in_capitals_and_small_letters(names: list[str], text: str) -> None:
    gazetteer = Gazetteer([Place(str(number), name, "Defne") for number, name in enumerate(names)])
    as_written = gazetteer.match(text)
    for written in (upper(text), lower(text)):
        match = gazetteer.match(written)
        assert (match.place, match.candidates) == (as_written.place, as_written.candidates)


@given(st.lists(place_names, max_size=8), st.text(max_size=20) | place_names, st.sampled_from([None, "Defne", "Arsuz"]))
def test_match_of_any_text_takes_a_place_or_offers_candidates_never_both(
    names: list[str], text: str, district: str | None
) -> None:
    gazetteer = Gazetteer([Place(str(number), name, "Defne") for number, name in enumerate(names)])
    match = gazetteer.match(text, district=district)
    assert (match.place is not None) == (match.tier in {"code", "exact", "folded", "alias"})
    assert bool(match.candidates) == (match.tier in {"ambiguous", "suggestion"})
    if match.place is not None:
        assert place_key(match.place.name) == place_key(text)


@given(st.lists(place_names, min_size=2, max_size=8, unique_by=slug))
def test_match_does_not_depend_on_the_order_of_the_places(names: list[str]) -> None:
    places = [Place(str(number), name, "Defne") for number, name in enumerate(names)]
    forwards, backwards = Gazetteer(places), Gazetteer(sorted(places, key=lambda place: sort_key(place.name)))
    for name in names:
        assert forwards.match(upper(name)).place == backwards.match(upper(name)).place
