"""Programme and targets in a real browser: axe, a place by keyboard and without scripts, areas corner by corner."""

from pathlib import Path

import pytest
from axed import PROGRAMME
from journeys import click_a_place, violations
from playwright.sync_api import expect

from layers.importing import current_frame
from layers.workspace import open_workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing(open_tab, town_server: str, axe: str, artifacts: Path, width: int, language: str) -> None:
    tab = open_tab(base=town_server, width=width)
    first = tab.go("/yatirimlar").locator("table.listing tbody th a").first.get_attribute("href")
    assert first is not None
    pages = PROGRAMME | {"yatirim": first, "degistir": first.replace("/yatirim?", "/duzenle?")}
    found = {}
    for name, address in pages.items():
        page = tab.go(address + ("&" if "?" in address else "?") + f"dil={language}")
        if page.get_by_role("button", name="Haritayı aç").or_(page.get_by_role("button", name="Open the map")).count():
            page.locator("#harita-ac").click()
            expect(page.locator("#yer-haritasi[data-ready]")).to_be_visible()
        page.screenshot(path=artifacts / f"planci-{name}-{language}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is wider than the screen"
        found[address] = violations(page, axe)
    assert not {address: problems for address, problems in found.items() if problems}


def test_a_place_is_typed_and_saved_without_scripts_and_by_keyboard(open_tab, town_server: str, town_path: Path) -> None:
    page = open_tab(base=town_server, scripts=False).go("/yatirimlar/duzenle")
    expect(page.get_by_role("button", name="Haritayı aç")).to_be_hidden()
    workspace = open_workspace(town_path)
    boundaries = current_frame(workspace, workspace.store(), "boundaries")
    assert boundaries is not None
    point = boundaries.iloc[0].geometry.representative_point()
    page.get_by_label("Yatırım adı").focus()
    page.keyboard.type("Klavye Parkı")
    page.get_by_label("nokta", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("Koordinatlar").focus()
    page.keyboard.type(f"{point.y:.6f}, {point.x:.6f}")
    page.get_by_label("Sürümün notu").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Klavye Parkı")
    expect(page.locator(".picture path.point")).to_have_count(1)


@pytest.mark.slow
def test_areas_are_drawn_corner_by_corner(open_tab, town_server: str) -> None:
    page = open_tab(base=town_server).go("/yatirimlar/duzenle")
    page.get_by_label("Yatırım adı").fill("Üç Köşe Meydanı")
    page.get_by_label("alan", exact=True).check()
    click_a_place(page)
    box = page.locator("#yer-haritasi").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(middle[0] + 30, middle[1])
    page.mouse.click(middle[0], middle[1] + 30)
    page.mouse.click(middle[0] - 60, middle[1] - 60)
    page.get_by_role("button", name="Son noktayı sil").click()
    assert len(page.get_by_label("Koordinatlar").input_value().splitlines()) == 3
    page.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(page.locator(".picture path.area")).to_have_count(1)
