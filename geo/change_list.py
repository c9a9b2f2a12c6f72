"""A change list: what has to be done to one state of a table to get the next one, row by row, by keys that stay.

A receiver who has the old rows applies the list and has the new ones. A shape that moved by less than a millimetre is no change.
"""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.errors import RefusedError
from geo.issues import Issue
from geo.revision_diff import compare_revisions

CHANGE: Final = "change"
CHANGED_FIELDS: Final = "changed_fields"
GEOMETRY: Final = "geometry"
_KEY = "__key"
_OPERATIONS = {"created": "CREATE", "updated": "UPDATE", "deleted": "DELETE"}


def list_changes(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that have to be put, replaced and removed, indexed by key.

    `change` is CREATE, UPDATE or DELETE, `changed_fields` names what differs in an updated row; then the columns of `new`. A
    created or updated row stands as it is now, a deleted one as it was.

    Parameters
        old, new: indexed by keys that are distinct; shapes in one CRS. Columns that only `old` has are left out.
    Raises
        ValueError: a key stands twice.
        CrsError: the coordinate systems differ, or the shapes lie outside Türkiye.
    >>> old = gpd.GeoDataFrame({"population": [10, 20]}, geometry=[None, None], index=["a", "b"], crs=4326)
    >>> new = gpd.GeoDataFrame({"population": [11, 30]}, geometry=[None, None], index=["a", "c"], crs=4326)
    >>> changes = list_changes(old, new)
    >>> [(key, row.change, row.changed_fields, row.population) for key, row in changes.iterrows()]
    [('c', 'CREATE', [], 30), ('a', 'UPDATE', ['population'], 11), ('b', 'DELETE', [], 20)]
    """
    for frame in (old, new):
        if not frame.index.is_unique:
            raise ValueError("a key stands twice")
    columns = [name for name in new.columns if name != new.geometry.name]
    found = compare_revisions(_keyed(old, new, columns), _keyed(new, old, columns), [_KEY])
    keys = [str(row.key[_KEY]) for row in found]
    deleted = {str(row.key[_KEY]) for row in found if row.change == "deleted"}
    rows = _stacked(new, [key for key in keys if key not in deleted], old, [key for key in keys if key in deleted])
    rows.insert(0, CHANGE, [_OPERATIONS[row.change] for row in found])
    fields = [
        [item.field for item in row.fields] + ([GEOMETRY] if row.shape is not None else []) if row.change == "updated" else []
        for row in found
    ]
    rows.insert(1, CHANGED_FIELDS, pd.Series(fields, index=rows.index, dtype=object))
    return rows


def apply_changes(old: gpd.GeoDataFrame, changes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The new rows, sorted by key: `old` with a change list carried out, as a receiver does it.

    Raises
        RefusedError: the list was made for other rows: it creates what is there, or changes what is not.

    >>> old = gpd.GeoDataFrame({"population": [10, 20]}, geometry=[None, None], index=["a", "b"], crs=4326)
    >>> new = gpd.GeoDataFrame({"population": [11, 30]}, geometry=[None, None], index=["a", "c"], crs=4326)
    >>> apply_changes(old, list_changes(old, new))["population"].to_dict()
    {'a': 11, 'c': 30}
    """
    operations = changes[CHANGE]
    is_created = operations == "CREATE"
    misfits = [key for key, created in is_created.items() if created == (key in old.index)]
    if misfits:
        raise RefusedError(Issue("changes-do-not-fit", params={"keys": ", ".join(sorted(map(str, misfits))[:5])}))
    new = changes.drop(columns=[CHANGE, CHANGED_FIELDS])
    put = list(changes.index[operations != "DELETE"])
    stays = list(old.index.difference(changes.index))
    return _stacked(new, put, old, stays).sort_index()


def _keyed(frame: gpd.GeoDataFrame, other: gpd.GeoDataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A state for comparison; without shapes where neither has any."""
    plain = pd.DataFrame(frame.reindex(columns=columns)).assign(**{_KEY: frame.index.astype(str)})
    if frame.geometry.isna().all() and other.geometry.isna().all():
        return plain
    return gpd.GeoDataFrame(plain, geometry=frame.geometry.to_numpy(), crs=frame.crs)


def _stacked(new: gpd.GeoDataFrame, of_new: Sequence[str], old: gpd.GeoDataFrame, of_old: Sequence[str]) -> gpd.GeoDataFrame:
    """Rows of both states under each other, in the columns and types of `new`."""
    columns = [name for name in new.columns if name != new.geometry.name]
    later, former = new.loc[list(of_new)], old.loc[list(of_old)]
    parts = [pd.DataFrame(part.reindex(columns=columns)).astype(object) for part in (later, former)]
    values = {name: [*parts[0][name].tolist(), *parts[1][name].tolist()] for name in columns}
    index = pd.Index([*of_new, *of_old], dtype=object)
    shapes = [*later.geometry.tolist(), *former.geometry.tolist()]
    types = {name: new[name].dtype for name in columns}
    table = pd.DataFrame({name: pd.Series(values[name], index=index, dtype=object) for name in columns}, index=index)
    return gpd.GeoDataFrame(table.astype(types), geometry=shapes, crs=new.crs)
