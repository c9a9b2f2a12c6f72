"""What a document says about its own table: printed changes and sentences against the figures they are made of."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.issues import Finding
from geo.numbers import format_number, parse_number
from geo.statements import MEASURES, find_change_differences, find_text_differences, find_women_men_differences
from geo.turkish import fold

DEFNE = Path(__file__).parents[2] / "data" / "defne"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DEFNE / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def value(text: str) -> float:
    """The tables of this file print whole numbers with Turkish thousands."""
    number = parse_number(text)
    chosen = number.value if number.value is not None else number.as_tr
    assert chosen is not None
    return chosen


@pytest.fixture(scope="module")
def plan() -> pd.DataFrame:
    """Table 8 of the plan, one row a neighbourhood and year, the district's total with them."""
    records = []
    for line, row in enumerate(rows_of("tablo08_nufus_mahalle.tsv"), start=2):
        place = None if row["MAHALLE ADI"] == "DEFNE" else fold(row["MAHALLE ADI"]).replace("ı", "i")
        before, after = (value(row[heading]) for heading in row if "NÜFUS" in heading)
        change = {
            "since_year": 2022,
            "stated_change_count": value(row["Değişim (kişi)"]),
            "stated_change_pct": value(row["Değişim (%)"]),
        }
        shared = {"neighbourhood_id": place, "neighbourhood_name": row["MAHALLE ADI"], "source": "plan", "source_row": line}
        records += [shared | {"year": 2022, "population": before}, shared | {"year": 2023, "population": after} | change]
    return pd.DataFrame(records).astype({"since_year": "Int64", "population": "Int64", "stated_change_count": "Int64"})


def change(before: int | None, after: int | None, count: int | None = None, pct: float | None = None) -> list[Finding]:
    frame = pd.DataFrame(
        {
            "neighbourhood_id": "1", "neighbourhood_name": "Harbiye", "year": [2022, 2023], "population": [before, after],
            "since_year": [None, 2022], "stated_change_count": [None, count], "stated_change_pct": [None, pct],
            "source": "plan", "source_row": 22,
        }
    )  # fmt: skip
    return find_change_differences(frame.astype({"population": "Int64", "since_year": "Int64", "stated_change_count": "Int64"}))


# ------------------------------------------------------------------ printed changes


def test_defnes_printed_changes_all_follow_from_its_own_populations(plan: pd.DataFrame) -> None:
    assert find_change_differences(plan) == []


@pytest.mark.parametrize(("column", "wrong"), [("stated_change_count", -1405), ("stated_change_pct", -6.0)])
def test_one_wrong_printed_change_in_defnes_table_is_the_only_finding(plan: pd.DataFrame, column: str, wrong: float) -> None:
    row = plan.index[(plan["neighbourhood_name"] == "HARBİYE") & (plan["year"] == 2023)]
    changed = plan.copy()
    changed.loc[row, column] = wrong
    (finding,) = find_change_differences(changed)
    assert (finding.kind, finding.stated) == ("change-differs", wrong)
    assert finding.where["neighbourhoods"] == ["HARBİYE"]
    assert finding.where["field"] == column.removeprefix("stated_")


def test_a_wrong_change_is_found_in_persons_and_in_percent() -> None:
    findings = change(27057, 25632, -1405, 5)
    assert [(finding.stated, finding.computed) for finding in findings] == [(-1405, -1425), (5, -5.27)]
    assert "yazılan nüfus değişimi (kişi) −1.405, aynı tablonun nüfuslarından hesaplanan −1.425" in findings[0].message("tr")


@pytest.mark.parametrize(
    ("before", "after", "count", "pct"),
    [
        (27057, 25632, -1425, -5),
        (27057, 25632, -1425, -5.3),
        (27057, 25632, None, None),
        (None, 25632, -1405, 5),
        (27057, None, -1405, 5),
        (0, 9, 9, 100),
        (98, 98, 0, 0),
    ],
    ids=["whole-percent", "one-decimal", "not-printed", "no-before", "no-after", "from-nobody", "no-change"],
)
def test_a_change_that_follows_or_cannot_be_checked_gives_nothing(
    before: int | None, after: int | None, count: int | None, pct: float | None
) -> None:
    assert change(before, after, count, pct) == []


def test_rows_of_two_files_with_one_number_are_not_mixed_up() -> None:
    files = [
        pd.DataFrame(
            {
                "neighbourhood_id": place, "neighbourhood_name": name, "year": [2022, 2023], "population": populations,
                "since_year": [None, 2022], "stated_change_count": [None, populations[1] - populations[0]],
                "stated_change_pct": None, "source": "plan", "source_row": 4,
            }
        )
        for place, name, populations in (("1", "Tavla", [3037, 2970]), ("2", "Özbek", [755, 824]))
    ]  # fmt: skip
    assert find_change_differences(pd.concat(files, ignore_index=True)) == []


@given(st.integers(1, 10**5), st.integers(0, 10**5), st.integers(0, 2), st.integers(-3, 3))
def test_a_printed_change_is_found_exactly_when_it_is_off(before: int, after: int, decimals: int, error: int) -> None:
    pct = round(100 * (after - before) / before, decimals)
    assert bool(change(before, after, after - before + error)) == (error != 0)
    assert change(before, after, after - before, pct) == []


# ------------------------------------------------------------------ sentences


def printed(plan: pd.DataFrame) -> pd.DataFrame:
    latest = plan[plan["year"] == 2023]
    return latest.rename(columns={"stated_change_count": "change_count", "stated_change_pct": "change_pct"})


def statements(*stated: tuple[str | None, str, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(stated, columns=["neighbourhood_id", "measure", "value"]).astype({"value": "float64"})
    return frame.assign(neighbourhood_name=frame["neighbourhood_id"].fillna("Defne"), source="plan", source_row=2)


def test_of_the_plans_nine_sentences_two_do_not_agree_with_its_table(plan: pd.DataFrame) -> None:
    stated = [
        (fold(row["MAHALLE"]).replace("ı", "i"), measure, value(row[heading]))
        for row in rows_of("metin_nufus.tsv")
        for measure, heading in (("change_count", "DEĞİŞİM (kişi)"), ("change_pct", "DEĞİŞİM (%)"))
    ]
    findings = find_text_differences(statements(*stated), printed(plan))
    facts = [(finding.kind, finding.where["neighbourhoods"], finding.stated, finding.computed) for finding in findings]
    assert facts == [
        ("text-differs", ["turunçlu"], -7716, -7714),
        ("text-differs", ["harbiye"], -1405, -1425),
    ]
    assert findings[0].layers == ("statements", "population")
    assert f"metinde nüfus değişimi (kişi) {format_number(-7716, 'tr')}" in findings[0].message("tr")


def test_a_sentence_about_the_district_is_held_against_the_total_row(plan: pd.DataFrame) -> None:
    table = printed(plan)
    assert find_text_differences(statements((None, "change_count", -23348)), table) == []
    (finding,) = find_text_differences(statements((None, "change_count", -23384)), table)
    assert (finding.where["neighbourhoods"], finding.computed) == (["Defne"], -23348)


@pytest.mark.parametrize(
    "stated",
    [
        ("harbiye", "change_count", -1425),
        ("harbiye", "change_pct", -5),
        ("harbiye", "change_count", None),
        ("nahirli", "change_count", -1405),
        ("harbiye", "area_km2", 99),
    ],
    ids=["agrees", "percent-agrees", "no-value", "not-in-the-table", "measure-not-in-the-table"],
)
def test_a_sentence_that_agrees_or_cannot_be_checked_gives_nothing(
    plan: pd.DataFrame, stated: tuple[str | None, str, float | None]
) -> None:
    assert find_text_differences(statements(stated), printed(plan)) == []


def test_a_sentence_is_not_held_against_another_sources_table(plan: pd.DataFrame) -> None:
    stated = statements(("harbiye", "change_count", -1405))
    assert find_text_differences(stated, printed(plan).assign(source="tuik")) == []
    assert find_text_differences(stated.assign(source="tuik"), printed(plan)) == []


def test_a_figure_that_the_table_lacks_gives_nothing(plan: pd.DataFrame) -> None:
    table = printed(plan).assign(change_count=None)
    assert find_text_differences(statements(("harbiye", "change_count", -1405)), table) == []


def test_no_sentences_give_nothing(plan: pd.DataFrame) -> None:
    assert find_text_differences(statements(), printed(plan)) == []


@pytest.mark.parametrize("measure", MEASURES)
def test_a_sentence_of_every_measure_is_found_when_it_is_wrong(measure: str) -> None:
    table = pd.DataFrame({"neighbourhood_id": ["1"], "source": ["plan"], measure: [40.0]})
    (finding,) = find_text_differences(statements(("1", measure, 41)), table)
    assert MEASURES[measure].tr in finding.message("tr")
    assert MEASURES[measure].en in finding.message("en")


def test_find_women_men_differences_sum_wrong_is_found() -> None:
    rows = {"neighbourhood_name": ["Tavla", "Döver"], "year": 2023, "source": "tuik", "source_row": [2, 3]}
    counts = {"population": [2970, 1565], "women": [1490, 800], "men": [1470, 765]}
    figures = pd.DataFrame({"neighbourhood_id": ["1", "2"], **rows, **counts})

    (finding,) = find_women_men_differences(figures)

    assert (finding.kind, finding.where["neighbourhoods"], finding.where["row"]) == ("women-men-differ", ["Tavla"], 2)
    assert (finding.stated, finding.computed) == (2970, 2960)


def test_find_women_men_differences_not_given_is_no_contradiction() -> None:
    rows = {"neighbourhood_id": ["1"], "neighbourhood_name": "Tavla", "year": 2023, "source": "tuik", "source_row": [2]}
    figures = pd.DataFrame({**rows, "population": [2970], "women": [1490], "men": [None]}).astype({"men": "Int64"})

    assert find_women_men_differences(figures) == []
