"""OpenStreetMap extracts in XML."""

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.guards import guard_xml
from layers.reading.xml_kinds import root_of

READER = Reader(
    format="osm",
    title=Words("OSM XML", "OSM XML"),
    suffixes=(".osm", ".xml"),
    recognises=lambda head: root_of(head) == "osm",
    guard=guard_xml,
    driver="OSM",
)
