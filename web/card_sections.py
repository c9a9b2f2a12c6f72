"""What the layers say of one neighbourhood, as its page shows it: the sections of the printed card, in the page's language, and
its single investments.

Every cell knows its value beside its text: tables can be sorted, and taken as files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from layers.atlas import Atlas
from layers.local_investments import LocalInvestment, LocalInvestments
from layers.reports import document
from layers.reports.document import Amount, written
from layers.reports.place import Place, titled
from layers.reports.place_sections import Provisions
from layers.reports.place_sections import make_sections as sections_of
from web.formatting import MISSING, number, percent_share
from web.hbars import HBars, hbars
from web.i18n import Speech

Value = str | float | int | None

# The keys of the columns in files.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "imar": ("land_use", "area_ha", "share_pct"),
    "standartlar": ("standard", "existing_m2", "required_m2", "deficit_m2", "deficit_after_plan_m2", "basis"),
    "erisim": ("walk", "people_pct"),
    "tesisler": ("kind", "count"),
    "tasinmaz": ("what", "value"),
    "yatirim": ("year", "budget_try"),
    "hasar": ("damage_class", "building_count"),
    "toplanma": ("what", "value"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column, by its key in files; numbers stand to the right."""

    key: str
    title: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and how it is written."""

    value: Value
    text: str

    @property
    def sort(self) -> str:
        """What to sort by: the plain number, empty where unknown."""
        return f"{self.value:.10g}" if isinstance(self.value, int | float) else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its chart, notes and sources; the first cell of a row heads it, and `total` stands under all rows."""

    id: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    chart: HBars | None = None
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def records(self) -> list[dict[str, Value]]:
        """The rows by the keys of their columns; a total is not one."""
        keys = [heading.key for heading in self.headings]
        return [dict(zip(keys, (cell.value for cell in row), strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Sections:
    """Those that have data, and a line for each that cannot be shown."""

    shown: tuple[Section, ...]
    missing: tuple[str, ...]


def make_sections(atlas: Atlas, place_id: str, provisions: Provisions, spent: LocalInvestments, speech: Speech) -> Sections:
    """All sections of a neighbourhood."""
    found = sections_of(atlas, place_id, provisions)
    shown = [_section_in(section, speech) for section in found.shown]
    if place_id in spent:
        shown.append(_single_investments(Place(atlas, place_id), spent[place_id], speech))
    return Sections(tuple(shown), tuple(written(line, speech.code) for line in found.missing))


def _section_in(section: document.Section, speech: Speech) -> Section:
    """A section of a report in the language of the page."""
    table = section.table or document.Table((), ())
    rows = [tuple(_cell(cell, speech) for cell in row) for row in table.rows]
    keyed = zip(_KEYS[section.id], table.headings, strict=True)
    return Section(
        section.id,
        written(section.title, speech.code),
        tuple(Heading(key, written(heading.title, speech.code), heading.is_number) for key, heading in keyed),
        tuple(rows[:-1] if table.has_total else rows),
        total=rows[-1] if table.has_total else (),
        chart=None if section.bars is None else _chart(section.bars, speech),
        notes=tuple(written(note, speech.code) for note in section.notes),
        source=section.source,
    )


def _cell(cell: document.Cell, speech: Speech) -> Cell:
    text = written(cell, speech.code)
    return Cell(cell.value if isinstance(cell, Amount) else text, text)


def _chart(bars: document.Bars, speech: Speech) -> HBars:
    rows = [(written(bar.label, speech.code), bar.value, written(bar.text, speech.code)) for bar in bars.bars]
    return hbars(rows, [bar.colour for bar in bars.bars], bars.top)


def _single_investments(place: Place, investments: Sequence[LocalInvestment], speech: Speech) -> Section:
    """Each investment in each of its years: what, for how much, by whom, under which target."""
    kinds, stages = place.codes("investments", "kind"), place.codes("investments", "status")

    def row(item: LocalInvestment) -> tuple[Cell, ...]:
        kind, stage = kinds.get(item.kind or ""), stages.get(item.status or "")
        return (
            _words(item.name),
            Cell(item.year, MISSING if item.year is None else str(item.year)),
            _words(written(titled(kind), speech.code) if kind else item.kind),
            Cell(item.budget_try, number(item.budget_try, speech.code)),
            Cell(100.0 * item.share_ratio, percent_share(item.share_ratio, speech.code)),
            _words(item.unit_in_charge),
            _words(item.target_no),
            _words(written(titled(stage), speech.code) if stage else item.status),
        )

    is_shared = any(item.share_ratio < 1.0 for item in investments)
    note = speech.gettext("Bütçe yatırımın tamamınındır; birkaç mahalleye yayılan yatırımın buradaki payı yanında yazar.")
    return Section(
        "yatirimlar",
        speech.gettext("Tek tek yatırımlar"),
        (
            Heading("name", speech.gettext("Yatırımın adı"), is_number=False),
            Heading("year", speech.gettext("Yıl")),
            Heading("kind", speech.gettext("Tür"), is_number=False),
            Heading("budget_try", speech.gettext("Bütçe (TL)")),
            Heading("share_pct", speech.gettext("Buradaki pay")),
            Heading("unit_in_charge", speech.gettext("Sorumlu birim"), is_number=False),
            Heading("target_no", speech.gettext("Hedef"), is_number=False),
            Heading("status", speech.gettext("Aşama"), is_number=False),
        ),
        tuple(row(item) for item in investments),
        notes=(note,) if is_shared else (),
        source=place.sources("investments"),
    )


def _words(text: str | None) -> Cell:
    """A text, or a dash where there is none."""
    return Cell(text, MISSING if text is None else text)
