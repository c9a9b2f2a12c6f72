"""What the earthquake left of the buildings, and where people gather."""

from geo.indicators import INDICATORS
from web.formatting import indicator_value, is_known
from web.hbars import hbars
from web.sections.base import Cell, Heading, Place, Section, words


def damage(place: Place) -> Section | str:
    """Buildings by class of damage."""
    if not place.has("damage"):
        return place.gettext("Hasar katmanı yok; yapıların hasar durumu gösterilemiyor.")
    codes = place.codes("damage", "damage_class")
    counts = place.facts("building_count_")
    found = [key for key in codes if key in counts]
    if not found:
        return place.gettext("Hasar kayıtlarında bu mahalleden yapı yok.")
    rows = [(words(place.titled(codes[key])), place.counted(counts[key])) for key in found]
    bars = [(title.text, counts[key], count.text) for key, (title, count) in zip(found, rows, strict=True)]
    return Section(
        "hasar",
        place.gettext("Yapıların hasar durumu"),
        (
            Heading("damage_class", place.gettext("Hasar durumu"), is_number=False),
            Heading("building_count", place.gettext("Yapı sayısı")),
        ),
        tuple(rows),
        chart=hbars(bars, [codes[key].colour or "#d84a34" for key in found]),
        source=place.sources("damage"),
    )


def assembly(place: Place) -> Section | str:
    """Assembly areas: how many, how large, and how much for each person."""
    if not place.has("assembly_areas"):
        return place.gettext("Toplanma alanı katmanı yok; kişi başına toplanma alanı hesaplanamıyor.")
    rows = [
        (words(place.gettext("Toplanma alanı sayısı")), place.counted(place.fact("count_assembly_area"))),
        (words(place.gettext("Alan (m²)")), place.counted(place.fact("assembly_area_m2"))),
    ]
    indicator = INDICATORS["assembly_area_m2_per_person"]
    if indicator.key in place.atlas.neighbourhoods:
        value = place.atlas.neighbourhoods.loc[place.id, indicator.key]
        title = place.speech.choose(indicator.title_tr, indicator.title_en)
        known = float(value) if is_known(value) else None
        rows.append((words(title), Cell(known, indicator_value(value, indicator, place.speech.code))))
    headings = (Heading("what", place.gettext("Ne"), is_number=False), Heading("value", place.gettext("Değer")))
    title = place.gettext("Toplanma alanları")
    return Section("toplanma", title, headings, tuple(rows), source=place.sources("assembly_areas"))
