"""Numbers as municipalities write them: read without guessing, written as Turkish and English write them.

One report holds "1,205,642.17" and "1.347.510,38 m²". A text that only one language can have printed is read in that
language; "1.234" is two numbers until the rest of its column says which; what neither prints is malformed and stays
text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Literal, TypeGuard

import numpy as np
import pandas as pd
from babel import Locale
from babel.numbers import NumberFormatError, NumberPattern, format_decimal, parse_decimal, parse_pattern

from geo.turkish import lower

Style = Literal["tr", "en"]
Reading = Literal["none", "tick", "plain", "tr", "en", "ambiguous", "malformed"]
Cell = str | int | float | None

_MINUS = "\u2212"
_NONES = frozenset({"", "-", "–", "—", "nan"})
_TICKS = frozenset({"x", "✓", "✔"})
_SCALES = {"bin": 10**3, "milyon": 10**6, "milyar": 10**9}
_UNITS = {unit: unit for unit in ("km2", "m2", "ha", "km", "m")}
_UNITS |= {"%": "pct", "₺": "try", "tl": "try", "try": "try", "lira": "try"}
_UNITS |= {"hektar": "ha", "dönüm": "decare", "dekar": "decare", "kişi": "persons", "adet": "count", "kat": "storeys"}
# An ordinal ("5.") ends in a dot and is no number, hence the last digit. Babel checks the grouping with three decimals
# in the 28 digits of decimal's context, hence at most 25 characters; no float below prints longer.
# Grouping by spaces is not read: "12 500" may as well be two numbers in one cell.
_CELL = re.compile(
    r"""(?P<sign>[+-]?)\s*(?P<prefix>[%₺]?)\s*(?P<inner_sign>[+-]?)\s*
        (?P<mantissa>[0-9.,]{0,24}[0-9])
        (?:\s*(?P<scale>bin|milyon|milyar)\b)?
        \s*(?P<suffix>%|₺|tl|try|lira|km\s*[²2]|m\s*[²2]|hektar|ha|dönüm|dekar|km|m|kişi|adet|kat)?""",
    re.VERBOSE,
)
_DIGITS_ONLY = re.compile(r"-?[0-9]{1,15}")
# One, two or four decimals and more, and no grouping: only one language prints that.
_CLEAR_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,8})[.,](?:[0-9]{1,2}|[0-9]{4,6})")
# Beyond this a float no longer tells neighbouring whole numbers apart: such digits are an identifier, not a quantity.
_LARGEST = 2**53
_MOST_DECIMALS = 6
# A tie of hundredths is off by far more than floats are.
_NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Number:
    """One cell: what is printed, and what it says.

    `value` is None unless the reading is `plain`, `tr` or `en`. `as_tr` and `as_en` are the two candidates of an
    ambiguous text, and stay when the column has decided. `unit` is pct, try, km2, m2, ha, decare, km, m,
    persons, count, storeys or None.
    """

    text: str
    value: float | None
    unit: str | None
    reading: Reading
    as_tr: float | None = None
    as_en: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of one column, read together; positions count from 0.

    `decision` is the style that the column shows, `decided` the ambiguous cells that were read by it, `undecided` those
    that nothing decides. `mixed`: the column shows both styles, so none of its ambiguous cells is read.
    """

    numbers: list[Number]
    decision: Style | None
    decided: list[int]
    undecided: list[int]
    malformed: list[int]
    mixed: bool


def parse_number(cell: Cell) -> Number:
    """Read one cell by itself, without guessing and without raising.

    None, NaN, blank and a lone dash are `none`; X and ✓ are `tick`. A cell that is a number already (from a workbook)
    is `plain`. A space inside the digits, a bracket, an unknown unit or any further word make it `malformed`.

    >>> parse_number("-%28").value, parse_number("-%28").unit
    (-28.0, 'pct')
    >>> parse_number("1.347.510,38 m²").value, parse_number("80 bin").value
    (1347510.38, 80000.0)
    >>> number = parse_number("1.500 TL")
    >>> number.reading, number.value, number.as_tr, number.as_en, number.unit
    ('ambiguous', None, 1500.0, 1.5, 'try')
    >>> parse_number("490.000.00 TL").reading, parse_number(None).reading, parse_number("X").reading
    ('malformed', 'none', 'tick')
    """
    if not isinstance(cell, str):
        return _number_from_value(cell)
    if _DIGITS_ONLY.fullmatch(cell):
        # Most cells of most columns; the way through Babel is fifty times as long.
        return Number(cell, _to_float(Decimal(cell)), None, "plain")
    if _CLEAR_FRACTION.fullmatch(cell):
        return Number(cell, float(cell.replace(",", ".")) + 0.0, None, "tr" if "," in cell else "en")
    plain = lower(cell.strip()).replace(_MINUS, "-")
    if plain in _NONES:
        return Number(cell, None, None, "none")
    if plain in _TICKS:
        return Number(cell, None, None, "tick")
    match = _CELL.fullmatch(plain)
    return _malformed(cell) if match is None else _number_from_parts(cell, match)


def _malformed(text: str) -> Number:
    return Number(text, None, None, "malformed")


def _number_from_value(cell: object) -> Number:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return Number("", None, None, "none")
    if type(cell) is not float and not _is_quantity(cell):
        return _malformed(str(cell))
    if cell != cell:
        return Number("", None, None, "none")
    if abs(cell) > _LARGEST:
        return _malformed(str(cell))
    return Number(str(cell), float(cell), None, "plain")


def _is_quantity(value: object) -> TypeGuard[int | float]:
    """A frame holds numpy's numbers; True is an int to Python and none to us."""
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def _number_from_parts(text: str, match: re.Match[str]) -> Number:
    prefix, suffix = match["prefix"], match["suffix"]
    signs = match["sign"] + match["inner_sign"]
    if len(signs) > 1 or (prefix and suffix) or ("%" in (prefix, suffix) and match["scale"]):
        return _malformed(text)
    printed_unit = re.sub(r"\s", "", prefix or suffix or "").replace("²", "2")
    unit = _UNITS[printed_unit] if printed_unit else None
    factor = _SCALES.get(match["scale"] or "", 1) * (-1 if signs == "-" else 1)
    as_tr, as_en = (_in_style(match["mantissa"], style, factor) for style in ("tr", "en"))
    if as_tr is not None and as_en is not None:
        if as_tr == as_en:
            return Number(text, as_tr, unit, "plain")
        return Number(text, None, unit, "ambiguous", as_tr, as_en)
    if as_tr is None and as_en is None:
        return _malformed(text)
    return Number(text, as_tr, unit, "tr") if as_en is None else Number(text, as_en, unit, "en")


def _in_style(mantissa: str, style: Style, factor: int) -> float | None:
    try:
        value = parse_decimal(mantissa, locale=_locale(style), strict=True) * factor
    except NumberFormatError:
        return None
    return _to_float(value) if abs(value) <= _LARGEST else None


def _to_float(value: Decimal) -> float:
    # Adding 0.0 turns a negative zero into a plain one.
    return float(value) + 0.0


def parse_column(cells: Sequence[Cell], *, whole: bool = False, fallback: Style | None = None) -> Column:
    """Read a column: its clear cells decide how its ambiguous ones are read.

    A column that shows both styles decides nothing. Where no cell is clear and `whole` says that a fraction is
    impossible (counts of people or pieces), the one reading that makes every ambiguous cell whole decides; where
    neither does ("1.234" beside "22,429") the column is mixed too. Last comes `fallback`: what the caller knows from
    the other columns of the table or from whoever wrote the file. What stays open has no value and keeps both
    candidates. In a whole column an ambiguous cell decided by a clear one may become a fraction: the caller flags it.

    >>> parse_column(["1.234", "0,26"]).numbers[0].value, parse_column(["1.234", "0.26"]).numbers[0].value
    (1234.0, 1.234)
    >>> parse_column(["4.336", "610"]).undecided, parse_column(["4.336", "610"], whole=True).numbers[0].value
    ([0], 4336.0)
    >>> parse_column(["3.704", "19"], fallback="tr").numbers[0].value
    3704.0
    >>> parse_column(["1.347.510,38", "1,205,642.17", "36.900"], fallback="tr").undecided
    [2]
    """
    known = {text: parse_number(text) for text in {cell for cell in cells if isinstance(cell, str)}}
    numbers = [known[cell] if isinstance(cell, str) else parse_number(cell) for cell in cells]
    ambiguous = [position for position, number in enumerate(numbers) if number.reading == "ambiguous"]
    decision, mixed = _decide(numbers, whole=whole)
    if decision is None and ambiguous and not mixed:
        decision = fallback
    if decision is not None:
        for position in ambiguous:
            number = numbers[position]
            value = number.as_tr if decision == "tr" else number.as_en
            numbers[position] = replace(number, value=value, reading=decision)
    return Column(
        numbers=numbers,
        decision=decision,
        decided=[] if decision is None else ambiguous,
        undecided=ambiguous if decision is None else [],
        malformed=[position for position, number in enumerate(numbers) if number.reading == "malformed"],
        mixed=mixed,
    )


def _decide(numbers: Sequence[Number], *, whole: bool) -> tuple[Style | None, bool]:
    readings = {number.reading for number in numbers}
    if "tr" in readings or "en" in readings:
        mixed = {"tr", "en"} <= readings
        return (None if mixed else "tr" if "tr" in readings else "en"), mixed
    if not whole or "ambiguous" not in readings:
        return None, False
    ambiguous = [number for number in numbers if number.reading == "ambiguous"]
    tr_fits = all(number.as_tr is not None and number.as_tr.is_integer() for number in ambiguous)
    en_fits = all(number.as_en is not None and number.as_en.is_integer() for number in ambiguous)
    if tr_fits != en_fits:
        return ("tr" if tr_fits else "en"), False
    return None, not tr_fits


def styles(columns: Iterable[Column]) -> set[Style]:
    """The number styles that columns of one table show; two of them are worth a word to whoever printed it.

    Plain and undecided cells show none. Give it columns of quantities, read without a fallback: codes such as "1.1"
    look English.

    >>> sorted(styles([parse_column(["1,205,642.17", "12,419.66"]), parse_column(["1.347.510,38 m²"])]))
    ['en', 'tr']
    >>> styles([parse_column(["194", "52"])])
    set()
    """
    found: set[Style] = set()
    for column in columns:
        if column.mixed:
            found |= {"tr", "en"}
        elif column.decision is not None:
            found.add(column.decision)
    return found


def format_number(value: int | float, language: Style, decimals: int | None = None) -> str:
    """Write a number as the language writes it: 1.234,56 or 1,234.56.

    Without `decimals` it has as many as the value, at most 6, and never an exponent. Half is rounded away from zero, as
    offices and spreadsheets round. The minus is U+2212; what rounds to zero has none.

    Raises
        TypeError: the value is no number (None, text, True); how a missing value looks is the caller's business.
        ValueError: the value is NaN or infinite, the language unknown, or `decimals` negative.

    >>> format_number(1234.56, "tr"), format_number(1234.56, "en"), format_number(-793, "tr", 1)
    ('1.234,56', '1,234.56', '−793,0')
    """
    return _written(value, language, decimals)


# A table of a thousand neighbourhoods is written anew for each indicator, and most of its numbers are the same.
@lru_cache(maxsize=50_000, typed=True)
def _written(value: int | float, language: Style, decimals: int | None) -> str:
    rounded = _rounded(value, decimals)
    return (_MINUS if rounded < 0 else "") + _digits(rounded, language, decimals)


def format_percent(value: int | float, language: Style, decimals: int | None = None, *, sign: bool = False) -> str:
    """Write a percentage as the language writes it: −%39,7 or −39.7%; `value` is in percent, 39.7 and not 0.397.

    `sign` gives a positive value its plus, for changes; zero has no sign. Raises as `format_number` does.

    >>> format_percent(-39.7, "tr"), format_percent(-39.7, "en"), format_percent(459.6, "tr", 0, sign=True)
    ('−%39,7', '−39.7%', '+%460')
    """
    rounded = _rounded(value, decimals)
    mark = _MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    digits = _digits(rounded, language, decimals)
    return f"{mark}%{digits}" if language == "tr" else f"{mark}{digits}%"


def for_programs(value: float, shown_decimals: int) -> float:
    """A value as files hold it: two decimals finer than pages show it, finer still where rounding it again would show another.

    0.7496 is shown as 0.7; a file that says 0.75 would make a reader write 0.8.

    >>> for_programs(-38.73214, 1), for_programs(0.7496, 1), for_programs(0.75, 1)
    (-38.732, 0.7496, 0.75)
    """
    places = shown_decimals + 2
    kept = round(value, places)
    # Only what has become a tie can be rounded the other way.
    if abs(abs(kept) * 10.0**shown_decimals % 1.0 - 0.5) < _NEARLY:
        shown = _rounded(value, shown_decimals)
        while _rounded(kept, shown_decimals) != shown:
            places += 1
            kept = round(value, places)
    return kept


def _rounded(value: int | float, decimals: int | None) -> Decimal:
    if not _is_quantity(value):
        raise TypeError(f"{value!r} is not a number; write a missing value yourself, for example as –")
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value!r} cannot be written as a number; write a missing value yourself, for example as –")
    if decimals is not None and decimals < 0:
        raise ValueError(f"{decimals} decimals cannot be written; give 0 or more")
    places = _MOST_DECIMALS if decimals is None else decimals
    with localcontext(prec=_digits_needed(exact, places)):
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _digits(rounded: Decimal, language: Style, decimals: int | None) -> str:
    if language not in ("tr", "en"):
        raise ValueError(f"{language!r} is not a language of the pages; use 'tr' or 'en'")
    places = _MOST_DECIMALS if decimals is None else decimals
    fraction = "#" * places if decimals is None else "0" * places
    with localcontext(prec=_digits_needed(rounded, places)):
        return format_decimal(rounded.copy_abs(), _pattern(fraction), _locale(language))


def _digits_needed(value: Decimal, places: int) -> int:
    # decimal refuses to quantize what does not fit its precision, 28 by default.
    return max(28, value.adjusted() + places + 2)


@lru_cache
def _locale(style: Style) -> Locale:
    return Locale.parse(style)


@lru_cache
def _pattern(fraction: str) -> NumberPattern:
    return parse_pattern(f"#,##0.{fraction}" if fraction else "#,##0")
