"""The monitoring table behind the pages, made once a state of the data, and what of it an address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.issues import Issue
from geo.targets import BANDS
from layers.target_report import COLUMNS, Half, TargetReport, report_targets
from web.desk.asking import DeskQuestion
from web.desk.listing import Column, Listing
from web.formatting import MISSING, is_known, number
from web.i18n import Speech
from web.params import ParameterError

YEAR, PERIOD = "yil", "donem"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, its first half (1) or its end (2), and the years there are."""

    year: int
    half: Half
    years: tuple[int, ...]

    @property
    def query(self) -> dict[str, str]:
        """The parameters that ask for it."""
        return {YEAR: str(self.year), PERIOD: str(self.half)}


def report_of(question: DeskQuestion, half: Half) -> TargetReport:
    """The monitoring tables of all years.

    Raises
        NotFoundError: `empty-layer`, there are no target cards.
    """
    return question.library.keep(
        question.state, ("targets-report", half), lambda: report_targets(question.state.workspace, half=half)
    )


def asked_period(question: DeskQuestion, args: Mapping[str, str]) -> Period:
    """The period that an address asks for: by default the end of the last year with a realised value, else of the first.

    Raises
        ParameterError: a year or period that there is not.
        NotFoundError: there are no target cards.
    """
    rows = report_of(question, 2).rows
    years = tuple(sorted(set(rows.loc[rows["level"] == "indicator", "year"].tolist())))
    reported = rows.loc[rows["realised_value"].notna(), "year"]
    default = int(reported.max()) if len(reported) else years[0]
    text, half = args.get(YEAR, "") or str(default), args.get(PERIOD, "") or "2"
    if text not in {str(year) for year in years}:
        raise _unknown(YEAR, text, ", ".join(map(str, years)))
    if half not in ("1", "2"):
        raise _unknown(PERIOD, half, "1, 2")
    return Period(int(text), 1 if half == "1" else 2, years)


def _unknown(parameter: str, value: str, known: str) -> ParameterError:
    return ParameterError(Issue("unknown-parameter-value", params={"parameter": parameter, "value": value, "known": known}))


def rows_of(question: DeskQuestion, period: Period) -> pd.DataFrame:
    """The rows of one period."""
    rows = report_of(question, period.half).rows
    return rows[rows["year"] == period.year]


def report_listing(rows: pd.DataFrame) -> Listing:
    """The rows for files, as `mahalle report targets` writes them."""
    table = rows[list(COLUMNS)].astype(object)
    return Listing("hedefler", tuple(Column(name, name) for name in COLUMNS), table.where(table.notna(), None))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something has come, in words: the band is told by a word, the colour only repeats it."""

    percent: str
    band: str
    band_word: str
    unknown: str


def progress_of(row: Mapping[str, object], speech: Speech) -> Progress:
    """The progress of an indicator's or target's row."""
    words = {band.key: speech.choose(band.words.tr, band.words.en) for band in BANDS}
    band = str(row["band"]) if is_known(row["band"]) else ""
    why = row.get(f"unknown_{speech.code}")
    percent = MISSING
    if is_known(row["performance_pct"]):
        value = number(row["performance_pct"], speech.code, 1)
        percent = f"%{value}" if speech.code == "tr" else f"{value} %"
    return Progress(percent, band, words.get(band, ""), str(why) if is_known(why) else "")
