"""20 people clicking through the atlas for a minute: how long the server takes. No rival; oracle: each page holds what it must.

Each person waits one to three seconds between two clicks, as somebody who reads does, and chooses the next page at random:
another indicator or year, a card, a comparison, a search, the layers, a file. Real server, real sockets, compressed answers.
"""

import gzip
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

PEOPLE, SECONDS = 20, 60.0
READING_S = (1.0, 3.0)
ALLOWED_MS = 300.0
INDICATORS = ("change_pct", "change_count", "population", "density_per_km2", "growth_per_mille")
SPANS = ("", "&ilk=2022&son=2025", "&ilk=2023&son=2025")
SCHEMES = ("", "&siniflama=esit-sayi", "&siniflama=esit-aralik&sinif=7")
WORDS = ("park", "okul", "mer", "cami", "sa")


@dataclass(frozen=True)
class Click:
    """One page that was asked for: what kind of page, and how long it took."""

    kind: str
    ms: float


@dataclass(frozen=True)
class Place:
    """What people click on: a server and the ids and names of its neighbourhoods."""

    port: int
    names: dict[str, str]
    layers: tuple[str, ...]


@contextmanager
def serving(workspace: Path) -> Iterator[int]:
    """The port of a `mahalle serve` process that has its first page ready."""
    command = [sys.executable, "-m", "mahalle", "-w", str(workspace), "serve", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", said)):
            said = server.stderr.readline() if server.stderr else ""
        # Nobody reads what it says later; a full pipe would stop it.
        threading.Thread(target=lambda: server.stderr and server.stderr.read(), daemon=True).start()
        yield int(found[1])
    finally:
        server.terminate()
        server.wait()


def ask(connection: HTTPConnection, address: str) -> tuple[float, str]:
    """How long an answer took, to its last byte, and what it says."""
    start = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    ms = 1000 * (time.perf_counter() - start)
    assert response.status == 200, (address, response.status)
    return ms, (gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body).decode()


def choose(place: Place, chance: random.Random) -> tuple[str, str, str]:
    """The kind of the next page, its address, and a text that must stand in it."""
    place_id = chance.choice(list(place.names))
    name, span = place.names[place_id], chance.choice(SPANS)
    indicator, other = chance.choice(INDICATORS), chance.choice(INDICATORS)
    pages = {
        "atlas": (f"/?gosterge={indicator}{span}{chance.choice(SCHEMES)}", name),
        "card": (f"/mahalleler/{quote(place_id)}?{span[1:]}", name),
        "comparison": (f"/karsilastir?sol={indicator}&sag={other}&sag_yil={chance.choice((2023, 2025))}", name),
        "search": (f"/ara.json?q={quote(chance.choice((*WORDS, name)))}", "results"),
        "layer": (f"/katmanlar/{chance.choice(place.layers)}?sayfa={chance.randint(1, 3)}", "<table"),
        "desk": ("/veri", "<table"),
        "file": (f"/mahalleler.csv?{span[1:]}", name),
    }
    kind = chance.choices(list(pages), weights=(30, 25, 12, 15, 8, 4, 6))[0]
    return (kind, *pages[kind])


def person(place: Place, number: int, until: float) -> list[Click]:
    """One person's clicks."""
    chance = random.Random(number)  # noqa: S311
    connection = HTTPConnection("127.0.0.1", place.port, timeout=120)
    # Nobody begins at the same moment.
    time.sleep(chance.uniform(0.0, READING_S[1]))
    clicks = []
    while time.perf_counter() < until:
        kind, address, expected = choose(place, chance)
        ms, said = ask(connection, address)
        assert expected in said, (address, expected)
        clicks.append(Click(kind, ms))
        time.sleep(chance.uniform(*READING_S))
    return clicks


def quantiles(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def look_around(port: int) -> Place:
    """Ask for the pages that everybody begins with, and see what there is to click on."""
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    for span in ("", *SPANS):
        ask(connection, f"/?gosterge=population{span}")
    # What is made once a revision, the server has made long before 20 people are there.
    for address in ("/ara.json?q=park", "/karsilastir?sol=population&sag=population&sag_yil=2025"):
        ask(connection, address)
    records = json.loads(ask(connection, "/mahalleler.json")[1])
    layers = [row["layer"] for row in json.loads(ask(connection, "/veri.json")[1])["rows"] if row["rows"]]
    return Place(port, {row["id"]: row["name"] for row in records}, tuple(layers))


def click_through(place: Place, until: float) -> list[Click]:
    """The clicks of 20 people at once."""
    with ThreadPoolExecutor(PEOPLE) as pool:
        people = [pool.submit(person, place, number, until) for number in range(PEOPLE)]
        return [click for one in people for click in one.result()]


def tell(clicks: list[Click], others: Sequence[Click] = ()) -> None:
    """Print how long the clicks took, in all and by kind of page; those of others by kind alone."""
    median, late = quantiles([click.ms for click in clicks])
    verdict = "ok" if late < ALLOWED_MS else "TOO SLOW"
    print(f"  {PEOPLE} people: {len(clicks)} clicks, p50 {median:.0f} ms, p95 {late:.0f} ms ({verdict})")
    for kind in sorted({click.kind for click in (*clicks, *others)}):
        of_kind = [click.ms for click in (*clicks, *others) if click.kind == kind]
        median, late = quantiles(of_kind)
        print(f"  {kind}: {len(of_kind)} clicks, p50 {median:.0f} ms, p95 {late:.0f} ms, slowest {max(of_kind):.0f} ms")


def measure(title: str, workspace: Path) -> None:
    """Let 20 people click through a workspace and say how long they waited."""
    with serving(workspace) as port:
        start = time.perf_counter()
        place = look_around(port)
        print(f"{title}: first pages {time.perf_counter() - start:.0f} s")
        tell(click_through(place, time.perf_counter() + SECONDS))


def main() -> None:
    """Print percentiles for the demo and for a municipality of 1,000 neighbourhoods, or for the workspaces that are named."""
    if sys.argv[1:]:
        for path in sys.argv[1:]:
            measure(path, Path(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        made = {
            "demo": ("demo", "--no-serve"),
            "ornek": ("example", "--neighbourhoods", "1000", "--zones", "20000", "--seed", "1"),
        }
        for name, words in made.items():
            workspace = Path(folder) / name
            command = [sys.executable, "-m", "mahalle", "-w", str(workspace), *words]
            subprocess.run(command, check=True, capture_output=True)
            measure("Defne, 37 neighbourhoods" if name == "demo" else "örnek, 1,000 neighbourhoods", workspace)


if __name__ == "__main__":
    main()
