"""What the command line tells of the demo, how a reader expects it written, and what nobody has read of a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from client import Element
from workspaces import done, findings, run

from geo.indicators import INDICATORS

Record = Mapping[str, Any]

# With what says which way and of what: "−%14,1", "+8.0%".
_NUMBER = re.compile(r"[+−]?%?\d(?:[\d.,]*\d)?%?")
# What a person or a program for the blind reads beside the text.
_SPOKEN = ("title", "aria-label", "aria-valuetext", "alt", "placeholder")


def written(value: float | None, language: str, decimals: int = 0, *, signed: bool = False, percent: bool = False) -> str:
    """A number as a page must show it, made here without the code that the pages use."""
    if value is None:
        return "–"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{abs(rounded):,}"
    if language == "tr":
        digits = digits.translate(str.maketrans(",.", ".,"))
    sign = ("−" if rounded < 0 else "+" if signed else "") if rounded else ""
    if percent:
        digits = f"%{digits}" if language == "tr" else f"{digits}%"
    return sign + digits


def written_as(key: str, value: float | None, language: str) -> str:
    """A value of a column of the atlas as its indicator is written."""
    if key == "area_km2":
        return written(value, language, 2)
    item = INDICATORS.get(key)
    if item is None:
        return written(value, language)
    return written(value, language, item.decimals, signed=item.diverging, percent=item.unit == "pct")


@dataclass(frozen=True)
class Told:
    """All that `mahalle atlas`, `check` and `layers` tell as JSON, for a span of years."""

    records: Sequence[Record]
    findings: Sequence[Record]
    layers: Sequence[Record]
    span: tuple[int, int]

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The neighbourhoods by id."""
        return {record["id"]: record for record in self.records}

    @cached_property
    def by_name(self) -> Mapping[str, Record]:
        """The neighbourhoods by name."""
        return {record["name"]: record for record in self.records}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of which there is a population."""
        return tuple(sorted(int(key[-4:]) for key in self.records[0] if re.fullmatch(r"population_\d{4}", key)))

    @cached_property
    def source_titles(self) -> frozenset[str]:
        """The titles of the sources of figures, which may hold years of their own."""
        return frozenset(figure["source_title"] for record in self.records for figure in record["figures"])

    def source_title(self, record: Record, key: str) -> str:
        """Who says the figure that the atlas shows."""
        return next(str(item["source_title"]) for item in record["figures"] if item["field"] == key and item["shown"])

    def column(self, key: str) -> str:
        """The key under which a record holds an indicator."""
        return f"population_{self.span[1]}" if key == "population" else key

    def values(self, key: str) -> dict[str, float]:
        """The known values of a column by name."""
        found = {record["name"]: record.get(self.column(key)) for record in self.records}
        return {name: value for name, value in found.items() if value is not None}

    def total(self, key: str) -> float:
        """The sum over all neighbourhoods, free of the noise of binary fractions."""
        return float(sum(Decimal(str(record[self.column(key)])) for record in self.records))

    def rivals(self, record: Record, key: str) -> list[Record]:
        """The figures that say something else than the atlas shows."""
        figures = [figure for figure in record["figures"] if figure["field"] == key]
        return [figure for figure in figures if figure["value"] != record[key]]


def told_by(path: Path, span: tuple[int, int]) -> Told:
    """What the command line tells of a workspace."""
    words = ("atlas", "--from", span[0], "--to", span[1], "--format", "json")
    layers = done(run(path, "layers", "--format", "json")).document
    return Told(done(run(path, *words)).document, findings(path), layers, span)


def numbers_in(text: str, told: Told) -> list[str]:
    """The numbers of a text as they are written, those in the titles of sources left out."""
    for title in sorted(told.source_titles, key=len, reverse=True):
        text = text.replace(title, "")
    return _NUMBER.findall(text)


@dataclass
class Reading:
    """A page that is read piece by piece; what nobody has read is left over."""

    body: Element
    _read: set[int] = field(default_factory=set)
    _heard: set[tuple[int, str]] = field(default_factory=set)

    def counts(self, element: Element, told: Told, *numbers: str) -> None:
        """The numbers in the words of an element are these, in this order; it is read."""
        found = numbers_in(element.text, told)
        assert found == list(numbers), f"{found} in {element.text!r}, but the command line says {list(numbers)}"
        self._read.add(id(element))

    def says(self, element: Element, text: str) -> None:
        """The whole text of an element is this; it is read."""
        assert element.text == text, f"{element.text!r}, but the command line says {text!r}"
        self._read.add(id(element))

    def holds(self, cell: Element, text: str, value: float | None) -> None:
        """A cell says this, and is sorted by the same number, as finely as the command line tells it."""
        self.says(cell, text)
        told = cell.attributes["data-v"]
        if value is None:
            assert told == ""
        else:
            places = max(0, -int(Decimal(str(value)).as_tuple().exponent))
            assert round(float(told), places) == value, f"sorted by {told!r}, but the value is {value}"

    def speaks(self, element: Element, attribute: str, text: str) -> None:
        """An attribute that is read out is this."""
        assert element.attributes[attribute] == text, f"{element.attributes[attribute]!r}, not {text!r}"
        self._heard.add((id(element), attribute))

    def left(self) -> Iterator[str]:
        """The texts that nobody has read, in the order of the page."""
        yield from self._left_in(self.body)

    def _left_in(self, element: Element) -> Iterator[str]:
        for name in _SPOKEN:
            if name in element.attributes and (id(element), name) not in self._heard:
                yield element.attributes[name]
        if element.name in ("script", "style"):
            return
        for part in element.parts:
            if isinstance(part, Element):
                yield from self._left_in(part) if id(part) not in self._read else self._spoken_below(part)
            else:
                yield part

    def _spoken_below(self, element: Element) -> Iterator[str]:
        """Of an element whose text is read, what is only heard."""
        for name in _SPOKEN:
            if name in element.attributes and (id(element), name) not in self._heard:
                yield element.attributes[name]
        for child in element.children:
            yield from self._spoken_below(child)

    def finish(self, told: Told) -> None:
        """Nothing is left that holds a number other than a year of the atlas or of a source's title."""
        for text in self.left():
            unknown = [number for number in numbers_in(text, told) if number not in map(str, told.years)]
            assert not unknown, f"{unknown} in {' '.join(text.split())!r} is told by nothing"
