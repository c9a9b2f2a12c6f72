"""OGC API - Features - Part 1: Core (17-069r4), requirement by requirement, and the classes html, geojson and oas30."""

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from client import JudgingClient
from flask import Flask
from ogc import CRS84, GEOJSON, Client, link
from rfc7946 import faults

Check = Callable[[Client], None]

CHECKS: dict[str, Check] = {}

# Every requirement of the class core, as chapter 7 of the standard lists them, and of the three classes that go with it.
CORE = {
    *("root-op", "root-success", "api-definition-op", "api-definition-success", "conformance-op", "conformance-success", "http"),
    *("query-param-unknown", "query-param-invalid", "crs84", "fc-md-op", "fc-md-success", "fc-md-links", "fc-md-items"),
    *("fc-md-items-links", "fc-md-extent", "fc-md-extent-multi", "sfc-md-op", "sfc-md-success", "fc-op", "fc-limit-definition"),
    *("fc-limit-response-1", "fc-bbox-definition", "fc-bbox-response", "fc-time-definition", "fc-time-response", "fc-response"),
    *("fc-links", "fc-rel-type", "fc-timeStamp", "fc-numberMatched", "fc-numberReturned", "f-op", "f-success", "f-links"),
}
OTHERS = {
    *("html/definition", "html/content", "geojson/definition", "geojson/content"),
    *("oas30/oas-definition-1", "oas30/oas-definition-2", "oas30/oas-impl", "oas30/completeness", "oas30/exception-codes"),
    "oas30/security",
}


def requirement(*names: str) -> Callable[[Check], Check]:
    """Say which requirements a check is of."""

    def take(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return take


@pytest.fixture(scope="module")
def asked(example_app: Flask) -> Client:
    return Client(example_app)


@pytest.mark.parametrize("name", sorted(CORE | OTHERS))
def test_requirement_is_met(name: str, asked: Client) -> None:
    CHECKS[name](asked)


def test_nothing_but_requirements_is_checked() -> None:
    assert set(CHECKS) == CORE | OTHERS


def parameter(asked: Client, name: str, path: str = "/collections/parks/items") -> dict[str, Any]:
    """How the description of the API has a parameter."""
    found = [one for one in asked.json("openapi")["paths"][path]["get"]["parameters"] if one["name"] == name]
    assert len(found) == 1
    return found[0]


# ------------------------------------------------------------------ what there is


@requirement("root-op", "root-success")
def check_landing_page(asked: Client) -> None:
    for path in ("/ogc", "/ogc/"):
        document = asked.json(path)
        rels = {one["rel"] for one in document["links"]}
        assert {"service-desc", "conformance", "data"} <= rels
        assert all(one["type"] and one["href"].startswith("http://localhost/ogc") for one in document["links"])


@requirement("api-definition-op", "api-definition-success")
def check_description_is_where_the_landing_page_says(asked: Client) -> None:
    address = link(asked.json("/ogc"), "service-desc")
    response = asked.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert response.json["openapi"].startswith("3.0.")


@requirement("conformance-op", "conformance-success")
def check_conformance(asked: Client) -> None:
    classes = asked.json(link(asked.json("/ogc"), "conformance"))["conformsTo"]
    for name in ("core", "oas30", "html", "geojson"):
        assert f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" in classes
    # pygeoapi claims to create, replace and delete, which nobody can here.
    assert not [uri for uri in classes if "ogcapi-features-4" in uri or "records" in uri]


@requirement("http")
def check_http(asked: Client) -> None:
    response = asked.get("collections/parks/items")
    assert response.status_code == 200
    assert asked.get("collections/parks/items", {"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert "GET" in asked.options("/ogc/collections/parks/items").headers["Allow"]
    assert asked.get("nowhere").status_code == 404


# ------------------------------------------------------------------ what is asked for


@requirement("query-param-unknown")
def check_unknown_parameters(asked: Client) -> None:
    paths = ["/ogc", "conformance", "openapi", "collections", "collections/parks", "collections/parks/queryables"]
    first = asked.ids("parks", limit=1)[0]
    for path in (*paths, "collections/parks/schema", "collections/parks/items", f"collections/parks/items/{first}"):
        assert asked.json(path, status=400, kaynak="plan")["code"] == "unknown-query-parameter"


@requirement("query-param-invalid")
def check_invalid_values(asked: Client) -> None:
    wrong = {
        "limit": ("0", "-1", "ten", "1.5", "", "٣"),
        "offset": ("-1", "x", "99999999999"),
        "bbox": ("1,2,3", "a,b,c,d", "36,37,38,36", "1,2,3,4,5", "nan,36,37,38", "36,36,inf,37"),
        "datetime": ("yesterday", "2026-13-01", "2026-01-01/2025-01-01", "../..", "2026", "2026-01-01T00:00:00"),
        "filter": ("kind =", "nothing = 1", "area_m2 = 'x'", "'", "(" * 5000),
        "filter-lang": ("cql2-json", ""),
        "sortby": ("nothing", "-nothing"),
        "properties": ("nothing",),
        "skipGeometry": ("yes", "1"),
        "area_m2": ("large", ""),
        "is_accessible": ("evet",),
        "f": ("xml", "", "jsonld"),
        "dil": ("de", ""),
    }
    for name, values in wrong.items():
        for value in values:
            asked.refusal("parks", **{name: value})
    assert asked.get("collections/parks/items?limit=1&limit=2").status_code == 400


@requirement("crs84")
def check_coordinates_are_longitude_and_latitude(asked: Client) -> None:
    for feature in asked.items("boundaries"):
        ring = feature["geometry"]["coordinates"][0][0]
        assert all(25 < lon < 45 and 35 < lat < 43 and lon < lat for lon, lat in ring)


# ------------------------------------------------------------------ collections


@requirement("fc-md-op", "fc-md-success", "fc-md-links", "fc-md-items", "fc-md-items-links")
def check_collections(asked: Client) -> None:
    document = asked.json(link(asked.json("/ogc"), "data"))
    assert link(document, "self", "application/json")
    assert link(document, "alternate", "text/html")
    names = [one["id"] for one in document["collections"]]
    assert len(names) == len(set(names))
    assert names[0] == "atlas"
    assert {"boundaries", "population", "parks", "zoning"} < set(names)
    for one in document["collections"]:
        assert link(one, "items", GEOJSON)
        assert link(one, "items", "text/html")
        assert all(item["rel"] and item["type"] for item in one["links"])


@requirement("fc-md-extent", "fc-md-extent-multi")
def check_extents_hold_all_features(asked: Client) -> None:
    for one in asked.json("collections")["collections"]:
        features = asked.items(one["id"])
        drawn = [feature for feature in features if feature["geometry"] is not None]
        assert bool(drawn) == ("spatial" in one.get("extent", {}))
        if not drawn:
            continue
        assert one["extent"]["spatial"]["crs"] == CRS84
        assert len(one["extent"]["spatial"]["bbox"]) == 1
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        pairs = re.findall(r"\[(-?[\d.]+), (-?[\d.]+)\]", json.dumps([feature["geometry"] for feature in drawn]))
        assert all(west - 1e-6 <= float(lon) <= east + 1e-6 for lon, _ in pairs)
        assert all(south - 1e-6 <= float(lat) <= north + 1e-6 for _, lat in pairs)


@requirement("sfc-md-op", "sfc-md-success")
def check_each_collection_alone(asked: Client) -> None:
    for one in asked.json("collections")["collections"]:
        address = link(one, "self", "application/json")
        assert address == f"http://localhost/ogc/collections/{one['id']}?f=json"
        assert asked.json(address) == one
    assert asked.json("collections/nothing", status=404)["code"] == "unknown-collection"


# ------------------------------------------------------------------ features


@requirement("fc-op", "fc-response")
def check_every_collection_has_items(asked: Client) -> None:
    for one in asked.json("collections")["collections"]:
        response = asked.get(link(one, "items", GEOJSON))
        assert response.status_code == 200
        assert response.mimetype == GEOJSON
        assert response.json["type"] == "FeatureCollection"
        assert response.json["features"]


@requirement("fc-limit-definition")
def check_limit_is_described(asked: Client) -> None:
    limit = parameter(asked, "limit")
    assert limit["required"] is False
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}


@requirement("fc-limit-response-1", "fc-numberMatched", "fc-numberReturned")
def check_limit_is_kept(asked: Client) -> None:
    every = len(asked.items("buildings"))
    assert every > 100
    for limit, expected in ((1, 1), (7, 7), (None, 100), (10_000, every), (999_999, every)):
        document = asked.json("collections/buildings/items", **({} if limit is None else {"limit": limit}))
        assert document["numberReturned"] == len(document["features"]) == expected
        assert document["numberMatched"] == every


@requirement("fc-bbox-definition")
def check_bbox_is_described(asked: Client) -> None:
    bbox = parameter(asked, "bbox")
    assert (bbox["in"], bbox["style"], bbox["explode"], bbox["required"]) == ("query", "form", False, False)
    assert bbox["schema"] == {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}


@requirement("fc-bbox-response")
def check_bbox_chooses(asked: Client) -> None:
    features = asked.items("boundaries")
    ring = features[0]["geometry"]["coordinates"][0][0]
    lon, lat = sum(x for x, _ in ring[:-1]) / (len(ring) - 1), sum(y for _, y in ring[:-1]) / (len(ring) - 1)
    small = f"{lon},{lat},{lon + 1e-6},{lat + 1e-6}"
    found = asked.ids("boundaries", bbox=small)
    assert found == [features[0]["id"]]
    # With heights, which play no part; and over the line of 180 degrees, which holds nothing here.
    assert asked.ids("boundaries", bbox=f"{lon},{lat},0,{lon + 1e-6},{lat + 1e-6},100") == found
    assert asked.ids("boundaries", bbox="170,-90,-170,90") == []
    # What has no shape is not left out.
    lacking = [feature["id"] for feature in asked.items("investments") if feature["geometry"] is None]
    assert lacking
    assert set(lacking) == set(asked.ids("investments", bbox="1,1,2,2"))


@requirement("fc-time-definition")
def check_datetime_is_described(asked: Client) -> None:
    described = parameter(asked, "datetime")
    assert (described["in"], described["required"], described["schema"]["type"]) == ("query", False, "string")


@requirement("fc-time-response")
def check_datetime_chooses(asked: Client) -> None:
    years = {feature["id"]: feature["properties"]["year"] for feature in asked.items("population")}
    for text, wanted in (
        ("2023-06-01", {2023}),
        ("2023-06-01T12:00:00Z", {2023}),
        ("2023-12-31T23:00:00+03:00/2025-01-01", {2023, 2024, 2025}),
        ("2024-01-01/..", {2024, 2025}),
        ("2024-01-01/", {2024, 2025}),
        ("../2022-12-31", {2022}),
        ("/2022-12-31", {2022}),
        ("1999-01-01", set()),
    ):
        fits = {name for name, year in years.items() if year is None or year in wanted}
        assert set(asked.ids("population", datetime=text)) == fits, text
    # A park that was opened is there from then on; one whose opening nobody knows is never left out.
    opened = {feature["id"]: feature["properties"]["opened_on"] for feature in asked.items("parks")}
    before = {name for name, day in opened.items() if day is None or day[:4] <= "2000"}
    assert set(asked.ids("parks", datetime="2000-12-31")) == before
    assert 0 < len(before) < len(opened)
    # Nothing says since when a road is there.
    assert asked.ids("roads", datetime="1999-01-01") == asked.ids("roads")


@requirement("fc-links", "fc-rel-type")
def check_links_lead_through_all_pages(asked: Client) -> None:
    every = asked.ids("buildings")
    seen: list[str] = []
    for document in asked.pages("buildings", limit=97, f="json"):
        assert link(document, "self", GEOJSON)
        assert link(document, "alternate", "text/html")
        assert link(document, "collection", "application/json")
        assert all(one["rel"] and one["type"] for one in document["links"])
        seen += [feature["id"] for feature in document["features"]]
    assert seen == every
    assert link(document, "next") is None
    back = asked.json(str(link(document, "prev")))
    assert [feature["id"] for feature in back["features"]] == every[-len(document["features"]) - 97 : -len(document["features"])]
    # A filter stays in the links.
    pages = list(asked.pages("buildings", limit=50, filter="storeys > 2"))
    assert sum(len(page["features"]) for page in pages) == pages[0]["numberMatched"] < len(every)
    assert len(pages) > 1


@requirement("fc-timeStamp")
def check_no_time_is_written(asked: Client) -> None:
    # Where it stands it must be that of the answer; it does not stand, so that equal questions get equal bytes.
    first, second = (asked.get("collections/parks/items").data for _ in range(2))
    assert first == second
    assert b"timeStamp" not in first


@requirement("f-op", "f-success", "f-links")
def check_each_feature_alone(asked: Client) -> None:
    for name in ("atlas", "parks", "population", "investments"):
        for feature in asked.items(name, limit=5):
            response = asked.get(f"collections/{name}/items/{feature['id']}")
            assert response.mimetype == GEOJSON
            alone = response.json
            assert link(alone, "self", GEOJSON)
            assert link(alone, "alternate", "text/html")
            assert link(alone, "collection", "application/json") == f"http://localhost/ogc/collections/{name}"
            assert {key: value for key, value in alone.items() if key != "links"} == feature
    assert asked.json("collections/parks/items/nothing", status=404)["code"] == "unknown-feature"


# ------------------------------------------------------------------ html, geojson, oas30


@requirement("html/definition", "html/content")
def check_html(asked: Client) -> None:
    first = asked.ids("atlas", limit=1)[0]
    for path in ("/ogc", "conformance", "collections", "collections/atlas", "collections/atlas/items"):
        assert asked.get(path, {"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/html"
        assert asked.get(path, f="html").mimetype == "text/html"
        assert asked.get(path, {"Accept": "text/html"}, f="json").mimetype in ("application/json", GEOJSON)
    name = asked.items("atlas", limit=1)[0]["properties"]["name"]
    assert name in asked.get("collections/atlas/items", f="html").text
    assert name in asked.get(f"collections/atlas/items/{first}", f="html").text
    assert asked.get("collections", f="html").headers["Vary"].count("Accept") >= 1


@requirement("geojson/definition", "geojson/content")
def check_geojson(asked: Client) -> None:
    for name in ("atlas", "zoning", "roads", "parks", "population"):
        assert asked.get(f"collections/{name}/items", {"Accept": GEOJSON}).mimetype == GEOJSON
        document = asked.json(f"collections/{name}/items", limit=200)
        found = faults({key: value for key, value in document.items() if key in ("type", "features")})
        # Files of ours have a bbox for each feature; RFC 7946 leaves it free.
        assert not [fault for fault in found if not fault.endswith("no bbox")]


@requirement("oas30/oas-definition-1", "oas30/oas-definition-2")
def check_description_is_openapi(asked: Client) -> None:
    document = asked.json("openapi")
    assert document["openapi"].startswith("3.0.")
    assert document["info"]["title"]
    operations = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(operations) == len(set(operations))
    # It stands by itself: on a closed network nothing else can be fetched.
    references = re.findall(r'"\$ref": "([^"]+)"', json.dumps(document))
    assert references
    assert all(one.startswith("#/components/schemas/") for one in references)
    assert {one.rsplit("/", 1)[1] for one in references} <= set(document["components"]["schemas"])


@requirement("oas30/oas-impl")
def check_answers_are_as_described(asked: Client) -> None:
    document = asked.json("openapi")
    for path, described in document["paths"].items():
        feature_id = asked.ids(path.split("/")[2], limit=1)[0] if "{" in path else ""
        response = asked.get(f"/ogc{path.format(featureId=feature_id)}".rstrip("/"))
        content = described["get"]["responses"]["200"]["content"]
        assert response.mimetype in {media_type.split(";")[0] for media_type in content}
        reference = content[response.headers["Content-Type"]]["schema"]["$ref"]
        schema = {"$ref": reference, "components": _as_json_schema(document["components"])}
        jsonschema.validate(response.json, schema)


def _as_json_schema(value: Any) -> Any:
    """OpenAPI 3.0 writes nullable where JSON Schema names a second type."""
    if isinstance(value, list):
        return [_as_json_schema(one) for one in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _as_json_schema(one) for key, one in value.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if value.get("nullable") else plain


@requirement("oas30/completeness", "oas30/exception-codes")
def check_description_is_whole(asked: Client) -> None:
    document = asked.json("openapi")
    names = [one["id"] for one in asked.json("collections")["collections"]]
    endings = ("", "/queryables", "/schema", "/items", "/items/{featureId}")
    expected = {f"/collections/{name}{ending}" for name in names for ending in endings}
    assert set(document["paths"]) == expected | {"/", "/conformance", "/openapi", "/collections"}
    for described in document["paths"].values():
        assert {"200", "400", "404"} <= set(described["get"]["responses"])


@requirement("oas30/security")
def check_nothing_is_locked(asked: Client) -> None:
    assert "securitySchemes" not in asked.json("openapi")["components"]


# ------------------------------------------------------------------ pages


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_page_keeps_the_rules_of_pages(example: JudgingClient, example_app: Flask, language: str) -> None:
    first = Client(example_app).ids("parks", limit=1)[0]
    paths = ["/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/parks", "/ogc/collections/parks/queryables"]
    paths += ["/ogc/collections/parks/schema", "/ogc/collections/parks/items", f"/ogc/collections/parks/items/{first}"]
    for path in paths:
        page = example.page(f"{path}?f=html&dil={language}", language=language)
        twin = page.root.one("nav", class_="languages").one("a").attributes["href"]
        other = "en" if language == "tr" else "tr"
        assert example.page(twin, language=other).root.one("h1").text != ""
    wrong = example.page(f"/ogc/collections/nothing?f=html&dil={language}", status=404, language=language)
    assert ("No collection" in wrong.text) == (language == "en")


def test_pages_of_items_lead_on_and_back(example: JudgingClient) -> None:
    page = example.page("/ogc/collections/buildings/items?f=html&limit=40")
    pages = page.root.one("nav", class_="pages")
    following = example.page(pages.one("a", rel="next").attributes["href"])
    assert following.root.one("nav", class_="pages").one("a", rel="prev").attributes["href"].startswith("/ogc/")
    rows = [page.root.one("tbody").all("tr"), following.root.one("tbody").all("tr")]
    assert len(rows[0]) == 40
    assert rows[0][0].one("th").text != rows[1][0].one("th").text
