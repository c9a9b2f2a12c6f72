"""A file on its way through the desk: what is seen before it is stored, what is refused, and what is left behind."""

import io
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from client import JudgingClient
from hostile import HOSTILE
from workspaces import BROKEN, PLAN, current, done, run

from layers.reading.base import Limits
from layers.workspace import open_workspace
from web import create_app, settings_for
from web.settings import Settings

TABLE = "MAHALLE\tNÜFUS 2024\nHarbiye\t24000\nÇökek\t2a00\n"


def file(text: str | bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text if isinstance(text, bytes) else text.encode()), name


def upload(desk: JudgingClient, text: str | bytes, name: str) -> str:
    """The address of the upload."""
    return str(desk.send("/veri/yukle", {"dosya": file(text, name)}).headers["Location"])


def answers(desk: JudgingClient, address: str, layer: str, **changes: str) -> dict[str, str]:
    """The form of the columns as it comes, with changes."""
    form = desk.page(f"{address}/sutunlar?tablo=1&katman={layer}").root.one("form", class_="mapping")
    sent = {field.attributes["name"]: field.attributes.get("value", "") for field in form.all("input")}
    for field in form.all("select"):
        chosen = [option for option in field.all("option") if "selected" in option.attributes]
        sent[field.attributes["name"]] = chosen[0].attributes["value"] if chosen else ""
    return {name: value for name, value in sent.items() if name != "form-anahtari"} | changes


def try_out(desk: JudgingClient, address: str, layer: str, **changes: str) -> Any:
    sent = answers(desk, address, layer, **changes)
    return desk.send(f"{address}/dene", sent, page=address)


def left_behind(path: Path) -> list[Path]:
    return list((path / "uploads").iterdir()) if (path / "uploads").exists() else []


def test_a_file_is_seen_tried_and_stored(desk: JudgingClient, desk_path: Path) -> None:
    address = upload(desk, TABLE, "nüfus 2024.tsv")
    seen = desk.page(address)
    assert seen.root.one("h1").text == "nüfus 2024.tsv"
    assert "Nüfus (sütunları uyuyor)" in seen.text
    assert "NÜFUS 2024yazı–224000, 2a00" in seen.text
    columns = desk.page(f"{address}/sutunlar?tablo=1&katman=population")
    assert [row.text for row in columns.root.one("table").one("tbody").all("tr")] == ["Harbiye24000", "Çökek2a00"]
    assert try_out(desk, address, "population", kaynak="sayım").headers["Location"] == f"{address}/deneme"
    tried = desk.page(f"{address}/deneme")
    counts = [item.text for item in tried.root.one("dl", class_="counts").all("div")]
    assert counts == ["Gelen satır2", "Saklanacak1", "Ayrılacak1", "Kapsam dışı0"]
    assert '"2a00" bir sayı değil' in tried.root.one("table", id="ayrilacak-tablo").text
    assert tried.root.one("path", class_="set-aside").text == "Çökek"
    assert tried.root.one("path", class_="taken").text == "Harbiye"
    assert "Taslak sınır (resmî değil)" in tried.text
    assert len(current(desk_path, "population")) == 150
    stored = desk.send(f"{address}/al", {"not": "el sayımı"}, page=f"{address}/deneme")
    assert stored.headers["Location"] == "/katmanlar/population/fark?eski=2&yeni=3"
    page = desk.page(stored.headers["Location"])
    assert "Saklandı: sürüm 3. 1 satır alındı, 1 satır ayrıldı." in page.text
    assert len(current(desk_path, "population")) == 151
    assert "el sayımı" in desk.page("/katmanlar/population/gecmis").text
    assert "MAHALLE: Çökek" in desk.page("/katmanlar/population/ayrilan").text
    assert left_behind(desk_path) == []
    assert "artık yok" in desk.page(address, status=404).text


def test_the_preview_and_the_command_line_store_the_same(desk: JudgingClient, desk_path: Path) -> None:
    before = current(desk_path, "population")
    address = upload(desk, PLAN.read_bytes(), PLAN.name)
    try_out(desk, address, "population", kaynak="plan")
    desk.send(f"{address}/al", {}, page=f"{address}/deneme")
    after = current(desk_path, "population")
    assert (
        before.sort_values(["source", "source_row", "year"])
        .reset_index(drop=True)
        .equals(after.sort_values(["source", "source_row", "year"]).reset_index(drop=True))
    )
    assert "Bu iki sürüm arasında fark yok." in desk.page("/katmanlar/population/fark?eski=2&yeni=3").text


def test_columns_are_chosen_by_hand(desk: JudgingClient, desk_path: Path) -> None:
    address = upload(desk, "AD\tSAYI 2024\tBAŞKA\nHarbiye\t24000\t1\n", "garip.tsv")
    sent = answers(desk, address, "population", kaynak="el")
    assert (sent["sutun-0"], sent["sutun-1"]) == ("name", "")
    refused = desk.send(f"{address}/dene", sent, page=address, status=422)
    assert "Bu hâliyle alınamaz" in refused.text
    assert 'value="el"' in refused.text
    try_out(desk, address, "population", kaynak="el", **{"sutun-1": "population_2024"})
    # The way back finds the choice as it was.
    assert answers(desk, address, "population")["sutun-1"] == "population_2024"
    desk.send(f"{address}/al", {}, page=f"{address}/deneme")
    rows = current(desk_path, "population")
    assert rows[rows["source"] == "el"]["population"].tolist() == [24000]


def test_values_that_hold_for_all_rows_are_given(desk: JudgingClient, desk_path: Path) -> None:
    address = upload(desk, "MAHALLE\tADA\tPARSEL\tNİTELİK\nHarbiye\t1\t2\tARSA\n", "taşınmaz.tsv")
    changes = {"kaynak": "emlak", "tarih": "01.02.2026", "alan-0": "zoning", "deger-0": "Konut"}
    try_out(desk, address, "assets", **changes)
    desk.send(f"{address}/al", {}, page=f"{address}/deneme")
    rows = current(desk_path, "assets")
    assert rows[rows["source"] == "emlak"]["zoning"].tolist() == ["Konut"]
    revision = open_workspace(desk_path).store().current("assets")
    assert revision is not None
    assert {record.source: record.as_of for record in revision.sources}["emlak"] == "2026-02-01"


def test_a_file_is_dropped(desk: JudgingClient, desk_path: Path) -> None:
    address = upload(desk, TABLE, "a.tsv")
    assert len(left_behind(desk_path)) == 1
    desk.send(f"{address}/birak", {}, page=address)
    assert "a.tsv bırakıldı; hiçbir şey saklanmadı." in desk.page("/veri").text
    assert left_behind(desk_path) == []


def test_nothing_is_stored_before_it_was_tried(desk: JudgingClient) -> None:
    address = upload(desk, TABLE, "a.tsv")
    assert "denemesi henüz yapılmamış" in desk.send(f"{address}/al", {}, page=address, status=422).text
    assert "denemesi henüz yapılmamış" in desk.page(f"{address}/deneme", status=404).text


def test_a_second_upload_is_refused_and_led_to_the_first(desk: JudgingClient) -> None:
    address = upload(desk, TABLE, "ilk.tsv")
    refused = desk.send("/veri/yukle", {"dosya": file(TABLE, "ikinci.tsv")}, page=address, status=422)
    assert "Başka bir dosya (ilk.tsv) işleniyor ya da karar bekliyor" in refused.text
    waiting = desk.page("/veri")
    assert waiting.root.all("a", href=address)
    assert not waiting.root.all("input", type="file")


def test_a_stale_page_is_refused_with_what_to_do(desk: JudgingClient, desk_path: Path) -> None:
    address = upload(desk, TABLE, "a.tsv")
    try_out(desk, address, "population")
    done(run(desk_path, "undo", "population"))
    refused = desk.send(f"{address}/al", {}, page=f"{address}/deneme", status=409)
    assert "katmanı siz bakarken değişti: gördüğünüz sürüm 2, şimdiki 3" in refused.text
    assert run(desk_path, "history", "population", "--format", "json").document[0]["revision"] == 3
    # Tried again, it is based on what is there now.
    try_out(desk, address, "population")
    desk.send(f"{address}/al", {}, page=f"{address}/deneme")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", b"%PDF-1.7", "plan.pdf"),
        ("resim.csv", b"%PDF-1.7\n", "PDF"),
        ("bos.csv", b"", "bos.csv"),
        ("a.vrt", b"<OGRVRTDataSource/>", "a.vrt"),
    ],
)
def test_a_wrong_type_is_refused_in_words(desk: JudgingClient, desk_path: Path, name: str, content: bytes, words: str) -> None:
    refused = desk.send("/veri/yukle", {"dosya": file(content, name)}, status=422)
    assert words in refused.text
    assert left_behind(desk_path) == []
    upload(desk, TABLE, "sonra.tsv")


def test_too_large_a_file_is_refused_in_words(desk_path: Path) -> None:
    app = create_app(desk_path, settings=Settings(writing=True, limits=Limits(file_bytes=100_000)))
    desk = JudgingClient(app)
    inside = desk.send("/veri/yukle", {"dosya": file(b"x" * 200_000, "b.csv")}, status=422)
    assert "b.csv" in inside.text
    outside = desk.send("/veri/yukle", {"dosya": file(b"x" * 2_000_000, "b.csv")}, status=413)
    assert "çok büyük; alınmadı" in outside.text
    assert left_behind(desk_path) == []
    # Other forms take far less, whatever the limit of files is.
    large = desk.send("/veri/adlar", {"ad": "x" * 2_000_000}, status=413)
    assert "çok büyük" in large.text


def test_a_reader_that_dies_is_a_refusal_and_the_server_stays(desk_path: Path) -> None:
    starved = Settings(writing=True, limits=Limits(memory_bytes=64 * 1024 * 1024))
    desk = JudgingClient(create_app(desk_path, settings=starved))
    refused = desk.send("/veri/yukle", {"dosya": file(TABLE, "a.tsv")}, status=422)
    assert "a.tsv" in refused.text
    assert left_behind(desk_path) == []
    assert "Dosya yükle" in desk.page("/veri").text


def test_several_files_are_one_shapefile_or_refused(desk: JudgingClient) -> None:
    both = {"dosya": [file(TABLE, "a.tsv"), file(TABLE, "b.tsv")]}
    assert "2 dosya gönderildi (a.tsv, b.tsv)" in desk.send("/veri/yukle", both, status=422).text
    assert "Dosya seçilmemiş" in desk.send("/veri/yukle", {}, status=422).text


def test_a_hostile_file_is_text(desk: JudgingClient, desk_path: Path) -> None:
    text = f'MAHALLE\t"{HOSTILE}"\tNÜFUS 2024\n{HOSTILE}\t{HOSTILE}\t5\nHarbiye\t1\t24000\n'
    address = upload(desk, text, "../../<img src=x onerror=alert(1)>.tsv")
    assert [path.parent for path in left_behind(desk_path)] == [desk_path / "uploads"]
    try_out(desk, address, "population", kaynak=HOSTILE)
    for page in (address, f"{address}/sutunlar?tablo=1&katman=population", f"{address}/deneme"):
        found = desk.page(page)
        assert not found.root.all("img"), page
        assert HOSTILE in found.text or page == address
    stored = desk.send(f"{address}/al", {"not": HOSTILE}, page=f"{address}/deneme")
    assert not desk.page(stored.headers["Location"]).root.all("img")
    history = desk.page("/katmanlar/population/gecmis")
    assert HOSTILE in history.text
    assert not history.root.all("img")


def test_uploads_are_swept_after_an_hour_and_at_the_start(desk: JudgingClient, desk_path: Path) -> None:
    address = upload(desk, TABLE, "eski.tsv")
    long_ago = time.time() - 3700
    os.utime(desk_path / "uploads" / address.rpartition("/")[2], (long_ago, long_ago))
    upload(desk, TABLE, "yeni.tsv")
    assert [path.name for folder in left_behind(desk_path) for path in folder.iterdir()] == ["yeni.tsv"]
    assert "artık yok" in desk.page(address, status=404).text
    create_app(desk_path, settings=settings_for("127.0.0.1"))
    assert left_behind(desk_path) == []


@pytest.mark.parametrize("fixture", ["bow-tie.geojson", "metres-without-crs.geojson", "uneven-row.tsv"])
def test_a_broken_file_is_shown_with_its_issues(desk: JudgingClient, fixture: str) -> None:
    address = upload(desk, (BROKEN / fixture).read_bytes(), fixture)
    page = desk.page(address)
    assert page.root.all("ul", class_="issue-list")
    assert "{" not in re.sub(r"\{[a-z]*\}", "", page.root.one("main").text)


def test_a_drawing_says_its_coordinate_system_and_shows_its_shapes(desk: JudgingClient, root: Path) -> None:
    address = upload(desk, (root / "data/boundaries/defne.geojson").read_bytes(), "sinir.geojson")
    assert "EPSG:4326" in desk.page(address).text
    try_out(desk, address, "boundaries", kaynak="sketch")
    assert len(desk.page(f"{address}/deneme").root.one("svg", class_="picture").all("path", class_="area")) == 37
    refused = desk.send(f"{address}/dene", answers(desk, address, "boundaries", epsg="yok"), page=address, status=400)
    assert "epsg=yok" in refused.text
