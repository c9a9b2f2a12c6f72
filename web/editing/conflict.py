"""Two persons at one thing: what the other wrote beside what she wrote, and a form in which nothing of hers is lost."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import shapely

from layers.base import Field
from layers.editing import Thing
from web.editing.form import FormMaker, Sent, is_same_place, lines_sent, same_lines, sent_kind, year_of
from web.editing.places import place_text


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that the other has changed: what it was, what the other made of it, what she wrote (None where she left it)."""

    title: str
    year: int | None
    was: str
    theirs: str
    mine: str | None


def differences(maker: FormMaker, base: Thing, now: Thing, sent: Sent) -> list[Difference]:
    """All values that differ between what the form was made from and what stands there now, with hers beside them."""
    old, new = _by_year(maker, base.rows), _by_year(maker, now.rows)
    typed = {(item.name, year): text for item, year, text in _typed(maker, base, sent)}
    yearly = {item.name for rows in (base.rows, now.rows) for item in maker.yearly(rows)}
    years = list(dict.fromkeys([*old, *new]))
    told = []
    for item in maker.fields():
        # What holds for all years is told once.
        for year in years if item.name in yearly else years[:1]:
            was, theirs = (maker.stored(item, rows.get(year)) for rows in (old, new))
            if same_lines(was) == same_lines(theirs):
                continue
            mine = typed.get((item.name, year), was)
            changed = same_lines(mine) != same_lines(was)
            shown = [_written(maker, item, text) for text in (was, theirs, mine)]
            title = maker.speech.choose(item.title_tr, item.title_en)
            of_year = year if item.name in yearly else None
            told.append(Difference(title, of_year, shown[0], shown[1], shown[2] if changed else None))
    shapes = [rows.iloc[0].get("geometry") for rows in (base.rows, now.rows)]
    if maker.spec.geometry is not None and not _same_shape(*shapes):
        kind = sent_kind(sent)
        moved = kind != "keep" and not is_same_place(base.rows, kind, sent)
        texts = [place_text(shape).text or maker.speech.gettext("(çok köşeli çizim)") for shape in shapes]
        mine_there = sent.get("koordinatlar", "") if moved else None
        told.append(Difference(maker.speech.gettext("Haritadaki yeri"), None, texts[0], texts[1], mine_there))
    return told


def carried(maker: FormMaker, base: Thing, now: Thing | None, sent: Sent) -> dict[str, str]:
    """What she changed, to be put into a form of the thing as it is now; all that she sent where it is gone."""
    kept = {"not": sent.get("not", "")}
    rows = None if now is None else now.rows
    yearly = {item.name for item in maker.yearly(rows)}
    years = [] if rows is None else [year_of(maker.spec, row) for _, row in rows.iterrows()]
    old = _by_year(maker, base.rows)
    for item, year, text in _typed(maker, base, sent):
        if now is not None and same_lines(text) == same_lines(maker.stored(item, old.get(year))):
            continue
        if item.name not in yearly:
            kept[f"alan.{item.name}"] = text
            continue
        if year not in years:
            years.append(year)
        kept[f"yil.{years.index(year)}.{item.name}"] = text
    for number, year in enumerate(years):
        kept[f"yil.{number}.year"] = "" if year is None else str(year)
    for number in range(lines_sent(sent)):
        year_text = sent.get(f"yil.{number}.year", "")
        if sent.get(f"yil.{number}.sil") and now is not None and year_text in {str(year) for year in years}:
            kept[f"yil.{[str(year) for year in years].index(year_text)}.sil"] = "1"
    kind = sent_kind(sent)
    if kind != "keep" and not is_same_place(base.rows, kind, sent):
        kept |= {"yer": kind, "koordinatlar": sent.get("koordinatlar", "")}
    elif now is None and maker.spec.geometry is not None:
        place = place_text(base.rows.iloc[0].get("geometry"))
        kept |= {"yer": place.kind if place.is_simple else "none", "koordinatlar": place.text}
    return kept


def _typed(maker: FormMaker, base: Thing, sent: Sent) -> Iterator[tuple[Field, int | None, str]]:
    """Every value that was sent, with the year that it is of; what holds for all years once for each."""
    stored = [year_of(maker.spec, row) for _, row in base.rows.iterrows()]
    lines: list[tuple[int, int | None]] = list(enumerate(stored))
    for number in range(len(stored), lines_sent(sent)):
        typed = sent.get(f"yil.{number}.year", "").strip()
        if typed.isascii() and typed.isdecimal() and len(typed) == 4:
            lines.append((number, int(typed)))
    for item in maker.fields():
        for number, year in lines:
            # What holds for all years is no news of a year that she has added.
            common = sent.get(f"alan.{item.name}") if number < len(stored) else None
            text = sent.get(f"yil.{number}.{item.name}", common)
            if text is not None and not sent.get(f"yil.{number}.sil"):
                yield item, year, text


def _by_year(maker: FormMaker, rows: pd.DataFrame) -> dict[int | None, pd.Series]:
    return {year_of(maker.spec, row): row for _, row in rows.iterrows()}


def _written(maker: FormMaker, item: Field, text: str) -> str:
    """A value in words: the title of a code, the name of a neighbourhood."""
    if item.name == "neighbourhood_id":
        return maker.places.get(text, text)
    code = item.code(text) if item.type == "code" else None
    return text if code is None else maker.speech.choose(code.title_tr, code.title_en)


def _same_shape(one: object, other: object) -> bool:
    if not isinstance(one, shapely.Geometry) or not isinstance(other, shapely.Geometry):
        return not isinstance(one, shapely.Geometry) and not isinstance(other, shapely.Geometry)
    return bool(one.equals_exact(other, 0.0))
