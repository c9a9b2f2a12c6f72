"""A planner looks for 25 parks in a real browser: progress, a cancelled, a killed and an orphaned run, and what is taken."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from served import served
from workspaces import current

from geo.synthetic.town import Size
from layers.ornek import build_example
from layers.runs import Runs, process_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_PIXELS = 1600
QUERY = "tur=park&sayi=25&yilda=5&mesafe=300&birak=leased&birak=not-zoned"
HALF = {"Türkçe adı": "Gidenlerin yarısı döner", "Kaynağı": "Çalıştay notu", "Gidenlerin yüzde kaçı döner": "50"}
HOUSING = {"Türkçe adı": "Yeni konut dolar", "Kaynağı": "Nazım plan raporu"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("siting") / "workspace"
    build_example(path, Size(24, 600), seed=1)
    return path


@pytest.fixture
def town(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w"))


@contextmanager
def server(town: Path, port: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Process and address of `mahalle serve` as anyone starts it; port 0 is a free one."""
    with served(town, port) as found:
        yield found.process, found.address


def violations(page: Page, axe: str) -> list[object]:
    page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(item["id"], [node["html"][:160] for node in item["nodes"]][:3]) for item in found["violations"]]


def picture(page: Page, path: Path) -> None:
    """The page as a guide shows it: of a long one the beginning."""
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], MOST_PIXELS)}
    page.screenshot(path=path, full_page=True, clip=clip)


def living(town: Path) -> int:
    run = Runs(town).running()
    assert run is not None
    number = process_of(run)
    assert number is not None
    return number


@pytest.mark.slow
def test_a_planner_looks_for_25_parks_and_takes_them(open_tab, town: Path, artifacts: Path) -> None:
    with server(town, 0) as (_, base):
        tab = open_tab(base=base)
        page = tab.go("/veri")

        def keep(step: str) -> None:
            picture(page, artifacts / f"yer-secimi-{step}.png")

        page.get_by_role("link", name="Yer seçimi").click()
        expect(page.get_by_label("Kaç yer")).to_have_value("25")
        page.get_by_role("button", name="Adayları say").click()
        expect(page.locator(".refused")).to_contain_text("25 yer istendi, ama kurallardan yalnız 2 aday geçti")
        assert [line for line in tab.complaints if "422" in line] == tab.complaints
        tab.complaints.clear()
        keep("1-az-aday")
        page.get_by_label("Yürüme mesafesi (m)").fill("300")
        page.locator("summary", has_text="Kurallar").click()
        page.get_by_label("kirada").check()
        page.get_by_label("imar planında bu tür için ayrılmamış").check()
        page.get_by_role("button", name="Adayları say").click()
        expect(page.locator(".counts .good dd")).to_have_text("124")
        keep("2-adaylar")
        page.get_by_role("button", name="Hesabı başlat").click()
        expect(page.locator("#ilerleme")).to_have_text("Hesap sürüyor")
        expect(page.locator("#adim")).to_contain_text("/ 4:")
        keep("3-suruyor")
        # The page finds the end by itself.
        expect(page.locator("#yerler")).to_have_text("Seçilen yerler", timeout=60_000)
        expect(page.locator("#tablo tbody tr")).to_have_count(25)
        expect(page.locator(".picture circle")).to_have_count(25)
        expect(page.locator(".proof").first).to_contain_text("En iyi çözüm olduğu kanıtlandı")
        keep("4-sonuc")
        before = len(current(town, "investments"))
        page.get_by_role("button", name="İşaretlenenleri planlanan yatırım olarak al").click()
        expect(page.locator(".said")).to_have_text("25 yer planlanan yatırım oldu: yatırımlar, sürüm 2.")
        keep("5-yatirim")
        assert len(current(town, "investments")) == before + 25
        page.go_back()
        page.reload()
        expect(page.get_by_text("yatırımlarda var")).to_have_count(25)
        expect(page.get_by_role("button", name="İşaretlenenleri")).to_have_count(0)


@pytest.mark.slow
def test_a_run_that_breaks_off_is_told_to_whoever_waits(open_tab, town: Path, artifacts: Path) -> None:
    with server(town, 0) as (_, base):
        tab = open_tab(base=base)
        page = tab.go(f"/yer-secimi?{QUERY}")
        page.get_by_role("button", name="Hesabı başlat").click()
        os.kill(living(town), signal.SIGSTOP)
        page.get_by_role("button", name="İptal et").click()
        expect(page.locator(".off")).to_contain_text("Hesap iptal edildi")
        page.get_by_role("button", name="Aynı soruyla yeniden başlat").click()
        expect(page.locator("#ilerleme")).to_have_text("Hesap sürüyor")
        os.kill(living(town), signal.SIGKILL)
        expect(page.locator(".off")).to_contain_text("Hesap süreci beklenmedik biçimde sona erdi", timeout=15_000)
    port = int(base.rsplit(":", 1)[1])
    with server(town, port) as (first, _):
        page.get_by_role("button", name="Aynı soruyla yeniden başlat").click()
        expect(page.locator("#ilerleme")).to_have_text("Hesap sürüyor")
        first.kill()
        first.wait()
        expect(page.locator("#adim")).to_have_text("Sunucuya ulaşılamıyor; yeniden deneniyor…", timeout=15_000)
    with server(town, port):
        expect(page.locator(".off")).to_contain_text("Sunucu yeniden başladı; hesap yarıda kaldı", timeout=30_000)
        page.screenshot(path=artifacts / "yer-secimi-6-sunucu.png", full_page=True)
        # What the browser says of a server that is away is no complaint of the page.
        tab.complaints[:] = [line for line in tab.complaints if "net::ERR_CONNECTION" not in line]
        page.get_by_role("button", name="Aynı soruyla yeniden başlat").click()
        expect(page.locator("#yerler")).to_have_text("Seçilen yerler", timeout=60_000)
        states = [run.state for run in Runs(town).all()]
    assert states == ["done", "restarted", "died", "cancelled"]
    for run in Runs(town).all()[1:]:
        assert {path.name for path in run.folder.iterdir()} <= {"asked.json", "outcome.json", "alive"}


@pytest.mark.slow
def test_siting_works_without_scripts_and_by_keyboard(open_tab, town: Path) -> None:
    with server(town, 0) as (_, base):
        page = open_tab(base=base, scripts=False).go("/yer-secimi")
        page.get_by_label("Tür", exact=True).select_option("primary_school")
        for label, value in (("Kaç yer", "3"), ("Yılda en çok", "1"), ("Yürüme mesafesi (m)", "600"), ("En küçük", "0")):
            page.get_by_label(label).fill(value)
        page.get_by_label("Kaç yer").press("Enter")
        page.get_by_role("button", name="Hesabı başlat").press("Enter")
        deadline = time.monotonic() + 60
        while page.locator("#yerler").count() == 0:
            assert time.monotonic() < deadline
            page.get_by_role("link", name="Yenile").press("Enter")
            page.wait_for_load_state()
        expect(page.locator("#tablo tbody tr")).to_have_count(3)


@pytest.mark.slow
def test_a_planner_makes_two_scenarios_and_compares_them(open_tab, town: Path, artifacts: Path) -> None:
    with server(town, 0) as (_, base):
        page = open_tab(base=base).go("/senaryolar")
        for texts in (HALF, HOUSING):
            page.get_by_role("link", name="Senaryolar").first.click()
            page.get_by_role("link", name="Yeni senaryo").click()
            for label, value in {**texts, "Plan yılı": "2041"}.items():
                page.get_by_label(label).fill(value)
            if texts is HOUSING:
                page.get_by_label("Neye göre paylaştırılır, 1").select_option("population")
                for label, value in (("Alan (ha), 1", "40"), ("Yoğunluk (kişi/ha), 1", "120")):
                    page.get_by_label(label).nth(1).fill(value)
                picture(page, artifacts / "senaryo-1-form.png")
            page.get_by_role("button", name="Senaryoyu sakla").click()
            expect(page.locator(".said")).to_have_text("Senaryo saklandı.")
        page.get_by_role("link", name="Senaryolar").first.click()
        picture(page, artifacts / "senaryo-2-liste.png")
        page.get_by_role("button", name="Karşılaştır").click()
        expect(page.locator("h1")).to_have_text("İki senaryo yan yana")
        row = page.locator("tbody tr", has_text="Aktif yeşil alan, kişi başına mevcut (m²)").first
        expect(row).to_contain_text("Gidenlerin yarısı döner")
        expect(page.locator(".zone")).to_have_count(24)
        picture(page, artifacts / "senaryo-3-karsilastirma.png")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_axe_finds_nothing(open_tab, finished: str, axe: str, artifacts: Path, language: str, width: int) -> None:
    tab = open_tab(base=finished.rsplit("/yer-secimi", 1)[0], width=width, height=900 if width > 400 else 800)
    result = "/yer-secimi" + finished.rsplit("/yer-secimi", 1)[1]
    pages = {
        "yer-secimi": "/yer-secimi",
        "yer-secimi-adaylar": f"/yer-secimi?{QUERY}",
        "yer-secimi-ret": "/yer-secimi?tur=park&sayi=x&butce=0",
        "yer-secimi-sonuc": result,
        "senaryolar": "/senaryolar",
        "senaryo": "/senaryolar/yarisi",
        "senaryo-form": "/yeni-senaryo?kopya=konut",
        "senaryo-karsilastirma": "/senaryo-karsilastirmasi",
    }
    for name, address in pages.items():
        page = tab.go(f"{address}{'&' if '?' in address else '?'}dil={language}")
        page.screenshot(path=artifacts / f"{name}-{language}-{width}.png", full_page=True)
        assert violations(page, axe) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    # A refused question is answered with status 422, which the browser notes.
    tab.complaints[:] = [line for line in tab.complaints if "422" not in line]


@pytest.fixture(scope="module")
def finished(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a run that is done and two scenarios; the address of the run."""
    from layers.siting_request import SitingRequest
    from layers.siting_runs import start_siting
    from layers.workspace import open_workspace

    town = Path(shutil.copytree(built, tmp_path_factory.mktemp("done") / "w"))
    (town / "scenarios").mkdir()
    head = "title: {{tr: {tr}, en: {en}}}\nsource: deneme\nbefore_year: 2022\nbase_year: 2025\nplan_year: 2041\n"
    (town / "scenarios" / "yarisi.yaml").write_text(
        head.format(tr="Yarısı döner", en="Half return") + "return_ratio: 0.5\n", encoding="utf-8"
    )
    (town / "scenarios" / "konut.yaml").write_text(
        head.format(tr="Konut dolar", en="Housing fills") + "spread:\n  - {area_ha: 40, density_per_ha: 120, by: lost}\n",
        encoding="utf-8",
    )
    runs = Runs(town)
    asked = SitingRequest("park", 25, per_year=5, reach_m=300, without=("leased", "not-zoned"))
    run = start_siting(runs, open_workspace(town), asked, "Ayşe Planlı")
    deadline = time.monotonic() + 60
    while runs.find(run.id).state == "running":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with server(town, 0) as (_, base):
        yield f"{base}/yer-secimi/{run.id}"
