"""OpenStreetMap extracts in their packed form."""

from pathlib import Path

from geo.issue_kinds import Words
from layers.reading.base import Limits, Reader
from layers.reading.guards import guard_claim

_HEADER = b"\x0a\x09OSMHeader"


def _guard(path: Path, name: str, limits: Limits) -> None:
    with path.open("rb") as stream:
        head = stream.read(4)
    guard_claim(name, 4 + int.from_bytes(head, "big"), path.stat().st_size)


READER = Reader(
    format="osm-pbf",
    title=Words("OSM PBF", "OSM PBF"),
    suffixes=(".pbf",),
    recognises=lambda head: head[4 : 4 + len(_HEADER)] == _HEADER,
    guard=_guard,
    driver="OSM",
)
