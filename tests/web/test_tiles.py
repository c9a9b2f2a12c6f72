"""Tiles over the web: every drawn layer, public fields only, kept for ever under their version, refused in words."""

import gzip
import shutil
from pathlib import Path
from threading import Barrier, Thread

import pytest
import shapely
from client import JudgingClient, judge_headers
from flask import Flask
from tiles import decoded, tiles_at

from geo.tiles import Tile, make_pyramid
from layers.importing import current_frame
from layers.outgoing.hidden_ids import has_hidden_ids
from layers.outgoing.tables import layer_table
from layers.workspace import open_workspace
from web import create_app, overlays
from web.cache import BoundedCache
from web.overlays import overlay_of
from web.tiles import MIMETYPE


def drawn_layers(path: Path) -> list[str]:
    workspace = open_workspace(path)
    return [layer for layer in workspace.store().layers() if workspace.layer(layer).geometry is not None]


def first_tile(path: Path, layer: str, zoom: int) -> Tile:
    table = layer_table(open_workspace(path), layer)
    return next(tiles_at(make_pyramid(table.features.geometry.to_numpy(dtype=object)), zoom))


def test_every_drawn_layer_is_described_and_served(example: JudgingClient, example_path: Path) -> None:
    layers = drawn_layers(example_path)
    assert {"zoning", "roads", "buildings", "boundaries", "centres"} <= set(layers)
    for layer in layers:
        about = example.json(f"/karolar/{layer}.json")
        assert (about["tilejson"], about["minzoom"], about["maxzoom"], about["scheme"]) == ("3.0.0", 0, 16, "xyz")
        (described,) = about["vector_layers"]
        assert described["id"] == layer
        (address,) = about["tiles"]
        assert address.startswith("http://localhost/karolar/")
        if "bounds" not in about:
            assert about["without_shape"] > 0
            assert example.get(f"/karolar/{layer}/0/0/0").status_code == 204
            continue
        tile = first_tile(example_path, layer, 12)
        path = address.removeprefix("http://localhost").format(z=tile.zoom, x=tile.x, y=tile.y)
        features = decoded(example.file(path, MIMETYPE))
        assert features, layer
        for feature in features:
            assert set(feature["properties"]) <= set(described["fields"])
        plain = example.file(path.split("?")[0].removesuffix(".mvt"), MIMETYPE)
        assert decoded(plain) == features


def test_a_tile_holds_the_values_of_the_export(example: JudgingClient, example_path: Path) -> None:
    table = layer_table(open_workspace(example_path), "zoning")
    plain = table.plain_columns(table.features)
    known = dict(zip(plain["id"], plain["zoning_block"], strict=True))
    found = {}
    pyramid = make_pyramid(table.features.geometry.to_numpy(dtype=object))
    for tile in list(tiles_at(pyramid, 16))[::20]:
        response = example.get(f"/karolar/zoning/{tile.zoom}/{tile.x}/{tile.y}.mvt")
        found |= {one["properties"]["id"]: one["properties"]["zoning_block"] for one in decoded(response.data)}
    assert len(found) > 5
    assert found == {row_id: known[row_id] for row_id in found}


@pytest.mark.parametrize("layer", ["buildings", "damage"])
def test_no_private_value_and_no_id_made_of_one_leaves(example_app: Flask, example_path: Path, layer: str) -> None:
    workspace = open_workspace(example_path)
    rows = current_frame(workspace, workspace.store(), layer)
    assert rows is not None
    assert has_hidden_ids(workspace.layer(layer))
    secrets = {str(value) for column in ("id", "building_no") for value in rows[column].dropna()}
    assert len(secrets) > 10
    client = example_app.test_client()
    pyramid = make_pyramid(layer_table(workspace, layer).features.geometry.to_numpy(dtype=object))
    private = {field.name for field in workspace.layer(layer).fields if not field.public}
    for room in ("karolar", "katmanlar"):
        for tile in tiles_at(pyramid, 13):
            for feature in decoded(client.get(f"/{room}/{layer}/{tile.zoom}/{tile.x}/{tile.y}.mvt").data):
                values = feature["properties"]
                assert not private & set(values)
                assert not secrets & {str(value) for value in values.values()}
    assert not [secret for secret in secrets if secret in client.get(f"/karolar/{layer}.json").text]


def test_the_atlas_gets_the_rows_that_it_shows_and_their_colours(example_app: Flask, example: JudgingClient) -> None:
    books = example_app.extensions["mahalle.library"]
    overlay = overlay_of(books, books.state(), "zoning")
    found: dict[str, int] = {}
    inside = shapely.box(0, 0, 4096, 4096)
    for tile in tiles_at(make_pyramid(overlay.shapes), 16):
        for feature in decoded(example.get(f"/katmanlar/zoning/{tile.zoom}/{tile.x}/{tile.y}.mvt").data):
            assert set(feature["properties"]) == {"c"}
            if shapely.make_valid(feature["geometry"]).representative_point().within(inside):
                found[feature["properties"]["c"]] = found.get(feature["properties"]["c"], 0) + 1
    assert set(found) == {swatch.key for swatch in overlay.legend}


def test_a_tile_is_kept_for_ever_under_its_version_only(example: JudgingClient, example_path: Path) -> None:
    tile = first_tile(example_path, "roads", 12)
    bare = f"/karolar/roads/{tile.zoom}/{tile.x}/{tile.y}.mvt"
    (address,) = example.json("/karolar/roads.json")["tiles"]
    version = address.partition("?")[2]
    for _ in range(2):
        kept = example.get(f"{bare}?{version}")
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        judge_headers(dict(kept.headers))
    for other in (bare, f"{bare}?surum=1-0", f"{bare}?surum="):
        assert example.get(other).headers["Cache-Control"] == "no-cache"
    again = example.get(bare, If_None_Match=kept.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")


def test_a_new_revision_has_new_tiles(example_path: Path, tmp_path: Path) -> None:
    path = shutil.copytree(example_path, tmp_path / "workspace")
    client = create_app(path).test_client()
    tile = first_tile(path, "parks", 10)
    address = f"/karolar/parks/{tile.zoom}/{tile.x}/{tile.y}"
    before = client.get(address)
    workspace = open_workspace(path)
    store = workspace.store()
    store.restore("parks", 1, author="deneme", note="")
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    # What changed in another layer makes none of this one's anew.
    store.restore("roads", 1, author="deneme", note="")
    assert client.get(address, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_tiles_are_compressed_for_whoever_can_read_it(example: JudgingClient, example_path: Path) -> None:
    tile = first_tile(example_path, "zoning", 12)
    address = f"/karolar/zoning/{tile.zoom}/{tile.x}/{tile.y}.mvt"
    plain, packed = example.get(address), example.get(address, Accept_Encoding="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_a_tile_that_shows_nothing_has_no_content(example: JudgingClient) -> None:
    for address in ("/karolar/zoning/12/0/0.mvt", "/katmanlar/zoning/12/0/0.mvt"):
        answer = example.get(address)
        assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/karolar/yok/1/1/1.mvt", 404, '"yok"'),
        ("/karolar/yok.json", 404, '"yok"'),
        ("/karolar/population/1/1/1.mvt", 404, "haritada yer almaz"),
        ("/karolar/population.json", 404, "haritada yer almaz"),
        ("/karolar/zoning/17/1/1.mvt", 404, "17/1/1"),
        ("/karolar/zoning/3/8/1.mvt", 404, "3/8/1"),
        ("/karolar/zoning/3/1/8.mvt", 404, "3/1/8"),
        ("/karolar/zoning/a/1/1.mvt", 400, "a/1/1"),
        ("/karolar/zoning/1/-1/1.mvt", 400, "1/-1/1"),
        ("/karolar/zoning/1/٣/1.mvt", 400, "٣"),
        ("/karolar/zoning/1/1/1.5.mvt", 400, "1.5"),
        ("/karolar/zoning/99999999999/1/1.mvt", 400, "99999999999"),
        ("/katmanlar/boundaries/1/1/1.mvt", 404, "boundaries"),
        ("/katmanlar/zoning/1/2/1.mvt", 404, "1/2/1"),
    ],
)
def test_what_is_no_tile_is_refused_in_words(example: JudgingClient, address: str, status: int, words: str) -> None:
    (error,) = example.json(address, status=status)["errors"]
    assert words in error["message"]
    assert error["message_en"] != error["message"]


def test_a_person_reads_the_refusal_as_a_page(example: JudgingClient) -> None:
    assert "17/1/1 diye bir karo yok" in example.page("/karolar/zoning/17/1/1", status=404).text
    assert "There is no tile 17/1/1" in example.page("/karolar/zoning/17/1/1?dil=en", status=404, language="en").text


def test_a_layer_without_data_says_so(client: JudgingClient) -> None:
    assert "henüz veri yok" in client.json("/karolar/zoning/1/1/1.mvt", status=404)["errors"][0]["message"]


@pytest.mark.parametrize(("language", "words"), [("tr", "karo karo çizilir"), ("en", "drawn tile by tile")])
def test_only_large_layers_are_offered_as_tiles(
    example_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    page = JudgingClient(create_app(example_path)).page(f"/?dil={language}", language=language)
    panel = page.root.one("details", id="katmanlar")
    assert not [item for item in panel.all("div", class_="layer") if "data-tiles" in item.attributes]
    assert "data-scripts" not in panel.attributes
    monkeypatch.setattr(overlays, "MOST_SHAPES", 20)
    client = JudgingClient(create_app(example_path))
    panel = client.page(f"/?dil={language}", language=language).root.one("details", id="katmanlar")
    large = {item.attributes["data-layer"]: item for item in panel.all("div", class_="layer") if "data-tiles" in item.attributes}
    assert {"zoning", "buildings"} <= set(large)
    assert "cemeteries" not in large
    assert words in large["zoning"].attributes["data-note"]
    address = large["zoning"].attributes["data-tiles"].format(z=0, x=0, y=0)
    answer = client.get(address)
    assert decoded(answer.data)
    assert "immutable" in answer.headers["Cache-Control"]
    assert all(script.startswith("/static/") and "?v=" in script for script in panel.attributes["data-scripts"].split())


def test_of_many_who_ask_at_once_one_makes_it() -> None:
    cache, made, gate = BoundedCache(3), [], Barrier(4)
    answers = []

    def make() -> int:
        made.append(1)
        return len(made)

    def ask() -> None:
        gate.wait()
        answers.append(cache.get("a", make))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1, 1, 1, 1]


def test_a_cache_is_no_heavier_than_it_may_be_and_survives_a_failure() -> None:
    cache = BoundedCache(10, weigh=len)
    for name in "abc":
        cache.get(name, lambda: b"1234")
    assert [cache.find(name) for name in "abc"] == [None, b"1234", b"1234"]
    assert cache.get("too heavy", lambda: b"12345678901") == b"12345678901"
    # It stays alone until the next one comes.
    assert [cache.find(name) for name in ("b", "c", "too heavy")] == [None, None, b"12345678901"]
    with pytest.raises(ZeroDivisionError):
        cache.get("d", lambda: b"x" * (1 // 0))
    assert cache.get("d", lambda: b"x") == b"x"
    assert cache.find("too heavy") is None
