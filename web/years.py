"""The years that a view can be moved to: a link each, which a script makes a slider of."""

from dataclasses import dataclass

from geo.indicators import INDICATORS
from layers.atlas import Atlas
from web.params import FROM_YEAR, TO_YEAR, View, default_years

# More than these beside each other say less than the two that are compared and the newest.
_MOST_BESIDE = 6


@dataclass(frozen=True, slots=True)
class Year:
    """A year, the parameters of the view in it, and whether it is the one that is shown."""

    year: int
    query: dict[str, str]
    shown: bool


def make_years(atlas: Atlas, view: View) -> tuple[Year, ...]:
    """The years in which the indicator has an answer: a change has none in the year that it is measured from.

    Empty where there is nothing to choose.
    """
    first = view.from_year
    if first is None:
        return ()
    is_change = INDICATORS[view.indicator].diverging
    years = [year for year in atlas.years if not is_change or year > first]
    return tuple(Year(year, _query(atlas, view, year), year == view.to_year) for year in years) if len(years) > 1 else ()


def years_beside(atlas: Atlas, view: View) -> tuple[int, ...]:
    """The years that stand side by side: all where they are few, else those that are compared and the newest."""
    if len(atlas.years) <= _MOST_BESIDE:
        return tuple(atlas.years)
    wanted = {view.from_year, view.to_year, atlas.years[-1]}
    return tuple(year for year in atlas.years if year in wanted)


def _query(atlas: Atlas, view: View, year: int) -> dict[str, str]:
    first, last = default_years(atlas.years, atlas.workspace.compared_years)
    kept = {name: value for name, value in view.query.items() if name not in (FROM_YEAR, TO_YEAR)}
    begins = min(view.from_year or year, year)
    kept |= {FROM_YEAR: str(begins)} if begins != first else {}
    return kept | ({TO_YEAR: str(year)} if year != last else {})
