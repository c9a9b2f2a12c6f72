"""Shapefile: several files that belong together; which encoding its texts are in is often not written anywhere."""

import codecs
import struct
from pathlib import Path

from geo.issue_kinds import Words
from geo.issues import Issue
from layers.reading.base import Limits, Reader, unreadable
from layers.reading.guards import guard_claim

_DBF_HEAD_BYTES = 32
_TEXT_FIELD = b"C"


def _guard(path: Path, name: str, limits: Limits) -> None:
    """The .shp and the .dbf say how long they are; a claim beyond the file is damage or an attack."""
    with path.open("rb") as stream:
        head = stream.read(100)
    if len(head) < 100:
        raise unreadable(name)
    guard_claim(name, 2 * int.from_bytes(head[24:28], "big"), path.stat().st_size)
    table = path.with_suffix(".dbf")
    if table.is_file():
        layout = _layout(table)
        if layout is None:
            raise unreadable(name)
        records, start, length, _ = layout
        guard_claim(name, start + records * length, table.stat().st_size + 1)


def _layout(path: Path) -> tuple[int, int, int, list[tuple[int, int]]] | None:
    """Number of records, where the first begins, their length, and start and length of the text fields; None if broken."""
    with path.open("rb") as stream:
        head = stream.read(_DBF_HEAD_BYTES)
        if len(head) < _DBF_HEAD_BYTES:
            return None
        records, start, length = struct.unpack("<IHH", head[4:12])
        descriptions = stream.read(max(0, start - _DBF_HEAD_BYTES))
    fields, offset = [], 1
    for place in range(0, len(descriptions) - 31, 32):
        description = descriptions[place : place + 32]
        if description[0] == 0x0D:
            break
        if description[11:12] == _TEXT_FIELD:
            fields.append((offset, description[16]))
        offset += description[16]
    return (records, start, length, fields) if length else None


def _encoding(path: Path, name: str) -> tuple[str | None, list[Issue]]:
    """The encoding that the texts are in: what the .cpg says if they are, else UTF-8 if they are, else Windows-1254."""
    table = path.with_suffix(".dbf")
    layout = _layout(table) if table.is_file() else None
    if layout is None:
        return None, []
    texts = _texts(table, layout)
    if all(text.isascii() for text in texts):
        return None, []
    stated = _stated(path.with_suffix(".cpg"))
    if stated and _fits(texts, stated):
        return stated, []
    for encoding, title in (("utf-8", "UTF-8"), ("cp1254", "Windows-1254")):
        if _fits(texts, encoding):
            return encoding, [Issue("encoding-guessed", params={"file": name, "encoding": title})]
    return "cp1254", [Issue("encoding-guessed", params={"file": name, "encoding": "Windows-1254"})]


def _texts(table: Path, layout: tuple[int, int, int, list[tuple[int, int]]]) -> list[bytes]:
    records, start, length, fields = layout
    content = table.read_bytes()[start : start + records * length]
    return [
        content[place + offset : place + offset + width].rstrip(b" \x00")
        for place in range(0, len(content), length)
        for offset, width in fields
    ]


def _stated(path: Path) -> str | None:
    if not path.is_file():
        return None
    word = path.read_bytes()[:64].decode("ascii", "replace").strip()
    # Some programs write the number of the code page only.
    for spelling in (word, f"cp{word}", word.removeprefix("ANSI "), f"cp{word.removeprefix('ANSI ')}"):
        try:
            return codecs.lookup(spelling).name
        except LookupError:
            continue
    return None


def _fits(texts: list[bytes], encoding: str) -> bool:
    try:
        for text in texts:
            text.decode(encoding)
    except UnicodeDecodeError as error:
        # A field has a fixed width: its last letter may be cut in two.
        return error.reason == "unexpected end of data"
    return True


READER = Reader(
    format="shapefile",
    title=Words("Shapefile", "Shapefile"),
    suffixes=(".shp",),
    recognises=lambda head: head.startswith(b"\x00\x00\x27\x0a"),
    guard=_guard,
    driver="ESRI Shapefile",
    encoding=_encoding,
)
