"""A file read into a layer by the layer's fields: each row stored, set aside with its reason, or out of scope."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS84
from geo.errors import RefusedError
from geo.issues import Issue, Words
from geo.names import Place
from geo.turkish import slug
from layers.base import Field, LayerSpec, Quarantined, ReadContext, Reading
from layers.declared.cells import Column, TypedColumns, typed_columns
from layers.declared.headings import YEAR, field_options, guess_fields, readable_fields, require_columns
from layers.declared.shapes import Shapes, conformed_shapes
from layers.declared.source import SourceRows, as_text, source_rows
from layers.places import is_out_of_scope, is_total_row, locate
from layers.reading.base import Admitted, Params
from layers.reading.table import assign_columns, ignored_columns

_LONGEST_ID = 80
_NO_FIELD = Words("böyle bir alan yok", "there is no such field")
_NO_VALUE = Words("değer okunamadı", "the value cannot be read")
# What may be said of a whole file though it is no column: the day that its rows describe.
_AS_OF = Field("as_of", "Veri tarihi", "As of", "date")


@dataclass(slots=True)
class _Rows:
    """The rows that are neither out of scope nor set aside so far, by their positions in the source."""

    source: SourceRows
    columns: Mapping[str, int]
    positions: list[int]
    out_of_scope: int
    places: dict[int, Place] = field(default_factory=dict)
    totals: set[int] = field(default_factory=set)
    problems: dict[int, Issue] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """The cells of an assigned column at every position of the source; blank where there is no such column."""
        if name not in self.columns:
            return [""] * len(self.source.lines)
        return [as_text(cell) for cell in self.source.columns[self.columns[name]]]


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
    issues = [*source.issues, *ignored_columns(source.headings, columns)]
    rows = _in_scope(source, columns, context)
    if rows.out_of_scope:
        issues.append(Issue("out-of-scope", params={"count": rows.out_of_scope}))
    _mark_totals(rows, context)
    if spec.has_places:
        _locate(rows, context, issues)
    shapes = _shapes(spec, rows, issues)
    typed = _typed(spec, rows, context, issues)
    as_of = _constants(spec, rows, context, typed)
    _require_values(spec, rows, typed)
    ids = _ids(spec, rows, typed)
    kept = [position for position in rows.positions if position not in rows.problems]
    frame = _frame(spec, rows, typed, ids, kept, issues)
    frame = _without_duplicates(spec, frame, rows)
    quarantined = [*source.uneven]
    quarantined += [Quarantined(source.lines[place], source.raw(place), rows.problems[place]) for place in sorted(rows.problems)]
    issues += [set_aside.issue for set_aside in quarantined]
    drawn: pd.DataFrame = frame.drop(columns="position")
    if spec.geometry is not None:
        geometry = np.full(len(frame), None, dtype=object) if shapes is None else shapes[frame["position"].to_numpy(dtype=int)]
        drawn = gpd.GeoDataFrame(drawn, geometry=gpd.GeoSeries(geometry, index=frame.index, crs=WGS84))
    return Reading(
        rows=spec.conform(drawn.reset_index(drop=True)),
        rows_in=len(source.lines) + len(source.uneven),
        quarantined=quarantined,
        rows_out_of_scope=rows.out_of_scope,
        issues=issues,
        as_of=as_of,
    )


def _in_scope(source: SourceRows, columns: Mapping[str, int], context: ReadContext) -> _Rows:
    everything = _Rows(source, columns, list(range(len(source.lines))), 0)
    scopes = list(zip(everything.texts("province"), everything.texts("district"), strict=True))
    outside = {scope for scope in set(scopes) if is_out_of_scope(context, *scope)}
    positions = [position for position, scope in enumerate(scopes) if scope not in outside]
    return _Rows(source, columns, positions, len(scopes) - len(positions))


def _mark_totals(rows: _Rows, context: ReadContext) -> None:
    firsts = rows.source.first_cells()
    totals = {text for text in set(firsts) if text and is_total_row(context, text)}
    rows.totals = {position for position in rows.positions if firsts[position] in totals}


def _locate(rows: _Rows, context: ReadContext, issues: list[Issue]) -> None:
    """The neighbourhood of each row by its code or name. A name that stays open leaves its row without a neighbourhood."""
    if not context.gazetteer.places:
        raise RefusedError(Issue("no-neighbourhoods"))
    if not {"neighbourhood", "neighbourhood_code"} & set(rows.columns):
        return
    names, codes, districts = (rows.texts(name) for name in ("neighbourhood", "neighbourhood_code", "district"))
    heading = rows.source.headings[rows.columns["neighbourhood"]] if "neighbourhood" in rows.columns else None
    open_names: list[str] = []
    for position in rows.positions:
        name, code = names[position], codes[position]
        if position in rows.totals or not (name or code):
            continue
        by_id = context.gazetteer.by_id.get(code)
        if by_id is not None:
            rows.places[position] = by_id
            continue
        line = rows.source.lines[position]
        located = locate(context, name, row=line, column=heading, code=code or None, district=districts[position] or None)
        if located.issue is not None:
            issues.append(located.issue)
        if located.place is not None:
            rows.places[position] = located.place
        else:
            open_names.append(name)
    if open_names and not rows.places and rows.source.shapes is None:
        params: Params = {"file": rows.source.file, "count": len(open_names), "example": ", ".join(dict.fromkeys(open_names[:3]))}
        raise RefusedError(Issue("no-name-matched", params=params))


def _shapes(spec: LayerSpec, rows: _Rows, issues: list[Issue]) -> Shapes | None:
    source = rows.source
    shapes = None
    if spec.geometry is not None and source.shapes is not None:
        names = source.first_cells()
        shapes, problems, said = conformed_shapes(source.shapes, spec.geometry, names, source.lines)
        in_scope = set(rows.positions)
        rows.problems |= {position: issue for position, issue in problems.items() if position in in_scope}
        issues += said
    if spec.has_places and (shapes is not None or "neighbourhood" in rows.columns):
        names = rows.texts("neighbourhood")
        drawn = [False] * len(source.lines) if shapes is None else (~shapely.is_missing(shapes)).tolist()
        for position in rows.positions:
            placed = drawn[position] or names[position] or position in rows.places
            if not placed and position not in rows.totals and position not in rows.problems:
                issues.append(Issue("no-place", row=source.lines[position]))
    return shapes


def _typed(spec: LayerSpec, rows: _Rows, context: ReadContext, issues: list[Issue]) -> TypedColumns:
    """The typed values of the rows in scope, padded to every position of the source."""
    fields = {item.name: item for item in readable_fields(spec)}
    chosen = {}
    for key, place in rows.columns.items():
        stem, _, year = key.rpartition("_")
        item = fields.get(key) or (fields.get(stem) if YEAR.fullmatch(year) else None)
        if item is not None:
            cells = rows.source.columns[place]
            chosen[key] = Column(item, rows.source.headings[place], [cells[position] for position in rows.positions])
    lines = [rows.source.lines[position] for position in rows.positions]
    typed = typed_columns(chosen, lines, context.code_aliases)
    # TOPLAM in a column of codes is no unknown code.
    totals = {rows.source.lines[position] for position in rows.totals}
    issues += [issue for issue in typed.issues if issue.kind != "unknown-code" or issue.row not in totals]
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


def _constants(spec: LayerSpec, rows: _Rows, context: ReadContext, typed: TypedColumns) -> str | None:
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


def _require_values(spec: LayerSpec, rows: _Rows, typed: TypedColumns) -> None:
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


def _ids(spec: LayerSpec, rows: _Rows, typed: TypedColumns) -> list[str]:
    """A stable id for each row: the file's own, else made of what tells the layer's rows apart, counted where it repeats."""
    own = typed.values.get("id", [None] * len(rows.source.lines))
    parts = [rows.texts("neighbourhood")] if spec.has_places else []
    for name in spec.identity:
        key = f"{name}_stated" if f"{name}_stated" in typed.values else name
        parts.append(["" if value is None else str(value) for value in typed.values.get(key, own)])
    # Most parts stand in many rows, and a slug of words is the slugs of the words.
    slugs = {text: slug(text) for text in {text for part in parts for text in part}}
    counts: dict[str, int] = defaultdict(int)
    ids = []
    in_scope = set(rows.positions)
    for position, line in enumerate(rows.source.lines):
        stated = own[position]
        if stated is not None and position not in rows.totals:
            ids.append(str(stated))
            continue
        words = ["toplam"] if position in rows.totals else []
        words += [word for part in parts if (word := slugs[part[position]])]
        made = "-".join(words)[:_LONGEST_ID].strip("-") or f"satir-{line}"
        if position in in_scope and position not in rows.problems:
            counts[made] += 1
        ids.append(made if counts[made] < 2 else f"{made}-{counts[made]}")
    return ids


def _frame(
    spec: LayerSpec, rows: _Rows, typed: TypedColumns, ids: Sequence[str], kept: Sequence[int], issues: list[Issue]
) -> pd.DataFrame:
    source = rows.source
    base: dict[str, list[object]] = {
        "position": list(kept),
        "id": [ids[position] for position in kept],
        "is_total": [position in rows.totals for position in kept],
        "source_row": [source.lines[position] for position in kept],
    }
    if spec.has_places:
        places = [rows.places.get(position) for position in kept]
        names = rows.texts("neighbourhood")
        base["neighbourhood_id"] = [None if place is None else place.id for place in places]
        base["neighbourhood_name"] = [None if place is None else place.name for place in places]
        base["stated_name"] = [names[position] or None for position in kept]
    yearly = {field.name for field in spec.fields if field.by_year}
    by_year: dict[int, dict[str, list[object]]] = defaultdict(dict)
    for key, values in typed.values.items():
        stem, _, year = key.rpartition("_")
        if stem in yearly and YEAR.fullmatch(year):
            by_year[int(year)][stem] = [values[position] for position in kept]
        elif key != "id":
            base[key] = [values[position] for position in kept]
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in base.items()})
    return _one_row_a_year(frame, by_year, source.lines, issues) if by_year else frame


def _one_row_a_year(
    frame: pd.DataFrame, by_year: Mapping[int, Mapping[str, list[object]]], lines: Sequence[int], issues: list[Issue]
) -> pd.DataFrame:
    """A row for each year that states anything; one without a year where none does."""
    names = sorted({name for values in by_year.values() for name in values})
    parts = []
    for year in sorted(by_year):
        values = {name: by_year[year].get(name, [None] * len(frame)) for name in names}
        part = frame.assign(year=year, **{name: pd.Series(column, dtype=object) for name, column in values.items()})
        parts.append(part[part[names].notna().any(axis=1)])
    silent = frame.index.difference(pd.concat(parts).index)
    for position in frame.loc[silent, "position"]:
        issues.append(Issue("no-yearly-value", row=lines[position]))
    parts.append(frame.loc[silent].assign(year=None, **dict.fromkeys(names)))
    melted = pd.concat([part.astype(object) for part in parts if len(part)])
    # The years of one row of the source stay together.
    return melted.sort_values("position", kind="stable").reset_index(drop=True)


def _without_duplicates(spec: LayerSpec, frame: pd.DataFrame, rows: _Rows) -> pd.DataFrame:
    """Rows of one key twice: equal ones are kept once, different ones all set aside, for none is known to be right."""
    key = list(spec.key)
    if not frame.duplicated(key, keep=False).any():
        return frame
    compared = [name for name in frame.columns if name not in {"position", "source_row"}]
    dropped: set[int] = set()
    for _, group in frame[frame.duplicated(key, keep=False)].groupby(key, sort=False, dropna=False):
        positions = list(dict.fromkeys(group["position"]))
        if len(positions) < 2:
            continue
        lines = [rows.source.lines[position] for position in positions]
        label = str(group["id"].iloc[0])
        same = len(group[compared].astype(str).drop_duplicates()) == 1
        for position, line in list(zip(positions, lines, strict=True))[1 if same else 0 :]:
            params = {"name": label, "first": str(lines[0])} if same else {"id": label, "rows": ", ".join(map(str, lines))}
            rows.problems[position] = Issue("duplicate-row" if same else "duplicate-id", row=line, params=params)
            dropped.add(position)
    return frame[~frame["position"].isin(dropped)]
