"""ODS workbooks, as LibreOffice writes them."""

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.workbook import guard_ods, read_sheets
from layers.reading.zip_kinds import ZIP

READER = Reader(
    format="ods",
    title=Words("LibreOffice çalışma kitabı", "a LibreOffice workbook"),
    suffixes=(".ods",),
    recognises=lambda head: head.startswith(ZIP),
    guard=guard_ods,
    sheets=read_sheets,
)
