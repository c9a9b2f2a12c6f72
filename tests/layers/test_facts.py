"""What layers say of neighbourhoods: known answers on the synthetic municipality, and what is not known on small made files."""

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pandas.testing import assert_frame_equal
from workspaces import atlas, current, done, feature, geojson, make, run, square, table, take

from geo.crs import to_metric
from geo.indicators import INDICATORS
from layers.atlas import Atlas, build_atlas
from layers.ground import Ground
from layers.ornek import FOLDER, TRUTH
from layers.workspace import open_workspace

NAMES = ("Ada", "Bağ", "Çay")
CORNERS = ((36.10, 36.20), (36.11, 36.20), (36.12, 36.20))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ornek") / "w"
    done(run(folder, "example", "--neighbourhoods", 6, "--zones", 120, "--seed", 5))
    return folder


@pytest.fixture(scope="module")
def known(example: Path) -> Atlas:
    return build_atlas(open_workspace(example))


@pytest.fixture(scope="module")
def truth(example: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((example / FOLDER / TRUTH).read_text(encoding="utf-8"))
    return said


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three squares of about 1 km2 in a row, with people. Read only."""
    folder = make(tmp_path_factory.mktemp("small") / "w")
    shapes = [feature(name, square(*corner)) for name, corner in zip(NAMES, CORNERS, strict=True)]
    done(take(folder, "boundaries", geojson(folder / "s.geojson", shapes)))
    rows = [["MAHALLE", "2022", "2023"], ["Ada", 1000, 1000], ["Bağ", 500, 250], ["Çay", 0, 0]]
    done(take(folder, "population", table(folder / "n.tsv", rows)))
    return folder


@pytest.fixture
def town(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "w"))


def of(folder: Path, layer: str, *rows: list[object], source: str = "deneme") -> None:
    done(take(folder, layer, table(folder / f"{layer}.tsv", rows), source=source))


def column(folder: Path, key: str) -> list[object]:
    rows = atlas(folder)
    return [rows[name].get(key, "absent") for name in NAMES]


# ------------------------------------------------------------------ known answers


def by_name(known: Atlas, truth: dict[str, Any], key: str) -> list[float]:
    table = known.neighbourhoods if key in known.neighbourhoods else known.facts.columns
    values = table[key].set_axis(known.neighbourhoods["name"])
    return [float(value) for value in values.reindex(truth["neighbourhoods"])]


def sums(known: Atlas, truth: dict[str, Any], rows: pd.DataFrame, values: pd.Series) -> list[float]:
    totals = values.groupby(rows["neighbourhood_name"]).sum()
    return [float(value) for value in totals.reindex(truth["neighbourhoods"], fill_value=0)]


def test_population_area_and_land_use_are_the_known_ones(known: Atlas, truth: dict[str, Any]) -> None:
    for year, persons in truth["population"].items():
        assert by_name(known, truth, f"population_{year}") == persons
    assert by_name(known, truth, "drawn_area_km2") == pytest.approx([m2 / 1e6 for m2 in truth["area_m2"]], rel=1e-6)
    for use, hectares in truth["hectares_by_land_use"].items():
        assert by_name(known, truth, f"zoned_m2_{use}") == pytest.approx([1e4 * ha for ha in hectares], abs=10)
    housing = [name for name in truth["hectares_by_land_use"] if "residential" in name]
    expected = 1e4 * np.sum([truth["hectares_by_land_use"][use] for use in housing], axis=0)
    assert by_name(known, truth, "residential_m2") == pytest.approx(expected.tolist(), abs=10)


def test_areas_of_what_is_in_use_are_the_known_ones(known: Atlas, truth: dict[str, Any], example: Path) -> None:
    parks, facilities = current(example, "parks"), current(example, "facilities")
    serves = parks["state"].isin(["in_use", "damaged"])
    assert not serves.all(), "the example must have parks that serve nobody"
    # All parks of the example count as active green.
    assert by_name(known, truth, "existing_m2_active_green") == sums(
        known, truth, parks, parks["active_area_m2"].where(serves, 0.0)
    )
    everything = sums(known, truth, parks, parks["area_m2"])
    assert everything == truth["park_area_m2"]
    for code, kinds in {
        "health": ("family_health_centre", "hospital"),
        "primary_school": ("primary_school",),
        "social": ("community_house", "condolence_house"),
        "worship": ("worship",),
    }.items():
        counted = facilities["kind"].isin(kinds)
        if counted.any():
            area_m2 = facilities["area_m2"].where(counted & (facilities["state"] != "closed"), 0.0)
            assert by_name(known, truth, f"existing_m2_{code}") == sums(known, truth, facilities, area_m2)
            stated = sum(np.array(truth["facility_area_m2"].get(kind, 0)) for kind in kinds)
            assert sums(known, truth, facilities, facilities["area_m2"].where(counted, 0.0)) == stated.tolist()


def test_property_damage_money_and_assembly_areas_are_the_known_ones(known: Atlas, truth: dict[str, Any], example: Path) -> None:
    assert known.total("asset_count") == truth["property"]["parcels"]
    assert known.total("asset_area_m2") == truth["property"]["share_area_m2"]
    for damage_class, count in truth["buildings_by_damage"].items():
        assert known.facts.columns[f"building_count_{damage_class}"].sum() == count
    for year, budget in truth["budget_by_year_try"].items():
        assert known.total(f"investment_try_{year}") == budget
    assert known.total("investment_try") == sum(truth["budget_by_year_try"].values())
    areas = current(example, "assembly_areas")
    usable = areas["state"].isna() | (areas["state"] == "usable")
    assert by_name(known, truth, "assembly_area_m2") == sums(known, truth, areas, areas["area_m2"].where(usable, 0.0))


def test_no_more_people_walk_to_a_park_than_live_near_one(known: Atlas, truth: dict[str, Any], example: Path) -> None:
    parks = to_metric(gpd.GeoDataFrame(current(example, "parks")))
    parks = parks[(parks["kind"] == "park") & parks["state"].isin(["in_use", "damaged"])]
    doors = to_metric(gpd.GeoDataFrame(current(example, "address_points")))
    doors = doors[doors["use"] == "dwelling"]
    near = doors.distance(parks.union_all()) <= 500
    at_most = near.groupby(doors["neighbourhood_name"]).mean().reindex(truth["neighbourhoods"])
    walked = pd.Series(by_name(known, truth, "walk_ratio_park_500"), index=at_most.index)
    assert (walked <= at_most + 1e-9).all()
    assert walked.max() > 0
    assert known.facts.layers["walk_ratio_park_500"] == ("parks", "roads", "address_points")


def test_every_figure_of_the_example_leads_to_layers_and_revisions(known: Atlas) -> None:
    for key, indicator in INDICATORS.items():
        if key in known.neighbourhoods:
            found = known.revisions_beneath(key)
            assert found, key
            assert set(indicator.layers) & set(found) or not indicator.layers, key
    assert known.revisions_beneath("change_count") == {"population": 2}
    assert known.revisions_beneath("m2_per_person_with_investments_active_green") == {
        "population": 2,
        "parks": 1,
        "investments": 1,
    }


# ------------------------------------------------------------------ what is known, and what is not


def test_a_list_says_nothing_about_a_kind_that_it_does_not_have(town: Path) -> None:
    of(town, "facilities", ["AD", "TÜR", "MAHALLE", "ALAN (m²)"], ["Şifa", "Eczane", "Ada", 80])
    assert column(town, "m2_per_person_health") == ["absent"] * 3
    assert column(town, "people_per_pharmacy") == [1000, None, None]


def test_a_list_of_names_without_areas_does_not_say_that_there_is_no_area(town: Path) -> None:
    of(town, "facilities", ["AD", "TÜR", "MAHALLE"], ["1 Nolu ASM", "ASM", "Ada"])
    assert column(town, "m2_per_person_health") == ["absent"] * 3
    assert column(town, "people_per_family_health_centre") == [1000, None, None]


def test_one_area_that_nobody_states_leaves_its_neighbourhood_open_and_no_other(town: Path) -> None:
    rows = [["PARK ADI", "TÜR", "MAHALLE", "ALAN (m²)"], ["A", "Park", "Ada", 2000], ["B", "Çocuk bahçesi", "Ada", ""]]
    of(town, "parks", *rows, ["C", "Park", "Bağ", 500])
    assert column(town, "m2_per_person_active_green") == [None, 2, None]
    assert column(town, "deficit_m2_active_green") == [None, 2000, 0]


def test_where_every_park_became_a_camp_there_is_no_park_and_that_is_known(town: Path) -> None:
    rows = [["PARK ADI", "TÜR", "MAHALLE", "ALAN (m²)", "DURUM"], ["A", "Park", "Ada", 2000, "Konteyner kent"]]
    of(town, "parks", *rows, ["B", "Park", "Bağ", 900, "Planlanan"])
    assert column(town, "m2_per_person_active_green") == [0, 0, None]
    assert column(town, "deficit_m2_active_green") == [10000, 2500, 0]


def test_squares_of_two_lists_add_up(town: Path) -> None:
    of(town, "parks", ["PARK ADI", "TÜR", "MAHALLE", "ALAN (m²)"], ["Hürriyet", "Meydan", "Ada", 1000])
    of(town, "facilities", ["AD", "TÜR", "MAHALLE", "ALAN (m²)"], ["Cumhuriyet", "Kent meydanı", "Ada", 500])
    facts = build_atlas(open_workspace(town)).facts
    assert facts.columns["count_square"].tolist() == [2, 0, 0]
    assert facts.columns["existing_m2_active_green"].tolist() == [1500, 0, 0]
    assert facts.layers["existing_m2_active_green"] == ("parks", "facilities")


def test_an_assembly_area_under_containers_is_none(town: Path) -> None:
    rows = [["AD", "MAHALLE", "ALAN (m²)", "DURUM"], ["A", "Ada", 1500, "Kullanılabilir"], ["B", "Ada", 900, "Konteyner var"]]
    of(town, "assembly_areas", *rows, ["C", "Bağ", 700, "Yapılaştı"])
    assert column(town, "assembly_area_m2_per_person") == [1.5, 0, None]


def test_assembly_areas_without_a_size_have_people_within_reach_and_no_area(town: Path) -> None:
    points = [{"type": "Point", "coordinates": [36.105, 36.205]}]
    shapes = [feature("Ada", point, **{"TESİS ADI": "Okul önü"}) for point in points]
    done(take(town, "assembly_areas", geojson(town / "t.geojson", shapes)))
    assert column(town, "assembly_area_m2_per_person") == ["absent"] * 3
    near, far, nobody = column(town, "walk_pct_assembly_area_500")
    assert 30 < float(str(near)) < 60
    assert far == 0
    assert nobody is None


INVESTMENTS = ["YATIRIM ADI", "TÜRÜ", "MAHALLE", "BÜTÇE 2025 (TL)", "BÜTÇE 2026 (TL)", "MİKTAR 2026", "BİRİM", "AŞAMASI"]


def test_investments_add_up_by_year_and_one_without_a_budget_is_unknown(town: Path) -> None:
    rows = [INVESTMENTS, ["P", "Park", "Ada", 1000, 2000, 500, "m2", ""], ["Q", "Yol", "Ada", "", 4000, "", "", ""]]
    of(town, "investments", *rows, ["R", "Yol", "Bağ", "", "", 1, "adet", ""], ["S", "Yol", "Çay", 9, "", "", "", "İptal edildi"])
    assert column(town, "investment_try") == [7000, None, 0]
    assert column(town, "investment_try_2025") == [1000, 0, 0]
    assert column(town, "investment_try_2026") == [6000, None, 0]
    assert column(town, "investment_try_per_person") == [7, None, None]


def test_an_investment_adds_area_to_its_class_unless_it_is_done_or_called_off(town: Path) -> None:
    of(town, "parks", ["PARK ADI", "TÜR", "MAHALLE", "ALAN (m²)"], ["A", "Park", "Ada", 2000])
    rows = [
        *(INVESTMENTS, ["P", "Park", "Ada", 1, 1, 500, "m2", "Planlanan"], ["Q", "Park", "Ada", 1, 1, 300, "m2", "Tamamlandı"]),
        ["R", "Park", "Ada", 1, 1, 200, "m2", "İptal"],
        ["S", "Yol", "Ada", 1, 1, 900, "m2", "Planlanan"],
        ["T", "Park", "Bağ", 1, 1, 1, "adet", "Planlanan"],
    ]
    of(town, "investments", *rows)
    # Bağ gets a park of which nobody says how large it will be.
    assert column(town, "m2_per_person_with_investments_active_green") == [2.5, None, None]


def test_an_investment_in_education_may_be_any_school_and_a_health_one_counts_as_health(town: Path) -> None:
    of(town, "facilities", ["AD", "TÜR", "MAHALLE", "ALAN (m²)"], ["O", "İlkokul", "Ada", 3000], ["H", "ASM", "Ada", 400])
    rows = [INVESTMENTS, ["P", "Eğitim tesisi", "Ada", 1, 1, 500, "m2", ""], ["Q", "Sağlık tesisi", "Ada", 1, 1, 100, "m2", ""]]
    of(town, "investments", *rows)
    assert column(town, "m2_per_person_with_investments_primary_school") == [None, 0, None]
    assert column(town, "m2_per_person_with_investments_health") == [0.5, 0, None]


def test_a_plan_says_nothing_where_it_does_not_reach(town: Path) -> None:
    zones = [
        feature(None, square(36.10, 36.20), ÖLÇEK="1/1000", FONKSIYON="Park", DURUM="Onaylı"),
        feature(None, square(36.11, 36.20, 0.005), ÖLÇEK="1/1000", FONKSIYON="Konut", DURUM="Onaylı"),
        feature(None, square(36.12, 36.20), ÖLÇEK="1/1000", FONKSIYON="Konut", DURUM="Taslak"),
    ]
    done(take(town, "zoning", geojson(town / "z.geojson", zones)))
    green = column(town, "m2_per_person_with_plan_active_green")
    assert 900 < float(str(green[0])) < 1100
    assert green[1:] == [0, None]
    assert column(town, "m2_per_person_with_plan_health") == ["absent"] * 3
    density = column(town, "net_density_per_ha")
    assert density[0] is None
    assert 9 < float(str(density[1])) < 11


def test_a_table_of_damage_says_nothing_of_neighbourhoods_that_it_does_not_name(town: Path) -> None:
    of(town, "damage", ["MAHALLE", "HASAR DURUMU", "BİNA SAYISI"], ["Ada", "Ağır Hasarlı", 12], ["Bağ", "Yıkık", 3])
    assert column(town, "building_count_severe") == [12, 0, None]
    assert column(town, "building_count_collapsed") == [0, 3, None]
    assert column(town, "building_count_moderate") == ["absent"] * 3


def test_a_list_of_damaged_buildings_covers_the_district(town: Path) -> None:
    of(town, "damage", ["MAHALLE", "HASAR DURUMU", "BİNA NO"], ["Ada", "Ağır Hasarlı", "1"], ["Ada", "Ağır Hasarlı", "2"])
    assert column(town, "building_count_severe") == [2, 0, 0]


def test_rows_that_belong_nowhere_are_said(town: Path) -> None:
    rows = [["MAHALLE", "ADA", "PARSEL", "HİSSE ALANI (m²)"], ["Ada", "1", "1", 500], ["Yok Yer", "1", "2", 700]]
    of(town, "assets", *rows)
    (issue,) = build_atlas(open_workspace(town)).facts.issues
    assert issue.kind == "rows-in-no-neighbourhood"
    assert "1 of 2" in issue.message("en")
    assert issue.message("tr") in run(town, "atlas").err


# ------------------------------------------------------------------ standards, small numbers


GROUPS = """\
code: health
title: {tr: Sağlık tesisi, en: Health facility}
unit: m2_per_person
rules:
  - valid_from: 2014-06-14
    law: Belediye meclisi kararı
    article: "3"
    verified: VERIFIED
    checked: {by: Planlama, where: Karar metni, when: 2026-11-26}
    counts: [health, family_health_centre]
    groups:
      - {from: 0, to: 1300, m2_per_person: 1}
      - {from: 1301, to: 5000, m2_per_person: 2}
      - {from: 5001, m2_per_person: 4}
"""


@pytest.mark.parametrize("verified", [True, False])
def test_deficits_follow_the_group_of_their_own_population_and_say_whether_it_is_verified(town: Path, verified: bool) -> None:
    (town / "standards").mkdir()
    text = GROUPS.replace("VERIFIED", str(verified).replace("T", "t").replace("F", "f"))
    (town / "standards" / "health.yaml").write_text(text, encoding="utf-8")
    with (town / "workspace.yaml").open("a", encoding="utf-8") as stream:
        stream.write("plan: {year: 2041, persons: 12500, source: plan}\n")
    of(town, "facilities", ["AD", "TÜR", "MAHALLE", "ALAN (m²)"], ["H", "ASM", "Ada", 400])
    # 1,250 people now, 1,500 before, 12,500 in the plan: ten times as many in each neighbourhood.
    assert column(town, "deficit_m2_health") == [1 * 1000 - 400, 1 * 250, 0]
    assert column(town, "deficit_before_m2_health") == [2 * 1000 - 400, 2 * 500, 0]
    assert column(town, "deficit_planned_m2_health") == [4 * 10_000 - 400, 4 * 2500, 0]
    deficits = {f"{basis}_health" for basis in ("deficit_m2", "deficit_before_m2", "deficit_planned_m2")}
    assert set(atlas(town)["Ada"]["unverified"]) == (set() if verified else deficits)


def test_what_counts_towards_a_standard_is_what_its_rule_of_the_day_says(town: Path) -> None:
    of(town, "population", ["MAHALLE", "2012"], ["Ada", 1000], ["Bağ", 500], ["Çay", 0], source="eski")
    of(town, "parks", ["PARK ADI", "TÜR", "MAHALLE", "ALAN (m²)"], ["A", "Park", "Ada", 2000], ["B", "Meydan", "Ada", 700])
    # Squares count since 2014.
    assert atlas(town)["Ada"]["m2_per_person_active_green"] == 2.7
    assert atlas(town, "--to", 2012)["Ada"]["m2_per_person_active_green"] == 2.0


def test_small_populations_and_unverified_figures_are_marked_in_the_atlas_and_its_exports(town: Path, tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [36.105, 36.205]}
    done(take(town, "parks", geojson(town / "p.geojson", [feature("Ada", point, TÜR="Park", ALAN=900)])))
    rows = atlas(town)
    assert [rows[name]["small_population"] for name in NAMES] == [False, True, True]
    assert rows["Ada"]["unverified"] == ["walk_pct_park_500"]
    assert rows["Çay"]["unverified"] == []
    for suffix in (".geojson", ".gpkg", ".csv"):
        done(run(town, "export", "atlas", tmp_path / f"a{suffix}"))
    document = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    by_row = {item["properties"]["name"]: item["properties"] for item in document["features"]}
    assert [by_row[name]["small_population"] for name in NAMES] == [False, True, True]
    assert by_row["Ada"]["unverified"] == ["walk_pct_park_500"]
    assert document["metadata"]["unverified"] == "walk_pct_park_500"
    assert "300" in document["metadata"]["small_population"]
    beneath = document["metadata"]["beneath"].split("; ")
    assert "population 1, parks 1: m2_per_person_active_green" in " ".join(beneath)
    back = gpd.read_file(tmp_path / "a.gpkg", layer="atlas").set_index("name")
    assert back.loc[list(NAMES), "small_population"].astype(bool).tolist() == [False, True, True]
    assert ",True," in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_without_population_nothing_is_small_and_nothing_is_shared(tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", [feature("Ada", square(36.1, 36.2))])))
    assert atlas(folder)["Ada"]["small_population"] is None
    assert done(run(folder, "atlas", "--fairness", "--format", "json")).document == []


def test_a_polygon_counts_in_both_neighbourhoods_by_its_parts(town: Path) -> None:
    park = shapely.box(36.107, 36.201, 36.117, 36.202)
    done(take(town, "parks", geojson(town / "p.geojson", [feature(None, shapely.geometry.mapping(park), TÜR="Park")])))
    facts = build_atlas(open_workspace(town)).facts.columns
    ada, baglar, cay = facts["existing_m2_active_green"]
    assert ada == pytest.approx(3 / 10 * (ada + baglar), rel=1e-3)
    assert ada + baglar == pytest.approx(to_metric(gpd.GeoSeries([park], crs=4326)).area.sum(), rel=1e-6)
    assert cay == 0
    assert facts["count_park"].tolist() == [0, 1, 0]


# ------------------------------------------------------------------ what another atlas knows already


def test_another_year_takes_over_what_the_layers_say_where_it_is_the_same(example: Path) -> None:
    workspace = open_workspace(example)
    first = build_atlas(workspace, to_year=2023)
    alone, beside = (build_atlas(workspace, to_year=2025, beside=other) for other in (None, first))
    assert beside.facts is first.facts
    assert any(name.startswith("walk_ratio_") for name in beside.facts.columns)
    assert_frame_equal(alone.neighbourhoods, beside.neighbourhoods)
    assert_frame_equal(alone.facts.columns, beside.facts.columns)


def test_another_year_asks_anew_where_people_have_come_or_other_kinds_count(town: Path) -> None:
    of(town, "population", ["MAHALLE", "2012", "2024"], ["Ada", 1000, 1000], ["Bağ", 500, 500], ["Çay", 0, 9], source="eski")
    workspace = open_workspace(town)
    now = build_atlas(workspace, to_year=2023)
    for year in (2012, 2024):
        assert build_atlas(workspace, to_year=year, beside=now).facts is not now.facts
    assert build_atlas(workspace, from_year=2012, to_year=2023, beside=now).facts is now.facts


def test_a_layer_is_read_once_for_all_that_is_made_of_a_ground(example: Path) -> None:
    ground = Ground(open_workspace(example))
    assert ground.frame("parks") is ground.frame("parks")
    zones = ground.rows("zoning")
    assert zones is ground.when_built(2026).rows("zoning")
    assert zones is ground.but({"parks"}, ground.workspace).rows("zoning")
    assert zones is not ground.but({"zoning"}, ground.workspace).rows("zoning")
