"""OGC API - Features - Part 2: Coordinate Reference Systems by Reference (18-058r1), requirement by requirement."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
from flask import Flask
from ogc import CRS84, Client, epsg
from shapely.geometry import shape

Check = Callable[[Client], None]

CHECKS: dict[str, Check] = {}
# Those that concern a height, an epoch or another list of systems have no object here.
REQUIREMENTS = {
    *("fc-md-crs-list", "fc-md-crs-list-defaultCrs", "fc-md-crs-list-global", "fc-md-storageCrs", "fc-md-storageCrs-valid-value"),
    *("crs-uri", "crs-format-model", "fc-bbox-crs-definition", "fc-bbox-crs-valid-values", "fc-bbox-crs-default-value"),
    *("fc-bbox-crs-action", "bbox-crs-exception", "fc-crs-definition", "fc-crs-valid-value", "fc-crs-default-value"),
    *("fc-crs-action", "crs-exception", "geojson", "ogc-crs-header", "ogc-crs-header-value"),
}
# The example lies in the zone of 33 degrees.
ZONE, TURKIYE = 5255, 5636
SERVED = [CRS84, epsg(4326), epsg(ZONE), epsg(TURKIYE)]


def requirement(*names: str) -> Callable[[Check], Check]:
    """Say which requirements a check is of."""

    def take(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return take


@pytest.fixture(scope="module")
def asked(example_app: Flask) -> Client:
    return Client(example_app)


@pytest.mark.parametrize("name", sorted(REQUIREMENTS))
def test_requirement_is_met(name: str, asked: Client) -> None:
    CHECKS[name](asked)


def shapes(features: list[dict[str, Any]]) -> Any:
    """The shapes of features, as they are written."""
    return np.array([shape(feature["geometry"]) for feature in features], dtype=object)


def by_proj(lonlat: Any, code: int) -> Any:
    """Shapes moved by PROJ with the axes in the order of the register, our own code left out."""
    to_there = pyproj.Transformer.from_crs(4326, code, always_xy=False)
    return shapely.transform(lonlat, lambda xy: np.column_stack(to_there.transform(xy[:, 1], xy[:, 0])))


@requirement("fc-md-crs-list", "fc-md-crs-list-defaultCrs", "crs-uri", "crs-format-model")
def check_systems_are_listed(asked: Client) -> None:
    for one in asked.json("collections")["collections"]:
        assert one["crs"] == SERVED


@requirement("fc-md-crs-list-global")
def check_systems_of_all_collections(asked: Client) -> None:
    assert asked.json("collections")["crs"] == SERVED


@requirement("fc-md-storageCrs", "fc-md-storageCrs-valid-value")
def check_storage(asked: Client) -> None:
    assert {one["storageCrs"] for one in asked.json("collections")["collections"]} == {CRS84}


@requirement("fc-crs-definition", "fc-bbox-crs-definition")
def check_parameters_are_described(asked: Client) -> None:
    paths = asked.json("openapi")["paths"]
    for path, names in (
        ("/collections/roads/items", {"crs", "bbox-crs", "filter-crs"}),
        ("/collections/roads/items/{featureId}", {"crs"}),
    ):
        found = {one["name"]: one for one in paths[path]["get"]["parameters"] if one["name"] in names}
        assert set(found) == names
        for one in found.values():
            assert (one["in"], one["required"], one["style"]) == ("query", False, "form")
            assert one["schema"] == {"type": "string", "format": "uri", "enum": SERVED}


@requirement("fc-crs-valid-value", "crs-exception")
def check_other_systems_are_refused(asked: Client) -> None:
    first = asked.ids("roads", limit=1)[0]
    for wrong in (epsg(3857), epsg(5256), "EPSG:4326", "nonsense", "", CRS84 + "h"):
        assert asked.refusal("roads", crs=wrong)["code"] == "unknown-parameter-value"
        assert asked.get(f"collections/roads/items/{first}", crs=wrong).status_code == 400


@requirement("fc-bbox-crs-valid-values", "bbox-crs-exception")
def check_boxes_in_other_systems_are_refused(asked: Client) -> None:
    for wrong in (epsg(3857), "EPSG:4326", ""):
        asked.refusal("roads", bbox="36,36,37,37", bbox_crs=wrong)
    asked.refusal("roads", bbox_crs=CRS84)


@requirement("fc-crs-default-value", "ogc-crs-header", "ogc-crs-header-value")
def check_header_says_the_system(asked: Client) -> None:
    first = asked.ids("roads", limit=1)[0]
    for path in ("collections/roads/items", f"collections/roads/items/{first}"):
        assert asked.get(path).headers["Content-Crs"] == f"<{CRS84}>"
        for uri in SERVED:
            assert asked.get(path, crs=uri).headers["Content-Crs"] == f"<{uri}>"


@requirement("fc-crs-action", "geojson")
def check_coordinates_in_each_system(asked: Client) -> None:
    for name in ("atlas", "roads", "address_points", "zoning"):
        drawn = [one for one in asked.items(name) if one["geometry"] is not None]
        lonlat = shapes(drawn)
        names = {one["id"] for one in drawn}
        for code, tolerance in ((4326, 0), (ZONE, 0.12), (TURKIYE, 0.12)):
            there = shapes([one for one in asked.items(name, crs=epsg(code)) if one["id"] in names])
            expected = shapely.get_coordinates(by_proj(lonlat, code))
            assert np.abs(shapely.get_coordinates(there) - expected).max() <= tolerance
        # Official axes: latitude and northing come first. Northings here are over 4 million, eastings half a million.
        north, east = shapely.get_coordinates(shapes(drawn[:1]))[0][::-1]
        first, second = shapely.get_coordinates(
            shapes([asked.json(f"collections/{name}/items/{drawn[0]['id']}", crs=epsg(4326))])
        )[0]
        assert (first, second) == (north, east)
        first, second = shapely.get_coordinates(
            shapes([asked.json(f"collections/{name}/items/{drawn[0]['id']}", crs=epsg(ZONE))])
        )[0]
        assert first > 4_000_000 > 1_000_000 > second
        alone = [asked.json(f"collections/{name}/items/{drawn[0]['id']}", crs=uri)["geometry"] for uri in SERVED]
        listed = [next(one for one in asked.items(name, crs=uri) if one["id"] == drawn[0]["id"])["geometry"] for uri in SERVED]
        assert alone == listed


@requirement("fc-bbox-crs-action", "fc-bbox-crs-default-value")
def check_boxes_in_each_system(asked: Client) -> None:
    west, south, east, north = shapely.total_bounds(shapes(asked.items("address_points")))
    middle = ((west + east) / 2, (south + north) / 2)
    box = shapely.box(west, south, *middle)
    expected = asked.ids("address_points", bbox=",".join(map(repr, map(float, box.bounds))))
    assert 0 < len(expected) < len(asked.ids("address_points"))
    for code in (4326, ZONE, TURKIYE):
        points = asked.items("address_points", crs=epsg(code))
        places = shapely.get_coordinates(shapes(points))
        quarter = places[[one["id"] in set(expected) for one in points]]
        margin = 1e-6 if code == 4326 else 0.1
        low, high = quarter.min(axis=0) - margin, quarter.max(axis=0) + margin
        inside = ((places >= low) & (places <= high)).all(axis=1)
        text = f"{low[0]},{low[1]},{high[0]},{high[1]}"
        found = asked.ids("address_points", bbox=text, bbox_crs=epsg(code))
        assert found == [one["id"] for one, is_inside in zip(points, inside, strict=True) if is_inside]
        assert set(expected) <= set(found)
        # In the wrong order of axes it lies elsewhere.
        swapped = f"{low[1]},{low[0]},{high[1]},{high[0]}"
        assert asked.ids("address_points", bbox=swapped, bbox_crs=epsg(code)) == []


@pytest.mark.parametrize("far", ["1e154", "1e300", "-1e12", "1e9999"])
def test_places_that_are_nowhere_are_refused(asked: Client, far: str) -> None:
    # Found by schemathesis: GEOS counts with squares.
    for code in (None, 4326, ZONE, TURKIYE):
        crs = {} if code is None else {"bbox_crs": epsg(code)}
        box = f"0,0,0,{far}" if not far.startswith("-") else f"0,{far},0,0"
        asked.refusal("roads", bbox=box, **crs)
        asked.refusal("roads", bbox=f"{far.removeprefix('-')},0,0,0", **crs)
        crs = {} if code is None else {"filter_crs": epsg(code)}
        for text in (f"LINESTRING(0 0, 0 {far})", f"POINT({far} {far})"):
            asked.refusal("roads", filter=f"S_INTERSECTS(geometry, {text})", **crs)


@pytest.mark.parametrize("near", ["5e-324", "1e-200", "0", "1e8"])
def test_boxes_of_any_size_are_answered(asked: Client, near: str) -> None:
    for code in (4326, ZONE, TURKIYE):
        assert asked.get("collections/roads/items", bbox=f"0,0,{near},{near}", bbox_crs=epsg(code)).status_code in (200, 400)
        text = f"S_INTERSECTS(geometry, LINESTRING(0 0, {near} {near}))"
        assert asked.get("collections/roads/items", filter=text, filter_crs=epsg(code)).status_code in (200, 400)


def test_filters_speak_any_system(asked: Client) -> None:
    area = asked.items("zoning", limit=1, crs=epsg(ZONE))[0]["geometry"]
    wkt = shape(area).envelope.wkt
    there = asked.ids("zoning", filter=f"S_INTERSECTS(geometry, {wkt})", filter_crs=epsg(ZONE))
    here = shape(asked.items("zoning", limit=1)[0]["geometry"]).envelope.wkt
    assert set(there) == set(asked.ids("zoning", filter=f"S_INTERSECTS(geometry, {here})"))
    assert asked.refusal("zoning", filter="far > 1", filter_crs=epsg(3857))["code"] == "unknown-parameter-value"
