"""A synthetic municipality of 1,000 neighbourhoods with every layer: made, written, imported, its atlas. Oracle: its truth."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geo.synthetic.municipality import make_municipality
from geo.synthetic.town import Size
from layers.ornek import FOLDER, TRUTH, write_example

SIZE = Size(neighbourhoods=1_000, zones=20_000)
SEED = 1


def mahalle(workspace: Path, *words: object) -> tuple[float, str]:
    """Wall time of one command, and what it printed."""
    command = [sys.executable, "-m", "mahalle", "-w", str(workspace), *map(str, words)]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, done.stdout


def main() -> None:
    """Print seconds by phase; stop if the atlas does not have the people that there are."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        made = make_municipality(SIZE, SEED)
        in_memory = time.perf_counter() - start
        write_example(made, Path(folder) / "files")
        written = time.perf_counter() - start
        workspace = Path(folder) / "workspace"
        words = ("--neighbourhoods", SIZE.neighbourhoods, "--zones", SIZE.zones, "--seed", SEED)
        imported, _ = mahalle(workspace, "example", *words)
        asked, printed = mahalle(workspace, "atlas", "--format", "json")
        truth = json.loads((workspace / FOLDER / TRUTH).read_text(encoding="utf-8"))
    rows = json.loads(printed)
    assert len(rows) == SIZE.neighbourhoods
    assert sum(row["population_2025"] for row in rows) == truth["population_total"]["2025"]
    print(f"example, {SIZE.neighbourhoods} neighbourhoods, {sum(truth['rows'].values())} rows in {len(truth['rows'])} layers:")
    print(f"made {in_memory:.1f} s, with its files {written:.1f} s, with all imports {imported:.1f} s; atlas {asked:.1f} s")


if __name__ == "__main__":
    main()
