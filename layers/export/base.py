"""What an export format is: it writes one table of features, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import geopandas as gpd

ColumnType = Literal["text", "integer", "number", "boolean", "list"]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Features to write: EPSG:4326 unless the user asked for another CRS, the index is the id.

    `columns` gives each column's type in the order in which they are written; `metadata` says what the file is: source,
    revision, date, and whether boundaries are a sketch.
    """

    name: str
    features: gpd.GeoDataFrame
    columns: Mapping[str, ColumnType]
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format. `write` writes the table to a path that is not there yet."""

    suffix: str
    title: str
    write: Callable[[ExportTable, Path], None]
    # RFC 7946 knows no coordinate system but WGS 84.
    only_wgs84: bool = False
