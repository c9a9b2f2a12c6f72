"""`/veri/yukle` and `/veri/yukleme/<token>`: a file on its way into a layer, step by step, each of which can be left."""

from typing import cast

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import NotFoundError, RefusedError
from geo.issues import Issue
from layers.looking import with_words
from layers.uploads import Writer
from web.desk.asking import DeskQuestion, ask_desk, to
from web.desk.listing import fitting_rows, page_of, read_question
from web.desk.mapping_form import COMMON_EPSG, LAYER, TABLE, MappingForm, mapping_form
from web.desk.trial import trial_of
from web.desk.uploads import Upload, UploadDesk
from web.errors import status_of

BLUEPRINT = Blueprint("desk_upload", __name__, url_prefix="/veri")


@BLUEPRINT.post("/yukle")
def receive() -> AnyResponse:
    """Let a file in; what the gate says of it is the next page."""
    sent = [file for file in request.files.getlist("dosya") if file.filename]
    files: list[tuple[str, Writer]] = [(str(file.filename), file.save) for file in sent]
    upload = _desk().receive(files)
    return redirect(to("desk_upload.show", token=upload.token), 303, Response)


@BLUEPRINT.get("/yukleme/<token>")
def show(token: str) -> str:
    """What the file is, and which layer it shall go to."""
    question, upload = _asked(token)
    return render_template(
        "upload.html",
        view=question.view,
        workspace=question.state.workspace,
        upload=upload,
        document=with_words(upload.document),
        layers={
            name: question.speech.choose(spec.title_tr, spec.title_en)
            for name, spec in question.state.workspace.layers.items()
            if upload.document["format"] in spec.formats
        },
    )


@BLUEPRINT.get("/yukleme/<token>/sutunlar")
def columns(token: str) -> str:
    """Which column stands for what, over the first rows."""
    question, upload = _asked(token)
    said = request.args
    was_tried = upload.form.get(LAYER) == said.get(LAYER) and upload.form.get(TABLE) == said.get(TABLE)
    form = mapping_form(question, upload, upload.form if was_tried else said, is_sent=was_tried)
    return _columns_page(question, upload, form, [])


@BLUEPRINT.post("/yukleme/<token>/dene")
def try_out(token: str) -> AnyResponse | tuple[str, int]:
    """Read the file into the layer without storing it; a refusal comes back with the form as it was."""
    question, upload = _asked(token)
    said = request.form.to_dict()
    form = mapping_form(question, upload, said, is_sent=True)
    try:
        _desk().try_out(upload, question.state.workspace, form.spec.name, form.options(), said)
    except RefusedError as error:
        messages = [issue.message(question.speech.code) for issue in error.issues]
        return _columns_page(question, upload, form, messages), status_of(error)
    return redirect(to("desk_upload.trial", token=token), 303, Response)


@BLUEPRINT.get("/yukleme/<token>/deneme")
def trial(token: str) -> str:
    """What would be stored and what not; then it is stored or dropped."""
    question, upload = _asked(token)
    if upload.preview is None:
        raise NotFoundError(Issue("preview-missing"))
    found = trial_of(question, upload.preview)
    asked = read_question(request.args, found.issues)
    spec = upload.preview.spec
    return render_template(
        "trial.html",
        view=question.view,
        workspace=question.state.workspace,
        upload=upload,
        trial=found,
        title=question.speech.choose(spec.title_tr, spec.title_en),
        source=question.state.workspace.source_title(str(upload.preview.options.source)),
        table=page_of(found.issues, asked, fitting_rows(found.issues, asked)),
    )


@BLUEPRINT.post("/yukleme/<token>/al")
def store(token: str) -> AnyResponse:
    """Store what was tried; the difference to the former revision is the next page."""
    question, upload = _asked(token)
    if upload.preview is None:
        raise RefusedError(Issue("preview-missing"))
    former = upload.preview.options.based_on
    result = _desk().store(upload, question.state.workspace, request.form.get("not", "").strip())
    values = {"revision": result.revision, "stored": result.rows_stored, "set_aside": result.rows_quarantined}
    flash(
        question.speech.gettext("Saklandı: sürüm %(revision)s. %(stored)s satır alındı, %(set_aside)s satır ayrıldı.", **values)
    )
    if former:
        return redirect(to("desk_history.compare", layer=result.layer, eski=former, yeni=result.revision), 303, Response)
    return redirect(to("desk_layer.show", layer=result.layer), 303, Response)


@BLUEPRINT.post("/yukleme/<token>/birak")
def drop(token: str) -> AnyResponse:
    """Let the file go; nothing was stored."""
    question, upload = _asked(token)
    _desk().drop(upload)
    flash(question.speech.gettext("%(file)s bırakıldı; hiçbir şey saklanmadı.", file=upload.name))
    return redirect(to("desk.show"), 303, Response)


def _desk() -> UploadDesk:
    return cast(UploadDesk, current_app.extensions["mahalle.desk"])


def _asked(token: str) -> tuple[DeskQuestion, Upload]:
    return ask_desk(), _desk().upload(token)


def _columns_page(question: DeskQuestion, upload: Upload, form: MappingForm, messages: list[str]) -> str:
    return render_template(
        "columns.html",
        view=question.view,
        workspace=question.state.workspace,
        upload=upload,
        form=form,
        title=question.speech.choose(form.spec.title_tr, form.spec.title_en),
        common_epsg=COMMON_EPSG,
        messages=messages,
    )
