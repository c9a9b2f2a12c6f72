"""Dates as municipalities write them, read without guessing which of two numbers is the day."""

import re
from datetime import date

from geo.turkish import lower

_MONTHS = ("ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.\s?(?P<year>[0-9]{4})")
# With slashes or hyphens a single digit is the American order as often as not; dd/mm/yyyy is the official form.
_DAY_FIRST_SIGNS = re.compile(r"(?P<day>[0-9]{2})(?P<sign>[/-])(?P<month>[0-9]{2})(?P=sign)(?P<year>[0-9]{4})")
# A workbook's date comes with a time of day that nobody wrote.
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[/.-])(?P<month>[0-9]{2})(?P=sign)(?P<day>[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
)
_IN_WORDS = re.compile(r"(?P<day>[0-9]{1,2})\.?\s+(?P<word>[^\W\d_]+)\s+(?P<year>[0-9]{4})")


def parse_date(text: str | None) -> date | None:
    """The day that a text names, or None: for everything else, an impossible day included.

    Read are 06.02.2023, 06/02/2023, 06-02-2023, 2023-02-06 (with / or . too, and with midnight behind it) and 6 Şubat 2023.

    >>> parse_date("06.02.2023"), parse_date("6 Şubat 2023") == parse_date("2023-02-06 00:00:00")
    (datetime.date(2023, 2, 6), True)
    >>> parse_date("31.02.2020") is None, parse_date("12/31/2020") is None, parse_date("2/6/2023") is None
    (True, True, True)
    """
    if not isinstance(text, str):
        return None
    plain = lower(text.strip())
    for form in (_DAY_FIRST, _DAY_FIRST_SIGNS, _YEAR_FIRST, _IN_WORDS):
        match = form.fullmatch(plain if form is _IN_WORDS else text.strip())
        if match is None:
            continue
        month = _month(match)
        if month is None:
            return None
        try:
            return date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            return None
    return None


def _month(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    if "word" not in found:
        return int(found["month"])
    return _MONTHS.index(found["word"]) + 1 if found["word"] in _MONTHS else None
