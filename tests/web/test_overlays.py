"""Layers over the map: only public fields, only what a screen can draw, and counts that are those of the rows."""

import json

import pytest
import shapely
from client import JudgingClient
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from web import overlays
from web.overlays import Box, draw_overlay, overlay_groups, overlay_of

OVERLAID = {"zoning", "parks", "facilities", "roads", "assets", "investments", "assembly_areas", "settlement_suitability"}


def geojson(client: JudgingClient, address: str) -> dict:
    return json.loads(client.file(address, "application/geo+json"))


def library_of(app: Flask):
    return app.extensions["mahalle.library"]


def test_every_layer_with_drawn_rows_is_offered_by_group(example: JudgingClient, example_app: Flask) -> None:
    books = library_of(example_app)
    groups = overlay_groups(books, books.state())
    names = [overlay.name for group in groups for overlay in group.overlays]
    assert set(names) >= OVERLAID
    assert len(names) == len(set(names))
    assert "boundaries" not in names
    panel = example.page("/").root.one("details", id="katmanlar")
    assert [item.attributes["data-layer"] for item in panel.all("div", class_="layer")] == names
    assert panel.all("legend")[0].text == "Plan ve zemin"


def test_the_legend_counts_each_drawn_row_once(example_app: Flask) -> None:
    books = library_of(example_app)
    for group in overlay_groups(books, books.state()):
        for overlay in group.overlays:
            assert sum(swatch.count for swatch in overlay.legend) == len(overlay.shapes), overlay.name
            assert len({swatch.key for swatch in overlay.legend}) == len(overlay.legend)


def test_a_layer_is_light_geojson_in_degrees(example: JudgingClient) -> None:
    answer = geojson(example, "/katmanlar/parks.geojson")
    about = answer["metadata"]
    assert about["total"] == about["in_view"] == about["shown"] == len(answer["features"])
    assert about["note"] == f"{about['shown']} kayıt çizildi."
    for feature in answer["features"]:
        assert set(feature["properties"]) <= {"c", "name"}
        west, south, east, north = shapely.geometry.shape(feature["geometry"]).bounds
        assert 25 < west <= east < 46
        assert 35 < south <= north < 43


def test_a_box_gives_what_lies_in_it(example: JudgingClient) -> None:
    every = geojson(example, "/katmanlar/zoning.geojson")["features"]
    first = shapely.geometry.shape(every[0]["geometry"]).representative_point()
    box = ",".join(f"{value:.6f}" for value in first.buffer(0.0001).bounds)
    answer = geojson(example, f"/katmanlar/zoning.geojson?kutu={box}")
    assert 1 <= answer["metadata"]["in_view"] < len(every)
    assert answer["metadata"]["total"] == len(every)


def test_more_than_a_screen_draws_is_cut_to_the_largest_and_said(example_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlays, "MOST_SHAPES", 5)
    with example_app.test_client() as client:
        answer = json.loads(client.get("/katmanlar/zoning.geojson").text)
        english = json.loads(client.get("/katmanlar/zoning.geojson?dil=en").text)["metadata"]
        points = json.loads(client.get("/katmanlar/facilities.geojson").text)
    assert len(answer["features"]) == answer["metadata"]["shown"] == 5
    assert "yakınlaştırınca hepsi görünür" in answer["metadata"]["note"]
    assert english["note"].startswith("5 of the ")
    assert len(points["features"]) == 5
    books = library_of(example_app)
    shapes = overlay_of(books, books.state(), "zoning").shapes
    smallest_shown = min(shapely.area(shapely.geometry.shape(feature["geometry"])) for feature in answer["features"])
    assert smallest_shown >= sorted(shapely.area(shapes))[-8]


@given(st.floats(33, 34), st.floats(38, 39), st.floats(0.001, 1), st.integers(100, 4000))
def test_any_box_is_answered(example_app: Flask, west: float, south: float, size: float, pixels: int) -> None:
    books = library_of(example_app)
    overlay = overlay_of(books, books.state(), "roads")
    box = Box(west, south, west + size, south + size)
    with example_app.test_request_context("/"):
        example_app.preprocess_request()
        from flask import g

        answer = json.loads(draw_overlay(overlay, box, pixels, g.speech))
    about = answer["metadata"]
    assert len(answer["features"]) == about["shown"] <= about["in_view"] <= about["total"] == len(overlay.shapes)


def test_what_lies_at_a_point_is_told_in_public_fields_only(example: JudgingClient, example_app: Flask) -> None:
    books = library_of(example_app)
    for name in OVERLAID:
        overlay = overlay_of(books, books.state(), name)
        at = overlay.shapes[-1].representative_point()
        found = example.json(f"/katmanlar/nokta.json?yer={at.x},{at.y}&erim=0.0001&katman={name}")
        assert found, name
        spec = overlay.spec
        public = {field.title_tr for field in spec.fields if field.public}
        assert {field["title"] for item in found for field in item["fields"]} <= public
        assert {item["title"] for item in found} == {spec.title_tr}


def test_a_row_is_called_by_class_and_name_in_the_language_of_the_page(example: JudgingClient, example_app: Flask) -> None:
    books = library_of(example_app)
    for name in ("parks", "zoning", "roads"):
        overlay = overlay_of(books, books.state(), name)
        assert overlay is not None
        at = overlay.shapes[-1].representative_point()
        for language, classes in (
            ("tr", [each.title.tr for each in overlay.legend]),
            ("en", [each.title.en for each in overlay.legend]),
        ):
            (first, *_) = example.json(f"/katmanlar/nokta.json?yer={at.x},{at.y}&erim=0&katman={name}&dil={language}")
            kind, _, called = first["label"].partition(": ")
            assert kind in classes
            assert not called or called in set(overlay.rows["name"])


def test_no_private_field_leaves_the_house(example_app: Flask) -> None:
    books = library_of(example_app)
    state = books.state()
    for group in overlay_groups(books, state):
        for overlay in group.overlays:
            private = {field.name for field in overlay.spec.fields if not field.public}
            assert not private & set(overlay.rows.columns), overlay.name


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/katmanlar/yok.geojson", 404, "yok"),
        ("/katmanlar/boundaries.geojson", 404, "boundaries"),
        ("/katmanlar/parks.geojson?kutu=1,2,3", 400, "kutu=1,2,3"),
        ("/katmanlar/parks.geojson?kutu=3,3,1,1", 400, "kutu"),
        ("/katmanlar/parks.geojson?kutu=nan,1,2,3", 400, "kutu"),
        ("/katmanlar/parks.geojson?piksel=x", 400, "piksel"),
        ("/katmanlar/nokta.json?katman=parks", 400, "yer"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(example: JudgingClient, address: str, status: int, words: str) -> None:
    assert words in example.json(address, status=status)["errors"][0]["message"]


def test_a_place_without_drawn_layers_says_so(client: JudgingClient) -> None:
    page = client.page("/")
    assert not page.root.all("details", id="katmanlar")
    assert "Çizimi olan bir katman" in page.text


def test_every_page_of_a_synthetic_place_says_so(example: JudgingClient) -> None:
    card = example.json("/mahalleler.json")[0]["id"]
    for address in ("/", f"/mahalleler/{card}", "/karsilastir", "/ara?q=park"):
        assert "Sentetik örnek veri" in example.page(address).root.one("header").text
