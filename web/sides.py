"""The two sides of a comparison: what each shows, of which data, in which year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from geo.indicators import INDICATORS
from geo.issues import Issue
from layers.atlas import Atlas
from web.asking import Question
from web.choropleth import title_of
from web.classify import CLASS_COUNTS
from web.controls import Control, indicator_control, plain_control, scheme_titles
from web.editions import Edition, atlas_of, edition_control, find_edition, has_editions
from web.i18n import Speech
from web.params import CLASSES, LANGUAGE, SCHEME, ParameterError, View

LEFT: Final = "sol"
RIGHT: Final = "sag"
LEFT_YEAR, RIGHT_YEAR, LEFT_DATA, RIGHT_DATA = "sol_yil", "sag_yil", "sol_veri", "sag_veri"
NAMES = ((LEFT, LEFT_YEAR, LEFT_DATA), (RIGHT, RIGHT_YEAR, RIGHT_DATA))
_DEFAULT_INDICATOR = "population"


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the maps shows; `years` are those that it could."""

    atlas: Atlas
    view: View
    edition: Edition
    years: tuple[int, ...]

    def heading(self, speech: Speech) -> str:
        """The indicator, its year, and the edition where it is not today's."""
        title = title_of(INDICATORS[self.view.indicator], self.view, speech)
        return f"{title} – {self.edition.title}" if self.edition.title else title


def read_sides(question: Question, asked: Mapping[str, str]) -> tuple[Side, Side]:
    """The sides that an address asks for; by default today's population in the first two years.

    Raises
        ParameterError: an indicator, a year or an edition that there is none of.
    """
    view = question.view
    left, right = (_side(question, asked, names, year) for names, year in zip(NAMES, (view.from_year, view.to_year), strict=True))
    return left, right


def _side(question: Question, asked: Mapping[str, str], names: tuple[str, str, str], default_year: int | None) -> Side:
    indicator = _one_of(asked, names[0], tuple(INDICATORS), _DEFAULT_INDICATOR)
    edition = find_edition(question, names[2], asked.get(names[2], "").strip())
    whole = atlas_of(question, edition, None, None)
    view = replace(question.view, indicator=indicator)
    if edition.scenario is not None and whole.span is not None:
        span = whole.span
        return Side(whole, replace(view, from_year=span.from_year, to_year=span.to_year), edition, (span.to_year,))
    years = whole.years
    if not years:
        return Side(whole, replace(view, from_year=None, to_year=None), edition, ())
    fallback = default_year if default_year in years else years[-1]
    year = int(_one_of(asked, names[1], tuple(map(str, years)), str(fallback)))
    # A change is measured from the first year that is known, and needs another one.
    first = years[0]
    if INDICATORS[indicator].diverging and year == first and len(years) > 1:
        year = years[1]
    atlas = atlas_of(question, edition, first, year)
    return Side(atlas, replace(view, from_year=first, to_year=year), edition, years)


def _one_of(asked: Mapping[str, str], name: str, known: tuple[str, ...], default: str) -> str:
    value = asked.get(name, "").strip() or default
    if value not in known:
        params = {"parameter": name, "value": value, "known": ", ".join(known)}
        raise ParameterError(Issue("unknown-parameter-value", params=params))
    return value


def side_controls(question: Question, sides: tuple[Side, Side]) -> tuple[tuple[Control, ...], ...]:
    """The lists that choose each side, and the classes of both."""
    speech, view = question.speech, question.view
    titles = (
        (speech.gettext("Soldaki harita"), speech.gettext("Soldaki yıl"), speech.gettext("Soldaki veri")),
        (speech.gettext("Sağdaki harita"), speech.gettext("Sağdaki yıl"), speech.gettext("Sağdaki veri")),
    )
    rows = []
    for (name, year_name, data_name), (title, year_title, data_title), side in zip(NAMES, titles, sides, strict=True):
        controls = [indicator_control(name, title, side.atlas, side.view.indicator, speech)]
        if side.years:
            years = {str(year): str(year) for year in side.years}
            controls.append(plain_control(year_name, year_title, years, str(side.view.to_year)))
        if has_editions(question):
            controls.append(edition_control(question, data_name, data_title, side.edition.word))
        rows.append(tuple(controls))
    counts = {str(count): str(count) for count in CLASS_COUNTS}
    classes = (
        plain_control(SCHEME, speech.gettext("Sınıflama"), scheme_titles(speech), view.scheme),
        plain_control(CLASSES, speech.gettext("Sınıf sayısı"), counts, str(view.classes)),
    )
    return (*rows, classes)


def side_query(view: View, sides: tuple[Side, Side]) -> dict[str, str]:
    """What the address of this comparison holds, in the language of the page."""
    query = {}
    for (name, year_name, data_name), side in zip(NAMES, sides, strict=True):
        query[name] = side.view.indicator
        if side.view.to_year is not None and side.edition.scenario is None:
            query[year_name] = str(side.view.to_year)
        if side.edition.word:
            query[data_name] = side.edition.word
    return query | {name: value for name, value in view.query.items() if name in (SCHEME, CLASSES, LANGUAGE)}
