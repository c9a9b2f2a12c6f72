"""The files that pages load. An address carries a piece of its file's digest, so that a browser may keep it for ever."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request, url_for
from werkzeug.security import safe_join

A_YEAR_S = 31_536_000
_DIGITS = 12

# Set-up puts it there; package.json pins its version.
LEAFLET = "vendor/leaflet/leaflet.js"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it was when it was last read."""

    changed_ns: int
    content: bytes
    version: str
    mimetype: str


class Assets:
    """Static files, kept in memory and read again when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Asset] = {}

    def address(self, name: str) -> str:
        """The address of a file, with its version; without one where set-up has not put it there."""
        asset = self.get(name)
        return url_for("static", filename=name, v=asset.version if asset else None)

    def get(self, name: str) -> Asset | None:
        """A file of the folder, None where there is no such one."""
        joined = safe_join(str(self._folder), name)
        if joined is None or not Path(joined).is_file():
            return None
        changed_ns = Path(joined).stat().st_mtime_ns
        known = self._known.get(name)
        if known is None or known.changed_ns != changed_ns:
            content = Path(joined).read_bytes()
            version = hashlib.sha256(content).hexdigest()[:_DIGITS]
            known = Asset(changed_ns, content, version, mimetypes.guess_type(name)[0] or "application/octet-stream")
            self._known[name] = known
        return known


def serve_assets(app: Flask, folder: Path) -> None:
    """Serve `/static/…`, let templates ask for `asset(name)`, and let browsers keep what has a version.

    Flask's own static files are streams, which flask-compress leaves open and does not gzip.
    """
    assets = Assets(folder)
    app.jinja_env.globals["asset"] = assets.address

    @app.get("/static/<path:filename>", endpoint="static")
    def static(filename: str) -> Response:
        asset = assets.get(filename)
        if asset is None:
            abort(404)
        response = Response(asset.content, mimetype=asset.mimetype)
        response.set_etag(asset.version)
        if request.args.get("v") == asset.version:
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR_S}, immutable"
        response.make_conditional(request)
        return response

    @app.after_request
    def ask_again(response: Response) -> Response:
        # A page carries a nonce and today's revision.
        response.headers.setdefault("Cache-Control", "no-cache")
        return response
