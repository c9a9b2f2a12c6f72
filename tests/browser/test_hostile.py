"""A municipality whose texts try to be more than text, in a real browser: nothing of them runs, each is read as it is written.

That nothing ran, asked another host or was complained of is asserted of every tab at its end.
"""

import pytest
from hostile_town import EVIL
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.slow]

IMAGE, SCRIPT = EVIL[:2]


def test_what_scripts_write_is_text(open_tab, spoilt_server: str) -> None:
    page = open_tab(base=spoilt_server).go("/?katman=parks,roads")
    expect(page.locator("h1")).to_contain_text(IMAGE)
    page.get_by_label("Yer ara").press_sequentially("alert")
    expect(page.locator("#bulunan")).to_contain_text(SCRIPT)
    page.locator("#bulunan a", has_text="Parkı").first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".leaflet-tooltip").first).to_contain_text(SCRIPT)
    box = page.locator("#map_atlas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("region", name="Tıklanan yerdeki kayıtlar")).to_contain_text(SCRIPT)
    page.locator("#siralama").get_by_role("slider").focus()
    assert page.locator("main img, main iframe").count() == 0


@pytest.mark.parametrize("address", ["/karsilastir", "/mahalleler/900001", "/yatirimlar", "/katmanlar/parks", "/ara?q=alert"])
def test_pages_run_nothing(open_tab, spoilt_server: str, address: str) -> None:
    page = open_tab(base=spoilt_server).go(address)
    expect(page.locator("body")).to_contain_text("alert(")
    assert page.locator("main img, main iframe, main script").count() == 0
