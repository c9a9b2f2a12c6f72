"""The pages of an office in a real browser: accounts without scripts, and axe for each role. Its week: test_office_week.py."""

from pathlib import Path

import pytest
from axed import OFFICE
from journeys import sign_in, violations
from office import NAMES, PASSWORD, draft
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_administrator_makes_and_resets_an_account_without_scripts(open_tab, office_server: str, artifacts: Path) -> None:
    tab = open_tab(base=office_server, scripts=False)
    page = tab.go("/kullanicilar")
    expect(page.locator("h1")).to_have_text("Giriş")
    page.get_by_label("Ad", exact=True).fill("mudur ilgaz")
    page.get_by_label("Parola", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Giriş yap").click()
    expect(page.locator("h1")).to_have_text("Kullanıcılar")
    page.get_by_label("Ad", exact=True).fill("Yeni Kişi")
    page.get_by_label("Rol", exact=True).select_option("viewer")
    page.get_by_role("button", name="Ekle").click()
    given = page.locator(".once").inner_text()
    page.screenshot(path=artifacts / "ofis-bir-kerelik-parola.png", full_page=True)
    fresh = open_tab(base=office_server, scripts=False).go("/giris")
    fresh.get_by_label("Ad", exact=True).fill("yeni kisi")
    fresh.get_by_label("Parola", exact=True).fill(given)
    fresh.get_by_role("button", name="Giriş yap").click()
    expect(fresh.locator("main")).to_contain_text("Parolanız bir kereliktir")
    fresh.get_by_label("Şimdiki parola").fill(given)
    fresh.get_by_label("Yeni parola", exact=True).fill("kiraz dut incir")
    fresh.get_by_label("Yeni parola, bir daha").fill("kiraz dut incir")
    fresh.get_by_role("button", name="Değiştir").click()
    expect(fresh.locator(".said")).to_contain_text("Parolanız değişti")
    page.get_by_role("button", name="Yeni Kişi: Kapat").click()
    expect(page.locator(".said")).to_contain_text("Yeni Kişi hesabı kapatıldı")
    fresh.goto(office_server + "/yayin")
    expect(fresh.locator("main")).to_contain_text("Oturumunuz kapandı: hesap kapatıldı")


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("query", ["", "dil=en"])
def test_axe_finds_nothing_in_the_office(
    open_tab, office_server: str, office_path: Path, axe: str, artifacts: Path, query: str, width: int
) -> None:
    draft(office_path, office_path.parent)
    for role in ("administrator", "approver", ""):
        tab = open_tab(base=office_server, width=width)
        if role:
            sign_in(tab.go("/"), NAMES[role])
        for name, address in OFFICE.items():
            if name in ("kullanicilar", "kayitlar") and role == "approver":
                continue
            page = tab.go(address + (f"?{query}" if query else ""))
            page.screenshot(path=artifacts / f"ofis-{name}-{role or 'herkes'}-{query[-2:] or 'tr'}-{width}.png", full_page=True)
            assert violations(page, axe) == [], (role, address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (role, address)
