"""The data desk as it is read: every layer, its rows, issues, history and differences, as pages and as files."""

import csv
import io
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from client import JudgingClient, Page
from hostile import HOSTILE
from workspaces import PLAN, current, done, run, table

from layers.summary import layer_summaries
from layers.workspace import create_workspace, open_workspace
from web import create_app, settings_for

PAGES = [
    *("/veri", "/veri/adlar", "/veri/celiskiler", "/katmanlar/population", "/katmanlar/boundaries", "/katmanlar/assets"),
    *("/katmanlar/assets/sorunlar", "/katmanlar/population/ayrilan", "/katmanlar/population/gecmis"),
    "/katmanlar/population/fark?eski=1&yeni=2",
]
FILES = [
    *("/veri", "/veri/adlar", "/veri/celiskiler", "/katmanlar/population", "/katmanlar/population/sorunlar"),
    *("/katmanlar/population/ayrilan", "/katmanlar/population/gecmis"),
]


def cells(page: Page) -> list[list[str]]:
    """The cells of the page's first table."""
    return [[cell.text for cell in row.children] for row in page.root.all("tbody")[0].all("tr")]


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_keeps_the_rules_in_both_languages(client: JudgingClient, address: str, language: str) -> None:
    assert client.page_in(address, language).root.all("h1")


def test_the_desk_lists_every_layer_as_the_command_line_does(client: JudgingClient, demo_path: Path) -> None:
    known = {str(row["layer"]): row for row in layer_summaries(open_workspace(demo_path))}
    answered = {row["layer"]: row for row in client.json("/veri.json")["rows"]}
    assert set(answered) == set(known)
    for layer, row in answered.items():
        for name in ("revision", "rows", "errors", "warnings", "infos", "quarantined", "as_of"):
            assert row[name] == known[layer][name], (layer, name)
        assert row["owner"]
        assert row["authority"]
    line = next(row for row in cells(client.page("/veri")) if row[0] == "Nüfus")
    assert line[1] == "TÜİK ADNKS, Stratejik Plan 2025-2029"
    assert line[2] == "31.12.2025"
    assert line[5] == "150"


@pytest.mark.parametrize("address", FILES)
def test_each_table_is_a_file_too(client: JudgingClient, address: str) -> None:
    document = client.json(address + ".json")
    rows = document.get("rows", document.get("findings"))
    text = client.file(address + ".csv", "text/csv").decode()
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(rows)


def test_the_rows_are_those_of_the_store(client: JudgingClient, demo_path: Path) -> None:
    answered = client.json("/katmanlar/population.json")
    stored = current(demo_path, "population")
    assert answered["revision"] == 2
    assert len(answered["rows"]) == len(stored) == 150
    assert sum(row["population"] or 0 for row in answered["rows"]) == int(stored["population"].sum())


def test_rows_are_searched_sorted_and_leafed_through(client: JudgingClient) -> None:
    first = client.page("/katmanlar/population")
    assert first.root.one("p", class_="count").text == "150 satırdan 1–50"
    last = client.page(first.root.one("nav", class_="pager").one("a", rel="next").attributes["href"] + "&sayfa=99")
    assert "Sayfa 2 / 3" in last.text
    found = client.page("/katmanlar/population?ara=cokek&sirala=population&yon=azalan")
    assert {row[0] for row in cells(found)} == {"Çökek"}
    heading = next(item for item in found.root.all("th") if item.attributes.get("aria-sort"))
    assert heading.attributes["aria-sort"] == "descending"
    values = [
        row["population"] for row in client.json("/katmanlar/population.json?ara=cokek&sirala=population&yon=azalan")["rows"]
    ]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[: len(known)] == known
    names = [row[0] for row in cells(client.page("/katmanlar/centres?sirala=neighbourhood_name"))]
    assert names.index("Çardaklı") == names.index("Büyükçat") + 1
    assert {row["source"] for row in client.json("/katmanlar/population.json?kaynak=plan")["rows"]} == {"plan"}


def test_a_search_for_nothing_says_so_and_leads_back(client: JudgingClient) -> None:
    page = client.page("/katmanlar/population?ara=" + quote("böyle bir şey yok"))
    assert "Bu aramaya uyan satır yok." in page.text
    assert page.root.all("a", href="/katmanlar/population")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/katmanlar/yok", 404, '"yok" diye bir katman yok'),
        ("/katmanlar/population?sirala=mutluluk", 400, "sirala=mutluluk"),
        ("/katmanlar/population?sayfa=0", 400, "sayfa=0"),
        ("/katmanlar/population/fark?eski=1&yeni=9", 400, "yeni=9"),
        ("/katmanlar/population/fark", 400, "eski="),
        ("/katmanlar/population/sorunlar?onem=korkunç", 400, "onem=korkunç"),
    ],
)
def test_what_is_not_there_is_said_in_words(client: JudgingClient, address: str, status: int, words: str) -> None:
    page = client.page(address, status=status)
    assert words in page.text
    assert page.root.all("a", href="/veri")


def test_a_drawn_layer_has_a_picture_of_its_shapes(client: JudgingClient) -> None:
    drawn = client.page("/katmanlar/boundaries").root.one("svg", class_="picture")
    assert len(drawn.all("path")) == 37
    assert {path.one("title").text.split(" · ")[0] for path in drawn.all("path")} >= {"Sümerler", "Çökek"}
    assert "Taslak sınır (resmî değil)" in client.page("/katmanlar/centres").text
    points = client.page("/katmanlar/centres").root.one("svg", class_="picture")
    assert len(points.all("path", class_="ground")) == len(points.all("path", class_="point")) == 37
    few = client.page("/katmanlar/boundaries?ara=harbiye").root.one("svg", class_="picture")
    assert len(few.all("path")) == 1


def test_contradictions_are_those_of_the_command_line(client: JudgingClient, demo_path: Path) -> None:
    said = done(run(demo_path, "check", "--format", "json")).document["findings"]
    assert client.json("/veri/celiskiler.json")["findings"] == said
    page = client.page("/veri/celiskiler?onem=error")
    assert "satır 29, 30, 31, 32, 33, 34, 35, 36" in page.text
    assert "Turunçlu 791 (doğrusu 6.532)" in page.text


def test_open_names_stand_with_their_suggestions(client: JudgingClient) -> None:
    rows = {row["name"]: row for row in client.json("/veri/adlar.json")["rows"]}
    assert rows["AŞAĞIOKUCULAR"]["suggestions"] == ["Aşağıokçular"]
    assert rows["TOSUNPINAR"]["state"] == "open"


def test_a_difference_is_that_of_the_command_line(client: JudgingClient, demo_path: Path) -> None:
    said = done(run(demo_path, "diff", "population", 1, 2, "--format", "json")).document
    assert client.json("/katmanlar/population/fark.json?eski=1&yeni=2") == said
    page = client.page("/katmanlar/population/fark?eski=1&yeni=2")
    assert "Yeni satır76" in page.text
    picture = page.root.one("svg", class_="picture")
    assert {path.one("title").text for path in picture.all("path", class_="taken")} == {
        row["name"] for row in said["changes"] if row["key"]["neighbourhood_id"] is not None
    }
    assert "yeni satırı olan: 37 mahalle" in page.text


def test_of_a_neighbourhood_the_gravest_change_is_on_the_map(desk: JudgingClient, desk_path: Path, tmp_path: Path) -> None:
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "tablo.tsv"
    # Tavla's figures go, that of Akdeniz in 2023 changes.
    kept = [line.replace("3.115", "3.116") for line in lines if not line.startswith("TAVLA")]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done(run(desk_path, "import", "population", file, "--source", "plan"))
    picture = desk.page("/katmanlar/population/fark?eski=2&yeni=3").root.one("svg", class_="picture")
    marked = {mark: [path.text for path in picture.all("path", class_=mark)] for mark in ("taken", "doubted", "set-aside")}
    assert marked == {"taken": [], "doubted": ["Akdeniz"], "set-aside": ["Tavla"]}


def test_a_changed_shape_is_drawn_as_it_was_and_is(desk: JudgingClient, desk_path: Path, root: Path, tmp_path: Path) -> None:
    text = (root / "data/boundaries/defne.geojson").read_text(encoding="utf-8")
    # One corner of one neighbourhood moves by some 200 m.
    moved = tmp_path / "sinir.geojson"
    start = text.index("[[[") + 3
    first = text[start : text.index("]", start)]
    lon, lat = first.split(",")
    moved.write_text(text.replace(first, f"{float(lon) + 0.002},{lat}"), encoding="utf-8")
    done(run(desk_path, "import", "boundaries", moved, "--source", "sketch"))
    page = desk.page("/katmanlar/boundaries/fark?eski=1&yeni=2")
    drawn = page.root.one("svg", class_="picture")
    assert len(drawn.all("path", class_="before")) == len(drawn.all("path", class_="after")) >= 1
    assert "Şekil (alanı, m²)" in page.text


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    path = create_workspace(tmp_path / "w", name="Boş", province="Hatay", district="Defne").path
    client = JudgingClient(create_app(path, settings=settings_for("127.0.0.1")))
    assert "Önce mahalle sınırlarını alın." in client.page("/veri").text
    assert "Bu katmanda henüz veri yok." in client.page("/katmanlar/boundaries").text
    assert "Mahalle sınırları alınmadan" in client.page("/veri/celiskiler").text
    assert "Bekleyen ad yok." in client.page("/veri/adlar").text
    assert client.page("/").root.all("a", href="/veri")
    assert client.page("/katmanlar/population/gecmis", status=404)


OWN_LAYER = """
title: {tr: Çeşmeler, en: Fountains}
description: {tr: Mahallelerdeki çeşmeler., en: Fountains of the neighbourhoods.}
fields:
  - {name: flow, title: {tr: Debi, en: Flow}, type: number, required: true}
  - {name: keeper, title: {tr: Sorumlu, en: Keeper}, type: text, public: false}
  - {name: age, title: {tr: Yaş, en: Age}, type: integer, public: false}
"""


def test_what_is_not_public_is_kept_from_the_network(demo_path: Path, tmp_path: Path) -> None:
    path = shutil.copytree(demo_path, tmp_path / "workspace")
    (path / "layers").mkdir(exist_ok=True)
    (path / "layers" / "fountains.yaml").write_text(OWN_LAYER, encoding="utf-8")
    rows = [["MAHALLE", "DEBİ", "SORUMLU", "YAŞ"], ["Harbiye", "3", "Ayşe Gizli", "5"], ["Çökek", "x", "Ali Saklı", "6x"]]
    rows.append(["Sinanlı", "4", "Can Örtülü", "7y"])
    done(run(path, "import", "fountains", table(tmp_path / "f.tsv", rows), "--source", "su"))
    office = JudgingClient(create_app(path, settings=settings_for("0.0.0.0")))  # noqa: S104 no server is started
    own = JudgingClient(create_app(path, settings=settings_for("127.0.0.1")))
    layer = office.page("/katmanlar/fountains")
    assert "hayır: tabloda ve dosyalarda yok" in layer.text
    for place in ("", "/sorunlar", "/ayrilan"):
        shown = office.page(f"/katmanlar/fountains{place}").text
        shown += office.file(f"/katmanlar/fountains{place}.csv", "text/csv").decode()
        for secret in ("Gizli", "Saklı", "Örtülü", "6x", "7y"):
            assert secret not in shown, (place, secret)
    assert "MAHALLE: Çökek" in office.page("/katmanlar/fountains/ayrilan").text
    assert "Ali Saklı" in own.page("/katmanlar/fountains/ayrilan").text
    assert "Gizli" not in own.page("/katmanlar/fountains").text


@pytest.mark.parametrize("layer", ["boundaries", "population"])
@pytest.mark.parametrize("place", ["", "/sorunlar", "/ayrilan", "/gecmis"])
def test_hostile_names_and_sources_are_text(hostile: JudgingClient, layer: str, place: str) -> None:
    page = hostile.page(f"/katmanlar/{layer}{place}")
    assert not page.root.all("img")
    assert "alert(2)" not in "".join(script.text for script in page.root.all("script"))
    hostile.file(f"/katmanlar/{layer}{place}.csv", "text/csv")
    if (layer, place) == ("boundaries", ""):
        assert HOSTILE in page.text
        assert (
            hostile.page("/katmanlar/boundaries?ara=" + quote(HOSTILE)).root.one("p", class_="count").text.startswith("1 satır")
        )
