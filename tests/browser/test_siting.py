"""Siting in a real browser: runs cancelled, killed and orphaned, no scripts, axe. A run that is taken: the week of an office."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axed import QUERY, SITING
from journeys import violations
from playwright.sync_api import expect
from served import served

from layers.run_process import cancel_run
from layers.runs import Run, Runs, process_of
from layers.siting_request import SitingRequest
from layers.siting_runs import start_siting
from layers.workspace import open_workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def town(siting_town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(siting_town, tmp_path / "w"))


def living(town: Path) -> int:
    run = Runs(town).running()
    assert run is not None
    number = process_of(run)
    assert number is not None
    return number


@pytest.mark.slow
def test_a_run_that_breaks_off_is_told_to_whoever_waits(open_tab, town: Path, artifacts: Path) -> None:
    with served(town, 0) as (_, base):
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
    with served(town, port) as (first, _):
        page.get_by_role("button", name="Aynı soruyla yeniden başlat").click()
        expect(page.locator("#ilerleme")).to_have_text("Hesap sürüyor")
        first.kill()
        first.wait()
        expect(page.locator("#adim")).to_have_text("Sunucuya ulaşılamıyor; yeniden deneniyor…", timeout=15_000)
    with served(town, port):
        expect(page.locator(".off")).to_contain_text("Sunucu yeniden başladı; hesap yarıda kaldı", timeout=30_000)
        page.screenshot(path=artifacts / "yer-secimi-6-sunucu.png", full_page=True)
        # What the browser says of a server that is away is no complaint of the page.
        tab.complaints[:] = [line for line in tab.complaints if "net::ERR_" not in line]
        page.get_by_role("button", name="Aynı soruyla yeniden başlat").click()
        expect(page.locator("#yerler")).to_have_text("Seçilen yerler", timeout=60_000)
        states = [run.state for run in Runs(town).all()]
    assert states == ["done", "restarted", "died", "cancelled"]
    for run in Runs(town).all()[1:]:
        assert {path.name for path in run.folder.iterdir()} <= {"asked.json", "outcome.json", "alive"}


@pytest.mark.slow
def test_siting_works_without_scripts_and_by_keyboard(open_tab, town: Path) -> None:
    with served(town, 0) as (_, base):
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
@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_axe_finds_nothing(open_tab, finished: tuple[Path, str], axe: str, artifacts: Path, language: str, width: int) -> None:
    town, address = finished
    base, result = address.rsplit("/yer-secimi", 1)
    tab = open_tab(base=base, width=width, height=900 if width > 400 else 800)
    pages = SITING | {"yer-secimi-sonuc": f"/yer-secimi{result}"}
    for name, address in pages.items():
        page = tab.go(f"{address}{'&' if '?' in address else '?'}dil={language}")
        page.screenshot(path=artifacts / f"{name}-{language}-{width}.png", full_page=True)
        assert violations(page, axe) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    run = begun(town)
    os.kill(living(town), signal.SIGSTOP)
    for state in ("suruyor", "iptal"):
        page = tab.go(f"/yer-secimi/{run.id}?dil={language}")
        page.screenshot(path=artifacts / f"yer-secimi-{state}-{language}-{width}.png", full_page=True)
        assert violations(page, axe) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        cancel_run(run, "Ayşe Planlı")
    # A refused question is answered with status 422, which the browser notes.
    tab.complaints[:] = [line for line in tab.complaints if "422" not in line]


@pytest.fixture(scope="module")
def finished(siting_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A municipality with a run that is done and two scenarios, at a server; the address of the run."""
    town = Path(shutil.copytree(siting_town, tmp_path_factory.mktemp("done") / "w"))
    (town / "scenarios").mkdir()
    head = "title: {{tr: {tr}, en: {en}}}\nsource: deneme\nbefore_year: 2022\nbase_year: 2025\nplan_year: 2041\n"
    (town / "scenarios" / "yarisi.yaml").write_text(
        head.format(tr="Yarısı döner", en="Half return") + "return_ratio: 0.5\n", encoding="utf-8"
    )
    (town / "scenarios" / "konut.yaml").write_text(
        head.format(tr="Konut dolar", en="Housing fills") + "spread:\n  - {area_ha: 40, density_per_ha: 120, by: lost}\n",
        encoding="utf-8",
    )
    run, runs = begun(town), Runs(town)
    deadline = time.monotonic() + 60
    while runs.find(run.id).state == "running":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with served(town, 0) as (_, base):
        yield town, f"{base}/yer-secimi/{run.id}"


def begun(town: Path) -> Run:
    """A run that looks for 25 parks."""
    asked = SitingRequest("park", 25, per_year=5, reach_m=300, without=("leased", "not-zoned"))
    return start_siting(Runs(town), open_workspace(town), asked, "Ayşe Planlı")
