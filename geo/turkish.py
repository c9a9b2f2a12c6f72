"""Turkish text: the only place that lowers, uppers, folds, sorts and slugs it.

Python's own `str.lower` and `str.upper` know one i; Turkish has two, i/İ and ı/I. Everything here works on NFC, so a
name typed on a Mac (decomposed) and the same name from Windows are one name.
"""

import re
import unicodedata
from collections.abc import Hashable

import pandas as pd

Element = tuple[int, int, str]
SortKey = tuple[tuple[Element, ...], tuple[str, ...], tuple[bool, ...], str]

# q, w and x are no Turkish letters but stand in names (Walid, Alex); they go where the Latin alphabet has them.
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_SPACE, _PUNCTUATION, _DIGITS, _LETTER, _OTHER = range(5)

_DOT_ABOVE = "\u0307"
_CIRCUMFLEX = "\u0302"
# A dot above these only says what the letter already says: "İ".lower() leaves one behind, decomposed input brings one.
_STRAY_DOT = re.compile(f"([iıİ]){_DOT_ABOVE}+")
_CIRCUMFLEX_VOWEL = re.compile(f"([au]){_CIRCUMFLEX}+|(i)[{_CIRCUMFLEX}{_DOT_ABOVE}]+")
_TITLE_WORD = re.compile(r"[^\s\-–—/()\[\]{}]+")
_SORT_PIECE = re.compile(r"[0-9]+|.", re.DOTALL)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SEARCHED = str.maketrans(
    "ABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZÂÎÛıçğöşüâîû",
    "abccdefgghiijklmnoopqrsstuuvwxyzaiuicgosuaiu",
)
# Nearly every name: nothing to compose, to drop or to decide, which makes the common case several times as fast.
_PLAIN = re.compile("[0-9A-Za-zÇĞİÖŞÜçğıöşü .]*")


def _composed(text: str) -> str:
    return _STRAY_DOT.sub(lambda match: "İ" if match[1] == "İ" else "i", unicodedata.normalize("NFC", text))


def lower(text: str) -> str:
    """Lower case as Turkish writes it: İ to i, I to ı.

    Composed and decomposed input give the same text; a dot left over after i is removed. Empty stays empty.

    >>> lower("İSTANBUL"), len(lower("İSTANBUL")), lower("ISPARTA")
    ('istanbul', 8, 'ısparta')
    """
    if _PLAIN.fullmatch(text):
        return text.replace("İ", "i").replace("I", "ı").lower()
    dotless = _composed(text).replace("İ", "i").replace("I", "ı")
    return _composed(dotless.lower())


def upper(text: str) -> str:
    """Upper case as Turkish writes it: i to İ, ı to I.

    Composed and decomposed input give the same text. Empty stays empty.

    >>> upper("istanbul"), upper("ısparta")
    ('İSTANBUL', 'ISPARTA')
    """
    if _PLAIN.fullmatch(text):
        return text.replace("i", "İ").upper()
    return _composed(_composed(text).replace("i", "İ").upper())


def title(text: str) -> str:
    """Each word with a capital first letter, the rest small: for names that a table prints in capitals.

    Space, hyphen, slash and bracket begin a new word; an apostrophe does not, because a suffix follows it. A word that
    begins with a digit stays small.

    >>> title("AŞAĞIOKÇULAR"), title("DURSUNLU/İNÖNÜ (MERKEZ)"), title("HATAY'IN ILICASI")
    ('Aşağıokçular', 'Dursunlu/İnönü (Merkez)', "Hatay'ın Ilıcası")
    """

    def capitalised(match: re.Match[str]) -> str:
        word = match[0]
        # An opening quotation mark may stand before the letter.
        first = next((place for place, character in enumerate(word) if character.isalnum()), 0)
        return word[:first] + upper(word[first]) + word[first + 1 :]

    return unicodedata.normalize("NFC", _TITLE_WORD.sub(capitalised, lower(text)))


def fold(text: str) -> str:
    """The key under which two spellings of one name are equal: for matching only, never shown.

    Case, circumflex, punctuation and the kind and number of spaces do not count; every letter of the alphabet does. ı
    and i stay apart: whether SINANLI is Sinanlı is a person's decision. Folding twice is folding once. A text without
    letters and digits gives an empty key.

    >>> fold("  HÂLİT-BEY/Mah. "), fold("Nikâh\\u00a0Salonu")
    ('halit bey mah', 'nikah salonu')
    >>> fold("SINANLI") == fold("Sinanlı"), fold("SINANLI") == fold("Sınanlı")
    (False, True)
    """
    if _PLAIN.fullmatch(text):
        return " ".join(lower(text).replace(".", " ").split())
    # Soft hyphens, zero-width spaces and direction marks are invisible: they divide nothing.
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    decomposed = unicodedata.normalize("NFD", lower(visible))
    plain = unicodedata.normalize("NFC", _CIRCUMFLEX_VOWEL.sub(lambda match: match[1] or match[2], decomposed))
    kept = (character if unicodedata.category(character)[0] in "LNM" else " " for character in plain)
    return " ".join("".join(kept).split())


def fold_series(texts: pd.Series) -> pd.Series:
    """`fold` for a whole column, the same whatever its dtype.

    The answer is always of dtype object, with None where the text is missing; index, order and name are kept. An empty
    series gives an empty one.

    Raises
        TypeError: a value is neither text nor missing; a code that was read as a number is no name.

    >>> fold_series(pd.Series(["ÇEKMECE", None, "Çekmece"], dtype="category", index=[7, 8, 9])).to_dict()
    {7: 'çekmece', 8: None, 9: 'çekmece'}
    """
    keys: dict[Hashable, str] = {text: fold(text) for text in texts.dropna().unique()}
    folded = [None if missing else keys[text] for text, missing in zip(texts.astype(object), texts.isna(), strict=True)]
    return pd.Series(folded, index=texts.index, name=texts.name, dtype=object)


def sort_key(text: str) -> SortKey:
    """The key that sorts names as a Turkish reader looks for them.

    Space comes first, then punctuation, digits by their value, the letters of the Turkish alphabet, then all other
    writing. Circumflex and other accents decide only between words that are equal without them, then small before
    capital. Two texts have the same key only when they are canonically the same text.

    >>> sorted(["Zir", "Çankaya", "Cumhuriyet", "Ilıca", "İncek", "10. Sokak", "2. Sokak"], key=sort_key)
    ['2. Sokak', '10. Sokak', 'Cumhuriyet', 'Çankaya', 'Ilıca', 'İncek', 'Zir']
    >>> sorted(["Kârlı", "karlı", "Karlı", "Kar"], key=sort_key)
    ['Kar', 'karlı', 'Karlı', 'Kârlı']
    """
    composed = _composed(text)
    elements: list[Element] = []
    accents: list[str] = []
    for piece in _SORT_PIECE.findall(lower(composed)):
        base, accent = _parts(piece)
        if unicodedata.combining(base[0]):
            # A mark without a letter of its own is an accent of the letter before it.
            accents.append(base)
            continue
        elements.append(_element(base))
        accents.append(accent)
    capitals = tuple(character.isupper() for character in composed)
    return tuple(elements), tuple(accents), capitals, unicodedata.normalize("NFC", text)


def _parts(piece: str) -> tuple[str, str]:
    """A letter of the alphabet is whole; â, é, ä … are their base letter and an accent."""
    if piece in _RANK or len(piece) > 1:
        return piece, ""
    decomposed = unicodedata.normalize("NFD", piece)
    return (decomposed[0], decomposed[1:]) if decomposed[0] in _RANK else (piece, "")


def _element(base: str) -> Element:
    if base[0] in "0123456789":
        # Length before digits is the order of the values, without int(), which refuses more than 4300 digits.
        significant = base.lstrip("0")
        return _DIGITS, len(significant), significant
    if base in _RANK:
        return _LETTER, _RANK[base], ""
    if base.isspace():
        return _SPACE, 0, ""
    return (_PUNCTUATION if unicodedata.category(base)[0] == "P" else _OTHER), 0, base


def slug(text: str) -> str:
    """Small ASCII letters, digits and single hyphens, for addresses and file names.

    Two names may share a slug (Sinanlı and Sınanlı): whoever needs it unique adds the official code. Empty when
    nothing is left; never raises.

    >>> slug("Aşağıokçular Mah."), slug("İĞDE / Ü-Ö"), slug("…")
    ('asagiokcular-mah', 'igde-u-o', '')
    """
    if text.isascii():
        # Most identifiers; there is nothing to take apart.
        return _NOT_SLUG.sub("-", text.lower()).strip("-")
    decomposed = unicodedata.normalize("NFKD", lower(text).replace("ı", "i"))
    ascii_only = "".join("" if unicodedata.combining(character) else character for character in decomposed)
    # Compatibility forms such as ™ become capitals only here; what is left of them is ASCII, or goes.
    return _NOT_SLUG.sub("-", ascii_only.lower()).strip("-")


def search_key(text: str) -> str:
    """The text as a search looks at it: who has no ş or ı on the keyboard finds it, too. Kinder than a match; never shown.

    >>> search_key("ŞEYHKÖY Ilıca"), search_key("Çökek") == search_key("COKEK")
    ('seyhkoy ilica', True)
    """
    return _composed(text).translate(_SEARCHED)
