"""Scenarios made by filling in a form: written as the YAML that anyone could type, and read back before it counts."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import yaml

from geo.errors import NotFoundError, RefusedError, StaleError
from geo.issues import Issue
from geo.turkish import slug
from layers.scenario_files import FOLDER, ScenarioFile, read_scenario, scenario_files, scenario_from_text
from layers.workspace import Workspace

_WHOLE: Final = re.compile(r"[0-9]{1,12}")
_NUMBER: Final = re.compile(r"-?([0-9]{1,12}[.,][0-9]{1,2}|0[.,][0-9]{1,6})")
_LONGEST_KEY: Final = 60


@dataclass(frozen=True, slots=True)
class TypedScenario:
    """A scenario as typed, text by text; what cannot be read is refused with its line when it is written down.

    `ratios`: neighbourhood and return ratio; `housing`: neighbourhood, area, density, net ratio; `spread`: what it is shared out
    by, area, density, net ratio. Blank texts are left out.
    """

    title_tr: str
    title_en: str
    source: str
    before_year: str
    base_year: str
    plan_year: str
    return_ratio: str = ""
    growth: str = ""
    ratios: Sequence[tuple[str, str]] = ()
    housing: Sequence[tuple[str, str, str, str]] = ()
    spread: Sequence[tuple[str, str, str, str]] = ()


def scenario_text(typed: TypedScenario) -> str:
    """The YAML of a scenario, one value a line, so that a mistake has a line of its own.

    Raises
        RefusedError: `scenario-place-twice`, a neighbourhood has two return ratios.

    >>> print(scenario_text(TypedScenario("Dönüş", "Return", "Varsayım", "2022", "2025", "2041", return_ratio="0,5")))
    title:
      tr: Dönüş
      en: Return
    source: Varsayım
    before_year: 2022
    base_year: 2025
    plan_year: 2041
    return_ratio: 0.5
    <BLANKLINE>
    """
    document: dict[str, object] = {"title": _filled({"tr": typed.title_tr, "en": typed.title_en or typed.title_tr})}
    document |= _filled(
        {
            "source": typed.source,
            "before_year": typed.before_year,
            "base_year": typed.base_year,
            "plan_year": typed.plan_year,
            "return_ratio": typed.return_ratio,
            "growth_pct_per_year": typed.growth,
        }
    )
    places = [place for place, _ in typed.ratios]
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise RefusedError(Issue("scenario-place-twice", params={"place": twice}))
    if typed.ratios:
        document["return_ratio_by"] = {place: _plain(ratio) for place, ratio in typed.ratios}
    for name, where, rows in (("housing", "neighbourhood", typed.housing), ("spread", "by", typed.spread)):
        names = (where, "area_ha", "density_per_ha", "net_ratio")
        if rows:
            document[name] = [_filled(dict(zip(names, row, strict=True))) for row in rows]
    text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def save_scenario(
    workspace: Workspace, key: str | None, text: str, usable: Callable[[ScenarioFile], object], seen: str | None = None
) -> str:
    """Write a scenario of the workspace's own; the answer is its name.

    Parameters
        key: its name; None makes a new one from its title, which replaces no other.
        usable: called with the scenario before it is written; raises where it cannot be used.
        seen: `digest_of` the file that it was edited from.
    Raises
        RefusedError: `scenario-bad-line` with line and reason; what `usable` raises.
        StaleError: `scenario-changed`, somebody else has written it meanwhile.
        NotFoundError: `unknown-scenario`, the one to be edited is no longer the workspace's own.
    """
    made = scenario_from_text(key or "yeni", text)
    folder = workspace.path / FOLDER
    if key is None:
        key = _new_key(workspace, made.title.tr)
        usable(replace(made, key=key))
    elif digest_of(own_file(workspace, key)) != seen:
        raise StaleError(Issue("scenario-changed", params={"scenario": key}))
    else:
        usable(made)
    folder.mkdir(exist_ok=True)
    partial = folder / f".{key}.partial"
    partial.write_text(text, encoding="utf-8")
    partial.replace(folder / f"{key}.yaml")
    return key


def delete_scenario(workspace: Workspace, key: str) -> None:
    """Remove a scenario of the workspace's own; one that ships under that name shows again.

    Raises
        NotFoundError: `unknown-scenario`.
    """
    own_file(workspace, key).unlink()


def own_file(workspace: Workspace, key: str) -> Path:
    """The file of a scenario that the workspace itself keeps.

    Raises
        NotFoundError: `unknown-scenario`.
    """
    file = scenario_files(workspace).get(key)
    if file is None or file.parent != workspace.path / FOLDER:
        own = [name for name, path in scenario_files(workspace).items() if path.parent == workspace.path / FOLDER]
        raise NotFoundError(Issue("unknown-scenario", params={"scenario": key, "known": ", ".join(own) or "–"}))
    return file


def digest_of(file: Path) -> str:
    """A word that is equal where a file is."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def typed_of(file: Path) -> TypedScenario:
    """A scenario as its form shows it.

    Raises
        RefusedError: `bad-description`.
    """
    found = read_scenario(file)
    horizon = found.horizon
    return TypedScenario(
        *(found.title.tr, found.title.en, found.source),
        *(str(horizon.before_year), str(horizon.base_year), str(horizon.plan_year)),
        return_ratio=_written(found.return_ratio),
        growth=_written(found.growth_pct_per_year),
        ratios=[(place, _written(ratio)) for place, ratio in found.return_ratio_by.items()],
        housing=[_row(one.neighbourhood, one) for one in found.housing if one.neighbourhood is not None],
        spread=[_row(one.by, one) for one in found.housing if one.by is not None],
    )


def _row(where: str | None, one: object) -> tuple[str, str, str, str]:
    area, density, net = (_written(getattr(one, name)) for name in ("area_ha", "density_per_ha", "net_ratio"))
    return where or "", area, density, net


def _written(value: float) -> str:
    return f"{value:.10g}"


def _filled(texts: Mapping[str, str]) -> dict[str, object]:
    return {name: _plain(text) for name, text in texts.items() if text.strip()}


def _plain(text: str) -> object:
    """What YAML is to hold: a number where it is surely one, else the text as it is, for the reader to judge."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else text


def _new_key(workspace: Workspace, title: str) -> str:
    known = scenario_files(workspace)
    stem = slug(title)[:_LONGEST_KEY].strip("-")
    if not stem:
        raise RefusedError(Issue("scenario-without-name"))
    names = (stem if count == 1 else f"{stem}-{count}" for count in range(1, len(known) + 2))
    return next(name for name in names if name not in known)
