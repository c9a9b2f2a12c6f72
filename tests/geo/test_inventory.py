"""How a layer's rows belong to neighbourhoods: nothing is lost, nothing counts twice, and what is unknown stays so."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, box

from geo.errors import CrsError
from geo.inventory import belonging, fill_gaps

FEW = settings(max_examples=25, deadline=None)
# Three by three squares of 100 m.
PLACES = gpd.GeoDataFrame(geometry=shapes.grid(3, 3), index=pd.Index(list("abcdefghi"), name="id"), crs=shapes.TM36)
TOWN = box(shapes.X, shapes.Y, shapes.X + 300, shapes.Y + 300)

metres = st.integers(0, 299).map(float)
sizes = st.integers(1, 150).map(float)
amounts = st.floats(0, 1e6) | st.none()


@st.composite
def drawn_shapes(draw: st.DrawFn) -> Any:
    """A point, a line or an area that begins within the town and may leave it."""
    x, y = shapes.X + draw(metres) + 0.5, shapes.Y + draw(metres) + 0.5
    width, height = draw(sizes), draw(sizes)
    kinds = [Point(x, y), LineString([(x, y), (x + width, y + height)]), box(x, y, x + width, y + height)]
    return draw(st.sampled_from(kinds))


@st.composite
def layers(draw: st.DrawFn) -> gpd.GeoDataFrame:
    """Rows with a name, a shape, both or neither, and an amount that may be unknown."""
    count = draw(st.integers(0, 6))
    rows = range(count)
    return gpd.GeoDataFrame(
        {
            "neighbourhood_id": [draw(st.sampled_from([*PLACES.index, "elsewhere", None])) for _ in rows],
            "m2": np.array([draw(amounts) for _ in rows], dtype="float64"),
        },
        geometry=[draw(drawn_shapes() | st.none()) for _ in rows],
        crs=shapes.TM36,
    )


def test_a_row_that_states_its_neighbourhood_is_there_wherever_it_is_drawn() -> None:
    rows = gpd.GeoDataFrame({"neighbourhood_id": ["a", None]}, geometry=[PLACES.geometry["i"]] * 2, crs=shapes.TM36)
    held = belonging(rows, PLACES)
    assert held.count()[["a", "i"]].tolist() == [1, 1]
    assert held.total(pd.Series([5.0, 7.0]))[["a", "i"]].tolist() == [5, 7]


def test_a_name_of_another_district_does_not_hide_where_a_row_is_drawn() -> None:
    rows = gpd.GeoDataFrame({"neighbourhood_id": ["elsewhere"]}, geometry=[PLACES.geometry["c"]], crs=shapes.TM36)
    assert belonging(rows, PLACES).count()["c"] == 1


@FEW
@given(rows=layers())
def test_shares_of_a_row_sum_to_the_part_of_it_that_lies_in_the_town(rows: gpd.GeoDataFrame) -> None:
    held = belonging(rows, PLACES)
    share = np.bincount(held.row, held.share_ratio, len(rows))
    for place, row in enumerate(rows.itertuples()):
        if row.neighbourhood_id in PLACES.index:
            expected = 1.0
        elif row.geometry is None:
            expected = 0.0
        else:
            inside = row.geometry.intersection(TOWN)
            size = {"Point": 1.0, "LineString": row.geometry.length, "Polygon": row.geometry.area}[row.geometry.geom_type]
            expected = {"Point": 1.0, "LineString": inside.length, "Polygon": inside.area}[row.geometry.geom_type] / size
        assert share[place] == pytest.approx(expected, abs=1e-9)


@FEW
@given(rows=layers())
def test_totals_are_conserved_and_unknown_is_neither_zero_nor_infinite(rows: gpd.GeoDataFrame) -> None:
    held = belonging(rows, PLACES)
    known = rows["m2"].fillna(0.0)
    share = np.bincount(held.row, held.share_ratio, len(rows))
    assert held.total(known).sum() == pytest.approx((known * share).sum(), rel=1e-9)
    totals = held.total(rows["m2"])
    unknown = {int(place) for row, place in zip(held.row, held.place, strict=True) if np.isnan(rows["m2"].iloc[row])}
    assert set(np.flatnonzero(totals.isna())) == unknown
    assert not np.isinf(totals).any()
    assert held.count().sum() == len(rows) - held.without_place() == len(set(held.row.tolist()))


@FEW
@given(rows=layers(), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(rows: gpd.GeoDataFrame, seed: int) -> None:
    other = rows.sample(frac=1, random_state=seed)
    for ask in (lambda frame: belonging(frame, PLACES).total(frame["m2"]), lambda frame: belonging(frame, PLACES).count()):
        pd.testing.assert_series_equal(ask(rows), ask(other), rtol=1e-9)
    backwards = belonging(rows, PLACES[::-1]).total(rows["m2"])[::-1]
    pd.testing.assert_series_equal(backwards, belonging(rows, PLACES).total(rows["m2"]), rtol=1e-9)


@FEW
@given(rows=layers(), zone=st.sampled_from([5255, 5257]))
def test_another_zone_of_the_projection_changes_nothing_but_rounding(rows: gpd.GeoDataFrame, zone: int) -> None:
    # What touches a border only may lie on either side of it after a projection: such shapes are left out.
    borders = PLACES.boundary.union_all()
    rows = rows[np.array([shape is None or not shape.touches(borders) for shape in rows.geometry], dtype=bool)]
    here = belonging(rows, PLACES).total(rows["m2"])
    there = belonging(rows.to_crs(zone), PLACES.to_crs(zone)).total(rows["m2"])
    pd.testing.assert_series_equal(here, there, rtol=1e-4, atol=1.0)


@FEW
@given(x=metres, y=metres, width=sizes, height=sizes, cut=st.floats(0.1, 0.9))
def test_splitting_a_polygon_in_two_leaves_its_amount_where_it_was(
    x: float, y: float, width: float, height: float, cut: float
) -> None:
    west, south = shapes.X + x, shapes.Y + y
    whole = box(west, south, west + width, south + height)
    parts = [box(west, south, west + cut * width, south + height), box(west + cut * width, south, west + width, south + height)]

    def amount(pieces: list[Any]) -> pd.Series:
        frame = gpd.GeoDataFrame(geometry=pieces, crs=shapes.TM36)
        return belonging(frame, PLACES).total(frame.area)

    pd.testing.assert_series_equal(amount([whole]), amount(parts), rtol=1e-9, atol=1e-6)


def test_what_lies_along_a_border_counts_once_and_not_half_here_and_half_twice() -> None:
    border = LineString(shapes.at((100, 10), (100, 90)))
    held = belonging(gpd.GeoDataFrame(geometry=[border], crs=shapes.TM36), PLACES)
    assert held.total(pd.Series([8.0]))[["a", "b"]].tolist() == [4, 4]
    assert held.count()[["a", "b"]].tolist() == [1, 0]


def test_a_thing_across_a_border_is_counted_once_where_most_of_it_lies() -> None:
    park = box(shapes.X + 70, shapes.Y + 10, shapes.X + 170, shapes.Y + 20)
    held = belonging(gpd.GeoDataFrame(geometry=[park], crs=shapes.TM36), PLACES)
    assert held.count()[["a", "b"]].tolist() == [0, 1]
    assert held.total(pd.Series([1000.0]))[["a", "b"]].tolist() == pytest.approx([300, 700])
    assert held.count(pd.Series([4.0]))[["a", "b"]].tolist() == [0, 4]


def test_where_neighbourhoods_overlap_a_row_is_not_there_twice() -> None:
    twice = gpd.GeoDataFrame(geometry=[shapes.SQUARE, shapes.SQUARE], index=["a", "b"], crs=shapes.TM36)
    rows = gpd.GeoDataFrame(geometry=[shapes.SQUARE, Point(shapes.X + 5, shapes.Y + 5)], crs=shapes.TM36)
    assert belonging(rows, twice).total(pd.Series([10.0, 6.0])).tolist() == [11, 5]


def test_a_point_on_a_corner_and_points_as_one_shape_have_one_place() -> None:
    corner, cluster = Point(shapes.at((100, 100))[0]), MultiPoint(shapes.at((210, 210), (220, 220)))
    held = belonging(gpd.GeoDataFrame(geometry=[corner, cluster], crs=shapes.TM36), PLACES)
    assert held.count().sum() == 2
    assert held.count()["i"] == 1


def test_a_table_without_shapes_counts_by_name_and_says_how_many_rows_have_no_place() -> None:
    table = pd.DataFrame({"neighbourhood_id": ["b", None, "b"], "m2": [1.0, 2.0, None]})
    held = belonging(table, PLACES)
    assert held.without_place() == 1
    assert held.count()["b"] == 2
    assert np.isnan(held.total(table["m2"])["b"])
    assert held.total(table["m2"])["a"] == 0


def test_no_rows_and_shapes_that_are_not_there_give_zeros() -> None:
    nothing = gpd.GeoDataFrame(geometry=[None, shapely.Polygon()], crs=shapes.TM36)
    assert belonging(nothing, PLACES).count().tolist() == [0] * 9
    assert belonging(nothing[:0], PLACES).total(pd.Series(dtype=float)).tolist() == [0] * 9


@pytest.mark.parametrize("crs", [None, 4326, 5255])
def test_rows_in_degrees_in_another_crs_or_in_none_are_refused(crs: int | None) -> None:
    rows = gpd.GeoDataFrame(geometry=[Point(36.1, 36.2)], crs=crs)
    with pytest.raises(CrsError):
        belonging(rows, PLACES)


@pytest.mark.parametrize("crs", [None, 4326])
def test_neighbourhoods_in_degrees_or_in_no_crs_are_refused(crs: int | None) -> None:
    places = gpd.GeoDataFrame(geometry=[box(36, 36, 37, 37)], index=["a"], crs=crs)
    with pytest.raises(CrsError):
        belonging(pd.DataFrame({"neighbourhood_id": ["a"]}), places)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.none() | st.integers(0, 9)), max_size=8))
def test_gaps_are_filled_where_a_thing_has_an_amount_in_any_year(rows: list[tuple[str, int | None]]) -> None:
    frame = pd.DataFrame(rows, columns=["id", "amount"])
    filled = fill_gaps(frame["amount"].astype("float64"), frame["id"])
    stated = set(frame.dropna(subset=["amount"])["id"])
    assert filled.notna().tolist() == frame["id"].isin(stated).tolist()
    assert filled.sum() == frame["amount"].astype("float64").sum()
