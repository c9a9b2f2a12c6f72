"""Each layer's sample as tiles, from each store, read by another library: every row, its public values, and nothing else."""

import gzip
import math
from collections.abc import Iterator

import pytest
import shapely
from samples_of_layers import DRAWN, read_sample
from stores import Place, put
from tiles import decoded, in_degrees, tiles_at

from geo.tiles import MAX_ZOOM
from geo.tiles.grid import EXTENT
from layers import LAYERS
from layers.base import ReadContext
from layers.outgoing.table import ExportTable, Plain, rows_of
from layers.outgoing.tables import layer_table
from layers.tiles.tileset import Tileset, tileset_of

# Half the diagonal of a unit of the highest zoom, in degrees.
NEAR = 360 / (EXTENT << MAX_ZOOM)
INSIDE = shapely.box(0, 0, EXTENT, EXTENT)


def pieces(tileset: Tileset) -> Iterator[tuple[dict[str, object], shapely.Geometry]]:
    """Values and shape, in degrees and without the margin, of all that the tiles of the highest zoom show."""
    for tile in tiles_at(tileset.pyramid, MAX_ZOOM):
        for feature in decoded(gzip.decompress(tileset.tile(tile) or gzip.compress(b""))):
            cut = shapely.make_valid(feature["geometry"]).intersection(INSIDE)
            if not cut.is_empty:
                yield feature["properties"], in_degrees(cut, tile)


def unpacked(content: bytes) -> bytes:
    import gzip

    return gzip.decompress(content)


def known(row: dict[str, Plain]) -> dict[str, object]:
    """A row's values as a tile holds them: what is unknown is left out, a list is text."""
    texts = {name: ", ".join(value) if isinstance(value, list) else value for name, value in row.items()}
    return {name: value for name, value in texts.items() if value is not None}


def assert_shown(table: ExportTable, shown: list[tuple[dict[str, object], shapely.Geometry]]) -> None:
    features = table.features[table.features.geometry.notna()]
    expected = {str(row[table.id_name]): known(row) for row in rows_of(table.plain_columns(features))}
    assert {str(values[table.id_name]) for values, _ in shown} == set(expected)
    for row_id, values in expected.items():
        mine = [(found, shape) for found, shape in shown if found[table.id_name] == row_id]
        assert all(found == values for found, _ in mine), row_id
        whole = shapely.union_all([shape for _, shape in mine], grid_size=NEAR / 100)
        stored = features.geometry[features.index == row_id].iloc[0]
        assert math.isclose(shapely.hausdorff_distance(whole, stored), 0, abs_tol=NEAR), row_id


@pytest.mark.parametrize("layer", DRAWN)
def test_the_tiles_hold_the_rows_of_the_store(layer: str, place: Place, context: ReadContext) -> None:
    spec = LAYERS[layer]
    rows = read_sample(spec, context).rows.assign(source="deneme", source_file="deneme.tsv")
    put(place.open(), rows, layer, name="deneme")
    table = layer_table(place.workspace(), layer)
    tileset = tileset_of(table)
    assert_shown(table, list(pieces(tileset)))
    private = [field.name for field in spec.fields if not field.public]
    (described,) = tileset.about["vector_layers"]  # type: ignore[misc]
    assert not set(private) & set(described["fields"])
    hidden = {str(value) for name in (*private, *(["id"] if set(private) & set(spec.identity) else [])) for value in rows[name]}
    told = {value for column in tileset.columns for value in column.values.to_pylist() if isinstance(value, str)}
    assert not told & {value for value in hidden if len(value) > 3}


def test_letters_of_turkish_come_through(place: Place, context: ReadContext) -> None:
    rows = read_sample(LAYERS["parks"], context).rows.assign(source="deneme", source_file="deneme.tsv")
    put(place.open(), rows.assign(name="İĞDIR ığdır şŞçÇöÖüÜ"), "parks", name="deneme")
    tileset = tileset_of(layer_table(place.workspace(), "parks"))
    assert {values["name"] for values, _ in pieces(tileset)} == {"İĞDIR ığdır şŞçÇöÖüÜ"}
