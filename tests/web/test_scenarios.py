"""Scenarios in the browser: what they assume, every indicator, two side by side, and new ones, checked before they count."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from client import JudgingClient, Page
from hostile import HOSTILE

from geo.indicators import INDICATORS
from layers.atlas_records import atlas_records
from layers.scenarios import atlas_of_scenario, compare_scenarios, comparison_records
from layers.workspace import open_workspace
from web import create_app, settings_for

PAGES = [
    *("/senaryolar", "/senaryolar/donus", "/senaryolar/gelisme?sirala=returned&yon=azalan", "/yeni-senaryo"),
    *("/yeni-senaryo?kopya=gelisme", "/senaryo-karsilastirmasi", "/senaryo-karsilastirmasi?bir=gelisme&iki=donus"),
    "/senaryo-karsilastirmasi?gosterge=density_per_km2",
]
TYPED = {
    "ad": "Yarısı döner",
    "ad_en": "",
    "kaynak": "Toplantı",
    "once": "2022",
    "taban": "2025",
    "plan": "2041",
    "donus": "37,5",
    "artis": "",
    "oran-mahalle-0": "Harbiye",
    "oran-0": "100",
    "oran-mahalle-1": "",
    "oran-1": "",
    "konut-mahalle-0": "Harbiye",
    "konut-ha-0": "10",
    "konut-yogunluk-0": "120",
    "konut-net-0": "60",
    "pay-0": "lost",
    "pay-ha-0": "5",
    "pay-yogunluk-0": "80",
    "pay-net-0": "",
}


def cells(page: Page, caption: str) -> list[list[str]]:
    table = next(item for item in page.root.all("table") if item.one("caption").text == caption)
    return [[cell.text for cell in row.children] for row in table.one("tbody").all("tr")]


def texts(page: Page) -> dict[str, str]:
    """What stands in the boxes of a form."""
    return {item.attributes["name"]: item.attributes["value"] for item in page.root.all("input", type="text")}


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_keeps_the_rules_in_both_languages(client: JudgingClient, address: str, language: str) -> None:
    assert client.page_in(address, language).root.all("h1")


def test_the_list_says_what_each_assumes_and_how_many_people_it_has(client: JudgingClient, demo_path: Path) -> None:
    lines = {row[0]: row for row in cells(client.page("/senaryolar"), CAPTION)}
    back = lines["Kaybedilen nüfusun yarısı döner"]
    assert "2022–2025 arasında gidenlerin %50 kadarı 2041 yılına dek döner." in back[1]
    assert "fark 94.068 kişi" in back[1]
    assert back[4] == "155.932"
    assert back[5] == "programla gelen"
    answered = {row["scenario"]: row for row in client.json("/senaryolar.json")["rows"]}
    people = atlas_of_scenario(open_workspace(demo_path), "donus").parts["population"].sum()
    assert answered["donus"]["population"] == round(people)
    assert len(client.file("/senaryolar.csv", "text/csv").decode().splitlines()) == 3


CAPTION = "Senaryolar, ne varsaydıkları, kaynakları ve plan yılındaki nüfusları"


def test_a_scenario_has_every_indicator_and_leaves_as_a_file(client: JudgingClient, demo_path: Path) -> None:
    found = atlas_of_scenario(open_workspace(demo_path), "donus")
    assert client.json("/senaryolar/donus.json") == atlas_records(found.atlas)
    table = list(csv.DictReader(io.StringIO(client.file("/senaryolar/donus.csv", "text/csv").decode())))
    assert len(table) == 37
    assert {float(row["population_2041"]) for row in table} == set(found.atlas.neighbourhoods["population_2041"].astype(float))
    page = client.page("/senaryolar/donus")
    shown = [row[0] for row in cells(page, "Bütün göstergeler, bugünün yanında")]
    wanted = [item for key, item in INDICATORS.items() if key in found.atlas.neighbourhoods and not item.diverging]
    assert len(shown) == len(wanted)
    assert all(any(item.title_tr in title for title in shown) for item in wanted)
    assert "return_ratio: 0.5" in page.root.one("ol", class_="code").text


def test_two_scenarios_stand_side_by_side_as_the_command_has_them(client: JudgingClient, demo_path: Path) -> None:
    compared = compare_scenarios(open_workspace(demo_path), "donus", "gelisme")
    assert client.json("/senaryo-karsilastirmasi.json?bir=donus&iki=gelisme") == comparison_records(compared)
    table = list(csv.DictReader(io.StringIO(client.file("/senaryo-karsilastirmasi.csv", "text/csv").decode())))
    assert [row["indicator"] for row in table] == compared.rows["indicator"].tolist()
    page = client.page("/senaryo-karsilastirmasi")
    rows = cells(page, "Bütün göstergeler")
    assert len(rows) == len(compared.rows)
    for row, known in zip(rows, compared.rows.itertuples(), strict=True):
        better = {"first": "Kaybedilen nüfusun yarısı döner", "second": "Gelişme konut alanları dolar", "equal": "eşit"}
        assert row[5] == better.get(str(known.better), "–")
        assert [int(cell) for cell in row[6:9]] == [known.first_count, known.second_count, known.equal_count]


def test_the_map_shows_the_difference_in_every_neighbourhood(client: JudgingClient, demo_path: Path) -> None:
    page = client.page("/senaryo-karsilastirmasi?gosterge=population")
    picture = page.root.one("svg", class_="picture")
    shapes = picture.all("path")
    rows = cells(page, "Nüfus")
    assert len(shapes) == len(rows) == 37
    assert len({shape.attributes["fill"] for shape in shapes}) == 5
    for shape, row in zip(shapes, rows, strict=True):
        assert shape.one("title").text == f"{row[0]}: {row[3]} ({row[4]})"
    legend = page.root.one("div", class_="legend").all("li")
    counts = [int(item.one("span", class_="count").text.split()[0]) for item in legend]
    assert sum(counts) == 37
    assert "Taslak sınır" in page.text


def test_the_other_order_turns_the_difference_round(client: JudgingClient) -> None:
    one, other = (
        {row["indicator"]: row["difference"] for row in client.json(f"/senaryo-karsilastirmasi.json?bir={a}&iki={b}")}
        for a, b in (("donus", "gelisme"), ("gelisme", "donus"))
    )
    assert one.keys() == other.keys()
    assert all((value is None and other[key] is None) or value == -other[key] for key, value in one.items())


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/senaryolar/yok", 404, '"yok" adlı senaryo yok. Olanlar: donus, gelisme'),
        ("/senaryo-karsilastirmasi?bir=yok", 400, "Olabilecekler: donus, gelisme"),
        ("/senaryo-karsilastirmasi?gosterge=yok", 400, "gosterge=yok anlaşılmadı"),
        ("/yeni-senaryo?kopya=yok", 400, "kopya=yok anlaşılmadı"),
        ("/senaryolar/donus/duzenle", 404, '"donus" adlı senaryo yok'),
    ],
)
def test_what_is_not_there_is_told(client: JudgingClient, address: str, status: int, words: str) -> None:
    assert words in client.page(address, status=status).text


def test_a_new_scenario_is_kept_edited_copied_and_deleted(desk: JudgingClient, desk_path: Path) -> None:
    made = desk.send("/yeni-senaryo", TYPED, page="/yeni-senaryo").headers["Location"]
    assert made == "/senaryolar/yarisi-doner"
    text = (desk_path / "scenarios" / "yarisi-doner.yaml").read_text(encoding="utf-8")
    assert "return_ratio: 0.375" in text
    assert "by: lost" in text
    page = desk.page(made)
    assert "Senaryo saklandı." in page.text
    assert "Yeni konut, Harbiye: 10 ha, hektarda 120 kişi: 720 kişi. Alanın %60 kadarı konut parselidir." in page.text
    form = desk.page(made + "/duzenle")
    shown = texts(form)
    assert (shown["donus"], shown["oran-0"], shown["konut-net-0"], shown["pay-ha-0"]) == ("37.5", "100", "60", "5")
    assert "konut-mahalle-3" in shown
    seen = form.root.one("input", name="gorulen").attributes["value"]
    desk.send(made + "/duzenle", {**TYPED, "donus": "40", "gorulen": seen}, page=made + "/duzenle")
    assert "gidenlerin %40 kadarı" in desk.page(made).text
    # Whoever has the former form is told, and loses nothing.
    late = desk.send(made + "/duzenle", {**TYPED, "donus": "45", "gorulen": seen}, page=made + "/duzenle", status=409)
    assert "siz düzenlerken değişti" in late.text
    assert 'value="45"' in late.text
    assert "gidenlerin %40 kadarı" in desk.page(made).text
    saved = desk.send("/yeni-senaryo", {**TYPED, "donus": "45", "gorulen": seen}, page=made + "/duzenle").headers["Location"]
    assert saved == "/senaryolar/yarisi-doner-2"
    copied = texts(desk.page("/yeni-senaryo?kopya=yarisi-doner-2"))
    assert (copied["ad"], copied["donus"]) == ("Yarısı döner", "45")
    compared = desk.json("/senaryo-karsilastirmasi.json?bir=yarisi-doner&iki=yarisi-doner-2")
    assert compared[0]["difference"] is not None
    desk.send(made + "/sil", {}, page=made)
    assert desk.page(made, status=404)
    assert not (desk_path / "scenarios" / "yarisi-doner.yaml").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"donus": "yarısı"}, "8. satır: yarısı sayı olamaz"),
        ({"donus": "150"}, "return_ratio 1,5 olamaz: 0 ile 1 arasında olmalı"),
        ({"oran-mahalle-0": "Kuzey"}, "bilinmeyen mahalle ya da sınıf var: Kuzey"),
        ({"konut-ha-0": "1.500"}, "1.500 sayı olamaz; binlik ayırmadan yazın"),
        ({"plan": "2020"}, "yıllar sırasında değil"),
        ({"once": "1999"}, "1999 yıllarının nüfusunu ister"),
        ({"kaynak": ""}, "source eksik"),
        ({"oran-mahalle-1": "Harbiye", "oran-1": "5"}, "Harbiye için iki ayrı dönüş oranı yazılmış"),
        ({"ad": "…"}, "hiç harf ya da rakam yok"),
    ],
)
def test_what_cannot_be_used_comes_back_as_it_was_typed(
    desk: JudgingClient, desk_path: Path, change: dict[str, str], words: str
) -> None:
    answer = desk.send("/yeni-senaryo", {**TYPED, **change}, page="/yeni-senaryo", status=422)
    assert words in answer.text
    for value in change.values():
        assert f'value="{value}"' in answer.text
    assert not list((desk_path / "scenarios").glob("*.yaml")) if (desk_path / "scenarios").exists() else True


def test_a_file_that_cannot_be_read_is_listed_with_its_line(desk: JudgingClient, desk_path: Path) -> None:
    folder = desk_path / "scenarios"
    folder.mkdir()
    (folder / "bozuk.yaml").write_text("title: {tr: Bozuk, en: Broken}\nsource: x\nreturn_rate: 1\n", encoding="utf-8")
    row = next(row for row in cells(desk.page("/senaryolar"), CAPTION) if row[0] == "bozuk")
    assert "return_rate anlamsız" in row[1]
    assert "3. satır" in row[1]
    assert desk.json("/senaryolar.json")["rows"][0]["wrong"]
    assert "bozuk" not in desk.page("/senaryo-karsilastirmasi").text


def test_hostile_names_are_text(hostile_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(hostile_path, tmp_path / "w"))
    client = JudgingClient(create_app(path, settings=settings_for("127.0.0.1")))
    assert "2025 yıllarının nüfusunu ister" in client.page("/senaryolar").text
    assert "Karşılaştırmak için iki senaryo gerekir" in client.page("/senaryo-karsilastirmasi", status=422).text
    typed = {
        "ad": f"{HOSTILE} a",
        "ad_en": "{{7*7}}",
        "kaynak": "'\"><script>alert(1)</script>",
        "once": "2022",
        "taban": "2023",
        "plan": "2041",
        "donus": "50",
        "oran-mahalle-0": HOSTILE,
        "oran-0": "10",
    }
    made = client.send("/yeni-senaryo", typed, page="/yeni-senaryo").headers["Location"]
    client.send("/yeni-senaryo", {**typed, "ad": "İkinci"}, page="/yeni-senaryo")
    for address in ("/senaryolar", made, made + "/duzenle", "/senaryo-karsilastirmasi", "/yeni-senaryo"):
        page = client.page(address)
        assert HOSTILE not in page.html
        assert "<script>alert" not in page.html
        assert "49" not in page.root.one("h1").text
    assert HOSTILE in client.page(made).text


def test_a_server_on_the_network_saves_nothing(desk_path: Path) -> None:
    office = JudgingClient(create_app(desk_path, settings=settings_for("0.0.0.0")))  # noqa: S104 no server is started
    page = office.page("/yeni-senaryo")
    assert "Bu sunucuda senaryo saklanamaz" in page.text
    assert not page.root.all("button", type="submit")
    assert "Kopyala" not in office.page("/senaryolar").text
