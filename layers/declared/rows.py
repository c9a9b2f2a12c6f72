"""The rows of a file on their way into a declared layer: in scope or not, a printed total or not, of which neighbourhood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely

from geo.errors import RefusedError
from geo.issues import Issue
from geo.names import Place
from layers.base import LayerSpec, ReadContext
from layers.declared.shapes import Shapes
from layers.declared.source import SourceRows, as_text
from layers.places import is_out_of_scope, is_total_row, locate, says_total
from layers.reading.base import Params

# As CSV, GeoJSON and GeoPackage write what is true.
_TRUE = frozenset({"True", "true", "1"})


@dataclass(slots=True)
class Rows:
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


def rows_in_scope(source: SourceRows, columns: Mapping[str, int], context: ReadContext) -> Rows:
    """All rows but those that state another province or district."""
    everything = Rows(source, columns, list(range(len(source.lines))), 0)
    scopes = list(zip(everything.texts("province"), everything.texts("district"), strict=True))
    outside = {scope for scope in set(scopes) if is_out_of_scope(context, *scope)}
    positions = [position for position, scope in enumerate(scopes) if scope not in outside]
    return Rows(source, columns, positions, len(scopes) - len(positions))


def mark_totals(spec: LayerSpec, rows: Rows, context: ReadContext) -> None:
    """A printed total says so in its first cell or where things are told apart; a table that came from us says so in a column."""
    if "is_total" in rows.columns:
        stated = rows.texts("is_total")
        rows.totals = {position for position in rows.positions if stated[position] in _TRUE}
        return
    firsts = rows.source.first_cells()
    totals = {text for text in set(firsts) if text and is_total_row(context, text)}
    rows.totals = {position for position in rows.positions if firsts[position] in totals}
    for name in spec.identity:
        texts = rows.texts(name)
        totals = {text for text in set(texts) if says_total(text)}
        rows.totals |= {position for position in rows.positions if texts[position] in totals}


def locate_rows(rows: Rows, context: ReadContext, issues: list[Issue]) -> None:
    """The neighbourhood of each row by its code or name. A name that stays open leaves its row without a neighbourhood."""
    if not context.gazetteer.places:
        raise RefusedError(Issue("no-neighbourhoods"))
    if not {"neighbourhood", "neighbourhood_code"} & set(rows.columns):
        return
    names, codes, districts = (rows.texts(name) for name in ("neighbourhood", "neighbourhood_code", "district"))
    heading = rows.source.headings[rows.columns.get("neighbourhood", rows.columns.get("neighbourhood_code", 0))]
    open_names: list[str] = []
    sure: dict[tuple[str, str, str], Place] = {}
    for position in rows.positions:
        name, code = names[position], codes[position]
        if position in rows.totals or not (name or code):
            continue
        stated = (name, code, districts[position])
        known = sure.get(stated) or context.gazetteer.by_id.get(code)
        if known is not None:
            rows.places[position] = known
            continue
        line = rows.source.lines[position]
        # A register may give the code alone; one that is not known waits like a name.
        located = locate(context, name or code, row=line, column=heading, code=code or None, district=districts[position] or None)
        if located.issue is not None:
            issues.append(located.issue)
        elif located.place is not None:
            sure[stated] = located.place
        if located.place is not None:
            rows.places[position] = located.place
        else:
            open_names.append(name or code)
    if open_names and not rows.places and rows.source.shapes is None:
        params: Params = {"file": rows.source.file, "count": len(open_names), "example": ", ".join(dict.fromkeys(open_names[:3]))}
        raise RefusedError(Issue("no-name-matched", params=params))


def without_place(rows: Rows, shapes: Shapes | None) -> list[Issue]:
    """What is to be said of rows that name no neighbourhood and have no place on the map, where others of the file do."""
    if shapes is None and "neighbourhood" not in rows.columns:
        return []
    names = rows.texts("neighbourhood")
    drawn = [False] * len(names) if shapes is None else (~shapely.is_missing(shapes)).tolist()
    return [
        Issue("row-without-place", row=rows.source.lines[position])
        for position in rows.positions
        if not (drawn[position] or names[position] or position in rows.places)
        and position not in rows.totals
        and position not in rows.problems
    ]
