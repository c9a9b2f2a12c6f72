"""`/saglik`: whether the application answers, and from which revisions."""

from importlib.metadata import PackageNotFoundError, version

from flask import Blueprint, Response, jsonify

from web.asking import library

BLUEPRINT = Blueprint("health", __name__)


@BLUEPRINT.get("/saglik")
def show() -> Response:
    """Status, version of the program and current revision of each layer."""
    revisions = {layer: revision.number for layer, revision in library().revisions().items()}
    return jsonify({"status": "ok", "version": _version(), "revisions": revisions})


def _version() -> str | None:
    try:
        return version("mahalle")
    except PackageNotFoundError:
        return None
