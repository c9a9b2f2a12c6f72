"""The investment programme on pages: table, filters, map, timeline, the plan beside it, before and after, candidate sites."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from client import JudgingClient

from geo.indicators import INDICATORS
from layers.duties import current_duties
from layers.importing import current_frame
from layers.investment_conflicts import conflicts_of_investments
from layers.programme_effect import effect_of_programme
from layers.workspace import Workspace, open_workspace
from web import create_app, settings_for

PAGES = ["/yatirimlar", "/yatirimlar/plan", "/yatirimlar/etki", "/yatirimlar/adaylar", "/hedefler", "/hedefler/2.1"]


@pytest.fixture(scope="module")
def workspace(example_path: Path) -> Workspace:
    return open_workspace(example_path)


@pytest.fixture(scope="module")
def stored(workspace: Workspace) -> pd.DataFrame:
    frame = current_frame(workspace, workspace.store(), "investments")
    assert frame is not None
    return frame


def table(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode())))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_each_page_keeps_the_rules_of_pages(example: JudgingClient, page: str, language: str) -> None:
    shown = example.page(f"{page}?dil={language}", language=language)
    rooms = shown.root.one("nav", class_="rooms").text
    assert (
        rooms
        == {
            "tr": "Atlas Yatırımlar Hedefler Yer seçimi Senaryolar Veri Raporlar Açık veri",
            "en": "Atlas Investments Targets Siting Scenarios Data Reports Open data",
        }[language]
    )


def test_files_hold_every_investment_once_with_its_sums(example: JudgingClient, stored: pd.DataFrame) -> None:
    rows = table(example.file("/yatirimlar.csv", "text/csv"))
    assert [row["id"] for row in rows] == stored["id"].drop_duplicates().tolist()
    sums = stored.groupby("id")["budget_try"].sum(min_count=1)
    assert {row["id"]: float(row["budget_try"]) for row in rows if row["budget_try"]} == pytest.approx(sums.dropna().to_dict())
    objects = example.json("/yatirimlar.json")["rows"]
    assert [item["years"] for item in objects] == [row["years"].split("; ") for row in rows]


def test_duty_and_conflicts_are_those_of_the_reports(example: JudgingClient, workspace: Workspace) -> None:
    duties, ground = current_duties(workspace)
    conflicts = conflicts_of_investments(workspace, ground, duties)
    assert conflicts is not None
    shown = {item["id"]: item for item in example.json("/yatirimlar.json")["rows"]}
    counts = conflicts.rows.groupby("thing").size().to_dict()
    assert {thing: item["conflicts"] for thing, item in shown.items() if item["conflicts"]} == counts
    decided = duties.rows[duties.rows["layer"] == "investments"].set_index("id")["authority"].dropna().to_dict()
    assert {thing: item["duty"] for thing, item in shown.items() if item["duty"] != "belirsiz"} == decided


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("yil=2026", lambda row: "2026" in row["years"]),
        ("asama=planned", lambda row: row["status"] == "planned"),
        ("haritada=yok", lambda row: row["placed"] == "yok"),
        ("cakisma=var", lambda row: row["conflicts"] > 0),
        ("gorev=belirsiz", lambda row: row["duty"] == "belirsiz"),
        ("tur=park", lambda row: row["kind"] == "park"),
        ("hedef=2.1&haritada=var", lambda row: row["target_no"] == "2.1" and row["placed"] == "var"),
    ],
)
def test_a_filter_leaves_what_it_says(example: JudgingClient, query: str, holds) -> None:
    everything = example.json("/yatirimlar.json")["rows"]
    left = example.json(f"/yatirimlar.json?{query}")["rows"]
    assert left == [row for row in everything if holds(row)]
    page = example.page(f"/yatirimlar?{query}")
    assert f"{len(left)} satırdan" in page.text or "0 satır" in page.text


def test_an_unknown_filter_value_is_said(example: JudgingClient) -> None:
    assert "Olabilecekler" in example.page("/yatirimlar?yil=1999", status=400).text


def test_the_timeline_shows_the_figures_of_its_table(example: JudgingClient, stored: pd.DataFrame) -> None:
    page = example.page("/yatirimlar")
    timeline = page.root.one("svg", class_="timeline")
    assert timeline.attributes["role"] == "img"
    living = stored[stored["status"] != "cancelled"]
    total = living["budget_try"].sum()
    panel = next(section for section in page.root.all("section") if section.attributes.get("aria-labelledby") == "takvim")
    last = panel.one("tbody").all("tr")[-1].all("td")[-1].text
    assert int(last.replace(".", "")) == round(total)
    by_year = living.groupby("year")["budget_try"].sum()
    texts = [text.text for text in timeline.all("text")]
    assert all(str(year) in texts for year in by_year.index)


def test_one_investment_tells_its_years_duty_and_conflicts(example: JudgingClient) -> None:
    rows = example.json("/yatirimlar.json")["rows"]
    worst = max(rows, key=lambda row: row["conflicts"])
    page = example.page(f"/yatirimlar/yatirim?kaynak={worst['source']}&no={worst['id']}")
    conflicts = next(section for section in page.root.all("section") if section.attributes["aria-labelledby"] == "cakismalar")
    assert len(conflicts.one("tbody").all("tr")) == worst["conflicts"]
    years = next(section for section in page.root.all("section") if section.attributes["aria-labelledby"] == "yillar")
    assert [row.all("th")[0].text for row in years.one("tbody").all("tr")] == worst["years"]
    decided = next(row for row in rows if row["duty"] != "belirsiz")
    page = example.page(f"/yatirimlar/yatirim?kaynak=ornek&no={decided['id']}")
    assert decided["duty_source"] in page.text


def test_plan_and_programme_stand_side_by_side(example: JudgingClient, workspace: Workspace, stored: pd.DataFrame) -> None:
    rows = [row for row in example.json("/yatirimlar/plan.json")["rows"] if row["year"].isdecimal()]
    living = stored[stored["status"] != "cancelled"]
    for row in rows:
        of_target = living[(living["target_no"] == row["target_no"]) & (living["year"] == int(row["year"]))]
        assert row["budget_try"] == (of_target["budget_try"].sum() or None)
        known = row["budget_try"] is not None and row["cost_try"] is not None
        assert row["difference_try"] == (row["budget_try"] - row["cost_try"] if known else None)
    # Its costs are made of its programme.
    assert {row["difference_try"] for row in rows if row["budget_try"] is not None} == {0}
    page = example.page("/yatirimlar/plan")
    assert "bütün yıllar" in page.root.one("table", class_="listing").text


def test_defnes_costs_come_to_the_plans_own_total(client: JudgingClient) -> None:
    page = client.page("/yatirimlar/plan")
    assert "Programda henüz yatırım yok" in page.text
    rows = client.json("/yatirimlar/plan.json")["rows"]
    assert sum(row["cost_try"] for row in rows if row["year"] == "bütün yıllar") == 8_777_000_000
    assert all(row["budget_try"] is None and row["difference_try"] is None for row in rows)


def test_before_and_after_is_what_the_command_line_answers(example: JudgingClient, workspace: Workspace) -> None:
    year = max(int(year) for row in example.json("/yatirimlar.json")["rows"] for year in row["years"])
    effect = effect_of_programme(workspace, year)
    answer = example.json(f"/yatirimlar/etki.json?yil={year}")
    assert [row["indicator"] for row in answer["rows"]] == effect.rows["indicator"].tolist()
    assert answer["unchanged"] == effect.unchanged
    page = example.page(f"/yatirimlar/etki?yil={year}")
    assert all(INDICATORS[key].title_tr in page.text for key in effect.rows["indicator"])
    assert "1999" in example.page("/yatirimlar/etki?yil=1999", status=400).text


def test_an_investment_is_begun_from_a_candidate_site(example_path: Path, example: JudgingClient) -> None:
    kinds = ["park", "primary_school", "market_place", "cultural_centre", "sport_park", "community_house"]
    rows = {kind: example.json(f"/yatirimlar/adaylar.json?tur={kind}")["rows"] for kind in kinds}
    kind, found = next((kind, found) for kind, found in rows.items() if found)
    app = create_app(example_path, settings=settings_for("127.0.0.1"))
    app.testing = True
    page = JudgingClient(app).page(f"/yatirimlar/duzenle?aday={found[0]['id']}&tur={kind}")
    place = page.root.one("textarea", name="koordinatlar").text
    assert place
    chosen = [
        option.text
        for option in page.root.one("select", name="alan.neighbourhood_id").all("option")
        if "selected" in option.attributes
    ]
    assert chosen == [found[0]["neighbourhood_name"]]
    assert "anlaşılmadı" in example.page("/yatirimlar/adaylar?tur=saray", status=400).text


def test_the_map_gets_what_fits_and_nothing_that_is_not_public(example: JudgingClient) -> None:
    every = example.json("/yatirimlar/yerler.json")
    assert len(every["outlines"]["features"]) == 6
    placed = [row for row in example.json("/yatirimlar.json")["rows"] if row["placed"] == "var"]
    assert len(every["investments"]["features"]) == len(placed)
    assert set(every["investments"]["features"][0]["properties"]) == {"name", "kind", "address", "colour"}
    fewer = example.json("/yatirimlar/yerler.json?tur=park")["investments"]["features"]
    assert {feature["properties"]["kind"] for feature in fewer} <= {"park"}
    assert example.json("/yatirimlar/yerler.json?yalniz=sinir")["investments"]["features"] == []


def test_an_empty_programme_says_how_to_begin(client: JudgingClient, tmp_path: Path) -> None:
    page = client.page("/yatirimlar")
    assert "Programda henüz yatırım yok" in page.text
    assert "Programda henüz yatırım yok" in client.page("/yatirimlar/etki").text
    client.json("/yatirimlar/etki.json", status=404)
    assert client.json("/yatirimlar.json", status=404)["status"] == 404
    # Defne's property is a table without places on the map: no plot can be a candidate, and each says why.
    assert "haritada yeri yok" in client.page("/yatirimlar/adaylar").text
