"""XLSX workbooks, as Excel writes them."""

from geo.issue_kinds import Words
from layers.reading.base import Reader
from layers.reading.workbook import guard_xlsx, read_sheets
from layers.reading.zip_kinds import ZIP

READER = Reader(
    format="xlsx",
    title=Words("Excel çalışma kitabı", "an Excel workbook"),
    suffixes=(".xlsx", ".xlsm"),
    recognises=lambda head: head.startswith(ZIP),
    guard=guard_xlsx,
    sheets=read_sheets,
)
