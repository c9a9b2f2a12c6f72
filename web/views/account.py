"""`/giris`, `/cikis` and `/parola`: signing in and out, and one's own password."""

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, g, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import RefusedError
from geo.issues import Issue
from layers.accounts import SignedIn
from web.asking import library
from web.desk.asking import DeskView, to
from web.errors import status_of
from web.people import AFTER, TOKEN, accounts, begin_session, end_session, visitor

BLUEPRINT = Blueprint("account", __name__)


@BLUEPRINT.get("/giris")
def show_sign_in() -> str:
    """The form, or how the first account is made."""
    known = visitor()
    return _sign_in_page([] if known.ended is None else list(known.ended.issues), request.args.get(AFTER, ""), "")


@BLUEPRINT.post("/giris")
def sign_in() -> AnyResponse | tuple[str, int]:
    """Let somebody in; a refusal comes back with the form, its name filled in."""
    name, after = request.form.get("ad", ""), request.form.get(AFTER, "")
    try:
        token, account = accounts().sign_in(name[:200], request.form.get("parola", "")[:1000])
    except RefusedError as error:
        return _sign_in_page(list(error.issues), after, name[:200]), status_of(error)
    begin_session(token)
    if account.must_change:
        return redirect(to("account.show_password"), 303, Response)
    return redirect(after if is_own_address(after) else to("atlas.show"), 303, Response)


@BLUEPRINT.post("/cikis")
def sign_out() -> AnyResponse:
    """End the session here and in the store."""
    accounts().sign_out(str(session[TOKEN]), _signed_in().account)
    end_session()
    flash(g.speech.gettext("Çıkış yapıldı."))
    return redirect(to("account.show_sign_in"), 303, Response)


@BLUEPRINT.get("/parola")
def show_password() -> str:
    """The form for a new password."""
    return _password_page([])


@BLUEPRINT.post("/parola")
def change_password() -> AnyResponse | tuple[str, int]:
    """Change the password; other sessions of the account end, this one goes on as a new one."""
    account = _signed_in().account
    old, new, again = (request.form.get(name, "")[:1000] for name in ("eski", "yeni", "yeniden"))
    try:
        if new != again:
            raise RefusedError(Issue("passwords-differ"))
        accounts().change_password(account, old, new)
    except RefusedError as error:
        return _password_page(list(error.issues)), status_of(error)
    begin_session(accounts().renew(account))
    flash(g.speech.gettext("Parolanız değişti. Başka bilgisayarlardaki oturumlarınız kapandı."))
    return redirect(to("account.show_password"), 303, Response)


def is_own_address(text: str) -> bool:
    """Whether an address leads to a page of this server and nowhere else.

    >>> is_own_address("/veri?dil=en"), is_own_address("//evil.example/"), is_own_address("https://evil.example/")
    (True, False, False)
    >>> is_own_address("/\\\\evil.example"), is_own_address(""), is_own_address("/\\tx")
    (False, False, False)
    """
    parts = urlsplit(text)
    is_plain = text.isprintable() and "\\" not in text
    return is_plain and text.startswith("/") and not text.startswith("//") and not parts.netloc and not parts.scheme


def _signed_in() -> SignedIn:
    return cast(SignedIn, visitor().signed_in)


def _sign_in_page(issues: list[Issue], after: str, name: str) -> str:
    return render_template(
        "sign_in.html",
        view=DeskView(g.speech.code, {AFTER: after} if is_own_address(after) else {}),
        workspace=library().workspace(),
        messages=[issue.message(g.speech.code) for issue in issues],
        after=after if is_own_address(after) else "",
        name=name,
        is_plain=not request.is_secure and request.host.rpartition(":")[0] not in ("localhost", "127.0.0.1", "[::1]", ""),
    )


def _password_page(issues: list[Issue]) -> str:
    return render_template(
        "password.html",
        view=DeskView(g.speech.code, {}),
        workspace=library().workspace(),
        messages=[issue.message(g.speech.code) for issue in issues],
        must_change=_signed_in().account.must_change,
    )
