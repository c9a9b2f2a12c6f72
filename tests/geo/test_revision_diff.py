"""Differences of two states: what counts as a change, and what only looks like one."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import translate

from geo.errors import CrsError
from geo.revision_diff import RowChange, ShapeChange, compare_revisions

SQUARE = shapely.box(0, 0, 100, 100)


def drawn(shape: object, crs: int = 5256) -> gpd.GeoDataFrame:
    """One row with a shape, in the middle of the zone."""
    placed = None if shape is None else translate(shape, 510_000, 4_000_000)
    return gpd.GeoDataFrame({"id": ["1"]}, geometry=gpd.GeoSeries([placed]), crs=crs)


def shape_changes(old: object, new: object) -> list[ShapeChange | None]:
    return [row.shape for row in compare_revisions(drawn(old), drawn(new), ["id"])]


figures = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["x", None]), st.none() | st.integers(0, 3), st.none() | st.floats(0, 1)),
    max_size=8,
)


def frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    columns = pd.DataFrame(rows, columns=["id", "source", "count", "share"])
    return columns.astype({"id": object, "source": object, "count": "Int64", "share": float})


@given(figures)
def test_state_does_not_differ_from_itself_in_any_order(rows: list[tuple[object, ...]]) -> None:
    assert compare_revisions(frame(rows), frame(rows[::-1]), ["id", "source"]) == []


@given(figures, figures)
def test_difference_the_other_way_round_is_its_mirror(old: list[tuple[object, ...]], new: list[tuple[object, ...]]) -> None:
    def told(rows: list[RowChange], *, mirrored: bool) -> list[str]:
        other = {"created": "deleted", "deleted": "created"}
        return sorted(
            str(
                (
                    other.get(row.change, row.change) if mirrored else row.change,
                    dict(row.key),
                )
            )
            for row in rows
        )

    forth, back = (compare_revisions(*pair, ["id", "source"]) for pair in ((frame(old), frame(new)), (frame(new), frame(old))))
    assert told(forth, mirrored=False) == told(back, mirrored=True)
    created, deleted = ([row.change for row in forth].count(change) for change in ("created", "deleted"))
    assert len(old) + created - deleted == len(new)


def test_rows_of_one_key_are_matched_where_they_are_equal() -> None:
    old = frame([("a", None, 1, None), ("a", None, 2, None), ("a", None, 3, None)])
    new = frame([("a", None, 3, None), ("a", None, 9, None), ("a", None, 1, None)])
    (change,) = compare_revisions(old, new, ["id", "source"])
    assert [(item.field, item.old, item.new) for item in change.fields] == [("count", 2, 9)]


def test_column_that_one_side_lacks_counts_as_missing_there() -> None:
    old = pd.DataFrame({"id": ["1", "2"], "gone": ["x", None]})
    new = pd.DataFrame({"id": ["1", "2"], "come": [None, 5.0]})
    changes = compare_revisions(old, new, ["id"])
    assert [[(item.field, item.old, item.new) for item in row.fields] for row in changes] == [
        [("gone", "x", None)],
        [("come", None, 5.0)],
    ]


def test_ignored_columns_and_labels() -> None:
    old = pd.DataFrame({"id": ["1"], "row": [3], "name": [None], "stated": ["ÇÖKEK"], "count": [1]})
    assert compare_revisions(old, old.assign(row=4), ["id"], ignored=["row"]) == []
    (change,) = compare_revisions(old, old.assign(count=2), ["id"], label_fields=["name", "stated"])
    assert change.label == "ÇÖKEK"


def test_empty_states() -> None:
    some = frame([("a", "x", 1, None)])
    assert compare_revisions(some.head(0), some.head(0), ["id"]) == []
    assert [row.change for row in compare_revisions(some.head(0), some, ["id"])] == ["created"]
    assert [row.change for row in compare_revisions(some, some.head(0), ["id"])] == ["deleted"]


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("another start", shapely.Polygon([(100, 0), (100, 100), (0, 100), (0, 0)])),
        ("another direction", SQUARE.reverse()),
        ("a vertex on an edge", shapely.Polygon([(0, 0), (50, 0), (100, 0), (100, 100), (0, 100)])),
        ("rounded", shapely.transform(SQUARE, lambda points: points + 0.0006)),
        ("a multipolygon of one", shapely.MultiPolygon([SQUARE])),
        ("a spike thinner than the limit", SQUARE | shapely.box(100, 50, 100.0009, 50.001)),
    ],
)
def test_shape_written_anew_has_not_changed(name: str, shape: object) -> None:
    assert shape_changes(SQUARE, shape) == []
    assert shape_changes(shape, SQUARE) == []


@pytest.mark.parametrize(
    ("shape", "difference_m2"),
    [
        (translate(SQUARE, 0.002), 0.4),
        (shapely.box(0, 0, 100, 100.01), 1.0),
        # All corners of these lie on the outline of the square: comparing corners alone would find nothing.
        (shapely.MultiPolygon([shapely.box(0, 0, 100, 40), shapely.box(0, 60, 100, 100)]), 2000.0),
        (SQUARE - shapely.box(40, 40, 60, 60), 400.0),
        (shapely.box(0, 0, 100, 50), 5000.0),
    ],
)
def test_shape_that_moved_has_changed_with_the_area_that_differs(shape: object, difference_m2: float) -> None:
    for pair in ((SQUARE, shape), (shape, SQUARE)):
        (change,) = shape_changes(*pair)
        assert change is not None
        assert change.difference_m2 == pytest.approx(difference_m2, abs=0.002)


def test_hair_of_a_slit_is_a_change_of_the_outline() -> None:
    slit = SQUARE - shapely.box(10, 10, 90, 10.0015)
    (change,) = shape_changes(SQUARE, slit)
    assert change is not None
    assert change.difference_m2 == pytest.approx(0.12, abs=0.001)


def test_missing_and_empty_shapes() -> None:
    assert shape_changes(None, None) == []
    assert shape_changes(shapely.Polygon(), shapely.MultiPolygon()) == []
    assert shape_changes(None, SQUARE) == [ShapeChange(None, 10_000.0, 10_000.0)]
    assert shape_changes(SQUARE, None) == [ShapeChange(10_000.0, None, 10_000.0)]
    (change,) = shape_changes(SQUARE, shapely.Polygon())
    assert change == ShapeChange(10_000.0, 0.0, 10_000.0)


def test_layer_that_gains_shapes() -> None:
    (change,) = compare_revisions(pd.DataFrame({"id": ["1"]}), drawn(SQUARE), ["id"])
    assert (change.change, change.shape) == ("updated", ShapeChange(None, 10_000.0, 10_000.0))


def test_two_coordinate_systems_are_refused() -> None:
    with pytest.raises(CrsError):
        compare_revisions(drawn(SQUARE), drawn(SQUARE, crs=5255), ["id"])


def test_values_are_plain_python() -> None:
    new = pd.DataFrame({"id": ["1"], "count": np.array([1], dtype="int32"), "yes": [True], "share": [0.5]})
    (change,) = compare_revisions(new.head(0), new, ["id"])
    assert [type(item.new) for item in change.fields] == [int, bool, float]
