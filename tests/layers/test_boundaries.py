"""Boundaries: the same neighbourhoods from every format, axes and systems put right, the sketch kept beside."""

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from workspaces import (
    BROKEN,
    PLAN,
    SKETCHED,
    atlas,
    content,
    current,
    done,
    feature,
    findings,
    geojson,
    make,
    records,
    run,
    square,
    take,
)

from layers.boundaries import LAYER, guess_fields
from layers.gdal import pyogrio
from layers.workspace import open_workspace

TM36 = 5256


@pytest.fixture(scope="session")
def defne() -> gpd.GeoDataFrame:
    """Defne's neighbourhoods as another program would have them: headings and names of its own."""
    shapes = gpd.read_file(SKETCHED)
    return gpd.GeoDataFrame(
        {"KOD": shapes["code"], "MAHALLE": shapes["name"] + " Mah.", "ALAN_M2": 0.0}, geometry=shapes.geometry, crs=4326
    )


def write_geojson(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    pyogrio.write_dataframe(frame.to_crs(4326), folder / "defne.geojson", driver="GeoJSON", COORDINATE_PRECISION=15)
    return folder / "defne.geojson"


def write_geopackage(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    pyogrio.write_dataframe(frame, folder / "defne.gpkg", driver="GPKG", layer="mahalleler")
    return folder / "defne.gpkg"


def write_shapefile(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    pyogrio.write_dataframe(frame, folder / "defne.shp", encoding="UTF-8")
    return folder / "defne.shp"


def write_shapefile_1254(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    pyogrio.write_dataframe(frame, folder / "DEFNE.shp", encoding="CP1254")
    assert (folder / "DEFNE.cpg").read_text().strip() == "CP1254"
    assert "Çekmece".encode("cp1254") in (folder / "DEFNE.dbf").read_bytes()
    (folder / "DEFNE.cpg").write_text("1254")
    return folder / "DEFNE.shp"


def zipped(write: Callable[[gpd.GeoDataFrame, Path], Path]) -> Callable[[gpd.GeoDataFrame, Path], Path]:
    def packed(frame: gpd.GeoDataFrame, folder: Path) -> Path:
        parts = folder / "parçalar"
        parts.mkdir()
        write(frame, parts)
        with zipfile.ZipFile(folder / "defne.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(parts.iterdir()):
                archive.write(part, f"Defne Sınırları/{part.name}")
        return folder / "defne.zip"

    return packed


FORMATS = {
    "geojson": write_geojson,
    "geopackage": write_geopackage,
    "shapefile": write_shapefile,
    "shapefile-1254": write_shapefile_1254,
    "zip": zipped(write_shapefile),
    "zip-1254": zipped(write_shapefile_1254),
}


@pytest.mark.parametrize("epsg", [4326, TM36], ids=["degrees", "tm36"])
@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_boundaries_from_every_format_are_the_same_neighbourhoods(
    tmp_path: Path, defne: gpd.GeoDataFrame, write: Callable[[gpd.GeoDataFrame, Path], Path], epsg: int
) -> None:
    folder = make(tmp_path / "w")
    answer = done(take(folder, "boundaries", write(defne.to_crs(epsg), tmp_path)))
    assert answer.document["rows_stored"] == answer.document["rows_in"] == 37
    assert answer.kinds == {"column-ignored"}

    stored = current(folder, "boundaries").set_index("code")
    expected = gpd.read_file(SKETCHED).set_index("code")
    assert stored["name"].to_dict() == expected["name"].to_dict()
    assert stored["id"].tolist() == stored.index.tolist()
    assert set(stored["kind"]) == {"imported"}
    areas_m2 = stored.to_crs(TM36).area
    assert (areas_m2 / expected.to_crs(TM36).area - 1).abs().max() < 1e-6
    assert shapely.hausdorff_distance(stored.geometry, expected.geometry.loc[stored.index]).max() < 1e-7


def test_boundaries_of_a_geopackage_with_two_drawn_tables_takes_the_first_and_says_so(
    tmp_path: Path, defne: gpd.GeoDataFrame
) -> None:
    path = write_geopackage(defne, tmp_path)
    pyogrio.write_dataframe(defne.head(3), path, driver="GPKG", layer="yollar", append=True)
    answer = done(take(make(tmp_path / "w"), "boundaries", path))
    assert answer.document["rows_in"] == 37
    assert ["mahalleler" in issue["message"] and "yollar" in issue["message"] for issue in answer.issues("table-chosen")] == [
        True
    ]


def test_boundaries_of_a_geopackage_without_shapes_are_refused(demo: Path, tmp_path: Path) -> None:
    pyogrio.write_dataframe(pd.DataFrame({"MAHALLE": ["Tavla"]}), tmp_path / "tablo.gpkg", driver="GPKG", layer="tablo")
    answer = take(demo, "boundaries", tmp_path / "tablo.gpkg")
    assert (answer.code, answer.kinds) == (1, {"no-shapes"})


def test_guess_fields_of_the_headings_that_offices_use() -> None:
    assert guess_fields(["KOD", "İLÇE", "MAHALLE", "updated"]) == {0: "code", 1: "district", 2: "name"}
    assert guess_fields(["MAHALLE_ADI", "mahalle_kodu", "il_adi"]) == {0: "name", 1: "code", 2: "province"}
    assert guess_fields(["MAHALLE KODU (AKS)", "MAHALLE", "MAHALLE (ESKİ ADI)"]) == {0: "code", 1: "name"}


# --------------------------------------------------------------------------- coordinate systems


def test_boundaries_without_crs_are_placed_by_their_district_or_as_named(
    own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame
) -> None:
    path = write_shapefile(defne.to_crs(TM36), tmp_path)
    path.with_suffix(".prj").unlink()
    proven = done(take(own_demo, "boundaries", path, source="kanıtlanan"))
    assert [issue["severity"] for issue in proven.issues("crs-proven")] == ["info"]

    named = done(take(own_demo, "boundaries", path, "--crs", "5256", source="resmi"))
    assert [issue["severity"] for issue in named.issues("crs-given")] == ["info"]
    assert "crs-proven" not in named.kinds
    assert atlas(own_demo)["Tavla"]["boundary_kind"] == "imported"


def test_boundaries_without_crs_that_fit_nowhere_are_refused(own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    far = defne.to_crs(TM36)
    path = write_shapefile(far.set_geometry(far.translate(3_000_000)), tmp_path)
    path.with_suffix(".prj").unlink()
    before = content(own_demo)
    refused = take(own_demo, "boundaries", path)
    assert (refused.code, refused.kinds) == (1, {"crs-none-fits"})
    assert "--crs" in refused.err
    assert content(own_demo) == before


@pytest.mark.parametrize("epsg", ["EPSG:5256", "epsg:5256", "5256"])
def test_import_crs_option_is_read_with_or_without_its_prefix(
    own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame, epsg: str
) -> None:
    path = write_shapefile(defne.to_crs(TM36), tmp_path)
    path.with_suffix(".prj").unlink()
    assert done(take(own_demo, "boundaries", path, "--crs", epsg)).document["rows_stored"] == 37


@pytest.mark.parametrize(("epsg", "kind"), [("999999", "unknown-crs"), ("4326", "coordinates-out-of-range")])
def test_boundaries_in_a_crs_that_cannot_be_are_refused(
    demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame, epsg: str, kind: str
) -> None:
    path = write_shapefile(defne.to_crs(TM36), tmp_path)
    path.with_suffix(".prj").unlink()
    answer = take(demo, "boundaries", path, "--crs", epsg)
    assert (answer.code, answer.kinds) == (1, {kind})


def test_boundaries_that_state_another_crs_than_the_option_are_refused(
    demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame
) -> None:
    answer = take(demo, "boundaries", write_shapefile(defne.to_crs(TM36), tmp_path), "--crs", "5255")
    assert (answer.code, answer.kinds) == (1, {"crs-option-ignored"})


def test_boundaries_in_the_wrong_zone_are_taken_with_a_warning_that_names_the_distance(
    own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame
) -> None:
    path = write_shapefile(defne.to_crs(TM36), tmp_path)
    path.with_suffix(".prj").unlink()
    answer = done(take(own_demo, "boundaries", path, "--crs", "5255"))
    said = answer.issues("far-from-known-places")
    # Three degrees of longitude at 36.15 north are 269.5 km.
    assert len(said) == 1
    assert "269 km" in said[0]["message_en"]


@pytest.mark.parametrize("shift_deg", [0.0, 0.05])
def test_boundaries_near_their_known_centres_give_no_warning_of_distance(
    own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame, shift_deg: float
) -> None:
    moved = defne.set_geometry(defne.translate(shift_deg, 0))
    assert not done(take(own_demo, "boundaries", write_geojson(moved, tmp_path))).issues("far-from-known-places")


# --------------------------------------------------------------------------- swapped axes


def turned(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shapes = shapely.transform(frame.geometry.array, lambda xy: xy[:, ::-1])
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def assert_lies_in_defne(folder: Path, defne: gpd.GeoDataFrame) -> None:
    stored = current(folder, "boundaries").query("source == 'deneme'").set_index("code")
    centres = stored.geometry.centroid if stored.crs is None else stored.to_crs(TM36).centroid
    expected = defne.set_index("KOD").to_crs(TM36).centroid
    assert centres.distance(expected.loc[centres.index]).max() < 0.01


@pytest.mark.parametrize("with_known", ["demo", "shipped"])
def test_swapped_axes_where_both_orders_lie_in_turkiye_are_proven_by_known_centres(
    own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame, with_known: str
) -> None:
    folder = own_demo if with_known == "demo" else make(tmp_path / "w")
    answer = done(take(folder, "boundaries", write_geojson(turned(defne), tmp_path)))
    said = answer.issues("swapped-axes")
    assert len(said) == 1
    assert "known centres fit only the other order" in said[0]["message_en"]
    assert_lies_in_defne(folder, defne)


def test_straight_axes_of_the_same_file_are_left_alone(tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    folder = make(tmp_path / "w")
    answer = done(take(folder, "boundaries", write_geojson(defne, tmp_path)))
    assert not answer.kinds & {"swapped-axes", "axis-order-assumed", "far-from-known-places"}
    assert_lies_in_defne(folder, defne)


def test_swapped_axes_where_only_one_order_lies_in_turkiye_are_put_right(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", province="Ankara", district="Çankaya")
    answer = done(take(folder, "boundaries", BROKEN / "swapped-axes-ankara.geojson"))
    assert "only the other order lies in Türkiye" in answer.issues("swapped-axes")[0]["message_en"]
    assert current(folder, "boundaries").total_bounds.round(2).tolist() == [32.85, 39.92, 32.87, 39.93]


def test_swapped_axes_that_nothing_proves_are_taken_as_read_and_said(tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    folder = make(tmp_path / "w", district="Arsuz")
    answer = done(take(folder, "boundaries", write_geojson(defne, tmp_path)))
    assert [issue["severity"] for issue in answer.issues("axis-order-assumed")] == ["info"]
    assert_lies_in_defne(folder, defne)


def test_one_neighbourhood_near_the_diagonal_is_never_turned_by_a_single_approximate_centre(
    own_demo: Path, tmp_path: Path
) -> None:
    # Bahçeköy's sketched centre is 36.116, 36.128; its mirror image lies nearer to it than this square.
    file = geojson(tmp_path / "s.geojson", [feature("Bahçeköy", square(36.126, 36.114, 0.004))])
    answer = done(take(own_demo, "boundaries", file))
    assert not answer.issues("swapped-axes")
    row = current(own_demo, "boundaries").query("source == 'deneme'")
    assert row.total_bounds.round(3).tolist() == [36.126, 36.114, 36.13, 36.118]


def test_north_first_metres_are_put_right_and_said(own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    path = write_shapefile(turned(defne.to_crs(TM36)), tmp_path)
    answer = done(take(own_demo, "boundaries", path))
    assert len(answer.issues("swapped-axes")) == 1
    assert_lies_in_defne(own_demo, defne)


# --------------------------------------------------------------------------- repair and names


def test_bow_tie_is_stored_as_valid_polygons(own_demo: Path) -> None:
    done(take(own_demo, "boundaries", BROKEN / "bow-tie.geojson"))
    stored = current(own_demo, "boundaries").query("source == 'deneme'")
    assert stored.geometry.is_valid.all()
    assert set(stored.geom_type) == {"MultiPolygon"}
    # Two lobes of a quarter of a square each; which was meant nobody knows, so both are kept.
    bow_tie, whole = stored.to_crs(TM36).area
    assert bow_tie == pytest.approx(whole / 2, rel=0.001)


def test_valid_shapes_keep_their_coordinates_to_the_last_digit(tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    folder = make(tmp_path / "w")
    path = write_geojson(defne, tmp_path)
    done(take(folder, "boundaries", path))
    stored = current(folder, "boundaries").set_index("code").geometry.normalize()
    given = gpd.read_file(path).set_index("KOD").geometry.normalize()
    same = [MultiPolygonOf(given[code]).equals_exact(shape, 0) for code, shape in stored.items()]
    assert all(same)


def MultiPolygonOf(shape: shapely.Geometry) -> shapely.Geometry:  # noqa: N802 reads as the type it makes
    multi = shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])
    return multi.normalize()


def test_heights_are_left_out_and_said(own_demo: Path, tmp_path: Path) -> None:
    flat = square(36.14, 36.19)
    high = {"type": "Polygon", "coordinates": [[[*corner, 80.0] for corner in flat["coordinates"][0]]]}
    answer = done(take(own_demo, "boundaries", geojson(tmp_path / "s.geojson", [feature("Akdeniz", high)])))
    assert len(answer.issues("dropped-z")) == 1
    assert not current(own_demo, "boundaries").has_z.any()


@pytest.mark.parametrize("written", ["ÇEKMECE", "Çekmece Mah.", "ÇEKMECE MAHALLESİ", "çekmece mh.", " Çekmece "])
def test_names_as_written_in_boundary_files_find_their_neighbourhood(own_demo: Path, tmp_path: Path, written: str) -> None:
    done(take(own_demo, "boundaries", geojson(tmp_path / "s.geojson", [feature(written, square(36.14, 36.19))])))
    row = current(own_demo, "boundaries").query("source == 'deneme'").iloc[0]
    assert (row["id"], row["name"], row["code"]) == ("149183", "Çekmece", "149183")


def test_misprinted_name_in_a_boundary_file_waits_and_goes_in_once_accepted(own_demo: Path, tmp_path: Path) -> None:
    shapes = [feature("Akdeniz", square(36.14, 36.19)), feature("Tavlı", square(36.15, 36.19))]
    done(take(own_demo, "boundaries", geojson(tmp_path / "s.geojson", shapes), source="resmi"))
    assert len(current(own_demo, "boundaries").query("source == 'resmi'")) == 1
    done(run(own_demo, "names", "accept", "Tavlı", "Tavla"))
    rows = current(own_demo, "boundaries").query("source == 'resmi'")
    assert sorted(rows["name"]) == ["Akdeniz", "Tavla"]


def test_unknown_name_becomes_a_new_neighbourhood_and_is_said(own_demo: Path, tmp_path: Path) -> None:
    file = geojson(tmp_path / "s.geojson", [feature("YENİ ŞEHİR MAH.", square(36.14, 36.19))])
    answer = done(take(own_demo, "boundaries", file))
    assert [(issue["row"], issue["new"]) for issue in answer.issues("new-neighbourhood")] == [(1, "hatay-defne-yeni-sehir")]
    assert "37" in answer.issues("missing-neighbourhood")[0]["message_en"]


def test_rows_of_other_districts_are_counted_and_left_out(own_demo: Path, tmp_path: Path) -> None:
    shapes = [
        feature("Akdeniz", square(36.14, 36.19), İLÇE="DEFNE", İL="HATAY"),
        feature("Cumhuriyet", square(36.15, 36.19), İLÇE="Antakya", İL="Hatay"),
        feature("Akdeniz", square(36.16, 36.19), İLÇE="Defne", İL="Mersin"),
    ]
    document = done(take(own_demo, "boundaries", geojson(tmp_path / "s.geojson", shapes))).document
    assert (document["rows_in"], document["rows_stored"], document["rows_out_of_scope"]) == (3, 1, 2)


def test_same_name_in_two_districts_is_two_neighbourhoods_when_the_file_says_which(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", district=None)
    shapes = [
        feature("Cumhuriyet", square(36.14, 36.19), İLÇE="Defne"),
        feature("Cumhuriyet", square(36.15, 36.19), İLÇE="Antakya"),
    ]
    done(take(folder, "boundaries", geojson(tmp_path / "s.geojson", shapes)))
    assert sorted(current(folder, "boundaries")["id"]) == ["hatay-antakya-cumhuriyet", "hatay-defne-cumhuriyet"]


# --------------------------------------------------------------------------- sketch and official beside each other


def test_official_boundaries_replace_what_is_shown_and_the_sketch_stays_beside(
    own_demo: Path, tmp_path: Path, defne: gpd.GeoDataFrame
) -> None:
    before = atlas(own_demo)
    assert {record["boundary_kind"] for record in before.values()} == {"sketch"}
    sketch = current(own_demo, "boundaries")
    # No codes, names in capitals: the ids must be the known ones all the same.
    bare = defne.drop(columns="KOD").assign(MAHALLE=defne["MAHALLE"].str.replace("i", "İ").str.upper())
    halved = bare.set_geometry(bare.scale(0.5, 1.0))
    done(take(own_demo, "boundaries", write_geojson(halved, tmp_path), source="resmi"))

    after = atlas(own_demo)
    assert {name: record["id"] for name, record in after.items()} == {name: record["id"] for name, record in before.items()}
    assert {record["boundary_kind"] for record in after.values()} == {"imported"}
    assert after["Tavla"]["drawn_area_km2"] == pytest.approx(before["Tavla"]["drawn_area_km2"] / 2, rel=0.01)
    assert after["Tavla"]["population_2023"] == before["Tavla"]["population_2023"]
    rows = current(own_demo, "boundaries")
    assert records(rows[rows["source"] == "sketch"].reset_index(drop=True)) == records(sketch)

    done(run(own_demo, "undo", "boundaries"))
    assert atlas(own_demo) == before
    assert records(current(own_demo, "boundaries")) == records(sketch)


def test_official_boundaries_of_some_neighbourhoods_leave_the_others_a_sketch(own_demo: Path, tmp_path: Path) -> None:
    file = geojson(tmp_path / "s.geojson", [feature("Tavla", square(36.06, 36.17))])
    done(take(own_demo, "boundaries", file, source="resmi"))
    kinds = {name: record["boundary_kind"] for name, record in atlas(own_demo).items()}
    assert len(kinds) == 37
    assert [name for name, kind in kinds.items() if kind == "imported"] == ["Tavla"]


def test_sketch_says_so_when_it_is_imported_and_official_boundaries_do_not(tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    folder = make(tmp_path / "w")
    assert "sketched-boundary" in done(take(folder, "boundaries", SKETCHED, source="sketch")).kinds
    assert "sketched-boundary" not in done(take(folder, "boundaries", write_geojson(defne, tmp_path), source="resmi")).kinds


def test_population_finds_ids_that_are_slugs_and_later_ids_that_are_codes(tmp_path: Path, defne: gpd.GeoDataFrame) -> None:
    folder = make(tmp_path / "w")
    done(take(folder, "boundaries", write_geojson(defne.drop(columns="KOD"), tmp_path), source="cizim"))
    done(take(folder, "population", PLAN, source="plan"))
    ids = {name: record["id"] for name, record in atlas(folder).items()}
    assert ids["Çökek"] == "hatay-defne-cokek"
    # A file with codes arrives: the neighbourhoods are known by name, so their ids stay, and the code is added.
    done(take(folder, "boundaries", write_geojson(defne, tmp_path), source="resmi"))
    after = atlas(folder)
    assert {name: record["id"] for name, record in after.items()} == ids
    assert after["Çökek"]["population_2022"] == 1042


# --------------------------------------------------------------------------- real boundaries of others


def test_real_boundaries_go_in_and_check_names_the_areas_that_differ(real_data: Path, own_demo: Path) -> None:
    file = real_data / "defne-mahalle" / "defne_mahalle.geojson"
    document = done(take(own_demo, "boundaries", file, source="resmi")).document
    assert (document["rows_in"], document["rows_stored"]) == (37, 37)

    drawn = gpd.read_file(file).to_crs(TM36)
    names = drawn["name"].str.replace(r" (Mh|Mah)\.$", "", regex=True)
    printed = pd.read_csv(real_data / "defne-mahalle" / "defne_nufus.csv").set_index("mahalle")["plan_alan_km2"]
    ratio = (drawn.area / 1e6).set_axis(names) / printed
    expected = set(ratio[(ratio - 1).abs() > 0.05].index)
    over_20_percent = {
        *("Aknehir", "Balıklıdere", "Ballıöz", "Çınarlı", "Gümüşgöze", "Güneysöğüt", "Hancağız", "Koçören"),
        *("Orhanlı", "Özbek", "Samankaya", "Tavla", "Üzengili"),
    }
    assert set(ratio[(ratio - 1).abs() > 0.20].index) == over_20_percent

    found = [one for one in findings(own_demo) if one["kind"] == "area-differs" and one["layers"] == ["boundaries"]]
    assert {finding["where"]["neighbourhoods"][0] for finding in found} == expected > over_20_percent
    by_name: Mapping[str, Mapping[str, float]] = {finding["where"]["neighbourhoods"][0]: finding for finding in found}
    for name in over_20_percent:
        assert by_name[name]["computed"] / by_name[name]["stated"] == pytest.approx(ratio[name], abs=0.02)


def test_stored_rows_conform_to_the_layer_and_survive_the_store(demo: Path) -> None:
    store = open_workspace(demo).store()
    stored = LAYER.conform(store.read("boundaries", 1))
    source = json.loads(SKETCHED.read_text(encoding="utf-8"))["features"]
    assert stored["official_area_km2"].tolist() == [item["properties"]["official_area_km2"] for item in source]
    assert stored["source_row"].tolist() == list(range(1, 38))
    assert stored.crs.to_epsg() == 4326


def test_official_boundaries_are_shown_before_a_sketch_whatever_the_sources_are_called(
    own_drawn: Path, tmp_path: Path, defne: gpd.GeoDataFrame
) -> None:
    sketch = tmp_path / "aaa.geojson"
    sketch.write_bytes(SKETCHED.read_bytes())
    done(run(own_drawn, "import", "boundaries", sketch))
    (tmp_path / "zzz").mkdir()
    official = write_geojson(defne, tmp_path / "zzz")

    done(run(own_drawn, "import", "boundaries", official, "--source", "zzz"))

    assert {row["boundary_kind"] for row in atlas(own_drawn).values()} == {"imported"}


def test_boundaries_of_another_district_are_refused_and_nothing_changes(own_demo: Path, tmp_path: Path) -> None:
    shapes = [shapely.box(32.8, 39.9, 32.81, 39.91), shapely.box(32.81, 39.9, 32.82, 39.91)]
    other = gpd.GeoDataFrame({"name": ["Kızılay", "Bahçelievler"]}, geometry=shapes, crs=4326)
    before = content(own_demo)

    answer = take(own_demo, "boundaries", write_geojson(other, tmp_path))

    assert answer.code == 1
    assert answer.kinds == {"no-name-matched"}
    assert content(own_demo) == before


def test_check_finds_overlaps_between_boundaries_of_two_sources(own_demo: Path, tmp_path: Path) -> None:
    moved = gpd.read_file(SKETCHED)
    moved = moved[moved["name"] == "Tavla"][["name", "geometry"]]
    moved["geometry"] = moved.translate(xoff=0.004)

    done(take(own_demo, "boundaries", write_geojson(moved, tmp_path), source="resmi"))

    found = run(own_demo, "check", "--format", "json").document["findings"]
    assert any(one["kind"] == "overlap" and "Tavla" in one["where"]["neighbourhoods"] for one in found)
