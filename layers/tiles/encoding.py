"""A cut tile as the message that map programs read: Mapbox Vector Tile 2.1.

The message is the library's; its own encoder, which goes shape by shape, is left out.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geo.tiles import Cut
from geo.tiles.grid import EXTENT
from layers.tiles.attributes import MERGED, Column, Value

_VERSION = 2


def encoded(name: str, cut: Cut, columns: Sequence[Column]) -> bytes:
    """The message of one layer; nothing where the tile shows nothing. A value that a row has not is left out of its shape.

    >>> import shapely
    >>> from geo.tiles import Tile, make_pyramid
    >>> cut = make_pyramid(np.array([shapely.Point(36.16, 36.2)])).cut(Tile(0, 0, 0))
    >>> "Sümerler".encode() in encoded("parks", cut, [Column.of("name", ["Sümerler"])])
    True
    """
    if not cut.drawings:
        return b""
    # Loading it takes longer than most commands have to do at all.
    from mapbox_vector_tile.Mapbox import vector_tile_pb2

    tile = vector_tile_pb2.tile()
    layer = tile.layers.add(name=name, version=_VERSION, extent=EXTENT)
    rows = np.concatenate([drawing.rows for drawing in cut.drawings])
    merged = np.concatenate([drawing.merged for drawing in cut.drawings])
    tags = _tags(layer, rows, [*columns, _merged(merged, rows)])
    start = 0
    for drawing in cut.drawings:
        numbers, bounds = drawing.numbers.tolist(), drawing.starts.tolist()
        for place in range(len(drawing.rows)):
            layer.features.add(
                type=int(drawing.kind), tags=tags[start + place], geometry=numbers[bounds[place] : bounds[place + 1]]
            )
        start += len(drawing.rows)
    content: bytes = tile.SerializeToString(deterministic=True)
    return content


def _merged(merged: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Column:
    """How many shapes each drawn one stands for, where it is more than itself; by drawn shape, not by row."""
    values, places = np.unique(merged[merged > 1], return_inverse=True)
    by_shape = np.full(len(rows), -1, np.int32)
    by_shape[merged > 1] = places
    return Column(MERGED, pa.array(values), by_shape)


def _tags(layer: Any, rows: npt.NDArray[np.int64], columns: Sequence[Column]) -> list[list[int]]:
    """Write the names and the values that occur, and give for each shape its pairs of places among them."""
    pairs = np.full((len(rows), len(columns), 2), -1)
    for column in columns:
        asked = column.places if column.name == MERGED else column.places[rows]
        occurring, local = np.unique(asked, return_inverse=True)
        is_known = occurring >= 0
        if not np.any(is_known):
            continue
        key, first = len(layer.keys), len(layer.values)
        layer.keys.append(column.name)
        for value in column.values.take(pa.array(occurring[is_known])).to_pylist():
            _write(layer.values.add(), value)
        known = asked >= 0
        pairs[known, key, 0] = key
        pairs[known, key, 1] = first + local[known] - np.count_nonzero(~is_known)
    counts = 2 * np.count_nonzero(pairs[:, :, 0] >= 0, axis=1)
    flat, ends = pairs[pairs[:, :, 0] >= 0].ravel().tolist(), np.cumsum(counts).tolist()
    return [flat[end - count : end] for end, count in zip(ends, counts.tolist(), strict=True)]


def _write(message: Any, value: Value) -> None:
    if isinstance(value, bool):
        message.bool_value = value
    elif isinstance(value, int):
        message.int_value = value
    elif isinstance(value, float):
        message.double_value = value
    else:
        message.string_value = value
