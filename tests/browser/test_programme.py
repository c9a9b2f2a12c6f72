"""Planners at programme and targets in a real browser, without a network: a park by a click, two at one row, a reason."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from layers.importing import current_frame
from layers.workspace import open_workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def violations(page: Page, axe: str) -> list[object]:
    page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(item["id"], [node["html"][:160] for node in item["nodes"]][:3]) for item in found["violations"]]


def only_refused(tab, status: int) -> None:
    """The console says of a refusal that it is one, and nothing else."""
    assert len(tab.complaints) == 1
    assert str(status) in tab.complaints.pop()


def click_a_place(page: Page) -> None:
    """Open the map and click the middle of it."""
    page.get_by_role("button", name="Haritayı aç").click()
    place = page.locator("#yer-haritasi[data-ready]")
    expect(place).to_be_visible()
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.slow
def test_two_planners_at_the_programme(open_tab, town_server: str, town_path: Path, artifacts: Path) -> None:
    tab = open_tab(base=town_server)
    page = tab.go("/yatirimlar")

    def keep(page: Page, step: str) -> None:
        page.screenshot(path=artifacts / f"yatirim-{step}.png", full_page=True)

    keep(page, "1-program")
    page.get_by_role("link", name="Yeni yatırım").click()
    page.get_by_label("Yatırım adı").fill("Dere Kenarı Parkı")
    page.get_by_label("Tür", exact=True).select_option("park")
    page.get_by_label("Aşama", exact=True).select_option("planned")
    page.get_by_label("Gösterge no").fill("2.1.1")
    page.get_by_label("Hedef no").fill("2.1")
    page.locator("[name='yil.0.year']").fill("2027")
    page.locator("[name='yil.0.budget_try']").fill("2.500.000")
    click_a_place(page)
    expect(page.get_by_label("nokta", exact=True)).to_be_checked()
    assert "," in page.get_by_label("Koordinatlar").input_value()
    page.get_by_label("Sürümün notu").fill("Meclis kararı")
    keep(page, "2-yeni")
    page.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(page.locator("h1")).to_have_text("Dere Kenarı Parkı")
    expect(page.locator(".said").first).to_have_text("Kaydedildi: sürüm 2.")
    expect(page.locator(".picture path.point")).to_have_count(1)
    keep(page, "3-kaydedildi")

    page.get_by_role("link", name="Değiştir ya da sil").click()
    other = open_tab(base=town_server).page
    other.goto(page.url)
    other.get_by_label("Aşama", exact=True).select_option("tender")
    other.locator("[name='yil.0.budget_try']").fill("3.000.000")
    other.get_by_label("Sürümün notu").fill("İhaleye çıkıldı")
    other.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(other.locator(".said").first).to_have_text("Kaydedildi: sürüm 3.")

    page.locator("[name='yil.0.budget_try']").fill("2.750.000")
    page.get_by_label("Adres").fill("Dere Sokak")
    page.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(page.locator(".refused")).to_contain_text("başka biri değiştirdi")
    only_refused(tab, 409)
    told = page.locator(".meanwhile")
    expect(told).to_contain_text("İhaleye çıkıldı")
    expect(told.locator("tr", has_text="Bütçe")).to_contain_text("3.000.000")
    expect(told.locator("tr", has_text="Bütçe")).to_contain_text("2.750.000")
    expect(page.get_by_label("Adres")).to_have_value("Dere Sokak")
    expect(page.locator("[name='yil.0.budget_try']")).to_have_value("2.750.000")
    expect(page.get_by_label("Aşama", exact=True)).to_have_value("tender")
    keep(page, "4-iki-kisi")
    page.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(page.locator(".said").first).to_have_text("Kaydedildi: sürüm 4.")
    workspace = open_workspace(town_path)
    rows = current_frame(workspace, workspace.store(), "investments")
    assert rows is not None
    made = rows[rows["source"] == "elle"].iloc[0]
    assert (made["budget_try"], made["status"], made["address"]) == (2_750_000, "tender", "Dere Sokak")
    assert made.geometry.geom_type == "Point"

    page.goto(f"{town_server}/yatirimlar?ara=Dere")
    page.get_by_role("button", name="Haritayı aç").click()
    page.locator("#yer-haritasi .leaflet-interactive").first.click()
    expect(page.locator("h1")).to_have_text("Dere Kenarı Parkı")


@pytest.mark.slow
def test_a_realised_value_with_its_reason(open_tab, town_server: str, artifacts: Path) -> None:
    tab = open_tab(base=town_server)
    page = tab.go("/hedefler?yil=2026")
    page.screenshot(path=artifacts / "hedef-1-liste.png", full_page=True)
    page.get_by_role("link", name="Hedef 1.1", exact=True).click()
    page.get_by_text("PG 1.1.1: değer gir").click()
    form = page.locator("form.row-form").first
    form.get_by_label("2026 yıl sonu: gerçekleşen").fill("1")
    form.get_by_role("button", name="PG 1.1.1 değerini kaydet").click()
    expect(page.locator(".refused")).to_contain_text("nedeni yazılmadan saklanmaz")
    only_refused(tab, 422)
    form = page.locator("form.row-form").first
    expect(form.get_by_label("2026 yıl sonu: gerçekleşen")).to_have_value("1")
    page.screenshot(path=artifacts / "hedef-2-neden.png", full_page=True)
    form.get_by_label("2026 sapmasının nedeni").fill("Kurum görüşleri gecikti.")
    form.get_by_role("button", name="PG 1.1.1 değerini kaydet").click()
    expect(page.locator(".said")).to_have_text("Kaydedildi: sürüm 2.")
    expect(page.locator(".indicator").first.locator(".band")).to_be_visible()
    page.screenshot(path=artifacts / "hedef-3-kart.png", full_page=True)


PAGES = {
    "program": "/yatirimlar",
    "plan": "/yatirimlar/plan",
    "etki": "/yatirimlar/etki",
    "aday": "/yatirimlar/adaylar",
    "yeni": "/yatirimlar/duzenle",
    "hedefler": "/hedefler",
    "hedef": "/hedefler/2.1",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing(open_tab, town_server: str, axe: str, artifacts: Path, width: int, language: str) -> None:
    tab = open_tab(base=town_server, width=width)
    first = tab.go("/yatirimlar").locator("table.listing tbody th a").first.get_attribute("href")
    assert first is not None
    pages = PAGES | {"yatirim": first, "degistir": first.replace("/yatirim?", "/duzenle?")}
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
