"""Signing in and out, one's own password, sessions that end, and passwords that are guessed."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from client import JudgingClient
from flask import Flask
from office import PASSWORD, QUICK, Browser, Clock, add_people, office_app, signed_in

from layers.accounts import Accounts
from layers.store.audit import Event
from layers.workspace import open_workspace
from web import create_app, settings_for

NEW = "ceviz nar kiraz 7"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(desk_path: Path, clock: Clock) -> Flask:
    add_people(desk_path)
    return office_app(desk_path, clock)


def people_of(path: Path) -> Accounts:
    return Accounts(open_workspace(path).store().register)


def test_signing_in_shows_the_name_and_signing_out_takes_it_away(app: Flask) -> None:
    browser = signed_in(app, "planner")
    page = browser.get("/")
    assert "Ayşe" in page.text
    assert "Çıkış" in page.text
    assert browser.post("/cikis").headers["Location"] == "/giris"
    assert "Çıkış yapıldı." in browser.get("/giris").text
    assert "Ayşe" not in browser.get("/").text


@pytest.mark.parametrize("name", ["AYŞE", " ayse ", "ayşe", "AYSE"])
def test_a_name_is_known_however_it_is_typed(app: Flask, name: str) -> None:
    assert Browser(app).sign_in(name).status_code == 303


@pytest.mark.parametrize(("name", "password"), [("Ayşe", "yanlış parola"), ("Nobody", PASSWORD), ("", ""), ("Ayşe", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(app: Flask, name: str, password: str) -> None:
    response = Browser(app).sign_in(name, password)
    assert response.status_code == 401
    assert "Ad ya da parola yanlış." in response.text


def test_after_signing_in_one_is_where_one_wanted_to_be(app: Flask) -> None:
    browser = Browser(app)
    where = browser.get("/yayin?dil=tr").headers["Location"]
    form = browser.get(where).text
    after = re.search(r'name="sonra" value="([^"]+)"', form)
    assert after is not None
    response = browser.post("/giris", {"ad": "Ayşe", "parola": PASSWORD, "sonra": after[1]}, token=browser.token(where))
    assert response.headers["Location"] == "/yayin?dil=tr"


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "javascript:1"])
def test_signing_in_leads_nowhere_else(app: Flask, after: str) -> None:
    browser = Browser(app)
    assert "evil" not in browser.get(f"/giris?sonra={after}").text
    response = browser.post("/giris", {"ad": "Ayşe", "parola": PASSWORD, "sonra": after}, token=browser.token("/giris"))
    assert response.headers["Location"] == "/"


def test_the_session_is_a_new_one_after_signing_in(app: Flask) -> None:
    browser = Browser(app)
    before = browser.token("/giris")
    cookie = [item.value for item in browser.client._cookies.values()]
    browser.sign_in("Ayşe")
    assert [item.value for item in browser.client._cookies.values()] != cookie
    # A form that was open before does not count afterwards.
    assert browser.post("/katmanlar/population/geri-al", {"surum": "2"}, token=before).status_code == 403


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_is_for_pages_of_ours_and_goes_by_https_where_the_page_came_by_it(app: Flask, https: bool) -> None:
    browser = Browser(app, https=https)
    cookie = browser.sign_in("Ayşe").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert ("Secure" in cookie) is https
    assert "Expires" not in cookie


def test_a_cookie_that_was_copied_is_dead_after_signing_out(app: Flask) -> None:
    browser, thief = signed_in(app, "planner"), Browser(app)
    for cookie in browser.client._cookies.values():
        thief.client.set_cookie(cookie.key, cookie.value)
    assert "Ayşe" in thief.get("/veri").text
    browser.post("/cikis")
    assert "Ayşe" not in thief.get("/veri").text
    response = thief.post("/katmanlar/population/geri-al", {"surum": "2"}, token=thief.token("/giris"))
    assert response.status_code == 401
    assert "çıkış yapıldı" in response.text


@pytest.mark.parametrize(
    ("step", "steps", "said"),
    [
        ({"minutes": 31}, 1, "Oturumunuz 30 dakika kullanılmadığı için kapandı"),
        ({"minutes": 25}, 25, "Oturumunuz 10 saatini doldurduğu için kapandı"),
    ],
)
def test_a_session_past_its_time_is_refused_and_what_was_written_is_shown(
    app: Flask, clock: Clock, step: dict[str, float], steps: int, said: str
) -> None:
    browser = signed_in(app, "planner")
    token = browser.token("/parola")
    for number in range(steps):
        assert number == steps - 1 or "Ayşe" in browser.get("/veri").text
        clock.forward(**step)
    fields = {"surum": "2", "not": "Uzun uzun yazılmış <b>gerekçe</b>", "parola": "gizli"}
    response = browser.post("/katmanlar/population/geri-al", fields, token=token)
    assert response.status_code == 401
    assert said in response.text
    assert "Yazdıklarınız kaybolmadı" in response.text
    assert "Uzun uzun yazılmış &lt;b&gt;gerekçe&lt;/b&gt;" in response.text
    assert "gizli" not in response.text
    assert response.headers["Cache-Control"] == "private, no-store"
    # The way on: the page to sign in says the same, and lets in.
    assert said in browser.get("/giris").text
    assert browser.sign_in("Ayşe").status_code == 303


def test_using_a_session_keeps_it(app: Flask, clock: Clock) -> None:
    browser = signed_in(app, "planner")
    for _ in range(5):
        clock.forward(minutes=29)
        assert "Ayşe" in browser.get("/veri").text


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (lambda people: people.change_role("Ayşe", "viewer"), "rol değişti"),
        (lambda people: people.disable("Ayşe"), "hesap kapatıldı"),
        (lambda people: people.reset("Ayşe"), "parola değişti"),
    ],
)
def test_a_session_ends_with_the_role_the_account_or_the_password(
    app: Flask, desk_path: Path, what: Callable[[Accounts], object], said: str
) -> None:
    browser = signed_in(app, "planner")
    token = browser.token("/parola")
    what(people_of(desk_path))
    response = browser.post("/katmanlar/population/geri-al", {"surum": "2"}, token=token)
    assert response.status_code == 401
    assert said in response.text


def test_ten_wrong_passwords_close_the_account_for_a_while(app: Flask, clock: Clock) -> None:
    for number in range(10):
        assert Browser(app, address=f"10.0.1.{number}").sign_in("Ayşe", "yanlış parola").status_code == 401
    response = Browser(app, address="10.0.2.1").sign_in("Ayşe")
    assert response.status_code == 429
    assert "10 kez yanlış parola girildi" in response.text
    assert "15 dakika sonra" in response.text
    # Others are not locked out, and time opens it.
    assert Browser(app, address="10.0.2.1").sign_in("Veli").status_code == 303
    clock.forward(minutes=16)
    assert Browser(app, address="10.0.2.1").sign_in("Ayşe").status_code == 303


def test_ten_wrong_passwords_close_the_address_whatever_the_names(app: Flask, clock: Clock) -> None:
    attacker = Browser(app, address="10.9.9.9")
    for number in range(10):
        assert attacker.sign_in(f"kimse {number}", "yanlış parola").status_code == 401
    assert attacker.sign_in("Ayşe").status_code == 429
    assert Browser(app, address="10.0.2.1").sign_in("Ayşe").status_code == 303
    clock.forward(minutes=16)
    assert attacker.sign_in("Ayşe").status_code == 303


def test_unknown_names_are_closed_like_known_ones(app: Flask) -> None:
    for number in range(10):
        Browser(app, address=f"10.0.1.{number}").sign_in("kimse", "yanlış parola")
    assert Browser(app, address="10.0.2.1").sign_in("kimse", "yanlış parola").status_code == 429


def test_what_was_typed_for_a_name_is_not_written_down(app: Flask, desk_path: Path) -> None:
    Browser(app).sign_in("gizli parola buraya", "x")
    (entry,) = open_workspace(desk_path).store().register.entries(actions=["sign-in-failed"])
    assert "gizli" not in f"{entry}"


def test_a_password_is_changed_by_its_owner_and_ends_the_other_sessions(app: Flask) -> None:
    here, there = signed_in(app, "planner"), signed_in(app, "planner")
    response = here.post("/parola", {"eski": PASSWORD, "yeni": NEW, "yeniden": NEW})
    assert response.status_code == 303
    assert "Parolanız değişti" in here.get("/parola").text
    assert "Ayşe" not in there.get("/veri").text
    assert Browser(app).sign_in("Ayşe").status_code == 401
    assert Browser(app).sign_in("Ayşe", NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("yanlış parola", NEW, NEW, "Ad ya da parola yanlış."),
        (PASSWORD, NEW, NEW + "x", "iki yazılışı aynı değil"),
        (PASSWORD, PASSWORD, PASSWORD, "eskisiyle aynı"),
        (PASSWORD, "kısa", "kısa", "En az 10 karakter"),
        (PASSWORD, "ayse-12345", "ayse-12345", "kolay bulunur"),
        (PASSWORD, "Defne Defne 1", "Defne Defne 1", "kolay bulunur"),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "kolay bulunur"),
        (PASSWORD, "x" * 257, "x" * 257, "256 karakterden uzun"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(app: Flask, old: str, new: str, again: str, said: str) -> None:
    browser = signed_in(app, "planner")
    response = browser.post("/parola", {"eski": old, "yeni": new, "yeniden": again})
    assert response.status_code in (401, 422)
    assert said in response.text
    assert Browser(app).sign_in("Ayşe").status_code == 303


def test_a_one_time_password_lets_nothing_be_done_but_change_it(app: Flask, desk_path: Path) -> None:
    given = people_of(desk_path).reset("Ayşe")
    browser = Browser(app)
    assert browser.sign_in("Ayşe", given).headers["Location"] == "/parola"
    assert browser.get("/yayin").headers["Location"] == "/parola"
    assert browser.get("/").headers["Location"] == "/parola"
    refused = browser.post("/katmanlar/population/geri-al", {"surum": "2"})
    assert refused.status_code == 403
    assert "Parolanız bir kereliktir" in refused.text
    assert browser.post("/parola", {"eski": given, "yeni": NEW, "yeniden": NEW}).status_code == 303
    assert browser.get("/yayin").status_code == 200
    assert Browser(app).sign_in("Ayşe", given).status_code == 401


def test_a_hash_of_older_parameters_is_made_anew_at_sign_in(app: Flask, desk_path: Path) -> None:
    register = open_workspace(desk_path).store().register
    weak = QUICK.hash(PASSWORD)
    register.put_account(lambda known: replace(known["ayse"], password_hash=weak), Event("2026-11-26T09:00:00Z", "test"))
    signed_in(app, "planner")
    assert register.accounts()["ayse"].password_hash != weak
    signed_in(app, "planner")


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("address", ["/giris", "/parola", "/kullanicilar", "/kayitlar", "/yayin", "/yayin/population"])
def test_the_pages_keep_every_rule_of_pages(app: Flask, desk_path: Path, address: str, language: str) -> None:
    people_of(desk_path).change_role("Müdür Ilgaz", "administrator")
    judging = JudgingClient(app)
    judging._client = signed_in(app, "administrator").client
    page = judging.page(f"{address}?dil={language}", language=language)
    assert "Müdür Ilgaz" in page.text


def test_without_accounts_the_machine_is_the_proof(desk_path: Path) -> None:
    client = JudgingClient(create_app(desk_path, settings=settings_for("127.0.0.1")))
    assert "mahalle user add" in client.page("/giris").text
    assert "Henüz hesap yok" in client.page("/kullanicilar").text
    assert "hesap yok: güncel olan her şey yayımlanmış" in client.page("/yayin").text
    assert "Kim ne yaptı" in client.page("/kayitlar").text
    assert "Giriş" not in client.page("/").root.one("header").text
    response = client.send("/yayin/population/gonder", {"surum": "2"}, status=422)
    assert "mahalle user add" in response.text


def test_the_first_account_ends_writing_without_one(desk_path: Path) -> None:
    app = create_app(desk_path, settings=settings_for("127.0.0.1"))
    browser = Browser(app, address="127.0.0.1")
    token = browser.token("/veri")
    made = browser.post("/kullanicilar", {"ad": "Müdür", "rol": "administrator"}, token=token)
    given = re.search(r'class="once">([^<]+)<', made.text)
    assert given is not None
    assert made.headers["Cache-Control"] == "private, no-store"
    refused = browser.post("/katmanlar/population/geri-al", {"surum": "2"}, token=token)
    assert refused.status_code == 401
    assert browser.sign_in("Müdür", given[1]).headers["Location"] == "/parola"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_a_form_that_was_passed_on_counts_only_behind_the_trusted_server(app: Flask, desk_path: Path, header: str) -> None:
    fields = {"surum": "2"}
    browser = signed_in(app, "planner")
    refused = browser.post("/katmanlar/population/geri-al", fields, **{header.replace("-", "_"): "10.0.0.9"})
    assert refused.status_code == 403
    assert "server: trusted_proxy" in refused.text
    behind = signed_in(office_app(desk_path, Clock(), trusted_proxy="127.0.0.1"), "planner")
    taken = behind.post("/katmanlar/population/geri-al", fields, **{header.replace("-", "_"): "10.0.0.9"})
    assert taken.status_code == 303
