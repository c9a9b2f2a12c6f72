"""What marks a draft wherever it is shown: the layers that staff see and the public does not."""

from typing import Any, cast

from flask import Flask, Response, g, request

from web.asking import library
from web.people import visitor


def drafts() -> dict[str, int]:
    """Layers whose revision, as this page shows it, is not released, with its number; nothing where nobody is signed in."""
    if "drafts" not in g:
        g.drafts = library().drafts() if visitor().signed_in is not None and visitor().audience == "staff" else {}
    return cast(dict[str, int], g.drafts)


def let_templates_tell_drafts(app: Flask) -> None:
    """Give templates `drafts()` and mark the names of files that hold a draft, saved or shown."""

    def titled() -> list[dict[str, Any]]:
        workspace = library().workspace()
        found = drafts()
        known = [(name, spec) for name, spec in workspace.layers.items() if name in found]
        return [
            {"layer": name, "title": g.speech.choose(spec.title_tr, spec.title_en), "number": found[name]} for name, spec in known
        ]

    app.jinja_env.globals.update(drafts=drafts, titled_drafts=titled)

    @app.after_request
    def mark(response: Response) -> Response:
        disposition = response.headers.get("Content-Disposition", "")
        known = g.get("visitor")
        if "filename=" in disposition and known is not None and known.signed_in is not None and _holds_draft():
            stem, dot, suffix = disposition.rpartition(".")
            response.headers["Content-Disposition"] = f"{stem}-taslak{dot}{suffix}"
        return response


def _holds_draft() -> bool:
    """Whether a file is made of a draft: the one layer that it is of, else any, since the atlas joins them all."""
    found = drafts()
    layer = (request.view_args or {}).get("layer")
    return layer in found if layer is not None else bool(found)
