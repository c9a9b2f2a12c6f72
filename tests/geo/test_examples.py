"""The planning examples of tests/examples/*.yaml: figures that a planner can check by hand, held against the indicators."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
import yaml

from geo.indicators import FAMILIES, INDICATORS, Setting

FILES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))


@dataclass(frozen=True)
class Example:
    """One worked example, with exactly these keys; the last three are those of a standard and a plan."""

    name: str
    years: tuple[int, int]
    input: dict[str, float | None]
    expected: dict[str, float | None]
    tolerance: float
    required_m2_per_person: Mapping[str, float] = field(default_factory=dict)
    required_before_m2_per_person: Mapping[str, float] = field(default_factory=dict)
    required_planned_m2_per_person: Mapping[str, float] = field(default_factory=dict)
    planned_population: float | None = None

    @property
    def setting(self) -> Setting:
        return Setting(
            *self.years,
            self.required_m2_per_person,
            self.required_before_m2_per_person,
            self.required_planned_m2_per_person,
            self.planned_population,
        )


EXAMPLES = [
    pytest.param(Example(**entry), id=f"{file.stem}: {entry['name']}")
    for file in FILES
    for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_gives_what_was_worked_out_by_hand(example: Example) -> None:
    needed = {column for key in example.expected for column in INDICATORS[key].columns(example.setting)}
    # A figure that the answer does not need may stand there, but none that no indicator knows.
    known = {column for indicator in INDICATORS.values() for column in indicator.columns(example.setting)}
    assert needed <= set(example.input) <= known
    neighbourhood = pd.DataFrame(example.input, index=["149213"], dtype="float64")
    for key, expected in example.expected.items():
        computed = INDICATORS[key].compute(neighbourhood, example.setting).loc["149213"]
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
    members = {indicator.key for indicator in FAMILIES[file.stem]}
    assert all(members & set(entry["expected"]) for entry in entries), "a file is named after what it works out"


def test_every_indicator_or_family_has_worked_examples_one_of_them_with_an_unknown_answer() -> None:
    assert {file.stem for file in FILES} == set(FAMILIES)
    for name, members in FAMILIES.items():
        keys = {indicator.key for indicator in members}
        answers = [(key, value) for case in EXAMPLES for key, value in case.values[0].expected.items() if key in keys]
        assert any(value is None for _, value in answers), name
        assert any(value is not None for _, value in answers), name
        # What differs in more than the class, kind or state is worked out for each: every formula is.
        formulas = {indicator.compute.func for indicator in members if hasattr(indicator.compute, "func")}
        worked = {INDICATORS[key].compute.func for key, value in answers if value is not None and key in keys and formulas}
        assert worked == formulas, name
