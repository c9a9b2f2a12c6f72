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
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from clicking import SECONDS, Click, ask, click_through, look_around, serving, tell

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
        place = look_around(port)
        until = time.perf_counter() + SECONDS
        with ThreadPoolExecutor(1) as beside:
            planned = beside.submit(plan, port, until)
            clicks = click_through(place, until)
            times, waited = planned.result()
    print(f"{title}: {len(times)} sitings one after the other, median {statistics.median(times):.1f} s")
    tell(clicks, waited)


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
