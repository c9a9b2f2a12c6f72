"""What the layers say of one neighbourhood, as its page shows it: the sections of the printed card, in the page's language."""

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.reports import document
from layers.reports.document import written
from layers.reports.place_sections import make_sections as sections_of
from web.hbars import HBars, hbars
from web.i18n import Speech


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


def make_sections(atlas: Atlas, place_id: str, speech: Speech) -> Sections:
    """All sections of a neighbourhood."""
    found = sections_of(atlas, place_id)
    missing = tuple(written(line, speech.code) for line in found.missing)
    return Sections(tuple(section_in(section, speech) for section in found.shown), missing)


def section_in(section: document.Section, speech: Speech) -> Section:
    """A section of a report in the language of the page."""
    language = speech.code
    table = section.table or document.Table((), ())
    return Section(
        section.id,
        written(section.title, language),
        tuple(Heading(written(heading.title, language), heading.is_number) for heading in table.headings),
        tuple(tuple(written(cell, language) for cell in row) for row in table.rows),
        None if section.bars is None else _chart(section.bars, speech),
        tuple(written(note, language) for note in section.notes),
        section.source,
    )


def _chart(bars: document.Bars, speech: Speech) -> HBars:
    rows = [(written(bar.label, speech.code), bar.value, written(bar.text, speech.code)) for bar in bars.bars]
    return hbars(rows, [bar.colour for bar in bars.bars], bars.top)
