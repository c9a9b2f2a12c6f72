"""The siting examples that a planner can check by hand."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from scipy.sparse import csr_array

from geo.siting import Programme, site_facilities

FILE = Path(__file__).parents[2] / "examples" / "decisions" / "siting.yaml"
EXAMPLES = [pytest.param(entry, id=entry["name"]) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: dict[str, Any]) -> None:
    places, reach = list(example["people"]), example["reach"]
    demand = pd.DataFrame({"people": list(example["people"].values())}, index=places)
    demand["covered"] = demand.index.isin(example.get("covered", []))
    candidates = pd.DataFrame({"eligible": True}, index=list(reach))
    for column in {"cost_try", "capacity_persons"} & set(example):
        candidates[column] = pd.Series(example[column])
    table = csr_array([[float(place in reach[site]) for site in reach] for place in places])
    plan = site_facilities(demand, candidates, table, Programme(**example["programme"]))
    expected = example["expected"]
    assert plan.is_optimal
    assert plan.sites.index.tolist() == expected["sites"]
    assert plan.sites["people_gained"].tolist() == pytest.approx(expected["gained"])
    assert plan.value == pytest.approx(expected["value"])
