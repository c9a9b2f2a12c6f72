"""Duties and conflicts over the stored layers: a town worked out on paper, the example, and Defne."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from small_town import X, Y, box, lay, multi, rows, small_town
from workspaces import done, findings, run

from geo.synthetic.town import Size
from layers.conflict_table import Conflicts
from layers.duties import Duties, decide_duties
from layers.ground import Ground
from layers.investment_conflicts import conflicts_of_investments
from layers.ornek import FOLDER, TRUTH, build_example
from layers.plan_conflicts import conflicts_of_plans
from layers.rule_files import shipped_rules_file
from layers.workspace import open_workspace


def line(*xy: tuple[float, float]) -> shapely.MultiLineString:
    return shapely.MultiLineString([[(X + x, Y + y) for x, y in xy]])


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_town(tmp_path_factory.mktemp("duties") / "w")
    for what in ("duty", "conflicts"):
        shutil.copyfile(shipped_rules_file(what, "defne"), folder / f"{what}.yaml")
    streets = [line((0, 500), (800, 500)), line((400, 0), (400, 900)), line((1200, 0), (1200, 500))]
    names = {"neighbourhood_name": ["Batı", "Batı", "Doğu"], "name": ["Dar Sokak", "Geniş Cadde", "Bilinmez Sokak"]}
    lay(folder, "roads", rows({**names, "road_class": ["street", "avenue", "street"], "width_m": [8.0, 15.0, None]}, streets))
    parks = {"name": ["Küçük", "Büyük", "Meydan"], "kind": ["park", "playground", "square"], "area_m2": [900.0, 5000.0, 400.0]}
    shapes = multi([box(100, 100, 30), box(600, 100, 70), box(410, 100, 20)])
    lay(folder, "parks", rows({"neighbourhood_name": ["Batı"] * 3, **parks}, shapes))
    # The 1/5.000 plan has olives where the 1/1.000 plan has homes in the west, and green where it has homes in a corner.
    drawn = [box(0, 0, 500, 1000), box(500, 0, 500, 1000), box(1000, 0, 1000), box(0, 0, 700, 1000), box(900, 900, 100)]
    lay(folder, "zoning", rows(ZONES, multi(drawn)))
    lay(folder, "settlement_suitability", rows({"suitability_class": ["unsuitable_2"]}, multi([box(1000, 500, 1000, 500)])))
    lay(folder, "infrastructure_works", pd.DataFrame(WORKS))
    shapes = [shapely.MultiPolygon([box(450, 700, 100)]), streets[0], shapely.Point(X + 1500, Y + 700), streets[1]]
    lay(folder, "investments", rows(INVESTMENTS, shapes))
    return folder


ZONES = {
    "land_use": ["park", "residential", "social", "olive_grove", "park"],
    "plan_level": ["implementation_1000"] * 3 + ["master_5000"] * 2,
    "zoning_block": ["1", "2", "3", "4", "5"],
}
# Sewage a year after the surface of Dar Sokak; water in the street across, and electricity before the surface, dig nothing up.
WORKS = {
    "neighbourhood_name": ["Batı"] * 4,
    "street": ["DAR SOKAK", "Geniş Cadde", "Dar Sokak", "Dar Sokak"],
    "kind": ["sewage", "water", "electricity", "road_surface"],
    "agency": "HATSU",
    "year": [2027, 2025, 2025, 2028],
}
INVESTMENTS = {
    "neighbourhood_name": ["Batı", "Batı", "Doğu", "Batı"],
    "name": ["Yarım Park", "Dar Sokak Asfaltı", "Yamaç Sosyal Tesisi", "Geniş Cadde Asfaltı"],
    "project_no": ["1", "2", "3", "4"],
    "kind": ["park", "road", "social_facility", "road"],
    "year": 2026,
    "budget_try": [3e6, 1e6, 4e6, 2e6],
    "status": "planned",
}


def decided(folder: Path) -> tuple[Duties, Conflicts | None]:
    workspace = open_workspace(folder)
    ground = Ground(workspace)
    duties = decide_duties(workspace, ground)
    return duties, conflicts_of_investments(workspace, ground, duties)


def test_each_road_park_and_investment_has_its_duty_or_the_fact_that_is_missing(town: Path) -> None:
    duty = decided(town)[0].rows.set_index("name")[["authority", "missing"]].to_numpy().tolist()
    names = decided(town)[0].rows["name"].tolist()
    assert dict(zip(names, map(tuple, duty), strict=True)) == {
        "Dar Sokak": ("district", None),
        "Geniş Cadde": ("metropolitan", None),
        "Bilinmez Sokak": (None, "width_m"),
        "Küçük": ("district", None),
        "Büyük": ("metropolitan", None),
        # It fronts Geniş Cadde, 10 m off; Dar Sokak is 380 m away.
        "Meydan": ("metropolitan", None),
        "Yarım Park": ("metropolitan", None),
        "Dar Sokak Asfaltı": ("district", None),
        "Yamaç Sosyal Tesisi": (None, "rule"),
        "Geniş Cadde Asfaltı": ("metropolitan", None),
    }


def test_totals_add_up_to_all_with_what_is_undecided_beside(town: Path) -> None:
    totals = decided(town)[0].totals
    length_m = totals.xs("roads")["length_m"].to_dict()
    assert {key[1]: round(value) for key, value in length_m.items()} == {"district": 800, "metropolitan": 900, "undecided": 500}
    assert totals.xs("investments")["budget_try"].sum() == 10e6
    assert totals.xs("parks")["area_m2"].to_dict() == {
        ("park", "district"): 900,
        ("park", "metropolitan"): 5000,
        ("square", "metropolitan"): 400,
    }


def test_conflicts_name_rule_both_sides_and_remedy(town: Path) -> None:
    conflicts = decided(town)[1]
    assert conflicts is not None
    found = conflicts.rows[conflicts.rows["contradicts"]]
    assert list(zip(found["rule"], found["name"], found["other_value"], found["share_ratio"].round(2), strict=True)) == [
        ("park-zoning", "Yarım Park", "residential", 0.5),
        ("building-on-unsuitable-ground", "Yamaç Sosyal Tesisi", "unsuitable_2", 1.0),
        ("surface-before-pipes", "Dar Sokak Asfaltı", "sewage", 1.0),
    ]
    assert found["other_geometry"].notna().all()
    assert found.geometry.notna().all()
    told = conflicts.rows[~conflicts.rows["contradicts"]]
    assert set(told["rule"]) == {"metropolitan-duty"}


def test_check_tells_contradictions_only(town: Path) -> None:
    said = [one for one in findings(town) if one["kind"] == "conflict-in-programme"]
    assert [one["where"]["rule"] for one in said] == ["building-on-unsuitable-ground", "park-zoning", "surface-before-pipes"]
    assert said[1]["message"].startswith("Yarım Park (2026): Park alanı dışında park. Orada Konut alanı var. ")
    assert "Dayanak: 3194" in said[1]["message"]
    assert (said[1]["stated"], said[1]["computed"]) == ("park", "residential")


def test_a_plan_is_held_against_the_plan_above_and_the_ground(town: Path) -> None:
    workspace = open_workspace(town)
    plans = conflicts_of_plans(workspace, Ground(workspace))
    assert plans is not None
    told = plans.rows[["rule", "kind", "other_value", "share_ratio", "contradicts"]]
    assert told.round(2).to_numpy().tolist() == [
        ["homes-on-unsuitable-ground", "social", "unsuitable_2", 0.5, False],
        ["built-on-open-land-above", "residential", "olive_grove", 0.4, True],
        ["built-on-green-above", "residential", "park", 0.02, True],
    ]
    assert plans.rows["other_geometry"].notna().all()
    assert plans.issues == ()


def test_check_tells_a_plan_against_the_plan_above_with_zones_and_hectares(town: Path) -> None:
    olives, green = [one for one in findings(town) if one["kind"] == "conflict-in-plan"]
    assert (olives["stated"], olives["computed"], len(olives["where"]["zones"])) == ("residential", "olive_grove", 1)
    assert olives["message"].startswith("1/1.000 uygulama imar planı, Konut alanı: Üst planda açık kalacak yerde yapılaşma. ")
    assert "Orada Zeytinlik alan var (1 alan, 20 ha)." in olives["message"]
    assert "(1 alan, 1 ha)" in green["message"]


def test_commands_write_both_with_totals_and_shapes(town: Path, tmp_path: Path) -> None:
    done(run(town, "report", "duties", tmp_path / "gorev.csv"))
    written = pd.read_csv(tmp_path / "gorev.csv")
    totals = written[written["thing"] == "total"]
    assert len(written) - len(totals) == 10
    assert totals["count"].sum() == 10
    assert totals["budget_try"].sum() == written.loc[written["thing"] != "total", "budget_try"].sum() == 10e6
    done(run(town, "report", "conflicts", tmp_path / "cakisma.geojson"))
    shapes = gpd.read_file(tmp_path / "cakisma.geojson")
    told = shapes[shapes["contradicts"] == "yes"]
    assert told["name"].tolist()[:3] == ["Yarım Park", "Yamaç Sosyal Tesisi", "Dar Sokak Asfaltı"]
    assert told["of"].tolist() == ["investments"] * 3 + ["plan"] * 2
    others = gpd.GeoSeries.from_wkt(told["other_wkt"], crs=4326).to_crs(5256).buffer(0.5)
    assert others.intersects(told.geometry.to_crs(5256)).all()
    assert told["remedy"].str.len().gt(0).all()


def test_reports_of_a_workspace_without_the_layers_say_what_lacks(demo: Path, tmp_path: Path) -> None:
    assert "0 rows" in done(run(demo, "report", "duties", tmp_path / "gorev.csv")).err
    refused = run(demo, "report", "conflicts", tmp_path / "cakisma.csv")
    assert refused.code == 1
    assert "The layer investments has no data yet" in refused.err


def test_defne_has_neither_and_check_stays_silent(demo: Path) -> None:
    duties, conflicts = decided(demo)
    assert len(duties.rows) == 0
    assert conflicts is None
    assert [one for one in findings(demo) if one["kind"] == "conflict-in-programme"] == []


def test_without_rules_everything_is_undecided_and_it_is_said(tmp_path: Path) -> None:
    folder = small_town(tmp_path / "w")
    road = {"neighbourhood_name": ["Batı"], "name": ["Yol"], "road_class": ["street"], "width_m": [8.0]}
    lay(folder, "roads", rows(road, [line((0, 0), (9, 0))]))
    duties, _ = decided(folder)
    assert duties.rows[["authority", "missing"]].to_numpy().tolist() == [[None, "rule"]]
    assert [issue.kind for issue in duties.issues] == ["rules-missing"]


@pytest.mark.slow
def test_duties_and_what_is_programmed_twice_in_the_example_are_the_known_ones(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build_example(folder, Size(8, 160), 5)
    known = json.loads((folder / FOLDER / TRUTH).read_text(encoding="utf-8"))
    truth = known["district_duties"]
    decision, conflicts = decided(folder)
    duties = decision.rows
    assert conflicts is not None
    twice = conflicts.rows.loc[conflicts.rows["rule"] == "twice-programmed", "name"]
    assert sorted(set(twice)) == known["twice_programmed"] != []
    counts = duties[duties["authority"] == "district"].groupby("layer").size().to_dict()
    assert counts.get("roads", 0) == truth["roads"]
    assert counts.get("parks", 0) == truth["parks"]
    of_layers = duties[duties["layer"].isin(["roads", "parks"])]
    assert (of_layers["authority"].notna() | of_layers["missing"].notna()).all()
