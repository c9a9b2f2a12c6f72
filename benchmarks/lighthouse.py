"""Lighthouse on the atlas page in a real Chromium: performance, accessibility and best practices, each at least 95 of 100.

Both languages, as an office computer and as a telephone with a slow network (Lighthouse's own presets). No rival. The page of
1,000 neighbourhoods, and what search engines would like (SEO), stand beside it for information: nothing is held to them.
`python benchmarks/lighthouse.py WORKSPACE …` measures workspaces that are there. Needs Node 18.16 or newer.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from http.client import HTTPConnection
from pathlib import Path

from clicking import ask, serving

LIGHTHOUSE = "lighthouse@12.8.2"
LEAST = 95
HELD = ("performance", "accessibility", "best-practices")
PAGES = {"Türkçe": "/", "English": "/?dil=en"}
DEVICES = {"computer": ("--preset=desktop",), "telephone": ()}
ROOT = Path(__file__).resolve().parents[1]
# Where set-up puts a Node of its own, if the system has none.
ENVIRONMENT = {**os.environ, "PATH": f"{os.environ['PATH']}:{Path(sys.executable).parent}"}


def find_chromium() -> str:
    """The path of the Chromium that the tests use."""
    command = [sys.executable, str(ROOT / "tests/browser/find_chromium.py")]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def lighthouse() -> Path:
    """Lighthouse from npm, in a folder beside the packages of Python."""
    folder = Path(sys.prefix) / "lighthouse"
    program = folder / "node_modules/.bin/lighthouse"
    if not program.exists():
        folder.mkdir(exist_ok=True)
        shutil.copy(ROOT / ".npmrc", folder)
        command = ["npm", "install", "--prefix", ".", "--loglevel=error", LIGHTHOUSE]
        subprocess.run(command, cwd=folder, check=True, env=ENVIRONMENT)
    return program


def audit(program: Path, chromium: str, address: str, options: tuple[str, ...]) -> tuple[dict[str, int], list[str]]:
    """The points of each category, and which audits cost some."""
    command = [
        *(str(program), address, "--quiet", "--output=json", "--no-enable-error-reporting", *options),
        f"--only-categories={','.join((*HELD, 'seo'))}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking",
    ]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env={**ENVIRONMENT, "CHROME_PATH": chromium})
    report = json.loads(answer.stdout)
    points = {key: round(100 * category["score"]) for key, category in report["categories"].items()}
    lost = []
    for category in report["categories"].values():
        for part in category["auditRefs"]:
            found = report["audits"][part["id"]]
            if part["weight"] and found["score"] is not None and found["score"] < 1:
                lost.append(f"{found['title']} {found.get('displayValue', '')}".strip())
    return points, lost


def measure(title: str, workspace: Path) -> bool:
    """Print the points of a workspace's atlas page; whether all that are held to it are there."""
    program, chromium, is_good = lighthouse(), find_chromium(), True
    with serving(workspace) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=300)
        for language, address in PAGES.items():
            # What the first visitor after a revision waits for is measured in first_page.py.
            ask(connection, address)
            for device, options in DEVICES.items():
                points, lost = audit(program, chromium, f"http://127.0.0.1:{port}{address}", options)
                is_good &= all(points[key] >= LEAST for key in HELD)
                print(f"{title}, {language}, {device}: " + ", ".join(f"{key} {value}" for key, value in points.items()))
                for one in lost:
                    print(f"  not all points: {one}")
    return is_good


def main() -> int:
    """Measure the demo, and for information a municipality of 1,000 neighbourhoods; or the workspaces that are named."""
    if sys.argv[1:]:
        measured = [measure(path, Path(path)) for path in sys.argv[1:]]
        return 0 if all(measured) else 1
    with tempfile.TemporaryDirectory() as folder:
        made = {
            "Defne": ("demo", "--no-serve"),
            "örnek, 1,000 neighbourhoods": ("example", "--neighbourhoods", "1000", "--zones", "20000", "--seed", "1"),
        }
        good = {}
        for title, words in made.items():
            workspace = Path(folder) / words[0]
            command = [sys.executable, "-m", "mahalle", "-w", str(workspace), *words]
            subprocess.run(command, check=True, capture_output=True)
            good[title] = measure(title, workspace)
    return 0 if good["Defne"] else 1


if __name__ == "__main__":
    sys.exit(main())
