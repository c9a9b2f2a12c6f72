"""What `/ogc` serves: the atlas and layers as they stand, public fields only, cheaply, and nothing that a text could do."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from client import JudgingClient, judge_headers
from exports import read_back
from flask import Flask
from hostile import HOSTILE, HOSTILE_CODE
from ogc import Client, epsg
from workspaces import done, run

from layers import LAYERS
from layers.importing import current_frame
from layers.outgoing.hidden_ids import has_hidden_ids
from layers.workspace import create_workspace, open_workspace
from web import create_app
from web.settings import settings_for

# Layers of the example with a field that is not public; ids of two of them are made of it.
PRIVATE = {
    "address_points": {"building_no"},
    "buildings": {"building_no", "has_occupancy_permit"},
    "risk_areas": {"dwelling_count", "note"},
}
PRIVATE["damage"] = {"building_no", "block_no", "parcel_no", "address"}
PRIVATE["reserve_areas"] = {"note"}


@pytest.fixture(scope="module")
def asked(example_app: Flask) -> Client:
    return Client(example_app)


def test_every_layer_with_data_is_served_and_the_atlas(asked: Client, example_path: Path) -> None:
    workspace = open_workspace(example_path)
    served = {one["id"] for one in asked.json("collections")["collections"]}
    assert served == {"atlas", *workspace.store().layers()}
    assert len(served) > 20


@pytest.mark.parametrize("what", ["atlas", "boundaries", "parks", "population", "damage", "investments"])
def test_features_are_those_of_the_export(asked: Client, example_path: Path, tmp_path: Path, what: str) -> None:
    done(run(example_path, "export", what, tmp_path / "out.geojson"))
    exported = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))["features"]
    for feature in exported:
        feature.pop("bbox", None)
    assert json.loads(json.dumps(exported)) == asked.items(what)


# ------------------------------------------------------------------ private


def secrets_of(path: Path, layer: str) -> set[str]:
    """What the private fields of a layer hold, and the ids that are made of them."""
    workspace = open_workspace(path)
    spec = workspace.layer(layer)
    rows = current_frame(workspace, workspace.store(), layer)
    assert rows is not None
    columns = [field.name for field in spec.fields if not field.public] + (["id"] if has_hidden_ids(spec) else [])
    assert columns
    values = {str(value) for column in columns for value in rows[column].dropna()}
    return {value for value in values if len(value) > 4}


def test_the_private_fields_are_those_that_these_tests_know() -> None:
    private = {name: {field.name for field in spec.fields if not field.public} for name, spec in LAYERS.items()}
    assert {name: fields for name, fields in private.items() if fields} == PRIVATE


@pytest.mark.parametrize("layer", ["address_points", "buildings", "damage"])
def test_what_is_private_stands_in_no_answer(asked: Client, example_path: Path, layer: str) -> None:
    secrets = secrets_of(example_path, layer)
    assert len(secrets) > 10
    start = f"collections/{layer}"
    texts = [asked.get(path).text for path in (start, f"{start}/queryables", f"{start}/schema", "openapi")]
    texts += [
        asked.get(f"{start}/items", limit=10_000, **args).text for args in ({}, {"crs": epsg(5255)}, {"skipGeometry": "true"})
    ]
    texts += [asked.get(f"{start}/items/{name}").text for name in asked.ids(layer, limit=20)]
    for form in ("html", "json"):
        texts += [asked.get(path, f=form).text for path in (start, f"{start}/queryables", f"{start}/schema", f"{start}/items")]
    for text in texts:
        assert not [secret for secret in secrets if secret in text]


@pytest.mark.parametrize("layer", sorted(PRIVATE))
def test_nobody_can_ask_by_what_is_private(asked: Client, example_path: Path, layer: str) -> None:
    names = set(asked.json(f"collections/{layer}/queryables")["properties"])
    assert not names & PRIVATE[layer]
    described = asked.json("openapi")["paths"][f"/collections/{layer}/items"]["get"]["parameters"]
    assert not {one["name"] for one in described} & PRIVATE[layer]
    assert not set(json.dumps(described).split('"')) & PRIVATE[layer]
    for field in PRIVATE[layer]:
        for args in (
            {field: "1"},
            {"filter": f"{field} = '1'"},
            {"filter": f"{field} IS NULL"},
            {"filter": f"CASEI(\"{field}\") LIKE CASEI('%')"},
            {"sortby": field},
            {"sortby": f"-{field}"},
            {"properties": field},
        ):
            assert field not in asked.json(f"collections/{layer}/items", limit=1)["features"][0]["properties"]
            refusal = asked.refusal(layer, **args)
            # The answer repeats what was asked, and does not list it among what there is.
            assert refusal["description"].count(field) <= 1 or field in ("note", "address")


@pytest.mark.parametrize("layer", ["buildings", "damage"])
def test_an_id_made_of_private_fields_finds_nothing(asked: Client, example_path: Path, layer: str) -> None:
    workspace = open_workspace(example_path)
    rows = current_frame(workspace, workspace.store(), layer)
    for name in rows["id"].dropna().unique()[:10]:
        assert asked.get(f"collections/{layer}/items/{quote(str(name), safe='')}").status_code == 404


# ------------------------------------------------------------------ asking


def test_properties_and_shapes_can_be_left_out(asked: Client) -> None:
    whole = asked.items("parks")
    part = asked.items("parks", properties="kind,area_m2", skipGeometry="true")
    assert [feature["id"] for feature in part] == [feature["id"] for feature in whole]
    for less, more in zip(part, whole, strict=True):
        assert less["geometry"] is None
        assert less["properties"] == {name: more["properties"][name] for name in ("kind", "area_m2")}


def test_sorting_is_turkish_and_puts_the_unknown_last(asked: Client) -> None:
    names = [feature["properties"]["name"] for feature in asked.items("atlas", sortby="name")]
    assert names == [feature["properties"]["name"] for feature in asked.items("atlas")]
    areas = [feature["properties"]["area_m2"] for feature in asked.items("zoning", sortby="-area_m2")]
    assert areas == sorted(areas, reverse=True)
    days = [feature["properties"]["opened_on"] for feature in asked.items("parks", sortby="-opened_on")]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)
    assert days == [*known, *[None] * (len(days) - len(known))]
    pairs = [
        (feature["properties"]["kind"], feature["properties"]["area_m2"])
        for feature in asked.items("parks", sortby="kind,-area_m2", filter="area_m2 IS NOT NULL AND kind IS NOT NULL")
    ]
    assert pairs == sorted(pairs, key=lambda pair: (pair[0], -pair[1]))


def test_a_property_in_the_address_chooses_rows(asked: Client) -> None:
    every = asked.items("parks")
    kinds = {feature["properties"]["kind"] for feature in every}
    for kind in kinds - {None}:
        wanted = [feature["id"] for feature in every if feature["properties"]["kind"] == kind]
        assert asked.ids("parks", kind=kind) == wanted == asked.ids("parks", filter=f"kind = '{kind}'")
    one = next(feature for feature in every if feature["properties"]["area_m2"] is not None)
    assert one["id"] in asked.ids("parks", area_m2=one["properties"]["area_m2"])
    assert asked.ids("parks", kind="yok") == []


def test_titles_are_in_the_language_that_is_asked_for(asked: Client) -> None:
    titles = {language: asked.json("collections/parks", dil=language)["title"] for language in ("tr", "en")}
    assert titles == {"tr": "Parklar", "en": "Parks"}
    schema = asked.json("collections/parks/schema", dil="en")["properties"]
    assert schema["area_m2"] == {"title": "Area", "type": "number", "x-ogc-unit": "m²"}
    assert {"const": "playground", "title": "Playground"} in schema["kind"]["oneOf"]
    assert "filter was not understood" in asked.refusal("parks", filter="=", dil="en")["description"]


def test_a_collection_says_whose_it_is_of_which_day_and_whether_it_is_a_sketch(app: Flask, asked: Client) -> None:
    demo = Client(app)
    for what in ("atlas", "boundaries"):
        described = demo.json(f"collections/{what}")["description"]
        assert "Taslak sınır: resmî sınır değildir." in described
        assert "boundaries 1" in described
        assert "Kaynak: " in described
        assert "Sketched boundaries: not official." in JudgingClient(app).page(f"/ogc/collections/{what}?f=html").text
    assert "Source: Sentetik örnek veri. Revision: parks 1, " in asked.json("collections/parks", dil="en")["description"]
    assert "Taslak" not in asked.json("collections/parks")["description"]


# ------------------------------------------------------------------ cheap


@pytest.mark.slow
def test_an_answer_changes_with_the_data_and_no_sooner(tmp_path: Path, example_path: Path, asked: Client) -> None:
    path = shutil.copytree(example_path, tmp_path / "workspace")
    client = Client(create_app(path))
    held = {what: client.get(f"collections/{what}/items").headers["ETag"] for what in ("parks", "roads", "atlas")}
    landing = client.get("/ogc").headers["ETag"]
    for what, etag in held.items():
        response = client.get(f"collections/{what}/items", {"If-None-Match": etag})
        assert (response.status_code, response.data) == (304, b"")
        assert client.get(f"collections/{what}/items", {"If-None-Match": etag}, limit=3).status_code == 200
    park = client.items("parks", limit=1)[0]["properties"]
    table = tmp_path / "parks.tsv"
    table.write_text(
        f"MAHALLE\tPARK ADI\tTÜR\tALAN (m²)\n{park['neighbourhood_name']}\tYeni Park\tPark\t1500\n", encoding="utf-8"
    )
    done(run(path, "import", "parks", table, "--source", "yeni"))
    status = {what: client.get(f"collections/{what}/items", {"If-None-Match": etag}).status_code for what, etag in held.items()}
    # The atlas is worked out from the parks.
    assert status == {"parks": 200, "roads": 304, "atlas": 200}
    assert client.get("/ogc", {"If-None-Match": landing}).status_code == 200
    assert client.ids("parks", filter="name = 'Yeni Park'")
    done(run(path, "undo", "parks"))
    assert not client.ids("parks", filter="name = 'Yeni Park'")


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_answers_are_compressed_and_still_known_again(asked: Client, encoding: str) -> None:
    for path in ("collections/buildings/items", "openapi", "collections", "collections/parks/schema"):
        plain = asked.get(path)
        packed = asked.get(path, {"Accept-Encoding": encoding})
        assert packed.headers["Content-Encoding"] == encoding
        assert len(packed.data) < len(plain.data) / 2
        if encoding == "gzip":
            assert gzip.decompress(packed.data) == plain.data
        again = asked.get(path, {"Accept-Encoding": encoding, "If-None-Match": packed.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert asked.get(path, {"If-None-Match": f'"nothing", W/{plain.headers["ETag"]}'}).status_code == 304


@pytest.mark.slow
def test_nobody_pays_who_does_not_ask(example_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from web import create_app;"
        f"app = create_app(Path({str(example_path)!r})); client = app.test_client();"
        "assert client.get('/').status_code == 200;"
        "print(*sorted({'pygeoapi', 'pygeofilter', 'rasterio', 'sqlalchemy'} & set(sys.modules)));"
        "assert client.get('/ogc/collections/parks/items').status_code == 200; print('pygeoapi' in sys.modules);"
        "assert client.get('/ogc/collections').status_code == 200; import logging;"
        "print('pygeoapi' in sys.modules, 'rasterio' in sys.modules, 'sqlalchemy' in sys.modules, logging.getLogger().handlers)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120).stdout
    # The second GDAL that rasterio brings is never loaded, and the log of the process is left as it was.
    assert told.splitlines() == ["", "False", "True False False []"]


# ------------------------------------------------------------------ safe


def test_every_answer_has_the_headers_of_pages(asked: Client) -> None:
    for path in ("/ogc", "collections/parks/items", "openapi", "nowhere"):
        judge_headers(dict(asked.get(path).headers))


def test_links_name_the_host_that_was_asked_and_no_other(example_path: Path) -> None:
    office = Client(create_app(example_path, settings=settings_for("0.0.0.0")))  # noqa: S104 no server is started
    for host, shown in (
        ("planlama:8000", "http://planlama:8000/ogc"),
        ("[::1]:8000", "http://[::1]:8000/ogc"),
        ('a"><script>', "/ogc"),
        ("a/b", "/ogc"),
        ("evil.example@planlama", "/ogc"),
    ):
        for path in ("/ogc", "collections", "collections/parks/items"):
            response = office.get(path, {"Host": host})
            if response.status_code == 200:
                assert all(
                    one["href"].startswith(shown + "/") or one["href"].startswith(shown + "?") for one in response.json["links"]
                )
                assert "<script" not in response.text
    local = Client(create_app(example_path))
    assert local.get("/ogc", {"Host": "evil.example"}).status_code == 421


def test_no_answer_sends_anybody_elsewhere(asked: Client) -> None:
    # Names of standards are addresses too; they are never fetched, and nothing else is named.
    known = ("http://www.opengis.net/", "http://localhost/ogc", "http://json-schema.org/draft/")
    for path in ("/ogc", "conformance", "openapi", "collections", "collections/parks", "collections/parks/schema"):
        text = asked.get(path).text
        for piece in text.split('"'):
            assert "://" not in piece or piece.startswith(known), piece
        page = asked.get(path, f="html").text
        assert "<script" not in page
        assert "//unpkg" not in page


def test_hostile_texts_stay_texts(hostile: JudgingClient) -> None:
    for what in ("atlas", "boundaries", "population"):
        page = hostile.page(f"/ogc/collections/{what}/items?f=html")
        assert not page.root.all("img")
        assert not page.root.all("script")
        assert HOSTILE in page.text
        features = json.loads(hostile.get(f"/ogc/collections/{what}/items").text)["features"]
        assert HOSTILE in json.dumps(features)
        for feature in features:
            address = f"/ogc/collections/{what}/items/{quote(feature['id'], safe='')}"
            assert hostile.get(address).json["properties"] == feature["properties"]
            assert not hostile.page(f"{address}?f=html").root.all("script")
    codes = [
        feature["properties"]["code"] for feature in json.loads(hostile.get("/ogc/collections/atlas/items").text)["features"]
    ]
    assert HOSTILE_CODE in codes
    quoted = HOSTILE.replace("'", "''")
    found = hostile.get("/ogc/collections/atlas/items?filter=" + quote(f"name = '{quoted}'")).json
    assert found["numberMatched"] == 1
    page = hostile.page("/ogc?f=html")
    assert page.root.one("p", class_="place")
    for wrong in (f"/ogc/collections/{quote(HOSTILE)}?f=html", f"/ogc/collections/atlas/items/{quote(HOSTILE)}x?f=html"):
        assert not hostile.page(wrong, status=404).root.all("img")
    wrong = "/ogc/collections/atlas/items?f=html&" + quote(HOSTILE) + "=1"
    assert not hostile.page(wrong, status=400).root.all("img")


def test_an_empty_workspace_serves_nothing_and_says_so(tmp_path: Path) -> None:
    path = create_workspace(tmp_path / "w", name="Boş", province="Hatay", district="Defne").path
    app = create_app(path)
    client = Client(app)
    assert client.json("collections")["collections"] == []
    assert client.json("openapi")["openapi"]
    assert "Henüz veri alınmamış" in JudgingClient(app).page("/ogc/collections?f=html").text
    assert client.json("collections/atlas", status=404)["code"] == "unknown-collection"


def test_an_unforeseen_error_is_told_without_detail(example_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("web.views.ogc.find_page", fail)
    client = Client(create_app(example_path))
    assert "secret" not in json.dumps(client.json("collections/parks/items", status=500))
    assert "secret" not in client.get("collections/parks/items", f="html").text


def test_the_columns_of_an_exported_table_are_those_served(asked: Client, example_path: Path, tmp_path: Path) -> None:
    done(run(example_path, "export", "parks", tmp_path / "parks.csv"))
    exported: pd.DataFrame = read_back(tmp_path / "parks.csv")
    schema = asked.json("collections/parks/schema")["properties"]
    assert set(schema) - {"geometry"} <= set(exported.columns)
