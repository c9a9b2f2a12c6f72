"""The first page: what it costs once a revision and when it is kept, and the bytes that cross the network.

Rival: the same map written by plain folium. `python benchmarks/first_page.py WORKSPACE` measures a workspace that is there.
"""

import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path

import folium

from geo.synthetic.town import Size
from layers.atlas import build_atlas
from layers.demo import build_demo
from layers.ornek import build_example
from layers.workspace import Workspace, open_workspace
from web import create_app

RUNS = 20
COMPRESSED = {"Accept-Encoding": "br, gzip"}


def measure(title: str, workspace: Workspace) -> None:
    """Print time and weight; stop if the page lacks a neighbourhood."""
    client = create_app(workspace.path).test_client()
    start = time.process_time()
    page = client.get("/").get_data(as_text=True)
    first_s = time.process_time() - start
    atlas = build_atlas(workspace)
    start = time.process_time()
    assert client.get(f"/?son={atlas.years[-1]}").status_code == 200
    other_s = time.process_time() - start
    for name in atlas.neighbourhoods["name"]:
        assert name in page, name
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        response = client.get("/", headers=COMPRESSED)
        times.append(time.perf_counter() - start)
    rival = folium.Map()
    folium.GeoJson(atlas.neighbourhoods[["name", "geometry"]].to_json(), tooltip=folium.GeoJsonTooltip(["name"])).add_to(rival)
    plain = gzip.compress(rival.get_root().render().encode())
    print(f"{title}: {len(atlas.neighbourhoods)} neighbourhoods")
    print(f"  / once a revision: {first_s:.1f} s of processor; another year after it: {other_s:.1f} s")
    print(f"  / kept: {1000 * statistics.median(times):.0f} ms on the server; page {len(response.data) / 1000:.0f} kB compressed")
    print(f"  plain folium: {len(plain) / 1000:.0f} kB, without table, legend or classes, and its scripts from other hosts")


def main() -> None:
    """Measure the demo and a municipality of 1,000 neighbourhoods, or the workspaces that are named."""
    if sys.argv[1:]:
        for path in sys.argv[1:]:
            measure(path, open_workspace(Path(path)))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure("Defne", build_demo(Path(folder) / "demo")[0])
        measure("örnek", build_example(Path(folder) / "example", Size(1000, 20_000), seed=1)[0])


if __name__ == "__main__":
    main()
