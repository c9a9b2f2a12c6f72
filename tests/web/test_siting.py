"""Siting in the browser: the question, its candidates, the run, its answer and what is taken from it, in both languages."""

import csv
import io
import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from client import JudgingClient, Page
from flask import Flask
from hostile import HOSTILE
from office import add_people
from printed import pages_of, sheets_of
from siting_town import siting_town
from workspaces import current, done, run

from layers.runs import Runs, process_of
from layers.siting import site, siting_document
from layers.siting_request import SitingRequest
from layers.workspace import open_workspace
from web import create_app, settings_for

ASKED = {"tur": "park", "sayi": "3", "yilda": "1", "en_kucuk": "200", "m2_maliyeti": "1.500"}
QUERY = "tur=park&sayi=3&yilda=1&en_kucuk=200&m2_maliyeti=1.500"
SAME = SitingRequest("park", 3, per_year=1, min_area_m2=200, cost_try_per_m2=1500)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return siting_town(tmp_path_factory.mktemp("siting-pages") / "w", parcel=HOSTILE)


def serving(folder: Path) -> JudgingClient:
    app = create_app(folder, settings=settings_for("127.0.0.1"))
    app.testing = True
    return JudgingClient(app)


@pytest.fixture(scope="module")
def finished(built: Path) -> tuple[JudgingClient, str]:
    """A server with a run that is done; tests only read it."""
    client = serving(built)
    return client, wait(client, begin(client))


@pytest.fixture
def town(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "w", ignore=shutil.ignore_patterns("runs")))


@pytest.fixture
def client(town: Path) -> Iterator[JudgingClient]:
    yield serving(town)
    for one in Runs(town).all():
        number = process_of(one)
        if number is not None:
            os.kill(number, signal.SIGKILL)


def begin(client: JudgingClient, fields: dict[str, object] | None = None) -> str:
    sent = client.send("/yer-secimi/baslat", dict(fields or ASKED), page=f"/yer-secimi?{QUERY}")
    return str(sent.headers["Location"])


def wait(client: JudgingClient, address: str) -> str:
    deadline = time.monotonic() + 60
    while client.json(address + "/durum.json")["state"] == "running":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return address


def halted(town: Path) -> int:
    """The process of the run that lives, which waits from now on."""
    living = Runs(town).running()
    assert living is not None
    number = process_of(living)
    assert number is not None
    os.kill(number, signal.SIGSTOP)
    return number


def cells(page: Page, caption: str) -> list[list[str]]:
    table = next(item for item in page.root.all("table") if item.one("caption").text == caption)
    return [[cell.text for cell in row.children] for row in table.one("tbody").all("tr")]


def test_candidates_and_the_excluded_are_told_before_anything_begins(client: JudgingClient) -> None:
    page = client.page(f"/yer-secimi?{QUERY}")
    counts = {item.one("dt").text: item.one("dd").text for item in page.root.one("dl", class_="counts").all("div")}
    assert counts == {
        "Belediyenin taşınmazı": "9",
        "Kurallardan geçen": "4",
        "Yürüme mesafesi": "500 m",
        "En küçük taşınmaz": "200 m²",
    }
    assert sorted(cells(page, "Elenenler ve nedeni (ilk takıldığı kural)")) == [
        ["haritada yeri yok", "1"],
        ["imar planında bu tür için ayrılmamış", "1"],
        ["kirada", "1"],
        ["uygun olmayan ya da afete maruz zemin", "1"],
        ["yeterince büyük değil", "1"],
    ]
    assert page.root.one("form", action="/yer-secimi/baslat")
    relaxed = client.page(f"/yer-secimi?{QUERY}&birak=not-zoned&birak=leased")
    assert "Kurallardan geçen6" in relaxed.text
    ticked = [item.attributes["value"] for item in relaxed.root.all("input", type="checkbox") if "checked" in item.attributes]
    assert ticked == ["leased", "not-zoned"]
    twin = relaxed.root.one("nav", class_="languages").one("a").attributes["href"]
    assert client.page(twin, language="en").text.count("Pass the rules6") == 1


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("tur=havuz&sayi=2", 404, "“havuz” türü için yer seçilemiyor|Bilinen türler: park"),
        ("tur=park&sayi=30", 422, "30 yer istendi, ama kurallardan yalnız 5 aday geçti|kuralları gevşetin"),
        ("tur=park&sayi=1&en_kucuk=99999", 422, "Yer seçilecek aday alan yok|Kuralları gevşetin"),
        ("tur=park&sayi=1&butce=0", 422, "Bütçe 0 olamaz|Programı düzeltip yeniden deneyin"),
        ("tur=park&sayi=1&butce=10&m2_maliyeti=10", 422, "Bütçe hiçbir yere yetmiyor|Bütçeyi artırın"),
        ("tur=park&sayi=0", 422, "Yer sayısı 0 olamaz"),
        ("tur=park&sayi=1&mesafe=-5", 422, "Erişim mesafesi −5 olamaz"),
        ("tur=market_place&sayi=1", 422, "yürüme mesafesi yok|Mesafeyi metre olarak verin"),
        ("tur=park&sayi=1&birak=unsuitable-ground", 422, "sorulmadan bırakılamaz|Bırakılabilenler: leased"),
        ("tur=park&sayi=üç", 422, "“üç” sayı olarak okunamadı"),
        ("tur=park&sayi=2,5", 422, "Tam sayı yazın."),
        ("tur=park&sayi=", 422, "Kaç yer istendiğini yazın."),
        ("tur=park&sayi=5000", 422, "en çok 1.000 yer"),
        ("tur=park&sayi=1&ilk_yil=26", 422, "2000 ile 2100 arasında bir yıl yazın."),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_remedy_and_cannot_begin(
    client: JudgingClient, query: str, status: int, words: str
) -> None:
    page = client.page(f"/yer-secimi?{query}", status=status)
    for part in words.split("|"):
        assert part.replace("“havuz”", '"havuz"') in page.text
    assert not page.root.all("form", action="/yer-secimi/baslat")
    fields = dict(pair.split("=") for pair in query.split("&"))
    sent = client.send("/yer-secimi/baslat", fields, page=f"/yer-secimi?{QUERY}", status=status)
    assert words.split("|")[0].replace("“havuz”", "&#34;havuz&#34;") in sent.text
    assert client.json("/yer-secimi.json")["rows"] == []


def test_a_page_without_question_asks_for_25_parks(client: JudgingClient) -> None:
    page = client.page("/yer-secimi")
    shown = {item.attributes["name"]: item.attributes.get("value") for item in page.root.all("input", type="text")}
    assert (shown["sayi"], shown["yilda"]) == ("25", "5")
    assert not page.root.all("p", class_="refused")
    assert "En yeni 30 hesap saklanır" in page.text


def test_the_answer_is_that_of_the_command(finished: tuple[JudgingClient, str], built: Path) -> None:
    client, address = finished
    expected = siting_document(site(open_workspace(built), SAME))
    answered = client.json(address + ".json")
    assert answered["state"] == "done"
    assert {name: answered["result"][name] for name in expected} == expected
    page = client.page(address)
    rows = cells(page, "Seçilen yerler")
    assert [row[0] for row in rows] == [f"Batı 2/{HOSTILE}", f"Batı 1/{HOSTILE}", f"Doğu 3/{HOSTILE}"]
    assert [row[3] for row in rows] == ["2026", "2027", "2028"]
    assert [row[4] for row in rows] == ["400", "200", "200"]
    assert rows[0][7] == "600.000"
    assert "hisseli: %25 belediyenin" in rows[0][9]
    assert "500 m yürüme içinde ilk kez 400 kişiye hizmet eder" in rows[0][10]
    assert cells(page, "Her yıl kaç yer, kaç kişi, ne kadar")[-1] == ["2028", "1", "200", "800", "600.000"]
    assert "En iyi çözüm olduğu kanıtlandı: 1.800 kişi-yıl" in page.text
    assert "burada aynı sonucu verir" in page.text
    assert ["kirada", "1"] in cells(page, "Seçilmeyenlerin nedenleri")
    picture = page.root.one("svg", class_="picture")
    assert [text.text for text in picture.all("text")] == ["3", "2", "1"]
    assert len(picture.all("path")) == 2


@pytest.mark.slow
def test_the_siting_plan_is_set_from_the_answer_and_the_data_it_was_found_in(client: JudgingClient, town: Path) -> None:
    address = wait(client, begin(client))
    table = town / "yeni.tsv"
    table.write_text("MAHALLE\tNÜFUS 2025\nBatı\t900\nDoğu\t400\n", encoding="utf-8")
    done(run(town, "import", "population", table, "--source", "tuik"))
    assert address + ".pdf" in [link.attributes["href"] for link in client.page(address).root.all("a")]
    text = " ".join(pages_of(client.file(address + ".pdf", "application/pdf")))
    assert "Yeni yerler: Park" in text
    assert "kirada" in text
    assert "Nüfus: sürüm 1" in text
    assert "Nüfus: sürüm 2" not in text
    english = client.get(address + ".xlsx?dil=en")
    sites = sheets_of(io.BytesIO(english.data))["The chosen sites"]
    assert [row[5] for row in sites[-3:]] == [400, 200, 200]
    assert client.get(begin(client) + ".pdf").status_code == 404


def test_the_answer_leaves_as_csv_and_geojson(finished: tuple[JudgingClient, str]) -> None:
    client, address = finished
    table = list(csv.DictReader(io.StringIO(client.file(address + ".csv", "text/csv").decode())))
    assert [row["people_gained"] for row in table] == ["400", "200", "200"]
    features = json.loads(client.file(address + ".geojson", "application/geo+json"))["features"]
    assert [feature["properties"]["year"] for feature in features] == [2026, 2027, 2028]
    assert {feature["geometry"]["type"] for feature in features} == {"MultiPolygon"}
    left = client.json(address + "/secilmeyenler.json")
    assert len(left["rows"]) == 6
    lines = client.file(address + "/secilmeyenler.csv", "text/csv").decode().splitlines()
    assert len(lines) == 7


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_page_keeps_the_rules_in_both_languages(finished: tuple[JudgingClient, str], language: str) -> None:
    client, address = finished
    for shown in ("/yer-secimi", f"/yer-secimi?{QUERY}", address, f"{address}?ara=leased&sirala=block_no"):
        assert HOSTILE not in client.page_in(shown, language).html


def test_earlier_runs_are_listed_with_who_when_and_what(finished: tuple[JudgingClient, str]) -> None:
    client, address = finished
    (row,) = client.json("/yer-secimi.json")["rows"]
    assert (row["kind"], row["count"], row["state"], row["sites"], row["people_gained"]) == ("park", 3, "done", 3, 800)
    page = client.page("/yer-secimi")
    (line,) = cells(page, "Önceki hesaplar: kim, ne zaman, ne istedi, ne bulundu")
    assert line[0] == address.rsplit("/", 1)[1]
    assert line[3:7] == ["Park", "3", "1", "bitti"]
    assert len(client.file("/yer-secimi.csv", "text/csv").splitlines()) == 2


def test_a_second_run_is_refused_in_words_and_its_question_stays(client: JudgingClient, town: Path) -> None:
    begin(client)
    halted(town)
    sent = client.send("/yer-secimi/baslat", {**ASKED, "sayi": "2"}, page=f"/yer-secimi?{QUERY}", status=422)
    assert "Bu çalışma alanında bir hesap sürüyor" in sent.text
    assert 'value="2"' in sent.text
    assert "Hesaba git" in client.page("/yer-secimi").text


def test_a_cancelled_run_says_by_whom_and_is_started_again_by_one_button(client: JudgingClient, town: Path) -> None:
    address = begin(client)
    halted(town)
    page = client.page(address)
    assert page.root.one("progress").attributes == {"id": "cubuk", "max": "4", "value": "0", "aria-labelledby": "ilerleme"}
    assert page.root.one("a", class_="button").attributes["href"] == address
    client.send(address + "/iptal", {}, page=address)
    page = client.page(address)
    assert "Hesap iptal edildi" in page.root.one("p", class_="off").text
    fields = {
        item.attributes["name"]: item.attributes["value"]
        for item in page.root.one("form", action="/yer-secimi/baslat").all("input")
        if item.attributes["name"] != "form-anahtari"
    }
    assert fields == {**ASKED, "m2_maliyeti": "1500", "amac": "kisi"}
    again = client.send("/yer-secimi/baslat", fields, page=address).headers["Location"]
    assert client.json(wait(client, again) + ".json")["result"]["covered_after"] == 1000
    assert client.get(address + ".csv").status_code == 404


def test_a_killed_run_and_a_restarted_server_are_told_apart(client: JudgingClient, town: Path) -> None:
    killed = begin(client)
    os.kill(halted(town), signal.SIGKILL)
    wait(client, killed)
    assert "Hesap süreci beklenmedik biçimde sona erdi; hiçbir sonuç saklanmadı" in client.page(killed).text
    waited = begin(client)
    number = halted(town)
    # As a server that ends takes its runs with it.
    os.kill(number, signal.SIGKILL)
    later = serving_after(town, waited)
    assert "Sunucu yeniden başladı; hesap yarıda kaldı" in later.page(waited).text
    assert "Aynı soruyla yeniden başlat" in later.page(waited).text
    assert "Hesap süreci beklenmedik biçimde sona erdi" in later.page(killed).text


def serving_after(town: Path, address: str) -> JudgingClient:
    """A server that finds a run without an ending, as a crash leaves it."""
    folder = town / "runs" / address.rsplit("/", 1)[1]
    deadline = time.monotonic() + 10
    while not (folder / "outcome.json").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    # The first server lives on in this test and has said how it ended; a crashed one could not.
    (folder / "outcome.json").unlink()
    return serving(town)


@pytest.mark.parametrize("has_accounts", [True, False])
def test_a_server_on_the_network_sweeps_where_somebody_may_write(town: Path, has_accounts: bool) -> None:
    former = Runs(town, "former")
    with former.one_at_a_time():
        folder, lock = former.begin("siting", {"kind": "park"}, "Ayşe", {})
    os.close(lock)
    if has_accounts:
        add_people(town, roles=("planner",))
    create_app(town, settings=settings_for("0.0.0.0"))  # noqa: S104 no server is started
    assert (folder / "outcome.json").exists() == has_accounts


def test_sites_are_accepted_once(client: JudgingClient, town: Path) -> None:
    address = wait(client, begin(client))
    boxes = client.page(address).root.all("input", name="yer")
    chosen = [box.attributes["value"] for box in boxes]
    assert len(chosen) == 3
    client.send(address + "/kabul", {"yer": chosen[:2]}, page=address)
    assert "2 yer planlanan yatırım oldu: yatırımlar, sürüm 1." in client.page("/katmanlar/investments").text
    page = client.page(address)
    assert [box.attributes["value"] for box in page.root.all("input", name="yer")] == chosen[2:]
    # What it wrote itself is no change of the data that it stands on.
    assert "O günden beri değişen katmanlar" not in page.text
    refused = client.send(address + "/kabul", {"yer": chosen}, page=address, status=422)
    assert "2 yer yatırımlarda zaten var" in refused.text
    unknown = client.send(address + "/kabul", {"yer": chosen[2:], "gosterge": "<9.9.9>"}, page=address, status=400)
    assert "&lt;9.9.9&gt;" in unknown.text
    nothing = client.send(address + "/kabul", {}, page=address, status=422)
    assert "Hiçbir yer işaretlenmemiş" in nothing.text
    client.send(address + "/kabul", {"yer": chosen[2:]}, page=address)
    frame = current(town, "investments")
    assert len(frame) == 3
    assert set(frame["status"]) == {"planned"}
    assert not client.page(address).root.all("input", name="yer")


def test_a_result_says_which_data_have_changed_since(client: JudgingClient, town: Path) -> None:
    address = wait(client, begin(client))
    assert "O günden beri değişen" not in client.page(address).text
    table = town / "yeni.tsv"
    table.write_text("MAHALLE\tNÜFUS 2025\nBatı\t900\nDoğu\t400\n", encoding="utf-8")
    done(run(town, "import", "population", table, "--source", "tuik"))
    page = client.page(address)
    assert "O günden beri değişen katmanlar (sürüm): Nüfus 1 → 2" in page.text
    assert page.root.one("div", class_="off").one("form").attributes["action"] == "/yer-secimi/baslat"


def test_a_server_on_the_network_shows_and_starts_nothing(client: JudgingClient, town: Path) -> None:
    address = wait(client, begin(client))
    office = JudgingClient(create_app(town, settings=settings_for("0.0.0.0")))  # noqa: S104 no server is started
    for shown in (f"/yer-secimi?{QUERY}", address):
        assert not office.page(shown).root.all("form", action="/yer-secimi/baslat")
    assert not office.page(address).root.all("input", name="yer")
    assert "Bu sunucuda hesap başlatılamaz" in office.page(f"/yer-secimi?{QUERY}").text


def test_addresses_of_no_run_are_told(app: Flask) -> None:
    client = JudgingClient(app)
    assert "Böyle bir hesap yok" in client.page("/yer-secimi/20261126-072924123456-bc91e3", status=404).text
    assert client.json("/yer-secimi/x.json", status=404)["errors"]
    assert client.json("/yer-secimi/x/durum.json", status=404)["errors"]


def test_defne_without_drawn_property_says_why_nothing_can_be_sited(client: JudgingClient, demo_path: Path) -> None:
    page = JudgingClient(create_app(demo_path)).page("/yer-secimi?tur=park&sayi=25&yilda=5", status=422)
    assert "Yer seçilecek aday alan yok" in page.text
    assert "haritada yeri yok" in page.text


def test_hostile_words_of_an_address_are_text(hostile: JudgingClient) -> None:
    page = hostile.page("/yer-secimi?tur=%3Cimg%20src%3Dx%3E&sayi=%22%3E%3Cscript%3E", status=422)
    assert "<img src=x>" not in page.html
    assert "<script>" not in page.html.replace("<script src=", "").replace("<script nonce", "")
