"""The features of a drawing as its format's reader gives them: which table, which encoding, how much, nothing measured yet."""

import datetime
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.errors import RefusedError
from geo.issues import Issue
from geo.turkish import fold
from layers.gdal import pyogrio
from layers.reading import READERS
from layers.reading.base import Admitted, Params, unreadable
from layers.reading.letters import letter_issues

_FAULTS = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FieldError,
    pa.ArrowException,
    UnicodeDecodeError,
)


@dataclass(frozen=True, slots=True)
class TableOfShapes:
    """A table of a drawing: its name, and the kind of its shapes as the file declares it; None where it holds none."""

    name: str
    shapes: str | None


def tables_of_drawing(file: Admitted) -> list[TableOfShapes]:
    """What a drawing holds."""
    if READERS[file.format].frame is not None:
        return [TableOfShapes("", "Unknown")]
    try:
        return [TableOfShapes(str(name), shapes) for name, shapes in pyogrio.list_layers(file.path)]
    except (*_FAULTS, ValueError) as error:
        raise unreadable(file.name) from error


def read_features(file: Admitted, table: str | None) -> tuple[pd.DataFrame, list[Issue]]:
    """The rows of one table, in the file's own coordinates, and what is to be said; a table without shapes is a plain frame."""
    reader = READERS[file.format]
    issues = list(file.issues)
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always")
        try:
            frame = reader.frame(file.path) if reader.frame is not None else _read_in_bulk(file, table, issues)
            for text in dict.fromkeys(str(doubt.message) for doubt in doubts):
                issues.append(Issue("reader-doubt", params={"file": file.name, "text": text}))
            if isinstance(frame, gpd.GeoDataFrame):
                _require_vertices(frame, file)
                if reader.settle is not None and len(frame):
                    frame = reader.settle(frame)
            # Here and not later: what Arrow takes for text shows only now whether it is.
            frame = _with_letters(frame, file, issues)
        except (RefusedError, MemoryError):
            # Arrow's want of memory is one of its faults too, and no fault of the file.
            raise
        except (*_FAULTS, ValueError) as error:
            raise unreadable(file.name) from error
    return frame, issues


def _read_in_bulk(file: Admitted, table: str | None, issues: list[Issue]) -> pd.DataFrame:
    reader = READERS[file.format]
    chosen = _chosen(tables_of_drawing(file), table, file, issues)
    _require_driver_and_size(file, chosen)
    encoding, said = reader.encoding(file.path, file.name) if reader.encoding is not None else (None, [])
    issues += said
    frame = pyogrio.read_dataframe(
        file.path,
        layer=chosen,
        encoding=encoding,
        on_invalid="ignore",
        datetime_as_string=True,
        use_arrow=True,
        **reader.options,
    )
    for name in frame.columns:
        values = frame[name]
        if pd.api.types.is_object_dtype(values) and any(isinstance(value, datetime.date) for value in values):
            # A day without a time is text like one with a time.
            frame[name] = [value.isoformat() if isinstance(value, datetime.date) else value for value in values]
    return frame


def _chosen(tables: Sequence[TableOfShapes], wanted: str | None, file: Admitted, issues: list[Issue]) -> str:
    if wanted is not None:
        for table in tables:
            if fold(table.name) == fold(wanted):
                return table.name
        known = ", ".join(table.name for table in tables)
        raise RefusedError(Issue("no-such-table", params={"file": file.name, "table": wanted, "known": known}))
    drawn = [table for table in tables if table.shapes is not None]
    if not drawn:
        raise RefusedError(Issue("no-shapes", params={"file": file.name}))
    areas = [table for table in drawn if "Polygon" in str(table.shapes)] or drawn
    others = [table.name for table in drawn if table is not areas[0]]
    if others:
        issues.append(Issue("table-chosen", params={"file": file.name, "table": areas[0].name, "others": ", ".join(others)}))
    return areas[0].name


def _require_driver_and_size(file: Admitted, table: str) -> None:
    info = pyogrio.read_info(file.path, layer=table, **READERS[file.format].options)
    # What the gate sniffed must be what GDAL takes it for.
    if info["driver"] != READERS[file.format].driver:
        raise unreadable(file.name)
    rows, columns = max(0, int(info["features"])), len(info["fields"])
    if rows > file.limits.rows or rows * columns > file.limits.cells:
        params: Params = {"file": file.name, "rows": rows, "columns": columns, "limit": file.limits.cells}
        raise RefusedError(Issue("too-many-cells", params=params))


def _require_vertices(frame: gpd.GeoDataFrame, file: Admitted) -> None:
    vertices = int(np.sum(shapely.get_num_coordinates(frame.geometry.array)))
    if vertices > file.limits.vertices:
        params: Params = {"file": file.name, "vertices": vertices, "limit": file.limits.vertices}
        raise RefusedError(Issue("too-many-vertices", params=params))


def _with_letters(frame: pd.DataFrame, file: Admitted, issues: list[Issue]) -> pd.DataFrame:
    for name in frame.columns:
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype):
            said, better = letter_issues(str(name), frame[name].dropna(), file.name)
            issues += said
            if better:
                frame[name] = [better.get(text, text) if isinstance(text, str) else text for text in frame[name]]
    return frame
