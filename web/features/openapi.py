"""The API described as OpenAPI 3.0, made of the same table that questions are checked by. It refers to nothing elsewhere.

Source
    OGC 17-069r4 (OGC API - Features - Part 1: Core), clause 9, requirements class OpenAPI 3.0; 18-058r1 (Part 2).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from geo.issues import Language, Words
from web.features.parameters import EVERYWHERE, ONLY_JSON, Parameter, item_parameters, items_parameters
from web.features.served import Profile
from web.i18n import Speech

MEDIA_TYPE: Final = "application/vnd.oai.openapi+json;version=3.0"
CONFORMANCE: Final = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
)

_GEOJSON, _JSON, _HTML, _SCHEMA = "application/geo+json", "application/json", "text/html", "application/schema+json"
_ERRORS: Final[Mapping[str, Words]] = {
    "400": Words("Adres anlaşılmadı", "The address was not understood"),
    "404": Words("Böyle bir şey yok", "There is no such thing"),
}
_OBJECT: Final = {"type": "object"}
_LINK: Final = {
    "type": "object",
    "required": ["href", "rel"],
    "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title", "hreflang")},
}
_GEOMETRY: Final = {
    "type": "object",
    "nullable": True,
    "required": ["type"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [
                *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
                "GeometryCollection",
            ],
        },
        "coordinates": {"type": "array", "items": {}},
        "geometries": {"type": "array", "items": _OBJECT},
    },
}


def describe(
    base: str, title: str, profiles: Sequence[tuple[Profile, Words]], uris: Sequence[str], speech: Speech
) -> dict[str, Any]:
    """The description of the API.

    Parameters
        base: the address below which it answers.
        profiles: the collections, each with its title.
        uris: the coordinate systems that features are served in.
    """
    writer = _Writer(speech.code)
    paths: dict[str, Any] = {
        "/": writer.path("getLandingPage", Words("Giriş sayfası", "Landing page"), EVERYWHERE, (_JSON, "landingPage")),
        "/conformance": writer.path(
            "getConformance", Words("Uyulan standartlar", "Conformance"), EVERYWHERE, (_JSON, "conformance")
        ),
        "/openapi": writer.path("getDescription", Words("Bu tanım", "This description"), ONLY_JSON, (MEDIA_TYPE, "anything")),
        "/collections": writer.path("getCollections", Words("Veri kümeleri", "Collections"), EVERYWHERE, (_JSON, "collections")),
    }
    for profile, name in profiles:
        paths |= writer.collection(profile, name, uris)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1.0.0", "description": speech.choose(*_ABOUT)},
        "servers": [{"url": base}],
        "tags": [{"name": profile.name, "description": speech.choose(name.tr, name.en)} for profile, name in profiles],
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }


_ABOUT: Final = (
    "Mahalle atlası ve katmanları, OGC API - Features ile. Yalnız okunur.",
    "The neighbourhood atlas and its layers as OGC API - Features. Read only.",
)
_LINKS: Final = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_FEATURE: Final = {
    "type": "object",
    "required": ["type", "id", "properties", "geometry"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "properties": _OBJECT,
        "geometry": {"$ref": "#/components/schemas/geometry"},
        "links": _LINKS,
    },
}
_COLLECTION: Final = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "links": _LINKS,
        "extent": _OBJECT,
        "itemType": {"type": "string"},
        "crs": {"type": "array", "items": {"type": "string"}},
        "storageCrs": {"type": "string"},
    },
}
_SCHEMAS: Final[Mapping[str, Any]] = {
    "anything": _OBJECT,
    "link": _LINK,
    "geometry": _GEOMETRY,
    "feature": _FEATURE,
    "features": {
        "type": "object",
        "required": ["type", "features", "links", "numberMatched", "numberReturned"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
            "links": _LINKS,
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    },
    "collection": _COLLECTION,
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {"links": _LINKS, "collections": {"type": "array", "items": {"$ref": "#/components/schemas/collection"}}},
    },
    "conformance": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
    },
    "landingPage": {"type": "object", "required": ["links"], "properties": {"links": _LINKS}},
    "exception": {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "description": {"type": "string"}},
    },
}


class _Writer:
    def __init__(self, language: Language) -> None:
        self._language = language

    def collection(self, profile: Profile, title: Words, uris: Sequence[str]) -> dict[str, Any]:
        name = profile.name
        start = f"/collections/{name}"
        feature_id = {
            "name": "featureId",
            "in": "path",
            "required": True,
            "description": self._choose(Words("Kaydın kimliği", "Id of the feature")),
            "schema": {"type": "string"},
        }
        item = self.path(f"getItem.{name}", title, item_parameters(uris), (_GEOJSON, "feature"), name)
        item["get"]["parameters"].insert(0, feature_id)
        return {
            start: self.path(f"getCollection.{name}", title, EVERYWHERE, (_JSON, "collection"), name),
            f"{start}/queryables": self.path(f"getQueryables.{name}", title, EVERYWHERE, (_SCHEMA, "anything"), name),
            f"{start}/schema": self.path(f"getSchema.{name}", title, EVERYWHERE, (_SCHEMA, "anything"), name),
            f"{start}/items": self.path(f"getItems.{name}", title, items_parameters(profile, uris), (_GEOJSON, "features"), name),
            f"{start}/items/{{featureId}}": item,
        }

    def path(
        self, operation: str, summary: Words, parameters: Sequence[Parameter], answer: tuple[str, str], tag: str | None = None
    ) -> dict[str, Any]:
        media_type, schema = answer
        content = {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}, _HTML: {"schema": {"type": "string"}}}
        problem = {_JSON: {"schema": {"$ref": "#/components/schemas/exception"}}, _HTML: {"schema": {"type": "string"}}}
        get: dict[str, Any] = {
            "operationId": operation,
            "summary": self._choose(summary),
            "parameters": [self._parameter(parameter) for parameter in parameters],
            "responses": {
                "200": {"description": self._choose(summary), "content": content},
                "304": {"description": self._choose(Words("Değişmedi", "Not changed"))},
                **{status: {"description": self._choose(words), "content": problem} for status, words in _ERRORS.items()},
            },
        }
        if tag is not None:
            get["tags"] = [tag]
        return {"get": get}

    def _parameter(self, parameter: Parameter) -> dict[str, Any]:
        written = {
            "name": parameter.name,
            "in": "query",
            "required": False,
            "description": self._choose(parameter.does),
            "schema": parameter.schema,
            "style": "form",
        }
        return written | {"explode": False} if parameter.listed else written

    def _choose(self, words: Words) -> str:
        return words.en if self._language == "en" else words.tr
