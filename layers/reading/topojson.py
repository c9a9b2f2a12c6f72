"""TopoJSON: shapes whose shared borders are stored once."""

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.guards import guard_json
from layers.reading.json_kinds import json_kind

READER = Reader(
    format="topojson",
    title=Words("TopoJSON", "TopoJSON"),
    suffixes=(".topojson", ".json"),
    recognises=lambda head: json_kind(head) == "topojson",
    guard=guard_json,
    driver="TopoJSON",
    # The format knows no other system than longitude and latitude.
    settle=lambda frame: frame.set_crs(4326) if frame.crs is None else frame,
)
