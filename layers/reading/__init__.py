"""Ways of reading a file, behind one gate (gate.py): every path goes through `admit` before any library opens it.

READERS is the registry: one file a format, one line here. Where first bytes fit several, the first that fits is taken.
"""

from layers.reading import (
    delimited,
    dxf,
    flatgeobuf,
    geojson,
    geojsonseq,
    geopackage,
    geoparquet,
    gml,
    kml,
    ods,
    osm,
    osm_pbf,
    shapefile,
    topojson,
    xls,
    xlsx,
)
from layers.reading.base import Format, Reader

READERS: dict[Format, Reader] = {
    module.READER.format: module.READER
    for module in (
        geojson,
        geojsonseq,
        topojson,
        geopackage,
        shapefile,
        flatgeobuf,
        geoparquet,
        kml,
        gml,
        osm,
        osm_pbf,
        dxf,
        xlsx,
        ods,
        xls,
        delimited,
    )
}

DRAWINGS = frozenset(reader.format for reader in READERS.values() if reader.holds == "drawing")
TABLES = frozenset(reader.format for reader in READERS.values() if reader.holds == "table")

__all__ = ["DRAWINGS", "READERS", "TABLES", "Format", "Reader"]
