"""Points into neighbourhoods: the same answers as a plain test of each point against each shape."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import CrsError
from geo.join import NeighbourhoodIndex


def cells(seed: int, count: int) -> gpd.GeoSeries:
    """A gapless set of neighbourhoods with straight and slanting borders."""
    centres = np.random.default_rng(seed).uniform(0, 1000, (count, 2))
    hull = shapely.box(0, 0, 1000, 1000)
    voronoi = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(centres), extend_to=hull))
    return gpd.GeoSeries(shapely.intersection(voronoi, hull), crs=5256)


def plainly(shapes: gpd.GeoSeries, x: np.ndarray, y: np.ndarray) -> list[int]:
    """The first shape that covers each point."""
    return [
        next((place for place, shape in enumerate(shapes) if shape.intersects(shapely.Point(a, b))), -1)
        for a, b in zip(x, y, strict=True)
    ]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(3, 40))
def test_locate_any_points_equals_a_test_of_each_shape(seed: int, count: int) -> None:
    shapes = cells(seed, count)
    x, y = np.random.default_rng(seed + 1).uniform(-100, 1100, (2, 200))
    # Points on vertices and borders are where rules differ.
    vertices = shapely.get_coordinates(shapes.to_numpy())[:60]
    x, y = np.concatenate([x, vertices[:, 0], [np.nan]]), np.concatenate([y, vertices[:, 1], [0.0]])
    assert NeighbourhoodIndex(shapes).locate_xy(x, y).tolist()[:-1] == plainly(shapes, x[:-1], y[:-1])
    assert NeighbourhoodIndex(shapes).locate_xy(x, y)[-1] == -1


def test_locate_point_in_a_hole_lies_nowhere() -> None:
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 60, 60))
    index = NeighbourhoodIndex(gpd.GeoSeries([ring], crs=5256))
    assert index.locate_xy(np.array([50.0, 10.0]), np.array([50.0, 10.0])).tolist() == [-1, 0]


@pytest.mark.parametrize("shapes", [[], [None], [shapely.Polygon()]])
def test_locate_without_shapes_finds_nothing(shapes: list[object]) -> None:
    index = NeighbourhoodIndex(gpd.GeoSeries(shapes, crs=5256))
    assert index.locate(gpd.GeoSeries([shapely.Point(0, 0), None], crs=5256)).tolist() == [-1, -1]


def test_locate_in_another_crs_is_refused() -> None:
    index = NeighbourhoodIndex(gpd.GeoSeries([shapely.box(0, 0, 1, 1)], crs=5256))
    with pytest.raises(CrsError):
        index.locate(gpd.GeoSeries([shapely.Point(0, 0)], crs=4326))
