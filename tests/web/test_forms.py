"""Who may send a form: only this machine, only our own pages, only with the page's token."""

import re
import stat
from pathlib import Path

import pytest
from client import JudgingClient
from flask import Flask
from flask.testing import FlaskClient
from workspaces import run

from web import create_app, settings_for
from web.forgery import TOKEN_FIELD

# Those of the desk; tests/web/test_needs.py asks every address that writes.
WRITES = ["/veri/yukle", "/veri/yukleme/x/dene", "/veri/yukleme/x/al", "/veri/yukleme/x/birak", "/veri/adlar"]
WRITES += ["/katmanlar/population/geri-al", "/katmanlar/parks/satir", "/katmanlar/parks/sil"]
WRITES += ["/yatirimlar/duzenle", "/yatirimlar/sil", "/hedefler/2.4"]
WRITES += ["/yer-secimi/baslat", *(f"/yer-secimi/x/{what}" for what in ("iptal", "kabul"))]
WRITES += ["/yeni-senaryo", *(f"/senaryolar/x/{what}" for what in ("duzenle", "sil"))]


@pytest.fixture
def desk_app(desk_path: Path) -> Flask:
    app = create_app(desk_path, settings=settings_for("127.0.0.1"))
    app.testing = True
    return app


def token_of(browser: FlaskClient, page: str = "/katmanlar/population/gecmis") -> str:
    found = re.search(rf'name="{TOKEN_FIELD}" value="([^"]+)"', browser.get(page).text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("address", WRITES)
def test_a_server_on_the_network_refuses_every_change_and_says_why(desk_path: Path, address: str) -> None:
    office = create_app(desk_path, settings=settings_for("0.0.0.0"))  # noqa: S104 no server is started
    response = office.test_client().post(address, data={TOKEN_FIELD: "x"})
    assert response.status_code == 403
    assert "Bu sunucuda veri değiştirilemez" in response.text
    page = JudgingClient(office).page("/veri")
    assert "henüz kullanıcı hesapları yok" in page.text
    assert not page.root.all("form", method="post")
    assert not (desk_path / "secret-key").exists()
    for reading in ("/veri/adlar", "/katmanlar/population/gecmis", "/yatirimlar", "/hedefler/2.4"):
        assert not JudgingClient(office).page(reading).root.all("form", method="post")
    assert JudgingClient(office).page("/veri/yukleme/x", status=403)


@pytest.mark.parametrize("address", WRITES)
@pytest.mark.parametrize("sent", [{}, {TOKEN_FIELD: ""}, {TOKEN_FIELD: "falsch"}, {TOKEN_FIELD: "ğ"}])
def test_a_form_without_the_pages_token_changes_nothing(desk_app: Flask, address: str, sent: dict[str, str]) -> None:
    browser = desk_app.test_client()
    token_of(browser)
    response = browser.post(address, data=sent)
    assert response.status_code == 403
    assert "Bu form eskimiş" in response.text
    # Nor does the token of another session.
    assert browser.post(address, data={TOKEN_FIELD: token_of(desk_app.test_client())}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "null"},
        {"X-Forwarded-For": "10.0.0.7"},
        {"Via": "1.1 kapi"},
    ],
)
def test_a_form_from_elsewhere_is_refused(desk_app: Flask, headers: dict[str, str]) -> None:
    browser = desk_app.test_client()
    sent = {TOKEN_FIELD: token_of(browser), "surum": "2"}
    assert browser.post("/katmanlar/population/geri-al", data=sent, headers=headers).status_code == 403
    assert browser.post("/katmanlar/population/geri-al", data=sent, headers={"Origin": "http://localhost"}).status_code == 303


def test_a_form_of_another_machine_is_refused(desk_app: Flask) -> None:
    browser = desk_app.test_client()
    sent = {TOKEN_FIELD: token_of(browser), "surum": "2"}
    elsewhere = {"REMOTE_ADDR": "192.168.1.20"}
    assert browser.post("/katmanlar/population/geri-al", data=sent, environ_overrides=elsewhere).status_code == 403


def test_the_cookie_is_strict_and_its_key_is_its_owners_alone(desk_app: Flask, desk_path: Path) -> None:
    browser = desk_app.test_client()
    cookie = browser.get("/veri").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    key = desk_path / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    # It stays: a page that is open while the server starts anew still counts.
    first = key.read_bytes()
    key.chmod(0o644)
    create_app(desk_path, settings=settings_for("127.0.0.1"))
    assert key.read_bytes() == first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "Set-Cookie" not in browser.get("/katmanlar/population").headers


def test_an_undo_is_refused_where_the_layer_has_moved_on(desk: JudgingClient, desk_path: Path) -> None:
    sent = {"surum": "1", "not": ""}
    page = "/katmanlar/population/gecmis"
    refused = desk.send("/katmanlar/population/geri-al", sent, page=page, status=409)
    assert "gördüğünüz sürüm 1, şimdiki 2" in refused.text
    assert desk.send("/katmanlar/population/geri-al", {"surum": "x"}, page=page, status=400)
    done = desk.send("/katmanlar/population/geri-al", {"surum": "2", "not": "neden"}, page=page)
    assert "Geri alındı: sürüm 3, sürüm 1 ile aynı." in desk.page(done.headers["Location"]).text
    history = run(desk_path, "history", "population", "--format", "json").document
    assert (history[0]["restores"], history[0]["note"]) == (1, "neden")


def test_a_name_is_accepted_and_another_rejected_with_a_reason(desk: JudgingClient, desk_path: Path) -> None:
    page = "/veri/adlar"
    accepted = {"ad": "AŞAĞIOKUCULAR", "mahalle": "Aşağıokçular", "karar": "kabul", "gerekce": "yazım yanlışı"}
    desk.send(page, accepted, page=page)
    said = desk.page(page)
    assert "AŞAĞIOKUCULAR artık Aşağıokçular mahallesi sayılıyor. Belediye taşınmazları: yeni sürüm 3." in said.text
    desk.send(page, {"ad": "BEDEVİ", "karar": "ret", "gerekce": "Antakya'da"}, page=page)
    rejected = desk.page(page)
    assert "BEDEVİ" in rejected.root.one("section", **{"aria-labelledby": "reddedilen"}).text
    names = run(desk_path, "names", "--format", "json").document
    assert {row["name"]: row["state"] for row in names}["BEDEVİ"] == "rejected"
    assert "AŞAĞIOKUCULAR" not in {row["name"] for row in names}
    issues = desk.json("/katmanlar/assets/sorunlar.json?ara=yazım")["rows"]
    assert [row["kind"] for row in issues] == ["alias-used"]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"ad": "AŞAĞIOKUCULAR", "mahalle": "Yok Böyle", "karar": "kabul"}, 404, "Yok Böyle"),
        ({"ad": "Hiç Beklemeyen", "mahalle": "Harbiye", "karar": "kabul"}, 404, "açık bir ad değil"),
        ({"ad": "AŞAĞIOKUCULAR", "karar": "belki"}, 400, "karar=belki"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(desk: JudgingClient, sent: dict[str, str], status: int, words: str) -> None:
    assert words in desk.send("/veri/adlar", sent, page="/veri/adlar", status=status).text
