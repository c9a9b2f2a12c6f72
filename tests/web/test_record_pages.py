"""`/kayitlar`: who did what, for administrators; nothing on the web can change it."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from office import Browser, add_people, office_app, signed_in

from layers.workspace import open_workspace


@pytest.fixture
def office(desk_path: Path) -> Flask:
    add_people(desk_path)
    return office_app(desk_path)


def recorded(path: Path) -> list[tuple[str, str, str, str]]:
    entries = open_workspace(path).store().register.entries()
    return [(entry.who, entry.channel, entry.action, entry.subject) for entry in entries]


def test_what_people_do_is_recorded_in_their_names(office: Flask, desk_path: Path) -> None:
    before = len(recorded(desk_path))
    Browser(office).sign_in("Ayşe", "yanlış parola")
    planner = signed_in(office, "planner")
    planner.post("/katmanlar/population/geri-al", {"surum": "2", "not": "yanlış tablo"})
    planner.post("/yayin/population/gonder", {"surum": "3", "not": "bakar mısınız"})
    approver = signed_in(office, "approver")
    approver.get("/mahalleler.csv?son=2023")
    approver.post("/yayin/population/geri-gonder", {"surum": "3", "not": "neden"})
    approver.post("/yayin/population/yayimla", {"surum": "3", "yayimlanan": "2"})
    administrator = signed_in(office, "administrator")
    administrator.post("/kullanicilar", {"ad": "Yeni Kişi", "rol": "viewer"})
    administrator.post("/kullanicilar/degistir", {"ad": "Yeni Kişi", "ne": "rol", "rol": "planner"})
    administrator.post("/kullanicilar/degistir", {"ad": "Yeni Kişi", "ne": "sifirla"})
    administrator.post("/kullanicilar/degistir", {"ad": "Yeni Kişi", "ne": "kapat"})
    administrator.post("/kullanicilar/degistir", {"ad": "Yeni Kişi", "ne": "ac"})
    administrator.get("/kayitlar.csv")
    administrator.post("/cikis")
    told = [row for row in recorded(desk_path)[before:] if row[2] != "password-rehashed"]
    assert told == [
        ("?", "web", "sign-in-failed", "Ayşe"),
        ("Ayşe", "web", "signed-in", "Ayşe"),
        ("Ayşe", "web", "undo", "population"),
        ("Ayşe", "web", "sent", "population"),
        ("Veli", "web", "signed-in", "Veli"),
        ("Veli", "web", "exported", "/mahalleler.csv"),
        ("Veli", "web", "sent-back", "population"),
        ("Veli", "web", "released", "population"),
        ("Müdür Ilgaz", "web", "signed-in", "Müdür Ilgaz"),
        ("Müdür Ilgaz", "web", "account-added", "Yeni Kişi"),
        ("Müdür Ilgaz", "web", "role-changed", "Yeni Kişi"),
        ("Müdür Ilgaz", "web", "password-reset", "Yeni Kişi"),
        ("Müdür Ilgaz", "web", "account-closed", "Yeni Kişi"),
        ("Müdür Ilgaz", "web", "account-opened", "Yeni Kişi"),
        ("Müdür Ilgaz", "web", "exported", "/kayitlar.csv"),
        ("Müdür Ilgaz", "web", "signed-out", "Müdür Ilgaz"),
    ]
    assert open_workspace(desk_path).store().register.verify().broken_at is None


def test_the_page_is_searched_and_filtered(office: Flask) -> None:
    administrator = signed_in(office, "administrator")
    page = administrator.get("/kayitlar?ne=account-added").text
    assert page.count("<td>hesap eklendi</td>") == 4
    assert "Son satırın özeti" in page
    assert len(administrator.get("/kayitlar.json?ara=Veli").json["rows"]) == 1  # type: ignore[index]


def test_the_file_holds_every_row_and_no_formula(office: Flask, desk_path: Path) -> None:
    register = open_workspace(desk_path).store().register
    register.record("exported", '=HYPERLINK("http://evil.example")', {"@": "+1"})
    text = signed_in(office, "administrator").get("/kayitlar.csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["position"]) for row in rows] == list(range(1, len(rows) + 1))
    assert [row["digest"] for row in rows] == [entry.digest for entry in register.entries()]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@\t" and cell]


def test_no_address_takes_anything_out_of_the_record(office: Flask, desk_path: Path) -> None:
    """Every address that writes, asked by every role: rows that were there stay as they were."""
    from test_needs import addresses

    browsers = [signed_in(office, role) for role in ("planner", "approver", "administrator")]
    register = open_workspace(desk_path).store().register
    before = register.entries()
    for browser in browsers:
        token = browser.token("/parola")
        for endpoint, address in addresses(office, "POST"):
            if endpoint != "account.sign_out":
                fields = {"surum": "2", "ad": "Ayşe", "ne": "kapat", "yayimlanan": "2", "not": "x", "tablo": "audit"}
                browser.post(address, fields, token=token)
        for method in ("put", "patch", "delete"):
            assert getattr(browser.client, method)("/kayitlar").status_code == 405
    after = register.entries()
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert register.verify().broken_at is None


@pytest.mark.slow
def test_an_administrator_changes_no_row_by_any_address_and_method(office: Flask, desk_path: Path) -> None:
    from test_needs import addresses

    browser = signed_in(office, "administrator")
    token = browser.token("/parola")
    register = open_workspace(desk_path).store().register
    before = register.entries()
    fields = {"surum": "2", "ad": "Ayşe", "ne": "kapat", "yayimlanan": "2", "not": "x", "tablo": "audit", "position": "1"}
    every = {address: endpoint for method in ("GET", "POST") for endpoint, address in addresses(office, method)}
    for address, endpoint in every.items():
        browser.get(f"{address}?position=1&tablo=audit")
        for method in ("put", "patch", "delete"):
            assert getattr(browser.client, method)(address, data={"form-anahtari": token}).status_code in (404, 405), address
        if endpoint not in ("account.sign_out", "account.sign_in"):
            browser.post(address, fields, token=token)
    after = register.entries()
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert register.verify().broken_at is None


def test_a_broken_record_is_said_on_the_page(office: Flask, desk_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    administrator = signed_in(office, "administrator")
    with closing(sqlite3.connect(desk_path / "mahalle.gpkg", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_not_changed")
        connection.execute("UPDATE audit SET who = 'kimse' WHERE position = 3")
    assert "3. satırdan başlayarak bozuk" in administrator.get("/kayitlar").text
