"""The rows of a file as a declared layer takes them: columns of cells, and a shape for each row where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.issues import Issue
from geo.names import place_key
from layers.base import LayerSpec, Quarantined, ReadContext
from layers.declared.headings import guess_fields
from layers.reading import READERS
from layers.reading.base import Admitted
from layers.reading.placed_table import is_place_heading, placed_features
from layers.reading.table import Table, read_table
from layers.reading.vector import drawing_of, read_drawing, straighten_axes

Cell = str | float


@dataclass(frozen=True, slots=True)
class SourceRows:
    """Rows as printed, column by column: a blank cell is an empty text, a number of a workbook or drawing stays one.

    `shapes` are in EPSG:4326, None where a row has none; None for the whole where the file has no shapes.
    """

    file: str
    headings: tuple[str, ...]
    lines: list[int]
    columns: list[list[Cell]]
    shapes: npt.NDArray[np.object_] | None
    uneven: tuple[Quarantined, ...]
    issues: list[Issue]

    def raw(self, position: int) -> dict[str, str]:
        """A row as heading and text, for quarantine."""
        raw: dict[str, str] = {}
        for place, heading in enumerate(self.headings, 1):
            raw[heading if heading and heading not in raw else f"{heading}#{place}"] = as_text(self.columns[place - 1][position])
        return raw

    def first_cells(self) -> list[str]:
        """The first cell of each row that holds anything: where a printed total says that it is one."""
        firsts = [""] * len(self.lines)
        for column in self.columns:
            firsts = [
                first or (cell if isinstance(cell, str) else as_text(cell)) for first, cell in zip(firsts, column, strict=True)
            ]
        return firsts


def as_text(cell: Cell) -> str:
    """A cell as a person would type it."""
    return cell if isinstance(cell, str) else f"{cell:.15g}"


def source_rows(spec: LayerSpec, file: Admitted, context: ReadContext) -> SourceRows:
    """Open a file for a layer; a table may hold shapes or none, a drawing always does."""
    if READERS[file.format].holds == "drawing":
        drawing = read_drawing(file, context.epsg, table=context.table, known=context.centres)
        rows = _of_features(drawing.features, file, drawing.issues)
        straight = straighten_axes(drawing, file, _known_places(spec, rows, context))
        return replace(rows, shapes=straight.features.geometry.to_numpy(dtype=object), issues=straight.issues)
    table = read_table(file, context.table)
    placed, said = placed_features(table) if spec.geometry is not None else (None, [])
    rows = _of_table(table, [*table.issues, *said])
    if placed is None or placed.geometry.isna().all():
        return rows
    drawing = drawing_of(placed, file, context.epsg, context.centres, rows.issues)
    drawing = straighten_axes(drawing, file, _known_places(spec, rows, context))
    places = [place for place, heading in enumerate(rows.headings) if not is_place_heading(heading, placed)]
    return SourceRows(
        rows.file,
        tuple(rows.headings[place] for place in places),
        rows.lines,
        [rows.columns[place] for place in places],
        drawing.features.geometry.to_numpy(dtype=object),
        rows.uneven,
        drawing.issues,
    )


def _known_places(spec: LayerSpec, rows: SourceRows, context: ReadContext) -> dict[int, tuple[float, float]]:
    """Where the neighbourhood that each row names is known to lie, by the row's line: near it lies what the row is about."""
    guessed = guess_fields(spec, rows.headings)
    named = [place for place, field in guessed.items() if field == "neighbourhood"]
    if not named or not context.centres:
        return {}
    keys = ((line, place_key(as_text(cell))) for line, cell in zip(rows.lines, rows.columns[named[0]], strict=True))
    return {line: context.centres[key] for line, key in keys if key in context.centres}


def _of_table(table: Table, issues: list[Issue]) -> SourceRows:
    columns = [[row.value(place) for row in table.rows] for place in range(len(table.headings))]
    return SourceRows(table.file, table.headings, [row.line for row in table.rows], columns, None, table.uneven, issues)


def _of_features(features: gpd.GeoDataFrame, file: Admitted, issues: Sequence[Issue]) -> SourceRows:
    names = [name for name in features.columns if name != features.geometry.name]
    return SourceRows(
        file.name,
        tuple(str(name) for name in names),
        [int(number) for number in features.index],
        [_cells(features[name]) for name in names],
        features.geometry.to_numpy(dtype=object),
        (),
        list(issues),
    )


def _cells(column: pd.Series) -> list[Cell]:
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        return ["" if missing else float(value) for value, missing in zip(column, column.isna(), strict=True)]
    return [_cell(value) for value in column.tolist()]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | np.ndarray):
        # A GeoJSON property may be a list, such as a centroid.
        return ", ".join(as_text(_cell(item)) for item in value)
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return float(value) if isinstance(value, int | float | np.number) else str(value)
