"""What a layer is: its fields with type, unit and titles, and the function that reads it from a municipality's file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from geo.issues import Issue
from geo.names import Gazetteer
from layers.reading.gate import Admitted

FieldType = Literal["text", "integer", "number", "boolean"]

# Missing text is None and missing numbers are NA, whichever library the rows come back from.
_PANDAS_TYPES: Mapping[FieldType, str] = {"text": "object", "integer": "Int64", "number": "float64", "boolean": "bool"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a stored layer. `extensive` says whether it adds up over neighbourhoods; None where it is no quantity."""

    name: str
    title_tr: str
    title_en: str
    type: FieldType
    unit: str | None = None
    extensive: bool | None = None
    public: bool = True


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a reader may know besides its file: the workspace's scope and places, and what the user said."""

    province: str
    district: str | None
    gazetteer: Gazetteer
    columns: Mapping[str, str] = field(default_factory=dict)
    epsg: int | None = None
    # Longitude and latitude by place key, to prove which axis is which; names that occur twice are left out.
    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    alias_reasons: Mapping[str, str] = field(default_factory=dict)
    # The table of a file that holds several; None leaves the choice to the reader.
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A source row that was set aside, with its text as printed and what to fix."""

    row: int
    raw: Mapping[str, str]
    issue: Issue


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file. Each source row is stored, quarantined or out of scope: `rows_in` is their sum.

    `rows` has the layer's fields (without `source`, which the import adds); several rows may come from one source row.
    """

    rows: pd.DataFrame
    rows_in: int
    quarantined: list[Quarantined]
    rows_out_of_scope: int
    issues: list[Issue]
    as_of: str | None = None

    @property
    def rows_stored(self) -> int:
        """Source rows of which something was stored."""
        return int(self.rows["source_row"].nunique())


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """A layer. `key` names the fields that tell two rows of one source apart; `formats` what its reader can take."""

    name: str
    title_tr: str
    title_en: str
    description_tr: str
    description_en: str
    geometry: Literal["MultiPolygon"] | None
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    formats: frozenset[str]
    precedence: tuple[str, ...]
    read: Callable[[Admitted, ReadContext], Reading]
    # Whether a table with these headings, holding areas or not, could be this layer's.
    recognises: Callable[[Sequence[str], bool], bool] | None = None

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows with the layer's fields in their types and order, other columns (source, geometry) after them."""
        typed = {item.name: _PANDAS_TYPES[item.type] for item in self.fields}
        others = [column for column in frame.columns if column not in typed]
        conformed = frame[[*typed, *others]].astype(typed)
        for item in self.fields:
            if item.type == "text":
                conformed[item.name] = conformed[item.name].where(conformed[item.name].notna(), None)
        return conformed
