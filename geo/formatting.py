"""Values as pages and reports write them, each with its unit, in one of the two languages."""

from datetime import date

import pandas as pd

from geo.indicators import Indicator, Unit
from geo.issues import Language
from geo.numbers import format_number, format_percent

MISSING = "–"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def is_known(value: object) -> bool:
    """Whether a cell of the atlas holds a value.

    >>> is_known(0), is_known(None), is_known(float("nan")), is_known(pd.NA)
    (True, False, False, False)
    """
    return not bool(pd.isna(value))


def number(value: object, language: Language, decimals: int | None = 0) -> str:
    """A number, or a dash where it is unknown.

    >>> number(165494, "tr"), number(pd.NA, "tr"), number(0.26, "en", 2)
    ('165.494', '–', '0.26')
    """
    return format_number(float(str(value)), language, decimals) if is_known(value) else MISSING


def signed(value: object, language: Language, decimals: int = 0) -> str:
    """A change: with its plus, too.

    >>> signed(119, "tr"), signed(-4393, "tr"), signed(0, "tr")
    ('+119', '−4.393', '0')
    """
    if not is_known(value):
        return MISSING
    text = number(value, language, decimals)
    return f"+{text}" if float(str(value)) > 0 and text.strip("0,.") else text


def percent(value: object, language: Language, decimals: int = 1) -> str:
    """A change in percent, with its sign.

    >>> percent(-39.67, "tr"), percent(8.04, "en"), percent(None, "tr")
    ('−%39,7', '+8.0%', '–')
    """
    return format_percent(float(str(value)), language, decimals, sign=True) if is_known(value) else MISSING


def percent_share(ratio: float, language: Language) -> str:
    """A part of a whole in percent, without a sign.

    >>> percent_share(0.123, "tr"), percent_share(1.0, "en")
    ('%12,3', '100.0%')
    """
    return format_percent(100.0 * ratio, language, 1)


def indicator_value(value: object, indicator: Indicator, language: Language) -> str:
    """A value of an indicator as it stands in a table: percent with its mark, changes with their sign."""
    if indicator.unit == "pct" and not indicator.diverging:
        return format_percent(float(str(value)), language, indicator.decimals) if is_known(value) else MISSING
    if indicator.unit == "pct":
        return percent(value, language, indicator.decimals)
    if indicator.diverging:
        return signed(value, language, indicator.decimals)
    return number(value, language, indicator.decimals)


def unit_word(unit: Unit, language: Language) -> str:
    """What stands after a value; nothing after percent, which carries its own mark."""
    words: dict[Unit, tuple[str, str]] = {
        "persons": ("kişi", "persons"),
        "persons_per_km2": ("kişi/km²", "persons/km²"),
        "per_mille": ("‰", "‰"),
        "persons_per_ha": ("kişi/ha", "persons/ha"),
        "persons_per_facility": ("kişi", "persons"),
        "km2": ("km²", "km²"),
        "m2": ("m²", "m²"),
        "m2_per_person": ("m²/kişi", "m²/person"),
        "try": ("TL", "TRY"),
        "try_per_person": ("TL/kişi", "TRY/person"),
        "count": ("", ""),
        "pct": ("", ""),
    }
    return words[unit][1 if language == "en" else 0]


def area(value: object, language: Language) -> str:
    """An area in km², with the two decimals of official tables."""
    return number(value, language, 2)


def day(iso: str, language: Language) -> str:
    """The day of a point in time.

    >>> day("2026-11-21T04:35:59Z", "tr"), day("2026-11-21T04:35:59Z", "en")
    ('21.11.2026', '21 November 2026')
    """
    when = date.fromisoformat(iso[:10])
    if language == "tr":
        return f"{when:%d.%m.%Y}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
