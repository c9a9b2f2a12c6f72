"""Two maps side by side: the same classes for the same thing, and a table that is that of the atlas."""

import csv
import io

import pytest
from client import JudgingClient

from layers.atlas import Atlas


def legend(page, side: int) -> list[tuple[str, int]]:
    rows = page.root.all("div", class_="legend")[side].all("li")
    return [(row.one("span", class_="range").text, int(row.one("span", class_="count").text.split()[0])) for row in rows]


def test_two_years_have_the_same_classes(client: JudgingClient) -> None:
    page = client.page("/karsilastir")
    assert [heading.text for heading in page.root.all("h2")][:2] == ["Nüfus, 2022", "Nüfus, 2023"]
    left, right = legend(page, 0), legend(page, 1)
    assert [row[0] for row in left] == [row[0] for row in right]
    assert left != right
    assert sum(count for _, count in left) == sum(count for _, count in right) == 37
    assert "İki haritanın sınıfları ve renkleri aynıdır." in page.text


def test_the_table_is_that_of_the_atlas(client: JudgingClient, atlas: Atlas) -> None:
    for record in client.json("/karsilastir.json"):
        row = atlas.neighbourhoods.loc[record["id"]]
        assert record["left"] == row["population_2022"]
        assert record["right"] == row["population_2023"]
        assert record["difference"] == row["change_count"]
    page = client.page("/karsilastir")
    sumerler = next(row for row in page.root.one("tbody").all("tr") if row.one("th").text == "Sümerler")
    assert [cell.text for cell in sumerler.all("td")] == ["11.342", "6.949", "−4.393"]


def test_two_indicators_have_classes_of_their_own(client: JudgingClient) -> None:
    page = client.page("/karsilastir?sol=change_pct&sag=density_per_km2&dil=en", language="en")
    assert [row[0] for row in legend(page, 0)] != [row[0] for row in legend(page, 1)]
    assert len(page.root.one("thead").all("th")) == 3
    # A change needs two years.
    assert page.root.all("h2")[0].text == "Population change (%), 2022 → 2023"


def test_csv_and_json_say_the_same(client: JudgingClient) -> None:
    address = "?sol=density_per_km2&sag=density_per_km2&sol_yil=2022&sag_yil=2025"
    records = client.json(f"/karsilastir.json{address}")
    rows = list(csv.DictReader(io.StringIO(client.file(f"/karsilastir.csv{address}", "text/csv").decode())))
    assert [row["name"] for row in rows] == [record["name"] for record in records]
    assert [float(row["difference"]) for row in rows] == pytest.approx([record["difference"] for record in records])


def test_the_page_keeps_what_is_compared_in_its_links(client: JudgingClient) -> None:
    page = client.page("/karsilastir?sol=population&sag=population&sol_yil=2023&sag_yil=2025")
    for link in [*page.root.one("nav", class_="languages").all("a"), *page.root.one("section", class_="files").all("a")]:
        assert "sol_yil=2023" in link.attributes["href"]
        assert "sag_yil=2025" in link.attributes["href"]


@pytest.mark.parametrize(("query", "words"), [("sol=yok", "sol=yok"), ("sag_yil=1990", "2022, 2023, 2025")])
def test_what_there_is_none_of_is_refused(client: JudgingClient, query: str, words: str) -> None:
    assert words in client.page(f"/karsilastir?{query}", status=400).text


def test_boundaries_alone_are_compared_as_unknown(hostile: JudgingClient) -> None:
    page = hostile.page("/karsilastir")
    assert len(page.root.one("tbody").all("tr")) == 3
    assert not page.root.all("img")
