"""Forms: who may send one, and how a page proves that a form is its own (docs/adr/0012-forms.md, 0015-accounts.md).

Writing needs an Origin that is ours, the token that the page was given, and what needs.py says of the address. The token lies in
the session cookie, which Flask signs. Where there are no accounts, it needs a server bound to loopback and a request of this
machine that came through no other server.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Request, g, redirect, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from markupsafe import Markup
from werkzeug.wrappers import Response as WerkzeugResponse

from geo.errors import RefusedError
from geo.issues import Issue
from web.asking import SAFE_METHODS, address, library
from web.needs import NEEDS, Need
from web.params import LANGUAGE, is_for_programs
from web.people import AFTER, NotPermittedError, SignInNeededError, act, has_accounts, require, visitor
from web.settings import LOOPBACK, Settings

TOKEN_FIELD = "form-anahtari"  # noqa: S105 the name of a field
_SESSION_KEY = "form"
_KEY_FILE = "secret-key"
_MOST_FORM_BYTES = 1024 * 1024
# The one form that carries a file.
_UPLOAD = "desk_upload.receive"
# A server in front of ours names whom it asks for: what it passes on did not come from this machine.
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


class WritingOffError(RefusedError):
    """Nothing can be changed on this server."""


class ForgedFormError(RefusedError):
    """A form that is not from a page of ours, or from one of another session."""


class _Sessions(SecureCookieSessionInterface):
    """Signed cookies whose key is made when it is first needed, and that go over https alone where the page came by it."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request; none on a server that has neither accounts nor a right to write."""
        if not app.secret_key and has_accounts():
            self.sign(app)
        return super().open_session(app, request)

    def sign(self, app: Flask) -> None:
        """Let cookies be signed with the workspace's key."""
        key = secret_key(self._workspace)
        # A cookie knows no port: two atlases on one machine would take each other's.
        app.config["SESSION_COOKIE_NAME"] = "mahalle-" + hashlib.sha256(key).hexdigest()[:8]
        app.secret_key = key

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether the browser may send the cookie by https alone."""
        return request.is_secure


def guard_forms(app: Flask, settings: Settings, workspace: Path) -> None:
    """Check every request against what its address needs, before anything else looks at it, and give forms their token."""
    sessions = _Sessions(workspace)
    if settings.writing:
        sessions.sign(app)
    app.session_interface = sessions
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Strict")
    app.config.update(MAX_CONTENT_LENGTH=_MOST_FORM_BYTES, MAX_FORM_PARTS=5000)
    app.jinja_env.globals.update(form_token=form_token)

    @app.before_request
    def check() -> WerkzeugResponse | None:
        # A page that only reads answers 405 by itself.
        if request.routing_exception is not None:
            return None
        need = NEEDS.get(request.endpoint or "")
        if need is not None and need.is_asset:
            return None
        act()
        if request.method not in SAFE_METHODS:
            _check_form(need, settings)
            return None
        answer = _first_sign_in(need)
        if answer is None and need is not None and need.exports and (visitor().signed_in or visitor().is_local):
            library().register.record("exported", request.path, {"asked": request.args.to_dict()})
        return answer


def _check_form(need: Need | None, settings: Settings) -> None:
    known = visitor()
    passed_on = settings.trusted_proxy is None and any(name in request.headers for name in _PASSED_ON)
    if not known.has_accounts and (not settings.writing or request.remote_addr not in LOOPBACK or passed_on):
        raise WritingOffError(Issue("writing-is-off"))
    if passed_on:
        raise WritingOffError(Issue("proxy-not-trusted"))
    if not _is_ours(request.headers.get("Origin"), request.host):
        raise ForgedFormError(Issue("form-not-ours"))
    if request.endpoint == _UPLOAD and known.may("write"):
        request.max_content_length = settings.limits.file_bytes + _MOST_FORM_BYTES
    expected, sent = str(session.get(_SESSION_KEY, "")), request.form.get(TOKEN_FIELD, "")
    if not expected or not hmac.compare_digest(expected.encode(), sent.encode()):
        raise ForgedFormError(Issue("form-not-ours"))
    # Only now is it known that the form is ours, and what stood in it may be shown again.
    g.form_is_ours = True
    if need is None:
        raise WritingOffError(Issue("address-without-need", params={"address": request.path}))
    _require(need)
    if _must_change_password() and not need.before_password:
        raise NotPermittedError(Issue("password-must-change"))


def _first_sign_in(need: Need | None) -> WerkzeugResponse | None:
    """Let somebody read, send her to sign in or to choose a password, or refuse."""
    if need is None:
        # Nobody has said that it may show drafts.
        g.visitor = replace(visitor(), looks_at_released=True)
        return None
    if _must_change_password() and not need.before_password:
        return redirect(address("account.show_password", _language()), 303)
    known = visitor()
    if known.has_accounts and known.signed_in is None and need.permission != "everybody" and not is_for_programs(request.path):
        query = request.query_string.decode("utf-8", "replace")
        after = request.path + (f"?{query}" if query else "")
        return redirect(address("account.show_sign_in", {AFTER: after, **_language()}), 303)
    _require(need)
    return None


def _require(need: Need) -> None:
    known = visitor()
    if need.permission == "everybody":
        return
    if need.permission == "see-drafts" and not known.has_accounts:
        # All that is current counts as released.
        return
    if not known.has_accounts and not known.is_local:
        raise WritingOffError(Issue("writing-is-off"))
    if need.permission == "signed-in":
        if known.signed_in is None:
            raise known.ended or SignInNeededError(Issue("sign-in-needed"))
        return
    require(need.permission)


def _must_change_password() -> bool:
    signed_in = visitor().signed_in
    return signed_in is not None and signed_in.account.must_change


def _language() -> dict[str, str]:
    return {LANGUAGE: "en"} if request.args.get(LANGUAGE) == "en" else {}


def form_token() -> Markup:
    """The hidden field that every form which changes something carries."""
    if _SESSION_KEY not in session:
        session[_SESSION_KEY] = secrets.token_urlsafe(32)
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, session[_SESSION_KEY])


def secret_key(workspace: Path) -> bytes:
    """The key that signs session cookies: made on first use in the workspace, readable by its owner alone.

    Raises
        RefusedError: it can be neither read nor made.
    """
    path = workspace / _KEY_FILE
    try:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            path.chmod(0o600)
            return path.read_bytes()
        with os.fdopen(descriptor, "wb") as file:
            key = secrets.token_hex(32).encode()
            file.write(key)
        return key
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(path), "why": error.strerror or ""})) from error


def _is_ours(origin: str | None, host: str) -> bool:
    """Whether a form came from the very host and port that it went to; browsers that say nothing are held to the token."""
    return origin is None or urlsplit(origin).netloc == host
