"""Filters in CQL2 Text: the predicates of the standard's abstract test suite, and answers that are those of plain Python."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.cql2 import Columns, TextColumn, chosen_rows, parse
from geo.cql2.likeness import likeness
from geo.cql2.masks import PlainColumn
from geo.cql2.tokens import MOST_CHARACTERS
from geo.cql2.tree import Every, Some
from geo.errors import FilterError

NAMES = ["İSTANBUL", "ISPARTA", "Çökek", "O'Neill", None, ""]
AREAS = [100.0, 250.5, None, -4.0, 0.0, 1e6]
OPEN = [True, False, None, True, False, True]
DAYS = ["2020-01-31", "2021-06-01", None, "1999-12-31", "2020-01-31", "2026-11-26"]
SHAPES = [shapely.Point(36 + place / 10, 36) for place in range(5)] + [None]
ROWS = range(len(NAMES))


def texts(values: list[str | None], kind: str = "text") -> TextColumn:
    words = sorted({value for value in values if value is not None})
    places = [-1 if value is None else words.index(value) for value in values]
    return TextColumn(np.array(words, dtype=object), np.array(places, dtype=np.int64), "date" if kind == "date" else "text")


def numbers(values: list[float | None] | list[bool | None], kind: str = "number") -> PlainColumn:
    plain = np.array([np.nan if value is None else float(value) for value in values])
    return PlainColumn(plain, "boolean" if kind == "boolean" else "number")


COLUMNS = Columns(
    len(NAMES),
    {
        "name": texts(NAMES),
        "area_m2": numbers(AREAS),
        "is_open": numbers(OPEN, "boolean"),
        "opened_on": texts(DAYS, "date"),
        "same": texts(NAMES),
        "and": numbers(AREAS),
    },
    np.array(SHAPES, dtype=object),
)


def chosen(text: str) -> list[int]:
    return np.flatnonzero(chosen_rows(parse(text), COLUMNS)).tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("area_m2 = 100", [0]),
        ("100 = area_m2", [0]),
        ("area_m2<>100", [1, 3, 4, 5]),
        ("area_m2 < 0", [3]),
        ("area_m2 <= -4.0", [3]),
        ("area_m2 > 2.505e2", [5]),
        ("area_m2 >= +250.5", [1, 5]),
        ("area_m2 BETWEEN 0 AND 100", [0, 4]),
        ("area_m2 not between 0 and 100", [1, 3, 5]),
        ("area_m2 IN (100, 250.5, 7)", [0, 1]),
        ("NOT area_m2 IN (100)", [1, 3, 4, 5]),
        ("area_m2 NOT IN (100)", [1, 3, 4, 5]),
        ("area_m2 IS NULL", [2]),
        ("area_m2 IS NOT NULL", [0, 1, 3, 4, 5]),
        ("name = 'Çökek'", [2]),
        ("name = 'O''Neill'", [3]),
        ("name = ''", [5]),
        ("name <> 'Çökek'", [0, 1, 3, 5]),
        ("name IN ('Çökek', 'ISPARTA')", [1, 2]),
        ("name LIKE 'İS%'", [0]),
        ("name LIKE '%A%'", [0, 1]),
        ("name LIKE 'Ç_kek'", [2]),
        ("name NOT LIKE '%A%'", [2, 3, 5]),
        ("name LIKE ''", [5]),
        ("CASEI(name) = CASEI('istanbul')", [0]),
        ("CASEI(name) = CASEI('ısparta')", [1]),
        ("CASEI(name) = CASEI('isparta')", []),
        ("casei(name) IN (casei('ÇÖKEK'), casei('ISPARTA'))", [1, 2]),
        ("CASEI(name) LIKE CASEI('%STAN%')", [0]),
        ("name = same", [0, 1, 2, 3, 5]),
        ("name <> same", []),
        ("is_open", [0, 3, 5]),
        ("is_open = TRUE", [0, 3, 5]),
        ("is_open = false", [1, 4]),
        ("NOT is_open", [1, 4]),
        ("opened_on = DATE('2020-01-31')", [0, 4]),
        ("opened_on > DATE('2020-01-31')", [1, 5]),
        ("opened_on < TIMESTAMP('2000-01-01T00:00:00Z')", [3]),
        ("opened_on >= '2021-01-01'", [1, 5]),
        ("opened_on BETWEEN DATE('2020-01-01') AND DATE('2021-12-31')", [0, 1, 4]),
        ("TRUE", [0, 1, 2, 3, 4, 5]),
        ("FALSE OR (TRUE AND area_m2 = 0)", [4]),
        ('"and" = 100 AND "area_m2" = 100', [0]),
        ("S_INTERSECTS(geometry, BBOX(36, 35, 36.15, 37))", [0, 1]),
        ("S_INTERSECTS(geometry, POLYGON((36.15 35, 36.35 35, 36.35 37, 36.15 37, 36.15 35)))", [2, 3]),
        ("S_DISJOINT(geometry, BBOX(36,35,-1,36.15,37,1))", [2, 3, 4]),
        ("S_WITHIN(geometry, MULTIPOLYGON(((35 35, 36.05 35, 36.05 37, 35 37, 35 35))))", [0]),
        ("S_CONTAINS(BBOX(36.35,35,37,37), geometry)", [4]),
        ("S_EQUALS(geometry, POINT(36.1 36))", [1]),
        ("S_TOUCHES(geometry, LINESTRING(36.2 36, 40 36))", [2]),
        ("S_OVERLAPS(geometry, POINT(36.1 36)) OR S_CROSSES(geometry, POINT Z (36.1 36 5))", []),
        ("geometry IS NULL", [5]),
    ],
)
def test_predicate_chooses(text: str, rows: list[int]) -> None:
    assert chosen(text) == rows


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("name = 'a' OR area_m2 = 100 AND is_open", "name = 'a' OR (area_m2 = 100 AND is_open)"),
        ("is_open AND name = 'Çökek' OR area_m2 = 0", "(is_open AND name = 'Çökek') OR area_m2 = 0"),
        ("NOT is_open AND area_m2 = 0", "(NOT is_open) AND area_m2 = 0"),
        ("area_m2 BETWEEN 0 AND 100 AND is_open", "(area_m2 BETWEEN 0 AND 100) AND is_open"),
        ("NOT (is_open OR area_m2 = 0)", "NOT is_open AND NOT area_m2 = 0"),
    ],
)
def test_and_binds_closer_than_or(text: str, same: str) -> None:
    # pygeofilter 0.4.0 reads the first as (name = 'a' OR area_m2 = 100) AND is_open.
    assert chosen(text) == chosen(same)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", 1, "a value is expected"),
        ("area_m2", 1, "cannot be compared"),
        ("name", 1, "cannot be compared"),
        ("area_m2 =", 10, "a value is expected"),
        ("area_m2 = 1 name = 'a'", 13, "AND or OR"),
        ("(area_m2 = 1", 13, ") is expected"),
        ("area_m2 = 1)", 12, "AND or OR"),
        ("nothing = 1", 1, "there is no property nothing"),
        ("area_m2 = 'x'", 11, "cannot be compared"),
        ("area_m2 LIKE '1%'", 1, "LIKE takes a text"),
        ("name LIKE same", 11, "followed by a text"),
        ("CASEI(area_m2) = 'a'", 1, "CASEI takes a text"),
        ("is_open > TRUE", 11, "only = and <>"),
        ("name = 'open", 8, "unexpected character"),
        ('name = "open', 8, "unexpected character"),
        ("a = 1; DROP TABLE parks", 6, "unexpected character"),
        ("__import__('os') = 1", 1, "there is no function __import__"),
        ("eval(name) = 1", 1, "there is no function eval"),
        ("opened_on = DATE('2020-02-30')", 18, "a day such as"),
        ("opened_on = DATE(2020)", 18, "a day such as"),
        ("1 IS NULL", 1, "after a property"),
        ("name NOT = 'a'", 10, "LIKE, BETWEEN or IN"),
        ("area_m2 BETWEEN 1 OR 2", 19, "AND is expected"),
        ("area_m2 IN ()", 13, "a value is expected"),
        ("S_INTERSECTS(geometry, POINT(1))", 24, "cannot be read"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", 24, "crosses itself"),
        ("S_INTERSECTS(geometry, BBOX(2,2,1,1))", 24, "cannot be read"),
        ("S_INTERSECTS(geometry, BBOX(1,1))", 24, "cannot be read"),
        ("S_INTERSECTS(geometry, POINT(1 1e999))", 24, "cannot be read"),
        ("S_INTERSECTS(geometry, POINT(1 1)", 34, ") is expected"),
        ("S_INTERSECTS(name, POINT(1 1))", 14, "geometry"),
        ("S_INTERSECTS(geometry, 5)", 24, "a geometry is expected"),
        ("S_INTERSECTS(geometry, POINT('1 1'))", 24, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, place: int, words: str) -> None:
    with pytest.raises(FilterError, match=re.escape(words)) as refusal:
        chosen(text)
    assert refusal.value.issues[0].params["place"] == place


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100 + "is_open" + ")" * 100,
        "NOT " * 5000 + "is_open",
        "CASEI(" * 500 + "name" + ")" * 500,
        "name = '" + "a" * 9000 + "'",
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(FilterError, match=r"too deeply|longer than"):
        parse(text)


def test_a_long_list_is_read() -> None:
    members = ", ".join(map(str, range(1000)))
    assert len(members) < MOST_CHARACTERS
    assert chosen(f"area_m2 IN ({members})") == [0, 4]


# ------------------------------------------------------------------ properties

LEAVES: dict[str, Callable[[int], bool | None]] = {
    "area_m2 > 0": lambda row: None if AREAS[row] is None else AREAS[row] > 0,
    "name LIKE '%A%'": lambda row: None if NAMES[row] is None else "A" in NAMES[row],
    "is_open": lambda row: OPEN[row],
    "opened_on < DATE('2020-06-01')": lambda row: None if DAYS[row] is None else date.fromisoformat(DAYS[row]) < date(2020, 6, 1),
    "name IS NULL": lambda row: NAMES[row] is None,
    "TRUE": lambda row: True,
}
Tree = str | tuple[str, "Tree"] | tuple[str, "Tree", "Tree"]
trees = st.recursive(
    st.sampled_from(sorted(LEAVES)),
    lambda inner: st.tuples(st.just("NOT"), inner) | st.tuples(st.sampled_from(["AND", "OR"]), inner, inner),
    max_leaves=12,
)


def written(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    if len(tree) == 2:
        return f"NOT ({written(tree[1])})"
    return f"({written(tree[1])}) {tree[0]} ({written(tree[2])})"


def answer(tree: Tree, row: int) -> bool | None:
    """What holds of a row by the three values of logic, one row at a time."""
    if isinstance(tree, str):
        return LEAVES[tree](row)
    if len(tree) == 2:
        inner = answer(tree[1], row)
        return None if inner is None else not inner
    parts = [answer(part, row) for part in tree[1:]]
    decisive = tree[0] == "OR"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


@given(trees)
def test_masks_answer_as_one_row_at_a_time_would(tree: Tree) -> None:
    assert chosen(written(tree)) == [row for row in ROWS if answer(tree, row) is True]


@given(trees)
def test_a_row_is_never_in_a_filter_and_in_its_contrary(tree: Tree) -> None:
    assert not set(chosen(written(tree))) & set(chosen(f"NOT ({written(tree)})"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with suppress(FilterError):
        assert chosen_rows(parse(text), COLUMNS).shape == (len(NAMES),)


@given(st.text(alphabet="aAİıçb'%_\\.* ", max_size=8), st.text(alphabet="aAİıçb'%_\\.* ", max_size=8))
def test_like_is_what_a_backtracking_pattern_finds(text: str, pattern: str) -> None:
    parts, escaped = [], False
    for letter in pattern:
        if escaped:
            parts, escaped = [*parts, re.escape(letter)], False
        elif letter == "\\":
            escaped = True
        else:
            parts.append({"%": ".*", "_": "."}.get(letter, re.escape(letter)))
    expected = re.fullmatch("".join(parts), text, re.DOTALL) is not None
    assert likeness(pattern)(text) == expected


def test_like_takes_no_time_for_a_pattern_that_tries_to() -> None:
    # A backtracking matcher would need longer than anybody lives.
    assert not likeness("%a" * 200 + "b")("a" * 5000)


@given(st.text(max_size=20))
def test_any_text_can_be_quoted(text: str) -> None:
    columns = Columns(1, {"name": texts([text])})
    quoted = text.replace("'", "''")
    assert chosen_rows(parse(f"name = '{quoted}'"), columns).tolist() == [True]


def test_no_rows_give_no_rows() -> None:
    columns = Columns(0, {"name": texts([]), "area_m2": numbers([])}, np.array([], dtype=object))
    for text in ("name = 'a'", "area_m2 > 1", "name LIKE 'a%'", "S_INTERSECTS(geometry, POINT(1 1))", "TRUE", "name IN ('a')"):
        assert chosen_rows(parse(text), columns).tolist() == []


def test_a_tree_is_flat_where_the_filter_is() -> None:
    assert isinstance(parse("is_open AND is_open AND is_open"), Every)
    assert isinstance(parse("is_open OR NOT is_open"), Some)
