"""Neighbourhoods of the past: which they were, and their populations carried over to the neighbourhoods of today.

What became of a neighbourhood stands in the layer `crosswalk`; the arithmetic is in geo/crosswalk.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.crosswalk import compose_changes, transfer_extensive
from geo.names import Gazetteer, Place, place_id
from layers.store.base import Store
from layers.workspace import Workspace

_LAYER = "crosswalk"


@dataclass(frozen=True, slots=True)
class Changes:
    """`table` has the columns of geo.crosswalk.COLUMNS; `former` are the places that are no more, by id."""

    table: pd.DataFrame
    former: Mapping[str, Place]


def known_changes(workspace: Workspace, store: Store, known: Gazetteer) -> Changes | None:
    """The stored changes, their names as ids: of today's neighbourhoods where a name is one, else made of the name.

    Returns
        None where nothing is stored.
    """
    revision = store.current(_LAYER)
    if revision is None:
        return None
    rows = workspace.layer(_LAYER).conform(store.read(_LAYER, revision.number))
    rows = rows[~rows["is_total"]]
    district = workspace.district or ""
    former: dict[str, Place] = {}

    def resolved(name: str) -> str:
        match = known.match(name)
        if match.place is not None:
            return match.place.id
        made = place_id(workspace.province, district, name)
        former[made] = Place(made, name, district)
        return made

    table = pd.DataFrame(
        {
            "from_id": [resolved(str(name)) for name in rows["old_neighbourhood"]],
            "to_id": [resolved(str(name)) for name in rows["new_neighbourhood"]],
            "date": [None if day is None else date.fromisoformat(str(day)) for day in rows["changed_on"]],
            "share_ratio": rows["share_ratio"].astype("float64").to_numpy(),
            "kind": _kinds(rows),
            "source_row": rows["source_row"].to_numpy(),
        }
    )
    return Changes(table, former)


def _kinds(rows: pd.DataFrame) -> list[str]:
    """The stated kind; without one, an old name that stands in several rows was split."""
    several = rows["old_neighbourhood"].duplicated(keep=False)
    return [
        str(kind) if isinstance(kind, str) else "split" if is_split else "renamed"
        for kind, is_split in zip(rows["kind"], several, strict=True)
    ]


def carry_over(population: pd.DataFrame, changes: Changes, today: list[str]) -> pd.DataFrame:
    """Populations of former neighbourhoods as those of today's, by source and year; all other rows as they are.

    A table of a year before a change lists the old neighbourhoods. One that lists a new neighbourhood already has been restated
    by its author, and is not carried over again. Only the population is carried: women and men, and what was printed of a
    change, stay unknown.

    Parameters
        population: rows of the population layer without printed totals.
        today: ids of today's neighbourhoods.
    Returns
        the rows, with a column `carried`: whether a value was carried over. `source_row` of such a row is that of the first row
        it was made of.
    """
    last = max([day for day in changes.table["date"] if day is not None], default=date.min)
    parts = []
    for (_, year), rows in population.groupby(["source", "year"], sort=False, dropna=False):
        day = date.max if pd.isna(year) else date(int(year), 12, 31)
        table = _still_to_apply(changes.table, set(rows["neighbourhood_id"].dropna()), day)
        parts.append(rows.assign(carried=False) if table.empty else _carried(rows, table, day, max(last, day)))
    if not parts:
        return population.assign(carried=False)
    whole = pd.concat(parts, ignore_index=True)
    return whole[whole["neighbourhood_id"].isin(today)].astype({"population": "Int64"})


def _still_to_apply(table: pd.DataFrame, ids: set[str], day: date) -> pd.DataFrame:
    later = table[[changed is not None and changed > day for changed in table["date"]]]
    created = ~later["to_id"].isin(later["from_id"])
    restated = set(later.loc[created & later["to_id"].isin(ids), "from_id"]) - ids
    mine = later[later["from_id"].isin(ids | set(later["to_id"])) & ~later["from_id"].isin(restated)]
    return mine if mine["from_id"].isin(ids).any() else mine.iloc[:0]


def _carried(rows: pd.DataFrame, table: pd.DataFrame, day: date, last: date) -> pd.DataFrame:
    known = rows.dropna(subset=["neighbourhood_id"]).drop_duplicates("neighbourhood_id")
    values = known.set_index("neighbourhood_id")["population"].astype("float64")
    transfer = compose_changes(table, values.index, day, last)
    moved = transfer_extensive(values, transfer).values
    touched = set(table["from_id"]) | set(table["to_id"])
    stays = rows[~rows["neighbourhood_id"].isin(touched)].assign(carried=False)
    shares = transfer.shares.tocoo()
    first = pd.Series(shares.coords[0]).groupby(shares.coords[1]).min()
    made = []
    for position, to_id in enumerate(transfer.to_ids):
        if to_id in touched and position in first.index:
            origin = known.iloc[int(first.loc[position])]
            row = dict.fromkeys(rows.columns)
            row |= {name: origin[name] for name in ("year", "source", "source_file", "source_row", "stated_name", "is_total")}
            value = moved.loc[to_id]
            row |= {"neighbourhood_id": to_id, "population": None if pd.isna(value) else round(float(value)), "carried": True}
            made.append(row)
    return pd.concat([stays, pd.DataFrame(made, columns=[*rows.columns, "carried"])], ignore_index=True)
