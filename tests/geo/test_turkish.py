"""Turkish text: two kinds of i, one alphabet, one fold for every dtype."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.turkish import fold, fold_series, lower, slug, sort_key, title, upper

SMALL = "abcçdefgğhıijklmnoöprsştuüvyz"
CAPITAL = "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"
DOT, CIRCUMFLEX = "\u0307", "\u0302"
NBSP = "\u00a0"

small_words = st.text(SMALL, max_size=30)
turkish_texts = st.text(SMALL + CAPITAL + "âîûÂÎÛ 0123456789'-/.", max_size=30)
# Lone surrogates included: a broken file must not stop a sort.
any_texts = st.text(st.characters(), max_size=20)
# Random unicode hardly ever puts marks on the letters that matter; this does.
marked_texts = st.text("iıIİaâuûİ \u0307\u0302\u0323\u0301\u0308\u00ad\u200d-'", max_size=10)

no_deadline = settings(deadline=None)


plain_texts = st.text(SMALL + CAPITAL + "qwxQWX .0123456789", max_size=30)
# Invisible, so that it changes no answer, and no plain letter, so that no short way is taken.
SOFT_HYPHEN = "\u00ad"


@given(plain_texts)
def test_the_short_way_for_plain_text_is_the_long_way(text: str) -> None:
    assert fold(text) == fold(text + SOFT_HYPHEN)
    assert lower(text) + SOFT_HYPHEN == lower(text + SOFT_HYPHEN)
    assert upper(text) + SOFT_HYPHEN == upper(text + SOFT_HYPHEN)


# ------------------------------------------------------------------ lower, upper, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("İSTANBUL", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("AŞAĞIOKÇULAR", "aşağıokçular"),
        ("ÇÖĞÜŞ", "çöğüş"),
        ("KÂĞITHANE", "kâğıthane"),
        ("", ""),
    ],
)
def test_lower_of_capitals_is_turkish(text: str, expected: str) -> None:
    assert lower(text) == expected
    assert lower(unicodedata.normalize("NFD", text)) == expected


def test_lower_of_istanbul_has_eight_code_points() -> None:
    assert len("İSTANBUL".lower()) == 9
    assert len(lower("İSTANBUL")) == 8


@pytest.mark.parametrize(
    "text", [f"i{DOT}zmir", f"I{DOT}ZMİR", "İZMİR", "İZMİR".lower(), f"ı{DOT}zmir", f"İ{DOT}ZMİR", f"i{DOT}{DOT}zmir"]
)
def test_lower_and_upper_of_stray_dot_drop_it(text: str) -> None:
    assert lower(text) == "izmir"
    assert upper(text) == "İZMİR"


def test_lower_of_dot_and_circumflex_stays_composed() -> None:
    assert lower(f"i{DOT}{CIRCUMFLEX}") == "î"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("istanbul", "İSTANBUL"), ("ısparta", "ISPARTA"), ("Dörtyol", "DÖRTYOL"), ("kâğıt", "KÂĞIT"), ("nîsan", "NÎSAN")],
)
def test_upper_of_small_letters_is_turkish(text: str, expected: str) -> None:
    assert upper(text) == expected
    assert upper(unicodedata.normalize("NFD", text)) == expected


def test_case_of_the_alphabet_maps_letter_by_letter() -> None:
    assert lower(CAPITAL) == SMALL
    assert upper(SMALL) == CAPITAL


@no_deadline
@given(small_words)
def test_lower_of_upper_returns_the_word(word: str) -> None:
    assert lower(upper(word)) == word
    assert len(upper(word)) == len(word)


@no_deadline
@given(st.one_of(any_texts, marked_texts))
def test_case_of_any_text_is_composed_and_stable(text: str) -> None:
    for change in (lower, upper):
        once = change(text)
        assert unicodedata.is_normalized("NFC", once)
        assert change(once) == once
        assert change(unicodedata.normalize("NFD", text)) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AŞAĞIOKÇULAR", "Aşağıokçular"),
        ("İNÖNÜ MAH.", "İnönü Mah."),
        ("ilıca", "İlıca"),
        ("ILICA", "Ilıca"),
        ("DURSUNLU/DURSUNLU", "Dursunlu/Dursunlu"),
        ("SEMT PAZARI (KAPALI)", "Semt Pazarı (Kapalı)"),
        ("ANTAKYA-İSKENDERUN", "Antakya-İskenderun"),
        ("KBS'NİN", "Kbs'nin"),
        ("HATAY’IN", "Hatay’ın"),
        ('"İNCİ" KREŞİ', '"İnci" Kreşi'),
        ("1610. SOK.", "1610. Sok."),
        (f"İKİ{NBSP}KELİME", f"İki{NBSP}Kelime"),
        ("", ""),
        (" - ", " - "),
    ],
)
def test_title_of_capitals_is_word_by_word(text: str, expected: str) -> None:
    assert title(text) == expected


@no_deadline
@given(turkish_texts)
def test_title_of_any_case_is_the_same(text: str) -> None:
    assert title(upper(text)) == title(lower(text)) == title(title(text))
    assert lower(title(text)) == lower(text)


# ------------------------------------------------------------------ fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AŞAĞIOKÇULAR", "Aşağıokçular"),
        ("HÂLİT BEY", "Halit Bey"),
        ("Kâğıthane", "KAĞITHANE"),
        ("Nîsan", "NİSAN"),
        ("Sükûn", "sükun"),
        ("Ali-Bey", "Ali  Bey "),
        (f"Ali{NBSP}Bey", "ALİ BEY"),
        ("Dursunlu/Dursunlu", "DURSUNLU DURSUNLU"),
        ("Hatay’ın", "Hatay'ın"),
        ("Çek\u00admece", "ÇEKMECE"),
        (f"I{DOT}stanbul", "İSTANBUL"),
        ("ŞEKER", unicodedata.normalize("NFD", "şeker")),
    ],
)
def test_fold_of_two_spellings_is_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SINANLI", "Sinanlı"),
        ("Ilıca", "İlica"),
        ("Şeker", "Seker"),
        ("Çeker", "Şeker"),
        ("Dağ", "Dag"),
        ("Göl", "Gol"),
        ("Ümit", "Umit"),
        ("Çınar", "Cınar"),
        ("Ali Bey", "Alibey"),
    ],
)
def test_fold_of_different_letters_differs(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_of_name_gives_the_documented_key() -> None:
    assert fold(f"  HÂLİT-BEY/Mah.{NBSP}(2)  ") == "halit bey mah 2"
    assert fold("…") == fold("") == fold(NBSP) == ""


@no_deadline
@given(st.one_of(any_texts, marked_texts, turkish_texts))
@example(f"a-{CIRCUMFLEX}")
@example(f"i{CIRCUMFLEX}{DOT}")
@example(f"i\u200d{DOT}")
def test_fold_of_folded_text_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == once
    assert once == once.strip()
    assert "  " not in once


@no_deadline
@given(turkish_texts)
def test_fold_of_any_case_is_the_same(text: str) -> None:
    assert fold(upper(text)) == fold(lower(text)) == fold(title(text)) == fold(text)


@no_deadline
@given(small_words, small_words)
def test_fold_of_different_words_differs(one: str, other: str) -> None:
    assert (fold(one) == fold(other)) == (one == other)


# ------------------------------------------------------------------ fold_series

NAMES = ["ÇEKMECE", "Kâğıt Mah.", None, "ÇEKMECE", "SINANLI", "", f"I{DOT}nönü"]
FOLDED = ["çekmece", "kağıt mah", None, "çekmece", "sınanlı", "", "inönü"]
DTYPES = ["object", "string", "string[python]", "string[pyarrow]", "category"]
# Before pandas 3, "str" meant object, and turned a missing text into the text "None".
if pd.Series([], dtype="str").dtype != object:
    DTYPES.append("str")


@pytest.mark.parametrize("dtype", DTYPES)
def test_fold_series_of_every_dtype_is_the_same(dtype: str) -> None:
    texts = pd.Series(NAMES, index=[7, 3, 3, 9, 1, 0, 2], name="MAHALLE", dtype=dtype)
    folded = fold_series(texts)
    assert folded.dtype == object
    assert folded.tolist() == FOLDED
    assert folded.index.tolist() == [7, 3, 3, 9, 1, 0, 2]
    assert folded.name == "MAHALLE"


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_fold_series_of_missing_text_stays_missing(missing: object) -> None:
    assert fold_series(pd.Series(["A", missing], dtype=object)).tolist() == ["a", None]


def test_fold_series_of_categories_of_arrow_text_is_the_same() -> None:
    texts = pd.Series(NAMES, dtype="string[pyarrow]").astype("category")
    assert fold_series(texts).tolist() == FOLDED


@pytest.mark.parametrize("dtype", DTYPES)
def test_fold_series_of_nothing_is_an_empty_object_series(dtype: str) -> None:
    for texts in (pd.Series([], dtype=dtype), pd.Series([None, None], dtype="string").astype(dtype)):
        folded = fold_series(texts)
        assert folded.dtype == object
        assert folded.isna().all()
        assert len(folded) == len(texts)


def test_fold_series_of_input_leaves_it_as_it_was() -> None:
    texts = pd.Series(["ÇEKMECE", None])
    before = texts.copy()
    fold_series(texts)
    pd.testing.assert_series_equal(texts, before)


def test_fold_series_of_numbers_is_refused() -> None:
    with pytest.raises(TypeError):
        fold_series(pd.Series([31049, 31053]))


# ------------------------------------------------------------------ sort_key


def test_sort_key_of_the_alphabet_gives_the_alphabet() -> None:
    for alphabet in (SMALL, CAPITAL):
        backwards = alphabet[::-1]
        assert sorted(backwards, key=sort_key) == list(alphabet)


def test_sort_key_of_foreign_letters_puts_them_where_latin_has_them() -> None:
    assert sorted("zyxwvrqp", key=sort_key) == list("pqrvwxyz")


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "Cumhuriyet",
            "Çankaya",
            "Hatay",
            "Ilıca",
            "İncek",
            "Ordu",
            "Ömerli",
            "Sinanlı",
            "Şentepe",
            "Uzun",
            "Ümit",
            "Zir",
        ],
        ["2. Sokak", "10. Sokak", "110. Sokak", "1610. Sokak", "Atatürk"],
        ["Cumhuriyet 2 Cad.", "Cumhuriyet 10 Cad."],
        ["Ali Zor", "Alibey"],
        ["Kar", "Kar Yolu", "Karlı"],
        ["kar", "Kar", "kâr", "Kâr", "karlı", "kârlı"],
        ["hala", "hâlâ", "halat"],
        ["André", "Andrea"],
        ["", " ", "7", "a", "ж"],
        ["7", "07", "8"],
        ["SINANLI", "Sinanlı"],
    ],
)
def test_sort_key_of_names_orders_as_a_reader_expects(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered
    assert sorted(ordered, key=sort_key) == ordered


def test_sort_key_of_very_long_digits_compares_by_value() -> None:
    nine, ten = "9" * 5000, "1" + "0" * 5000
    assert sort_key(nine) < sort_key(ten)


@no_deadline
@given(st.one_of(any_texts, marked_texts, turkish_texts), st.one_of(any_texts, marked_texts, turkish_texts))
def test_sort_key_of_two_texts_is_a_total_order(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    same_text = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (first == second) == same_text
    assert (first < second) + (second < first) + (first == second) == 1


@no_deadline
@given(st.lists(st.one_of(any_texts, turkish_texts), max_size=12), st.randoms(use_true_random=False))
def test_sort_key_of_shuffled_texts_gives_one_order(texts: list[str], random: object) -> None:
    unique = sorted({unicodedata.normalize("NFC", text) for text in texts})
    ordered = sorted(unique, key=sort_key)
    random.shuffle(unique)  # type: ignore[attr-defined]
    assert sorted(unique, key=sort_key) == ordered


def test_sort_key_of_equal_names_keeps_their_order() -> None:
    rows = [("Şeker", 1), (unicodedata.normalize("NFD", "Şeker"), 2), ("Şeker", 3), ("Armutlu", 4)]
    assert [number for _, number in sorted(rows, key=lambda row: sort_key(row[0]))] == [4, 1, 2, 3]


# ------------------------------------------------------------------ slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AŞAĞIOKÇULAR", "asagiokcular"),
        ("İĞDIR", "igdir"),
        ("Gümüşgöze Mah.", "gumusgoze-mah"),
        ("Hâlit Bey/2. Kısım", "halit-bey-2-kisim"),
        ("  Şişli  ", "sisli"),
        (f"I{DOT}nönü", "inonu"),
        ("KBS'nin", "kbs-nin"),
        ("Belediye™", "belediyetm"),
        ("Москва", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_slug_of_text_is_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


@no_deadline
@given(st.one_of(any_texts, marked_texts, turkish_texts))
def test_slug_of_any_text_is_small_ascii_with_single_hyphens(text: str) -> None:
    made = slug(text)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in made
    assert made == made.strip("-")
    assert slug(made) == made
    assert slug(unicodedata.normalize("NFD", text)) == made


@no_deadline
@given(st.text(SMALL + CAPITAL, min_size=1, max_size=30))
def test_slug_of_turkish_word_keeps_every_letter(word: str) -> None:
    assert len(slug(word)) == len(word)
    assert slug(upper(word)) == slug(lower(word)) == slug(word)
