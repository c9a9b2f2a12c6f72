"""Letters damaged on the way: bytes in another encoding, question marks for letters, UTF-8 that was read as Windows-1254."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.issues import Issue
from layers.reading.base import Params

# A question mark inside a word, or before or after letters without a space: Narl?dere, ?zmir. Questions and addresses end so too.
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<![\w?])\?(?=[^\W\d_]{2})")
_ADDRESS = re.compile(r"://|www\.|[?&][\w.]+=")
# What the two bytes of a Turkish letter look like when each is taken for a letter of Windows-1254.
_TWICE = re.compile(r"[ÃÄÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122ıİğĞşŞ]")
# How Python holds a byte that is not UTF-8.
_FOREIGN = re.compile("[\udc80-\udcff]+")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Letters:
    """What was found in the texts of a file: how many are damaged beyond repair, how many were put right, and examples."""

    lost: tuple[str, ...]
    lost_count: int
    restored: tuple[str, ...]
    restored_count: int


def as_utf8(content: bytes) -> tuple[str, int]:
    """Bytes as text, with how many of them were not UTF-8 and were taken as Windows-1254.

    >>> as_utf8("Ereğli, ".encode() + "BİLGİ".encode("cp1254"))
    ('Ereğli, BİLGİ', 2)
    """
    text = content.decode("utf-8", "surrogateescape")
    foreign = 0

    def by_itself(run: re.Match[str]) -> str:
        nonlocal foreign
        foreign += len(run[0])
        return run[0].encode("utf-8", "surrogateescape").decode("cp1254", "replace")

    return _FOREIGN.sub(by_itself, text), foreign


def is_damaged(text: str) -> bool:
    """Whether a letter of a word is lost.

    >>> is_damaged("Narl?dere"), is_damaged("?zmir"), is_damaged("Nerede?"), is_damaged("http://a.tr/b?c=d")
    (True, True, False, False)
    """
    return ("?" in text or "\ufffd" in text) and bool(_LOST.search(text)) and not _ADDRESS.search(text)


def restored(text: str) -> str | None:
    """The text with UTF-8 that was read as Windows-1254 put right, or None where there is nothing to put right.

    >>> restored("EreÄŸli SaÄŸlÄ±k"), restored("Ereğli"), restored("Ä")
    ('Ereğli Sağlık', None, None)
    """
    if not _TWICE.search(text):
        return None
    try:
        # Five bytes of Windows-1254 mean nothing; Python leaves them out, the programs that do the damage keep them.
        octets = b"".join(letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1254") for letter in text)
        return octets.decode("utf-8")
    except UnicodeError:
        return None


def letter_issues(column: str, texts: Iterable[object], file: str) -> tuple[list[Issue], dict[str, str]]:
    """What is to be said of a column's letters, and what to put in the place of which text."""
    distinct: Sequence[str] = sorted({text for text in texts if isinstance(text, str)})
    lost = [text for text in distinct if is_damaged(text)]
    put_right = {text: better for text in distinct if (better := restored(text)) is not None}
    issues = []
    if lost:
        params: Params = {"file": file, "count": len(lost), "examples": ", ".join(lost[:_EXAMPLES])}
        issues.append(Issue("letters-lost", column=column, params=params))
    if put_right:
        first = next(iter(put_right))
        params = {"file": file, "count": len(put_right)}
        issues.append(Issue("letters-restored", column=column, old=first, new=put_right[first], params=params))
    return issues, put_right
