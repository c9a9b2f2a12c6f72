"""A province with eighteen years and many small places: the first page stays one that a person can read."""

import pytest
from client import JudgingClient
from workspaces import done, feature, geojson, make, run, square, table, take

from web import create_app

YEARS = range(2007, 2025)
PLACES = 24


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> JudgingClient:
    """Neighbourhoods of 100 people each, and of one more every year; of the last one the figure of 2007 is missing."""
    folder = tmp_path_factory.mktemp("years")
    path = make(folder / "w")
    names = [f"Mahalle {number:02d}" for number in range(PLACES)]
    squares = [feature(name, square(36.1 + 0.01 * number, 36.2)) for number, name in enumerate(names)]
    done(take(path, "boundaries", geojson(folder / "sinir.geojson", squares)))
    rows = [["MAHALLE", *(f"NÜFUS {year}" for year in YEARS)]]
    for number, name in enumerate(names):
        first = "" if number == PLACES - 1 else "100"
        rows.append([name, first, *(str(100 + year - YEARS[0]) for year in YEARS[1:])])
    done(run(path, "import", "population", table(folder / "nufus.tsv", rows), "--source", "tuik"))
    app = create_app(path)
    app.testing = True
    return JudgingClient(app)


def test_the_first_change_is_that_from_the_first_to_the_last_year(client: JudgingClient) -> None:
    page = client.page("/")
    assert "Toplam nüfus, 2007 → 2024" in page.text


def test_only_the_years_that_are_compared_stand_beside_each_other(client: JudgingClient) -> None:
    page = client.page("/?ilk=2010&son=2012")
    titles = [cell.text for cell in page.root.one("section", class_="totals").all("dt")]
    assert [title for title in titles if title.startswith("Nüfus")] == ["Nüfus 2010", "Nüfus 2012", "Nüfus 2024"]
    headings = [cell.text for cell in page.root.one("table", id="tablo").one("thead").all("th")]
    assert [heading[:4] for heading in headings if heading.endswith("nüfusu")] == ["2010", "2012", "2024"]
    # The file has them all.
    record = client.json("/mahalleler.json")[0]
    assert {f"population_{year}" for year in YEARS} <= set(record)


@pytest.mark.parametrize(("language", "said"), [("tr", "– 1 mahallede bilinmiyor"), ("en", "– unknown for 1")])
def test_a_sum_that_cannot_be_known_says_for_how_many_it_is_missing(client: JudgingClient, language: str, said: str) -> None:
    cells = [
        cell.text for cell in client.page(f"/?dil={language}", language=language).root.one("section", class_="totals").all("dd")
    ]
    assert said in cells
    assert ("2.808" if language == "tr" else "2,808") in cells


def test_many_small_places_are_counted_and_named_on_demand(client: JudgingClient) -> None:
    page = client.page("/")
    details = page.root.one("details", class_="grounds")
    assert "24 mahalle var" in details.one("summary").text
    assert "Mahalle 00, Mahalle 01" in details.text
    assert "Mahalle 00, Mahalle 01" not in page.root.one("p", class_="grounds").text
