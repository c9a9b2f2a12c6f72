"""Each figure of population that Defne's plan prints is reproduced by the atlas, or `check` says why it is not."""

from pathlib import Path
from typing import Any

import pytest
from workspaces import PLAN, atlas, findings

from geo.numbers import parse_number
from geo.turkish import fold
from layers.atlas import build_atlas
from layers.workspace import open_workspace


def printed() -> dict[str, dict[str, float]]:
    """Table 8 as it stands in the plan, by folded name."""
    rows = {}
    for line in PLAN.read_text(encoding="utf-8").splitlines()[1:]:
        name, area, before, after, count, pct, *_ = line.split("\t")
        numbers = [parse_number(cell.replace("-%", "-").replace("%", "")) for cell in (area, before, after, count, pct)]
        values = [number.as_tr if number.reading == "ambiguous" else number.value for number in numbers]
        keys = ("area_km2", "population_2022", "population_2023", "change_count", "change_pct")
        # The plan misprints Sinanlı, which the demo's accepted names know.
        rows[fold(name.replace("SINANLI", "SİNANLI"))] = {key: float(value or 0) for key, value in zip(keys, values, strict=True)}
    return rows


@pytest.fixture(scope="module")
def computed(demo: Path) -> dict[str, dict[str, Any]]:
    return {fold(name): row for name, row in atlas(demo, "--from", 2022, "--to", 2023).items()}


@pytest.fixture(scope="module")
def moved(demo: Path) -> set[str]:
    """The neighbourhoods whose 2023 population `check` says to be another row's."""
    (finding,) = [found for found in findings(demo) if found["kind"] == "permuted-values"]
    return {fold(name) for name in finding["where"]["neighbourhoods"]}


def test_every_printed_figure_is_reproduced_but_those_that_the_check_names(
    computed: dict[str, dict[str, Any]], moved: set[str]
) -> None:
    rows = printed()
    district = rows.pop("defne")
    assert set(rows) == set(computed)
    differs = {
        name
        for name, row in rows.items()
        if row["change_count"] != computed[name]["change_count"]
        or row["change_pct"] != pytest.approx(computed[name]["change_pct"], abs=0.51)
    }
    assert differs == moved
    for name, row in rows.items():
        assert computed[name]["area_km2"] == row["area_km2"]
        assert computed[name]["population_2022"] == row["population_2022"]
        assert (computed[name]["population_2023"] == row["population_2023"]) == (name not in moved)
    assert sum(row["change_count"] for row in computed.values()) == district["change_count"] == -23_348


def test_the_districts_density_is_that_of_the_plan(demo: Path) -> None:
    built = build_atlas(open_workspace(demo), from_year=2022, to_year=2023)
    population, area_km2 = built.total("population_2023"), built.total("area_km2")
    assert population is not None
    assert area_km2 is not None
    # 142,146 people on the printed 142.46 km², and on the 142.44 that its rows sum to, which the check says.
    assert round(population / 142.46) == round(population / area_km2) == 998
    totals = [found for found in findings(demo) if found["kind"] == "total-differs"]
    assert (142.46, 142.44) in [(found["stated"], found["computed"]) for found in totals]
