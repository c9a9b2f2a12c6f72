"""What lies on and around the map in a real browser: layers, search, measuring, the address that restores a view, two maps."""

import re
from pathlib import Path

import pytest
from axed import ATLAS
from journeys import violations
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FIRST_VIEW_BYTES = 250_000


def drawn_shapes(page: Page, layer: str) -> int:
    """How many shapes the map holds in the pane of a layer."""
    count: int = page.evaluate(
        """name => {
            let count = 0;
            map_atlas.eachLayer(layer => { if (layer.feature && layer.options.pane === name) { count += 1; } });
            return count;
        }""",
        layer,
    )
    return count


def painted(page: Page, layer: str) -> bool:
    """Whether the layer's canvas has a single pixel that is not empty."""
    answer: bool = page.evaluate(
        """name => {
            const canvas = map_atlas.getPane(name).querySelector("canvas");
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            return pixels.some(value => value !== 0);
        }""",
        layer,
    )
    return answer


def turn_on(page: Page, title: str) -> None:
    page.evaluate("document.getElementById('katmanlar').open = true")
    page.get_by_label(title, exact=True).check()
    # It is loading for a moment; then it says how much was drawn, or that nothing came.
    said = page.locator(".layer", has=page.get_by_label(title, exact=True)).locator("[role=status]")
    expect(said).to_have_text(re.compile(r"kayıt|yüklenemedi"))


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize(("name", "address"), ATLAS.items())
def test_axe_finds_nothing(
    open_tab, example_server: str, axe: str, artifacts: Path, name: str, address: str, language: str, width: int
) -> None:
    joined = f"{address}{'&' if '?' in address else '?'}dil={language}"
    page = open_tab(base=example_server, width=width).go(joined)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=artifacts / f"ornek-{name}-{language}-{width}.png")


def test_the_first_view_of_defne_is_light(open_tab) -> None:
    tab = open_tab()
    for address in ("/", "/karsilastir", "/mahalleler/31083"):
        tab.weights.clear()
        tab.go(address)
        assert sum(tab.weights.values()) < FIRST_VIEW_BYTES, tab.weights


def test_a_layer_is_drawn_faded_and_taken_off(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server).go("/")
    turn_on(page, "Parklar")
    item = page.locator(".layer[data-layer=parks]")
    count = int(re.search(r"\d+", item.locator("[role=status]").inner_text())[0])
    assert drawn_shapes(page, "parks") == count > 0
    assert painted(page, "parks")
    slider = item.get_by_label("Opaklık: Parklar")
    slider.fill("30")
    assert page.evaluate("map_atlas.getPane('parks').style.opacity") == "0.3"
    assert "katman=parks.30" in page.url
    page.get_by_label("Parklar", exact=True).uncheck()
    assert drawn_shapes(page, "parks") == 0
    assert "katman" not in page.url
    expect(slider).to_be_hidden()


def test_the_colours_on_the_map_are_those_of_the_legend(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server).go("/")
    turn_on(page, "İmar planı")
    legend = page.evaluate(
        "Array.from(document.querySelectorAll('.layer[data-layer=zoning] li')).map(line => line.dataset.colour)"
    )
    used = page.evaluate(
        """() => {
            const used = new Set();
            map_atlas.eachLayer(layer => {
                if (layer.options.pane === 'zoning' && layer.feature) { used.add(layer.options.fillColor); }
            });
            return Array.from(used);
        }"""
    )
    assert used
    assert set(used) <= set(legend)


def test_a_click_tells_what_lies_there_and_still_chooses_the_neighbourhood(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server).go("/")
    turn_on(page, "İmar planı")
    page.locator("#map_atlas").scroll_into_view_if_needed()
    box = page.locator("#map_atlas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.get_by_role("region", name="Tıklanan yerdeki kayıtlar")
    expect(told).to_contain_text("İmar planı")
    expect(told).to_contain_text("Kullanım kararı")
    expect(page.locator("#tablo tr.chosen-row")).to_have_count(1)


def test_the_address_restores_the_whole_view(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server).go("/?gosterge=population&sinif=4")
    turn_on(page, "Parklar")
    turn_on(page, "Yollar")
    page.get_by_role("button", name="Yakınlaştır").click()
    page.wait_for_function("() => window.location.search.includes('konum=')")
    page.wait_for_load_state("networkidle")
    where = page.evaluate("[map_atlas.getCenter().lat, map_atlas.getCenter().lng, map_atlas.getZoom()]")
    address = page.url.removeprefix(example_server)
    again = open_tab(base=example_server).go(address)
    assert again.evaluate("[map_atlas.getCenter().lat, map_atlas.getCenter().lng, map_atlas.getZoom()]") == pytest.approx(
        where, abs=0.001
    )
    assert again.get_by_label("Gösterge", exact=True).input_value() == "population"
    assert again.get_by_label("Sınıf sayısı").input_value() == "4"
    for layer in ("parks", "roads"):
        assert drawn_shapes(again, layer) == drawn_shapes(page, layer) > 0
    # The form, the other language and the link keep it too.
    assert again.locator("#baglanti").get_attribute("href") == address
    assert "katman=parks,roads" in again.locator(".languages a").get_attribute("href")
    again.get_by_role("button", name="Göster", exact=True).click()
    again.wait_for_load_state("networkidle")
    assert "katman=parks%2Croads" in again.url or "katman=parks,roads" in again.url
    assert drawn_shapes(again, "parks") > 0


def test_what_cannot_be_loaded_is_said(open_tab, example_server: str) -> None:
    tab = open_tab(base=example_server)
    page = tab.go("/")
    page.route("**/katmanlar/parks.geojson*", lambda route: route.fulfill(status=503, body="{}"))
    turn_on(page, "Parklar")
    expect(page.locator(".layer[data-layer=parks] [role=status]")).to_contain_text("Katman yüklenemedi")
    # The browser itself notes the answer; nothing else was complained of.
    assert all("503" in text for text in tab.complaints)
    tab.complaints.clear()


def test_the_long_list_of_indicators_is_searched(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server).go("/")
    page.get_by_label("Gösterge ara").fill("yürü ilkokul")
    every = page.locator("#gosterge option").count()
    page.get_by_label("Gösterge ara").fill("ilkokula")
    options = page.locator("#gosterge option").all_inner_texts()
    assert options == ["500 m içinde ilkokula yürüyebilenler (%)"]
    assert every > 20
    page.get_by_role("button", name="Göster", exact=True).click()
    expect(page.locator("#harita-basligi")).to_contain_text("ilkokula yürüyebilenler")


def test_a_place_is_found_while_typing_and_shown_on_the_map(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server).go("/")
    page.get_by_label("Yer ara").fill("parki")
    links = page.locator("#bulunan a")
    expect(links.first).to_be_visible()
    page.get_by_label("Yer ara").press("ArrowDown")
    expect(links.first).to_be_focused()
    title = links.first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".leaflet-tooltip")).to_contain_text(title)
    assert page.evaluate("map_atlas.getZoom()") == 16
    assert page.get_by_label("Parklar", exact=True).is_checked()


def test_length_and_area_are_measured_by_mouse(open_tab) -> None:
    page = open_tab().go("/")
    page.get_by_role("button", name="Ölç").click()
    said = page.locator("#olcum")
    expect(said).to_have_text("Haritaya tıklayın ya da Enter’a basın; Esc bitirir.")
    page.locator("#map_atlas").scroll_into_view_if_needed()
    box = page.locator("#map_atlas").bounding_box()
    corners = [(100, 200), (180, 200), (180, 280), (100, 280)]
    for x, y in corners:
        page.mouse.click(box["x"] + x, box["y"] + y)
    expect(said).to_contain_text("Alan: ")
    side_m = page.evaluate(
        "map_atlas.distance(map_atlas.containerPointToLatLng([100, 200]), map_atlas.containerPointToLatLng([180, 200]))"
    )
    length_km, area_ha = (
        float(text.replace(".", "").replace(",", ".")) for text in re.findall(r"([\d.,]+) (?:km|ha)", said.inner_text())
    )
    assert length_km * 1000 == pytest.approx(3 * side_m, rel=0.01)
    assert area_ha * 10_000 == pytest.approx(side_m**2, rel=0.01)
    page.get_by_role("button", name="Ölç").click()
    expect(said).to_be_hidden()


def test_measuring_needs_no_mouse(open_tab) -> None:
    page = open_tab().go("/")
    page.get_by_role("button", name="Ölç").press("Enter")
    expect(page.locator("#map_atlas")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !map_atlas._panAnim || !map_atlas._panAnim._inProgress")
    page.keyboard.press("Enter")
    expect(page.locator("#olcum")).to_contain_text(re.compile(r"Uzunluk: [\d.,]+ k?m"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ölç")).to_be_focused()


def test_the_map_fills_the_screen_and_comes_back(open_tab) -> None:
    page = open_tab().go("/")
    page.get_by_role("button", name="Tam ekran").click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    expect(page.get_by_role("button", name="Tam ekran")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Tam ekran").click()
    page.wait_for_function("() => document.fullscreenElement === null")


def test_paper_has_title_legend_source_scale_and_north(open_tab, example_server: str, artifacts: Path) -> None:
    page = open_tab(base=example_server).go("/?katman=parks")
    page.pdf(path=artifacts / "ornek-atlas.pdf", format="A4")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for shown in ("#harita-basligi", ".legend", ".imprint", ".north", ".leaflet-control-scale", ".layer.on .colours li >> nth=0"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".controls", ".search", ".tools", ".layer[data-layer=zoning]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".imprint")).to_contain_text("Tarih")


def test_the_card_is_two_pages_of_paper(open_tab, example_server: str, artifacts: Path) -> None:
    for base, address in ((None, "/mahalleler/31083"), (example_server, "/mahalleler/900001")):
        tab = open_tab(base=base) if base else open_tab()
        content = tab.go(address).pdf(path=artifacts / f"kart{'-ornek' if base else ''}.pdf", format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2


def test_two_maps_move_together(open_tab) -> None:
    page = open_tab().go("/karsilastir")
    page.locator(".pair .leaflet-control-zoom-in").first.click()
    page.wait_for_function("() => map_sol.getZoom() === map_sag.getZoom() && !map_sol._animatingZoom && map_sol.getZoom() > 10.5")
    page.evaluate("map_sag.panBy([60, 40], {animate: false})")
    assert page.evaluate("map_sol.getCenter().distanceTo(map_sag.getCenter())") < 1
    page.locator("#tablo tbody tr").nth(3).hover()
    lit = page.evaluate(
        "[geo_json_sol_shapes, geo_json_sag_shapes].map(all => all.getLayers().filter(one => one.options.weight > 3).length)"
    )
    assert lit == [1, 1]


def test_the_curtain_uncovers_the_other_map(open_tab, artifacts: Path) -> None:
    page = open_tab().go("/karsilastir")
    page.get_by_role("button", name="Üst üste koy, perdeyle aç").click()
    frames = [page.locator(".pair .map-frame").nth(n).bounding_box() for n in (0, 1)]
    assert frames[0] == frames[1]
    page.get_by_label("Perdenin yeri").fill("25")
    assert page.locator(".pair .map-frame").nth(1).evaluate("frame => frame.style.clipPath") == "inset(0px 0px 0px 25%)"
    assert page.evaluate("map_sol.getZoom() === map_sag.getZoom()")
    page.screenshot(path=artifacts / "karsilastir-perde.png")


@pytest.mark.parametrize("address", ["/karsilastir", "/ara?q=harbiye"])
def test_pages_are_read_without_scripts(open_tab, address: str) -> None:
    page = open_tab(scripts=False).go(address)
    expect(page.get_by_role("link", name="Harbiye")).to_be_visible()
    if address == "/karsilastir":
        expect(page.locator("svg.still")).to_have_count(2)
        page.get_by_label("Soldaki yıl").select_option("2023")
        page.get_by_role("button", name="Göster").click()
        expect(page.locator("h2").first).to_have_text("Nüfus, 2023")


def test_layers_are_listed_without_scripts(open_tab, example_server: str) -> None:
    page = open_tab(base=example_server, scripts=False).go("/")
    page.locator("#katmanlar > summary").click()
    expect(page.locator("#katmanlar")).to_contain_text("İmar planı")
    expect(page.locator("#araclar")).to_be_hidden()
