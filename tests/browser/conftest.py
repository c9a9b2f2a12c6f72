"""A real server, a real browser, and a log of everything that the browser asked for or complained about."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hostile import add_hostile_parks, hostile_workspace
from hostile_town import HostileTown, hostile_town
from journeys import Tab
from office import add_people
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress import create_server
from waitress.wasyncore import close_all

from geo.synthetic.town import Size
from layers.demo import build_demo
from layers.ornek import build_example
from web import create_app, settings_for
from web.overlays import MOST_SHAPES

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # No network: no name has an address but this machine's own.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


Open = Callable[..., Tab]


def serve(app: Flask) -> Iterator[str]:
    """Serve an application on a free port until the test session is over."""
    sockets: dict[int, object] = {}
    server = create_server(app, host="127.0.0.1", port=0, map=sockets)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Its own thread closes them: another would take them away while it waits for them.
    server.trigger.pull_trigger(lambda: close_all(sockets))
    thread.join(timeout=5)
    assert not thread.is_alive()


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "workspace"
    build_demo(path)
    return path


@pytest.fixture(scope="session")
def demo_server(demo_path: Path) -> Iterator[str]:
    yield from serve(create_app(demo_path))


@pytest.fixture
def desk_server(demo_path: Path, tmp_path: Path) -> Iterator[str]:
    """A demo of the test's own, served so that it may be written to."""
    path = tmp_path / "workspace"
    shutil.copytree(demo_path, path)
    yield from serve(create_app(path, settings=settings_for("127.0.0.1")))


@pytest.fixture
def office_path(demo_path: Path, tmp_path: Path) -> Path:
    """A demo whose office has accounts."""
    path = shutil.copytree(demo_path, tmp_path / "workspace")
    add_people(path)
    return path


@pytest.fixture
def office_server(office_path: Path) -> Iterator[str]:
    yield from serve(create_app(office_path, settings=settings_for("127.0.0.1")))


@pytest.fixture(scope="session")
def example_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("browser-example") / "workspace"
    build_example(path, Size(6, 60), seed=7)
    yield from serve(create_app(path))


@pytest.fixture(scope="session")
def large_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A place with more zones than the page draws one by one."""
    path = tmp_path_factory.mktemp("browser-large") / "workspace"
    build_example(path, Size(6, 4000), seed=7)
    yield from serve(create_app(path))


@pytest.fixture(scope="session")
def wide_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A place of 1,000 neighbourhoods, with little of each layer in them."""
    path = tmp_path_factory.mktemp("browser-wide") / "workspace"
    build_example(path, Size(1000, 1000, 2000), seed=7)
    yield from serve(create_app(path))


@pytest.fixture(scope="session")
def town_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser-town") / "workspace"
    build_example(path, Size(6, 60), seed=7)
    return path


@pytest.fixture
def town_path(town_built: Path, tmp_path: Path) -> Path:
    """A synthetic municipality of the test's own."""
    return Path(shutil.copytree(town_built, tmp_path / "workspace"))


@pytest.fixture
def town_server(town_path: Path) -> Iterator[str]:
    """It, served so that it may be written to."""
    yield from serve(create_app(town_path, settings=settings_for("127.0.0.1")))


@pytest.fixture(scope="session")
def siting_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic municipality with plots enough for 25 parks."""
    path = tmp_path_factory.mktemp("browser-siting") / "workspace"
    build_example(path, Size(24, 600), seed=1)
    return path


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(create_app(hostile_workspace(tmp_path_factory.mktemp("browser-hostile"))))


@pytest.fixture(scope="session")
def spoilt_town(tmp_path_factory: pytest.TempPathFactory) -> HostileTown:
    """A whole municipality whose texts try to be more than text."""
    return hostile_town(tmp_path_factory.mktemp("browser-hostile-town"))


@pytest.fixture(scope="session")
def spoilt_server(spoilt_town: HostileTown) -> Iterator[str]:
    yield from serve(spoilt_town.app)


@pytest.fixture(scope="session")
def hostile_large_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with so many parks, each with such a name, that they are drawn from tiles."""
    path = hostile_workspace(tmp_path_factory.mktemp("browser-hostile-large"))
    add_hostile_parks(path, MOST_SHAPES + 1)
    yield from serve(create_app(path))


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, env={**os.environ, "LANGUAGE": "tr"})
        yield browser
        browser.close()


@pytest.fixture
def open_tab(browser: Browser, demo_server: str) -> Iterator[Open]:
    """Opens tabs; at the end each must have asked only its own server and complained of nothing."""
    tabs: list[tuple[Tab, BrowserContext]] = []

    def open_one(*, base: str = demo_server, width: int = 1280, height: int = 900, scripts: bool = True) -> Tab:
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
        tab = Tab(context.new_page(), base)
        tab.page.on("request", lambda request: tab.asked.append(request.url))
        tab.page.on("requestfinished", tab.weigh)
        tab.page.on("console", lambda message: tab.complaints.append(message.text))
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.on("dialog", lambda dialog: (tab.dialogs.append(dialog.message), dialog.dismiss()))
        tabs.append((tab, context))
        return tab

    yield open_one
    for tab, context in tabs:
        context.close()
        assert not [address for address in tab.asked if not address.startswith(tab.base + "/")]
        assert not tab.complaints
        assert not tab.dialogs


@pytest.fixture(scope="session")
def artifacts(root: Path) -> Path:
    """Where pictures of the pages are left to be looked at: the folder that MAHALLE_SCREENSHOTS names, else .artifacts."""
    folder = Path(os.environ.get("MAHALLE_SCREENSHOTS") or root / ".artifacts")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core, which set-up installs."""
    return (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
