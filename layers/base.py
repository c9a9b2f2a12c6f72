"""What a layer is: its fields with type, unit and titles, whose it is, how it looks, and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import geopandas as gpd
import pandas as pd

from geo.issues import Issue, Words
from geo.names import Gazetteer
from layers.reading.gate import Admitted

FieldType = Literal["text", "integer", "number", "boolean", "date", "code"]
GeometryType = Literal["Point", "MultiLineString", "MultiPolygon", "any"]
# Who decides over what a layer shows; `shared` where law or council decision divides it (geo/authority.py).
Authority = Literal["district", "metropolitan", "ministry", "shared"]

PLANNING_OFFICE = Words("Plan ve Proje Müdürlüğü", "Planning and projects department")

# Missing text is None and missing numbers are NA, whichever library the rows come back from.
_PANDAS_TYPES: Mapping[FieldType, str] = {
    "text": "object",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "object",
    "code": "object",
}
_TEXTS: frozenset[FieldType] = frozenset({"text", "date", "code"})


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list: its key, its titles, what people write for it, and its colour on a map."""

    key: str
    title_tr: str
    title_en: str
    written: tuple[str, ...] = ()
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a stored layer. `extensive` says whether it adds up over neighbourhoods; None where it is no quantity.

    The rest is for reading: `headings` are further headings that people give the column, `codes` the values that a code may
    have, `required` sets a row aside that has none, `by_year` a column for each year or a column of years. A number that
    `keeps_text` may be a tick or have words behind it (X, 1 adet rapor), which then stand beside it. Dates are text in ISO's
    form.
    """

    name: str
    title_tr: str
    title_en: str
    type: FieldType
    unit: str | None = None
    extensive: bool | None = None
    public: bool = True
    headings: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    required: bool = False
    may_be_negative: bool = False
    by_year: bool = False
    keeps_text: bool = False

    def code(self, key: str) -> Code | None:
        """The entry of the code list with that key."""
        return next((code for code in self.codes if code.key == key), None)


@dataclass(frozen=True, slots=True)
class Style:
    """How a layer is drawn: one colour, or that of the code in the field `by`."""

    colour: str
    by: str | None = None


DEFAULT_STYLE = Style("#4a6fa5")


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
    # What holds for every row of the file and no column states, by field: the plan a table of areas belongs to.
    values: Mapping[str, str] = field(default_factory=dict)
    # What this municipality writes for a code: field, text as it is compared, key.
    code_aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Neighbourhoods of the past, which tables of their time name.
    former: Gazetteer = field(default_factory=lambda: Gazetteer([]))
    # Layers that this municipality added.
    own_layers: tuple["LayerSpec", ...] = ()


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
    """A layer. `key` names the fields that tell two rows of one source apart; `formats` what its reader can take.

    A layer without a `read` of its own is read by its fields (layers/declared). `identity` are the fields that make a stable
    `id` for rows whose file has none. `owner` is the department that keeps the data, `authority` who decides over the thing.
    """

    name: str
    title_tr: str
    title_en: str
    description_tr: str
    description_en: str
    geometry: GeometryType | None
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    formats: frozenset[str]
    precedence: tuple[str, ...]
    read: Callable[[Admitted, ReadContext], Reading] | None = None
    # Whether a table with these headings, holding areas or not, could be this layer's.
    recognises: Callable[[Sequence[str], bool], bool] | None = None
    # What `--columns` may name and what a heading most likely is, where a `read` of its own looks at headings in its own way.
    column_options: tuple[str, ...] = ()
    guess: Callable[[Sequence[str]], Mapping[int, str]] | None = None
    identity: tuple[str, ...] = ()
    owner: Words = PLANNING_OFFICE
    authority: Authority = "district"
    style: Style = DEFAULT_STYLE
    # Rows that are sums of other rows, such as an aim of its targets: its total is not the sum of all rows.
    nested: bool = False

    @property
    def by_year(self) -> bool:
        """Whether a stored row is one year of a thing."""
        return any(item.by_year for item in self.fields)

    @property
    def has_places(self) -> bool:
        """Whether its rows belong to neighbourhoods by name."""
        return any(item.name == "neighbourhood_id" for item in self.fields)

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises
            KeyError: there is none.
        """
        found = next((item for item in self.fields if item.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows with the layer's fields in their types and order, other columns (source, geometry) after them.

        A field that the layer was given after the rows were stored is missing in all of them.
        """
        columns: dict[str, pd.Series] = {}
        for item in self.fields:
            values = frame[item.name] if item.name in frame else pd.Series([None] * len(frame), index=frame.index, dtype=object)
            typed = values.astype(_PANDAS_TYPES[item.type])
            columns[item.name] = typed.where(typed.notna(), None) if item.type in _TEXTS else typed
        others = {str(name): frame[name] for name in frame.columns if name not in columns}
        # One frame made at once: each column set by itself costs as much as the whole.
        conformed = pd.DataFrame({**columns, **others}, index=frame.index)
        if isinstance(frame, gpd.GeoDataFrame):
            return gpd.GeoDataFrame(conformed, geometry=frame.geometry.name, crs=frame.crs)
        return conformed
