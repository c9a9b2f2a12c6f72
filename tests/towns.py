"""Small towns drawn by chance: streets that bend, some of them missing, homes and facilities beside them."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
import shapes

BLOCK_M = 120.0


@dataclass(frozen=True)
class Town:
    """Roads, homes, and facilities of two kinds, one of them areas."""

    roads: gpd.GeoDataFrame
    homes: gpd.GeoDataFrame
    facilities: dict[str, gpd.GeoDataFrame]


def frame(geometry: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=geometry, crs=shapes.TM36)


def town(seed: int, *, side: int = 6, homes: int = 30, kept_ratio: float = 0.8) -> Town:
    """A grid of `side` by `side` crossings, moved about, with a share of its streets left out."""
    chance = np.random.default_rng(seed)
    crossings = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1) * BLOCK_M
    crossings = crossings + chance.uniform(-30, 30, crossings.shape) + shapes.ORIGIN
    ends = np.concatenate(
        [
            np.stack([crossings[:, :-1], crossings[:, 1:]], axis=2).reshape(-1, 2, 2),
            np.stack([crossings[:-1], crossings[1:]], axis=2).reshape(-1, 2, 2),
        ]
    )
    middle = ends.mean(axis=1, keepdims=True) + chance.uniform(-15, 15, (len(ends), 1, 2))
    streets = np.concatenate([ends[:, :1], middle, ends[:, 1:]], axis=1)
    streets = streets[chance.permutation(len(streets))[: max(1, round(kept_ratio * len(streets)))]]
    return Town(
        roads=frame(shapely.linestrings(streets)),
        homes=frame(scatter(chance, homes, side)),
        facilities={
            "school": frame(scatter(chance, 3, side)),
            "park": frame(shapely.buffer(scatter(chance, 2, side), 30, quad_segs=4)),
        },
    )


def scatter(chance: np.random.Generator, count: int, side: int) -> np.ndarray:
    points: np.ndarray = shapely.points(chance.uniform(0, (side - 1) * BLOCK_M, (count, 2)) + shapes.ORIGIN)
    return points
