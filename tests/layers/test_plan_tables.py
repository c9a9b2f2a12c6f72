"""Hectares of the plans: a town worked out on paper, the example whose report is right, and Defne, which has reports only."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from small_town import box, lay, multi, rows, small_town
from workspaces import done, run

from geo.synthetic.town import Size
from layers.demo import build_demo
from layers.ground import Ground
from layers.ornek import build_example
from layers.plan_tables import plan_changes, plan_tables
from layers.workspace import open_workspace

_COLUMNS = {"land_use": ["residential", "park", "park"], "zoning_block": ["1", "2", "3"], "plan_level": "implementation_1000"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Homes in the west, a park of 4 ha drawn over them, and one across the border, which a later revision makes a school."""
    folder = small_town(tmp_path_factory.mktemp("plan") / "w")
    before = [box(0, 0, 1000, 500), box(100, 100, 200), box(900, 600, 200, 100)]
    lay(folder, "zoning", rows(_COLUMNS, multi(before)))
    lay(folder, "zoning", rows({**_COLUMNS, "land_use": ["residential", "park", "education"]}, multi(before)))
    printed = {"plan_level": "master_5000", "land_use": ["residential", "park"], "area_ha": [50.0, 5.5]}
    lay(folder, "plan_areas", pd.DataFrame(printed))
    return folder


def test_each_neighbourhood_and_the_district_add_up(town: Path) -> None:
    found = plan_tables(Ground(open_workspace(town)))
    of_places = {(row["name"], use): row["implementation_1000_ha"] for (_, use), row in found.neighbourhoods.iterrows()}
    assert of_places == {
        ("Batı", "residential"): pytest.approx(50),
        ("Batı", "park"): pytest.approx(4),
        ("Batı", "education"): pytest.approx(1),
        ("Doğu", "education"): pytest.approx(1),
    }
    district = found.district.astype(object).where(found.district.notna(), None).to_dict("index")
    assert district == {
        "residential": {"master_5000_stated_ha": 50.0, "implementation_1000_ha": pytest.approx(50)},
        "education": {"master_5000_stated_ha": None, "implementation_1000_ha": pytest.approx(2)},
        "park": {"master_5000_stated_ha": 5.5, "implementation_1000_ha": pytest.approx(4)},
    }
    balance = found.balance["implementation_1000"]
    # Two square kilometres, of which 52 ha are zoned once, 4 ha of those twice.
    assert balance.to_dict() == {
        "zoned_ha": pytest.approx(56),
        "overlap_ha": pytest.approx(4),
        "gap_ha": pytest.approx(148),
        "outside_ha": pytest.approx(0, abs=1e-6),
    }


def test_what_a_revision_changed_is_told_in_hectares(town: Path) -> None:
    found = plan_changes(Ground(open_workspace(town)), 1, 2)
    assert found.moves.to_dict("records") == [
        {
            "plan_level": "implementation_1000",
            "land_use_before": "park",
            "land_use_after": "education",
            "area_ha": pytest.approx(2),
        }
    ]
    difference = found.uses.set_index("land_use")["difference_ha"]
    assert difference.to_dict() == {"residential": pytest.approx(0), "park": pytest.approx(-2), "education": pytest.approx(2)}
    assert plan_changes(Ground(open_workspace(town)), 2, 2).moves.empty


def test_land_that_comes_to_or_leaves_the_plan_is_told(town: Path) -> None:
    lay(town, "zoning", rows({name: _first(values) for name, values in _COLUMNS.items()}, multi([box(0, 0, 1000, 500)])))
    left = plan_changes(Ground(open_workspace(town)), 2, 3).moves[["land_use_before", "land_use_after", "area_ha"]]
    assert left.to_numpy().tolist() == [["park", None, pytest.approx(4)], ["education", None, pytest.approx(2)]]
    come = plan_changes(Ground(open_workspace(town)), 3, 1).moves[["land_use_before", "land_use_after", "area_ha"]]
    assert come.to_numpy().tolist() == [[None, "park", pytest.approx(6)]]
    done(run(town, "undo", "zoning"))


def _first(values: object) -> object:
    return values[:1] if isinstance(values, list) else values


def test_commands_write_what_is_computed(town: Path, tmp_path: Path) -> None:
    for words, name, count in (((), "places", 4), (("--district",), "district", 3)):
        out = tmp_path / f"{name}.csv"
        done(run(town, "report", "plan", out, *words))
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == count
    out = tmp_path / "changes.csv"
    done(run(town, "report", "plan-changes", 1, 2, out))
    assert "park" in out.read_text(encoding="utf-8-sig")
    refused = run(town, "report", "plan-changes", 1, 9, out)
    assert refused.code == 1
    assert run(town, "report", "plan", tmp_path / "plan.geojson").code == 1


def test_the_example_draws_what_its_report_prints(tmp_path: Path) -> None:
    build_example(tmp_path / "w", Size(6, 60), seed=7)
    district = plan_tables(Ground(open_workspace(tmp_path / "w"))).district
    drawn, printed = district["implementation_1000_ha"], district["implementation_1000_stated_ha"]
    assert len(district) > 5
    assert drawn.dropna().round(2).tolist() == printed[drawn.notna()].round(2).tolist()


def test_defne_has_what_its_reports_print(tmp_path: Path) -> None:
    build_demo(tmp_path / "w")
    found = plan_tables(Ground(open_workspace(tmp_path / "w")))
    assert list(found.district) == ["territorial_100000_stated_ha", "master_5000_stated_ha"]
    assert found.district.loc["park", "master_5000_stated_ha"] == 295.23
    assert found.neighbourhoods.empty
    assert found.balance.empty
