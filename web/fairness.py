"""How evenly the indicators reach people, as a table and as Lorenz curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.indicators import GROUPS, INDICATORS
from geo.issues import Issue
from web.desk.cells import Writer
from web.desk.listing import Column, Filter, Listing, listing_of
from web.formatting import MISSING, is_known, number, percent_share
from web.i18n import Speech

Rows = Sequence[Mapping[str, object]]

_SIDE = 120


@dataclass(frozen=True, slots=True)
class Curve:
    """A Lorenz curve in a square of `side`: which share of all the people with the least have, from nobody to everybody."""

    title: str
    said: str
    path: str
    side: int = _SIDE


def fairness_listing(rows: Rows, speech: Speech) -> Listing:
    """The measures, one row an indicator."""
    titles = {str(row["indicator"]): speech.choose(str(row["title_tr"]), str(row["title_en"])) for row in rows}
    groups: dict[str, str] = {group: speech.choose(words.tr, words.en) for group, words in GROUPS.items()}
    columns = [
        Column("indicator", speech.gettext("Gösterge"), lambda key: titles.get(str(key), str(key))),
        Column("group", speech.gettext("Konu"), lambda key: groups.get(str(key), str(key)), on_page=False),
        Column("year", speech.gettext("Yıl"), on_page=False),
        Column("gini", speech.gettext("Gini"), _decimals(speech, 2), numeric=True),
        Column("p90_p10_ratio", speech.gettext("P90/P10"), _decimals(speech, 1), numeric=True),
        Column("standard", speech.gettext("Standart (m²/kişi)"), _decimals(speech, None), numeric=True),
        Column("share_below_ratio", speech.gettext("Standardın altında kalanlar"), _share(speech), numeric=True),
        Column("is_verified", speech.gettext("Standart doğrulandı mı"), _yes_or_no(speech)),
        Column("people_count", speech.gettext("Hesaba giren kişi"), _decimals(speech, 0), numeric=True),
        Column("people_without_value_count", speech.gettext("Değeri bilinmeyen kişi"), _decimals(speech, 0), numeric=True),
    ]
    records = [{**row, "group": INDICATORS[str(row["indicator"])].group} for row in rows]
    there = {str(record["group"]) for record in records}
    choices = {group: title for group, title in groups.items() if group in there}
    filters = [Filter("konu", "group", speech.gettext("Konu"), choices)] if len(choices) > 1 else []
    return listing_of("dagilim", columns, records, filters)


def curves(rows: Rows, speech: Speech) -> list[Curve]:
    """The curves of those that have one."""
    found = []
    for row in rows:
        points = row["lorenz"]
        if isinstance(points, list) and row["gini"] is not None:
            path = "L".join(f"{people * _SIDE:.1f} {(1 - value) * _SIDE:.1f}" for people, value in points)
            said = speech.gettext("Gini %(value)s", value=number(row["gini"], speech.code, 2))
            found.append(Curve(speech.choose(str(row["title_tr"]), str(row["title_en"])), said, f"M{path}"))
    return found


def reasons(rows: Rows, speech: Speech) -> list[str]:
    """Why measures are missing, each reason once."""
    kinds = dict.fromkeys(kind for row in rows for kind in _values(row["reasons"]))
    return [Issue(kind).message(speech.code) for kind in kinds]


def _values(value: object) -> list[str]:
    return [str(item) for item in value.values()] if isinstance(value, Mapping) else []


def _decimals(speech: Speech, decimals: int | None) -> Writer:
    return lambda value: number(value, speech.code, decimals)


def _share(speech: Speech) -> Writer:
    return lambda value: percent_share(float(str(value)), speech.code) if is_known(value) else MISSING


def _yes_or_no(speech: Speech) -> Writer:
    words = {True: speech.gettext("evet"), False: speech.gettext("hayır")}
    return lambda value: words[bool(value)] if is_known(value) else MISSING
