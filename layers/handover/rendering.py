"""A table in the words of a profile: its fields by other names, in other units and codes."""

from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.change_list import CHANGE, CHANGED_FIELDS
from geo.errors import NotFoundError
from geo.issues import Issue
from geo.units import UNITS
from layers.base import Code, Field, Style
from layers.handover.profile import POPULATION, Profile, ProfileColumn, ProfileTable
from layers.outgoing.table import ColumnType, ExportTable

# Products of a unit's factor are no rounder than the number was.
_DECIMALS = 6


def in_words_of(profile: Profile, table: ExportTable) -> ExportTable:
    """A table as the receiving system wants it; what became of each row goes along under our own names where it has none.

    A row of a table that is handed over whole counts as created.

    Raises
        NotFoundError: the profile has no such table.
    """
    if profile.ours:
        return table
    described = profile.tables.get(table.name)
    if described is None:
        params = {"profile": profile.name, "what": table.name, "known": ", ".join(profile.tables)}
        raise NotFoundError(Issue("not-in-profile", params=params))
    index = table.features.index
    columns: dict[str, ColumnType] = {}
    fields: dict[str, Field] = {}
    values: dict[str, pd.Series] = {}
    for column in described.columns:
        columns[column.name], values[column.name] = _column(column, table)
        if (origin := _origin(column, table)) is not None:
            fields[column.name] = _field(column, origin)
    if CHANGE in table.columns:
        if not any(column.source == CHANGE for column in described.columns):
            columns[CHANGE], values[CHANGE] = "text", table.features[CHANGE]
        columns[CHANGED_FIELDS] = "list"
        values[CHANGED_FIELDS] = _renamed(table.features[CHANGED_FIELDS], described, table)
    features = gpd.GeoDataFrame(
        pd.DataFrame(values, index=index), geometry=table.features.geometry.to_numpy(), crs=table.features.crs
    )
    return replace(
        table,
        name=described.name,
        features=features,
        columns=columns,
        fields=fields,
        style=_style(described, table),
        id_name=described.id_name,
    )


def _column(column: ProfileColumn, table: ExportTable) -> tuple[ColumnType, pd.Series]:
    index = table.features.index
    source = _source(column, table)
    if source == CHANGE and CHANGE not in table.columns:
        return "text", pd.Series("CREATE", index=index, dtype=object)
    if source is None or source not in table.columns:
        text = column.value if column.about is None else table.metadata.get(column.about)
        return "text", pd.Series([text] * len(index), index=index, dtype=object)
    given = table.features[source]
    if column.codes:
        recoded = [None if pd.isna(value) else column.codes[value] for value in given]
        return "text", pd.Series(recoded, index=index, dtype=object)
    unit = table.fields[source].unit if source in table.fields else None
    if column.unit is not None and unit is not None and column.unit != unit:
        factor = UNITS[unit].factor / UNITS[column.unit].factor
        return "number", (given.astype("float64") * factor).round(_DECIMALS)
    return table.columns[source], given


def _source(column: ProfileColumn, table: ExportTable) -> str | None:
    """The column of ours; the population of the atlas is that of its newest year."""
    if column.source != POPULATION or POPULATION in table.columns:
        return column.source
    return max((name for name in table.columns if name.startswith(f"{POPULATION}_")), default=None)


def _origin(column: ProfileColumn, table: ExportTable) -> Field | None:
    source = _source(column, table)
    return None if source is None else table.fields.get(source)


def _field(column: ProfileColumn, origin: Field) -> Field:
    codes = tuple(
        Code(
            key, " / ".join(code.title_tr for code in codes), " / ".join(code.title_en for code in codes), colour=codes[0].colour
        )
        for key, codes in _by_new_key(column.codes, origin).items()
    )
    return replace(origin, name=column.name, unit=column.unit or origin.unit, codes=codes or origin.codes)


def _by_new_key(renamed: Mapping[str, str], origin: Field) -> dict[str, list[Code]]:
    found: dict[str, list[Code]] = {}
    for code in origin.codes:
        if code.key in renamed:
            found.setdefault(renamed[code.key], []).append(code)
    return found


def _style(described: ProfileTable, table: ExportTable) -> Style:
    by = next((column.name for column in described.columns if column.source == table.style.by and column.source), None)
    return replace(table.style, by=by)


def _renamed(changed: pd.Series, described: ProfileTable, table: ExportTable) -> pd.Series:
    """The changed fields by their names in the profile; what it has no field for is no change to its receiver."""
    names: dict[str, list[str]] = {"geometry": ["geometry"]}
    for column in described.columns:
        if (source := _source(column, table)) is not None:
            names.setdefault(source, []).append(column.name)
    return pd.Series(
        [[name for item in items for name in names.get(item, ())] for items in changed], index=changed.index, dtype=object
    )
