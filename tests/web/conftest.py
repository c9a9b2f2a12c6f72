"""The demo and a hostile workspace, each built once by the real imports, and clients for them."""

import shutil
from pathlib import Path

import pytest
from client import JudgingClient
from flask import Flask
from hostile import hostile_workspace

from geo.synthetic.town import Size
from layers.atlas import Atlas, build_atlas
from layers.demo import build_demo
from layers.ornek import build_example
from layers.workspace import open_workspace
from web import create_app, settings_for

# Other programs, which run in processes of their own: one parses its arguments, the other needs the system's Python.
collect_ignore = ["read_by_gdal.py", "read_by_qgis.py"]


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "workspace"
    build_demo(path)
    return path


@pytest.fixture(scope="session")
def app(demo_path: Path) -> Flask:
    app = create_app(demo_path)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> JudgingClient:
    return JudgingClient(app)


@pytest.fixture(scope="session")
def atlas(demo_path: Path) -> Atlas:
    return build_atlas(open_workspace(demo_path), from_year=2022, to_year=2023)


@pytest.fixture
def desk_path(demo_path: Path, tmp_path: Path) -> Path:
    """A demo of the test's own, to be written to."""
    return shutil.copytree(demo_path, tmp_path / "workspace")


@pytest.fixture
def desk(desk_path: Path) -> JudgingClient:
    app = create_app(desk_path, settings=settings_for("127.0.0.1"))
    app.testing = True
    return JudgingClient(app)


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_workspace(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def hostile(hostile_path: Path) -> JudgingClient:
    app = create_app(hostile_path)
    app.testing = True
    return JudgingClient(app)


@pytest.fixture(scope="session")
def example_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "workspace"
    build_example(path, Size(6, 60), seed=7)
    return path


@pytest.fixture(scope="session")
def example_app(example_path: Path) -> Flask:
    app = create_app(example_path)
    app.testing = True
    return app


@pytest.fixture
def example(example_app: Flask) -> JudgingClient:
    return JudgingClient(example_app)
