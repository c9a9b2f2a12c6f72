"""What tiles keep, read by another library: shared borders, every shape at the highest zoom, counts of what stands for many."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiles import REACH, SOUTH, WEST, cells, features_of, in_degrees, lone_edges, tiles_at

from geo.tiles import MAX_ZOOM, Tile, gather_pyramid, make_pyramid
from geo.tiles.grid import BUFFER, EXTENT, in_units, on_grid
from layers.tiles.attributes import Column
from layers.tiles.encoding import encoded

# A unit of the highest zoom, in degrees of longitude.
UNIT = 360 / (EXTENT << MAX_ZOOM)
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
places = st.tuples(st.floats(WEST, WEST + REACH), st.floats(SOUTH, SOUTH + REACH))


def small_shapes(kind: str, at: tuple[float, float], size: float) -> shapely.Geometry:
    x, y = at
    if kind == "point":
        return shapely.Point(x, y)
    if kind == "line":
        return shapely.LineString([(x, y), (x + size, y + size / 3), (x + size, y)])
    if kind == "sliver":
        return shapely.Polygon([(x, y), (x + 0.01, y + size / 50), (x + 0.01, y)])
    return shapely.box(x, y, x + size, y + size)


def shapes_of(*kinds: str) -> st.SearchStrategy[shapely.Geometry]:
    return st.builds(small_shapes, st.sampled_from(kinds), places, st.floats(1e-9, 0.004))


shapes = shapes_of("point", "line", "sliver", "box")


@pytest.mark.parametrize("at_once", [500_000, 40])
@few
@given(count=st.integers(2, 5), steps=st.integers(1, 12), jitter=st.floats(0, 0.12), seed=st.integers(0, 10**6))
def test_neighbours_share_every_edge_at_every_zoom(at_once: int, count: int, steps: int, jitter: float, seed: int) -> None:
    coverage = cells(count, steps, jitter, seed)
    with pytest.MonkeyPatch.context() as patch:
        # A million neighbours are ranked piece by piece.
        patch.setattr("geo.tiles.ranks._MOST_AT_ONCE", at_once)
        pyramid = make_pyramid(coverage)
    corners = on_grid(np.array([[WEST, SOUTH + REACH], [WEST + REACH, SOUTH]]))
    for zoom in range(11, 16):
        for tile in list(tiles_at(pyramid, zoom))[:6]:
            features = features_of(pyramid, tile, len(coverage))
            assert not [feature for feature in features if "merged_count" in feature["properties"]]
            (west, north), (east, south) = in_units(corners, tile)
            for one, other in lone_edges([feature["geometry"] for feature in features]):
                outer = [one[axis] == other[axis] == side for axis, side in ((0, west), (0, east), (1, north), (1, south))]
                assert any(outer), (zoom, one, other)


@few
@given(st.lists(st.one_of(shapes, st.none()), min_size=1, max_size=40), st.integers(0, MAX_ZOOM), st.integers(1, 40))
def test_many_tiles_at_once_show_what_each_alone_does(drawn: list[shapely.Geometry | None], zoom: int, size: int) -> None:
    array = np.array(drawn, dtype=object)
    whole = make_pyramid(array)
    pyramid = gather_pyramid(array[start : start + size] for start in range(0, len(array), size))
    asked = pyramid.tiles(zoom)
    columns = [Column.of("row", list(range(len(array))))]
    assert asked.tolist() == whole.tiles(zoom).tolist()
    for (x, y), cut in zip(asked.tolist(), pyramid.cuts(zoom, asked), strict=True):
        assert encoded("deneme", cut, columns) == encoded("deneme", whole.cut(Tile(zoom, x, y)), columns)


@few
@given(st.lists(shapes, min_size=1, max_size=30))
def test_nothing_is_lost_at_the_highest_zoom(drawn: list[shapely.Geometry]) -> None:
    pyramid = make_pyramid(np.array(drawn, dtype=object))
    found = {
        feature["properties"]["row"] for tile in tiles_at(pyramid, MAX_ZOOM) for feature in features_of(pyramid, tile, len(drawn))
    }
    assert found == set(range(len(drawn)))


@few
@given(st.lists(shapes_of("point", "line", "box"), min_size=1, max_size=60), st.integers(0, 15))
def test_each_shape_is_drawn_or_counted(drawn: list[shapely.Geometry], zoom: int) -> None:
    pyramid = make_pyramid(np.array(drawn, dtype=object))
    stood_for, whole = 0, set()
    for tile in tiles_at(pyramid, zoom):
        for feature in features_of(pyramid, tile, len(drawn)):
            row, geometry = feature["properties"]["row"], feature["geometry"]
            x, y = geometry.envelope.centroid.coords[0]
            is_mine = 0 <= x < EXTENT and 0 <= y < EXTENT
            if "merged_count" in feature["properties"]:
                stood_for += feature["properties"]["merged_count"] if is_mine else 0
            else:
                whole.add(row)
    assert stood_for + len(whole) >= len(drawn)
    if zoom < 8:
        assert stood_for + len(whole) == len(drawn)


@few
@given(st.lists(shapes, min_size=1, max_size=20), st.integers(9, MAX_ZOOM))
def test_tiles_end_at_their_margin(drawn: list[shapely.Geometry], zoom: int) -> None:
    pyramid = make_pyramid(np.array(drawn, dtype=object))
    for tile in tiles_at(pyramid, zoom):
        for feature in features_of(pyramid, tile, len(drawn)):
            low_x, low_y, high_x, high_y = feature["geometry"].bounds
            # A line too short for the tile is one unit long.
            assert min(low_x, low_y) >= -BUFFER
            assert max(high_x, high_y) <= EXTENT + BUFFER + 1


@few
@given(count=st.integers(2, 4), steps=st.integers(1, 9), seed=st.integers(0, 10**6))
def test_shapes_of_the_highest_zoom_are_where_they_are_stored(count: int, steps: int, seed: int) -> None:
    coverage = cells(count, steps, 0.1, seed)
    pyramid = make_pyramid(coverage)
    for tile in list(tiles_at(pyramid, MAX_ZOOM))[:20]:
        margin = shapely.box(*in_degrees(shapely.box(0, 0, EXTENT, EXTENT), tile).bounds)
        for feature in features_of(pyramid, tile, len(coverage)):
            back = shapely.make_valid(in_degrees(feature["geometry"], tile)).intersection(margin)
            stored = coverage[feature["properties"]["row"]].intersection(margin)
            assert back.symmetric_difference(stored).area <= UNIT * (back.length + stored.length + 4 * UNIT)


def test_holes_stay_holes_and_rings_turn_as_the_specification_wants() -> None:
    lake = shapely.box(36.11, 36.21, 36.12, 36.22)
    island = shapely.box(36.114, 36.214, 36.116, 36.216)
    ground = shapely.box(WEST, SOUTH, WEST + REACH, SOUTH + REACH).difference(lake)
    pyramid = make_pyramid(np.array([shapely.MultiPolygon([ground, island])], dtype=object))
    (drawing,) = [drawing for drawing in pyramid.cut(Tile(10, 614, 401)).drawings if len(drawing.rows)]
    assert drawing.rows.tolist() == [0]
    (feature,) = features_of(pyramid, Tile(10, 614, 401), 1)
    geometry = feature["geometry"]
    assert sorted(len(part.interiors) for part in geometry.geoms) == [0, 1]
    degrees = in_degrees(geometry, Tile(10, 614, 401))
    expected = ground.area + island.area
    assert degrees.area == pytest.approx(expected, rel=0.01)


def test_what_has_no_place_is_in_no_tile() -> None:
    pyramid = make_pyramid(np.array([None, shapely.Polygon(), shapely.Point()], dtype=object))
    assert pyramid.cut(Tile(0, 0, 0)).drawings == ()
    assert pyramid.tiles(3).tolist() == []


def test_collections_are_drawn_by_what_is_in_them() -> None:
    mixed = shapely.GeometryCollection(
        [shapely.Point(36.11, 36.21), shapely.MultiPolygon([shapely.box(36.12, 36.22, 36.13, 36.23)])]
    )
    features = features_of(make_pyramid(np.array([mixed], dtype=object)), Tile(10, 614, 401), 1)
    assert {feature["geometry"].geom_type for feature in features} == {"Point", "Polygon"}


def test_thinning_leaves_out_what_does_not_show() -> None:
    angles = np.linspace(0, 2 * np.pi, 2_000, endpoint=False)
    disc = shapely.Polygon(np.column_stack([36.12 + 0.01 * np.cos(angles), 36.22 + 0.01 * np.sin(angles)]))
    pyramid = make_pyramid(np.array([disc], dtype=object))
    counts = {}
    for zoom in (10, 12, 14):
        features = [(tile, feature) for tile in tiles_at(pyramid, zoom) for feature in features_of(pyramid, tile, 1)]
        counts[zoom] = sum(shapely.get_num_coordinates(feature["geometry"]) for _, feature in features)
        pieces = [
            in_degrees(shapely.make_valid(feature["geometry"]).intersection(shapely.box(0, 0, EXTENT, EXTENT)), tile)
            for tile, feature in features
        ]
        assert shapely.union_all(pieces, grid_size=1e-9).area == pytest.approx(disc.area, rel=0.03)
    assert 8 < counts[10] < counts[12] < counts[14] < 2_000
