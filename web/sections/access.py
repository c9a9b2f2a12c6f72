"""Who can walk to what, and which parks and facilities there are."""

from geo.indicators import INDICATORS
from web.formatting import indicator_value, is_known
from web.hbars import hbars
from web.sections.base import Cell, Heading, Place, Section, words


def walking(place: Place) -> Section | str:
    """The share of people within each walk of the rules."""
    frame = place.atlas.neighbourhoods
    found = []
    for key, indicator in INDICATORS.items():
        if indicator.group == "access" and key in frame and is_known(frame.loc[place.id, key]):
            value = float(frame.loc[place.id, key])
            text = indicator_value(value, indicator, place.speech.code)
            found.append((place.speech.choose(indicator.title_tr, indicator.title_en), value, text))
    if not found:
        return place.gettext("Çizili park, tesis ya da toplanma alanı yok; yürüme erişimi hesaplanamıyor.")
    return Section(
        "erisim",
        place.gettext("Yürüyerek erişebilenler"),
        (
            Heading("walk", place.gettext("Nereye"), is_number=False),
            Heading("people_pct", place.gettext("Nüfusun payı")),
        ),
        tuple((words(title), Cell(value, text)) for title, value, text in found),
        chart=hbars(found, ["#2f6aa8"] * len(found), top=100.0),
        notes=(place.gettext("Mesafeler yönetmelik ekindendir, madde metniyle doğrulanmadı."),),
        source=place.sources("parks", "facilities", "roads", "assembly_areas"),
    )


def services(place: Place) -> Section | str:
    """How many parks and facilities of each kind there are."""
    if not place.has("parks", "facilities"):
        return place.gettext("Tesis katmanı yok; mahallede ne olduğu listelenemiyor.")
    codes = {**place.codes("parks", "kind"), **place.codes("facilities", "kind")}
    counts = {kind: count for kind, count in place.facts("count_").items() if kind in codes}
    rows = [(words(place.titled(code)), place.counted(counts[kind])) for kind, code in codes.items() if kind in counts]
    if not rows:
        return place.gettext("Parklar ve tesisler tablosunda bu mahalleden kayıt yok.")
    return Section(
        "tesisler",
        place.gettext("Parklar ve tesisler"),
        (Heading("kind", place.gettext("Tür"), is_number=False), Heading("count", place.gettext("Sayı"))),
        tuple(rows),
        source=place.sources("parks", "facilities"),
    )
