"""The planning examples of tests/examples/walking: what a planner can work out by hand about walks, shares and evenness."""

import math
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapes
import yaml
from shapely import LineString, Point, Polygon

from geo.catchment import people_within, share_capacity
from geo.equity import measure_equity
from geo.network import build_network
from geo.walking import Distances, Reach, walk_to_nearest

FILES = sorted((Path(__file__).parents[1] / "examples" / "walking").glob("*.yaml"))


def frame(geometry: list[object], **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=shapes.TM36)


def numbers(given: list[float | None]) -> np.ndarray:
    return np.array([math.nan if number is None else number for number in given], dtype=float)


def walking_distance(
    roads: list[Any], homes: list[Any], facilities: Any = (), areas: Any = (), bridges: Any = (), barriers: Any = ()
) -> np.ndarray:
    lines = [LineString(shapes.at(*line)) for line in [*roads, *bridges]]
    walls = frame([LineString(shapes.at(*line)) for line in barriers])
    drawn = frame(lines, bridge=[False] * len(roads) + [True] * len(bridges))
    there = [*(Point(shapes.at(xy)) for xy in facilities), *(Polygon(shapes.at(*ring)) for ring in areas)]
    found = walk_to_nearest(
        frame([Point(shapes.at(xy)) for xy in homes]), {"facility": frame(there)}, build_network(drawn, walls) if lines else None
    )
    return found.distance_m["facility"].to_numpy()


def capacity(people: list[Any], capacity: list[Any], reaches: list[list[int]]) -> np.ndarray:
    home, facility = np.array([(home, there) for home, all_there in enumerate(reaches) for there in all_there]).T
    reach = Reach(home, facility, np.zeros(len(home)), 500.0, np.ones(len(people), dtype=bool), len(capacity), ())
    return share_capacity(reach, numbers(people), numbers(capacity)).per_person


def coverage(people: list[Any], distance_m: list[Any], limit_m: list[float]) -> np.ndarray:
    homes = pd.DataFrame({"neighbourhood_id": "149213", "persons": numbers(people)})
    metres = pd.DataFrame({"park": numbers(distance_m)})
    distances = Distances(
        metres, metres.isna().replace({True: "no-way", False: ""}), pd.Series("network", metres.index), metres["park"], ()
    )
    return people_within(homes, distances, limit_m)["share_ratio"].to_numpy()


def evenness(value: list[Any], people: list[Any], standard: float) -> np.ndarray:
    found = measure_equity(pd.Series(numbers(value)), pd.Series(numbers(people)), standard=standard)
    return np.array([found.gini, found.p90_p10_ratio, found.share_below_ratio])


WORKED_OUT_BY = {function.__name__: function for function in (walking_distance, capacity, coverage, evenness)}


@pytest.mark.parametrize(
    ("what", "example"),
    [
        pytest.param(file.stem, entry, id=f"{file.stem}: {entry['name']}")
        for file in FILES
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ],
)
def test_example_gives_what_was_worked_out_by_hand(what: str, example: dict[str, Any]) -> None:
    given = {key: value for key, value in example.items() if key not in {"name", "expected"}}
    assert WORKED_OUT_BY[what](**given) == pytest.approx(numbers(example["expected"]), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_examples_have_names_of_their_own_the_arithmetic_beside_the_answer_and_one_without_an_answer(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    assert len({entry["name"] for entry in entries}) == len(entries)
    assert len(re.findall(r"^  expected: \[[^]]*\]  # \S", text, re.MULTILINE)) == len(entries)
    assert any(None in entry["expected"] for entry in entries)


def test_every_question_has_its_examples() -> None:
    assert {file.stem for file in FILES} == set(WORKED_OUT_BY)
