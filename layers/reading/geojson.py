"""GeoJSON; also one whose bytes are not all UTF-8, as when a program wrote a path of its own into it."""

from pathlib import Path

from geo.issue_kinds import Words
from geo.issues import Issue
from layers.reading.base import Reader
from layers.reading.guards import guard_json
from layers.reading.json_kinds import json_kind
from layers.reading.letters import as_utf8


def _prepare(path: Path, name: str) -> list[Issue]:
    """Make the copy UTF-8 where it is not: single foreign bytes are taken as Windows-1254."""
    text, foreign = as_utf8(path.read_bytes())
    if not foreign:
        return []
    path.write_text(text, encoding="utf-8", newline="")
    return [Issue("encoding-mixed", params={"file": name, "count": foreign, "encoding": "Windows-1254"})]


READER = Reader(
    format="geojson",
    title=Words("GeoJSON", "GeoJSON"),
    suffixes=(".geojson", ".json"),
    recognises=lambda head: json_kind(head) == "geojson",
    guard=guard_json,
    driver="GeoJSON",
    prepare=_prepare,
)
