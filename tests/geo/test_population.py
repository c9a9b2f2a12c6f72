"""Figures of several sources: which one is shown, and which ones another source contradicts."""

import math
from random import Random

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.population import ANY_SOURCE, choose_by_precedence, contradicted_figures, source_rank

PRECEDENCE = ("tuik", "plan", ANY_SOURCE)

keys = st.tuples(st.sampled_from("abcd"), st.sampled_from([2022, 2023]), st.sampled_from(["tuik", "tuik_2023", "plan", "muhtar"]))
figures_of = st.dictionaries(keys, st.none() | st.integers(0, 3), max_size=20)


def frame(figures: dict[tuple[str, int, str], int | None]) -> pd.DataFrame:
    rows = [(*key, population) for key, population in figures.items()]
    table = pd.DataFrame(rows, columns=["id", "year", "source", "population"])
    return table.astype({"population": "Int64"}).set_axis(range(100, 100 + len(table)))


@pytest.mark.parametrize(
    ("source", "precedence", "rank"),
    [
        ("tuik", PRECEDENCE, 0),
        ("tuik_adnks_2023", PRECEDENCE, 0),
        ("tuik-adnks", PRECEDENCE, 0),
        ("tuikçe", PRECEDENCE, 2),
        ("plan", PRECEDENCE, 1),
        ("planlama", PRECEDENCE, 2),
        ("muhtar", PRECEDENCE, 2),
        ("muhtar", ("tuik", "plan"), 2),
        ("muhtar", (), 0),
        ("kadastro", ("*", "sketch"), 0),
        ("sketch", ("*", "sketch"), 1),
        ("plan-2025", ("plan", "plan-2025"), 1),
    ],
)
def test_source_rank_is_the_place_in_the_precedence(source: str, precedence: tuple[str, ...], rank: int) -> None:
    assert source_rank(source, precedence) == rank


def test_choose_by_precedence_takes_the_better_source_of_each_key() -> None:
    figures = frame({("a", 2023, "plan"): 2970, ("a", 2023, "tuik"): 6949, ("b", 2023, "plan"): 5, ("a", 2022, "plan"): 11342})
    chosen = choose_by_precedence(figures, PRECEDENCE, ["id", "year"])
    assert chosen.index.tolist() == [101, 102, 103]
    assert chosen["population"].tolist() == [6949, 5, 11342]


def test_choose_by_precedence_between_equals_goes_by_the_name_of_the_source() -> None:
    figures = frame({("a", 2023, "muhtar"): 2, ("a", 2023, "birim"): 1})
    assert choose_by_precedence(figures, PRECEDENCE, ["id", "year"])["source"].tolist() == ["birim"]


@pytest.mark.parametrize("index", [[9, 3, 5], [1, 1, 1], ["c", "a", "b"]])
def test_choose_by_precedence_keeps_order_and_any_index(index: list[object]) -> None:
    figures = pd.DataFrame({"id": ["b", "a", "a"], "source": ["plan", "plan", "tuik"], "population": [1, 2, 3]}, index=index)
    chosen = choose_by_precedence(figures, PRECEDENCE, ["id"])
    assert chosen["population"].tolist() == [1, 3]
    assert chosen.index.tolist() == [index[0], index[2]]


def test_choose_by_precedence_of_an_empty_frame_is_empty_and_has_its_columns() -> None:
    chosen = choose_by_precedence(frame({}), PRECEDENCE, ["id", "year"])
    assert chosen.empty
    assert chosen.columns.tolist() == ["id", "year", "source", "population"]


def test_choose_by_precedence_of_a_drawn_layer_keeps_geometry_and_crs() -> None:
    points = gpd.GeoDataFrame({"id": ["a", "a"], "source": ["sketch", "kadastro"]}, geometry=[Point(0, 0), Point(1, 1)], crs=4326)
    chosen = choose_by_precedence(points, ("*", "sketch"), ["id"])
    assert chosen.crs == points.crs
    assert chosen.geometry.tolist() == [Point(1, 1)]


@given(figures_of)
def test_choose_by_precedence_gives_one_unchanged_row_a_key_from_the_best_source(
    figures: dict[tuple[str, int, str], int | None],
) -> None:
    table = frame(figures)
    before = table.copy()
    chosen = choose_by_precedence(table, PRECEDENCE, ["id", "year"])
    assert not chosen.duplicated(["id", "year"]).any()
    assert set(zip(chosen["id"], chosen["year"], strict=True)) == {key[:2] for key in figures}
    pd.testing.assert_frame_equal(chosen, table.loc[chosen.index])
    for row in chosen.itertuples():
        rivals = [source for place, year, source in figures if (place, year) == (row.id, row.year)]
        assert source_rank(row.source, PRECEDENCE) == min(source_rank(source, PRECEDENCE) for source in rivals)
    pd.testing.assert_frame_equal(table, before)


@given(figures_of, st.randoms(use_true_random=False))
def test_choose_by_precedence_does_not_depend_on_the_order_of_rows(
    figures: dict[tuple[str, int, str], int | None], random: Random
) -> None:
    table = frame(figures)
    shuffled = table.loc[random.sample(table.index.tolist(), len(table))]
    chosen = choose_by_precedence(table, PRECEDENCE, ["id", "year"])
    pd.testing.assert_frame_equal(choose_by_precedence(shuffled, PRECEDENCE, ["id", "year"]).sort_index(), chosen)


@given(figures_of)
def test_contradicted_figures_are_the_keys_with_two_different_values(figures: dict[tuple[str, int, str], int | None]) -> None:
    values: dict[tuple[str, int], set[int]] = {}
    for (place, year, _), population in figures.items():
        if population is not None:
            values.setdefault((place, year), set()).add(population)
    contradicted = contradicted_figures(frame(figures), ["id", "year"], "population")
    assert contradicted.columns.tolist() == ["id", "year"]
    found = list(contradicted.itertuples(index=False, name=None))
    assert found == sorted(key for key, stated in values.items() if len(stated) > 1)


def test_contradicted_figures_of_agreeing_sources_are_none() -> None:
    figures = pd.DataFrame({"id": ["a", "a", "b"], "source": ["tuik", "plan", "plan"], "area_km2": [1.61, 1.61, math.nan]})
    assert contradicted_figures(figures, ["id"], "area_km2").empty
