"""LIKE: a text beside a pattern, in time that grows with their lengths only, whatever the pattern is."""

import re
from collections.abc import Callable
from typing import Final

_ANY: Final = "%"
_ONE: Final = "_"
_ESCAPE: Final = "\\"


def likeness(pattern: str) -> Callable[[str], bool]:
    """Whether a text is like a pattern: % is any text, _ any character, a backslash takes either for what it is.

    >>> is_like = likeness("Çök%_k")
    >>> is_like("Çökek"), is_like("Çökk"), is_like("çökek"), likeness("%100\\\\%")("toplam 100%")
    (True, False, False, True)
    """
    pieces = _pieces(pattern)
    if len(pieces) == 1:
        whole = pieces[0]
        return lambda text: whole.fullmatch(text) is not None
    first, *middle, last = pieces

    def is_like(text: str) -> bool:
        # Each piece is taken where it comes first: no other choice leaves more room for the rest.
        begun = first.match(text)
        if begun is None:
            return False
        place = begun.end()
        for piece in middle:
            found = piece.search(text, place)
            if found is None:
                return False
            place = found.end()
        start = len(text) - _length(last)
        return start >= place and last.fullmatch(text, start) is not None

    return is_like


def _pieces(pattern: str) -> list[re.Pattern[str]]:
    """What stands between the % of a pattern; each has as many characters as the texts that it fits."""
    pieces, letters, escaped = [], "", False
    for letter in pattern:
        if escaped:
            letters, escaped = letters + re.escape(letter), False
        elif letter == _ESCAPE:
            escaped = True
        elif letter == _ANY:
            pieces.append(letters)
            letters = ""
        else:
            letters += "." if letter == _ONE else re.escape(letter)
    return [re.compile(piece, re.DOTALL) for piece in (*pieces, letters)]


def _length(piece: re.Pattern[str]) -> int:
    return len(re.sub(r"\\(.)", r"\1", piece.pattern, flags=re.DOTALL))
