"""What an address asks for: indicator, years, classes, language; anything not understood is refused in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from geo.errors import MahalleError
from geo.indicators import INDICATORS
from geo.issues import Issue, Language
from web.classify import CLASS_COUNTS, SCHEMES, Scheme

INDICATOR, FROM_YEAR, TO_YEAR, SCHEME, CLASSES, LANGUAGE = "gosterge", "ilk", "son", "siniflama", "sinif", "dil"

_DEFAULT_INDICATOR = "change_pct"
_DEFAULT_SCHEME: Scheme = "dogal-kirilma"
_DEFAULT_CLASSES = 5

Span = tuple[int, int] | None

# What programs ask for is answered to them, errors too.
_FOR_PROGRAMS = (".json", ".jsonld", ".geojson", ".csv", ".gpkg", ".mvt")


class ParameterError(MahalleError, ValueError):
    """A part of the address has a value that does not exist."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at. The years are None only where there is no population at all."""

    indicator: str
    from_year: int | None
    to_year: int | None
    scheme: Scheme
    classes: int
    language: Language
    # Only what differs from the default: addresses stay short.
    query: Mapping[str, str]

    def in_language(self, language: Language) -> dict[str, str]:
        """The parameters of the same view in a language; Turkish needs none."""
        kept = {name: value for name, value in self.query.items() if name != LANGUAGE}
        return kept if language == "tr" else {**kept, LANGUAGE: language}

    @property
    def file_query(self) -> dict[str, str]:
        """The parameters of a file of this view: always with the years, because a file is read away from the page."""
        if self.from_year is None or self.to_year is None:
            return {}
        return {FROM_YEAR: str(self.from_year), TO_YEAR: str(self.to_year)}

    @property
    def years_and_language(self) -> dict[str, str]:
        """The part of the view that other pages share."""
        return {name: value for name, value in self.query.items() if name in (FROM_YEAR, TO_YEAR, LANGUAGE)}


def is_for_programs(path: str) -> bool:
    """Whether an address names a file and no page.

    >>> is_for_programs("/veri.json"), is_for_programs("/veri")
    (True, False)
    """
    return path.endswith(_FOR_PROGRAMS)


def read_language(args: Mapping[str, str]) -> Language:
    """The language that an address asks for; Turkish where it asks for none."""
    return cast(Language, _one_of(args, LANGUAGE, ("tr", "en"), "tr"))


def read_view(args: Mapping[str, str], years: Sequence[int], usual: Span = None) -> View:
    """The view that an address asks for; what it leaves out is the `usual` change of the workspace.

    An empty value counts as left out, as a form sends it.

    >>> view = read_view({"son": "2025"}, (2022, 2023, 2025), (2022, 2023))
    >>> view.indicator, view.from_year, view.to_year, dict(view.query)
    ('change_pct', 2022, 2025, {'son': '2025'})
    >>> read_view({"sinif": "12"}, (2022, 2023))
    Traceback (most recent call last):
        ...
    web.params.ParameterError: sinif=12 in the address was not understood. It can be: 3, 4, 5, 6, 7.
    """
    first, last = default_years(years, usual)
    defaults = {
        INDICATOR: _DEFAULT_INDICATOR,
        FROM_YEAR: str(first or ""),
        TO_YEAR: str(last or ""),
        SCHEME: _DEFAULT_SCHEME,
        CLASSES: str(_DEFAULT_CLASSES),
        LANGUAGE: "tr",
    }
    known_years = [str(year) for year in years]
    chosen = {
        INDICATOR: _one_of(args, INDICATOR, list(INDICATORS), defaults[INDICATOR]),
        FROM_YEAR: _one_of(args, FROM_YEAR, known_years, defaults[FROM_YEAR]),
        TO_YEAR: _one_of(args, TO_YEAR, known_years, defaults[TO_YEAR]),
        SCHEME: _one_of(args, SCHEME, list(SCHEMES), defaults[SCHEME]),
        CLASSES: _one_of(args, CLASSES, [str(count) for count in CLASS_COUNTS], defaults[CLASSES]),
        LANGUAGE: read_language(args),
    }
    _require_order(chosen[FROM_YEAR], chosen[TO_YEAR], years, is_change=INDICATORS[chosen[INDICATOR]].diverging)
    return View(
        indicator=chosen[INDICATOR],
        from_year=int(chosen[FROM_YEAR]) if chosen[FROM_YEAR] else None,
        to_year=int(chosen[TO_YEAR]) if chosen[TO_YEAR] else None,
        scheme=cast(Scheme, chosen[SCHEME]),
        classes=int(chosen[CLASSES]),
        language=cast(Language, chosen[LANGUAGE]),
        query={name: value for name, value in chosen.items() if value != defaults[name]},
    )


def default_years(years: Sequence[int], usual: Span = None) -> tuple[int | None, int | None]:
    """The usual years where both are there, else the first and the last; None where there is none.

    >>> default_years((2022, 2023, 2025), (2022, 2023)), default_years((2007, 2024), (2022, 2023)), default_years(())
    ((2022, 2023), (2007, 2024), (None, None))
    """
    if usual is not None and set(usual) <= set(years):
        return usual
    return (years[0], years[-1]) if years else (None, None)


def _one_of(args: Mapping[str, str], name: str, known: Sequence[str], default: str) -> str:
    value = args.get(name, "").strip()
    if not value:
        return default
    if value not in known:
        listed = ", ".join(known) or "–"
        raise ParameterError(Issue("unknown-parameter-value", params={"parameter": name, "value": value, "known": listed}))
    return value


def _require_order(first: str, last: str, years: Sequence[int], *, is_change: bool) -> None:
    # With a single year there is nothing to choose, and the change is that of no time at all.
    if len(years) > 1 and (int(first) > int(last) or (is_change and first == last)):
        raise ParameterError(Issue("years-in-wrong-order", params={"first": first, "last": last}))
