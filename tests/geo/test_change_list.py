"""Change lists: applied to the old rows they give the new ones, whatever was edited; noise is no change."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.change_list import apply_changes, list_changes
from geo.errors import RefusedError

KEYS = st.sampled_from([f"m-{number}" for number in range(8)])
ROWS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Çökek", "Sinanlı", "", None]),
        "population": st.one_of(st.none(), st.integers(0, 5)),
        "far": st.one_of(st.none(), st.sampled_from([0.1, 0.2])),
        "is_open": st.sampled_from([True, False, None]),
        "place": st.one_of(st.none(), st.integers(0, 3)),
    }
)
STATES = st.dictionaries(KEYS, ROWS, max_size=8)


def frame(state: dict[str, dict[str, Any]], *, noise: float = 0.0) -> gpd.GeoDataFrame:
    rows = list(state.values())
    shapes = [
        None if row["place"] is None else shapely.box(36 + row["place"], 36, 36.1 + row["place"] + noise, 36.1) for row in rows
    ]
    index = pd.Index(list(state), dtype=object)
    table = pd.DataFrame(
        {
            "name": pd.Series([row["name"] for row in rows], dtype=object, index=index),
            "population": pd.array([row["population"] for row in rows], dtype="Int64"),
            "far": np.array([row["far"] for row in rows], dtype="float64"),
            "is_open": pd.array([row["is_open"] for row in rows], dtype="boolean"),
        },
        index=index,
    )
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def content(rows: gpd.GeoDataFrame) -> dict[str, tuple[object, ...]]:
    plain = pd.DataFrame(rows.drop(columns="geometry")).astype(object)
    plain = plain.where(plain.notna(), None)
    shapes = [None if shape is None else shape.wkt for shape in rows.geometry]
    return dict(
        zip(rows.index, [(*values, shape) for values, shape in zip(plain.to_numpy().tolist(), shapes, strict=True)], strict=True)
    )


@given(STATES, STATES)
@settings(max_examples=120, deadline=None)
def test_changes_applied_to_the_old_rows_give_the_new_ones(former: dict[str, Any], later: dict[str, Any]) -> None:
    old, new = frame(former), frame(later)
    changes = list_changes(old, new)
    assert content(apply_changes(old, changes)) == content(new)
    assert apply_changes(old, changes).dtypes.to_dict() == new.dtypes.to_dict()
    by_change = {name: set(group.index) for name, group in changes.groupby("change")}
    assert by_change.get("CREATE", set()) == set(later) - set(former)
    assert by_change.get("DELETE", set()) == set(former) - set(later)
    assert by_change.get("UPDATE", set()) == {key for key in set(former) & set(later) if former[key] != later[key]}
    for key in by_change.get("UPDATE", set()):
        named = set(changes.loc[key, "changed_fields"])
        assert named == {{"place": "geometry"}.get(name, name) for name in ROWS_FIELDS if former[key][name] != later[key][name]}


ROWS_FIELDS = ("name", "population", "far", "is_open", "place")


@given(STATES)
@settings(max_examples=40, deadline=None)
def test_noise_under_a_millimetre_is_no_change_and_more_is(state: dict[str, Any]) -> None:
    assert list_changes(frame(state), frame(state, noise=0.0008 / 111_320)).empty
    moved = list_changes(frame(state), frame(state, noise=0.01 / 111_320))
    assert set(moved.index) == {key for key, row in state.items() if row["place"] is not None}


def test_a_list_made_for_other_rows_is_refused() -> None:
    row = {"name": "A", "population": 1, "far": None, "is_open": None, "place": 1}
    changes = list_changes(frame({"m-1": row}), frame({"m-2": row}))
    with pytest.raises(RefusedError, match="was not made for these rows"):
        apply_changes(frame({"m-3": row}), changes)
    with pytest.raises(RefusedError, match="m-2"):
        apply_changes(frame({"m-1": row, "m-2": row}), changes)


def test_a_key_that_stands_twice_is_wrong_use() -> None:
    row = {"name": "A", "population": 1, "far": None, "is_open": None, "place": 1}
    twice = pd.concat([frame({"m-1": row}), frame({"m-1": row})])
    with pytest.raises(ValueError, match="stands twice"):
        list_changes(twice, twice)


def test_a_column_that_is_new_is_filled_and_one_that_went_goes() -> None:
    row = {"name": "A", "population": 1, "far": None, "is_open": None, "place": 1}
    old = frame({"m-1": row}).drop(columns="population")
    new = frame({"m-1": row}).drop(columns="far")
    changes = list_changes(old, new)
    assert changes["changed_fields"].tolist() == [["population"]]
    assert content(apply_changes(old, changes)) == content(new)
