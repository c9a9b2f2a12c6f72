"""The population layer: one row for each neighbourhood, year and source, from wide or long tables."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from layers.base import Field, LayerSpec, Quarantined, ReadContext, Reading
from layers.places import is_out_of_scope, is_total_row, locate
from layers.population_headings import FIELD_OPTIONS, MEASURES, YEAR, guess_fields
from layers.reading import TABLES
from layers.reading.gate import Admitted
from layers.reading.numbers import NumberColumn, column_issues, number_issue, parse_columns
from layers.reading.table import Table, TableRow, assign_columns, heading_key, ignored_columns, read_table

# The first census of the Republic, and as far as plans project.
_YEARS = range(1927, 2101)
_SQUARE_KM = {"km": 1.0, "ha": 0.01, "m": 1e-6}


@dataclass(frozen=True, slots=True)
class _Row:
    """One source row on its way: where it belongs, and what stands against it."""

    source: TableRow
    place_id: str | None
    name: str
    stated_name: str
    is_total: bool


def read(file: Admitted, context: ReadContext) -> Reading:
    """Read a population table; see the layer's fields for what a stored row is."""
    table = read_table(file, context.table)
    columns = assign_columns(table.headings, guess_fields(table.headings), context.columns, FIELD_OPTIONS, file.name)
    _require_columns(table, columns)
    if not context.gazetteer.places:
        raise RefusedError(Issue("no-neighbourhoods"))
    issues = [*table.issues, *ignored_columns(table.headings, columns)]
    quarantined = list(table.uneven)
    rows, out_of_scope = _locate_rows(table, columns, context, issues, quarantined)
    numbers = _Numbers(table, columns, rows, issues)
    kept, stored = [], []
    for position, row in enumerate(rows):
        problem = numbers.problem(position, row.source.line)
        if problem is None:
            kept.append(row)
            stored.append(numbers.records(position, row))
        else:
            quarantined.append(Quarantined(row.source.line, table.raw(row.source), problem))
    stored, repeated = _without_duplicates(table, kept, stored)
    quarantined += repeated
    issues += [set_aside.issue for set_aside in quarantined]
    frame = pd.DataFrame([record for records in stored for record in records], columns=_COLUMNS)
    frame = LAYER.conform(frame)
    issues += _missing_values(frame)
    years = frame["year"].dropna()
    return Reading(
        rows=frame,
        rows_in=len(table.rows) + len(table.uneven),
        quarantined=quarantined,
        rows_out_of_scope=out_of_scope,
        issues=issues,
        # ADNKS counts on the last day of the year; other sources are taken to mean the same day.
        as_of=f"{int(years.max())}-12-31" if len(years) else None,
    )


def _require_columns(table: Table, columns: Mapping[str, int]) -> None:
    missing = []
    if "name" not in columns and "code" not in columns:
        missing.append(("name", Words("mahalle adı", "the neighbourhood name")))
    has_years = any(field.startswith("population_") for field in columns)
    if not has_years and not ("population" in columns and "year" in columns):
        missing.append(
            (
                "population_2023",
                Words("yılı belli nüfus (örnek: NÜFUS 2023)", "a population with its year (such as POPULATION 2023)"),
            )
        )
    if missing:
        raise RefusedError(
            *(
                Issue(
                    "missing-column",
                    params={
                        "file": table.file,
                        "field": field,
                        "field_tr": words.tr,
                        "field_en": words.en,
                        "headings": ", ".join(heading for heading in table.headings if heading),
                    },
                )
                for field, words in missing
            )
        )


def _locate_rows(
    table: Table,
    columns: Mapping[str, int],
    context: ReadContext,
    issues: list[Issue],
    quarantined: list[Quarantined],
) -> tuple[list[_Row], int]:
    def cell(row: TableRow, field: str) -> str:
        return row.cells[columns[field]] if field in columns else ""

    name_column = table.headings[columns["name"]] if "name" in columns else None
    rows: list[_Row] = []
    out_of_scope = 0
    unmatched: list[str] = []
    for row in table.rows:
        if is_out_of_scope(context, cell(row, "province"), cell(row, "district")):
            out_of_scope += 1
            continue
        name = cell(row, "name")
        if is_total_row(context, name):
            rows.append(_Row(row, None, name, name, is_total=True))
            continue
        located = locate(
            context,
            name,
            row=row.line,
            column=name_column,
            code=cell(row, "code") or None,
            district=cell(row, "district") or None,
        )
        past = context.former.match(name).place if located.place is None and name else None
        if past is not None:
            issues.append(Issue("former-neighbourhood", row=row.line, column=name_column, old=name))
            rows.append(_Row(row, past.id, past.name, name, is_total=False))
            continue
        if located.place is None and located.issue is not None:
            unmatched.append(name)
            quarantined.append(Quarantined(row.line, table.raw(row), located.issue))
            continue
        if located.issue is not None:
            issues.append(located.issue)
        if located.place is not None:
            rows.append(_Row(row, located.place.id, located.place.name, name or located.place.name, is_total=False))
    if unmatched and not any(row.place_id for row in rows):
        example = ", ".join(unmatched[:3])
        raise RefusedError(Issue("no-name-matched", params={"file": table.file, "count": len(unmatched), "example": example}))
    if out_of_scope:
        issues.append(Issue("out-of-scope", params={"count": out_of_scope}))
    return rows, out_of_scope


class _Numbers:
    """The number columns of the located rows, parsed column by column because the column decides what 1.234 means."""

    def __init__(self, table: Table, columns: Mapping[str, int], rows: Sequence[_Row], issues: list[Issue]) -> None:
        columns_by_field = {}
        for field, place in columns.items():
            stem = field.rpartition("_")[0] if field[-4:].isdigit() else field
            if stem not in {"name", "code", "district", "province"}:
                columns_by_field[field] = NumberColumn(
                    heading=table.headings[place],
                    cells=[row.source.value(place) for row in rows],
                    whole=stem in {*MEASURES, "change_count", "year"},
                    may_be_negative=stem in {"change_count", "change_pct"},
                )
        self._columns = parse_columns(columns_by_field)
        lines = [row.source.line for row in rows]
        for parsed in self._columns.values():
            issues += column_issues(parsed, lines)
        self._years = sorted({int(field[-4:]) for field in self._columns if field[-4:].isdigit()})
        # A measure without a year is of the table's only year; of several it cannot be known which.
        for measure in MEASURES:
            if self._years and measure in self._columns:
                undated = self._columns.pop(measure)
                if len(self._years) == 1:
                    self._columns.setdefault(f"{measure}_{self._years[0]}", undated)
                else:
                    issues.append(Issue("column-ignored", column=undated.column.heading))
        self._changes = {}
        for field in ("change_count", "change_pct"):
            if field in self._columns:
                heading = self._columns[field].column.heading
                span = self._span(heading)
                if span is None:
                    issues.append(Issue("change-without-years", column=heading))
                else:
                    self._changes[field] = span
        self._area_factor = 1.0
        if "area_km2" in columns:
            self._area_factor = _area_factor(table.headings[columns["area_km2"]])

    def problem(self, position: int, line: int) -> Issue | None:
        """What keeps this row out, if anything does."""
        for field, column in self._columns.items():
            issue = number_issue(column, position, line)
            if issue is not None:
                return issue
            if field == "year":
                year = column.value(position)
                if year is None or int(year) not in _YEARS:
                    text = column.numbers.numbers[position].text
                    return Issue("year-out-of-range", row=line, column=column.column.heading, old=text)
        return None

    def records(self, position: int, row: _Row) -> list[dict[str, object]]:
        """The stored rows of one source row: one a year."""
        area = self._value("area_km2", position)
        years = self._years or [int(self._value("year", position) or 0)]
        records = []
        for year in years:
            suffix = f"_{year}" if self._years else ""
            record: dict[str, object] = {
                "neighbourhood_id": row.place_id,
                "neighbourhood_name": row.name,
                "stated_name": row.stated_name,
                "is_total": row.is_total,
                "year": year,
                "source_row": row.source.line,
                "stated_area_km2": None if area is None else area * self._area_factor,
            }
            for measure in MEASURES:
                record[measure] = self._value(f"{measure}{suffix}", position)
            records.append(record)
        for field, (since, until) in self._changes.items():
            record = records[years.index(until)]
            record["since_year"] = since
            record[f"stated_{field}"] = self._value(field, position)
        return records

    def _span(self, heading: str) -> tuple[int, int] | None:
        """The two years a change is between: those of its heading, else those of its table where there are exactly two."""
        named = sorted({int(year) for year in YEAR.findall(heading)} & set(self._years))
        years = named if len(named) == 2 else self._years
        return (years[0], years[1]) if len(years) == 2 else None

    def _value(self, field: str, position: int) -> float | None:
        column = self._columns.get(field)
        return None if column is None else column.value(position)


def _area_factor(heading: str) -> float:
    words = heading_key(heading).split()
    return next((factor for unit, factor in _SQUARE_KM.items() if unit in words or f"{unit}2" in words), 1.0)


def _without_duplicates(
    table: Table, rows: Sequence[_Row], records: Sequence[list[dict[str, object]]]
) -> tuple[list[list[dict[str, object]]], list[Quarantined]]:
    """Rows of one neighbourhood twice: equal ones are kept once, different ones all set aside, for none is known to be right."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if not row.is_total:
            groups[(row.place_id, tuple(record["year"] for record in records[position]))].append(position)
    dropped: dict[int, Quarantined] = {}
    for positions in groups.values():
        if len(positions) == 1:
            continue
        values = {tuple(_figures(records[position])) for position in positions}
        lines = [rows[position].source.line for position in positions]
        for position in positions[1:] if len(values) == 1 else positions:
            row = rows[position]
            issue = (
                Issue("duplicate-row", row=row.source.line, params={"name": row.name, "first": str(lines[0])})
                if len(values) == 1
                else Issue(
                    "duplicate-neighbourhood",
                    row=row.source.line,
                    params={"name": row.name, "rows": ", ".join(str(line) for line in lines)},
                )
            )
            dropped[position] = Quarantined(row.source.line, table.raw(row.source), issue)
    return [group for position, group in enumerate(records) if position not in dropped], list(dropped.values())


def _figures(records: Sequence[Mapping[str, object]]) -> list[object]:
    return [record.get(name) for record in records for name in ("year", *_FIGURES)]


def _recognises(headings: Sequence[str], has_areas: bool) -> bool:
    fields = set(guess_fields(headings).values())
    by_year = any(field.startswith("population_") for field in fields) or fields >= {"population", "year"}
    return by_year and bool(fields & {"name", "code"})


def _missing_values(frame: pd.DataFrame) -> list[Issue]:
    missing = frame[frame["population"].isna() & ~frame["is_total"]]
    return [
        Issue("missing-value", row=int(row.source_row), params={"name": f"{row.neighbourhood_name}, {row.year}"})
        for row in missing.itertuples()
    ]


_FIELDS = (
    Field("neighbourhood_id", "Mahalle kodu", "Neighbourhood id", "text"),
    Field("neighbourhood_name", "Mahalle", "Neighbourhood", "text"),
    Field("stated_name", "Kaynakta yazılan ad", "Name as printed", "text"),
    Field("is_total", "Toplam satırı", "Total row", "boolean"),
    Field("year", "Yıl", "Year", "integer"),
    Field("population", "Nüfus", "Population", "integer", unit="persons", extensive=True),
    Field("women", "Kadın", "Women", "integer", unit="persons", extensive=True),
    Field("men", "Erkek", "Men", "integer", unit="persons", extensive=True),
    Field(
        "temporary_protection",
        "Geçici koruma altındakiler (nüfusa dâhil değil)",
        "Under temporary protection (not in the population)",
        "integer",
        "persons",
        True,
    ),
    Field("since_year", "Değişimin başladığı yıl", "Change since", "integer"),
    Field("stated_change_count", "Yazılan değişim (kişi)", "Printed change (persons)", "integer", "persons", True),
    Field("stated_change_pct", "Yazılan değişim (%)", "Printed change (%)", "number", "pct", False),
    Field("stated_area_km2", "Yazılan yüzölçümü (km²)", "Printed area (km²)", "number", "km2", True),
    Field("source_row", "Kaynak satırı", "Source row", "integer"),
)
_COLUMNS = [field.name for field in _FIELDS]
_FIGURES = (*MEASURES, "stated_change_count", "stated_change_pct", "stated_area_km2")

LAYER = LayerSpec(
    name="population",
    title_tr="Nüfus",
    title_en="Population",
    description_tr="Mahalle, yıl ve kaynağa göre nüfus; basılı toplamlar ve değişimler karşılaştırma için yanında durur.",
    description_en="Population by neighbourhood, year and source; printed totals and changes are kept beside for comparison.",
    geometry=None,
    fields=_FIELDS,
    key=("neighbourhood_id", "year"),
    formats=TABLES,
    precedence=("tuik", "plan", "*"),
    read=read,
    column_options=FIELD_OPTIONS,
    guess=guess_fields,
    recognises=_recognises,
)
