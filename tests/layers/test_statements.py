"""Statements: what a text says, row by row and measure by measure."""

from pathlib import Path

from workspaces import TEXT, current, done, table, take

from layers.statements import guess_fields


def test_statements_of_the_plan_are_nine_changes_in_persons_and_percent(own_drawn: Path) -> None:
    document = done(take(own_drawn, "statements", TEXT, source="plan")).document
    assert (document["rows_in"], document["rows_stored"], document["rows_quarantined"]) == (9, 9, 0)
    rows = current(own_drawn, "statements")
    assert rows.groupby("measure").size().to_dict() == {"change_count": 9, "change_pct": 9}
    said = rows[rows["measure"] == "change_count"].set_index("neighbourhood_name")["value"]
    assert (said["Turunçlu"], said["Harbiye"], said["Sümerler"]) == (-7716, -1405, -8372)


def test_statement_about_the_whole_district_belongs_to_no_neighbourhood(own_drawn: Path, tmp_path: Path) -> None:
    rows = [["MAHALLE", "DEĞİŞİM (kişi)"], ["Tavla", -35], ["DEFNE", "-23.348"]]
    done(take(own_drawn, "statements", table(tmp_path / "t.tsv", rows), source="plan"))
    stored = current(own_drawn, "statements")
    assert [value is None for value in stored["neighbourhood_id"]] == [False, True]
    assert stored["value"].tolist() == [-35, -23348]


def test_statement_that_is_no_number_or_no_name_is_set_aside(own_drawn: Path, tmp_path: Path) -> None:
    rows = [["MAHALLE", "ALAN (km²)"], ["Tavla", "1,61"], ["Harbiye", "büyük"], ["Kadıköy", "2,5"], ["Döver", "-3,5"]]
    answer = done(take(own_drawn, "statements", table(tmp_path / "t.tsv", rows), source="plan"))
    assert (answer.document["rows_stored"], answer.document["rows_quarantined"]) == (1, 3)
    assert {(issue["kind"], issue["row"]) for issue in answer.document["issues"]} == {
        ("malformed-number", 3),
        ("open-name-without-suggestion", 4),
        ("negative-value", 5),
    }


def test_guess_fields_tells_persons_from_percent() -> None:
    assert guess_fields(["MAHALLE", "DEĞİŞİM (kişi)", "DEĞİŞİM (%)", "YÜZÖLÇÜMÜ"]) == {
        0: "name",
        1: "change_count",
        2: "change_pct",
        3: "area_km2",
    }
