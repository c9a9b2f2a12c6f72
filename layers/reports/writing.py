"""A report as a file: PDF or XLSX by the suffix, whole or not at all."""

from collections.abc import Callable, Iterable
from pathlib import Path

from geo.errors import RefusedError
from geo.issues import Issue, Language
from geo.turkish import lower
from layers.outgoing.writing import replacing
from layers.reports.document import Document
from layers.reports.typesetting import Typesetter
from layers.reports.workbook import write_workbook

SUFFIXES = (".pdf", ".xlsx")


def require_report_suffix(out: Path, *more: str) -> str:
    """The suffix of a file that a report can be written to, in small letters; `more`: others that will do.

    Raises
        RefusedError: `unknown-export`.

    >>> require_report_suffix(Path("karne.PDF"))
    '.pdf'
    """
    suffix, known = lower(out.suffix), (*SUFFIXES, *more)
    if suffix not in known:
        raise RefusedError(Issue("unknown-export", params={"suffix": out.suffix, "known": ", ".join(known)}))
    return suffix


def write_report(document: Document, out: Path, language: Language, *, typesetter: Typesetter | None = None) -> None:
    """Write a report; a file that is there is replaced only by a whole one.

    Raises
        RefusedError: `unknown-export`, or the place cannot be written to.
    """
    if require_report_suffix(out) == ".xlsx":
        with replacing(out) as partial:
            write_workbook(document, language, partial)
        return
    content = (typesetter or Typesetter()).pdf(document, language)
    with replacing(out) as partial:
        partial.write_bytes(content)


def write_reports(
    documents: Iterable[tuple[str, Document]], folder: Path, language: Language, told: Callable[[str], None]
) -> list[Path]:
    """Write a PDF for each name, into a folder that is made where it is missing; `told` hears of each.

    Raises
        RefusedError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(Issue("unwritable", params={"path": str(folder), "why": error.strerror or ""})) from error
    typesetter, written = Typesetter(), []
    for name, document in documents:
        out = folder / f"{name}.pdf"
        write_report(document, out, language, typesetter=typesetter)
        written.append(out)
        told(name)
    return written
