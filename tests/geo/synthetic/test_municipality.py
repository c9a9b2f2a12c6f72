"""A synthetic municipality: its tables agree with each other, its shapes give the answers that it says it has, and it repeats."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geo.contradictions import (
    POPULATION,
    Breakdown,
    Quantity,
    find_breakdown_differences,
    find_share_differences,
    find_source_contradictions,
    find_total_differences,
    find_weight_differences,
    outline_parents,
)
from geo.issues import Finding, Words
from geo.statements import find_change_differences, find_text_differences, find_women_men_differences
from geo.synthetic.municipality import Frames, Municipality, make_municipality, make_tables
from geo.synthetic.town import Size

SIZE = Size(6, 120)
AREA_KM2 = Quantity("stated_area_km2", Words("alan (km²)", "area (km²)"), "population", "km2")
AREA_HA = Quantity("area_ha", Words("alan (ha)", "area (ha)"), "plan_areas", "ha")


def contradictions(made: Frames) -> list[Finding]:
    """What the rules for printed tables find in the plan's areas, weights and costs."""
    findings: list[Finding] = []
    for level, of_level in made["plan_areas"].groupby("plan_level"):
        findings += find_total_differences(of_level, AREA_HA, str(level), label="land_use")
        findings += find_share_differences(of_level, AREA_HA, "share_pct", str(level), label="land_use")
    weights = made["targets"].drop_duplicates("indicator_no")
    findings += find_weight_differences(weights, "target_no", "weight_pct", "ornek", "targets")
    costs = made["target_costs"].pivot(index="item", columns="year", values="cost_try")
    costs.columns = costs.columns.astype(str)
    once = made["target_costs"].drop_duplicates("item").set_index("item")
    wide = costs.reindex(once.index).assign(stated_total_try=once["stated_total_try"], is_total=once["is_total"]).reset_index()
    wide["parent"] = outline_parents(wide["item"].tolist(), wide["is_total"].tolist())
    years = {year: Words(year, year) for year in costs.columns}
    breakdown = Breakdown("item", "parent", "item", years, ("stated_total_try", Words("toplam", "total")), "try")
    return findings + find_breakdown_differences(wide, breakdown, "ornek", "target_costs")


@pytest.fixture(scope="module")
def made() -> Municipality:
    return make_municipality(SIZE, seed=7)


@st.composite
def tables(draw: st.DrawFn) -> Frames:
    places = draw(st.integers(1, 8))
    zones = draw(st.integers(places, 20 * places))
    return make_tables(Size(places, zones), draw(st.integers(0, 2**32)))


@settings(max_examples=30)
@given(tables())
def test_population_tables_contradict_nothing(made: Frames) -> None:
    population = made["population"]
    of_places = population[~population["is_total"]]
    assert find_source_contradictions(of_places, {"tuik": 0, "plan": 1}) == []
    plan = population[population["source"] == "plan"]
    assert find_change_differences(plan) == []
    assert find_women_men_differences(population) == []
    for _, of_year in plan.groupby("year"):
        for quantity in (POPULATION, AREA_KM2):
            assert find_total_differences(of_year, quantity, "plan") == []
    printed = plan.rename(columns={"stated_change_count": "change_count", "stated_change_pct": "change_pct"})
    assert find_text_differences(made["statements"], printed.dropna(subset=["change_count"])) == []
    assert len(made["statements"]) >= 4
    assert (of_places["population"] > 0).all()


@settings(max_examples=30)
@given(tables())
def test_plan_weight_and_cost_tables_contradict_nothing(made: Frames) -> None:
    assert contradictions(made) == []


def test_a_mistake_in_those_tables_would_be_found() -> None:
    wrong = make_tables(SIZE, 1)
    for layer, column in (("plan_areas", "area_ha"), ("targets", "weight_pct"), ("target_costs", "cost_try")):
        wrong[layer].loc[0, column] += 7
    found = {layer for finding in contradictions(wrong) for layer in finding.layers}
    assert found == {"plan_areas", "targets", "target_costs"}


@settings(max_examples=30)
@given(tables())
def test_plan_tables_sum_to_the_district_and_shares_round_from_their_areas(made: Frames) -> None:
    plan = made["plan_areas"]
    km2 = made["population"].loc[made["population"]["is_total"], "stated_area_km2"].iloc[0]
    drawn_ha = made["zoning"].groupby("land_use")["area_m2"].sum() / 1e4
    for level, of_level in plan.groupby("plan_level"):
        rows, total = of_level[~of_level["is_total"]], of_level[of_level["is_total"]].iloc[0]
        assert total["area_ha"] == pytest.approx(100 * km2, rel=1e-12)
        assert rows["area_ha"].sum() == pytest.approx(total["area_ha"], rel=1e-12)
        assert round(rows["share_pct"].sum(), 6) == total["share_pct"] == 100
        assert (abs(rows["share_pct"] - 100 * rows["area_ha"] / total["area_ha"]) <= 0.005 + 1e-9).all()
        assert (rows["area_ha"].round(2) == rows["area_ha"]).all()
        if level == "implementation_1000":
            assert rows.set_index("land_use")["area_ha"].to_dict() == pytest.approx(drawn_ha.to_dict(), rel=1e-12)


@settings(max_examples=30)
@given(tables())
def test_the_programme_agrees_with_its_targets_and_costs(made: Frames) -> None:
    targets, costs, investments = made["targets"], made["target_costs"], made["investments"]
    weights = targets.drop_duplicates("indicator_no").groupby("target_no")["weight_pct"].sum()
    assert (weights == 100).all()
    by_item = costs.pivot(index="item", columns="year", values="cost_try")
    stated = costs.drop_duplicates("item").set_index("item")["stated_total_try"]
    assert stated.to_dict() == by_item.sum(axis=1).to_dict()
    aims = by_item[by_item.index.str.startswith("AMAÇ")]
    assert (aims.sum() == by_item.loc["TOPLAM"]).all()
    for aim, cost in aims.iterrows():
        assert (by_item[by_item.index.str.startswith(f"HEDEF {str(aim)[-1]}.")].sum() == cost).all()
    spent = investments.pivot_table(index="target_no", columns="year", values="budget_try", aggfunc="sum").fillna(0)
    for target, by_year in spent.iterrows():
        assert (by_item.loc[f"HEDEF {target}", by_year.index] == by_year).all()
    finished = investments.groupby(["indicator_no", "year"])["quantity"].sum()
    promised = targets[targets["indicator_no"].isin(investments["indicator_no"])]
    promised = promised.set_index(["indicator_no", "year"])["target_value"]
    assert (promised == finished.reindex(promised.index, fill_value=0)).all()
    assert investments.groupby("project_no")["budget_try"].sum().to_dict() == pytest.approx(
        investments.drop_duplicates("project_no").set_index("project_no")["stated_total_try"].to_dict()
    )
    assert (investments["spent_try"].dropna() <= investments.loc[investments["spent_try"].notna(), "budget_try"]).all()


@settings(max_examples=8)
@given(st.integers(1, 5), st.integers(1, 15), st.integers(0, 2**32))
def test_the_same_size_and_seed_give_the_same_rows(places: int, zones_each: int, seed: int) -> None:
    size = Size(places, places * zones_each)
    one, two = make_municipality(size, seed), make_municipality(size, seed)
    assert one.truth == two.truth
    for layer, rows in one.frames.items():
        assert_frame_equal(pd.DataFrame(rows), pd.DataFrame(two.frames[layer]))
    for layer, rows in make_tables(size, seed).items():
        assert_frame_equal(rows, pd.DataFrame(one.frames[layer]).drop(columns="geometry", errors="ignore"))


def test_another_seed_is_another_municipality() -> None:
    assert make_municipality(SIZE, 1).truth != make_municipality(SIZE, 2).truth


def test_a_place_too_small_for_shares_that_sum_to_the_whole_is_all_homes() -> None:
    zoning = make_municipality(Size(1, 4), 18).frames["zoning"]
    assert set(zoning["land_use"]) == {"residential_existing"}


def test_hectares_by_use_are_what_an_overlay_finds(made: Municipality) -> None:
    places, zones = gpd.GeoDataFrame(made.frames["boundaries"]), gpd.GeoDataFrame(made.frames["zoning"])
    pieces = gpd.overlay(zones, places[["name", "geometry"]], how="intersection", keep_geom_type=True)
    found = (
        pieces.assign(ha=pieces.area / 1e4).pivot_table(index="name", columns="land_use", values="ha", aggfunc="sum")
    ).fillna(0)
    said = made.truth["hectares_by_land_use"]
    assert set(found.columns) == set(said)
    for use, hectares in said.items():
        assert found[use].reindex(made.truth["neighbourhoods"]).tolist() == pytest.approx(hectares, abs=1e-6)
    split = pieces.groupby("zoning_block").size()
    assert (split > 1).sum() == made.truth["zones_in_two_neighbourhoods"] == 6
    assert list(places.area.astype(int)) == made.truth["area_m2"]


def test_people_near_a_park_are_those_whose_building_is(made: Municipality) -> None:
    buildings, parks = gpd.GeoDataFrame(made.frames["buildings"]), gpd.GeoDataFrame(made.frames["parks"])
    dwellings = buildings.groupby("neighbourhood_name")["dwelling_count"].sum()
    population = dict(zip(made.truth["neighbourhoods"], made.truth["population"]["2025"], strict=True))
    each = buildings["neighbourhood_name"].map(pd.Series(population) / dwellings)
    people = buildings["dwelling_count"] * each
    distance = shapely.distance(buildings.centroid.to_numpy()[:, None], parks.geometry.to_numpy()[None, :]).min(axis=1)
    near = people[distance <= 500].groupby(buildings["neighbourhood_name"]).sum()
    assert near.reindex(made.truth["neighbourhoods"], fill_value=0).tolist() == pytest.approx(made.truth["people_near_park"])
    assert people.groupby(buildings["neighbourhood_name"]).sum().to_dict() == pytest.approx(population)
    assert 0 < sum(made.truth["people_near_park"]) < sum(population.values())
    # No rounding of coordinates puts a home on the other side of the limit.
    assert (abs(distance - 500) > 0.3).all()


def test_each_row_lies_in_the_neighbourhood_that_it_names(made: Municipality) -> None:
    places = gpd.GeoDataFrame(made.frames["boundaries"]).set_index("name").geometry
    inside = ("centres", "buildings", "parcels", "assets", "facilities", "shelters", "cultural_heritage", "address_points")
    for layer in (*inside, "settlement_suitability", "risk_areas", "reserve_areas"):
        rows = gpd.GeoDataFrame(made.frames[layer]).dropna(subset=["geometry"])
        own = places.reindex(rows["neighbourhood_name"]).to_numpy()
        assert len(rows), layer
        assert shapely.covers(own, rows.geometry.to_numpy()).all(), layer


def test_buildings_stand_on_their_parcel_alone_on_land_for_homes(made: Municipality) -> None:
    buildings, parcels = gpd.GeoDataFrame(made.frames["buildings"]), gpd.GeoDataFrame(made.frames["parcels"])
    own = buildings.merge(parcels, on=["block_no", "parcel_no"], suffixes=("", "_parcel"), validate="one_to_one")
    assert len(own) == len(buildings)
    assert shapely.covers(own["geometry_parcel"].to_numpy(), own["geometry"].to_numpy()).all()
    zones = gpd.GeoDataFrame(made.frames["zoning"])
    used = gpd.sjoin(buildings.set_geometry(buildings.centroid), zones[["land_use", "geometry"]])["land_use"]
    assert len(used) == len(buildings)
    assert set(used) <= {"residential_existing", "residential_development", "commercial_residential"}
    assert (parcels.area == parcels["area_m2"]).all()


def test_the_totals_said_are_the_sums_of_the_rows(made: Municipality) -> None:
    truth, frames = made.truth, made.frames
    register = frames["population"][frames["population"]["source"] == "tuik"]
    assert register.groupby("year")["population"].sum().rename(str).to_dict() == truth["population_total"]
    assert truth["rows"] == {layer: len(rows) for layer, rows in frames.items()}
    assert sum(truth["park_area_m2"]) == frames["parks"].area.sum()
    assert truth["property"]["net_area_m2"] == frames["assets"].area.sum()
    assert frames["investments"].groupby("year")["budget_try"].sum().rename(str).to_dict() == truth["budget_by_year_try"]
    facilities = frames["facilities"].dropna(subset=["area_m2"])
    assert sum(map(sum, truth["facility_area_m2"].values())) == facilities["area_m2"].sum()
    assert sum(truth["buildings_by_damage"].values()) == len(frames["damage"])
    standing = frames["damage"].loc[~frames["damage"]["is_demolished"], "building_no"]
    assert standing.tolist() == frames["buildings"]["building_no"].tolist()


def test_streets_meet_at_their_corners_and_all_hang_together(made: Municipality) -> None:
    roads = gpd.GeoDataFrame(made.frames["roads"])
    assert np.round(roads.length, 2).tolist() == roads["length_m"].tolist()
    noded = shapely.union_all(roads.geometry.to_numpy())
    corners = {tuple(xy) for xy in shapely.get_coordinates(roads.geometry.to_numpy()).tolist()}
    assert {tuple(xy) for xy in shapely.get_coordinates(noded).tolist()} <= corners
    assert shapely.line_merge(noded).buffer(1).geom_type == "Polygon"


@pytest.mark.parametrize("seed", range(6))
def test_the_programme_knows_the_survey_and_the_pipes(seed: int) -> None:
    frames = make_municipality(Size(6, 120), seed).frames
    investments = gpd.GeoDataFrame(frames["investments"])
    built = investments[(investments["kind"] == "social_facility") & investments.geometry.notna()]
    ground = gpd.GeoDataFrame(frames["settlement_suitability"])
    unsuitable = ground[ground["suitability_class"] == "unsuitable_1"]
    assert len(built)
    assert gpd.sjoin(built[["geometry"]], unsuitable[["geometry"]]).empty
    roads = investments[(investments["kind"] == "road") & investments.geometry.notna()]
    streets = frames["roads"].drop_duplicates("neighbourhood_name")[["neighbourhood_name", "name"]]
    works = frames["infrastructure_works"].merge(
        streets, left_on=["neighbourhood_name", "street"], right_on=["neighbourhood_name", "name"]
    )
    assert (works["year"] < roads["year"].min()).all()
