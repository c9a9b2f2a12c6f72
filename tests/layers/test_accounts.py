"""Accounts: names, roles, passwords and sessions."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from stores import Place

from geo.errors import NotFoundError, RefusedError
from layers.accounts import Accounts, BlockedError, SessionEndedError, SignInError
from layers.acting import Actor, acting_as
from layers.roles import ROLES

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "dut incir zeytin"  # noqa: S105 of accounts that live for one test


@pytest.fixture
def people(tmp_path: Path) -> Accounts:
    return Accounts(Place(tmp_path).open().register, names=["Defne Belediyesi"], hasher=QUICK)


def test_a_role_that_does_not_exist_is_refused_with_the_roles_there_are(people: Accounts) -> None:
    with pytest.raises(RefusedError, match=r'no role "müdür".*viewer, planner, approver, administrator'):
        people.add("Ayşe", "müdür", PASSWORD)
    people.add("Ayşe", "planner", PASSWORD)
    with pytest.raises(RefusedError, match="no role"):
        people.change_role("Ayşe", "kral")
    assert people.all()[0].role == "planner"


@pytest.mark.parametrize("name", ["AYŞE", "ayse", " Ayşe ", "ayşe"])
def test_one_name_is_one_account_however_it_is_written(people: Accounts, name: str) -> None:
    people.add("Ayşe", "planner", PASSWORD)
    with pytest.raises(RefusedError, match="already is an account"):
        people.add(name, "viewer", PASSWORD)


@pytest.mark.parametrize("name", ["", "a", "1abc", "a" * 61, "<b>", "a/b", "=cmd", "a\0b", "A\nB;"])
def test_a_name_that_will_not_do_is_refused(people: Accounts, name: str) -> None:
    with pytest.raises(RefusedError, match="Not taken for the name"):
        people.add(name, "viewer", PASSWORD)


def test_a_password_is_kept_as_argon2id_and_nowhere_else(tmp_path: Path) -> None:
    Accounts(Place(tmp_path).open().register).add("Ayşe", "planner", PASSWORD)
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in held
    assert PASSWORD.encode() not in held


def test_a_token_is_kept_as_its_digest(tmp_path: Path) -> None:
    people = Accounts(Place(tmp_path).open().register, hasher=QUICK)
    people.add("Ayşe", "planner", PASSWORD)
    token, _ = people.sign_in("Ayşe", PASSWORD)
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert token.encode() not in held
    assert people.who(token).role is ROLES["planner"]


def test_the_last_administrator_stays_one(people: Accounts) -> None:
    people.add("Müdür", "administrator", PASSWORD)
    people.add("Ayşe", "planner", PASSWORD)
    for change in (lambda: people.disable("müdür"), lambda: people.change_role("Müdür", "viewer")):
        with pytest.raises(RefusedError, match="last open administrator"):
            change()
    people.disable("Ayşe")
    people.change_role("Ayşe", "administrator")
    with pytest.raises(RefusedError, match="last open administrator"):
        people.disable("Müdür")
    people.enable("Ayşe")
    people.disable("Müdür")
    assert people.reset("Müdür")


def test_a_closed_account_lets_nobody_in_and_keeps_its_name(people: Accounts) -> None:
    people.add("Ayşe", "planner", PASSWORD)
    people.disable("Ayşe")
    with pytest.raises(SignInError):
        people.sign_in("Ayşe", PASSWORD)
    with pytest.raises(RefusedError, match="already is"):
        people.add("Ayşe", "viewer", PASSWORD)
    people.enable("Ayşe")
    assert people.sign_in("Ayşe", PASSWORD)
    with pytest.raises(NotFoundError, match="The accounts are: Ayşe"):
        people.disable("Fatma")


def test_wrong_passwords_are_counted_until_one_is_right_and_for_a_while_only(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 26, 9, tzinfo=UTC)]
    people = Accounts(Place(tmp_path).open().register, hasher=QUICK, now=lambda: now[0])
    people.add("Ayşe", "planner", PASSWORD)

    def wrong(times: int) -> None:
        for _ in range(times):
            now[0] += timedelta(seconds=1)
            with pytest.raises(SignInError):
                people.sign_in("Ayşe", "yanlış parola")

    wrong(9)
    people.sign_in("Ayşe", PASSWORD)
    wrong(10)
    with pytest.raises(BlockedError, match=r"10 times.* in 15 minutes"):
        people.sign_in("Ayşe", PASSWORD)
    now[0] += timedelta(minutes=5)
    with pytest.raises(BlockedError, match="in 10 minutes"):
        people.sign_in("Ayşe", PASSWORD)
    # Being refused is no wrong password: it does not go on for ever.
    now[0] += timedelta(minutes=10)
    assert people.sign_in("Ayşe", PASSWORD)
    wrong(10)
    given = people.reset("Ayşe")
    assert people.sign_in("Ayşe", given)[1].must_change


def test_an_address_is_not_opened_by_an_account_of_its_own(people: Accounts) -> None:
    people.add("Ayşe", "planner", PASSWORD)
    people.add("Hain", "viewer", PASSWORD)
    with acting_as(Actor("?", "web", "10.9.9.9")):
        for _ in range(5):
            for _ in range(2):
                with pytest.raises(SignInError):
                    people.sign_in("Ayşe", "yanlış parola")
            if not _:
                people.sign_in("Hain", PASSWORD)
        with pytest.raises(BlockedError):
            people.sign_in("Hain", PASSWORD)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(tmp_path: Path) -> None:
    people = Accounts(Place(tmp_path).open().register)
    people.add("Ayşe", "planner", PASSWORD)

    def took(name: str) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            with pytest.raises(SignInError):
                people.sign_in(name, "yanlış parola")
            times.append(time.process_time() - start)
        return min(times)

    took("Ayşe")
    known, unknown = took("Ayşe"), took("kimse")
    # Both check one hash of the same cost; a name that is looked up and left would take a hundredth.
    assert 0.3 < unknown / known < 3


def test_a_session_that_is_unknown_is_no_session(people: Accounts) -> None:
    people.add("Ayşe", "planner", PASSWORD)
    with pytest.raises(SessionEndedError, match="no longer known"):
        people.who("x")
