"""The pages of `/ogc` in a real browser: readable by everybody on every width, and each leads on by keyboard."""

from pathlib import Path

import pytest
from axed import OGC
from journeys import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("query", ["", "&dil=en"])
@pytest.mark.parametrize("name", OGC)
def test_axe_finds_nothing(open_tab, axe: str, artifacts: Path, name: str, query: str, width: int) -> None:
    page = open_tab(width=width, height=900 if width > 400 else 800).go(OGC[name] + query)
    assert violations(page, axe, opened=False) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=artifacts / f"ogc-{name}-{query[-2:] or 'tr'}-{width}.png", full_page=True)


def test_a_browser_gets_pages_without_asking_for_them(open_tab) -> None:
    page = open_tab().go("/")
    page.get_by_role("link", name="QGIS ve başka programlar için adres (OGC API)").press("Enter")
    page.get_by_role("link", name="Veri kümeleri").press("Enter")
    page.get_by_role("link", name="Nüfus", exact=True).press("Enter")
    page.get_by_role("link", name="Veri kayıtları", exact=True).press("Enter")
    page.get_by_role("link", name="Sonraki kayıtlar").press("Enter")
    assert page.locator("tbody tr").count() > 10
    assert "/ogc/collections/population/items" in page.url
