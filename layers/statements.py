"""The statements layer: figures that a document's text states, to be held against its own tables."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue
from layers.base import Field, LayerSpec, Quarantined, ReadContext, Reading
from layers.places import is_total_row, locate
from layers.reading import TABLES
from layers.reading.gate import Admitted
from layers.reading.numbers import NumberColumn, column_issues, number_issue, parse_columns
from layers.reading.table import Table, TableRow, assign_columns, heading_key, ignored_columns, read_table

_HEADINGS = {
    "name": frozenset({"mahalle", "mahalle adi", "name", "neighbourhood"}),
    "code": frozenset({"mahalle kodu", "kod", "code"}),
}
_MEASURES = ("change_count", "change_pct", "area_km2")
FIELD_OPTIONS = ("name", "code", *_MEASURES)


def guess_fields(headings: Sequence[str]) -> dict[int, str]:
    """What each heading of a list of statements most likely is, by position.

    >>> guess_fields(["MAHALLE", "DEĞİŞİM (kişi)", "DEĞİŞİM (%)"])
    {0: 'name', 1: 'change_count', 2: 'change_pct'}
    """
    guessed = {}
    for place, heading in enumerate(headings):
        key = heading_key(heading)
        words = set(key.split())
        for field, known in _HEADINGS.items():
            if key in known:
                guessed[place] = field
        if words & {"degisim", "degisimi", "change"}:
            guessed[place] = "change_pct" if "%" in heading or words & {"pct", "percent", "oran"} else "change_count"
        elif words & {"yuzolcumu", "alan", "area"}:
            guessed[place] = "area_km2"
    return guessed


def read(file: Admitted, context: ReadContext) -> Reading:
    """Read a list of statements: one stored row for each neighbourhood and measure."""
    table = read_table(file, context.table)
    columns = assign_columns(table.headings, guess_fields(table.headings), context.columns, FIELD_OPTIONS, file.name)
    _require_columns(table, columns)
    if not context.gazetteer.places:
        raise RefusedError(Issue("no-neighbourhoods"))
    issues = [*table.issues, *ignored_columns(table.headings, columns)]
    quarantined = list(table.uneven)
    located = []
    for row in table.rows:
        place = _place(table, row, columns, context, issues, quarantined)
        if place is not None:
            located.append((row, *place))
    if not any(place_id for _, place_id, _ in located):
        example = ", ".join(str(set_aside.issue.old or "") for set_aside in quarantined[:3])
        raise RefusedError(Issue("no-name-matched", params={"file": file.name, "count": len(table.rows), "example": example}))
    numbers = parse_columns(
        {
            measure: NumberColumn(
                heading=table.headings[columns[measure]],
                cells=[row.value(columns[measure]) for row, _, _ in located],
                whole=measure == "change_count",
                may_be_negative=measure != "area_km2",
            )
            for measure in _MEASURES
            if measure in columns
        }
    )
    lines = [row.line for row, _, _ in located]
    for column in numbers.values():
        issues += column_issues(column, lines)
    records = []
    for position, (row, place_id, name) in enumerate(located):
        found = [number_issue(column, position, row.line) for column in numbers.values()]
        problem = next((issue for issue in found if issue is not None), None)
        if problem is not None:
            quarantined.append(Quarantined(row.line, table.raw(row), problem))
            continue
        records += [
            {
                "neighbourhood_id": place_id,
                "neighbourhood_name": name,
                "measure": measure,
                "value": column.value(position),
                "source_row": row.line,
            }
            for measure, column in numbers.items()
        ]
    issues += [set_aside.issue for set_aside in quarantined]
    return Reading(
        rows=LAYER.conform(pd.DataFrame(records, columns=[field.name for field in _FIELDS])),
        rows_in=len(table.rows) + len(table.uneven),
        quarantined=quarantined,
        rows_out_of_scope=0,
        issues=issues,
    )


def _require_columns(table: Table, columns: Mapping[str, int]) -> None:
    headings = ", ".join(heading for heading in table.headings if heading)
    if "name" not in columns and "code" not in columns:
        raise RefusedError(
            Issue(
                "missing-column",
                params={
                    "file": table.file,
                    "field": "name",
                    "field_tr": "mahalle adı",
                    "field_en": "the neighbourhood name",
                    "headings": headings,
                },
            )
        )
    if not any(measure in columns for measure in _MEASURES):
        raise RefusedError(Issue("stated-measure-missing", params={"file": table.file, "headings": headings}))


def _place(
    table: Table,
    row: TableRow,
    columns: Mapping[str, int],
    context: ReadContext,
    issues: list[Issue],
    quarantined: list[Quarantined],
) -> tuple[str | None, str] | None:
    name = row.cells[columns["name"]] if "name" in columns else ""
    if is_total_row(context, name):
        return None, name
    located = locate(
        context,
        name,
        row=row.line,
        column=table.headings[columns["name"]] if "name" in columns else None,
        code=row.cells[columns["code"]] if "code" in columns else None,
    )
    if located.place is None:
        if located.issue is not None:
            quarantined.append(Quarantined(row.line, table.raw(row), located.issue))
        return None
    if located.issue is not None:
        issues.append(located.issue)
    return located.place.id, located.place.name


def _recognises(headings: Sequence[str], has_areas: bool) -> bool:
    fields = set(guess_fields(headings).values())
    return bool(fields & {"name", "code"}) and bool(fields & {"change_count", "change_pct"})


_FIELDS = (
    Field("neighbourhood_id", "Mahalle kodu", "Neighbourhood id", "text"),
    Field("neighbourhood_name", "Mahalle", "Neighbourhood", "text"),
    Field("measure", "Ölçü", "Measure", "text"),
    Field("value", "Metinde yazan değer", "Value as stated", "number"),
    Field("source_row", "Kaynak satırı", "Source row", "integer"),
)

LAYER = LayerSpec(
    name="statements",
    title_tr="Metindeki ifadeler",
    title_en="Statements of the text",
    description_tr="Bir belgenin metninde geçen değerler; aynı belgenin tablolarıyla karşılaştırılır.",
    description_en="Figures that a document's text states; compared with the tables of the same document.",
    geometry=None,
    fields=_FIELDS,
    key=("neighbourhood_id", "measure"),
    formats=TABLES,
    precedence=("*",),
    read=read,
    column_options=FIELD_OPTIONS,
    guess=guess_fields,
    recognises=_recognises,
)
