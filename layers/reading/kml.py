"""KML, as phones and Google Earth write it; KMZ is the same in a zip and is unpacked by the gate."""

import geopandas as gpd

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.guards import guard_xml
from layers.reading.xml_kinds import root_of

# What the reader adds to every feature; of use to a globe, not to a table.
_FOR_A_GLOBE = (
    *("timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet"),
)


def _settle(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    frame = frame.drop(columns=[name for name in _FOR_A_GLOBE if name in frame.columns])
    empty = [name for name in ("Name", "description", "id") if name in frame.columns and not frame[name].fillna("").any()]
    return frame.drop(columns=empty)


READER = Reader(
    format="kml",
    title=Words("KML", "KML"),
    suffixes=(".kml", ".kmz"),
    recognises=lambda head: root_of(head) == "kml",
    guard=guard_xml,
    driver="LIBKML",
    settle=_settle,
)
