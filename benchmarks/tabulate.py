"""Area of 100,000 zones by land use and neighbourhood, totals conserved. Rivals: `geopandas.overlay` and tobler.

Each contender runs in a process of its own on the same two files; the parent holds the tables against each other to 1e-6.
"ours" gives the table that the rivals give; "accounted" is `tabulate` itself, which also finds what overlaps, what no zone covers
and what lies outside: neither rival tells.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.measurable import require_polygons
from geo.overlay_areas import shared_areas
from geo.tabulate import M2_PER_HA, tabulate, zone_side

RUNS = 5
SIDE_M, ORIGIN = 32_000.0, np.array([500_000.0, 4_000_000.0])
ZONES, NEIGHBOURHOODS, LAND_USES = 100_000, 1_000, 20


def mosaic(count: int, *, seed: int, step_m: float, waves_m: dict[float, float]) -> np.ndarray:
    """A coverage of the square: Voronoi cells with a vertex each `step_m`, their common borders bent by sums of waves."""
    side = int(np.ceil(np.sqrt(count)))
    column, row = np.divmod(np.arange(count), side)
    jitter = np.random.default_rng(seed).uniform(0.1, 0.9, (count, 2))
    sites = ORIGIN + (np.column_stack([row, column]) + jitter) * SIDE_M / side
    area = shapely.box(*ORIGIN, *(ORIGIN + SIDE_M))
    edges = shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=area, only_edges=True)
    lines = shapely.union_all([shapely.intersection(edges, area), area.exterior])

    def bent(xy: np.ndarray) -> np.ndarray:
        moved = xy.copy()
        for length, height in waves_m.items():
            turn = 2 * np.pi * (xy - ORIGIN) / length
            moved += height * np.column_stack([np.sin(turn[:, 1]), np.sin(turn[:, 0] + 1)])
        return moved

    return shapely.get_parts(shapely.polygonize([shapely.transform(shapely.segmentize(lines, step_m), bent)]))


def write_data(folder: Path) -> None:
    """Blocks of about a hectare with streets of 8 m between them; neighbourhoods of about 1 km2 with some 340 vertices each.

    The neighbourhoods come twice: with common borders that are the same on both sides, and each drawn by hand, 5 cm off.
    """
    blocks = shapely.buffer(mosaic(ZONES, seed=1, step_m=30, waves_m={900: 15}), -4, join_style="mitre")
    zones = gpd.GeoDataFrame(geometry=shapely.get_parts(blocks), crs=5256)
    zones["land_use"] = [f"use {k:02}" for k in np.random.default_rng(3).integers(0, LAND_USES, len(zones))]
    zones.to_parquet(folder / "zones.parquet")
    cells = mosaic(NEIGHBOURHOODS, seed=2, step_m=12, waves_m={2300: 60, 700: 25, 190: 8})
    clean = gpd.GeoDataFrame({"id": [f"{k:06}" for k in range(len(cells))]}, geometry=cells, crs=5256)
    clean.to_parquet(folder / "clean.parquet")
    angle = np.random.default_rng(4).uniform(0, 2 * np.pi, len(clean))
    shift = 0.05 * np.column_stack([np.cos(angle), np.sin(angle)])
    off = [shapely.transform(cell, lambda xy, by=by: xy + by) for cell, by in zip(cells, shift, strict=True)]
    clean.set_geometry(off, crs=5256).to_parquet(folder / "hand-drawn.parquet")


def accounted(zones: gpd.GeoDataFrame, neighbourhoods: gpd.GeoDataFrame) -> pd.DataFrame:
    """Ours with everything: the table, overlaps, gaps and what lies outside."""
    table = tabulate(zones, neighbourhoods.set_index("id"))
    assert not table.issues
    return table.area_ha * M2_PER_HA


def ours(zones: gpd.GeoDataFrame, neighbourhoods: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table only, as the rivals give it: the areas that `tabulate` is made of, after its checks of the shapes."""
    side, _ = zone_side(zones, "land_use", None, what="zones")
    shared = shared_areas(side.shapes, require_polygons(neighbourhoods, what="neighbourhoods"))
    shape = (len(neighbourhoods), len(side.labels))
    cell = np.ravel_multi_index((shared.second, side.label_of[shared.first]), shape)
    area_m2 = np.bincount(cell, shared.area_m2, shape[0] * shape[1]).reshape(shape)
    return pd.DataFrame(area_m2, index=pd.Index(neighbourhoods["id"]), columns=side.labels)


def overlay(zones: gpd.GeoDataFrame, neighbourhoods: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table only."""
    pieces = gpd.overlay(zones, neighbourhoods, how="intersection")
    return pieces.assign(area_m2=pieces.area).pivot_table(index="id", columns="land_use", values="area_m2", aggfunc="sum")


def tobler(zones: gpd.GeoDataFrame, neighbourhoods: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table only, in single precision."""
    from tobler.area_weighted import area_interpolate

    found = area_interpolate(
        zones, neighbourhoods.set_index("id"), categorical_variables=["land_use"], categorical_frequency=False
    )
    return found.drop(columns="geometry").rename(columns=lambda name: name.removeprefix("land_use_"))


CONTENDERS: dict[str, Callable[[gpd.GeoDataFrame, gpd.GeoDataFrame], pd.DataFrame]] = {
    "ours": ours,
    "accounted": accounted,
    "overlay": overlay,
    "tobler": tobler,
}


def memory_mb(what: str) -> float:
    """VmRSS: what this process holds now; VmHWM: the most it has held since `run` cleared the mark."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{what}:")[1].split()[0]) / 1000


def run(name: str, folder: Path, borders: str) -> None:
    """One contender: its table to a file, its time and memory to stdout."""
    zones, neighbourhoods = gpd.read_parquet(folder / "zones.parquet"), gpd.read_parquet(folder / f"{borders}.parquet")
    # The first call loads libraries; it is not what is measured.
    CONTENDERS[name](zones.iloc[:50], neighbourhoods)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before_mb, start, cpu = memory_mb("VmRSS"), time.perf_counter(), time.process_time()
    table = CONTENDERS[name](zones, neighbourhoods)
    figures = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "mb": memory_mb("VmHWM") - before_mb}
    table.sort_index().sort_index(axis=1).to_parquet(folder / f"{name}.table.parquet")
    print(json.dumps(figures))


def measure(folder: Path, borders: str) -> None:
    """Print medians and ratios; stop if the tables differ."""
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(RUNS):
        # In turns, so that a busy moment of the machine falls on all of them.
        for name, found in figures.items():
            command = [sys.executable, __file__, "run", name, str(folder), borders]
            found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    tables = {name: pd.read_parquet(folder / f"{name}.table.parquet") for name in CONTENDERS}
    for name in ("accounted", "overlay", "tobler"):
        other = tables[name].reindex_like(tables["ours"]).fillna(0)
        # A square centimetre in a cell is less than single precision can tell apart beside hectares.
        assert np.allclose(tables["ours"], other, rtol=1e-6, atol=1e-2), f"{name} gives another table"
    median = {name: {key: statistics.median(row[key] for row in found) for key in found[0]} for name, found in figures.items()}
    print(f"{ZONES:,} zones by {NEIGHBOURHOODS:,} neighbourhoods, borders {borders}:")
    for name, of in median.items():
        times = "" if name == "ours" else f", {of['seconds'] / median['ours']['seconds']:.1f} × ours"
        print(f"  {name:9} {of['seconds']:.2f} s (processor {of['cpu']:.2f} s), {of['mb']:.0f} MB more{times}")


def main() -> None:
    """Both kinds of borders."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, __file__, "data", name], check=True)
        for borders in ("clean", "hand-drawn"):
            measure(Path(name), borders)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["run", name, folder, borders]:
            run(name, Path(folder), borders)
        case ["data", folder]:
            write_data(Path(folder))
        case _:
            main()
