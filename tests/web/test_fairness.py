"""The page of fairness says what the command line says, draws a curve for each, and has an answer where there is nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from client import JudgingClient

from geo.indicators import INDICATORS
from mahalle import main


@pytest.fixture(scope="module")
def printed(example_path: Path) -> list[dict[str, object]]:
    words = ["-w", str(example_path), "atlas", "--fairness", "--from", "2022", "--to", "2023", "--format", "json"]
    found: list[dict[str, object]] = json.loads(CliRunner().invoke(main, words).stdout)
    return found


def test_the_measures_are_those_of_the_command_line(example: JudgingClient, printed: list[dict[str, object]]) -> None:
    rows = example.json("/dagilim.json")["rows"]
    assert len(rows) == len(printed) > 10
    for row, record in zip(rows, printed, strict=True):
        assert {key: value for key, value in row.items() if key != "group"} == {key: record[key] for key in row if key != "group"}
        assert row["group"] == INDICATORS[row["indicator"]].group


@pytest.mark.parametrize("language", ["tr", "en"])
def test_each_gini_has_a_row_and_a_curve_from_corner_to_corner(
    example: JudgingClient, printed: list[dict[str, object]], language: str
) -> None:
    page = example.page(f"/dagilim?dil={language}", language=language)
    known = [record for record in printed if record["gini"] is not None]
    drawn = [path.attributes["d"] for path in page.root.one("ul", class_="curves").all("path", class_="curve")]
    assert len(drawn) == len(known)
    assert all(path.startswith("M0.0 120.0L") and path.endswith("L120.0 0.0") for path in drawn)
    cells = {row.one("th").text: row.all("td")[0].text for row in page.root.one("tbody").all("tr")}
    for record in printed[:50]:
        text = cells[str(record[f"title_{language}"])]
        said = None if text == "–" else float(text.replace(",", "."))
        assert said == (None if record["gini"] is None else pytest.approx(record["gini"], abs=0.005001))


def test_rows_are_filtered_and_the_year_is_kept(example: JudgingClient) -> None:
    page = example.page("/dagilim?son=2025&konu=access")
    assert all("yürüyebilenler" in row.one("th").text for row in page.root.one("tbody").all("tr"))
    assert "2025 nüfusuyla" in page.text
    assert "son=2025" in page.root.one("section", class_="files").all("a")[0].attributes["href"]
    assert page.root.one("input", name="son").attributes["value"] == "2025"


def test_the_atlas_leads_there_and_defne_says_why_there_is_nothing(client: JudgingClient) -> None:
    assert client.page("/?son=2025").root.all("a", href="/dagilim?son=2025")
    assert "Kişilere dağılımı ölçülecek bir gösterge yok" in client.page("/dagilim").text
    assert client.json("/dagilim.json") == {"rows": []}
