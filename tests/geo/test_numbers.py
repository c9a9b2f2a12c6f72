"""Numbers as municipalities write them: read strictly, decided by the column, never guessed."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import numbers
from geo.numbers import (
    Column,
    Number,
    Style,
    for_programs,
    format_number,
    format_percent,
    parse_column,
    parse_number,
    styles,
)

DEFNE = Path(__file__).parents[2] / "data" / "defne"
NBSP, NARROW_NBSP, MINUS = "\u00a0", "\u202f", "\u2212"

any_texts = st.text(st.characters(), max_size=30)
number_like = st.text("0123456789.,-+%₺ ()'binmyloark²2hatdşeTLX−–٣eE", max_size=20)
digits_and_separators = st.text("0123456789.,", max_size=40)
languages = st.sampled_from(["tr", "en"])
# Whole numbers of cents that a float holds exactly enough to be printed and read back.
amounts = st.integers(-(10**13), 10**13).map(lambda cents: cents / 100)

no_deadline = settings(deadline=None)


# ------------------------------------------------------------------ one cell


@pytest.mark.parametrize(
    ("text", "value", "unit", "reading"),
    [
        ("165494", 165494, None, "plain"),
        ("-793", -793, None, "plain"),
        ("+5", 5, None, "plain"),
        ("0", 0, None, "plain"),
        ("-0", 0, None, "plain"),
        ("1.234,56", 1234.56, None, "tr"),
        ("0,26", 0.26, None, "tr"),
        ("1.347.510,38", 1347510.38, None, "tr"),
        ("1.205.642", 1205642, None, "tr"),
        ("1,205,642.17", 1205642.17, None, "en"),
        ("1677.22", 1677.22, None, "en"),
        ("0.123", 0.123, None, "en"),
        ("0.00", 0, None, "en"),
        ("-1.234,56", -1234.56, None, "tr"),
        (f"{MINUS}1.234,56", -1234.56, None, "tr"),
        ("-%28", -28, "pct", "plain"),
        (f"{MINUS}%39,7", -39.7, "pct", "tr"),
        ("%-28", -28, "pct", "plain"),
        ("%8", 8, "pct", "plain"),
        ("28%", 28, "pct", "plain"),
        ("28 %", 28, "pct", "plain"),
        ("-39.7%", -39.7, "pct", "en"),
        ("+%460", 460, "pct", "plain"),
        ("₺1.015.000.000", 1015000000, "try", "tr"),
        ("-₺1.500,00", -1500, "try", "tr"),
        ("1.500,50 TL", 1500.5, "try", "tr"),
        ("250 tl", 250, "try", "plain"),
        ("250 ₺", 250, "try", "plain"),
        ("80 bin", 80000, None, "plain"),
        ("80 BİN", 80000, None, "plain"),
        ("1,5 milyon", 1500000, None, "tr"),
        ("1.5 milyon", 1500000, None, "en"),
        ("2 milyar", 2000000000, None, "plain"),
        ("2 milyar TL", 2000000000, "try", "plain"),
        ("100 bin m²", 100000, "m2", "plain"),
        ("1.347.510,38 m²", 1347510.38, "m2", "tr"),
        ("500 m2", 500, "m2", "plain"),
        ("500 m ²", 500, "m2", "plain"),
        ("500 M2", 500, "m2", "plain"),
        ("142,46 km²", 142.46, "km2", "tr"),
        ("142,46km2", 142.46, "km2", "tr"),
        ("142,46 km ²", 142.46, "km2", "tr"),
        ("28 ha", 28, "ha", "plain"),
        ("2000 m", 2000, "m", "plain"),
        ("3 km", 3, "km", "plain"),
        ("119 kişi", 119, "persons", "plain"),
        ("119 KİŞİ", 119, "persons", "plain"),
        ("1 adet", 1, "count", "plain"),
        ("1 Adet", 1, "count", "plain"),
        (f"500{NBSP}m²", 500, "m2", "plain"),
        (f"{NBSP}500{NARROW_NBSP}m²  ", 500, "m2", "plain"),
    ],
)
def test_parse_number_of_clear_text_reads_value_and_unit(text: str, value: float, unit: str | None, reading: str) -> None:
    number = parse_number(text)
    assert (number.value, number.unit, number.reading) == (value, unit, reading)
    assert number.text == text
    assert (number.as_tr, number.as_en) == (None, None)


def test_parse_number_of_minus_zero_has_no_sign() -> None:
    assert str(parse_number("-0").value) == "0.0"
    assert str(parse_number("-0,00").value) == "0.0"


@pytest.mark.parametrize(
    ("text", "as_tr", "as_en", "unit"),
    [
        ("1.234", 1234, 1.234, None),
        ("22,429", 22.429, 22429, None),
        ("4.336", 4336, 4.336, None),
        ("-8.372", -8372, -8.372, None),
        (f"{MINUS}8.372", -8372, -8.372, None),
        ("1.500 TL", 1500, 1.5, "try"),
        ("₺1.500", 1500, 1.5, "try"),
        ("746.449 bin", 746449000, 746449, None),
        ("%1.234", 1234, 1.234, "pct"),
        ("1.000", 1000, 1, None),
    ],
)
def test_parse_number_of_ambiguous_text_keeps_both_candidates(text: str, as_tr: float, as_en: float, unit: str | None) -> None:
    assert parse_number(text) == Number(text, None, unit, "ambiguous", as_tr, as_en)


@pytest.mark.parametrize("cell", [None, float("nan"), np.nan, pd.NA, pd.NaT, "", "  ", NBSP, "-", " – ", "—", MINUS, "NaN"])
def test_parse_number_of_nothing_is_none(cell: str | None) -> None:
    number = parse_number(cell)
    assert (number.value, number.unit, number.reading) == (None, None, "none")


@pytest.mark.parametrize("text", ["X", "x", " X ", "✓"])
def test_parse_number_of_tick_is_tick(text: str) -> None:
    assert parse_number(text) == Number(text, None, None, "tick")


@pytest.mark.parametrize(
    "text",
    [
        "490.000.00",
        "490.000.00 TL",
        "36.900.98",
        "1.23.456",
        "1,234.567.890",
        "1.234,567,890",
        "12.34,56",
        "1..5",
        "5.",
        "5,",
        ".",
        "(5)",
        "(1.234)",
        "1e5",
        "1E5",
        "0x10",
        "1_000",
        "٣",
        "１２",
        "²",
        "½",
        "12 500",
        f"12{NBSP}500",
        f"12{NARROW_NBSP}500",
        "1 Adet rapor",
        "1 ay",
        "24 ton",
        "bin",
        "TL",
        "%",
        "₺",
        "3 bin 500",
        "80 binha",
        "%80 bin",
        "%28%",
        "₺5 TL",
        "%5 m2",
        "-%-28",
        "--5",
        "5-",
        "–5",
        "5-10",
        "2025-2029",
        "1/5000",
        "1.1.1",
        "5 m3",
        "yok",
        "inf",
        "Infinity",
        "HARBİYE",
        "5 m2 7",
    ],
)
def test_parse_number_of_anything_else_is_malformed(text: str) -> None:
    assert parse_number(text) == Number(text, None, None, "malformed")


@pytest.mark.parametrize("text", ["12345678901234567890", "9007199254740993", "9.007.199.254.740.993", "1" * 5000])
def test_parse_number_beyond_what_a_float_holds_is_malformed(text: str) -> None:
    assert parse_number(text).reading == "malformed"


@pytest.mark.parametrize(
    ("cell", "value"),
    [(5, 5.0), (1.234, 1.234), (np.int64(7), 7.0), (np.float32(0.5), 0.5), (0, 0.0), (-793, -793.0)],
)
def test_parse_number_of_a_number_is_plain(cell: float, value: float) -> None:
    number = parse_number(cell)
    assert (number.value, number.unit, number.reading) == (value, None, "plain")


@pytest.mark.parametrize("cell", [True, np.True_, float("inf"), -np.inf, 10**20, date(2023, 2, 6), b"5"])
def test_parse_number_of_other_objects_is_malformed(cell: object) -> None:
    number = parse_number(cell)  # type: ignore[arg-type]
    assert (number.value, number.reading, number.text) == (None, "malformed", str(cell))


@settings(deadline=None, max_examples=500)
@given(st.one_of(any_texts, number_like, digits_and_separators))
@example("1.111.111.111.111.111.111.1")
@example("0," + "1" * 26)
@example("0.000.000.000.000.000.000.001")
@example("," + "1" * 24)
@example("1" * 22 + ",11")
@example("," + "1" * 27)
@example("99999999999999999999999999 milyar")
def test_parse_number_of_any_text_never_raises(text: str) -> None:
    number = parse_number(text)
    assert number.text == text
    assert (number.value is not None) == (number.reading in {"plain", "tr", "en"})
    assert (number.as_tr is not None) == (number.as_en is not None) == (number.reading == "ambiguous")
    if number.value is not None:
        assert abs(number.value) <= 2.0**53 * (1 + 1e-12)


@settings(deadline=None, max_examples=500)
@given(st.from_regex(numbers._CLEAR_FRACTION, fullmatch=True))
def test_parse_number_of_a_clear_fraction_is_what_babel_says(text: str) -> None:
    match = numbers._CELL.fullmatch(text)
    assert match is not None
    assert parse_number(text) == numbers._number_from_parts(text, match)


@given(digits_and_separators)
def test_parse_number_of_separators_agrees_with_the_grammar_of_each_language(text: str) -> None:
    def fits(group: str, decimal: str) -> bool:
        whole = rf"([1-9][0-9]{{0,2}}(\{group}[0-9]{{3}})+|[0-9]*)"
        return bool(re.fullmatch(rf"{whole}(\{decimal}[0-9]+)?", text)) and bool(text)

    number = parse_number(text)
    expected = {(True, True): {"plain", "ambiguous"}, (True, False): {"tr"}, (False, True): {"en"}}
    readings = expected.get((fits(".", ","), fits(",", ".")), {"malformed", "none"})
    too_large = number.reading == "malformed" and len(re.sub("[.,]", "", text)) > 15
    assert number.reading in readings or too_large


# ------------------------------------------------------------------ one column


def values(column: Column) -> list[float | None]:
    return [number.value for number in column.numbers]


def test_parse_column_with_clear_turkish_cell_reads_the_others_by_it() -> None:
    column = parse_column(["3.704", "28,14", "19", "-1.136 m2", None])
    assert values(column) == [3704, 28.14, 19, -1136, None]
    assert (column.decision, column.decided, column.undecided) == ("tr", [0, 3], [])
    assert column.numbers[3] == Number("-1.136 m2", -1136, "m2", "tr", -1136, -1.136)


def test_parse_column_with_clear_english_cell_reads_the_others_by_it() -> None:
    column = parse_column(["3.704", "28.14", "22,429"])
    assert values(column) == [3.704, 28.14, 22429]
    assert (column.decision, column.decided, column.undecided, column.mixed) == ("en", [0, 2], [], False)


def test_parse_column_with_both_styles_decides_nothing() -> None:
    column = parse_column(["1,205,642.17", "36.900", "1.347.510,38 m²", "194"], fallback="tr")
    assert values(column) == [1205642.17, None, 1347510.38, 194]
    assert (column.decision, column.decided, column.undecided, column.mixed) == (None, [], [1], True)
    assert column.numbers[1].reading == "ambiguous"


def test_parse_column_with_both_styles_decides_nothing_for_whole_either() -> None:
    column = parse_column(["1.205.642", "36.900", "1,347,510"], whole=True)
    assert (values(column), column.undecided, column.mixed) == ([1205642, None, 1347510], [1], True)


def test_parse_column_without_clear_cell_decides_nothing() -> None:
    column = parse_column(["4.336", "3.115", "610"])
    assert values(column) == [None, None, 610]
    assert (column.decision, column.undecided, column.mixed) == (None, [0, 1], False)


@pytest.mark.parametrize(
    ("texts", "style", "expected"),
    [
        (["4.336", "610", "-1.221"], "tr", [4336, 610, -1221]),
        (["22,429", "610"], "en", [22429, 610]),
        (["1.000", "1.234"], "tr", [1000, 1234]),
    ],
)
def test_parse_column_of_whole_numbers_takes_the_reading_without_fractions(
    texts: list[str], style: Style, expected: list[float]
) -> None:
    column = parse_column(texts, whole=True)
    assert values(column) == expected
    assert (column.decision, column.undecided, column.mixed) == (style, [], False)


def test_parse_column_of_whole_numbers_in_both_styles_is_mixed() -> None:
    column = parse_column(["1.234", "22,429"], whole=True, fallback="tr")
    assert values(column) == [None, None]
    assert (column.decision, column.undecided, column.mixed) == (None, [0, 1], True)


def test_parse_column_of_round_thousands_stays_undecided() -> None:
    # 5.000 is five thousand, or five with three decimals as dBase pads it: both are whole.
    column = parse_column(["5.000", "12.000"], whole=True)
    assert (column.decision, column.undecided, column.mixed) == (None, [0, 1], False)
    assert values(parse_column(["5.000", "12.000"], whole=True, fallback="tr")) == [5000, 12000]


def test_parse_column_of_whole_numbers_with_clear_cell_follows_the_clear_cell() -> None:
    assert values(parse_column(["1.234", "0.00"], whole=True)) == [1.234, 0]


def test_parse_column_with_fallback_yields_to_the_column() -> None:
    assert values(parse_column(["3.704", "28.14"], fallback="tr")) == [3.704, 28.14]
    assert values(parse_column(["3.704", "19"], fallback="tr")) == [3704, 19]
    assert parse_column(["19", "X", ""], fallback="tr").decision is None


def test_parse_column_of_malformed_cells_lists_their_positions() -> None:
    column = parse_column(["490.000.00 TL", "1.500 TL", "2.500,00 TL", "1 Adet rapor", "X", "-"])
    assert (column.malformed, column.decided) == ([0, 3], [1])
    assert values(column) == [None, 1500, 2500, None, None, None]


def test_parse_column_of_nothing_is_empty() -> None:
    assert parse_column([]) == Column([], None, [], [], [], mixed=False)


def test_parse_column_of_equal_cells_keeps_number_and_text_apart() -> None:
    column = parse_column([1, "1", True, 1.0, "1"])
    assert [number.reading for number in column.numbers] == ["plain", "plain", "malformed", "plain", "plain"]


@no_deadline
@given(st.lists(number_like, max_size=12), st.booleans(), st.sampled_from([None, "tr", "en"]))
def test_parse_column_of_any_cells_accounts_for_each(texts: list[str], whole: bool, fallback: Style | None) -> None:
    column = parse_column(texts, whole=whole, fallback=fallback)
    alone = [parse_number(text) for text in texts]
    assert [number.text for number in column.numbers] == texts
    ambiguous = [position for position, number in enumerate(alone) if number.reading == "ambiguous"]
    assert sorted(column.decided + column.undecided) == ambiguous
    assert column.malformed == [position for position, number in enumerate(alone) if number.reading == "malformed"]
    for position, number in enumerate(column.numbers):
        if position in column.decided:
            assert number.value == (alone[position].as_tr if column.decision == "tr" else alone[position].as_en)
        else:
            assert number == alone[position]
    if column.mixed or column.decision is None:
        assert column.decided == []


@no_deadline
@given(st.lists(st.integers(1, 999_999).map(lambda value: f"{value / 1000:.3f}"), min_size=1, max_size=8))
def test_parse_column_of_ambiguous_cells_only_never_gives_a_value(texts: list[str]) -> None:
    column = parse_column(texts)
    ambiguous = [position for position, text in enumerate(texts) if not text.startswith("0")]
    if len(ambiguous) == len(texts):
        assert values(column) == [None] * len(texts)
        assert column.undecided == ambiguous
    else:
        # "0.123" can only be English, and decides.
        assert column.decision == "en"
        assert values(column) == [float(text) for text in texts]


def test_styles_of_several_columns_unites_them() -> None:
    english, turkish = parse_column(["1,205,642.17"]), parse_column(["1.347.510,38 m²"])
    assert styles([english, turkish]) == {"tr", "en"}
    assert styles([english]) == {"en"}
    assert styles([parse_column(["1,205,642.17", "1.347.510,38"])]) == {"tr", "en"}
    assert styles([parse_column(["1.234", "22,429"], whole=True)]) == {"tr", "en"}
    assert styles([parse_column(["1.234", "19"]), parse_column(["X", None])]) == set()
    assert styles([]) == set()


# ------------------------------------------------------------------ writing


@pytest.mark.parametrize(
    ("value", "decimals", "turkish", "english"),
    [
        (1234.56, None, "1.234,56", "1,234.56"),
        (165494, None, "165.494", "165,494"),
        (-793, None, f"{MINUS}793", f"{MINUS}793"),
        (-23348.5, 1, f"{MINUS}23.348,5", f"{MINUS}23,348.5"),
        (0, None, "0", "0"),
        (0, 2, "0,00", "0.00"),
        (-0.0, None, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (142.44000000000003, None, "142,44", "142.44"),
        (1 / 3, None, "0,333333", "0.333333"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, f"{MINUS}3", f"{MINUS}3"),
        (39.65, 1, "39,7", "39.7"),
        (1234567.0, None, "1.234.567", "1,234,567"),
        (1e-7, None, "0", "0"),
        (1e22, None, "10.000.000.000.000.000.000.000", "10,000,000,000,000,000,000,000"),
        (0.123456789, 8, "0,12345679", "0.12345679"),
        (np.int64(5356), None, "5.356", "5,356"),
        (np.float64(1.5), 2, "1,50", "1.50"),
    ],
)
def test_format_number_of_value_is_written_as_the_language_does(
    value: float, decimals: int | None, turkish: str, english: str
) -> None:
    assert format_number(value, "tr", decimals) == turkish
    assert format_number(value, "en", decimals) == english


def test_format_number_of_enormous_value_has_no_exponent() -> None:
    written = format_number(1e300, "tr", 1)
    assert written.startswith("1.000.")
    assert written.endswith(",0")
    assert written.count("000") == 100
    assert format_number(10**400, "en").count(",") == 133


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "turkish", "english"),
    [
        (-39.7, None, False, f"{MINUS}%39,7", f"{MINUS}39.7%"),
        (-39.7, None, True, f"{MINUS}%39,7", f"{MINUS}39.7%"),
        (460, None, True, "+%460", "+460%"),
        (460, None, False, "%460", "460%"),
        (459.61, 0, True, "+%460", "+460%"),
        (1459.61, 1, False, "%1.459,6", "1,459.6%"),
        (0, None, True, "%0", "0%"),
        (0.01, 1, True, "%0,0", "0.0%"),
        (-0.01, 1, True, "%0,0", "0.0%"),
    ],
)
def test_format_percent_of_value_is_written_as_the_language_does(
    value: float, decimals: int | None, sign: bool, turkish: str, english: str
) -> None:
    assert format_percent(value, "tr", decimals, sign=sign) == turkish
    assert format_percent(value, "en", decimals, sign=sign) == english


@pytest.mark.parametrize("write", [format_number, format_percent])
def test_format_of_what_is_no_number_is_refused(write) -> None:  # type: ignore[no-untyped-def]
    for value in (None, "5", True, pd.NA):
        with pytest.raises(TypeError, match="is not a number"):
            write(value, "tr")
    for value in (float("nan"), float("inf"), -np.inf):
        with pytest.raises(ValueError, match="cannot be written as a number"):
            write(value, "tr")
    with pytest.raises(ValueError, match="'de' is not a language"):
        write(5, "de")
    with pytest.raises(ValueError, match="-1 decimals"):
        write(5, "tr", -1)


@no_deadline
@given(amounts, languages)
def test_format_number_then_parse_returns_the_value(value: float, language: Style) -> None:
    number = parse_number(format_number(value, language, 2))
    assert number.reading == language
    assert number.value == value


@no_deadline
@given(st.integers(-(10**12), 10**12), languages)
def test_format_number_of_whole_value_then_parse_column_returns_it(value: int, language: Style) -> None:
    column = parse_column([format_number(value, language), format_number(0.25, language)])
    assert values(column) == [value, 0.25]


@no_deadline
@given(amounts, languages, st.booleans())
def test_format_percent_then_parse_returns_the_value(value: float, language: Style, sign: bool) -> None:
    number = parse_number(format_percent(value, language, 2, sign=sign))
    assert (number.value, number.unit) == (value, "pct")


@no_deadline
@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_format_number_with_decimals_is_off_by_half_a_unit_at_most(value: float, decimals: int) -> None:
    written = Decimal(format_number(value, "en", decimals).replace(",", "").replace(MINUS, "-"))
    assert abs(written - Decimal(str(value))) <= Decimal(1).scaleb(-decimals) / 2


# ------------------------------------------------------------------ the tables of Defne


def read_table(name: str) -> list[list[str]]:
    """Rows below the heading, as printed."""
    with (DEFNE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def column_of(name: str, position: int) -> list[str | None]:
    return [row[position] if position < len(row) else None for row in read_table(name)]


def total(column: Column, positions: slice) -> float:
    return sum(number.value for number in column.numbers[positions] if number.value is not None)


def test_parse_number_of_every_table_reads_every_cell_that_looks_like_a_number() -> None:
    names = sorted(path.name for path in DEFNE.glob("*.tsv"))
    assert len(names) >= 8
    malformed, read = [], 0
    for name in names:
        # Target and indicator numbers (1.1, 1.1.1) are codes.
        first = 2 if name == "hedef_kartlari_pg.tsv" else 0
        for row in read_table(name):
            for text in row[first:]:
                if re.fullmatch(r"[-−–+%₺0-9.,\s]*[0-9][0-9.,\s%]*( ?(m ?[²2]|TL|bin))?", text):
                    read += 1
                    malformed += [text] if parse_number(text).reading == "malformed" else []
    assert malformed == []
    assert read > 1500


def test_parse_column_of_table_8_gives_the_printed_totals() -> None:
    name = "tablo08_nufus_mahalle.tsv"
    area, before, after, change, percent = (
        parse_column(column_of(name, position), whole=position in (2, 3, 4)) for position in range(1, 6)
    )
    rows = slice(0, 37)
    assert total(before, rows) == before.numbers[37].value == 165494
    assert total(after, rows) == after.numbers[37].value == 142146
    assert change.numbers[37].value == -23348
    # The plan prints 142,46 below 37 areas that add up to 142,44.
    assert total(area, rows) == pytest.approx(142.44, abs=1e-9)
    assert area.numbers[37].value == 142.46
    assert [column.decision for column in (area, before, after, change, percent)] == ["tr", "tr", "tr", "tr", None]
    assert {number.unit for number in percent.numbers} == {"pct"}
    assert (percent.numbers[0].value, percent.numbers[28].value) == (-28, 460)
    assert not any(column.undecided or column.malformed for column in (area, before, after, change, percent))


def test_parse_column_of_table_8_without_whole_stays_undecided() -> None:
    column = parse_column(column_of("tablo08_nufus_mahalle.tsv", 2))
    assert (column.decision, len(column.undecided)) == (None, 29)


def test_parse_column_of_table_14_needs_its_other_column() -> None:
    area, share = (parse_column(column_of("tablo14_cdp_100000_alan.tsv", position)) for position in (1, 2))
    assert len(area.undecided) == 6
    assert styles([area, share]) == {"tr"}
    decided = parse_column(column_of("tablo14_cdp_100000_alan.tsv", 1), fallback="tr")
    assert decided.numbers[-1].value == 13164
    assert decided.undecided == []


def test_parse_column_of_table_15_is_english() -> None:
    area = parse_column(column_of("tablo15_nip_5000_alan.tsv", 1))
    assert (area.decision, area.numbers[0].value, area.numbers[1].value) == ("en", 1677.22, 1340.12)


def test_parse_column_of_table_27_shows_two_formats() -> None:
    name = "tablo27_tasinmazlar.tsv"
    share, net = parse_column(column_of(name, 2)), parse_column(column_of(name, 5))
    assert (share.numbers[0].text, share.numbers[0].value) == ("1,205,642.17", 1205642.17)
    assert (share.decision, share.numbers[-1].value) == ("en", 1347510.38)
    assert net.numbers[-1] == Number("1.347.510,38 m²", 1347510.38, "m2", "tr")
    assert (net.mixed, net.undecided, net.decision) == (True, [], None)
    assert styles([share, net]) == {"tr", "en"}
    # The printed total is one square metre more than its rows; the other half of the table adds up.
    assert total(share, slice(0, -1)) == pytest.approx(1347509.38, abs=0.005)
    assert total(net, slice(0, -1)) == pytest.approx(1347510.38, abs=0.005)


def test_parse_column_of_table_41_is_money() -> None:
    rows = read_table("tablo41_tahmini_maliyet.tsv")
    totals = parse_column([row[6] for row in rows])
    roads = [row[0] for row in rows].index("HEDEF 2.1")
    assert totals.numbers[roads] == Number("₺1.015.000.000", 1015000000, "try", "tr")
    assert totals.numbers[-1].value == 8777000000
    assert {number.unit for number in totals.numbers} == {"try"}
    goals = [number.value for row, number in zip(rows, totals.numbers, strict=True) if row[0].startswith("AMAÇ")]
    assert sum(value for value in goals if value is not None) == 8777000000


def test_parse_number_of_target_cards_reads_their_oddities() -> None:
    cells = Counter(cell for row in read_table("hedef_kartlari_pg.tsv") for cell in row[4:10])
    read = {text: parse_number(text) for text in cells}
    assert (read["80 bin"].value, read["7 bin"].value, read["120 bin"].value) == (80000, 7000, 120000)
    assert (read["1 adet"].value, read["1 adet"].unit) == (1, "count")
    assert read["X"].reading == "tick"
    assert (read["-"].reading, read[""].reading) == ("none", "none")
    assert [text for text, number in read.items() if number.reading == "malformed"] == ["1 Adet rapor"]


def test_parse_column_of_official_figures_gives_the_same_total_as_the_plan() -> None:
    column = parse_column(column_of("tuik_adnks_2023_2025.tsv", 3), whole=True)
    assert (column.decision, total(column, slice(None))) == ("tr", 142146)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
@example(0.7497656982, 1)
@example(-0.9999999999, 0)
def test_a_value_of_a_file_is_written_as_the_page_writes_the_value_itself(value: float, decimals: int) -> None:
    kept = for_programs(value, decimals)
    assert format_number(kept, "tr", decimals) == format_number(value, "tr", decimals)
    assert kept == pytest.approx(value, abs=0.51 * 10.0 ** -(decimals + 2))
