"""The district report: every neighbourhood side by side, what the district has and lacks, and what contradicts what."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.indicators import INDICATORS
from geo.issues import Finding, Words
from layers.atlas import Atlas
from layers.checking import find_contradictions
from layers.reports.common import about, district_name, layers_beneath, method_section, place_words, sources_section, span_of
from layers.reports.document import (
    Amount,
    Bar,
    Bars,
    Cell,
    Document,
    Heading,
    Section,
    Table,
    amount,
    indicator_amount,
    km2,
)
from layers.reports.land_use import land_use_section
from layers.reports.picture import Drawing, shade
from layers.reports.place import sources_of
from layers.reports.place_figures import field_title, indicator_title

KIND: Final = Words("İlçe raporu", "District report")
_NEIGHBOURHOOD: Final = Heading(Words("Mahalle", "Neighbourhood"), is_number=False, share=1.6)
_TOTAL: Final = Words("Toplam", "Total")
_CHANGES: Final = {
    "change_count": Words("Değişim (kişi)", "Change (people)"),
    "change_pct": Words("Değişim (%)", "Change (%)"),
}
# What is shown as maps, as far as there is a figure.
_MAPS: Final = ("change_pct", "density_per_km2", "m2_per_person_active_green", "walk_pct_park_500")


def district_report(atlas: Atlas, *, day: str | None = None, findings: Sequence[Finding] | None = None) -> Document:
    """The report of all neighbourhoods; the day is that of the newest revision unless given (ISO)."""
    known = find_contradictions(atlas.workspace) if findings is None else findings
    sections, missing = [*_maps(atlas), _population(atlas)], []
    land_use = land_use_section(atlas, _sums(atlas, "zoned_m2_"), "full")
    for made in (land_use, _standards(atlas), _access(atlas), _property(atlas), _investments(atlas)):
        if isinstance(made, Section):
            sections.append(made)
        else:
            missing.append(made)
    sections.append(findings_section(known))
    if missing:
        sections.append(Section("eksikler", Words("Gösterilemeyenler", "What cannot be shown"), texts=tuple(missing)))
    sections += [sources_section(atlas, layers_beneath(atlas)), method_section(atlas)]
    name = district_name(atlas.workspace)
    return Document(
        KIND,
        Words(name, name),
        place_words(atlas),
        about(atlas, day),
        tuple(_highlights(atlas)),
        (tuple(sections),),
    )


def _highlights(atlas: Atlas) -> list[tuple[Words, Cell]]:
    count = len(atlas.neighbourhoods)
    found: list[tuple[Words, Cell]] = [(Words("mahalle", "neighbourhoods"), Amount(count))]
    span = span_of(atlas)
    if span is not None:
        first, last = _first_and_last(atlas)
        found.append((Words(f"kişi, {span[1]}", f"people, {span[1]}"), Amount(last)))
        words = Words(f"değişim, {span[0]} → {span[1]}", f"change, {span[0]} → {span[1]}")
        found.append((words, _change_pct(first, last)))
    found.append((Words("km² yüzölçümü", "km² of area"), km2(atlas.total("area_km2"))))
    return found


def _maps(atlas: Atlas) -> list[Section]:
    drawing, span = Drawing.of(atlas.neighbourhoods), span_of(atlas)
    sections = []
    for key in _MAPS:
        if key in atlas.neighbourhoods:
            title = indicator_title(INDICATORS[key], span)
            picture = drawing.district(shade(atlas, INDICATORS[key]), None, title)
            sections.append(Section(f"harita-{key}", title, pictures=(picture,), width="half"))
    return sections


def _population(atlas: Atlas) -> Section:
    years = [f"population_{year}" for year in atlas.years]
    keys = [key for key in ("change_count", "change_pct") if key in atlas.neighbourhoods]
    span = span_of(atlas)
    headings = [
        _NEIGHBOURHOOD,
        *(Heading(field_title(name), share=1.0) for name in years),
        *(Heading(_CHANGES[key], share=1.0) for key in keys),
        Heading(Words("Alan (km²)", "Area (km²)"), share=0.9),
        Heading(Words("Kişi/km²", "People per km²"), share=0.9),
        Heading(Words("≠", "≠"), is_number=False, share=0.9),
    ]
    rows: list[tuple[Cell, ...]] = []
    for _, row in atlas.neighbourhoods.iterrows():
        density = indicator_amount(row.get("density_per_km2"), INDICATORS["density_per_km2"])
        differs = ", ".join("km²" if field == "area_km2" else field.rpartition("_")[2] for field in row["contradicted"])
        cells = [*(amount(row[name]) for name in years), *(indicator_amount(row[key], INDICATORS[key]) for key in keys)]
        rows.append((str(row["name"]), *cells, km2(row["area_km2"]), density, differs))
    if rows:
        rows.append(_population_total(atlas, years, keys))
    note = Words(
        "≠: başka bir kaynağın bu yıl ya da alan için başka bir değer verdiği mahalleler.",
        "≠: another source gives another value for this year or the area.",
    )
    when = "" if span is None else f"; {span[0]} → {span[1]}"
    title = Words(f"Mahallelere göre nüfus{when}", f"Population by neighbourhood{when}")
    return Section(
        "nufus", title, Table(tuple(headings), tuple(rows), has_total=True), notes=(note,), source=_stated_by(atlas, years)
    )


def _population_total(atlas: Atlas, years: Sequence[str], keys: Sequence[str]) -> tuple[Cell, ...]:
    totals = [atlas.total(name) for name in years]
    first, last = _first_and_last(atlas)
    changes = {"change_count": _change(first, last), "change_pct": _change_pct(first, last)}
    area = atlas.total("area_km2")
    density = None if last is None or not area else last / area
    return (_TOTAL, *(Amount(total) for total in totals), *(changes[key] for key in keys), km2(area), Amount(density), "")


def _first_and_last(atlas: Atlas) -> tuple[float | None, float | None]:
    """The people of the district in the two years that are compared, unknown where one neighbourhood's are."""
    span = span_of(atlas)
    return (None, None) if span is None else (atlas.total(f"population_{span[0]}"), atlas.total(f"population_{span[1]}"))


def _change(first: float | None, last: float | None) -> Amount:
    return Amount(None if first is None or last is None else last - first, 0, "signed")


def _change_pct(first: float | None, last: float | None) -> Amount:
    return Amount(None if not first or last is None else 100.0 * (last - first) / first, 1, "change_percent")


def _stated_by(atlas: Atlas, fields: Sequence[str]) -> str:
    sources = dict.fromkeys(source for field in (*fields, "area_km2") for source in atlas.sources_of(field))
    return ", ".join(atlas.workspace.source_title(source) for source in sources)


def _sums(atlas: Atlas, prefix: str) -> dict[str, float]:
    """What facts with a prefix come to over the neighbourhoods of which they are known; none of a sum of zero."""
    columns = atlas.facts.columns.filter(regex=f"^{prefix}").sum(min_count=1).dropna()
    return {str(name).removeprefix(prefix): float(value) for name, value in columns.items() if value}


def _standards(atlas: Atlas) -> Section | Words:
    rows: list[tuple[Cell, ...]] = []
    for code, asked in atlas.requirements.items():
        there = atlas.facts.columns.get(f"existing_m2_{code}")
        if there is None:
            continue
        deficit = atlas.neighbourhoods.get(f"deficit_m2_{code}")
        lacking = Amount(None) if deficit is None else Amount(float((deficit > 0).sum()))
        lacks = Amount(None) if deficit is None else amount(deficit.sum(skipna=False))
        rate = Amount(asked.m2_per_person, None)
        verified = Words("evet", "yes") if asked.is_verified else Words("hayır", "no")
        rows.append((asked.standard.title, amount(there.sum(skipna=False)), rate, lacks, lacking, verified))
    if not rows or atlas.span is None:
        return Words(
            "Park ve tesis alanları ya da nüfus bilinmiyor; standartlara göre açık hesaplanamıyor.",
            "The areas of parks and facilities or the population are unknown; deficits cannot be computed.",
        )
    headings = (
        Heading(Words("Standart", "Standard"), is_number=False, share=2.0),
        Heading(Words("Var (m²)", "There is (m²)")),
        Heading(Words("Kişi başına (m²)", "Per person (m²)")),
        Heading(Words("Açıkların toplamı (m²)", "Sum of deficits (m²)")),
        Heading(Words("Açığı olan mahalle", "Neighbourhoods lacking")),
        Heading(Words("Doğrulandı", "Verified"), is_number=False),
    )
    note = Words(
        "Açık mahalle mahalle hesaplanır: bir mahallenin fazlası ötekinin açığını kapatmaz.",
        "Deficits are worked out neighbourhood by neighbourhood: a surplus here fills no deficit there.",
    )
    year = atlas.span.to_year
    title = Words(f"Standartlara göre donatı, {year} nüfusuyla", f"Provision against the standards, for the people of {year}")
    return Section(
        "standartlar", title, Table(headings, tuple(rows)), notes=(note,), source=sources_of(atlas, ["parks", "facilities"])
    )


def _access(atlas: Atlas) -> Section | Words:
    frame, rows, bars = atlas.neighbourhoods, [], []
    for key, indicator in INDICATORS.items():
        if indicator.group != "access" or key not in frame or atlas.span is None:
            continue
        share = frame[key].astype("float64")
        people = frame[f"population_{atlas.span.to_year}"].astype("float64").where(share.notna())
        if not people.sum() > 0:
            continue
        whole = float(np.nansum(share * people) / people.sum())
        least = share.idxmin()
        title, text = Words(indicator.title_tr, indicator.title_en), indicator_amount(whole, indicator)
        bars.append(Bar(title, whole, text, "#2f6aa8"))
        rows.append((title, text, str(frame.loc[least, "name"]), indicator_amount(share[least], indicator)))
    if not rows:
        return Words(
            "Çizili park, tesis ya da toplanma alanı yok; yürüme erişimi hesaplanamıyor.",
            "There is no drawn park, facility or assembly area; walking access cannot be computed.",
        )
    headings = (
        Heading(Words("Nereye", "Where to"), is_number=False),
        Heading(Words("Nüfusun payı", "Share of the people")),
        Heading(Words("En düşük mahalle", "Lowest in"), is_number=False),
        Heading(Words("Orada", "There")),
    )
    note = Words(
        "Mesafeler yönetmelik ekindendir, madde metniyle doğrulanmadı.",
        "The distances are those of the regulation's annex, not verified against its text.",
    )
    title = Words("Yürüyerek erişebilenler", "Who can walk there")
    return Section("erisim", title, Table(headings, tuple(rows)), Bars(tuple(bars), top=100.0), notes=(note,))


def _property(atlas: Atlas) -> Section | Words:
    facts = atlas.facts.columns
    if "asset_count" not in facts:
        return Words("Taşınmaz katmanı yok.", "There is no layer of municipal property.")
    names = atlas.neighbourhoods["name"]
    rows: list[tuple[Cell, ...]] = [
        (str(names[place]), amount(row["asset_count"]), amount(row["asset_area_m2"]))
        for place, row in facts[["asset_count", "asset_area_m2"]].iterrows()
        if row["asset_count"] > 0
    ]
    total = facts[["asset_count", "asset_area_m2"]].sum(skipna=False)
    rows.append((_TOTAL, amount(total["asset_count"]), amount(total["asset_area_m2"])))
    headings = (
        Heading(Words("Mahalle", "Neighbourhood"), is_number=False),
        Heading(Words("Taşınmaz", "Properties")),
        Heading(Words("Alan (m²)", "Area (m²)")),
    )
    title = Words("Belediyenin taşınmazları", "Municipal property")
    return Section("tasinmaz", title, Table(headings, tuple(rows), has_total=True), source=sources_of(atlas, ["assets"]))


def _investments(atlas: Atlas) -> Section | Words:
    columns = atlas.facts.columns.filter(regex=r"^investment_try_\d{4}$")
    budgets = {name.rpartition("_")[2]: amount(values.sum(skipna=False)) for name, values in columns.items()}
    if not budgets:
        return Words(
            "Yatırım katmanı yok; yıllara göre yatırım gösterilemiyor.",
            "There is no layer of investments; investment by year cannot be shown.",
        )
    bars = Bars(tuple(Bar(year, budget.value or 0.0, budget, "#c8742a") for year, budget in budgets.items()))
    headings = (Heading(Words("Yıl", "Year"), is_number=False), Heading(Words("Bütçe (TL)", "Budget (TRY)")))
    whole = amount(atlas.facts.columns["investment_try"].sum(skipna=False))
    table = Table(headings, (*budgets.items(), (_TOTAL, whole)), has_total=True)
    title = Words("Yıllara göre planlanan yatırım", "Planned investment by year")
    return Section("yatirim", title, table, bars, source=sources_of(atlas, ["investments"]))


def findings_section(findings: Sequence[Finding]) -> Section:
    """What contradicts what, as a table: how grave, and the sentence."""
    title = Words("Çelişkiler", "Contradictions")
    if not findings:
        return Section("celiskiler", title, texts=(Words("Bilinen bir çelişki yok.", "No contradiction is known."),))
    grave = {"error": Words("hata", "error"), "warning": Words("uyarı", "warning"), "info": Words("bilgi", "note")}
    rows = tuple((grave[item.severity], Words(item.message("tr"), item.message("en"))) for item in findings)
    headings = (
        Heading(Words("Önem", "Severity"), is_number=False, share=0.12),
        Heading(Words("Ne, neyle çelişiyor", "What contradicts what"), is_number=False, share=1.0),
    )
    return Section("celiskiler", title, Table(headings, rows))
