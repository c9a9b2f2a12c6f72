"""The planning examples of tests/examples/*.yaml: figures that a planner can check by hand, held against the indicators."""

import math
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
import yaml

from geo.indicators import INDICATORS, Setting

FILES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
_INPUT = re.compile(r"population_\d{4}|area_km2")


@dataclass(frozen=True)
class Example:
    """One worked example, with exactly these keys."""

    name: str
    years: tuple[int, int]
    input: dict[str, float | None]
    expected: dict[str, float | None]
    tolerance: float


EXAMPLES = [
    pytest.param(Example(**entry), id=f"{file.stem}: {entry['name']}")
    for file in FILES
    for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: Example) -> None:
    assert all(_INPUT.fullmatch(column) for column in example.input), "figures are population_<year> or area_km2"
    neighbourhood = pd.DataFrame(example.input, index=["149213"], dtype="float64")
    for key, expected in example.expected.items():
        computed = INDICATORS[key].compute(neighbourhood, Setting(*example.years)).loc["149213"]
        wanted = math.nan if expected is None else expected
        assert computed == pytest.approx(wanted, abs=example.tolerance, rel=0, nan_ok=True)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_is_no_vaguer_than_the_figure_that_is_shown(example: Example) -> None:
    for key in example.expected:
        assert 0 <= example.tolerance <= 0.5 * 10.0 ** -INDICATORS[key].decimals


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_examples_of_a_file_have_names_of_their_own_and_the_arithmetic_beside_the_answer(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    assert len({entry["name"] for entry in entries}) == len(entries)
    answers = re.findall(r"^  expected: \{[^}]*\}(.*)$", text, re.MULTILINE)
    assert len(answers) == len(entries)
    assert all(re.fullmatch(r"  # \S.*", answer) for answer in answers)
    assert all(file.stem in entry["expected"] for entry in entries), "a file is named after the indicator that it works out"


def test_every_indicator_has_worked_examples_one_of_them_with_an_unknown_answer() -> None:
    assert {file.stem for file in FILES} == set(INDICATORS)
    unknown = {key for case in EXAMPLES for key, value in case.values[0].expected.items() if value is None}
    assert unknown == set(INDICATORS)
