"""Finding places by name, whatever letters somebody has."""

import json

import pytest
from client import JudgingClient
from hypothesis import given
from hypothesis import strategies as st

from geo.turkish import slug
from layers.atlas import Atlas


@pytest.mark.parametrize("typed", ["Sinanlı", "sinanli", "SINANLI", "  sinanlı "])
def test_a_neighbourhood_is_found_with_any_keyboard(client: JudgingClient, typed: str) -> None:
    answer = client.json(f"/ara.json?q={typed}")
    assert answer["said"] == "1 sonuç"
    assert answer["results"][0]["title"] == "Sinanlı"
    assert answer["results"][0]["address"].startswith("/mahalleler/")


def test_every_neighbourhood_is_found_by_its_name_first(client: JudgingClient, atlas: Atlas) -> None:
    for place_id, name in atlas.neighbourhoods["name"].items():
        found = client.json(f"/ara.json?q={name}")["results"]
        assert found[0]["address"] == f"/mahalleler/{place_id}", name


def test_the_page_says_the_same_without_a_script(client: JudgingClient) -> None:
    page = client.page("/ara?q=cekmece&dil=en", language="en")
    # The first list is the empty one that a script would fill.
    links = page.root.all("ul", class_="found")[1].all("a")
    assert links[0].text == "Çekmece"
    assert "dil=en" in links[0].attributes["href"]
    assert "Results: 1" in page.text


def test_drawn_things_lead_to_their_place_on_the_map(example: JudgingClient) -> None:
    found = [item for item in example.json("/ara.json?q=park")["results"] if item["layer"] == "parks"]
    assert found
    assert all("konum=" in item["address"] and "katman=parks" in item["address"] for item in found)
    latitude, longitude, zoom = (float(part) for part in found[0]["place"].split(","))
    assert (35 < latitude < 43, 25 < longitude < 46, zoom) == (True, True, 16)


def test_a_parcel_is_found_by_block_and_number(example: JudgingClient) -> None:
    first = next(item for item in example.json("/ara.json?q=1")["results"] if item["layer"] in ("assets", "parcels"))
    again = example.json(f"/ara.json?q={first['title']}")["results"]
    assert first["title"] in [item["title"] for item in again]


def test_nothing_found_is_said_as_text(client: JudgingClient) -> None:
    answer = client.json("/ara.json?q=<b>yok</b>")
    assert answer == {"said": "“<b>yok</b>” adında bir yer bulunamadı.", "results": []}
    page = client.page("/ara?q=<b>yok</b>")
    assert not page.root.all("b")
    assert client.json("/ara.json?q=") == {"said": "", "results": []}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(app, typed: str) -> None:
    answer = json.loads(app.test_client().get("/ara.json", query_string={"q": typed}).text)
    words = slug(typed.strip()).split("-") if slug(typed.strip()) else []
    assert all(word in slug(item["title"]) for item in answer["results"] for word in words)
