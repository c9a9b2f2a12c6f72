"""What people see: Flask only here, folium only in maps.py."""

import secrets
from pathlib import Path
from threading import Thread
from typing import cast

from flask import Flask, g, request
from flask_compress import Compress

from layers.runs import Runs
from web.asking import address
from web.assets import serve_assets
from web.desk.asking import let_templates_write
from web.desk.uploads import UploadDesk
from web.errors import speak_of_errors
from web.forgery import guard_forms
from web.formatting import number
from web.i18n import Speech, read_languages
from web.library import Library
from web.params import LANGUAGE, TO_YEAR, read_language
from web.people import know_visitors
from web.release_marks import let_templates_tell_drafts
from web.reports import ReportPress
from web.security import secure
from web.settings import Settings, settings_for
from web.shelf import FileShelf
from web.tiles import tile_cache
from web.views import VIEWS

__all__ = ["Settings", "create_app", "settings_for", "warm_up"]

_SMALLEST_COMPRESSED_BYTES = 500


def create_app(workspace_path: Path, *, settings: Settings | None = None) -> Flask:
    """The application for one workspace: imports and undos show on the next page. It writes only where the settings let it.

    Raises
        NotFoundError: the folder is no workspace.
    """
    settings = settings or Settings()
    app = Flask(__name__, static_folder=None)
    app.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=_SMALLEST_COMPRESSED_BYTES,
        COMPRESS_MIMETYPES=[
            *("text/html", "text/css", "text/csv", "text/javascript", "application/javascript"),
            *("application/json", "application/geo+json", "application/ld+json", "image/svg+xml"),
            *("application/schema+json", "application/vnd.oai.openapi+json"),
        ],
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"extensions": ["jinja2.ext.i18n"], "trim_blocks": True, "lstrip_blocks": True}
    languages = read_languages()
    app.extensions["mahalle.library"] = Library(workspace_path, cached_views=settings.cached_views)
    app.extensions["mahalle.tiles"] = tile_cache()
    app.extensions["mahalle.settings"] = settings
    app.extensions["mahalle.shelf"] = FileShelf(settings.shelf_bytes)
    app.extensions["mahalle.press"] = ReportPress(app.extensions["mahalle.shelf"])
    app.extensions["mahalle.runs"] = Runs(workspace_path, server=secrets.token_hex(8))
    Compress(app)
    secure(app, settings)
    know_visitors(app)
    guard_forms(app, settings, workspace_path)
    app.extensions["mahalle.desk"] = UploadDesk(workspace_path, settings.limits)
    if settings.writing or app.extensions["mahalle.library"].register.has_accounts():
        # A server that nobody writes through touches no file.
        app.extensions["mahalle.desk"].sweep()
        app.extensions["mahalle.runs"].sweep()
    serve_assets(app, Path(app.root_path) / "static")
    speak_of_errors(app, languages)

    @app.before_request
    def choose_language() -> None:
        g.speech = languages[read_language(request.args)]

    _let_templates_speak(app)
    let_templates_tell_drafts(app)
    let_templates_write(app)
    app.jinja_env.globals["home"] = _home
    app.jinja_env.filters["grouped"] = _grouped
    for view in VIEWS:
        app.register_blueprint(view)
    return app


def _let_templates_speak(app: Flask) -> None:
    def translated(message: str) -> str:
        return cast(Speech, g.speech).gettext(message)

    def translated_count(one: str, many: str, count: int) -> str:
        return cast(Speech, g.speech).texts.ngettext(one, many, count)

    app.jinja_env.install_gettext_callables(translated, translated_count, newstyle=True)  # type: ignore[attr-defined]


def _grouped(value: float) -> str:
    """A whole number as the page's language groups it."""
    return number(value, g.speech.code)


def _home() -> str:
    """The address of the atlas in the language of the page."""
    return address("atlas.show", {LANGUAGE: "en"} if g.speech.code == "en" else {})


def warm_up(app: Flask) -> None:
    """Make the pages that everybody asks for now, in the background: what they stand on takes far longer than the pages."""

    def ask() -> None:
        host = sorted(app.extensions["mahalle.settings"].allowed_hosts or {"localhost"})[0]
        client, headers = app.test_client(), {"Host": host}
        client.get("/", headers=headers)
        books = app.extensions["mahalle.library"]
        state = books.state()
        if state.has_boundaries:
            for year in books.years(state)[1:]:
                client.get(f"/?{TO_YEAR}={year}", headers=headers)
            client.get("/ara.json?q=mahalle", headers=headers)

    Thread(target=ask, daemon=True, name="warm-up").start()
