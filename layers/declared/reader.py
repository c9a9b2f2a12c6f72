"""A file read into a layer by the layer's fields: each row stored, set aside with its reason, or out of scope."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import WGS84
from geo.errors import RefusedError
from geo.issues import Issue, Words
from layers.base import Field, LayerSpec, Quarantined, ReadContext, Reading
from layers.declared.cells import Column, TypedColumns, typed_columns
from layers.declared.frame import stored_frame
from layers.declared.headings import YEAR, field_options, guess_fields, readable_fields, require_columns
from layers.declared.identity import row_ids, without_duplicates
from layers.declared.rows import Rows, locate_rows, mark_totals, rows_in_scope, without_place
from layers.declared.shapes import Shapes, conformed_shapes
from layers.declared.source import SourceRows, source_rows
from layers.reading.base import Admitted
from layers.reading.table import assign_columns, ignored_columns

_NO_FIELD = Words("böyle bir alan yok", "there is no such field")
_NO_VALUE = Words("değer okunamadı", "the value cannot be read")
# What may be said of a whole file though it is no column: the day that its rows describe.
_AS_OF = Field("as_of", "Veri tarihi", "As of", "date")


def read_declared(spec: LayerSpec, file: Admitted, context: ReadContext) -> Reading:
    """Read a file by the layer's fields; a stored row is a row of the source, or one of its years.

    Raises
        RefusedError: a required column is missing, an option is unknown, or no name matches.
    """
    source = source_rows(spec, file, context)
    columns = assign_columns(
        source.headings, guess_fields(spec, source.headings), context.columns, field_options(spec), file.name
    )
    require_columns(spec, columns, context.values, source.headings, file.name)
    return read_source(spec, source, columns, context, ignored_columns(source.headings, columns))


def read_source(
    spec: LayerSpec, source: SourceRows, columns: Mapping[str, int], context: ReadContext, said: Sequence[Issue] = ()
) -> Reading:
    """Read rows whose columns are known, by position in the source, and `said` something already."""
    issues = [*source.issues, *said]
    rows = rows_in_scope(source, columns, context)
    if rows.out_of_scope:
        issues.append(Issue("out-of-scope", params={"count": rows.out_of_scope}))
    mark_totals(spec, rows, context)
    if spec.has_places:
        locate_rows(rows, context, issues)
    shapes = _shapes(spec, rows, issues)
    if spec.has_places:
        issues += without_place(rows, shapes)
    typed = _typed(spec, rows, context, issues)
    as_of = _constants(spec, rows, context, typed)
    _require_values(spec, rows, typed)
    frame = stored_frame(spec, rows, typed.values, row_ids(spec, rows, typed.values), issues)
    frame = without_duplicates(spec, frame, rows, shapes)
    quarantined = [*source.uneven]
    quarantined += [Quarantined(source.lines[place], source.raw(place), rows.problems[place]) for place in sorted(rows.problems)]
    issues += [set_aside.issue for set_aside in quarantined]
    return Reading(
        rows=spec.conform(_drawn(spec, frame, shapes)),
        rows_in=len(source.lines) + len(source.uneven),
        quarantined=quarantined,
        rows_out_of_scope=rows.out_of_scope,
        issues=issues,
        as_of=as_of,
    )


def _drawn(spec: LayerSpec, frame: pd.DataFrame, shapes: Shapes | None) -> pd.DataFrame:
    """The stored rows with their shapes, where the layer draws any."""
    plain: pd.DataFrame = frame.drop(columns="position").reset_index(drop=True)
    if spec.geometry is None:
        return plain
    geometry = np.full(len(frame), None, dtype=object) if shapes is None else shapes[frame["position"].to_numpy(dtype=int)]
    return gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries(geometry, crs=WGS84))


def _shapes(spec: LayerSpec, rows: Rows, issues: list[Issue]) -> Shapes | None:
    source = rows.source
    if spec.geometry is None or source.shapes is None:
        return None
    shapes, problems, said = conformed_shapes(source.shapes, spec.geometry, source.first_cells(), source.lines)
    in_scope = set(rows.positions)
    rows.problems |= {position: issue for position, issue in problems.items() if position in in_scope}
    issues += said
    return shapes


def _typed(spec: LayerSpec, rows: Rows, context: ReadContext, issues: list[Issue]) -> TypedColumns:
    """The typed values of the rows in scope, padded to every position of the source."""
    fields = {item.name: item for item in readable_fields(spec) if item.name != "is_total"}
    chosen = {}
    for key, place in rows.columns.items():
        stem, _, year = key.rpartition("_")
        item = fields.get(key) or (fields.get(stem) if YEAR.fullmatch(year) else None)
        if item is not None:
            cells = rows.source.columns[place]
            chosen[key] = Column(item, rows.source.headings[place], [cells[position] for position in rows.positions])
    lines = [rows.source.lines[position] for position in rows.positions]
    totals = {number for number, position in enumerate(rows.positions) if position in rows.totals}
    typed = typed_columns(chosen, lines, context.code_aliases, totals)
    issues += typed.issues
    for number, issue in typed.problems.items():
        rows.problems.setdefault(rows.positions[number], issue)
    size = len(rows.source.lines)
    padded: dict[str, list[object]] = {}
    for key, values in typed.values.items():
        column: list[object] = [None] * size
        for position, value in zip(rows.positions, values, strict=True):
            column[position] = value
        padded[key] = column
    return TypedColumns(padded)


def _constants(spec: LayerSpec, rows: Rows, context: ReadContext, typed: TypedColumns) -> str | None:
    """Put in what the user said of all rows; the answer is the day that they describe."""
    fields = {item.name: item for item in readable_fields(spec)} | {"as_of": _AS_OF}
    as_of = None
    for name, text in context.values.items():
        item = fields.get(name)
        one = TypedColumns() if item is None else typed_columns({name: Column(item, name, [text])}, [0], context.code_aliases)
        if item is None or one.problems or one.values[name] == [None]:
            why = _NO_FIELD if item is None else _NO_VALUE
            params = {"field": name, "value": text, "why_tr": why.tr, "why_en": why.en, "fields": ", ".join(fields)}
            raise RefusedError(Issue("unknown-value-option", params=params))
        if name == "as_of" and "as_of" not in {field.name for field in spec.fields}:
            as_of = str(one.values[name][0])
            continue
        for key, values in one.values.items():
            typed.values[key] = values * len(rows.source.lines)
    stated = [str(day) for day in typed.values.get("as_of", []) if day is not None]
    return as_of or max(stated, default=None)


def _require_values(spec: LayerSpec, rows: Rows, typed: TypedColumns) -> None:
    """Set rows aside that lack a value without which they mean nothing; a code counts as there if it was written."""
    for item in readable_fields(spec):
        if not item.required or (item.name == "year" and "year" not in typed.values):
            continue
        keys = [key for key in typed.values if key == item.name or (item.by_year and key.rpartition("_")[0] == item.name)]
        if item.type == "code":
            keys += [f"{item.name}_stated"] if f"{item.name}_stated" in typed.values else []
        for position in rows.positions:
            if position in rows.totals or any(typed.values[key][position] is not None for key in keys):
                continue
            params = {"field": item.title_tr, "field_en": item.title_en}
            heading = rows.source.headings[rows.columns[item.name]] if item.name in rows.columns else None
            issue = Issue("missing-required", row=rows.source.lines[position], column=heading, params=params)
            rows.problems.setdefault(position, issue)
