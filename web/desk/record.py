"""`/kayitlar`: the record of who did what, as a table."""

from collections.abc import Mapping

from flask import g

from layers.store.audit import Entry
from web.desk.listing import Column, Filter, Listing, listing_of
from web.i18n import Speech

ACTION = "ne"


def action_words(speech: Speech) -> Mapping[str, str]:
    """Each recorded action as a reader reads it."""
    return {
        "signed-in": speech.gettext("giriş"),
        "signed-out": speech.gettext("çıkış"),
        "sign-in-failed": speech.gettext("başarısız giriş"),
        "account-added": speech.gettext("hesap eklendi"),
        "role-changed": speech.gettext("rol değişti"),
        "password-reset": speech.gettext("parola sıfırlandı"),
        "password-changed": speech.gettext("parola değişti"),
        "password-rehashed": speech.gettext("parola özeti yenilendi"),
        "account-closed": speech.gettext("hesap kapatıldı"),
        "account-opened": speech.gettext("hesap yeniden açıldı"),
        "import": speech.gettext("dosya alındı"),
        "undo": speech.gettext("geri alma"),
        "names": speech.gettext("ad kararı"),
        "edit": speech.gettext("satır düzenlendi"),
        "pruned": speech.gettext("sürümler budandı"),
        "name-accepted": speech.gettext("ad kabul edildi"),
        "name-rejected": speech.gettext("ad reddedildi"),
        "sent": speech.gettext("onaya gönderildi"),
        "released": speech.gettext("yayımlandı"),
        "sent-back": speech.gettext("geri gönderildi"),
        "withdrawn": speech.gettext("yayından çekildi"),
        "exported": speech.gettext("dosya indirildi"),
        "handed-over": speech.gettext("teslim paketi yazıldı"),
    }


def record_listing(entries: list[Entry]) -> Listing:
    """The rows of the record, the newest first."""
    speech: Speech = g.speech
    words = action_words(speech)
    channels = {"web": speech.gettext("tarayıcı"), "command-line": speech.gettext("komut satırı")}
    columns = [
        Column("position", speech.gettext("Sıra"), numeric=True),
        Column("at", speech.gettext("Ne zaman (UTC)"), lambda value: str(value).replace("T", " ").removesuffix("Z")),
        Column("who", speech.gettext("Kim")),
        Column("channel", speech.gettext("Nereden"), lambda value: channels.get(str(value), str(value))),
        Column("address", speech.gettext("Adres")),
        Column("action", speech.gettext("Ne yaptı"), lambda value: words.get(str(value), str(value))),
        Column("subject", speech.gettext("Neyi")),
        Column("detail", speech.gettext("Ayrıntı")),
        Column("digest", speech.gettext("Özet"), lambda value: f"{str(value)[:12]}…"),
    ]
    records = [
        {
            "position": entry.position,
            "at": entry.at,
            "who": entry.who,
            "channel": entry.channel,
            "address": entry.address,
            "action": entry.action,
            "subject": entry.subject,
            "detail": detail_text(entry),
            "digest": entry.digest,
        }
        for entry in reversed(entries)
    ]
    found = dict.fromkeys(entry.action for entry in entries)
    filters = [Filter(ACTION, "action", speech.gettext("Ne yaptı"), {name: words.get(name, name) for name in found})]
    return listing_of("kayitlar", columns, records, filters)


def detail_text(entry: Entry) -> str:
    """What else is known of a row, in one line; what is empty is left out."""
    told = [f"{name}: {value}" for name, value in entry.detail.items() if value not in ("", None, [], {}) and name != "key"]
    return "; ".join(told)
