"""Rows of a layer written as a municipality has them: Turkish headings with units, 1.234,56 and 06.02.2023.

The opposite of reading: what is written here is what `layers/declared` reads back, value for value.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import WGS84
from geo.turkish import upper
from geo.units import UNITS
from layers.base import Code, Field, LayerSpec
from layers.declared.cells import code_keys, code_of
from layers.gdal import pyogrio

PLACE_HEADING: Final = "MAHALLE"
TOTAL: Final = "TOPLAM"
_PLACE_FIELDS: Final = ("neighbourhood_name",)
_WRITTEN_BY_READERS: Final = frozenset({"neighbourhood_id", "stated_name", "is_total", "source_row"})
_GROUPED_FROM: Final = 10_000
# A constant date makes the same rows give the same bytes.
_CONSTANT_DATE: Final = "2025-12-31T00:00:00.000Z"
_DRIVERS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    ".gpkg": ("GPKG", {}),
    ".geojson": ("GeoJSON", {"RFC7946": "YES", "COORDINATE_PRECISION": "9"}),
}
Cells = list[str]


def write_source(spec: LayerSpec, rows: pd.DataFrame, path: Path) -> None:
    """Write rows of a layer to the file of that name, whose suffix says how; the same rows give the same bytes.

    `.tsv` (tabs) and `.csv` (semicolons) are tables: points become the columns X and Y in the metres of their coordinate system,
    and a total row says so in its first cell. `.gpkg` keeps the coordinate system of the shapes, `.geojson` has degrees. A layer
    that goes by year gets a column for each year.

    Raises
        KeyError: a code that the layer does not know.
    """
    wide = _one_column_a_year(spec, rows)
    columns = _columns(spec, wide)
    if path.suffix in _DRIVERS and isinstance(rows, gpd.GeoDataFrame):
        attributes = {heading: _attributes(field, wide[name]) for name, heading, field in columns}
        write_features(gpd.GeoDataFrame(attributes, geometry=wide["geometry"].to_numpy(), crs=rows.crs), path)
        return
    cells = {heading: _texts(field, wide[name]) for name, heading, field in columns}
    if isinstance(rows, gpd.GeoDataFrame):
        cells |= {"X": _metres(rows.geometry.x), "Y": _metres(rows.geometry.y)}
    if "is_total" in wide:
        first = next(iter(cells))
        totals = wide["is_total"].to_numpy(dtype=bool)
        cells[first] = [TOTAL if total else cell for total, cell in zip(totals, cells[first], strict=True)]
    write_cells(cells, path)


def write_cells(columns: Mapping[str, Cells], path: Path) -> None:
    """Columns of cells by heading: `.tsv` with tabs, `.csv` with semicolons and a mark, as spreadsheets write it here."""
    delimiter, mark = ("\t", "") if path.suffix == ".tsv" else (";", "\ufeff")
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(mark)
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def write_features(features: gpd.GeoDataFrame, path: Path) -> None:
    """Shapes with their attributes as they are."""
    driver, options = _DRIVERS[path.suffix]
    if driver == "GeoJSON":
        features = features.to_crs(WGS84)
    # Shapes of several types go under a type that allows them all.
    several = features.geom_type.dropna().nunique() > 1
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _CONSTANT_DATE})
    try:
        pyogrio.write_dataframe(
            features,
            path,
            layer=path.stem,
            driver=driver,
            geometry_type="Unknown" if several else None,
            layer_options=dict(options),
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def heading_of(field: Field, year: str = "") -> str:
    """What a municipality writes over a column.

    >>> heading_of(Field("area_m2", "Alan", "Area", "number", unit="m2"))
    'ALAN (m²)'
    >>> heading_of(Field("cost", "Maliyet", "Cost", "number"), "2025")
    'MALİYET 2025'
    """
    unit = f" ({UNITS[field.unit].tr})" if field.unit is not None else ""
    return upper(field.title_tr) + (f" {year}" if year else "") + unit


def number_text(value: float) -> str:
    """A number as a Turkish table prints it, in a way that cannot be taken for an English one.

    Only 1.234 and 1,234 can: below 10.000 whole numbers stand ungrouped, and nothing has three decimals.

    >>> [number_text(value) for value in (1500, 36900, 0.9688, 1347510.38, -12.5, 0.125)]
    ['1500', '36.900,00', '0,9688', '1.347.510,38', '-12,50', '0,1250']
    """
    if float(value).is_integer() and abs(value) < _GROUPED_FROM:
        return str(int(value))
    decimals = next((count for count in (2, 4) if round(value, count) == value), 6)
    return f"{value:,.{decimals}f}".translate(_TURKISH_MARKS)


_TURKISH_MARKS: Final = str.maketrans({",": ".", ".": ","})


def _columns(spec: LayerSpec, rows: pd.DataFrame) -> list[tuple[str, str, Field]]:
    """The columns that are written, with heading and field; where a row belongs comes first."""
    fields = {field.name: field for field in spec.fields}
    written = []
    for name in rows.columns:
        stem, _, year = name.rpartition("_") if year_of(spec, name) else (name, "", "")
        if name in _WRITTEN_BY_READERS or stem not in fields:
            continue
        is_place = name in _PLACE_FIELDS
        heading = PLACE_HEADING if is_place else heading_of(fields[stem], year)
        written.append((not is_place, name, heading, fields[stem]))
    return [(name, heading, field) for _, name, heading, field in sorted(written, key=lambda column: column[0])]


def year_of(spec: LayerSpec, name: str) -> str:
    """The year of a column that is one year of a field; empty for any other."""
    stem, _, year = name.rpartition("_")
    return year if year.isdigit() and any(field.by_year and field.name == stem for field in spec.fields) else ""


def _one_column_a_year(spec: LayerSpec, rows: pd.DataFrame) -> pd.DataFrame:
    yearly = [field.name for field in spec.fields if field.by_year and field.name in rows]
    if not yearly:
        return rows
    others = [name for name in rows.columns if name not in {*yearly, "year"}]
    item = rows.groupby([name for name in others if name != "geometry"], sort=False, dropna=False).ngroup()
    wide = pd.DataFrame(rows[others])[~item.duplicated()].reset_index(drop=True)
    for name in yearly:
        for year, of_year in rows.groupby("year", sort=True):
            wide[f"{name}_{int(year)}"] = of_year.set_index(item[of_year.index])[name].reindex(wide.index)
    return wide


def _texts(field: Field, values: pd.Series) -> Cells:
    write: Callable[[object], str] = _writer(field)
    return ["" if missing else write(value) for value, missing in zip(values.tolist(), values.isna(), strict=True)]


def _attributes(field: Field, values: pd.Series) -> pd.Series:
    if field.type == "integer":
        return pd.Series(values.astype("Int64").to_numpy(), dtype="Int64")
    if field.type == "number":
        return pd.Series(values.to_numpy(dtype=float, na_value=np.nan))
    return pd.Series([cell or None for cell in _texts(field, values)], dtype=object)


def _writer(field: Field) -> Callable[[object], str]:
    if field.type == "integer":
        return lambda value: str(int(str(value).removesuffix(".0")))
    if field.type == "number":
        return lambda value: number_text(float(str(value)))
    if field.type == "boolean":
        return lambda value: "Evet" if value else "Hayır"
    if field.type == "date":
        return lambda value: ".".join(reversed(str(value).split("-")))
    if field.type == "code":
        written = code_texts(field.codes)
        return lambda value: written[str(value)]
    return str


def code_texts(codes: Sequence[Code]) -> dict[str, str]:
    """What is written for each code: its Turkish title, or where that means another, the first word that does not.

    >>> code_texts([Code("park", "Park", "Park"), Code("car_park", "Park", "Car park", ("otopark",))])
    {'park': 'Park', 'car_park': 'otopark'}
    """
    known = code_keys(codes)
    texts = {code.key: (code.title_tr, *code.written, code.key) for code in codes}
    return {key: next(text for text in written if code_of(text, known) == key) for key, written in texts.items()}


def _metres(values: pd.Series) -> Cells:
    return [f"{value:.2f}".removesuffix(".00").replace(".", ",") for value in values]
