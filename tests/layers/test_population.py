"""Population tables as offices print them: years in headings, units, sexes, totals, names."""

from pathlib import Path

import pytest
from workspaces import PLAN, TUIK, atlas, current, done, findings, run, table, take

from layers.population_headings import guess_fields


def rows_of(folder: Path, source: str = "deneme") -> list[dict[str, object]]:
    frame = current(folder, "population")
    frame = frame[frame["source"] == source]
    return [
        {name: value for name, value in row.items() if name not in {"source", "stated_name"}}
        for row in frame.astype(object).where(frame.notna(), None).to_dict(orient="records")
    ]


def stored(folder: Path, path: Path, rows: list[list[object]], *words: object) -> list[dict[str, object]]:
    done(take(folder, "population", table(path / "t.tsv", rows), *words))
    return rows_of(folder)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("MAHALLE ADI", "name"),
        ("Mahalle", "name"),
        ("MAHALLE_KODU", "code"),
        ("İLÇE", "district"),
        ("il_adi", "province"),
        ("YIL", "year"),
        ("NÜFUS", "population"),
        ("2023", "population_2023"),
        ("NÜFUS 2023", "population_2023"),
        ("nufus_2023", "population_2023"),
        ("Deprem Sonrası NÜFUS - 2023 (kişi)", "population_2023"),
        ("Population 2023", "population_2023"),
        ("KADIN NÜFUS 2023", "women_2023"),
        ("Erkek 2023", "men_2023"),
        ("Değişim (kişi)", "change_count"),
        ("DEĞİŞİM (%)", "change_pct"),
        ("Artış oranı", "change_pct"),
        ("YÜZÖLÇÜMÜ (km ²)", "area_km2"),
        ("ALAN (ha)", "area_km2"),
        ("Geçici koruma altındaki nüfus 2023", "temporary_protection_2023"),
        ("GEÇİCİ KORUMA", "temporary_protection"),
        ("MUHTAR ADI (2024-2029)", None),
        ("SIRA NO", None),
        ("2022-2023", None),
        ("TELEFON", None),
    ],
)
def test_guess_fields_of_headings_as_printed(heading: str, field: str | None) -> None:
    assert guess_fields([heading]) == ({} if field is None else {0: field})


def test_a_remark_in_brackets_is_no_part_of_a_heading_where_another_has_none() -> None:
    guessed = guess_fields(["MAHALLE KODU (AKS)", "İLÇE", "MAHALLE", "MAHALLE (2012 ÖNCESİ)", "NÜFUS (2023)"])
    assert guessed == {0: "code", 1: "district", 2: "name", 4: "population_2023"}


def test_wide_table_becomes_a_row_for_each_year(own_drawn: Path, tmp_path: Path) -> None:
    rows = stored(own_drawn, tmp_path, [["MAHALLE", "2022", "2023", "2024"], ["Tavla", 1, 2, 3], ["Harbiye", 4, 5, 6]])
    assert [(row["neighbourhood_name"], row["year"], row["population"], row["source_row"]) for row in rows] == [
        *(("Tavla", 2022, 1, 2), ("Tavla", 2023, 2, 2), ("Tavla", 2024, 3, 2)),
        *(("Harbiye", 2022, 4, 3), ("Harbiye", 2023, 5, 3), ("Harbiye", 2024, 6, 3)),
    ]


def test_long_table_is_the_same(own_drawn: Path, tmp_path: Path) -> None:
    rows = stored(own_drawn, tmp_path, [["MAHALLE", "YIL", "NÜFUS"], ["Tavla", 2022, 1], ["Tavla", 2023, 2]])
    assert [(row["year"], row["population"]) for row in rows] == [(2022, 1), (2023, 2)]


def test_women_and_men_are_kept_beside_the_population(own_drawn: Path, tmp_path: Path) -> None:
    heading = ["MAHALLE", "NÜFUS 2023", "KADIN 2023", "ERKEK 2023"]
    rows = stored(own_drawn, tmp_path, [heading, ["Tavla", "2.970", "1.500", "1.470"]])
    assert [(row["population"], row["women"], row["men"]) for row in rows] == [(2970, 1500, 1470)]


@pytest.mark.parametrize(("heading", "printed"), [("ALAN (ha)", "161"), ("ALAN (m²)", "1.610.000"), ("ALAN (km²)", "1,61")])
def test_area_is_brought_to_square_kilometres_by_its_heading(own_drawn: Path, tmp_path: Path, heading: str, printed: str) -> None:
    rows = stored(own_drawn, tmp_path, [["MAHALLE", heading, "2023"], ["Tavla", printed, 2970]])
    assert rows[0]["stated_area_km2"] == pytest.approx(1.61)


def test_ambiguous_numbers_follow_their_column_and_the_decision_is_said(own_drawn: Path) -> None:
    answer = done(take(own_drawn, "population", TUIK))
    decided = answer.issues("number-format-decided")
    assert [issue["column"] for issue in decided] == ["2023", "2025"]
    assert (decided[0]["severity"], decided[0]["row"], decided[0]["old"], decided[0]["new"]) == ("info", 2, "3.115", "3115")
    assert sum(row["population"] for row in rows_of(own_drawn) if row["year"] == 2023) == 142146


def test_total_row_is_kept_for_comparison_and_counted_for_nobody(own_drawn: Path) -> None:
    done(take(own_drawn, "population", PLAN))
    totals = [row for row in rows_of(own_drawn) if row["is_total"]]
    assert [(row["year"], row["population"], row["neighbourhood_id"]) for row in totals] == [
        (2022, 165494, None),
        (2023, 142146, None),
    ]
    assert all(row["population_2022"] != 165494 for row in atlas(own_drawn).values())


@pytest.mark.parametrize("name", ["TOPLAM", "Genel Toplam", "DEFNE", "Defne toplamı", "Total"])
def test_total_row_by_any_of_its_names(own_drawn: Path, tmp_path: Path, name: str) -> None:
    rows = stored(own_drawn, tmp_path, [["MAHALLE", "2023"], ["Tavla", 5], [name, 5]])
    assert [row["is_total"] for row in rows] == [False, True]


def test_printed_change_and_its_years_are_kept(own_demo: Path) -> None:
    rows = [row for row in rows_of(own_demo, "plan") if row["neighbourhood_name"] == "Harbiye"]
    assert [(row["year"], row["since_year"], row["stated_change_count"], row["stated_change_pct"]) for row in rows] == [
        (2022, None, None, None),
        (2023, 2022, -1425, -5.0),
    ]


def test_blank_population_is_no_zero_and_is_said(own_drawn: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "t.tsv", [["MAHALLE", "2022", "2023"], ["Tavla", 10, ""], ["Harbiye", 5, "-"], ["Döver", 0, 0]])
    answer = done(take(own_drawn, "population", path))
    assert [issue["row"] for issue in answer.issues("missing-value")] == [2, 3]
    shown = atlas(own_drawn)
    assert shown["Tavla"]["population_2023"] is None
    assert shown["Döver"]["population_2023"] == 0
    assert shown["Tavla"]["change_count"] is None


def test_figures_of_a_source_that_is_not_shown_stay_beside_and_mark_the_field(own_demo: Path, tmp_path: Path) -> None:
    done(take(own_demo, "population", table(tmp_path / "t.tsv", [["MAHALLE", "2023"], ["Döver", 1], ["Çökek", 1079]])))
    row = atlas(own_demo)
    assert (row["Döver"]["population_2023"], row["Döver"]["contradicted"]) == (1565, ["population_2023"])
    assert row["Çökek"]["contradicted"] == []
    assert "sources-differ" in {finding["kind"] for finding in findings(own_demo)}


def test_precedence_is_declared_and_never_the_newest(own_drawn: Path, tmp_path: Path) -> None:
    for source in ("tuik", "plan", "muhtar"):
        rows = [["MAHALLE", "2023"], ["Tavla", {"tuik": 1, "plan": 2, "muhtar": 3}[source]]]
        done(take(own_drawn, "population", table(tmp_path / f"{source}.tsv", rows), source=source))
    assert atlas(own_drawn)["Tavla"]["population_2023"] == 1
    description = own_drawn / "workspace.yaml"
    text = description.read_text(encoding="utf-8").replace("- tuik\n  - plan\n", "- muhtar\n  - tuik\n  - plan\n")
    description.write_text(text, encoding="utf-8")
    assert atlas(own_drawn)["Tavla"]["population_2023"] == 3


def test_same_name_in_a_wider_table_is_matched_in_its_district_only(own_drawn: Path, tmp_path: Path) -> None:
    rows = [["İL", "İLÇE", "MAHALLE", "2023"], ["Hatay", "Defne", "Akdeniz", 3115], ["Mersin", "Akdeniz", "Akdeniz", 1]]
    assert [(row["source_row"], row["population"]) for row in stored(own_drawn, tmp_path, rows)] == [(2, 3115)]


def test_as_of_is_the_last_day_of_the_latest_year(own_drawn: Path) -> None:
    done(take(own_drawn, "population", PLAN))
    assert done(run(own_drawn, "layers", "--format", "json")).document[1]["as_of"] == "2023-12-31"


def test_change_column_with_years_in_its_heading_is_between_these(own_demo: Path, tmp_path: Path) -> None:
    table = tmp_path / "degisim.csv"
    table.write_text("MAHALLE;2021;2022;2024;Değişim 2022-2024\nTavla;3000;3037;3100;60\n", encoding="utf-8")

    answer = take(own_demo, "population", table)

    assert answer.code == 0
    findings = run(own_demo, "check", "--format", "json").document["findings"]
    assert [(one["stated"], one["computed"]) for one in findings if one["kind"] == "change-differs"] == [(60.0, 63.0)]


def test_change_column_of_unknown_years_is_left_out_and_said(own_demo: Path, tmp_path: Path) -> None:
    table = tmp_path / "degisim.csv"
    table.write_text("MAHALLE;2021;2022;2024;Değişim\nTavla;3000;3037;3100;63\n", encoding="utf-8")

    answer = take(own_demo, "population", table)

    assert [issue["column"] for issue in answer.issues("change-without-years")] == ["Değişim"]


def test_women_and_men_that_do_not_add_up_are_found_by_check(own_demo: Path, tmp_path: Path) -> None:
    table = tmp_path / "cinsiyet.csv"
    table.write_text("MAHALLE;NÜFUS 2024;KADIN 2024;ERKEK 2024\nTavla;3100;1500;1590\nDöver;1600;800;800\n", encoding="utf-8")

    take(own_demo, "population", table)

    findings = run(own_demo, "check", "--format", "json").document["findings"]
    assert [one["where"]["neighbourhoods"] for one in findings if one["kind"] == "women-men-differ"] == [["Tavla"]]


def test_people_under_temporary_protection_stand_apart_from_the_population(own_drawn: Path, tmp_path: Path) -> None:
    rows = [
        ["MAHALLE", "NÜFUS 2023", "GEÇİCİ KORUMA ALTINDAKİ NÜFUS"],
        ["Tavla", 100, 7],
        ["Harbiye", 200, ""],
        ["TOPLAM", 300, 7],
    ]
    stored_rows = stored(own_drawn, tmp_path, rows)
    assert [row["temporary_protection"] for row in stored_rows] == [7, None, 7]
    shown = atlas(own_drawn, "--from", 2023, "--to", 2023)
    assert shown["Tavla"]["population_2023"] == 100
    assert [finding["kind"] for finding in findings(own_drawn)] == []


def test_a_measure_without_a_year_beside_several_years_is_said_to_be_left_out(own_drawn: Path, tmp_path: Path) -> None:
    rows = [["MAHALLE", "NÜFUS 2022", "NÜFUS 2023", "GEÇİCİ KORUMA"], ["Tavla", 90, 100, 7]]
    answer = take(own_drawn, "population", table(tmp_path / "t.tsv", rows))
    assert [issue["column"] for issue in answer.issues("column-ignored")] == ["GEÇİCİ KORUMA"]
    assert [row["temporary_protection"] for row in rows_of(own_drawn)] == [None, None]
