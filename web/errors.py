"""What a person reads when something cannot be answered: one table from error to status, and words instead of traces."""

from collections.abc import Mapping

from flask import Flask, Response, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from geo.errors import CrsError, FilterError, MahalleError, NotFoundError, QuantityError, RefusedError, StaleError
from geo.issues import Issue
from layers.accounts import BlockedError, SessionEndedError, SignInError
from web.forgery import TOKEN_FIELD, ForgedFormError, WritingOffError
from web.i18n import Speech
from web.params import LANGUAGE, ParameterError, is_for_programs
from web.people import NotPermittedError, SignInNeededError, Visitor, visitor
from web.security import HostRefusedError

# The first class that fits counts: the particular before the general.
STATUS_OF: Mapping[type[MahalleError], int] = {
    HostRefusedError: 421,
    ParameterError: 400,
    FilterError: 400,
    NotFoundError: 404,
    WritingOffError: 403,
    ForgedFormError: 403,
    SessionEndedError: 401,
    SignInNeededError: 401,
    NotPermittedError: 403,
    BlockedError: 429,
    SignInError: 401,
    StaleError: 409,
    CrsError: 422,
    QuantityError: 422,
    RefusedError: 422,
    MahalleError: 500,
}


# A token, passwords, and what a form carries without anybody's typing it.
_NOT_REPEATED = frozenset({TOKEN_FIELD, "parola", "eski", "yeni", "yeniden", "surum"})


def status_of(error: MahalleError) -> int:
    """The status of an error of ours.

    >>> from geo.issues import Issue
    >>> status_of(NotFoundError(Issue("empty-layer", params={"layer": "population"})))
    404
    """
    return next(status for kind, status in STATUS_OF.items() if isinstance(error, kind))


def speak_of_errors(app: Flask, languages: Mapping[str, Speech]) -> None:
    """Answer every error with a page in words; whatever is not ours is logged and said without detail."""

    def speech() -> Speech:
        # An error may come before the language has been read, or because of it.
        return g.get("speech") or languages.get(request.args.get(LANGUAGE, ""), languages["tr"])

    @app.errorhandler(MahalleError)
    def own(error: MahalleError) -> Response:
        if is_empty_workspace(error) and not is_for_programs(request.path):
            return error_page("empty.html", speech(), 404)
        kept = _unsent() if isinstance(error, SessionEndedError | SignInNeededError | StaleError) else {}
        return _answer(speech(), status_of(error), [_both(issue) for issue in error.issues], kept)

    @app.errorhandler(HTTPException)
    def of_the_web(error: HTTPException) -> Response | HTTPException:
        status = error.code or 500
        if status < 400:
            # The router's redirects travel as exceptions.
            return error
        response = _answer(speech(), status, [(sentence_of(languages["tr"], status), sentence_of(languages["en"], status))])
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        return response


def is_empty_workspace(error: MahalleError) -> bool:
    """Whether there is nothing to show yet because no boundaries have been imported."""
    return any(issue.kind == "empty-layer" and issue.params.get("layer") == "boundaries" for issue in error.issues)


def _both(issue: Issue) -> tuple[str, str]:
    return issue.message("tr"), issue.message("en")


def sentence_of(speech: Speech, status: int) -> str:
    """What a person reads of an error that is not ours."""
    if status == 404:
        return speech.gettext("Bu adreste bir sayfa yok. Adresi denetleyin ya da atlasa dönün.")
    if status == 405:
        return speech.gettext("Bu sayfa yalnız okunabilir.")
    if status == 413:
        return speech.gettext("Gönderilen dosya çok büyük; alınmadı. Dosyayı bölün ya da komut satırından alın.")
    if status < 500:
        return speech.gettext("İstek anlaşılmadı. Adresi denetleyin ya da atlasa dönün.")
    return speech.gettext("Beklenmeyen bir hata oluştu. Ayrıntısı sunucunun kaydında; sistem yöneticinize haber verin.")


def _unsent() -> dict[str, str]:
    """What somebody had written into a form of ours that was refused, so that it can be copied from the page."""
    if not g.get("form_is_ours"):
        return {}
    return {name: value for name, value in request.form.items() if value.strip() and name not in _NOT_REPEATED}


def _answer(speech: Speech, status: int, messages: list[tuple[str, str]], kept: Mapping[str, str] | None = None) -> Response:
    if is_for_programs(request.path):
        response = jsonify({"status": status, "errors": [{"message": tr, "message_en": en} for tr, en in messages]})
        response.status_code = status
        return response
    shown = [speech.choose(tr, en) for tr, en in messages]
    return error_page("error.html", speech, status, messages=shown, kept=kept or {})


def error_page(template: str, speech: Speech, status: int, **values: object) -> Response:
    """A page that says what is wrong."""
    g.speech = speech
    g.drafts = {}
    try:
        visitor()
    except MahalleError:
        # The store itself cannot be asked: that is what the page is about.
        g.visitor = Visitor(frozenset(), has_accounts=False)
    return Response(render_template(template, status=status, **values), status=status, mimetype="text/html")
