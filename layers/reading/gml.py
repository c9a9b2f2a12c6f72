"""GML, as state services hand it out."""

import geopandas as gpd

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.guards import guard_xml
from layers.reading.xml_kinds import root_of


def _settle(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.drop(columns=[name for name in ("gml_id", "fid") if name in frame.columns])


READER = Reader(
    format="gml",
    title=Words("GML", "GML"),
    suffixes=(".gml", ".xml"),
    recognises=lambda head: root_of(head) == "gml",
    guard=guard_xml,
    driver="GML",
    # A schema is never fetched, links are never followed, and the driver's own guess of a schema is not written anywhere.
    options={"DOWNLOAD_SCHEMA": "NO", "WRITE_GFS": "NO", "GML_ATTRIBUTES_TO_OGR_FIELDS": "NO"},
    settle=_settle,
)
