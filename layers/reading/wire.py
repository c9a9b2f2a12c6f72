"""What a reading process hands back: a JSON document and a block of bytes, nothing that runs code when it is taken in."""

import json
from collections.abc import Mapping
from typing import Any, cast

import geopandas as gpd
import pandas as pd
import shapely

from geo.issue_kinds import Words
from geo.issues import Issue, Parameter
from layers.base import LayerSpec, Quarantined, Reading

Document = Mapping[str, Any]


def issue_to_document(issue: Issue) -> dict[str, object]:
    """An issue as plain JSON values."""
    params = {
        name: {"tr": value.tr, "en": value.en} if isinstance(value, Words) else value for name, value in issue.params.items()
    }
    return {
        "kind": issue.kind,
        "row": issue.row,
        "column": issue.column,
        "old": issue.old,
        "new": issue.new,
        "params": params,
    }


def issue_from_document(document: Document) -> Issue:
    """The issue again.

    Raises
        KeyError, TypeError, ValueError: it is not one.
    """
    params: dict[str, Parameter] = {}
    for name, value in document["params"].items():
        words = isinstance(value, dict)
        if not words and not isinstance(value, str | int | float):
            raise TypeError(name)
        params[str(name)] = Words(str(value["tr"]), str(value["en"])) if words else value
    row = document["row"]
    column, old, new = (None if document[name] is None else str(document[name]) for name in ("column", "old", "new"))
    return Issue(str(document["kind"]), None if row is None else int(row), column, old, new, params)


def reading_to_document(reading: Reading) -> tuple[dict[str, object], bytes]:
    """A reading as JSON values, with its shapes as well-known binary behind them."""
    columns: dict[str, list[object]] = {}
    shapes: list[bytes | None] = []
    geometry = reading.rows.geometry.name if isinstance(reading.rows, gpd.GeoDataFrame) else None
    for name in reading.rows.columns:
        if name == geometry:
            shapes = shapely.to_wkb(reading.rows[name].to_numpy()).tolist()
        else:
            values = reading.rows[name].astype(object)
            columns[str(name)] = values.where(values.notna(), None).tolist()
    document = {
        "columns": columns,
        "geometry": geometry,
        "epsg": reading.rows.crs.to_epsg() if isinstance(reading.rows, gpd.GeoDataFrame) else None,
        "shape_bytes": [None if shape is None else len(shape) for shape in shapes],
        "rows_in": reading.rows_in,
        "rows_out_of_scope": reading.rows_out_of_scope,
        "quarantined": [
            {"row": row.row, "raw": dict(row.raw), "issue": issue_to_document(row.issue)} for row in reading.quarantined
        ],
        "issues": [issue_to_document(issue) for issue in reading.issues],
        "as_of": reading.as_of,
    }
    return document, b"".join(shape for shape in shapes if shape is not None)


def reading_from_document(spec: LayerSpec, document: Document, block: bytes) -> Reading:
    """The reading again, its columns in the layer's types.

    Raises
        KeyError, TypeError, ValueError, shapely.errors.ShapelyError: it is not one of this layer.
    """
    # Stored rows may lack a field that the layer was given later; a reading has all of them.
    columns = {field.name: list(document["columns"][field.name]) for field in spec.fields}
    columns |= {str(name): list(values) for name, values in document["columns"].items()}
    frame = pd.DataFrame(columns)
    if document["geometry"] is not None:
        shapes, start = [], 0
        for size in document["shape_bytes"]:
            shapes.append(None if size is None else block[start : start + int(size)])
            start += 0 if size is None else int(size)
        geometry = str(document["geometry"])
        frame[geometry] = gpd.GeoSeries(shapely.from_wkb(shapes), index=frame.index, crs=int(document["epsg"]))
        frame = gpd.GeoDataFrame(frame, geometry=geometry)
    return Reading(
        rows=spec.conform(frame),
        rows_in=int(document["rows_in"]),
        quarantined=[
            Quarantined(
                int(row["row"]),
                {str(name): str(text) for name, text in row["raw"].items()},
                issue_from_document(row["issue"]),
            )
            for row in document["quarantined"]
        ],
        rows_out_of_scope=int(document["rows_out_of_scope"]),
        issues=[issue_from_document(issue) for issue in document["issues"]],
        as_of=None if document["as_of"] is None else str(document["as_of"]),
    )


def pack(document: Document, block: bytes) -> bytes:
    """Document and block as one file: the length of the document in eight bytes, the document, the block."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=True).encode("utf-8", "surrogatepass")
    return len(text).to_bytes(8, "big") + text + block


def unpack(packed: bytes) -> tuple[dict[str, Any], bytes]:
    """Document and block again.

    Raises
        ValueError, TypeError: the bytes were not made by `pack`.
    >>> unpack(pack({"rows_in": 3}, b"wkb"))
    ({'rows_in': 3}, b'wkb')
    """
    end = 8 + int.from_bytes(packed[:8], "big")
    document = json.loads(packed[8:end].decode("utf-8", "surrogatepass"))
    if end > len(packed) or not isinstance(document, dict):
        raise ValueError("not an answer of a reading process")
    return cast(dict[str, Any], document), packed[end:]
