"""Two maps side by side: the same classes for the same thing, and a table that is that of the atlas."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from client import JudgingClient

from layers.atlas import Atlas, build_atlas
from layers.importing import ImportOptions, import_files
from layers.workspace import open_workspace
from mahalle import main


def legend(page, side: int) -> list[tuple[str, int]]:
    rows = page.root.all("div", class_="legend")[side].all("li")
    return [(row.one("span", class_="range").text, int(row.one("span", class_="count").text.split()[0])) for row in rows]


def rows_of(page, table: str = "tablo"):
    return page.root.one("table", id=table).one("tbody").all("tr")


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
    sumerler = next(row for row in rows_of(page) if row.one("th").text == "Sümerler")
    assert [cell.text for cell in sumerler.all("td")] == ["11.342", "6.949", "−4.393"]


def test_two_indicators_have_classes_of_their_own(client: JudgingClient) -> None:
    page = client.page("/karsilastir?sol=change_pct&sag=density_per_km2&dil=en", language="en")
    assert [row[0] for row in legend(page, 0)] != [row[0] for row in legend(page, 1)]
    assert len(page.root.one("table", id="tablo").one("thead").all("th")) == 3
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
    assert len(rows_of(page)) == 3
    assert not page.root.all("img")


def test_a_revision_is_compared_with_today(desk: JudgingClient, desk_path: Path) -> None:
    """The first revision of the population knew the plan alone: eight of its figures stand on a wrong row."""
    query = "sol=population&sag=population&sol_yil=2023&sag_yil=2023&sol_veri=population:1"
    old = {record["id"]: record["left"] for record in desk.json(f"/karsilastir.json?{query}")}
    today = {record["id"]: record["right"] for record in desk.json(f"/karsilastir.json?{query}")}
    now = build_atlas(open_workspace(desk_path))
    assert today == now.neighbourhoods["population_2023"].astype(float).to_dict()
    moved = {str(now.neighbourhoods.loc[place, "name"]) for place in old if old[place] != today[place]}
    page = desk.page(f"/karsilastir?{query}")
    assert "Nüfus, sürüm 1" in page.root.all("h2")[0].text
    assert "öteki katmanlar bugünkü hâliyle" in page.text
    rows = {row.one("th").text: [cell.text for cell in row.all("td")] for row in rows_of(page)}
    assert {name for name, cells in rows.items() if cells[2] not in ("0", "–")} == moved


def test_other_boundaries_are_drawn_on_their_own_side(desk: JudgingClient, desk_path: Path, root: Path, tmp_path: Path) -> None:
    collection = json.loads((root / "data/boundaries/defne.geojson").read_text(encoding="utf-8"))
    collection["features"] = collection["features"][:-1]
    fewer = tmp_path / "eksik.geojson"
    fewer.write_text(json.dumps(collection), encoding="utf-8")
    import_files(open_workspace(desk_path), "boundaries", [fewer], ImportOptions(source="sketch"))
    page = desk.page("/karsilastir?sol_veri=boundaries:1")
    sides = [row.attributes["data-sides"].split() for row in rows_of(page)]
    assert [len([side for side in sides if side[number] != "-"]) for number in (0, 1)] == [37, 36]
    scripts = [script.attributes["src"] for script in page.root.all("script") if "/harita/" in script.attributes.get("src", "")]
    drawn = [desk.file(address, "text/javascript").decode().count('"type": "Feature"') for address in scripts]
    assert drawn == [37, 36]
    lone = next(row for row in rows_of(page) if row.attributes["data-sides"].endswith("-"))
    assert [cell.text for cell in lone.all("td")][1:] == ["–", "–"]


def test_two_scenarios_are_those_of_the_command_line(client: JudgingClient, demo_path: Path) -> None:
    query = "sol_veri=senaryo:donus&sag_veri=senaryo:gelisme"
    records = client.json(f"/karsilastir.json?tablo=gostergeler&{query}")
    printed = CliRunner().invoke(
        main, ["-w", str(demo_path), "atlas", "--scenario", "donus", "--scenario", "gelisme", "--format", "json"]
    )
    assert records == json.loads(printed.stdout)
    page = client.page(f"/karsilastir?{query}")
    assert [heading.text for heading in page.root.all("h2")][:2] == [
        "Nüfus, 2041 – Kaybedilen nüfusun yarısı döner",
        "Nüfus, 2041 – Gelişme konut alanları dolar",
    ]
    better = {row.one("th").text: row.all("td")[4].text for row in rows_of(page, "gostergeler")}
    words = {"first": "soldaki", "second": "sağdaki", "equal": "eşit", None: "–"}
    assert list(better.values()) == [words[record["better"]] for record in records]
    assert "Varsayım, 2041" in page.text


def test_the_better_one_is_said_where_the_indicator_has_a_direction(example: JudgingClient) -> None:
    query = "sol=m2_per_person_active_green&sag=m2_per_person_active_green&sol_yil=2022&sag_yil=2025"
    page = example.page(f"/karsilastir?{query}")
    words = {"first": "soldaki", "second": "sağdaki", "equal": "eşit", None: "–"}
    for record, row in zip(example.json(f"/karsilastir.json?{query}"), rows_of(page), strict=True):
        left, right = record["left"], record["right"]
        expected = None if left is None or right is None else "equal" if left == right else "second" if right > left else "first"
        assert record["better"] == expected
        assert row.all("td")[3].text == words[expected]
    assert "better" not in example.json("/karsilastir.json")[0]


@pytest.mark.parametrize("word", ["population:9", "senaryo:yok", "yok", "population:x"])
def test_an_edition_that_there_is_none_of_is_refused_in_words(client: JudgingClient, word: str) -> None:
    text = client.page(f"/karsilastir?sag_veri={word}", status=400).text
    assert f"sag_veri={word}" in text
    assert "population:1" in text
