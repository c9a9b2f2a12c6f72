"""`mahalle user` and `mahalle audit`: accounts and the record on the command line, and how the server is told whom to trust."""

import csv
import getpass
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from served import served
from stores import population, put
from workspaces import Answer, done, make, run

from layers.acting import current_actor
from layers.workspace import open_workspace
from mahalle import main

PASSWORD = "dut incir zeytin"  # noqa: S105 of accounts that live for one test


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "w"
    done(run(path, "init", "Deneme", "--province", "Hatay", "--district", "Defne"))
    return path


def add(path: Path, name: str, role: str, password: str = PASSWORD) -> Answer:
    words = ["-w", str(path), "user", "add", name, "--role", role, "--password-stdin"]
    result = CliRunner().invoke(main, words, input=password + "\n")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return Answer(result.exit_code, result.stdout, result.stderr)


def test_accounts_are_added_listed_and_changed(workspace: Path) -> None:
    first = done(add(workspace, "Müdür", "administrator"))
    assert "yeni sürümler bir onaylayan yayımlayana kadar taslaktır" in first.err
    assert "taslaktır" not in done(add(workspace, "Ayşe", "plancı")).err
    done(run(workspace, "user", "role", "ayse", "approver"))
    listed = done(run(workspace, "user", "list", "--format", "json")).document
    assert {(row["name"], row["role"], row["open"]) for row in listed} == {
        ("Müdür", "administrator", True),
        ("Ayşe", "approver", True),
    }
    given = done(run(workspace, "user", "reset", "Ayşe"))
    assert len(given.out.strip()) == 19
    assert given.out.strip() not in given.err
    done(run(workspace, "user", "disable", "Ayşe"))
    closed = [row["name"] for row in done(run(workspace, "user", "list", "--format", "json")).document if not row["open"]]
    assert closed == ["Ayşe"]
    done(run(workspace, "user", "enable", "Ayşe"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Veli", "--role", "müdür"), "Roller: viewer, planner, approver, administrator"),
        (("add", "Veli", "--role", "viewer"), "Parola verilmedi"),
        (("role", "Müdür", "viewer"), "son açık yönetici"),
        (("disable", "Müdür"), "son açık yönetici"),
        (("reset", "Kimse"), "Hesaplar: Müdür"),
    ],
)
def test_what_cannot_be_is_refused_in_words(workspace: Path, words: tuple[str, ...], said: str) -> None:
    done(add(workspace, "Müdür", "administrator"))
    answer = run(workspace, "user", *words)
    assert answer.code == 1
    assert said in answer.err


def test_a_weak_password_is_refused(workspace: Path) -> None:
    assert "En az 10 karakter" in add(workspace, "Ayşe", "planner", "kısa").err
    assert "kolay bulunur" in add(workspace, "Ayşe", "planner", "Deneme Defne 1").err
    assert done(run(workspace, "user", "list", "--format", "json")).document == []


def test_the_record_is_written_as_csv_with_the_machines_user(workspace: Path, tmp_path: Path) -> None:
    put(open_workspace(workspace).store(), population([1]))
    done(add(workspace, "Müdür", "administrator"))
    done(run(workspace, "export", "population", tmp_path / "nufus.csv"))
    out = tmp_path / "kayit.csv"
    done(run(workspace, "audit", out))
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["action"] for row in rows] == ["import", "account-added", "exported"]
    assert {row["channel"] for row in rows} == {"command-line"}
    assert [row["who"] for row in rows[1:]] == [getpass.getuser()] * 2
    assert current_actor().name == getpass.getuser()
    refused = run(workspace, "audit", tmp_path / "kayit.xlsx")
    assert refused.code == 1


def test_a_sound_record_says_so_and_a_broken_one_names_the_row(workspace: Path) -> None:
    for value in range(4):
        put(open_workspace(workspace).store(), population([value]))
    assert "4 satırın hepsi yazıldığı gibi" in done(run(workspace, "audit", "verify")).err
    with closing(sqlite3.connect(workspace / "mahalle.gpkg", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_not_changed")
        connection.execute("UPDATE audit SET who = 'kimse' WHERE position = 3")
    broken = run(workspace, "audit", "verify")
    assert broken.code == 1
    assert "3. satırdan başlayarak bozuk" in broken.err


def test_a_hand_over_says_what_is_a_draft_and_leaves_it_out_when_told_to(tmp_path: Path) -> None:
    path = make(tmp_path / "w")
    store = open_workspace(path).store()
    done(add(path, "Müdür", "administrator"))
    put(store, population([1234567]))
    out = tmp_path / "nufus.csv"
    draft = done(run(path, "export", "population", out))
    assert "Taslak, henüz yayımlanmadı" in draft.err
    assert "1234567" in out.read_text(encoding="utf-8")
    released = run(path, "export", "population", tmp_path / "yayin.csv", "--released")
    # Nothing of it was ever released.
    assert released.code == 1
    assert not (tmp_path / "yayin.csv").exists()


def asked(address: str, **headers: str) -> tuple[int, str, str]:
    request = urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})  # noqa: S310
    if "POST" in headers:
        request.method = headers["POST"]
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 our own server
            return response.status, response.read().decode(), str(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), str(error.headers)


def test_a_request_that_another_server_passed_on_writes_nothing_where_there_are_no_accounts(workspace: Path) -> None:
    with served(workspace) as server:
        address = server.address
        for header in ("X_Forwarded_For", "X_Forwarded_Host", "Forwarded", "Via", "X_Real_IP"):
            status, text, _ = asked(f"{address}/veri/adlar", POST="POST", **{header: "10.0.0.9"})
            assert status == 403
            assert "Bu sunucuda veri değiştirilemez" in text, header
        assert "Bu form eskimiş" in asked(f"{address}/veri/adlar", POST="POST")[1]
        assert asked(f"{address}/saglik", Host="atlas.defne.bel.tr")[0] == 421


def test_the_trusted_server_alone_says_how_a_request_came(workspace: Path) -> None:
    done(add(workspace, "Müdür", "administrator"))
    described = workspace / "workspace.yaml"
    described.write_text(
        described.read_text(encoding="utf-8") + "server:\n  trusted_proxy: 127.0.0.1\n  hosts: [atlas.defne.bel.tr]\n",
        encoding="utf-8",
    )
    forwarded = {"X_Forwarded_For": "10.0.0.9", "X_Forwarded_Host": "atlas.defne.bel.tr", "X_Forwarded_Proto": "https"}
    with served(workspace) as server:
        address = server.address
        status, page, headers = asked(f"{address}/giris", **forwarded)
        assert status == 200
        assert "Secure" in headers
        assert "şifreli değil" not in page
        assert asked(f"{address}/giris", X_Forwarded_Host="evil.example", X_Forwarded_Proto="https")[0] == 421
