"""The rows of a thing after an edit: what a person wrote is read by the layer's own reader, all else stays to the letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import RefusedError
from geo.issues import Issue, Words
from layers.base import Field, LayerSpec, ReadContext
from layers.declared.reader import read_source
from layers.declared.source import Cell, SourceRows

Cells = Mapping[str, Cell]

# Written by the reader, or what tells rows apart: nobody edits them.
NOT_EDITED = frozenset({"id", "neighbourhood_name", "stated_name", "is_total", "year", "source_row"})
_EXPECTED: Mapping[str, Words] = {
    "text": Words("bir yazı", "a text"),
    "integer": Words("bir tam sayı", "a whole number"),
    "number": Words("0 ya da büyük bir sayı", "a number, 0 or more"),
    "boolean": Words("evet ya da hayır", "yes or no"),
    "date": Words("bir tarih (gg.aa.yyyy)", "a date (dd.mm.yyyy)"),
    "code": Words("listeden bir değer", "a value of the list"),
}
_SHAPE_KINDS = frozenset({"broken-shape", "shape-of-another-type", "shape-outside-country"})


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """The rows of a thing before an edit, and by year what changes in them; `id` is None for a new thing.

    With `moves` the shape (EPSG:4326, None for no place) is that of all rows.
    """

    before: pd.DataFrame
    changes: Mapping[int | None, Cells | None]
    id: str | None
    shape: shapely.Geometry | None = None
    moves: bool = False


@dataclass(slots=True)
class EditedRows:
    """The rows after an edit, which fields it changed, and what is to be said of them."""

    rows: pd.DataFrame
    changed: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    shape_changed: bool = False


def read_edited(spec: LayerSpec, wanted: Wanted, context: ReadContext) -> EditedRows:
    """The rows of a thing after an edit; none where all were deleted.

    Raises
        RefusedError: a value that the fields refuse, or a shape, each named.
    """
    before = _by_year(spec, wanted.before)
    kept = {year: row for year, row in before.items() if wanted.changes.get(year, {}) is not None}
    added = [year for year, cells in wanted.changes.items() if cells is not None and year not in before]
    order = sorted({*kept, *added}, key=lambda year: (year is None, year or 0))
    if not order:
        return EditedRows(wanted.before.iloc[:0])
    like = next(iter(before.values()), None)
    bases = {year: kept[year] if year in kept else _new_row(spec, like, year, wanted.id) for year in order}
    edits: dict[int | None, Cells] = {year: dict(wanted.changes.get(year) or {}) for year in order}
    made = EditedRows(pd.DataFrame(bases.values()).reset_index(drop=True), {name for cells in edits.values() for name in cells})
    _refuse_fields(spec, made.changed)
    source, columns = _as_source(spec, bases, edits, wanted.shape if wanted.moves else None)
    read = read_source(spec, source, columns, context)
    refused = [_for_a_form(spec, issue.issue) for issue in read.quarantined]
    refused += [_for_a_form(spec, issue) for issue in read.issues if issue.kind == "unknown-code"]
    if refused:
        # What holds for all years is refused once, not in each.
        raise RefusedError(*{issue.message("en"): issue for issue in refused}.values())
    rows = spec.conform(_overlaid(spec, bases, edits, read.rows))
    made.shape_changed = wanted.moves or any("neighbourhood_id" in cells for cells in edits.values())
    made.rows = _with_shape(spec, rows, read.rows, wanted)
    known = {item.name for item in spec.fields}
    made.issues = [
        issue
        for issue in read.issues
        if issue.column in known and issue.row is not None and issue.column in edits[order[issue.row - 1]]
    ]
    return made


def _by_year(spec: LayerSpec, rows: pd.DataFrame) -> dict[int | None, dict[str, object]]:
    records = pd.DataFrame(rows).astype(object).to_dict("records")
    return {_year(spec, record): {str(name): value for name, value in record.items()} for record in records}


def _year(spec: LayerSpec, record: Mapping[object, object]) -> int | None:
    year = record["year"] if spec.by_year else None
    return None if year is None or pd.isna(year) else int(float(str(year)))


def _new_row(spec: LayerSpec, like: Mapping[str, object] | None, year: int | None, thing: str | None) -> dict[str, object]:
    """A row without values of its own year; what holds for all years of the thing is that of another year."""
    row: dict[str, object] = dict.fromkeys(("source", "source_file", *(("geometry",) if spec.geometry else ())))
    for item in spec.fields:
        row[item.name] = None if like is None or item.by_year else like[item.name]
    if like is not None:
        row |= {name: like[name] for name in ("source", "source_file", "geometry") if name in like}
    row |= {"id": thing, "is_total": False if like is None else like["is_total"]}
    if spec.by_year:
        row["year"] = year
    return row


def _refuse_fields(spec: LayerSpec, names: set[str]) -> None:
    known = {item.name for item in spec.fields} - NOT_EDITED
    strange = sorted(names - known)
    if strange:
        params = {"field": ", ".join(strange), "known": ", ".join(sorted(known))}
        raise RefusedError(Issue("edit-unknown-field", params=params))


def _as_source(
    spec: LayerSpec,
    bases: Mapping[int | None, Mapping[str, object]],
    edits: Mapping[int | None, Cells],
    shape: shapely.Geometry | None,
) -> tuple[SourceRows, dict[str, int]]:
    """The rows as a table that names every field that was written, and those without which no row is taken."""
    written = {name for cells in edits.values() for name in cells} - {"neighbourhood_id"}
    needed = {item.name for item in spec.fields if item.required}
    names = [item.name for item in spec.fields if item.name in written | needed and item.name not in NOT_EDITED]
    lines = range(len(bases))
    table: dict[str, list[Cell]] = {"id": [_cell(base["id"]) for base in bases.values()], "is_total": ["false" for _ in lines]}
    if spec.by_year:
        table["year"] = ["" if year is None else float(year) for year in bases]
    if spec.has_places:
        table["neighbourhood_code"] = [
            _cell(edits[year].get("neighbourhood_id", base["neighbourhood_id"])) for year, base in bases.items()
        ]
    for name in names:
        table[name] = [_cell(edits[year][name]) if name in edits[year] else _stored(base, name) for year, base in bases.items()]
    shapes = None
    if shape is not None:
        shapes = np.full(len(bases), None, dtype=object)
        shapes[:] = [shape] * len(bases)
    headings = tuple(table)
    rows = SourceRows("", headings, [line + 1 for line in lines], list(table.values()), shapes, (), [])
    return rows, {name: place for place, name in enumerate(headings)}


def _cell(value: object) -> Cell:
    if value is None or pd.isna(value):
        return ""
    return float(str(value)) if isinstance(value, int | float | np.number) and not isinstance(value, bool) else str(value).strip()


def _stored(base: Mapping[str, object], name: str) -> Cell:
    """A stored value as the reader takes it: a code by what was written, since it may be none that is known."""
    stated = base.get(f"{name}_stated")
    return _cell(base[name] if base[name] is not None and not pd.isna(base[name]) else stated)


def _for_a_form(spec: LayerSpec, issue: Issue) -> Issue:
    """What keeps a row out of a layer, in the words of a form instead of a file's."""
    if issue.kind in _SHAPE_KINDS:
        return Issue(issue.kind, params=issue.params)
    field_name = issue.column or next((item.name for item in spec.fields if item.title_tr == issue.params.get("field")), None)
    item = next((item for item in spec.fields if item.name == field_name), None)
    if item is None:
        return issue
    title = Words(item.title_tr, item.title_en)
    if issue.kind == "missing-required":
        return Issue("edit-missing-value", params={"field": title})
    return Issue("edit-bad-value", old=issue.old, params={"field": title, "expected": _expected(item)})


def _expected(item: Field) -> Words:
    if item.type == "number" and item.may_be_negative:
        return Words("bir sayı", "a number")
    return _EXPECTED[item.type]


def _overlaid(
    spec: LayerSpec, bases: Mapping[int | None, Mapping[str, object]], edits: Mapping[int | None, Cells], read: pd.DataFrame
) -> pd.DataFrame:
    """The rows before the edit, with the values that were written in their place."""
    values = pd.DataFrame(read).astype(object).set_index(read["source_row"].astype(int)).to_dict("index")
    names = {item.name for item in spec.fields}
    rows = []
    for line, (year, base) in enumerate(bases.items(), 1):
        row, new = dict(base), values[line]
        row["id"] = new["id"] if row["id"] is None else row["id"]
        for name in edits[year]:
            told = (
                ("neighbourhood_id", "neighbourhood_name", "stated_name")
                if name == "neighbourhood_id"
                else (name, f"{name}_stated")
            )
            row |= {column: new[column] for column in told if column in names}
            if name == "neighbourhood_id":
                row["stated_name"] = row["neighbourhood_name"]
        rows.append(row)
    return pd.DataFrame(rows, columns=list(next(iter(bases.values()))))


def _with_shape(spec: LayerSpec, rows: pd.DataFrame, read: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    if spec.geometry is None:
        return rows
    name = wanted.before.geometry.name if isinstance(wanted.before, gpd.GeoDataFrame) else "geometry"
    shapes: Sequence[object] = rows[name].tolist()
    if wanted.moves:
        shapes = [None if wanted.shape is None else pd.DataFrame(read)["geometry"].iloc[0]] * len(rows)
    return gpd.GeoDataFrame(rows.drop(columns=name), geometry=gpd.GeoSeries(shapes, index=rows.index, crs=4326))
