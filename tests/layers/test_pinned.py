"""A workspace held at older revisions shows those and nothing that its audience is not shown."""

from pathlib import Path

import pytest
import shapely
from argon2 import PasswordHasher
from stores import Place, boundaries, population, put

from geo.errors import NotFoundError, RefusedError
from layers.accounts import Accounts
from layers.pinned import pinned
from layers.releases import shown_to
from layers.revisions import prune_layer
from layers.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    place = Place(tmp_path)
    store = place.open()
    for value in (1, 2, 3):
        put(store, population([value]))
    put(store, boundaries([shapely.box(36.1, 36.1, 36.2, 36.2)]), "boundaries")
    return place.workspace()


def people(workspace: Workspace) -> list[int]:
    store = workspace.store()
    revision = store.current("population")
    assert revision is not None
    return list(store.read("population", revision.number)["population"])


def test_the_layer_named_is_held_and_the_others_are_not(workspace: Workspace) -> None:
    held = pinned(workspace, {"population": 2})
    assert people(held) == [2]
    assert people(workspace) == [3]
    assert [(revision.layer, revision.number) for revision in held.store().all_current()] == [
        ("boundaries", 1),
        ("population", 2),
    ]
    assert [revision.number for revision in held.store().history("population")] == [2, 1]
    with pytest.raises(RefusedError):
        put(held.store(), population([9]))


def test_what_is_not_there_cannot_be_held(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        pinned(workspace, {"population": 4})
    with pytest.raises(NotFoundError):
        pinned(workspace, {"parks": 1})
    prune_layer(workspace, "population", keep=1)
    with pytest.raises(RefusedError):
        pinned(workspace, {"population": 1})


def test_the_public_is_not_shown_a_draft_by_holding_it(workspace: Workspace) -> None:
    store = workspace.store()
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    Accounts(store.register, hasher=quick).add("Veli", "approver", "dut incir zeytin")
    put(store, population([4]))
    assert people(pinned(shown_to(workspace, "staff"), {"population": 4})) == [4]
    with pytest.raises(NotFoundError):
        pinned(shown_to(workspace, "public"), {"population": 4})
    with pytest.raises(NotFoundError):
        pinned(shown_to(workspace, "public"), {"population": 2})
    held = pinned(shown_to(workspace, "public"), {"population": 3})
    with pytest.raises(NotFoundError):
        held.store().read("population", 4)
