"""Duplicates, overlaps and gaps are found with the right area and the right names, and nothing else is."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from shapely.affinity import translate

from geo.checks import check_coverage, check_duplicates, check_gaps, check_overlaps
from geo.errors import CrsError
from geo.issues import Issue


def facts(issues: list[Issue]) -> list[tuple[object, ...]]:
    return [(issue.kind, *issue.params.values()) for issue in issues]


def test_clean_grid_gives_no_issue() -> None:
    assert check_coverage(shapes.frame(shapes.grid(4, 3))) == []


def test_empty_frame_gives_no_issue() -> None:
    assert check_coverage(shapes.frame([])) == []


@given(st.integers(3, 25), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_clean_voronoi_coverage_gives_no_issue(count: int, seed: int) -> None:
    points = np.random.default_rng(seed).uniform(100, 9_900, (count, 2))
    assert check_coverage(shapes.frame(shapes.voronoi(points))) == []


@given(st.floats(0.02, 40))
def test_planted_overlap_is_found_with_area_and_names(depth_m: float) -> None:
    cells = shapes.grid(3, 1)
    cells[1] = box(shapes.X + 100 - depth_m, shapes.Y, shapes.X + 200, shapes.Y + 100)
    found = check_coverage(shapes.frame(cells))
    assert [issue.kind for issue in found] == ["overlap"]
    assert found[0].params["name"] == "A"
    assert found[0].params["other"] == "B"
    assert found[0].params["area_m2"] == pytest.approx(100 * depth_m, abs=0.51)
    assert found[0].row == 2


@given(st.floats(1.1, 99), st.floats(1.1, 99))
def test_planted_gap_is_found_with_area_and_names(width_m: float, height_m: float) -> None:
    cells = shapes.grid(3, 3)
    x, y = shapes.X + 100, shapes.Y + 100
    # in the north-east corner of the middle square E: its neighbours F and H touch it; I only in a corner
    cells[4] = cells[4].difference(box(x + 100 - width_m, y + 100 - height_m, x + 100, y + 100))
    found = check_coverage(shapes.frame(cells))
    assert [(issue.kind, issue.params["names"]) for issue in found] == [("gap", "E, F, H")]
    assert found[0].params["area_m2"] == pytest.approx(width_m * height_m, abs=0.51)


def test_slivers_up_to_the_tolerance_are_ignored() -> None:
    thin = [box(0, 0, 100.009, 100), box(100, 0, 200, 100)]
    assert check_coverage(shapes.frame(thin)) == []
    assert facts(check_overlaps(shapes.frame(thin), sliver_m2=0.5)) == [("overlap", "A", "B", 0.9)]


def test_polygon_inside_another_is_an_overlap() -> None:
    inner = translate(box(0, 0, 10, 10), shapes.X + 50, shapes.Y + 50)
    assert facts(check_coverage(shapes.frame([shapes.SQUARE, inner]))) == [("overlap", "A", "B", 100)]


def test_a_polygon_that_lies_free_in_a_gap_is_no_part_of_it() -> None:
    ring = box(shapes.X, shapes.Y, shapes.X + 90, shapes.Y + 90).difference(
        box(shapes.X + 20, shapes.Y + 20, shapes.X + 70, shapes.Y + 70)
    )
    islands = [box(shapes.X + x, shapes.Y + 30, shapes.X + x + 10, shapes.Y + 40) for x in (30, 50)]
    assert facts(check_gaps(shapes.frame([ring, *islands]))) == [("gap", "A, B, C", 2300)]


def test_all_faults_are_reported_not_the_first() -> None:
    cells = shapes.grid(3, 3)
    cells[4] = cells[4].buffer(-5, join_style="mitre")
    cells[0] = box(shapes.X, shapes.Y, shapes.X + 103, shapes.Y + 100)
    found = facts(check_coverage(shapes.frame([*cells, cells[8]])))
    assert ("duplicate-geometry", "I", "J") in found
    assert ("overlap", "A", "B", 300) in found
    assert ("gap", "A, B, D, E, F, H", 1900) in found
    assert len(found) == 3


def test_duplicate_is_found_whatever_its_start_and_direction_and_not_again_as_overlap() -> None:
    other_start = shapely.Polygon(np.roll(shapely.get_coordinates(shapes.SQUARE)[:-1], 1, axis=0))
    found = check_coverage(shapes.frame([shapes.SQUARE, other_start, shapes.CLOCKWISE]))
    assert facts(found) == [("duplicate-geometry", "A", "B"), ("duplicate-geometry", "A", "C")]
    assert [issue.row for issue in found] == [3, 4]


def test_names_come_from_the_index_where_there_is_no_name() -> None:
    frame = gpd.GeoDataFrame(geometry=[box(0, 0, 10, 10), box(5, 0, 15, 10)], index=["x1", "x2"], crs=5256)
    (issue,) = check_overlaps(frame)
    assert (issue.row, issue.params["name"], issue.params["other"]) == (None, "x1", "x2")


def test_missing_and_invalid_shapes_do_not_stop_the_checks() -> None:
    found = check_coverage(shapes.frame([None, shapely.Polygon(), shapes.BOW_TIE, shapes.SQUARE]))
    assert facts(found) == [("overlap", "C", "D", 5000)]


@pytest.mark.parametrize("check", [check_coverage, check_overlaps, check_gaps])
@pytest.mark.parametrize("epsg", [None, 4326, 3857])
def test_measuring_checks_refuse_other_than_metres(check, epsg) -> None:
    with pytest.raises(CrsError):
        check(shapes.frame([shapes.SQUARE], crs=epsg))


def test_duplicates_need_no_metres() -> None:
    assert len(check_duplicates(shapes.frame([box(36, 36, 37, 37)] * 2, crs=4326))) == 1
