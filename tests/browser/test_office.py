"""An office in a real browser, without a network: a planner sends a change, an approver releases it, then it is public."""

from pathlib import Path

import pytest
from journeys import corrected_table, upload, violations
from office import NAMES, PASSWORD, draft
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "giris": "/giris",
    "parola": "/parola",
    "kullanicilar": "/kullanicilar",
    "kayitlar": "/kayitlar",
    "yayin": "/yayin",
    "yayin-katman": "/yayin/population",
    "veri": "/veri",
    "atlas": "/",
}


def sign_in(page: Page, role: str, password: str = PASSWORD) -> None:
    """By keyboard alone."""
    page.get_by_role("link", name="Giriş", exact=True).press("Enter")
    page.get_by_label("Ad", exact=True).press_sequentially(NAMES[role])
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    # The atlas of a draft is made when it is first asked for.
    expect(page.locator(".person")).to_contain_text(NAMES[role], timeout=60_000)
    page.wait_for_load_state("networkidle")


def figure(page: Page) -> str:
    """The population of 2023 that this browser gets to see of Sümerler."""
    rows = page.evaluate("fetch('/mahalleler.json').then(answer => answer.json())")
    return str(next(row["population_2023"] for row in rows if row["name"] == "Sümerler"))


@pytest.mark.slow
def test_a_change_is_public_only_when_the_approver_has_released_it(
    open_tab, office_server: str, artifacts: Path, tmp_path: Path
) -> None:
    planner, approver, anybody = (open_tab(base=office_server) for _ in range(3))

    def keep(page: Page, step: str) -> None:
        # Not of the whole atlas: its map is measured anew while the window grows for the picture.
        page.screenshot(path=artifacts / f"ofis-{step}.png", full_page=page.locator("#harita").count() == 0)

    before = figure(anybody.go("/"))
    table = corrected_table(tmp_path)
    table.write_text(table.read_text(encoding="utf-8").replace("6.949", "7.111"), encoding="utf-8")

    # The planner.
    page = planner.go("/")
    sign_in(page, "planner")
    keep(page, "1-plancı-girdi")
    page.get_by_role("link", name="Veri", exact=True).click()
    upload(page, table)
    page.get_by_role("button", name="Sütunlara geç").click()
    page.get_by_label("Kaynağın kısa adı").fill("tuik")
    page.get_by_role("button", name="Dene").click()
    page.get_by_label("Sürümün notu").fill("Tablo 8, düzeltilmiş")
    page.get_by_role("button", name="Sakla:").click()
    expect(page.locator(".said")).to_contain_text("Saklandı: sürüm 3.")
    expect(page.locator(".draft-line")).to_contain_text("Nüfus, sürüm 3")
    keep(page, "2-taslak-farkı")
    assert figure(page) == "7111"
    assert figure(anybody.page) == before
    page = planner.go("/yayin/population")
    page.get_by_label("Onaylayana not").fill("Tablo 8 düzeltildi, bakar mısınız")
    page.get_by_role("button", name="Sürüm 3: onaya gönder").click()
    expect(page.locator(".said")).to_have_text("Sürüm 3 onaya gönderildi.")
    keep(page, "3-onaya-gönderildi")
    page.get_by_role("button", name="Çıkış").click()
    expect(page.locator(".said")).to_have_text("Çıkış yapıldı.")
    assert figure(anybody.page) == before

    # The approver.
    page = approver.go("/")
    sign_in(page, "approver")
    page.get_by_role("link", name="Yayın", exact=True).click()
    expect(page.locator("main tbody tr").first).to_contain_text("onay bekliyor")
    keep(page, "4-onaylayanın-listesi")
    page.get_by_role("link", name="Nüfus: 2 → 3 farkı").click()
    expect(page.locator("#karar").locator("..")).to_contain_text("Tablo 8 düzeltildi, bakar mısınız")
    page.get_by_role("searchbox").fill("sumerler")
    page.get_by_role("searchbox").press("Enter")
    row = page.locator(".changes tbody tr", has_text="Sümerler").filter(has_text="2023").filter(has_text="7.111")
    expect(row.first).to_be_visible()
    keep(page, "5-onaylayan-farkı-görüyor")
    page.get_by_role("button", name="Sürüm 3: yayımla").click()
    expect(page.locator(".said")).to_contain_text("artık herkes onu görüyor")
    keep(page, "6-yayımlandı")

    # Everybody.
    assert figure(anybody.page) == "7111"
    keep(anybody.go("/?gosterge=population"), "7-herkes-görüyor")
    expect(anybody.page.locator(".person")).to_have_text("Giriş")
    page.get_by_role("button", name="Çıkış").click()
    expect(page.get_by_label("Parola", exact=True)).to_be_visible()


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
            sign_in(tab.go("/"), role)
        for name, address in PAGES.items():
            if name in ("kullanicilar", "kayitlar") and role == "approver":
                continue
            page = tab.go(address + (f"?{query}" if query else ""))
            page.screenshot(path=artifacts / f"ofis-{name}-{role or 'herkes'}-{query[-2:] or 'tr'}-{width}.png", full_page=True)
            assert violations(page, axe) == [], (role, address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (role, address)
