"""Features as a page shows them: a table of values as people write them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.cql2.masks import TextColumn
from layers.base import Field
from web.desk.cells import writer_of
from web.features.answering import Page
from web.features.served import Column, Profile, Served
from web.formatting import MISSING, number
from web.i18n import Speech

# More on one page is no help to anybody, and slow on an old machine.
MOST_ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a page."""

    name: str
    title: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Rows of a collection: each with its id and a text for each heading."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    said: str


def items_page(served: Served, page: Page, speech: Speech) -> ItemsPage:
    """The rows of a page, in the order of the answer."""
    profile = served.profile
    names = page.question.names if page.question.names is not None else tuple(profile.types)
    columns = [_written(served.columns[name], profile, page.rows, speech) for name in names]
    ids = [served.ids[row] for row in page.rows.tolist()]
    first, last = page.question.offset + 1, page.question.offset + len(ids)
    said = speech.gettext("Kayıt yok.")
    if ids:
        counts = {
            "first": number(first, speech.code),
            "last": number(last, speech.code),
            "all": number(page.matched, speech.code),
        }
        said = speech.gettext("%(all)s kayıttan %(first)s–%(last)s", **counts)
    cells = zip(*columns, strict=True) if columns else (() for _ in ids)
    return ItemsPage(headings(profile, names, speech), tuple(zip(ids, cells, strict=True)), said)


def headings(profile: Profile, names: tuple[str, ...], speech: Speech) -> tuple[Heading, ...]:
    """What columns are called, with their units."""
    found = []
    for name in names:
        definition = profile.words[name]
        title = speech.choose(definition.title.tr, definition.title.en)
        unit = "" if definition.unit is None else f"({speech.choose(definition.unit.tr, definition.unit.en)})"
        # Some titles say their unit themselves.
        title = title if unit in title else f"{title} {unit}"
        found.append(Heading(name, title, profile.types[name] in ("integer", "number")))
    return tuple(found)


def values_of(served: Served, row: int, speech: Speech) -> Mapping[str, str]:
    """The values of one feature by what its columns are called."""
    names = tuple(served.profile.types)
    rows = np.array([row], dtype=np.int64)
    texts = [_written(served.columns[name], served.profile, rows, speech)[0] for name in names]
    return {heading.title: text for heading, text in zip(headings(served.profile, names, speech), texts, strict=True)}


def _written(column: Column, profile: Profile, rows: npt.NDArray[np.int64], speech: Speech) -> list[str]:
    content = column.content
    if isinstance(content, TextColumn):
        places = content.places[rows].tolist()
        values: list[object] = [None if place < 0 else content.words[place] for place in places]
        if column.type == "list":
            return [MISSING if value is None else _listed(str(value)) for value in values]
    else:
        numbers = content.values[rows].tolist()
        as_plain = bool if column.type == "boolean" else (int if column.type == "integer" else float)
        values = [None if value != value else as_plain(value) for value in numbers]
    write = writer_of(profile.fields.get(column.name, _plain_field(column)), speech)
    return [write(value) for value in values]


def _plain_field(column: Column) -> Field:
    return Field(column.name, column.name, column.name, "text" if column.type == "list" else column.type)


def _listed(text: str) -> str:
    return ", ".join(json.loads(text)) or MISSING
