"""Names of ten letters: distinct, ASCII, and the same each time."""

from hypothesis import given
from hypothesis import strategies as st

from geo.short_names import short_names

NAMES = st.lists(st.one_of(st.text(max_size=30), st.from_regex(r"[a-z_]{8,14}[0-9]{0,4}", fullmatch=True)), max_size=60)


@given(NAMES)
def test_short_names_are_distinct_short_and_ascii(names: list[str]) -> None:
    short = short_names(names)
    assert list(short) == list(dict.fromkeys(names))
    assert len(set(short.values())) == len(short)
    for name, text in short.items():
        assert 0 < len(text) <= 10, name
        assert text.isascii()
        assert text.replace("_", "a").isalnum()
        assert not text[0].isdigit()
        assert text == text.lower()


@given(NAMES)
def test_a_name_that_is_short_enough_stays(names: list[str]) -> None:
    for name, text in short_names([*names, "id", "name", "far"]).items():
        if name in {"id", "name", "far"}:
            assert text == name


def test_many_columns_that_begin_alike_stay_apart_with_their_years() -> None:
    names = [f"planned_investment_total_{year}" for year in range(2020, 2030)] + [
        f"planned_investments_total_{year}" for year in (2020, 2021)
    ]
    short = short_names(names)
    assert len(set(short.values())) == 12
    assert all(name[-4:] in text for name, text in short.items())
