"""The atlas for programs: every value that a page shows stands in it, with what stands behind it."""

import json
from pathlib import Path

from workspaces import atlas, done, run

from layers.atlas import build_atlas
from layers.atlas_records import atlas_records
from layers.workspace import open_workspace


def test_records_are_plain_json_values(demo: Path) -> None:
    records = atlas_records(build_atlas(open_workspace(demo)))
    assert json.loads(json.dumps(records, allow_nan=False)) == records


def test_every_stated_figure_stands_behind_its_value(demo: Path) -> None:
    for record in atlas(demo).values():
        shown = {figure["field"]: figure for figure in record["figures"] if figure["shown"]}
        for field, source in record["sources"].items():
            assert (shown[field]["value"], shown[field]["source"]) == (record[field], source)
        against = {figure["field"] for figure in record["figures"] if figure["value"] != shown[figure["field"]]["value"]}
        assert against == set(record["contradicted"])
    printed = next(figure for figure in atlas(demo)["Sümerler"]["figures"] if figure["value"] == 2970)
    assert (printed["source"], printed["field"], printed["row"]) == ("plan", "population_2023", 32)


def test_equal_values_share_a_rank_and_unknown_ones_have_none(demo: Path) -> None:
    rows = atlas(demo)
    for key in ("asset_count", "people_per_family_health_centre"):
        known = [row[key] for row in rows.values() if row[key] is not None]
        for row in rows.values():
            if row[key] is None:
                assert key not in row["ranks"]
                assert key not in row["beneath"]
            else:
                better = sum(value > row[key] for value in known)
                assert row["ranks"][key] == {"rank": better + 1, "of": len(known)}


def test_a_value_names_the_revisions_beneath_it(demo: Path) -> None:
    assert atlas(demo)["Harbiye"]["beneath"]["asset_area_m2"] == {"assets": 2}


def test_a_table_leaves_the_evidence_out(demo: Path) -> None:
    assert "figures" not in done(run(demo, "atlas", "--format", "csv")).out.splitlines()[0]
    assert "figures" not in atlas_records(build_atlas(open_workspace(demo)), with_evidence=False)[0]
