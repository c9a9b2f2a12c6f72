"""The pages of reports and of open data in a real browser: readable by everybody, at 400 and 1280 pixels, in both languages."""

from pathlib import Path

import pytest
from axed import REPORTS
from journeys import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("query", ["", "?dil=en"])
@pytest.mark.parametrize("address", REPORTS.values())
def test_axe_finds_nothing(open_tab, axe: str, artifacts: Path, address: str, query: str, width: int) -> None:
    page = open_tab(width=width, height=900 if width > 400 else 800).go(address + query)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = false; })")
    page.screenshot(path=artifacts / f"{address[1:]}-{query[-2:] or 'tr'}-{width}.png", full_page=True)


def test_a_card_is_reached_by_keyboard_from_the_page_of_reports(open_tab) -> None:
    tab = open_tab()
    page = tab.go("/raporlar")
    link = page.get_by_role("link", name="Sinanlı karnesi, PDF")
    link.focus()
    assert page.evaluate("document.activeElement.textContent") == "Sinanlı"
    answer = page.request.get(tab.base + link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


def test_the_dictionary_of_a_layer_opens_and_its_file_comes_down(open_tab) -> None:
    page = open_tab().go("/acik-veri#boundaries")
    section = page.locator("section[aria-labelledby=boundaries]")
    section.locator("summary").press("Enter")
    assert section.get_by_role("rowheader", name="official_area_km2").is_visible()
    with page.expect_download() as coming:
        section.get_by_role("link", name="GeoJSON (RFC 7946)").click()
    assert coming.value.suggested_filename == "boundaries.geojson"
