"""GeoPackage: a SQLite database of several tables."""

from pathlib import Path

from geo.issue_kinds import Words
from layers.reading.base import Limits, Reader, unreadable
from layers.reading.guards import guard_claim

_SQLITE = b"SQLite format 3\x00"


def _guard(path: Path, name: str, limits: Limits) -> None:
    with path.open("rb") as stream:
        head = stream.read(100)
    if len(head) < 100:
        raise unreadable(name)
    page_bytes = int.from_bytes(head[16:18], "big")
    # The count of pages holds only where the last writer knew of it; 1 stands for 65536.
    if head[24:28] == head[92:96]:
        guard_claim(name, (65536 if page_bytes == 1 else page_bytes) * int.from_bytes(head[28:32], "big"), path.stat().st_size)


READER = Reader(
    format="geopackage",
    title=Words("GeoPackage", "GeoPackage"),
    suffixes=(".gpkg",),
    recognises=lambda head: head.startswith(_SQLITE),
    guard=_guard,
    driver="GPKG",
)
