"""A town of two square neighbourhoods with round numbers, whose answers a planner can work out on paper."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from workspaces import done, make, run, take

from layers.source_files import write_source
from layers.workspace import open_workspace

X, Y, CRS = 510_000.0, 4_007_000.0, 5256


def box(x: float, y: float, width: float, height: float | None = None) -> shapely.Polygon:
    """A rectangle by its south-west corner, metres of the town."""
    return shapely.box(X + x, Y + y, X + x + width, Y + y + (width if height is None else height))


def rows(columns: Mapping[str, object], shapes: Sequence[object]) -> gpd.GeoDataFrame:
    """Rows of a layer with their shapes."""
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=list(shapes), crs=CRS)


def multi(shapes: Sequence[shapely.Polygon | None]) -> list[shapely.MultiPolygon | None]:
    """Areas as the layers of areas take them."""
    return [None if shape is None else shapely.MultiPolygon([shape]) for shape in shapes]


def lay(folder: Path, layer: str, frame: pd.DataFrame, *, suffix: str | None = None) -> None:
    """Import rows into a layer by a file, as a user would."""
    spec = open_workspace(folder).layer(layer)
    name = suffix or (".gpkg" if isinstance(frame, gpd.GeoDataFrame) else ".tsv")
    file = folder / f"{layer}{name}"
    write_source(spec, frame, file)
    done(take(folder, layer, file))


def small_town(folder: Path) -> Path:
    """Doğu and Batı, a kilometre square each, 400 and 600 people at five addresses, 200 at each; no roads.

    Batı (0 to 1000 m): addresses at (100, 100), (560, 100), (900, 900). Doğu (1000 to 2000 m): (1100, 900), (1900, 100).
    """
    make(folder, province="Hatay", district="Deneme")
    boundaries = rows({"MAHALLE ADI": ["Batı", "Doğu"]}, multi([box(0, 0, 1000), box(1000, 0, 1000)]))
    boundaries.to_file(folder / "sinirlar.gpkg", driver="GPKG")
    done(take(folder, "boundaries", folder / "sinirlar.gpkg"))
    table = folder / "nufus.tsv"
    table.write_text("MAHALLE\tNÜFUS 2023\tNÜFUS 2025\nBatı\t800\t600\nDoğu\t400\t400\n", encoding="utf-8")
    done(run(folder, "import", "population", table, "--source", "tuik"))
    homes = [(100, 100), (560, 100), (900, 900), (1100, 900), (1900, 100)]
    points = rows(
        {
            "neighbourhood_name": ["Batı"] * 3 + ["Doğu"] * 2,
            "street": "Uzun Sokak",
            "door_no": [str(number) for number in range(1, 6)],
        },
        [shapely.Point(X + x, Y + y) for x, y in homes],
    )
    lay(folder, "address_points", points)
    return folder
