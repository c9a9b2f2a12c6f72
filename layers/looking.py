"""What a file is, without storing it: format, tables, rows, columns, encoding, coordinate system and its proof, issues."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import to_wgs84
from geo.errors import MahalleError
from geo.issues import Issue
from geo.names import Gazetteer
from geo.numbers import parse_column
from layers import LAYERS, LayerSpec
from layers.base import ReadContext
from layers.declared import recognises
from layers.importing import ImportOptions, workspace_context
from layers.places import is_total_row
from layers.reading import READERS
from layers.reading.base import Admitted, Limits
from layers.reading.crs_choice import with_crs
from layers.reading.features import read_features, tables_of_drawing
from layers.reading.gate import admit
from layers.reading.isolation import run_apart
from layers.reading.placed_table import placed_features
from layers.reading.table import Table, tables_of
from layers.reading.vector import Drawing, straighten_axes
from layers.reading.wire import issue_from_document, issue_to_document
from layers.workspace import is_workspace, open_workspace

_EXAMPLES = 3
_SAMPLED_ROWS = 5000
_LONGEST_EXAMPLE = 40
_FIRST_ROWS = 8
_UNIT = re.compile(r"km\s*[²2]|m\s*[²2]|%|‰|₺|\b(?:ha|km|m|TL|kişi|adet|hektar)\b")

_PROOFS = {
    "stated": "dosya söylüyor / stated by the file",
    "degrees": "sayılar derece / the numbers are degrees",
    "given": "siz verdiniz / given by you",
    "proven": "yerinden kanıtlandı / proven by its place",
}
_MARKS = {"error": "✗", "warning": "!", "info": "·"}

Document = dict[str, Any]


def look(workspace: Path, path: Path, *, epsg: int | None = None, limits: Limits | None = None) -> Document:
    """What a file is; a workspace in that folder says where its shapes should lie.

    Raises
        RefusedError: the gate does not let it in.
    """
    context = ReadContext("", None, Gazetteer([]), epsg=epsg)
    if is_workspace(workspace):
        opened = open_workspace(workspace)
        context = workspace_context(opened, opened.store(), ImportOptions(epsg=epsg))
    limits = limits or Limits()
    document, _ = run_apart("look", path.resolve(), context, limits, name=path.name, limits=limits)
    return document


def with_words(document: Document) -> Document:
    """The document with each issue in words, as `import --format json` gives them."""
    return {
        **document,
        "tables": [{**table, "issues": _in_words(table)} for table in document["tables"]],
        "issues": _in_words(document),
    }


def _in_words(document: Mapping[str, Any]) -> list[Document]:
    return [issue_from_document(found).as_answer() for found in document["issues"]]


def described(document: Document) -> list[str]:
    """The document as lines to read, Turkish words first."""
    lines = [
        f"{document['file']}: {document['title_tr']} / {document['title_en']}, {document['bytes']} B, {document['encoding']}"
    ]
    lines += [f"  ! {issue['message']}" for issue in _in_words(document)]
    for table in document["tables"]:
        lines.append("")
        shapes = ", ".join(f"{count} {kind}" for kind, count in (table["shapes"] or {}).items())
        totals = f" ({table['total_rows']} toplam / total)" if table["total_rows"] else ""
        lines.append(f"[{table['name'] or '1'}] {table['rows']} satır / rows{totals}{'; ' + shapes if shapes else ''}")
        if table["crs"]:
            lines.append(f"  CRS: {table['crs']['name']} (EPSG:{table['crs']['epsg']}), {_PROOFS[table['crs']['proof']]}")
        if table["extent"]:
            lines.append("  yer / extent: " + " ".join(str(value) for value in table["extent"]))
        for column in table["columns"]:
            unit = f" [{column['unit']}]" if column["unit"] else ""
            lines.append(f"  {column['name'] or '–'}: {column['type']}{unit}, {', '.join(column['examples']) or '–'}")
        lines.append("  olabileceği katmanlar / could be: " + (", ".join(table["layers"]) or "–"))
        lines += [f"  {_MARKS[issue['severity']]} {issue['message']}" for issue in _in_words(table)]
    return lines


def look_here(path: Path, context: ReadContext, limits: Limits) -> tuple[Document, bytes]:
    """What `look` asks of the other process."""
    with admit(path, limits) as file:
        reader = READERS[file.format]
        tables, issues = _tables(file, context) if reader.holds == "table" else _drawings(file, context)
        return {
            "file": file.name,
            "format": file.format,
            "title_tr": reader.title.tr,
            "title_en": reader.title.en,
            "bytes": path.stat().st_size if path.is_file() else file.path.stat().st_size,
            "encoding": _encoding(file, issues),
            "tables": tables,
            "issues": [issue_to_document(issue) for issue in issues],
        }, b""


def _tables(file: Admitted, context: ReadContext) -> tuple[list[Document], list[Issue]]:
    parts, issues = tables_of(file)
    documents = []
    for part in parts:
        table = part.table
        columns = [_column(heading, [row.value(place) for row in table.rows]) for place, heading in enumerate(table.headings)]
        placed, said = placed_features(table)
        described = _described(part.name, columns, len(table.rows) + len(table.uneven), _totals(table, context))
        described["first_rows"] = [[_short(cell) for cell in row.cells] for row in table.rows[:_FIRST_ROWS]]
        found = [*table.issues, *said, *(row.issue for row in table.uneven)]
        documents.append(_with_place(described, file, placed, context, found))
    return documents, issues


def _drawings(file: Admitted, context: ReadContext) -> tuple[list[Document], list[Issue]]:
    documents = []
    encoding_issues: list[Issue] = []
    for table in tables_of_drawing(file):
        features, issues = read_features(file, table.name if READERS[file.format].frame is None else None)
        features.index = range(1, len(features) + 1)
        names = [name for name in features.columns if not isinstance(features[name].dtype, gpd.array.GeometryDtype)]
        columns = [_column(str(name), _cells(features[name])) for name in names]
        described = _described(table.name, columns, len(features), 0)
        firsts = zip(*(_cells(features[name].head(_FIRST_ROWS)) for name in names), strict=True)
        described["first_rows"] = [["" if cell is None else _short(cell) for cell in row] for row in firsts]
        about_file = [issue for issue in issues if issue.kind in {"encoding-guessed", "encoding-mixed"}]
        encoding_issues = about_file or encoding_issues
        rest = [issue for issue in issues if issue not in about_file]
        placed = features if isinstance(features, gpd.GeoDataFrame) and len(features) else None
        documents.append(_with_place(described, file, placed, context, rest))
    return documents, encoding_issues


def _cells(column: pd.Series) -> list[object]:
    values = column.head(_SAMPLED_ROWS).astype(object)
    # A GeoJSON property may be a list.
    plain = [str(value) if isinstance(value, np.ndarray | list | dict) else value for value in values]
    return [None if pd.isna(value) else value for value in plain]


def _described(name: str, columns: Sequence[Document], rows: int, totals: int) -> Document:
    return {"name": name, "rows": rows, "total_rows": totals, "columns": list(columns)}


def _column(heading: str, cells: Sequence[object]) -> Document:
    cells = cells[:_SAMPLED_ROWS]
    filled = [cell for cell in cells if cell is not None and cell != ""]
    kind, parsed_unit = _type(filled)
    stated = _UNIT.search(heading)
    examples = list(dict.fromkeys(_short(cell) for cell in filled[:_SAMPLED_ROWS]))[:_EXAMPLES]
    return {
        "name": heading,
        "type": kind,
        "unit": re.sub(r"\s", "", stated[0]).replace("²", "2") if stated else parsed_unit,
        "filled": len(filled),
        "examples": examples,
    }


def _short(cell: object) -> str:
    return str(cell)[:_LONGEST_EXAMPLE]


def _type(filled: Sequence[object]) -> tuple[str, str | None]:
    if not filled:
        return "empty", None
    if all(isinstance(cell, bool | np.bool_) for cell in filled):
        return "boolean", None
    if not all(isinstance(cell, str | int | float | np.number) for cell in filled):
        return "other", None
    numbers = parse_column([cell if isinstance(cell, str) else float(str(cell)) for cell in filled], fallback="tr").numbers
    values = [number.value for number in numbers if number.value is not None]
    if len(values) + sum(number.reading == "none" for number in numbers) < len(filled) or not values:
        return "text", None
    units = {number.unit for number in numbers if number.unit}
    whole = all(value == int(value) for value in values)
    return ("integer" if whole else "number"), units.pop() if len(units) == 1 else None


def _totals(table: Table, context: ReadContext) -> int:
    return sum(bool(row.cells) and is_total_row(context, row.cells[0]) for row in table.rows)


def _with_place(
    document: Document, file: Admitted, features: gpd.GeoDataFrame | None, context: ReadContext, issues: list[Issue]
) -> Document:
    """The table with where it lies, what it could be, and every doubt."""
    document["shapes"] = document["vertices"] = document["crs"] = document["extent"] = None
    has_areas = False
    if features is not None:
        types = Counter(str(kind) for kind in features.geom_type.dropna())
        has_areas = any("Polygon" in kind for kind in types)
        document["shapes"] = dict(sorted(types.items()))
        document["vertices"] = int(np.sum(shapely.get_num_coordinates(features.geometry.array)))
        invalid = int((~features.geometry.dropna().is_valid).sum())
        if invalid:
            issues.append(Issue("invalid-shapes", params={"count": invalid}))
        try:
            document |= _place(features, file, context, issues)
        except MahalleError as error:
            issues += error.issues
    headings = [column["name"] for column in document["columns"]]
    document["layers"] = [
        layer.name
        for layer in (*LAYERS.values(), *context.own_layers)
        if file.format in layer.formats and _could_be(layer, headings, features is not None, has_areas)
    ]
    document["issues"] = [issue_to_document(issue) for issue in issues]
    return document


def _could_be(layer: LayerSpec, headings: Sequence[str], has_shapes: bool, has_areas: bool) -> bool:
    if layer.recognises is not None:
        return layer.recognises(headings, has_areas)
    return recognises(layer, headings, has_shapes)


def _place(features: gpd.GeoDataFrame, file: Admitted, context: ReadContext, issues: list[Issue]) -> Document:
    stated = features.crs is not None and context.epsg is None
    placed = with_crs(features, file, context.epsg, context.centres, issues)
    proof = "given" if context.epsg is not None else "proven"
    if stated and placed.crs == features.crs:
        proof = "degrees" if READERS[file.format].holds == "table" else "stated"
    degrees = to_wgs84(placed)
    drawing = straighten_axes(Drawing(degrees, [], not placed.crs.is_projected), file, {})
    issues += drawing.issues
    bounds = [round(float(value), 6) for value in drawing.features.total_bounds]
    return {
        "crs": {"name": str(placed.crs.name), "epsg": placed.crs.to_epsg(), "proof": proof},
        "extent": bounds if np.isfinite(bounds).all() else None,
    }


def _encoding(file: Admitted, issues: Sequence[Issue]) -> str:
    guessed = [str(issue.params["encoding"]) for issue in issues if issue.kind == "encoding-guessed"]
    reader = READERS[file.format]
    stated = reader.encoding(file.path, file.name)[0] if reader.encoding is not None else None
    return guessed[0] if guessed else stated or "UTF-8"
