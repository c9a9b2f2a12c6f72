"""Shapefile, zipped: old programs read nothing else. What it has no room for lies beside it in the zip."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from geo.errors import RefusedError
from geo.issues import Issue
from geo.short_names import short_names
from geo.turkish import slug
from layers.export.base import ExportFormat
from layers.gdal import WRITING_ERRORS, fiona
from layers.outgoing.dictionary import definitions
from layers.outgoing.fixed_zip import write_zip
from layers.outgoing.table import ColumnType, ExportTable, Plain, rows_of

_WIDEST_TEXT_BYTES = 254
_WIDEST_NUMBER: Final = 24
_MOST_DECIMALS = 15
# Places in a file are counted in 31 bits by most programs.
_MOST_BYTES: Final = 2**31 - 1
# Of columns whose width is not said.
_BYTES: Final = {"date": 8, "bool": 1}
# A shapefile holds shapes of one kind: points, lines or areas.
_KINDS = {0: ("Point", ""), 1: ("LineString", "_cizgi"), 2: ("Polygon", "_alan")}
_DIMENSIONS = {"Point": 0, "LineString": 1, "LinearRing": 1, "Polygon": 2, "GeometryCollection": 2}
_CUT = "uzun_metinler.csv"


def write(table: ExportTable, path: Path) -> None:
    """Write a zip of shapefiles, one for each kind of shape, with the full names of the columns and what the file is.

    Columns are UTF-8 and as wide as their values. A text longer than a column can be is cut there and stands whole in a table
    beside it.

    Raises
        RefusedError: a file of it would be larger than programs read.
    """
    names = short_names([table.id_name, *table.columns])
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix=".mahalle-", dir=path.parent) as folder:
        for part in _by_kind(table):
            stem = f"{slug(table.name) or 'katman'}{part.ending}"
            _write_shapes(table, part, Path(folder) / f"{stem}.shp", names)
        for file in sorted(Path(folder).iterdir()):
            files[file.name] = file.read_bytes()
    files["sutunlar.csv"] = _csv([("kisa", "sutun", "Türkçe", "English"), *_named(table, names)])
    files["hakkinda.csv"] = _csv([("anahtar", "değer"), *table.metadata.items()])
    if long := list(_long_texts(table)):
        files[_CUT] = _csv([(table.id_name, "sutun", "metin"), *long])
    write_zip(path, files, table.metadata.get("created_at"))


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a table whose shapes are of one kind; those without go with the first, for a shapefile may hold them."""

    table: ExportTable
    dimension: int
    kind: str
    ending: str
    takes_missing: bool

    def portions(self) -> Iterator[gpd.GeoDataFrame]:
        """The rows in their order, some thousand at a time."""
        for portion in self.table.portions():
            dimensions = shapely.get_dimensions(portion.geometry.to_numpy(dtype=object))
            yield portion[(dimensions == self.dimension) | (self.takes_missing & (dimensions < 0))]


def _by_kind(table: ExportTable) -> Iterator[_Part]:
    found = sorted({_DIMENSIONS[name.removeprefix("Multi")] for name in table.shape_kinds})
    for dimension in found:
        kind, ending = _KINDS[dimension]
        if dimension == 0 and "MultiPoint" in table.shape_kinds:
            kind = "MultiPoint"
        yield _Part(table, dimension, kind, ending if len(found) > 1 else "", dimension == found[0])


def _write_shapes(table: ExportTable, part: _Part, path: Path, names: Mapping[str, str]) -> None:
    widths = _widths(table, part)
    _require_readable(table, part, widths)
    schema = {"geometry": part.kind, "properties": {names[name]: width for name, width in widths.items()}}
    options = {"driver": "ESRI Shapefile", "schema": schema, "crs_wkt": table.features.crs.to_wkt(), "encoding": "UTF-8"}
    day = table.metadata.get("created_at", "1980-01-01")[:10]
    try:
        # The head of the .dbf has a date in it.
        with fiona.open(path, "w", DBF_DATE_LAST_UPDATE=day, **options) as sink:
            for portion in part.portions():
                rows = rows_of(table.plain_columns(portion))
                for row, shape in zip(rows, portion.geometry.to_numpy(dtype=object), strict=True):
                    sink.write(
                        {
                            "geometry": None if shape is None else shapely.geometry.mapping(shape),
                            "properties": {names[name]: _cell(value) for name, value in row.items()},
                        }
                    )
    except WRITING_ERRORS as error:
        raise OSError(str(error)) from error


def _require_readable(table: ExportTable, part: _Part, widths: Mapping[str, str]) -> None:
    """Refuse what is too large before it is written for minutes.

    Source
        ESRI Shapefile Technical Description (1998): 8 bytes before a record, 44 and a part's 4 before its points of 16 bytes.
    """
    rows = points = 0
    for portion in part.portions():
        rows += len(portion)
        points += int(shapely.get_num_coordinates(portion.geometry.to_numpy(dtype=object)).sum())
    row_bytes = 1 + sum(_BYTES.get(width) or int(width.partition(":")[2].partition(".")[0]) for width in widths.values())
    largest = max(rows * row_bytes, rows * 56 + points * 16)
    if largest > _MOST_BYTES:
        told = {"name": table.name, "format": EXPORT.title}
        raise RefusedError(Issue("too-large-for-format", params={**told, "size_gb": round(largest / 1024**3, 1)}))


def _widths(table: ExportTable, part: _Part) -> dict[str, str]:
    """fiona's type of each column, as wide as the values need."""
    kinds: dict[str, ColumnType] = {table.id_name: "text", **table.columns}
    digits, longest = dict.fromkeys(kinds, 2), dict.fromkeys(kinds, 1)
    for portion in part.portions():
        for name, values in table.plain_columns(portion).items():
            if kinds[name] in ("integer", "number"):
                numbers = [abs(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
                digits[name] = max(digits[name], len(str(int(max(numbers)))) + 1 if numbers else 2)
            else:
                longest[name] = max(longest[name], *(len(_text(value).encode()) for value in values), 1)
    return {name: _width(kind, digits[name], longest[name]) for name, kind in kinds.items()}


def _width(kind: ColumnType, digits: int, longest_bytes: int) -> str:
    if kind == "integer":
        return f"int:{max(digits, 9) if digits < 10 else 18}"
    if kind == "number":
        return f"float:{_WIDEST_NUMBER}.{max(0, min(_MOST_DECIMALS, _WIDEST_NUMBER - digits - 1))}"
    if kind in ("date", "boolean"):
        return "date" if kind == "date" else "bool"
    return f"str:{min(_WIDEST_TEXT_BYTES, longest_bytes)}"


def _cell(value: Plain) -> object:
    return _cut(_text(value)) if isinstance(value, str | list) else value


def _text(value: Plain) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def _cut(text: str) -> str:
    """As much of a text as a column can hold, no letter halved."""
    return text.encode()[:_WIDEST_TEXT_BYTES].decode(errors="ignore")


def _long_texts(table: ExportTable) -> Iterator[tuple[str, str, str]]:
    for portion in table.portions():
        columns = table.plain_columns(portion)
        for name, values in columns.items():
            for row_id, value in zip(columns[table.id_name], values, strict=True):
                if len(_text(value).encode()) > _WIDEST_TEXT_BYTES:
                    yield str(row_id), name, _text(value)


def _named(table: ExportTable, names: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for item in definitions(table):
        if item.code is None:
            yield names[item.column], item.column, item.title.tr, item.title.en


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


EXPORT = ExportFormat(suffix=".zip", title="Shapefile (zip)", write=write, needs_shapes=True, streams=True)
