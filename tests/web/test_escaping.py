"""Names, codes and sources that try to be markup stay text, on every page and in every file."""

import csv
import io
import json
from urllib.parse import quote

import pytest
from client import JudgingClient
from hostile import HOSTILE, HOSTILE_CODE

from geo.names import place_id as place_id_of


@pytest.mark.parametrize("indicator", ["change_pct", "population", "density_per_km2"])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_atlas_shows_a_hostile_name_as_text(hostile: JudgingClient, indicator: str, language: str) -> None:
    page = hostile.page(f"/?gosterge={indicator}&dil={language}", language=language)
    names = [row.one("th").text for row in page.root.one("table", id="tablo").one("tbody").all("tr")]
    assert HOSTILE in names
    assert "{{7*7}} %(x)s ${x}" in names
    assert page.root.one("h1").text == "<b>Kötü</b> Atlas"
    assert not page.root.all("img")


@pytest.mark.parametrize("place_id", ["1", place_id_of("Hatay", "Defne", HOSTILE, HOSTILE_CODE), "3"])
def test_the_card_shows_a_hostile_name_as_text(hostile: JudgingClient, place_id: str) -> None:
    page = hostile.page(f"/mahalleler/{quote(place_id, safe='')}")
    assert not page.root.all("img")
    assert HOSTILE in page.text


def test_every_row_leads_to_its_card(hostile: JudgingClient) -> None:
    for link in hostile.page("/").root.one("table", id="tablo").one("tbody").all("a"):
        assert link.text in hostile.page(link.attributes["href"]).root.one("h1").text


def test_a_hostile_address_is_repeated_as_text(hostile: JudgingClient) -> None:
    page = hostile.page("/?gosterge=" + quote(HOSTILE), status=400)
    assert HOSTILE in page.text
    assert not page.root.all("img")
    assert not hostile.page("/mahalleler/" + quote("<script>x"), status=404).root.all("script")


def test_a_missing_value_is_a_class_of_its_own(hostile: JudgingClient) -> None:
    page = hostile.page("/")
    legend = [item.text for item in page.root.one("div", class_="legend").all("li")]
    assert legend[-1] == "? ?: veri yok 1 mahalle"
    rows = page.root.one("table", id="tablo").one("tbody").all("tr")
    last = next(row for row in rows if row.one("th").text == "Işıklı")
    assert [cell.text for cell in last.all("td")][:2] == ["?", "–"]
    assert last.all("td")[1].attributes["data-v"] == ""


def test_files_hold_the_name_as_it_is(hostile: JudgingClient) -> None:
    assert HOSTILE in [item["name"] for item in hostile.json("/mahalleler.json")]
    features = json.loads(hostile.file("/mahalleler.geojson", "application/geo+json"))["features"]
    assert HOSTILE in [feature["properties"]["name"] for feature in features]
    rows = list(csv.DictReader(io.StringIO(hostile.file("/mahalleler.csv", "text/csv").decode())))
    assert HOSTILE in [row["name"] for row in rows]
