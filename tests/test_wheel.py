"""A built wheel works alone: in an empty environment, from any folder, for a user who has nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

PIP = ["-m", "pip", "--disable-pip-version-check", "--quiet"]


def run(command: list[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, check=False, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, f"{command} gave {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert (root / "web/static/vendor/leaflet/leaflet.js").exists(), "the page assets are missing: run `make setup`"
    folder = tmp_path_factory.mktemp("wheel")
    pins = {"PIP_CONSTRAINT": "constraints.txt", "PIP_BUILD_CONSTRAINT": "constraints.txt"}
    run([sys.executable, *PIP, "wheel", "--no-deps", "-w", folder, "."], cwd=root, env={**os.environ, **pins})
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_data_and_page_assets(root: Path, wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    shipped = {f"layers/{file.relative_to(root)}" for file in (root / "data").rglob("*") if file.is_file()}
    pages = {str(file.relative_to(root)) for file in (root / "web").rglob("*") if file.suffix in {".html", ".js", ".css", ".png"}}
    code = {
        str(file.relative_to(root)) for floor in ("geo", "layers", "web", "commands") for file in (root / floor).rglob("*.py")
    }
    assert shipped
    assert pages
    assert shipped | pages | code | {"mahalle.py"} <= names
    assert not {name for name in names if name.startswith(("tests/", "benchmarks/", "docs/", "data/"))}


def test_the_demo_runs_from_the_wheel_alone(root: Path, wheel: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "venv", tmp_path / "env"])
    programs = tmp_path / "env" / "bin"
    run([programs / "python", *PIP, "install", "-c", root / "constraints.txt", wheel])

    somewhere, home = tmp_path / "başka bir klasör", tmp_path / "home"
    somewhere.mkdir()
    home.mkdir()
    # The few variables that a login shell has: nothing may lead back to this work tree.
    alone = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}
    run([programs / "mahalle", "demo", "--no-serve"], cwd=somewhere, env=alone)
    years = ["atlas", "--from", "2022", "--to", "2023", "--format", "json"]
    answer = run([programs / "mahalle", "-w", "workspace", *years], cwd=somewhere, env=alone)
    assert len(json.loads(answer)) == 37
