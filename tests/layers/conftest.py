"""Workspaces that the tests of the layers share: built once, copied where a test writes."""

import shutil
from pathlib import Path

import pytest
from workspaces import SKETCHED, done, make, run, take

from layers.base import ReadContext
from layers.importing import ImportOptions, workspace_context
from layers.workspace import open_workspace


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write tests/golden anew instead of comparing with it")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace of Defne. Read only: a test that writes takes `own_demo`."""
    folder = tmp_path_factory.mktemp("demo") / "defne"
    done(run(folder, "demo", "--no-serve"))
    return folder


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo workspace."""
    return Path(shutil.copytree(demo, tmp_path / "own_demo"))


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds Defne's sketched boundaries and nothing else. Read only."""
    folder = make(tmp_path_factory.mktemp("drawn") / "defne")
    done(take(folder, "boundaries", SKETCHED, source="sketch"))
    return folder


@pytest.fixture
def own_drawn(drawn: Path, tmp_path: Path) -> Path:
    """A copy of the workspace that holds boundaries only."""
    return Path(shutil.copytree(drawn, tmp_path / "own_drawn"))


@pytest.fixture(scope="session")
def context(drawn: Path) -> ReadContext:
    """What a reader knows in a workspace that holds Defne's sketched boundaries."""
    workspace = open_workspace(drawn)
    return workspace_context(workspace, workspace.store(), ImportOptions())
