"""Tables as text: encodings, delimiters, line numbers, headings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import DATA

from geo.errors import RefusedError
from layers.reading.gate import Admitted
from layers.reading.table import Table, assign_columns, heading_key, read_table


def read(path: Path, content: bytes) -> Table:
    path.write_bytes(content)
    return read_table(Admitted(path, "table", path.name))


TEXT = "MAHALLE{0}NÜFUS 2023{0}MUHTAR\nÇekmece{0}32.025{0}Şükrü IŞIK\nİnönü{0}1.234{0}Ğ\n"


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp1254"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_read_table_is_the_same_in_every_encoding_and_delimiter(
    tmp_path: Path, delimiter: str, encoding: str, ending: str
) -> None:
    text = TEXT.format(delimiter).replace("\n", ending)
    content = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    table = read(tmp_path / "t.csv", content)
    assert table.headings == ("MAHALLE", "NÜFUS 2023", "MUHTAR")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("Çekmece", "32.025", "Şükrü IŞIK")),
        (3, ("İnönü", "1.234", "Ğ")),
    ]
    assert [issue.kind for issue in table.issues] == (["encoding-guessed"] if encoding == "cp1254" else [])


def test_read_table_counts_lines_as_an_editor_does(tmp_path: Path) -> None:
    content = '\n\nMAHALLE;NOT;2023\n\nTavla;"iki\nsatır; bir hücre";5\n\nDöver;;6\n'
    table = read(tmp_path / "t.csv", content.encode())
    assert [(row.line, row.cells) for row in table.rows] == [
        (5, ("Tavla", "iki\nsatır; bir hücre", "5")),
        (8, ("Döver", "", "6")),
    ]


def test_read_table_delimiter_is_that_of_most_lines_and_not_the_decimal_comma(tmp_path: Path) -> None:
    rows = "MAHALLE;ALAN;2023\n" + "".join(f"M{number};{number},5;{number},0\n" for number in range(20))
    assert read(tmp_path / "t.csv", rows.encode()).headings == ("MAHALLE", "ALAN", "2023")


def test_read_table_short_rows_are_filled_and_long_ones_set_aside_with_their_text(tmp_path: Path) -> None:
    table = read(tmp_path / "t.tsv", b"A\tB\tC\n1\t2\n1\t2\t3\t4\n1\t2\t3\t\t\n")
    assert [row.cells for row in table.rows] == [("1", "2", ""), ("1", "2", "3")]
    assert [(row.row, dict(row.raw)) for row in table.uneven] == [(3, {"A": "1", "B": "2", "C": "3", "+1": "4"})]


def test_read_table_keeps_both_cells_under_one_heading(tmp_path: Path) -> None:
    table = read(tmp_path / "t.tsv", b"A\tA\t\n1\t2\t\n")
    assert table.raw(table.rows[0]) == {"A": "1", "A#2": "2"}


@pytest.mark.parametrize("content", [b"\xff\xfeA", b"\x81\x8d\x8f\x90", "A\tB\n".encode("utf-16")[:-1]])
def test_read_table_that_no_encoding_fits_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        read(tmp_path / "t.tsv", content)
    assert refusal.value.issues[0].kind in {"unreadable-file", "empty-file"}


def test_read_table_refuses_a_cell_beyond_all_measure_and_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        read(tmp_path / "t.tsv", b"A\tB\n1\t2\n3\t" + b"9" * 200_000 + b"\n")
    assert [(issue.kind, issue.row) for issue in refusal.value.issues] == [("unreadable-row", 3)]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.name)
def test_read_table_of_every_shipped_file_has_all_its_lines_and_none_uneven(path: Path) -> None:
    table = read_table(Admitted(path, "table", path.name))
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(table.rows) == len(lines) - 1
    assert not table.uneven
    assert not table.issues


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12), min_size=1, max_size=5))
def test_heading_key_is_stable_and_never_crashes(headings: list[str]) -> None:
    for heading in headings:
        assert heading_key(heading_key(heading)) == heading_key(heading)


def test_assign_columns_takes_the_users_word_before_the_guess() -> None:
    headings = ["MAHALLE", "ESKİ AD", "2023"]
    guessed = {0: "name", 2: "population_2023"}
    chosen = assign_columns(headings, guessed, {"name": "eski_ad"}, ("name", "population_<year>"), "t.csv")
    assert chosen == {"name": 1, "population_2023": 2}


def test_assign_columns_lets_a_column_stand_for_one_field_only() -> None:
    chosen = assign_columns(["2023"], {0: "population_2023"}, {"population_2024": "2023"}, ("population_<year>",), "t.csv")
    assert chosen == {"population_2024": 0}
