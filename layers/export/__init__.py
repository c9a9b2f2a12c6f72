"""Formats in which the atlas and the layers leave: one file each, one line each below."""

from layers.export import csv, geojson, geopackage
from layers.export.base import ExportFormat, ExportTable

FORMATS: dict[str, ExportFormat] = {
    module.EXPORT.suffix: module.EXPORT
    for module in (
        geojson,
        geopackage,
        csv,
    )
}

__all__ = ["FORMATS", "ExportFormat", "ExportTable"]
