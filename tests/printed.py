"""Reports read back by other programs: the text of a PDF, the cells of an XLSX."""

import io
import re
from pathlib import Path

import openpyxl
import pypdf

# A number as either language writes it, with its sign and percent.
NUMBER = re.compile(r"[+−]?%?\d[\d.,]*%?")


def pages_of(content: bytes) -> list[str]:
    """The text of each page, with spaces put together and broken words whole again."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [plain(page.extract_text()) for page in reader.pages]


def plain(text: str) -> str:
    """Without what a line break put in: a hyphen, a break, a place to break."""
    text = text.replace("\u200b", "").replace("\u00ad", "")
    text = re.sub(r"(?<=\w)[-‐]\n(?=\w)", "", text)
    return " ".join(text.split())


def squeeze(text: str) -> str:
    """Without spaces and hyphens: a line may break behind either."""
    return plain(text).replace(" ", "").replace("-", "")


def numbers_in(text: str) -> list[str]:
    """All numbers of a text, as they are written."""
    return [found.strip(".,") for found in NUMBER.findall(text)]


def sheets_of(path: Path | io.BytesIO) -> dict[str, list[list[object]]]:
    """The cells of each sheet; empty ones are None."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
