"""The form of one thing: its fields, its years and its place, as stored or as they were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.numbers import parse_number
from layers.base import Field, LayerSpec
from layers.edited_rows import NOT_EDITED
from layers.editing import Edit, Seen, Thing
from web.desk.cells import unit_of
from web.editing.places import KINDS, PlaceKind, PlaceText, place_text, shape_of
from web.editing.texts import NO, YES, cell_of, text_of
from web.i18n import Speech

_NEW_LINES = 2
_LONG = 60
_MOST_LINES = 60
_YEARS = range(1900, 2101)
Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """One input: `choices` make it a list; `other` is what another person wrote meanwhile, None where nothing differs."""

    name: str
    field: Field
    title: str
    unit: str
    value: str
    choices: Mapping[str, str] | None = None
    other: str | None = None

    @property
    def is_long(self) -> bool:
        """Whether it needs several lines."""
        return self.field.type == "text" and len(self.value) > _LONG


@dataclass(frozen=True, slots=True)
class Line:
    """One year: `name` is that of its year's input; a new one's year is typed."""

    name: str
    year: str
    is_new: bool
    boxes: tuple[Box, ...]
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class RowForm:
    """The form. `seen` is what it was made from, None for a new thing; `yearly` are the fields with a value a year."""

    spec: LayerSpec
    seen: Seen | None
    revision: int
    label: str
    boxes: tuple[Box, ...]
    yearly: tuple[Field, ...]
    lines: tuple[Line, ...]
    place: PlaceText | None
    place_kind: PlaceKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormMaker:
    """What forms of a layer are made with: its fields, the language, and the neighbourhoods by id."""

    spec: LayerSpec
    speech: Speech
    places: Mapping[str, str]

    def form(self, thing: Thing | None, sent: Sent | None = None, *, prefilled: Sent | None = None) -> RowForm:
        """The form of a thing, or of a new one; what was sent stands in it instead of what is stored."""
        rows = None if thing is None else thing.rows
        yearly = self.yearly(rows)
        sent = sent if sent is not None else prefilled
        common = [item for item in self.fields() if item.name not in {one.name for one in yearly}]
        first = None if rows is None else rows.iloc[0]
        stored_place = None if self.spec.geometry is None else place_text(_shape(rows))
        return RowForm(
            spec=self.spec,
            seen=None if thing is None else Seen(thing.source, thing.id, thing.digest),
            revision=0 if thing is None else thing.revision,
            label=self._label(rows),
            boxes=tuple(self._box(f"alan.{item.name}", item, first, sent) for item in common),
            yearly=yearly,
            lines=self._lines(rows, yearly, sent),
            place=stored_place if sent is None or stored_place is None else _sent_place(stored_place, sent),
            place_kind=sent_kind(sent) if sent is not None else "keep" if thing is not None else "none",
            note="" if sent is None else sent.get("not", ""),
        )

    def fields(self) -> list[Field]:
        """The fields that a person may write; what is not for everybody stays as it is."""
        stated = {f"{item.name}_stated" for item in self.spec.fields}
        shown = [item for item in self.spec.fields if item.public and item.name not in NOT_EDITED | stated]
        return sorted(shown, key=lambda item: (not item.required, item.name == "neighbourhood_id" and item.required))

    def yearly(self, rows: pd.DataFrame | None) -> tuple[Field, ...]:
        """The fields that have a value a year: those that say so, and those in which the years of this thing differ."""
        if not self.spec.by_year:
            return ()
        return tuple(
            item
            for item in self.fields()
            if item.by_year or (rows is not None and len(rows[item.name].astype(object).astype(str).unique()) > 1)
        )

    def edit(self, base: Thing | None, of: Seen | None, sent: Sent) -> Edit:
        """What was sent, as an edit of what the form was made from.

        Raises
            RefusedError: a year that is none or stands twice, coordinates that are none.
        """
        rows = None if base is None else base.rows
        yearly = self.yearly(rows)
        first = None if rows is None else rows.iloc[0]
        names = {item.name for item in yearly}
        common: dict[str, object] = {}
        for item in (one for one in self.fields() if one.name not in names):
            self._put(common, item, first, sent.get(f"alan.{item.name}"))
        changes: dict[int | None, dict[str, object] | None] = {}
        for number, row in enumerate([] if rows is None else [rows.iloc[place] for place in range(len(rows))]):
            year = year_of(self.spec, row)
            cells = dict(common)
            for item in yearly:
                self._put(cells, item, row, sent.get(f"yil.{number}.{item.name}"))
            changes[year] = None if sent.get(f"yil.{number}.sil") else cells
        for year, cells in self._new_lines(0 if rows is None else len(rows), yearly, sent):
            if year in changes:
                title = Words("Yıl", "Year")
                raise RefusedError(Issue("edit-year-twice", params={"field": title, "year": str(year or "–")}))
            changes[year] = {**common, **cells}
        if not changes:
            changes[None] = common
        kind = sent_kind(sent)
        shape = None
        moves = self.spec.geometry is not None and kind != "keep" and not is_same_place(rows, kind, sent)
        if moves:
            shape = shape_of(kind, sent.get("koordinatlar", ""))
        return Edit(changes, of, shape, moves=moves and not (base is None and shape is None))  # type: ignore[arg-type]

    def _put(self, cells: dict[str, object], item: Field, row: pd.Series | None, typed: str | None) -> None:
        """Keep a cell that differs from what the form showed."""
        if typed is not None and same_lines(typed) != same_lines(self.stored(item, row)):
            cells[item.name] = cell_of(item, typed, self.speech.code)

    def _new_lines(self, start: int, yearly: Sequence[Field], sent: Sent) -> list[tuple[int | None, dict[str, object]]]:
        found = []
        for number in range(start, _MOST_LINES):
            year = sent.get(f"yil.{number}.year", "").strip()
            cells: dict[str, object] = {}
            for item in yearly:
                self._put(cells, item, None, sent.get(f"yil.{number}.{item.name}"))
            if year or cells:
                found.append((_typed_year(year), cells))
        return found

    def _lines(self, rows: pd.DataFrame | None, yearly: Sequence[Field], sent: Sent | None) -> tuple[Line, ...]:
        if not self.spec.by_year:
            return ()
        stored = [] if rows is None else [rows.iloc[place] for place in range(len(rows))]
        lines = []
        for number in range(max(len(stored) + _NEW_LINES, 0 if sent is None else lines_sent(sent))):
            row = stored[number] if number < len(stored) else None
            year = "" if row is None else str(year_of(self.spec, row) or "")
            year = sent.get(f"yil.{number}.year", year) if sent is not None and row is None else year
            boxes = tuple(self._box(f"yil.{number}.{item.name}", item, row, sent) for item in yearly)
            dropped = sent is not None and bool(sent.get(f"yil.{number}.sil"))
            lines.append(Line(f"yil.{number}", year, row is None, boxes, dropped))
        return tuple(lines)

    def _box(self, name: str, item: Field, row: pd.Series | None, sent: Sent | None) -> Box:
        value = self.stored(item, row)
        if sent is not None and name in sent:
            value = sent[name]
        title = self.speech.choose(item.title_tr, item.title_en)
        if item.name == "neighbourhood_id":
            title = self.speech.gettext("Mahalle")
        return Box(name, item, title, unit_of(item, self.speech), value, self._choices(item, row))

    def stored(self, item: Field, row: pd.Series | None) -> str:
        """What the form shows of a stored row."""
        if row is None:
            return ""
        return text_of(item, row[item.name], row.get(f"{item.name}_stated"), self.speech.code)

    def _choices(self, item: Field, row: pd.Series | None) -> Mapping[str, str] | None:
        if item.name == "neighbourhood_id":
            return self.places
        if item.type == "code":
            return {code.key: self.speech.choose(code.title_tr, code.title_en) for code in item.codes}
        if item.type == "boolean":
            return {YES: self.speech.gettext("evet"), NO: self.speech.gettext("hayır")}
        return None

    def _label(self, rows: pd.DataFrame | None) -> str:
        if rows is None:
            return ""
        for name in ("name", "indicator", "item", "neighbourhood_name", "id"):
            if name in rows and isinstance(rows[name].iloc[0], str):
                return str(rows[name].iloc[0])
        return ""


def same_lines(text: str) -> str:
    """Browsers send line ends of their own."""
    return "\n".join(text.strip().splitlines())


def _shape(rows: pd.DataFrame | None) -> shapely.Geometry | None:
    return rows.geometry.iloc[0] if isinstance(rows, gpd.GeoDataFrame) and len(rows) else None


def is_same_place(rows: pd.DataFrame | None, kind: PlaceKind, sent: Sent) -> bool:
    """Whether what was sent is the place that is stored."""
    stored = place_text(_shape(rows))
    return stored.kind == kind and stored.is_simple and same_lines(stored.text) == same_lines(sent.get("koordinatlar", ""))


def sent_kind(sent: Sent) -> PlaceKind:
    """What was chosen for the place; a form that says nothing keeps it."""
    kind = sent.get("yer", "keep")
    return next((known for known in KINDS if known == kind), "keep")


def _sent_place(stored: PlaceText, sent: Sent) -> PlaceText:
    return PlaceText(stored.kind, sent.get("koordinatlar", stored.text), stored.is_simple)


def year_of(spec: LayerSpec, row: pd.Series) -> int | None:
    """The year of a stored row; None where it has none."""
    return int(row["year"]) if spec.by_year and pd.notna(row["year"]) else None


def _typed_year(text: str) -> int | None:
    if not text:
        return None
    value = parse_number(text).value
    if value is None or int(value) != value or int(value) not in _YEARS:
        params = {"field": Words("Yıl", "Year"), "expected": Words("dört haneli bir yıl", "a year of four digits")}
        raise RefusedError(Issue("edit-bad-value", old=text, params=params))
    return int(value)


def lines_sent(sent: Sent) -> int:
    """How many lines of years a form had."""
    numbers = [int(name.split(".")[1]) for name in sent if name.startswith("yil.") and name.split(".")[1].isdecimal()]
    return min(max(numbers, default=-1) + 1, _MOST_LINES)
