"""A filter cut into words, numbers, texts and signs."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from geo.errors import FilterError
from geo.issues import Issue, Words

TokenKind = Literal["word", "name", "text", "number", "sign", "end"]

# Longer than any filter that a person or program writes in earnest.
MOST_CHARACTERS: Final = 8_000
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>'(?:[^']|'')*')
    |(?P<name>"(?:[^"]|"")*")
    |(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d][\w.:]*)
    |(?P<sign><>|<=|>=|[=<>(),])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a filter; `text` is without its quotes, `place` counts characters from 1."""

    kind: TokenKind
    text: str
    place: int

    @property
    def keyword(self) -> str:
        """A bare word in capitals, empty for anything else: CQL2 does not tell `and` from `AND`."""
        return self.text.upper() if self.kind == "word" and self.text.isascii() else ""  # ascii: the words of CQL2


def bad_filter(place: int, why: Words) -> FilterError:
    """The refusal of a filter, with where it goes wrong and why."""
    return FilterError(Issue("bad-filter", params={"place": place, "why": why}))


def tokens(text: str) -> list[Token]:
    """The pieces of a filter, with an end after the last.

    Raises
        FilterError: it is too long, or a character belongs to nothing.

    >>> [(token.kind, token.text) for token in tokens("ad = 'Çök''ek' AND n>=-1.5")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('word', 'ad'), ('sign', '='), ('text', "Çök'ek"), ('word', 'AND'), ('word', 'n'), ('sign', '>='), ('number', '-1.5'),
    ('end', '')]
    """
    if len(text) > MOST_CHARACTERS:
        words = Words(f"{MOST_CHARACTERS} karakterden uzun", f"longer than {MOST_CHARACTERS} characters")
        raise bad_filter(MOST_CHARACTERS, words)
    found: list[Token] = []
    start = 0
    while match := _TOKEN.match(text, start):
        kind = match.lastgroup
        raw = match[kind or 0]
        place = match.start(kind or 0) + 1
        start = match.end()
        if kind == "text":
            found.append(Token("text", raw[1:-1].replace("''", "'"), place))
        elif kind == "name":
            found.append(Token("name", raw[1:-1].replace('""', '"'), place))
        elif kind == "number":
            found.append(Token("number", raw, place))
        elif kind == "word":
            found.append(Token("word", raw, place))
        else:
            found.append(Token("sign", raw, place))
    if text[start:].strip():
        rest = text[start:].lstrip()
        place = len(text) - len(rest) + 1
        raise bad_filter(place, Words("burada beklenmeyen bir karakter var", "there is an unexpected character here"))
    found.append(Token("end", "", len(text) + 1))
    return found
