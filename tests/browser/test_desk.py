"""The data desk in a real browser, without a network; a planner's way through it is in test_planners_day.py."""

from pathlib import Path

import pytest
from axed import DESK
from hostile import HOSTILE
from journeys import corrected_table, upload, violations
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_file_is_dropped_on_the_page(open_tab, desk_server: str) -> None:
    page = open_tab(base=desk_server).go("/veri")
    page.evaluate(
        """text => {
            const files = new DataTransfer();
            files.items.add(new File([text], "birakilan.csv", {type: "text/csv"}));
            document.querySelector("form.upload").dispatchEvent(
                new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: files}));
        }""",
        "MAHALLE;NÜFUS 2024\nHarbiye;24000\n",
    )
    expect(page.locator("h1")).to_have_text("birakilan.csv")
    page.get_by_role("button", name="Dosyayı bırak").click()
    expect(page.locator(".said")).to_have_text("birakilan.csv bırakıldı; hiçbir şey saklanmadı.")


def test_the_desk_works_without_scripts(open_tab, desk_server: str, tmp_path: Path) -> None:
    page = open_tab(base=desk_server, scripts=False).go("/veri")
    upload(page, corrected_table(tmp_path))
    page.get_by_role("button", name="Sütunlara geç").click()
    page.get_by_role("button", name="Dene").click()
    expect(page.locator("#ayrilacak-tablo tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Dosyayı bırak").click()
    expect(page.locator(".said")).to_contain_text("hiçbir şey saklanmadı")


def test_a_layer_is_sorted_searched_and_leafed_through_by_keyboard(open_tab, desk_server: str) -> None:
    page = open_tab(base=desk_server).go("/katmanlar/population")
    page.get_by_role("columnheader", name="Nüfus").get_by_role("link").press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Nüfus")
    page.get_by_role("link", name="Sonraki").press("Enter")
    expect(page.locator(".pager span", has_text="Sayfa")).to_have_text("Sayfa 2 / 3")
    page.get_by_role("searchbox").fill("sumerler")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".count")).to_contain_text("4 satırdan 1–4")


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("query", ["", "dil=en"])
def test_axe_finds_nothing_on_the_desk(open_tab, desk_server: str, axe: str, artifacts: Path, query: str, width: int) -> None:
    tab = open_tab(base=desk_server, width=width, height=900 if width > 400 else 800)
    for name, address in DESK.items():
        page = tab.go(address + (("&" if "?" in address else "?") + query if query else ""))
        page.screenshot(path=artifacts / f"masa-{name}-{query[-2:] or 'tr'}-{width}.png", full_page=True)
        assert violations(page, axe) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("query", ["", "dil=en"])
def test_axe_finds_nothing_on_the_way_of_a_file(
    open_tab, desk_server: str, axe: str, artifacts: Path, tmp_path: Path, query: str, width: int
) -> None:
    page = open_tab(base=desk_server, width=width).go("/veri?" + query)
    page.locator("#dosya").set_input_files(corrected_table(tmp_path))
    page.locator("form.upload button").click()
    for step, button in (("dosya", ".to-layer button"), ("sutunlar", ".mapping .buttons button"), ("deneme", "")):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=artifacts / f"masa-{step}-{query[-2:] or 'tr'}-{width}.png", full_page=True)
        assert violations(page, axe) == [], step
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
        if button:
            page.locator(button).first.click()


def test_hostile_text_stays_text_on_the_desk(open_tab, hostile_server: str) -> None:
    page = open_tab(base=hostile_server).go("/katmanlar/boundaries")
    expect(page.locator("main tbody").first).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
    expect(page.locator(".picture title").first).to_contain_text(HOSTILE)


def test_the_desk_is_wide_and_printed(open_tab, desk_server: str, artifacts: Path) -> None:
    page = open_tab(base=desk_server, width=3840, height=2160).go("/katmanlar/boundaries")
    assert page.evaluate("document.documentElement.scrollWidth") <= 3840
    page.screenshot(path=artifacts / "masa-katman-4k.png")
    page.emulate_media(media="print")
    expect(page.locator(".listing-controls")).to_be_hidden()
    page.pdf(path=artifacts / "katman.pdf", format="A4")
