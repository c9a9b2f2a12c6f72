"""A planner's day on Defne's own data, in a real browser without a network: look, compare, print, upload, store, undo, decide.

The pictures of its steps are those of the planner's guide, docs/kullanim.md, which follows the same story.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from journeys import corrected_table, upload
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Keep = Callable[[str], None]

SUMERLER = '#tablo tr:has(a:text-is("Sümerler"))'


@pytest.mark.slow
def test_a_planner_looks_compares_prints_corrects_and_decides(
    open_tab, desk_server: str, artifacts: Path, tmp_path: Path, root: Path
) -> None:
    page = open_tab(base=desk_server).go("/")

    kept = []

    def keep(step: str) -> None:
        kept.append(f"gun-{step}.png")
        page.wait_for_load_state("networkidle")
        # Not of the whole atlas: its map is measured anew while the window grows for the picture.
        page.screenshot(path=artifacts / kept[-1], full_page=page.locator(".map-frame").count() == 0)

    # The atlas.
    expect(page.locator("h1")).to_have_text("Defne Mahalle Atlası")
    keep("01-atlas")
    find_sumerler(page, keep)
    read_what_the_plan_prints(page)
    keep("03-sumerler")
    page.get_by_role("link", name="Defne Mahalle Atlası").click()
    see_the_rows_that_moved(page)
    keep("04-celiski")
    page.get_by_label("Gösterge", exact=True).select_option("density_per_km2")
    page.get_by_role("button", name="Göster", exact=True).click()
    expect(page.locator("#harita-basligi")).to_have_text("Nüfus yoğunluğu (kişi/km²), 2023")
    expect(page.locator(SUMERLER).locator("td.shown")).to_have_text("6.949")
    keep("05-yogunluk")
    put_two_years_side_by_side(page)
    keep("06-iki-yil")

    # The card, on the screen and on paper.
    page.locator(SUMERLER).get_by_role("link", name="Sümerler").click()
    expect(page.locator("h1")).to_have_text("Sümerler Mahallesi")
    print_the_card(page, keep, artifacts)

    # The data desk.
    page.get_by_role("link", name="Veri", exact=True).first.click()
    keep("08-katmanlar")
    try_the_corrected_table(page, corrected_table(tmp_path), keep)
    page.get_by_label("Sürümün notu").fill("Tablo 8, düzeltilmiş")
    page.get_by_role("button", name="Sakla:").click()
    expect(page.locator(".said")).to_have_text("Saklandı: sürüm 3. 37 satır alındı, 1 satır ayrıldı.")
    see_the_difference(page)
    keep("12-fark")
    page.get_by_role("link", name="Ayrılan satırlar").click()
    expect(page.locator("main tbody tr")).to_contain_text("TURUNÇLU")
    keep("13-ayrilan")
    page.get_by_role("link", name="Geçmiş").click()
    page.get_by_label("Neden").fill("Turunçlu düzeltilince yeniden alınacak")
    keep("14-gecmis")
    page.get_by_role("button", name="Geri al").click()
    expect(page.locator(".said")).to_have_text("Geri alındı: sürüm 4, sürüm 2 ile aynı.")
    keep("15-geri-alindi")
    accept_a_name(page, keep)
    guide = (root / "docs" / "kullanim.md").read_text(encoding="utf-8")
    assert re.findall(r"images/kullanim/(gun-[^)]+)", guide) == kept
    assert all((root / "docs" / "images" / "kullanim" / name).is_file() for name in kept)


def find_sumerler(page: Page, keep: Keep) -> None:
    """By the search, as one types on a keyboard without Turkish letters."""
    page.get_by_label("Yer ara").press_sequentially("sumerler")
    expect(page.locator("#bulunan a")).to_have_text(["Sümerler"])
    keep("02-arama")
    page.get_by_label("Yer ara").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Sümerler Mahallesi")


def read_what_the_plan_prints(page: Page) -> None:
    chart = page.get_by_role("img", name="Sümerler: yıllara göre nüfus")
    assert chart.locator(".label").all_text_contents() == ["11.342", "6.949", "5.198"]
    expect(chart.locator(".rival-label")).to_have_text("≠ 2.970")
    expect(page.locator(".notices")).to_contain_text("32. satırda 2.970 yazıyor; TÜİK ADNKS değeri 6.949")


def see_the_rows_that_moved(page: Page) -> None:
    cells = page.locator(SUMERLER).locator("td.number").all_inner_texts()
    assert cells[2] == "11.342"
    assert cells[3].endswith("6.949")
    page.get_by_text("Satırları göster").click()
    told = page.locator(".notices tbody tr", has=page.get_by_role("link", name="Sümerler"))
    expect(told.locator("td")).to_have_text(["32", "2.970", "Tavla", "6.949"])


def put_two_years_side_by_side(page: Page) -> None:
    page.get_by_role("link", name="İki haritayı yan yana karşılaştır").click()
    page.get_by_label("Soldaki harita").select_option("population")
    page.get_by_label("Sağdaki harita").select_option("population")
    page.get_by_label("Soldaki yıl").select_option("2022")
    page.get_by_label("Sağdaki yıl").select_option("2023")
    page.get_by_role("button", name="Göster", exact=True).click()
    assert page.locator(".pair h2").all_inner_texts() == ["Nüfus, 2022", "Nüfus, 2023"]
    expect(page.locator(SUMERLER).locator("td.number").nth(0)).to_have_text("11.342")
    expect(page.locator(SUMERLER).locator("td.number").nth(1)).to_have_text("6.949")


def print_the_card(page: Page, keep: Keep, artifacts: Path) -> None:
    page.emulate_media(media="print")
    expect(page.locator("nav.rooms")).to_be_hidden()
    keep("07-kart-kagit")
    paper = page.pdf(path=artifacts / "gun-07-kart.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
    page.emulate_media(media="screen")


def try_the_corrected_table(page: Page, table: Path, keep: Keep) -> None:
    upload(page, table)
    expect(page.locator("#katman-1")).to_have_value("population")
    keep("09-dosya")
    page.get_by_role("button", name="Sütunlara geç").click()
    expect(page.locator("select[name=sutun-3]")).to_have_value("population_2023")
    expect(page.locator(".mapping-table tbody tr")).to_have_count(8)
    page.get_by_label("Kaynağın kısa adı").fill("plan")
    keep("10-sutunlar")
    page.get_by_role("button", name="Dene").click()
    bad = page.locator("#ayrilacak-tablo tbody tr")
    expect(bad).to_have_count(1)
    expect(bad).to_contain_text("6.5e32x")
    expect(bad).to_contain_text("Kaynakta düzeltip yeniden içe aktarın")
    expect(page.locator(".picture path.set-aside title")).to_have_text("Turunçlu")
    assert page.locator(".picture path.set-aside").count() == 1
    keep("11-deneme")


def see_the_difference(page: Page) -> None:
    changed = page.locator(".changes tbody tr", has_text="Sümerler").filter(has_text="2023").filter(has_text="Nüfus")
    expect(changed).to_contain_text("2.970")
    expect(changed).to_contain_text("6.949")
    marked = page.locator(".picture path.doubted title").all_text_contents()
    assert set(marked) == {"Samankaya", "Sinanlı", "Subaşı", "Sümerler", "Tavla", "Toygarlı", "Üzengili"}
    expect(page.locator(".picture path.set-aside title")).to_have_text("Turunçlu")


def accept_a_name(page: Page, keep: Keep) -> None:
    page.get_by_role("link", name="Veri", exact=True).first.click()
    page.get_by_role("link", name="Adlara karar ver").click()
    card = page.locator(".name-card", has_text="AŞAĞIOKUCULAR")
    expect(card.get_by_label("Mahalle", exact=True)).to_have_value("Aşağıokçular")
    card.get_by_label("Gerekçe").fill("Tablo 27, yazım yanlışı")
    keep("16-adlar")
    card.get_by_role("button", name="Bu mahalledir").click()
    expect(page.locator(".said")).to_contain_text("AŞAĞIOKUCULAR artık Aşağıokçular mahallesi sayılıyor.")
    expect(page.locator(".name-card", has_text="AŞAĞIOKUCULAR")).to_have_count(0)
    keep("17-ad-kabul")
