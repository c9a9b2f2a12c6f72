"""A hundred thousand zones of a plan imported as a planner types it. Rival: geopandas reads, validates, writes them."""

import json
import statistics
import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from import_polygons import MAHALLE, RIVAL, ROOT, RUNS, SIDE, measured

BOUNDARIES = ROOT / "data" / "boundaries" / "defne.geojson"
USES = np.array(["MEVCUT KONUT", "TİCARET", "PARK-YEŞİL", "EĞİTİM", "BİLİNMEYEN"])
NAMES = np.array(["Tavla", "Harbiye", "Çekmece", "Akdeniz"])


def zones() -> gpd.GeoDataFrame:
    """Squares side by side over Defne with what an implementation plan says of each; one use in five is unknown."""
    place = np.arange(SIDE * SIDE)
    west, east = (36.04 + (place % SIDE + step) * 0.0004 for step in (0, 1))
    south, north = (36.06 + (place // SIDE + step) * 0.0004 for step in (0, 1))
    attributes = {
        "PLAN_OLCEGI": "1/1000",
        "MAHALLE": NAMES[place % len(NAMES)],
        "FONKSIYON": USES[place % len(USES)],
        "ALAN": (place % 97) * 10 + 0.5,
        "EMSAL": (place % 20) / 10,
        "KAT_ADEDI": place % 8,
        "ONAY_TARIHI": "06.02.2024",
        "DURUM": "Onaylı",
    }
    return gpd.GeoDataFrame(attributes, geometry=shapely.box(west, south, east, north), crs=4326)


def main() -> None:
    """Print medians; stop if a zone is missing or the unknown use is not told once, with its number of rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "imar.gpkg"
        zones().to_file(file)
        ours, rival = [], []
        for run in range(RUNS):
            workspace = str(Path(folder) / f"w{run}")
            measured(*MAHALLE, "-w", workspace, "init", "İmar", "--province", "Hatay", "--district", "Defne")
            measured(*MAHALLE, "-w", workspace, "import", "boundaries", str(BOUNDARIES), "--source", "sketch")
            ours.append(measured(*MAHALLE, "-w", workspace, "import", "zoning", str(file), "--format", "json"))
            answer = json.loads(ours[-1][3])
            assert answer["rows_stored"] == answer["rows_in"] == SIDE * SIDE
            assert [issue["old"] for issue in answer["issues"] if issue["kind"] == "unknown-code"] == ["BİLİNMEYEN"]
            rival.append(measured(sys.executable, "-c", RIVAL, str(file), str(Path(folder) / f"copy{run}.gpkg")))
        (elapsed_s, cpu_s, peak_mb), (plain_s, _, plain_mb) = (
            [statistics.median(run[place] for run in runs) for place in range(3)] for runs in (ours, rival)
        )
        print(f"import of {SIDE * SIDE:,} zones: {elapsed_s:.1f} s ({cpu_s:.1f} s of processor), {peak_mb:.0f} MB")
        print(f"geopandas alone: {plain_s:.1f} s, {plain_mb:.0f} MB (ratio {elapsed_s / plain_s:.1f})")


if __name__ == "__main__":
    main()
