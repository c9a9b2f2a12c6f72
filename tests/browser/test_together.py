"""Map, table and bars in a real browser: what one of them points at, the other two point at too; the years move all three."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SUMERLER = '#tablo tr:has(a:text-is("Sümerler"))'


def rank_of(page: Page, name: str) -> int:
    """The place of a neighbourhood among the bars, from 0."""
    number = page.locator(f'#tablo tbody tr:has(a:text-is("{name}"))').get_attribute("data-n")
    return page.locator("#siralama").get_attribute("data-order").split().index(number)


def middle_of_bar(page: Page, rank: int) -> tuple[float, float]:
    page.locator("#siralama svg").scroll_into_view_if_needed()
    box = page.locator("#siralama svg").bounding_box()
    count = len(page.locator("#siralama").get_attribute("data-order").split())
    lying = "lying" in page.locator("#siralama").get_attribute("class")
    share = (rank + 0.5) / count
    if lying:
        return box["x"] + box["width"] / 2, box["y"] + box["height"] * share
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 2


def lit_shape(page: Page) -> list[str]:
    """The places of the outlines that are drawn thick."""
    lit: list[str] = page.evaluate(
        "Object.values(geo_json_atlas_shapes._layers).filter(l => l.options.weight > 3).map(l => l.feature.id)"
    )
    return lit


@pytest.mark.parametrize("example", [False, True])
def test_a_bar_lights_up_its_row_and_its_shape(open_tab, example_server: str, example: bool) -> None:
    page = (open_tab(base=example_server) if example else open_tab()).go("/")
    name = page.locator("#tablo tbody th").nth(3).inner_text()
    page.mouse.move(*middle_of_bar(page, rank_of(page, name)))
    expect(page.locator("#tablo tr.lit th")).to_have_text(name)
    assert lit_shape(page) == ["3"]
    expect(page.locator(".lit-bar")).to_have_attribute("visibility", "visible")
    page.mouse.move(5, 5)
    expect(page.locator("#tablo tr.lit")).to_have_count(0)
    assert lit_shape(page) == []
    expect(page.locator(".lit-bar")).to_have_attribute("visibility", "hidden")


def test_a_row_lights_up_its_bar_and_a_press_chooses_it_everywhere(open_tab) -> None:
    page = open_tab().go("/")
    rank = rank_of(page, "Sümerler")
    page.locator(SUMERLER).hover()
    expect(page.locator(".lit-bar")).to_have_attribute("visibility", "visible")
    step = float(page.locator("#siralama").get_attribute("data-step"))
    band = page.locator(".lit-bar")
    assert float(band.get_attribute("y")) == pytest.approx((rank + 0.5) * step - max(step, 3) / 2, abs=0.01)
    page.locator(SUMERLER).locator("td").last.click()
    expect(page.locator(SUMERLER)).to_have_class(re.compile("chosen-row"))
    expect(page.locator("#secilen")).to_contain_text("Sümerler −%38,7")
    expect(page.locator(".chosen-bar")).to_have_attribute("visibility", "visible")
    page.mouse.move(5, 5)
    assert lit_shape(page) == [page.locator(SUMERLER).get_attribute("data-n")]


def test_a_press_on_a_bar_chooses(open_tab) -> None:
    page = open_tab().go("/")
    page.mouse.click(*middle_of_bar(page, rank_of(page, "Turunçlu")))
    expect(page.locator("#secilen")).to_contain_text("Turunçlu −%23,2")
    expect(page.locator("tr.chosen-row th")).to_have_text("Turunçlu")


def test_the_bars_are_walked_by_keyboard(open_tab) -> None:
    page = open_tab().go("/")
    bars = page.get_by_role("slider", name="Sıradaki mahalle")
    bars.focus()
    expect(bars).to_have_attribute("aria-valuetext", "Elektrik −%39,7")
    page.keyboard.press("ArrowDown")
    expect(bars).to_have_attribute("aria-valuetext", "Sümerler −%38,7")
    expect(page.locator("tr.lit th")).to_have_text("Sümerler")
    page.keyboard.press("Enter")
    expect(page.locator("tr.chosen-row th")).to_have_text("Sümerler")
    page.keyboard.press("End")
    expect(bars).to_have_attribute("aria-valuetext", "Meydancık +%34,8")
    page.keyboard.press("Tab")
    expect(page.locator("tr.lit")).to_have_count(0)
    expect(page.locator("tr.chosen-row th")).to_have_text("Sümerler")


def test_the_slider_of_years_moves_map_table_bars_and_address(open_tab) -> None:
    page = open_tab().go("/?gosterge=population&sinif=4")
    page.locator("#tablo thead button").nth(2).click()
    page.locator(SUMERLER).locator("td").last.click()
    slider = page.get_by_role("slider", name="Yıl")
    for key, year, said in (("End", "2025", "5.198"), ("Home", "2022", "11.342"), ("ArrowRight", "2023", "6.949")):
        slider.press(key)
        expect(page.locator("#harita-basligi")).to_have_text(f"Nüfus, {year}")
        expect(slider).to_have_attribute("aria-valuetext", year)
        expect(page.locator(SUMERLER).locator("td.shown")).to_contain_text(said)
        expect(page.locator("#secilen")).to_contain_text(f"Sümerler {said} kişi")
        expect(page.locator("#yillar [aria-current]")).to_have_text(year)
        # What stands there now is what the page of that address says.
        moved = [page.locator(f"#{part}").inner_text() for part in ("toplamlar", "aciklama", "dayanak", "kunye")]
        order = page.locator("#siralama").get_attribute("data-order")
        fills = page.evaluate("Object.values(geo_json_atlas_shapes._layers).map(layer => layer.options.fillColor)")
        names = page.locator("#tablo tbody th").all_inner_texts()
        cells = page.locator("#tablo tbody td.shown").all_inner_texts()
        numbers = [int(cell.split()[-1].replace(".", "")) for cell in cells]
        assert numbers == sorted(numbers)
        other = page.context.new_page()
        other.goto(page.url)
        assert [other.locator(f"#{part}").inner_text() for part in ("toplamlar", "aciklama", "dayanak", "kunye")] == moved
        assert other.locator("#siralama").get_attribute("data-order") == order
        assert other.evaluate("Object.values(geo_json_atlas_shapes._layers).map(layer => layer.options.fillColor)") == fills
        other.locator("#tablo thead button").nth(2).click()
        assert other.locator("#tablo tbody th").all_inner_texts() == names
        other.close()


def test_the_years_are_links_where_there_are_no_scripts(open_tab) -> None:
    page = open_tab(scripts=False).go("/?gosterge=population")
    expect(page.locator("#siralama path").first).to_be_visible()
    expect(page.locator("#siralama")).to_contain_text("Karşıyaka")
    page.locator("#yillar").get_by_role("link", name="2022").click()
    expect(page.locator("#harita-basligi")).to_have_text("Nüfus, 2022")
