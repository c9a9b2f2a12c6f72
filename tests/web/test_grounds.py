"""What a page says that its figures stand on."""

import shutil
from pathlib import Path

import pytest
from client import JudgingClient
from workspaces import done, feature, geojson, run, take

from web import create_app


@pytest.fixture(scope="module")
def with_parks(tmp_path_factory: pytest.TempPathFactory, demo_path: Path) -> JudgingClient:
    folder = Path(shutil.copytree(demo_path, tmp_path_factory.mktemp("parks") / "w"))
    point = {"type": "Point", "coordinates": [36.126, 36.139]}
    done(take(folder, "parks", geojson(folder / "p.geojson", [feature("Tavla", point, TÜR="Park", ALAN=900)])))
    app = create_app(folder)
    app.testing = True
    return JudgingClient(app)


def grounds(client: JudgingClient, query: str, language: str = "tr") -> str:
    text: str = client.page(f"/?{query}&dil={language}", language=language).root.one("p", class_="grounds").text
    return text


def test_a_change_stands_on_the_population_and_names_where_few_people_live(client: JudgingClient, demo_path: Path) -> None:
    said = grounds(client, "gosterge=change_pct")
    assert said.startswith("Kaynak (katman, sürüm): Nüfus 2.")
    rows = done(run(demo_path, "atlas", "--to", 2023, "--format", "json")).document
    few = [row["name"] for row in rows if row["small_population"]]
    assert "Karşıyaka" in few
    assert said.endswith(f"az şey söyleyen mahalleler: {', '.join(few)}.")
    assert "300" in said


def test_a_count_of_people_says_nothing_of_rates(client: JudgingClient) -> None:
    assert grounds(client, "gosterge=change_count", "en") == "Source (layer, revision): Population 2."


def test_a_walk_of_the_rules_is_shown_as_unverified(with_parks: JudgingClient) -> None:
    said = grounds(with_parks, "gosterge=walk_pct_park_500")
    assert "Parklar 1" in said
    assert "Resmî Gazete metninden doğrulanmadı" in said
    assert "doğrulanmadı" not in grounds(with_parks, "gosterge=m2_per_person_active_green")
    assert "has not been verified" in grounds(with_parks, "gosterge=walk_pct_park_500", "en")


def test_an_indicator_without_any_answer_has_a_page_of_dashes(client: JudgingClient) -> None:
    page = client.page("/?gosterge=m2_per_person_with_plan_nursery")
    cells = [row.all("td", class_="shown")[0].text for row in page.root.one("table", id="tablo").one("tbody").all("tr")]
    assert cells == ["–"] * 37
    # Nothing stands on nothing: what is said of few people stays.
    assert "Kaynak (katman, sürüm)" not in page.root.one("p", class_="grounds").text
