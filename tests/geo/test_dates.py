"""Dates: what is read, and that nothing is guessed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06.02.2023", date(2023, 2, 6)),
        ("6.2.2023", date(2023, 2, 6)),
        ("06/02/2023", date(2023, 2, 6)),
        ("2023-02-06", date(2023, 2, 6)),
        (" 31.12.2024 ", date(2024, 12, 31)),
        ("29.02.2024", date(2024, 2, 29)),
        ("31.02.2020", None),
        ("29.02.2023", None),
        ("12/31/2020", None),
        ("6/2/2023", None),
        ("2023-2-6", None),
        ("06.02.23", None),
        ("00.01.2020", None),
        ("01.01.0000", None),
        ("06.02/2023", None),
        ("06-02-2023", date(2023, 2, 6)),
        ("2023/02/06", date(2023, 2, 6)),
        ("2023-02-06T00:00:00", date(2023, 2, 6)),
        ("2023-02-06 14:30", None),
        ("6 Şubat 2023", date(2023, 2, 6)),
        ("06 ŞUBAT 2023", date(2023, 2, 6)),
        ("30 Şubat 2023", None),
        ("6 Subat 2023", None),
        ("6-2-2023", None),
        ("2023-06/02", None),
        ("2023", None),
        ("٠٦.٠٢.٢٠٢٣", None),
        ("06.02.2023 tarihinde", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_date_of_text_reads_only_what_is_certain(text: str | None, expected: date | None) -> None:
    assert parse_date(text) == expected


@given(st.text())
def test_parse_date_of_any_text_never_raises(text: str) -> None:
    assert parse_date(text) is None or re.search("[0-9]{4}", text)


@given(st.dates(), st.sampled_from(["{d:02}.{m:02}.{y:04}", "{d:02}/{m:02}/{y:04}", "{y:04}-{m:02}-{d:02}"]))
def test_parse_date_of_written_date_returns_it(day: date, form: str) -> None:
    assert parse_date(form.format(d=day.day, m=day.month, y=day.year)) == day
