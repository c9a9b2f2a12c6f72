"""What a report is made of: sections of tables, charts and notes, in both languages at once and without any typography.

The page of a neighbourhood is made of the same sections, so that page and paper say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.formatting import MISSING, is_known, number, percent, signed
from geo.indicators import Indicator
from geo.issues import Language, Words
from geo.numbers import format_percent

Form = Literal["number", "signed", "percent", "change_percent", "year"]
# The half of the width, or all of it.
Width = Literal["half", "full"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and how it is written; None is unknown. `decimals` None: as many as it has."""

    value: float | None
    decimals: int | None = 0
    form: Form = "number"


# A name stands as it is; words are chosen by language.
Cell = str | Words | Amount


def amount(value: object, decimals: int | None = 0, form: Form = "number") -> Amount:
    """A value of a table as an amount; what is missing is unknown.

    >>> amount(float("nan")).value, amount(5).value
    (None, 5.0)
    """
    return Amount(float(str(value)) if is_known(value) else None, decimals, form)


def indicator_amount(value: object, indicator: Indicator) -> Amount:
    """A value of an indicator: percent with its mark, changes with their sign."""
    forms: dict[tuple[bool, bool], Form] = {
        (True, False): "percent",
        (True, True): "change_percent",
        (False, True): "signed",
        (False, False): "number",
    }
    return amount(value, indicator.decimals, forms[indicator.unit == "pct", indicator.diverging])


def written(cell: Cell, language: Language) -> str:
    """A cell as a person reads it; unknown is a dash.

    >>> [written(cell, "tr") for cell in ("Harbiye", Words("Toplam", "Total"), Amount(1234.5, 1), Amount(None))]
    ['Harbiye', 'Toplam', '1.234,5', '–']
    >>> written(Amount(2023, 0, "year"), "tr")
    '2023'
    >>> written(Amount(-39.67, 1, "change_percent"), "tr"), written(Amount(12.3, 1, "percent"), "en")
    ('−%39,7', '12.3%')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Words):
        return cell.en if language == "en" else cell.tr
    if cell.value is None:
        return MISSING
    if cell.form == "year":
        return f"{cell.value:.0f}"
    if cell.form == "signed":
        return signed(cell.value, language, cell.decimals or 0)
    if cell.form == "percent":
        return format_percent(cell.value, language, cell.decimals)
    if cell.form == "change_percent":
        return percent(cell.value, language, cell.decimals or 0)
    return number(cell.value, language, cell.decimals)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column; numbers stand to the right. `share` is how wide the column is beside the others,
    0: as wide as its texts; without one a column of numbers is, and one of texts takes what is left."""

    title: Words
    is_number: bool = True
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row heads it; with `has_total` the last row is the sum of the others.

    `most_printed`: how many rows have room on paper; a workbook has all.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_total: bool = False
    most_printed: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A value from zero on, as it is written, in a colour (#rrggbb)."""

    label: Cell
    value: float
    text: Amount
    colour: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from zero to `top`, by default the greatest value."""

    bars: tuple[Bar, ...]
    top: float | None = None


@dataclass(frozen=True, slots=True)
class YearColumn:
    """The value of a year, and what other sources say of it."""

    year: int
    value: float
    rivals: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A class of a map in words, with its colour."""

    colour: str
    text: Words


@dataclass(frozen=True, slots=True)
class Label:
    """A name on a picture, at its place from the upper left corner (0 to 1); `is_here`: of what the picture is about."""

    text: str
    x_ratio: float
    y_ratio: float
    is_here: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A map of ours as SVG, north up, with the words that explain it; `ratio` is its height by its width."""

    svg: str
    ratio: float
    width_m: float
    alternative: Words
    legend: tuple[Key, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: any of pictures, chart and table, with notes and sources under them."""

    id: str
    title: Words
    table: Table | None = None
    bars: Bars | None = None
    columns: tuple[YearColumn, ...] = ()
    pictures: tuple[Picture, ...] = ()
    texts: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    source: str = ""
    width: Width = "full"


@dataclass(frozen=True, slots=True)
class About:
    """What holds for the whole report: its place and day (ISO), and what its boundaries and data are worth.

    `drafts`: the layers of which it shows a revision that nobody has released, with its number.
    """

    workspace: str
    place: str
    day: str
    is_sketch: bool
    is_synthetic: bool
    drafts: tuple[tuple[Words, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `pages`: the sections of each page that is to be exactly one; a single group flows over as many as it needs."""

    kind: Words
    title: Words
    subtitle: Words
    about: About
    highlights: tuple[tuple[Words, Cell], ...]
    pages: tuple[tuple[Section, ...], ...]
    is_card: bool = False

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in their order."""
        return tuple(section for page in self.pages for section in page)


def shares(values: Sequence[float]) -> list[float]:
    """Parts of their sum, in percent; zeros where the sum is.

    >>> shares([1.0, 3.0])
    [25.0, 75.0]
    """
    total = sum(values)
    return [100.0 * value / total if total else 0.0 for value in values]


def km2(value: object) -> Amount:
    """An area in km², with the two decimals of official tables.

    >>> written(km2(14.246), "tr")
    '14,25'
    """
    return amount(value, 2)
