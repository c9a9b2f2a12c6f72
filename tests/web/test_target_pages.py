"""The plan's targets on pages: cards as printed, bands in words, money apart, and values entered with their reason."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from client import JudgingClient, Page, _Parser, judge

from geo.targets import BANDS
from layers.importing import current_frame
from layers.target_report import report_targets
from layers.workspace import open_workspace
from web import create_app, settings_for


@pytest.fixture
def town_path(example_path: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example_path, tmp_path / "workspace")


@pytest.fixture
def town(town_path: Path) -> JudgingClient:
    app = create_app(town_path, settings=settings_for("127.0.0.1"))
    app.testing = True
    return JudgingClient(app)


def cards(path: Path) -> pd.DataFrame:
    workspace = open_workspace(path)
    frame = current_frame(workspace, workspace.store(), "targets")
    assert frame is not None
    return frame


def entry(page: Page, number: int = 0) -> dict[str, str]:
    """What a browser would send of the form of an indicator."""
    main = page.root.one("main").all("form", method="post")[number]
    sent = {item.attributes["name"]: item.attributes.get("value", "") for item in main.all("input")}
    sent |= {item.attributes["name"]: "".join(str(part) for part in item.parts) for item in main.all("textarea")}
    for select in main.all("select"):
        chosen = [option for option in select.all("option") if "selected" in option.attributes]
        sent[select.attributes["name"]] = chosen[0].attributes.get("value", "") if chosen else ""
    return {name: value for name, value in sent.items() if name != "form-anahtari"}


def judged(response) -> Page:
    parser = _Parser()
    parser.feed(response.text)
    judge(parser.root, parser.everything, dict(response.headers), "tr")
    return Page(response.status_code, response.text, parser.root, dict(response.headers))


def row_of(path: Path, indicator: str, year: int) -> pd.Series:
    frame = cards(path)
    return frame[(frame["indicator_no"] == indicator) & (frame["year"] == year)].iloc[0]


def test_a_card_stands_as_the_plan_prints_it(client: JudgingClient) -> None:
    page = client.page("/hedefler/2.4")
    card = next(section for section in page.root.all("section") if section.attributes["aria-labelledby"] == "kart")
    parks = next(row for row in card.one("tbody").all("tr") if row.all("th")[0].text.startswith("2.4.2 "))
    cells = [cell.text for cell in parks.all("td")]
    # Twenty-five parks, five a year.
    assert cells[2:7] == ["5", "5", "5", "5", "5"]
    assert card.one("thead").text.count("20") >= 5


def test_unknown_kinds_of_value_are_said_and_money_is_the_plans(client: JudgingClient) -> None:
    page = client.page("/hedefler")
    assert "197" in page.root.one("details").text
    assert "204" in page.root.one("details").text
    rows = client.json("/hedefler.json")["rows"]
    assert sum(row["planned_try"] or 0 for row in rows if row["level"] == "plan") == 8_777_000_000
    assert len({row["year"] for row in client.json("/hedefler.json?yil=2026")["rows"]}) == 1


@pytest.mark.parametrize(
    ("page", "status", "message"),
    [
        ("/hedefler/99.9", 404, "99.9"),
        ("/hedefler?yil=1999", 400, "2025"),
        ("/hedefler?donem=3", 400, "donem"),
    ],
)
def test_what_there_is_not_is_said(client: JudgingClient, page: str, status: int, message: str) -> None:
    assert message in client.page(page, status=status).text


def test_a_value_under_the_target_needs_its_reason(town: JudgingClient, town_path: Path) -> None:
    address = "/hedefler/1.1?yil=2026"
    sent = entry(town.page(address)) | {"realised_value": "1", "not": "2026 faaliyet raporu"}
    indicator = cards(town_path).query("id == @sent['no']")["indicator_no"].iloc[0]
    target = row_of(town_path, indicator, 2026)["target_value"]
    assert target > 1
    answer = town.send("/hedefler/1.1", sent, page=address, status=422)
    page = judged(answer)
    assert "sapmanın nedeni yazılmadan saklanmaz" in page.root.one("div", class_="refused").text
    kept = entry(page)
    assert (kept["realised_value"], kept["ozet"]) == ("1", sent["ozet"])
    assert page.root.one("main").all("details", open="")
    answer = town.send("/hedefler/1.1", sent | {"deviation_reason": "Kamulaştırma bitmedi."}, page=address)
    row = row_of(town_path, indicator, 2026)
    assert (row["realised_value"], row["deviation_reason"]) == (1, "Kamulaştırma bitmedi.")
    assert cards(town_path)["realised_value"].notna().sum() == 1
    shown = town.page(answer.headers["Location"])
    assert "Kamulaştırma bitmedi." in shown.text
    report = report_targets(open_workspace(town_path), year=2026).rows
    known = report[(report["no"] == indicator) & (report["level"] == "indicator")].iloc[0]
    word = next(band.words.tr for band in BANDS if band.key == known["band"])
    assert word in shown.text
    assert known["band"] in {item.attributes["class"].split()[-1] for item in shown.root.all("span", class_="band")}


def test_a_half_year_is_kept_apart_and_has_not_deviated(town: JudgingClient, town_path: Path) -> None:
    address = "/hedefler/2.1?yil=2026&donem=1"
    sent = entry(town.page(address)) | {"realised_half_value": "1"}
    indicator = cards(town_path).query("id == @sent['no']")["indicator_no"].iloc[0]
    town.send("/hedefler/2.1", sent, page=address)
    row = row_of(town_path, indicator, 2026)
    assert row["realised_half_value"] == 1
    assert pd.isna(row["realised_value"])
    workspace = open_workspace(town_path)
    half, year = (report_targets(workspace, half=half, year=2026).rows for half in (1, 2))
    assert half.loc[half["no"] == indicator, "realised_value"].tolist() == [1]
    assert year.loc[year["no"] == indicator, "realised_value"].isna().all()


def test_kind_and_direction_make_performance_known(desk: JudgingClient, desk_path: Path) -> None:
    address = "/hedefler/2.4?yil=2025"
    page = desk.page(address)
    numbers = [item.text.split()[0] for item in page.root.all("h3")]
    place = numbers.index("2.4.2")
    sent = entry(page, place) | {"realised_value": "4", "deviation_reason": "Bir parkın ihalesi yenilendi."}
    # Without a kind nobody can say how far it is.
    answer = desk.send("/hedefler/2.4", sent, page=address)
    assert "değer türü ya da yönü yazılmamış" in desk.page(answer.headers["Location"]).text
    described = entry(desk.page(address), place) | {"value_kind": "yearly", "direction": "higher"}
    answer = desk.send("/hedefler/2.4", described, page=address)
    assert "%80" in desk.page(answer.headers["Location"]).text
    frame = cards(desk_path)
    own = frame[frame["indicator_no"] == "2.4.2"]
    assert set(own["value_kind"]) == {"yearly"}
    assert set(own["direction_stated"]) == {"Artması iyi"}
    assert own["target_value_stated"].tolist() == ["5"] * 5
    assert "196" in desk.page("/hedefler?yil=2025").root.one("details").text


@pytest.mark.parametrize("value", ["çok", "1.2.3", "=5"])
def test_what_is_no_number_is_refused(town: JudgingClient, town_path: Path, value: str) -> None:
    address = "/hedefler/2.1?yil=2026"
    sent = entry(town.page(address)) | {"realised_value": value}
    answer = town.send("/hedefler/2.1", sent, page=address, status=422)
    assert "bir sayı ya da yapıldıysa X" in judged(answer).text
    assert open_workspace(town_path).store().current("targets").number == 1


def test_the_second_of_two_is_told_what_the_first_entered(town: JudgingClient, town_path: Path) -> None:
    address = "/hedefler/2.1?yil=2026"
    mine, other = (entry(town.page(address)) for _ in range(2))
    town.send("/hedefler/2.1", other | {"realised_value": "2", "deviation_reason": "Onun nedeni"}, page=address)
    answer = town.send(
        "/hedefler/2.1", mine | {"realised_value": "3", "deviation_reason": "Benim nedenim", "not": "b"}, page=address, status=409
    )
    page = judged(answer)
    told = page.root.one("section", class_="meanwhile")
    lines = {line.all("th")[0].text: [cell.text for cell in line.all("td")] for line in told.one("tbody").all("tr")}
    assert lines["Gerçekleşen değer"][2:] == ["2", "3"]
    assert lines["Sapma nedeni"][2:] == ["Onun nedeni", "Benim nedenim"]
    kept = entry(page)
    assert (kept["realised_value"], kept["deviation_reason"]) == ("3", "Benim nedenim")
    town.send("/hedefler/2.1", kept, page=address)
    assert open_workspace(town_path).store().current("targets").number == 3


def test_without_writing_cards_are_only_read(example: JudgingClient) -> None:
    page = example.page("/hedefler/2.1")
    assert not page.root.one("main").all("form", method="post")
    assert "Bu sunucuda veri değiştirilemez." in page.text


def test_investments_behind_an_indicator_are_counted(example: JudgingClient, example_path: Path) -> None:
    page = example.page("/hedefler/2.1")
    rows = [row for row in example.json("/yatirimlar.json")["rows"] if row["target_no"] == "2.1"]
    links = [link for link in page.root.all("a") if link.attributes["href"].startswith("/yatirimlar?hedef=2.1")]
    assert [link.text for link in links] == [str(len(rows))]


def test_a_workspace_without_cards_says_what_to_do(hostile: JudgingClient) -> None:
    assert "Hedef kartı henüz alınmamış" in hostile.page("/hedefler").text
