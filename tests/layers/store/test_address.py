"""The address of a store: what is one, what is not, and that no password is ever shown. None of these needs a server."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.errors import RefusedError
from layers.store.address import StoreAddress, schema_name
from layers.workspace import open_workspace
from mahalle import main


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://db/kent",
        "postgres://db/kent",
        "postgresql://plan@db:5432/kent",
        "postgresql://plan:gizli@db:5432/kent?sslmode=require",
        "postgresql://plan:a%40b%2Fc@10.0.0.1/kent",
        "postgresql://plan@[::1]:5432/kent",
        "postgresql://one:5432,two:5433/kent",
        "postgresql:///kent",
    ],
)
def test_address_is_taken_as_it_stands(url: str) -> None:
    assert StoreAddress(url, "mahalle").resolved({}) == url


@pytest.mark.parametrize(
    "url",
    [
        "gizli",
        "mysql://plan:gizli@db/kent",
        "postgresql://plan:giz@li@db/kent",
        "postgresql://plan:giz/li@db/kent",
        "postgresql://plan:giz#li@db/kent",
        "postgresql://plan:giz?li@db/kent",
        "postgresql://plan:giz li@db/kent",
        "postgresql://plan:gizli@db:port/kent",
        "host=db password=gizli",
        "",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="percent-encoded") as refusal:
        StoreAddress(url, "mahalle").resolved({})
    assert "gizli" not in str(refusal.value)
    result = CliRunner().invoke(main, ["-w", str(tmp_path / "w"), "init", "D", "--province", "Hatay", "--store", url])
    assert result.exit_code == 1
    assert "postgresql://kullanıcı@sunucu" in result.stderr
    assert not {"giz", "li@"} & set(result.stderr.split())
    assert not (tmp_path / "w" / "workspace.yaml").exists()


def test_option_that_nobody_knows_is_refused_without_the_password(tmp_path: Path) -> None:
    url = "postgresql://plan:gizli@db/kent?nedir=bu"
    result = CliRunner().invoke(main, ["-w", str(tmp_path), "init", "D", "--province", "Hatay", "--store", url])
    assert result.exit_code == 1
    assert "gizli" not in result.stderr


def test_variables_are_filled_in_and_encoded_inside_an_address() -> None:
    address = StoreAddress("postgresql://plan:${PAROLA}@${SUNUCU}/kent", "mahalle")
    assert address.resolved({"PAROLA": "p@:/?#", "SUNUCU": "db"}) == "postgresql://plan:p%40%3A%2F%3F%23@db/kent"
    whole = StoreAddress("${ADRES}", "mahalle")
    assert whole.resolved({"ADRES": "postgresql://plan@db/kent"}) == "postgresql://plan@db/kent"
    with pytest.raises(RefusedError, match="SUNUCU"):
        address.resolved({"PAROLA": "x"})


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://plan:gizli@db/kent", True),
        ("postgresql://db/kent?password=gizli", True),
        ("postgresql://plan:${PAROLA}@db/kent", False),
        ("postgresql://plan@db/kent", False),
        ("${ADRES}", False),
    ],
)
def test_password_in_plain_text_is_noticed(url: str, shown: bool) -> None:
    address = StoreAddress(url, "mahalle")
    assert address.writes_out_a_password is shown
    assert "gizli" not in repr(address)


@pytest.mark.parametrize("schema", ["", "x" * 64, "ş", "pg_catalog", "a\0b", 'a"; DROP SCHEMA public; --', "%s", "1a"])
def test_schema_that_is_no_plain_name_is_refused(schema: str) -> None:
    with pytest.raises(RefusedError, match="schema"):
        StoreAddress("postgresql://db/kent", schema)


def test_schema_of_a_long_name_is_short_and_its_own() -> None:
    first, second = (schema_name("Kahramanmaraş", "Onikişubat", "İmar ve Şehircilik Müdürlüğü Planlama " + end) for end in "AB")
    assert len(first) == len(second) == 63
    assert first != second
    assert first.isascii()


def test_server_that_is_not_there_is_refused_in_both_languages(tmp_path: Path) -> None:
    with socket.socket() as unused:
        # Bound and never listening: nobody else gets the port, and nobody answers on it.
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        url = f"postgresql://plan:gizli@127.0.0.1:{port}/kent"
        result = CliRunner().invoke(main, ["-w", str(tmp_path / "w"), "init", "D", "--province", "Hatay", "--store", url])
    assert result.exit_code == 1
    assert f"127.0.0.1:{port}/kent adresindeki veritabanına bağlanılamadı" in result.stderr
    assert "Could not connect to the database" in result.stderr
    assert "gizli" not in result.stderr
    assert not (tmp_path / "w" / "workspace.yaml").exists()


def test_missing_driver_is_refused_with_how_to_install_it(tmp_path: Path) -> None:
    without = "import sys; sys.modules['psycopg'] = None; from mahalle import main; main()"
    words = ["-w", str(tmp_path / "w"), "init", "D", "--province", "Hatay", "--store", "postgresql://db/kent"]
    answer = subprocess.run([sys.executable, "-c", without, *words], capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert 'pip install "mahalle[postgis]"' in answer.stderr
    assert "psycopg gerekli" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_driver_is_not_needed_for_a_geopackage(tmp_path: Path) -> None:
    without = "import sys; sys.modules['psycopg'] = None; from mahalle import main; main()"
    words = ["-w", str(tmp_path / "w"), "init", "D", "--province", "Hatay"]
    answer = subprocess.run([sys.executable, "-c", without, *words], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("described", ["5", "[a]", "{schema: x}", "{url: [1]}"])
def test_description_with_a_broken_store_is_refused(tmp_path: Path, described: str) -> None:
    (tmp_path / "workspace.yaml").write_text(f"name: D\nprovince: Hatay\nstore: {described}\n", encoding="utf-8")
    with pytest.raises(RefusedError):
        open_workspace(tmp_path).store()
