"""Which revision is shown to whom, and the steps by which a draft becomes public."""

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import Place, population, put

from geo.errors import NotFoundError, RefusedError, StaleError
from layers.accounts import Accounts
from layers.acting import Actor, acting_as
from layers.releases import (
    release,
    send_back,
    send_for_release,
    shown_state,
    shown_to,
    standing_of,
    standings,
    withdraw,
)
from layers.revisions import prune_layer
from layers.store.base import Store
from layers.workspace import Workspace

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
APPROVER = Actor("Veli", "web", "10.0.0.7")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two revisions, of which the second was current when the first account came, and a draft."""
    place = Place(tmp_path)
    store = place.open()
    put(store, population([1]))
    put(store, population([2]))
    Accounts(store.register, hasher=QUICK).add("Veli", "approver", "dut incir zeytin")
    put(store, population([3]))
    return place.workspace()


def numbers(workspace: Workspace) -> tuple[int | None, int | None]:
    store = workspace.store()
    found = [shown_to(workspace, audience).store().current("population") for audience in ("public", "staff")]
    state = [shown_state(store, audience).revisions.get("population") for audience in ("public", "staff")]
    assert found == state
    public, staff = (None if revision is None else revision.number for revision in found)
    return public, staff


def release_as_veli(workspace: Workspace, number: int, seen: int | None) -> None:
    with acting_as(APPROVER):
        release(workspace, "population", number, seen=seen)


def test_without_accounts_everybody_sees_what_is_current(tmp_path: Path) -> None:
    place = Place(tmp_path)
    put(place.open(), population([1]))
    assert numbers(place.workspace()) == (1, 1)
    with pytest.raises(RefusedError, match="has no accounts"):
        release(place.workspace(), "population", 1, seen=None)


def test_the_public_sees_the_release_and_staff_the_draft(workspace: Workspace) -> None:
    assert numbers(workspace) == (2, 3)
    release_as_veli(workspace, 3, 2)
    assert numbers(workspace) == (3, 3)


def test_a_layer_that_was_never_released_is_shown_to_staff_only(workspace: Workspace) -> None:
    put(workspace.store(), population([1]), "damage")
    assert shown_to(workspace, "public").store().current("damage") is None
    assert "damage" not in shown_to(workspace, "public").store().layers()
    assert standing_of(workspace, "damage").released is None
    with acting_as(APPROVER):
        release(workspace, "damage", 1, seen=None)
    assert "damage" in shown_to(workspace, "public").store().layers()


def test_what_is_shown_is_not_written_to(workspace: Workspace) -> None:
    for audience in ("public", "staff"):
        store: Store = shown_to(workspace, audience).store()  # type: ignore[arg-type]
        attempts: list[Callable[[], object]] = [
            lambda store=store: put(store, population([9])),
            lambda store=store: store.restore("population", 2, author="x", note=""),
            lambda store=store: store.prune("population", lambda _: [], author="x"),
        ]
        for attempt in attempts:
            with pytest.raises(RefusedError, match="released data cannot be written"):
                attempt()
    assert numbers(workspace) == (2, 3)


def test_a_fixed_workspace_stays_as_it_was(workspace: Workspace) -> None:
    fixed = shown_to(workspace, "staff")
    put(workspace.store(), population([4]))
    current = fixed.store().current("population")
    assert current is not None
    assert current.number == 3
    assert [revision.number for revision in fixed.store().history("population")] == [3, 2, 1]


def test_a_step_is_refused_where_it_makes_no_sense(workspace: Workspace) -> None:
    with pytest.raises(StaleError):
        send_for_release(workspace, "population", 2, "")
    with pytest.raises(StaleError):
        send_back(workspace, "population", 3, "neden")
    with pytest.raises(StaleError):
        withdraw(workspace, "population", 3, "neden")
    with pytest.raises(RefusedError, match="No reason"):
        withdraw(workspace, "population", 2, " ")
    with pytest.raises(NotFoundError):
        release_as_veli(workspace, 9, 2)
    with pytest.raises(NotFoundError):
        standing_of(workspace, "roads")
    assert [row.action for row in workspace.store().register.releases()] == ["released"]


def test_what_waits_is_what_was_sent_last_and_not_answered(workspace: Workspace) -> None:
    send_for_release(workspace, "population", 3, "bir")
    waiting = standing_of(workspace, "population").waiting
    assert waiting is not None
    assert (waiting.number, waiting.note) == (3, "bir")
    put(workspace.store(), population([4]))
    send_for_release(workspace, "population", 4, "iki")
    with pytest.raises(StaleError, match="revision 4 waits"):
        release_as_veli(workspace, 3, 2)
    send_back(workspace, "population", 4, "toplam tutmuyor")
    assert standing_of(workspace, "population").waiting is None
    assert standings(workspace)["population"].is_draft


def test_two_pairs_of_eyes_look_at_all_that_a_release_brings(workspace: Workspace) -> None:
    with acting_as(APPROVER):
        workspace.store().restore("population", 1, author="veli", note="")
    put(workspace.store(), population([5]))
    with pytest.raises(RefusedError, match=r"holds a revision that you made \(revision 4\)"):
        release_as_veli(workspace, 5, 2)
    with acting_as(Actor("Zehra", "web")):
        release(workspace, "population", 5, seen=2)


def test_pruning_leaves_what_the_public_sees_and_what_waits(workspace: Workspace) -> None:
    send_for_release(workspace, "population", 3, "")
    for value in range(4, 8):
        put(workspace.store(), population([value]))
    dropped = prune_layer(workspace, "population", 1)
    assert sorted(revision.number for revision in dropped) == [1, 4, 5, 6]
    assert numbers(workspace) == (2, 7)
    assert list(shown_to(workspace, "public").store().read("population", 2)["population"]) == [2]


@settings(max_examples=15)
@given(steps=st.lists(st.sampled_from(["release", "withdraw", "change"]), max_size=8))
def test_the_public_sees_the_last_release_that_was_not_withdrawn(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = Place(tmp_path_factory.mktemp("store"))
    store, workspace = place.open(), place.workspace()
    put(store, population([1]))
    Accounts(store.register, hasher=QUICK).add("Veli", "approver", "dut incir zeytin")
    public, newest = [1], 1
    for step in steps:
        if step == "change":
            put(store, population([newest]))
            newest += 1
        elif step == "release" and newest > (public[-1] if public else 0):
            release_as_veli(workspace, newest, public[-1] if public else None)
            public.append(newest)
        elif step == "withdraw" and public:
            withdraw(workspace, "population", public.pop(), "neden")
        assert numbers(workspace) == (public[-1] if public else None, newest)
        shown = shown_to(workspace, "public").store().history("population")
        assert {revision.number for revision in shown} == set(public)
