"""The district as a whole: the first figures a reader looks for."""

from dataclasses import dataclass

from layers.atlas import Atlas
from web.formatting import area, number, percent, signed
from web.i18n import Speech
from web.params import View
from web.years import years_beside


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of the whole; `note` says what it is made of."""

    title: str
    value: str
    note: str = ""


def make_totals(atlas: Atlas, view: View, speech: Speech) -> tuple[Total, ...]:
    """Population of the years side by side, area and density; a dash where a neighbourhood's value is missing."""
    totals = [_population(atlas, year, speech) for year in years_beside(atlas, view)]
    area_km2 = atlas.total("area_km2")
    count = number(len(atlas.neighbourhoods), speech.code)
    totals.append(
        Total(
            speech.gettext("Yüzölçümü"),
            f"{area(area_km2, speech.code)} km²",
            speech.gettext("%(count)s mahalle", count=count),
        )
    )
    if view.to_year is not None:
        totals.append(_density(atlas.total(f"population_{view.to_year}"), area_km2, view.to_year, speech))
    return tuple(totals)


def _population(atlas: Atlas, year: int, speech: Speech) -> Total:
    """The sum of a year; where it cannot be known, for how many neighbourhoods the figure is missing."""
    missing = int(atlas.neighbourhoods[f"population_{year}"].isna().sum())
    note = speech.gettext("%(count)s mahallede bilinmiyor", count=number(missing, speech.code)) if missing else ""
    return Total(speech.gettext("Nüfus %(year)s", year=year), number(atlas.total(f"population_{year}"), speech.code), note)


def _density(population: float | None, area_km2: float | None, year: int, speech: Speech) -> Total:
    density = population / area_km2 if population is not None and area_km2 else None
    return Total(
        speech.gettext("Yoğunluk %(year)s", year=year),
        number(density, speech.code),
        speech.gettext("kişi/km²"),
    )


def headline(atlas: Atlas, view: View, speech: Speech) -> Total | None:
    """The one figure to remember: the population then and now; None where there is no population."""
    if view.from_year is None or view.to_year is None:
        return None
    before, after = (atlas.total(f"population_{year}") for year in (view.from_year, view.to_year))
    if view.from_year == view.to_year:
        return Total(speech.gettext("Toplam nüfus, %(year)s", year=view.to_year), number(after, speech.code))
    note = ""
    if before and after is not None:
        change = signed(after - before, speech.code)
        share = percent(100.0 * (after - before) / before, speech.code)
        note = speech.gettext("%(change)s kişi (%(share)s)", change=change, share=share)
    return Total(
        speech.gettext("Toplam nüfus, %(first)s → %(last)s", first=view.from_year, last=view.to_year),
        f"{number(before, speech.code)} → {number(after, speech.code)}",
        note,
    )
