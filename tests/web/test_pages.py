"""The pages of the demo: what they say is what the atlas holds."""

from pathlib import Path

import pytest
from client import Element, JudgingClient, Page

from layers.atlas import Atlas
from layers.importing import ImportOptions, import_files
from layers.workspace import create_workspace
from web import create_app
from web.settings import Settings

MOVED = {"Samankaya", "Sinanlı", "Subaşı", "Sümerler", "Tavla", "Toygarlı", "Turunçlu", "Üzengili"}


def rows_of(page: Page) -> list[Element]:
    return page.root.one("table", id="tablo").one("tbody").all("tr")


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("indicator", ["change_pct", "change_count", "population", "density_per_km2", "growth_per_mille"])
def test_the_atlas_shows_every_neighbourhood_in_each_view(client: JudgingClient, indicator: str, language: str) -> None:
    page = client.page(f"/?gosterge={indicator}&dil={language}&siniflama=esit-sayi&sinif=7", language=language)
    assert len(rows_of(page)) == 37
    legend = page.root.one("div", class_="legend").all("li")
    counts = [int(item.one("span", class_="count").text.split()[0]) for item in legend]
    assert sum(counts) == 37
    assert 3 <= len(counts) <= 7


def test_the_first_line_is_the_population_then_and_now(client: JudgingClient) -> None:
    text = client.page("/").text
    assert "Toplam nüfus, 2022 → 2023 165.494 → 142.146 −23.348 kişi (−%14,1)" in text
    assert "139.605" in text


def test_neighbourhoods_stand_in_turkish_order(client: JudgingClient) -> None:
    names = [row.one("th").text for row in rows_of(client.page("/"))]
    assert names[8:14] == ["Büyükçat", "Çardaklı", "Çekmece", "Çınarlı", "Çökek", "Değirmenyolu"]
    assert names[-3:] == ["Üzengili", "Yeniçağ", "Yeşilpınar"]


def test_contradicted_values_and_no_others_are_marked(client: JudgingClient) -> None:
    rows = rows_of(client.page("/"))
    marked = {row.one("th").text for row in rows if row.all("td", class_="differs")}
    assert marked == MOVED
    sumerler = next(row for row in rows if row.one("th").text == "Sümerler").one("td", class_="differs")
    assert "Stratejik Plan 2025-2029: 2.970" in sumerler.text
    assert sumerler.text.endswith("6.949")


def test_the_notice_lists_what_is_printed_and_what_should_stand_there(client: JudgingClient) -> None:
    notices = client.page("/").root.one("section", class_="notices")
    assert "8 mahallenin 2023 nüfusu başka bir satırın değeridir" in notices.text
    rows = {row.one("th").text: [cell.text for cell in row.all("td")] for row in notices.one("tbody").all("tr")}
    assert set(rows) == MOVED
    assert rows["Sümerler"] == ["32", "2.970", "Tavla", "6.949"]
    assert "142,46" in notices.text
    assert "−7.716" in notices.text


def test_sketched_boundaries_are_called_so_on_map_and_page(client: JudgingClient) -> None:
    page = client.page("/")
    assert page.root.one("p", class_="stamp").text == "Taslak sınır"
    assert "Bu sınırlar resmî değildir" in page.root.one("p", class_="sketch").text
    assert "Bu sınırlar resmî değildir" in client.page("/mahalleler/31083").text


def test_the_form_works_without_a_script(client: JudgingClient) -> None:
    form = client.page("/?gosterge=population&ilk=2023&son=2025&siniflama=esit-aralik&sinif=4&dil=en", language="en").root.one(
        "form", class_="controls"
    )
    chosen = {
        control.attributes["name"]: control.one("option", selected="").attributes["value"] for control in form.all("select")
    }
    assert chosen == {"gosterge": "population", "ilk": "2023", "son": "2025", "siniflama": "esit-aralik", "sinif": "4"}
    assert form.one("input", name="dil").attributes["value"] == "en"
    assert form.attributes["method"] == "get"


def test_the_other_language_keeps_the_view(client: JudgingClient) -> None:
    page = client.page("/?gosterge=population&son=2025")
    there = page.root.one("nav", class_="languages").one("a").attributes["href"]
    back = client.page(there, language="en").root.one("nav", class_="languages").one("a").attributes["href"]
    assert "gosterge=population" in there
    assert "son=2025" in there
    assert "dil=en" in there
    assert "dil" not in back


def test_an_english_page_says_nothing_in_turkish(client: JudgingClient) -> None:
    text = client.page("/?dil=en", language="en").text
    for word in ("Mahalle ", "Nüfus", "Değişim", "Kaynak", "Sınıf", "resmî"):
        assert word not in text.replace("Defne Mahalle Atlası", "").replace("Taslak sınır", "")
    assert "165,494 → 142,146" in text


def test_download_links_carry_the_years(client: JudgingClient) -> None:
    section = client.page("/?son=2025").root.one("section", class_="files")
    addresses = [link.attributes["href"] for link in section.all("a")]
    files = [f"/mahalleler.{suffix}" for suffix in ("geojson", "gpkg", "csv", "json")]
    files += ["/raporlar/ilce.pdf", "/raporlar/yesil-alan.pdf"]
    assert addresses == [*(f"{file}?ilk=2022&son=2025" for file in files), "/raporlar", "/ogc?f=html"]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_each_neighbourhood_has_a_card_that_all_links_lead_to(client: JudgingClient, atlas: Atlas, language: str) -> None:
    for place_id, row in atlas.neighbourhoods.iterrows():
        page = client.page(f"/mahalleler/{place_id}?dil={language}", language=language)
        assert str(row["name"]) in page.root.one("h1").text


def test_the_card_shows_figures_with_source_rows_and_what_contradicts_them(client: JudgingClient) -> None:
    page = client.page("/mahalleler/31083")
    assert page.root.one("h1").text == "Sümerler Mahallesi"
    sources = next(table for table in page.root.all("table") if "tablo08_nufus_mahalle.tsv, 32. satır" in table.text)
    rows = [[cell.text for cell in row.children] for row in sources.one("tbody").all("tr")]
    assert rows[1] == ["Nüfus 2023", "6.949", "TÜİK ADNKS", "tuik_adnks_2023_2025.tsv, 5. satır", "gösterilen"]
    assert rows[2] == ["Nüfus 2023", "2.970", "Stratejik Plan 2025-2029", "tablo08_nufus_mahalle.tsv, 32. satır", "≠ farklı"]
    assert "Yazılan sayı aslında şu mahallenin değeri: Tavla." in page.text
    assert "36 / 37" in page.text
    chart = page.root.one("svg", class_="chart")
    assert chart.attributes["role"] == "img"
    assert "2023: 6.949 (başka kaynak: 2.970)" in chart.one("desc").text


def test_the_card_links_neighbours_and_the_next_in_turkish_order(client: JudgingClient, atlas: Atlas) -> None:
    page = client.page("/mahalleler/31083?son=2025")
    near = page.root.one("ul", class_="near-list").all("a")
    assert [link.text for link in near] == sorted(link.text for link in near)
    assert len(near) >= 2
    beside = [link.text for link in page.root.one("nav", class_="beside").all("a")]
    assert beside == ["← Subaşı", "Tavla →"]
    assert all("son=2025" in link.attributes["href"] for link in near)


def test_a_name_in_the_address_leads_to_the_card(client: JudgingClient) -> None:
    response = client.get("/mahalleler/S%C3%BCmerler?dil=en")
    assert (response.status_code, response.headers["Location"]) == (302, "/mahalleler/31083?dil=en")
    assert client.get("/mahalleler?gosterge=population").headers["Location"] == "/?gosterge=population"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/yok", 404, "Bu adreste bir sayfa yok."),
        ("/mahalleler/Sinanli", 404, "En yakınlar: Sinanlı"),
        ("/?gosterge=mutluluk", 400, "gosterge=mutluluk anlaşılmadı"),
        ("/?ilk=2025&son=2022", 400, "İlk yıl (2025) son yıldan (2022) önce olmalı"),
        ("/?son=2099", 400, "2022, 2023, 2025"),
        ("/mahalleler/31083?dil=de", 400, "tr, en"),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(client: JudgingClient, address: str, status: int, words: str) -> None:
    page = client.page(address, status=status)
    assert words in page.text
    assert page.root.all("a", href="/")


def test_errors_speak_english_where_the_address_does(client: JudgingClient) -> None:
    assert "There is no page at this address" in client.page("/yok?dil=en", status=404, language="en").text
    assert "was not understood" in client.page("/?dil=en&sinif=1", status=400, language="en").text


def test_an_unforeseen_error_shows_no_detail(demo_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(demo_path)

    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("web.views.atlas.make_page", fail)
    page = JudgingClient(app).page("/", status=500)
    assert "Beklenmeyen bir hata" in page.text
    assert "secret" not in page.html


def test_an_empty_workspace_says_which_command_to_type(tmp_path: Path) -> None:
    path = create_workspace(tmp_path / "w", name="Boş", province="Hatay", district="Defne").path
    client = JudgingClient(create_app(path))
    assert "mahalle import boundaries SINIR_DOSYASI" in client.page("/").text
    assert "mahalle import boundaries" in client.page("/mahalleler/1?dil=en", status=404, language="en").text
    assert client.json("/mahalleler.json", status=404)["errors"]


def test_boundaries_alone_make_a_page_and_an_import_shows_at_once(tmp_path: Path, root: Path) -> None:
    workspace = create_workspace(tmp_path / "w", name="Yarım", province="Hatay", district="Defne")
    client = JudgingClient(create_app(workspace.path))
    import_files(workspace, "boundaries", [root / "data/boundaries/defne.geojson"], ImportOptions(source="sketch"))
    page = client.page("/")
    assert "mahalle import population" in page.text
    assert "veri yok 37 mahalle" in page.text
    assert "henüz bilinmiyor" in client.page("/mahalleler/31083").text
    import_files(workspace, "population", [root / "data/defne/tuik_adnks_2023_2025.tsv"], ImportOptions(source="tuik"))
    assert "142.146 → 139.605" in client.page("/").text


def test_a_basemap_is_asked_for_only_where_one_is_set(client: JudgingClient, demo_path: Path) -> None:
    assert "data-tiles" not in client.page("/").html
    tiled = create_app(demo_path, settings=Settings(basemap_url="https://tiles.example/{z}/{x}/{y}.png"))
    response = tiled.test_client().get("/")
    assert "img-src 'self' https://tiles.example;" in response.headers["Content-Security-Policy"]
    assert 'data-tiles="https://tiles.example/{z}/{x}/{y}.png"' in response.text
