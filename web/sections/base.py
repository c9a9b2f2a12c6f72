"""What a section of the card is made of: headings, cells that know their value beside their text, and where facts are found."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.atlas import Atlas
from layers.base import Code
from layers.local_investments import LocalInvestment
from web.formatting import MISSING, is_known, number
from web.hbars import HBars
from web.i18n import Speech

Value = str | float | int | None


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


@dataclass(frozen=True, slots=True)
class Place:
    """One neighbourhood of an atlas, asked for in a language, with what is planned to be spent in it."""

    atlas: Atlas
    id: str
    investments: Sequence[LocalInvestment]
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

    def counted(self, value: float | None, decimals: int = 0) -> Cell:
        """A number, or a dash where it is unknown."""
        known = value if value is not None and is_known(value) else None
        return Cell(known, number(known, self.speech.code, decimals))


def words(text: str | None) -> Cell:
    """A text, or a dash where there is none."""
    return Cell(text, MISSING if text is None else text)
