"""All 37 cards of Defne as PDF: the whole process, as a planner types it. The claim: under 60 s. No rival sets such a card."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
ROOT = Path(__file__).parents[1]
MOST_SECONDS = 60.0


def main() -> None:
    """Print the median and the time a card takes; stop if a card is missing or is no PDF."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(Path(folder) / "workspace")
        command = [sys.executable, "-m", "mahalle", "-w", workspace]
        subprocess.run([*command, "demo", "--no-serve"], check=True, capture_output=True, cwd=ROOT)
        taken = []
        for run in range(RUNS + 1):
            out = Path(folder) / f"cards-{run}"
            start = time.perf_counter()
            subprocess.run([*command, "report", "neighbourhoods", str(out)], check=True, capture_output=True, cwd=ROOT)
            taken.append(time.perf_counter() - start)
            files = list(out.iterdir())
            assert len(files) == 37
            assert all(file.read_bytes().startswith(b"%PDF") for file in files)
        median = statistics.median(taken[1:])
        assert median < MOST_SECONDS
        print(f"37 cards: {median:.1f} s, {1000 * median / 37:.0f} ms a card")


if __name__ == "__main__":
    main()
