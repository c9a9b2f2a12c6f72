"""Who is answered, what a response carries, and what a browser may keep."""

import re
from pathlib import Path

import pytest
from client import JudgingClient
from flask import Flask

from geo.errors import NotFoundError
from web import create_app, settings_for


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_loopback_names_are_answered(client: JudgingClient, host: str) -> None:
    assert client.get("/saglik", Host=host).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "localhost@evil.example", "", "a b"])
def test_other_names_are_refused(client: JudgingClient, host: str) -> None:
    response = client.get("/", Host=host)
    assert response.status_code == 421
    assert "Elektrik" not in response.text


def test_a_server_for_the_office_answers_to_any_name(demo_path: Path) -> None:
    office = create_app(demo_path, settings=settings_for("0.0.0.0"))  # noqa: S104 no server is started
    assert office.test_client().get("/saglik", headers={"Host": "planlama"}).status_code == 200


def test_each_response_has_its_own_nonce(client: JudgingClient) -> None:
    nonces = {re.search(r"nonce-([^']+)", client.page("/").headers["Content-Security-Policy"])[1] for _ in range(3)}
    assert len(nonces) == 3


def test_only_reading_is_allowed(app: Flask) -> None:
    assert app.test_client().post("/").status_code == 405


def test_assets_with_a_version_are_kept_for_ever(client: JudgingClient) -> None:
    page = client.page("/")
    addresses = [script.attributes["src"] for script in page.root.all("script") if "src" in script.attributes]
    addresses += [link.attributes["href"] for link in page.root.all("link")]
    assert len(addresses) == 12
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert re.search(r"[?&]v=[0-9a-f]{12}$", address)
        assert "immutable" in response.headers["Cache-Control"]
    assert page.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_and_assets_travel_compressed(client: JudgingClient, encoding: str) -> None:
    for address in ("/", "/mahalleler.json", "/static/mahalle.css", "/static/vendor/leaflet/leaflet.js"):
        assert client.get(address, Accept_Encoding=encoding).headers["Content-Encoding"] == encoding, address


def test_a_folder_that_is_no_workspace_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="workspace"):
        create_app(tmp_path)
