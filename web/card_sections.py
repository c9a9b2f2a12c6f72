"""What the layers say of one neighbourhood: sections of a chart, its table and its sources; or what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.indicators import INDICATORS
from geo.standards import Requirement, assess_provision
from layers.atlas import Atlas
from layers.base import Code
from web.formatting import indicator_value, is_known, number, percent_share
from web.hbars import HBars, hbars
from web.i18n import Speech

_M2_PER_HA = 10_000.0


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column; numbers stand to the right."""

    title: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its chart, notes and sources; the first cell of a row heads it."""

    id: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: HBars | None = None
    notes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sections:
    """Those that have data, and a line for each that cannot be shown."""

    shown: tuple[Section, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One neighbourhood of an atlas, asked for in a language."""

    atlas: Atlas
    id: str
    speech: Speech

    def fact(self, column: str) -> float | None:
        """What the layers say, None where they do not."""
        columns = self.atlas.facts.columns
        if column not in columns or not is_known(columns.loc[self.id, column]):
            return None
        return float(columns.loc[self.id, column])

    def facts(self, prefix: str) -> dict[str, float]:
        """The known facts whose names begin so, by what follows; none of a value of zero."""
        names = [name for name in self.atlas.facts.columns.columns if name.startswith(prefix)]
        known = {name.removeprefix(prefix): self.fact(name) for name in names}
        return {name: value for name, value in known.items() if value}

    def has(self, *layers: str) -> bool:
        """Whether any of the layers holds rows."""
        return any(layer in self.atlas.revisions for layer in layers)

    def codes(self, layer: str, field: str) -> dict[str, Code]:
        """The entries of a code list by key, in their order."""
        return {code.key: code for code in self.atlas.workspace.layer(layer).field(field).codes}

    def gettext(self, message: str, **values: object) -> str:
        """A text in the language of the page."""
        return self.speech.gettext(message, **values)

    def titled(self, code: Code) -> str:
        """A code as a person reads it."""
        return self.speech.choose(code.title_tr, code.title_en)

    def sources(self, *layers: str) -> str:
        """The sources of the layers as a person reads them."""
        records = [record for layer in layers if layer in self.atlas.revisions for record in self.atlas.revisions[layer].sources]
        return ", ".join(dict.fromkeys(self.atlas.workspace.source_title(record.source) for record in records))

    def said(self, value: float | None, decimals: int = 0) -> str:
        """A number, or a dash."""
        return number(value, self.speech.code, decimals)


def make_sections(atlas: Atlas, place_id: str, speech: Speech) -> Sections:
    """All sections of a neighbourhood."""
    place = _Place(atlas, place_id, speech)
    makers: Sequence[Callable[[_Place], Section | str]] = (
        _zoning,
        _standards,
        _walking,
        _services,
        _property,
        _investments,
        _damage,
        _assembly,
    )
    made = [make(place) for make in makers]
    return Sections(
        tuple(item for item in made if isinstance(item, Section)), tuple(item for item in made if isinstance(item, str))
    )


def _zoning(place: _Place) -> Section | str:
    areas = place.facts("zoned_m2_")
    if not areas:
        return place.gettext("Çizili imar planı yok; alanın kullanımlara dağılımı hesaplanamıyor.")
    total = sum(areas.values())
    codes = place.codes("zoning", "land_use")
    order = sorted(areas, key=lambda use: -areas[use])
    named = [(place.titled(codes[use]) if use in codes else use, areas[use]) for use in order]
    colours = [(codes[use].colour if use in codes else None) or "#8a8a9a" for use in order]
    share = [percent_share(value / total, place.speech.code) for _, value in named]
    rows = [(name, place.said(value / _M2_PER_HA, 2), part) for (name, value), part in zip(named, share, strict=True)]
    rows.append((place.gettext("Toplam"), place.said(total / _M2_PER_HA, 2), percent_share(1.0, place.speech.code)))
    return Section(
        "imar",
        place.gettext("İmar planında kullanım"),
        (Heading(place.gettext("Kullanım"), is_number=False), Heading(place.gettext("Alan (ha)")), Heading(place.gettext("Pay"))),
        tuple(rows),
        hbars([(name, value, part) for (name, value), part in zip(named, share, strict=True)], colours),
        source=place.sources("zoning"),
    )


def _standards(place: _Place) -> Section | str:
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
        ground = pd.DataFrame({"population": [people], "existing_m2": [existing], "planned_m2": [planned]}).astype("float64")
        found = assess_provision(asked, ground).iloc[0]
        title = place.speech.choose(asked.standard.title.tr, asked.standard.title.en)
        amounts = [place.said(found[name]) for name in ("existing_m2", "required_m2", "deficit_m2", "deficit_after_plan_m2")]
        rows.append((title, *amounts, _basis(asked, place.speech)))
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
            Heading(place.gettext("Standart"), is_number=False),
            *(Heading(title) for title in titles),
            Heading(place.gettext("Dayanak"), is_number=False),
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


def _walking(place: _Place) -> Section | str:
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
        (Heading(place.gettext("Nereye"), is_number=False), Heading(place.gettext("Nüfusun payı"))),
        tuple((title, text) for title, _, text in found),
        hbars(found, ["#2f6aa8"] * len(found), top=100.0),
        notes=(place.gettext("Mesafeler yönetmelik ekindendir, madde metniyle doğrulanmadı."),),
        source=place.sources("parks", "facilities", "roads", "assembly_areas"),
    )


def _services(place: _Place) -> Section | str:
    if not place.has("parks", "facilities"):
        return place.gettext("Tesis katmanı yok; mahallede ne olduğu listelenemiyor.")
    codes = {**place.codes("parks", "kind"), **place.codes("facilities", "kind")}
    counts = {kind: count for kind, count in place.facts("count_").items() if kind in codes}
    rows = [(place.titled(code), counts[kind]) for kind, code in codes.items() if kind in counts]
    if not rows:
        return place.gettext("Parklar ve tesisler tablosunda bu mahalleden kayıt yok.")
    return Section(
        "tesisler",
        place.gettext("Parklar ve tesisler"),
        (Heading(place.gettext("Tür"), is_number=False), Heading(place.gettext("Sayı"))),
        tuple((title, place.said(count)) for title, count in rows),
        source=place.sources("parks", "facilities"),
    )


def _property(place: _Place) -> Section | str:
    if not place.has("assets"):
        return place.gettext("Taşınmaz katmanı yok; belediyenin burada neyi olduğu gösterilemiyor.")
    return Section(
        "tasinmaz",
        place.gettext("Belediyenin taşınmazları"),
        (Heading(place.gettext("Ne"), is_number=False), Heading(place.gettext("Değer"))),
        (
            (place.gettext("Taşınmaz sayısı"), place.said(place.fact("asset_count"))),
            (place.gettext("Alan (m²)"), place.said(place.fact("asset_area_m2"))),
        ),
        source=place.sources("assets"),
    )


def _investments(place: _Place) -> Section | str:
    if not place.has("investments"):
        return place.gettext("Yatırım katmanı yok; yıllara göre yatırım gösterilemiyor.")
    names = [name for name in place.atlas.facts.columns if name.startswith("investment_try_")]
    years = {name.removeprefix("investment_try_"): place.fact(name) or 0.0 for name in names}
    if not any(years.values()):
        return place.gettext("Yatırım programında bu mahalleye yazılmış bütçe yok.")
    rows = [(year, value, place.said(value)) for year, value in years.items()]
    total = place.gettext("Toplam"), place.said(place.fact("investment_try"))
    return Section(
        "yatirim",
        place.gettext("Yıllara göre planlanan yatırım"),
        (Heading(place.gettext("Yıl"), is_number=False), Heading(place.gettext("Bütçe (TL)"))),
        (*((year, text) for year, _, text in rows), total),
        hbars(rows, ["#c8742a"] * len(rows)),
        source=place.sources("investments"),
    )


def _damage(place: _Place) -> Section | str:
    if not place.has("damage"):
        return place.gettext("Hasar katmanı yok; yapıların hasar durumu gösterilemiyor.")
    codes = place.codes("damage", "damage_class")
    counts = place.facts("building_count_")
    found = [key for key in codes if key in counts]
    if not found:
        return place.gettext("Hasar kayıtlarında bu mahalleden yapı yok.")
    rows = [(place.titled(codes[key]), counts[key], place.said(counts[key])) for key in found]
    return Section(
        "hasar",
        place.gettext("Yapıların hasar durumu"),
        (Heading(place.gettext("Hasar durumu"), is_number=False), Heading(place.gettext("Yapı sayısı"))),
        tuple((title, text) for title, _, text in rows),
        hbars(rows, [codes[key].colour or "#d84a34" for key in found]),
        source=place.sources("damage"),
    )


def _assembly(place: _Place) -> Section | str:
    if not place.has("assembly_areas"):
        return place.gettext("Toplanma alanı katmanı yok; kişi başına toplanma alanı hesaplanamıyor.")
    rows = [
        (place.gettext("Toplanma alanı sayısı"), place.said(place.fact("count_assembly_area"))),
        (place.gettext("Alan (m²)"), place.said(place.fact("assembly_area_m2"))),
    ]
    indicator = INDICATORS["assembly_area_m2_per_person"]
    if indicator.key in place.atlas.neighbourhoods:
        value = place.atlas.neighbourhoods.loc[place.id, indicator.key]
        title = place.speech.choose(indicator.title_tr, indicator.title_en)
        rows.append((title, indicator_value(value, indicator, place.speech.code)))
    headings = (Heading(place.gettext("Ne"), is_number=False), Heading(place.gettext("Değer")))
    return Section("toplanma", place.gettext("Toplanma alanları"), headings, tuple(rows), source=place.sources("assembly_areas"))
