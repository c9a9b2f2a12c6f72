"""Accounts and releases in every store: the public is shown what was released and nothing else, by whatever question."""

import pytest
from argon2 import PasswordHasher
from stores import Place, population, put, records

from geo.errors import NotFoundError
from layers.accounts import Accounts, SignInError
from layers.acting import Actor, acting_as
from layers.releases import release, send_for_release, shown_to, withdraw
from layers.store.base import Alias

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "dut incir zeytin"  # noqa: S105 of accounts that live for one test


def test_an_office_at_work_in_every_store(place: Place) -> None:
    workspace, store = place.workspace(), place.open()
    put(store, population([1]))
    put(store, population([2]))
    people = Accounts(store.register, hasher=QUICK)
    people.add("Ayşe", "planner", PASSWORD)
    people.add("Veli", "approver", PASSWORD)
    token, account = people.sign_in("AYSE", PASSWORD)
    assert people.who(token).account == account
    with pytest.raises(SignInError):
        people.sign_in("Ayşe", "yanlış parola")
    put(store, population([3]))
    send_for_release(workspace, "population", 3, "bakar mısınız")
    public = shown_to(workspace, "public").store()
    assert [revision.number for revision in public.history("population")] == [2]
    assert list(public.read("population", 2)["population"]) == [2]
    for ask in (public.read, public.issues, public.quarantine, lambda *of: list(public.read_portions(*of, 10))):
        for hidden in (1, 3, 4):
            with pytest.raises(NotFoundError, match=r"(?i)revision"):
                ask("population", hidden)
    with acting_as(Actor("Veli", "web", "10.0.0.7")):
        release(workspace, "population", 3, seen=2, note="uygundur")
        assert shown_number(place) == 3
        assert records(shown_to(workspace, "public").store().read("population", 3)) == records(store.read("population", 3))
        withdraw(workspace, "population", 3, "yanlış tablo")
    assert shown_number(place) == 2
    people.sign_out(token, account)
    told = [(entry.who, entry.action) for entry in place.open().register.entries(actions=["sent", "released", "withdrawn"])]
    assert told[1:] == [("Veli", "released"), ("Veli", "withdrawn")]
    assert place.open().register.verify().broken_at is None


def shown_number(place: Place) -> int | None:
    revision = shown_to(place.workspace(), "public").store().current("population")
    return None if revision is None else revision.number


def test_a_word_said_of_a_name_reaches_the_public_with_the_next_release(place: Place) -> None:
    workspace, store = place.workspace(), place.open()
    put(store, population([1]))

    def say(key: str, meaning: str | None) -> None:
        store.put_alias(Alias(key, key, meaning, "", "ayse", "2026-11-26T09:00:00Z"))

    def public() -> dict[str, str | None]:
        return {alias.key: alias.neighbourhood_id for alias in shown_to(workspace, "public").store().aliases()}

    say("eski", "a")
    say("degisen", "a")
    assert public() == {"eski": "a", "degisen": "a"}
    Accounts(store.register, hasher=QUICK).add("Veli", "approver", PASSWORD)
    say("degisen", None)
    say("yeni", "b")
    assert public() == {"eski": "a", "degisen": "a"}
    put(store, population([2]))
    with acting_as(Actor("Veli", "web")):
        release(workspace, "population", 2, seen=1)
    assert public() == {"eski": "a", "degisen": None, "yeni": "b"}
