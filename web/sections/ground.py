"""What the ground is zoned for, and what the standards ask of it."""

import pandas as pd

from geo.standards import Requirement, assess_provision
from web.formatting import number, percent_share
from web.hbars import hbars
from web.i18n import Speech
from web.sections.base import Cell, Heading, Place, Section, words

_M2_PER_HA = 10_000.0
_AMOUNTS = ("existing_m2", "required_m2", "deficit_m2", "deficit_after_plan_m2")


def zoning(place: Place) -> Section | str:
    """Hectares by land use."""
    areas = place.facts("zoned_m2_")
    if not areas:
        return place.gettext("Çizili imar planı yok; alanın kullanımlara dağılımı hesaplanamıyor.")
    total = sum(areas.values())
    codes = place.codes("zoning", "land_use")
    order = sorted(areas, key=lambda use: -areas[use])
    names = [place.titled(codes[use]) if use in codes else use for use in order]
    colours = [(codes[use].colour if use in codes else None) or "#8a8a9a" for use in order]

    def row(name: str, area_m2: float) -> tuple[Cell, ...]:
        share = area_m2 / total
        return words(name), place.counted(area_m2 / _M2_PER_HA, 2), Cell(100.0 * share, percent_share(share, place.speech.code))

    rows = [row(name, areas[use]) for name, use in zip(names, order, strict=True)]
    bars = [(name, areas[use], cells[2].text) for name, use, cells in zip(names, order, rows, strict=True)]
    return Section(
        "imar",
        place.gettext("İmar planında kullanım"),
        (
            Heading("land_use", place.gettext("Kullanım"), is_number=False),
            Heading("area_ha", place.gettext("Alan (ha)")),
            Heading("share_pct", place.gettext("Pay")),
        ),
        tuple(rows),
        total=row(place.gettext("Toplam"), total),
        chart=hbars(bars, colours),
        source=place.sources("zoning"),
    )


def standards(place: Place) -> Section | str:
    """What is there of each standard, what is needed and what is lacking."""
    span = place.atlas.span
    if not place.has("parks", "facilities"):
        return place.gettext("Park ve tesis katmanı yok; standartlara göre açık hesaplanamıyor.")
    if span is None:
        return place.gettext("Nüfus bilinmiyor; standartlara göre açık hesaplanamıyor.")
    people = place.atlas.neighbourhoods.loc[place.id, f"population_{span.to_year}"]
    rows, notes = [], []
    for code, asked in place.atlas.requirements.items():
        existing, planned = place.fact(f"existing_m2_{code}"), place.fact(f"planned_m2_{code}")
        if existing is None and asked.m2_per_person is None:
            continue
        there = pd.DataFrame({"population": [people], "existing_m2": [existing], "planned_m2": [planned]}).astype("float64")
        found = assess_provision(asked, there).iloc[0]
        title = place.speech.choose(asked.standard.title.tr, asked.standard.title.en)
        amounts = [place.counted(found[name]) for name in _AMOUNTS]
        rows.append((words(title), *amounts, words(_basis(asked, place.speech))))
        notes += [issue.message(place.speech.code) for issue in asked.issues if asked.m2_per_person is not None]
    if not place.has("parks"):
        notes.insert(0, place.gettext("Park katmanı yok; kişi başına yeşil alan hesaplanamıyor."))
    if not rows:
        return notes[0] if notes else place.gettext("Tesislerin alanı yazılmamış; standartlara göre açık hesaplanamıyor.")
    titles = (
        place.gettext("Var (m²)"),
        place.gettext("Gerekli (m²)"),
        place.gettext("Açık (m²)"),
        place.gettext("Planla kalan açık (m²)"),
    )
    return Section(
        "standartlar",
        place.gettext("Standartlara göre donatı, %(year)s nüfusuyla", year=span.to_year),
        (
            Heading("standard", place.gettext("Standart"), is_number=False),
            *(Heading(key, title) for key, title in zip(_AMOUNTS, titles, strict=True)),
            Heading("basis", place.gettext("Dayanak"), is_number=False),
        ),
        tuple(rows),
        notes=tuple(notes),
        source=place.sources("parks", "facilities", "zoning"),
    )


def _basis(asked: Requirement, speech: Speech) -> str:
    """The rule in a few words, and that nobody has read it in its source where that is so."""
    if asked.m2_per_person is None:
        return speech.gettext("geçerli değer yok")
    amount = number(asked.m2_per_person, speech.code, None)
    text = speech.gettext("kişi başına %(amount)s m²", amount=amount)
    return text if asked.is_verified else speech.gettext("%(rule)s (doğrulanmadı)", rule=text)
