"""`/yayin`: which layers are drafts, which wait for an approver, and what may be done about them by whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g

from geo.issues import Words
from layers.accounts import account_key
from layers.releases import Standing, standing_of, standings
from layers.store.base import Revision
from layers.store.register import ReleaseRow
from layers.workspace import Workspace
from web.asking import library
from web.desk.listing import Column, Listing, listing_of
from web.formatting import MISSING, day
from web.i18n import Speech
from web.people import visitor


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A layer on its way to the public. `old` and `new` are the revisions to compare, None where nothing was released before.

    `is_own` says that whoever looks made one of the revisions in between, and may not release them here.
    """

    name: str
    title: str
    standing: Standing
    state: str
    new: int
    old: int | None
    note: str
    sender: str
    may_send: bool
    may_release: bool
    may_send_back: bool
    may_withdraw: bool
    is_own: bool


def release_lines() -> list[ReleaseLine]:
    """All layers with data: those that wait first, then drafts, then what is public as it is."""
    workspace = library().workspace()
    lines = [_line(workspace, standing) for standing in standings(workspace).values()]
    return sorted(lines, key=lambda line: (line.standing.waiting is None, not line.standing.is_draft))


def release_line(layer: str) -> ReleaseLine:
    """How one layer stands.

    Raises
        NotFoundError: there is no such layer, or it holds nothing yet.
    """
    workspace = library().workspace()
    return _line(workspace, standing_of(workspace, layer))


def step_words(speech: Speech) -> dict[str, str]:
    """What a step did."""
    return {
        "sent": speech.gettext("onaya gönderildi"),
        "released": speech.gettext("yayımlandı"),
        "sent-back": speech.gettext("geri gönderildi"),
        "withdrawn": speech.gettext("yayından çekildi"),
    }


def steps_listing(line: ReleaseLine) -> Listing:
    """All steps of a layer, the newest first."""
    speech: Speech = g.speech
    words = step_words(speech)
    columns = [
        Column("at", speech.gettext("Gün"), lambda value: day(str(value), speech.code)),
        Column("revision", speech.gettext("Sürüm"), str, numeric=True),
        Column("action", speech.gettext("Ne yapıldı"), lambda value: words[str(value)]),
        Column("who", speech.gettext("Kim")),
        Column("note", speech.gettext("Not")),
    ]
    records = [
        {"at": step.at, "revision": step.number, "action": step.action, "who": step.who, "note": step.note}
        for step in reversed(line.standing.steps)
    ]
    return listing_of(f"{line.name}-yayin", columns, records)


def lines_listing(lines: Sequence[ReleaseLine]) -> Listing:
    """The layers as a table for files."""
    speech: Speech = g.speech
    columns = [
        Column("layer", speech.gettext("Katman")),
        Column("title", speech.gettext("Başlık")),
        Column("state", speech.gettext("Durum")),
        Column("current", speech.gettext("Güncel sürüm"), str, numeric=True),
        Column(
            "released", speech.gettext("Yayımlanan sürüm"), lambda value: MISSING if value is None else str(value), numeric=True
        ),
        Column("sender", speech.gettext("Gönderen")),
        Column("note", speech.gettext("Not")),
    ]
    records = [
        {
            "layer": line.name,
            "title": line.title,
            "state": line.state,
            "current": line.standing.current.number,
            "released": line.standing.released,
            "sender": line.sender,
            "note": line.note,
        }
        for line in lines
    ]
    return listing_of("yayin", columns, records)


def _line(workspace: Workspace, standing: Standing) -> ReleaseLine:
    speech: Speech = g.speech
    spec = workspace.layer(standing.layer)
    waiting, current, released = standing.waiting, standing.current.number, standing.released
    new = waiting.number if waiting is not None else current
    is_news = released is None or new > released
    is_own = is_news and workspace.two_pairs_of_eyes and bool(_own(workspace, standing, new))
    who = visitor()
    has_accounts = who.has_accounts
    return ReleaseLine(
        name=standing.layer,
        title=speech.choose(spec.title_tr, spec.title_en),
        standing=standing,
        state=_words(_state(standing) if has_accounts else _PUBLIC, speech),
        new=new,
        old=released,
        note="" if waiting is None else waiting.note,
        sender="" if waiting is None else waiting.who,
        may_send=has_accounts
        and who.may("write")
        and current > (released or 0)
        and (waiting is None or waiting.number != current),
        may_release=has_accounts and who.may("release") and is_news and not is_own,
        may_send_back=has_accounts and who.may("release") and waiting is not None,
        may_withdraw=has_accounts and who.may("release") and released is not None,
        is_own=has_accounts and who.may("release") and is_own,
    )


def _own(workspace: Workspace, standing: Standing, new: int) -> list[Revision]:
    mine = account_key(visitor().name)
    between = workspace.store().history(standing.layer)
    return [item for item in between if (standing.released or 0) < item.number <= new and account_key(item.author) == mine]


_PUBLIC = Words("yayında", "released")


def _state(standing: Standing) -> Words:
    if standing.waiting is not None:
        return Words("onay bekliyor", "waits for release")
    if not standing.is_draft:
        return _PUBLIC
    last: ReleaseRow | None = standing.steps[-1] if standing.steps else None
    if last is not None and last.action == "sent-back":
        return Words("taslak, geri gönderildi", "draft, sent back")
    return Words("taslak", "draft")


def _words(words: Words, speech: Speech) -> str:
    return speech.choose(words.tr, words.en)
