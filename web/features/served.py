"""A collection made ready: its public columns, each word kept once, its shapes and times, to choose rows from and write them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.cql2.masks import GEOMETRY, Columns, PlainColumn, TextColumn
from geo.issues import Words
from layers.base import Field
from layers.outgoing.dictionary import Definition, definitions
from layers.outgoing.table import ColumnType, ExportTable
from web.features.times import Times, times_of

_KINDS: Final[Mapping[ColumnType, str]] = {"text": "text", "date": "date", "list": "text"}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column as it is written: `texts` and `places` for words, `numbers` for the rest; `content` is what it is chosen by."""

    name: str
    type: ColumnType
    content: TextColumn | PlainColumn
    # Each word as JSON, and null at the end, where a place of −1 finds it.
    texts: Sequence[str] = ()

    def json_of(self, rows: npt.NDArray[np.int64] | slice) -> list[str]:
        """The values of rows as JSON."""
        if isinstance(self.content, TextColumn):
            texts = self.texts
            return [texts[place] for place in self.content.places[rows].tolist()]
        write = {"integer": _integer, "boolean": _boolean}.get(self.type, repr)
        return ["null" if value != value else write(value) for value in self.content.values[rows].tolist()]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What can be told of a collection without its rows.

    `types` are its columns in their order, `words` and `codes` what they and their values are called. `bounds` are west, south,
    east and north, None where nothing is drawn; `span` the first and last day, None where nothing says since when rows hold.
    """

    name: str
    types: Mapping[str, ColumnType]
    fields: Mapping[str, Field]
    words: Mapping[str, Definition]
    codes: Mapping[str, Sequence[Definition]]
    bounds: tuple[float, float, float, float] | None
    span: tuple[str | None, str | None] | None
    about: Mapping[str, str]

    @property
    def queryables(self) -> tuple[str, ...]:
        """The columns that rows can be chosen by: a list is no single value."""
        return tuple(name for name, kind in self.types.items() if kind != "list")

    def title_of(self, column: str) -> Words:
        """What a column is called."""
        return self.words[column].title


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """A collection of one revision.

    `ids` are the stable keys of rows, `shapes` in longitude and latitude; `tree` finds them by place and `undrawn` are the rows
    that have none. `times` is None where nothing says since when a row holds.
    """

    profile: Profile
    ids: Sequence[str]
    places: Mapping[str, int]
    columns: Mapping[str, Column]
    shapes: npt.NDArray[np.object_]
    tree: shapely.STRtree
    undrawn: npt.NDArray[np.int64]
    times: Times | None
    chosen_by: Columns

    def __len__(self) -> int:
        return len(self.ids)


def serve(table: ExportTable) -> Served:
    """Make a table ready to be asked; nothing is in it that the table has not."""
    portion = table.features
    plain = {name: portion[name] for name in table.columns}
    columns = {name: _column(name, table.columns[name], values) for name, values in plain.items()}
    shapes = portion.geometry.to_numpy(dtype=object)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    shapes = shapely.force_2d(shapes)
    shapes[empty] = None
    ids = [str(name) for name in portion.index]
    contents = {name: column.content for name, column in columns.items() if column.type != "list"}
    times = times_of(columns)
    return Served(
        profile=_profile(table, shapes, times),
        ids=ids,
        places={name: place for place, name in enumerate(ids)},
        columns=columns,
        shapes=shapes,
        tree=shapely.STRtree(shapes),
        undrawn=np.flatnonzero(empty),
        times=times,
        chosen_by=Columns(len(ids), contents, shapes),
    )


def _profile(table: ExportTable, shapes: npt.NDArray[np.object_], times: Times | None) -> Profile:
    words: dict[str, Definition] = {}
    codes: dict[str, list[Definition]] = {}
    for definition in definitions(table):
        if definition.code is None:
            words[definition.column] = definition
        else:
            codes.setdefault(definition.column, []).append(definition)
    span = None if times is None else times.span
    return Profile(table.name, table.columns, table.fields, words, codes, _bounds(shapes), span, table.metadata)


def _bounds(shapes: npt.NDArray[np.object_]) -> tuple[float, float, float, float] | None:
    drawn = shapes[~shapely.is_missing(shapes)]
    if not len(drawn):
        return None
    west, south, east, north = (float(value) for value in shapely.total_bounds(drawn))
    return west, south, east, north


def _column(name: str, kind: ColumnType, values: pd.Series) -> Column:
    if kind not in _KINDS:
        numbers = values.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
        return Column(name, kind, PlainColumn(numbers, "boolean" if kind == "boolean" else "number"))
    if kind == "list":
        values = values.map(lambda value: json.dumps(list(value), ensure_ascii=False) if isinstance(value, list) else None)
    codes, words = pd.factorize(values.astype(object), use_na_sentinel=True)
    texts = [str(word) for word in words]
    encoded = texts if kind == "list" else [json.dumps(text, ensure_ascii=False) for text in texts]
    content = TextColumn(np.array(texts, dtype=object), codes.astype(np.int64), "date" if kind == "date" else "text")
    return Column(name, kind, content, (*encoded, "null"))


def _integer(value: float) -> str:
    return str(int(value))


def _boolean(value: float) -> str:
    return "true" if value else "false"


__all__ = ["GEOMETRY", "Column", "Profile", "Served", "serve"]
