"""Points by neighbourhood: 1,000,000 points, 1,000 neighbourhoods, exact. Rivals: geopandas' sjoin and SedonaDB."""

import statistics
import time
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import sedonadb
import shapely

from geo.join import NeighbourhoodIndex

POINTS, NEIGHBOURHOODS, SIDE_M, RUNS = 1_000_000, 1000, 50_000.0, 5


def neighbourhoods() -> gpd.GeoDataFrame:
    """Cells with winding borders of some 130 vertices each, without gaps."""
    random = np.random.default_rng(1)
    hull = shapely.box(0, 0, SIDE_M, SIDE_M)
    centres = shapely.multipoints(random.uniform(0, SIDE_M, (NEIGHBOURHOODS, 2)))
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(centres, extend_to=hull)), hull)
    winding = shapely.transform(
        shapely.segmentize(cells, 50.0), lambda xy: xy + 20 * np.column_stack([np.sin(xy[:, 1] / 37), np.cos(xy[:, 0] / 41)])
    )
    return gpd.GeoDataFrame({"place": range(NEIGHBOURHOODS)}, geometry=winding, crs=5256)


def timed(work: Callable[[], object]) -> float:
    """Median seconds of a few runs, after one that warms up."""
    work()
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    """Print the three times; stop if they do not agree on every neighbourhood's count."""
    shapes = neighbourhoods()
    x, y = np.random.default_rng(2).uniform(0, SIDE_M, (2, POINTS))
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=5256)
    index = NeighbourhoodIndex(shapes)
    found = index.locate(points)
    ours = timed(lambda: index.locate(points))
    built = timed(lambda: NeighbourhoodIndex(shapes))
    joined = gpd.sjoin(points, shapes, predicate="within")
    assert np.array_equal(np.bincount(found[found >= 0], minlength=NEIGHBOURHOODS), joined["place"].value_counts().sort_index())
    sjoin = timed(lambda: gpd.sjoin(points, shapes, predicate="within"))
    context = sedonadb.connect()
    context.create_data_frame(points).to_memtable().to_view("points")
    context.create_data_frame(shapes).to_memtable().to_view("neighbourhoods")
    query = (
        "SELECT n.place, count(*) AS people FROM points p JOIN neighbourhoods n ON ST_Within(p.geometry, n.geometry) "
        "GROUP BY n.place ORDER BY n.place"
    )
    counted = context.sql(query).to_pandas()
    assert np.array_equal(counted["people"], joined["place"].value_counts().sort_index())
    sedona = timed(lambda: context.sql(query).to_pandas())
    print(f"{POINTS:,} points, {NEIGHBOURHOODS:,} neighbourhoods: {ours:.2f} s warm (index {built:.2f} s)")
    print(f"geopandas sjoin {sjoin:.2f} s = {sjoin / ours:.1f} x; SedonaDB {sedona:.2f} s = {sedona / ours:.1f} x")


if __name__ == "__main__":
    main()
