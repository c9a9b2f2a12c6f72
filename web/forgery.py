"""Forms: who may send one, and how a page proves that a form is its own (docs/adr/0012-forms.md).

Writing needs a server bound to loopback, a request of this machine that came through no other server, an Origin that is ours, and
the token that the page was given. The token lies in the session cookie, which Flask signs.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, request, session
from markupsafe import Markup

from geo.errors import RefusedError
from geo.issues import Issue
from web.settings import LOOPBACK, Settings

TOKEN_FIELD = "form-anahtari"  # noqa: S105 the name of a field
_SESSION_KEY = "form"
_KEY_FILE = "secret-key"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_FORM_BYTES = 1024 * 1024
# The one form that carries a file.
_UPLOAD = "desk_upload.receive"
# A server in front of ours names whom it asks for: what it passes on did not come from this machine.
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


class WritingOffError(RefusedError):
    """Nothing can be changed on this server."""


class ForgedFormError(RefusedError):
    """A form that is not from a page of ours, or from one of another session."""


def guard_forms(app: Flask, settings: Settings, workspace: Path) -> None:
    """Check every request that could change something, before anything else looks at it, and give templates their token."""
    if settings.writing:
        key = secret_key(workspace)
        app.config.update(
            SECRET_KEY=key,
            # A cookie knows no port: two atlases on one machine would take each other's.
            SESSION_COOKIE_NAME="mahalle-" + hashlib.sha256(key).hexdigest()[:8],
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Strict",
        )
    app.config.update(MAX_CONTENT_LENGTH=_MOST_FORM_BYTES, MAX_FORM_PARTS=5000)
    app.jinja_env.globals.update(form_token=form_token, may_write=settings.writing)

    @app.before_request
    def check() -> None:
        # A page that only reads answers 405 by itself.
        if request.method in _SAFE_METHODS or request.routing_exception is not None:
            return
        if not settings.writing or request.remote_addr not in LOOPBACK or any(name in request.headers for name in _PASSED_ON):
            raise WritingOffError(Issue("writing-is-off"))
        if not _is_ours(request.headers.get("Origin"), request.host):
            raise ForgedFormError(Issue("form-not-ours"))
        if request.endpoint == _UPLOAD:
            request.max_content_length = settings.limits.file_bytes + _MOST_FORM_BYTES
        expected, sent = str(session.get(_SESSION_KEY, "")), request.form.get(TOKEN_FIELD, "")
        if not expected or not hmac.compare_digest(expected.encode(), sent.encode()):
            raise ForgedFormError(Issue("form-not-ours"))


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
