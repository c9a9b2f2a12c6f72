"""The first page: bytes that cross the network and warm server time. Rival: the same map written by plain folium."""

import gzip
import statistics
import tempfile
import time
from pathlib import Path

import folium

from layers.atlas import build_atlas
from layers.demo import build_demo
from web import create_app

RUNS = 20
COMPRESSED = {"Accept-Encoding": "br, gzip"}


def main() -> None:
    """Print weight and time; stop if the page lacks a neighbourhood."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, _ = build_demo(Path(folder) / "workspace")
        atlas = build_atlas(workspace)
        client = create_app(workspace.path).test_client()
        page = client.get("/").get_data(as_text=True)
        for name in atlas.neighbourhoods["name"]:
            assert name in page, name
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            response = client.get("/", headers=COMPRESSED)
            times.append(time.perf_counter() - start)
        rival = folium.Map()
        folium.GeoJson(atlas.neighbourhoods[["name", "geometry"]].to_json(), tooltip=folium.GeoJsonTooltip(["name"])).add_to(
            rival
        )
        plain = gzip.compress(rival.get_root().render().encode())
        ours = len(response.data)
    print(f"/ warm: {1000 * statistics.median(times):.0f} ms on the server; page {ours / 1000:.0f} kB compressed")
    print(f"plain folium: {len(plain) / 1000:.0f} kB, without table, legend or classes, and its scripts from other hosts")


if __name__ == "__main__":
    main()
