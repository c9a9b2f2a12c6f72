"""XLS workbooks of the old Excel."""

from geo.issue_kinds import Words
from layers.reading.base import Reader, no_guard
from layers.reading.workbook import read_sheets

READER = Reader(
    format="xls",
    title=Words("eski Excel çalışma kitabı (.xls)", "an old Excel workbook (.xls)"),
    suffixes=(".xls",),
    recognises=lambda head: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    guard=no_guard,
    sheets=read_sheets,
)
