"""Accounts, sessions and releases in every store, each change with its row in the record."""

from dataclasses import replace

import pytest
from stores import Place, population, put

from layers.acting import Actor, acting_as
from layers.store.audit import Event
from layers.store.base import Alias, Store
from layers.store.register import Account, ReleaseRow, ReleaseStep, Session

NOON, LATER = "2026-11-26T12:00:00Z", "2026-11-26T13:00:00Z"
AYSE = Account("ayse", "Ayşe", "planner", "$argon2id$…", False, NOON)
SESSION = Session("d" * 64, "ayse", "10.0.0.7", NOON, NOON)


def add(store: Store, account: Account = AYSE, why: str | None = None) -> Account:
    return store.register.put_account(lambda _: account, Event(NOON, "account-added", account.name), end_sessions=why)


def actions(store: Store) -> list[tuple[str, str]]:
    return [(entry.action, entry.subject) for entry in store.register.entries()]


def test_new_store_knows_nobody(store: Store) -> None:
    assert not store.register.has_accounts()
    assert store.register.accounts() == {}
    assert store.register.releases() == []
    assert store.register.entries() == []
    assert store.register.verify().sound == 0


def test_accounts_come_back_as_they_went_in(place: Place) -> None:
    store = place.open()
    add(store)
    changed = replace(AYSE, role="approver", must_change=True, disabled_at=LATER, name="Ayşe \0 İı")
    store.register.put_account(lambda known: replace(changed, name=known["ayse"].name), Event(LATER, "role-changed", "Ayşe"))
    assert place.open().register.accounts() == {"ayse": replace(changed, name="Ayşe")}
    assert place.open().register.has_accounts()


def test_a_change_that_is_refused_leaves_no_row(store: Store) -> None:
    def refuse(_: object) -> Account:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.register.put_account(refuse, Event(NOON, "account-added"))
    assert store.register.entries() == []
    assert not store.register.has_accounts()


def test_what_is_current_when_the_first_account_comes_counts_as_released(store: Store) -> None:
    put(store, population([1]))
    put(store, population([2]))
    put(store, population([3]), "damage")
    add(store)
    released = [(row.layer, row.number, row.action) for row in store.register.releases()]
    assert released == [("damage", 1, "released"), ("population", 2, "released")]
    put(store, population([4]))
    add(store, replace(AYSE, key="b", name="B"))
    assert len(store.register.releases()) == 2


def test_a_session_is_touched_and_ended(store: Store) -> None:
    add(store)
    store.register.open_session(SESSION, Event(NOON, "signed-in", "Ayşe"), sweep_before="2026-11-01T00:00:00Z")
    store.register.touch_session(SESSION.digest, LATER)
    store.register.touch_session(SESSION.digest, NOON)
    assert store.register.session(SESSION.digest) == replace(SESSION, seen_at=LATER)
    store.register.end_session(SESSION.digest, "signed-out", Event(LATER, "signed-out", "Ayşe"))
    add(store, why="role")
    ended = store.register.session(SESSION.digest)
    assert ended == replace(SESSION, seen_at=LATER, ended_at=LATER, ended_why="signed-out")
    assert store.register.session("none") is None


def test_a_change_of_an_account_ends_its_sessions_only(store: Store) -> None:
    add(store)
    other = replace(SESSION, digest="e" * 64, account="b")
    for session in (SESSION, other):
        store.register.open_session(session, Event(NOON, "signed-in"), sweep_before="")
    add(store, why="disabled")
    mine = store.register.session(SESSION.digest)
    assert mine is not None
    assert (mine.ended_why, mine.ended_at) == ("disabled", NOON)
    assert store.register.session(other.digest) == other


def test_old_sessions_are_swept(store: Store) -> None:
    store.register.open_session(SESSION, Event(NOON, "signed-in"), sweep_before="")
    new = replace(SESSION, digest="e" * 64, started_at=LATER)
    store.register.open_session(new, Event(LATER, "signed-in"), sweep_before=LATER)
    assert store.register.session(SESSION.digest) is None
    assert store.register.session(new.digest) == new


def test_steps_of_a_release_are_rows_and_know_their_entry(store: Store) -> None:
    put(store, population([1]))
    seen: list[list[ReleaseRow]] = []

    def step(rows: object) -> ReleaseStep:
        seen.append(list(rows))  # type: ignore[call-overload]
        return ReleaseStep(1, "sent", "bakar mısınız")

    with acting_as(Actor("Ayşe", "web", "10.0.0.7")):
        first = store.register.put_release("population", step)
        store.register.put_release("damage", lambda rows: ReleaseStep(7, "sent", ""))
        store.register.put_release("population", step)
    assert seen == [[], [first]]
    assert first == store.register.releases()[0]
    assert store.register.last_release() == 3
    entry = next(entry for entry in store.register.entries() if entry.position == first.entry)
    assert (entry.who, entry.channel, entry.address, entry.action) == ("Ayşe", "web", "10.0.0.7", "sent")
    assert entry.detail == {"revision": 1, "note": "bakar mısınız"}


def test_every_change_of_data_is_recorded(store: Store) -> None:
    with acting_as(Actor("ayse", "web", "10.0.0.7")):
        put(store, population([1]), note="ilk")
        put(store, population([2]))
    store.restore("population", 1, author="veli", note="")
    store.prune("population", lambda revisions: [3], author="veli")
    store.put_alias(Alias("sinanli", "SINANLI", "sinanli", "tablo", "ayse", NOON))
    store.put_alias(Alias("sinanli", "SINANLI", None, "değil", "ayse", LATER))
    assert actions(store) == [
        ("import", "population"),
        ("import", "population"),
        ("undo", "population"),
        ("pruned", "population"),
        ("name-accepted", "SINANLI"),
        ("name-rejected", "SINANLI"),
    ]
    first, _, undone, pruned, accepted, _ = store.register.entries()
    assert (first.who, first.channel, first.address) == ("Ayşe", "web", "10.0.0.7")
    assert first.detail == {"revision": 1, "rows": 1, "note": "ilk", "sources": ["plan dosyası.tsv"]}
    assert (undone.who, undone.channel, undone.detail["restores"]) == ("veli", "command-line", 1)
    assert pruned.detail == {"revisions": [2, 1]}
    assert accepted.detail["neighbourhood_id"] == "sinanli"


def test_a_revision_that_is_refused_leaves_no_row(store: Store) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.commit("population", refuse, author="a", action="import", note="")  # type: ignore[arg-type]
    assert store.register.entries() == []


def test_entries_are_asked_for_by_place_time_and_action(store: Store) -> None:
    for number in range(4):
        store.register.record("exported" if number % 2 else "signed-in", f"{number}", at=f"2026-11-26T12:00:0{number}Z")
    assert [entry.subject for entry in store.register.entries(after=2)] == ["2", "3"]
    assert [entry.subject for entry in store.register.entries(since="2026-11-26T12:00:01Z", actions=["exported"])] == ["1", "3"]
