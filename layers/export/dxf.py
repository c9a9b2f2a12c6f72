"""DXF for Netcad and AutoCAD: lines and points in metres, the class of a row as the drawing layer it lies on."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely

from geo.turkish import slug, upper
from layers.export.base import ExportFormat
from layers.gdal import WRITING_ERRORS, fiona
from layers.outgoing.table import ExportTable, rows_of

# Drawing programs differ in how they read other letters than these in a layer's name.
_LONGEST_NAME = 31


def write(table: ExportTable, path: Path) -> None:
    """Write outlines, lines and points; a row without a shape is not on a drawing. What the file is stands in comments on top."""
    try:
        # Areas as closed outlines: a hatch is a filling, which no program takes for a parcel.
        with (
            fiona.Env(DXF_WRITE_HATCH="NO"),
            fiona.open(path, "w", driver="DXF", schema={"geometry": "Unknown", "properties": {"Layer": "str"}}) as sink,
        ):
            for record in _records(table):
                sink.write(record)
    except WRITING_ERRORS as error:
        raise OSError(str(error)) from error
    # Drawing programs pass over group 999; GDAL writes none.
    crs = table.features.crs
    about = {**table.metadata, "crs": f"EPSG:{crs.to_epsg()} {crs.name}"}
    comments = "".join(f"999\n{_ascii(f'{key}: {value}')}\n" for key, value in about.items())
    drawn = path.with_name(f"{path.stem}.drawn{path.suffix}")
    path.rename(drawn)
    try:
        with path.open("wb") as sink, drawn.open("rb") as source:
            sink.write(comments.encode("ascii"))
            shutil.copyfileobj(source, sink)
    finally:
        drawn.unlink()


def drawing_layers(table: ExportTable) -> dict[str, str]:
    """The drawing layer of each class by its code, and that of all other rows under the empty code: distinct, ASCII, capitals."""
    field = table.fields.get(table.style.by or "")
    rest = _layer_name(table.name)
    names = {"": rest}
    taken = {rest}
    for code in () if field is None else field.codes:
        wanted = [_layer_name(code.title_tr), _layer_name(code.key)]
        wanted += [f"{wanted[0][: _LONGEST_NAME - 5]}-{number}" for number in range(2, 10_000)]
        names[code.key] = next(name for name in wanted if name and name not in taken)
        taken.add(names[code.key])
    return names


def _records(table: ExportTable) -> Iterator[Mapping[str, object]]:
    names = drawing_layers(table)
    for portion in table.portions():
        rows = rows_of(table.plain_columns(portion))
        for row, shape in zip(rows, portion.geometry.to_numpy(dtype=object), strict=True):
            layer = names.get(str(row.get(table.style.by or "")), names[""])
            for part in () if shape is None else shapely.get_parts(shape):
                yield {"geometry": shapely.geometry.mapping(part), "properties": {"Layer": layer}}


def _layer_name(text: str) -> str:
    return upper(slug(text).replace("i", "I"))[:_LONGEST_NAME].strip("-")


def _ascii(text: str) -> str:
    """One line of ASCII; other letters as AutoCAD writes them, by their code."""
    return "".join(letter if " " <= letter <= "~" else f"\\U+{ord(letter):04X}" for letter in " ".join(text.split()))


EXPORT = ExportFormat(suffix=".dxf", title="DXF", write=write, needs_shapes=True, in_metres=True, streams=True)
