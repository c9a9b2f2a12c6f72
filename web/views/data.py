"""The atlas as files, made by the same writers as `mahalle export`."""

import tempfile
from pathlib import Path

from flask import Blueprint, Response, jsonify

from layers.atlas_records import atlas_records
from layers.export import FORMATS
from layers.outgoing.tables import atlas_table
from web.asking import Question, ask

BLUEPRINT = Blueprint("data", __name__)

_TYPES = {".csv": "text/csv", ".geojson": "application/geo+json", ".gpkg": "application/geopackage+sqlite3"}


@BLUEPRINT.get("/mahalleler.json")
def as_json() -> Response:
    """The objects of `mahalle atlas --format json`, for the years of the address."""
    question = ask()
    view = question.view
    key = ("file", ".json", view.from_year, view.to_year)
    content = question.library.keep_view(question.state, key, lambda: jsonify(atlas_records(question.atlas)).data)
    return Response(content, mimetype="application/json")


@BLUEPRINT.get("/mahalleler.csv")
def as_csv() -> Response:
    """The table with its metadata, for other programs."""
    return _file(ask(), ".csv")


@BLUEPRINT.get("/mahalleler.geojson")
def as_geojson() -> Response:
    """Table and boundaries, RFC 7946."""
    return _file(ask(), ".geojson")


@BLUEPRINT.get("/mahalleler.gpkg")
def as_geopackage() -> Response:
    """Table and boundaries for QGIS."""
    return _file(ask(), ".gpkg")


def _file(question: Question, suffix: str) -> Response:
    view = question.view
    key = ("file", suffix, view.from_year, view.to_year)
    content = question.library.keep_view(question.state, key, lambda: _written(question, suffix))
    response = Response(content, mimetype=_TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="mahalleler{suffix}"'
    return response


def _written(question: Question, suffix: str) -> bytes:
    # The writers need a path: a format such as GeoPackage cannot be written into memory.
    with tempfile.TemporaryDirectory(prefix="mahalle-") as folder:
        path = Path(folder) / f"mahalleler{suffix}"
        FORMATS[suffix].write(atlas_table(question.atlas), path)
        return path.read_bytes()
