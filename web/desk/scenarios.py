"""Scenarios on pages: what each assumes, its people, and its atlas, made once for each state of data and file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import MahalleError
from geo.numbers import format_percent
from layers.scenario_files import FOLDER, Housing, ScenarioFile, read_scenario, scenario_files
from layers.scenarios import Projected, ScenarioAtlas, project_scenario
from web.desk.asking import DeskQuestion
from web.desk.listing import Column, Listing, listing_of
from web.formatting import number
from web.i18n import Speech

_PARTS: Final = ("population_base", "returned", "natural_growth", "new_housing", "population")


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A scenario of the list: what it assumes in words, its people in the last year (None: unknown), what is to be said of it.

    `wrong` says why its file cannot be used; then nothing else is known. `is_own`: the workspace itself keeps it.
    """

    key: str
    title: str
    is_own: bool
    assumes: tuple[str, ...] = ()
    source: str = ""
    years: str = ""
    people: float | None = None
    remarks: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def scenario_lines(question: DeskQuestion) -> list[ScenarioLine]:
    """All scenarios of the workspace, those that cannot be read included."""
    workspace = question.state.workspace
    return [_line(question, key, file) for key, file in scenario_files(workspace).items()]


def _line(question: DeskQuestion, key: str, file: Path) -> ScenarioLine:
    code = question.speech.code
    is_own = file.parent == question.state.workspace.path / FOLDER
    try:
        found = read_scenario(file)
        projected = projected_of(question, found, file)
    except MahalleError as error:
        return ScenarioLine(key, key, is_own, wrong=tuple(issue.message(code) for issue in error.issues))
    horizon = found.horizon
    return ScenarioLine(
        key,
        question.speech.choose(found.title.tr, found.title.en),
        is_own,
        tuple(assumptions(found, question.speech)),
        found.source,
        f"{horizon.before_year}, {horizon.base_year} → {horizon.plan_year}",
        float(projected.parts["population"].sum()),
        tuple(issue.message(code) for issue in projected.issues),
    )


def projected_of(question: DeskQuestion, file: ScenarioFile, path: Path) -> Projected:
    """The people of a scenario.

    Raises
        RefusedError: as `layers.scenarios.project_scenario`.
    """
    books, state = question.library, question.state
    key = ("scenario-people", file.key, path.stat().st_mtime_ns)
    return books.keep(state, key, lambda: project_scenario(state.workspace, file, books.atlas(state)))


def assumptions(file: ScenarioFile, speech: Speech) -> list[str]:
    """What a scenario assumes, a sentence each."""
    before, base, last = file.horizon.before_year, file.horizon.base_year, file.horizon.plan_year
    years = {"before": before, "base": base, "last": last}
    said = []
    if file.return_ratio > 0:
        share = _percent(file.return_ratio, speech)
        said.append(
            speech.gettext(
                "%(before)s–%(base)s arasında gidenlerin %(share)s kadarı %(last)s yılına dek döner.", share=share, **years
            )
        )
    elif not file.return_ratio_by:
        said.append(speech.gettext("Gidenlerden kimse dönmez."))
    for place, ratio in file.return_ratio_by.items():
        said.append(speech.gettext("%(place)s: gidenlerin %(share)s kadarı döner.", place=place, share=_percent(ratio, speech)))
    if file.growth_pct_per_year:
        rate = _percent(file.growth_pct_per_year / 100, speech)
        said.append(speech.gettext("Nüfus doğal artışla yılda %(rate)s değişir.", rate=rate))
    return said + [_housing(one, speech) for one in file.housing]


def _housing(one: Housing, speech: Speech) -> str:
    values = {
        "area": number(one.area_ha, speech.code, None),
        "density": number(one.density_per_ha, speech.code, None),
        "people": number(one.area_ha * one.net_ratio * one.density_per_ha, speech.code),
        "net": _percent(one.net_ratio, speech),
    }
    where = one.neighbourhood if one.neighbourhood is not None else spread_titles(speech)[str(one.by)]
    text = speech.gettext(
        "Yeni konut, %(where)s: %(area)s ha, hektarda %(density)s kişi: %(people)s kişi.", where=where, **values
    )
    return text if one.net_ratio == 1 else text + " " + speech.gettext("Alanın %(net)s kadarı konut parselidir.", **values)


def _percent(ratio: float, speech: Speech) -> str:
    """A share in percent with the decimals that it needs: what a person typed is told as typed."""
    return format_percent(round(100 * ratio, 4), speech.code, None)


def spread_titles(speech: Speech) -> dict[str, str]:
    """What housing of which only the whole is known is shared out by."""
    return {
        "area_km2": speech.gettext("bütün mahallelere yüzölçümüyle orantılı"),
        "population": speech.gettext("bütün mahallelere nüfusuyla orantılı"),
        "lost": speech.gettext("bütün mahallelere kaybettiği nüfusla orantılı"),
    }


def lines_listing(lines: Sequence[ScenarioLine], speech: Speech) -> Listing:
    """The scenarios as a file."""
    columns = [
        Column("scenario", "scenario"),
        Column("title", "title"),
        Column("own", "own"),
        Column("assumes", "assumes"),
        Column("source", "source"),
        Column("years", "years"),
        Column("population", "population"),
        Column("remarks", "remarks"),
        Column("wrong", "wrong"),
    ]
    records = [
        {
            "scenario": line.key,
            "title": line.title,
            "own": line.is_own,
            "assumes": list(line.assumes),
            "source": line.source,
            "years": line.years,
            "population": None if line.people is None else round(line.people),
            "remarks": list(line.remarks),
            "wrong": list(line.wrong),
        }
        for line in lines
    ]
    return listing_of("senaryolar", columns, records)


def people_listing(found: ScenarioAtlas, speech: Speech) -> Listing:
    """Of what the people of each neighbourhood are made in the last year."""
    horizon = found.file.horizon
    titles = {
        "population_base": speech.gettext("%(year)s nüfusu", year=horizon.base_year),
        "returned": speech.gettext("Dönen"),
        "natural_growth": speech.gettext("Doğal artış"),
        "new_housing": speech.gettext("Yeni konutta"),
        "population": speech.gettext("%(year)s nüfusu", year=horizon.plan_year),
    }
    columns = [
        Column("name", speech.gettext("Mahalle")),
        *(Column(key, titles[key], lambda value: number(value, speech.code), numeric=True) for key in _PARTS),
        Column("id", "id", on_page=False),
    ]
    names = found.atlas.neighbourhoods["name"]
    records = [
        {"id": str(place), "name": str(names[place]), **{key: row[key] for key in _PARTS}}
        for place, row in found.parts.iterrows()
    ]
    return listing_of(f"senaryo-{found.file.key}-nufus", columns, records)
