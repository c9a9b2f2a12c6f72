"""Who asks: nobody, somebody who is signed in, or, where there are no accounts, whoever is at this machine."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, current_app, g, has_request_context, request, session
from werkzeug.local import LocalProxy

from geo.errors import RefusedError
from geo.issues import Issue
from layers.accounts import Accounts, SessionEndedError, SignedIn
from layers.acting import Actor, acting_as, machine_user
from layers.releases import Audience
from layers.roles import PERMISSIONS, Permission
from web.library import Library
from web.settings import Settings

TOKEN, LOOK = "giris", "gorunum"
# Where to go once signed in.
AFTER = "sonra"
RELEASED = "yayimlanan"
_ALL = frozenset(PERMISSIONS)


class SignInNeededError(RefusedError):
    """Something that needs signing in first."""


class NotPermittedError(RefusedError):
    """Something that the role of whoever asks does not allow."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks. `ended` says why the session in the cookie no longer counts; `is_local` is this machine without accounts."""

    permissions: frozenset[Permission]
    has_accounts: bool
    signed_in: SignedIn | None = None
    ended: SessionEndedError | None = None
    looks_at_released: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether a permission is held."""
        return permission in self.permissions

    @property
    def is_local(self) -> bool:
        """Whether it is the one person on this machine, where there are no accounts."""
        return not self.has_accounts and self.may("write")

    @property
    def sees_all(self) -> bool:
        """Whether cells of rows that were set aside are shown as printed."""
        return self.is_local or self.signed_in is not None

    @property
    def audience(self) -> Audience:
        """Which revisions are shown."""
        return "staff" if self.may("see-drafts") and not self.looks_at_released else "public"

    @property
    def name(self) -> str:
        """The name of the account; empty for anybody else."""
        return "" if self.signed_in is None else self.signed_in.account.name


def accounts() -> Accounts:
    """The accounts of the application's workspace."""
    books = cast(Library, current_app.extensions["mahalle.library"])
    settings = cast(Settings, current_app.extensions["mahalle.settings"])
    found = current_app.extensions.get("mahalle.accounts")
    if found is None:
        names = books.workspace().own_names
        found = Accounts(books.register, names=names, rules=settings.sessions, now=settings.now)
        current_app.extensions["mahalle.accounts"] = found
    return cast(Accounts, found)


def has_accounts() -> bool:
    """Whether anybody has a name here, looked up once a request."""
    if "has_accounts" not in g:
        g.has_accounts = accounts().exist()
    return cast(bool, g.has_accounts)


def visitor() -> Visitor:
    """Whoever asks, looked up once a request."""
    if "visitor" not in g:
        g.visitor = _visitor()
    return cast(Visitor, g.visitor)


def know_visitors(app: Flask) -> None:
    """Let what a request does be done in the name of whoever sent it, and keep what only they may see out of every cache."""

    def may_write() -> bool:
        return has_request_context() and visitor().may("write")

    app.jinja_env.globals.update(may_write=LocalProxy(may_write), visitor=LocalProxy(visitor))

    @app.teardown_request
    def leave(_: BaseException | None) -> None:
        scope = g.pop("acting", None)
        if scope is not None:
            scope.close()

    @app.after_request
    def keep_private(response: Response) -> Response:
        known = g.get("visitor")
        if known is not None and known.has_accounts:
            response.vary.add("Cookie")
        # Nor is an answer to a form kept: it may hold a one-time password.
        if request.method == "POST" or (known is not None and (known.signed_in is not None or known.ended is not None)):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def act() -> None:
    """From here on, what the request does is done in the name of whoever sent it."""
    known = visitor()
    name = known.name or ("?" if known.has_accounts else machine_user())
    g.acting = ExitStack()
    g.acting.enter_context(acting_as(Actor(name, "web", request.remote_addr or "")))


def begin_session(token: str) -> None:
    """Put a new sign-in into the cookie; nothing of the former session goes on, its form token neither."""
    session.clear()
    session[TOKEN] = token
    g.pop("visitor", None)


def end_session() -> None:
    """Take the sign-in out of the cookie."""
    session.clear()
    g.pop("visitor", None)


def require(permission: Permission) -> None:
    """Refuse whoever lacks a permission, and say why.

    Raises
        SessionEndedError: the session is past its time.
        SignInNeededError: nobody is signed in.
        NotPermittedError: the role does not allow it.
    """
    known = visitor()
    if known.may(permission):
        return
    if known.ended is not None:
        raise known.ended
    if known.signed_in is None:
        raise SignInNeededError(Issue("sign-in-needed"))
    role = known.signed_in.role.title
    raise NotPermittedError(Issue("not-permitted", params={"role": role, "needed": PERMISSIONS[permission]}))


def _visitor() -> Visitor:
    settings = cast(Settings, current_app.extensions["mahalle.settings"])
    if not has_accounts():
        # As long as nobody has a name, the machine is the proof (forgery.py looks closer at what would write).
        return Visitor(_ALL if settings.writing else frozenset(), has_accounts=False)
    token = session.get(TOKEN)
    if not token:
        return Visitor(frozenset(), has_accounts=True)
    try:
        signed_in = accounts().who(str(token))
    except SessionEndedError as error:
        return Visitor(frozenset(), has_accounts=True, ended=error)
    released = session.get(LOOK) == RELEASED
    return Visitor(signed_in.role.permissions, has_accounts=True, signed_in=signed_in, looks_at_released=released)
