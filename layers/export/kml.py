"""KML 2.2 for Google Earth and phones: typed values, and the colours that the map has."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import shapely

from layers.export.base import ExportFormat
from layers.outgoing.table import ColumnType, ExportTable, Plain, rows_of

_TYPES: Mapping[ColumnType, str] = {"integer": "int", "number": "double", "boolean": "bool"}
_DECIMALS = 7
# Readers have an id of their own beside the columns.
_ID = "feature_id"
_NAMES = ("name", "neighbourhood_name")


def write(table: ExportTable, path: Path) -> None:
    """Write one Placemark a row; a value that is unknown is left out."""
    name = next((name for name in _NAMES if name in table.columns), table.id_name)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_head(table))
        for portion in table.portions():
            rows = rows_of(table.plain_columns(portion))
            for row, shape in zip(rows, portion.geometry.to_numpy(dtype=object), strict=True):
                stream.write(_placemark(table, row, name, shape))
        stream.write("</Document>\n</kml>\n")


def _head(table: ExportTable) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
    yield f"<name>{_text(table.metadata.get('title', table.name))}</name>\n"
    yield "<ExtendedData>\n"
    for key, value in table.metadata.items():
        yield f"<Data name={_attribute(key)}><value>{_text(value)}</value></Data>\n"
    yield "</ExtendedData>\n"
    for key, colour in {"": table.style.colour, **_colours(table)}.items():
        yield (
            f"<Style id={_attribute(_style_id(key))}><IconStyle><color>ff{_abgr(colour)}</color></IconStyle>"
            f"<LineStyle><color>ff{_abgr(colour)}</color></LineStyle><PolyStyle><color>80{_abgr(colour)}</color></PolyStyle></Style>\n"
        )
    yield f'<Schema name={_attribute(table.name)} id="columns">\n'
    yield f'<SimpleField type="string" name="{_ID}"/>\n'
    wide = _wide_integers(table)
    for name, kind in table.columns.items():
        written = "double" if name in wide else _TYPES.get(kind, "string")
        yield f'<SimpleField type="{written}" name={_attribute(name)}/>\n'
    yield "</Schema>\n"


def _wide_integers(table: ExportTable) -> set[str]:
    """Columns of whole numbers of which one is too large for KML, whose own are those of a 32-bit machine."""
    narrow = {name for name, kind in table.columns.items() if kind == "integer"}
    for portion in table.portions() if narrow else ():
        narrow = {name for name in narrow if (portion[name].dropna().abs() < 2**31).all()}
    return {name for name, kind in table.columns.items() if kind == "integer"} - narrow


def _placemark(table: ExportTable, row: Mapping[str, Plain], name: str, shape: Any) -> str:
    by = None if table.style.by is None else row.get(table.style.by)
    style = _style_id(str(by) if by in _colours(table) else "")
    values = "".join(
        f"<SimpleData name={_attribute(_ID if key == table.id_name else key)}>{_text(_written(value))}</SimpleData>"
        for key, value in row.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{_text(_written(row[name]))}</name><styleUrl>#{style}</styleUrl>"
        f'<ExtendedData><SchemaData schemaUrl="#columns">{values}</SchemaData></ExtendedData>'
        f"{'' if shape is None or shape.is_empty else _geometry(shape)}</Placemark>\n"
    )


def _colours(table: ExportTable) -> dict[str, str]:
    field = table.fields.get(table.style.by or "")
    return {} if field is None else {code.key: code.colour for code in field.codes if code.colour is not None}


def _style_id(key: str) -> str:
    return "s" if not key else f"s-{key}"


def _abgr(colour: str) -> str:
    """`#rrggbb` as KML writes it: blue, green, red."""
    return colour[5:7] + colour[3:5] + colour[1:3]


def _geometry(shape: Any) -> str:
    kind = shape.geom_type
    if kind == "Point":
        return f"<Point>{_coordinates(shape)}</Point>"
    if kind in {"LineString", "LinearRing"}:
        return f"<LineString>{_coordinates(shape)}</LineString>"
    if kind == "Polygon":
        rings = [f"<outerBoundaryIs><LinearRing>{_coordinates(shape.exterior)}</LinearRing></outerBoundaryIs>"]
        rings += [f"<innerBoundaryIs><LinearRing>{_coordinates(ring)}</LinearRing></innerBoundaryIs>" for ring in shape.interiors]
        return f"<Polygon>{''.join(rings)}</Polygon>"
    return f"<MultiGeometry>{''.join(_geometry(part) for part in shape.geoms)}</MultiGeometry>"


def _coordinates(shape: Any) -> str:
    points = shapely.get_coordinates(shape).round(_DECIMALS).tolist()
    return f"<coordinates>{' '.join(f'{x!r},{y!r}' for x, y in points)}</coordinates>"


def _written(value: Plain) -> str:
    if isinstance(value, bool):
        # QGIS 3.22 reads the word true as 0; XML's boolean may be a digit as well.
        return "1" if value else "0"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def _text(value: str) -> str:
    return escape(_allowed(value))


def _attribute(value: str) -> str:
    return quoteattr(_allowed(value))


def _allowed(value: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return "".join(character for character in value if character >= " " or character in "\t\n\r")


EXPORT = ExportFormat(suffix=".kml", title="KML", write=write, only_wgs84=True, needs_shapes=True, streams=True)
