"""Tiles as another program reads them, and coverages whose every shared border is known."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import mapbox_vector_tile
import numpy as np
import numpy.typing as npt
import shapely

from geo.tiles import Pyramid, Tile
from geo.tiles.grid import EXTENT
from layers.tiles.attributes import Column
from layers.tiles.encoding import encoded

# Where the shapes of the tests lie: a corner in degrees, and how far they reach.
WEST, SOUTH, REACH = 36.10, 36.20, 0.04


def decoded(content: bytes) -> list[dict]:
    """The features of a tile's one layer, `geometry` as a shape in the tile's units with y downwards."""
    if not content:
        return []
    (layer,) = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True}).values()
    assert layer["extent"] == EXTENT
    assert layer["version"] == 2
    return [{**feature, "geometry": shapely.geometry.shape(feature["geometry"])} for feature in layer["features"]]


def features_of(pyramid: Pyramid, tile: Tile, size: int) -> list[dict]:
    """What a tile shows of `size` shapes, each with its number as `row`."""
    return decoded(encoded("deneme", pyramid.cut(tile), [Column.of("row", list(range(size)))]))


def tiles_at(pyramid: Pyramid, zoom: int) -> Iterator[Tile]:
    """All tiles of a zoom."""
    for x, y in pyramid.tiles(zoom).tolist():
        yield Tile(zoom, x, y)


def in_degrees(shape: shapely.Geometry, tile: Tile) -> shapely.Geometry:
    """A shape of a tile where it lies on the Earth."""

    def back(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        world = (xy + np.array([tile.x, tile.y]) * EXTENT) / (EXTENT << tile.zoom)
        return np.column_stack([world[:, 0] * 360 - 180, np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * world[:, 1]))))])

    return shapely.transform(shape, back)


def cells(count: int, steps: int, jitter: float, seed: int) -> npt.NDArray[np.object_]:
    """A field of `count` by `count` neighbours with crooked common borders of `steps` pieces and a straight outer border."""
    chance = np.random.default_rng(seed)
    size = REACH / count
    corners = np.stack(np.meshgrid(np.arange(count + 1), np.arange(count + 1), indexing="ij"), axis=-1) * size
    corners[1:-1, 1:-1] += chance.uniform(-0.2, 0.2, (count - 1, count - 1, 2)) * size

    def border(start: tuple[int, int], end: tuple[int, int], is_outer: bool) -> npt.NDArray[np.float64]:
        along = np.linspace(0, 1, steps + 1)[:, None]
        places = corners[start] * (1 - along) + corners[end] * along
        if not is_outer:
            places[1:-1] += chance.uniform(-jitter, jitter, (steps - 1, 2)) * size
        return places

    across = {(i, j): border((i, j), (i + 1, j), j in (0, count)) for i in range(count) for j in range(count + 1)}
    upward = {(i, j): border((i, j), (i, j + 1), i in (0, count)) for i in range(count + 1) for j in range(count)}
    found = []
    for i in range(count):
        for j in range(count):
            ring = np.concatenate([across[i, j][:-1], upward[i + 1, j][:-1], across[i, j + 1][:0:-1], upward[i, j][:0:-1]])
            found.append(shapely.Polygon(ring + np.array([WEST, SOUTH])))
    return np.array(found, dtype=object)


def lone_edges(shapes: list[shapely.Geometry]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Edges inside the tile that an odd number of rings run along: those with no neighbour beyond."""
    edges: Counter = Counter()
    for shape in shapes:
        for polygon in shapely.get_parts(shape):
            for ring in shapely.get_rings(polygon):
                corners = [tuple(corner) for corner in shapely.get_coordinates(ring).tolist()]
                edges.update(tuple(sorted(pair)) for pair in pairwise(corners) if pair[0] != pair[1])
    is_in = {corner: all(0 <= value <= EXTENT for value in corner) for edge in edges for corner in edge}
    return [edge for edge, count in edges.items() if count % 2 and is_in[edge[0]] and is_in[edge[1]]]
