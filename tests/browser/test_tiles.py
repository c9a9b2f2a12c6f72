"""A layer of more shapes than the page draws one by one, in a real browser: its colours, its values, how smoothly it moves."""

import re
from pathlib import Path

import pytest
import shapely
from hostile import HOSTILE
from journeys import violations
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

FROZEN_MS = 1000
PLUGIN = "vendor/protomaps-leaflet/protomaps-leaflet.js"

# Moves the map about, and gives the longest that the page showed no new picture or answered nobody, in ms.
PAN = """async () => {
    const gaps = [], tasks = [];
    let last = performance.now(), isOn = true;
    new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(entry.duration))).observe({type: "longtask"});
    const frame = now => { gaps.push(now - last); last = now; if (isOn) { requestAnimationFrame(frame); } };
    requestAnimationFrame(frame);
    for (let step = 0; step < 12; step += 1) {
        map_atlas.panBy([step % 4 < 2 ? 250 : -250, step % 2 ? 120 : -120], {animate: true, duration: 0.25});
        await new Promise(resolve => setTimeout(resolve, 350));
    }
    await new Promise(resolve => setTimeout(resolve, 500));
    isOn = false;
    return [Math.max(...gaps), Math.max(0, ...tasks), gaps.length];
}"""

# The colours of the layer's canvases that are opaque enough to be a fill, as #rrggbb with how often.
COLOURS = """name => {
    const found = {};
    map_atlas.getPane(name).querySelectorAll("canvas").forEach(canvas => {
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        for (let place = 0; place < pixels.length; place += 4) {
            if (pixels[place + 3] !== 204) { continue; }
            const colour = "#" + [0, 1, 2].map(part => pixels[place + part].toString(16).padStart(2, "0")).join("");
            found[colour] = (found[colour] || 0) + 1;
        }
    });
    return found;
}"""


def turn_on(page: Page, layer: str) -> None:
    page.evaluate("document.getElementById('katmanlar').open = true")
    item = page.locator(f".layer[data-layer={layer}]")
    item.get_by_role("checkbox").check()
    expect(item.locator("[role=status]")).to_have_text(re.compile(r"kayıt|rows|yüklenemedi"), timeout=60_000)
    page.wait_for_load_state("networkidle")


def near(one: str, other: str) -> bool:
    """Whether two colours are the same but for what a canvas loses with a fill that is not opaque."""
    return all(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) <= 3 for at in (1, 3, 5))


def test_a_large_layer_is_drawn_from_tiles_in_the_colours_of_its_legend(open_tab, large_server: str, artifacts: Path) -> None:
    tab = open_tab(base=large_server)
    page = tab.go("/")
    assert not [address for address in tab.asked if PLUGIN in address or "/katmanlar/" in address]
    turn_on(page, "zoning")
    page.wait_for_timeout(1000)
    assert [address for address in tab.asked if PLUGIN in address]
    assert [address for address in tab.asked if re.search(r"/katmanlar/zoning/\d+/\d+/\d+\.mvt\?surum=", address)]
    assert not [address for address in tab.asked if "zoning.geojson" in address]
    legend = page.evaluate(
        "Array.from(document.querySelectorAll('.layer[data-layer=zoning] li')).map(line => line.dataset.colour)"
    )
    painted = {colour: count for colour, count in page.evaluate(COLOURS, "zoning").items() if count > 200}
    assert len(painted) > 3
    for colour in painted:
        assert any(near(colour, known) for known in legend), colour
    page.screenshot(path=artifacts / "karolar.png")


def test_it_moves_without_a_frozen_second(open_tab, large_server: str) -> None:
    page = open_tab(base=large_server).go("/")
    turn_on(page, "zoning")
    middle = page.evaluate("(() => { const at = map_atlas.getCenter(); return [at.lat, at.lng]; })()")
    for zooms in (0, 1, 2):
        page.evaluate("([zooms, at]) => map_atlas.setView(at, map_atlas.getZoom() + zooms, {animate: false})", [zooms, middle])
        page.wait_for_load_state("networkidle")
        longest_gap, longest_task, frames = page.evaluate(PAN)
        assert frames > 20
        assert page.evaluate(COLOURS, "zoning")
        assert longest_gap < FROZEN_MS
        assert longest_task < FROZEN_MS


def test_it_fades_goes_and_comes_back_by_its_address(open_tab, large_server: str) -> None:
    tab = open_tab(base=large_server)
    page = tab.go("/")
    turn_on(page, "zoning")
    item = page.locator(".layer[data-layer=zoning]")
    item.get_by_role("slider").fill("40")
    assert page.evaluate("map_atlas.getPane('zoning').style.opacity") == "0.4"
    address = page.url.removeprefix(large_server)
    assert "katman=zoning.40" in address
    item.get_by_role("checkbox").uncheck()
    assert page.evaluate("map_atlas.getPane('zoning').querySelectorAll('canvas').length") == 0
    again = tab.go(address)
    expect(again.locator(".layer[data-layer=zoning] [role=status]")).to_contain_text("karo karo çizilir", timeout=60_000)
    again.wait_for_load_state("networkidle")
    again.wait_for_timeout(500)
    assert again.evaluate(COLOURS, "zoning")


def look_at(page: Page, server: str, layer: str) -> tuple[float, float]:
    """Move the map to a shape of a layer; where on the screen it then lies."""
    page.evaluate("document.getElementById('katmanlar').open = false")
    page.evaluate("window.scrollTo(0, 0)")
    shape = page.request.get(f"{server}/katmanlar/{layer}.geojson").json()["features"][0]["geometry"]
    inside = shapely.geometry.shape(shape).representative_point()
    page.evaluate("at => map_atlas.setView(at, 16, {animate: false})", [inside.y, inside.x])
    page.wait_for_load_state("networkidle")
    box = page.locator(".leaflet-container").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_resting_mouse_tells_the_class_in_the_language_of_the_page(open_tab, large_server: str, language: str) -> None:
    page = open_tab(base=large_server).go(f"/?dil={language}")
    turn_on(page, "zoning")
    x, y = look_at(page, large_server, "zoning")
    page.mouse.move(x + 1, y + 1)
    item = page.locator(".layer[data-layer=zoning]")
    told = page.locator(".leaflet-tooltip.tip", has_text=f"{item.locator('.switch').text_content().strip()} – ")
    kind = told.first.text_content().split(" – ")[1].split(":")[0]
    assert any(kind in line for line in item.locator("li").all_text_contents())
    page.mouse.move(5, 5)
    expect(told).to_have_count(0)


def test_a_hostile_name_in_tiles_is_told_as_text(open_tab, hostile_large_server: str) -> None:
    page = open_tab(base=hostile_large_server).go("/")
    turn_on(page, "parks")
    assert page.locator(".layer[data-layer=parks][data-tiles]").count() == 1
    x, y = look_at(page, hostile_large_server, "parks")
    page.mouse.move(x + 1, y + 1)
    expect(page.locator(".leaflet-tooltip.tip", has_text=HOSTILE)).to_have_count(1)
    page.mouse.click(x + 1, y + 1)
    expect(page.get_by_role("region", name="Tıklanan yerdeki kayıtlar")).to_contain_text(HOSTILE)
    assert page.locator(".leaflet-container img").count() == 0


def test_a_click_tells_the_values_as_text(open_tab, large_server: str) -> None:
    page = open_tab(base=large_server).go("/")
    turn_on(page, "zoning")
    page.mouse.click(*look_at(page, large_server, "zoning"))
    told = page.get_by_role("region", name="Tıklanan yerdeki kayıtlar")
    expect(told).to_contain_text("İmar planı")
    expect(told).to_contain_text("Kullanım kararı")


def test_small_layers_stay_geojson(open_tab, large_server: str) -> None:
    tab = open_tab(base=large_server)
    turn_on(tab.go("/"), "parks")
    assert [address for address in tab.asked if "/katmanlar/parks.geojson" in address]
    assert not [address for address in tab.asked if PLUGIN in address]


def test_what_cannot_be_loaded_is_said_and_can_be_tried_again(open_tab, large_server: str) -> None:
    tab = open_tab(base=large_server)
    page = tab.go("/")
    page.route("**/katmanlar/zoning/0/0/0.mvt*", lambda route: route.fulfill(status=503, body="{}"))
    turn_on(page, "zoning")
    item = page.locator(".layer[data-layer=zoning]")
    expect(item.locator("[role=status]")).to_contain_text("Katman yüklenemedi")
    page.unroute("**/katmanlar/zoning/0/0/0.mvt*")
    item.get_by_role("checkbox").uncheck()
    turn_on(page, "zoning")
    expect(item.locator("[role=status]")).to_contain_text("karo karo çizilir")
    assert all("503" in text for text in tab.complaints)
    tab.complaints.clear()


@pytest.mark.parametrize("language", ["tr", "en"])
def test_axe_finds_nothing(open_tab, large_server: str, axe: str, language: str) -> None:
    page = open_tab(base=large_server).go(f"/?katman=zoning&dil={language}")
    expect(page.locator(".layer[data-layer=zoning] [role=status]")).to_have_text(
        re.compile("karo karo|tile by tile"), timeout=60_000
    )
    assert violations(page, axe, opened=False) == []
