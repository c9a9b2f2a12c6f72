"""pygeoapi behind our pages: it writes the landing page, the descriptions of collections and their schemas.

What it writes of itself is kept only where this server answers it: pygeoapi links to processes, jobs and tiles that are not here.
docs/adr/0017-ogc.md says what is ours and why. Import this only when somebody asks: it loads in a third of a second.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from pygeoapi.api import API, APIRequest, describe_collections, get_collection_schema, landing_page
from pygeoapi.api.itemtypes import get_collection_queryables
from pygeoapi.provider.base import BaseProvider

from geo.issues import Language, Words
from web.features.crs import CRS84_URI, Crs
from web.features.parameters import property_schema
from web.features.served import GEOMETRY, Profile

_OGC: Final = "http://www.opengis.net/def/rel/ogc/1.0"
# The links that this server answers, and what they lead to.
_LINKS: Final[Mapping[str, Words]] = {
    "self": Words("Bu belge", "This document"),
    "alternate": Words("Bu belge başka bir biçimde", "This document in another format"),
    "root": Words("Giriş sayfası", "The landing page"),
    "service-desc": Words("Arayüzün tanımı (OpenAPI 3.0)", "Definition of the API (OpenAPI 3.0)"),
    "conformance": Words("Uyulan standartlar", "Conformance"),
    "data": Words("Veri kümeleri", "Collections"),
    "items": Words("Kayıtlar", "Features"),
    f"{_OGC}/queryables": Words("Süzülebilen alanlar", "Properties to choose by"),
    f"{_OGC}/schema": Words("Alanlar", "Properties"),
}
# pygeoapi takes the address of the server for a setting; ours is known when it is asked for.
_PLACEHOLDER: Final = "ogc"
_NOT_WRITTEN: Final = ("application/ld+json",)


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A collection to be described, in one language: its columns and the systems that its features are served in."""

    title: str
    description: str
    profile: Profile
    systems: tuple[Crs, ...]


class FieldsProvider(BaseProvider):  # type: ignore[misc]
    """What pygeoapi knows of a collection: its public properties. Features are written by web/features, many times as fast."""

    def __init__(self, definition: dict[str, Any]) -> None:
        super().__init__(definition)
        self._fields = deepcopy(definition["options"]["fields"])

    def get_fields(self) -> dict[str, Any]:
        """The schema of each property, by its name."""
        return dict(self._fields)


class Documents:
    """Documents about collections, in one language, with addresses below `base`, such as `http://127.0.0.1:8000/ogc`."""

    def __init__(self, base: str, title: str, described: Sequence[Described], language: Language) -> None:
        self._base, self._language = base, language
        self._described = {one.profile.name: one for one in described}
        config = _config(title, described)
        with _log_left_alone():
            self._api = API(config, {})

    def landing(self) -> dict[str, Any]:
        """The landing page."""
        document = self._ask(landing_page)
        document["links"] = self._known_links(document["links"])
        return document

    def collections(self) -> dict[str, Any]:
        """All collections."""
        document = self._ask(describe_collections)
        document["collections"] = [self._finished(one) for one in document["collections"]]
        document["links"] = self._known_links(document["links"])
        document["crs"] = [system.uri for one in list(self._described.values())[:1] for system in one.systems]
        return document

    def collection(self, name: str) -> dict[str, Any]:
        """One collection."""
        return self._finished(self._ask(describe_collections, name))

    def queryables(self, name: str) -> dict[str, Any]:
        """The properties that features can be chosen by, as JSON Schema."""
        document = self._ask(get_collection_queryables, name)
        document["$id"] = self._address(document["$id"].partition("?")[0])
        profile = self._described[name].profile
        fields = _fields(profile, self._language)
        known = {key: fields.get(key, schema) for key, schema in document["properties"].items()}
        document["properties"] = {key: schema for key, schema in known.items() if key in (*profile.queryables, GEOMETRY)}
        return self._without_shape(document | {"additionalProperties": False}, profile)

    def schema(self, name: str) -> dict[str, Any]:
        """All properties, as JSON Schema."""
        document = self._ask(get_collection_schema, name)
        document["$id"] = self._address(document["$id"])
        profile = self._described[name].profile
        document["properties"] |= _fields(profile, self._language)
        return self._without_shape(document, profile)

    def _ask(self, answer: Any, *rest: str) -> dict[str, Any]:
        request = APIRequest(_Request({"f": "json", "lang": self._language}), self._api.locales)
        _, _, text = answer(self._api, request, *rest)
        document: dict[str, Any] = json.loads(text)
        return document

    def _finished(self, document: dict[str, Any]) -> dict[str, Any]:
        profile = self._described[document["id"]].profile
        document["links"] = self._known_links(document["links"])
        document.pop("keywords", None)
        if profile.bounds is None:
            document["extent"].pop("spatial")
        return document if document["extent"] else {key: value for key, value in document.items() if key != "extent"}

    def _known_links(self, links: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        known = [link for link in links if link["rel"] in _LINKS and link["type"] not in _NOT_WRITTEN]
        return [{**link, "href": self._address(link["href"]), "title": self._choose(_LINKS[link["rel"]])} for link in known]

    def _address(self, href: str) -> str:
        return self._base + href.removeprefix(_PLACEHOLDER)

    def _without_shape(self, document: dict[str, Any], profile: Profile) -> dict[str, Any]:
        if profile.bounds is None:
            document["properties"].pop(GEOMETRY, None)
        return document

    def _choose(self, words: Words) -> str:
        return words.en if self._language == "en" else words.tr


@dataclass(frozen=True, slots=True)
class _Request:
    """The part of a web request that pygeoapi looks at."""

    args: Mapping[str, str]
    headers: Mapping[str, str] = None  # type: ignore[assignment]
    path_info: str = ""
    data: bytes = b""

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", {})


def _config(title: str, described: Sequence[Described]) -> dict[str, Any]:
    return {
        "server": {"url": _PLACEHOLDER, "encoding": "utf-8", "languages": ["tr", "en"], "pretty_print": False, "limits": {}},
        "logging": {"level": "ERROR"},
        "metadata": {"identification": {"title": title, "description": _DESCRIPTION, "url": _PLACEHOLDER}},
        "resources": {one.profile.name: _resource(one) for one in described},
    }


_DESCRIPTION: Final = {
    "tr": "Mahalle atlası ve katmanları, OGC API - Features ile.",
    "en": "The neighbourhood atlas and its layers, as OGC API - Features.",
}


def _resource(one: Described) -> dict[str, Any]:
    profile = one.profile
    extents: dict[str, Any] = {"spatial": {"bbox": list(profile.bounds or (0.0, 0.0, 0.0, 0.0)), "crs": CRS84_URI}}
    if profile.span is not None:
        begin, end = profile.span
        extents["temporal"] = {"begin": _moment(begin), "end": _moment(end)}
    return {
        "type": "collection",
        "title": one.title,
        "description": one.description,
        "keywords": [],
        "links": [],
        "extents": extents,
        "providers": [
            {
                "type": "feature",
                "name": "web.ogc.FieldsProvider",
                "data": profile.name,
                "options": {"fields": _fields(profile, "tr")},
                "storage_crs": CRS84_URI,
                "crs": [system.uri for system in one.systems],
            }
        ],
    }


def _moment(day: str | None) -> str | None:
    return None if day is None else f"{day}T00:00:00Z"


def _fields(profile: Profile, language: Language) -> dict[str, Any]:
    """The schema of each property: its title, type, unit and codes."""
    fields: dict[str, Any] = {}
    for name, kind in profile.types.items():
        definition = profile.words[name]
        schema: dict[str, Any] = {
            "title": definition.title.en if language == "en" else definition.title.tr,
            **property_schema(kind),
        }
        if definition.unit is not None:
            schema["x-ogc-unit"] = definition.unit.en if language == "en" else definition.unit.tr
        if name in profile.codes:
            titles = [(code.code, code.title.en if language == "en" else code.title.tr) for code in profile.codes[name]]
            schema["oneOf"] = [{"const": code, "title": title} for code, title in titles]
        fields[name] = schema
    return fields


@contextmanager
def _log_left_alone() -> Iterator[None]:
    """pygeoapi sets up the log of the whole process, unless somebody has done so already."""
    root = logging.getLogger()
    stand_in = logging.NullHandler()
    root.addHandler(stand_in)
    try:
        yield
    finally:
        root.removeHandler(stand_in)
