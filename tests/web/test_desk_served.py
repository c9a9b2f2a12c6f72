"""Refusals of the desk under a real server: a file that is being read, a reader that is killed, and what comes after."""

import json
import os
import re
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from served import Served, served

from layers.reading.worker import COMPLAINTS
from web.forgery import TOKEN_FIELD

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the reading process in /proc, which only Linux has"),
]

SOON_S = 60.0
SMALL = "MAHALLE\tNÜFUS 2024\nHarbiye\t24000\n".encode()
# The reader, the upload that waits for it, the token of its form.
Held = tuple[int, "Future[tuple[int, str, str]]", str]
BUSY = "Başka bir dosya şu anda okunuyor ya da yazılıyor."


def large() -> bytes:
    """A file that takes far longer to read than to find its reader."""
    square = [[36.0, 36.0], [36.001, 36.0], [36.001, 36.001], [36.0, 36.0]]
    shape = {"type": "Polygon", "coordinates": [square]}
    features = [{"type": "Feature", "properties": {"MAHALLE": f"M{one}"}, "geometry": shape} for one in range(20_000)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


class Planner:
    """A browser's session without a browser: its cookie and the form's token."""

    def __init__(self, server: Served) -> None:
        self._address = server.address
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def ask(self, request: str | urllib.request.Request) -> tuple[int, str, str]:
        """Status, final address and text of an answer."""
        asked = self._address + request if isinstance(request, str) else request
        try:
            with self._open(asked, timeout=SOON_S) as response:
                return response.status, response.url, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.url, error.read().decode()

    def send(self, address: str, fields: dict[str, bytes | tuple[str, bytes]], token: str) -> tuple[int, str, str]:
        """Send a form; a pair is a file with its name."""
        parts = []
        for name, value in {**fields, TOKEN_FIELD: token.encode()}.items():
            about, content = (f'; filename="{value[0]}"', value[1]) if isinstance(value, tuple) else ("", value)
            parts.append(f'--grenze\r\nContent-Disposition: form-data; name="{name}"{about}\r\n\r\n'.encode() + content)
        body = b"\r\n".join(parts) + b"\r\n--grenze--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=grenze", "Origin": self._address}
        return self.ask(urllib.request.Request(self._address + address, body, headers))  # noqa: S310 our own server

    def token(self) -> str:
        """The token that a page's forms carry."""
        found = re.search(rf'name="{TOKEN_FIELD}" value="([^"]+)"', self.ask("/veri")[2])
        assert found is not None
        return found[1]

    def upload(self, name: str, content: bytes, token: str) -> tuple[int, str, str]:
        """Send a file to the desk."""
        return self.send("/veri/yukle", {"dosya": (name, content)}, token)


@pytest.fixture
def server(desk_path: Path) -> Iterator[Served]:
    with served(desk_path) as found:
        yield found


@pytest.fixture
def planner(server: Served) -> Planner:
    return Planner(server)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, by whichever of its threads."""
    return [int(child) for tasks in Path(f"/proc/{pid}/task").glob("*/children") for child in tasks.read_text().split()]


def until(find: Callable[[], int | None]) -> int:
    """What is found, looked for again and again; it must come soon."""
    deadline = time.monotonic() + SOON_S
    while (found := find()) is None:
        assert time.monotonic() < deadline, "nothing was being read"
    return found


def reader_of(server: Served) -> int | None:
    """The process that has a file open for reading, a fork of a worker of the server; None where nothing is being read."""
    # Any of them may end while it is looked at.
    with suppress(FileNotFoundError):
        for worker in children_of(server.process.pid):
            for fork in children_of(worker):
                if os.readlink(f"/proc/{fork}/fd/2").endswith(COMPLAINTS):
                    return fork
    return None


@pytest.fixture
def held(server: Served, planner: Planner) -> Iterator[Held]:
    """A reader that stands still in the middle of a large file, the upload that waits for it, and the token of its form."""
    token = planner.token()
    with ThreadPoolExecutor(1) as pool:
        upload = pool.submit(planner.upload, "büyük.geojson", large(), token)
        reader = until(lambda: reader_of(server))
        os.kill(reader, signal.SIGSTOP)
        try:
            yield reader, upload, token
        finally:
            with suppress(ProcessLookupError):
                os.kill(reader, signal.SIGKILL)


def test_who_comes_while_a_file_is_being_read_is_told_so_and_does_not_wait(planner: Planner, held: Held) -> None:
    reader, upload, token = held
    status, _, text = planner.upload("ikinci.tsv", SMALL, token)
    assert (status, BUSY in text) == (422, True)
    assert planner.ask("/veri")[0] == planner.ask("/")[0] == 200
    assert not upload.done()
    os.kill(reader, signal.SIGCONT)
    status, address, text = upload.result()
    assert (status, "büyük.geojson" in text) == (200, True)
    status, _, text = planner.send(urlsplit(address).path + "/birak", {}, token)
    assert (status, "büyük.geojson bırakıldı; hiçbir şey saklanmadı." in text) == (200, True)
    status, address, _ = planner.upload("ikinci.tsv", SMALL, token)
    assert (status, "/veri/yukleme/" in address) == (200, True)


def test_a_killed_reader_is_a_refusal_and_the_server_answers_on(planner: Planner, held: Held) -> None:
    reader, upload, token = held
    os.kill(reader, signal.SIGKILL)
    status, _, text = upload.result()
    assert (status, "büyük.geojson okunurken" in text) == (422, True)
    assert planner.ask("/veri")[0] == planner.ask("/")[0] == 200
    status, address, text = planner.upload("sonra.tsv", SMALL, token)
    assert (status, "/veri/yukleme/" in address, "sonra.tsv" in text) == (200, True, True)
