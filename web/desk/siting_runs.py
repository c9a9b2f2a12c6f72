"""The runs of a workspace on pages: what was asked, how far each is or how it ended, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from layers.runs import Run, Runs, now
from layers.siting import STEPS
from layers.siting_kinds import SITING_KINDS
from layers.siting_runs import TASK, request_of
from web.desk.listing import Column, Filter, Listing, listing_of
from web.desk.siting_form import kind_titles
from web.formatting import MISSING, day, number
from web.i18n import Speech

STATE: Final = "durum"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How far a run is: the step, counted from 1, its words, and how many seconds ago it was asked for."""

    step: int
    of: int
    words: str
    seconds: int


def siting_runs(runs: Runs) -> list[Run]:
    """The runs that look for sites, the newest first."""
    return [run for run in runs.all() if run.asked.task == TASK]


def waiting_of(run: Run, speech: Speech) -> Waiting:
    """How far a run is."""
    titles = step_titles(speech)
    said = str(run.progress.get("step", STEPS[0]))
    place = list(titles).index(said) if said in titles else 0
    passed = datetime.fromisoformat(now()) - datetime.fromisoformat(run.asked.at)
    return Waiting(place + 1, len(titles), list(titles.values())[place], max(0, int(passed / timedelta(seconds=1))))


def step_titles(speech: Speech) -> dict[str, str]:
    """The steps of a siting, in their order."""
    words = {
        "candidates": speech.gettext("Veri okunuyor, adaylar kurallarla denetleniyor"),
        "walks": speech.gettext("Kimin nereye yürüyebildiği hesaplanıyor"),
        "solving": speech.gettext("En çok yarayan yerler ve yıllar aranıyor"),
        "reasons": speech.gettext("Gerekçeler yazılıyor"),
    }
    return {step: words[step] for step in STEPS}


def state_titles(speech: Speech) -> dict[str, str]:
    """What became of a run."""
    return {
        "running": speech.gettext("sürüyor"),
        "done": speech.gettext("bitti"),
        "refused": speech.gettext("yapılamadı"),
        "cancelled": speech.gettext("iptal edildi"),
        "died": speech.gettext("yarıda kaldı: hesap süreci sona erdi"),
        "restarted": speech.gettext("yarıda kaldı: sunucu yeniden başladı"),
    }


def asked_lines(run: Run, speech: Speech) -> list[tuple[str, str]]:
    """What a run was asked, as titles and values."""
    asked, code = request_of(run), speech.code
    from_standard = speech.gettext("standarttan")
    aims = {"people": speech.gettext("erişen kişi"), "deficit": speech.gettext("kapanan açık (m²)")}
    lines = [
        (speech.gettext("Tür"), kind_titles(speech).get(asked.kind, asked.kind)),
        (speech.gettext("Kaç yer"), number(asked.count, code)),
        (speech.gettext("Yılda en çok"), number(asked.per_year or asked.count, code)),
        (speech.gettext("İlk yıl"), str(asked.first_year) if asked.first_year else speech.gettext("nüfus yılından sonraki")),
        (speech.gettext("Yürüme mesafesi"), f"{number(asked.reach_m, code, None)} m" if asked.reach_m else from_standard),
        (
            speech.gettext("En küçük taşınmaz"),
            from_standard if asked.min_area_m2 is None else f"{number(asked.min_area_m2, code, None)} m²",
        ),
        (speech.gettext("Neyin en çoğu"), aims[asked.aim]),
    ]
    if asked.cost_try_per_m2 is not None:
        lines.append((speech.gettext("Maliyet (TL/m²)"), number(asked.cost_try_per_m2, code, None)))
    if asked.budget_try is not None:
        lines.append((speech.gettext("Bütçe"), f"{number(asked.budget_try, code, None)} TL"))
    return lines


def runs_listing(runs: Sequence[Run], speech: Speech) -> Listing:
    """The runs that are kept, as a table."""
    kinds, states = kind_titles(speech), state_titles(speech)
    columns = [
        Column("run", speech.gettext("Hesap")),
        Column("at", speech.gettext("Ne zaman"), lambda value: written_time(str(value), speech)),
        Column("by", speech.gettext("Kim")),
        Column("kind", speech.gettext("Tür"), lambda value: kinds.get(str(value), str(value))),
        Column("count", speech.gettext("Kaç yer"), lambda value: number(value, speech.code), numeric=True),
        Column("per_year", speech.gettext("Yılda en çok"), lambda value: number(value, speech.code), numeric=True),
        Column("state", speech.gettext("Durum"), lambda value: states.get(str(value), str(value))),
        Column("sites", speech.gettext("Seçilen yer"), lambda value: number(value, speech.code), numeric=True),
        Column("people_gained", speech.gettext("İlk kez erişen (kişi)"), lambda value: number(value, speech.code), numeric=True),
    ]
    records = [_record(run) for run in runs]
    present = {str(record["state"]) for record in records}
    choices = {key: title for key, title in states.items() if key in present}
    return listing_of("yer-secimleri", columns, records, [Filter(STATE, "state", speech.gettext("Durum"), choices)])


def written_time(at: str, speech: Speech) -> str:
    """A point in time: its day and, in the time of the server, hour and minute.

    >>> from web.i18n import read_languages
    >>> written_time("2026-11-26T09:05:00Z", read_languages()["tr"])[:10]
    '26.11.2026'
    """
    if not at:
        return MISSING
    local = datetime.fromisoformat(at).astimezone()
    return f"{day(local.isoformat(), speech.code)} {local:%H:%M}"


def _record(run: Run) -> Mapping[str, Any]:
    asked = run.asked.question
    found = run.summary()
    return {
        "run": run.id,
        "at": run.asked.at,
        "by": run.asked.by,
        "kind": asked["kind"] if asked["kind"] in SITING_KINDS else str(asked["kind"]),
        "count": asked["count"],
        "per_year": asked["per_year"] or asked["count"],
        "state": run.state,
        "sites": found.get("sites"),
        "people_gained": found.get("people_gained"),
    }
