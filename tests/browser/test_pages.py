"""The pages in a real browser: whole without a network, usable by keyboard, readable by everybody."""

import re
from pathlib import Path

import pytest
from figures import written_as
from hostile import HOSTILE
from journeys import violations
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ATLAS, CARD = "/", "/mahalleler/31083"
MOST_BYTES = 250_000
MOST_BYTES_OF_THOUSAND = 400_000


def polygon(page: Page, number: int) -> str:
    """The colour of the outline of a neighbourhood by its place in the table."""
    colour: str = page.evaluate(
        "n => Object.values(geo_json_atlas_shapes._layers).find(l => l.feature.id === String(n)).options.color", number
    )
    return colour


def centre(page: Page, number: int) -> dict[str, float]:
    """Where the mark of a neighbourhood stands on the screen."""
    point: dict[str, float] = page.evaluate(
        """n => {
            const layer = Object.values(geo_json_atlas_shapes._layers).find(l => l.feature.id === String(n));
            const inside = map_atlas.latLngToContainerPoint(layer.feature.properties.at);
            const box = map_atlas.getContainer().getBoundingClientRect();
            return {x: box.left + inside.x, y: box.top + inside.y};
        }""",
        number,
    )
    return point


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("query", ["", "?dil=en"])
@pytest.mark.parametrize("address", [ATLAS, CARD])
def test_axe_finds_nothing(open_tab, axe: str, artifacts: Path, address: str, query: str, width: int) -> None:
    page = open_tab(width=width, height=900 if width > 400 else 800).go(address + query)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = false; })")
    name = f"{'atlas' if address == ATLAS else 'kart'}-{query[-2:] or 'tr'}-{width}.png"
    page.screenshot(path=artifacts / name, full_page=True)


@pytest.mark.parametrize(("address", "name"), [("/", "map_atlas"), ("/karsilastir", "map_sol")])
def test_a_map_without_room_waits_for_some(open_tab, address: str, name: str) -> None:
    page = open_tab().go(address)
    zoom = page.evaluate(f"window.{name}.getZoom()")
    for width, height in ((20, 20), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"document.documentElement.clientWidth === {width}")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    # That Leaflet had nothing to complain of in between is asked of every tab at its end.
    assert page.evaluate(f"window.{name}.getZoom()") == zoom


@pytest.mark.parametrize("width", [1000, 1280, 1366, 1920])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_view_is_wider_than_the_window(open_tab, language: str, width: int) -> None:
    tab = open_tab(width=width)
    for indicator in ("change_pct", "growth_per_mille"):
        page = tab.go(f"/?gosterge={indicator}&dil={language}&sinif=7")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        table, frame = (page.locator(name).bounding_box() for name in ("#tablo", ".table-side .scroll"))
        fits = table["x"] + table["width"] <= frame["x"] + frame["width"] + 1
        # What does not fit scrolls in its own box, as on a telephone.
        assert fits or page.locator(".table-side .scroll").evaluate("box => getComputedStyle(box).overflowX") == "auto"
        assert fits or width < 1260 or indicator == "growth_per_mille"


def test_the_page_is_light(open_tab) -> None:
    tab = open_tab()
    tab.go(ATLAS)
    assert len(tab.weights) >= 6
    assert sum(tab.weights.values()) < MOST_BYTES, tab.weights


def test_the_page_of_a_thousand_neighbourhoods_is_light(open_tab, wide_server: str) -> None:
    tab = open_tab(base=wide_server)
    page = tab.go("/")
    assert page.locator("#tablo tbody tr").count() == 1000
    assert len(tab.weights) >= 6
    assert sum(tab.weights.values()) < MOST_BYTES_OF_THOUSAND, tab.weights


def test_map_and_table_light_each_other_up(open_tab) -> None:
    page = open_tab().go(ATLAS)
    row = page.locator("#tablo tbody tr").nth(10)
    resting = polygon(page, 10)
    row.hover()
    assert polygon(page, 10) != resting
    page.mouse.move(*centre(page, 20).values())
    expect(page.locator("#tablo tbody tr").nth(20)).to_have_class(re.compile("lit"))
    expect(page.locator(".leaflet-tooltip")).to_contain_text("Harbiye")
    expect(page.locator(".leaflet-tooltip")).to_contain_text("−%5,3")
    assert polygon(page, 10) == resting


@pytest.mark.parametrize("key", ["change_pct", "population", "asset_area_m2"])
def test_every_tooltip_says_the_figure_of_the_atlas(open_tab, key: str) -> None:
    page = open_tab().go(f"/?gosterge={key}")
    told = page.evaluate(
        """() => Object.values(geo_json_atlas_shapes._layers).map(layer => {
            layer.fire("mouseover", {latlng: layer.getBounds().getCenter()});
            const text = layer.getTooltip().getElement().textContent;
            layer.fire("mouseout");
            return text;
        })"""
    )
    records = page.evaluate("fetch('/mahalleler.json?ilk=2022&son=2023').then(answer => answer.json())")
    assert len(told) == len(records)
    unit = {"change_pct": "", "population": " kişi", "asset_area_m2": " m²"}[key]
    for text, record in zip(told, records, strict=True):
        value = written_as(key, record["population_2023" if key == "population" else key], "tr")
        assert re.sub(r"\s+", " ", text).startswith(f"{record['name']} {value}{unit}"), text
        assert re.findall(r"\d[\d.,]*", text) == re.findall(r"\d[\d.,]*", value)


def test_a_click_on_the_map_chooses_the_row_and_says_it(open_tab) -> None:
    page = open_tab().go(ATLAS)
    page.mouse.click(*centre(page, 20).values())
    row = page.locator("#tablo tbody tr").nth(20)
    expect(row).to_have_class(re.compile("chosen-row"))
    expect(row).to_be_in_viewport()
    expect(page.locator("#secilen")).to_contain_text("Harbiye −%5,3")
    page.locator("#secilen a").click()
    expect(page.locator("h1")).to_have_text("Harbiye Mahallesi")


def test_the_wheel_scrolls_the_page_and_not_the_map(open_tab) -> None:
    page = open_tab().go(ATLAS)
    zoom = page.evaluate("map_atlas.getZoom()")
    page.mouse.move(*centre(page, 20).values())
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => window.scrollY > 0")
    assert page.evaluate("map_atlas.getZoom()") == zoom


def test_the_map_is_moved_by_keyboard(open_tab) -> None:
    page = open_tab().go(ATLAS)
    zoom = page.evaluate("map_atlas.getZoom()")
    page.get_by_role("button", name="Yakınlaştır").press("Enter")
    page.wait_for_function("zoom => map_atlas.getZoom() > zoom && !map_atlas._animatingZoom", arg=zoom)
    page.get_by_role("button", name="Tümünü göster").press("Enter")
    page.wait_for_function("zoom => map_atlas.getZoom() === zoom && !map_atlas._animatingZoom", arg=zoom)
    page.locator("#map_atlas").focus()
    before = page.evaluate("map_atlas.getCenter().lat")
    page.keyboard.press("+")
    page.wait_for_function("zoom => map_atlas.getZoom() > zoom && !map_atlas._animatingZoom", arg=zoom)
    page.keyboard.press("ArrowUp")
    page.wait_for_function("lat => map_atlas.getCenter().lat > lat", arg=before)


def test_the_table_is_sorted_by_keyboard(open_tab) -> None:
    page = open_tab().go(ATLAS)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Değişim (yüzde)":
            break
    page.keyboard.press("Enter")
    names = page.locator("#tablo tbody th")
    assert names.all_inner_texts()[:3] == ["Elektrik", "Sümerler", "Armutlu"]
    heading = page.locator("#tablo thead th").nth(2)
    assert heading.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert names.first.inner_text() == "Meydancık"
    page.locator("#tablo thead button").first.click()
    turkish = names.all_inner_texts()
    assert turkish.index("Çardaklı") == turkish.index("Büyükçat") + 1
    # Sorted rows still belong to their shapes.
    resting = polygon(page, 16)
    page.locator("#tablo tbody th", has_text="Elektrik").hover()
    assert polygon(page, 16) != resting


def test_focus_on_a_row_lights_its_shape_up(open_tab) -> None:
    page = open_tab().go(ATLAS)
    resting = polygon(page, 5)
    page.locator("#tablo tbody tr").nth(5).locator("a").first.focus()
    assert polygon(page, 5) != resting


def test_no_focus_hides_behind_the_names_on_a_telephone(open_tab) -> None:
    page = open_tab(width=400, height=800).go(ATLAS)
    marked = page.locator("#tablo td.differs a")
    page.locator("#tablo tbody th a", has_text="Samankaya").focus()
    page.keyboard.press("Tab")
    expect(marked.first).to_be_focused()
    names, link = (page.locator(item).first.bounding_box() for item in ("#tablo tbody th", "#tablo td.differs a"))
    assert link["x"] >= names["x"] + names["width"]
    assert link["x"] + link["width"] <= 400


@pytest.mark.parametrize("typed", ["sinanli", "SINANLI", "Sİnan", "ınanl"])
def test_search_knows_turkish_letters(open_tab, typed: str) -> None:
    page = open_tab().go(ATLAS)
    page.get_by_label("Ara", exact=True).fill(typed)
    assert page.locator("#tablo tbody tr:visible th").all_inner_texts() == ["Sinanlı"]
    expect(page.locator("#sayi")).to_have_text("1 mahalle gösteriliyor")


def test_another_indicator_is_shown_by_the_form(open_tab) -> None:
    page = open_tab().go(ATLAS)
    page.get_by_label("Gösterge", exact=True).select_option("density_per_km2")
    page.get_by_label("Sınıf sayısı").select_option("7")
    page.get_by_role("button", name="Göster", exact=True).click()
    expect(page.locator("#harita-basligi")).to_have_text("Nüfus yoğunluğu (kişi/km²), 2023")
    assert "gosterge=density_per_km2" in page.url
    expect(page.locator(".legend li")).to_have_count(7)
    page.mouse.move(*centre(page, 20).values())
    expect(page.locator(".leaflet-tooltip")).to_contain_text("1.550 kişi/km²")


def test_every_shape_has_the_colour_and_the_mark_of_its_row(open_tab) -> None:
    page = open_tab().go(ATLAS)
    colours = page.evaluate(
        "Object.fromEntries(Array.from(document.querySelectorAll('#aciklama li svg')).map("
        "swatch => [swatch.querySelector('text').textContent, swatch.querySelector('rect').getAttribute('fill')]))"
    )
    on_map = page.evaluate("Object.values(geo_json_atlas_shapes._layers).map(layer => layer.options.fillColor)")
    marks = page.locator("#tablo tbody td.mark").all_inner_texts()
    assert on_map == [colours[mark] for mark in marks]
    assert [text[:1] for text in page.locator(".leaflet-marker-pane .mark").all_text_contents()] == marks


def test_the_page_is_read_without_scripts(open_tab, artifacts: Path) -> None:
    page = open_tab(scripts=False).go(ATLAS)
    expect(page.locator("#tablo tbody tr")).to_have_count(37)
    expect(page.locator("#tablo")).to_contain_text("−%39,7")
    expect(page.locator("svg.still")).to_be_visible()
    expect(page.get_by_label("Ara", exact=True)).to_be_hidden()
    page.get_by_label("Gösterge", exact=True).select_option("population")
    page.get_by_role("button", name="Göster", exact=True).click()
    expect(page.locator("#harita-basligi")).to_have_text("Nüfus, 2023")
    page.screenshot(path=artifacts / "atlas-betiksiz.png")


def test_the_page_is_printed(open_tab, artifacts: Path) -> None:
    page = open_tab().go(ATLAS)
    page.emulate_media(media="print")
    expect(page.locator(".controls")).to_be_hidden()
    page.pdf(path=artifacts / "atlas.pdf", format="A4")


def test_a_hostile_name_is_text_on_map_table_and_card(open_tab, hostile_server: str) -> None:
    page = open_tab(base=hostile_server).go(ATLAS)
    names = page.locator("#tablo tbody th").all_inner_texts()
    number = names.index(HOSTILE)
    page.mouse.move(*centre(page, number).values())
    expect(page.locator(".leaflet-tooltip")).to_contain_text(HOSTILE)
    page.mouse.click(*centre(page, number).values())
    expect(page.locator("#secilen")).to_contain_text(HOSTILE)
    expect(page.locator("#harita")).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
    page.locator("#secilen a").click()
    expect(page.locator("h1")).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
