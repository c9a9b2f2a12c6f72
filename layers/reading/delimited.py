"""CSV and TSV: encoding and delimiter are not written anywhere and are found out."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from geo.errors import RefusedError
from geo.issue_kinds import Words
from geo.issues import Issue
from layers.reading.base import Cell, Reader, Sheet, no_guard, unreadable
from layers.reading.json_kinds import json_kind

_DELIMITERS = ("\t", ";", ",", "|")
_SNIFFED_LINES = 50
# No text holds these; tabs, line ends and form feeds it may.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def _sheets(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    text, issues = _decode(path.read_bytes(), name)
    # Strict: a quote that is never closed would swallow the rest of the file into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.splitlines(keepends=True)), strict=True)
    lines: list[tuple[int, Sequence[Cell]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise RefusedError(Issue("unreadable-row", row=line, params={"file": name})) from error
    return [Sheet("", lines)], issues


def _decode(content: bytes, name: str) -> tuple[str, list[Issue]]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding, name), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        text = _strictly(content, "cp1254", name)
        return text, [Issue("encoding-guessed", params={"file": name, "encoding": "Windows-1254"})]


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(name) from error


def _delimiter(lines: Sequence[str]) -> str:
    sample = [line for line in lines[:_SNIFFED_LINES] if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        """Rows with the most common number of cells, and that number: a title above the heading has one cell."""
        # A cell may be quoted and hold the other delimiters, as well-known text does.
        try:
            widths = [len(cells) for cells in csv.reader(sample, delimiter=delimiter) if len(cells) > 1]
        except csv.Error:
            # A cell too long for any table: the reading proper says in which line.
            return 0, 0
        usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 1
        return widths.count(usual), usual

    return max(_DELIMITERS, key=agreement)


def _is_text(head: bytes) -> bool:
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return (utf16 or not _CONTROL.search(head)) and not text.startswith((b"<", b"%PDF")) and json_kind(head) == "none"


READER = Reader(
    format="table",
    title=Words("CSV/TSV tablosu", "a CSV/TSV table"),
    suffixes=(".csv", ".tsv", ".txt"),
    recognises=_is_text,
    guard=no_guard,
    sheets=_sheets,
)
