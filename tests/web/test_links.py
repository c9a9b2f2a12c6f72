"""Every link on the pages leads somewhere, whatever the workspace holds: from nothing but boundaries to every layer."""

import html
import re
import shutil
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from office import Browser, add_people, office_app, signed_in
from workspaces import done, feature, geojson, make, square, take

from web import create_app, settings_for

# Pages of one kind are made by one function: two of each tell.
_OF_EACH = 2


def _follow(app: Flask, client: FlaskClient) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Follow the links from the first page; how often each endpoint was asked, and the answers that are none."""
    asked: Counter[str] = Counter()
    seen, broken, waiting = set[str](), list[tuple[int, str]](), deque(["/"])
    routes = app.url_map.bind("127.0.0.1")
    while waiting:
        address = waiting.popleft()
        endpoint, _ = routes.match(urlsplit(address).path)
        if address in seen or asked[endpoint] >= _OF_EACH:
            continue
        seen.add(address)
        asked[endpoint] += 1
        response = client.get(address)
        if response.status_code >= 400:
            broken.append((response.status_code, address))
        if response.mimetype == "text/html":
            for link in re.findall(r'(?:href|src)="([^"]+)"', response.get_data(as_text=True)):
                absolute = urljoin(address, html.unescape(link)).partition("#")[0]
                if absolute.startswith("/"):
                    waiting.append(absolute)
    return asked, broken


def _bare(folder: Path) -> Path:
    """Two neighbourhoods and nothing else."""
    path = make(folder / "w")
    squares = [feature("Akdeniz", square(36.10, 36.20)), feature("Harbiye", square(36.11, 36.20))]
    done(take(path, "boundaries", geojson(folder / "sinir.geojson", squares)))
    return path


@pytest.mark.parametrize("which", ["bare", "defne", "example"])
def test_no_link_is_broken(which: str, demo_path: Path, example_path: Path, tmp_path: Path) -> None:
    path = {"bare": lambda: _bare(tmp_path), "defne": lambda: demo_path, "example": lambda: example_path}[which]()
    app = create_app(path, settings=settings_for("127.0.0.1"))
    asked, broken = _follow(app, app.test_client())
    assert broken == []
    assert len(asked) > 40


@pytest.mark.parametrize("role", ["nobody", "viewer", "planner", "approver", "administrator"])
def test_nobody_is_led_where_he_may_not_go(role: str, office: Flask) -> None:
    browser = Browser(office) if role == "nobody" else signed_in(office, role)
    asked, broken = _follow(office, browser.client)
    assert broken == []
    assert len(asked) > 40


@pytest.fixture(scope="module")
def office(example_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    path = shutil.copytree(example_path, tmp_path_factory.mktemp("links") / "w")
    add_people(path)
    return office_app(path)
