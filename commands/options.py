"""Options that several commands share: what is asked of new sites, and of what years, in which language, of which date a report is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from commands.speaking import released_option
from geo.issues import Language

if TYPE_CHECKING:
    from layers.siting_request import SitingRequest

R = TypeVar("R")
Option = Callable[[Callable[..., Any]], Callable[..., Any]]

_SITING: Final[tuple[Option, ...]] = (
    click.option("--count", required=True, type=click.IntRange(min=1), help="Kaç yer. How many sites."),
    click.option("--per-year", type=click.IntRange(min=1), help="Yılda en çok kaç. At most how many a year."),
    click.option(
        "--reach-m", type=float, help="Yürüme mesafesi (m); verilmezse standarttan. Walking distance, else the standard's."
    ),
    click.option(
        "--first-year", type=int, help="İlk yıl; verilmezse nüfus yılından sonraki. Else the year after the population's."
    ),
    click.option("--min-area-m2", type=click.FloatRange(min=0), help="En küçük taşınmaz. Smallest plot."),
    click.option(
        "--cost-per-m2", type=click.FloatRange(min=0), help="TL/m²; verilmezse maliyet bilinmez. Else costs are unknown."
    ),
    click.option("--budget", type=float, help="Bütün yılların bütçesi (TL). Budget of all years."),
    click.option(
        "--aim",
        type=click.Choice(["people", "deficit"]),
        default="people",
        show_default=True,
        help="Neyin en çoğu. Most of what.",
    ),
    click.option("--without", multiple=True, help="Sorulmayacak kural (leased, not-zoned, …). Rule that excludes no plot."),
)
_REPORT: Final[tuple[Option, ...]] = (
    click.option(
        "--language", type=click.Choice(["tr", "en"]), default="tr", show_default=True, help="Raporun dili. Its language."
    ),
    click.option(
        "--date",
        "on",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="Tarihi; verilmezse en yeni sürümün günü. Its date, else that of the newest revision.",
    ),
    released_option,
)
_YEARS: Final[tuple[Option, ...]] = (
    click.option("--from", "from_year", type=int, help="Değişimin ilk yılı. First year of the change."),
    click.option("--to", "to_year", type=int, help="Değişimin son yılı. Last year of the change."),
)


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What is asked of a report: its language, its day in ISO's form (None: that of the newest revision), and whether it is made of
    what is released alone."""

    language: Language
    day: str | None
    released: bool


def siting_options(command: Callable[..., R]) -> Callable[..., R]:
    """What may be asked of new sites; `siting_request` takes it."""
    return _with(command, _SITING)


def report_options(command: Callable[..., R]) -> Callable[..., R]:
    """The language and the date of a report, and whether it is made of what is released: `asked`, as `ReportOptions`."""

    @wraps(command)
    def gathered(*args: Any, language: Language, on: datetime | None, released: bool, **others: Any) -> R:
        day = None if on is None else on.date().isoformat()
        return command(*args, asked=ReportOptions(language, day, released), **others)

    return _with(gathered, _REPORT)


def year_options(command: Callable[..., R]) -> Callable[..., R]:
    """The two years that a report compares: `years`."""

    @wraps(command)
    def gathered(*args: Any, from_year: int | None, to_year: int | None, **others: Any) -> R:
        return command(*args, years=(from_year, to_year), **others)

    return _with(gathered, _YEARS)


def _with(command: Callable[..., R], options: tuple[Option, ...]) -> Callable[..., R]:
    for option in reversed(options):
        command = option(command)
    return command


def siting_request(kind: str, asked: dict[str, Any]) -> SitingRequest:
    """The request that the options of siting make."""
    from layers.siting_request import SitingRequest

    renamed = {"cost_per_m2": "cost_try_per_m2", "budget": "budget_try"}
    return SitingRequest(kind, **{renamed.get(name, name): value for name, value in asked.items()})
