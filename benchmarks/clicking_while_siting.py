"""20 people clicking while sitings are computed one after the other: how long the server takes. Oracle: every run is proven.

The people are those of clicking.py. Beside them somebody looks at the siting pages; as soon as a run has ended the next begins
by the form of the page, as a planner sends it.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from clicking import ALLOWED_MS, PEOPLE, SPANS, Click, Place, ask, person, quantiles, serving

SECONDS = 60.0
ASKED = {"tur": "park", "sayi": "25", "yilda": "5", "mesafe": "300", "birak": ["leased", "not-zoned"]}
QUERY = urlencode(ASKED, doseq=True)


def start(connection: HTTPConnection) -> str:
    """Begin a run; the answer is its address."""
    connection.request("GET", f"/yer-secimi?{QUERY}")
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), str(answer.headers["Set-Cookie"]).split(";")[0]
    token = re.search(r'name="form-anahtari" value="([^"]+)"', page)
    assert token is not None, page[:2000]
    body = urlencode({**ASKED, "form-anahtari": token[1]}, doseq=True)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/yer-secimi/baslat", body, headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    assert answer.status == 303, said
    return str(answer.headers["Location"])


def plan(port: int, until: float) -> tuple[list[float], list[Click]]:
    """Run after run until the time is up: how long each took, and the clicks of whoever waits for it."""
    starting, watching = (HTTPConnection("127.0.0.1", port, timeout=120) for _ in range(2))
    times, clicks = [], []
    while time.perf_counter() < until:
        began = time.perf_counter()
        address = start(starting)
        state = "running"
        while state == "running":
            ms, said = ask(watching, address + "/durum.json")
            clicks.append(Click("progress", ms))
            state = json.loads(said)["state"]
            time.sleep(1.0)
        times.append(time.perf_counter() - began)
        assert state == "done", state
        assert json.loads(ask(watching, address + ".json")[1])["result"]["is_optimal"]
        for kind, shown in (("siting", "/yer-secimi"), ("candidates", f"/yer-secimi?{QUERY}"), ("result", address)):
            ms, said = ask(watching, shown)
            assert "<h1" in said, shown
            clicks.append(Click(kind, ms))
    return times, clicks


def measure(title: str, workspace: Path) -> None:
    """Let 20 people click through a workspace while runs follow each other."""
    with serving(workspace) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=300)
        for span in ("", *SPANS):
            ask(connection, f"/?gosterge=population{span}")
        records = json.loads(ask(connection, "/mahalleler.json")[1])
        layers = [row["layer"] for row in json.loads(ask(connection, "/veri.json")[1])["rows"] if row["rows"]]
        place = Place(port, {row["id"]: row["name"] for row in records}, tuple(layers))
        until = time.perf_counter() + SECONDS
        planned: list[tuple[list[float], list[Click]]] = []
        planner = threading.Thread(target=lambda: planned.append(plan(port, until)))
        planner.start()
        with ThreadPoolExecutor(PEOPLE) as pool:
            people = [pool.submit(person, place, number, until) for number in range(PEOPLE)]
            clicks = [click for one in people for click in one.result()]
        planner.join()
    ((times, waited),) = planned
    median, late = quantiles([click.ms for click in clicks])
    verdict = "ok" if late < ALLOWED_MS else "TOO SLOW"
    print(f"{title}: {len(times)} sitings one after the other, median {statistics.median(times):.1f} s; {len(clicks)} clicks:")
    print(f"  {PEOPLE} people: p50 {median:.0f} ms, p95 {late:.0f} ms ({verdict})")
    for kind in dict.fromkeys(sorted(click.kind for click in [*clicks, *waited])):
        of_kind = [click.ms for click in [*clicks, *waited] if click.kind == kind]
        print(f"  {kind}: {len(of_kind)} clicks, p50 {statistics.median(of_kind):.0f} ms, slowest {max(of_kind):.0f} ms")


def main() -> None:
    """Print percentiles for the example of 150 neighbourhoods, or for the workspaces that are named."""
    if sys.argv[1:]:
        for path in sys.argv[1:]:
            measure(path, Path(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "ornek"
        command = [sys.executable, "-m", "mahalle", "-w", str(workspace), "example", "--neighbourhoods", "150", "--zones", "6000"]
        subprocess.run(command, check=True, capture_output=True)
        measure("örnek, 150 neighbourhoods", workspace)


if __name__ == "__main__":
    main()
