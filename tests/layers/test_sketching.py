"""`mahalle sketch`: from printed tables to boundaries, and the ones that ship are made by it."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from rfc7946 import faults
from workspaces import DATA, PLAN, SKETCHED, TUIK, current, done, make, run, table, take

TM36 = 5256
CENTRES = DATA / "merkezler.tsv"
ALIASES = DATA / "es_adlar.tsv"


@pytest.fixture(scope="session")
def sketched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sketch of Defne, drawn anew by the command that the shipped file was drawn with."""
    folder = tmp_path_factory.mktemp("sketch")
    words = ["--areas", PLAN, "--codes", TUIK, "--aliases", ALIASES, "--province", "Hatay", "--district", "Defne"]
    done(run(folder / "none", "sketch", CENTRES, folder / "defne.geojson", *words))
    return folder / "defne.geojson"


def test_shipped_boundaries_are_what_the_command_draws_from_the_shipped_tables(sketched: Path) -> None:
    new = gpd.read_file(sketched).set_index("code")
    shipped = gpd.read_file(SKETCHED).set_index("code")
    assert new.index.tolist() == shipped.index.tolist()
    assert new.drop(columns="geometry").equals(shipped.drop(columns="geometry"))
    assert shapely.hausdorff_distance(new.geometry, shipped.geometry).max() < 1e-5
    assert (new.to_crs(TM36).area / shipped.to_crs(TM36).area - 1).abs().max() < 0.001
    first, second = (json.loads(path.read_text(encoding="utf-8")) for path in (sketched, SKETCHED))
    assert first["metadata"] == second["metadata"]


def test_sketch_areas_are_the_printed_ones_and_centres_lie_in_their_cells(sketched: Path) -> None:
    drawn = gpd.read_file(sketched)
    assert (drawn.to_crs(TM36).area / 1e6 / drawn["official_area_km2"] - 1).abs().max() < 0.001
    assert drawn["official_area_km2"].sum() == pytest.approx(142.44)
    assert shapely.coverage_is_valid(drawn.geometry.array)
    assert set(drawn["boundary_kind"]) == {"sketch"}
    assert faults(json.loads(sketched.read_text(encoding="utf-8"))) == []
    rows = [line.split("\t") for line in CENTRES.read_text(encoding="utf-8").splitlines()[1:]]
    points = {name: shapely.Point(float(x.replace(",", ".")), float(y.replace(",", "."))) for name, x, y in rows}
    inside = sum(any(shape.contains(points[name]) for name in points) for shape in drawn.geometry)
    assert inside >= 35


def test_sketch_goes_into_a_workspace_without_a_doubt(sketched: Path, tmp_path: Path) -> None:
    folder = make(tmp_path / "w")
    answer = done(take(folder, "boundaries", sketched, source="sketch"))
    assert answer.document["rows_stored"] == 37
    assert answer.kinds <= {"sketched-boundary", "column-ignored"}
    assert set(current(folder, "boundaries")["kind"]) == {"sketch"}


def test_sketch_without_a_code_table_names_cells_by_the_printed_names(tmp_path: Path) -> None:
    centres = table(tmp_path / "m.tsv", [["MAHALLE", "BOYLAM", "ENLEM", "ALAN (km²)"], *SMALL])
    out = tmp_path / "s.geojson"
    done(run(tmp_path / "none", "sketch", centres, out, "--province", "Hatay", "--district", "Arsuz"))
    drawn = gpd.read_file(out)
    assert set(drawn["name"]) == {"Çınarlı", "Dere", "Işıklı"}
    assert sorted(item["id"] for item in json.loads(out.read_text(encoding="utf-8"))["features"]) == [
        *("hatay-arsuz-cinarli", "hatay-arsuz-dere", "hatay-arsuz-isikli"),
    ]


SMALL = [
    ["ÇINARLI MAH.", "36,10", "36,20", "2,5"],
    ["IŞIKLI", "36,12", "36,20", "1,5"],
    ["Dere", "36,11", "36,22", "2"],
]


def test_sketch_takes_areas_and_places_from_the_workspace(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.geojson"
    done(run(demo, "sketch", CENTRES, out))
    drawn = gpd.read_file(out).set_index("code")
    assert len(drawn) == 37
    assert drawn.loc["149213", "name"] == "Sinanlı"
    assert drawn.loc["149195", "official_area_km2"] == 1.61


@pytest.mark.parametrize(
    ("heading", "rows", "kind"),
    [
        (["MAHALLE", "BOYLAM", "ALAN (km²)"], [["Dere", "36,1", "2"]], "latitude"),
        (["AD SOYAD", "BOYLAM", "ENLEM", "ALAN (km²)"], [["Dere", "36,1", "36,2", "2"]], "neighbourhood name"),
        (["MAHALLE", "BOYLAM", "ENLEM"], [["Dere", "36,1", "36,2"]], "official area"),
        (["MAHALLE", "BOYLAM", "ENLEM", "ALAN (km²)"], [["Dere", "36,1", "kuzey", "2"]], "Row 2"),
        (["MAHALLE", "BOYLAM", "ENLEM", "ALAN (km²)"], [["Dere", "36,1", "36,2", ""], ["Kale", "36,2", "36,2", "1"]], "Dere"),
    ],
)
def test_sketch_of_a_table_that_lacks_something_is_refused_by_its_name(
    tmp_path: Path, heading: list[str], rows: list[list[str]], kind: str
) -> None:
    centres = table(tmp_path / "m.tsv", [heading, *rows])
    answer = run(tmp_path / "none", "sketch", centres, tmp_path / "s.geojson", "--province", "Hatay", "--district", "Arsuz")
    assert answer.code == 1
    assert kind in answer.err
    assert not (tmp_path / "s.geojson").exists()


def test_sketch_to_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    centres = table(tmp_path / "m.tsv", [["MAHALLE", "BOYLAM", "ENLEM", "ALAN (km²)"], *SMALL])
    out = tmp_path / "yok" / "s.geojson"
    answer = run(tmp_path / "none", "sketch", centres, out, "--province", "Hatay", "--district", "Arsuz")
    assert answer.code == 1
    assert "could not be written" in answer.err


def test_sketch_of_something_that_is_no_table_is_refused(tmp_path: Path) -> None:
    answer = run(tmp_path / "none", "sketch", SKETCHED, tmp_path / "s.geojson", "--province", "Hatay", "--district", "Defne")
    assert answer.code == 1
    assert not (tmp_path / "s.geojson").exists()
