"""`/raporlar`: the reports of the district and the cards of its neighbourhoods, as PDF and XLSX."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from flask import Blueprint, Response, current_app, render_template

from geo.errors import NotFoundError
from geo.issues import Issue
from layers.reports.document import Document
from web.asking import Question, ask
from web.reports import ReportPress, district_of, green_of, half_year_of, targets_of

BLUEPRINT = Blueprint("reports", __name__)

# By what the address says.
_REPORTS: Final[Mapping[str, Callable[[Question], Document]]] = {
    "ilce": district_of,
    "yesil-alan": green_of,
    "hedefler": targets_of,
    "hedefler-alti-ay": half_year_of,
}
_OF_TARGETS: Final = ("hedefler", "hedefler-alti-ay")


@BLUEPRINT.get("/raporlar")
def show() -> str:
    """The page with every report that the data allow."""
    question = ask()
    has_targets = "targets" in question.atlas.revisions
    return render_template(
        "reports.html",
        view=question.view,
        workspace=question.state.workspace,
        reports=[name for name in _REPORTS if has_targets or name not in _OF_TARGETS],
        places=list(question.atlas.neighbourhoods["name"].items()),
    )


@BLUEPRINT.get("/raporlar/<name>.pdf")
def as_pdf(name: str) -> Response:
    """A report to print."""
    return _report(name, ".pdf")


@BLUEPRINT.get("/raporlar/<name>.xlsx")
def as_xlsx(name: str) -> Response:
    """The tables of a report."""
    return _report(name, ".xlsx")


def _report(name: str, suffix: str) -> Response:
    question = ask()
    make = _REPORTS.get(name)
    if make is None:
        raise NotFoundError(Issue("unknown-report", params={"name": name, "known": ", ".join(_REPORTS)}))
    press = cast(ReportPress, current_app.extensions["mahalle.press"])
    return press.file(question, name, suffix, lambda: make(question))
