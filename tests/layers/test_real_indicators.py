"""Indicators of real files: assembly areas of Defne, 18 years of Ordu."""

import csv
from pathlib import Path

import pytest
import shapes
from workspaces import atlas, done, make, run, take

ASSEMBLY = shapes.REAL_DATA / "hatay-toplanma-alanlari" / "hatay_toplanma.csv"
ORDU = shapes.REAL_DATA / "ordu-mahalle-2007-2024"


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"{path.name} is not on this machine")


@needs(ASSEMBLY)
def test_assembly_areas_without_a_size_give_walks_and_no_square_metres(own_demo: Path) -> None:
    answer = done(take(own_demo, "assembly_areas", ASSEMBLY, source="afad"))
    assert answer.document["rows_stored"] == 38
    assert answer.document["rows_out_of_scope"] == 413
    rows = atlas(own_demo, "--to", 2023)
    assert "assembly_area_m2_per_person" not in rows["Harbiye"]
    reached = sum(row["population_2023"] * row["walk_pct_assembly_area_500"] / 100 for row in rows.values())
    (fair,) = [
        row
        for row in done(run(own_demo, "atlas", "--to", 2023, "--fairness", "--format", "json")).document
        if row["indicator"] == "walk_pct_assembly_area_500"
    ]
    assert fair["share_below_ratio"] == pytest.approx(1 - reached / 142_146, abs=1e-4)
    # Without roads and homes: 1.3 × the straight distance, people all over each neighbourhood. Most live beyond 500 m.
    assert 0.7 < fair["share_below_ratio"] < 0.95
    assert fair["is_verified"] is False


@needs(ORDU)
def test_eighteen_years_of_ordu_change_as_the_file_says(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", province="Ordu", district=None)
    done(take(folder, "boundaries", ORDU / "MAHALLELER.geojson", source="ordu"))
    done(take(folder, "population", ORDU / "nufus_2007_2024.csv", source="tuik"))
    with (ORDU / "nufus_2007_2024.csv").open(encoding="utf-8") as stream:
        stated = {row["mahalle_id"]: (row["nufus_2007"], row["nufus_2024"]) for row in csv.DictReader(stream)}
    rows = done(run(folder, "atlas", "--format", "json")).document
    assert len(rows) == len(stated) == 772
    for row in rows:
        before, after = stated[row["id"]]
        if before and after:
            assert row["change_count"] == float(after) - float(before)
        else:
            # Founded or closed between: no change is known, and none is made up.
            assert row["change_count"] is row["change_pct"] is row["growth_per_mille"] is None
    known = [row for row in rows if row["change_count"] is not None]
    assert len(known) == 755
    assert sum(row["population_2007"] for row in known) == 715_409
    assert sum(row["population_2024"] for row in known) == 762_792
