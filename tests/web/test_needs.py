"""Each address says what it needs, and each role gets exactly that."""

import shutil
from pathlib import Path

import pytest
from axed import ATLAS, DESK, OFFICE, OGC, PROGRAMME, REPORTS, SITING
from flask import Flask
from office import ROLES, Browser, add_people, office_app, signed_in

from layers.roles import ROLES as RIGHTS
from web import create_app
from web.needs import NEEDS
from web.params import is_for_programs

# What is no page: files, scripts, signs of life, ways on; and the steps of a file on its way in, which axe follows one by one.
NO_PAGES = {
    *("static", "health.show", "shapes.as_script", "atlas.list_all", "ogc.openapi", "ogc.nothing", "tiles.of_layer"),
    *("tiles.of_overlay", "desk_upload.show", "desk_upload.columns", "desk_upload.trial"),
}
# Signing in is for those who are not signed in.
FOR_EVERYBODY = {"account.sign_in"}
VALUES = {
    "no": "2.4",
    "key": "x",
    "zoom": "1",
    "column": "0",
    "row": "0",
    "feature_id": "x",
    "rest": "x",
    "layer": "population",
    "token": "x",
    "suffix": "csv",
    "name": "ilce",
    "drawing": "atlas",
    "place_id": "x",
    "filename": "mahalle.css",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, demo_path: Path) -> Flask:
    path = shutil.copytree(demo_path, tmp_path_factory.mktemp("office") / "workspace")
    add_people(path)
    return office_app(path)


@pytest.fixture(scope="module")
def browsers(app: Flask) -> dict[str, Browser]:
    return {role: signed_in(app, role) for role in ROLES}


def addresses(app: Flask, method: str) -> list[tuple[str, str]]:
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()):
            values = {name: VALUES[name] for name in rule.arguments}
            found.append((rule.endpoint, adapter.build(rule.endpoint, values, method=method)))
    return found


def test_every_endpoint_states_what_it_needs(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(NEEDS)


def test_every_writing_address_needs_a_permission(app: Flask) -> None:
    open_to_all = {endpoint for endpoint, _ in addresses(app, "POST") if NEEDS[endpoint].permission == "everybody"}
    assert open_to_all == FOR_EVERYBODY
    assert not {rule.endpoint for rule in app.url_map.iter_rules() if {"PUT", "PATCH", "DELETE"} & (rule.methods or set())}
    # An endpoint either reads or writes.
    assert not {endpoint for endpoint, _ in addresses(app, "POST")} & {endpoint for endpoint, _ in addresses(app, "GET")}


def test_an_address_that_states_nothing_is_refused(tmp_path: Path, demo_path: Path) -> None:
    app = create_app(demo_path)
    app.add_url_rule("/yeni", "new.write", lambda: "written", methods=["POST"])
    assert app.test_client().post("/yeni").status_code == 403


def test_axe_looks_at_every_page(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    every_address = [address for pages in (ATLAS, REPORTS, DESK, OGC, OFFICE, PROGRAMME, SITING) for address in pages.values()]
    looked_at = {adapter.match(address.split("?")[0])[0] for address in every_address}
    pages = {
        endpoint for endpoint, address in addresses(app, "GET") if not is_for_programs(address) and not NEEDS[endpoint].exports
    }
    assert pages - looked_at == NO_PAGES


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says_and_no_more(app: Flask, browsers: dict[str, Browser], role: str) -> None:
    browser = browsers[role]
    token = browser.token("/parola")
    for endpoint, address in addresses(app, "POST"):
        needed = NEEDS[endpoint].permission
        if endpoint in ("account.sign_out", "account.sign_in", "releases.look"):
            continue
        status = browser.post(address, token=token).status_code
        allowed = needed in ("everybody", "signed-in") or needed in RIGHTS[role].permissions
        assert (status == 403) != allowed, (endpoint, status)
    for endpoint, address in addresses(app, "GET"):
        needed = NEEDS[endpoint].permission
        status = browser.get(address).status_code
        allowed = needed in ("everybody", "signed-in") or needed in RIGHTS[role].permissions
        assert (status == 403) != allowed, (endpoint, status)


def test_nobody_who_is_not_signed_in_writes_or_sees_what_needs_a_role(app: Flask) -> None:
    browser = Browser(app)
    token = browser.token("/giris")
    for endpoint, address in addresses(app, "POST"):
        if endpoint not in FOR_EVERYBODY:
            response = browser.post(address, token=token)
            assert response.status_code == 401, endpoint
            assert "giriş yapmanız gerekir" in response.text
    for endpoint, address in addresses(app, "GET"):
        if NEEDS[endpoint].permission != "everybody":
            response = browser.get(address)
            assert response.status_code == (401 if address.endswith((".csv", ".json", ".geojson")) else 303), endpoint
            if response.status_code == 303:
                assert response.headers["Location"].startswith("/giris?sonra=/")


@pytest.mark.parametrize("role", [*ROLES, None])
def test_nobody_writes_without_the_pages_token(app: Flask, browsers: dict[str, Browser], role: str | None) -> None:
    browser = Browser(app) if role is None else browsers[role]
    for endpoint, address in addresses(app, "POST"):
        for token in ("", "falsch"):
            response = browser.post(address, token=token)
            assert response.status_code == 403, endpoint
            assert "Bu form eskimiş" in response.text


def test_a_refusal_names_the_role_and_what_it_lacks(browsers: dict[str, Browser]) -> None:
    response = browsers["viewer"].post("/katmanlar/population/geri-al", {"surum": "2"})
    assert "Rolünüz (izleyen) buna izin vermiyor: veri değiştirme ve onaya gönderme" in response.text
    english = browsers["planner"].get("/kullanicilar?dil=en")
    assert english.status_code == 403
    assert "Your role (planner) does not allow this: managing accounts" in english.text
