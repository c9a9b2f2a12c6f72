"""The neighbourhood card (mahalle karnesi): all that is known of one neighbourhood, on two pages."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.coverage import neighbours
from geo.crs import to_metric
from geo.indicators import INDICATORS
from geo.issues import Finding, Words
from geo.turkish import slug
from layers.atlas import Atlas
from layers.checking import find_contradictions
from layers.ground import Ground
from layers.open_issues import OpenIssue, issues_by_place
from layers.reports.common import about, layers_beneath, method_section, sources_section, span_of
from layers.reports.document import Amount, Cell, Document, Heading, Section, Table, indicator_amount, km2
from layers.reports.picture import Drawing, Shading, plain_shading, shade
from layers.reports.place import Place
from layers.reports.place_figures import indicator_title, population_columns, ranks, stated_figures
from layers.reports.place_findings import findings_about
from layers.reports.place_sections import Provisions, make_sections, provisions_of
from layers.reports.programme import Investments, investments_section, read_investments

KIND: Final = Words("Mahalle karnesi", "Neighbourhood card")
# What fits on two pages in letters that can be read; the XLSX has all rows, the page of the neighbourhood all sentences.
_MOST_INVESTMENTS, _MOST_SENTENCES, _MOST_FIGURES, _MOST_NEIGHBOURS = 10, 6, 12, 12
# Of the width of the page.
_MAP_HEIGHT, _MAP_GAP = 0.44, 0.02
_ON_FIRST_PAGE: Final = ("imar", "standartlar")
_SHADED_BY: Final = ("change_pct", "density_per_km2", "population")


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """What the cards of one atlas share, worked out once. `day` is what stands on them as their date (ISO)."""

    atlas: Atlas
    day: str
    findings: Sequence[Finding]
    issues: Mapping[str, Sequence[OpenIssue]]
    investments: Investments | None
    near: Mapping[Hashable, Sequence[Hashable]]
    provisions: Provisions
    drawing: Drawing
    shading: Shading
    shaded_by: str | None


def prepare_cards(atlas: Atlas, *, day: str | None = None, findings: Sequence[Finding] | None = None) -> Cards:
    """Make ready what all cards need; the day is that of the newest revision unless given. `findings`: where they are known."""
    by = next((key for key in _SHADED_BY if key in atlas.neighbourhoods), None)
    ground = Ground(atlas.workspace)
    return Cards(
        atlas,
        about(atlas, day).day,
        find_contradictions(atlas.workspace) if findings is None else findings,
        issues_by_place(atlas),
        read_investments(atlas, ground),
        neighbours(to_metric(atlas.neighbourhoods[["geometry"]])),
        provisions_of(atlas),
        Drawing.of(atlas.neighbourhoods),
        plain_shading(atlas.neighbourhoods) if by is None else shade(atlas, INDICATORS[by]),
        by,
    )


def neighbourhood_report(cards: Cards, place_id: str) -> Document:
    """The card of a neighbourhood that there is."""
    place = Place(cards.atlas, place_id)
    row = cards.atlas.neighbourhoods.loc[place_id]
    found = make_sections(cards.atlas, place_id, cards.provisions)
    listed = investments_section(place, cards.investments, _MOST_INVESTMENTS)
    first = [_map(cards, place), _population(place), _ranks(place)]
    first += [section for section in found.shown if section.id in _ON_FIRST_PAGE]
    second = [section for section in found.shown if section.id not in _ON_FIRST_PAGE]
    second += _neighbours(cards, place)
    second += [] if listed is None else [listed]
    second.append(_doubts(cards, place))
    if found.missing:
        second.append(Section("eksikler", Words("Gösterilemeyenler", "What cannot be shown"), texts=found.missing))
    second += [sources_section(cards.atlas, layers_beneath(cards.atlas)), method_section(cards.atlas)]
    code = f" · {row['code']}" if row["code"] else ""
    where = about(cards.atlas).place
    return Document(
        KIND,
        Words(f"{place.name} Mahallesi", f"{place.name} Neighbourhood"),
        Words(f"{where}{code}", f"{where}{code}"),
        replace(about(cards.atlas), day=cards.day),
        tuple(_highlights(place)),
        (tuple(first), tuple(second)),
        is_card=True,
    )


def _highlights(place: Place) -> list[tuple[Words, Cell]]:
    """The figures that everybody asks for first."""
    atlas, span = place.atlas, span_of(place.atlas)
    found: list[tuple[Words, Cell]] = []
    if span is not None:
        found.append((Words(f"kişi, {span[1]}", f"people, {span[1]}"), Amount(place.value("population"))))
        change = indicator_amount(place.value("change_pct"), INDICATORS["change_pct"])
        found.append((Words(f"değişim, {span[0]} → {span[1]}", f"change, {span[0]} → {span[1]}"), change))
    found.append((Words("km² yüzölçümü", "km² of area"), km2(place.value("area_km2"))))
    for key, title in (
        ("density_per_km2", Words("kişi/km²", "people per km²")),
        ("m2_per_person_active_green", Words("m² aktif yeşil alan / kişi", "m² of active green / person")),
    ):
        if key in atlas.neighbourhoods:
            found.append((title, indicator_amount(place.value(key), INDICATORS[key])))
    return found


def _map(cards: Cards, place: Place) -> Section:
    title = Words("Yeri", "Where it lies")
    if cards.shaded_by is not None:
        by = indicator_title(INDICATORS[cards.shaded_by], span_of(cards.atlas))
        title = Words(f"Yeri; renk: {by.tr}", f"Where it lies; shade: {by.en}")
    alternatives = (
        Words(f"{place.name} mahallesinin ilçedeki yeri", f"Where {place.name} lies in the district"),
        Words(f"{place.name} ve komşuları", f"{place.name} and its neighbours"),
    )
    district = cards.drawing.district(cards.shading, place.id, alternatives[0])
    # The two stand side by side, of one height, and fill the width.
    height = min(_MAP_HEIGHT, district.ratio / 2)
    beside = height / (1 - _MAP_GAP - height / district.ratio)
    return Section("yeri", title, pictures=(district, cards.drawing.close_up(cards.shading, place.id, beside, alternatives[1])))


def _population(place: Place) -> Section:
    columns = population_columns(place.atlas, place.id)
    stated = stated_figures(place.atlas, place.id)
    headings = (
        Heading(Words("Ne", "What"), is_number=False, share=0),
        Heading(Words("Değer", "Value")),
        Heading(Words("Kaynak", "Source"), is_number=False),
        Heading(Words("Durum", "Status"), is_number=False, share=0),
    )
    shown, differs, same = Words("gösterilen", "shown"), Words("≠ farklı", "≠ differs"), Words("aynı", "agrees")
    rows = tuple(
        (item.title, item.value, item.source, shown if item.shown else differs if item.differs else same) for item in stated
    )
    texts = () if columns else (Words("Bu mahallenin nüfusu henüz bilinmiyor.", "The population is not known yet."),)
    table = Table(headings, rows, most_printed=_MOST_FIGURES) if rows else None
    return Section(
        "nufus", Words("Yıllara göre nüfus", "Population through the years"), table, columns=columns, texts=texts, width="half"
    )


def _ranks(place: Place) -> Section:
    headings = (
        Heading(Words("Gösterge", "Indicator"), is_number=False),
        Heading(Words("Değer", "Value")),
        Heading(Words("Sıra", "Rank")),
    )
    span = span_of(place.atlas)
    rows = tuple(
        (
            indicator_title(item.indicator, span),
            item.value,
            Amount(None) if item.rank is None else f"{item.rank} / {item.of}",
        )
        for item in ranks(place.atlas, place.id)
        if item.indicator.group == "population"
    )
    title = Words("Göstergeler ve sırası (büyükten küçüğe)", "Indicators and rank (from the greatest)")
    return Section("gostergeler", title, Table(headings, rows) if rows else None, width="half")


def _neighbours(cards: Cards, place: Place) -> list[Section]:
    """Who lives around it: for comparison."""
    span, around = span_of(cards.atlas), cards.near.get(place.id, ())
    if span is None or not around:
        return []
    headings = (
        Heading(Words("Mahalle", "Neighbourhood"), is_number=False),
        Heading(Words(f"Nüfus {span[1]}", f"Population {span[1]}")),
        Heading(Words("Değişim", "Change")),
        Heading(Words("Kişi/km²", "Per km²")),
    )
    frame = cards.atlas.neighbourhoods
    keys = ("population", "change_pct", "density_per_km2")
    rows: list[tuple[Cell, ...]] = []
    for other in frame.index:
        if other in around:
            values = [indicator_amount(frame.loc[other, key], INDICATORS[key]) for key in keys]
            rows.append((str(frame.loc[other, "name"]), *values))
    title = Words("Komşuları", "Its neighbours")
    return [Section("komsular", title, Table(headings, tuple(rows), most_printed=_MOST_NEIGHBOURS), width="half")]


def _doubts(cards: Cards, place: Place) -> Section:
    """What contradicts the figures, and open issues of the rows."""
    told = findings_about(cards.findings, place.id, place.name)
    for issue in cards.issues.get(place.id, ()):
        told.append(Words(f"{issue.layer.tr}: {issue.message.tr}", f"{issue.layer.en}: {issue.message.en}"))
    title = Words("Çelişkiler ve açık uyarılar", "Contradictions and open issues")
    if not told:
        none = Words(
            "Bu mahallenin rakamlarında bilinen bir çelişki ve açık uyarı yok.",
            "No contradiction and no open issue of this neighbourhood is known.",
        )
        return Section("celiskiler", title, texts=(none,))
    if (others := len(told) - _MOST_SENTENCES) > 0:
        told = told[:_MOST_SENTENCES]
        told.append(Words(f"{others} uyarı daha mahallenin sayfasında.", f"{others} more are on the page of the neighbourhood."))
    return Section("celiskiler", title, texts=tuple(told))


def card_names(atlas: Atlas) -> dict[str, str]:
    """A file name for each card by the neighbourhood's id, made of its name and id: no two are alike."""
    names: dict[str, str] = {}
    for place_id, name in atlas.neighbourhoods["name"].items():
        plain = f"{slug(str(name))}-{slug(str(place_id))}".strip("-") or "mahalle"
        taken = sum(known == plain or known.startswith(f"{plain}.") for known in names.values())
        names[str(place_id)] = f"{plain}.{taken + 1}" if taken else plain
    return names
