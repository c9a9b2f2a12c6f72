"""What every response carries so that a browser runs nothing but our own files, and who may ask at all."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from geo.errors import RefusedError
from geo.issues import Issue
from web.settings import Settings


class HostRefusedError(RefusedError):
    """The request names a host that this server does not answer for."""


def secure(app: Flask, settings: Settings) -> None:
    """Give each request a nonce, refuse foreign host names, and set the headers of each response."""
    tile_origin = _origin(settings.basemap_url)

    @app.before_request
    def begin() -> None:
        g.nonce = secrets.token_urlsafe(16)
        host = request.environ.get("HTTP_HOST", "")
        if settings.allowed_hosts is not None and host_name(host) not in settings.allowed_hosts:
            raise HostRefusedError(Issue("host-refused", params={"host": host}))

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_security_policy(g.get("nonce", ""), tile_origin)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def content_security_policy(nonce: str, tile_origin: str | None = None) -> str:
    """The policy of one response: nothing but our own files and what carries the nonce.

    >>> "unsafe" in content_security_policy("abc"), "'nonce-abc'" in content_security_policy("abc")
    (False, True)
    """
    own = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    images = "'self'" if tile_origin is None else f"'self' {tile_origin}"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own}",
            f"style-src {own}",
            f"img-src {images}",
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def host_name(host: str) -> str:
    """The name in a Host header, without its port; empty where the header is no host.

    >>> host_name("127.0.0.1:8000"), host_name("[::1]:8000"), host_name("LOCALHOST"), host_name("a b/c")
    ('127.0.0.1', '::1', 'localhost', '')
    """
    try:
        parts = urlsplit(f"//{host}")
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.netloc == host and " " not in host else ""


def _origin(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
