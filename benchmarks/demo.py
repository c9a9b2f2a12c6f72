"""The Defne demo from tables to atlas: the whole process, as a planner types it. Rival: importing its libraries alone."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
ROOT = Path(__file__).parents[1]


def seconds(*command: str) -> tuple[float, str]:
    """Wall time of one process, and what it printed."""
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return time.perf_counter() - start, done.stdout


def main() -> None:
    """Print the medians; stop if the atlas is not the right one."""
    imports = "import geopandas, pyogrio, fiona, scipy.spatial, babel, rapidfuzz, click, yaml"
    demo, rival = [], []
    for _ in range(RUNS + 1):
        with tempfile.TemporaryDirectory() as folder:
            workspace = str(Path(folder) / "workspace")
            demo.append(seconds(sys.executable, "-m", "mahalle", "-w", workspace, "demo", "--no-serve")[0])
            _, printed = seconds(sys.executable, "-m", "mahalle", "-w", workspace, "atlas", "--format", "json")
        rows = json.loads(printed)
        assert len(rows) == 37
        assert sum(row["population_2023"] for row in rows) == 142_146
        rival.append(seconds(sys.executable, "-c", imports)[0])
    ours, theirs = statistics.median(demo[1:]), statistics.median(rival[1:])
    print(f"demo --no-serve: {ours:.2f} s (imports of its libraries alone: {theirs:.2f} s, ratio {ours / theirs:.1f})")


if __name__ == "__main__":
    main()
