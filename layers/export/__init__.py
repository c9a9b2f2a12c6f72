"""Formats in which the atlas and the layers leave: one file each, one line each below."""

from layers.export import csv, dxf, flatgeobuf, geojson, geojsonseq, geopackage, geoparquet, kml, pmtiles, shapefile, xlsx
from layers.export.base import ExportFormat
from layers.outgoing.table import ExportTable

FORMATS: dict[str, ExportFormat] = {
    module.EXPORT.suffix: module.EXPORT
    for module in (
        geojson,
        geojsonseq,
        geopackage,
        geoparquet,
        flatgeobuf,
        kml,
        shapefile,
        dxf,
        pmtiles,
        csv,
        xlsx,
    )
}

__all__ = ["FORMATS", "ExportFormat", "ExportTable"]
