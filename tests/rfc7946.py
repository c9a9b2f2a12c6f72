"""A validator of RFC 7946, written from its text and from nothing of this project: the oracle of the GeoJSON export."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
# Section 7.1: these may not appear in objects of another kind.
_DEFINING = {"coordinates", "geometries", "geometry", "properties", "features"}


def faults(document: Any) -> list[str]:
    """All that is not as RFC 7946 has it; an empty list for a document that is."""
    return list(_collection(document))


def _collection(document: Any) -> Iterator[str]:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        yield "not a FeatureCollection"
        return
    if "crs" in document:
        yield "4: a crs member"
    if _DEFINING & document.keys() - {"features"}:
        yield "7.1: a FeatureCollection with members of another object"
    features = document.get("features")
    if not isinstance(features, list):
        yield "3.3: features is no array"
        return
    identifiers = [feature.get("id") for feature in features if isinstance(feature, dict) and "id" in feature]
    if len(set(identifiers)) != len(identifiers):
        yield "3.2: an id stands twice"
    for feature in features:
        yield from _feature(feature)
    points = [point for feature in features for point in _points(feature.get("geometry"))]
    yield from _bbox(document, points, "FeatureCollection")


def _feature(feature: Any) -> Iterator[str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield "3.2: not a Feature"
        return
    if not {"geometry", "properties"} <= feature.keys():
        yield "3.2: a Feature without geometry or properties"
        return
    if _DEFINING & feature.keys() - {"geometry", "properties"}:
        yield "7.1: a Feature with members of another object"
    if not isinstance(feature["properties"], dict | None):
        yield "3.2: properties is no object"
    if "id" in feature and (isinstance(feature["id"], bool) or not isinstance(feature["id"], str | int | float)):
        yield "3.2: id is neither text nor number"
    if feature["geometry"] is not None:
        yield from _geometry(feature["geometry"])
    yield from _bbox(feature, list(_points(feature["geometry"])), f"Feature {feature.get('id')}")


def _geometry(geometry: Any) -> Iterator[str]:
    kind = geometry.get("type")
    if kind not in _GEOMETRIES:
        yield f"1.4: geometry type {kind}"
        return
    if _DEFINING & geometry.keys() - {"coordinates", "geometries"}:
        yield "7.1: a Geometry with members of another object"
    if kind in {"Polygon", "MultiPolygon"}:
        polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
        for polygon in polygons:
            for place, ring in enumerate(polygon):
                yield from _ring(ring, is_outer=place == 0)
    for point in _points(geometry):
        yield from _position(point)


def _ring(ring: Any, *, is_outer: bool) -> Iterator[str]:
    if len(ring) < 4:
        yield "3.1.6: a ring of fewer than four positions"
        return
    if ring[0] != ring[-1]:
        yield "3.1.6: a ring that is not closed"
    twice_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    if (twice_area > 0) != is_outer:
        yield "3.1.6: a ring against the right-hand rule"
    if any(a == b for a, b in pairwise(ring)):
        yield "a position stands twice in a row"


def _position(point: Any) -> Iterator[str]:
    if len(point) not in {2, 3} or not all(isinstance(value, int | float) and math.isfinite(value) for value in point):
        yield "3.1.1: a position that is not two or three numbers"
        return
    longitude, latitude = point[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        yield "4: not longitude and latitude in degrees"
    if any(round(value, 6) != value for value in point):
        yield "11.2: more than six decimals"


def _bbox(holder: Any, points: list[Any], what: str) -> Iterator[str]:
    if "bbox" not in holder:
        if points:
            yield f"{what}: no bbox"
        return
    if not points:
        yield f"{what}: a bbox of nothing"
        return
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    if holder["bbox"] != [min(xs), min(ys), max(xs), max(ys)]:
        yield f"5: the bbox of {what} is not west, south, east, north of its positions"


def _points(geometry: Any) -> Iterator[Any]:
    if geometry is None:
        return
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _points(part)
        return
    stack = [geometry["coordinates"]]
    while stack:
        item = stack.pop()
        if item and isinstance(item[0], int | float):
            yield item
        else:
            stack.extend(item)
