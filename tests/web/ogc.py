"""Asking `/ogc` in tests: documents and features as a program gets them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GEOJSON = "application/geo+json"
HYPHENS = {"bbox_crs": "bbox-crs", "filter_crs": "filter-crs", "filter_lang": "filter-lang"}


def epsg(code: int) -> str:
    """The address that OGC gives a coordinate system."""
    return f"http://www.opengis.net/def/crs/EPSG/0/{code}"


class Client:
    """A program that asks an application in this process."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, path: str, headers: Mapping[str, str] | None = None, **args: object) -> Any:
        """The bare response. Python has no names with hyphens: `bbox_crs` and its like are written with an underscore."""
        query = urlencode({HYPHENS.get(name, name): value for name, value in args.items()})
        address = path if path.startswith(("/ogc", "http")) else f"/ogc/{path}"
        return self._client.get(f"{address}?{query}" if query else address, headers=dict(headers or {}))

    def options(self, path: str) -> Any:
        """The response to a question for what is allowed."""
        return self._client.options(path)

    def json(self, path: str, status: int = 200, **args: object) -> Any:
        """A document."""
        response = self.get(path, **args)
        assert response.status_code == status, f"{path} {args}: {response.status_code} {response.text[:300]}"
        return json.loads(response.text)

    def items(self, collection: str, **args: object) -> list[dict[str, Any]]:
        """The features of one answer."""
        features: list[dict[str, Any]] = self.json(f"collections/{collection}/items", **{"limit": 10_000, **args})["features"]
        return features

    def ids(self, collection: str, **args: object) -> list[str]:
        """Their ids."""
        return [feature["id"] for feature in self.items(collection, **args)]

    def refusal(self, collection: str, **args: object) -> dict[str, str]:
        """What a wrong question to a collection is answered: always 400, with a code and a sentence."""
        document: dict[str, str] = self.json(f"collections/{collection}/items", status=400, **args)
        assert set(document) == {"code", "description"}
        assert document["description"].endswith(".")
        return document

    def pages(self, collection: str, **args: object) -> Iterator[dict[str, Any]]:
        """The answers from the first to the last, by the links that lead from one to the next."""
        document = self.json(f"collections/{collection}/items", **args)
        yield document
        while (following := link(document, "next")) is not None:
            parts = urlsplit(following)
            document = self.json(f"{parts.path}?{parts.query}")
            yield document


def link(document: Mapping[str, Any], rel: str, media_type: str | None = None) -> str | None:
    """The address that a document names for a relation; None where it names none."""
    found = [one["href"] for one in document["links"] if one["rel"] == rel and media_type in (None, one["type"])]
    return found[0] if found else None
