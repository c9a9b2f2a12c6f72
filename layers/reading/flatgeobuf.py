"""FlatGeobuf."""

from pathlib import Path

from geo.issue_kinds import Words
from layers.reading.base import Limits, Reader
from layers.reading.guards import guard_claim


def _guard(path: Path, name: str, limits: Limits) -> None:
    with path.open("rb") as stream:
        head = stream.read(12)
    guard_claim(name, 12 + int.from_bytes(head[8:12], "little"), path.stat().st_size)


READER = Reader(
    format="flatgeobuf",
    title=Words("FlatGeobuf", "FlatGeobuf"),
    suffixes=(".fgb",),
    recognises=lambda head: head.startswith(b"fgb\x03fgb"),
    guard=_guard,
    driver="FlatGeobuf",
)
