"""What the municipality owns here, and what it plans to spend."""

from layers.local_investments import LocalInvestment
from web.formatting import percent_share
from web.hbars import hbars
from web.sections.base import Cell, Heading, Place, Section, words


def property_held(place: Place) -> Section | str:
    """Number and area of immovables."""
    if not place.has("assets"):
        return place.gettext("Taşınmaz katmanı yok; belediyenin burada neyi olduğu gösterilemiyor.")
    return Section(
        "tasinmaz",
        place.gettext("Belediyenin taşınmazları"),
        (Heading("what", place.gettext("Ne"), is_number=False), Heading("value", place.gettext("Değer"))),
        (
            (words(place.gettext("Taşınmaz sayısı")), place.counted(place.fact("asset_count"))),
            (words(place.gettext("Alan (m²)")), place.counted(place.fact("asset_area_m2"))),
        ),
        source=place.sources("assets"),
    )


def investments(place: Place) -> Section | str:
    """What is to be spent, by year."""
    if not place.has("investments"):
        return place.gettext("Yatırım katmanı yok; yıllara göre yatırım gösterilemiyor.")
    names = [name for name in place.atlas.facts.columns if name.startswith("investment_try_")]
    years = {name.removeprefix("investment_try_"): place.fact(name) or 0.0 for name in names}
    if not any(years.values()):
        return place.gettext("Yatırım programında bu mahalleye yazılmış bütçe yok.")
    rows = [(words(year), place.counted(value)) for year, value in years.items()]
    bars = [(year.text, years[year.text], amount.text) for year, amount in rows]
    return Section(
        "yatirim",
        place.gettext("Yıllara göre planlanan yatırım"),
        (Heading("year", place.gettext("Yıl"), is_number=False), Heading("budget_try", place.gettext("Bütçe (TL)"))),
        tuple(rows),
        total=(words(place.gettext("Toplam")), place.counted(place.fact("investment_try"))),
        chart=hbars(bars, ["#c8742a"] * len(rows)),
        source=place.sources("investments"),
    )


def investment_list(place: Place) -> Section | str:
    """Each investment in each of its years: what, for how much, by whom, under which target."""
    if not place.investments:
        # The section of years says why.
        return ""
    kinds, stages = place.codes("investments", "kind"), place.codes("investments", "status")

    def row(item: LocalInvestment) -> tuple[Cell, ...]:
        kind, stage = kinds.get(item.kind or ""), stages.get(item.status or "")
        share = Cell(100.0 * item.share_ratio, percent_share(item.share_ratio, place.speech.code))
        return (
            words(item.name),
            Cell(item.year, "–" if item.year is None else str(item.year)),
            words(place.titled(kind) if kind else item.kind),
            place.counted(item.budget_try),
            share,
            words(item.unit_in_charge),
            words(item.target_no),
            words(place.titled(stage) if stage else item.status),
        )

    is_shared = any(item.share_ratio < 1.0 for item in place.investments)
    note = place.gettext("Bütçe yatırımın tamamınındır; birkaç mahalleye yayılan yatırımın buradaki payı yanında yazar.")
    return Section(
        "yatirimlar",
        place.gettext("Tek tek yatırımlar"),
        (
            Heading("name", place.gettext("Yatırım"), is_number=False),
            Heading("year", place.gettext("Yıl")),
            Heading("kind", place.gettext("Tür"), is_number=False),
            Heading("budget_try", place.gettext("Bütçe (TL)")),
            Heading("share_pct", place.gettext("Buradaki pay")),
            Heading("unit_in_charge", place.gettext("Sorumlu birim"), is_number=False),
            Heading("target_no", place.gettext("Hedef"), is_number=False),
            Heading("status", place.gettext("Aşama"), is_number=False),
        ),
        tuple(row(item) for item in place.investments),
        notes=(note,) if is_shared else (),
        source=place.sources("investments"),
    )
