"""The store suite runs on each kind of store: a fixture makes an empty one of either, PostGIS on a server of the tests' own."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from postgis_server import NoPostgisError, Server, running_postgis
from stores import Place

from layers.store.address import StoreAddress
from layers.store.base import Store


@pytest.fixture(scope="session")
def postgis() -> Iterator[Server]:
    """A running PostGIS, one for each worker of pytest-xdist; where none can be had, its tests are skipped with the reason."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_postgis())
        except NoPostgisError as error:
            pytest.skip(str(error))
        yield server


@pytest.fixture
def postgis_place(postgis: Server, tmp_path: Path) -> Place:
    """An empty workspace of its own on the server."""
    return Place(tmp_path, StoreAddress(postgis.url, f"mahalle_{uuid.uuid4().hex}"))


@pytest.fixture(params=["geopackage", "postgis"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where an empty store lies, of each kind in turn."""
    if request.param == "postgis":
        found: Place = request.getfixturevalue("postgis_place")
        return found
    return Place(tmp_path)


@pytest.fixture
def store(place: Place) -> Store:
    """An empty store, of each kind in turn."""
    return place.open()
