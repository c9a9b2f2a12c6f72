"""Commands about people: accounts, and the record of who did what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.speaking import WritingGroup, answer_table, format_option, opened, refusable, say
from geo.errors import MahalleError, RefusedError
from geo.issues import Issue

if TYPE_CHECKING:
    from layers.accounts import Accounts


@click.group()
def user() -> None:
    """Hesaplar: ekle, listele, rol ver, sıfırla, kapat. Accounts: add, list, give a role, reset, close."""


def accounts_of(path: Path) -> Accounts:
    """The accounts of the workspace that the command line names."""
    from layers.accounts import Accounts

    workspace = opened(path)
    return Accounts(workspace.store().register, names=workspace.own_names)


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, help="viewer, planner, approver, administrator.")
@click.option("--password-stdin", is_flag=True, help="Parola standart girdinin ilk satırı. The first line of standard input.")
@click.pass_obj
@refusable
def add_user(path: Path, name: str, role: str, password_stdin: bool) -> None:
    """NAME adında bir hesap ekler. Add an account."""
    from layers.roles import role_of

    people = accounts_of(path)
    # Wrong words are said before anybody is asked for a password.
    wanted = role_of(role)
    is_first = not people.exist()
    account, _ = people.add(name, wanted.key, _given_password(password_stdin))
    say(f"{account.name}: {wanted.title.tr} hesabı eklendi", f"{account.name}: added as {wanted.title.en}")
    if is_first:
        say(
            "Bundan sonra tarayıcıda yazmak giriş ister; yeni sürümler bir onaylayan yayımlayana kadar taslaktır.",
            "From now on, writing in the browser needs signing in; new revisions are drafts until an approver releases them.",
        )


@user.command("list")
@format_option
@click.pass_obj
@refusable
def list_users(path: Path, form: str) -> None:
    """Hesaplar, rolleri ve durumları. The accounts, their roles and how they stand."""
    rows = [
        {
            "name": account.name,
            "role": account.role,
            "open": account.disabled_at is None,
            "must_change_password": account.must_change,
            "created_at": account.created_at,
        }
        for account in accounts_of(path).all()
    ]
    answer_table(rows, form)
    if not rows and form == "table":
        say("Hesap yok: güncel olan her şey yayımlanmış sayılır.", "No accounts: all that is current counts as released.")


@user.command("role")
@click.argument("name")
@click.argument("role")
@click.pass_obj
@refusable
def change_role(path: Path, name: str, role: str) -> None:
    """NAME hesabına başka bir rol verir; oturumları kapanır. Give an account another role; its sessions end."""
    from layers.roles import ROLES

    account = accounts_of(path).change_role(name, role)
    title = ROLES[account.role].title
    say(f"{account.name}: artık {title.tr}", f"{account.name}: {title.en} now")


@user.command("reset")
@click.argument("name")
@click.pass_obj
@refusable
def reset_user(path: Path, name: str) -> None:
    """Bir kerelik parola verir; ilk girişte değişir. A one-time password, to be changed at the first sign-in."""
    given = accounts_of(path).reset(name)
    click.echo(given)
    say(
        f"{name}: bu parola yalnız şimdi gösterildi; ilk girişte değiştirilmesi gerekir",
        f"{name}: this password is shown only now; it must be changed at the first sign-in",
    )


@user.command("disable")
@click.argument("name")
@click.pass_obj
@refusable
def disable_user(path: Path, name: str) -> None:
    """Hesabı kapatır; kayıtlarda adı kalır. Close an account; the record keeps its name."""
    account = accounts_of(path).disable(name)
    say(f"{account.name}: hesap kapatıldı, oturumları sona erdi", f"{account.name}: account closed, its sessions have ended")


@user.command("enable")
@click.argument("name")
@click.pass_obj
@refusable
def enable_user(path: Path, name: str) -> None:
    """Kapatılmış hesabı yeniden açar. Open a closed account again."""
    account = accounts_of(path).enable(name)
    say(f"{account.name}: hesap yeniden açıldı", f"{account.name}: account open again")


@click.group(cls=WritingGroup, subcommand_metavar="OUT.csv | verify")
def audit() -> None:
    """Kim ne yaptı: OUT.csv yazar, verify denetler. Who did what: write it, or verify it."""


@audit.command("write", hidden=True)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
@refusable
def write_audit(path: Path, out: Path) -> None:
    """Kayıt defterini CSV olarak yazar. Write the record as CSV."""
    from layers.outgoing.record import record_csv
    from layers.outgoing.writing import replacing
    from layers.target_report import require_csv

    require_csv(out)
    entries = opened(path).store().register.entries()
    with replacing(out) as unfinished:
        unfinished.write_text(record_csv(entries), encoding="utf-8", newline="")
    say(f"{out}: {len(entries)} satır", f"{out}: {len(entries)} rows")


@audit.command("verify")
@click.pass_obj
@refusable
def verify_audit(path: Path) -> None:
    """Kayıt defteri yazıldığı gibi mi. Whether the record is as it was written."""
    verdict = opened(path).store().register.verify()
    if verdict.broken_at is not None:
        raise MahalleError(Issue("audit-broken", params={"position": verdict.broken_at, "sound": verdict.sound}))
    say(
        f"{verdict.sound} satırın hepsi yazıldığı gibi; son satırın özeti {verdict.head}",
        f"All {verdict.sound} rows are as they were written; digest of the last {verdict.head}",
    )


def _given_password(from_stdin: bool) -> str:
    """The password from standard input, or asked for twice on a terminal; nothing else is ever asked."""
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        given = str(click.prompt("Parola / password", hide_input=True, confirmation_prompt=True, err=True))
    else:
        given = ""
    if not given:
        raise RefusedError(Issue("password-missing"))
    return given
