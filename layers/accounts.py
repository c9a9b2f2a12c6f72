"""Accounts and sessions: who may sign in, for how long, and how often a wrong password is let pass.

The record is the memory of wrong passwords: the ones of the last minutes are counted there.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final

from argon2 import PasswordHasher

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue, Words
from geo.turkish import search_key
from layers.acting import acting_as, current_actor
from layers.passwords import is_password, one_time_password, require_strong
from layers.roles import ROLES, Role, role_of
from layers.store.audit import Event
from layers.store.register import Account, Register, Session

_NAME_SIGNS: Final = " .-’'"
_LEAST_NAME, _MOST_NAME = 2, 60
# A page asks several times a minute: a write for each would be in the others' way.
_TOUCH_S: Final = 60
_KEPT: Final = timedelta(days=7)
ENDED: Mapping[str, Words] = {
    "signed-out": Words("çıkış yapıldı", "you signed out"),
    "password": Words("parola değişti", "the password was changed"),
    "role": Words("rol değişti", "the role was changed"),
    "disabled": Words("hesap kapatıldı", "the account was closed"),
    "unknown": Words("oturum artık bilinmiyor", "the session is no longer known"),
}


class SessionEndedError(RefusedError):
    """A session that is past its time or was ended."""


class SignInError(RefusedError):
    """Somebody who is not let in."""


class BlockedError(SignInError):
    """Somebody who is not let in for a while, after too many wrong passwords."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a session lasts, and how many wrong passwords are let pass in which time, for one account and from one address."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=10)
    wrong_passwords: int = 10
    window: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who is signed in."""

    account: Account
    role: Role


def account_key(name: str) -> str:
    """What tells accounts apart: `AYŞE` and `ayse` are one, for whoever types without a Turkish keyboard.

    >>> account_key(" AYŞE  Işık "), account_key("İlker")
    ('ayse isik', 'ilker')
    """
    return " ".join(search_key(name).split())


def utc_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


class Accounts:
    """The accounts of a workspace; `names` must not be part of a password."""

    def __init__(
        self,
        register: Register,
        *,
        names: Sequence[str] = (),
        rules: Rules | None = None,
        now: Callable[[], datetime] = utc_clock,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._register, self._names, self._now = register, tuple(names), now
        self.rules = rules or Rules()
        self._hasher = hasher or PasswordHasher()

    def exist(self) -> bool:
        """Whether there is any account."""
        return self._register.has_accounts()

    def all(self) -> list[Account]:
        """All accounts, closed ones too, in the order they were made."""
        return list(self._register.accounts().values())

    def add(self, name: str, role: str, password: str | None) -> tuple[Account, str | None]:
        """A new account, and its one-time password where none was given.

        Raises
            RefusedError: the name is taken or unfit, the role does not exist, or the password is weak.
        """
        name, known_role = _fit_name(name), role_of(role)
        given, must_change = (one_time_password(), True) if password is None else (password, False)
        require_strong(given, () if password is None else (name, *self._names))
        account = Account(account_key(name), name, known_role.key, self._hasher.hash(given), must_change, self._stamp())

        def change(known: Mapping[str, Account]) -> Account:
            if account.key in known:
                raise RefusedError(Issue("account-exists", params={"name": known[account.key].name}))
            return account

        self._register.put_account(change, self._event("account-added", account, role=account.role))
        return account, given if must_change else None

    def change_role(self, name: str, role: str) -> Account:
        """Give an account another role; its sessions end."""
        wanted = role_of(role).key
        return self._change(name, "role-changed", "role", lambda account: replace(account, role=wanted), role=wanted)

    def reset(self, name: str) -> str:
        """A one-time password in place of the forgotten one; sessions end, and wrong passwords are forgotten."""
        given = one_time_password()
        hashed = self._hasher.hash(given)
        self._change(name, "password-reset", "password", lambda account: replace(account, password_hash=hashed, must_change=True))
        return given

    def disable(self, name: str) -> Account:
        """Close an account: nobody signs in with it, and the record still knows it."""
        at = self._stamp()
        return self._change(name, "account-closed", "disabled", lambda account: replace(account, disabled_at=at))

    def enable(self, name: str) -> Account:
        """Open a closed account again."""
        return self._change(name, "account-opened", "disabled", lambda account: replace(account, disabled_at=None))

    def change_password(self, account: Account, old: str, new: str) -> None:
        """Change a password by its owner; all sessions end, also the one that asks.

        Raises
            SignInError: the old one is wrong, or was wrong too often.
            RefusedError: the new one is weak, or the old one.
        """
        self._require_not_blocked(account.key)
        if not is_password(self._hasher, account.password_hash, old):
            self._register.record("sign-in-failed", account.name, {"key": account.key, "at": "password"}, at=self._stamp())
            raise SignInError(Issue("sign-in-failed"))
        if old == new:
            raise RefusedError(Issue("password-unchanged"))
        require_strong(new, (account.name, *self._names))
        hashed = self._hasher.hash(new)
        self._change(
            account.name, "password-changed", "password", lambda known: replace(known, password_hash=hashed, must_change=False)
        )

    def sign_in(self, name: str, password: str) -> tuple[str, Account]:
        """Let somebody in and give the token of the session.

        Raises
            SignInError: name or password is wrong, the account is closed, or there were too many wrong passwords.
        """
        key = account_key(name)
        self._require_not_blocked(key)
        account = self._register.accounts().get(key)
        # An unknown name takes as long as a wrong password.
        is_right = is_password(self._hasher, self._nobody if account is None else account.password_hash, password)
        if account is None or not is_right or account.disabled_at is not None:
            # People type their password in place of their name: what is not a name is not written down.
            subject = "" if account is None else account.name
            told = {"key": _digest(key)[:16] if account is None else key}
            self._register.record("sign-in-failed", subject, told, at=self._stamp())
            raise SignInError(Issue("sign-in-failed"))
        with acting_as(replace(current_actor(), name=account.name)):
            account = self._rehashed(account, password)
            return self._open(account), account

    def who(self, token: str) -> SignedIn:
        """Who a token belongs to; using it keeps it from idling.

        Raises
            SessionEndedError: the session is past its time or was ended.
        """
        session, now = self._register.session(_digest(token)), self._now()
        account = None if session is None else self._register.accounts().get(session.account)
        if session is None or account is None:
            raise _ended("unknown")
        if session.ended_why is not None:
            raise _ended(session.ended_why)
        if now - _moment(session.started_at) > self.rules.longest:
            hours = round(self.rules.longest.total_seconds() / 3600)
            raise SessionEndedError(Issue("session-too-long", params={"hours": hours}))
        idle = now - _moment(session.seen_at)
        if idle > self.rules.idle:
            minutes = round(self.rules.idle.total_seconds() / 60)
            raise SessionEndedError(Issue("session-idle", params={"minutes": minutes}))
        if idle.total_seconds() > _TOUCH_S:
            self._register.touch_session(session.digest, self._stamp())
        return SignedIn(account, ROLES[account.role])

    def sign_out(self, token: str, account: Account) -> None:
        """End a session."""
        self._register.end_session(_digest(token), "signed-out", self._event("signed-out", account))

    def renew(self, account: Account) -> str:
        """A new session for somebody whose others have just ended with the old password."""
        return self._open(account)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe(16))

    def _rehashed(self, account: Account, password: str) -> Account:
        """The account, its password hashed anew where the parameters have changed since."""
        if not self._hasher.check_needs_rehash(account.password_hash):
            return account
        hashed = self._hasher.hash(password)
        event = self._event("password-rehashed", account)
        return self._register.put_account(lambda known: replace(known[account.key], password_hash=hashed), event)

    def _open(self, account: Account) -> str:
        token, now = secrets.token_urlsafe(32), self._now()
        session = Session(_digest(token), account.key, current_actor().address, _text(now), _text(now))
        self._register.open_session(session, self._event("signed-in", account), sweep_before=_text(now - _KEPT))
        return token

    def _change(self, name: str, action: str, end_sessions: str, change: Callable[[Account], Account], **detail: str) -> Account:
        account = self._known(name)

        def checked(known: Mapping[str, Account]) -> Account:
            changed = change(known[account.key])
            others = [other for key, other in known.items() if key != account.key]
            if _administers(known[account.key]) and not any(map(_administers, [*others, changed])):
                raise RefusedError(Issue("last-administrator", params={"name": account.name}))
            return changed

        return self._register.put_account(checked, self._event(action, account, **detail), end_sessions=end_sessions)

    def _known(self, name: str) -> Account:
        known = self._register.accounts()
        found = known.get(account_key(name))
        if found is None:
            names = ", ".join(account.name for account in known.values()) or "–"
            raise NotFoundError(Issue("unknown-account", params={"name": name, "known": names}))
        return found

    def _require_not_blocked(self, key: str) -> None:
        """Count the wrong passwords of the last minutes; those of an account only since it was last let in or reset."""
        since, address = self._now() - self.rules.window, current_actor().address
        told = ("sign-in-failed", "signed-in", "password-reset")
        keys = {key, _digest(key)[:16]}
        of_account: list[str] = []
        of_address: list[str] = []
        for entry in self._register.entries(since=_text(since), actions=told):
            is_mine = entry.detail.get("key") in keys
            if entry.action != "sign-in-failed":
                of_account = [] if is_mine else of_account
                continue
            if is_mine:
                of_account.append(entry.at)
            if address and entry.address == address:
                of_address.append(entry.at)
        for times in (of_account, of_address):
            if len(times) >= self.rules.wrong_passwords:
                # Open again once there are fewer in the window.
                until = _moment(times[-self.rules.wrong_passwords]) + self.rules.window
                minutes = max(1, -(-round((until - self._now()).total_seconds()) // 60))
                raise BlockedError(Issue("sign-in-blocked", params={"count": self.rules.wrong_passwords, "minutes": minutes}))

    def _event(self, action: str, account: Account, **detail: str) -> Event:
        return Event(self._stamp(), action, account.name, {"key": account.key, **detail})

    def _stamp(self) -> str:
        return _text(self._now())


def _fit_name(name: str) -> str:
    name = " ".join(name.split())
    fits = _LEAST_NAME <= len(name) <= _MOST_NAME and name[0].isalpha()
    if not fits or not all(sign.isalnum() or sign in _NAME_SIGNS for sign in name):
        raise RefusedError(Issue("account-name-unfit"))
    return name


def _administers(account: Account) -> bool:
    return account.disabled_at is None and "manage-accounts" in ROLES[account.role].permissions


def _ended(why: str) -> SessionEndedError:
    return SessionEndedError(Issue("session-ended", params={"why": ENDED.get(why, ENDED["unknown"])}))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
