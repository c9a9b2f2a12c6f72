"""What all tests share: where the project lies, real data where a developer has it, and how hypothesis searches."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("developer", deadline=None)
# A failure on a shared machine must come back on the next run.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


def pytest_configure() -> None:
    """Playwright's own node needs a library that a minimal Debian lacks; the node that came with npm runs there."""
    playwright = find_spec("playwright")
    if "PLAYWRIGHT_NODEJS_PATH" in os.environ or "MAHALLE_CHROMIUM" not in os.environ or playwright is None:
        return
    own = Path(str(playwright.origin)).parent / "driver" / "node"
    beside = Path(sys.executable).parent / "node"
    other = str(beside) if beside.exists() else shutil.which("node")
    if other and subprocess.run([own, "--version"], check=False, capture_output=True).returncode != 0:
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = other


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Boundary and population files of others, which are not the project's to pass on."""
    folder = ROOT.parent / "shared" / "data" / "real"
    if not folder.is_dir():
        pytest.skip("the real data files lie only on a developer's machine: ../shared/data/real")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that runs."""
    path = os.environ.get("MAHALLE_CHROMIUM")
    if not path:
        pytest.skip("no browser was looked for: `make test` finds or installs one and names it in MAHALLE_CHROMIUM")
    return path
