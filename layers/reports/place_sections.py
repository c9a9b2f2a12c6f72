"""What the layers say of one neighbourhood, for its page and its printed card; or in one line what is missing."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from geo.indicators import INDICATORS
from geo.issues import Words
from geo.numbers import format_number
from geo.standards import Requirement, assess_provision
from layers.atlas import Atlas
from layers.reports.document import Amount, Bar, Bars, Cell, Heading, Section, Table, amount, indicator_amount
from layers.reports.land_use import land_use_section
from layers.reports.place import Place, titled

_TOTAL: Final = Words("Toplam", "Total")
_WHAT_AND_VALUE: Final = (Heading(Words("Ne", "What"), is_number=False), Heading(Words("Değer", "Value")))
_AREA_M2: Final = Words("Alan (m²)", "Area (m²)")


@dataclass(frozen=True, slots=True)
class Sections:
    """Those that have data, and a line for each that cannot be shown."""

    shown: tuple[Section, ...]
    missing: tuple[Words, ...]


# By code of a standard, what `assess_provision` says of each neighbourhood.
Provisions = Mapping[str, pd.DataFrame]


def provisions_of(atlas: Atlas) -> Provisions:
    """What is there, needed and lacking everywhere, worked out once for all cards; nothing where the population is unknown."""
    if atlas.span is None:
        return {}
    people, facts = atlas.neighbourhoods[f"population_{atlas.span.to_year}"], atlas.facts.columns
    found = {}
    for code, asked in atlas.requirements.items():
        figures = {
            "population": people,
            "existing_m2": facts.get(f"existing_m2_{code}", math.nan),
            "planned_m2": facts.get(f"planned_m2_{code}", math.nan),
        }
        found[code] = assess_provision(asked, pd.DataFrame(figures, index=people.index).astype("float64"))
    return found


def make_sections(atlas: Atlas, place_id: str, provisions: Provisions) -> Sections:
    """All sections of a neighbourhood."""
    place = Place(atlas, place_id)
    makers: Sequence[Callable[[Place], Section | Words]] = (
        _zoning,
        partial(_standards, provisions=provisions),
        _walking,
        _services,
        _property,
        _investments,
        _damage,
        _assembly,
    )
    made = [make(place) for make in makers]
    return Sections(
        tuple(item for item in made if isinstance(item, Section)), tuple(item for item in made if isinstance(item, Words))
    )


def _zoning(place: Place) -> Section | Words:
    return land_use_section(place.atlas, place.facts("zoned_m2_"), "half")


def _standards(place: Place, provisions: Provisions) -> Section | Words:
    span = place.atlas.span
    if not place.has("parks", "facilities"):
        return Words(
            "Park ve tesis katmanı yok; standartlara göre açık hesaplanamıyor.",
            "There is no layer of parks or facilities; deficits against the standards cannot be computed.",
        )
    if span is None:
        return Words(
            "Nüfus bilinmiyor; standartlara göre açık hesaplanamıyor.",
            "The population is unknown; deficits against the standards cannot be computed.",
        )
    rows: list[tuple[Cell, ...]] = []
    notes: list[Words] = []
    for code, asked in place.atlas.requirements.items():
        existing = place.fact(f"existing_m2_{code}")
        if existing is None and asked.m2_per_person is None:
            continue
        found = provisions[code].loc[place.id]
        names = ("existing_m2", "required_m2", "deficit_m2", "deficit_after_plan_m2")
        rows.append((asked.standard.title, *(amount(found[name]) for name in names), _basis(asked)))
        if asked.m2_per_person is not None:
            notes += [Words(issue.message("tr"), issue.message("en")) for issue in asked.issues]
    if not place.has("parks"):
        notes.insert(
            0,
            Words(
                "Park katmanı yok; kişi başına yeşil alan hesaplanamıyor.",
                "There is no layer of parks; green area per person cannot be computed.",
            ),
        )
    if not rows:
        unstated = Words(
            "Tesislerin alanı yazılmamış; standartlara göre açık hesaplanamıyor.",
            "The areas of facilities are not stated; deficits against the standards cannot be computed.",
        )
        return notes[0] if notes else unstated
    titles = (
        Words("Var (m²)", "There is (m²)"),
        Words("Gerekli (m²)", "Needed (m²)"),
        Words("Açık (m²)", "Deficit (m²)"),
        Words("Planla kalan açık (m²)", "Deficit left by the plan (m²)"),
    )
    headings = (
        Heading(Words("Standart", "Standard"), is_number=False, share=1.7),
        *(Heading(title) for title in titles),
        Heading(Words("Dayanak", "Basis"), is_number=False, share=1.7),
    )
    title = Words(
        f"Standartlara göre donatı, {span.to_year} nüfusuyla",
        f"Provision against the standards, for the people of {span.to_year}",
    )
    return Section(
        "standartlar",
        title,
        Table(headings, tuple(rows)),
        notes=tuple(notes),
        source=place.sources("parks", "facilities", "zoning"),
    )


def _basis(asked: Requirement) -> Words:
    """The rule in a few words, and that nobody has read it in its source where that is so."""
    if asked.m2_per_person is None:
        return Words("geçerli değer yok", "no value in force")
    words = Words(
        f"kişi başına {format_number(asked.m2_per_person, 'tr')} m²", f"{format_number(asked.m2_per_person, 'en')} m² per person"
    )
    return words if asked.is_verified else Words(f"{words.tr} (doğrulanmadı)", f"{words.en} (unverified)")


def _walking(place: Place) -> Section | Words:
    found = []
    for key, indicator in INDICATORS.items():
        if indicator.group == "access" and (value := place.value(key)) is not None:
            found.append((Words(indicator.title_tr, indicator.title_en), value, indicator_amount(value, indicator)))
    if not found:
        return Words(
            "Çizili park, tesis ya da toplanma alanı yok; yürüme erişimi hesaplanamıyor.",
            "There is no drawn park, facility or assembly area; walking access cannot be computed.",
        )
    unverified = Words(
        "Mesafeler yönetmelik ekindendir, madde metniyle doğrulanmadı.",
        "The distances are those of the regulation's annex, not verified against its text.",
    )
    return Section(
        "erisim",
        Words("Yürüyerek erişebilenler", "Who can walk there"),
        Table(
            (Heading(Words("Nereye", "Where to"), is_number=False), Heading(Words("Nüfusun payı", "Share of the people"))),
            tuple((title, text) for title, _, text in found),
        ),
        Bars(tuple(Bar(title, value, text, "#2f6aa8") for title, value, text in found), top=100.0),
        notes=(unverified,),
        source=place.sources("parks", "facilities", "roads", "assembly_areas"),
        width="half",
    )


def _services(place: Place) -> Section | Words:
    if not place.has("parks", "facilities"):
        return Words(
            "Tesis katmanı yok; mahallede ne olduğu listelenemiyor.",
            "There is no layer of facilities; what the neighbourhood has cannot be listed.",
        )
    codes = {**place.codes("parks", "kind"), **place.codes("facilities", "kind")}
    counts = {kind: count for kind, count in place.facts("count_").items() if kind in codes}
    rows = [(titled(code), Amount(counts[kind])) for kind, code in codes.items() if kind in counts]
    if not rows:
        return Words(
            "Parklar ve tesisler tablosunda bu mahalleden kayıt yok.",
            "The tables of parks and facilities have no row of this neighbourhood.",
        )
    headings = (Heading(Words("Tür", "Kind"), is_number=False), Heading(Words("Sayı", "Number")))
    return Section(
        "tesisler",
        Words("Parklar ve tesisler", "Parks and facilities"),
        Table(headings, tuple(rows)),
        source=place.sources("parks", "facilities"),
        width="half",
    )


def _property(place: Place) -> Section | Words:
    if not place.has("assets"):
        return Words(
            "Taşınmaz katmanı yok; belediyenin burada neyi olduğu gösterilemiyor.",
            "There is no layer of municipal property; what the municipality owns here cannot be shown.",
        )
    rows: tuple[tuple[Cell, ...], ...] = (
        (Words("Taşınmaz sayısı", "Number of properties"), Amount(place.fact("asset_count"))),
        (_AREA_M2, Amount(place.fact("asset_area_m2"))),
    )
    title = Words("Belediyenin taşınmazları", "Municipal property")
    return Section("tasinmaz", title, Table(_WHAT_AND_VALUE, rows), source=place.sources("assets"), width="half")


def _investments(place: Place) -> Section | Words:
    if not place.has("investments"):
        return Words(
            "Yatırım katmanı yok; yıllara göre yatırım gösterilemiyor.",
            "There is no layer of investments; investment by year cannot be shown.",
        )
    names = [name for name in place.atlas.facts.columns if name.startswith("investment_try_")]
    years = {name.removeprefix("investment_try_"): place.fact(name) for name in names}
    if all(value == 0 for value in years.values()):
        return Words(
            "Yatırım programında bu mahalleye yazılmış bütçe yok.",
            "The investment programme states no budget for this neighbourhood.",
        )
    headings = (Heading(Words("Yıl", "Year"), is_number=False), Heading(Words("Bütçe (TL)", "Budget (TRY)")))
    rows: list[tuple[Cell, ...]] = [(year, Amount(value)) for year, value in years.items()]
    return Section(
        "yatirim",
        Words("Yıllara göre planlanan yatırım", "Planned investment by year"),
        Table(headings, (*rows, (_TOTAL, Amount(place.fact("investment_try")))), has_total=True),
        Bars(tuple(Bar(year, value or 0.0, Amount(value), "#c8742a") for year, value in years.items())),
        source=place.sources("investments"),
        width="half",
    )


def _damage(place: Place) -> Section | Words:
    if not place.has("damage"):
        return Words(
            "Hasar katmanı yok; yapıların hasar durumu gösterilemiyor.",
            "There is no layer of damage; the state of the buildings cannot be shown.",
        )
    codes = place.codes("damage", "damage_class")
    counts = place.facts("building_count_")
    found = [key for key in codes if key in counts]
    if not found:
        return Words("Hasar kayıtlarında bu mahalleden yapı yok.", "The damage records hold no building of this neighbourhood.")
    headings = (
        Heading(Words("Hasar durumu", "Damage"), is_number=False),
        Heading(Words("Yapı sayısı", "Buildings")),
    )
    bars = tuple(Bar(titled(codes[key]), counts[key], Amount(counts[key]), codes[key].colour or "#d84a34") for key in found)
    return Section(
        "hasar",
        Words("Yapıların hasar durumu", "Damage to buildings"),
        Table(headings, tuple((bar.label, bar.text) for bar in bars)),
        Bars(bars),
        source=place.sources("damage"),
        width="half",
    )


def _assembly(place: Place) -> Section | Words:
    if not place.has("assembly_areas"):
        return Words(
            "Toplanma alanı katmanı yok; kişi başına toplanma alanı hesaplanamıyor.",
            "There is no layer of assembly areas; assembly area per person cannot be computed.",
        )
    rows: list[tuple[Cell, ...]] = [
        (Words("Toplanma alanı sayısı", "Number of assembly areas"), Amount(place.fact("count_assembly_area"))),
        (_AREA_M2, Amount(place.fact("assembly_area_m2"))),
    ]
    indicator = INDICATORS["assembly_area_m2_per_person"]
    if indicator.key in place.atlas.neighbourhoods:
        value = place.atlas.neighbourhoods.loc[place.id, indicator.key]
        rows.append((Words(indicator.title_tr, indicator.title_en), indicator_amount(value, indicator)))
    title = Words("Toplanma alanları", "Assembly areas")
    return Section("toplanma", title, Table(_WHAT_AND_VALUE, tuple(rows)), source=place.sources("assembly_areas"), width="half")
