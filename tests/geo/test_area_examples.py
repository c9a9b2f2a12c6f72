"""The planning examples of tests/examples/areas/*.yaml: rectangles whose areas a planner can check by hand."""

import math
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import yaml
from shapely import Point, box

from geo.carriers import Carriers
from geo.plan_change import tabulate_change
from geo.quantities import Quantity
from geo.shares import area_shares, dasymetric_shares
from geo.tabulate import tabulate
from geo.transfer import transfer_extensive

FOLDER = Path(__file__).parents[1] / "examples" / "areas"
POPULATION = Quantity("population", "persons", extensive=True)


def examples(stem: str) -> list[Any]:
    entries = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["name"]) for entry in entries]


def places(rectangles: dict[str, list[float]]) -> gpd.GeoDataFrame:
    shapes = [box(*rectangle) for rectangle in rectangles.values()]
    return gpd.GeoDataFrame(geometry=shapes, index=list(rectangles), crs=5256)


def zones(entries: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    shapes = [box(*entry["rectangle"]) for entry in entries]
    return gpd.GeoDataFrame({"land_use": [entry["land_use"] for entry in entries]}, geometry=shapes, crs=5256)


def assert_same(table: pd.DataFrame, expected: dict[str, dict[str, float]]) -> None:
    assert table.to_dict("index") == {row: pytest.approx(values, abs=1e-9) for row, values in expected.items()}


@pytest.mark.parametrize("example", examples("tabulate"))
def test_tabulation_is_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    table = tabulate(zones(example["zones"]), places(example["neighbourhoods"]))
    assert_same(table.area_ha, example["area_ha"])
    assert_same(table.neighbourhoods, example["neighbourhoods_ha"])
    assert_same(table.land_uses, example["land_uses_ha"])


@pytest.mark.parametrize("example", examples("plan_change"))
def test_plan_change_is_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    change = tabulate_change(zones(example["older"]), zones(example["newer"]))
    assert_same(change.area_ha, example["area_ha"])
    assert_same(change.before, example["before_ha"])
    assert_same(change.after, example["after_ha"])


@pytest.mark.parametrize("example", examples("transfer"))
def test_transfer_is_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    sources = places({name: source["rectangle"] for name, source in example["sources"].items()})
    population = pd.Series({name: source["population"] for name, source in example["sources"].items()}, dtype="float64")
    targets = places(example["targets"])
    if carriers := example.get("carriers"):
        shapes = [Point(entry["point"]) if "point" in entry else box(*entry["rectangle"]) for entry in carriers]
        homes = gpd.GeoDataFrame({"weight": [entry["weight"] for entry in carriers]}, geometry=shapes, crs=5256)
        shares = dasymetric_shares(sources, targets, Carriers(homes, "homes", "weight"))
    else:
        shares = area_shares(sources, targets)
    moved = transfer_extensive(population, POPULATION, shares)
    expected = {name: math.nan if value is None else value for name, value in example["expected"].items()}
    assert moved.values.to_dict() == pytest.approx(expected, abs=1e-9, nan_ok=True)
    assert moved.outside == pytest.approx(example["outside"], abs=1e-9)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_each_answer_has_its_arithmetic_beside_it_and_each_example_its_name(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    names = [entry["name"] for entry in yaml.safe_load(text)]
    assert len(set(names)) == len(names)
    answers = re.findall(r"^(?:  expected: |  outside: |    \S+: \{[a-z_]+: [\d.]+[,}]).*$", text, re.MULTILINE)
    assert len(answers) >= 2 * len(names)
    assert all(re.search(r"  # \S", answer) for answer in answers)
