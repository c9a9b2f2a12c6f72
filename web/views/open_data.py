"""`/acik-veri`: the public layers with licence, dictionary and files, as a page, JSON, CSV and DCAT-AP; and the files."""

import csv
import io
import json
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.catalogue import dcat_document, media_type
from layers.exporting import export
from layers.open_data import OpenLayer
from layers.outgoing.table import defuse
from web.asking import Question, ask
from web.open_data import file_address, layer_lines, layers_of, licence_words, service_address
from web.provenance import provenance
from web.shelf import FileShelf

BLUEPRINT = Blueprint("open_data", __name__)

_JSON_LD = "application/ld+json"


@BLUEPRINT.get("/acik-veri")
def show() -> str | Response:
    """The page; the catalogue for programs that ask for JSON-LD."""
    wanted = request.accept_mimetypes.best_match(["text/html", _JSON_LD], "text/html")
    if wanted == _JSON_LD:
        response = as_jsonld()
    else:
        question = ask()
        response = Response(
            render_template(
                "open_data.html",
                view=question.view,
                workspace=question.state.workspace,
                lines=layer_lines(layers_of(question), question.speech),
                provenance=provenance(question.atlas, question.speech),
            )
        )
    response.vary.add("Accept")
    return response


@BLUEPRINT.get("/acik-veri.json")
def as_json() -> Response:
    """The layers for programs."""
    question = ask()
    return jsonify([_record(question, layer) for layer in layers_of(question)])


@BLUEPRINT.get("/acik-veri.csv")
def as_csv() -> Response:
    """The same as a table."""
    question = ask()
    records = [_record(question, layer) for layer in layers_of(question)]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(records[0])
    for record in records:
        cells = (" ".join(map(str, value)) if isinstance(value, list) else value for value in record.values())
        writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in cells])
    return Response(stream.getvalue(), mimetype="text/csv")


@BLUEPRINT.get("/acik-veri.jsonld")
def as_jsonld() -> Response:
    """The catalogue as DCAT-AP."""
    question = ask()
    page = url_for("open_data.show", _external=True)
    layers = layers_of(question)
    document = dcat_document(
        question.state.workspace, layers, page, lambda layer, suffix: file_address(layer, suffix, absolute=True)
    )
    return Response(json.dumps(document, ensure_ascii=False, indent=1), mimetype=_JSON_LD)


@BLUEPRINT.get("/acik-veri/<layer>.<suffix>")
def as_file(layer: str, suffix: str) -> Response:
    """A layer or the atlas in a format, as `mahalle export` writes it: public fields only."""
    question = ask()
    known = next((item for item in layers_of(question) if item.name == layer), None)
    if known is None:
        raise NotFoundError(Issue("empty-layer", params={"layer": layer}))
    ending = f".{suffix}"
    if ending not in known.formats:
        raise NotFoundError(Issue("unknown-export", params={"suffix": ending, "known": ", ".join(known.formats)}))
    most = current_app.extensions["mahalle.settings"].most_rows_served
    if known.rows > most:
        raise RefusedError(Issue("too-large-to-serve", params={"layer": layer, "rows": known.rows, "most": most}))
    shelf = cast(FileShelf, current_app.extensions["mahalle.shelf"])
    workspace = question.state.workspace
    key = (question.state.version, "open-data", layer, ending)
    content = shelf.get(key, ending, lambda path: export(workspace, layer, path))
    response = Response(content, mimetype=media_type(ending))
    response.headers["Content-Disposition"] = f'attachment; filename="{layer}{ending}"'
    return response


def _record(question: Question, layer: OpenLayer) -> dict[str, object]:
    return {
        "layer": layer.name,
        "title_tr": layer.title.tr,
        "title_en": layer.title.en,
        "rows": layer.rows,
        "revisions": [f"{name} {number}" for name, number in sorted(layer.revisions.items())],
        "created_at": layer.created_at,
        "as_of": layer.as_of,
        "sources": list(layer.sources),
        "licence": licence_words(layer, question.speech),
        "doubts": layer.doubts,
        "is_sketch": layer.is_sketch,
        "files": [file_address(layer.name, suffix) for suffix in layer.formats],
        "service": service_address(layer.name) or None,
    }
