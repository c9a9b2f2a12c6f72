"""`mahalle atlas --fairness`: one row an indicator, in every form."""

import csv
import io
import json
from pathlib import Path

import pytest
from workspaces import done, feature, geojson, make, run, square, table, take

from geo.indicators import INDICATORS


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two neighbourhoods of 100 and 300 people; all the green is in the smaller one."""
    folder = make(tmp_path_factory.mktemp("fair") / "w")
    shapes = [feature("Ada", square(36.10, 36.20)), feature("Bağ", square(36.11, 36.20))]
    done(take(folder, "boundaries", geojson(folder / "s.geojson", shapes)))
    done(take(folder, "population", table(folder / "n.tsv", [["MAHALLE", "2023"], ["Ada", 100], ["Bağ", 300]])))
    parks = [["PARK ADI", "TÜR", "MAHALLE", "ALAN (m²)"], ["A", "Park", "Ada", 1000], ["B", "Park", "Bağ", 600]]
    done(take(folder, "parks", table(folder / "p.tsv", parks)))
    return folder


def test_rows_say_how_evenly_green_reaches_people_and_who_is_below_which_standard(town: Path) -> None:
    (row,) = done(run(town, "atlas", "--fairness", "--format", "json")).document
    assert row["indicator"] == "m2_per_person_active_green"
    assert row["title_tr"] == INDICATORS["m2_per_person_active_green"].title_tr
    # 10 m² for 100 people and 2 m² for 300: the poorer three quarters have 600 of 1,600 m².
    assert row["lorenz"] == [[0, 0], [0.75, 0.375], [1, 1]]
    assert row["gini"] == pytest.approx(0.75 - 0.375)
    assert row["p90_p10_ratio"] == 5
    assert (row["standard"], row["share_below_ratio"], row["is_verified"]) == (10, 0.75, True)
    assert (row["people_count"], row["people_without_value_count"], row["reasons"]) == (400, 0, {})


def test_table_and_csv_have_the_measures_without_the_curve(town: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(done(run(town, "atlas", "--fairness", "--format", "csv")).out))
    assert row["gini"] == "0.375"
    assert row["year"] == "2023"
    assert "lorenz" not in row
    assert "0,375" in done(run(town, "atlas", "--fairness")).out


def test_rows_are_one_json_document(town: Path) -> None:
    text = done(run(town, "atlas", "--fairness", "--format", "json")).out
    assert json.loads(text) == json.loads(text, parse_constant=pytest.fail)
