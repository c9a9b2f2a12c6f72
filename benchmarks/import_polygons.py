"""A hundred thousand polygons imported as a planner types it: time and memory. Rival: geopandas reads, validates, writes them."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

RUNS = 3
SIDE = 317
ROOT = Path(__file__).parents[1]
MAHALLE = (sys.executable, "-m", "mahalle")
RIVAL = (
    "import sys, geopandas as gpd, shapely\n"
    "squares = gpd.read_file(sys.argv[1])\n"
    "assert shapely.coverage_is_valid(squares.geometry.array)\n"
    "squares.to_file(sys.argv[2])"
)


def squares() -> gpd.GeoDataFrame:
    """Squares side by side in degrees, each with a code and a name of its own."""
    place = np.arange(SIDE * SIDE)
    x, y = 36 + place % SIDE * 0.002, 36 + place // SIDE * 0.002
    attributes = {"KOD": place.astype(str), "MAHALLE": [f"Mahalle {number}" for number in place], "İLÇE": "Defne"}
    # The same sums on both sides of a border, so that neighbours share it to the last digit.
    east, north = 36 + (place % SIDE + 1) * 0.002, 36 + (place // SIDE + 1) * 0.002
    return gpd.GeoDataFrame(attributes, geometry=shapely.box(x, y, east, north), crs=4326)


def memory_mb(process: int) -> float:
    """What a process and those it started hold together now, shared pages counted once (Linux)."""
    kilobytes, waiting = 0, [process]
    while waiting:
        number = waiting.pop()
        try:
            lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for thread in os.listdir(f"/proc/{number}/task"):
                waiting += map(int, Path(f"/proc/{number}/task/{thread}/children").read_text().split())
        except OSError:
            # It ended meanwhile.
            continue
    return kilobytes / 1024


def measured(*command: str) -> tuple[float, float, float, str]:
    """Elapsed and processor seconds of a command with all it starts, its peak of memory in MB, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, peak_mb = time.perf_counter(), 0.0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:

        def watch() -> None:
            nonlocal peak_mb
            while process.poll() is None:
                peak_mb = max(peak_mb, memory_mb(process.pid))
                time.sleep(0.1)

        watcher = threading.Thread(target=watch)
        watcher.start()
        printed = process.stdout.read() if process.stdout is not None else ""
        process.wait()
        elapsed_s = time.perf_counter() - start
        watcher.join()
    assert process.returncode == 0, command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak_mb, printed


def main() -> None:
    """Print medians for two formats; stop if a square is missing or anything was found wrong with them."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("gpkg", "geojson"):
            file = Path(folder) / f"squares.{suffix}"
            squares().to_file(file)
            ours, rival = [], []
            for run in range(RUNS):
                workspace = str(Path(folder) / f"{suffix}{run}")
                measured(*MAHALLE, "-w", workspace, "init", "Kareler", "--province", "Hatay")
                ours.append(measured(*MAHALLE, "-w", workspace, "import", "boundaries", str(file), "--format", "json"))
                answer = json.loads(ours[-1][3])
                assert answer["rows_stored"] == answer["rows_in"] == SIDE * SIDE
                assert [issue["kind"] for issue in answer["issues"]] == ["axis-order-assumed"]
                rival.append(measured(sys.executable, "-c", RIVAL, str(file), str(Path(folder) / f"copy{run}.gpkg")))
            (elapsed_s, cpu_s, peak_mb), (plain_s, _, plain_mb) = (
                [statistics.median(run[place] for run in runs) for place in range(3)] for runs in (ours, rival)
            )
            print(
                f"import of {SIDE * SIDE:,} polygons ({suffix}): {elapsed_s:.1f} s ({cpu_s:.1f} s of processor), {peak_mb:.0f} MB"
            )
            print(f"geopandas alone: {plain_s:.1f} s, {plain_mb:.0f} MB (ratio {elapsed_s / plain_s:.1f})")


if __name__ == "__main__":
    main()
