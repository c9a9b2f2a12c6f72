"""One week of an office in a real browser, without a network: a park, two at one row, 25 sites, scenarios, a value, the release.

All of it happens at a real server of the synthetic municipality. Whoever is not signed in looks on in a browser of her own.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys import Tab, click_a_place, only_refused, picture, sign_in, violations
from office import NAMES, PASSWORD, QUICK, add_people
from playwright.sync_api import Page, expect
from served import served

from layers.accounts import Accounts
from layers.workspace import open_workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COLLEAGUE = "Fatma"
PARK = "Dere Kenarı Parkı"
REASON = "Kurum görüşleri gecikti."
HALF = {"Türkçe adı": "Gidenlerin yarısı döner", "Kaynağı": "Çalıştay notu", "Gidenlerin yüzde kaçı döner": "50"}
HOUSING = {"Türkçe adı": "Yeni konut dolar", "Kaynağı": "Nazım plan raporu"}


@pytest.fixture
def office(siting_town: Path, tmp_path: Path) -> Iterator[str]:
    """The synthetic municipality with accounts, of which two are planners, at a server of its own."""
    path = Path(shutil.copytree(siting_town, tmp_path / "w"))
    add_people(path)
    Accounts(open_workspace(path).store().register, hasher=QUICK).add(COLLEAGUE, "planner", PASSWORD)
    with served(path, 0) as (_, base):
        yield base


@dataclass
class Public:
    """What somebody who is not signed in gets to see."""

    tab: Tab

    def investments(self) -> dict[str, str]:
        """Name and stage of each investment, by its id, on the page's file; held against the page and the map."""
        page = self.tab.go("/yatirimlar")
        rows = page.evaluate("fetch('/yatirimlar.json').then(answer => answer.json())")["rows"]
        drawn = page.evaluate("fetch('/yatirimlar/yerler.json').then(answer => answer.json())")["investments"]["features"]
        assert {item["properties"]["name"] for item in drawn} <= {row["name"] for row in rows}
        expect(page.locator(".person")).to_have_text("Giriş")
        page.goto(f"{self.tab.base}/yatirimlar?ara={PARK}")
        expect(page.locator("table.programme tbody tr")).to_have_count(sum(row["name"] == PARK for row in rows))
        return {row["id"]: f"{row['name']}: {row['status']}" for row in rows}

    def says_reason(self) -> bool:
        """Whether the card of target 1.1 says why its first value is missed."""
        page = self.tab.go("/hedefler/1.1?yil=2026")
        expect(page.get_by_text("PG 1.1.1: değer gir")).to_have_count(0)
        return REASON in page.locator("main").inner_text()

    def scenarios(self) -> list[str]:
        """The titles of scenarios."""
        return self.tab.go("/senaryolar").locator("table.listing tbody th").all_inner_texts()


@dataclass
class Person:
    """Somebody who is signed in; each step that is kept as a picture is looked at by axe, too."""

    tab: Tab
    pictures: Path
    axe: str

    @property
    def page(self) -> Page:
        return self.tab.page

    def keep(self, step: str) -> None:
        assert violations(self.page, self.axe, opened=False) == [], step
        picture(self.page, self.pictures / f"{step}.png")


@pytest.mark.slow
def test_a_week_of_an_office(open_tab, office: str, artifacts: Path, axe: str) -> None:
    anybody = Public(open_tab(base=office))
    before = anybody.investments()
    assert (anybody.says_reason(), anybody.scenarios()) == (False, [])

    planner = Person(open_tab(base=office), artifacts, axe)
    sign_in(planner.tab.go("/"), NAMES["planner"])
    planner.keep("ofis-1-plancı-girdi")
    add_a_park(planner)
    edit_it_while_another_does(planner, open_tab(base=office))
    look_for_25_parks(planner, anybody.tab)
    compare_two_scenarios(planner)
    enter_a_value(planner)
    assert anybody.investments() == before
    assert (anybody.says_reason(), anybody.scenarios()) == (False, [])
    send_for_release(planner)
    sign_out(planner, office, open_tab)
    assert anybody.investments() == before

    approver = Person(open_tab(base=office), artifacts, axe)
    sign_in(approver.tab.go("/"), NAMES["approver"])
    release_the_investments(approver)
    after = anybody.investments()
    new = {text for key, text in after.items() if key not in before}
    assert {key: after[key] for key in before} == before
    assert len(new) == 26
    assert [text for text in new if not text.startswith("Park: ")] == [f"{PARK}: tender"]
    assert not anybody.says_reason()
    release_the_targets(approver)
    assert anybody.says_reason()
    picture(anybody.tab.page, artifacts / "hafta-8-herkesin-hedefi.png")
    assert anybody.scenarios() == []
    picture(anybody.tab.go(f"/yatirimlar?ara={PARK}"), artifacts / "hafta-9-herkesin-yatırımları.png")
    sign_out(approver, office, open_tab)


def add_a_park(planner: Person) -> None:
    page = planner.page
    page.get_by_role("link", name="Yatırımlar", exact=True).click()
    page.get_by_label("Yıl", exact=True).select_option("2027")
    page.get_by_label("Hedef", exact=True).select_option("3.1")
    page.get_by_role("button", name="Göster").click()
    planner.keep("yatirim-1-program")
    page.get_by_role("link", name="Yeni yatırım").click()
    page.get_by_label("Yatırım adı").fill(PARK)
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
    planner.keep("yatirim-2-yeni")
    page.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(page.locator("h1")).to_have_text(PARK)
    expect(page.locator(".said").first).to_have_text("Kaydedildi: sürüm 2.")
    expect(page.locator(".picture path.point")).to_have_count(1)
    expect(page.locator(".draft-line")).to_contain_text("Yatırımlar, sürüm 2")
    planner.keep("yatirim-3-kaydedildi")


def edit_it_while_another_does(planner: Person, other_tab: Tab) -> None:
    page = planner.page
    page.get_by_role("link", name="Değiştir ya da sil").click()
    other = other_tab.go("/")
    sign_in(other, COLLEAGUE)
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
    only_refused(planner.tab, 409)
    told = page.locator(".meanwhile")
    expect(told).to_contain_text(f"{COLLEAGUE}, ")
    expect(told).to_contain_text("İhaleye çıkıldı")
    expect(told.locator("tr", has_text="Bütçe")).to_contain_text("3.000.000")
    expect(told.locator("tr", has_text="Bütçe")).to_contain_text("2.750.000")
    expect(page.get_by_label("Adres")).to_have_value("Dere Sokak")
    expect(page.locator("[name='yil.0.budget_try']")).to_have_value("2.750.000")
    expect(page.get_by_label("Aşama", exact=True)).to_have_value("tender")
    planner.keep("yatirim-4-iki-kisi")
    page.get_by_role("button", name="Yeni sürüm olarak kaydet").click()
    expect(page.locator(".said").first).to_have_text("Kaydedildi: sürüm 4.")
    facts = page.locator("main")
    for kept in ("İhalede", "2.750.000", "Dere Sokak"):
        expect(facts).to_contain_text(kept)

    page.goto(f"{other_tab.base}/yatirimlar?ara=Dere")
    page.get_by_role("button", name="Haritayı aç").click()
    page.locator("#yer-haritasi .leaflet-interactive").first.click()
    expect(page.locator("h1")).to_have_text(PARK)


def look_for_25_parks(planner: Person, anybody: Tab) -> None:
    page = planner.page
    page.get_by_role("link", name="Yer seçimi").click()
    expect(page.get_by_label("Kaç yer")).to_have_value("25")
    page.get_by_role("button", name="Adayları say").click()
    expect(page.locator(".refused")).to_contain_text("25 yer istendi, ama kurallardan yalnız 2 aday geçti")
    only_refused(planner.tab, 422)
    planner.keep("yer-secimi-1-az-aday")
    page.get_by_label("Yürüme mesafesi (m)").fill("300")
    page.locator("summary", has_text="Kurallar").click()
    page.get_by_label("kirada").check()
    page.get_by_label("imar planında bu tür için ayrılmamış").check()
    page.get_by_role("button", name="Adayları say").click()
    expect(page.locator(".counts .good dd")).to_have_text("124")
    planner.keep("yer-secimi-2-adaylar")
    page.get_by_role("button", name="Hesabı başlat").click()
    expect(page.locator("#ilerleme")).to_have_text("Hesap sürüyor")
    expect(page.locator("#adim")).to_contain_text("/ 4:")
    planner.keep("yer-secimi-3-suruyor")
    # The page finds the end by itself.
    expect(page.locator("#yerler")).to_have_text("Seçilen yerler", timeout=60_000)
    expect(page.locator("#tablo tbody tr")).to_have_count(25)
    expect(page.locator(".picture circle")).to_have_count(25)
    expect(page.locator(".proof").first).to_contain_text("En iyi çözüm olduğu kanıtlandı")
    planner.keep("yer-secimi-4-sonuc")
    anybody.page.goto(page.url)
    expect(anybody.page.locator("h1")).to_have_text("Giriş")
    page.get_by_label("Hangi göstergeye (PG) sayılacak").select_option("2.1.1")
    page.get_by_label("Sorumlu birim").fill("Park ve Bahçeler Müdürlüğü")
    page.get_by_role("button", name="İşaretlenenleri planlanan yatırım olarak al").click()
    expect(page.locator(".said")).to_have_text("25 yer planlanan yatırım oldu: yatırımlar, sürüm 5.")
    planner.keep("yer-secimi-5-yatirim")
    page.go_back()
    page.reload()
    expect(page.get_by_text("yatırımlarda var")).to_have_count(25)
    expect(page.get_by_role("button", name="İşaretlenenleri")).to_have_count(0)
    page = planner.tab.go("/yatirimlar?gosterge=2.1.1&birim=Park ve Bahçeler Müdürlüğü")
    expect(page.locator("table.programme tbody tr", has_text="Park: ")).to_have_count(25)


def compare_two_scenarios(planner: Person) -> None:
    page = planner.page
    for texts in (HALF, HOUSING):
        page.get_by_role("link", name="Senaryolar").first.click()
        page.get_by_role("link", name="Yeni senaryo").click()
        for label, value in {**texts, "Plan yılı": "2041"}.items():
            page.get_by_label(label).fill(value)
        if texts is HOUSING:
            page.get_by_label("Neye göre paylaştırılır, 1").select_option("population")
            for label, value in (("Alan (ha), 1", "40"), ("Yoğunluk (kişi/ha), 1", "120")):
                page.get_by_label(label).nth(1).fill(value)
            planner.keep("senaryo-1-form")
        page.get_by_role("button", name="Senaryoyu sakla").click()
        expect(page.locator(".said")).to_have_text("Senaryo saklandı.")
    page.get_by_role("link", name="Senaryolar").first.click()
    planner.keep("senaryo-2-liste")
    page.get_by_role("button", name="Karşılaştır").click()
    expect(page.locator("h1")).to_have_text("İki senaryo yan yana")
    row = page.locator("tbody tr", has_text="Aktif yeşil alan, kişi başına mevcut (m²)").first
    expect(row).to_contain_text("Gidenlerin yarısı döner")
    expect(page.locator(".zone")).to_have_count(24)
    planner.keep("senaryo-3-karsilastirma")


def enter_a_value(planner: Person) -> None:
    page = planner.tab.go("/hedefler?yil=2026")
    planner.keep("hedef-1-liste")
    page.get_by_role("link", name="Hedef 1.1", exact=True).click()
    page.get_by_text("PG 1.1.1: değer gir").click()
    form = page.locator("form.row-form").first
    form.get_by_label("2026 yıl sonu: gerçekleşen").fill("1")
    form.get_by_role("button", name="PG 1.1.1 değerini kaydet").click()
    expect(page.locator(".refused")).to_contain_text("nedeni yazılmadan saklanmaz")
    only_refused(planner.tab, 422)
    form = page.locator("form.row-form").first
    expect(form.get_by_label("2026 yıl sonu: gerçekleşen")).to_have_value("1")
    planner.keep("hedef-2-neden")
    form.get_by_label("2026 sapmasının nedeni").fill(REASON)
    form.get_by_role("button", name="PG 1.1.1 değerini kaydet").click()
    expect(page.locator(".said")).to_have_text("Kaydedildi: sürüm 2.")
    expect(page.locator(".indicator").first.locator(".band")).to_be_visible()
    planner.keep("hedef-3-kart")


def send_for_release(planner: Person) -> None:
    page = planner.page
    for layer, number, note in (("investments", 5, "25 park ve dere kenarı"), ("targets", 2, "Yıl sonu değerleri")):
        page = planner.tab.go(f"/yayin/{layer}")
        expect(page.get_by_role("button", name=re.compile("yayımla"))).to_have_count(0)
        page.get_by_label("Onaylayana not").fill(note)
        page.get_by_role("button", name=f"Sürüm {number}: onaya gönder").click()
        expect(page.locator(".said")).to_have_text(f"Sürüm {number} onaya gönderildi.")
        planner.keep(f"yayin-3-gonderildi-{layer}")


def release_the_investments(approver: Person) -> None:
    page = approver.page
    page.get_by_role("link", name="Yayın", exact=True).click()
    rows = page.locator("main tbody tr")
    expect(rows.filter(has_text="onay bekliyor")).to_have_count(2)
    approver.keep("yayin-4-liste")
    page.get_by_role("link", name="Yatırımlar: 1 → 5 farkı").click()
    expect(page.locator("#karar").locator("..")).to_contain_text("25 park ve dere kenarı")
    changed = page.locator(".changes tbody tr")
    expect(changed.filter(has_text=PARK).first).to_be_visible()
    approver.keep("yayin-5-fark")
    page.get_by_role("button", name="Sürüm 5: yayımla").click()
    expect(page.locator(".said")).to_contain_text("artık herkes onu görüyor")
    approver.keep("yayin-6-yayimlandi")


def release_the_targets(approver: Person) -> None:
    page = approver.page
    page.get_by_label("Yeriniz").get_by_role("link", name="Yayın").click()
    page.get_by_role("link", name="Hedef kartları: 1 → 2 farkı").click()
    expect(page.locator(".changes")).to_contain_text(REASON)
    approver.keep("yayin-7-hedef-farki")
    page.get_by_role("button", name="Sürüm 2: yayımla").click()
    expect(page.locator(".said")).to_contain_text("artık herkes onu görüyor")


def sign_out(person: Person, base: str, open_tab) -> None:
    """The cookie is dead wherever it was copied to, and going back shows nothing that was private."""
    page = person.tab.go("/yayin")
    copied = page.context.cookies()
    page.get_by_role("button", name="Çıkış").click()
    expect(page.locator(".said")).to_have_text("Çıkış yapıldı.")
    page.go_back()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".person")).to_have_text("Giriş")
    expect(page.locator("main")).not_to_contain_text("onay bekliyor")
    thief: Tab = open_tab(base=base)
    thief.page.context.add_cookies(copied)
    thief.go("/yayin/investments")
    expect(thief.page.locator(".person")).to_have_text("Giriş")
    assert "sürüm 5" not in thief.page.content()
