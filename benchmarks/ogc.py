"""One feature and 1,000 features of a layer of 1,000 and of 10,000 zones by `/ogc`. Rival: pygeoapi with its GeoJSON provider.

Ours answers through Flask, from the store; pygeoapi is called without a web framework around it, on a file of the same features.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pygeoapi.api import API, APIRequest
from pygeoapi.api.itemtypes import get_collection_item, get_collection_items
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from geo.synthetic.town import Size
from layers.export import FORMATS
from layers.ornek import build_example
from layers.outgoing.tables import layer_table
from layers.workspace import open_workspace
from web import create_app

ZONES, FEATURES, RUNS = (1_000, 10_000), 1_000, 15


def rival(file: Path) -> API:
    """pygeoapi over one GeoJSON file, asking for as many items as ours would give."""
    resource = {
        "type": "collection",
        "title": "zoning",
        "description": "zoning",
        "keywords": [],
        "links": [],
        "extents": {"spatial": {"bbox": [25, 35, 45, 43]}},
        "providers": [{"type": "feature", "name": "GeoJSON", "data": str(file), "id_field": "id"}],
    }
    limits = {"default_items": 10, "max_items": FEATURES}
    return API(
        {
            "server": {"url": "http://localhost/ogc", "languages": ["en-US"], "limits": limits},
            "logging": {"level": "ERROR"},
            "metadata": {"identification": {"title": "zoning", "description": "zoning", "url": "http://localhost"}},
            "resources": {"zoning": resource},
        },
        {},
    )


def asked(api: API, answer: Callable[..., Any], *rest: str, query: str) -> Any:
    """What pygeoapi answers, as text."""
    request = APIRequest.from_flask(Request(EnvironBuilder(query_string=query).get_environ()), api.locales)
    _, status, text = answer(api, request, "zoning", *rest)
    assert status == 200, text
    return text


def milliseconds(work: Callable[[], object]) -> float:
    """Median of some runs, after one that warms up."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def bare(feature: dict[str, Any]) -> dict[str, Any]:
    """A feature without what each server adds."""
    return {key: feature[key] for key in ("type", "id", "properties", "geometry")}


def compare(folder: Path, zones: int) -> None:
    """Print the times of a layer; stop if the two do not answer the same features."""
    workspace, _ = build_example(folder / "workspace", Size(20, zones), seed=1)
    FORMATS[".geojson"].write(layer_table(open_workspace(workspace.path), "zoning"), folder / "zoning.geojson")
    api, client = rival(folder / "zoning.geojson"), create_app(workspace.path).test_client()
    items = f"/ogc/collections/zoning/items?limit={FEATURES}"

    def ours(address: str) -> bytes:
        return client.get(address).data

    def theirs(answer: Callable[..., Any], *rest: str) -> Any:
        return asked(api, answer, *rest, query=f"limit={FEATURES}" if not rest else "")

    here, there = json.loads(ours(items))["features"], json.loads(theirs(get_collection_items))["features"]
    assert len(here) == min(FEATURES, zones)
    assert list(map(bare, here)) == list(map(bare, there))
    name = here[-1]["id"]
    item = f"/ogc/collections/zoning/items/{name}"
    assert bare(json.loads(ours(item))) == bare(json.loads(theirs(get_collection_item, name)))
    for what, one, other in (
        ("one feature", lambda: ours(item), lambda: theirs(get_collection_item, name)),
        (f"{len(here):,} features", lambda: ours(items), lambda: theirs(get_collection_items)),
    ):
        fast, slow = milliseconds(one), milliseconds(other)
        print(f"{what} of {zones:,}: {fast:.1f} ms; pygeoapi with its GeoJSON provider {slow:.0f} ms = {slow / fast:.0f} x")


def main() -> None:
    """Compare on a layer as small as the answer, and on one ten times as large."""
    for zones in ZONES:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), zones)


if __name__ == "__main__":
    main()
