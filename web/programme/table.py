"""The table of investments, its filters, and the words that it is written in."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from geo.authority import AUTHORITIES
from geo.turkish import sort_key
from layers.base import LayerSpec
from layers.programme import Programme
from web.desk.asking import DeskQuestion, to
from web.desk.cells import as_text, writer_of
from web.desk.listing import Column, Filter, Listing
from web.formatting import MISSING, is_known, number
from web.i18n import Speech

WITH, WITHOUT = "var", "yok"
UNDECIDED = "belirsiz"


def programme_listing(question: DeskQuestion, programme: Programme) -> Listing:
    """One line an investment, made once a state and language."""
    return question.library.keep(
        question.state, ("programme-listing", question.speech.code), lambda: _listing(question, programme)
    )


def _listing(question: DeskQuestion, programme: Programme) -> Listing:
    speech, spec = question.speech, question.state.workspace.layer("investments")
    things = programme.things
    rows = pd.DataFrame(things.drop(columns="geometry")).reset_index(drop=True).astype(object)
    rows["years"] = [tuple(str(year) for year in years) for years in rows["years"]]
    rows["placed"] = [WITH if placed else WITHOUT for placed in rows["placed"]]
    rows["duty"] = [UNDECIDED if duty is None or pd.isna(duty) else duty for duty in rows["duty"]]
    rows["has_conflicts"] = [WITH if count else WITHOUT for count in rows["conflicts"]]
    rows = rows.where(rows.notna(), None)
    kept = partial(question.library.keep, question.state, ("programme-search", speech.code))
    return Listing("yatirimlar", _columns(spec, speech), rows, _filters(spec, rows, speech), kept)


def _columns(spec: LayerSpec, speech: Speech) -> tuple[Column, ...]:
    def titled(name: str, **more: object) -> Column:
        field = spec.field(name)
        title = speech.choose(field.title_tr, field.title_en)
        return Column(name, title, writer_of(field, speech), numeric=field.type == "number", **more)  # type: ignore[arg-type]

    lira = speech.gettext("TL")
    return (
        titled("name", link=lambda row: to("programme.one", kaynak=row["source"], no=row["id"])),
        Column("neighbourhood_name", speech.gettext("Mahalle")),
        titled("kind"),
        titled("status"),
        Column("years", speech.gettext("Yıllar"), years_word),
        titled("budget_try", unit=lira),
        titled("spent_try", unit=lira),
        titled("quantity"),
        titled("quantity_unit"),
        titled("unit_in_charge"),
        titled("target_no"),
        titled("indicator_no"),
        Column("duty", speech.gettext("Görev"), duty_writer(speech)),
        Column("placed", speech.gettext("Haritada yeri"), yes_writer(speech)),
        Column("conflicts", speech.gettext("Çakışma"), lambda value: number(value, speech.code), numeric=True),
        *(Column(name, name, on_page=False) for name in ("id", "source", "duty_source", "duty_missing", "has_conflicts")),
    )


def _filters(spec: LayerSpec, rows: pd.DataFrame, speech: Speech) -> tuple[Filter, ...]:
    def of(name: str, key: str, title: str, titles: Mapping[str, str] | None = None) -> Filter:
        known = {str(value) for value in rows[key] if is_known(value)}
        if titles is None:
            return Filter(name, key, title, {value: value for value in sorted(known, key=sort_key)})
        return Filter(name, key, title, {value: text for value, text in titles.items() if value in known})

    years = sorted({year for found in rows["years"] for year in found})
    statuses = {code.key: speech.choose(code.title_tr, code.title_en) for code in spec.field("status").codes}
    kinds = {code.key: speech.choose(code.title_tr, code.title_en) for code in spec.field("kind").codes}
    word = duty_writer(speech)
    duties = {key: word(key) for key in (*AUTHORITIES, UNDECIDED)}
    yes = yes_writer(speech)
    there = {WITH: yes(WITH), WITHOUT: yes(WITHOUT)}
    return (
        Filter("yil", "years", speech.gettext("Yıl"), {year: year for year in years}),
        of("birim", "unit_in_charge", speech.gettext("Sorumlu birim")),
        of("mahalle", "neighbourhood_name", speech.gettext("Mahalle")),
        of("hedef", "target_no", speech.gettext("Hedef")),
        of("gosterge", "indicator_no", speech.gettext("Gösterge (PG)")),
        of("tur", "kind", speech.gettext("Tür"), kinds),
        of("asama", "status", speech.gettext("Aşama"), statuses),
        of("gorev", "duty", speech.gettext("Görev"), duties),
        Filter("haritada", "placed", speech.gettext("Haritada yeri"), there),
        Filter("cakisma", "has_conflicts", speech.gettext("Çakışma"), there),
    )


def years_word(value: object) -> str:
    """The years of an investment: a run by its ends.

    >>> years_word(("2025", "2026", "2027")), years_word(("2025",)), years_word(())
    ('2025–2027', '2025', '–')
    """
    years = [int(year) for year in value] if isinstance(value, tuple) else []
    if not years:
        return MISSING
    is_run = years == list(range(years[0], years[-1] + 1))
    return f"{years[0]}–{years[-1]}" if is_run and len(years) > 1 else ", ".join(map(str, years))


def duty_writer(speech: Speech) -> Callable[[object], str]:
    """Whose duty a thing is, in words."""
    words = {key: speech.choose(said.tr, said.en) for key, said in AUTHORITIES.items()}
    return lambda value: words.get(str(value), speech.gettext("belirsiz"))


def yes_writer(speech: Speech) -> Callable[[object], str]:
    """Whether there is one."""
    words = {WITH: speech.gettext("var"), WITHOUT: speech.gettext("yok")}
    return lambda value: words.get(str(value), as_text(value))


def missing_word(fact: str, speech: Speech) -> str:
    """For want of which fact a duty is undecided."""
    words = {
        "rule": speech.gettext("kurallar bu türden söz etmiyor"),
        "area_m2": speech.gettext("alanı bilinmiyor"),
        "width_m": speech.gettext("yolun genişliği bilinmiyor"),
        "fronts": speech.gettext("hangi yola baktığı bilinmiyor"),
    }
    return words.get(fact, fact)
