"""Scenarios that a municipality describes in YAML: who returns, where new housing goes, until when.

A workspace keeps its own in `scenarios/<name>.yaml`; of the same name they go before those that ship for its district.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from geo.errors import NotFoundError
from geo.issues import Issue, Words
from geo.scenario import Horizon
from geo.turkish import slug
from layers.described import DescriptionError, Entry, described_file, described_text
from layers.rule_files import amount
from layers.shipped import data_folder
from layers.workspace import Workspace

FOLDER: Final = "scenarios"
# What an area of which only the size is known may be shared out by.
SHARED_BY: Final = ("area_km2", "population", "lost")
_KEYS: Final = {
    *("title", "source", "before_year", "base_year", "plan_year", "return_ratio", "return_ratio_by"),
    *("growth_pct_per_year", "housing", "spread"),
}


@dataclass(frozen=True, slots=True)
class Housing:
    """New housing: in a neighbourhood (its name or id), or shared out to all of them `by` something; persons on a hectare."""

    area_ha: float
    density_per_ha: float
    net_ratio: float
    neighbourhood: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario as it is written, with names of neighbourhoods as their writer knows them."""

    key: str
    title: Words
    source: str
    horizon: Horizon
    return_ratio: float
    return_ratio_by: Mapping[str, float]
    growth_pct_per_year: float
    housing: tuple[Housing, ...]


def scenario_files(workspace: Workspace) -> dict[str, Path]:
    """The scenarios that a workspace has, by name; of an office with accounts, its own are shown to staff only."""
    shipped = data_folder() / FOLDER / slug(workspace.district or workspace.province)
    # No approver has seen a file of the workspace's own: nobody releases it.
    only_released = workspace.shown is not None and workspace.shown.only_released
    folders = (shipped,) if only_released else (shipped, workspace.path / FOLDER)
    # The later wins.
    found = {file.stem: file for folder in folders for file in folder.glob("*.yaml")}
    return {name: found[name] for name in sorted(found)}


def find_scenario(workspace: Workspace, name: str) -> ScenarioFile:
    """The scenario of that name.

    Raises
        NotFoundError: `unknown-scenario`.
        RefusedError: `bad-description` with the line and the reason.
    """
    files = scenario_files(workspace)
    if name not in files:
        raise NotFoundError(Issue("unknown-scenario", params={"scenario": name, "known": ", ".join(files) or "–"}))
    return read_scenario(files[name])


def read_scenario(file: Path) -> ScenarioFile:
    """A scenario from its file.

    Raises
        RefusedError: `bad-description` with the line and the reason.

    >>> read_scenario(data_folder() / "scenarios" / "defne" / "donus.yaml").return_ratio
    0.5
    """
    return described_file(file, str(file), partial(_scenario, file.stem))


def scenario_from_text(key: str, text: str) -> ScenarioFile:
    """A scenario from a text that is no file yet.

    Raises
        RefusedError: `scenario-bad-line` with the line and the reason.
    """
    return described_text(text, key, partial(_scenario, key), "scenario-bad-line")


def _scenario(key: str, entry: Entry) -> ScenarioFile:
    entry.only(_KEYS)
    years = [_year(entry.need(name)) for name in ("before_year", "base_year", "plan_year")]
    if not years[0] <= years[1] < years[2]:
        raise DescriptionError(entry.need("plan_year").line, Words("yıllar sırasında değil", "the years are not in order"))
    by, ratio, growth = entry.get("return_ratio_by"), entry.get("return_ratio"), entry.get("growth_pct_per_year")
    return ScenarioFile(
        key,
        entry.need("title").words(),
        entry.need("source").text(),
        Horizon(*years),
        amount(ratio) if ratio else 0.0,
        {name: amount(value) for name, value in by.pairs().items()} if by else {},
        _signed(growth) if growth else 0.0,
        (*_housings(entry.get("housing"), "neighbourhood"), *_housings(entry.get("spread"), "by")),
    )


def _housings(entry: Entry | None, where: str) -> list[Housing]:
    return [] if entry is None else [_housing(item, where) for item in entry.items()]


def _housing(entry: Entry, where: str) -> Housing:
    entry.only({"area_ha", "density_per_ha", "net_ratio", where})
    place, net = entry.need(where), entry.get("net_ratio")
    return Housing(
        amount(entry.need("area_ha")),
        amount(entry.need("density_per_ha")),
        amount(net) if net else 1.0,
        neighbourhood=place.text() if where == "neighbourhood" else None,
        by=place.one_of(SHARED_BY) if where == "by" else None,
    )


def _year(entry: Entry) -> int:
    year = amount(entry)
    if year % 1:
        raise DescriptionError(entry.line, Words("bir yıl beklenir", "a year is expected"))
    return int(year)


def _signed(entry: Entry) -> float:
    """A number that may be below 0."""
    text = entry.text()
    return -amount(Entry(text[1:], entry.line)) if text.startswith("-") else amount(entry)
