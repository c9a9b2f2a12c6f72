"""GeoJSON text sequences: one feature a line, as large exports are written."""

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.guards import guard_json
from layers.reading.json_kinds import json_kind

READER = Reader(
    format="geojsonseq",
    title=Words("GeoJSON satırları", "GeoJSON lines"),
    suffixes=(".geojsonseq", ".geojsonl", ".ndjson", ".json", ".geojson"),
    recognises=lambda head: json_kind(head) == "geojsonseq",
    guard=guard_json,
    driver="GeoJSONSeq",
)
