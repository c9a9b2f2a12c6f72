"""Every link on the pages leads somewhere, whatever the workspace holds: from nothing but boundaries to every layer."""

import html
import re
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from workspaces import done, feature, geojson, make, square, take

from web import create_app, settings_for

# Pages of one kind are made by one function: a few of each tell.
_OF_EACH = 3


def _follow(app: Flask) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Follow the links from the first page; how often each endpoint was asked, and the answers that are none."""
    client = app.test_client()
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
    asked, broken = _follow(app)
    assert broken == []
    assert len(asked) > 40
