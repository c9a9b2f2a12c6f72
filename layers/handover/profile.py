"""Profiles: how a receiving system calls tables and fields, its codes, units and coordinate system, described in YAML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from geo.change_list import CHANGE
from geo.errors import NotFoundError
from geo.indicators import INDICATORS
from geo.issues import Issue, Words
from geo.units import UNITS
from layers.base import Field
from layers.described import DescriptionError, Entry, described_file
from layers.outgoing.tables import ATLAS, ATLAS_FIELDS
from layers.shipped import data_folder
from layers.workspace import Workspace

_FOLDER: Final = "profiles"
# What may stand in a file name and a heading on every system.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_ABOUT = ("title", "source", "revision", "created_at", "boundaries", "years")
# The atlas has the population of each year; this is that of the newest.
POPULATION: Final = "population"
_POPULATION_OF = re.compile(r"population_[0-9]{4}")


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One field of the receiving system: taken from a column of ours, said of the whole table, constant, or unknown to us."""

    name: str
    source: str | None = None
    value: str | None = None
    about: str | None = None
    unit: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """One table of the receiving system; `of` is the layer, or `atlas`, that it is made of."""

    name: str
    of: str
    id_name: str
    columns: tuple[ProfileColumn, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A receiving system. `tables` by what they are made of; one that is `ours` takes everything as it is."""

    name: str
    title: Words
    epsg: int | None = None
    ours: bool = False
    tables: Mapping[str, ProfileTable] = field(default_factory=dict)

    def covers(self, what: str) -> bool:
        """Whether a layer or the atlas is part of it."""
        return self.ours or what in self.tables


def read_profile(workspace: Workspace, name: str) -> Profile:
    """The profile of that name: the workspace's own before one that ships.

    Raises
        NotFoundError: there is none.
        RefusedError: it is wrong, with file, line and reason: it lacks a field that the receiving system requires, for instance.
    """
    shipped, own = (_profiles(folder / _FOLDER) for folder in (data_folder(), workspace.path))
    path = own.get(name, shipped.get(name))
    if path is None:
        known = ", ".join(sorted({*own, *shipped}))
        raise NotFoundError(Issue("unknown-profile", params={"profile": name, "known": known}))
    # A workspace may map fields in another way, but what the receiving system asks for it cannot change.
    required = described_file(shipped[name], _shown(shipped[name]), _required) if name in shipped else {}
    return described_file(path, _shown(path), lambda entry: _profile(entry, name, workspace, required))


def _profiles(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def _shown(path: Path) -> str:
    return f"{_FOLDER}/{path.name}"


def _required(entry: Entry) -> dict[str, Sequence[str]]:
    """What a shipped profile says its receiving system requires, by table."""
    tables = entry.get("tables")
    if tables is None:
        return {}
    return {
        name: [item.text() for item in listed.items()]
        for name, table in tables.pairs().items()
        if (listed := table.get("requires")) is not None
    }


def _profile(entry: Entry, name: str, workspace: Workspace, required: Mapping[str, Sequence[str]]) -> Profile:
    entry.only({"title", "crs", "ours", "tables"})
    title = entry.need("title").words()
    crs, ours, described = entry.get("crs"), entry.get("ours"), entry.get("tables")
    epsg = None if crs is None else _epsg(crs)
    if ours is not None and ours.boolean():
        if described is not None:
            raise DescriptionError(described.line, Words("ours ile tables birlikte olmaz", "ours and tables exclude each other"))
        return Profile(name, title, epsg, ours=True)
    tables: dict[str, ProfileTable] = {}
    listed = entry.need("tables")
    for table_name, table in listed.pairs().items():
        made = _table(table, table_name, workspace, required.get(table_name, ()))
        if made.of in tables:
            raise DescriptionError(table.line, Words(f"{made.of} iki tabloda", f"{made.of} is in two tables"))
        tables[made.of] = made
    for lacking in sorted(set(required) - set(listed.pairs())):
        raise DescriptionError(listed.line, Words(f"zorunlu {lacking} tablosu eksik", f"the required table {lacking} is missing"))
    return Profile(name, title, epsg, tables=tables)


def _epsg(entry: Entry) -> int:
    if not re.fullmatch(r"[0-9]{4,6}", entry.text()):
        raise DescriptionError(entry.line, Words("crs bir EPSG kodudur, örnek 5256", "crs is an EPSG code, such as 5256"))
    return int(entry.text())


def _table(entry: Entry, name: str, workspace: Workspace, required: Sequence[str]) -> ProfileTable:
    entry.only({"of", "id", "requires", "fields"})
    _check_name(entry, name)
    of = entry.need("of").one_of([ATLAS, *workspace.layers])
    known = _known_columns(workspace, of)
    id_name = entry.need("id")
    _check_name(id_name, id_name.text())
    fields = entry.need("fields")
    columns = [_column(item, column, known) for column, item in fields.pairs().items()]
    headings = [id_name.text(), *(column.name for column in columns)]
    if len({heading.casefold() for heading in headings}) < len(headings):  # ascii
        raise DescriptionError(fields.line, Words("bir ad iki kez var", "a name stands twice"))
    requires = entry.get("requires")
    wanted = [*required, *([] if requires is None else [item.text() for item in requires.items()])]
    lacking = [heading for heading in dict.fromkeys(wanted) if heading not in headings]
    if lacking:
        listed = ", ".join(lacking)
        raise DescriptionError(fields.line, Words(f"zorunlu alan eksik: {listed}", f"a required field is missing: {listed}"))
    return ProfileTable(name, of, id_name.text(), tuple(columns))


def _check_name(entry: Entry, name: str) -> None:
    if not _NAME.fullmatch(name):
        why = Words(
            f"{name} ad olamaz: ASCII harf, rakam, alt çizgi", f"{name} cannot be a name: ASCII letters, digits, underscores"
        )
        raise DescriptionError(entry.line, why)


def _known_columns(workspace: Workspace, of: str) -> dict[str, Field]:
    """The columns that may leave, by name."""
    if of == ATLAS:
        known = {item.name: item for item in ATLAS_FIELDS}
        known[POPULATION] = Field(POPULATION, "Nüfus", "Population", "integer", "persons", True)
        for key, indicator in INDICATORS.items():
            if key != POPULATION:
                known[key] = Field(key, indicator.title_tr, indicator.title_en, "number", indicator.unit, indicator.extensive)
    else:
        known = {item.name: item for item in workspace.layer(of).fields if item.public}
        known["source"] = Field("source", "Kaynak", "Source", "text")
    known[CHANGE] = Field(CHANGE, "Değişiklik", "Change", "text")
    return known


def _column(entry: Entry, name: str, known: Mapping[str, Field]) -> ProfileColumn:
    _check_name(entry, name)
    entry.only({"from", "value", "about", "unknown", "unit", "codes"})
    said = [key for key in ("from", "value", "about", "unknown") if entry.get(key) is not None]
    if len(said) != 1:
        why = Words("from, value, about, unknown alanlarından biri gerekir", "one of from, value, about, unknown is needed")
        raise DescriptionError(entry.line, why)
    (way,) = said
    if way != "from":
        for key in ("unit", "codes"):
            if (extra := entry.get(key)) is not None:
                raise DescriptionError(extra.line, Words(f"{key} yalnız from ile", f"{key} goes with from only"))
    if way == "value":
        return ProfileColumn(name, value=entry.need("value").text())
    if way == "about":
        return ProfileColumn(name, about=entry.need("about").one_of(_ABOUT))
    if way == "unknown":
        return ProfileColumn(name)
    source = entry.need("from")
    text = source.text() if _POPULATION_OF.fullmatch(source.text()) and POPULATION in known else source.one_of(known)
    origin = known.get(text, known.get(POPULATION))
    return ProfileColumn(name, source=text, unit=_unit(entry, origin), codes=_codes(entry, origin))


def _unit(entry: Entry, origin: Field | None) -> str | None:
    unit = entry.get("unit")
    if unit is None:
        return None
    own = None if origin is None or origin.unit is None else UNITS.get(origin.unit)
    wanted = UNITS[unit.one_of(UNITS)]
    if own is None or own.dimension != wanted.dimension:
        raise DescriptionError(unit.line, Words("bu alan o birime çevrilemez", "this field cannot be turned into that unit"))
    return unit.text()


def _codes(entry: Entry, origin: Field | None) -> Mapping[str, str]:
    codes = entry.get("codes")
    if codes is None:
        return {}
    keys = [code.key for code in (() if origin is None else origin.codes)]
    codes.only(keys)
    found = {key: item.text() for key, item in codes.pairs().items()}
    lacking = [key for key in keys if key not in found]
    if lacking:
        listed = ", ".join(lacking)
        raise DescriptionError(codes.line, Words(f"karşılığı olmayan kod: {listed}", f"codes without a counterpart: {listed}"))
    return found
