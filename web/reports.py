"""Reports of the pages: set once for a state of the data, in the years and the language of the address."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from flask import Response

from layers.reports.common import marked
from layers.reports.district import district_report
from layers.reports.document import Document
from layers.reports.green import green_report
from layers.reports.neighbourhood import Cards, prepare_cards
from layers.reports.targets import targets_report
from layers.reports.typesetting import Typesetter
from layers.reports.writing import write_report
from layers.target_report import report_targets
from web.asking import Question
from web.release_marks import drafts
from web.shelf import FileShelf

_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportPress:
    """One an application: the typesetter, made for the first report, and the shelf that reports lie on."""

    def __init__(self, shelf: FileShelf) -> None:
        self._shelf = shelf
        self._typesetter: Typesetter | None = None
        self._lock = Lock()

    def file(self, question: Question, name: str, suffix: str, make: Callable[[], Document]) -> Response:
        """A report as an answer, shown by the browser where it can."""
        view = question.view
        unreleased = drafts()
        # A release changes nothing of what is shown to staff but the mark.
        years = (view.from_year, view.to_year)
        key = (question.state.version, "report", name, suffix, years, view.language, (*unreleased.items(),))

        def write(path: Path) -> None:
            document = marked(make(), question.state.workspace, unreleased)
            write_report(document, path, view.language, typesetter=self._loaded() if suffix == ".pdf" else None)

        content = self._shelf.get(key, suffix, write)
        response = Response(content, mimetype=_TYPES[suffix])
        shown = "inline" if suffix == ".pdf" else "attachment"
        response.headers["Content-Disposition"] = f'{shown}; filename="{name}{suffix}"'
        return response

    def _loaded(self) -> Typesetter:
        with self._lock:
            if self._typesetter is None:
                self._typesetter = Typesetter()
            return self._typesetter


def cards_of(question: Question) -> Cards:
    """What the cards of a view share, made once a state."""
    view, library = question.view, question.library
    return library.keep(
        question.state,
        ("cards", view.from_year, view.to_year),
        lambda: prepare_cards(question.atlas, findings=library.findings(question.state)),
    )


def district_of(question: Question) -> Document:
    """The district report of a view."""
    return district_report(question.atlas, findings=question.library.findings(question.state))


def green_of(question: Question) -> Document:
    """The green inventory of a view."""
    return green_report(question.atlas)


def targets_of(question: Question) -> Document:
    """The yearly evaluation of targets."""
    workspace = question.state.workspace
    return targets_report(workspace, report_targets(workspace, half=2), half=2)


def half_year_of(question: Question) -> Document:
    """The six-monthly monitoring of targets."""
    workspace = question.state.workspace
    return targets_report(workspace, report_targets(workspace, half=1), half=1)
