"""`/kullanicilar`: the accounts, for administrators."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from geo.errors import MahalleError
from geo.issues import Issue
from layers.roles import PERMISSIONS, ROLES
from layers.store.register import Account
from web.asking import library
from web.desk.asking import DeskView, to
from web.desk.files import csv_file, json_file
from web.desk.listing import Column, Listing, fitting_rows, listing_of, read_question
from web.errors import status_of
from web.formatting import day
from web.params import ParameterError
from web.people import accounts

BLUEPRINT = Blueprint("users", __name__)

ROLE, RESET, CLOSE, OPEN = "rol", "sifirla", "kapat", "ac"


@BLUEPRINT.get("/kullanicilar")
def show() -> str:
    """All accounts, the form for a new one, and what each role may do."""
    return _page([])


@BLUEPRINT.get("/kullanicilar.<any(json, csv):suffix>")
def as_file(suffix: str) -> Response:
    """The accounts as a file, without anything of their passwords."""
    listing = _listing(accounts().all())
    rows = fitting_rows(listing, read_question(request.args, listing))
    return csv_file(listing, rows) if suffix == "csv" else json_file(listing, rows, {})


@BLUEPRINT.post("/kullanicilar")
def add() -> str | tuple[str, int]:
    """A new account; its one-time password stands on the page that answers, and nowhere afterwards."""
    name, role = request.form.get("ad", ""), request.form.get("rol", "")
    try:
        account, given = accounts().add(name, role, None)
    except MahalleError as error:
        return _page(list(error.issues)), status_of(error)
    return _page([], shown_once=(account.name, given or ""))


@BLUEPRINT.post("/kullanicilar/degistir")
def change() -> AnyResponse | str | tuple[str, int]:
    """Another role, a one-time password, or an account closed or opened."""
    name, what = request.form.get("ad", ""), request.form.get("ne", "")
    speech, people = g.speech, accounts()
    try:
        if what == ROLE:
            account = people.change_role(name, request.form.get("rol", ""))
            title = ROLES[account.role].title
            said = speech.gettext("%(name)s artık %(role)s.", name=account.name, role=speech.choose(title.tr, title.en))
        elif what == RESET:
            return _page([], shown_once=(name, people.reset(name)))
        elif what == CLOSE:
            said = speech.gettext("%(name)s hesabı kapatıldı; açık oturumları sona erdi.", name=people.disable(name).name)
        elif what == OPEN:
            said = speech.gettext("%(name)s hesabı yeniden açıldı.", name=people.enable(name).name)
        else:
            params = {"parameter": "ne", "value": what, "known": ", ".join((ROLE, RESET, CLOSE, OPEN))}
            raise ParameterError(Issue("unknown-parameter-value", params=params))
    except MahalleError as error:
        return _page(list(error.issues)), status_of(error)
    flash(said)
    return redirect(to("users.show"), 303, Response)


def _listing(known: list[Account]) -> Listing:
    speech = g.speech
    titles = {key: speech.choose(role.title.tr, role.title.en) for key, role in ROLES.items()}
    columns = [
        Column("name", speech.gettext("Ad")),
        Column("role", speech.gettext("Rol"), lambda value: titles[str(value)]),
        Column("state", speech.gettext("Durum")),
        Column("created_at", speech.gettext("Eklendiği gün"), lambda value: day(str(value), speech.code)),
    ]
    records = [
        {"name": account.name, "role": account.role, "state": _state(account), "created_at": account.created_at}
        for account in known
    ]
    return listing_of("kullanicilar", columns, records)


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return str(g.speech.gettext("kapalı"))
    return str(g.speech.gettext("bir kerelik parola bekliyor") if account.must_change else g.speech.gettext("açık"))


def _page(issues: list[Issue], shown_once: tuple[str, str] | None = None) -> str:
    speech = g.speech
    known = accounts().all()
    return render_template(
        "users.html",
        view=DeskView(speech.code, {}),
        workspace=library().workspace(),
        messages=[issue.message(speech.code) for issue in issues],
        shown_once=shown_once,
        known=[(account, _state(account)) for account in known],
        roles={key: speech.choose(role.title.tr, role.title.en) for key, role in ROLES.items()},
        allowed={
            key: [speech.choose(PERMISSIONS[name].tr, PERMISSIONS[name].en) for name in PERMISSIONS if name in role.permissions]
            for key, role in ROLES.items()
        },
    )
